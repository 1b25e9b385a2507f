/** Purolator's answer: per PIN its scans, newest first, with wall times of the depot and the province at the end of the depot's name. */
import type { CodeLookup, RawTime, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { soapBody, soapFault } from "#carriers/soap.ts";
import { compactDate, compactTime, dayAndClock } from "#carriers/time.ts";
import { childrenOf, elementAt, isXmlElement, textAt, type XmlElement } from "#carriers/xml.ts";
import type { Estimate, EventFacts, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

export const answerOf = (envelope: XmlElement): XmlElement | undefined =>
  elementAt(soapBody(envelope), "TrackPackagesByPinResponse");

const parcelsOf = (envelope: XmlElement): readonly XmlElement[] =>
  childrenOf(elementAt(answerOf(envelope), "TrackingInformationList"), "TrackingInformation").slice(0, 100);

export const trackScans = (envelope: XmlElement): readonly ScanOutcome[] => parcelsOf(envelope).map(outcomeOf);

function outcomeOf(parcel: XmlElement): ScanOutcome {
  const number = textAt(parcel, "PIN", "Value") ?? "";
  const scans = childrenOf(elementAt(parcel, "Scans"), "Scan").slice(0, 500);
  if (scans.length > 0) return { kind: "scans", number, scans: scans.map(scanOf), estimate: estimateOf(scans) };
  const error = errorIn(parcel);
  return {
    kind: "refused",
    number,
    why: error?.why ?? "not_found",
    detail: error?.detail ?? "Purolator tells no scan of this PIN",
  };
}

function scanOf(scan: XmlElement): Scan {
  const type = textAt(scan, "ScanType") ?? "";
  const description = textAt(scan, "Description") ?? "";
  const signedBy = textAt(scan, "ScanDetails", "DeliverySignature");
  return {
    time: timeOf(scan),
    lookups: lookupsOf(type, description, signedBy !== undefined),
    rawCode: type,
    // "Other" names nothing: its description is what tells one such scan from another of the same minute.
    ...(type === "Other" ? { rawSubCode: description } : {}),
    text: description,
    place: placeOf(textAt(scan, "Depot", "Name")),
    facts: type === "Delivery" ? proofOf(scan, signedBy) : {},
  };
}

function lookupsOf(type: string, description: string, isSigned: boolean): readonly CodeLookup[] {
  const own = { list: "ScanType", code: type };
  if (type === "Delivery") return isSigned ? [{ ...own, subcode: "signed" }, own] : [own];
  return [...(byDescription.get(type)?.(description) ?? []), own];
}

const byDescription = new Map(
  ["Other", "Undeliverable"].map((type) => [type, phraseLookups(`${type} phrases`, statuses)] as const),
);

/** The name of who signed; the picture of the signature is not kept. */
const proofOf = (scan: XmlElement, signedBy: string | undefined): EventFacts => ({
  ...(signedBy === undefined ? {} : { signedBy }),
  ...(textAt(scan, "ScanDetails", "SignatureImage") === undefined ? {} : { signatureAvailable: true }),
});

function timeOf(scan: XmlElement): RawTime | null {
  return dayAndClock(compactDate(textAt(scan, "ScanDate")?.slice(0, 10)), compactTime(textAt(scan, "ScanTime")));
}

/** Provinces and territories; Québec is still written PQ. */
const provinces: ReadonlySet<string> = new Set([
  "AB",
  "BC",
  "MB",
  "NB",
  "NL",
  "NS",
  "NT",
  "NU",
  "ON",
  "PE",
  "QC",
  "SK",
  "YT",
]);

/** `MONTREAL SORT CTR/CTR TRIE, PQ`. "PUROLATOR" is no place. */
function placeOf(depot: string | undefined): Place | undefined {
  if (depot === undefined || depot.toUpperCase() === "PUROLATOR") return undefined;
  const match = /^(.{1,150}), ?([A-Z]{2})$/.exec(depot.slice(0, 200));
  if (match === null) return { name: depot };
  const [, name = depot, written = ""] = match;
  const region = written === "PQ" ? "QC" : written;
  return { name, region, ...(provinces.has(region) ? { country: "CA" } : {}) };
}

/** The proof of pick-up says when Purolator means to deliver. `CommitedDeliveryDate` is the carrier's spelling. */
function estimateOf(scans: readonly XmlElement[]): Estimate | undefined {
  const said = scans
    .map((scan) => compactDate(textAt(scan, "ScanDetails", "CommitedDeliveryDate")?.slice(0, 10)))
    .find((date) => date !== undefined);
  return said === undefined ? undefined : { from: said, through: null, kind: "date" };
}

// ── Refusals ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Said {
  readonly why?: Refusal;
  readonly detail?: string;
}

/** Errors come with HTTP 200. What some PINs are answered with counts more than an error beside it. */
export function refusal(body: unknown, status: number): Said | undefined {
  if (!isXmlElement(body)) return undefined;
  const fault = soapFault(body);
  if (fault !== undefined) return faultOf(fault, status);
  if (parcelsOf(body).length > 0) return undefined;
  const answer = answerOf(body);
  const error = answer === undefined ? undefined : errorIn(answer);
  return error === undefined || error.why !== undefined || status >= 300 ? error : { ...error, why: "bad_request" };
}

function faultOf(fault: XmlElement, status: number): Said {
  const detail = textAt(fault, "faultstring");
  if (status >= 300) return { detail };
  return { why: /client$/i.test(textAt(fault, "faultcode") ?? "") ? "bad_request" : "unavailable", detail };
}

/** Purolator's error codes are not known to us; the words tell the usual cases apart. */
function errorIn(element: XmlElement): Said | undefined {
  const [error] = childrenOf(elementAt(element, "ResponseInformation", "Errors"), "Error");
  if (error === undefined) return undefined;
  const description = textAt(error, "Description") ?? "";
  const detail = [textAt(error, "Code"), description].filter((part) => part !== undefined && part !== "").join(": ");
  return { why: whyOf(description), detail };
}

function whyOf(description: string): Refusal | undefined {
  if (/\b(PIN|tracking number)\b/i.test(description)) {
    if (/\b(invalid|not valid)\b/i.test(description)) return "invalid_number";
    if (/\bnot (be )?found\b/i.test(description)) return "not_found";
  }
  return /\b(authenticat|authoriz|credential)/i.test(description) ? "unauthorized" : undefined;
}
