/** FedEx: Track v1 ("Basic Integrated Visibility") with OAuth client credentials; push by the webhook of Advanced Integrated Visibility. */
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import {
  type Asked,
  type Call,
  type CarrierRequest,
  defineCarrier,
  type Push,
  type Refusal,
} from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { hmacSha256, proofOfSignature } from "#carriers/signatures.ts";
import { statuses } from "./statuses.ts";
import { Alerts, trackAnswer, trackScans } from "./track.ts";

/** FedEx signs the body as it sends it; its guide speaks of base64 and, in one place, of hex. It names no time and no id. */
const push: Push = {
  proof: "HMAC-SHA256 of the body in fdx-signature, base64 (or hex)",
  enteredAt:
    "A webhook project at developer.fedex.com (Advanced Integrated Visibility, which wants a US billing account and a paid plan): its callback URL is the address, its security token is push_secret. FedEx takes no more than 200 characters, no bare IP address and no private one. The project's subscription, to an account or to numbers, is made there too.",
  prove: ({ headers, body }, secret) =>
    proofOfSignature(headers["fdx-signature"], [hmacSha256(secret, body, "base64"), hmacSha256(secret, body, "hex")]),
};

export const fedex = defineCarrier({
  slug: "fedex",
  name: "FedEx",
  serves: ["fedex", "fedex-api", "fedex-freight", "fedex-uk"],
  docs: "https://developer.fedex.com/api/en-us/catalog/track/v1/docs.html",
  baseUrls: { production: "https://apis.fedex.com", test: "https://apis-sandbox.fedex.com" },
  auth: oauth({
    path: "/oauth/token",
    place: "form",
    fields: [
      {
        name: "push_secret",
        label: "Security token of the webhook project (developer.fedex.com, My Projects, Webhooks)",
        isOptional: true,
      },
    ],
  }),
  // 1,400 in ten seconds per project; the daily quota is the organisation's own.
  limits: { perSecond: 140, perDay: null, concurrent: 8, batch: 30 },
  homeZone: "America/Chicago",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{8,40}$/,
  quality: "reads",
  unproven: [
    "The list of exception codes: FedEx publishes none.",
    "The error code of a number that cannot be one of FedEx.",
    "The body of a push message: the guide says that it has the shape of a Track result.",
    "That numbers of FedEx UK are answered here.",
    "The daily quota of calls, and how long a delivered parcel is remembered (90 days by common report).",
  ],
  trackingPage: "https://www.fedex.com/fedextrack/?trknbr={number}",
  request,
  answer: trackAnswer,
  scans: trackScans,
  refusal,
  push,
});

function request(asked: readonly Asked[], call: Call): CarrierRequest {
  const trackingInfo = asked.map(({ number }) => ({ trackingNumberInfo: { trackingNumber: number } }));
  return {
    method: "POST",
    path: "/track/v1/trackingnumbers",
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "x-locale": "en_US",
      "x-customer-transaction-id": call.id,
    },
    body: JSON.stringify({ includeDetailedScans: true, trackingInfo }),
  };
}

/** Source: error examples of FedEx OpenAPI "Basic Integrated Visibility" 1.0.0. An empty number is our mistake; any other code is told by the status. */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    "TRACKING.TRACKINGNUMBER.NOTFOUND": "not_found",
    "TRACKING.DATA.NOTFOUND": "not_found",
    "TRACKING.TCN.NOTFOUND": "not_found",
    "TRACKING.TRACKINGNUMBER.INVALID": "invalid_number",
    "NOT.AUTHORIZED.ERROR": "unauthorized",
    "FORBIDDEN.ERROR": "forbidden",
    // A wrong path, and none of the thirty numbers' fault.
    "NOT.FOUND.ERROR": "bad_request",
    "INTERNAL.SERVER.ERROR": "unavailable",
    "SERVICE.UNAVAILABLE.ERROR": "unavailable",
  }),
);

const Failure = z.object({ errors: list(z.object({ code: text, message: text }), { first: 20 }) });
const OnlyAlerts = z.object({
  output: z.object({ alerts: Alerts, completeTrackResults: list(z.unknown(), { first: 1 }) }),
});

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  const alerts = OnlyAlerts.safeParse(body);
  const errors = [
    ...(failure.success ? failure.data.errors : []),
    ...(alerts.success && alerts.data.output.completeTrackResults.length === 0 ? alerts.data.output.alerts : []),
  ];
  const [first] = errors;
  const known = errors.find(({ code }) => whyOfCode.has(code ?? ""));
  if (known !== undefined) return { why: whyOfCode.get(known.code ?? ""), detail: known.message ?? known.code };
  return first === undefined ? undefined : { detail: first.message ?? first.code };
}
