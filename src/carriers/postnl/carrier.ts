/** PostNL: the shipping status service, asked by barcode, one a call, with the whole history. */
import { z } from "zod";
import { apiKey } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { statusAnswer, statusScans } from "./shipment.ts";
import { statuses } from "./statuses.ts";

export const postnl = defineCarrier({
  slug: "postnl",
  name: "PostNL",
  serves: ["postnl", "postnl-3s"],
  docs: "https://developer.postnl.nl/browse-apis/send-and-track/shippingstatus-webservice/",
  baseUrls: { production: "https://api.postnl.nl", test: "https://api-sandbox.postnl.nl" },
  auth: apiKey("apikey"),
  // PostNL publishes no limit and asks for "useful intervals"; one a second is our own caution.
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 1 },
  homeZone: "Europe/Amsterdam",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^(3[Ss][A-Za-z0-9]{9,14}|[A-Za-z]{2}\d{9}[A-Za-z]{2})$/,
  quality: "reads",
  unproven: [
    "PostNL answers about barcodes of the key's own customer code only; anybody else's parcel looks unknown.",
    "No limit of calls is published.",
    "The zone of scans abroad: they are read as Dutch time.",
    "That address type 09 is the pick-up point here, as it is when labels are made.",
    "How a malformed barcode is refused.",
  ],
  trackingPage: "https://jouw.postnl.nl/track-and-trace/{number}",
  request,
  answer: statusAnswer,
  scans: statusScans,
  refusal,
});

function request([asked]: readonly Asked[]): CarrierRequest {
  const barcode = encodeURIComponent(asked?.number.toUpperCase() ?? "");
  const language = asked?.language === "nl" ? "NL" : "EN";
  return {
    method: "GET",
    path: `/shipment/v2/status/barcode/${barcode}?detail=true&language=${language}`,
    headers: { accept: "application/json" },
  };
}

/** The gateway's `fault` or `message`, the service's `Errors`. */
const Failure = z.object({
  fault: object({ faultstring: text, detail: object({ errorcode: text }) }),
  message: text,
  Errors: list(z.object({ ErrorMsg: text, ErrorNumber: text }), { first: 20 }),
});

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const { fault, message, Errors: errors } = failure.data;
  const [error] = errors;
  if (fault !== undefined) {
    return { why: whyOfFault(fault.detail?.errorcode ?? ""), detail: fault.faultstring ?? fault.detail?.errorcode };
  }
  if (error !== undefined && status < 300) return { why: "bad_request", detail: error.ErrorMsg ?? error.ErrorNumber };
  return status < 300 ? undefined : { detail: error?.ErrorMsg ?? message ?? error?.ErrorNumber };
}

/** Error codes of Apigee, the gateway; one that stops too many calls may answer 500. */
function whyOfFault(code: string): Refusal | undefined {
  if (/quota|spikearrest|ratelimit/i.test(code)) return "throttled";
  if (/ForGivenResource$/.test(code)) return "forbidden";
  return /ApiKey/i.test(code) ? "unauthorized" : undefined;
}
