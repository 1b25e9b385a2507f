/** UPS: Track v1 with OAuth client credentials; push by subscriptions of Track Alert v2. The reading also knows the older XML. */
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import { type Asked, type Call, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { isXmlElement, textAt, type XmlElement } from "#carriers/xml.ts";
import { isLegacyXml, legacyScans } from "./legacy-xml.ts";
import { statuses } from "./statuses.ts";
import { trackAnswer, trackScans } from "./track.ts";
import { callHeaders, push, registration, trackAlertAnswer, trackAlertScans } from "./track-alert.ts";

const xmlAnswer = z
  .custom<XmlElement>((value) => isXmlElement(value) && isLegacyXml(value))
  .transform((element) => ({ shape: "xml" as const, element }));

export const ups = defineCarrier({
  slug: "ups",
  name: "UPS",
  serves: ["ups", "ups-api", "ups-mi", "ups-freight", "ups-reference"],
  docs: "https://developer.ups.com/api/reference?loc=en_US#tag/Tracking",
  baseUrls: { production: "https://onlinetools.ups.com", test: "https://wwwcie.ups.com" },
  auth: oauth({
    path: "/security/v1/oauth/token",
    place: "basic",
    fields: [
      {
        name: "push_secret",
        label: "Credential of the webhook (developer.ups.com, Manage Webhook Credentials)",
        isOptional: true,
      },
    ],
  }),
  // UPS publishes no limit; five a second per client id is our own caution.
  limits: { perSecond: 5, perDay: null, concurrent: 4, batch: 1 },
  homeZone: "America/New_York",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{7,34}$/,
  quality: "reads",
  unproven: [
    "UPS publishes no limit of calls.",
    "Whether the GMT fields are always there.",
    "How often UPS repeats a pushed message that was not answered.",
    "The errors of a subscription: one is documented as an example.",
  ],
  trackingPage: "https://www.ups.com/track?loc=en_US&tracknum={number}",
  request,
  answer: z.union([trackAnswer, trackAlertAnswer, xmlAnswer]),
  scans: (answer, asked) => {
    if (answer.shape === "track") return trackScans(answer.shipments, asked);
    return answer.shape === "alert" ? trackAlertScans(answer.message) : legacyScans(answer.element);
  },
  refusal,
  registration,
  push,
});

function request(asked: readonly Asked[], call: Call): CarrierRequest {
  const [one] = asked;
  const query = new URLSearchParams({ locale: one?.language === "de" ? "de_DE" : "en_US", returnSignature: "false" });
  return {
    method: "GET",
    path: `/api/track/v1/details/${encodeURIComponent(one?.number ?? "")}?${query}`,
    headers: { accept: "application/json", ...callHeaders(call) },
  };
}

/** Source: error lists of Tracking.yaml and OAuthClientCredentials.yaml (UPS-API/api-documentation). */
const whyOfCode = new Map<string, Refusal>(
  Object.entries({
    TW0001: "not_found",
    "151044": "not_found",
    TV1001: "invalid_number",
    TV1002: "invalid_number",
    TV0010: "invalid_number",
    "151018": "invalid_number",
    "250001": "unauthorized",
    "250002": "unauthorized",
    "250003": "unauthorized",
    "251004": "unauthorized",
    "10429": "throttled",
    "10004": "unavailable",
    "10007": "unavailable",
  }),
);

const Failure = z.object({
  response: z.object({ errors: list(z.object({ code: text, message: text }), { first: 20 }) }),
});

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  if (isXmlElement(body)) return xmlRefusal(body);
  const failure = Failure.safeParse(body);
  const errors = failure.success ? failure.data.response.errors : [];
  for (const { code, message } of errors) {
    const why = whyOfCode.get(code ?? "");
    if (why !== undefined) return { why, detail: message ?? code };
  }
  if (errors.length === 0) return undefined;
  // An error that the list lacks: the HTTP status tells, and inside a 200 it is our request that UPS did not like.
  const detail = errors[0]?.message ?? errors[0]?.code;
  return status < 300 ? { why: "bad_request", detail } : { detail };
}

function xmlRefusal(element: XmlElement): { readonly why: Refusal; readonly detail?: string } | undefined {
  const code = textAt(element, "Response", "Error", "ErrorCode");
  if (code === undefined) return undefined;
  return {
    why: whyOfCode.get(code) ?? "bad_request",
    detail: textAt(element, "Response", "Error", "ErrorDescription"),
  };
}
