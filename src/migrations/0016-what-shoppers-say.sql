-- What shoppers say of a parcel stands beside its status and never makes one: arrived, not arrived, sent back.
alter table shipments add column shopper_said text check (shopper_said in ('arrived', 'not_arrived', 'sent_back'));
alter table shipments add column shopper_said_at timestamptz;
comment on column shipments.shopper_said is 'personal | with the order; the shopper''s word, which no status follows from';

-- A carrier that the shopper wants asked, by its registry code; the parcel becomes that carrier's only when it knows the number.
alter table shipments add column wanted_carrier text;

-- Problems that shoppers report to the shop.
create table shopper_reports (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  shipment_id uuid,
  kind text not null check (kind in ('not_arrived', 'damaged', 'wrong_item', 'other')),
  words text not null,
  reported_at timestamptz not null,
  mailed_at timestamptz,
  primary key (shard, order_id, id)
);
comment on column shopper_reports.id is 'made from order, parcel, kind, words and day: sent twice is one report';
comment on column shopper_reports.words is 'personal | with the order; the shopper''s own words for the shop, at most 1,000 characters';

alter table shopper_reports enable row level security;
alter table shopper_reports force row level security;
create policy tenant on shopper_reports using (
  (select current_setting('posthorn.scope', true) = '*')
  or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                         else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]));
grant select, insert, update, delete on shopper_reports to posthorn_app;
