-- The index of 0007 named columns that every poll writes, so that no poll was a HOT update any more. This one names none of them.
drop index shipments_never_asked;
create index shipments_pending on shipments (carrier, opened_at) where tracked and status = 'pending';
