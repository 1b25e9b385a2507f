/** Shipments that something in somebody's hand leads to: by indexes where it is whole, by a look at the newest orders where it is a part of a name. */
import { sql, type Tx } from "#platform/database.ts";
import { allShards, isUuid, shardOf } from "#platform/ids.ts";
import type { Filter, Owner } from "./store.ts";

export interface Found {
  readonly shard: number;
  readonly id: string;
}

/** More than that is no answer to "which one is it". */
const foundMax = 2_000;
/** Orders that are looked through for a part of a name, the newest. */
const recentMax = 20_000;

const ofOrders = "join shipments s on s.shard = o.shard and s.order_id = o.id";
const exact = sql(
  "shipmentsApi.findExact",
  `select s.shard, s.id from shipments s where s.merchant_id = $1 and s.mode = $2 and s.tracked and s.tracking_number = any ($3::text[])
   union select s.shard, s.id from orders o ${ofOrders} where o.merchant_id = $1 and o.mode = $2 and o.merchant_reference1 = any ($4::text[])
   union select s.shard, s.id from orders o ${ofOrders} where o.merchant_id = $1 and o.mode = $2 and o.shopper_email = $5
   union select s.shard, s.id from unnest($6::smallint[], $7::uuid[]) as w (shard, id) join shipments s on s.shard = w.shard and s.order_id = w.id
   union select s.shard, s.id from shipments s where s.shard = any ($8::smallint[]) and s.id = $9::uuid
   limit $10`,
);

const recent = sql(
  "shipmentsApi.findRecent",
  `select s.shard, s.id from (
     select shard, id, short_reference, merchant_reference2, shipping_address from orders where merchant_id = $1 order by created_at desc limit $4) o ${ofOrders}
   where o.short_reference = upper($3) or o.merchant_reference2 = $3
     or strpos(lower(concat_ws(' ', o.shipping_address->>'given_name', o.shipping_address->>'family_name')), lower($3)) > 0
   limit $2`,
);

/** Null: nothing is said that leads to single shipments, and the list is to be read as it is. */
export async function findShipments(
  tx: Tx,
  { merchantId, mode }: Owner,
  { number, orderId, reference, search }: Filter,
): Promise<readonly Found[] | null> {
  if (number === null && orderId === null && reference === null && search === null) return null;
  const text = search?.text ?? null;
  const id = text !== null && isUuid(text) ? text.toLowerCase() : null;
  const orders = [orderId, id].filter((one) => one !== null);
  const found = await tx.query<Found>(exact, [
    ...[merchantId, mode],
    ...[
      [number, search?.number ?? null].filter((one) => one !== null && one !== ""),
      [reference, text].filter((one) => one !== null),
    ],
    ...[text?.toLowerCase() ?? null, orders.map(shardOf), orders, id === null ? [] : allShards, id, foundMax],
  ]);
  if (found.length > 0 || text === null) return found;
  return tx.query<Found>(recent, [merchantId, foundMax, text, recentMax]);
}
