/** An order comes into the system: by our own call, or by the Payments call of code that exists already (section 11). */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { derivedToken, newId, sha256, shardOf } from "#platform/ids.ts";
import type { Caller } from "./authenticate.ts";
import { expiryFrom } from "./order.ts";
import type { Address, OrderBody } from "./schema.ts";
import { insertOrder, orderIdByToken } from "./store.ts";

export interface CreatedOrder {
  readonly orderId: string;
  readonly trackingUrl: string;
  readonly isNew: boolean;
}

export type CreateOrder = (caller: Caller, body: OrderBody, onceToken: string | null) => Promise<CreatedOrder>;

/** With `onceToken`, the same token of the same merchant always answers the same order. */
export function createOrderWith(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly linkSecret: string;
  readonly publicBaseUrl: string;
}): CreateOrder {
  const linkTo = (orderId: string): string =>
    `${deps.publicBaseUrl}/o/${derivedToken(deps.linkSecret, "order-link", orderId)}`;
  return async (caller, body, onceToken) => {
    const id = newId();
    const now = deps.clock.now();
    const orderId = await deps.database.forMerchants([caller.merchantId], async (tx) => {
      const isNew = await insertOrder(tx, [
        shardOf(id),
        id,
        caller.merchantId,
        caller.mode,
        shortReference(id),
        body.merchant_reference1 ?? null,
        body.merchant_reference2 ?? null,
        body.merchant_data ?? null,
        body.order_amount,
        body.purchase_country.toUpperCase(),
        body.purchase_currency.toUpperCase(),
        spellLocale(body.locale ?? null),
        JSON.stringify(body.order_lines),
        asJson(body.billing_address),
        asJson(body.shipping_address),
        asJson(body.customer),
        asJson(body.selected_shipping_option),
        emailOf(body.shipping_address ?? null) ?? emailOf(body.billing_address ?? null),
        onceToken,
        sha256(derivedToken(deps.linkSecret, "order-link", id)),
        newId(),
        now,
        expiryFrom(now),
      ]);
      return isNew || onceToken === null
        ? id
        : ((await orderIdByToken(tx, caller.merchantId, caller.mode, onceToken)) ?? id);
    });
    return { orderId, trackingUrl: linkTo(orderId), isNew: orderId === id };
  };
}

/** The shopper's address, if it is one we can write to. */
export const emailOf = (address: Address | null): string | null => (address?.email ? parseEmail(address.email) : null);

const asJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/** Eight letters and digits for people, without those that look alike. */
function shortReference(id: string): string {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return [...sha256(id).subarray(0, 8)].map((byte) => alphabet[byte % 32]).join("");
}

/** `en-us` and `en_US` are `en-US`. */
function spellLocale(locale: string | null): string | null {
  if (locale === null) return null;
  const [language = "", region] = locale.split(/[-_]/);
  return region === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${region.toUpperCase()}`;
}
