/** Takes in what a merchant said of one order: shipments opened or added to, reasons recorded, the work ticked off. One transaction. */
import type { Tx } from "#platform/database.ts";
import { completeWork, planAgain, type Work } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import { announce, announceOfOrder, type FindingNews } from "#shipments/announce.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { testCarrierCode } from "#shipments/test-journeys.ts";
import type { Evidence, Reason } from "./reasons.ts";
import { familyOf, type OrderContext, type Resolution, type ResolvedShipment, resolve } from "./resolve.ts";
import * as store from "./store.ts";

/** Can this installation ask that carrier for the merchant whose order it is? */
export type IsConnected = (carrierCode: string) => boolean;

export interface TakenIn {
  readonly entries: number;
  /** Shipments and untracked deliveries that were not there before. */
  readonly opened: number;
}

/** Entries per transaction: an order may have 5,000, and a transaction stays far shorter than its lease. */
const entriesAtOnce = 200;
/** A prepared return is first looked at when the parcel could have gone back. */
const returnAfterMs = 24 * 3_600_000;
const habitMs = 90 * 24 * 3_600_000;
const habitEveryMs = 60_000;

/** Throws LeaseLost when another worker has the order: then nothing of this was done. */
export async function takeIn(tx: Tx, work: Work, isConnected: IsConnected, now: Date): Promise<TakenIn> {
  const { shard, merchantId, subject: orderId } = work;
  const order = await store.readOrderToTakeIn(tx, shard, orderId);
  const entries = order === undefined ? [] : await store.readNewEntries(tx, shard, orderId, entriesAtOnce);
  if (order === undefined || entries.length === 0) {
    await completeWork(tx, work);
    return { entries: 0, opened: 0 };
  }

  const habit = await store.readHabit(tx, merchantId, new Date(now.getTime() - habitMs));
  const around: Around = {
    work,
    order,
    known: await store.readKnownShipments(tx, shard, orderId),
    usedByMerchant: new Map(habit.map(({ carrier, parcels }) => [carrier, parcels])),
    isConnected,
    now,
  };
  const findings: store.FindingRow[] = [];
  const named = new Set<string>();
  let opened = 0;
  for (const entry of entries) {
    for (const [at, resolution] of resolve(entry.entry, contextOf(entry, around)).entries()) {
      const outcome = await follow(tx, resolution, around);
      if (outcome.isNew) opened += 1;
      if (outcome.isNew && resolution.kind === "shipment" && isClearlyNamed(resolution)) named.add(resolution.carrier);
      for (const { reason, evidence } of outcome.findings) {
        const id = idFromCause("finding", entry.id, at, reason);
        findings.push({ id, shippingInfoId: entry.id, shipmentId: outcome.shipmentId, reason, evidence });
      }
    }
  }

  const entryIds = entries.map(({ id }) => id);
  await store.insertFindings(tx, { shard, orderId, merchantId }, findings, now);
  await announceFindings(tx, { shard, orderId, merchantId, mode: order.mode }, findings, now);
  await store.markTakenIn(tx, shard, orderId, entryIds, now);
  for (const { carrier, lastUsedAt } of habit)
    if (now.getTime() - lastUsedAt.getTime() < habitEveryMs) named.delete(carrier);
  await store.learnHabit(tx, merchantId, [...named], now);
  if (entries.length === entriesAtOnce) await planAgain(tx, work, now);
  else await completeWork(tx, work);
  return { entries: entries.length, opened };
}

/** What is as it should be is no news. */
const isAsItShouldBe = (reason: Reason): boolean =>
  ["followed", "untracked_by_nature", "order_cancelled", "order_erased"].includes(reason);

async function announceFindings(
  tx: Tx,
  order: Parameters<typeof announceOfOrder>[1],
  findings: readonly store.FindingRow[],
  now: Date,
): Promise<void> {
  const told = findings.filter(({ reason }) => !isAsItShouldBe(reason));
  for (const [shipmentId, own] of Map.groupBy(told, (finding) => finding.shipmentId)) {
    const news = own.map(
      ({ id, reason, shippingInfoId }): FindingNews => ({
        ...{ type: "integration.finding", id: idFromCause("feed", id) },
        data: { reason, shipping_info_id: shippingInfoId },
      }),
    );
    if (shipmentId === null) await announceOfOrder(tx, order, news, now);
    else await announce(tx, { ...order, id: shipmentId }, news, now);
  }
}

