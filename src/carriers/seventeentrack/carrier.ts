/** 17TRACK API v2.4: an aggregator of 3,000 carriers. Every call is a POST of a list of up to 40 numbers; a number is registered once. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { aggregatorFields, codesWithoutKey, whyOfStatus } from "#carriers/aggregators.ts";
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
import { carrierByCode } from "#carriers/registry.ts";
import { proofOfSignature } from "#carriers/signatures.ts";
import { statuses } from "./statuses.ts";
import { Accepted, carrierKeys, keyOf, outcomesOf, Rejected } from "./tracking.ts";

const perCall = 40;

/** `{ code: 0, data: { accepted, rejected } }`, where either list may be missing; or a webhook. */
const answer = z.union([
  z
    .object({
      code: z.literal(0),
      data: z.object({ accepted: z.unknown().optional(), rejected: z.unknown().optional() }),
    })
    .refine(({ data }) => Array.isArray(data.accepted) || Array.isArray(data.rejected), "no list of numbers")
    .transform(({ data }) => ({
      accepted: list(Accepted, { first: perCall * 2 }).parse(data.accepted),
      rejected: list(Rejected, { first: perCall * 2 }).parse(data.rejected),
    })),
  z
    .object({ event: z.enum(["TRACKING_UPDATED", "TRACKING_STOPPED"]), data: Accepted })
    .transform(({ data }) => ({ accepted: [data], rejected: [] })),
]);

export const seventeentrack = defineCarrier({
  slug: "seventeentrack",
  name: "17TRACK",
  serves: [...carrierKeys.keys(), ...codesWithoutKey()],
  kind: "aggregator",
  keys: carrierKeys,
  docs: "https://api.17track.net/en/doc?version=v2.4",
  baseUrls: { production: "https://api.17track.net" },
  auth: apiKey("17token", "", aggregatorFields),
  // Three requests a second and key, register and ask together.
  limits: { perSecond: 3, perDay: null, concurrent: 3, batch: perCall },
  homeZone: "UTC",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{5,50}$/,
  quality: "reads",
  unproven: [
    "The form of time_raw.timezone: only offsets are believed.",
    "Whether a number that is registered with two carriers is answered twice when no carrier is named.",
    "Answers were never recorded in full; webhooks were.",
    "push_secret has to be the API key: 17TRACK signs with that one.",
  ],
  trackingPage: "https://t.17track.net/en#nums={number}",
  request: (asked) => post("/track/v2.4/gettrackinfo", asked.map(named)),
  answer,
  scans: ({ accepted, rejected }, asked) => outcomesOf(accepted, rejected, asked, whyOfCode),
  refusal,
  registration: {
    isNeeded: true,
    lastsMs: null,
    batch: perCall,
    credits: 1,
    request: (asked) => post("/track/v2.4/register", asked.map(registrationOf)),
    outcomes: registered,
  },
  push: {
    proof: "SHA-256 of the body, a slash and the API key in sign",
    enteredAt:
      "In 17TRACK's dashboard, which takes one address for an account and tries it at once; there is no call for it. 17TRACK signs with the API key: push_secret is the key once more.",
    prove,
  },
});

const post = (path: string, body: unknown): CarrierRequest => ({
  method: "POST",
  path,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

function named(one: Asked): object {
  const key = keyOf(one);
  return { number: one.number, ...(key === undefined ? {} : { carrier: Number(key) }) };
}

/** `param` is the second fact that some carriers want; without a carrier 17TRACK guesses. */
function registrationOf(one: Asked): object {
  const wants = carrierByCode(one.carrierCode ?? "")?.wants ?? [];
  const isWanted = one.postalCode !== undefined && wants.includes("postal_code");
  return { ...named(one), ...(isWanted ? { param: one.postalCode } : {}) };
}

/** Error codes of v2.4, of one number or of the whole request. */
const whys: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    "-18010001": "unauthorized",
    "-18010002": "unauthorized",
    "-18010003": "unavailable",
    "-18010004": "unauthorized",
    "-18010005": "forbidden",
    "-18010012": "invalid_number",
    "-18010018": "needs_more",
    "-18010019": "needs_more",
    "-18010020": "needs_more",
    "-18010022": "needs_more",
    // Not registered (we do it again), and registered without any news yet.
    "-18019902": "not_found",
    "-18019909": "not_found",
    // The day's limit and the quota: only waiting helps, or money.
    "-18019907": "throttled",
    "-18019908": "throttled",
    "429": "throttled",
  }),
);
const alreadyRegistered = "-18019901";
const whyOfCode = (code: string | undefined): Refusal => whys.get(code ?? "") ?? "bad_request";

const Failure = z.object({
  code: text,
  data: z.object({ errors: list(z.object({ code: text, message: text }), { first: 5 }) }),
});

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success || failure.data.code === undefined || failure.data.code === "0") return undefined;
  const { code, data } = failure.data;
  const [first] = data.errors;
  return { why: whyOfCode(first?.code ?? code), detail: first?.message };
}

const Registered = z.object({
  code: text,
  data: z.object({
    accepted: list(z.object({ number: text, carrier: text }), { first: perCall }),
    rejected: list(Rejected, { first: perCall }),
  }),
});

/** The reference is the carrier's key, given or guessed: the number is asked for with it from now on. */
function registered(body: unknown, asked: readonly Asked[], status: number): readonly RegistrationOutcome[] {
  const said = Registered.safeParse(body);
  if (!said.success || said.data.code !== "0") {
    const failed = refusal(body);
    if (failed === undefined) return [];
    return asked.map(({ number }) => ({
      number,
      kind: "refused",
      why: failed.why ?? whyOfStatus(status),
      detail: failed.detail,
    }));
  }
  const { accepted, rejected } = said.data.data;
  const written = new Map(asked.map(({ number }) => [plainNumber(number), number] as const));
  const asWritten = (number = ""): string => written.get(plainNumber(number)) ?? number;
  return [
    ...accepted.map(({ number, carrier }): RegistrationOutcome => {
      const reference = carrier === undefined || carrier === "0" ? {} : { reference: carrier };
      return { number: asWritten(number), kind: "registered", ...reference };
    }),
    ...rejected.map(
      ({ number, error }): RegistrationOutcome =>
        error?.code === alreadyRegistered
          ? { number: asWritten(number), kind: "registered" }
          : { number: asWritten(number), kind: "refused", why: whyOfCode(error?.code), detail: error?.message },
    ),
  ];
}

/** No time and no id in it: a repeated message is known by its bytes. */
function prove({ headers, body }: PushMessage, secret: string): PushProof {
  const wanted = createHash("sha256").update(body).update(`/${secret}`).digest("hex");
  return proofOfSignature(headers.sign?.toLowerCase(), wanted);
}
