/**
 * Messages of Subscriptions-Tracking v3: `{ subscriptionId, timestamp, payload }`, where the payload is JSON in a text. Signed are the
 * timestamp and that text, one behind the other. From the code of clients; USPS publishes no schema.
 */
import { z } from "zod";
import type { Push } from "#carriers/carrier.ts";
import { readJson } from "#carriers/json.ts";
import { text } from "#carriers/lenient.ts";
import { hmacSha256, proofOfSignature, withinWindow } from "#carriers/signatures.ts";

const Envelope = z.object({
  timestamp: z.union([z.string().max(100), z.number()]).transform(String),
  payload: z.string(),
});

function envelopeOf(body: string): z.output<typeof Envelope> | undefined {
  const json = readJson(body);
  return json.kind === "value" ? Envelope.safeParse(json.value).data : undefined;
}

export const push: Push = {
  proof: "HMAC-SHA256 of timestamp and payload in X-HMAC, base64; at most five minutes old",
  enteredAt:
    "By USPS' call POST /subscriptions-tracking/v3/subscriptions, as listenerURL with a secret of exactly 32 characters; the same is push_secret. Posthorn makes no subscription at USPS by itself.",
  prove({ headers, body }, secret, now) {
    const envelope = envelopeOf(body.toString("utf8"));
    const given = text.parse(headers["x-hmac"]);
    if (envelope === undefined) return given === undefined ? "unproven" : "forged";
    const { timestamp, payload } = envelope;
    const proof = proofOfSignature(given, hmacSha256(secret, `${timestamp}${payload}`, "base64"));
    return withinWindow(proof, millisecondsOf(timestamp), now);
  },
  unwrap: (body) => envelopeOf(body)?.payload ?? body,
};

/** A date, or a number of seconds or milliseconds since 1970. */
const millisecondsOf = (timestamp: string): number =>
  /^\d{1,13}$/.test(timestamp) ? Number(timestamp) * (timestamp.length > 10 ? 1 : 1_000) : Date.parse(timestamp);
