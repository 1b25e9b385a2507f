/** Everything that is kept about a shopper, as one object to be given to them (GDPR Art. 15 and 20). No secret, no hash, nobody else's data. */
import { suppressionKey } from "#notifications/suppression-store.ts";
import type { Tx } from "#platform/database.ts";
import type { ShipmentEvent } from "#shipments/event.ts";
import { readEvents } from "#shipments/store.ts";
import { ordersNaming } from "./find-shopper.ts";
import { type PrivacyDeps, type PrivacyRequest, recordUse, spellingsOf } from "./request.ts";
import * as store from "./store.ts";

export interface ShopperExport {
  readonly about: { readonly address: string; readonly made_at: string; readonly explained: string };
  readonly account: store.Told | null;
  readonly sign_ins: readonly store.Told[];
  /** Null: this could not be looked up here. */
  readonly nothing_is_sent_to: readonly store.Told[] | null;
  readonly orders: readonly store.Told[];
  readonly named_in_orders_of_others: readonly store.Told[];
}

const explained =
  "Times are in UTC, amounts in minor units of the currency. What would open something (codes, addresses of devices) is kept, but not copied here. " +
  "Carriers' answers are counted; what was understood of them are the events.";

/** @param linkSecret what keys of suppressed addresses are made with; null: not known here */
export async function exportShopper(
  { database, clock, linkSecret }: PrivacyDeps & { readonly linkSecret: string | null },
  request: PrivacyRequest,
): Promise<ShopperExport> {
  const { email } = request;
  const now = clock.now();
  const person = await database.forSystem("a shopper's data, for the shopper", async (tx) => {
    await recordUse(tx, "person_exported", request, now);
    const account = await store.readAccount(tx, email);
    const keys = linkSecret === null ? null : suppressionKeys(linkSecret, email, account?.phone);
    return {
      ...{ account, sign_ins: await store.readSignIns(tx, email), orders: await store.readOrdersOf(tx, email) },
      nothing_is_sent_to: keys === null ? null : await suppressionsOf(tx, keys),
    };
  });
  const orders: store.Told[] = [];
  for (const order of person.orders) {
    const told = await database.forMerchants([order.merchantId], (tx) => tellOrder(tx, order));
    if (told !== null) orders.push(told);
  }
  const named: store.Told[] = [];
  for (const { shard, id, merchantId, shop, reference } of await ordersNaming(database, email)) {
    const addresses = await database.forMerchants([merchantId], (tx) =>
      store.readAddresses(tx, shard, id, spellingsOf(email)),
    );
    named.push({ shop, order_id: id, reference, addresses: addresses.filter(hasSome) });
  }
  const about = { address: email, made_at: now.toISOString(), explained };
  return { about, ...person, orders, named_in_orders_of_others: named };
}

const hasSome = (told: store.Told): boolean => Object.values(told).some((value) => value !== null);

const suppressionKeys = (secret: string, email: string, phone: unknown): readonly string[] => [
  suppressionKey(secret, "email", email),
  ...(typeof phone === "string" ? [suppressionKey(secret, "sms", phone)] : []),
];

async function suppressionsOf(tx: Tx, keys: readonly string[]): Promise<readonly store.Told[]> {
  const all: store.Told[] = [];
  for (const key of keys) all.push(...(await store.readSuppressions(tx, key)));
  return all;
}

async function tellOrder(tx: Tx, { shard, id }: store.OrderOfPerson): Promise<store.Told | null> {
  const order = await store.readOrder(tx, shard, id);
  if (order === null) return null;
  const shipments: store.Told[] = [];
  for (const parcel of await store.readParcels(tx, shard, id)) {
    const events = await readEvents(tx, shard, parcel.shipment_id);
    const told = events.map(({ event, source, seenAt }) => ({ ...tellEvent(event), source, seen_at: seenAt }));
    const history = told.toSorted((a, b) => (a.local_time < b.local_time ? -1 : a.local_time > b.local_time ? 1 : 0));
    shipments.push({ ...parcel, events: history, ...(await store.readOfParcel(tx, shard, parcel.shipment_id)) });
  }
  return { ...order, shipments };
}

const somebodyElse = "kept; it names somebody else";

/** Who signed is the shopper only where the carrier handed it to them; a neighbour never is. Their names go from its words, too. */
export function tellEvent({ code, time, rawCode, rawText, place, piece, facts }: ShipmentEvent) {
  const { neighbour, signedBy, ...others } = facts;
  const isOwnName = code === "delivered.to_recipient";
  const names = [neighbour, isOwnName ? undefined : signedBy].filter((name) => name !== undefined && name !== "");
  return {
    ...{ code, at: time.instant, local_time: time.local, carrier_code: rawCode, place, piece },
    carrier_words: names.reduce<string>((text, name) => text.replaceAll(name ?? "", "…"), rawText),
    ...others,
    ...(signedBy === undefined ? {} : { signed_by: isOwnName ? signedBy : somebodyElse }),
    ...(neighbour === undefined ? {} : { neighbour: somebodyElse }),
  };
}
