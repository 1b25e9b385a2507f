/**
 * An order by its number and the full e-mail address or phone of whoever ordered (C-06): a second way to the same link. A postcode
 * opens nothing. Five tries per order number and day, thirty per network and hour; the answer never says which half was wrong.
 */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { sha256 } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";
import type { OrderRow } from "./presenter.ts";
import * as store from "./store.ts";

const triesPerOrder = 5;
const triesPerNetwork = 30;

export interface FindRequest {
  readonly reference: string;
  /** An e-mail address or a phone number, in full. */
  readonly contact: string;
  /** Stands for the network that asks. */
  readonly source: string;
}

/** The order's id; null: no such pair, or too many tries. */
export async function findOrder(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  request: FindRequest,
): Promise<string | null> {
  // What cannot stand in the database is in no order's number (E-06).
  const reference = visibleText(request.reference.toWellFormed()).trim();
  const now = clock.now().toISOString();
  const [day, hour] = [now.slice(0, 10), now.slice(0, 13)];
  return database.forSystem("an order by its number and its shopper's contact", async (tx) => {
    const network = await store.countFindTry(tx, sha256(`network ${request.source}`), hour);
    const ofOrder = await store.countFindTry(tx, sha256(`order ${reference.toLowerCase()}`), day);
    await store.dropFindTries(tx, new Date(clock.now().getTime() - 2 * 86_400_000).toISOString().slice(0, 10));
    // Looked up in any case, so that the time says nothing.
    const orders = await store.findByReference(tx, reference);
    const match = orders.find((order) => isContactOf(order, request.contact));
    const isAllowed = network <= triesPerNetwork && ofOrder <= triesPerOrder;
    return isAllowed && match !== undefined ? match.id : null;
  });
}

export function isContactOf(
  order: Pick<OrderRow, "shopperEmail" | "shippingAddress" | "billingAddress">,
  given: string,
): boolean {
  const email = parseEmail(given);
  if (email !== null) return email === order.shopperEmail;
  const phone = digitsOf(given);
  return (
    phone !== null &&
    [order.shippingAddress, order.billingAddress].some((address) => digitsOf(phoneOf(address)) === phone)
  );
}

/** `+49 30 1234567` and `0049 (30) 1234567` are one number; fewer than seven digits are none. */
function digitsOf(text: string): string | null {
  const trimmed = text.slice(0, 100).trim();
  if (!/^[+\d][\d ()/.-]+$/.test(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, "").replace(/^00/, "");
  return digits.length >= 7 && digits.length <= 15 ? digits : null;
}

function phoneOf(address: unknown): string {
  const phone: unknown = typeof address === "object" && address !== null ? Reflect.get(address, "phone") : "";
  return typeof phone === "string" ? phone : "";
}
