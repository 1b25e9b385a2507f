/**
 * DHL: Shipment Tracking – Unified, which answers for all divisions. Two of them have interfaces of their own, which tell more and are
 * preferred where their credential is there: `dhl-express` and `dhl-parcel-de`.
 */
import { problemRefusal } from "#carriers/_families/dhl/problem.ts";
import { apiKey } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { push } from "./push.ts";
import { statuses } from "./statuses.ts";
import { servedCodes, serviceOf, unifiedAnswer, unifiedScans } from "./unified.ts";

export const dhl = defineCarrier({
  slug: "dhl",
  name: "DHL",
  serves: servedCodes,
  docs: "https://developer.dhl.com/api-reference/shipment-tracking",
  baseUrls: { production: "https://api-eu.dhl.com", test: "https://api-sandbox.dhl.com" },
  auth: apiKey("DHL-API-Key", "", [{ name: "push_secret", isOptional: true }]),
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
  unproven: [
    "Limits of a paid key.",
    "Retry policy of push, and the exact body of its handshake.",
    "Subscriptions to push are not made by Posthorn: DHL sends a secret to the address, and only a second call with it activates them.",
  ],
  trackingPage: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
  request,
  answer: unifiedAnswer,
  scans: ({ shipments }, asked) => unifiedScans(shipments, asked),
  refusal: problemRefusal,
  push,
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
