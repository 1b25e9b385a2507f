/** MyDHL API 3.1 (Express): JSON, oldest event first, wall times of the service area, with GMTOffset where asked for. */
import { z } from "zod";
import { express } from "#carriers/_families/dhl/express.ts";
import type { Asked, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, list, object, text } from "#carriers/lenient.ts";
import { placeOfText } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { dayAndClock } from "#carriers/time.ts";
import type { Estimate } from "#shipments/event.ts";

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

export function myDhlScans(shipments: readonly MyDhlShipment[], asked: readonly Asked[]): readonly ScanOutcome[] {
  return shipments.flatMap((shipment) => {
    const names = [shipment.shipmentTrackingNumber ?? "", ...piecesOf(shipment)].map(plainNumber);
    const named = asked.map(({ number }) => number).filter((number) => names.includes(plainNumber(number)));
    if (named.length > 0) return named.map((number) => outcomeOf(shipment, number));
    // Asked for one piece, Express may answer with a waybill that does not list it: it is the asked one's all the same.
    const [one] = asked;
    const isOnlyPiece = asked.length === 1 && shipments.length === 1 && /^J[A-Z]{1,3}\d/i.test(one?.number ?? "");
    return [outcomeOf(shipment, (isOnlyPiece ? one?.number : shipment.shipmentTrackingNumber) ?? "")];
  });
}

const piecesOf = ({ pieces }: MyDhlShipment): readonly string[] =>
  pieces.map(({ trackingNumber, number }) => trackingNumber ?? number ?? "");

/** Of a piece: what is said of it and of all. */
function outcomeOf(shipment: MyDhlShipment, number: string): ScanOutcome {
  const pieces = piecesOf(shipment);
  const asked = pieces.length > 1 ? pieces.find((piece) => plainNumber(piece) === plainNumber(number)) : undefined;
  const all = scansOf(shipment);
  const scans =
    asked === undefined
      ? all
      : all.filter(({ piece }) => piece === undefined || piece === asked).map(({ piece: _, ...scan }) => scan);
  return {
    kind: "scans",
    number,
    scans,
    estimate: estimateOf(shipment, scans),
    pieces: asked === undefined && pieces.length > 1 ? pieces : [],
    pieceCount: asked === undefined ? shipment.numberOfPieces : undefined,
    service: shipment.productCode,
  };
}

/** After these checkpoints the estimated date is void ("no EDD" in DHL's list), though the answer still has it. */
const voidsEstimate = new Set(express.filter(({ evidence }) => evidence.includes("no EDD")).map(({ code }) => code));

function estimateOf(shipment: MyDhlShipment, scans: readonly Scan[]): Estimate | undefined {
  const day = (shipment.estimatedDeliveryDate ?? shipment.estimatedTimeOfDelivery)?.slice(0, 10);
  if (day === undefined || voidsEstimate.has(scans.at(-1)?.rawCode ?? "")) return undefined;
  return { from: day, through: null, kind: "date" };
}

/** Checkpoints for DHL alone: its reference data marks them, and nobody outside shall read them. */
const internal = new Set(
  express.filter(({ evidence }) => evidence.includes("visibleToCustomer=No")).map(({ code }) => code),
);
const isForCustomers = ({ typeCode }: MyDhlEvent): boolean => !internal.has(typeCode ?? "");

/** With one piece the shipment's events are the piece's. With several, each piece tells its own and the shipment what is left. */
function scansOf(shipment: MyDhlShipment): readonly Scan[] {
  const events = shipment.events.filter(isForCustomers);
  const pieces = shipment.pieces.map((piece) => ({ ...piece, events: piece.events.filter(isForCustomers) }));
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
  const time = dayAndClock(event.date, event.time);
  return {
    time: time === null ? null : { ...time, offset: event.GMTOffset },
    lookups: [{ list: "express", code }],
    rawCode: code,
    text: event.description ?? "",
    place: placeOfText(area?.description),
    ...(piece === undefined ? {} : { piece }),
    facts: event.signedBy === undefined ? {} : { signedBy: event.signedBy },
  };
}
