/** How outgoing webhooks are signed: Standard Webhooks 1.0.0, symmetric (W-01). */
import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** 32 random bytes, as the receivers' libraries take them. */
export const newWebhookSecret = (): string => prefix + randomBytes(32).toString("base64");

/** @param secrets the newest first; while one is replaced, both sign @param id the same for each attempt */
export function signatureHeaders(
  secrets: readonly string[],
  id: string,
  now: Date,
  body: string,
): Readonly<Record<string, string>> {
  const seconds = Math.floor(now.getTime() / 1_000);
  const signature = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": signature.join(" ") };
}

/** What is wrong with a receiver's address, in a sentence; null: nothing (S-02). @param allowLoopback demo and tests only */
export function faultOfUrl(text: string, allowLoopback = false): string | null {
  const url = URL.parse(text);
  if (url === null) return "url is not an address.";
  if (text.length > 2_048) return "url is longer than 2048 characters.";
  const isHere = allowLoopback && url.hostname === "127.0.0.1";
  if (url.protocol !== "https:" && !isHere) return "url has to begin with https://.";
  if (url.username !== "" || url.password !== "")
    return "url may not hold a user name or password: our calls are signed.";
  if (!["", "443", "8443"].includes(url.port) && !isHere) return "url may use the ports 443 and 8443 only.";
  return null;
}
