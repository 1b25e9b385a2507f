/** An order behind its link, with what the reader may see of it: one way in for all addresses of an order. */
import type { FastifyRequest } from "fastify";
import { days } from "#platform/clock.ts";
import { sha256 } from "#platform/ids.ts";
import { readFollowed, type ShipmentRow } from "#shipments/store.ts";
import type { ReportRow } from "./actions-store.ts";
import { type OrderRow, type OrderView, type ParcelSource, presentOrder, type Tier } from "./presenter.ts";
import { sessionBehind } from "./sign-in.ts";
import type { ShopperOptions, Site } from "./site.ts";
import { findByLink, type LinkedOrder, readAroundParcels, readOrder, type SessionRow } from "./store.ts";

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
  if (!isToken(token)) return undefined;
  const { database, clock } = site.options;
  const reference = site.cookie(request, "session");
  const [linked, session] = await database.forSystemAtOnce("an order's link, and who looks at it", (tx) =>
    Promise.all([findByLink(tx, sha256(token)), reference === null ? null : sessionBehind(tx, reference, clock.now())]),
  );
  if (linked === undefined) return undefined;
  return open(site.options, linked, parcelId, session, site.isToBeKept(request) ? 1 : 2);
}

const isToken = (text: string): boolean => /^[\w-]{22,64}$/.test(text);

export async function findLink({ database }: ShopperOptions, token: string): Promise<LinkedOrder | undefined> {
  if (!isToken(token)) return undefined;
  return database.forSystemAtOnce("an order's link", (tx) => findByLink(tx, sha256(token)));
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
  const { shard, id, merchantId } = linked;
  const [row, all, { unfollowed, splits, reports }] = await database.forMerchantsAtOnce([merchantId], (tx) =>
    Promise.all([readOrder(tx, shard, id), readFollowed(tx, shard, id, parcelId), readAroundParcels(tx, shard, id)]),
  );
  if (row === undefined) return undefined;
  const isOwn = session !== null && session.email === row.shopperEmail;
  const person = isOwn && most === 2 ? session : null;
  const followed = all.map(({ shipment }) => shipment);
  const tier = person === null ? tierOfLink(followed, clock.now()) : 2;
  if (tier === null) return undefined;
  const parcels = all.flatMap(({ shipment, history }): ParcelSource[] =>
    history === null ? [] : [{ shipment, ...history }],
  );
  return {
    row: { ...row, ...linked },
    view: presentOrder(row, parcels, tier, unfollowed, splits),
    shipments: parcels.map(({ shipment }) => shipment),
    person,
    setting: session?.locale ?? null,
    reports: tier >= 1 ? reports : [],
  };
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
