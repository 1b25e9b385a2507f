/**
 * The pick-up code that a carrier sent to the person, kept by them for the counter. Carriers' interfaces do not tell it (Bring hides it
 * since April 2025), so nobody but the person can. It opens a locker: sealed in the database (K-01), shown to the one who kept it.
 */
import type { Database } from "#platform/database.ts";
import type { Log } from "#platform/log.ts";
import { type Place, SealBroken, type Vault, VaultClosed } from "#platform/vault.ts";
import { readPickupCode, writePickupCode } from "./actions-store.ts";
import { clean } from "./fields.ts";

/** As what it is drawn beside the text: nothing more, a QR code, a bar code. */
export const codeKinds = ["text", "qr", "barcode"] as const;
export type CodeKind = (typeof codeKinds)[number];

export interface PickupCode {
  readonly text: string;
  readonly kind: CodeKind;
}

export interface CodeDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly log: Log;
}

/** Whose code of which parcel. */
export interface CodeOwner {
  readonly shopperId: string;
  readonly shipmentId: string;
  readonly merchantId: string;
}

/** Characters: longer is no code but the message around it. */
export const codeMax = 60;

/** An empty text takes the code away. @returns false: it is too long, and the one before stays @throws VaultClosed without a master key */
export async function keepPickupCode(
  { database, vault }: CodeDeps,
  owner: CodeOwner,
  said: { readonly text: string; readonly kind: string },
): Promise<boolean> {
  const text = clean(said.text, codeMax + 1);
  if ([...text].length > codeMax) return false;
  const sealed = text === "" ? null : await vault.seal(placeOf(owner), text);
  const kind = sealed === null ? null : (codeKinds.find((one) => one === said.kind) ?? "text");
  await database.forSystem("a person's pick-up code", (tx) =>
    writePickupCode(tx, owner.shopperId, owner.shipmentId, sealed, kind),
  );
  return true;
}

/** Null: none was kept, or it cannot be opened any more and may be kept again. */
export async function findPickupCode({ database, vault, log }: CodeDeps, owner: CodeOwner): Promise<PickupCode | null> {
  const kept = await database.forSystemAtOnce("a person's pick-up code", (tx) =>
    readPickupCode(tx, owner.shopperId, owner.shipmentId),
  );
  if (kept === undefined) return null;
  try {
    return { text: await vault.open(placeOf(owner), kept.sealed), kind: kept.kind };
  } catch (error) {
    if (!(error instanceof VaultClosed || error instanceof SealBroken)) throw error;
    log.error("pickup_code_unreadable", { merchantId: owner.merchantId, errorName: error.name });
    return null;
  }
}

const placeOf = ({ shopperId, shipmentId, merchantId }: CodeOwner): Place => ({
  table: "parcel_choices",
  column: "pickup_code",
  row: `${shopperId}/${shipmentId}`,
  merchantId,
});
