/**
 * Amazon Shipping v2 getTracking: one parcel with its events, newest first, on the way there (FORWARD) and back (RETURNS). What an event
 * was about stands in the detail codes of the summary, which speak of the newest event of each way.
 */
import { z } from "zod";
import type { CodeLookup, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { countryCode, zoneOfPlace } from "#carriers/places.ts";
import { readTime } from "#carriers/time.ts";
import type { Estimate, EventFacts, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const TrackedEvent = z.object({
  eventCode: text,
  location: object({ city: text, stateOrRegion: text, countryCode: text, postalCode: text }),
  eventTime: text,
  shipmentType: text,
});
type AmazonEvent = z.output<typeof TrackedEvent>;

const Tracking = z
  .object({
    trackingId: z.string().min(1),
    eventHistory: list(TrackedEvent, { first: 500 }),
    promisedDeliveryDate: text,
    summary: object({
      status: text,
      trackingDetailCodes: object({ forward: list(text, { first: 20 }), returns: list(text, { first: 20 }) }),
      proofOfDelivery: object({ deliveryImageURL: text, receivedBy: text }),
    }),
  })
  .refine(({ eventHistory, summary }) => eventHistory.length > 0 || summary?.status !== undefined, "no event");
type AmazonTracking = z.output<typeof Tracking>;

/** The model wraps the answer in `payload`; its examples do not. */
export const trackAnswer = z.union([z.object({ payload: Tracking }).transform(({ payload }) => payload), Tracking]);

export function trackScans(tracking: AmazonTracking): readonly ScanOutcome[] {
  const events = tracking.eventHistory.filter(({ eventCode }) => eventCode !== undefined);
  const { deliveryImageURL, receivedBy } = tracking.summary?.proofOfDelivery ?? {};
  return [
    {
      kind: "scans",
      number: tracking.trackingId,
      scans: events.length > 0 ? scansOf(events, tracking) : currentAlone(tracking),
      estimate: estimateOf(tracking, events),
      proofAvailable: (deliveryImageURL ?? receivedBy) !== undefined,
    },
  ];
}

const isOnWayBack = ({ shipmentType }: AmazonEvent): boolean => shipmentType === "RETURNS";

function scansOf(events: readonly AmazonEvent[], { summary }: AmazonTracking): readonly Scan[] {
  const { forward = [], returns = [] } = summary?.trackingDetailCodes ?? {};
  const newestForward = events.findIndex((event) => !isOnWayBack(event));
  const newestReturn = events.findIndex(isOnWayBack);
  const delivery = events.findIndex((event) => event.eventCode === "Delivered" && !isOnWayBack(event));
  return events.map((event, at) => {
    const code = event.eventCode ?? "";
    const details = at === newestForward ? forward : at === newestReturn ? returns : [];
    return {
      time: event.eventTime === undefined ? null : { text: event.eventTime },
      lookups: [...refinements(code, details), { list: "eventCode", code }],
      rawCode: code,
      ...(isOnWayBack(event) ? { rawSubCode: "RETURNS" } : {}),
      text: "",
      place: placeOf(event),
      facts: { ...(isOnWayBack(event) ? { isReturnLeg: true } : {}), ...(at === delivery ? proofOf(summary) : {}) },
    };
  });
}

/** Which details make an event finer. What was refused stays refused, whatever the reason was. */
const refinedBy: Readonly<Record<string, RegExp>> = {
  ArrivedAtCarrierFacility: /^in_transit\./,
  Delivered: /^delivered\./,
  DeliveryAttempted: /^(attempt_failed|exception)\./,
  Undeliverable: /^exception\./,
};

const eventOfDetail: ReadonlyMap<string, string> = new Map(
  statuses.filter((line) => line.list === "detail code").map(({ code, event }) => [code, event]),
);

/** The finest first: "attempted" beside "business closed" adds nothing. */
function refinements(eventCode: string, details: readonly (string | undefined)[]): readonly CodeLookup[] {
  const fits = Object.hasOwn(refinedBy, eventCode) ? refinedBy[eventCode] : undefined;
  const isVague = (code: string): boolean => code === eventCode;
  return details
    .filter((code) => code !== undefined)
    .filter((code) => fits?.test(eventOfDetail.get(code) ?? "") ?? false)
    .toSorted((a, b) => Number(isVague(a)) - Number(isVague(b)))
    .map((code) => ({ list: "detail code", code }));
}

/** No event is told; the summary still says how far the parcel is. */
function currentAlone({ summary }: AmazonTracking): readonly Scan[] {
  const code = summary?.status ?? "";
  const lookups = [...refinements(code, summary?.trackingDetailCodes?.forward ?? []), { list: "status", code }];
  return [{ time: null, lookups, rawCode: code, text: "", facts: code === "Delivered" ? proofOf(summary) : {} }];
}

/** The picture's address and the coordinates are personal data and are not kept. */
function proofOf(summary: AmazonTracking["summary"]): EventFacts {
  const { receivedBy, deliveryImageURL } = summary?.proofOfDelivery ?? {};
  return {
    ...(receivedBy === undefined ? {} : { signedBy: receivedBy }),
    ...(deliveryImageURL === undefined ? {} : { photoAvailable: true }),
  };
}

function placeOf({ location }: AmazonEvent): Place | undefined {
  if (location === undefined) return undefined;
  const { city, stateOrRegion: region, postalCode, countryCode: country } = location;
  return { city, region, postalCode, country: countryCode(country) };
}

/** The promise is an instant; its day is that of the place where the parcel was seen last. */
function estimateOf({ promisedDeliveryDate }: AmazonTracking, events: readonly AmazonEvent[]): Estimate | undefined {
  if (promisedDeliveryDate === undefined) return undefined;
  const place = events.map(placeOf).find((each) => zoneOfPlace(each) !== undefined);
  const day = readTime({ text: promisedDeliveryDate }, place, "UTC")?.local.slice(0, 10);
  return day === undefined ? undefined : { from: day, through: null, kind: "date" };
}
