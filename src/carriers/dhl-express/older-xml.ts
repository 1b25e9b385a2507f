/** The older XML-PI answer of DHL Express, still met in archives and in some countries. Oldest event first. */

import { express } from "#carriers/_families/dhl/express.ts";
import type { Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { placeOfText } from "#carriers/places.ts";
import { dayAndClock } from "#carriers/time.ts";
import { childrenOf, elementAt, textAt, type XmlElement } from "#carriers/xml.ts";

const deliveryCodes = new Set(express.filter(({ event }) => event.startsWith("delivered.")).map(({ code }) => code));

export const isOlderXml = (element: XmlElement): boolean =>
  element.name === "TrackingResponse" || element.name === "ShipmentTrackingErrorResponse";

export function olderXmlRefusal(element: XmlElement): { readonly why: Refusal; readonly detail: string } | undefined {
  const condition =
    elementAt(element, "Response", "Status", "Condition") ?? elementAt(element, "Fault", "Status", "Condition");
  if (condition === undefined || childrenOf(element, "AWBInfo").length > 0) return undefined;
  const code = textAt(condition, "ConditionCode");
  return {
    why: code === "100" ? "unauthorized" : "bad_request",
    detail: textAt(condition, "ConditionData") ?? `condition ${code}`,
  };
}

export function olderXmlScans(element: XmlElement): readonly ScanOutcome[] {
  return childrenOf(element, "AWBInfo")
    .slice(0, 100)
    .map((waybill) => outcomeOf(waybill));
}

function outcomeOf(waybill: XmlElement): ScanOutcome {
  const number = textAt(waybill, "AWBNumber") ?? "";
  const info = elementAt(waybill, "ShipmentInfo");
  if (info === undefined) {
    const condition = elementAt(waybill, "Status", "Condition");
    const detail = textAt(condition, "ConditionData") ?? textAt(waybill, "Status", "ActionStatus") ?? "no shipment";
    return { kind: "refused", number, why: /invalid/i.test(detail) ? "invalid_number" : "not_found", detail };
  }
  const estimated = textAt(info, "EstDlvyDate")?.slice(0, 10);
  const pieceCount = Number(textAt(info, "Pieces"));
  return {
    kind: "scans",
    number,
    scans: childrenOf(info, "ShipmentEvent").slice(-1_000).map(scanOf),
    estimate: estimated === undefined ? undefined : { from: estimated, through: null, kind: "date" },
    pieceCount: Number.isSafeInteger(pieceCount) && pieceCount > 0 ? pieceCount : undefined,
    service: textAt(info, "GlobalProductCode"),
  };
}

function scanOf(event: XmlElement): Scan {
  const code = textAt(event, "ServiceEvent", "EventCode") ?? "";
  // At other checkpoints the same element holds a service area.
  const signedBy = deliveryCodes.has(code) ? textAt(event, "Signatory") : undefined;
  return {
    time: dayAndClock(textAt(event, "Date"), textAt(event, "Time")),
    lookups: [{ list: "express", code }],
    rawCode: code,
    text: textAt(event, "ServiceEvent", "Description") ?? "",
    place: placeOfText(textAt(event, "ServiceArea", "Description")),
    facts: signedBy === undefined ? {} : { signedBy },
  };
}
