/** EasyPost Tracker API v2: an aggregator of 100 carriers, most of them of North America. A tracker is made once, and read by its id. */
import { z } from "zod";
import { aggregatorFields, pushedValue, refusedOutcome } from "#carriers/aggregators.ts";
import { basicHeader } from "#carriers/auth.ts";
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
import { hmacSha256, proofOfSignature } from "#carriers/signatures.ts";
import { statuses } from "./statuses.ts";
import { names, outcomesOf, Tracker } from "./tracker.ts";

/** One tracker, a list of them, or a webhook's event with one in it. */
const answer = z.union([
  Tracker.transform((tracker) => [tracker]),
  z
    .object({ trackers: z.array(z.unknown()) })
    .transform(({ trackers }) => list(Tracker, { first: 100 }).parse(trackers)),
  z.object({ description: z.unknown(), result: Tracker }).transform(({ result }) => [result]),
]);

export const easypost = defineCarrier({
  slug: "easypost",
  name: "EasyPost",
  serves: [...names.keys()],
  kind: "aggregator",
  keys: names,
  docs: "https://docs.easypost.com/docs/trackers",
  baseUrls: { production: "https://api.easypost.com" },
  auth: {
    kind: "basic",
    fields: [{ name: "key" }, ...aggregatorFields],
    headers: ({ key = "" }) => ({ authorization: basicHeader(key, "") }),
  },
  // Five a second for lists; no figure is published for single trackers.
  limits: { perSecond: 5, perDay: null, concurrent: 4, batch: 1 },
  homeZone: "UTC",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^[A-Za-z0-9-]{4,40}$/,
  quality: "reads",
  unproven: [
    "Limits of calls other than lists.",
    "EasyPost says that times of scans without a place may be wall times although they end in Z.",
    "How a parcel is called that has come back to its sender.",
    "carrier_code holds the carrier's own event code; it is kept, and not looked up in that carrier's table.",
  ],
  // A tracker has a page (public_url), a number has none.
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
    request: ([one]) => ({
      method: "POST",
      path: "/v2/trackers",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tracker: { tracking_code: one?.number ?? "", ...carrierOf(one) } }),
    }),
    outcomes: registered,
  },
  push: {
    proof: "HMAC-SHA256 of the body in X-Hmac-Signature",
    enteredAt:
      "By EasyPost's call POST /v2/webhooks, as url with a webhook_secret that you choose; the same is push_secret. Without one EasyPost signs nothing.",
    prove,
    messageId: (message) => Pushed.parse(pushedValue(message)).id,
  },
});

function carrierOf(one: Asked | undefined): { readonly carrier?: string } {
  const carrier = names.get(one?.carrierCode ?? "");
  return carrier === undefined ? {} : { carrier };
}

function request([one]: readonly Asked[]): CarrierRequest {
  if (one?.reference !== undefined && /^trk_[A-Za-z0-9]{8,64}$/.test(one.reference))
    return { method: "GET", path: `/v2/trackers/${one.reference}` };
  return {
    method: "GET",
    path: `/v2/trackers?${new URLSearchParams({ tracking_code: one?.number ?? "", ...carrierOf(one) })}`,
  };
}

/** Entries of `errors` are objects or plain texts; the message above them is enough. */
const Failure = z.object({ error: z.object({ code: text, message: text }) });

function whyOf(code: string, status: number): Refusal | undefined {
  if (code.startsWith("APIKEY.") || code === "UNAUTHORIZED") return "unauthorized";
  if (code === "RATE_LIMITED") return "throttled";
  if (code === "NOT_FOUND" || code.endsWith(".NOT_FOUND")) return "not_found";
  return status === 402 ? "forbidden" : undefined;
}

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const { code = "", message } = failure.data.error;
  return { why: whyOf(code, status) ?? (status < 300 ? "bad_request" : undefined), detail: message };
}

/** Whoever asks for a tracker that is there already is given that one: the same answer, and no fee. */
function registered(body: unknown, [one]: readonly Asked[], status: number): readonly RegistrationOutcome[] {
  if (one === undefined) return [];
  const made = Tracker.safeParse(body);
  if (made.success && status < 300) {
    const { id } = made.data;
    return [{ number: one.number, kind: "registered", ...(id === undefined ? {} : { reference: id }) }];
  }
  return refusedOutcome(one.number, refusal(body, status), status);
}

const Pushed = z.object({ id: text }).catch({ id: undefined });

/** The secret counts in its compatibility form (Unicode NFKD), as EasyPost's own libraries take it. */
function prove({ headers, body }: PushMessage, secret: string): PushProof {
  const wanted = `hmac-sha256-hex=${hmacSha256(secret.normalize("NFKD"), body, "hex")}`;
  return proofOfSignature(headers["x-hmac-signature"], wanted);
}
