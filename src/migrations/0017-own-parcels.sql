-- What a person adds by hand is an order of the installation's own merchant: taken in, asked about and shown as a shop's is, and nobody else's.
-- Column comments: class | retention.

alter table merchants add column is_personal boolean not null default false;
comment on column merchants.is_personal is 'the installation''s own merchant, of what people follow by hand; it has no keys | for ever';
create unique index merchants_personal on merchants (is_personal) where is_personal;
set local posthorn.scope = '*';
insert into merchants (id, name, is_personal, created_at) values ('00000000-0000-8000-8000-000000000001', 'Posthorn', true, '2026-01-01');

-- A table of persons, like parcel_choices: what was added, by whom, under which name of their own.
create table own_parcels (
  id uuid primary key,
  shopper_id uuid not null references shoppers (id),
  number text not null,
  label text,
  shard smallint,
  order_id uuid,
  added_at timestamptz not null,
  removed_at timestamptz
);
create unique index own_parcels_once on own_parcels (shopper_id, number) where removed_at is null;
create index own_parcels_added on own_parcels (shopper_id, added_at desc);
create unique index own_parcels_order on own_parcels (order_id) where order_id is not null;
comment on table own_parcels is 'personal | with the account; of one that was removed only the time is left, for a day''s count';
comment on column own_parcels.number is 'personal, the tracking number without blanks | until removed';
comment on column own_parcels.label is 'personal, the person''s own words | until removed';
comment on column own_parcels.order_id is 'null: the order is being made, and made when the same number is added again';

-- A subscription is recognised by its device in the list of them.
alter table push_subscriptions add column device text not null default '';
comment on column push_subscriptions.device is 'personal, browser and system in a word each | with the subscription';

grant select, insert, update, delete on own_parcels to posthorn_app;
