/**
 * trackSkybillV2: SOAP 1.1, one number per call, events oldest first with offset. Errors come inside HTTP 200. Codes are padded with
 * blanks, labels come in the asked language, further facts are pairs of name and value.
 */
import type { CodeLookup, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { soapBody, soapFault } from "#carriers/soap.ts";
import { childrenOf, elementAt, textAt, type XmlElement } from "#carriers/xml.ts";
import type { EventFacts, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

/** `return` of the answer; undefined: this is no answer to trackSkybillV2. */
export const returnOf = (envelope: XmlElement): XmlElement | undefined =>
  elementAt(soapBody(envelope), "trackSkybillV2Response", "return");

export function skybillScans(answer: XmlElement): readonly ScanOutcome[] {
  const shipment = elementAt(answer, "listEventInfoComp");
  const number = textAt(shipment, "skybillNumber") ?? "";
  const events = childrenOf(shipment, "events");
  if (events.length === 0) return [{ kind: "refused", number, why: "not_found", detail: "the answer holds no event" }];
  return [
    {
      kind: "scans",
      number,
      scans: events.slice(-500).map(scanOf),
      partnerNumbers: events.slice(0, 500).flatMap((event) => partnerOf(event) ?? []),
    },
  ];
}

/** 1 is said of unknown numbers and of failures alike: the message tells them apart. */
export function skybillRefusal(envelope: XmlElement): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const fault = textAt(soapFault(envelope), "faultstring");
  if (fault !== undefined) return { detail: fault };
  const answer = returnOf(envelope);
  const code = textAt(answer, "errorCode") ?? "0";
  if (answer === undefined || code === "0") return undefined;
  const detail = textAt(answer, "errorMessage") ?? `errorCode ${code}`;
  if (code === "3") return { why: "unauthorized", detail };
  const isUnknown = /not found|unknown|no result|inconnu|introuvable|aucun/i.test(detail);
  return { why: isUnknown ? "not_found" : "unavailable", detail };
}

// ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────────

function scanOf(event: XmlElement): Scan {
  const code = textAt(event, "code") ?? "";
  const label = textAt(event, "eventLabel") ?? "";
  const date = textAt(event, "eventDate");
  const signedBy = infoOf(event, /^consignee.s name$/i);
  const partner = partnerOf(event);
  const facts: EventFacts = {
    ...(isDelivery(code) && signedBy !== undefined ? { signedBy } : {}),
    ...(partner === undefined ? {} : { partnerCarrier: partner.carrier, partnerNumber: partner.number }),
  };
  return {
    time: date === undefined ? null : { text: date },
    lookups: lookupsOf(code, label, facts),
    rawCode: code,
    text: label,
    place: placeOf(event),
    facts,
  };
}

const deliveryEvents = new Map(
  statuses
    .filter(({ list, event }) => list === "event" && event.startsWith("delivered."))
    .map(({ code, event }) => [code, event] as const),
);
const isDelivery = (code: string): boolean => deliveryEvents.has(code.toUpperCase());

function lookupsOf(code: string, label: string, { signedBy }: EventFacts): readonly CodeLookup[] {
  const isNamed = signedBy !== undefined && deliveryEvents.get(code.toUpperCase()) === "delivered.unspecified";
  return [
    ...(isNamed ? [{ list: "delivery", code: "named" }] : []),
    ...(twofold.get(code.toUpperCase())?.(label) ?? []),
    { list: "event", code },
    ...byLabel(label),
  ];
}

const twofold = new Map(["TA", "RE"].map((code) => [code, phraseLookups(`${code} phrases`, statuses)] as const));
const byLabel = phraseLookups("label phrases", statuses);

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const infoOf = (event: XmlElement, name: RegExp): string | undefined =>
  textAt(
    childrenOf(event, "infoCompList")
      .slice(0, 50)
      .find((info) => name.test((textAt(info, "name") ?? "").slice(0, 100))),
    "value",
  );

/** `GEO/XT8452370122486`: the network that continues, and its number. */
function partnerOf(event: XmlElement): { readonly carrier: string; readonly number: string } | undefined {
  const said = infoOf(event, /^partner number$/i)?.slice(0, 100);
  const [, carrier, number] = /^([A-Z]{2,5})\/([A-Z0-9]{6,30})$/i.exec(said ?? "") ?? [];
  return carrier === undefined || number === undefined ? undefined : { carrier, number };
}

/** "Web Services" is the sender's computer. */
function placeOf(event: XmlElement): Place | undefined {
  const name = textAt(event, "officeLabel");
  const postalCode = textAt(event, "zipCode");
  if (name === undefined || name === "Web Services") return undefined;
  return postalCode === undefined ? { name } : { name, postalCode };
}
