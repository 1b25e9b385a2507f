/** Shippo Tracks: an aggregator of some 60 carriers. A number is posted once with the carrier's token, and then read under it. */
import { z } from "zod";
import { aggregatorFields, aggregatorKeys, refusedOutcome } from "#carriers/aggregators.ts";
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
import { text } from "#carriers/lenient.ts";
import { hmacSha256, proofOfSignature, withinWindow } from "#carriers/signatures.ts";
import { statuses } from "./statuses.ts";
import { outcomesOf, Track } from "./track.ts";

const tokens = aggregatorKeys("shippo");

export const shippo = defineCarrier({
  slug: "shippo",
  name: "Shippo",
  serves: [...tokens.keys()],
  kind: "aggregator",
  keys: tokens,
  docs: "https://docs.goshippo.com/tracking/tracking",
  baseUrls: { production: "https://api.goshippo.com" },
  auth: apiKey("authorization", "ShippoToken ", aggregatorFields),
  // 500 reads and 750 posts a minute with a live token; a test token has 50 of each.
  limits: { perSecond: 8, perDay: null, concurrent: 4, batch: 1 },
  homeZone: "UTC",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^[A-Za-z0-9_-]{4,50}$/,
  quality: "reads",
  unproven: [
    "The list of sub-statuses, and what each is called for.",
    "Answers after 2017 were never recorded.",
    "Whether status_date is UTC, as Shippo says: the parcel recorded in 2016 would have been out for delivery in California at 2:29 at night.",
    "How a number is billed.",
    "The signature of webhooks, which Shippo switches on only on request; without it a message is a hint.",
  ],
  // Shippo's pages belong to labels, not to numbers.
  trackingPage: "",
  request,
  answer: z.union([Track, z.object({ event: z.unknown(), data: Track }).transform(({ data }) => data)]),
  scans: outcomesOf,
  refusal,
  registration: {
    isNeeded: true,
    lastsMs: null,
    batch: 1,
    credits: 1,
    request: ([one]) => ({
      method: "POST",
      path: "/tracks/",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ carrier: tokenOf(one), tracking_number: one?.number ?? "" }),
    }),
    outcomes: registered,
  },
  push: {
    proof: "HMAC-SHA256 of time and body in Shippo-Auth-Signature, where Shippo has switched it on",
    enteredAt:
      "In Shippo's dashboard, or by its call POST /webhooks, for the event track_updated. Shippo signs on request only: leave push_secret out where it does not.",
    prove,
  },
});

/** Shippo does not guess: without the carrier's token there is no track. */
const tokenOf = (one: Asked | undefined): string => tokens.get(one?.carrierCode ?? "") ?? "unknown";

function request([one]: readonly Asked[]): CarrierRequest {
  return { method: "GET", path: `/tracks/${tokenOf(one)}/${encodeURIComponent(one?.number ?? "")}` };
}

/** `{ detail }`, or the name of a field with what is wrong with it. */
const Failure = z.object({ detail: text, carrier: z.unknown().optional(), tracking_number: z.unknown().optional() });

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  if (status < 400) return undefined;
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const { detail, carrier, tracking_number: number } = failure.data;
  const [said] = [detail, carrier, number].flat().filter((words) => typeof words === "string");
  return status === 402 ? { why: "forbidden", detail: said } : { detail: said };
}

/** The same post again gives the same track: told twice is told once. */
function registered(body: unknown, [one]: readonly Asked[], status: number): readonly RegistrationOutcome[] {
  if (one === undefined) return [];
  if (status < 300 && Track.safeParse(body).success) return [{ number: one.number, kind: "registered" }];
  return refusedOutcome(one.number, refusal(body, status), status);
}

/** `t=<seconds>,v1=<hex>` over `<seconds>.<body>`, as Shippo's document of webhook security describes it. */
function prove({ headers, body }: PushMessage, secret: string, now: Date): PushProof {
  const header = headers["shippo-auth-signature"];
  const said = /^t=(\d{1,12}),\s?v1=([0-9a-f]{64})$/i.exec(header ?? "");
  if (said === null) return header === undefined ? "unproven" : "forged";
  const [, seconds = "", signature = ""] = said;
  const wanted = hmacSha256(secret, Buffer.concat([Buffer.from(`${seconds}.`), body]), "hex");
  return withinWindow(proofOfSignature(signature.toLowerCase(), wanted), Number(seconds) * 1_000, now);
}
