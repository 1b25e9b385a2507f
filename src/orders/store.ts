/** All SQL of what merchants tell us. Writes of a batch are one statement per table, whatever the batch's size. */
import type { Left } from "#platform/cursor.ts";
import { sql, type Tx } from "#platform/database.ts";
import type { Answer } from "./errors.ts";
import type { NewCapture, NewRefund, Order } from "./order.ts";
import { personalMerchantId } from "./personal-merchant.ts";

export interface OrderKey {
  readonly shard: number;
  readonly id: string;
}

const prepareBatchStatement = sql(
  "orders.prepareBatch",
  `select set_config('lock_timeout', '700', true), set_config('enable_seqscan', 'off', true),
     set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
);

/**
 * For this transaction: a lock that is not given within 0.7 s ends it (SQLSTATE 55P03), and rows are found by their keys. Left
 * alone, the planner reads whole tables for a batch: row-level security makes it expect a handful of rows in any of them.
 */
export async function prepareBatch(tx: Tx): Promise<void> {
  await tx.query(prepareBatchStatement);
}

const lockOrdersStatement = sql(
  "orders.lock",
  `select o.shard, o.id, o.merchant_id as "merchantId", o.mode, o.short_reference as "shortReference", o.status, o.merchant_reference1 as "merchantReference1",
     o.merchant_reference2 as "merchantReference2", o.order_amount as "orderAmount", o.captured_amount as "capturedAmount", o.refunded_amount as "refundedAmount",
     o.released_amount as "releasedAmount", o.capture_count as "captureCount", o.shipping_info_count as "shippingInfoCount", o.order_lines as "orderLines",
     o.shipping_address as "shippingAddress", o.billing_address as "billingAddress", o.shopper_email as "shopperEmail", o.last_append as "lastAppend",
     o.acknowledged_at as "acknowledgedAt", o.expires_at as "expiresAt", o.change_id as "changeId",
     o.erased_at is not null as "isErased",
     case when o.capture_count = 0 then '{}'::uuid[] else array(select c.id from captures c where c.shard = o.shard and c.order_id = o.id) end as "captureIds"
   from orders o
   where (o.shard, o.id) in (select * from unnest($1::smallint[], $2::uuid[]))
   order by o.shard, o.id for update of o`,
);

/** The orders of a batch, locked in one order everywhere so that two batches cannot wait for each other. */
export const lockOrders = (tx: Tx, keys: readonly OrderKey[]): Promise<Order[]> =>
  tx.query<Order>(lockOrdersStatement, [keys.map(({ shard }) => shard), keys.map(({ id }) => id)]);

const updateOrdersStatement = sql(
  "orders.update",
  `update orders o set status = n.status, merchant_reference1 = n.merchant_reference1, merchant_reference2 = n.merchant_reference2, order_amount = n.order_amount,
     captured_amount = n.captured_amount, refunded_amount = n.refunded_amount, released_amount = n.released_amount, capture_count = n.capture_count,
     shipping_info_count = n.shipping_info_count, order_lines = n.order_lines, shipping_address = n.shipping_address, shopper_email = n.shopper_email,
     last_append = n.last_append, acknowledged_at = n.acknowledged_at, expires_at = n.expires_at, change_id = n.change_id
   from unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::int[], $11::int[], $12::json[],
     $13::json[], $14::text[], $15::text[], $16::timestamptz[], $17::timestamptz[], $18::uuid[])
     as n (shard, id, status, merchant_reference1, merchant_reference2, order_amount, captured_amount, refunded_amount, released_amount, capture_count,
     shipping_info_count, order_lines, shipping_address, shopper_email, last_append, acknowledged_at, expires_at, change_id)
   where o.shard = n.shard and o.id = n.id`,
);

export async function updateOrders(tx: Tx, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return;
  const column = <T>(pick: (order: Order) => T): T[] => orders.map(pick);
  await tx.execute(updateOrdersStatement, [
    column((o) => o.shard),
    column((o) => o.id),
    column((o) => o.status),
    column((o) => o.merchantReference1),
    column((o) => o.merchantReference2),
    column((o) => o.orderAmount),
    column((o) => o.capturedAmount),
    column((o) => o.refundedAmount),
    column((o) => o.releasedAmount),
    column((o) => o.captureCount),
    column((o) => o.shippingInfoCount),
    column((o) => JSON.stringify(o.orderLines)),
    column((o) => (o.shippingAddress === null ? null : JSON.stringify(o.shippingAddress))),
    column((o) => o.shopperEmail),
    column((o) => o.lastAppend),
    column((o) => o.acknowledgedAt),
    column((o) => o.expiresAt),
    column((o) => o.changeId),
  ]);
}

const addShippingInfoStatement = sql(
  "orders.addShippingInfo",
  `insert into shipping_info (shard, order_id, id, capture_id, merchant_id, entry, repaired, received_at)
   select n.shard, n.order_id, n.id, n.capture_id, n.merchant_id, n.entry, n.repaired, $8
   from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::json[], $7::boolean[]) as n (shard, order_id, id, capture_id, merchant_id, entry, repaired)`,
);

export interface ShippingInfoRow {
  readonly order: Order;
  readonly id: string;
  readonly captureId: string | null;
  readonly entry: string;
  readonly repaired: boolean;
}

export async function insertShippingInfo(tx: Tx, rows: readonly ShippingInfoRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(pick: (row: ShippingInfoRow) => T): T[] => rows.map(pick);
  await tx.execute(addShippingInfoStatement, [
    column(({ order }) => order.shard),
    column(({ order }) => order.id),
    column(({ id }) => id),
    column(({ captureId }) => captureId),
    column(({ order }) => order.merchantId),
    column(({ entry }) => entry),
    column(({ repaired }) => repaired),
    now,
  ]);
}

const addCapturesStatement = sql(
  "orders.addCaptures",
  `insert into captures (shard, order_id, id, merchant_id, number, captured_amount, description, reference, order_lines, billing_address, shipping_address, captured_at)
   select n.shard, n.order_id, n.id, n.merchant_id, n.number, n.captured_amount, n.description, n.reference, n.order_lines, n.billing_address, n.shipping_address, $12
   from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::bigint[], $7::text[], $8::text[], $9::json[], $10::json[], $11::json[])
     as n (shard, order_id, id, merchant_id, number, captured_amount, description, reference, order_lines, billing_address, shipping_address)`,
);

export async function insertCaptures(
  tx: Tx,
  rows: readonly { readonly order: Order; readonly capture: NewCapture }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await tx.execute(addCapturesStatement, [
    rows.map(({ order }) => order.shard),
    rows.map(({ order }) => order.id),
    rows.map(({ capture }) => capture.id),
    rows.map(({ order }) => order.merchantId),
    rows.map(({ capture }) => capture.number),
    rows.map(({ capture }) => capture.capturedAmount),
    rows.map(({ capture }) => capture.description),
    rows.map(({ capture }) => capture.reference),
    rows.map(({ capture }) => jsonOrNull(capture.orderLines)),
    rows.map(({ capture }) => jsonOrNull(capture.billingAddress)),
    rows.map(({ capture }) => jsonOrNull(capture.shippingAddress)),
    now,
  ]);
}

const addRefundStatement = sql(
  "orders.addRefund",
  `insert into refunds (shard, order_id, id, merchant_id, refunded_amount, description, reference, order_lines, refunded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export async function insertRefund(tx: Tx, order: Order, refund: NewRefund, now: Date): Promise<void> {
  const lines = refund.orderLines === null ? null : JSON.stringify(refund.orderLines);
  await tx.execute(addRefundStatement, [
    order.shard,
    order.id,
    refund.id,
    order.merchantId,
    refund.refundedAmount,
    refund.description,
    refund.reference,
    lines,
    now,
  ]);
}

const addSendOutStatement = sql(
  "orders.addSendOut",
  "insert into send_out_requests (shard, order_id, id, merchant_id, requested_at) values ($1, $2, $3, $4, $5)",
);

export async function insertSendOut(tx: Tx, order: Order, id: string, now: Date): Promise<void> {
  await tx.execute(addSendOutStatement, [order.shard, order.id, id, order.merchantId, now]);
}

const spreadRefundStatement = sql(
  "orders.spreadRefund",
  `with rooms as (
     select id, captured_amount - refunded_amount as room,
       sum(captured_amount - refunded_amount) over (order by number) - (captured_amount - refunded_amount) as earlier
     from captures where shard = $1 and order_id = $2)
   update captures c set refunded_amount = c.refunded_amount + least(r.room, $3::bigint - r.earlier)
   from rooms r where c.shard = $1 and c.order_id = $2 and c.id = r.id and r.room > 0 and r.earlier < $3::bigint`,
);

/** A refund names no capture: it is counted on the oldest captures that have something left. The order is locked. */
export async function spreadRefund(tx: Tx, order: OrderKey, amount: number): Promise<void> {
  await tx.execute(spreadRefundStatement, [order.shard, order.id, amount]);
}

export interface KeyedCall {
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly keyHash: Buffer;
  readonly method: string;
  readonly path: string;
  readonly bodyHash: Buffer;
}

export interface RememberedCall {
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly keyHash: Buffer;
  readonly method: string;
  readonly path: string;
  readonly bodyHash: Buffer;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const rememberedStatement = sql(
  "orders.remembered",
  `select merchant_id as "merchantId", mode, key_hash as "keyHash", method, path, body_hash as "bodyHash", status, headers, body from idempotency
   where (merchant_id, mode, key_hash) in (select * from unnest($1::uuid[], $2::text[], $3::bytea[]))
     -- "is true" keeps the planner from the index of ages: everything here is younger than a day, so that index reads the whole table.
     and (started_at > $4) is true`,
);

export const rememberedCalls = (tx: Tx, calls: readonly KeyedCall[], since: Date): Promise<RememberedCall[]> =>
  tx.query<RememberedCall>(rememberedStatement, [
    calls.map((c) => c.merchantId),
    calls.map((c) => c.mode),
    calls.map((c) => c.keyHash),
    since,
  ]);

const forgetStatement = sql(
  "orders.forget",
  `delete from idempotency where (merchant_id, mode, key_hash) in (select * from unnest($1::uuid[], $2::text[], $3::bytea[])) and started_at <= $4`,
);

const rememberStatement = sql(
  "orders.remember",
  `insert into idempotency (merchant_id, mode, key_hash, method, path, body_hash, status, headers, body, started_at, finished_at)
   select *, $10::timestamptz, $10::timestamptz from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::bytea[], $7::smallint[], $8::json[], $9::text[])
   on conflict (merchant_id, mode, key_hash) do nothing`,
);

/** How many were new: fewer than asked means that another process answered one of these keys meanwhile. */
export async function rememberCalls(
  tx: Tx,
  unsorted: readonly (KeyedCall & { readonly answer: Answer })[],
  since: Date,
  now: Date,
): Promise<number> {
  if (unsorted.length === 0) return 0;
  // In one order everywhere, so that two processes with the same keys cannot wait for each other.
  const calls = unsorted.toSorted((a, b) => Buffer.compare(a.keyHash, b.keyHash));
  const keys = [calls.map((c) => c.merchantId), calls.map((c) => c.mode), calls.map((c) => c.keyHash)];
  await tx.execute(forgetStatement, [...keys, since]);
  return tx.execute(rememberStatement, [
    ...keys,
    calls.map((c) => c.method),
    calls.map((c) => c.path),
    calls.map((c) => c.bodyHash),
    calls.map((c) => c.answer.status),
    calls.map((c) => JSON.stringify(c.answer.headers)),
    calls.map((c) => c.answer.body),
    now,
  ]);
}

const insertOrderStatement = sql(
  "orders.insert",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, merchant_reference2, merchant_data, status, order_amount, original_order_amount,
     purchase_country, purchase_currency, locale, order_lines, billing_address, shipping_address, customer, selected_shipping_option, shopper_email, authorization_token,
     link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'AUTHORIZED', $9, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
   on conflict (merchant_id, mode, authorization_token) where authorization_token is not null do nothing`,
);

/** False: this merchant's token made an order before. */
export async function insertOrder(tx: Tx, values: readonly unknown[]): Promise<boolean> {
  return (await tx.execute(insertOrderStatement, values)) > 0;
}

const byTokenStatement = sql(
  "orders.byToken",
  "select id from orders where merchant_id = $1 and mode = $2 and authorization_token = $3",
);

export async function orderIdByToken(
  tx: Tx,
  merchantId: string,
  mode: string,
  token: string,
): Promise<string | undefined> {
  return (await tx.query<{ id: string }>(byTokenStatement, [merchantId, mode, token]))[0]?.id;
}

export interface StoredOrder {
  readonly id: string;
  readonly shortReference: string;
  readonly merchantReference1: string | null;
  readonly merchantReference2: string | null;
  readonly merchantData: string | null;
  readonly status: string;
  readonly fraudStatus: string;
  readonly orderAmount: number;
  readonly originalOrderAmount: number;
  readonly capturedAmount: number;
  readonly refundedAmount: number;
  readonly releasedAmount: number;
  readonly purchaseCountry: string;
  readonly purchaseCurrency: string;
  readonly locale: string | null;
  readonly orderLines: readonly object[];
  readonly billingAddress: object | null;
  readonly shippingAddress: object | null;
  readonly customer: object | null;
  readonly selectedShippingOption: object | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const readOrderStatement = sql(
  "orders.read",
  `select id, short_reference as "shortReference", merchant_reference1 as "merchantReference1", merchant_reference2 as "merchantReference2", merchant_data as "merchantData",
     status, fraud_status as "fraudStatus", order_amount as "orderAmount", original_order_amount as "originalOrderAmount", captured_amount as "capturedAmount",
     refunded_amount as "refundedAmount", released_amount as "releasedAmount", purchase_country as "purchaseCountry", purchase_currency as "purchaseCurrency", locale,
     order_lines as "orderLines", billing_address as "billingAddress", shipping_address as "shippingAddress", customer,
     selected_shipping_option as "selectedShippingOption", created_at as "createdAt", expires_at as "expiresAt"
   from orders where shard = $1 and id = $2 and merchant_id = $3 and mode = $4`,
);

export async function readOrder(
  tx: Tx,
  shard: number,
  id: string,
  merchantId: string,
  mode: string,
): Promise<StoredOrder | undefined> {
  return (await tx.query<StoredOrder>(readOrderStatement, [shard, id, merchantId, mode]))[0];
}

export interface StoredCapture {
  readonly id: string;
  readonly number: number;
  readonly capturedAmount: number;
  readonly refundedAmount: number;
  readonly description: string | null;
  readonly reference: string | null;
  readonly orderLines: readonly object[] | null;
  readonly billingAddress: object | null;
  readonly shippingAddress: object | null;
  readonly capturedAt: Date;
}

const readCapturesStatement = sql(
  "orders.captures",
  `select id, number, captured_amount as "capturedAmount", refunded_amount as "refundedAmount", description, reference, order_lines as "orderLines",
     billing_address as "billingAddress", shipping_address as "shippingAddress", captured_at as "capturedAt"
   from captures where shard = $1 and order_id = $2 order by number`,
);

export const readCaptures = (tx: Tx, shard: number, orderId: string): Promise<StoredCapture[]> =>
  tx.query<StoredCapture>(readCapturesStatement, [shard, orderId]);

export interface StoredRefund {
  readonly id: string;
  readonly refundedAmount: number;
  readonly description: string | null;
  readonly reference: string | null;
  readonly orderLines: readonly object[] | null;
  readonly refundedAt: Date;
}

const readRefundsStatement = sql(
  "orders.refunds",
  `select id, refunded_amount as "refundedAmount", description, reference, order_lines as "orderLines", refunded_at as "refundedAt"
   from refunds where shard = $1 and order_id = $2 order by id`,
);

export const readRefunds = (tx: Tx, shard: number, orderId: string): Promise<StoredRefund[]> =>
  tx.query<StoredRefund>(readRefundsStatement, [shard, orderId]);

export interface StoredShippingInfo {
  readonly captureId: string | null;
  readonly entry: Record<string, string | null>;
}

const readShippingInfoStatement = sql(
  "orders.shippingInfo",
  `select capture_id as "captureId", entry from shipping_info where shard = $1 and order_id = $2 order by id`,
);

/** In the order in which it was said: ids are made in time. */
export const readShippingInfo = (tx: Tx, shard: number, orderId: string): Promise<StoredShippingInfo[]> =>
  tx.query<StoredShippingInfo>(readShippingInfoStatement, [shard, orderId]);

export interface KeyRow {
  readonly id: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly username: string;
  readonly scopes: readonly string[];
  readonly disabledAt: Date | null;
}

const keyByHashStatement = sql(
  "orders.keyByHash",
  `select id, merchant_id as "merchantId", mode, username, scopes, disabled_at as "disabledAt" from api_keys where secret_hash = $1`,
);
// Once a minute is enough to see which key nobody uses.
const noteUse = sql(
  "orders.noteKeyUse",
  `update api_keys set last_used_at = $2 where id = $1 and disabled_at is null
     and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
);

/** The key of this secret; that it was used is noted. */
export async function keyByHash(tx: Tx, secretHash: Buffer, now: Date): Promise<KeyRow | undefined> {
  const [row] = await tx.query<KeyRow>(keyByHashStatement, [secretHash]);
  if (row !== undefined) await tx.execute(noteUse, [row.id, now]);
  return row;
}

export interface ListedOrder {
  readonly id: string;
  readonly shortReference: string;
  readonly reference1: string | null;
  readonly reference2: string | null;
  readonly status: string;
  readonly orderAmount: number;
  readonly capturedAmount: number;
  readonly currency: string;
  readonly country: string;
  readonly createdAt: Date;
  /** With all its digits: a Date has three of six. */
  readonly createdText: string;
}

const orderList = sql(
  "orders.list",
  `select id, short_reference as "shortReference", merchant_reference1 as reference1, merchant_reference2 as reference2, status,
     order_amount as "orderAmount", captured_amount as "capturedAmount", purchase_currency as currency, purchase_country as country,
     created_at as "createdAt", created_at::text as "createdText"
   from orders where merchant_id = $1 and mode = $2 and ($3::text is null or merchant_reference1 = $3 or merchant_reference2 = $3)
     and ($4::timestamptz is null or created_at >= $4) and ($5::timestamptz is null or (created_at, id) < ($5::timestamptz, $6::uuid))
   order by created_at desc, id desc limit $7`,
);
/** Newest first. @param before the last one of the page before */
export const listOrders = (
  tx: Tx,
  wanted: {
    readonly merchantId: string;
    readonly mode: "live" | "test";
    readonly reference: string | null;
    readonly since: string | null;
  },
  before: Left | null,
  limit: number,
): Promise<ListedOrder[]> =>
  tx.query<ListedOrder>(orderList, [
    ...[wanted.merchantId, wanted.mode, wanted.reference, wanted.since],
    ...[before?.at ?? null, before?.id ?? null, limit],
  ]);

const shops = sql(
  "orders.listShops",
  'select id, name, created_at as "createdAt" from merchants where id <> $1 order by name, id',
);
/** All merchants, but for what stands for parcels that people follow by hand. */
export const listShops = (
  tx: Tx,
): Promise<{ readonly id: string; readonly name: string; readonly createdAt: Date }[]> =>
  tx.query(shops, [personalMerchantId]);

export interface ListedKey {
  readonly id: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const keysOfMerchant = sql(
  "orders.listKeys",
  `select id, username, scopes, created_at as "createdAt", disabled_at as "disabledAt", last_used_at as "lastUsedAt"
   from api_keys where merchant_id = $1 and mode = $2 order by created_at desc`,
);
export const listKeys = (tx: Tx, merchantId: string, mode: "live" | "test"): Promise<ListedKey[]> =>
  tx.query<ListedKey>(keysOfMerchant, [merchantId, mode]);

const disable = sql(
  "orders.disableKey",
  "update api_keys set disabled_at = $3 where merchant_id = $1 and id = $2 and disabled_at is null",
);
/** In all processes within a second (M-03). False: there is none, or it is switched off already. */
export const disableKey = async (tx: Tx, merchantId: string, id: string, now: Date): Promise<boolean> =>
  (await tx.execute(disable, [merchantId, id, now])) > 0;

const insertMerchantStatement = sql(
  "orders.insertMerchant",
  "insert into merchants (id, name, support_email, website, created_at) values ($1, $2, $3, $4, $5)",
);
const insertKeyStatement = sql(
  "orders.insertKey",
  "insert into api_keys (id, merchant_id, mode, username, secret_hash, created_at, scopes) values ($1, $2, $3, $4, $5, $6, $7)",
);

export async function insertMerchant(tx: Tx, values: readonly unknown[]): Promise<void> {
  await tx.execute(insertMerchantStatement, values);
}

export async function insertKey(tx: Tx, values: readonly unknown[]): Promise<void> {
  await tx.execute(insertKeyStatement, values);
}
