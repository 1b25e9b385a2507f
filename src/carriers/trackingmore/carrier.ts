/** TrackingMore API v4: an aggregator of 1,300 carriers. Numbers are created forty at a time, and read forty at a time. */
import { z } from "zod";
import { aggregatorFields, whyOfStatus } from "#carriers/aggregators.ts";
import { apiKey } from "#carriers/auth.ts";
import {
  type Asked,
  type CarrierRequest,
  defineCarrier,
  type PushMessage,
  type PushProof,
  type Refusal,
  type RegistrationOutcome,
} from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { hmacSha256, isSameSecret, withinWindow } from "#carriers/signatures.ts";
import { statuses } from "./statuses.ts";
import { courierCodes, outcomesOf, Tracking } from "./tracking.ts";

const perCall = 40;

/** A list of trackings, or one: of a creation, or in a webhook. */
const answer = z.union([
  z
    .object({ meta: z.unknown(), data: z.array(z.unknown()) })
    .transform(({ data }) => ({ listed: data.length, trackings: list(Tracking, { first: perCall * 3 }).parse(data) }))
    .refine(({ listed, trackings }) => listed === 0 || trackings.length > 0, "no tracking of TrackingMore"),
  z.object({ data: Tracking }).transform(({ data }) => ({ listed: 1, trackings: [data] })),
]);

export const trackingmore = defineCarrier({
  slug: "trackingmore",
  name: "TrackingMore",
  serves: [...courierCodes.keys()],
  kind: "aggregator",
  keys: courierCodes,
  docs: "https://www.trackingmore.com/docs/trackingmore/d5ac362fc3cda-api-quick-start",
  baseUrls: { production: "https://api.trackingmore.com" },
  auth: apiKey("tracking-api-key", "", aggregatorFields),
  // Three creations a second, ten other calls: one pace for both.
  limits: { perSecond: 3, perDay: null, concurrent: 3, batch: perCall },
  homeZone: "UTC",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9-]{4,50}$/,
  quality: "reads",
  unproven: [
    "No answer of the real interface was ever recorded as it is: only one behind somebody's proxy.",
    "The signature of webhooks, header names included: documents and clients disagree. A signature that leaves out the body makes a hint.",
    "Limits of calls per second, and what creating costs.",
    "The sub-statuses that TrackingMore's page lacks: they stand in several clients.",
  ],
  trackingPage: "",
  request,
  answer,
  scans: ({ trackings }, asked) => outcomesOf(trackings, asked),
  refusal,
  registration: {
    isNeeded: true,
    lastsMs: null,
    batch: perCall,
    credits: 1,
    request: (asked) => ({
      method: "POST",
      path: "/v4/trackings/batch",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked.map(creationOf)),
    }),
    outcomes: registered,
  },
  push: {
    proof: "HMAC-SHA256 of time and body in signature (not verified)",
    enteredAt: "As the webhook URL of the TrackingMore account; its webhook secret is push_secret.",
    prove,
  },
});

function request(asked: readonly Asked[]): CarrierRequest {
  const query = new URLSearchParams({ tracking_numbers: asked.map(({ number }) => number).join(",") });
  return { method: "GET", path: `/v4/trackings/get?${query}` };
}

function creationOf({ number, carrierCode, postalCode }: Asked): object {
  const key = courierCodes.get(carrierCode ?? "");
  return {
    tracking_number: number,
    ...(key === undefined ? {} : { courier_code: key }),
    ...(postalCode === undefined ? {} : { tracking_postal_code: postalCode }),
  };
}

/** Source: README of npm trackingmore-sdk-nodejs 1.0.8. */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    "401": "unauthorized",
    "4001": "unauthorized",
    "4002": "unauthorized",
    "403": "forbidden",
    "429": "throttled",
    "4102": "not_found",
    "4110": "invalid_number",
    "4120": "bad_request",
    "4121": "bad_request",
    "4122": "needs_more",
    // The quota is used up: only the next month helps, or money.
    "4190": "throttled",
    "511": "unavailable",
    "512": "unavailable",
    "513": "unavailable",
  }),
);
const exists = "4101";

const Meta = z.object({ meta: z.object({ code: text, message: text }) });

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const said = Meta.safeParse(body);
  if (!said.success || said.data.meta.code === undefined || said.data.meta.code.startsWith("20")) return undefined;
  return { why: whyOfCode.get(said.data.meta.code), detail: said.data.meta.message };
}

const Item = z.object({ id: text, tracking_number: text, errorCode: text, errorMessage: text });
const Created = z.object({
  data: z.object({ success: list(Item, { first: perCall }), error: list(Item, { first: perCall }) }),
});

function registered(body: unknown, asked: readonly Asked[], status: number): readonly RegistrationOutcome[] {
  const meta = Meta.safeParse(body);
  if (!meta.success) return [];
  const { code = "", message } = meta.data.meta;
  const said = Created.safeParse(body);
  const items = said.success ? said.data.data : { success: [], error: [] };
  if (items.success.length === 0 && items.error.length === 0) {
    if (code.startsWith("20")) return [];
    const why = whyOfCode.get(code) ?? whyOfStatus(status);
    return asked.map(({ number }) =>
      code === exists ? { number, kind: "registered" } : { number, kind: "refused", why, detail: message },
    );
  }
  const written = new Map(asked.map(({ number }) => [plainNumber(number), number] as const));
  return [...items.success, ...items.error].map(
    ({ id, tracking_number: answered = "", errorCode, errorMessage }): RegistrationOutcome => {
      const number = written.get(plainNumber(answered)) ?? answered;
      if (errorCode === undefined || errorCode === exists)
        return { number, kind: "registered", ...(id === undefined ? {} : { reference: id }) };
      return { number, kind: "refused", why: whyOfCode.get(errorCode) ?? "bad_request", detail: errorMessage };
    },
  );
}

/**
 * Nobody has seen a real one. A client signs time and body; the document's example signs the time alone, which says nothing of the body:
 * such a message is a hint. One that is signed in neither way is refused.
 */
function prove({ headers, body }: PushMessage, secret: string, now: Date): PushProof {
  const { signature, timestamp } = headers;
  if (signature === undefined || timestamp === undefined || !/^\d{10,13}$/.test(timestamp)) return "unproven";
  const isSigned = (data: Buffer): boolean =>
    isSameSecret(signature, hmacSha256(secret, data, "base64")) ||
    isSameSecret(signature.toLowerCase(), hmacSha256(secret, data, "hex"));
  const said = Number(timestamp) * (timestamp.length > 11 ? 1 : 1_000);
  if (isSigned(Buffer.concat([Buffer.from(timestamp), body]))) return withinWindow("genuine", said, now);
  return isSigned(Buffer.from(timestamp)) ? "unproven" : "forged";
}
