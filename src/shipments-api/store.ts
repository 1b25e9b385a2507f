/** All SQL of what merchants read of their shipments. Lists go across shards, in the merchant's scope. */
import type { Left } from "#platform/cursor.ts";
import { sql, type Tx } from "#platform/database.ts";
import { allShards } from "#platform/ids.ts";
import type { Summary } from "#shipments/summary.ts";
import { findShipments } from "./find-store.ts";

export interface ListedShipment {
  readonly shard: number;
  readonly id: string;
  readonly orderId: string;
  readonly reference: string | null;
  readonly direction: "outbound" | "return";
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly tracked: boolean;
  readonly status: string;
  readonly code: string;
  readonly statusAt: Date | null;
  readonly summary: Summary;
  readonly openedAt: Date;
  /** With all its digits: a Date has three of six. */
  readonly openedText: string;
  readonly lastEventAt: Date | null;
  readonly lastAskedAt: Date | null;
  readonly lastOutcome: string | null;
  readonly nextAskAt: Date | null;
}

const columns = `s.shard, s.id, s.order_id as "orderId", o.merchant_reference1 as reference, s.direction, s.carrier, s.tracking_number as "trackingNumber", s.tracked,
  s.status, s.code, s.status_at as "statusAt", s.summary, s.opened_at as "openedAt", s.opened_at::text as "openedText", s.last_event_at as "lastEventAt",
  s.last_asked_at as "lastAskedAt", s.last_outcome as "lastOutcome", s.next_ask_at as "nextAskAt"`;
const from = "shipments s join orders o on o.shard = s.shard and o.id = s.order_id";

const listed = `s.merchant_id = $1 and s.mode = $2 and s.retired_at is null
     and ($3::text is null or s.status = $3) and ($4::text is null or s.carrier = $4) and ($5::text is null or s.tracking_number = $5)
     and ($6::uuid is null or s.order_id = $6) and ($7::text is null or o.merchant_reference1 = $7) and ($8::timestamptz is null or s.opened_at >= $8)
     and ($9::timestamptz is null or (s.opened_at, s.id) < ($9::timestamptz, $10::uuid))
   order by s.opened_at desc, s.id desc limit $11`;
const list = sql("shipmentsApi.list", `select ${columns} from ${from} where ${listed}`);
const listFound = sql(
  "shipmentsApi.listFound",
  `select ${columns} from unnest($12::smallint[], $13::uuid[]) as f (shard, id) join shipments s on s.shard = f.shard and s.id = f.id
     join orders o on o.shard = s.shard and o.id = s.order_id where ${listed}`,
);

export interface Owner {
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

export interface Filter {
  readonly status: string | null;
  readonly carrier: string | null;
  /** Normalised. */
  readonly number: string | null;
  readonly orderId: string | null;
  readonly reference: string | null;
  readonly openedSince: string | null;
  /** What somebody types into one field, and the same as a number. */
  readonly search: { readonly text: string; readonly number: string } | null;
}

/** Where a list is left that ends with this one. */
export const leftBehind = (row: ListedShipment): Left => ({ at: row.openedText, id: row.id });

/** Newest first. @param before the last one of the page before */
export async function listShipments(
  tx: Tx,
  owner: Owner,
  filter: Filter,
  before: Left | null,
  limit: number,
): Promise<ListedShipment[]> {
  const { status, carrier, number, orderId, reference, openedSince } = filter;
  const values = [
    ...[owner.merchantId, owner.mode, status, carrier, number, orderId, reference, openedSince],
    ...[before?.at ?? null, before?.id ?? null, limit],
  ];
  const found = await findShipments(tx, owner, filter);
  if (found === null) return tx.query<ListedShipment>(list, values);
  return tx.query<ListedShipment>(listFound, [...values, found.map(({ shard }) => shard), found.map(({ id }) => id)]);
}

const one = sql(
  "shipmentsApi.one",
  `select ${columns} from ${from} where s.shard = any ($4::smallint[]) and s.id = $3 and s.merchant_id = $1 and s.mode = $2 and s.retired_at is null`,
);

export const readShipmentOf = async (tx: Tx, owner: Owner, id: string): Promise<ListedShipment | undefined> =>
  (await tx.query<ListedShipment>(one, [owner.merchantId, owner.mode, id, allShards]))[0];

const retire = sql(
  "shipmentsApi.retire",
  "update shipments set retired_at = $4, next_ask_at = null where shard = any ($5::smallint[]) and id = $3 and merchant_id = $1 and mode = $2 and retired_at is null",
);

/** False: there is none, or it is retired already. */
export const retireShipmentOf = async (tx: Tx, owner: Owner, id: string, now: Date): Promise<boolean> =>
  (await tx.execute(retire, [owner.merchantId, owner.mode, id, now, allShards])) > 0;
