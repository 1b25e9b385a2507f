-- Parcels that nobody was ever asked about and nobody is planned to be: their carrier had no connection when they came. Few, and
-- looked for once when a worker starts, because a connection may have been added since.
create index shipments_never_asked on shipments (carrier, opened_at) where tracked and last_asked_at is null and next_ask_at is null;
