-- What a shop usually ships with: a hint where its words and numbers leave a choice. A sample, counted at most once a minute.
create table merchant_carriers (
  merchant_id uuid not null,
  carrier text not null,
  parcels integer not null default 1,
  last_used_at timestamptz not null,
  primary key (merchant_id, carrier)
);
alter table merchant_carriers enable row level security;
alter table merchant_carriers force row level security;
create policy tenant on merchant_carriers using (
  current_setting('posthorn.scope', true) = '*'
  or merchant_id::text = any (string_to_array(current_setting('posthorn.scope', true), ',')));
grant select, insert, update, delete on merchant_carriers to posthorn_app;
