-- What a person wishes to hear, by which channel, and when not. Tables of persons carry no merchant_id: a wish holds for every shop.
-- Column comments: class | retention.

alter table shoppers add column zone text;
alter table shoppers add column quiet_from smallint not null default 22 check (quiet_from between 0 and 23);
alter table shoppers add column quiet_until smallint not null default 8 check (quiet_until between 0 and 23);
alter table shoppers add column phone text;
comment on column shoppers.zone is 'personal | with the account; IANA zone for quiet hours, null: the order''s country decides';
comment on column shoppers.quiet_from is 'personal | with the account; local hour at which the night begins; equal to quiet_until: no quiet hours';
comment on column shoppers.phone is 'personal | with the account; E.164, only once it was confirmed by a code';

create table message_choices (
  shopper_id uuid not null references shoppers (id),
  topic text not null,
  channel text not null check (channel in ('email', 'push', 'sms')),
  wanted boolean not null,
  changed_at timestamptz not null,
  primary key (shopper_id, topic, channel)
);
comment on table message_choices is 'personal | with the account; only what differs from the default stands here';

-- By shipment, for one person: no more messages about it, or out of the list.
create table parcel_choices (
  shopper_id uuid not null references shoppers (id),
  shipment_id uuid not null,
  muted_at timestamptz,
  archived_at timestamptz,
  primary key (shopper_id, shipment_id)
);
comment on table parcel_choices is 'personal | with the account';

alter table notifications drop constraint notifications_channel_check;
alter table notifications add constraint notifications_channel_check check (channel in ('email', 'push', 'sms', 'webhook'));

grant select, insert, update, delete on message_choices, parcel_choices to posthorn_app;
