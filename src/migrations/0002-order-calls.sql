-- The very same append again is a repetition (same Transaction-Id), so its fingerprint is kept with the order.
alter table orders add column last_append text;

-- "E-mail the customer again": asked by the merchant, answered by notifications.
create table send_out_requests (
  shard smallint not null,
  order_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  requested_at timestamptz not null,
  handled_at timestamptz,
  primary key (shard, id)
);
alter table send_out_requests enable row level security;
alter table send_out_requests force row level security;
create policy tenant on send_out_requests using (
  current_setting('posthorn.scope', true) = '*'
  or merchant_id::text = any (string_to_array(current_setting('posthorn.scope', true), ',')));
grant select, insert, update, delete on send_out_requests to posthorn_app;
