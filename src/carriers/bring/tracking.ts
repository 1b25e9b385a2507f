/**
 * Tracking v2: consignments of packages of events, newest first, times with offset. A query is a number of a consignment or of a
 * package; both are answered with the consignment. "No shipments found" comes inside HTTP 200, as the error of a consignment.
 */
import { z } from "zod";
import type { Asked, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { flag, list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { compactDate, germanTime } from "#carriers/time.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";

const Event = z.object({
  description: text,
  status: text,
  lmEventCode: text,
  recipientSignature: object({ name: text, linkToImage: text }),
  unitInformationUrl: text,
  postalCode: text,
  city: text,
  countryCode: text,
  dateIso: text,
  consignmentEvent: flag,
});
type BringEvent = z.output<typeof Event>;

const Address = object({ countryCode: text });

const Package = z.object({
  packageNumber: text,
  productName: text,
  dateOfReturn: text,
  dateOfEstimatedDelivery: text,
  estimatedTimeSpanOfDelivery: object({ startTime: text, endTime: text }),
  dateOfDelivery: text,
  recipientAddress: Address,
  recipientHandlingAddress: Address,
  expectedPickupUnitName: text,
  expectedPickupUnitURL: text,
  eventSet: list(Event, { first: 500 }),
});
type BringPackage = z.output<typeof Package>;

const Consignment = z.object({
  consignmentId: text,
  packageSet: list(Package, { first: 200 }),
  error: object({ code: text, message: text }),
});
type BringConsignment = z.output<typeof Consignment>;

const Body = z.object({ consignmentSet: z.custom<readonly unknown[]>(Array.isArray) });
/** Some errors are wrapped once more. */
const Wrapped = z.object({ shipments: list(Body, { first: 20 }) });

export const trackingAnswer = z
  .union([Body.transform((body) => [body]), Wrapped.transform(({ shipments }) => shipments)])
  .refine((bodies) => bodies.length > 0, "no answer of Bring")
  .transform((bodies) => ({
    shape: "tracking" as const,
    consignments: bodies.flatMap(({ consignmentSet }) => list(Consignment, { first: 20 }).parse(consignmentSet)),
  }));

/** Said when no consignment is there, by the first that holds an error. */
export function trackingRefusal(
  consignments: readonly BringConsignment[],
): { readonly why?: Refusal; readonly detail?: string } | undefined {
  if (consignments.some(({ packageSet }) => packageSet.length > 0)) return undefined;
  const error = consignments.map((consignment) => consignment.error).find((each) => each !== undefined);
  return error === undefined ? undefined : { why: whyOf(Number(error.code), error.message), detail: error.message };
}

function whyOf(code: number, message = ""): Refusal {
  if (/too busy|too many/i.test(message)) return "throttled";
  if (code === 404) return "not_found";
  if (code === 401) return "unauthorized";
  if (code === 403) return "forbidden";
  if (code === 429) return "throttled";
  // What we ask is a number and nothing else, so an invalid query is an invalid number.
  if (code === 400) return "invalid_number";
  return code >= 500 ? "unavailable" : "bad_request";
}

/** One outcome for the number that was asked. Asked for one package of several, only that one is meant. */
export function trackingScans(
  consignments: readonly BringConsignment[],
  asked: readonly Asked[],
): readonly ScanOutcome[] {
  const real = consignments.filter(({ packageSet }) => packageSet.length > 0);
  const number = plainNumber(asked[0]?.number ?? "");
  if (number === "")
    return real.map((consignment) => outcomeOf(consignment.consignmentId ?? "", consignment.packageSet));
  const chosen = real.find((consignment) => namesOf(consignment).includes(number)) ?? real[0];
  if (chosen === undefined) return [];
  const own = chosen.packageSet.filter(({ packageNumber = "" }) => plainNumber(packageNumber) === number);
  const isWhole = own.length === 0 || plainNumber(chosen.consignmentId ?? "") === number;
  return [isWhole ? outcomeOf(chosen.consignmentId ?? "", chosen.packageSet) : outcomeOf(number, own)];
}

const namesOf = ({ consignmentId = "", packageSet }: BringConsignment): readonly string[] =>
  [consignmentId, ...packageSet.map(({ packageNumber = "" }) => packageNumber)].map(plainNumber);

function outcomeOf(number: string, packages: readonly BringPackage[]): ScanOutcome {
  const isSeveral = packages.length > 1;
  return {
    kind: "scans",
    number,
    scans: packages.flatMap((each) => scansOf(each, isSeveral)),
    estimate: packages.map(estimateOf).find((estimate) => estimate !== undefined),
    pickupPoint: packages.map((each) => pickupPointOf(each)).find((point) => point !== undefined),
    pieces: isSeveral ? packages.flatMap(({ packageNumber }) => packageNumber ?? []) : [],
    ...(isSeveral ? { pieceCount: packages.length } : {}),
    service: packages[0]?.productName,
  };
}

// ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────────

function scansOf(each: BringPackage, isSeveral: boolean): readonly Scan[] {
  const events = each.eventSet.filter(({ status, description }) => (status ?? description) !== undefined);
  const firstReturn = events.findLastIndex(({ status }) => status === "RETURN");
  return events.map((event, at) => scanOf(event, each, { isSeveral, isFirstReturn: at === firstReturn }));
}

function scanOf(
  event: BringEvent,
  each: BringPackage,
  { isSeveral, isFirstReturn }: { readonly isSeveral: boolean; readonly isFirstReturn: boolean },
): Scan {
  const { status = "", lmEventCode, description, dateIso, consignmentEvent } = event;
  const hint =
    status === "INTERNATIONAL" ? arrivalOf(event, each) : status === "RETURN" && !isFirstReturn ? "again" : "";
  return {
    time: dateIso === undefined ? null : { text: dateIso },
    lookups: [
      { list: "status", code: status, subcode: hint },
      { list: "status", code: status },
    ],
    rawCode: status,
    ...(lmEventCode === undefined ? {} : { rawSubCode: lmEventCode }),
    text: description ?? "",
    place: placeOf(event),
    ...(isSeveral && !consignmentEvent && each.packageNumber !== undefined ? { piece: each.packageNumber } : {}),
    facts: factsOf(event, each),
  };
}

/** One status for leaving and arriving: the country of the event tells. */
function arrivalOf(event: BringEvent, { recipientHandlingAddress, recipientAddress }: BringPackage): string {
  const goal = countryCode(recipientHandlingAddress?.countryCode) ?? countryCode(recipientAddress?.countryCode);
  return goal !== undefined && countryCode(event.countryCode) === goal ? "arrived" : "";
}

function factsOf(event: BringEvent, each: BringPackage): EventFacts {
  const { status, recipientSignature } = event;
  if (status === "DELIVERED")
    return {
      ...(recipientSignature?.name === undefined ? {} : { signedBy: recipientSignature.name }),
      ...(recipientSignature?.linkToImage === undefined ? {} : { signatureAvailable: true }),
    };
  if (status !== "READY_FOR_PICKUP") return {};
  const keepUntil = germanTime(each.dateOfReturn) ?? compactDate(each.dateOfReturn);
  const point = pickupPointOf(each, event);
  return { ...(point === undefined ? {} : { pickupPoint: point }), ...(keepUntil === undefined ? {} : { keepUntil }) };
}

function pickupPointOf(each: BringPackage, event?: BringEvent): PickupPoint | undefined {
  const place = event === undefined ? undefined : placeOf(event);
  const { expectedPickupUnitName: name } = each;
  const url = event?.unitInformationUrl ?? each.expectedPickupUnitURL;
  if (name === undefined && url === undefined && place === undefined) return undefined;
  return { name, url, city: place?.city, postalCode: place?.postalCode, country: place?.country };
}

function placeOf({ city, postalCode, countryCode: country }: BringEvent): Place | undefined {
  const known = countryCode(country);
  const place: Place = {
    ...(city === undefined ? {} : { city }),
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(known === undefined ? {} : { country: known }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}

/** A time span alone is one of every day: without a date it promises nothing. */
function estimateOf(each: BringPackage): Estimate | undefined {
  const day = germanTime(each.dateOfEstimatedDelivery);
  if (day === undefined || each.dateOfDelivery !== undefined) return undefined;
  const { startTime, endTime } = each.estimatedTimeSpanOfDelivery ?? {};
  return startTime === undefined || endTime === undefined
    ? { from: day, through: null, kind: "date" }
    : { from: `${day}T${startTime}`, through: `${day}T${endTime}`, kind: "window" };
}
