/** A journey to follow, or a delivery with nothing to follow. The same parcel said again is the same shipment. */
import { days } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import { planWork } from "#platform/due-work.ts";
import { idFromCause, newId } from "#platform/ids.ts";
import { announce } from "./announce.ts";
import { lifecycle } from "./lifecycle.ts";
import { upsertShipment } from "./store.ts";

export interface ShipmentToOpen {
  readonly shard: number;
  readonly orderId: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly direction: "outbound" | "return";
  readonly tracked: boolean;
  /** Registry code; null where nobody knows and nothing is followed. */
  readonly carrier: string | null;
  /** Normalised number. */
  readonly trackingNumber: string | null;
  readonly method: string | null;
  readonly trackingUri: string | null;
  readonly saidCompany: string | null;
  readonly saidNumber: string | null;
  /** Why this carrier: candidates with their reasons. */
  readonly identifiedBy: unknown;
  /** When to ask first; null: a connection is missing, so nobody is asked. */
  readonly firstAskAt: Date | null;
}

/** Before then its silence says nothing, and no ticket can come of it. */
const silentMs = days(2);

/**
 * In the caller's transaction. A later mention adds or replaces its method and URI, and starts no second poll; but where nobody
 * was ever asked or planned to be, because a connection was missing, it starts the first.
 */
export async function openShipment(
  tx: Tx,
  wanted: ShipmentToOpen,
  now: Date,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { nextAskAt, ...opened } = await upsertShipment(tx, [
    wanted.shard,
    wanted.orderId,
    newId(),
    wanted.merchantId,
    wanted.mode,
    wanted.direction,
    wanted.tracked,
    wanted.carrier,
    wanted.trackingNumber,
    wanted.method,
    wanted.trackingUri,
    wanted.saidCompany,
    wanted.saidNumber,
    JSON.stringify(wanted.identifiedBy),
    JSON.stringify(lifecycle([])),
    now,
    wanted.firstAskAt,
  ]);
  const isFirstPlan = nextAskAt?.getTime() === wanted.firstAskAt?.getTime();
  if (wanted.tracked && wanted.firstAskAt !== null && isFirstPlan) {
    await planWork(tx, [
      {
        shard: wanted.shard,
        kind: "poll",
        subject: opened.id,
        merchantId: wanted.merchantId,
        dueAt: wanted.firstAskAt,
      },
    ]);
  }
  if (opened.isNew) {
    const { direction, carrier, tracked } = wanted;
    const id = idFromCause("feed", "opened", opened.id);
    const data = { direction, carrier, tracked, status: "pending" } as const;
    await announce(tx, { ...wanted, id: opened.id }, [{ type: "shipment.opened", id, data }], now);
  }
  if (wanted.tracked && opened.isNew)
    await planWork(tx, [
      {
        ...{ shard: wanted.shard, kind: "ticket", subject: opened.id, merchantId: wanted.merchantId },
        dueAt: new Date(now.getTime() + silentMs),
      },
    ]);
  // Nothing will ever be reported of it, so nothing else would make anybody look at what may be told of it.
  if (!wanted.tracked && opened.isNew)
    await planWork(tx, [
      { shard: wanted.shard, kind: "notify", subject: opened.id, merchantId: wanted.merchantId, dueAt: now },
    ]);
  return opened;
}
