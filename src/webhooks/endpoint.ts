/** A merchant's endpoint: entered, changed, its secret replaced and opened to sign. The secret is shown once. */
import { type Clock, hours } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { newWebhookSecret } from "#platform/standard-webhooks.ts";
import type { Place, Vault } from "#platform/vault.ts";
import { readWebhook, type WebhookRow, writeWebhook } from "./store.ts";

export interface EndpointDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
}

export interface EndpointWishes {
  readonly url: string;
  /** Empty: all. */
  readonly types: readonly string[];
  /** Who is told when it is switched off; null: the merchant's support address. */
  readonly contact: string | null;
}

/** How long both secrets sign after one was replaced: time to enter the new one. */
const bothMs = hours(24);

/** @throws VaultClosed without a master key */
export async function enterWebhook(
  { database, clock, vault }: EndpointDeps,
  owner: { readonly merchantId: string; readonly mode: "live" | "test" },
  wishes: EndpointWishes,
): Promise<{ readonly row: WebhookRow; readonly secret: string }> {
  const id = newId();
  const secret = newWebhookSecret();
  const sealedSecret = await vault.seal(placeOf(owner.merchantId, id, "sealed_secret"), secret);
  const row = { ...owner, id, ...wishes, sealedSecret, sealedOldSecret: null, oldSecretUntil: null };
  return { row: await database.forMerchants([owner.merchantId], (tx) => writeWebhook(tx, row, clock.now())), secret };
}

/** What is left out stays as it is. */
export function changeWebhook(
  { database, clock }: EndpointDeps,
  row: WebhookRow,
  wishes: Partial<EndpointWishes>,
): Promise<WebhookRow> {
  return database.forMerchants([row.merchantId], (tx) => writeWebhook(tx, { ...row, ...wishes }, clock.now()));
}

/** A new secret; the one before signs, too, for a day. Undefined: the endpoint is gone. @throws VaultClosed, SealBroken */
export async function replaceSecret(
  { database, clock, vault }: EndpointDeps,
  merchantId: string,
  id: string,
): Promise<{ readonly row: WebhookRow; readonly secret: string } | undefined> {
  const before = await database.forMerchants([merchantId], (tx) => readWebhook(tx, merchantId, id));
  if (before === undefined) return undefined;
  const secret = newWebhookSecret();
  const old = await vault.open(placeOf(merchantId, id, "sealed_secret"), before.sealedSecret);
  const now = clock.now();
  const row = {
    ...before,
    sealedSecret: await vault.seal(placeOf(merchantId, id, "sealed_secret"), secret),
    sealedOldSecret: await vault.seal(placeOf(merchantId, id, "sealed_old_secret"), old),
    oldSecretUntil: new Date(now.getTime() + bothMs),
  };
  return { row: await database.forMerchants([merchantId], (tx) => writeWebhook(tx, row, now)), secret };
}

/** What signs now, the newest first. @throws VaultClosed, SealBroken */
export async function secretsOf(
  { vault, clock }: Pick<EndpointDeps, "vault" | "clock">,
  row: WebhookRow,
): Promise<readonly string[]> {
  const { merchantId, id } = row;
  const secrets = [await vault.open(placeOf(merchantId, id, "sealed_secret"), row.sealedSecret)];
  if (row.sealedOldSecret !== null && row.oldSecretUntil !== null && row.oldSecretUntil > clock.now())
    secrets.push(await vault.open(placeOf(merchantId, id, "sealed_old_secret"), row.sealedOldSecret));
  return secrets;
}

const placeOf = (merchantId: string, id: string, column: "sealed_secret" | "sealed_old_secret"): Place => ({
  table: "webhooks",
  column,
  row: id,
  merchantId,
});
