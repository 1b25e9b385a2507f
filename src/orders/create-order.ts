/** An order comes into the system: by our own call, or by the Payments call of code that exists already (section 11). */
import type { Clock } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { derivedToken, newId, sha256, shardOf } from "#platform/ids.ts";
import type { Caller } from "./authenticate.ts";
import { expiryFrom } from "./order.ts";
import type { Address, OrderBody } from "./schema.ts";
import { insertOrder, type KeyedCall, orderIdByToken, rememberCalls, rememberedCalls } from "./store.ts";

export interface CreatedOrder {
  readonly orderId: string;
  readonly trackingUrl: string;
}

/** What makes two calls one order: an idempotency key for a day, or an authorization token for ever. */
export type Once =
  | { readonly idempotency: { readonly keyHash: Buffer; readonly bodyHash: Buffer } }
  | { readonly authorizationToken: string };
export type CreateOrder = (
  caller: Caller,
  body: OrderBody,
  once: Once | null,
) => Promise<CreatedOrder | "key used elsewhere" | "key used with another body">;

const ownPath = "/v1/orders";
const dayMs = 86_400_000;

export function createOrderWith(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly linkSecret: string;
  readonly publicBaseUrl: string;
}): CreateOrder {
  const linkToken = (orderId: string): string => derivedToken(deps.linkSecret, "order-link", orderId);
  const made = (orderId: string): CreatedOrder => ({
    orderId,
    trackingUrl: `${deps.publicBaseUrl}/o/${linkToken(orderId)}`,
  });

  const insert = (tx: Tx, id: string, caller: Caller, body: OrderBody, token: string | null, now: Date) =>
    insertOrder(tx, [
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
      token,
      sha256(linkToken(id)),
      newId(),
      now,
      expiryFrom(now),
    ]);

  return async (caller, body, once) => {
    for (let tries = 0; ; tries += 1) {
      const id = newId();
      const now = deps.clock.now();
      const result = await deps.database.forMerchants([caller.merchantId], async (tx) => {
        if (once === null) {
          await insert(tx, id, caller, body, null, now);
          return made(id);
        }
        if ("authorizationToken" in once) {
          if (await insert(tx, id, caller, body, once.authorizationToken, now)) return made(id);
          return made((await orderIdByToken(tx, caller.merchantId, caller.mode, once.authorizationToken)) ?? id);
        }
        const { merchantId, mode } = caller;
        const keyed: KeyedCall = { merchantId, mode, ...once.idempotency, method: "POST", path: ownPath };
        const since = new Date(now.getTime() - dayMs);
        const [before] = await rememberedCalls(tx, [keyed], since);
        if (before !== undefined) {
          if (before.method !== "POST" || before.path !== ownPath) return "key used elsewhere" as const;
          if (!before.bodyHash.equals(keyed.bodyHash)) return "key used with another body" as const;
          return made(before.body);
        }
        // Only the id is kept: the link is made again from the secret, so that no table holds it (P-01).
        const answer = { status: 201, headers: {}, body: id };
        if ((await rememberCalls(tx, [{ ...keyed, answer }], since, now)) === 0) return "again" as const;
        await insert(tx, id, caller, body, null, now);
        return made(id);
      });
      if (result !== "again" || tries > 5) return result === "again" ? "key used elsewhere" : result;
    }
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
