/** A master key that nobody else has. */
import { randomBytes } from "node:crypto";
import { type MasterKey, masterKeyOf } from "#platform/vault.ts";

export function aMasterKey(): MasterKey {
  const key = masterKeyOf(randomBytes(32).toString("base64"));
  if (typeof key === "string") throw new Error(`32 random bytes were refused: a master key ${key}`);
  return key;
}
