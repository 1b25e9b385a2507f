/**
 * DHL Express: MyDHL API 3.1, waybills or piece numbers, many per call. Oldest event first. The reading also knows the older XML-PI.
 */
import { z } from "zod";
import { problemRefusal } from "#carriers/_families/dhl/problem.ts";
import { basic } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { isXmlElement, type XmlElement } from "#carriers/xml.ts";
import { myDhlAnswer, myDhlScans } from "./mydhl.ts";
import { isOlderXml, olderXmlRefusal, olderXmlScans } from "./older-xml.ts";
import { statuses } from "./statuses.ts";

const xmlAnswer = z
  .custom<XmlElement>((value) => isXmlElement(value) && isOlderXml(value))
  .transform((element) => ({ shape: "xml" as const, element }));

export const dhlExpress = defineCarrier({
  slug: "dhl-express",
  name: "DHL Express",
  serves: ["dhl-express", "dhl-pieceid", "dhl-sftp"],
  docs: "https://developer.dhl.com/api-reference/dhl-express-mydhl-api",
  baseUrls: {
    production: "https://express.api.dhl.com/mydhlapi",
    test: "https://express.api.dhl.com/mydhlapi/test",
  },
  auth: basic({ name: "username" }, { name: "password" }),
  // 200 numbers fit into one call; fewer keep an answer with all its pieces small. DHL names no rate here: two calls a second is our
  // own caution.
  limits: { perSecond: 2, perDay: null, concurrent: 2, batch: 50 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^(?:[0-9]{10}|[Jj][A-Za-z]{1,3}[0-9]{9,20})$/,
  quality: "reads",
  unproven: [
    "How often may be asked: DHL agrees on it with each customer.",
    "Whether a batch may mix numbers of several accounts.",
  ],
  trackingPage: "https://www.dhl.com/global-en/home/tracking/tracking-express.html?submit=1&tracking-id={number}",
  request,
  // Two parameters, one for each kind of number: a call has one of them.
  lot: ({ number }) => (isPiece(number) ? "piece" : "waybill"),
  answer: z.union([myDhlAnswer, xmlAnswer]),
  scans: (answer, asked) =>
    answer.shape === "mydhl" ? myDhlScans(answer.shipments, asked) : olderXmlScans(answer.element),
  refusal: (body) => (isXmlElement(body) ? olderXmlRefusal(body) : problemRefusal(body)),
});

const isPiece = (number: string): boolean => /^j/i.test(number);

function request(asked: readonly Asked[]): CarrierRequest {
  const parameter = isPiece(asked[0]?.number ?? "") ? "pieceTrackingNumber" : "shipmentTrackingNumber";
  const query = new URLSearchParams(asked.map(({ number }) => [parameter, number]));
  query.set("trackingView", "all-checkpoints");
  query.set("levelOfDetail", "all");
  query.set("requestGMTOffsetPerEvent", "true");
  return {
    method: "GET",
    path: `/tracking?${query}`,
    headers: { accept: "application/json", "accept-language": asked[0]?.language === "de" ? "ger" : "eng" },
  };
}
