/**
 * FedEx Track v1: per number a list of results, each with its scans, newest first. One number can give several results, because numbers
 * are used again and parcels are given up anew; they are different journeys and are never mixed.
 */
import { z } from "zod";
import type { Asked, CodeLookup, RawTime, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { days } from "#platform/clock.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";

const Address = object({
  streetLines: list(text, { first: 5 }),
  city: text,
  stateOrProvinceCode: text,
  postalCode: text,
  countryCode: text,
  countryName: text,
});
type FedexAddress = z.output<typeof Address>;

const Delay = object({ type: text, status: text });
const TimeWindow = object({ window: object({ begins: text, ends: text }) });

const ScanEvent = z.object({
  date: text,
  eventType: text,
  eventDescription: text,
  exceptionCode: text,
  exceptionDescription: text,
  scanLocation: Address,
  locationType: text,
  delayDetail: Delay,
});
type FedexScan = z.output<typeof ScanEvent>;

const TrackResult = z.object({
  trackingNumberInfo: object({ trackingNumber: text }),
  additionalTrackingInfo: object({
    packageIdentifiers: list(z.object({ type: text, values: list(text, { first: 20 }), value: text }), { first: 50 }),
  }),
  latestStatusDetail: object({
    code: text,
    derivedCode: text,
    statusByLocale: text,
    description: text,
    ancillaryDetails: list(z.object({ reason: text, action: text }), { first: 10 }),
    delayDetail: Delay,
  }),
  dateAndTimes: list(z.object({ type: text, dateTime: text }), { first: 50 }),
  estimatedDeliveryTimeWindow: TimeWindow,
  standardTransitTimeWindow: TimeWindow,
  deliveryDetails: object({ receivedByName: text, signedByName: text, locationType: text }),
  holdAtLocation: object({
    locationContactAndAddress: object({ contact: object({ companyName: text }), address: Address }),
  }),
  availableImages: list(z.object({ type: text }), { first: 20 }),
  serviceDetail: object({ description: text }),
  scanEvents: list(ScanEvent, { first: 500 }),
  error: object({ code: text, message: text }),
});
type FedexResult = z.output<typeof TrackResult>;

const CompleteResult = z.object({ trackingNumber: text, trackResults: list(TrackResult, { first: 20 }) });
type FedexComplete = z.output<typeof CompleteResult>;

const completeResults = list(CompleteResult, { first: 30 });

/** Alerts are objects, or one text "CODE - words". */
export const Alerts = z
  .unknown()
  .optional()
  .transform((value): readonly { readonly code?: string; readonly message?: string }[] => {
    const [said] = typeof value === "string" ? [text.parse(value)] : [];
    return said === undefined
      ? list(z.object({ code: text, message: text }), { first: 20 }).parse(value)
      : [{ code: said.split(" ")[0] ?? "", message: said }];
  });

/** The answer of Track; by push the same, or its parts without the envelope. */
export const trackAnswer = z.union([
  z
    .object({ output: z.object({ alerts: Alerts, completeTrackResults: completeResults }) })
    .transform(({ output: { alerts, completeTrackResults } }) => ({
      isCanned: alerts.some(({ code }) => code === "VIRTUAL.RESPONSE"),
      results: completeTrackResults,
    })),
  z
    .object({ completeTrackResults: z.custom<readonly unknown[]>(Array.isArray) })
    .transform(({ completeTrackResults }) => ({
      isCanned: false,
      results: completeResults.parse(completeTrackResults),
    })),
  TrackResult.extend({ trackingNumberInfo: z.object({ trackingNumber: z.string().min(1) }) }).transform((result) => ({
    isCanned: false,
    results: [{ trackingNumber: result.trackingNumberInfo.trackingNumber, trackResults: [result] }],
  })),
]);

export function trackScans(
  { isCanned, results }: z.output<typeof trackAnswer>,
  asked: readonly Asked[],
): readonly ScanOutcome[] {
  const questions = new Map(asked.map((each) => [plainNumber(each.number), each]));
  return results.map((complete) => {
    const number = complete.trackingNumber ?? complete.trackResults[0]?.trackingNumberInfo?.trackingNumber ?? "";
    return outcomeOf(number, complete, questions.get(plainNumber(number))?.since, isCanned);
  });
}

function outcomeOf(
  number: string,
  { trackResults }: FedexComplete,
  since: string | undefined,
  isCanned: boolean,
): ScanOutcome {
  const result = theOneMeant(trackResults, since);
  if (result === undefined) return withoutScans(number, trackResults);
  const scans = result.scanEvents.filter(
    ({ eventType, eventDescription }) => (eventType ?? eventDescription) !== undefined,
  );
  const service = result.serviceDetail?.description;
  return {
    kind: "scans",
    number,
    scans: scans.length > 0 ? scansOf(scans, result) : currentAlone(result),
    estimate: estimateOf(result),
    pickupPoint: pickupPointOf(result),
    // The sandbox answers with made-up journeys; nobody shall take one for a parcel.
    service: isCanned ? `${service ?? "FedEx"} (canned answer of the FedEx sandbox)` : service,
    proofAvailable: hasSignature(result),
    partnerNumbers: partnerNumbersOf(result),
  };
}

// ── Which of several results is meant ─────────────────────────────────────────────────────────────────────────────

/** A parcel that was given up this long after we heard of it is not the one that we heard of. */
const startsWithinMs = days(45);

/** The newest journey that was under way when we heard of the parcel, else the newest. */
function theOneMeant(results: readonly FedexResult[], since: string | undefined): FedexResult | undefined {
  const telling = results
    .filter(saysAnything)
    .map((result) => ({ result, ...spanOf(result) }))
    .toSorted((a, b) => b.endMs - a.endMs);
  const heardMs = since === undefined ? Number.NaN : Date.parse(since);
  // A day before counts, too: our day need not be the place's.
  const fitting = telling.find(
    ({ startMs, endMs }) => endMs >= heardMs - days(1) && startMs <= heardMs + startsWithinMs,
  );
  return (fitting ?? telling[0])?.result;
}

const saysAnything = ({ scanEvents, latestStatusDetail }: FedexResult): boolean =>
  scanEvents.length > 0 || latestStatusDetail?.code !== undefined;

/** By its scans; canned answers carry other years in their dates. Zero when nothing tells. */
function spanOf({ scanEvents, dateAndTimes }: FedexResult): { readonly startMs: number; readonly endMs: number } {
  const scanned = timesOf(scanEvents.map(({ date }) => date));
  const times = scanned.length > 0 ? scanned : timesOf(dateAndTimes.map(({ dateTime }) => dateTime));
  return { startMs: Math.min(...times, times[0] ?? 0), endMs: Math.max(...times, times[0] ?? 0) };
}

const timesOf = (texts: readonly (string | undefined)[]): readonly number[] =>
  texts.map((each) => Date.parse(each ?? "")).filter((ms) => !Number.isNaN(ms));

/** FedEx answers "not found" per number inside a 200. An error that no list names says nothing against the number. */
function withoutScans(number: string, results: readonly FedexResult[]): ScanOutcome {
  const error = results.map((result) => result.error).find((each) => each?.code !== undefined);
  const isInvalid = /^TRACKING\.TRACKINGNUMBER\.(INVALID|EMPTY)$/.test(error?.code ?? "");
  return {
    kind: "refused",
    number,
    why: isInvalid ? "invalid_number" : "not_found",
    detail: error?.message ?? error?.code ?? "no result in the answer",
  };
}

// ── Scans ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function scansOf(events: readonly FedexScan[], result: FedexResult): readonly Scan[] {
  const delivery = events.findIndex(({ eventType }) => eventType === "DL");
  return events.map((event, at) => ({
    time: timeOf(event),
    lookups: lookupsOf(event, at === delivery ? deliveryLookup(result) : []),
    rawCode: event.eventType ?? "",
    ...(event.exceptionCode === undefined ? {} : { rawSubCode: event.exceptionCode }),
    text: event.exceptionDescription ?? event.eventDescription ?? "",
    place: placeOf(event.scanLocation),
    facts: { ...(at === delivery ? proofOf(result) : {}), ...(at === 0 ? askedOfPeople(event, result) : {}) },
  }));
}

