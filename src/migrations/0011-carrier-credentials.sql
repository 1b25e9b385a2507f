-- What opens other doors (carriers' keys, tokens) is sealed before it comes here (platform/vault.ts, K-01). Column comments: class | retention.

-- One key per merchant and one for the installation (merchant_id null), wrapped by a master key that the database never sees.
create table data_keys (
  id uuid primary key,
  merchant_id uuid references merchants (id),
  master_key text not null,
  wrapped text not null,
  created_at timestamptz not null,
  unique nulls not distinct (merchant_id)
);
comment on column data_keys.master_key is 'name of the master key that wraps it, made from the key by a hash | as long as the key';
comment on column data_keys.wrapped is 'secret, sealed | as long as the merchant';

-- How a merchant, or the installation (merchant_id null), is known to a carrier.
create table carrier_credentials (
  id uuid primary key,
  merchant_id uuid references merchants (id),
  connection text not null,
  name text not null,
  public_fields json not null,
  sealed_fields text not null,
  environment text not null check (environment in ('production', 'test', 'custom')),
  base_url text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  verified_at timestamptz,
  verdict text,
  unique nulls not distinct (merchant_id, connection, name),
  check ((environment = 'custom') = (base_url is not null))
);
comment on column carrier_credentials.public_fields is 'account numbers, regions | until disconnected';
comment on column carrier_credentials.sealed_fields is 'secret, sealed | until disconnected';
comment on column carrier_credentials.base_url is 'an address of the operator''s choice instead of the carrier''s own | until disconnected';

-- Carriers' access tokens, shared by all processes.
create table carrier_tokens (
  carrier text not null,
  credential text not null,
  merchant_id uuid references merchants (id),
  sealed text not null,
  expires_at timestamptz not null,
  primary key (carrier, credential)
);
comment on column carrier_tokens.sealed is 'secret, sealed | until it expires or the credential goes';

-- They lay here in plain text. Processes of the release before may still fill the columns; they go when none runs any more.
update carrier_limits set token = null, token_expires_at = null where token is not null;
-- What a pair waits for: a pause after a refused login ends when another login is entered, one that the carrier asked for does not.
alter table carrier_limits add column paused_for text;

do $$
declare t text;
begin
  foreach t in array array['data_keys', 'carrier_credentials', 'carrier_tokens'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- What is the installation's has no merchant: no merchant's transaction sees or writes it.
    execute format($p$create policy tenant on %I using (
      (select current_setting('posthorn.scope', true) = '*')
      or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                             else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]))$p$, t);
    execute format('grant select, insert, update, delete on %I to posthorn_app', t);
  end loop;
end $$;
