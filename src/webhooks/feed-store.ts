/** All SQL of the feed: entries get their place, and are read in its order. */
import { sql, type Tx } from "#platform/database.ts";

export interface FeedOwner {
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

const unplaced = sql(
  "feed.unplaced",
  `select distinct merchant_id as "merchantId", mode from feed_entries where position is null limit $1`,
);

/** Whose entries have no place yet. A system transaction. */
export const readUnplaced = (tx: Tx, limit: number): Promise<FeedOwner[]> => tx.query<FeedOwner>(unplaced, [limit]);

const makeHead = sql(
  "feed.makeHead",
  "insert into feed_heads (merchant_id, mode) values ($1, $2) on conflict (merchant_id, mode) do nothing",
);
const lockHead = sql(
  "feed.lockHead",
  "select position from feed_heads where merchant_id = $1 and mode = $2 for update skip locked",
);

/** The last place that was given; undefined: another process gives places now, and sees what we saw. */
export async function takeHead(tx: Tx, { merchantId, mode }: FeedOwner): Promise<number | undefined> {
  await tx.execute(makeHead, [merchantId, mode]);
  return (await tx.query<{ position: number }>(lockHead, [merchantId, mode]))[0]?.position;
}

// By time, but never a later entry of a shipment before an earlier one, whatever the clocks of two processes said.
const place = sql(
  "feed.place",
  `with waiting as (
     select shard, shipment_id, sequence, row_number() over (order by moment, shipment_id, sequence) as at from (
       select shard, shipment_id, sequence, max(recorded_at) over (partition by shard, shipment_id order by sequence) as moment
       from feed_entries where merchant_id = $1 and mode = $2 and position is null) as unplaced
     order by moment, shipment_id, sequence limit $4),
   placed as (
     update feed_entries e set position = $3 + w.at from waiting w
     where e.shard = w.shard and e.shipment_id = w.shipment_id and e.sequence = w.sequence returning e.position),
   head as (
     update feed_heads set position = $3 + (select count(*) from placed) where merchant_id = $1 and mode = $2)
   select count(*)::int as count from placed`,
);

/** Gives places from `after` on. Whoever calls it holds the head. How many were placed. */
export const placeEntries = async (
  tx: Tx,
  { merchantId, mode }: FeedOwner,
  after: number,
  limit: number,
): Promise<number> => (await tx.query<{ count: number }>(place, [merchantId, mode, after, limit]))[0]?.count ?? 0;

const addDeliveries = sql(
  "feed.addDeliveries",
  `insert into webhook_deliveries (merchant_id, webhook_id, position, state, next_at, created_at)
   select $1, w.id, e.position, 'waiting', $5, $5 from webhooks w, feed_entries e
   where w.merchant_id = $1 and w.mode = $2 and w.disabled_at is null
     and e.merchant_id = $1 and e.mode = $2 and e.position > $3 and e.position <= $4
     and (cardinality(w.types) = 0 or e.type = any (w.types))
   on conflict (merchant_id, webhook_id, position) do nothing
   returning webhook_id as "webhookId"`,
);

/** To each endpoint what it wants of the entries behind `after` up to `through`. The endpoints that got something. */
export async function insertDeliveries(
  tx: Tx,
  { merchantId, mode }: FeedOwner,
  after: number,
  through: number,
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ webhookId: string }>(addDeliveries, [merchantId, mode, after, through, now]);
  return new Set(rows.map(({ webhookId }) => webhookId));
}

export interface FeedEntry {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly shipmentId: string;
  readonly orderId: string;
  readonly sequence: number;
  readonly data: object;
  readonly recordedAt: Date;
}

const read = sql(
  "feed.read",
  `select position, id, type, shipment_id as "shipmentId", order_id as "orderId", sequence, data, recorded_at as "recordedAt"
   from feed_entries where merchant_id = $1 and mode = $2 and position > $3 order by position limit $4`,
);

export const readFeed = (tx: Tx, { merchantId, mode }: FeedOwner, after: number, limit: number): Promise<FeedEntry[]> =>
  tx.query<FeedEntry>(read, [merchantId, mode, after, limit]);

const ends = sql(
  "feed.ends",
  `select (select min(position) from feed_entries where merchant_id = $1 and mode = $2 and position is not null) as oldest,
     coalesce((select position from feed_heads where merchant_id = $1 and mode = $2), 0) as newest`,
);

/** Of what is kept. @returns oldest null: nothing is */
export const readEnds = async (
  tx: Tx,
  { merchantId, mode }: FeedOwner,
): Promise<{ readonly oldest: number | null; readonly newest: number }> =>
  (await tx.query<{ oldest: number | null; newest: number }>(ends, [merchantId, mode]))[0] ?? {
    oldest: null,
    newest: 0,
  };

const forget = [
  sql(
    "feed.forgetEntries",
    `delete from feed_entries where ctid = any (array(select ctid from feed_entries where recorded_at < $1 and position is not null limit $2))`,
  ),
  sql(
    "feed.forgetDeliveries",
    "delete from webhook_deliveries where ctid = any (array(select ctid from webhook_deliveries where created_at < $1 limit $2))",
  ),
  sql(
    "feed.forgetAttempts",
    "delete from webhook_attempts where ctid = any (array(select ctid from webhook_attempts where at < $1 limit $2))",
  ),
] as const;

/** What is older (D-05), some at a time. How many rows went. A system transaction. */
export async function forgetBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  let gone = 0;
  for (const statement of forget) gone += await tx.execute(statement, [before, limit]);
  return gone;
}
