/** An order's rules: what each call may change. Pure: given the order as it stands, the answer and the order as it will stand. */
import { newId, sha256 } from "#platform/ids.ts";
import { type Answer, type ErrorCode, empty, json, refused } from "./errors.ts";
import type { Address, OrderLine, ShippingInfoEntry } from "./schema.ts";

export type OrderStatus = "AUTHORIZED" | "PART_CAPTURED" | "CAPTURED" | "CANCELLED" | "EXPIRED" | "CLOSED";

/** The row's columns that calls change, and those they need to know. Amounts in minor units. */
export interface Order {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly shortReference: string;
  status: OrderStatus;
  merchantReference1: string | null;
  merchantReference2: string | null;
  orderAmount: number;
  capturedAmount: number;
  refundedAmount: number;
  releasedAmount: number;
  captureCount: number;
  shippingInfoCount: number;
  orderLines: readonly OrderLine[];
  shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  shopperEmail: string | null;
  /** Fingerprint of the last append: the very same list again is a repetition, not more parcels. */
  lastAppend: string | null;
  acknowledgedAt: Date | null;
  expiresAt: Date;
  changeId: string;
  /** The person was removed from it: no address is kept any more. */
  readonly isErased: boolean;
  readonly captureIds: string[];
}

export interface NewCapture {
  readonly id: string;
  readonly number: number;
  readonly capturedAmount: number;
  readonly description: string | null;
  readonly reference: string | null;
  readonly orderLines: readonly OrderLine[] | null;
  readonly billingAddress: Address | null;
  readonly shippingAddress: Address | null;
}

export interface NewRefund {
  readonly id: string;
  readonly refundedAmount: number;
  readonly description: string | null;
  readonly reference: string | null;
  readonly orderLines: readonly OrderLine[] | null;
}

export interface NewShippingInfo {
  readonly captureId: string | null;
  readonly entry: ShippingInfoEntry;
}

/** What a call adds beside the order's own columns. */
export interface Additions {
  readonly captures: NewCapture[];
  readonly refunds: NewRefund[];
  readonly shippingInfo: NewShippingInfo[];
  sendOut: boolean;
}

export interface CallContext {
  readonly now: Date;
  readonly correlationId: string;
  /** Where `Location` begins: `https://host` or "" for a path alone. */
  readonly locationBase: string;
}

/** A call's effect: changes `order` in place, adds to `additions`, and says the answer. */
export type Call = (order: Order, additions: Additions, context: CallContext) => Answer;

const shippingInfoMax = 5_000;

const no = (context: CallContext, code: ErrorCode, ...messages: string[]): Answer =>
  refused(code, messages, context.correlationId);

function changed(order: Order, answer: Answer): Answer {
  order.changeId = newId();
  return { ...answer, headers: { ...answer.headers, "transaction-id": order.changeId } };
}
const unchanged = (order: Order): Answer => empty(204, { "transaction-id": order.changeId });

/** Changes nothing: stands in where a call is refused before its order is looked at. */
export const nothing: Call = (order) => unchanged(order);

export const addToOrder =
  (entries: readonly ShippingInfoEntry[]): Call =>
  (order, additions, context) =>
    append(order, additions, context, null, entries);

export const addToCapture =
  (captureId: string, entries: readonly ShippingInfoEntry[]): Call =>
  (order, additions, context) => {
    if (!order.captureIds.includes(captureId))
      return no(
        context,
        "NO_SUCH_CAPTURE",
        `Capture could not be found. Shipping info cannot be added to capture ${captureId}`,
      );
    return append(order, additions, context, captureId, entries);
  };

function append(
  order: Order,
  additions: Additions,
  context: CallContext,
  captureId: string | null,
  entries: readonly ShippingInfoEntry[],
): Answer {
  const fingerprint = sha256(JSON.stringify([captureId, entries])).toString("base64");
  if (order.lastAppend === fingerprint) return unchanged(order);
  if (order.shippingInfoCount + entries.length > shippingInfoMax)
    return no(context, "UNPROCESSABLE_ENTITY", tooMany(order));
  order.lastAppend = fingerprint;
  order.shippingInfoCount += entries.length;
  const kept = order.isErased ? entries.map(withoutLinks) : entries;
  additions.shippingInfo.push(...kept.map((entry) => ({ captureId, entry })));
  return changed(order, empty(204));
}

/** Carriers' links hold postcodes and e-mail addresses. */
const withoutLinks = ({ tracking_uri, return_tracking_uri, ...entry }: ShippingInfoEntry): ShippingInfoEntry => entry;

const tooMany = (order: Order): string =>
  `The size of the shipping_info value of one order must be between 0 and ${shippingInfoMax}; it has ${order.shippingInfoCount}`;

export interface CaptureRequest {
  readonly amount: number;
  readonly description: string | null;
  readonly reference: string | null;
  readonly orderLines: readonly OrderLine[] | null;
  readonly shippingInfo: readonly ShippingInfoEntry[];
}

