/** Answers of DHL Shipment Tracking – Unified 1.5, in its own shapes (developer.dhl.com). */

import { type Happening, happenings } from "./happenings.ts";
import { chance, dhlServiceOf, siblingOf } from "./numbers.ts";
import type { Play, Scan } from "./play.ts";
import type { Place } from "./routes.ts";
import { offsetOf, wallTime, windowAround } from "./times.ts";

export interface DhlQuestion {
  readonly service: string | null;
  /** The recipient's postal code opens more detail; a wrong one opens nothing. */
  readonly recipientPostalCode: string | null;
}

/** Problem JSON (RFC 7807). */
export function problem(status: number, title: string, detail: string, instance?: string): object {
  return instance === undefined ? { status, title, detail } : { title, detail, status, instance };
}

export function unifiedAnswer(play: Play, question: DhlQuestion, nowMs: number): object {
  const { number } = play.parcel;
  const service = dhlServiceOf(number);
  const others = ["express", "parcel-de", "ecommerce", "dgf", "freight"].filter((other) => other !== service);
  const shipments = [shipmentOf(play, service, question)];
  // A short number is not DHL's alone for ever: another division used it half a year ago.
  const isReused = /^\d{12}$/.test(number) && question.service === null;
  return {
    shipments: isReused ? [...shipments, olderShipment(number, nowMs)] : shipments,
    ...(question.service === null
      ? {
          possibleAdditionalShipmentsUrl: others.map(
            (other) => `/track/shipments?trackingNumber=${number}&language=en&service=${other}`,
          ),
        }
      : {}),
  };
}

function shipmentOf(play: Play, service: "parcel-de" | "express", question: DhlQuestion): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces === 2 ? [number, siblingOf(number)] : [number];
  const events = play.scans.flatMap((scan) => eventsOf(scan, service, pieces)).reverse();
  const isOpened = service === "express" || question.recipientPostalCode === play.destination.postalCode;
  const window = play.promiseMs === null ? null : windowAround(play.promiseMs);
  const { zone } = play.destination;
  const when = (ms: number): string => timestamp(ms, zone, service);
  return {
    id: number,
    service,
    origin: { address: addressOf(play.sender, isOpened) },
    destination: { address: addressOf(play.destination, isOpened) },
    ...(events[0] === undefined ? {} : { status: events[0] }),
    ...(window === null
      ? {}
      : {
          estimatedTimeOfDelivery: when(window.fromMs),
          estimatedDeliveryTimeFrame: { estimatedFrom: when(window.fromMs), estimatedThrough: when(window.throughMs) },
          estimatedTimeOfDeliveryRemark: "Planned delivery",
        }),
    ...(play.isGoingBack ? { returnFlag: true } : {}),
    details: {
      ...(service === "express"
        ? { carrier: { "@type": "Organization", organizationName: "EXPRESS" } }
        : { product: { productName: "DHL PAKET (parcel)" } }),
      totalNumberOfPieces: pieces.length,
      pieceIds: pieces,
      weight: { value: (200 + chance(number, "weight", 9_000)) / 1_000, unitText: "kg" },
    },
    events,
  };
}

function eventsOf(scan: Scan, service: "parcel-de" | "express", pieces: readonly string[]): readonly object[] {
  const { step, place, atMs } = scan;
  const { dhl }: Happening = happenings[step.what];
  const [code, text] = service === "express" ? dhl.express : dhl.parcelDe;
  const named = step.piece === undefined ? pieces : pieces.slice(step.piece, step.piece + 1);
  const event = {
    timestamp: timestamp(atMs, place.zone, service),
    ...(step.what === "announced" ? {} : { location: locationOf(place) }),
    statusCode: dhl.statusCode,
    status: code,
    description: text,
    ...(dhl.nextSteps === undefined ? {} : { nextSteps: dhl.nextSteps }),
    ...(pieces.length > 1 ? { pieceIds: named } : {}),
  };
  return step.twice === true ? [event, event] : [event];
}

/** Parcel Germany writes local time without an offset, Express with one. */
function timestamp(ms: number, zone: string, service: "parcel-de" | "express"): string {
  return service === "express" ? `${wallTime(ms, zone)}${offsetOf(ms, zone)}` : wallTime(ms, zone);
}

function locationOf(place: Place): object {
  const address = { countryCode: place.country, postalCode: place.postalCode, addressLocality: place.city };
  if (place.shop === undefined) return { address: { countryCode: place.country, addressLocality: place.city } };
  return {
    address: { ...address, streetAddress: place.shop.street },
    servicePoint: {
      url: `https://www.dhl.example/locations/${encodeURIComponent(place.shop.name)}`,
      label: place.shop.name,
    },
  };
}

function addressOf(place: Place, isOpened: boolean): object {
  return isOpened
    ? { countryCode: place.country, postalCode: place.postalCode, addressLocality: place.city }
    : { countryCode: place.country };
}

function olderShipment(number: string, nowMs: number): object {
  const at = wallTime(nowMs - 200 * 86_400_000, "America/New_York");
  const event = {
    timestamp: at,
    location: { address: { countryCode: "US", addressLocality: "Atlanta, GA" } },
    statusCode: "delivered",
    status: "DELIVERED",
    description: "DELIVERED",
  };
  return {
    id: number,
    service: "ecommerce",
    origin: { address: { countryCode: "US" } },
    destination: { address: { countryCode: "US" } },
    status: event,
    details: { totalNumberOfPieces: 1 },
    events: [event],
  };
}
