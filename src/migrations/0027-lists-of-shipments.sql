-- A merchant's shipments, newest first, and by their number: lists across shards, for reading.
create index shipments_merchant on shipments (merchant_id, mode, opened_at desc, id desc);
