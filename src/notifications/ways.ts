/** By which ways a person can be reached about an order just now: who writes, and which addresses are good. */
import type { Tx } from "#platform/database.ts";
import type { SendMessageDeps } from "./send-message.ts";
import type { OrderRow } from "./store.ts";
import { readSuppression, suppressionKey } from "./suppression-store.ts";
import { readWebhook, type WebhookRow } from "./webhook-store.ts";

export type WaysDeps = Pick<SendMessageDeps, "linkSecret" | "sms" | "vault">;

export interface Ways {
  /** In use: it is asked for what would be e-mail and SMS. */
  readonly webhook: WebhookRow | null;
  /** Null: there is none, it is suppressed, or the merchant writes. */
  readonly email: string | null;
  /** E.164; null as for e-mail, or no SMS are sent here. */
  readonly phone: string | null;
  /** Nothing more is sent to the order's e-mail address. */
  readonly isSuppressed: boolean;
}

/** @param phone E.164, confirmed by the person */
export async function readWays(
  { linkSecret, sms, vault }: WaysDeps,
  tx: Tx,
  order: Pick<OrderRow, "merchantId" | "shopperEmail">,
  phone: string | null,
): Promise<Ways> {
  const entered = vault === null ? undefined : await readWebhook(tx, order.merchantId);
  if (entered?.disabledAt === null) return { webhook: entered, email: null, phone: null, isSuppressed: false };
  const isGood = async (channel: "email" | "sms", address: string | null): Promise<boolean> =>
    address !== null && (await readSuppression(tx, suppressionKey(linkSecret, channel, address))) === null;
  const { shopperEmail } = order;
  const isSuppressed = shopperEmail !== null && !(await isGood("email", shopperEmail));
  return {
    webhook: null,
    email: isSuppressed ? null : shopperEmail,
    phone: sms !== null && (await isGood("sms", phone)) ? phone : null,
    isSuppressed,
  };
}
