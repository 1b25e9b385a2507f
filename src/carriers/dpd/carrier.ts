/**
 * DPD for business customers: the SOAP services LoginService and ParcelLifeCycleService, one parcel per call. The token stands in the
 * SOAP header. The list of statuses is in ascending order and holds steps that are still ahead.
 */
import { z } from "zod";
import { labelNumber, localTime, numberPattern, placeOf } from "#carriers/_families/dpd.ts";
import {
  type Asked,
  type Auth,
  type Call,
  type CarrierRequest,
  defineCarrier,
  type Fields,
  type Refusal,
  type Scan,
  type ScanOutcome,
} from "#carriers/carrier.ts";
import { type SoapMessage, soapBody, soapFault, soapRequest } from "#carriers/soap.ts";
import { childrenOf, elementAt, textAt, type XmlElement, xmlText } from "#carriers/xml.ts";
import { statuses } from "./statuses.ts";

const types = "http://dpd.com/common/service/types";

/** The networks of the Netherlands and Belgium have hosts of their own; the others share the group's. */
const regions = {
  nl: "https://wsshipper.dpd.nl/soap/services",
  be: "https://wsshipper.dpd.be/soap/services",
  "public-ws": "https://public-ws.dpd.com/services",
} as const;

const loginVersion = ({ region }: Fields) => (region === "public-ws" ? "2.0" : "2.1");

const auth: Auth = {
  kind: "soap_login",
  fields: [
    { name: "delis_id", label: "DELIS ID" },
    { name: "password" },
    { name: "region", oneOf: Object.keys(regions), isPublic: true },
  ],
  token: {
    request: (fields): CarrierRequest => {
      const version = loginVersion(fields);
      const { delis_id = "", password = "" } = fields;
      return soapCall("LoginService", version, "getAuth", {
        body: `<v:getAuth xmlns:v="${types}/LoginService/${version}"><delisId>${xmlText(delis_id)}</delisId><password>${xmlText(password)}</password><messageLanguage>en_EN</messageLanguage></v:getAuth>`,
      });
    },
    // DPD names the end as a wall time without zone; its tokens last about a day, and few logins are allowed in one.
    read: (body) => {
      const token = textAt(soapBody(body), "getAuthResponse", "return", "authToken");
      return token === undefined ? undefined : { token, seconds: 86_400 };
    },
    refreshEarlyMs: 3_600_000,
  },
  headers: () => ({}),
};

export const dpd = defineCarrier({
  slug: "dpd",
  name: "DPD",
  serves: ["dpd", "dpd-api", "dpd-nl", "dpd-nl-api", "packs-api", "dpd-de", "dpd-at", "dpd-at-sftp"],
  docs: "https://integrations.dpd.nl/dpd-shipper/",
  baseUrls: { production: regions.nl, test: "https://shipperadmintest.dpd.nl/PublicApi/soap/services", regions },
  auth,
  // DPD states no rate of calls; these are our own caution.
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 1 },
  homeZone: "Europe/Brussels",
  format: "xml",
  newestFirst: false,
  statuses,
  numberPattern,
  quality: "reads",
  unproven: [
    "One recorded answer: most samples are written after it and after the service's schema.",
    "The group's host public-ws (Germany, Austria and others): its path is known from client code, its dates are not.",
    "How an unknown number is told: the fault's text was not seen.",
    "The delivery window (Predict) is a text in the receiver's language and is not read.",
    "How often may be asked, and when exactly a token ends.",
  ],
  trackingPage: "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber={number}",
  request,
  answer: z
    .custom<XmlElement>((value) => trackingIn(value) !== undefined, "no tracking result of DPD")
    .transform((element) => trackingIn(element)),
  scans: (tracking, asked) => [outcomeOf(tracking, asked[0]?.number ?? "")],
  refusal,
});

const languages = new Map([
  ["de", "de_DE"],
  ["fr", "fr_FR"],
  ["nl", "nl_NL"],
]);

function request([asked]: readonly Asked[], { fields, token }: Call): CarrierRequest {
  const language = languages.get(asked?.language ?? "") ?? "en_EN";
  return soapCall("ParcelLifeCycleService", "2.0", "getTrackingData", {
    header: `<a:authentication xmlns:a="${types}/Authentication/2.0"><delisId>${xmlText(fields.delis_id ?? "")}</delisId><authToken>${xmlText(token ?? "")}</authToken><messageLanguage>${language}</messageLanguage></a:authentication>`,
    body: `<v:getTrackingData xmlns:v="${types}/ParcelLifeCycleService/2.0"><parcelLabelNumber>${xmlText(labelNumber(asked?.number ?? ""))}</parcelLabelNumber></v:getTrackingData>`,
  });
}

