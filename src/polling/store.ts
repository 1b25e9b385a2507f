/** All SQL of polling: what is asked about, and what came of it. */
import { sql, type Tx } from "#platform/database.ts";
import type { EventCode } from "#shipments/event-codes.ts";

export interface ToAsk {
  readonly shard: number;
  readonly id: string;
  readonly orderId: string;
  readonly merchantId: string;
  readonly carrier: string;
  readonly number: string;
  readonly code: EventCode;
  readonly direction: "outbound" | "return";
  readonly openedAt: Date;
  readonly lastEventAt: Date | null;
  readonly silentSince: Date | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

const toAsk = sql(
  "polling.toAsk",
  `select s.shard, s.id, s.order_id as "orderId", s.merchant_id as "merchantId", s.carrier, s.tracking_number as "number", s.code, s.direction, s.opened_at as "openedAt",
     s.last_event_at as "lastEventAt", s.silent_since as "silentSince", o.shipping_address->>'postal_code' as "postalCode", o.shipping_address->>'country' as "country"
   from shipments s join orders o on o.shard = s.shard and o.id = s.order_id
   where s.shard = $1 and s.id = $2 and s.retired_at is null and s.carrier is not null and s.tracking_number is not null`,
);

export async function readToAsk(tx: Tx, shard: number, shipmentId: string): Promise<ToAsk | undefined> {
  return (await tx.query<ToAsk>(toAsk, [shard, shipmentId]))[0];
}

const asked = sql(
  "polling.asked",
  `update shipments set last_asked_at = $3, last_answered_at = coalesce($4, last_answered_at), next_ask_at = $5, last_outcome = $6,
     silent_since = case when $7 then null else coalesce(silent_since, $3) end
   where shard = $1 and id = $2`,
);

/** @param hasAnswered false while the carrier cannot be reached: the page says since when */
export async function noteAsked(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string },
  note: {
    readonly askedAt: Date;
    readonly answeredAt: Date | null;
    readonly nextAskAt: Date | null;
    readonly outcome: string;
    readonly hasAnswered: boolean;
  },
): Promise<void> {
  await tx.execute(asked, [
    shipment.shard,
    shipment.id,
    note.askedAt,
    note.answeredAt,
    note.nextAskAt,
    note.outcome,
    note.hasAnswered,
  ]);
}

const openCount = sql("polling.openCount", "select count(*) as n from due_work where kind = 'poll'");

/** Open parcels of all merchants; an estimate of the load is enough, so it is asked rarely. */
export async function countOpen(tx: Tx): Promise<number> {
  return (await tx.query<{ n: number }>(openCount))[0]?.n ?? 0;
}
