/**
 * DHL Parcel Germany for business customers: Parcel DE tracking v0, XML inside the address, up to twenty numbers per call. Two logins:
 * the developer portal's key in HTTP Basic, the business portal's user inside the XML.
 */
import { z } from "zod";
import { basic } from "#carriers/auth.ts";
import { type Asked, type Call, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { isXmlElement, type XmlElement, xmlText } from "#carriers/xml.ts";
import { isPieceDetail, pieceDetailRefusal, pieceDetailScans } from "./piece-detail.ts";
import { statuses } from "./statuses.ts";

export const dhlParcelDe = defineCarrier({
  slug: "dhl-parcel-de",
  name: "DHL Parcel Germany",
  serves: ["dhl-germany", "dhl-germany-ftp"],
  docs: "https://developer.dhl.com/api-reference/dhl-parcel-de-tracking-post-parcel-germany",
  baseUrls: { production: "https://api-eu.dhl.com", test: "https://api-sandbox.dhl.com" },
  auth: basic({ name: "key", label: "API key of the developer portal" }, { name: "secret" }, [
    { name: "appname", label: "User of the business portal" },
    { name: "password", label: "Password of that user" },
  ]),
  // Twenty numbers per call. DHL names no rate here; one call a second is our own caution, for a login that is wrong too often is blocked.
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 20 },
  homeZone: "Europe/Berlin",
  format: "xml",
  newestFirst: false,
  statuses,
  numberPattern: /^(?:[0-9]{12,20}|[Jj][A-Za-z]{1,3}[0-9]{9,20}|[A-Za-z]{2}[0-9]{9}[A-Za-z]{2})$/,
  quality: "reads",
  unproven: [
    "How often may be asked.",
    "Answers for parcels of other senders: the interface is for one's own (code 62).",
    "The receiver's postcode is not sent: a wrong one is refused, and one's own parcels need none.",
  ],
  trackingPage: "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}",
  request,
  answer: z.custom<XmlElement>(
    (value) => isXmlElement(value) && isPieceDetail(value),
    "no answer of Parcel DE tracking",
  ),
  scans: (element) => pieceDetailScans(element),
  refusal: (body) => (isXmlElement(body) && isPieceDetail(body) ? pieceDetailRefusal(body) : undefined),
});

function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  const { appname = "", password = "" } = fields;
  const attributes = Object.entries({
    appname,
    "language-code": asked[0]?.language === "de" ? "de" : "en",
    password,
    "piece-code": asked.map(({ number }) => number).join(";"),
    request: "d-get-piece-detail",
  }).map(([name, value]) => `${name}="${xmlText(value)}"`);
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="no"?><data ${attributes.join(" ")}/>`;
  return {
    method: "GET",
    path: `/parcel/de/tracking/v0/shipments?${new URLSearchParams({ xml })}`,
    headers: { accept: "application/xml" },
  };
}
