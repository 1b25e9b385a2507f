/** Orders for a benchmark, made the application's own way, thousands in one transaction. */
import { createOrderWith } from "#orders/create-order.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { OrderBody } from "#orders/schema.ts";
import { systemClock } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { randomToken, shardOf } from "#platform/ids.ts";

export interface PreparedOrder {
  readonly id: string;
  readonly shard: number;
  readonly merchantId: string;
  /** The header with which its merchant calls. */
  readonly authorization: string;
  /** The path of the shopper's link. */
  readonly path: string;
}

export interface OrdersToPrepare {
  readonly merchants: number;
  readonly orders: number;
  readonly linkSecret?: string;
  /** Whose the n-th order is; one person's when left out. */
  readonly emailOf?: (at: number) => string;
}

/** Neighbours in the list belong to different merchants. */
export async function prepareOrders(
  tx: Tx,
  { merchants, orders, linkSecret = randomToken(32), emailOf = () => shopperEmail }: OrdersToPrepare,
): Promise<readonly PreparedOrder[]> {
  const callers = [];
  for (let at = 0; at < merchants; at += 1) {
    const { id } = await createMerchant(tx, { name: `Lantern & Loom ${at}`, clock: systemClock });
    const { username, password } = await createApiKey(tx, { merchantId: id, mode: "live", clock: systemClock });
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    callers.push({ authorization, keyId: id, merchantId: id, mode: "live" as const });
  }
  const here = <T>(_: unknown, work: (tx: Tx) => Promise<T>): Promise<T> => work(tx);
  const within: Database = {
    forMerchants: here,
    forSystem: here,
    forMerchantsAtOnce: here,
    forSystemAtOnce: here,
    async close() {},
  };
  const publicBaseUrl = "https://parcels.example.org";
  const createOrder = createOrderWith({ database: within, clock: systemClock, linkSecret, publicBaseUrl });
  const prepared: PreparedOrder[] = [];
  for (let at = 0; at < orders; at += 1) {
    const caller = callers[at % merchants] as (typeof callers)[number]; // an index below the length
    const address = { ...body.shipping_address, email: emailOf(at) };
    const made = await createOrder(caller, { ...body, shipping_address: address }, null);
    const { merchantId, authorization } = caller;
    const { pathname: path } = new URL(made.trackingUrl);
    prepared.push({ id: made.orderId, shard: shardOf(made.orderId), merchantId, authorization, path });
  }
  return prepared;
}

export const shopperEmail = "ines@example.org";

const line = (name: string, amount: number) => ({
  type: "physical",
  name,
  quantity: 1,
  unit_price: amount,
  total_amount: amount,
});
const body = OrderBody.parse({
  purchase_country: "DE",
  purchase_currency: "EUR",
  locale: "en-GB",
  order_amount: 17_900,
  merchant_reference1: "LL-20417",
  order_lines: [line("Reading lamp, brass", 12_900), line("Linen shade", 5_000)],
  shipping_address: {
    given_name: "Ines",
    family_name: "Vogelsang",
    email: shopperEmail,
    street_address: "Lindenweg 12",
    postal_code: "10115",
    city: "Berlin",
    country: "DE",
  },
});
