-- The ticket that was last announced of a shipment, so that the next one is news. It follows from events and time; nobody reads a status from it.
alter table shipments add column ticket text;
comment on column shipments.ticket is 'none | with the order; the kind that merchants'' servers were told of last, null: none';
