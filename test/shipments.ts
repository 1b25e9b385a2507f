/** Orders with a shipment as they stand in the database, for tests of what reads them. */
import { sql, type Tx } from "#platform/database.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { openShipment } from "#shipments/open-shipment.ts";

const addOrder = sql(
  "test.orderOfShipment",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, status, order_amount, original_order_amount,
     purchase_country, purchase_currency, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, $4, 'K4MADNY', $5, 'CAPTURED', 1, 1, 'DE', 'EUR', sha256(convert_to($2::uuid::text, 'UTF8')), $2, $6, $6)`,
);

export interface ShipmentOfTest {
  readonly merchantId: string;
  readonly number: string;
  readonly mode?: "live" | "test";
  readonly carrier?: string;
  readonly reference?: string;
  readonly firstAskAt?: Date | null;
}

/** A new order with one shipment, opened at `now`. */
export async function aShipment(
  tx: Tx,
  { merchantId, number, mode = "live", carrier = "ups", reference = "LL-1", firstAskAt = null }: ShipmentOfTest,
  now: Date,
): Promise<{ readonly id: string; readonly orderId: string; readonly shard: number }> {
  const orderId = newId();
  const shard = shardOf(orderId);
  await tx.execute(addOrder, [shard, orderId, merchantId, mode, reference, now]);
  const { id } = await openShipment(
    tx,
    {
      ...{ shard, orderId, merchantId, mode, direction: "outbound", tracked: true, carrier, trackingNumber: number },
      ...{ method: null, trackingUri: null, saidCompany: "UPS", saidNumber: number, identifiedBy: [], firstAskAt },
    },
    now,
  );
  return { id, orderId, shard };
}
