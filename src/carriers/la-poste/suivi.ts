/**
 * Suivi v2: one object for one number, a list for several, and sometimes a list for one; each element has its own outcome. Newest
 * event first, no place but countries. Labels are long sentences that change with the years: codes decide, and the label only where
 * one code stands for two things. The older consumer page has the same envelope with other code fields.
 */
import { z } from "zod";
import type { CodeLookup, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, flag, list, object, text } from "#carriers/lenient.ts";
import { isPhraseList, phraseLookups } from "#carriers/phrases.ts";
import type { Estimate, EventFacts, PickupPoint } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const Event = z.object({ code: text, group: text, status: text, label: text, date: text });
type SuiviEvent = z.output<typeof Event>;

const Shipment = object({
  idShip: text,
  product: text,
  isFinal: flag,
  deliveryDate: text,
  estimDate: text,
  estimHourMin: text,
  estimHourMax: text,
  event: list(Event, { first: 500 }),
  contextData: object({
    arrivalCountry: text,
    removalPoint: object({ name: text, type: text }),
    partner: object({ name: text, network: text, reference: text }),
    isParcelBack: flag,
  }),
});
type SuiviShipment = NonNullable<z.output<typeof Shipment>>;

const Element = z.object({ returnCode: count, returnMessage: text, idShip: text, shipment: Shipment });
type SuiviElement = z.output<typeof Element>;

/** Ten numbers are asked at once; the rest of a longer list is nothing that we asked for. */
const elements = list(Element, { first: 20 });

export const suiviAnswer = z
  .unknown()
  .transform((value) => elements.parse(value).filter(isElement))
  .refine((found) => found.length > 0, "no shipment of La Poste");

const isElement = ({ returnCode, returnMessage, idShip, shipment }: SuiviElement): boolean =>
  shipment === undefined
    ? returnCode !== undefined && (returnMessage ?? idShip) !== undefined
    : shipment.idShip !== undefined || shipment.event.length > 0;

export const suiviScans = (found: readonly SuiviElement[]): readonly ScanOutcome[] => found.map(outcomeOf);

function outcomeOf({ returnCode = 200, returnMessage, idShip, shipment }: SuiviElement): ScanOutcome {
  const number = shipment?.idShip ?? idShip ?? "";
  if (shipment === undefined)
    return {
      kind: "refused",
      number,
      why: whyOfReturn(returnCode, returnMessage) ?? "not_found",
      detail: returnMessage,
    };
  const { event: events, contextData, product } = shipment;
  const { partner } = contextData ?? {};
  const isReturnSaid = events.some(({ code }) => code === "RE1");
  const arrivedAt = firstDateOf("ET3", events);
  return {
    kind: "scans",
    number,
    scans: events.filter(saysAnything).map((event) => scanOf(event, shipment, arrivedAt)),
    estimate: estimateOf(shipment),
    pickupPoint: pickupPointOf(shipment),
    service: product,
    // Where RE1 stands, only what follows it is on the way back; the flag alone turns everything.
    isReturnLeg: contextData?.isParcelBack === true && !isReturnSaid,
    partnerNumbers:
      partner?.reference === undefined
        ? []
        : [{ number: partner.reference, ...named(partner.network ?? partner.name) }],
  };
}

const named = (carrier: string | undefined): { readonly carrier?: string } =>
  carrier === undefined ? {} : { carrier };

/** `returnCode` of an element or of an error body. 400 is also said of numbers that nobody knows. */
export function whyOfReturn(returnCode: number, message = ""): Refusal | undefined {
  if (returnCode === 404) return "not_found";
  if (returnCode === 400) return /inconnu|aucun objet|unknown/i.test(message) ? "not_found" : "invalid_number";
  if (returnCode === 401) return "unauthorized";
  if (returnCode === 403) return "forbidden";
  if (returnCode === 429) return "throttled";
  return returnCode >= 500 ? "unavailable" : undefined;
}

// ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────────

const saysAnything = ({ code, group, status, label }: SuiviEvent): boolean =>
  (code ?? group ?? status ?? label) !== undefined;

