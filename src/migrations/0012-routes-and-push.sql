-- Through which connection a parcel is asked about, and which ways were set aside for it, until when and why.
alter table shipments add column route text;
alter table shipments add column routes_aside json not null default '{}';
drop index shipments_followed;
create index shipments_followed on shipments (carrier, route, status) where tracked and status not in ('delivered', 'returned', 'expired');
comment on column shipments.route is 'slug of the connection that had news last';


-- Parcels that nobody could be asked about when they came. Polls never write this column, so its index costs them nothing.
alter table shipments add column waits boolean not null default false;
update shipments set waits = true where tracked and status = 'pending' and last_asked_at is null and next_ask_at is null;
create index shipments_waiting on shipments (merchant_id, carrier, opened_at) where waits;
drop index shipments_pending;

-- Every change of the way, and of the carrier when the evidence said so; the shipment keeps its id.
create table route_changes (
  shard smallint not null,
  shipment_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  from_carrier text not null,
  to_carrier text not null,
  from_route text,
  to_route text not null,
  why text not null,
  changed_at timestamptz not null,
  primary key (shard, shipment_id, id)
);

-- What a carrier or an aggregator was told of: registered once, renewed where it ends (UPS: 14 days).
create table carrier_registrations (
  shard smallint not null,
  shipment_id uuid not null,
  connection text not null,
  credential text not null,
  merchant_id uuid not null,
  reference text,
  registered_at timestamptz not null,
  expires_at timestamptz,
  refused boolean not null default false,
  primary key (shard, shipment_id, connection, credential)
);

-- Messages that carriers pushed, as they came: read after they were kept, and never twice (W-06). They may speak of parcels of several
-- merchants, so only the system sees them; after 30 days they are deleted as new ones come.
create table carrier_pushes (
  connection text not null,
  credential text not null,
  message_hash bytea not null,
  proof text not null check (proof in ('genuine', 'unproven')),
  media_type text not null,
  body bytea not null,
  received_at timestamptz not null,
  taken_at timestamptz,
  primary key (connection, credential, message_hash)
);
create index carrier_pushes_age on carrier_pushes (received_at);

-- A pushed message names a number, not an order.
create index shipments_number on shipments (tracking_number) where tracked;

-- Credits that were spent, by month: {"2026-11": 40}.
alter table carrier_limits add column credits json not null default '{}';

do $$
declare t text;
begin
  grant select, insert, update, delete on route_changes, carrier_registrations, carrier_pushes to posthorn_app;
  foreach t in array array['route_changes', 'carrier_registrations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I using (
      (select current_setting('posthorn.scope', true) = '*')
      or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                    else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]))$p$, t);
  end loop;
  alter table carrier_pushes enable row level security;
  alter table carrier_pushes force row level security;
  create policy system on carrier_pushes using ((select current_setting('posthorn.scope', true) = '*'));
end $$;
