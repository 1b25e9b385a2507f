/** Purolator: TrackPackagesByPin of the E-Ship Web Services, SOAP 1.1 with HTTP Basic, up to ten PINs a call. */
import { z } from "zod";
import { basic } from "#carriers/auth.ts";
import { type Asked, type Call, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { soapRequest } from "#carriers/soap.ts";
import { elementAt, isXmlElement, type XmlElement, xmlText } from "#carriers/xml.ts";
import { statuses } from "./statuses.ts";
import { answerOf, refusal, trackScans } from "./track.ts";

const types = "http://purolator.com/pws/datatypes/v1";

export const purolator = defineCarrier({
  slug: "purolator",
  name: "Purolator",
  serves: ["purolator", "purolator-api"],
  docs: "https://eship.purolator.com",
  baseUrls: { production: "https://webservices.purolator.com", test: "https://devwebservices.purolator.com" },
  auth: basic({ name: "key" }, { name: "password" }, [
    { name: "user_token", label: "User token, where Purolator gave one with the key", isOptional: true },
  ]),
  // Purolator publishes no limit; these are our own caution.
  limits: { perSecond: 2, perDay: null, concurrent: 2, batch: 10 },
  homeZone: "America/Toronto",
  format: "xml",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{9,20}$/,
  quality: "table",
  unproven: [
    "One answer is official, and it is abridged: the others are written after the schema.",
    "Most descriptions of the types Other and Undeliverable.",
    "The list of error codes, and what an invalid PIN is answered with.",
    "How many PINs one call may hold (ten is our caution), and how often one may ask.",
    "That scans are listed newest first.",
  ],
  trackingPage: "https://www.purolator.com/en/shipping/tracker?pin={number}",
  request,
  answer: z.custom<XmlElement>(
    (value) => isXmlElement(value) && elementAt(answerOf(value), "TrackingInformationList") !== undefined,
  ),
  scans: (envelope) => trackScans(envelope),
  refusal,
});

/** Always in English: what a scan means is told by its description. */
function request(asked: readonly Asked[], { id, fields }: Call): CarrierRequest {
  const { user_token = "" } = fields;
  const pins = asked.map(({ number }) => `<p:PIN><p:Value>${xmlText(number)}</p:Value></p:PIN>`).join("");
  const token = user_token === "" ? "" : `<p:UserToken>${xmlText(user_token)}</p:UserToken>`;
  return soapRequest(
    "/PWS/V1/Tracking/TrackingService.asmx",
    '"http://purolator.com/pws/service/v1/TrackPackagesByPin"',
    {
      header: `<p:RequestContext xmlns:p="${types}"><p:Version>1.2</p:Version><p:Language>en</p:Language><p:GroupID/><p:RequestReference>${xmlText(id)}</p:RequestReference>${token}</p:RequestContext>`,
      body: `<p:TrackPackagesByPinRequest xmlns:p="${types}"><p:PINs>${pins}</p:PINs></p:TrackPackagesByPinRequest>`,
    },
  );
}
