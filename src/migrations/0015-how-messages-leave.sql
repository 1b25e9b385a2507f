-- What keeps a message from an address, and where merchants that write their shoppers themselves are asked to. Column comments: class | retention.

-- Addresses that mail or SMS no longer goes to. Persons' table: a mailbox that is gone is gone for every shop.
create table suppressions (
  key text primary key,
  channel text not null check (channel in ('email', 'sms')),
  reason text not null check (reason in ('bounce', 'complaint', 'stop', 'gone')),
  since timestamptz not null,
  lifted_at timestamptz
);
comment on column suppressions.key is 'pseudonymous: a keyed hash of the address or number, never the address | until the installation''s secret changes';
comment on column suppressions.lifted_at is 'null: nothing is sent there; what happened before this moment no longer counts';

-- One per merchant: e-mail and SMS of its orders are asked for here instead of being sent by us.
create table message_webhooks (
  merchant_id uuid primary key references merchants (id),
  url text not null,
  sealed_secret text not null,
  sealed_old_secret text,
  old_secret_until timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  disabled_at timestamptz
);
comment on column message_webhooks.sealed_secret is 'secret, sealed | until removed';
comment on column message_webhooks.sealed_old_secret is 'secret, sealed; signs, too, until old_secret_until | until the next change';
comment on column message_webhooks.disabled_at is 'its owner answered 410: nothing is sent there until it is entered again, and we write ourselves';

alter table message_webhooks enable row level security;
alter table message_webhooks force row level security;
create policy tenant on message_webhooks using (
  (select current_setting('posthorn.scope', true) = '*')
  or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                         else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]));

grant select, insert, update, delete on suppressions, message_webhooks to posthorn_app;