/** Scans may be missing; the latest status still says where the parcel is. */
function currentAlone(result: FedexResult): readonly Scan[] {
  const status = result.latestStatusDetail;
  const code = status?.code ?? "";
  const reason = status?.ancillaryDetails[0]?.reason;
  const delivered = result.dateAndTimes.find(({ type }) => type === "ACTUAL_DELIVERY")?.dateTime;
  const isDelivery = code === "DL";
  return [
    {
      time: isDelivery && delivered !== undefined ? { text: withoutMadeUpMidnight(delivered) } : null,
      lookups: [
        ...lookupsOf(
          { eventType: code, exceptionCode: reason, delayDetail: status?.delayDetail },
          isDelivery ? deliveryLookup(result) : [],
        ),
        { list: "event", code: status?.derivedCode ?? "" },
      ],
      rawCode: code,
      ...(reason === undefined ? {} : { rawSubCode: reason }),
      text: status?.statusByLocale ?? status?.description ?? "",
      facts: isDelivery ? proofOf(result) : {},
    },
  ];
}

/** Events that only say that something is late. */
const delayEvents: ReadonlySet<string> = new Set(["DD", "DY", "PY", "RL"]);
/** Events that say little without their reason. */
const vagueEvents: ReadonlySet<string> = new Set([...delayEvents, "SE", "IT", "IX"]);

