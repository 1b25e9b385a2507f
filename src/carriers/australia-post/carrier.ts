/** Australia Post and its freight house StarTrack: one Shipping & Tracking API v1 (digitalapi), ten ids per call, never of both. */
import { z } from "zod";
import { basic } from "#carriers/auth.ts";
import { type Asked, type Call, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { statuses } from "./statuses.ts";
import { isStarTrack, starTrackCodes, trackAnswer, trackScans } from "./track.ts";

export const australiaPost = defineCarrier({
  slug: "australia-post",
  name: "Australia Post",
  serves: ["australia-post", "australia-post-api", "australia-post-sftp", ...starTrackCodes],
  docs: "https://developers.auspost.com.au/apis/shipping-and-tracking/reference/track-items",
  baseUrls: { production: "https://digitalapi.auspost.com.au", test: "https://digitalapi.auspost.com.au/test" },
  auth: basic({ name: "api_key" }, { name: "api_password" }, [
    { name: "account_number", isPublic: true },
    { name: "startrack_account_number", isPublic: true, isOptional: true },
  ]),
  // Ten calls a minute; more are refused with API_002.
  limits: { perSecond: 10 / 60, perDay: null, concurrent: 1, batch: 10 },
  homeZone: "Australia/Melbourne",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{7,30}$/,
  quality: "reads",
  unproven: [
    "The carrier's own pages could not be read; facts come from public clients that quote them.",
    "Whether one API key may ask with the account of Australia Post and with that of StarTrack.",
    "The offset of Melbourne at scans in other places: we take the instant, and tell the time of the place.",
    "Event texts that are not in the table; there are no codes.",
  ],
  trackingPage: "https://auspost.com.au/mypost/track/details/{number}",
  request,
  lot: (asked) => (isStarTrack(asked) ? "startrack" : "australia-post"),
  answer: trackAnswer,
  scans: trackScans,
  refusal,
});

/** An account has ten digits at Australia Post and eight at StarTrack, with zeros before it. */
function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  const { account_number = "", startrack_account_number } = fields;
  const [account, digits] = asked.some(isStarTrack)
    ? [startrack_account_number ?? account_number, 8]
    : [account_number, 10];
  const ids = asked.map(({ number }) => encodeURIComponent(number)).join(",");
  return {
    method: "GET",
    path: `/shipping/v1/track?tracking_ids=${ids}`,
    headers: { accept: "application/json", "account-number": account.replace(/\D/g, "").padStart(digits, "0") },
  };
}

/** Two spellings of the same: `code` and `name`, or `error_code` and `error_name`. Also inside a 200. */
const Failure = z.object({
  errors: list(z.object({ code: text, name: text, message: text, error_code: text, error_name: text }), { first: 20 }),
  tracking_results: list(z.unknown(), { first: 1 }),
});

/** INVALID_TRACKING_ID refuses a whole call for one id: alone it is that id's fault, in company nobody knows whose. */
function refusal(
  body: unknown,
  status: number,
  asked: readonly Asked[],
): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success || failure.data.tracking_results.length > 0) return undefined;
  const [error] = failure.data.errors;
  if (error === undefined) return undefined;
  const code = error.code ?? error.error_code;
  const detail = error.message ?? error.name ?? error.error_name ?? code;
  if (code === "API_002") return { why: "throttled", detail };
  if (code === "51104") return { why: asked.length === 1 ? "invalid_number" : "bad_request", detail };
  return status < 300 || /^511\d\d$/.test(code ?? "") ? { why: "bad_request", detail } : { detail };
}
