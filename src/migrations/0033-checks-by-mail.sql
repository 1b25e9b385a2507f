-- The integration check by mail and over time. Column comments: class | retention.

-- A mail that was taken, as far as it was understood. Of its text and of what was attached nothing is kept.
create table check_mails (
  id uuid primary key,
  sender text not null,
  envelope_sender text not null,
  subject text not null,
  message_id text,
  thread text not null,
  authenticity text not null check (authenticity in ('pass', 'fail', 'unknown')),
  asked json not null,
  received_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'silent', 'failed')),
  sends smallint not null default 0,
  settled_at timestamptz
);
comment on table check_mails is 'personal | 7 days';
comment on column check_mails.id is 'none | 7 days; made from the mail itself, so that one that is handed over twice is one';
comment on column check_mails.sender is 'personal | 7 days; the address in From';
comment on column check_mails.envelope_sender is 'personal | 7 days; the address that bounces go to';
comment on column check_mails.subject is 'personal | 7 days; free text, at most 300 characters';
comment on column check_mails.message_id is 'none | 7 days; null: none that an answer could name';
comment on column check_mails.thread is 'none | 7 days; the ids of the mails before, for References';
comment on column check_mails.authenticity is 'none | 7 days; what our own mail server found out';
comment on column check_mails.asked is 'what was understood: shop, address, ids, order numbers | 7 days';
comment on column check_mails.received_at is 'none | 7 days';
comment on column check_mails.state is 'none | 7 days; silent: it was not to be answered';
comment on column check_mails.sends is 'none | 7 days; how often an answer began to leave and nobody knows that it did not: never more than two';
comment on column check_mails.settled_at is 'none | 7 days';
create index check_mails_sender on check_mails (sender, received_at);
create index check_mails_age on check_mails (received_at);

-- Mails that no program can help with: somebody of the operator looks at them.
create table support_cases (
  id uuid primary key,
  merchant_id uuid references merchants (id),
  sender text not null,
  subject text not null,
  why text not null check (why in ('not_verified', 'forged', 'unknown_merchant', 'undeliverable')),
  opened_at timestamptz not null,
  closed_at timestamptz
);
comment on table support_cases is 'personal | 30 days after it was closed, half a year after it was opened';
comment on column support_cases.id is 'none | with the case; made from the mail';
comment on column support_cases.merchant_id is 'none | with the case; null: nobody has proven whose it is';
comment on column support_cases.sender is 'personal | with the case; as it stood in the mail, proven or not';
comment on column support_cases.subject is 'personal | with the case; free text, at most 300 characters';
comment on column support_cases.why is 'none | with the case';
comment on column support_cases.opened_at is 'none | with the case';
comment on column support_cases.closed_at is 'none | with the case; null: open';
create index support_cases_open on support_cases (opened_at) where closed_at is null;
-- Whoever writes ten times is one case.
create unique index support_cases_one on support_cases (sender, why) where closed_at is null;

-- How good an integration was, day by day: the last check of seven days that was made on that day.
create table integration_scores (
  merchant_id uuid not null references merchants (id),
  mode text not null check (mode in ('live', 'test')),
  day date not null,
  verdict text not null check (verdict in ('validated', 'findings', 'nothing_to_check')),
  captures_with_info double precision,
  entries_resolved double precision,
  shipments_with_events double precision,
  calls_taken double precision,
  whole double precision,
  orders integer not null,
  entries integer not null,
  checked_at timestamptz not null,
  primary key (merchant_id, mode, day)
);
comment on table integration_scores is 'counts and shares of a merchant, nothing of a person | 400 days';
comment on column integration_scores.day is 'none | 400 days; UTC';
comment on column integration_scores.whole is 'none | 400 days; the least of the parts, null: nothing could be measured';
create index integration_scores_day on integration_scores (day);

-- A report that a merchant shows to others: one per mode, a new one ends the one before.
create table shared_reports (
  merchant_id uuid not null references merchants (id),
  mode text not null check (mode in ('live', 'test')),
  serial uuid not null,
  token_hash bytea not null unique,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  report json not null,
  primary key (merchant_id, mode)
);
comment on table shared_reports is 'counts of a merchant, nothing of a person | 14 days';
comment on column shared_reports.serial is 'none | 14 days; the address is made from it and the link secret';
comment on column shared_reports.token_hash is 'hash only | 14 days';
comment on column shared_reports.report is 'verdict, score, and how often what was found: no ids, no references, nothing that was sent | 14 days';

do $$
declare t text;
begin
  foreach t in array array['support_cases', 'integration_scores', 'shared_reports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I using (
      (select current_setting('posthorn.scope', true) = '*')
      or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                             else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]))$p$, t);
    execute format('grant select, insert, update, delete on %I to posthorn_app', t);
  end loop;
end $$;
-- Before it is looked at nobody knows whose a mail is: only the system sees it.
alter table check_mails enable row level security;
alter table check_mails force row level security;
create policy system on check_mails using ((select current_setting('posthorn.scope', true) = '*'));
grant select, insert, update, delete on check_mails to posthorn_app;