interface Around {
  readonly work: Work;
  readonly order: store.OrderToTakeIn;
  /** Grows while the entries are taken in. */
  readonly known: store.KnownShipment[];
  readonly usedByMerchant: ReadonlyMap<string, number>;
  readonly isConnected: IsConnected;
  readonly now: Date;
}

function contextOf(entry: store.NewEntry, { work, order, usedByMerchant, isConnected }: Around): OrderContext {
  const { shortReference, merchantReference1, merchantReference2 } = order;
  return {
    mode: order.mode,
    references: [
      work.subject,
      shortReference,
      merchantReference1,
      merchantReference2,
      entry.captureId,
      entry.captureReference,
    ].flatMap((reference) => (reference === null || reference === "" ? [] : [reference])),
    country: order.deliveryCountry ?? order.purchaseCountry,
    postalCode: order.deliveryPostalCode,
    usedByMerchant,
    connected: isConnected,
  };
}

interface Outcome {
  readonly shipmentId: string | null;
  readonly isNew: boolean;
  readonly findings: readonly { readonly reason: Reason; readonly evidence: Evidence }[];
}

/** What was said is not repeated: it may be whom the order was erased for. */
const erased: Outcome = {
  shipmentId: null,
  isNew: false,
  findings: [{ reason: "order_erased", evidence: { field: null, said: null } }],
};

async function follow(tx: Tx, resolution: Resolution, around: Around): Promise<Outcome> {
  if (around.order.isErased) return erased;
  if (resolution.kind === "finding") return { shipmentId: null, isNew: false, findings: [resolution] };
  const { work, order, now } = around;
  const common = {
    shard: work.shard,
    orderId: work.subject,
    merchantId: work.merchantId,
    mode: order.mode,
    saidCompany: resolution.saidCompany,
    trackingUri: resolution.uri,
  };
  if (resolution.kind === "untracked") {
    const nothingToFollow = {
      direction: "outbound",
      tracked: false,
      carrier: null,
      trackingNumber: null,
      saidNumber: null,
      method: resolution.nature,
      identifiedBy: [],
      firstAskAt: null,
    } as const;
    const { id, isNew } = await openShipment(tx, { ...common, ...nothingToFollow }, now);
    return { shipmentId: id, isNew, findings: resolution.notes };
  }

  const isOwnReturn =
    resolution.direction === "return" &&
    around.known.some((other) => isSameParcel(other, { ...resolution, direction: "outbound" }));
  if (isOwnReturn) {
    const evidence = { field: "return_tracking_number", said: resolution.saidNumber, carrier: resolution.carrier };
    return { shipmentId: null, isNew: false, findings: [{ reason: "same_number_for_return", evidence }] };
  }
  // The same number of the same family is the same parcel: "DHL" on the order and "dhl-germany" on the capture.
  const same = around.known.find((other) => isSameParcel(other, resolution));
  const { direction, number, saidNumber, method, candidates } = resolution;
  const carrier = same?.carrier ?? resolution.carrier;
  const followed = !(carrier === testCarrierCode || around.isConnected(carrier))
    ? "carrier_not_connected"
    : order.status === "CANCELLED"
      ? "order_cancelled"
      : "followed";
  const firstAskAt = direction === "return" ? new Date(now.getTime() + returnAfterMs) : now;
  const { id, isNew } = await openShipment(
    tx,
    {
      ...common,
      direction,
      tracked: true,
      carrier,
      trackingNumber: number,
      saidNumber,
      method,
      identifiedBy: candidates,
      firstAskAt: followed === "followed" ? firstAskAt : null,
    },
    now,
  );
  if (same === undefined) around.known.push({ direction, carrier, number, formerly: [] });
  const evidence = { field: "tracking_number", said: saidNumber, carrier, candidates: candidates.slice(0, 4) };
  return { shipmentId: id, isNew, findings: [{ reason: followed, evidence }, ...resolution.notes] };
}

function isSameParcel(other: store.KnownShipment, one: ResolvedShipment): boolean {
  return (
    other.direction === one.direction &&
    other.number === one.number &&
    [other.carrier, ...other.formerly].some(
      (carrier) => carrier === one.carrier || familyOf(carrier) === familyOf(one.carrier),
    )
  );
}

/** Only what the merchant said in words teaches a habit; a guess must not confirm itself. */
const isClearlyNamed = ({ saidCompany, candidates }: ResolvedShipment): boolean =>
  saidCompany !== null && (candidates[0]?.probability ?? 0) >= 0.8;
