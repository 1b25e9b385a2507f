-- Calls of a merchant that were not taken, counted by kind and day with a few examples: what never became an order is nowhere else.
create table api_faults (
  merchant_id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  day date not null,
  code text not null,
  route text not null,
  count integer not null,
  examples json not null,
  last_at timestamptz not null,
  primary key (merchant_id, mode, day, code, route)
);
comment on table api_faults is 'which calls, how often | 30 days';
comment on column api_faults.examples is 'our own answers of that day, the last three: they name fields and places, and repeat no value that was sent | 30 days';
alter table api_faults enable row level security;
alter table api_faults force row level security;
create policy tenant on api_faults using (
  (select current_setting('posthorn.scope', true) = '*')
  or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                         else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]));
grant select, insert, update, delete on api_faults to posthorn_app;

-- The orders of a merchant that something was said of lately.
create index shipping_info_received on shipping_info (merchant_id, received_at);
create index captures_merchant on captures (merchant_id, captured_at);
