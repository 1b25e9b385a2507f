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

/** Where a list that goes by time and id, newest first, was left. */
export interface Left {
  /** A time with all its digits, as the database writes it. */
  readonly at: string;
  readonly id: string;
}

/** @returns null: from the beginning; undefined: nobody here made this cursor for this list */
export function leftAt(secret: string, list: readonly string[], after: string | undefined): Left | null | undefined {
  if (after === undefined) return null;
  const [at, id] = positionOf(secret, list, after)?.split(" / ") ?? [];
  return at === undefined || id === undefined ? undefined : { at, id };
}

/** A page of rows, of which one more than `limit` was read, and the cursor of the next one; null: that was all. */
export function pageOf<Row>(
  secret: string,
  list: readonly string[],
  rows: readonly Row[],
  { limit, left }: { readonly limit: number; readonly left: (row: Row) => Left },
): { readonly shown: readonly Row[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  if (last === undefined) return { shown, next: null };
  const { at, id } = left(last);
  return { shown, next: cursorOf(secret, list, `${at} / ${id}`) };
}

const macOf = (secret: string, list: readonly string[], position: string): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["cursor", ...list, position]))
    .digest()
    .subarray(0, 16);