const soapCall = (service: string, version: string, action: string, message: SoapMessage): CarrierRequest =>
  soapRequest(`/${service}/V${version.replace(".", "_")}`, `${types}/${service}/${version}/${action}`, message);

const trackingIn = (value: unknown): XmlElement | undefined =>
  elementAt(soapBody(value), "getTrackingDataResponse", "trackingresult");

// ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

function outcomeOf(tracking: XmlElement | undefined, number: string): ScanOutcome {
  const info = elementAt(tracking, "shipmentInfo");
  const reached = childrenOf(tracking, "statusInfo").slice(-1_000).filter(isReached);
  if (info === undefined && reached.length === 0)
    return { kind: "refused", number, why: "not_found", detail: "the tracking result is empty" };
  return {
    kind: "scans",
    number,
    // Before the first step is reached, the parcel is announced: the shipment's own entry says so.
    scans: reached.length > 0 ? withoutDataCentre(reached).map(scanOf) : [scanOf(info)],
    service: linesOf(elementAt(info, "serviceDescription")),
  };
}

/** Steps that are still ahead are in the list too. */
const isReached = (entry: XmlElement): boolean => textAt(entry, "statusHasBeenReached") === "true";

function scanOf(entry: XmlElement | undefined): Scan {
  const code = textAt(entry, "status") ?? "";
  const time = localTime(linesOf(elementAt(entry, "date")));
  return {
    time: time === undefined ? null : { text: time },
    lookups: [
      { list: "status", code },
      { list: "step", code },
    ],
    rawCode: code,
    text: linesOf(elementAt(entry, "description")) ?? linesOf(elementAt(entry, "label")) ?? "",
    place: placeOf(linesOf(elementAt(entry, "location"))),
  };
}

/** DPD's texts are objects: a line with its content, or an item with several lines. */
function linesOf(text: XmlElement | undefined): string | undefined {
  const lines = childrenOf(text, "content").slice(0, 20);
  return lines.map((line) => textAt(line, "content") ?? line.text).join(" ") || undefined;
}

/** Seat of DPD's computers: it repeats scans of other depots, up to three hours later. */
const dataCentre = "Aschaffenburg (DE)";
const repeatedWithinMs = 3 * 3_600_000;

function withoutDataCentre(entries: readonly XmlElement[]): readonly XmlElement[] {
  if (!entries.some((entry) => linesOf(elementAt(entry, "location")) === dataCentre)) return entries;
  const known = entries.map((entry) => ({
    entry,
    place: linesOf(elementAt(entry, "location")),
    words: `${textAt(entry, "status")}\n${linesOf(elementAt(entry, "description"))}`,
    ms: Date.parse(`${localTime(linesOf(elementAt(entry, "date")))}Z`),
  }));
  const elsewhere = Map.groupBy(
    known.filter(({ place }) => place !== undefined && place !== dataCentre),
    ({ words }) => words,
  );
  return known
    .filter(
      ({ place, words, ms }) =>
        place !== dataCentre || !elsewhere.get(words)?.some((other) => Math.abs(other.ms - ms) <= repeatedWithinMs),
    )
    .map(({ entry }) => entry);
}

// ── Faults ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A SOAP fault, HTTP 500: of the login (`authenticationFault`) or of the service (`faults`). */
function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const fault = soapFault(body);
  if (fault === undefined) return undefined;
  const login = elementAt(fault, "detail", "authenticationFault");
  if (login !== undefined)
    return { why: "unauthorized", detail: textAt(login, "errorMessage") ?? textAt(login, "errorCode") };
  const told = elementAt(fault, "detail", "faults");
  const message = textAt(told, "message") ?? textAt(fault, "faultstring") ?? "";
  return { why: whyOfMessage(message.slice(0, 300)), detail: message || textAt(told, "faultCode") };
}

/** Inferred: the codes of the service's faults are in no document that we know. Another fault is the service's own trouble. */
function whyOfMessage(message: string): Refusal | undefined {
  if (!/\b(parcel|label|number|shipment|paket|zending)/i.test(message)) return undefined;
  return /\b(invalid|not valid|format|digits)\b/i.test(message) ? "invalid_number" : "not_found";
}
