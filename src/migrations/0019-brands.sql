-- The shop's own look on its tracking pages.
alter table merchants add column brand_colour text;
alter table merchants add column website_origins text[] not null default '{}';
alter table merchants add column logo_hash bytea;
comment on column merchants.website_origins is 'public | with the merchant; pages that may show the tracking widget in a frame';

create table merchant_logos (
  merchant_id uuid primary key references merchants (id),
  hash bytea not null,
  media_type text not null,
  bytes bytea not null
);
comment on column merchant_logos.bytes is 'public | with the merchant';

alter table merchant_logos enable row level security;
alter table merchant_logos force row level security;
create policy tenant on merchant_logos using (
  (select current_setting('posthorn.scope', true) = '*')
  or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                         else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]));
grant select, insert, update, delete on merchant_logos to posthorn_app;
