-- Codes by SMS: a number counts as a person's own once they have typed what was sent to it. Like sign_ins, of persons, without a merchant.
create table phone_codes (
  id uuid primary key,
  shopper_id uuid not null references shoppers (id),
  phone text not null,
  code_hash bytea not null,
  tries smallint not null default 0,
  source text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  replaced_at timestamptz
);
comment on table phone_codes is 'personal | with the account; a code works for ten minutes';
comment on column phone_codes.phone is 'personal | with the account; E.164';
comment on column phone_codes.source is 'personal | with the account; stands for a network, keyed';
create index phone_codes_shopper on phone_codes (shopper_id, created_at desc);
create index phone_codes_phone on phone_codes (phone, created_at desc);
create index phone_codes_source on phone_codes (source, created_at desc);
grant select, insert, update, delete on phone_codes to posthorn_app;
