-- What merchants' servers hear. Column comments: class | retention.

-- How many entries of the feed are about it: each has the next number, without gaps.
alter table shipments add column feed_sequence integer not null default 0;
comment on column shipments.feed_sequence is 'none | with the order';

-- One row per announcement, written with what it announces. Its place in the merchant's one order is given afterwards, by one hand at a time.
create table feed_entries (
  shard smallint not null,
  shipment_id uuid not null,
  sequence integer not null,
  id uuid not null,
  order_id uuid not null,
  merchant_id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  type text not null,
  data jsonb not null,
  recorded_at timestamptz not null,
  position bigint,
  primary key (shard, shipment_id, sequence)
);
comment on table feed_entries is 'ids, statuses and times, nothing of a person | 30 days';
comment on column feed_entries.id is 'made from its cause: the webhook-id of every delivery';
comment on column feed_entries.position is 'place among the entries of its merchant and mode, from 1 without gaps; null: not placed yet';
create index feed_entries_place on feed_entries (merchant_id, mode, position) where position is not null;
create index feed_entries_unplaced on feed_entries (merchant_id, mode) where position is null;
create index feed_entries_age on feed_entries (recorded_at);

create table feed_heads (
  merchant_id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  position bigint not null default 0,
  primary key (merchant_id, mode)
);
comment on column feed_heads.position is 'none | with the merchant; the last place that was given';

create table webhooks (
  merchant_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  url text not null,
  types text[] not null,
  contact text,
  sealed_secret text not null,
  sealed_old_secret text,
  old_secret_until timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  paused_at timestamptz,
  disabled_at timestamptz,
  disabled_why text check (disabled_why in ('gone', 'failing')),
  failing_since timestamptz,
  primary key (merchant_id, id)
);
comment on column webhooks.types is 'none | until removed; empty: all';
comment on column webhooks.contact is 'personal | until removed; who is told when it is switched off';
comment on column webhooks.sealed_secret is 'secret, sealed | until removed';
comment on column webhooks.sealed_old_secret is 'secret, sealed; signs, too, until old_secret_until | until the next change';
comment on column webhooks.failing_since is 'the first failure since the last success; null: none';

create table webhook_deliveries (
  merchant_id uuid not null,
  webhook_id uuid not null,
  position bigint not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts smallint not null default 0,
  next_at timestamptz,
  settled_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, webhook_id, position)
);
comment on table webhook_deliveries is 'none | 30 days';
comment on column webhook_deliveries.position is 'of the entry; with the webhook it names the delivery, so that none is made twice';
create index webhook_deliveries_due on webhook_deliveries (merchant_id, webhook_id, next_at) where state = 'waiting';
create index webhook_deliveries_age on webhook_deliveries (created_at);

create table webhook_attempts (
  merchant_id uuid not null,
  webhook_id uuid not null,
  position bigint not null,
  at timestamptz not null,
  outcome text not null,
  status smallint,
  duration_ms integer not null,
  answer text not null
);
comment on table webhook_attempts is 'none | 30 days';
comment on column webhook_attempts.answer is 'what the merchant''s own server said, at most 1 KB, shown to that merchant alone | 30 days';
create index webhook_attempts_delivery on webhook_attempts (merchant_id, webhook_id, position, at);
create index webhook_attempts_age on webhook_attempts (at);

do $$
declare t text;
begin
  foreach t in array array['feed_entries', 'feed_heads', 'webhooks', 'webhook_deliveries', 'webhook_attempts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I using (
      (select current_setting('posthorn.scope', true) = '*')
      or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                             else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]))$p$, t);
    execute format('grant select, insert, update, delete on %I to posthorn_app', t);
  end loop;
end $$;
