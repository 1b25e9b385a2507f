/** Merchants and their API keys. A secret is shown once; only its SHA-256 is stored (M-01). */
import type { Clock } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import { newId, randomToken, sha256 } from "#platform/ids.ts";
import type { Scope } from "#platform/merchant-api.ts";
import { personalMerchantId } from "./personal-merchant.ts";
import { insertKey, insertMerchant } from "./store.ts";

export async function createMerchant(
  tx: Tx,
  merchant: { readonly name: string; readonly supportEmail?: string; readonly website?: string; readonly clock: Clock },
): Promise<{ readonly id: string }> {
  const id = newId();
  await insertMerchant(tx, [
    id,
    merchant.name,
    merchant.supportEmail ?? null,
    merchant.website ?? null,
    merchant.clock.now(),
  ]);
  return { id };
}

const usualScopes: readonly Scope[] = ["shipments:write", "read"];

/** 24 random bytes are 192 bits; the prefix says what it is and which mode it opens, also to scanners for leaked secrets. */
export async function createApiKey(
  tx: Tx,
  key: {
    readonly merchantId: string;
    readonly mode: "live" | "test";
    readonly clock: Clock;
    /** Without more it may write shipments and read. */
    readonly scopes?: readonly Scope[];
  },
): Promise<{ readonly username: string; readonly password: string }> {
  if (key.merchantId === personalMerchantId)
    throw new TypeError("What people follow by hand is no shop: it has no key.");
  const password = `posthorn_${key.mode}_api_${randomToken(24)}`;
  const username = newId();
  await insertKey(tx, [
    newId(),
    key.merchantId,
    key.mode,
    username,
    sha256(password),
    key.clock.now(),
    key.scopes ?? usualScopes,
  ]);
  return { username, password };
}
