/** A merchant's message webhook: entering it, showing it, opening its secrets to sign. The secret is shown once. */

import type { Clock } from "#platform/clock.ts";
import { hours } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { newWebhookSecret } from "#platform/standard-webhooks.ts";
import type { Place, Vault } from "#platform/vault.ts";
import type { WebhookTarget } from "./channels/message-webhook.ts";
import { readWebhook, type WebhookRow, writeWebhook } from "./webhook-store.ts";

export interface WebhookDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
}

/** How long both secrets sign after one was replaced: time to enter the new one. */
const bothMs = hours(24);

/**
 * @returns the secret too, when it is new: the first time, and when another was asked for
 * @throws VaultClosed without a master key
 */
export async function enterWebhook(
  deps: WebhookDeps,
  merchantId: string,
  wanted: { readonly url: string; readonly isNewSecret: boolean },
): Promise<{ readonly row: WebhookRow; readonly secret: string | null }> {
  const { database, clock, vault } = deps;
  const now = clock.now();
  const before = await database.forMerchants([merchantId], (tx) => readWebhook(tx, merchantId));
  const kept = before !== undefined && !wanted.isNewSecret;
  const secret = kept ? null : newWebhookSecret();
  const old =
    before === undefined
      ? null
      : kept
        ? before.sealedOldSecret
        : await vault.seal(oldPlace(merchantId), await vault.open(place(merchantId), before.sealedSecret));
  const row = {
    merchantId,
    url: wanted.url,
    sealedSecret: secret === null ? (before?.sealedSecret ?? "") : await vault.seal(place(merchantId), secret),
    sealedOldSecret: old,
    oldSecretUntil: kept ? before.oldSecretUntil : before === undefined ? null : new Date(now.getTime() + bothMs),
  };
  return { row: await database.forMerchants([merchantId], (tx) => writeWebhook(tx, row, now)), secret };
}

/** Where to send and what to sign with. @throws VaultClosed, SealBroken */
export async function targetOf(
  { vault, clock }: Pick<WebhookDeps, "vault" | "clock">,
  row: WebhookRow,
): Promise<WebhookTarget> {
  const secrets = [await vault.open(place(row.merchantId), row.sealedSecret)];
  if (row.sealedOldSecret !== null && row.oldSecretUntil !== null && row.oldSecretUntil > clock.now())
    secrets.push(await vault.open(oldPlace(row.merchantId), row.sealedOldSecret));
  return { url: row.url, secrets };
}

const place = (merchantId: string): Place => ({
  table: "message_webhooks",
  column: "sealed_secret",
  row: merchantId,
  merchantId,
});
const oldPlace = (merchantId: string): Place => ({ ...place(merchantId), column: "sealed_old_secret" });
