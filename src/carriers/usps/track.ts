/**
 * USPS Tracking v3 with expand=DETAIL: one parcel, its events newest first. An event means what its words say, where we know them, then
 * what its code says: the porch, the locker and the sender's own door are all code 01.
 */
import { z } from "zod";
import type { CodeLookup, RawTime, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { flag, list, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";
import { plainWords } from "./plain-words.ts";

const eventShape = {
  eventType: text,
  eventCode: text,
  eventTimestamp: text,
  GMTTimestamp: text,
  GMTOffset: text,
  eventCountry: text,
  eventCity: text,
  eventState: text,
  eventZIP: text,
  name: text,
};
const TrackingEvent = z.object(eventShape);
type UspsEvent = z.output<typeof TrackingEvent>;

const Tracking = z.object({
  ...eventShape,
  trackingNumber: z.string().min(1),
  mailClass: text,
  statusCategory: text,
  trackingEvents: list(TrackingEvent, { first: 500 }),
  predictedDeliveryDate: text,
  predictedDeliveryTimeStamp: text,
  predictedDeliveryWindowStartTime: text,
  predictedDeliveryWindowEndTime: text,
  expectedDeliveryTimeStamp: text,
  guaranteedDeliveryTimeStamp: text,
  returnDateNotice: text,
  proofOfDeliveryEnabled: flag,
  trackingProofOfDeliveryEnabled: flag,
});
type UspsTracking = z.output<typeof Tracking>;

/** The answer of Tracking, and the payload of a push, which is said to hold the number and one event. */
export const trackAnswer = Tracking.refine(
  ({ trackingEvents, statusCategory, eventType, eventCode }) =>
    trackingEvents.length > 0 || (statusCategory ?? eventType ?? eventCode) !== undefined,
  "no event of USPS",
);

export function trackScans(tracking: UspsTracking): readonly ScanOutcome[] {
  const events = eventsOf(tracking);
  return [
    {
      kind: "scans",
      number: tracking.trackingNumber,
      scans:
        events.length > 0
          ? events.map((event, at) => scanOf(event, at === 0 ? tracking : undefined))
          : currentAlone(tracking),
      estimate: estimateOf(tracking),
      pickupPoint: pickupPointOf(events),
      service: tracking.mailClass === undefined ? undefined : plainWords(tracking.mailClass),
      proofAvailable: tracking.proofOfDeliveryEnabled || tracking.trackingProofOfDeliveryEnabled,
    },
  ];
}

const saysAnything = ({ eventType, eventCode }: UspsEvent): boolean => (eventType ?? eventCode) !== undefined;

function eventsOf(tracking: UspsTracking): readonly UspsEvent[] {
  const events = tracking.trackingEvents.filter(saysAnything);
  return events.length === 0 && saysAnything(tracking) ? [tracking] : events;
}

/** @param parcel given for the newest event, which the parcel's category and date of return belong to */
function scanOf(event: UspsEvent, parcel: UspsTracking | undefined): Scan {
  const words = plainWords(event.eventType ?? "");
  return {
    time: timeOf(event),
    lookups: [
      { list: "eventType", code: words },
      { list: "eventCode", code: event.eventCode ?? "" },
      { list: "eventType, vague", code: words },
      ...categoryOf(parcel),
    ],
    rawCode: event.eventCode ?? "",
    text: words,
    place: placeOf(event),
    facts: { ...signerOf(event), ...keepUntilOf(parcel) },
  };
}

/** No event is told; the category still says how far the parcel is. */
function currentAlone(tracking: UspsTracking): readonly Scan[] {
  const { statusCategory = "" } = tracking;
  return [{ time: null, lookups: categoryOf(tracking), rawCode: statusCategory, text: statusCategory }];
}

const categoryOf = (parcel: UspsTracking | undefined): readonly CodeLookup[] =>
  parcel?.statusCategory === undefined ? [] : [{ list: "statusCategory", code: parcel.statusCategory }];

/** `eventTimestamp` is the wall time of the place, also where a Z stands behind it; `GMTTimestamp` is the instant. */
function timeOf({ eventTimestamp, GMTTimestamp, GMTOffset }: UspsEvent): RawTime | null {
  const local = withoutOffset(eventTimestamp);
  if (local === undefined) return GMTTimestamp === undefined ? null : { text: GMTTimestamp };
  return { text: local, instant: GMTTimestamp, offset: offsetOf(GMTOffset) };
}

const withoutOffset = (timestamp: string | undefined): string | undefined =>
  timestamp === undefined
    ? undefined
    : (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?/.exec(timestamp)?.[0] ?? timestamp);

/** `-05:00` and `-7:00` stay as they are; `-420` are minutes. */
function offsetOf(written: string | undefined): string | undefined {
  if (written === undefined || !/^[+-]?\d{1,3}$/.test(written)) return written;
  const minutes = Math.abs(Number(written));
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${Number(written) < 0 ? "-" : "+"}${hour}:${minute}`;
}

/** Domestic events name no country; computed events no place at all. */
function placeOf({
  eventCity: city,
  eventState: region,
  eventZIP: postalCode,
  eventCountry,
}: UspsEvent): Place | undefined {
  if ((city ?? region ?? postalCode ?? eventCountry) === undefined) return undefined;
  return { city, region, postalCode, country: eventCountry === undefined ? "US" : countryCode(eventCountry) };
}

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const isDelivery = ({ eventCode, eventType }: UspsEvent): boolean =>
  eventCode === "01" || /^delivered\b/i.test(eventType ?? "");

const signerOf = (event: UspsEvent): EventFacts =>
  event.name !== undefined && isDelivery(event) ? { signedBy: event.name } : {};

/** The day on which a parcel that nobody collects goes back. */
const keepUntilOf = (parcel: UspsTracking | undefined): EventFacts =>
  parcel?.returnDateNotice === undefined ? {} : { keepUntil: parcel.returnDateNotice };

/** USPS names no post office; the place of the event is where it lies. */
function pickupPointOf(events: readonly UspsEvent[]): PickupPoint | undefined {
  const [newest] = events;
  const isWaiting = newest?.eventCode === "16" || /^available for pickup$/i.test(newest?.eventType ?? "");
  if (newest === undefined || !isWaiting) return undefined;
  const { city, postalCode, country } = placeOf(newest) ?? {};
  return { city, postalCode, country };
}

// ── Estimate ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Predicted, with its window, before expected before guaranteed. Written as wall times, also where a Z stands behind them. */
function estimateOf(tracking: UspsTracking): Estimate | undefined {
  if (tracking.statusCategory === "Delivered") return undefined;
  const predicted = dayOf(tracking.predictedDeliveryDate ?? tracking.predictedDeliveryTimeStamp);
  const day = predicted ?? dayOf(tracking.expectedDeliveryTimeStamp) ?? dayOf(tracking.guaranteedDeliveryTimeStamp);
  if (day === undefined) return undefined;
  const begins = clockTime(tracking.predictedDeliveryWindowStartTime);
  const ends = clockTime(tracking.predictedDeliveryWindowEndTime);
  return predicted === undefined || begins === undefined || ends === undefined
    ? { from: day, through: null, kind: "date" }
    : { from: `${day}T${begins}`, through: `${day}T${ends}`, kind: "window" };
}

const dayOf = (timestamp: string | undefined): string | undefined => withoutOffset(timestamp)?.slice(0, 10);

/** `13:15`, `13:15:00`, `1:15pm`, or the end of a whole timestamp. */
function clockTime(written: string | undefined): string | undefined {
  const match = /(?:^|T)(\d{1,2}):(\d{2})(?::\d{2})? ?([ap]m)?Z?$/i.exec(written ?? "");
  if (match === null) return undefined;
  const [, hour = "", minute = "", half = ""] = match;
  const hours = half === "" ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  return `${String(hours).padStart(2, "0")}:${minute}:00`;
}
