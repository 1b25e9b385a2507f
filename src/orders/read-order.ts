/** An order as it reads back: only what was sent, keys without a value left out, arrays always there (section 7.2). */
import type { Tx } from "#platform/database.ts";
import { shardOf } from "#platform/ids.ts";
import { isOver, remaining, statusAt } from "./order.ts";
import * as store from "./store.ts";

export interface Reader {
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

/** Undefined: no order of this merchant. */
export async function readOrder(tx: Tx, reader: Reader, orderId: string, now: Date): Promise<object | undefined> {
  const shard = shardOf(orderId);
  const order = await store.readOrder(tx, shard, orderId, reader.merchantId, reader.mode);
  if (order === undefined) return undefined;
  const said = await store.readShippingInfo(tx, shard, orderId);
  const captures = await store.readCaptures(tx, shard, orderId);
  const refunds = await store.readRefunds(tx, shard, orderId);
  const ofOrder = said.filter(({ captureId }) => captureId === null).map(({ entry }) => entry);
  const status = statusAt(order, now);
  return present({
    order_id: order.id,
    status,
    fraud_status: order.fraudStatus,
    order_amount: order.orderAmount,
    original_order_amount: order.originalOrderAmount,
    captured_amount: order.capturedAmount,
    refunded_amount: order.refundedAmount,
    // What can still be captured, and of a cancelled or expired order that is nothing (section 7.1).
    remaining_authorized_amount: isOver(status) ? 0 : remaining(order),
    purchase_currency: order.purchaseCurrency,
    locale: order.locale,
    order_lines: order.orderLines.map(presentDeep),
    merchant_reference1: order.merchantReference1 || null,
    merchant_reference2: order.merchantReference2 || null,
    klarna_reference: order.shortReference,
    customer: order.customer && present(order.customer),
    billing_address: order.billingAddress && presentAddress(order.billingAddress),
    shipping_address: order.shippingAddress && presentAddress(order.shippingAddress),
    created_at: order.createdAt.toISOString(),
    expires_at: order.expiresAt.toISOString(),
    purchase_country: order.purchaseCountry,
    captures: captures.map((capture) => presentCapture(order, capture, said)),
    refunds: refunds.map(presentRefund),
    merchant_data: order.merchantData,
    selected_shipping_option: order.selectedShippingOption && presentDeep(order.selectedShippingOption),
    shipping_info: ofOrder.length > 0 ? ofOrder : null,
  });
}

export async function readCaptures(
  tx: Tx,
  reader: Reader,
  orderId: string,
): Promise<readonly { readonly capture_id: string }[] | undefined> {
  const shard = shardOf(orderId);
  const order = await store.readOrder(tx, shard, orderId, reader.merchantId, reader.mode);
  if (order === undefined) return undefined;
  const said = await store.readShippingInfo(tx, shard, orderId);
  return (await store.readCaptures(tx, shard, orderId)).map((capture) => presentCapture(order, capture, said));
}

export async function readRefund(
  tx: Tx,
  reader: Reader,
  orderId: string,
  refundId: string,
): Promise<object | "no order" | "no refund"> {
  const shard = shardOf(orderId);
  if ((await store.readOrder(tx, shard, orderId, reader.merchantId, reader.mode)) === undefined) return "no order";
  const refund = (await store.readRefunds(tx, shard, orderId)).find(({ id }) => id === refundId);
  return refund ? presentRefund(refund) : "no refund";
}

function presentCapture(
  order: store.StoredOrder,
  capture: store.StoredCapture,
  said: readonly store.StoredShippingInfo[],
) {
  const entries = said.filter(({ captureId }) => captureId === capture.id).map(({ entry }) => entry);
  return {
    capture_id: capture.id,
    klarna_reference: `${order.shortReference}-${capture.number}`,
    captured_amount: capture.capturedAmount,
    captured_at: capture.capturedAt.toISOString(),
    refunded_amount: capture.refundedAmount,
    ...present({
      description: capture.description,
      reference: capture.reference,
      order_lines: (capture.orderLines ?? []).map(presentDeep),
      billing_address: capture.billingAddress && presentAddress(capture.billingAddress),
      shipping_address: capture.shippingAddress && presentAddress(capture.shippingAddress),
      shipping_info: entries.length > 0 ? entries : null,
    }),
  };
}

function presentRefund(refund: store.StoredRefund): object {
  return present({
    refund_id: refund.id,
    refunded_amount: refund.refundedAmount,
    refunded_at: refund.refundedAt.toISOString(),
    description: refund.description,
    reference: refund.reference,
    order_lines: (refund.orderLines ?? []).map(presentDeep),
  });
}

/** Countries read back in upper case, whatever case they came in (section 10, no. 14). */
function presentAddress(address: object): object {
  const said: Record<string, unknown> = { ...present(address) };
  return typeof said.country === "string" ? { ...said, country: said.country.toUpperCase() } : said;
}

/** The same for what has objects inside; shipping info never comes here, it reads back as it was sent. */
function presentDeep(value: object): object {
  const inside = Object.entries(present(value)).map(([key, field]) => [
    key,
    typeof field === "object" && field !== null && !Array.isArray(field) ? presentDeep(field) : field,
  ]);
  return Object.fromEntries(inside);
}

/** Without the keys that have no value. */
function present(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null && field !== undefined));
}
