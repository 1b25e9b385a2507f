/** `mailPieces`: of the events an object with its history, newest first; of the summary a list, each item with its last event or an error. */
import { z } from "zod";
import type { Asked, CodeLookup, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const Event = z.object({ eventCode: text, eventName: text, eventDateTime: text, locationName: text });
type MailEvent = z.output<typeof Event>;

const MailPiece = z.object({
  mailPieceId: text,
  summary: object({
    oneDBarcode: text,
    productName: text,
    lastEventCode: text,
    lastEventName: text,
    lastEventDateTime: text,
    lastEventLocationName: text,
    statusCategory: text,
  }),
  signature: object({ recipientName: text }),
  estimatedDelivery: object({ date: text, startOfEstimatedWindow: text, endOfEstimatedWindow: text }),
  events: list(Event, { first: 500 }),
  error: object({ errorCode: text, errorDescription: text }),
  links: object({ events: object({ href: text }) }),
});
type MailPiece = z.output<typeof MailPiece>;

export const mailPiecesAnswer = z
  .object({ mailPieces: z.custom<object>((value) => typeof value === "object" && value !== null) })
  .transform(({ mailPieces }) => ({
    mailPieces: list(MailPiece, { first: 100 }).parse(mailPieces).filter(saysAnything),
  }));

const saysAnything = ({ mailPieceId, summary, events, error }: MailPiece): boolean =>
  mailPieceId !== undefined || summary !== undefined || events.length > 0 || error !== undefined;

/** Source: error codes in a public client (elliotjreed/royal-mail-tracking); E1283 and the later ones concern one item. */
const whys: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ["E1142", "not_found"],
  ["E1283", "not_found"],
  ["E1284", "not_found"],
  ["E1307", "not_found"],
  ["E1308", "not_found"],
  ["E0013", "bad_request"],
  ["E0004", "bad_request"],
  ["E0010", "throttled"],
  ["E0009", "unavailable"],
  ["E0001", "unavailable"],
]);

export const whyOfCode = (code: string): Refusal | undefined => whys.get(code);

export const mailPieceScans = (pieces: readonly MailPiece[], asked: readonly Asked[]): readonly ScanOutcome[] =>
  pieces.map((piece) => outcomeOf(piece, asked));

function outcomeOf(piece: MailPiece, asked: readonly Asked[]): ScanOutcome {
  const number = numberOf(piece, asked);
  const events = eventsOf(piece);
  const { error, summary, signature } = piece;
  if (error !== undefined && events.length === 0) {
    const why = whyOfCode(error.errorCode ?? "") ?? "bad_request";
    return { kind: "refused", number, why, detail: error.errorDescription ?? error.errorCode };
  }
  const scans = events.map((event, at) => scanOf(event, at === 0 ? summary?.statusCategory : undefined));
  return {
    kind: "scans",
    number,
    scans: signedBy(scans, signature?.recipientName),
    estimate: estimateOf(piece),
    service: summary?.productName,
    proofAvailable: signature !== undefined,
  };
}

/** The label's number; an item that Royal Mail cannot find has it in its link only, beside an id of Royal Mail's own. */
function numberOf({ mailPieceId, summary, links }: MailPiece, asked: readonly Asked[]): string {
  const linked = /^\/mailpieces\/v2\/([A-Za-z0-9]{1,30})\/events$/.exec(links?.events?.href?.slice(0, 100) ?? "")?.[1];
  const names = [summary?.oneDBarcode, linked, mailPieceId].filter((name) => name !== undefined);
  const question = asked.find(({ number }) => names.some((name) => plainNumber(name) === plainNumber(number)));
  return question?.number ?? names[0] ?? "";
}

/** The summary repeats the last event, and is all there is where only the summary was asked. */
function eventsOf({ events, summary }: MailPiece): readonly MailEvent[] {
  if (events.length > 0 || summary === undefined) return events;
  const { lastEventCode, lastEventName, lastEventDateTime, lastEventLocationName } = summary;
  if (lastEventCode === undefined && lastEventName === undefined) return [];
  return [
    {
      eventCode: lastEventCode,
      eventName: lastEventName,
      eventDateTime: lastEventDateTime,
      locationName: lastEventLocationName,
    },
  ];
}

const namesIn = phraseLookups("name phrases", statuses);

function scanOf(event: MailEvent, category: string | undefined): Scan {
  const { eventCode = "", eventName = "", eventDateTime, locationName } = event;
  return {
    time: eventDateTime === undefined ? null : { text: eventDateTime },
    lookups: [
      { list: "event", code: eventCode },
      ...namesIn(eventName),
      ...(category === undefined ? [] : [{ list: "statusCategory", code: category }]),
    ],
    rawCode: eventCode,
    text: eventName,
    ...(locationName === undefined ? {} : { place: { name: locationName } }),
  };
}

const eventOf = new Map(statuses.map((line) => [`${line.list}\n${line.code}`, line.event]));
const isDelivery = (lookups: readonly CodeLookup[]): boolean => {
  const event = lookups
    .map(({ list: name, code }) => eventOf.get(`${name}\n${code}`))
    .find((each) => each !== undefined);
  return event?.startsWith("delivered.") === true;
};

/** The signature belongs to the newest delivery; before there is one, a name is nobody's. */
function signedBy(scans: readonly Scan[], name: string | undefined): readonly Scan[] {
  const delivery = name === undefined ? -1 : scans.findIndex(({ lookups }) => isDelivery(lookups));
  return scans.map((scan, at) => (at === delivery ? { ...scan, facts: { signedBy: name } } : scan));
}

/** A date, with clock times (`08:00:00+01:00`) where there is a window. */
function estimateOf({ estimatedDelivery }: MailPiece): Estimate | undefined {
  const day = estimatedDelivery?.date?.slice(0, 10);
  if (day === undefined) return undefined;
  const [from, through] = [estimatedDelivery?.startOfEstimatedWindow, estimatedDelivery?.endOfEstimatedWindow].map(
    (clock) => (clock === undefined || !/^\d\d:\d\d/.test(clock) ? undefined : `${day}T${clock}`),
  );
  return from === undefined
    ? { from: day, through: null, kind: "date" }
    : { from, through: through ?? null, kind: "window" };
}
