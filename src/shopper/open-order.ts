/** An order behind its link, with what the reader may see of it: one way in for all addresses of an order. */
import type { FastifyRequest } from "fastify";
import { days } from "#platform/clock.ts";
import { sha256 } from "#platform/ids.ts";
import { readHistories, readOrderShipments, type ShipmentRow } from "#shipments/store.ts";
import { type ReportRow, readReports } from "./actions-store.ts";
import { type OrderRow, type OrderView, type ParcelSource, presentOrder, type Tier } from "./presenter.ts";
import { readSession } from "./sign-in.ts";
import type { ShopperOptions, Site } from "./site.ts";
import { findByLink, type LinkedOrder, readOrder, readSplits, readUnfollowed, type SessionRow } from "./store.ts";

export interface Opened {
  readonly row: OrderRow & LinkedOrder;
  readonly view: OrderView;
  /** Those that were asked for, prepared returns among them. */
  readonly shipments: readonly ShipmentRow[];
  /** Whoever is signed in and ordered this; null: anybody else, or nobody. */
  readonly person: SessionRow | null;
  /** What was reported to the shop, oldest first; none where the link shows movement only. */
  readonly reports: readonly ReportRow[];
  /** The language that whoever is signed in has set. */
  readonly setting: string | null;
}

/** @param parcelId only this parcel's events are read; null: all. Undefined: unknown, revoked and ended links alike (P-03). */
export async function openOrder(
  site: Site,
  request: FastifyRequest,
  token: string,
  parcelId: string | null,
): Promise<Opened | undefined> {
  const linked = await findLink(site.options, token);
  if (linked === undefined) return undefined;
  const session = await readSession(site.options, site.cookie(request, "session"));
  return open(site.options, linked, parcelId, session, site.isToBeKept(request) ? 1 : 2);
}

export async function findLink({ database }: ShopperOptions, token: string): Promise<LinkedOrder | undefined> {
  if (!/^[\w-]{22,64}$/.test(token)) return undefined;
  return database.forSystem("an order's link", (tx) => findByLink(tx, sha256(token)));
}

/**
 * @param session of the person who is signed in: their own order opens fully.
 * @param most what a device keeps is what the link shows to everybody (decision 0012).
 */
export async function open(
  { database, clock }: ShopperOptions,
  linked: LinkedOrder,
  parcelId: string | null,
  session: SessionRow | null,
  most: Tier = 2,
): Promise<Opened | undefined> {
  return database.forMerchants([linked.merchantId], async (tx) => {
    const row = await readOrder(tx, linked.shard, linked.id);
    if (row === undefined) return undefined;
    const all = await readOrderShipments(tx, linked.shard, linked.id);
    const isOwn = session !== null && session.email === row.shopperEmail;
    const person = isOwn && most === 2 ? session : null;
    const tier = person === null ? tierOfLink(all, clock.now()) : 2;
    if (tier === null) return undefined;
    const shipments = all.filter(({ id }) => parcelId === null || id === parcelId);
    const ids = shipments.map(({ id }) => id);
    const histories = await readHistories(tx, linked.shard, ids);
    const parcels = shipments.map(
      (shipment): ParcelSource => ({ shipment, ...(histories.get(shipment.id) ?? { events: [], facts: {} }) }),
    );
    const unfollowed = await readUnfollowed(tx, [linked]);
    const view = presentOrder(row, parcels, tier, unfollowed, await readSplits(tx, linked));
    const reports = tier >= 1 ? await readReports(tx, linked.shard, linked.id) : [];
    return { row: { ...row, ...linked }, view, shipments, person, setting: session?.locale ?? null, reports };
  });
}

/** P-03: 30 days after the last parcel is delivered only movement is shown; after 90 the link has ended (null). */
export function tierOfLink(
  shipments: readonly Pick<ShipmentRow, "tracked" | "status" | "statusAt">[],
  now: Date,
): Tier | null {
  const followed = shipments.filter(({ tracked }) => tracked);
  const ends = followed.map(({ status, statusAt }) => (["delivered", "returned"].includes(status) ? statusAt : null));
  if (followed.length === 0 || ends.includes(null)) return 1;
  const age = now.getTime() - Math.max(...ends.map((end) => end?.getTime() ?? 0));
  return age > days(90) ? null : age > days(30) ? 0 : 1;
}
