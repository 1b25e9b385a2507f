-- What is to be said of an order's shipping info that led to no shipment is numbered by the order; in the feed the order's id stands for the shipment's.
alter table orders add column feed_sequence integer not null default 0;
comment on column orders.feed_sequence is 'none | with the order; how many entries of the feed are about the order itself';
