/** Is a webhook ours? Standard Webhooks 1.0.0 by Web Crypto: Node, browsers, workers at the edge. */
import { WebhookRefused } from "./errors.ts";
import type { PosthornEvent } from "./types.ts";

export { WebhookRefused } from "./errors.ts";

const prefix = "whsec_";

/**
 * The event, once its signature and its age are right.
 * @param body the bytes or text as they came, before any parser
 * @param headers of the request, in any case
 * @param secrets `whsec_…`; several while one is replaced
 * @param options.toleranceSeconds how old or early it may be: 300
 * @throws WebhookRefused
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  secrets: string | readonly string[],
  options: { readonly toleranceSeconds?: number; readonly now?: Date } = {},
): Promise<PosthornEvent> {
  const { toleranceSeconds = 300, now = new Date() } = options;
  const [id, seconds, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
    header(headers, name),
  );
  if (!id || !seconds || !signatures)
    throw new WebhookRefused("A header is missing: webhook-id, webhook-timestamp or webhook-signature.");
  const ageSeconds = Math.abs(now.getTime() / 1_000 - Number(seconds));
  if (!/^\d{1,12}$/.test(seconds) || ageSeconds > toleranceSeconds)
    throw new WebhookRefused("The webhook is too old, or comes from the future: is the clock right?");
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const signed = new TextEncoder().encode(`${id}.${seconds}.${text}`);
  const given = signatures.split(" ").flatMap((one) => {
    const [version, signature] = one.split(",");
    return version === "v1" && signature !== undefined ? [bytesOf(signature)] : [];
  });
  for (const secret of typeof secrets === "string" ? [secrets] : secrets) {
    const raw = bytesOf(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
    if (raw === null || raw.length === 0) continue;
    const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    // Web Crypto compares in constant time.
    for (const signature of given)
      if (signature !== null && (await crypto.subtle.verify("HMAC", key, signature, signed))) return eventOf(id, text);
  }
  throw new WebhookRefused("No signature is ours: is it this endpoint's secret, and the body as it came?");
}

function header(
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string {
  if (headers instanceof Headers) return headers.get(name) ?? "";
  const found = Object.entries(headers).find(([own]) => own.toLowerCase() === name)?.[1];
  return typeof found === "string" ? found : (found?.[0] ?? "");
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null; // no base64
  }
}

function eventOf(id: string, text: string): PosthornEvent {
  try {
    return { id, ...JSON.parse(text) };
  } catch {
    throw new WebhookRefused("The body is no JSON.");
  }
}