export const remaining = (order: Pick<Order, "orderAmount" | "capturedAmount" | "releasedAmount">): number =>
  Math.max(0, order.orderAmount - order.capturedAmount - order.releasedAmount);

/** Nothing can be captured of it any more. */
export const isOver = (status: string): boolean => ["CANCELLED", "EXPIRED", "CLOSED"].includes(status);

/** An authorization that ran out uncaptured is expired. Nothing has to happen at that moment: it follows from the clock. */
export const statusAt = <Status extends string>(
  order: { readonly status: Status; readonly expiresAt: Date },
  now: Date,
): Status | "EXPIRED" => (order.status === "AUTHORIZED" && order.expiresAt <= now ? "EXPIRED" : order.status);

export const capture =
  (wanted: CaptureRequest): Call =>
  (order, additions, context) => {
    const status = statusAt(order, context.now);
    if (isOver(status)) {
      return no(context, "CAPTURE_NOT_ALLOWED", `The order is ${status.toLowerCase()}. Capture not possible.`);
    }
    if (wanted.amount > remaining(order))
      return no(
        context,
        "CAPTURE_NOT_ALLOWED",
        "Captured amount is higher than the remaining authorized amount. Capture not possible.",
      );
    if (order.shippingInfoCount + wanted.shippingInfo.length > shippingInfoMax)
      return no(context, "UNPROCESSABLE_ENTITY", tooMany(order));
    const id = newId();
    order.captureCount += 1;
    order.capturedAmount += wanted.amount;
    order.shippingInfoCount += wanted.shippingInfo.length;
    order.status = remaining(order) === 0 ? "CAPTURED" : "PART_CAPTURED";
    order.captureIds.push(id);
    additions.captures.push({
      id,
      number: order.captureCount,
      capturedAmount: wanted.amount,
      description: wanted.description,
      reference: wanted.reference,
      orderLines: wanted.orderLines,
      billingAddress: order.billingAddress,
      shippingAddress: order.shippingAddress,
    });
    additions.shippingInfo.push(...wanted.shippingInfo.map((entry) => ({ captureId: id, entry })));
    const location = `${context.locationBase}/ordermanagement/v1/orders/${order.id}/captures/${id}`;
    return changed(order, empty(201, { "capture-id": id, location }));
  };

export const triggerSendOut =
  (captureId: string): Call =>
  (order, additions, context) => {
    if (!order.captureIds.includes(captureId))
      return no(
        context,
        "NO_SUCH_CAPTURE",
        `Capture could not be found. The customer cannot be notified of capture ${captureId}`,
      );
    additions.sendOut = true;
    return unchanged(order);
  };

export const setReferences =
  (references: {
    readonly merchant_reference1?: string | null | undefined;
    readonly merchant_reference2?: string | null | undefined;
  }): Call =>
  (order, _additions, context) => {
    if (order.status === "CANCELLED")
      return no(context, "NOT_ALLOWED", "Order is cancelled. Merchant references cannot be updated.");
    const [one, two] = [
      references.merchant_reference1 ?? order.merchantReference1,
      references.merchant_reference2 ?? order.merchantReference2,
    ];
    if (one === order.merchantReference1 && two === order.merchantReference2) return unchanged(order);
    order.merchantReference1 = one;
    order.merchantReference2 = two;
    return changed(order, empty(204));
  };

/** Fields by themselves; "" clears, but what a parcel needs cannot be cleared. */
export const setShippingAddress =
  (address: Address | null, emailOf: (address: Address) => string | null): Call =>
  (order, _additions, context) => {
    if (address === null)
      return no(context, "NOT_ALLOWED", "The billing address cannot be changed; send shipping_address.");
    if (order.status === "CANCELLED" || order.status === "CLOSED")
      return no(
        context,
        "NOT_ALLOWED",
        `The order is ${order.status.toLowerCase()}. Customer details cannot be updated.`,
      );
    // What is sent again does not bring back whom it was erased for (D-03).
    if (order.isErased) return unchanged(order);
    const cleared = (["street_address", "postal_code", "city", "country"] as const).filter(
      (field) => address[field] === "",
    );
    if (cleared.length > 0)
      return no(context, "INVALID_ADDRESS", ...cleared.map((field) => `'shipping_address/${field}' must not be empty`));
    const sent = Object.fromEntries(
      Object.entries(address).filter(([, value]) => value !== undefined && value !== null),
    );
    const next: Address = { ...order.shippingAddress, ...sent };
    if (JSON.stringify(next) === JSON.stringify(order.shippingAddress)) return unchanged(order);
    order.shippingAddress = next;
    // News go where the merchant says now, never to an address that was taken back.
    order.shopperEmail = emailOf(next) ?? (order.billingAddress && emailOf(order.billingAddress));
    return changed(order, empty(204));
  };

