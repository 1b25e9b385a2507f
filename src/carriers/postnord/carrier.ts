/** PostNord (Sweden, Denmark, Norway, Finland): Track & Trace v5, one number per call. */
import { type Asked, type Auth, type Call, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { statuses } from "./statuses.ts";
import { trackingAnswer, trackingRefusal, trackingScans } from "./track-and-trace.ts";

/** The key stands in the query, so no address of this carrier may be logged. */
const auth: Auth = { kind: "api_key", fields: [{ name: "key", label: "apikey" }], headers: () => ({}) };

export const postnord = defineCarrier({
  slug: "postnord",
  name: "PostNord",
  serves: ["postnord", "sweden-posten", "danmark-post"],
  docs: "https://developer.postnord.com/apis",
  baseUrls: { production: "https://api2.postnord.com", test: "https://atapi2.postnord.com" },
  auth,
  // Plans are limited, and no figure is published; our own caution.
  limits: { perSecond: 2, perDay: null, concurrent: 2, batch: 1 },
  homeZone: "Europe/Stockholm",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^[A-Za-z0-9]{8,35}$/,
  quality: "table",
  unproven: [
    "No recorded answer: shapes are from the OpenAPI of v7 and from clients of v5.",
    "Event codes: only 113 is known; the status beside it tells the rest.",
    "What STOPPED, RETURNED and DELIVERY_REFUSED mean for a parcel.",
    "How a locker is told from a shop.",
    "Limits of a key.",
  ],
  trackingPage: "https://www.postnord.com/en/track-and-trace?shipmentId={number}",
  request,
  answer: trackingAnswer,
  scans: trackingScans,
  refusal: trackingRefusal,
});

const locales = new Map([
  ["en", "en"],
  ["sv", "sv"],
  ["da", "da"],
  ["fi", "fi"],
  ["no", "no"],
  ["nb", "no"],
  ["nn", "no"],
]);

function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  const [one] = asked;
  const query = new URLSearchParams({
    apikey: fields.key ?? "",
    id: one?.number ?? "",
    locale: locales.get(one?.language ?? "") ?? "en",
  });
  return {
    method: "GET",
    path: `/rest/shipment/v5/trackandtrace/findByIdentifier.json?${query}`,
    headers: { accept: "application/json" },
  };
}
