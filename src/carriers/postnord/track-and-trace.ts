/**
 * Track & Trace: shipments of items of events, oldest first, wall times of the place without a zone. An unknown number is answered with
 * an empty list of shipments.
 */
import { z } from "zod";
import type { Asked, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, flag, list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";

const Location = object({
  name: text,
  displayName: text,
  city: text,
  postcode: text,
  countryCode: text,
  locationType: text,
  servicePointType: text,
});

const Event = z.object({ eventTime: text, eventCode: text, eventDescription: text, status: text, location: Location });
type PostNordEvent = z.output<typeof Event>;

const Item = z.object({
  itemId: text,
  status: text,
  statusText: object({ header: text }),
  deliveryDate: text,
  returnDate: text,
  estimatedTimeOfArrival: text,
  acceptor: object({ name: text }),
  signature: text,
  deliveryImageAvailable: flag,
  events: list(Event, { last: 500 }),
});
type PostNordItem = z.output<typeof Item>;

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const Hours = z.object({
  openFrom: text,
  openTo: text,
  monday: flag,
  tuesday: flag,
  wednesday: flag,
  thursday: flag,
  friday: flag,
  saturday: flag,
  sunday: flag,
});
type PostNordHours = z.output<typeof Hours>;

const Point = object({
  name: text,
  displayName: text,
  locationType: text,
  servicePointType: text,
  address: object({ street1: text, city: text, postCode: text, countryCode: text }),
  openingHours: list(Hours, { first: 20 }),
});
type DeliveryPoint = z.output<typeof Point>;

const Shipment = z.object({
  shipmentId: text,
  assessedNumberOfItems: count,
  deliveryDate: text,
  returnDate: text,
  estimatedTimeOfArrival: text,
  service: object({ name: text }),
  deliveryPoint: Point,
  items: list(Item, { first: 200 }),
});
type PostNordShipment = z.output<typeof Shipment>;

export const trackingAnswer = z
  .object({ TrackingInformationResponse: z.object({ shipments: z.custom<readonly unknown[]>(Array.isArray) }) })
  .transform(({ TrackingInformationResponse: { shipments } }) => list(Shipment, { first: 20 }).parse(shipments));

/** One outcome for the number that was asked. Asked for one item of several, only that one is meant. */
export function trackingScans(shipments: readonly PostNordShipment[], asked: readonly Asked[]): readonly ScanOutcome[] {
  const number = plainNumber(asked[0]?.number ?? "");
  if (number === "") return shipments.map((shipment) => outcomeOf(shipment));
  const isNamed = (id = ""): boolean => plainNumber(id) === number;
  const holdsIt = ({ shipmentId, items }: PostNordShipment): boolean =>
    isNamed(shipmentId) || items.some(({ itemId }) => isNamed(itemId));
  const chosen = shipments.find(holdsIt) ?? shipments[0];
  if (chosen === undefined) return [];
  const own = chosen.items.filter(({ itemId }) => isNamed(itemId));
  return [isNamed(chosen.shipmentId) || own.length === 0 ? outcomeOf(chosen) : { ...outcomeOf(chosen, own), number }];
}

function outcomeOf(shipment: PostNordShipment, own?: readonly PostNordItem[]): ScanOutcome {
  const { shipmentId, assessedNumberOfItems, service } = shipment;
  const items = own ?? shipment.items;
  const isSeveral = items.length > 1;
  return {
    kind: "scans",
    number: shipmentId ?? items[0]?.itemId ?? "",
    scans: items.flatMap((item) => scansOf(item, shipment, isSeveral)),
    estimate: estimateOf(shipment),
    pickupPoint: pickupPointOf(shipment.deliveryPoint),
    pieces: isSeveral ? items.flatMap(({ itemId }) => itemId ?? []) : [],
    ...(own === undefined ? { pieceCount: assessedNumberOfItems } : {}),
    service: service?.name,
  };
}

// ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────────

function scansOf(item: PostNordItem, shipment: PostNordShipment, isSeveral: boolean): readonly Scan[] {
  const events = item.events.length > 0 ? item.events : statusAlone(item);
  const firsts = firstsOf(events);
  return events.map((event, at) => {
    const { status = "", eventCode = "", eventDescription = "", eventTime } = event;
    return {
      time: eventTime === undefined ? null : { text: eventTime },
      lookups: [
        { list: "eventCode", code: eventCode },
        { list: "status", code: status, subcode: hintOf(event, at, firsts, shipment.deliveryPoint) },
        { list: "status", code: status },
      ],
      rawCode: status,
      ...(eventCode === "" ? {} : { rawSubCode: eventCode }),
      text: eventDescription,
      place: placeOf(event),
      ...(isSeveral && item.itemId !== undefined ? { piece: item.itemId } : {}),
      facts: factsOf(event, item, shipment),
    };
  });
}

/** Without events the item's own status is the one; its time is known only when it was delivered. */
function statusAlone({ status, statusText, deliveryDate }: PostNordItem): readonly PostNordEvent[] {
  if (status === undefined) return [];
  return [
    {
      status,
      eventTime: status === "DELIVERED" ? deliveryDate : undefined,
      eventCode: undefined,
      eventDescription: statusText?.header,
      location: undefined,
    },
  ];
}

const isAvailable = ({ status = "" }: PostNordEvent): boolean => status.startsWith("AVAILABLE_FOR_DELIVERY");

/** Where in an item's list a status stands for the first time; -1: nowhere. */
const firstsOf = (events: readonly PostNordEvent[]) => ({
  available: events.findIndex(isAvailable),
  impossible: events.findIndex(({ status }) => status === "DELIVERY_IMPOSSIBLE"),
  returned: events.findIndex(({ status }) => status === "RETURNED"),
});

/** What the events before it, or the place, say of a status that stands for two things. */
function hintOf(
  event: PostNordEvent,
  at: number,
  { available, impossible, returned }: ReturnType<typeof firstsOf>,
  point: DeliveryPoint,
): string {
  const isBefore = (first: number): boolean => first !== -1 && first < at;
  switch (event.status) {
    case "AVAILABLE_FOR_DELIVERY":
      return isLocker(event.location) || isLocker(point) ? "locker" : "";
    case "DELIVERY_IMPOSSIBLE":
      return at === impossible ? "first" : "";
    case "DELIVERED":
      return isBefore(available) && !isBefore(returned) ? "collected" : "";
    case "RETURNED":
      return isBefore(returned) ? "again" : "";
    default:
      return "";
  }
}

const isLocker = (place: { readonly locationType?: string; readonly servicePointType?: string } | undefined): boolean =>
  /locker|parcel_?box/i.test(`${place?.locationType ?? ""} ${place?.servicePointType ?? ""}`.slice(0, 200));

function placeOf({ location }: PostNordEvent): Place | undefined {
  if (location === undefined) return undefined;
  const { city, postcode, name, displayName } = location;
  const country = countryCode(location.countryCode);
  const place: Place = {
    ...(city === undefined ? {} : { city }),
    ...(postcode === undefined ? {} : { postalCode: postcode }),
    ...(country === undefined ? {} : { country }),
    ...((displayName ?? name) === undefined ? {} : { name: displayName ?? name }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}

function factsOf(event: PostNordEvent, item: PostNordItem, shipment: PostNordShipment): EventFacts {
  if (event.status === "DELIVERED")
    return {
      ...(item.acceptor?.name === undefined ? {} : { signedBy: item.acceptor.name }),
      ...(item.signature === undefined ? {} : { signatureAvailable: true }),
      ...(item.deliveryImageAvailable ? { photoAvailable: true } : {}),
    };
  if (!isAvailable(event)) return {};
  const pickupPoint = pickupPointOf(shipment.deliveryPoint) ?? placeOf(event);
  const keepUntil = (item.returnDate ?? shipment.returnDate)?.slice(0, 10);
  return { ...(pickupPoint === undefined ? {} : { pickupPoint }), ...(keepUntil === undefined ? {} : { keepUntil }) };
}

// ── Pickup and promise ────────────────────────────────────────────────────────────────────────────────────────────

function pickupPointOf(point: DeliveryPoint): PickupPoint | undefined {
  const name = point?.displayName ?? point?.name;
  if (point === undefined || name === undefined) return undefined;
  const { street1, city, postCode } = point.address ?? {};
  return {
    name,
    street: street1,
    city,
    postalCode: postCode,
    country: countryCode(point.address?.countryCode),
    openingHours: point.openingHours.flatMap((hours) => hoursOf(hours) ?? []).join("; "),
  };
}

/** `Mon Tue Wed 08:00-20:00` */
function hoursOf(hours: PostNordHours): string | undefined {
  const open = days.filter((day) => hours[day]).map((day) => `${day.slice(0, 1).toUpperCase()}${day.slice(1, 3)}`);
  if (open.length === 0 || hours.openFrom === undefined || hours.openTo === undefined) return undefined;
  return `${open.join(" ")} ${hours.openFrom.slice(0, 5)}-${hours.openTo.slice(0, 5)}`;
}

/** The hour of an arrival is a reckoning; the day is what is promised. */
function estimateOf({ estimatedTimeOfArrival, deliveryDate, items }: PostNordShipment): Estimate | undefined {
  if (deliveryDate !== undefined) return undefined;
  const said = estimatedTimeOfArrival ?? items.map((item) => item.estimatedTimeOfArrival).find((each) => each);
  return said === undefined ? undefined : { from: said.slice(0, 10), through: null, kind: "date" };
}

// ── Refusals ──────────────────────────────────────────────────────────────────────────────────────────────────────

const Faults = z.object({
  compositeFault: z.object({ faults: list(z.object({ faultCode: text, explanationText: text }), { first: 20 }) }),
  shipments: list(z.unknown(), { first: 1 }),
});
const Refused = z.union([
  z.object({ TrackingInformationResponse: Faults }).transform((body) => body.TrackingInformationResponse),
  Faults,
]);
/** What the gateway before the service says. */
const GatewayError = z.object({ message: text, error: object({ message: text }) });

export function trackingRefusal(
  body: unknown,
  status: number,
): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const refused = Refused.safeParse(body);
  if (refused.success && refused.data.shipments.length === 0) return refusalOfFaults(refused.data, status);
  if (status < 400) return undefined;
  const gateway = GatewayError.safeParse(body);
  const detail = gateway.success ? (gateway.data.error?.message ?? gateway.data.message) : undefined;
  // A wrong key is answered with 403 as well as with 401.
  return /api ?key/i.test(detail?.slice(0, 500) ?? "") ? { why: "unauthorized", detail } : { detail };
}

function refusalOfFaults({ compositeFault }: z.output<typeof Faults>, status: number) {
  const said = compositeFault.faults.flatMap(({ explanationText, faultCode }) => explanationText ?? faultCode ?? []);
  const detail = said[0];
  const words = said.join(" ").slice(0, 2_000);
  if (/not found|no shipment/i.test(words)) return { why: "not_found" as const, detail };
  if (/invalid|not valid|format|length|too (short|long)/i.test(words) && /\bid|identifier|shipment/i.test(words))
    return { why: "invalid_number" as const, detail };
  return status < 400 ? { why: "bad_request" as const, detail } : { detail };
}
