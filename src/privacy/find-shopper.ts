/** What there is of a shopper, in short: whether it is worth an export, and which shops it is about. Nothing of what stands in it. */
import type { Database } from "#platform/database.ts";
import { type PrivacyDeps, type PrivacyRequest, recordUse, spellingsOf } from "./request.ts";
import * as store from "./store.ts";

export type FoundOrder = Pick<
  store.OrderOfPerson,
  "id" | "shop" | "isOwn" | "reference" | "createdAt" | "parcels" | "merchantId"
>;

export interface FoundShopper {
  readonly hasAccount: boolean;
  /** Oldest first. */
  readonly orders: readonly FoundOrder[];
  /** Orders of other persons in which the address stands: who paid, or who it went to first. */
  readonly namedIn: readonly FoundOrder[];
  readonly parcels: number;
}

/** Reads each shard once: in a large installation it takes a while. */
export async function findShopper({ database, clock }: PrivacyDeps, request: PrivacyRequest): Promise<FoundShopper> {
  const { email } = request;
  const { account, orders } = await database.forSystem("what there is of a shopper", async (tx) => {
    await recordUse(tx, "person_searched", request, clock.now());
    return { account: await store.readAccountId(tx, email), orders: await store.readOrdersOf(tx, email) };
  });
  const namedIn = await ordersNaming(database, email);
  const parcels = orders.reduce((sum, one) => sum + one.parcels, 0);
  return { hasAccount: account !== undefined, orders, namedIn, parcels };
}

/** Orders of others in which the address stands, a transaction per shard. */
export async function ordersNaming(database: Database, email: string): Promise<readonly store.OrderOfPerson[]> {
  const found: store.OrderOfPerson[] = [];
  for (const shard of store.shards)
    found.push(
      ...(await database.forSystem("orders that name a shopper", (tx) =>
        store.readNamedIn(tx, shard, spellingsOf(email), email),
      )),
    );
  return found;
}
