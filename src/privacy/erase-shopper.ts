/**
 * Removes a shopper: the account and all that hangs on it is deleted, and orders lose the person but stay as the merchant's record of
 * amounts and numbers (GDPR Art. 17, D-03). Many short transactions, each of which leaves what is left findable: when it breaks off in
 * the middle, the same call again ends it.
 */
import { addressId, recipientsOf } from "#notifications/recipients.ts";
import type { Database, Tx } from "#platform/database.ts";
import { lifecycle } from "#shipments/lifecycle.ts";
import { asRecorded, readEvents, readFacts, rereadEvents } from "#shipments/store.ts";
import { ordersNaming } from "./find-shopper.ts";
import { type PrivacyDeps, type PrivacyRequest, recordUse, spellingsOf } from "./request.ts";
import * as store from "./store.ts";
import {
  entryWithoutPerson,
  eventWithoutPerson,
  factsWithoutPerson,
  linesWithoutPerson,
  looksFor,
  termsOf,
} from "./without-person.ts";

export interface Erased {
  readonly hadAccount: boolean;
  readonly orders: number;
  /** Orders of other persons that lost this one's address. */
  readonly namedIn: number;
}

/** A page of kept pushes; each may hold a megabyte. */
const pushesAtOnce = 200;

export async function eraseShopper({ database, clock }: PrivacyDeps, request: PrivacyRequest): Promise<Erased> {
  const { email } = request;
  const startedAt = clock.now();
  const { account, orders, numbers, recipients } = await database.forSystem("a shopper to erase", async (tx) => {
    // First of all: what breaks off was begun.
    await recordUse(tx, "person_erased", request, startedAt);
    const account = await store.readAccountId(tx, email);
    const orders = await store.readOrdersOf(tx, email);
    return {
      ...{ account, orders, numbers: await store.readNumbersOf(tx, orders) },
      recipients: await recipientIds(tx, email, account),
    };
  });
  // Pushes are found by the orders' numbers, so they go before the orders lose their address.
  await erasePushes(database, numbers, null);
  for (const order of orders)
    await database.forMerchants([order.merchantId], (tx) => eraseOrder(tx, order, email, clock.now()));
  // What was pushed meanwhile; from here on nobody here follows these parcels, and what speaks of them is not kept.
  await erasePushes(database, numbers, { at: startedAt, hash: Buffer.alloc(0) });

  const namedIn = await ordersNaming(database, email);
  for (const order of namedIn)
    await database.forMerchants([order.merchantId], (tx) => store.eraseAddresses(tx, order, spellingsOf(email)));
  for (const shard of store.shards)
    await database.forSystem("whom messages went to", (tx) => store.eraseRecipients(tx, shard, recipients));

  // Last: what the person followed by hand, and their devices, are found by the account.
  await database.forSystem("a shopper's account ends", async (tx) => {
    await store.deleteSentOfLate(tx, recipients);
    await store.deleteSignIns(tx, email);
    await store.deleteCheckMails(tx, email);
    if (account !== undefined) await store.deleteAccount(tx, account.id);
  });
  return { hadAccount: account !== undefined, orders: orders.length, namedIn: namedIn.length };
}

type Account = Awaited<ReturnType<typeof store.readAccountId>>;

/** What stands for the person where messages are counted and decided. */
async function recipientIds(tx: Tx, email: string, account: Account): Promise<readonly string[]> {
  const devices = account === undefined ? [] : (await store.readDeviceIds(tx, account.id)).map((id) => ({ id }));
  const reach = { orderId: "", email, devices, phone: account?.phone ?? null };
  const direct = recipientsOf(reach, new Set(["push", "email", "sms"]));
  const throughShops = recipientsOf(reach, new Set(["webhook"]));
  return [addressId(email), ...[...direct, ...throughShops].map(({ id }) => id)];
}

async function erasePushes(
  database: Database,
  numbers: readonly string[],
  after: store.PushPlace | null,
): Promise<void> {
  if (numbers.length === 0) return;
  let place = after ?? undefined;
  do
    place = await database.forSystem("what carriers pushed of a shopper", (tx) =>
      store.erasePushes(tx, numbers, place ?? null, pushesAtOnce),
    );
  while (place !== undefined);
}

/** One order in one transaction. Locks in the order of those who work on it: the order, what was said, its parcels. */
async function eraseOrder(tx: Tx, order: store.OrderOfPerson, email: string, now: Date): Promise<void> {
  const { shard, id, merchantId, isOwn } = order;
  const locked = await store.lockOrder(tx, shard, id);
  if (locked === undefined) return;
  const entries = await store.lockEntries(tx, shard, id);
  const parcels = await store.lockShipments(tx, shard, id);
  const numbers = parcels.flatMap((parcel) => [parcel.trackingNumber ?? "", parcel.saidNumber ?? ""]);
  const left = entries.map((row) => ({ ...row, entry: entryWithoutPerson(row.entry, numbers) }));
  await store.writeEntries(tx, order, left, now);
  await store.dropWork(tx, shard, id);
  for (const parcel of parcels) await eraseParcel(tx, shard, parcel.id, now);
  await store.blankAround(
    tx,
    order,
    parcels.map((parcel) => parcel.id),
  );
  if (isOwn) return store.deleteOwnOrder(tx, shard, id);
  await store.rewriteBookings(tx, order, linesWithoutPerson);
  const terms = termsOf(email, locked.addresses);
  await store.dropViews(tx, merchantId, (view) => looksFor(view, terms));
  await store.eraseOrder(tx, order, linesWithoutPerson(locked.orderLines), now);
}

/** The status stays what it was: it follows from codes and times, which stay. */
async function eraseParcel(tx: Tx, shard: number, id: string, now: Date): Promise<void> {
  const events = (await readEvents(tx, shard, id)).map((row) => ({ ...row, event: eventWithoutPerson(row.event) }));
  await rereadEvents(tx, { shard, id }, new Map(events.map((row) => [row.id, row.event])));
  const { isCustomerReturn = false, ...kept } = await readFacts(tx, shard, id);
  const facts = factsWithoutPerson(kept);
  const summary = lifecycle(events.map(asRecorded), { ...facts, isCustomerReturn });
  await store.eraseParcel(tx, { shard, id }, { facts, summary }, now);
}
