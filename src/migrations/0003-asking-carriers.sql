-- Calls stay in their window after they ended: a carrier counts arrivals, which lie somewhere between start and end.
alter table carrier_calls add column finished_at timestamptz;
alter table carrier_calls add column window_ms integer not null default 1000;
-- Calls of the last 24 hours by hour: {"<hour number>": calls}. A rolling day, whatever the carrier takes a day for.
alter table carrier_limits add column hours json not null default '{}';

-- A merchant's oldest due work without reading another merchant's million (E-14).
create index due_work_merchant on due_work (kind, merchant_id, due_at) include (shard, subject);
-- How many parcels are followed per carrier, for sharing out what it allows. Polls change none of these columns.
create index shipments_followed on shipments (carrier, status) where tracked and status not in ('delivered', 'returned', 'expired');