/** Of a capture: an old call that names the billing address of a capture. Accepted, because old plugins send it. */
export const setCaptureDetails =
  (captureId: string): Call =>
  (order, _additions, context) =>
    order.captureIds.includes(captureId)
      ? unchanged(order)
      : no(
          context,
          "NO_SUCH_CAPTURE",
          `Capture could not be found. Customer details cannot be updated for capture ${captureId}`,
        );

export const acknowledge: Call = (order, _additions, context) => {
  if (order.acknowledgedAt !== null) return unchanged(order);
  order.acknowledgedAt = context.now;
  return changed(order, empty(204));
};

export const cancel: Call = (order, _additions, context) => {
  if (order.status === "CANCELLED") return unchanged(order);
  if (order.captureCount > 0)
    return no(context, "CANCEL_NOT_ALLOWED", "Order has previous captures. Cancel not possible.");
  if (order.status === "CLOSED") return no(context, "CANCEL_NOT_ALLOWED", "Order is closed. Cancel not possible.");
  order.status = "CANCELLED";
  return changed(order, empty(204));
};

export const setAuthorization =
  (wanted: { readonly amount: number; readonly orderLines: readonly OrderLine[] | null }): Call =>
  (order, _additions, context) => {
    const status = statusAt(order, context.now);
    if (isOver(status) || status === "CAPTURED")
      return no(context, "NOT_ALLOWED", `The order is ${status.toLowerCase()}. The authorization cannot be changed.`);
    if (wanted.amount < order.capturedAmount)
      return no(context, "NOT_ALLOWED", "The new amount is lower than what is already captured.");
    // Lines that are not sent are deleted: that is the contract.
    const lines = wanted.orderLines ?? [];
    if (wanted.amount === order.orderAmount && JSON.stringify(lines) === JSON.stringify(order.orderLines))
      return unchanged(order);
    order.orderAmount = wanted.amount;
    order.orderLines = lines;
    if (order.captureCount > 0 && remaining(order) === 0) order.status = "CAPTURED";
    return changed(order, empty(204));
  };

export const refund =
  (wanted: {
    readonly amount: number;
    readonly description: string | null;
    readonly reference: string | null;
    readonly orderLines: readonly OrderLine[] | null;
  }): Call =>
  (order, additions, context) => {
    if (order.captureCount === 0)
      return no(context, "REFUND_NOT_ALLOWED", "Order has no captures. Refund not possible.");
    if (order.refundedAmount + wanted.amount > order.capturedAmount)
      return no(
        context,
        "REFUND_NOT_ALLOWED",
        "Refunded amount is higher than the captured amount. Refund not possible.",
      );
    const id = newId();
    order.refundedAmount += wanted.amount;
    additions.refunds.push({
      id,
      refundedAmount: wanted.amount,
      description: wanted.description,
      reference: wanted.reference,
      orderLines: wanted.orderLines,
    });
    const location = `${context.locationBase}/ordermanagement/v1/orders/${order.id}/refunds/${id}`;
    return changed(order, empty(201, { "refund-id": id, location }));
  };

export const extendAuthorization: Call = (order, _additions, context) => {
  const status = statusAt(order, context.now);
  if (isOver(status))
    return no(context, "NOT_ALLOWED", `The order is ${status.toLowerCase()}. The authorization cannot be extended.`);
  const until = expiryFrom(context.now);
  if (order.expiresAt.getTime() === until.getTime()) return unchanged(order);
  order.expiresAt = until;
  return changed(order, empty(204));
};

export const releaseAuthorization: Call = (order, _additions, context) => {
  if (order.status === "CANCELLED" || order.status === "CLOSED")
    return no(context, "NOT_ALLOWED", `The order is ${order.status.toLowerCase()}. Nothing can be released.`);
  if (remaining(order) === 0) return unchanged(order);
  order.releasedAmount += remaining(order);
  if (order.captureCount > 0) order.status = "CAPTURED";
  return changed(order, empty(204));
};

/** Due dates are a payment's affair; plugins ask all the same. */
export const extendDueDate =
  (captureId: string): Call =>
  (order, _additions, context) =>
    order.captureIds.includes(captureId)
      ? unchanged(order)
      : no(
          context,
          "NO_SUCH_CAPTURE",
          `Capture could not be found. The due date cannot be extended for capture ${captureId}`,
        );

export const dueDateOptions =
  (captureId: string): Call =>
  (order, _additions, context) =>
    order.captureIds.includes(captureId)
      ? json(200, { options: [] })
      : no(context, "NO_SUCH_CAPTURE", `Capture could not be found: ${captureId}`);

/** 28 days later at midnight UTC, as recorded. */
export function expiryFrom(now: Date): Date {
  const expiry = new Date(now.getTime() + 28 * 86_400_000);
  expiry.setUTCHours(0, 0, 0, 0);
  return expiry;
}
