/**
 * Chronopost (France): the public SOAP operation trackSkybillV2, which wants no credential. It is asked when there is no key for
 * Suivi v2 (connections.ts puts `la-poste` first): that has an official list of codes, JSON and ten numbers per call, while here
 * codes are known from observation only.
 */
import { z } from "zod";
import { noAuth } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { soapRequest } from "#carriers/soap.ts";
import { isXmlElement, type XmlElement, xmlText } from "#carriers/xml.ts";
import { statuses } from "./statuses.ts";
import { returnOf, skybillRefusal, skybillScans } from "./track-skybill.ts";

const answer = z
  .custom<XmlElement>(isXmlElement)
  .transform(returnOf)
  .pipe(z.custom<XmlElement>(isXmlElement, "no answer of trackSkybillV2"));

export const chronopost = defineCarrier({
  slug: "chronopost",
  name: "Chronopost",
  serves: ["chronopost-france", "chronopost-france-webhook"],
  docs: "https://ws.chronopost.fr/tracking-cxf/TrackingServiceWS?wsdl",
  baseUrls: { production: "https://ws.chronopost.fr" },
  auth: noAuth,
  // Nothing is published; one call a second is our own caution with a service that asks nobody who he is.
  limits: { perSecond: 1, perDay: null, concurrent: 2, batch: 1 },
  homeZone: "Europe/Paris",
  format: "xml",
  newestFirst: false,
  statuses,
  numberPattern: /^(?:[A-Za-z]{2}\d{9}[A-Za-z]{2}|\d{14,15}|[A-Za-z]{2}\d{13})$/,
  quality: "reads",
  unproven: [
    "No official list of codes: most are one author's observation.",
    "How it says that a number cannot be one; an unknown number has no events, or errorCode 1.",
    "errorCode 3 (wrong account) of operations that want one.",
    "No limit of calls is published.",
  ],
  trackingPage: "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={number}&langue=fr",
  request,
  answer,
  scans: skybillScans,
  refusal: (body) => (isXmlElement(body) ? skybillRefusal(body) : undefined),
});

/** Always in English: the recorded labels are English, and labels help where codes do not. */
function request([asked]: readonly Asked[]): CarrierRequest {
  return soapRequest("/tracking-cxf/TrackingServiceWS", '""', {
    body: `<cxf:trackSkybillV2 xmlns:cxf="http://cxf.tracking.soap.chronopost.fr/"><language>en_GB</language><skybillNumber>${xmlText(asked?.number ?? "")}</skybillNumber></cxf:trackSkybillV2>`,
  });
}
