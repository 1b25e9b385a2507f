/** JSON of LaserShip's tracker (t.lasership.com), newest event first, with UTC and the time of the place, both without offset. */
import { z } from "zod";
import type { Asked, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const Event = z.object({
  DateTime: text,
  UTCDateTime: text,
  City: text,
  State: text,
  PostalCode: text,
  Country: text,
  EventType: text,
  EventShortText: text,
  Signature: text,
  PhotoPath: text,
});
type LaserShipEvent = z.output<typeof Event>;

const Order = z.object({
  OrderNumber: text,
  EstimatedDeliveryDate: text,
  Pieces: list(z.object({ TrackingNumber: text }), { first: 100 }),
  Events: list(Event, { first: 500 }),
});
type LaserShipOrder = z.output<typeof Order>;

export const laserShipAnswer = z
  .object({ Pieces: z.custom<readonly unknown[]>(Array.isArray), Events: z.custom<readonly unknown[]>(Array.isArray) })
  .loose()
  .transform((order) => ({ shape: "lasership" as const, order: Order.parse(order) }))
  .refine(({ order }) => order.Events.length > 0 || order.Pieces.length > 0, "no order of LaserShip");

export function laserShipScans(order: LaserShipOrder, asked: readonly Asked[]): readonly ScanOutcome[] {
  const pieces = order.Pieces.flatMap(({ TrackingNumber }) => TrackingNumber ?? []);
  const question = asked.find(({ number }) => pieces.some((piece) => plainNumber(piece) === plainNumber(number)));
  const day = order.EstimatedDeliveryDate?.slice(0, 10);
  return [
    {
      kind: "scans",
      number: question?.number ?? pieces[0] ?? order.OrderNumber ?? "",
      scans: order.Events.map(scanOf),
      estimate: day === undefined ? undefined : { from: day, through: null, kind: "date" },
      pieces: pieces.length > 1 ? pieces : [],
    },
  ];
}

const says = phraseLookups("LaserShip phrases", statuses);

function scanOf(event: LaserShipEvent): Scan {
  const { EventType: type = "", EventShortText: words = "", Signature: signedBy, PhotoPath: photo } = event;
  return {
    time: event.DateTime === undefined ? null : { text: event.DateTime, ...instantOf(event.UTCDateTime) },
    lookups: [{ list: "LaserShip", code: type }, ...says(words)],
    rawCode: type,
    text: words,
    place: placeOf(event),
    facts: {
      ...(signedBy === undefined ? {} : { signedBy }),
      ...(photo === undefined ? {} : { photoAvailable: true }),
    },
  };
}

const instantOf = (utc: string | undefined): { readonly instant?: string } =>
  utc === undefined ? {} : { instant: `${utc}Z` };

function placeOf({ City, State, PostalCode, Country }: LaserShipEvent): Place {
  const country = countryCode(Country);
  return {
    ...(City === undefined ? {} : { city: City }),
    ...(State === undefined ? {} : { region: State }),
    ...(PostalCode === undefined ? {} : { postalCode: PostalCode }),
    ...(country === undefined ? {} : { country }),
  };
}
