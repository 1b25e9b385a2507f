/**
 * DHL Parcel DE tracking (business): XML whose elements are all called `data` and told apart by their `name`. Oldest event first,
 * wall times of Germany (`24.11.2026 14:05`). Errors come inside HTTP 200, for the whole answer or per number.
 */
import type { CodeLookup, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { countryCode, placeOfText } from "#carriers/places.ts";
import { germanTime } from "#carriers/time.ts";
import { childrenOf, type XmlElement } from "#carriers/xml.ts";
import type { Estimate } from "#shipments/event.ts";
import { parcelDeIce } from "./statuses/ice.ts";

export const isPieceDetail = (element: XmlElement): boolean =>
  element.name === "data" && element.attributes.name !== undefined;

/** Source: error codes of the DHL Parcel DE tracking reference (developer.dhl.com). */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    "100": "not_found",
    "200": "not_found",
    "41": "invalid_number",
    "45": "bad_request",
    "5": "unauthorized",
    "6": "unauthorized",
    "57": "needs_more",
    "62": "forbidden",
    "63": "unavailable",
    "-1": "unavailable",
    "-2": "unavailable",
    "-3": "unavailable",
    "-1000": "unavailable",
  }),
);

export function pieceDetailRefusal(
  element: XmlElement,
): { readonly why: Refusal; readonly detail: string } | undefined {
  const { code = "0", error } = element.attributes;
  const shipments = namedData(element, "piece-shipment");
  if (code === "0" || shipments.length > 0) return undefined;
  return { why: whyOfCode.get(code) ?? "bad_request", detail: error ?? `code ${code}` };
}

export function pieceDetailScans(element: XmlElement): readonly ScanOutcome[] {
  return namedData(element, "piece-shipment")
    .slice(0, 20)
    .map((shipment) => outcomeOf(shipment));
}

function outcomeOf(shipment: XmlElement): ScanOutcome {
  const said = shipment.attributes;
  const number = said["searched-piece-code"] || said["piece-code"] || said["piece-identifier"] || "";
  const error = said["error-status"] ?? "0";
  if (error !== "0" && error !== "") {
    return {
      kind: "refused",
      number,
      why: whyOfCode.get(error) ?? "bad_request",
      detail: said.status ?? `code ${error}`,
    };
  }
  const events = namedData(shipment, "piece-event-list").flatMap((list) => namedData(list, "piece-event"));
  const scans = events.slice(-1_000).map((event) => scanOf(event.attributes));
  return {
    kind: "scans",
    number,
    scans: scans.length > 0 ? withTaker(scans, said) : statusAlone(said),
    estimate: estimateOf(said),
    service: said["product-name"],
    isReturnLeg: said.ruecksendung === "true",
    proofAvailable: said["delivery-event-flag"] === "1",
  };
}

type Attributes = Readonly<Record<string, string>>;

function scanOf(event: Attributes): Scan {
  const { ice = "", ric = "", "standard-event-code": ttpro = "" } = event;
  const time = germanTime(event["event-timestamp"]);
  return {
    time: time === undefined ? null : { text: time },
    lookups: lookupsOf(event, ice, ric, ttpro),
    rawCode: ice || ttpro,
    ...(ric === "" ? {} : { rawSubCode: ttpro === "" ? ric : `${ric}/${ttpro}` }),
    text: event["event-text"] || event["event-status"] || event["event-short-status"] || "",
    place: placeOfText(event["event-location"], countryCode(event["event-country"])),
    facts: {
      ...(event.ruecksendung === "true" ? { isReturnLeg: true } : {}),
      ...(ice === "STORN" ? { retractsPrevious: true } : {}),
    },
  };
}

/** Event with reason, then the event where all its reasons mean the same, then the two-letter code, then the sentence. */
function lookupsOf(event: Attributes, ice: string, ric: string, ttpro: string): readonly CodeLookup[] {
  return [
    { list: "parcel-de ICE", code: ice, subcode: `${ric}/${ttpro}` },
    ...sameReason(ice, ric),
    { list: "parcel-de", code: ttpro },
    { list: "parcel-de text", code: event["event-status"] ?? "" },
    { list: "parcel-de text", code: event["event-text"] ?? "" },
  ];
}

/** The same event and reason under another two-letter code counts when all such lines agree. */
function sameReason(ice: string, ric: string): readonly CodeLookup[] {
  const lines = parcelDeIce.filter(
    ({ code, subcode }) => code === ice && (ric === "" || subcode.startsWith(`${ric}/`)),
  );
  const [first] = lines;
  if (first === undefined || lines.some(({ event }) => event !== first.event)) return [];
  return [{ list: "parcel-de ICE", code: ice, subcode: first.subcode }];
}

/** get-status-for-public-user gives no event list: the shipment's own status is the one event. */
function statusAlone(said: Attributes): readonly Scan[] {
  const { ice = "", ric = "", "standard-event-code": ttpro = "", status = "" } = said;
  if (ice === "" && ttpro === "" && status === "") return [];
  return withTaker(
    [
      scanOf({
        ice,
        ric,
        "standard-event-code": ttpro,
        "event-status": status,
        "event-timestamp": said["status-timestamp"] ?? "",
        "event-location": said["event-location"] ?? "",
        "event-country": said["event-country"] ?? "",
        ruecksendung: said.ruecksendung ?? "",
      }),
    ],
    said,
  );
}

/** `pan-recipient-name` is who took it, when it was not the receiver; it belongs to the delivery, the newest event. */
function withTaker(scans: readonly Scan[], said: Attributes): readonly Scan[] {
  const taker = said["pan-recipient-name"];
  if (said["delivery-event-flag"] !== "1" || taker === undefined || taker === "") return scans;
  const delivery = scans.findLastIndex(({ rawCode }) => rawCode === "DLVRD" || rawCode === "ZU");
  const isNeighbour = scans[delivery]?.rawSubCode?.startsWith("NGHBR") ?? false;
  const fact = isNeighbour ? { neighbour: taker } : { signedBy: taker };
  return scans.map((scan, at) => (at === delivery ? { ...scan, facts: { ...scan.facts, ...fact } } : scan));
}

function estimateOf(said: Attributes): Estimate | undefined {
  const day = germanTime(said["delivery-date"]) ?? said["delivery-date"];
  const from = germanTime(said["delivery-timeframe-from"]) ?? said["delivery-timeframe-from"];
  const through = germanTime(said["delivery-timeframe-to"]) ?? said["delivery-timeframe-to"];
  if (said["delivery-event-flag"] === "1") return undefined;
  if (from) return { from, through: through || null, kind: "window" };
  return day ? { from: day, through: null, kind: "date" } : undefined;
}

const namedData = (element: XmlElement, name: string): readonly XmlElement[] =>
  childrenOf(element, "data").filter((child) => child.attributes.name === name);
