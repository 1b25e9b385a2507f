/** Amazon Shipping: getTracking of the Selling Partner API, for parcels of the merchant's own Amazon Shipping account. */
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import {
  type Asked,
  type Call,
  type CarrierRequest,
  defineCarrier,
  type Fields,
  type Refusal,
} from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { statuses } from "./statuses.ts";
import { trackAnswer, trackScans } from "./track.ts";

const businesses = ["US", "UK", "IN", "IT", "ES", "FR", "SA", "EG", "UAE", "JP"].map(
  (country) => `AmazonShipping_${country}`,
);

export const amazonShipping = defineCarrier({
  slug: "amazon-shipping",
  name: "Amazon Shipping",
  serves: ["amazon", "amazon-uk-api"],
  docs: "https://developer-docs.amazon.com/sp-api/docs/shipping-api-v2-reference",
  baseUrls: {
    production: "https://sellingpartnerapi-na.amazon.com",
    test: "https://sandbox.sellingpartnerapi-na.amazon.com",
    token: "https://api.amazon.com",
    regions: {
      na: "https://sellingpartnerapi-na.amazon.com",
      eu: "https://sellingpartnerapi-eu.amazon.com",
      fe: "https://sellingpartnerapi-fe.amazon.com",
    },
  },
  // Login with Amazon: the merchant's consent is the refresh token.
  auth: oauth({
    path: "/auth/o2/token",
    place: "form",
    parameters: ({ refresh_token = "" }) => ({ grant_type: "refresh_token", refresh_token }),
    fields: [
      { name: "refresh_token" },
      { name: "region", isPublic: true, oneOf: ["na", "eu", "fe"] },
      { name: "business_id", label: "Amazon Shipping business", isPublic: true, oneOf: businesses },
      {
        name: "carrier_id",
        label: "carrierId of the account's parcels, where it is not AMZN_ with the country of the business",
        isPublic: true,
        isOptional: true,
      },
    ],
    headers: ({ business_id = "" }, token) => ({
      "x-amz-access-token": token,
      "x-amzn-shipping-business-id": business_id,
    }),
  }),
  // 80 a second with a burst of 100; the answer's x-amzn-RateLimit-Limit may say more.
  limits: { perSecond: 80, perDay: null, concurrent: 8, batch: 1 },
  homeZone: "UTC",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{8,40}$/,
  quality: "table",
  unproven: [
    "No answer was recorded: samples are the model's own errors and what a client's tests hold.",
    "carrierId of other countries than US and UK.",
    "That an expired token is refused with 403, and the words by which that is told from a missing role.",
    "The error of a number that cannot be one of Amazon Shipping.",
    "That events are listed newest first: so in the one example.",
    "Numbers of Amazon's own retail parcels (TBA) cannot be asked here, by the terms of the API.",
  ],
  trackingPage: "https://track.amazon.com/tracking/{number}",
  request,
  answer: trackAnswer,
  scans: trackScans,
  refusal,
});

function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  const query = new URLSearchParams({ trackingId: asked[0]?.number ?? "", carrierId: carrierIdOf(fields) });
  return { method: "GET", path: `/shipping/v2/tracking?${query}`, headers: { accept: "application/json" } };
}

/** AMZN_US and AMZN_UK are known; the others are made alike. */
const carrierIdOf = ({ business_id = "", carrier_id = "" }: Fields): string =>
  carrier_id === "" ? business_id.replace(/^AmazonShipping_/, "AMZN_") : carrier_id;

const Failure = z.object({ errors: list(z.object({ code: text, message: text, details: text }), { first: 20 }) });

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  const [error] = failure.success ? failure.data.errors : [];
  if (error === undefined) return undefined;
  const { code = "", message = "", details = "" } = error;
  const detail = details || message || code;
  // A token that is missing or has expired comes as 403 like a role that is missing.
  if (status === 403 && /\btoken\b/i.test(`${message} ${details}`)) return { why: "unauthorized", detail };
  if (code === "InvalidRequest" && /\btracking ?id\b.{0,60}\b(invalid|not valid)\b/i.test(details))
    return { why: "invalid_number", detail };
  return status < 300 ? { why: "bad_request", detail } : { detail };
}
