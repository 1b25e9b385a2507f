/** bpost (Belgium): trackingInfo of the contract interface, XML, one item per call. */
import { z } from "zod";
import { basic } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { isXmlElement, type XmlElement } from "#carriers/xml.ts";
import { statuses } from "./statuses.ts";
import { isItemTracking, itemRefusal, itemScans } from "./tracking-info.ts";

export const bpost = defineCarrier({
  slug: "bpost",
  name: "bpost",
  serves: ["bpost", "bpost-api"],
  docs: "https://www.bpost.be/en/shipping-manager",
  baseUrls: { production: "https://api.parcel.bpost.cloud" },
  auth: basic({ name: "account_id", isPublic: true }, { name: "passphrase" }),
  // Nothing is published; our own caution.
  limits: { perSecond: 2, perDay: null, concurrent: 2, batch: 1 },
  homeZone: "Europe/Brussels",
  format: "xml",
  newestFirst: false,
  statuses,
  numberPattern: /^(?:\d{24}|[A-Za-z]{2}\d{9}[A-Za-z]{2}|00\d{18})$/,
  quality: "reads",
  unproven: [
    "The address: two clients ask here, older documents name other hosts.",
    "All codes but T00, L00 and U01: a client's grouping without words; C00 and I03 to I88 are inferred.",
    "Which code says that a parcel goes back, or is back: none is known.",
    "That a pick-up point without a street is a locker.",
    "Codes and sentences of businessException.",
    "No limit of calls is published.",
  ],
  trackingPage: "https://track.bpost.cloud/btr/web/#/search?itemCode={number}&lang=en",
  request,
  answer: z.custom<XmlElement>((value) => isXmlElement(value) && isItemTracking(value), "no item of bpost"),
  scans: itemScans,
  refusal: (body) => (isXmlElement(body) ? itemRefusal(body) : undefined),
});

function request(asked: readonly Asked[]): CarrierRequest {
  return {
    method: "GET",
    path: `/services/trackedmail/item/${encodeURIComponent(asked[0]?.number ?? "")}/trackingInfo`,
    headers: { accept: "application/vnd.bpost.shm-trackingInfo-v1+XML, application/xml;q=0.9, */*;q=0.1" },
  };
}
