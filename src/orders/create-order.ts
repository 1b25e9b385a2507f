/** An order comes into the system: by our own call, or by the Payments call of code that exists already (section 11). */
import type { Clock } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { derivedToken, newId, sha256, shardOf } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Caller } from "#platform/merchant-api.ts";
import { isHeld } from "./accept.ts";
import type { CallFaults } from "./call-faults.ts";
import type { Answer } from "./errors.ts";
import { expiryFrom } from "./order.ts";
import type { Address, OrderBody } from "./schema.ts";
import { insertOrder, type KeyedCall, orderIdByToken, prepareBatch, rememberCalls, rememberedCalls } from "./store.ts";

export interface CreatedOrder {
  readonly orderId: string;
  readonly trackingUrl: string;
}

/** What makes two calls one order: an idempotency key for a day, an authorization token for ever. */
export interface Once {
  readonly idempotency: {
    readonly keyHash: Buffer;
    readonly bodyHash: Buffer;
    readonly path: string;
    /** Our own call refuses another body; the Payments call, like its siblings, compares the key alone. */
    readonly comparesBody: boolean;
  } | null;
  readonly authorizationToken: string | null;
}
/** Refused whatever the database holds (a value is missing, say): kept with the key like every other answer. */
export interface RefusedOrder {
  readonly refusal: Answer;
}
export type NotMade = "key used elsewhere" | "key used with another body" | "key still running";

/** Whose order it is. */
type Orderer = Pick<Caller, "merchantId" | "mode">;

export interface CreateOrder {
  /** Without a key or a token it is always made. */
  (caller: Orderer, wanted: OrderBody, once: null): Promise<CreatedOrder>;
  (caller: Orderer, wanted: OrderBody | RefusedOrder, once: Once): Promise<CreatedOrder | RefusedOrder | NotMade>;
}

const dayMs = 86_400_000;

export function createOrderWith(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly linkSecret: string;
  readonly publicBaseUrl: string;
  /** Both are told when a key comes back with another body. */
  readonly log?: Log;
  readonly faults?: CallFaults;
}): CreateOrder {
  const linkToken = (orderId: string): string => derivedToken(deps.linkSecret, "order-link", orderId);
  const made = (orderId: string): CreatedOrder => ({
    orderId,
    trackingUrl: `${deps.publicBaseUrl}/o/${linkToken(orderId)}`,
  });

  const insert = (tx: Tx, id: string, caller: Orderer, body: OrderBody, token: string | null, now: Date) =>
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

  /** In a transaction that ends before its answer is given. Throws KeyTaken when another process was faster. */
  async function makeOnce(tx: Tx, caller: Orderer, wanted: OrderBody | RefusedOrder, once: Once, now: Date) {
    const { merchantId, mode } = caller;
    const { idempotency, authorizationToken } = once;
    const since = new Date(now.getTime() - dayMs);
    const keyed: KeyedCall | null = idempotency && { merchantId, mode, method: "POST", ...idempotency };
    if (keyed !== null) {
      await prepareBatch(tx);
      const [before] = await rememberedCalls(tx, [keyed], since);
      if (before !== undefined) {
        if (before.method !== keyed.method || before.path !== keyed.path) return "key used elsewhere" as const;
        if (!before.bodyHash.equals(keyed.bodyHash)) {
          if (idempotency?.comparesBody === true) {
            tellReuse(deps.faults, caller, keyed.path);
            return "key used with another body" as const;
          }
          deps.log?.warn("idempotency_mismatch", { merchantId });
          tellReuse(deps.faults, caller, keyed.path);
        }
        return before.status < 400 ? made(before.body) : { refusal: before };
      }
    }
    let id = newId();
    if (!("refusal" in wanted) && !(await insert(tx, id, caller, wanted, authorizationToken, now)))
      id = (await orderIdByToken(tx, merchantId, mode, authorizationToken ?? "")) ?? id;
    if (keyed !== null) {
      // Of an order only the id is kept: the link is made again from the secret, so that no table holds it (P-01).
      const answer = "refusal" in wanted ? wanted.refusal : { status: 201, headers: {}, body: id };
      if ((await rememberCalls(tx, [{ ...keyed, answer }], since, now)) === 0) throw new KeyTaken();
    }
    return "refusal" in wanted ? wanted : made(id);
  }

  function createOrder(caller: Orderer, wanted: OrderBody, once: null): Promise<CreatedOrder>;
  function createOrder(
    caller: Orderer,
    wanted: OrderBody | RefusedOrder,
    once: Once,
  ): Promise<CreatedOrder | RefusedOrder | NotMade>;
  async function createOrder(caller: Orderer, wanted: OrderBody | RefusedOrder, once: Once | null) {
    const atAll = once ?? { idempotency: null, authorizationToken: null };
    for (let tries = 0; ; tries += 1) {
      const now = deps.clock.now();
      const result = await deps.database
        .forMerchants([caller.merchantId], (tx) => makeOnce(tx, caller, wanted, atAll, now))
        .catch((error: unknown) => {
          if (error instanceof KeyTaken && tries < 5) return null;
          if (isHeld(error)) return "key still running" as const;
          throw error;
        });
      if (result !== null) return result;
    }
  }
  return createOrder;
}

function tellReuse(faults: CallFaults | undefined, caller: Orderer, path: string): void {
  const sentence = "An idempotency key came again with another body.";
  const route = path.startsWith("/payments") ? "POST /payments/v1/authorizations/:token/order" : `POST ${path}`;
  faults?.note(caller, { code: "key_reused", route, sentence, correlationId: "" });
}

/** The key was answered by another process meanwhile: everything is rolled back and looked up again. */
class KeyTaken extends Error {}

/** The shopper's address, if it is one we can write to. */
export const emailOf = (address: Address | null): string | null => (address?.email ? parseEmail(address.email) : null);

const asJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/** Eight letters and digits for people, without those that look alike. */
function shortReference(id: string): string {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return [...sha256(id).subarray(0, 8)].map((byte) => alphabet[byte % 32]).join("");
}

/** `en-us` and `en_US` are `en-US`; `zh-hant-tw` is `zh-Hant-TW`. What is no language tag stays as it came. */
function spellLocale(locale: string | null): string | null {
  if (locale === null) return null;
  const tag = locale.replaceAll("_", "-");
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    return tag;
  }
}
