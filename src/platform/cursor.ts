/** Opaque cursors of lists: where to go on, and a proof that we said so, to this caller, of this list. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** @param list what is listed and how it is filtered, the tenant included: a cursor of another list is none */
export function cursorOf(secret: string, list: readonly string[], position: string): string {
  const text = Buffer.from(position).toString("base64url");
  return `${text}.${macOf(secret, list, position).toString("base64url")}`;
}

/** The position; null: nobody here made this cursor for this list. */
export function positionOf(secret: string, list: readonly string[], cursor: string): string | null {
  const [text = "", mac = "", ...more] = cursor.length > 1_000 ? [] : cursor.split(".");
  const position = Buffer.from(text, "base64url").toString();
  const [given, right] = [Buffer.from(mac, "base64url"), macOf(secret, list, position)];
  return more.length === 0 && given.length === right.length && timingSafeEqual(given, right) ? position : null;
}

const macOf = (secret: string, list: readonly string[], position: string): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["cursor", ...list, position]))
    .digest()
    .subarray(0, 16);