/** Event with reason, event with place, event, words; a delay by its kind before anything else. */
function lookupsOf(event: Partial<FedexScan>, ofDelivery: readonly CodeLookup[]): readonly CodeLookup[] {
  const {
    eventType: code = "",
    exceptionCode: reason = "",
    locationType = "",
    delayDetail,
    eventDescription = "",
  } = event;
  const kindOfDelay = { list: "delayDetail.type", code: delayDetail?.type ?? "" };
  return [
    ...(delayEvents.has(code) ? [kindOfDelay] : []),
    ...(reason === "" ? [] : [{ list: "event", code, subcode: reason }]),
    ...(code === "SE" ? [kindOfDelay] : []),
    ...(vagueEvents.has(code) ? [{ list: "exceptionCode", code: reason }] : []),
    ...ofDelivery,
    ...(locationType === "" ? [] : [{ list: "scanEvents.locationType", code, subcode: locationType }]),
    { list: "event", code },
    { list: "eventDescription", code: eventDescription },
  ];
}

/** Where it was delivered, to whose hands: "Residence" is a place and names nobody, unless somebody signed. */
function deliveryLookup({ deliveryDetails }: FedexResult): readonly CodeLookup[] {
  const { locationType: code = "", signedByName } = deliveryDetails ?? {};
  return code === "RESIDENCE" && signedByName === undefined ? [] : [{ list: "deliveryDetails.locationType", code }];
}

function timeOf({ date, eventType }: FedexScan): RawTime | null {
  if (date === undefined) return null;
  return { text: hasNoOffset(date) || eventType === "PU" ? withoutMadeUpMidnight(date) : date };
}

const hasNoOffset = (date: string): boolean => /T\d{2}:\d{2}(:\d{2})?$/.test(date);

/** FedEx writes a bare day as midnight, without offset or with that of Memphis. */
const withoutMadeUpMidnight = (date: string): string => (/T00:00(:00)?([+-]|$)/.test(date) ? date.slice(0, 10) : date);

function placeOf(address: FedexAddress): Place | undefined {
  const country = countryCode(address?.countryCode) ?? countryCode(address?.countryName);
  const { city, stateOrProvinceCode: region, postalCode } = address ?? {};
  return address === undefined ? undefined : { city, region, postalCode, country };
}

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const hasSignature = ({ availableImages }: FedexResult): boolean =>
  availableImages.some(({ type }) => type === "SIGNATURE_PROOF_OF_DELIVERY");

