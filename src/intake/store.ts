/** All SQL of intake: what was said and is not yet taken in, and the findings. */
import { sql, type Tx } from "#platform/database.ts";
import type { Reason } from "./reasons.ts";
import type { SaidEntry } from "./resolve.ts";

export interface OrderToTakeIn {
  readonly mode: "live" | "test";
  readonly status: string;
  readonly purchaseCountry: string;
  readonly shippingCountry: string | null;
  readonly references: readonly (string | null)[];
}

const orderStatement = sql(
  "intake.order",
  `select mode, status, purchase_country as "purchaseCountry", shipping_address->>'country' as "shippingCountry",
     array[merchant_reference1, merchant_reference2, short_reference, id::text] as "references"
   from orders where shard = $1 and id = $2`,
);

export async function readOrderToTakeIn(tx: Tx, shard: number, orderId: string): Promise<OrderToTakeIn | undefined> {
  return (await tx.query<OrderToTakeIn>(orderStatement, [shard, orderId]))[0];
}

export interface SaidRow {
  readonly id: string;
  readonly captureId: string | null;
  readonly entry: SaidEntry;
}

const newSaidStatement = sql(
  "intake.newSaid",
  `select id, capture_id as "captureId", entry from shipping_info where shard = $1 and order_id = $2 and taken_in_at is null order by id for update`,
);

export const readNewSaid = (tx: Tx, shard: number, orderId: string): Promise<SaidRow[]> =>
  tx.query<SaidRow>(newSaidStatement, [shard, orderId]);

const takenInStatement = sql(
  "intake.takenIn",
  "update shipping_info set taken_in_at = $4 where shard = $1 and order_id = $2 and id = any ($3::uuid[])",
);

export async function markTakenIn(
  tx: Tx,
  shard: number,
  orderId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.execute(takenInStatement, [shard, orderId, ids, now]);
}

export interface Finding {
  readonly id: string;
  readonly shippingInfoId: string;
  readonly shipmentId: string | null;
  readonly reason: Reason;
  readonly evidence: unknown;
}

const addFindingsStatement = sql(
  "intake.addFindings",
  `insert into findings (shard, order_id, id, merchant_id, shipping_info_id, shipment_id, reason, evidence, found_at)
   select $1, $2, f.id, $3, f.said, f.shipment, f.reason, f.evidence, $4
   from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::json[]) as f (id, said, shipment, reason, evidence)
   on conflict do nothing`,
);

export async function insertFindings(
  tx: Tx,
  order: { readonly shard: number; readonly id: string; readonly merchantId: string },
  findings: readonly Finding[],
  now: Date,
): Promise<void> {
  if (findings.length === 0) return;
  await tx.execute(addFindingsStatement, [
    order.shard,
    order.id,
    order.merchantId,
    now,
    findings.map(({ id }) => id),
    findings.map(({ shippingInfoId }) => shippingInfoId),
    findings.map(({ shipmentId }) => shipmentId),
    findings.map(({ reason }) => reason),
    findings.map(({ evidence }) => JSON.stringify(evidence)),
  ]);
}
