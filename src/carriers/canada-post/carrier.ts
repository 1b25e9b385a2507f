/** Canada Post: tracking details (REST, XML, version 2), one number per call. The reading also knows the summary. */
import { z } from "zod";
import { basic } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { childrenOf, isXmlElement, textAt, type XmlElement } from "#carriers/xml.ts";
import { statuses } from "./statuses.ts";
import { isCardNumber, isTracking, trackingScans } from "./tracking.ts";

export const canadaPost = defineCarrier({
  slug: "canada-post",
  name: "Canada Post",
  serves: ["canada-post"],
  docs: "https://www.canadapost-postescanada.ca/info/mc/business/productsservices/developers/services/tracking/trackingdetails.jsf",
  baseUrls: { production: "https://soa-gw.canadapost.ca", test: "https://ct.soa-gw.canadapost.ca" },
  auth: basic({ name: "username" }, { name: "password" }),
  // Canada Post publishes no limit; a key that asks too much is blocked for up to a minute. One a second is our own caution.
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 1 },
  homeZone: "America/Toronto",
  format: "xml",
  newestFirst: true,
  statuses,
  numberPattern: /^([A-Za-z0-9]{12,13}|\d{15,16})$/,
  quality: "reads",
  unproven: [
    "Canada Post publishes no limit of calls; a key is blocked for up to a minute when it asks too much.",
    "The carrier's table of scan events could not be read: many numbers come from client code, and their sentence decides.",
    "The HTTP status of an unknown number, the refusal of a malformed one, and answers of the summary.",
    "A delivery that is taken back is told only when the parcel is delivered again.",
  ],
  trackingPage: "https://www.canadapost-postescanada.ca/track-reperage/en#/details/{number}",
  request,
  answer: z.custom<XmlElement>((value) => isXmlElement(value) && isTracking(value)),
  scans: trackingScans,
  refusal,
});

/** Parcel and delivery notice card have a path each. Any other Accept than this is refused. */
function request([asked]: readonly Asked[]): CarrierRequest {
  const number = asked?.number ?? "";
  const kind = isCardNumber(number) ? "dnc" : "pin";
  return {
    method: "GET",
    path: `/vis/track/${kind}/${encodeURIComponent(number)}/detail`,
    headers: {
      accept: "application/vnd.cpc.track-v2+xml",
      "accept-language": asked?.language === "fr" ? "fr-CA" : "en-CA",
    },
  };
}

/** Source: "Messages and Code Tables" of the developer program, read November 2026. */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ["004", "not_found"],
  ["007", "not_found"],
  ["AA001", "unauthorized"],
  ["AA002", "unauthorized"],
  ["AA003", "forbidden"],
  ["AA004", "forbidden"],
  ["AA005", "forbidden"],
  ["AA006", "forbidden"],
  ["E002", "unauthorized"],
]);

/** Who asks too fast is locked out for up to a minute, and no header says so. */
const slmPauseMs = 60_000;

/** `messages` with one or several codes. "Server" is the gateway, which also keeps the limit ("Rejected by SLM Monitor"). */
function refusal(
  body: unknown,
  status: number,
): { readonly why?: Refusal; readonly detail?: string; readonly waitMs?: number } | undefined {
  if (!isXmlElement(body) || body.name !== "messages") return undefined;
  const messages = childrenOf(body, "message").map((message) => ({
    code: textAt(message, "code") ?? "",
    detail: textAt(message, "description"),
  }));
  for (const { code, detail } of messages.slice(0, 20)) {
    if (code === "Server")
      return /slm monitor/i.test(detail?.slice(0, 500) ?? "")
        ? { why: "throttled", detail, waitMs: slmPauseMs }
        : { why: "unavailable", detail };
    const why = whyOfCode.get(code);
    if (why !== undefined) return { why, detail };
  }
  const [first] = messages;
  const detail = first?.detail ?? first?.code;
  if (status === 400 && saysWrongNumber(detail)) return { why: "invalid_number", detail };
  return status < 300 ? { why: "bad_request", detail } : { detail };
}

/** No source shows how a malformed number is refused; a sentence that names it and finds fault with it is about it. */
const saysWrongNumber = (sentence = ""): boolean =>
  /\b(pin|dnc)\b/i.test(sentence.slice(0, 500)) && /\b(invalid|not valid)\b/i.test(sentence.slice(0, 500));
