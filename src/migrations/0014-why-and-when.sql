-- Every change of a carrier's estimate, as it was recorded: the cause of a message of its own (R-07), as a transition is.
create table estimate_changes (
  shard smallint not null,
  shipment_id uuid not null,
  number integer not null,
  id uuid not null,
  order_id uuid not null,
  merchant_id uuid not null,
  estimate json not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (shard, shipment_id, number),
  unique (shard, id)
);
create index estimate_changes_order on estimate_changes (shard, order_id);
comment on column estimate_changes.number is 'place in the shipment''s history of estimates, from 1';
comment on column notifications.transition_id is 'the cause: a transition, a change of the estimate, or the shipment itself where there is nothing to follow';

-- What one address or device was sent of all shops within a day (N-04). Not by merchant, so there is no merchant_id; it names no order.
create table sent_of_late (
  recipient text not null,
  notification_id uuid not null,
  decided_at timestamptz not null,
  primary key (recipient, notification_id)
);
comment on table sent_of_late is 'pseudonymous | 1 day: older rows go as new ones of the same recipient come';

do $$
begin
  grant select, insert, update, delete on estimate_changes, sent_of_late to posthorn_app;
  alter table estimate_changes enable row level security;
  alter table estimate_changes force row level security;
  create policy tenant on estimate_changes using (
    (select current_setting('posthorn.scope', true) = '*')
    or merchant_id = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                  else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]));
end $$;