/** Where no signature was wanted, FedEx says so in the place of the name ("Signature not required"). */
function proofOf(result: FedexResult): EventFacts {
  const { signedByName, receivedByName } = result.deliveryDetails ?? {};
  const signedBy = signedByName ?? receivedByName;
  return {
    ...(signedBy === undefined || /signature/i.test(signedBy) ? {} : { signedBy }),
    ...(hasSignature(result) ? { signatureAvailable: true } : {}),
  };
}

/** `action` is there also to say "No action is required" or "Delivery will be re-attempted". */
function askedOfPeople(
  { eventType, exceptionCode }: FedexScan,
  { latestStatusDetail: status }: FedexResult,
): EventFacts {
  const isOfThisScan = (reason: string | undefined): boolean =>
    reason === undefined ? status?.code === eventType : reason === exceptionCode;
  const wantsSomething = (status?.ancillaryDetails ?? []).some(
    ({ reason, action }) => isOfThisScan(reason) && /\b(please|contact|provide)\b/i.test(action ?? ""),
  );
  return wantsSomething ? { actionRequired: true } : {};
}

const heldEvents: ReadonlySet<string> = new Set(["HL", "HP", "HA"]);

/** Where it is held, or will be. FedEx names no opening hours, and the last day only in a sentence. */
function pickupPointOf({ holdAtLocation, latestStatusDetail, scanEvents }: FedexResult): PickupPoint | undefined {
  const isHeld = [latestStatusDetail?.code, ...scanEvents.map(({ eventType }) => eventType)].some(
    (code) => code !== undefined && heldEvents.has(code),
  );
  const { contact, address } = holdAtLocation?.locationContactAndAddress ?? {};
  if (!isHeld || address === undefined) return undefined;
  const { city, postalCode, country } = placeOf(address) ?? {};
  const street = address.streetLines.filter((line) => line !== undefined).join(", ");
  return { name: contact?.companyName, street, city, postalCode, country };
}

function partnerNumbersOf({ additionalTrackingInfo }: FedexResult) {
  return (additionalTrackingInfo?.packageIdentifiers ?? []).flatMap(({ type, values, value }) => {
    const numbers = [...values, value].filter((number) => number !== undefined);
    if (type === "PARTNER_CARRIER_NUMBER") return numbers.map((number) => ({ number }));
    return type === "REROUTE_TRACKING_NUMBER" ? numbers.map((number) => ({ carrier: "fedex", number })) : [];
  });
}

// ── Estimate ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The newest promise first. What was delivered has none. */
function estimateOf(result: FedexResult): Estimate | undefined {
  const { latestStatusDetail, estimatedDeliveryTimeWindow, standardTransitTimeWindow, dateAndTimes } = result;
  const said = (type: string) => dayOf(dateAndTimes.find((each) => each.type === type)?.dateTime);
  if (latestStatusDetail?.code === "DL" || said("ACTUAL_DELIVERY") !== undefined) return undefined;
  return (
    windowOf(estimatedDeliveryTimeWindow) ??
    said("ESTIMATED_DELIVERY") ??
    windowOf(standardTransitTimeWindow) ??
    said("COMMITMENT")
  );
}

/** An end without a beginning is the day by whose hour FedEx wants to be there. */
function windowOf(said: z.output<typeof TimeWindow>): Estimate | undefined {
  const { begins, ends } = said?.window ?? {};
  if (begins === undefined || ends === undefined) return dayOf(begins ?? ends);
  const [from, through] = [withoutMadeUpMidnight(begins), withoutMadeUpMidnight(ends)];
  return from.length === 10 || through.length === 10
    ? { from: from.slice(0, 10), through: through.slice(0, 10), kind: "date" }
    : { from, through, kind: "window" };
}

const dayOf = (date: string | undefined): Estimate | undefined =>
  date === undefined ? undefined : { from: date.slice(0, 10), through: null, kind: "date" };
