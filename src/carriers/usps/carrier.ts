/** USPS: Tracking v3 with OAuth client credentials, one number a call; push by Subscriptions-Tracking v3. */
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { push } from "./push.ts";
import { statuses } from "./statuses.ts";
import { trackAnswer, trackScans } from "./track.ts";

export const usps = defineCarrier({
  slug: "usps",
  name: "USPS",
  serves: ["usps", "usps-api", "usps-iv-api", "usps-webhook"],
  docs: "https://developers.usps.com/trackingv3",
  baseUrls: { production: "https://apis.usps.com", test: "https://apis-tem.usps.com" },
  auth: oauth({
    path: "/oauth2/v3/token",
    place: "json",
    // An app without this scope gets a token with none, and is refused with it.
    parameters: () => ({ scope: "tracking" }),
    fields: [
      {
        name: "push_secret",
        label: "Secret of the subscription, 32 characters (Subscriptions - Tracking v3)",
        isOptional: true,
      },
    ],
  }),
  // A new app may ask 60 times an hour; USPS raises it on request.
  limits: { perSecond: 1 / 60, perDay: 1_440, concurrent: 1, batch: 1 },
  homeZone: "America/New_York",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{10,34}$/,
  quality: "reads",
  unproven: [
    "The official list of event codes (Publication 199); ours is from a library, an aggregator and recorded answers.",
    "Shape and signature of a push message, and whether a new subscription asks for a handshake: from the code of clients.",
    "Whether a mailing date that is some days off hides a parcel: we send the day on which we first heard of it.",
    "Whether asking for parcels of other mailers costs money (access control of Tracking 3.2).",
    "How the predicted window writes its hours, and that timestamps of promises are wall times though a Z stands behind them.",
  ],
  trackingPage: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
  request,
  answer: trackAnswer,
  scans: trackScans,
  refusal,
  push,
});

function request(asked: readonly Asked[]): CarrierRequest {
  const [one] = asked;
  const query = new URLSearchParams({ expand: "DETAIL" });
  // Both tell apart parcels under a number that was used again.
  const zip = /^(\d{5})(?:-?\d{4})?$/.exec(one?.postalCode?.trim() ?? "")?.[1];
  if (zip !== undefined && (one?.country ?? "US") === "US") query.set("destinationZIPCode", zip);
  if (one?.since !== undefined) query.set("mailingDate", one.since);
  return {
    method: "GET",
    path: `/tracking/v3/tracking/${encodeURIComponent(withoutZip(one?.number ?? ""))}?${query}`,
    headers: { accept: "application/json" },
  };
}

/** The label's barcode begins with 420 and the receiver's ZIP code of five or nine digits; the number is what follows. */
const withoutZip = (number: string): string =>
  /^420\d{5}(?:\d{4})?(9[1-5]\d{20}(?:\d{4})?)$/.exec(number)?.[1] ?? number;

/** Source: "API Error Consolidated List" of USPS/api-examples. 150005 and 150013 concern other services: the status tells. */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    "150001": "not_found",
    "150002": "not_found",
    "150003": "not_found",
    "150004": "not_found",
    "150006": "invalid_number",
    "150007": "invalid_number",
    "150008": "not_found",
    "150009": "not_found",
    "150010": "invalid_number",
    "150011": "invalid_number",
    // Fraudulent postage, nothing is shown of the parcel.
    "150012": "not_found",
  }),
);

/** The same errors begin with their older number: "7: …" is 150002, "12: …" 150001, "16: …" 150003, "4: …" 150004. */
const isNoUpdateYet = (words: string): boolean => /^(4|7|12|16):/.test(words);

const Failure = z.object({
  error: z.object({
    code: text,
    message: text,
    errors: list(z.object({ code: text, title: text, detail: text }), { first: 20 }),
  }),
});

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const { code, message, errors } = failure.data.error;
  const said = [
    ...errors.map((each) => ({ code: each.code, words: each.detail ?? each.title })),
    { code, words: message },
  ];
  const detail = said.find(({ words }) => words !== undefined)?.words ?? code;
  const known = said.find((each) => whyOfCode.has(each.code ?? ""));
  if (known !== undefined) return { why: whyOfCode.get(known.code ?? ""), detail };
  if (said.some(({ words }) => isNoUpdateYet(words ?? ""))) return { why: "not_found", detail };
  return status < 300 ? { why: "bad_request", detail } : { detail };
}
