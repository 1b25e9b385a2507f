-- People who work here: of merchants and of the operator. Column comments: class | retention.
alter table sign_ins add column realm text not null default 'shopper' check (realm in ('shopper', 'portal'));
comment on column sign_ins.realm is 'none | with the code; whose door it opens';

create table people (
  id uuid primary key,
  email text not null unique,
  is_operator boolean not null default false,
  sealed_totp text,
  totp_step bigint not null default 0,
  totp_tries smallint not null default 0,
  totp_tried_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz
);
comment on table people is 'personal | until removed';
comment on column people.email is 'personal | until removed; as parsed, so that look-alikes are others';
comment on column people.sealed_totp is 'secret, sealed | until replaced; null: there is no second factor yet';
comment on column people.totp_step is 'the last step of time whose code was taken: each code counts once';
comment on column people.totp_tries is 'wrong codes in a row since totp_tried_at';

create table memberships (
  merchant_id uuid not null references merchants (id),
  person_id uuid not null references people (id),
  role text not null check (role in ('owner', 'developer', 'support', 'viewer')),
  added_at timestamptz not null,
  primary key (merchant_id, person_id)
);
comment on table memberships is 'personal | until removed';
create index memberships_person on memberships (person_id);

-- A link that was printed on the operator's own machine: it opens once, within an hour (M-05).
create table printed_links (
  token_hash bytea primary key,
  person_id uuid not null references people (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table printed_links is 'hashes only | an hour';

create table work_sessions (
  id_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references people (id),
  device text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  confirmed_at timestamptz,
  visits uuid references merchants (id),
  visits_until timestamptz
);
comment on table work_sessions is 'personal | twelve hours';
comment on column work_sessions.visits is 'the shop that an operator has entered, with a reason in the audit log (A-05)';
comment on column work_sessions.confirmed_at is 'when the second factor was last proven here; null: not yet, and nothing is shown';
create index work_sessions_person on work_sessions (person_id);

-- What people did, in one chain per merchant and one of the installation. The application's role may add and read, and nothing else (L-03).
create table audit_log (
  chain uuid not null,
  sequence bigint not null,
  merchant_id uuid,
  at timestamptz not null,
  who text not null,
  what text not null,
  subject text not null,
  details json not null,
  previous bytea not null,
  hash bytea not null,
  primary key (chain, sequence)
);
comment on table audit_log is 'who did what | with the merchant';
comment on column audit_log.chain is 'the merchant; zero: the installation';
comment on column audit_log.who is 'personal | with the merchant; an address, or the name of a command';
comment on column audit_log.subject is 'the id of what was changed or looked at';
comment on column audit_log.hash is 'of this row and of the hash before it: a changed, moved or missing row shows';

-- What support writes beside a shipment.
create table shipment_notes (
  shard smallint not null,
  shipment_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  who text not null,
  words text not null,
  written_at timestamptz not null,
  primary key (shard, shipment_id, id)
);
comment on table shipment_notes is 'personal | with the order';
comment on column shipment_notes.who is 'personal | with the order; the address of who wrote it';
comment on column shipment_notes.words is 'personal | with the order; free text';

create table saved_views (
  person_id uuid not null references people (id),
  merchant_id uuid not null references merchants (id),
  name text not null,
  query text not null,
  saved_at timestamptz not null,
  primary key (person_id, merchant_id, name)
);
comment on table saved_views is 'personal | until removed; what a list was filtered by may hold a number or a name';

do $$
declare t text;
begin
  foreach t in array array['memberships', 'audit_log', 'shipment_notes', 'saved_views'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I using (
      (select current_setting('posthorn.scope', true) = '*')
      or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                             else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]))$p$, t);
  end loop;
end $$;
grant select, insert, update, delete on people, memberships, printed_links, work_sessions, shipment_notes, saved_views to posthorn_app;
grant select, insert on audit_log to posthorn_app;