/** @param arrivedAt date of the first scan in the country of destination */
function scanOf(event: SuiviEvent, shipment: SuiviShipment, arrivedAt: string | undefined): Scan {
  const { code, group, status, label, date } = event;
  return {
    time: date === undefined ? null : { text: date },
    lookups: lookupsOf(event, shipment, arrivedAt),
    rawCode: code ?? group ?? status ?? "",
    text: label ?? "",
    facts: isAtPickup(event) ? pickupFacts(event, shipment) : {},
  };
}

function lookupsOf(event: SuiviEvent, shipment: SuiviShipment, arrivedAt: string | undefined): readonly CodeLookup[] {
  const { code, group, status, label, date } = event;
  const isAgain = code === "ET3" && date !== arrivedAt;
  const isInLocker = code === "AG1" && shipment.contextData?.removalPoint?.type === "CIT";
  return [
    ...(isAgain ? [{ list: "event", code, subcode: "again" }] : []),
    ...(isInLocker ? [{ list: "event", code, subcode: "CIT" }] : []),
    ...(code === undefined ? [] : [...(phrasesOf.get(code)?.(label) ?? []), { list: "event", code }]),
    ...(group === undefined ? [] : [{ list: "group", code: group }]),
    ...(status === undefined ? [] : [{ list: "status", code: status }]),
  ];
}

/** The phrases that decide what a code means, by the code. */
const phrasesOf = new Map(
  [...new Set(statuses.map(({ list }) => list).filter(isPhraseList))].map(
    (list) => [list.replace(" phrases", ""), phraseLookups(list, statuses)] as const,
  ),
);

function firstDateOf(wanted: string, events: readonly SuiviEvent[]): string | undefined {
  const dates = events.flatMap(({ code, date }) => (code === wanted && date !== undefined ? [date] : []));
  return dates.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
}

// ── Pickup ────────────────────────────────────────────────────────────────────────────────────────────────────────

const isAtPickup = ({ code, status }: SuiviEvent): boolean => code === "AG1" || status === "AARBPR";

function pickupFacts({ label, date }: SuiviEvent, shipment: SuiviShipment): EventFacts {
  const keepUntil = keepUntilOf(label, date);
  return { pickupPoint: pickupPointOf(shipment), ...(keepUntil === undefined ? {} : { keepUntil }) };
}

function pickupPointOf({ contextData }: SuiviShipment): PickupPoint | undefined {
  const name = contextData?.removalPoint?.name;
  return name === undefined ? undefined : { name, country: contextData?.arrivalCountry };
}

/**
 * "pendant un délai de 10 jours ouvrables": no date is given, so it is counted from the day of the event. Jours ouvrables are
 * Monday to Saturday; public holidays are not known here, so the date is at worst some days early, never late.
 */
function keepUntilOf(label = "", date = ""): string | undefined {
  const said = /(\d{1,2}) jours (ouvrables|ouvrés)/i.exec(label);
  const from = /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0];
  if (said === null || from === undefined || Number.isNaN(Date.parse(from))) return undefined;
  const isFree = said[2]?.toLowerCase() === "ouvrables" ? [0] : [0, 6];
  const day = new Date(`${from}T00:00:00Z`);
  for (let left = Number(said[1]); left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (!isFree.includes(day.getUTCDay())) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}

/** Delivered or over: no promise any more. `isFinal` alone does not mean delivered, so nothing else follows from it. */
function estimateOf(shipment: SuiviShipment): Estimate | undefined {
  const { deliveryDate, isFinal, estimDate, estimHourMin, estimHourMax } = shipment;
  if (deliveryDate !== undefined || isFinal || estimDate === undefined) return undefined;
  const day = estimDate.slice(0, 10);
  const [from, through] = [estimHourMin ?? "", estimHourMax ?? ""];
  const isWindow = from.startsWith(day) && through.startsWith(day) && Date.parse(from) < Date.parse(through);
  return isWindow ? { from, through, kind: "window" } : { from: day, through: null, kind: "date" };
}
