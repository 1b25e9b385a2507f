/** What became of what the merchant said: each entry with its outcomes and reasons, and the deliveries that are followed. */
import { carrierByCode } from "#carriers/registry.ts";
import type { Database } from "#platform/database.ts";
import { shardOf } from "#platform/ids.ts";
import { readOrderShipments, type ShipmentRow } from "#shipments/store.ts";
import { type Reason, reasons } from "./reasons.ts";
import * as store from "./store.ts";

export interface Reader {
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

/** As the merchant reads it, in the API's spelling; null: no such order of this merchant. Times are ISO instants. */
export async function whatBecame(database: Database, reader: Reader, orderId: string): Promise<object | null> {
  const shard = shardOf(orderId);
  return database.forMerchants([reader.merchantId], async (tx) => {
    const order = await store.readOrderToTakeIn(tx, shard, orderId);
    if (order?.mode !== reader.mode) return null;
    const entries = await store.readEntries(tx, shard, orderId);
    const findings = Map.groupBy(await store.readFindings(tx, shard, orderId), ({ shippingInfoId }) => shippingInfoId);
    const shipments = await readOrderShipments(tx, shard, orderId);
    const ids = shipments.map(({ id }) => id);
    const changes = Map.groupBy(await store.readRouteChanges(tx, shard, ids), ({ shipmentId }) => shipmentId);
    const asked = new Set(shipments.filter((one) => one.lastAskedAt ?? one.nextAskAt).map(({ id }) => id));
    /** What was found then is kept; what the merchant reads is true now: a connection may have come since. */
    const reasonNow = ({ reason, shipmentId }: store.FindingRow): Reason =>
      reason === "carrier_not_connected" && shipmentId !== null && asked.has(shipmentId) ? "followed" : reason;
    return {
      order_id: orderId,
      entries: entries.map(({ id, captureId, entry, receivedAt, takenInAt }) => ({
        shipping_info: entry,
        capture_id: captureId,
        received_at: receivedAt,
        /** Null: not looked at yet; that takes seconds. */
        taken_in_at: takenInAt,
        outcomes: (findings.get(id) ?? []).map((found) => ({
          reason: reasonNow(found),
          explanation: reasons[reasonNow(found)],
          evidence: found.evidence,
          delivery_id: found.shipmentId,
        })),
      })),
      deliveries: shipments.map((shipment) => deliveryOf(shipment, changes.get(shipment.id) ?? [])),
    };
  });
}

function deliveryOf(shipment: ShipmentRow, changes: readonly store.RouteChangeRow[]): object {
  const { summary, carrier } = shipment;
  return {
    delivery_id: shipment.id,
    direction: shipment.direction,
    carrier: carrier === null ? null : { code: carrier, name: carrierByCode(carrier)?.name ?? carrier },
    tracking_number: shipment.trackingNumber,
    /** Of a delivery with nothing to follow: digital, own_delivery, store_pickup or letter. */
    untracked: shipment.tracked ? null : shipment.method,
    status: summary.status,
    event: summary.code,
    status_at: shipment.statusAt,
    estimate: summary.estimate && { from: summary.estimate.from, through: summary.estimate.through },
    events: summary.eventCount,
    last_asked_at: shipment.lastAskedAt,
    last_outcome: shipment.lastOutcome,
    next_ask_at: shipment.nextAskAt,
    silent_since: shipment.silentSince,
    /** When another carrier turned out to have the parcel, or another way of asking had to be taken. */
    history: changes.map(({ fromCarrier, toCarrier, fromRoute, toRoute, why, changedAt }) => ({
      at: changedAt,
      carrier: { from: fromCarrier, to: toCarrier },
      asked_through: { from: fromRoute, to: toRoute },
      because: why,
    })),
  };
}
