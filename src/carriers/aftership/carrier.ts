/** AfterShip Tracking API (2026-07): an aggregator of 1,300 carriers. A number is created once, for a credit, and then read by its id. */
import { z } from "zod";
import { aggregatorFields, codesWithoutKey, pushedValue, whyOfStatus } from "#carriers/aggregators.ts";
import { alpha3Of } from "#carriers/alpha3.ts";
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
import { list, object, text } from "#carriers/lenient.ts";
import { hmacSha256, proofOfSignature, withinWindow } from "#carriers/signatures.ts";
import { statuses } from "./statuses.ts";
import { outcomesOf, slugs, Tracking } from "./tracking.ts";

/** The list, one tracking (by itself or, in v4, under `tracking`), or a webhook. */
const answer = z.union([
  z
    .object({ data: z.object({ trackings: z.array(z.unknown()) }) })
    .transform(({ data }) => list(Tracking, { first: 200 }).parse(data.trackings)),
  z.object({ data: z.object({ tracking: Tracking }) }).transform(({ data }) => [data.tracking]),
  z.object({ data: Tracking, meta: z.unknown() }).transform(({ data }) => [data]),
  z.object({ msg: Tracking, event: z.unknown() }).transform(({ msg }) => [msg]),
]);

export const aftership = defineCarrier({
  slug: "aftership",
  name: "AfterShip",
  serves: [...slugs.keys(), ...codesWithoutKey()],
  kind: "aggregator",
  keys: slugs,
  docs: "https://www.aftership.com/docs/tracking/2026-07",
  baseUrls: { production: "https://api.aftership.com" },
  auth: apiKey("as-api-key", "", aggregatorFields),
  // Per endpoint since 2024-07: 6 a second for lists, 5 for a tracking, 20 for creating; 50 numbers in a list.
  limits: { perSecond: 5, perDay: null, concurrent: 4, batch: 50 },
  homeZone: "UTC",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^[A-Za-z0-9._/-]{4,100}$/,
  quality: "reads",
  unproven: [
    "What the sub-tags Pending_002 to 006 and Exception_014 and 015 say.",
    "The values of delivery_location_type.",
    "Answers of the versions since 2023-10 were never recorded: read by the SDK's model and by recordings of v4.",
    "Which code AfterShip answers when the account's quota is used up.",
  ],
  // A tracking has a page (aftership_tracking_url), a number has none.
  trackingPage: "",
  request,
  answer,
  scans: outcomesOf,
  refusal,
  registration: {
    isNeeded: true,
    lastsMs: null,
    batch: 1,
    credits: 1,
    request: ([one]) => creation(one),
    outcomes: registered,
  },
  push: {
    proof: "HMAC-SHA256 of the body in aftership-hmac-sha256, and the time in the body",
    enteredAt:
      "As a webhook URL in AfterShip's admin, with the API version 2026-07; there is no call for it. The account's webhook secret, which stands there, is push_secret. AfterShip reaches the ports 80, 443 and 8080 only, and takes ten addresses for an organisation.",
    prove,
    messageId: (message) => Webhook.parse(pushedValue(message)).event_id,
  },
});

/** Ids are letters and digits; anything else in an address would be another address. */
const isId = (reference: string | undefined): reference is string => /^[A-Za-z0-9_-]{8,64}$/.test(reference ?? "");

/** One by its id, which finds it however old it is; several, or one without id, by number. */
function request(asked: readonly Asked[]): CarrierRequest {
  const [one] = asked;
  if (asked.length === 1 && isId(one?.reference)) {
    return { method: "GET", path: `/tracking/2026-07/trackings/${one.reference}` };
  }
  const query = new URLSearchParams({ tracking_numbers: asked.map(({ number }) => number).join(","), limit: "200" });
  return { method: "GET", path: `/tracking/2026-07/trackings?${query}` };
}

/** As few personal data as possible: country and postcode are what carriers want. Without a slug AfterShip guesses. */
function creation(one: Asked | undefined): CarrierRequest {
  const slug = slugs.get(one?.carrierCode ?? "");
  const country = alpha3Of(one?.country);
  return {
    method: "POST",
    path: "/tracking/2026-07/trackings",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      tracking_number: one?.number ?? "",
      ...(slug === undefined ? {} : { slug }),
      ...(country === undefined ? {} : { destination_country_region: country }),
      ...(one?.postalCode === undefined ? {} : { destination_postal_code: one.postalCode }),
      ...(one?.language === undefined ? {} : { language: one.language }),
    }),
  };
}

/** `meta.code` repeats the HTTP status or refines it. Source: error list of the SDK 17.0.0. */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    "401": "unauthorized",
    "403": "forbidden",
    "429": "throttled",
    "4004": "not_found",
    "4005": "invalid_number",
    "4017": "invalid_number",
    "4010": "bad_request",
    "4011": "needs_more",
    "4012": "bad_request",
  }),
);

const Meta = z.object({
  meta: z.object({ code: text, message: text, type: text }),
  data: object({ id: text, tracking: object({ id: text }) }),
});

function registered(body: unknown, asked: readonly Asked[], status: number): readonly RegistrationOutcome[] {
  const said = Meta.safeParse(body);
  if (!said.success || asked[0] === undefined) return [];
  const { number } = asked[0];
  const { meta, data } = said.data;
  const reference = data?.id ?? data?.tracking?.id;
  const exists = meta.code === "4003";
  if (exists || (status < 300 && (meta.code ?? "2").startsWith("2")))
    return [{ number, kind: "registered", ...(reference === undefined ? {} : { reference }) }];
  return [
    { number, kind: "refused", why: whyOfCode.get(meta.code ?? "") ?? whyOfStatus(status), detail: meta.message },
  ];
}

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const said = Meta.safeParse(body);
  if (!said.success || said.data.meta.code === undefined || said.data.meta.code.startsWith("2")) return undefined;
  return { why: whyOfCode.get(said.data.meta.code), detail: said.data.meta.message };
}

const Webhook = z.object({ event_id: text, ts: text }).catch({ event_id: undefined, ts: undefined });

function prove(message: PushMessage, secret: string, now: Date): PushProof {
  const proof = proofOfSignature(message.headers["aftership-hmac-sha256"], hmacSha256(secret, message.body, "base64"));
  return withinWindow(proof, Number(Webhook.parse(pushedValue(message)).ts) * 1_000, now);
}
