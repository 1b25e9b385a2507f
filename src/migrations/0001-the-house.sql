-- Every order-scoped table is headed by `shard` (hash of the order's id) and carries merchant_id; ids are made by Posthorn.
-- Column comments of the form "class | retention" are what docs/data-inventory.md will be made from.

create table merchants (
  id uuid primary key,
  name text not null,
  support_email text,
  website text,
  created_at timestamptz not null
);

create table api_keys (
  id uuid primary key,
  merchant_id uuid not null references merchants (id),
  mode text not null check (mode in ('live', 'test')),
  username text not null unique,
  secret_hash bytea not null unique,
  scopes text[] not null default '{shipments:write,read}',
  created_at timestamptz not null,
  disabled_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_merchant on api_keys (merchant_id);

create table orders (
  shard smallint not null,
  id uuid not null,
  merchant_id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  short_reference text not null,
  merchant_reference1 text,
  merchant_reference2 text,
  merchant_data text,
  status text not null check (status in ('AUTHORIZED', 'PART_CAPTURED', 'CAPTURED', 'CANCELLED', 'EXPIRED', 'CLOSED')),
  fraud_status text not null default 'ACCEPTED',
  order_amount bigint not null,
  original_order_amount bigint not null,
  captured_amount bigint not null default 0,
  refunded_amount bigint not null default 0,
  released_amount bigint not null default 0,
  capture_count integer not null default 0,
  shipping_info_count integer not null default 0 check (shipping_info_count <= 5000),
  purchase_country text not null,
  purchase_currency text not null,
  locale text,
  order_lines json not null default '[]',
  billing_address json,
  shipping_address json,
  customer json,
  selected_shipping_option json,
  shopper_email text,
  authorization_token text,
  link_hash bytea not null,
  link_revoked_at timestamptz,
  acknowledged_at timestamptz,
  change_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shard, id)
);
create unique index orders_authorization on orders (merchant_id, mode, authorization_token) where authorization_token is not null;
create unique index orders_link on orders (link_hash);
create index orders_shopper on orders (shopper_email, created_at desc) where shopper_email is not null;
create index orders_merchant on orders (merchant_id, created_at desc);

create table captures (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  number integer not null,
  captured_amount bigint not null,
  refunded_amount bigint not null default 0,
  description text,
  reference text,
  order_lines json,
  billing_address json,
  shipping_address json,
  captured_at timestamptz not null,
  primary key (shard, order_id, id),
  unique (shard, order_id, number)
);

create table refunds (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  refunded_amount bigint not null,
  description text,
  reference text,
  order_lines json,
  refunded_at timestamptz not null,
  primary key (shard, order_id, id)
);

-- What the merchant said, kept verbatim. Only orders/ writes it and nothing edits it, but for `taken_in_at`.
create table shipping_info (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  capture_id uuid,
  merchant_id uuid not null,
  entry json not null,
  repaired boolean not null default false,
  received_at timestamptz not null,
  taken_in_at timestamptz,
  primary key (shard, order_id, id)
);
create index shipping_info_new on shipping_info (shard, order_id) where taken_in_at is null;
comment on column shipping_info.repaired is 'U+0000 or a lone surrogate was replaced by U+FFFD (E-06)';

create table idempotency (
  merchant_id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  key_hash bytea not null,
  method text not null,
  path text not null,
  body_hash bytea not null,
  status smallint,
  headers json,
  body text,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (merchant_id, mode, key_hash)
);
create index idempotency_age on idempotency (started_at);

-- One journey that is followed (tracked = true), or a delivery with nothing to follow.
create table shipments (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  direction text not null check (direction in ('outbound', 'return')),
  tracked boolean not null,
  carrier text,
  tracking_number text,
  method text,
  tracking_uri text,
  said_company text,
  said_number text,
  identified_by json,
  status text not null,
  code text not null,
  status_at timestamptz,
  summary json not null default '{}',
  sequence integer not null default 0,
  opened_at timestamptz not null,
  first_event_at timestamptz,
  last_event_at timestamptz,
  last_asked_at timestamptz,
  last_answered_at timestamptz,
  next_ask_at timestamptz,
  silent_since timestamptz,
  last_outcome text,
  retired_at timestamptz,
  primary key (shard, id)
);
create unique index shipments_once on shipments (shard, order_id, direction, coalesce(carrier, ''), coalesce(tracking_number, ''), coalesce(case when tracked then null else method end, ''));
create index shipments_order on shipments (shard, order_id);

-- Which shipping info led to which shipment, or the named reason why to none.
create table findings (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  shipping_info_id uuid not null,
  shipment_id uuid,
  reason text not null,
  evidence json not null,
  found_at timestamptz not null,
  primary key (shard, order_id, id)
);

-- A carrier's answer, kept before it is read.
create table raw_answers (
  shard smallint not null,
  shipment_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  source text not null,
  http_status smallint not null,
  media_type text not null,
  body bytea not null,
  received_at timestamptz not null,
  primary key (shard, shipment_id, id)
);

create table events (
  shard smallint not null,
  shipment_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  event json not null,
  source text not null,
  raw_answer_id uuid,
  seen_at timestamptz not null,
  primary key (shard, shipment_id, id)
);
comment on column events.id is 'made from what the carrier said (number, codes, time, piece): the same scan again is the same row';

create table transitions (
  shard smallint not null,
  shipment_id uuid not null,
  sequence integer not null,
  id uuid not null,
  order_id uuid not null,
  merchant_id uuid not null,
  from_status text not null,
  to_status text not null,
  code text not null,
  event_id uuid,
  happened_at timestamptz,
  recorded_at timestamptz not null,
  primary key (shard, shipment_id, sequence),
  unique (shard, id)
);
create index transitions_order on transitions (shard, order_id, recorded_at);

create table notifications (
  shard smallint not null,
  id uuid not null,
  order_id uuid not null,
  shipment_id uuid not null,
  transition_id uuid not null,
  merchant_id uuid not null,
  channel text not null check (channel in ('email', 'push')),
  recipient text not null,
  kind text not null,
  decision text not null check (decision in ('send', 'drop', 'wait', 'merge')),
  reason text not null,
  decided_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (shard, id)
);
create index notifications_order on notifications (shard, order_id, decided_at);

create table shoppers (
  id uuid primary key,
  email text not null unique,
  locale text,
  created_at timestamptz not null
);

create table sign_ins (
  id uuid primary key,
  email text not null,
  token_hash bytea not null unique,
  code_hash bytea not null,
  browser_hash bytea not null,
  tries smallint not null default 0,
  source text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  replaced_at timestamptz
);
create index sign_ins_email on sign_ins (email, created_at desc);
create index sign_ins_source on sign_ins (source, created_at desc);

create table sessions (
  id_hash bytea primary key,
  id uuid not null unique,
  shopper_id uuid not null references shoppers (id),
  device text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_shopper on sessions (shopper_id);

create table push_subscriptions (
  id uuid primary key,
  endpoint_hash bytea not null unique,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  shopper_id uuid not null references shoppers (id),
  created_at timestamptz not null
);
create index push_subscriptions_shopper on push_subscriptions (shopper_id);

create table due_work (
  shard smallint not null,
  kind text not null,
  subject uuid not null,
  merchant_id uuid not null,
  due_at timestamptz not null,
  fence bigint not null default 0,
  attempts smallint not null default 0,
  leased boolean not null default false,
  last_error text,
  primary key (shard, kind, subject)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index due_work_due on due_work (kind, due_at) include (shard);

create table dead_work (
  shard smallint not null,
  kind text not null,
  subject uuid not null,
  merchant_id uuid not null,
  attempts smallint not null,
  cause text not null,
  died_at timestamptz not null,
  primary key (shard, kind, subject)
);

-- What is left of a carrier's limits, one row per carrier and credential, shared by all processes (R-08).
create table carrier_limits (
  carrier text not null,
  credential text not null,
  next_slot_at timestamptz not null default '-infinity',
  day date not null default '2000-01-01',
  day_used integer not null default 0,
  open_until timestamptz,
  failures integer not null default 0,
  since timestamptz,
  token text,
  token_expires_at timestamptz,
  primary key (carrier, credential)
);
create table carrier_calls (
  id uuid primary key,
  carrier text not null,
  credential text not null,
  lease_until timestamptz not null
);
create index carrier_calls_open on carrier_calls (carrier, credential, lease_until);

-- Row-level security: the application's role owns nothing and sees only the merchants that its transaction names.
do $$
declare t text;
begin
  if not exists (select from pg_roles where rolname = 'posthorn_app') then
    create role posthorn_app nologin noinherit;
  end if;
  execute format('grant posthorn_app to %I', current_user);
  grant usage on schema public to posthorn_app;
  grant select, insert, update, delete on all tables in schema public to posthorn_app;
  foreach t in array array['api_keys', 'orders', 'captures', 'refunds', 'shipping_info', 'idempotency', 'shipments', 'findings',
    'raw_answers', 'events', 'transitions', 'notifications', 'due_work', 'dead_work'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I using (
      current_setting('posthorn.scope', true) = '*'
      or merchant_id::text = any (string_to_array(current_setting('posthorn.scope', true), ',')))$p$, t);
  end loop;
  alter table merchants enable row level security;
  alter table merchants force row level security;
  create policy tenant on merchants using (
    current_setting('posthorn.scope', true) = '*'
    or id::text = any (string_to_array(current_setting('posthorn.scope', true), ',')));
end $$;
