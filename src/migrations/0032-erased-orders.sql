-- What an erasure leaves: that there was one. What is sent again does not bring the person back, and nothing new of the order is followed.
alter table orders add column erased_at timestamptz;
comment on column orders.erased_at is 'none | with the order; when the person was removed from it, null: never';
