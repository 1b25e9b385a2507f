/** All SQL of tickets: shipments that may have one, and who looks after them. */
import type { Left } from "#platform/cursor.ts";
import { sql, type Tx } from "#platform/database.ts";
import { allShards } from "#platform/ids.ts";
import type { ShipmentFacts } from "./tickets.ts";

export interface Owner {
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

export interface CandidateRow extends ShipmentFacts {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly owner: string | null;
  /** With all its digits: a Date has three of six. */
  readonly openedText: string;
}

// What cannot have a ticket is left out by its status and times; the rules decide on the rest.
const candidates = sql(
  "tickets.candidates",
  `select s.id, s.order_id as "orderId", o.merchant_reference1 as reference, s.carrier, s.tracking_number as "trackingNumber", w.who as owner,
     s.opened_at::text as "openedText", s.direction, s.tracked, s.status, s.code, s.status_at as "statusAt", s.opened_at as "openedAt",
     s.first_event_at as "firstEventAt", s.last_event_at as "lastEventAt", s.summary, r.at as "shopperAt"
   from shipments s join orders o on o.shard = s.shard and o.id = s.order_id
     left join shipment_owners w on w.shard = s.shard and w.shipment_id = s.id
     left join lateral (
       select max(reported_at) as at from shopper_reports r
       where r.shard = s.shard and r.order_id = s.order_id and (r.shipment_id = s.id or r.shipment_id is null)
     ) r on true
   where s.merchant_id = $1 and s.mode = $2 and s.retired_at is null and s.opened_at > $4 and ($8::uuid is null or s.id = $8)
     and ($5::timestamptz is null or (s.opened_at, s.id) < ($5::timestamptz, $6::uuid))
     and (s.status in ('pending', 'info_received', 'attempt_failed', 'exception', 'returning', 'available_for_pickup')
       or (s.status in ('in_transit', 'out_for_delivery')
         and (s.last_event_at < $3::timestamptz - interval '7 days' or s.summary->>'delayed' = 'true' or s.summary->'estimate'->>'from' is not null))
       or (s.status = 'delivered' and s.status_at > $3::timestamptz - interval '14 days' and s.summary->'estimateHistory'->0 is not null)
       or r.at > $3::timestamptz - interval '14 days')
   order by s.opened_at desc, s.id desc limit $7`,
);

/** Newest first. @param id of one shipment alone @param before the last one of the page before */
export const readCandidates = (
  tx: Tx,
  owner: Owner,
  times: { readonly now: Date; readonly openedSince: Date },
  before: Left | null,
  limit: number,
  id: string | null = null,
): Promise<CandidateRow[]> =>
  tx.query<CandidateRow>(candidates, [
    ...[owner.merchantId, owner.mode, times.now, times.openedSince],
    ...[before?.at ?? null, before?.id ?? null, limit, id],
  ]);

export interface ToLookAt extends ShipmentFacts {
  readonly id: string;
  readonly orderId: string;
  readonly mode: "live" | "test";
  /** The kind that was announced last. */
  readonly told: string | null;
}

// Locked: what is announced of a shipment is numbered, one after the other.
const toLookAt = sql(
  "tickets.toLookAt",
  `select s.id, s.order_id as "orderId", s.mode, s.ticket as told, s.direction, s.tracked, s.status, s.code, s.status_at as "statusAt",
     s.opened_at as "openedAt", s.first_event_at as "firstEventAt", s.last_event_at as "lastEventAt", s.summary,
     (select max(reported_at) from shopper_reports r
      where r.shard = s.shard and r.order_id = s.order_id and (r.shipment_id = s.id or r.shipment_id is null)) as "shopperAt"
   from shipments s where s.shard = $1 and s.id = $2 and s.retired_at is null for update of s`,
);
export const lockToLookAt = async (tx: Tx, shard: number, id: string): Promise<ToLookAt | undefined> =>
  (await tx.query<ToLookAt>(toLookAt, [shard, id]))[0];

const keepTold = sql("tickets.keepTold", "update shipments set ticket = $3 where shard = $1 and id = $2");
export const setTold = (tx: Tx, shard: number, id: string, kind: string | null): Promise<number> =>
  tx.execute(keepTold, [shard, id, kind]);

const one = sql(
  "tickets.shardOf",
  "select shard from shipments where shard = any ($4::smallint[]) and id = $3 and merchant_id = $1 and mode = $2 and retired_at is null",
);
const putOwner = sql(
  "tickets.setOwner",
  `insert into shipment_owners (shard, shipment_id, merchant_id, who, since) values ($1, $2, $3, $4, $5)
   on conflict (shard, shipment_id) do update set who = excluded.who, since = excluded.since`,
);
const dropOwner = sql("tickets.dropOwner", "delete from shipment_owners where shard = $1 and shipment_id = $2");

/** False: no such shipment of this merchant and mode. */
export async function setOwner(tx: Tx, { merchantId, mode }: Owner, id: string, who: string | null, now: Date) {
  const [found] = await tx.query<{ shard: number }>(one, [merchantId, mode, id, allShards]);
  if (found === undefined) return false;
  if (who === null) await tx.execute(dropOwner, [found.shard, id]);
  else await tx.execute(putOwner, [found.shard, id, merchantId, who, now]);
  return true;
}
