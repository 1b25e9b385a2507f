/** Calls and answers as contracts see them, and the small things that many of them need. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { sha256 } from "#platform/ids.ts";

export interface Call {
  readonly method: string;
  /** Below the carrier's base address, as it was sent: `/track/shipments`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** An object is sent as JSON, a text as it is. */
  readonly body: object | string;
  /** Media type; JSON when left out. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The call asked for more than the carrier allows at once (numbers per call): counted like too many calls. */
  readonly isOverLimit?: true;
}

export function json(status: number, body: object, type = "application/json"): Answer {
  return { status, body, type };
}

/** Of `Authorization: Bearer …`; "" without one. */
export function bearerOf({ headers }: Call): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

/** Of `Authorization: Basic …`; empty texts without one. */
export function basicOf({ headers }: Call): { readonly username: string; readonly password: string } {
  const encoded = /^Basic (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
  const given = Buffer.from(encoded, "base64").toString("utf8");
  const [username = ""] = given.split(":", 1);
  return { username, password: given.slice(username.length + 1) };
}

export const hmacOf = (secret: string, data: string, encoding: "base64" | "hex"): string =>
  createHmac("sha256", secret).update(data).digest(encoding);

/** Without telling by its time how much was right. */
export function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(sha256(given), sha256(wanted));
}

/** A path segment; "" when it is not well-formed. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

/** The object that a JSON body says; empty when it says none. */
export function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** For HTML and XML. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
