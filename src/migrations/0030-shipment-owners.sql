-- Who of the shop looks after a shipment's tickets. The tickets themselves follow from its events and stand nowhere.
create table shipment_owners (
  shard smallint not null,
  shipment_id uuid not null,
  merchant_id uuid not null,
  who text not null,
  since timestamptz not null,
  primary key (shard, shipment_id)
);
comment on table shipment_owners is 'personal | with the order';
comment on column shipment_owners.who is 'personal | with the order; the address or name of who looks after it';

alter table shipment_owners enable row level security;
alter table shipment_owners force row level security;
create policy tenant on shipment_owners using (
  (select current_setting('posthorn.scope', true) = '*')
  or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                         else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]));
grant select, insert, update, delete on shipment_owners to posthorn_app;
