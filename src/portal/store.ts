/** All SQL of what the portal shows of a shop and the API does not have: figures, notes, saved views, a carrier's answers as they came. */
import { sql, type Tx } from "#platform/database.ts";
import { allShards } from "#platform/ids.ts";
import type { EstimateChange } from "#shipments/summary.ts";

export interface Counted {
  readonly carrier: string | null;
  readonly status: string;
  readonly openedAt: Date;
  readonly pickedUpAt: Date | null;
  readonly triedAt: Date | null;
  readonly deliveredAt: Date | null;
  /** The first promise; null: none was made. */
  readonly promised: EstimateChange["estimate"] | null;
  readonly failedAttempts: number;
}

// At the first attempt a parcel is on time or not: delivered, failed, or ready for pick-up (consumer UX §16).
const counted = sql(
  "portal.counted",
  `select s.carrier, s.status, s.opened_at as "openedAt", coalesce(t.picked, s.first_event_at) as "pickedUpAt", t.tried as "triedAt", t.delivered as "deliveredAt",
     s.summary->'estimateHistory'->0->'estimate' as promised, coalesce((s.summary->>'attempts')::int, 0) as "failedAttempts"
   from (select * from shipments where merchant_id = $1 and mode = $2 and retired_at is null and direction = 'outbound' and tracked and opened_at > $3
         order by opened_at desc, id desc limit $4) s
     left join lateral (
       select min(happened_at) filter (where to_status in ('in_transit', 'out_for_delivery')) as picked,
         min(happened_at) filter (where to_status in ('delivered', 'attempt_failed', 'available_for_pickup')) as tried,
         min(happened_at) filter (where to_status = 'delivered') as delivered
       from transitions t where t.shard = s.shard and t.shipment_id = s.id
     ) t on true`,
);
export const readCounted = (
  tx: Tx,
  owner: { readonly merchantId: string; readonly mode: string },
  since: Date,
  most: number,
): Promise<Counted[]> => tx.query<Counted>(counted, [owner.merchantId, owner.mode, since, most]);

const reports = sql(
  "portal.countReports",
  `select count(distinct r.order_id)::int as orders from shopper_reports r join orders o on o.shard = r.shard and o.id = r.order_id
   where r.merchant_id = $1 and o.mode = $2 and r.reported_at > $3`,
);
/** Orders of which shoppers reported something. */
export const countReports = async (
  tx: Tx,
  owner: { readonly merchantId: string; readonly mode: string },
  since: Date,
): Promise<number> =>
  (await tx.query<{ orders: number }>(reports, [owner.merchantId, owner.mode, since]))[0]?.orders ?? 0;

const shard = sql(
  "portal.shardOfShipment",
  "select shard from shipments where shard = any ($4::smallint[]) and id = $3 and merchant_id = $1 and mode = $2 and retired_at is null",
);
export const shardOfShipment = async (
  tx: Tx,
  owner: { readonly merchantId: string; readonly mode: string },
  id: string,
): Promise<number | undefined> =>
  (await tx.query<{ shard: number }>(shard, [owner.merchantId, owner.mode, id, allShards]))[0]?.shard;

export interface RawAnswer {
  readonly id: string;
  readonly source: string;
  readonly status: number;
  readonly mediaType: string;
  readonly body: Buffer;
  readonly receivedAt: Date;
}

const rawAnswers = sql(
  "portal.rawAnswers",
  `select id, source, http_status as status, media_type as "mediaType", body, received_at as "receivedAt" from raw_answers
   where shard = $1 and shipment_id = $2 order by received_at desc limit 20`,
);
export const readRawAnswers = (tx: Tx, shardOfIt: number, shipmentId: string): Promise<RawAnswer[]> =>
  tx.query<RawAnswer>(rawAnswers, [shardOfIt, shipmentId]);

export interface Note {
  readonly id: string;
  readonly who: string;
  readonly words: string;
  readonly writtenAt: Date;
}

const notes = sql(
  "portal.notes",
  `select id, who, words, written_at as "writtenAt" from shipment_notes where shard = $1 and shipment_id = $2 order by written_at desc`,
);
export const readNotes = (tx: Tx, shardOfIt: number, shipmentId: string): Promise<Note[]> =>
  tx.query<Note>(notes, [shardOfIt, shipmentId]);

const addNote = sql(
  "portal.addNote",
  "insert into shipment_notes (shard, shipment_id, id, merchant_id, who, words, written_at) values ($1, $2, $3, $4, $5, $6, $7)",
);
export const insertNote = (
  tx: Tx,
  note: Note & { readonly shard: number; readonly shipmentId: string; readonly merchantId: string },
): Promise<number> =>
  tx.execute(addNote, [note.shard, note.shipmentId, note.id, note.merchantId, note.who, note.words, note.writtenAt]);

export interface SavedView {
  readonly name: string;
  readonly query: string;
}

const views = sql(
  "portal.views",
  "select name, query from saved_views where person_id = $1 and merchant_id = $2 order by name",
);
export const readViews = (tx: Tx, personId: string, merchantId: string): Promise<SavedView[]> =>
  tx.query<SavedView>(views, [personId, merchantId]);

// Twenty are enough for a list; a twenty-first is not taken.
const saveView = sql(
  "portal.saveView",
  `insert into saved_views (person_id, merchant_id, name, query, saved_at)
   select $1, $2, $3, $4, $5 where (select count(*) from saved_views where person_id = $1 and merchant_id = $2 and name <> $3) < 20
   on conflict (person_id, merchant_id, name) do update set query = excluded.query, saved_at = excluded.saved_at`,
);
export const putView = (tx: Tx, personId: string, merchantId: string, view: SavedView, now: Date): Promise<number> =>
  tx.execute(saveView, [personId, merchantId, view.name, view.query, now]);

const dropView = sql(
  "portal.dropView",
  "delete from saved_views where person_id = $1 and merchant_id = $2 and name = $3",
);
export const deleteView = (tx: Tx, personId: string, merchantId: string, name: string): Promise<number> =>
  tx.execute(dropView, [personId, merchantId, name]);
