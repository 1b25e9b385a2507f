/** A person follows a parcel by its number alone, names it, and takes it out again. It is theirs only, and proves nothing (C-06). */
import { normaliseNumber } from "#carriers/identify/number.ts";
import { days } from "#platform/clock.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";
import { retireShipments } from "#shipments/store.ts";
import * as lists from "./list-store.ts";
import type { ShopperOptions } from "./site.ts";
import type { SessionRow } from "./store.ts";

export const labelLengthMax = 60;
const perDay = 20;
const openMax = 200;

export interface ParcelToFollow {
  readonly number: string;
  /** The carrier's link that the number stood in. */
  readonly link: string | null;
  /** Registry code. */
  readonly carrier: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly postalCode: string | null;
  readonly label: string;
  readonly locale: string;
}

export type Followed = "followed" | "known" | "enough_today" | "enough_open";

/** Safe to repeat: the number is kept first, and an order that was not finished is finished by the next try. */
export async function followParcel(
  { database, clock, followByHand }: ShopperOptions,
  { shopperId, email }: SessionRow,
  parcel: ParcelToFollow,
): Promise<Followed> {
  const now = clock.now();
  const number = normaliseNumber(parcel.number);
  const kept = await database.forSystem("a parcel that a person follows", async (tx) => {
    const { lately, open } = await lists.countOwn(tx, shopperId, new Date(now.getTime() - days(1)));
    const before = await lists.findOwn(tx, shopperId, number);
    if (before !== undefined) return before.orderId === null ? { id: before.id } : "known";
    if (await lists.isInOrders(tx, email, number)) return "known";
    if (lately >= perDay) return "enough_today";
    if (open >= openMax) return "enough_open";
    const id = newId();
    await lists.insertOwn(tx, { id, shopperId, number, label: labelOf(parcel.label), now });
    return { id };
  });
  if (typeof kept === "string") return kept;
  const { country, postalCode, locale } = parcel;
  const entry = {
    shipping_company: parcel.carrier,
    tracking_number: parcel.number,
    ...(parcel.link === null ? {} : { tracking_uri: parcel.link }),
  };
  const { orderId } = await followByHand.follow({ id: kept.id, email, locale, country, postalCode, entry });
  await database.forSystem("a parcel that a person follows", (tx) =>
    lists.bindOwnToOrder(tx, kept.id, shardOf(orderId), orderId),
  );
  return "followed";
}

/** False: no parcel of this person. "" takes the name away. */
export async function renameParcel(
  { database }: ShopperOptions,
  { shopperId }: SessionRow,
  orderId: string,
  label: string,
): Promise<boolean> {
  const renamed = await database.forSystem("a parcel's own name", (tx) =>
    lists.renameOwn(tx, shopperId, orderId, labelOf(label)),
  );
  return renamed > 0;
}

/** Nobody asks about it any more, its page has ended, and its number and name are gone from the person's list. */
export async function removeParcel(
  { database, clock, followByHand }: ShopperOptions,
  { shopperId }: SessionRow,
  orderId: string,
): Promise<boolean> {
  const isOwn = await database.forSystem("a parcel that a person follows", (tx) => lists.isOwn(tx, shopperId, orderId));
  if (!isOwn) return false;
  await followByHand.forget(orderId);
  const order = { shard: shardOf(orderId), id: orderId };
  await database.forSystem("a parcel that a person no longer follows", async (tx) => {
    await retireShipments(tx, order.shard, order.id, clock.now());
    await lists.removeOwn(tx, shopperId, order, clock.now());
  });
  return true;
}

const labelOf = (text: string): string | null =>
  [...visibleText(text.toWellFormed()).replace(/\s+/g, " ").trim()].slice(0, labelLengthMax).join("") || null;
