-- An order is found by its number and the shopper's full address or phone (C-06); tries are counted, never who made them.
create index orders_reference on orders (merchant_reference1, created_at desc) where merchant_reference1 is not null;
create table find_tries (
  subject bytea not null,
  day text not null,
  tries integer not null,
  primary key (subject, day)
);
create index find_tries_day on find_tries (day);
comment on table find_tries is 'subject: a hash of an order number or of a network; day: the UTC day, or day and hour; kept for two days';
grant select, insert, update, delete on find_tries to posthorn_app;
