/** Takes in what a merchant said of one order: shipments opened, reasons recorded, the work ticked off. One transaction. */
import type { Tx } from "#platform/database.ts";
import { completeWork, type Work } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import type { Reason } from "./reasons.ts";
import { type Resolution, resolve } from "./resolve.ts";
import {
  type Finding,
  insertFindings,
  markTakenIn,
  type OrderToTakeIn,
  readNewSaid,
  readOrderToTakeIn,
  type SaidRow,
} from "./store.ts";

export type IsConnected = (carrierCode: string) => boolean;

/** Returns how many shipments were opened. Throws LeaseLost when another worker has this order now. */
export async function takeIn(tx: Tx, work: Work, isConnected: IsConnected, now: Date): Promise<number> {
  const { shard, merchantId, subject: orderId } = work;
  const order = await readOrderToTakeIn(tx, shard, orderId);
  const said = order === undefined ? [] : await readNewSaid(tx, shard, orderId);
  const findings: Finding[] = [];
  let opened = 0;
  for (const row of order === undefined ? [] : said) {
    const context = {
      country: order?.shippingCountry ?? order?.purchaseCountry ?? null,
      references: (order?.references ?? []).filter((text) => text !== null && text !== "") as string[],
    }; // filtered in this line
    for (const [at, resolution] of resolve(row.entry, context).entries()) {
      const outcome = await follow(tx, { work, order, row, resolution, isConnected, now });
      if (outcome.isNew) opened += 1;
      findings.push({
        id: idFromCause("finding", row.id, at),
        shippingInfoId: row.id,
        shipmentId: outcome.shipmentId,
        reason: outcome.reason,
        evidence: outcome.evidence,
      });
    }
  }
  await insertFindings(tx, { shard, id: orderId, merchantId }, findings, now);
  await markTakenIn(
    tx,
    shard,
    orderId,
    said.map(({ id }) => id),
    now,
  );
  await completeWork(tx, work);
  return opened;
}

interface Step {
  readonly work: Work;
  readonly order: OrderToTakeIn | undefined;
  readonly row: SaidRow;
  readonly resolution: Resolution;
  readonly isConnected: IsConnected;
  readonly now: Date;
}

async function follow(
  tx: Tx,
  { work, order, row, resolution, isConnected, now }: Step,
): Promise<{ shipmentId: string | null; isNew: boolean; reason: Reason; evidence: unknown }> {
  if (resolution.kind === "finding")
    return { shipmentId: null, isNew: false, reason: resolution.reason, evidence: resolution.evidence };
  const base = {
    shard: work.shard,
    orderId: work.subject,
    merchantId: work.merchantId,
    mode: order?.mode ?? "live",
  } as const;
  if (resolution.kind === "untracked") {
    const { id, isNew } = await openShipment(
      tx,
      {
        ...base,
        direction: "outbound",
        tracked: false,
        carrier: null,
        trackingNumber: null,
        method: resolution.nature,
        trackingUri: row.entry.tracking_uri ?? null,
        saidCompany: resolution.saidCompany,
        saidNumber: null,
        identifiedBy: [],
        firstAskAt: null,
      },
      now,
    );
    return { shipmentId: id, isNew, reason: "untracked_by_nature", evidence: { nature: resolution.nature } };
  }
  // A cancelled order's parcels that have not moved are not asked about.
  const isFollowed = isConnected(resolution.carrier) && order?.status !== "CANCELLED";
  const { id, isNew } = await openShipment(
    tx,
    {
      ...base,
      direction: resolution.direction,
      tracked: true,
      carrier: resolution.carrier,
      trackingNumber: resolution.number,
      method: resolution.method,
      trackingUri: resolution.uri,
      saidCompany: resolution.saidCompany,
      saidNumber: resolution.saidNumber,
      identifiedBy: resolution.candidates,
      firstAskAt: isFollowed ? now : null,
    },
    now,
  );
  return {
    shipmentId: id,
    isNew,
    reason: isFollowed ? "followed" : "carrier_not_connected",
    evidence: { carrier: resolution.carrier, candidates: resolution.candidates },
  };
}
