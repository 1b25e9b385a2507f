/** MyDHL API 3.1 (Express): JSON, oldest event first, wall times of the service area, with GMTOffset where asked for. */
import { z } from "zod";
import type { Asked, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, list, object, text } from "#carriers/lenient.ts";
import { placeOfText } from "#carriers/places.ts";

const ServiceArea = z.object({ code: text, description: text, facilityCode: text });
const Event = z.object({
  date: text,
  time: text,
  GMTOffset: text,
  typeCode: text,
  description: text,
  serviceArea: list(ServiceArea, { first: 5 }),
  signedBy: text,
  remarks: list(z.object({ value: text, details: text }), { first: 10 }),
});
type MyDhlEvent = z.output<typeof Event>;

const Shipment = z.object({
  shipmentTrackingNumber: text,
  productCode: text,
  numberOfPieces: count,
  estimatedDeliveryDate: text,
  estimatedTimeOfDelivery: text,
  events: list(Event, { last: 500 }),
  pieces: list(z.object({ number: text, trackingNumber: text, events: list(Event, { last: 200 }) }), { first: 200 }),
  receiverDetails: object({ postalAddress: object({ countryCode: text }) }),
});
type MyDhlShipment = z.output<typeof Shipment>;

const isMyDhl = (shipment: unknown): boolean =>
  typeof shipment === "object" && shipment !== null && "shipmentTrackingNumber" in shipment;

export const myDhlAnswer = z
  .object({ shipments: z.custom<readonly unknown[]>(Array.isArray) })
  .transform(({ shipments }) => ({
    shape: "mydhl" as const,
    shipments: list(Shipment, { first: 200 }).parse(shipments.slice(0, 200).filter(isMyDhl)),
  }))
  .refine(({ shipments }) => shipments.length > 0, "no shipment");

/** Asked for a piece, Express answers with the waybill that the piece belongs to; the one answer is then the asked one's. */
export function myDhlScans(shipments: readonly MyDhlShipment[], asked: readonly Asked[] = []): readonly ScanOutcome[] {
  const [question] = asked;
  const isPiece = asked.length === 1 && shipments.length === 1 && /^J[A-Z]{1,3}\d/i.test(question?.number ?? "");
  return shipments.map((shipment) => {
    const pieces = shipment.pieces.map(({ trackingNumber, number }) => trackingNumber ?? number ?? "");
    const estimated = shipment.estimatedDeliveryDate ?? shipment.estimatedTimeOfDelivery;
    return {
      kind: "scans",
      number: (isPiece ? question?.number : shipment.shipmentTrackingNumber) ?? "",
      // The folder says "newest first"; this API lists the other way round.
      scans: scansOf(shipment).toReversed(),
      estimate: estimated === undefined ? undefined : { from: estimated.slice(0, 10), through: null, kind: "date" },
      pieces: pieces.length > 1 ? pieces : [],
      pieceCount: shipment.numberOfPieces,
      service: shipment.productCode,
    };
  });
}

/** With one piece the shipment's events are the piece's. With several, each piece tells its own and the shipment what is left. */
function scansOf({ events, pieces }: MyDhlShipment): readonly Scan[] {
  if (pieces.length <= 1) return (events.length > 0 ? events : (pieces[0]?.events ?? [])).map((event) => scanOf(event));
  const ofPieces = pieces.flatMap((piece) =>
    piece.events.map((event) => scanOf(event, piece.trackingNumber ?? piece.number)),
  );
  const told = new Set(pieces.flatMap((piece) => piece.events.map(keyOf)));
  return [...events.filter((event) => !told.has(keyOf(event))).map((event) => scanOf(event)), ...ofPieces];
}

const keyOf = ({ date, time, typeCode }: MyDhlEvent): string => `${date} ${time} ${typeCode}`;

function scanOf(event: MyDhlEvent, piece?: string): Scan {
  const code = event.typeCode ?? "";
  const area = event.serviceArea[0];
  return {
    time: event.date === undefined ? null : { text: timeText(event), offset: event.GMTOffset },
    lookups: [{ list: "express", code }],
    rawCode: code,
    text: event.description ?? "",
    place: placeOfText(area?.description),
    ...(piece === undefined ? {} : { piece }),
    facts: event.signedBy === undefined ? {} : { signedBy: event.signedBy },
  };
}

const timeText = ({ date = "", time }: MyDhlEvent): string => (time === undefined ? date : `${date}T${time}`);
