/**
 * OnTracTrackingResult (requestType=track) and OnTracUpdateResponse (details, without events). Events in no stated order; times are
 * those of the facility. Errors are texts inside HTTP 200, of the whole answer or of one shipment.
 */
import type { Asked, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { childrenOf, elementAt, textAt, type XmlElement } from "#carriers/xml.ts";
import type { Place } from "#shipments/event.ts";
import { deliveryCodes, proofOf } from "./proof.ts";

export const isV7 = ({ name }: XmlElement): boolean =>
  name === "OnTracTrackingResult" || name === "OnTracUpdateResponse";

/** Source: the specification's "Shipment errors". */
const whyOfText: readonly (readonly [string, Refusal])[] = [
  ["invalid tracking number", "invalid_number"],
  ["invalid tracking string", "bad_request"],
  ["invalid username or password", "unauthorized"],
  ["outside the bounds of the array", "bad_request"],
  ["service temporarily unavailable", "unavailable"],
];

const whyOf = (error: string): Refusal =>
  whyOfText.find(([beginning]) => error.slice(0, 100).toLowerCase().startsWith(beginning))?.[1] ?? "bad_request";

/** A number that is wrong is the fault of the whole call only where it was asked alone. */
export function v7Refusal(
  root: XmlElement,
  asked: readonly Asked[],
): { readonly why: Refusal; readonly detail: string } | undefined {
  const error = isV7(root) ? textAt(root, "Error") : undefined;
  if (error === undefined) return undefined;
  const why = whyOf(error);
  return { why: why === "invalid_number" && asked.length > 1 ? "bad_request" : why, detail: error };
}

export const v7Scans = (root: XmlElement): readonly ScanOutcome[] =>
  childrenOf(elementAt(root, "Shipments"), "Shipment").slice(0, 100).map(outcomeOf);

function outcomeOf(shipment: XmlElement): ScanOutcome {
  const number = textAt(shipment, "Tracking") ?? "";
  const error = textAt(shipment, "Error");
  if (error !== undefined) return { kind: "refused", number, why: whyOf(error), detail: error };
  const day = textAt(shipment, "Exp_Del_Date")?.slice(0, 10);
  return {
    kind: "scans",
    number,
    scans: scansOf(shipment),
    estimate: day === undefined ? undefined : { from: day, through: null, kind: "date" },
    service: textAt(shipment, "Service"),
    proofAvailable: textAt(shipment, "POD") !== undefined || textAt(shipment, "Vpod") !== undefined,
  };
}

const deliveries = deliveryCodes("V7");

function scansOf(shipment: XmlElement): readonly Scan[] {
  const scans = childrenOf(elementAt(shipment, "Events"), "Event").map(scanOf).toSorted(byNewest).slice(0, 1_000);
  const delivery = scans.findIndex(({ rawCode }) => deliveries.has(rawCode));
  if (delivery === -1) return textAt(shipment, "Delivered") === "true" ? [deliveredFlag(scans), ...scans] : scans;
  return scans.map((scan, at) => {
    if (at === delivery) return withProof(scan, shipment);
    return isCorrection(scan) && at + 1 === delivery ? { ...scan, facts: { retractsPrevious: true } } : scan;
  });
}

/** "Wrong delivery status. Update pending." takes back the delivery before it. */
const isCorrection = ({ rawCode }: Scan): boolean => rawCode === "ER";

/** Wall times of several zones: near enough for the order in which they are listed; instants decide later. */
function byNewest(a: Scan, b: Scan): number {
  const [one = "", other = ""] = [a.time?.text, b.time?.text];
  return one === other ? 0 : one < other ? 1 : -1;
}

function scanOf(event: XmlElement): Scan {
  const code = textAt(event, "Status") ?? "";
  const time = textAt(event, "EventTime");
  return {
    time: time === undefined ? null : { text: time },
    lookups: [{ list: "V7", code }],
    rawCode: code,
    text: textAt(event, "Description") ?? "",
    place: placeOf(event),
  };
}

function placeOf(event: XmlElement): Place | undefined {
  const [name, city, region, postalCode] = ["Facility", "City", "State", "Zip"].map((part) => textAt(event, part));
  if (city === undefined && region === undefined) return name === undefined ? undefined : { name };
  return {
    country: "US",
    ...(name === undefined ? {} : { name }),
    ...(city === undefined ? {} : { city }),
    ...(region === undefined ? {} : { region }),
    ...(postalCode === undefined ? {} : { postalCode }),
  };
}

/** The flag has no time: it is true of the day of the newest event. */
function deliveredFlag([newest]: readonly Scan[]): Scan {
  const day = newest?.time?.text.slice(0, 10);
  return {
    time: day === undefined ? null : { text: day },
    lookups: [{ list: "V7 Delivered", code: "true" }],
    rawCode: "true",
    text: "",
  };
}

function withProof(scan: Scan, shipment: XmlElement): Scan {
  const photo = textAt(shipment, "Vpod") === undefined ? {} : { photoAvailable: true };
  const { lookups, facts } = proofOf(scan.rawCode, textAt(shipment, "POD"));
  return { ...scan, lookups: [...lookups, ...scan.lookups], facts: { ...photo, ...facts } };
}
