-- What the carrier says of the shipment as a whole (estimate, pieces, service); the newest answer wins.
alter table shipments add column facts json not null default '{}';
