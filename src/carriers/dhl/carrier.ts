/**
 * DHL: asked through Shipment Tracking – Unified, which answers for all divisions. The reading also knows the answers of
 * MyDHL (Express), of Parcel DE tracking (XML) and of the older Express XML.
 */
import { z } from "zod";
import { apiKey } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { isXmlElement, type XmlElement } from "#carriers/xml.ts";
import { expressXmlRefusal, expressXmlScans, isExpressXml } from "./express-xml.ts";
import { myDhlAnswer, myDhlScans } from "./mydhl.ts";
import { isParcelDe, parcelDeRefusal, parcelDeScans } from "./parcel-de.ts";
import { statuses } from "./statuses.ts";
import { servedCodes, serviceOf, unifiedAnswer, unifiedScans } from "./unified.ts";

const xmlAnswer = z
  .custom<XmlElement>((value) => isXmlElement(value) && (isParcelDe(value) || isExpressXml(value)))
  .transform((element) => ({ shape: "xml" as const, element }));

export const dhl = defineCarrier({
  slug: "dhl",
  name: "DHL",
  serves: servedCodes,
  docs: "https://developer.dhl.com/api-reference/shipment-tracking",
  baseUrls: { production: "https://api-eu.dhl.com", test: "https://api-sandbox.dhl.com" },
  auth: apiKey("DHL-API-Key"),
  // A new key may ask 250 times a day and once in five seconds; DHL raises both on request.
  limits: { perSecond: 0.2, perDay: 250, concurrent: 1, batch: 1 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{5,40}$/,
  // One of the numbers that DHL's developer portal gives for trying.
  trialNumber: "00340434161094015902",
  quality: "reads",
  unproven: ["Limits of a paid key.", "Retry policy of push."],
  trackingPage: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
  request,
  answer: z.union([myDhlAnswer, unifiedAnswer, xmlAnswer]),
  scans: (answer, asked) => {
    if (answer.shape === "mydhl") return myDhlScans(answer.shipments, asked);
    if (answer.shape === "unified") return unifiedScans(answer.shipments, asked);
    return isParcelDe(answer.element) ? parcelDeScans(answer.element) : expressXmlScans(answer.element);
  },
  refusal,
});

function request(asked: readonly Asked[]): CarrierRequest {
  const [one] = asked;
  const query = new URLSearchParams({ trackingNumber: one?.number ?? "" });
  const service = serviceOf(one?.carrierCode);
  if (service !== undefined) query.set("service", service);
  if (one?.postalCode !== undefined && (service === "parcel-de" || service === "parcel-nl")) {
    query.set("recipientPostalCode", one.postalCode);
  }
  query.set("language", one?.language ?? "en");
  return { method: "GET", path: `/track/shipments?${query}`, headers: { accept: "application/json" } };
}

/** Problem JSON of Unified and MyDHL (`status` may be a number or a text, also inside a 200), and the XML error codes. */
const Problem = z.object({
  status: z.union([z.number(), z.string().regex(/^\d{3}$/)]).transform(Number),
  title: text,
  detail: text,
  message: text,
  additionalDetails: list(text, { first: 20 }),
});

function refusal(body: unknown): { readonly why: Refusal; readonly detail?: string } | undefined {
  if (isXmlElement(body)) return isParcelDe(body) ? parcelDeRefusal(body) : expressXmlRefusal(body);
  const problem = Problem.safeParse(body);
  if (!problem.success || (typeof body === "object" && body !== null && "shipments" in body)) return undefined;
  const { status, title, detail, message, additionalDetails } = problem.data;
  const words = [detail, title, message, ...additionalDetails].filter((each) => each !== undefined);
  const why = whyOf(status, words);
  const telling = why === "invalid_number" ? words.find(saysWrongNumber) : words[0];
  return why === undefined ? undefined : { why, detail: telling };
}

function whyOf(status: number, words: readonly string[]): Refusal | undefined {
  if (status === 404) return "not_found";
  if (status === 400 || status === 422) return words.some(saysWrongNumber) ? "invalid_number" : "bad_request";
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 429) return "throttled";
  return status >= 500 ? "unavailable" : undefined;
}

/** One sentence that names the number and finds fault with it. That it is missing is our fault, not the number's. */
const saysWrongNumber = (sentence: string): boolean =>
  /\b(tracking|shipment|shipmentTracking|waybill|piece) ?(number|id)\b|\binvalid (tracking|shipment|waybill)\b/i.test(
    sentence,
  ) && /\b(invalid|not valid|format|pattern|too (short|long)|check digit)\b/i.test(sentence);
