/**
 * Answers of "Track items": one result per asked id, in any order. Events newest first, of the consignment (StarTrack) and of its
 * articles; a status word beside them is coarser, but sometimes ahead of them.
 */
import { z } from "zod";
import type { Asked, CodeLookup, RawTime, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Place } from "#shipments/event.ts";
import { type EventCode, type Status, statusOf } from "#shipments/event-codes.ts";
import { statuses } from "./statuses.ts";

const Event = z.object({ location: text, description: text, date: text });
type TrackEvent = z.output<typeof Event>;
const Events = list(Event, { first: 500 });

const Article = z.object({ article_id: text, product_type: text, status: text, events: Events });
type TrackArticle = z.output<typeof Article>;
/** An article, or a wrapper that holds articles. */
const Item = Article.extend({ items: list(Article, { first: 200 }) });

/** An object; in one published answer, of Australia Post, a list of them. */
const Consignment = object({ status: text, events: Events });
const Consignments = z.unknown().transform((value) => ({
  isList: Array.isArray(value),
  first: Consignment.parse(Array.isArray(value) ? value[0] : value),
}));

const Result = z.object({
  tracking_id: text,
  status: text,
  errors: list(z.object({ code: text, name: text }), { first: 5 }),
  consignment: Consignments.optional(),
  trackable_items: list(Item, { first: 200 }),
});
type TrackResult = z.output<typeof Result>;

export const trackAnswer = z
  .object({ tracking_results: z.custom<readonly unknown[]>(Array.isArray) })
  .transform(({ tracking_results }) => list(Result, { first: 50 }).parse(tracking_results));

export const starTrackCodes: readonly string[] = [
  "star-track",
  "star-track-express",
  "star-track-courier",
  "star-track-webhook",
];

export const isStarTrack = ({ carrierCode }: Asked): boolean => starTrackCodes.includes(carrierCode ?? "");

export function trackScans(results: readonly TrackResult[], asked: readonly Asked[]): readonly ScanOutcome[] {
  return results.filter(saysAnything).map((result) => {
    const number = result.tracking_id ?? "";
    const question = asked.find((each) => plainNumber(each.number) === plainNumber(number));
    return outcomeOf(result, number, question);
  });
}

const saysAnything = ({ tracking_id, errors, consignment, trackable_items }: TrackResult): boolean =>
  tracking_id !== undefined || errors.length > 0 || consignment?.first !== undefined || trackable_items.length > 0;

/** Source: "Track items", error codes. An unknown id is called invalid, too: a young one may be known tomorrow. */
const whyOfCode: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ["ESB-10001", "not_found"],
  ["ESB-10002", "not_found"],
  ["ESB-20010", "unavailable"],
  ["ESB-20050", "unavailable"],
]);

function outcomeOf(result: TrackResult, number: string, question: Asked | undefined): ScanOutcome {
  const articles = result.trackable_items.flatMap((item) => (item.items.length > 0 ? item.items : [item]));
  const consignment = result.consignment?.first;
  const [error] = result.errors;
  if (error !== undefined && articles.length === 0 && consignment === undefined) {
    const why = whyOfCode.get(error.code ?? "") ?? "bad_request";
    return { kind: "refused", number, why, detail: error.name ?? error.code };
  }
  const isFreight =
    (consignment !== undefined && result.consignment?.isList === false) ||
    (question !== undefined && isStarTrack(question));
  const shipment: Shipment = { words: isFreight ? "startrack" : "status", several: articles.length > 1, consignment };
  return {
    kind: "scans",
    number,
    scans: [
      ...wholeScans(result, shipment),
      ...articles.flatMap((article) => articleScans(article, result.status, shipment)),
    ],
    pieces: shipment.several ? articles.flatMap(({ article_id }) => article_id ?? []) : [],
    service: articles.find(({ product_type }) => product_type !== undefined)?.product_type,
  };
}

interface Shipment {
  /** The list in which its status words stand. */
  readonly words: "startrack" | "status";
  readonly several: boolean;
  readonly consignment: z.output<typeof Consignment>;
}

/** Some items are there and some are not: what the consignment says is not true of each. */
const isPartial = ({ consignment, several }: Shipment): boolean =>
  several && /^(partial delivery|incomplete|final shortage)$/i.test(consignment?.status ?? "");

/** What is said of the shipment as a whole: by the consignment, and by a result that has no articles. */
function wholeScans(result: TrackResult, shipment: Shipment): readonly Scan[] {
  const { consignment } = shipment;
  if (consignment === undefined) {
    return result.trackable_items.length > 0 ? [] : statusScans(result.status, [], shipment);
  }
  const partial = isPartial(shipment);
  const scans = consignment.events
    .map((event) => scanOf(event, shipment))
    .map((scan) => (partial ? ofSome(scan) : scan));
  return partial ? scans : withStatus(consignment.status, consignment.events, scans, shipment);
}

/** "Item Delivered" at a consignment of which other items are still under way. */
const ofSome = (scan: Scan): Scan =>
  eventOf(scan.lookups)?.startsWith("delivered.") === true
    ? { ...scan, lookups: [{ list: "startrack", code: "Partial Delivery" }] }
    : scan;

/** An article's own status counts where no consignment speaks for all of them: it lags behind that. */
function articleScans(article: TrackArticle, ofResult: string | undefined, shipment: Shipment): readonly Scan[] {
  const { several } = shipment;
  const scans = article.events.map((event) => scanOf(event, shipment));
  const word = articleStatus(article, shipment) ?? (several || shipment.consignment ? undefined : ofResult);
  const all = withStatus(word, article.events, scans, shipment);
  return several && article.article_id !== undefined
    ? all.map((scan) => ({ ...scan, piece: article.article_id }))
    : all;
}

function articleStatus(article: TrackArticle, shipment: Shipment): string | undefined {
  const { consignment, words } = shipment;
  if (consignment?.status === undefined) return article.status;
  if (!isPartial(shipment)) return undefined;
  const isDelivered = eventOf([{ list: words, code: article.status ?? "" }])?.startsWith("delivered.") === true;
  const isLost = eventOf([{ list: words, code: consignment.status }]) === "exception.lost";
  return isLost && !isDelivered ? consignment.status : article.status;
}

// ── Status words ──────────────────────────────────────────────────────────────────────────────────────────────────

/** A status in which something is decided; "In transit" and the like say less than any event. */
const decided: ReadonlySet<Status> = new Set<Status>([
  "out_for_delivery",
  "available_for_pickup",
  "attempt_failed",
  "exception",
  "delivered",
]);
const over: ReadonlySet<Status> = new Set<Status>(["delivered", "returning", "returned"]);

/**
 * The word explains a newest event whose text nobody knows. Where the events are behind it, it is news of its own, of the day of
 * the newest event: the word has no time.
 */
function withStatus(
  word: string | undefined,
  events: readonly TrackEvent[],
  scans: readonly Scan[],
  shipment: Shipment,
): readonly Scan[] {
  const [newest, ...older] = scans;
  if (word === undefined) return scans;
  if (newest === undefined) return statusScans(word, events, shipment);
  const lookup: CodeLookup = { list: shipment.words, code: word };
  const [told, meant] = [eventOf(newest.lookups), eventOf([lookup])];
  if (meant === undefined) return [...statusScans(word, events, shipment), ...scans];
  if (told === undefined && statusOf(meant) !== "pending") {
    return [{ ...newest, lookups: [...newest.lookups, lookup] }, ...older];
  }
  const isAhead =
    told !== undefined &&
    decided.has(statusOf(meant)) &&
    !over.has(statusOf(told)) &&
    statusOf(meant) !== statusOf(told);
  return isAhead ? [...statusScans(word, events, shipment), ...scans] : scans;
}

function statusScans(
  word: string | undefined,
  events: readonly TrackEvent[],
  { words, consignment }: Shipment,
): readonly Scan[] {
  if (word === undefined) return [];
  const day = [...events.slice(0, 1), ...(consignment?.events.slice(0, 1) ?? [])]
    .flatMap(({ date }) => date?.slice(0, 10) ?? [])
    .reduce<string | undefined>((a, b) => (a !== undefined && a > b ? a : b), undefined);
  return [
    {
      time: day === undefined ? null : { text: day },
      lookups: [{ list: words, code: word }],
      rawCode: word,
      text: word,
    },
  ];
}

const eventByWord = new Map<string, EventCode>(
  statuses.map(({ list: words, code, event }) => [`${words}\n${code.toLowerCase()}`, event]),
);
const eventOf = (lookups: readonly CodeLookup[]): EventCode | undefined =>
  lookups
    .map(({ list: words, code }) => eventByWord.get(`${words}\n${code.toLowerCase()}`))
    .find((event) => event !== undefined);

// ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────────

const phrasesIn = phraseLookups("text phrases", statuses);

function scanOf({ description = "", location, date }: TrackEvent, { words }: Shipment): Scan {
  const place = placeOf(location);
  return {
    time: date === undefined ? null : timeOf(date, place),
    lookups: [{ list: words, code: description }, ...phrasesIn(description)],
    rawCode: "",
    text: description,
    ...(place === undefined ? {} : { place }),
  };
}

/** Every scan bears the offset of Melbourne, also one in New York: the instant is right, the clock there another. */
function timeOf(date: string, place: Place | undefined): RawTime {
  const ms = /T.*[+-]\d\d:?\d\d$/.test(date.slice(0, 40)) ? Date.parse(date) : Number.NaN;
  return place?.country === undefined || Number.isNaN(ms) ? { text: date } : { text: new Date(ms).toISOString() };
}

/** `CHULLORA NSW`, `SYDNEY (AU)`, `JOHN F. KENNEDY APT/NEW YORK (US)`; a depot of StarTrack is a short name (`MEL`). */
function placeOf(location: string | undefined): Place | undefined {
  const written = location?.slice(0, 200);
  if (written === undefined) return undefined;
  const abroad = /^([^()]{1,150})\(([A-Z]{2})\)$/.exec(written);
  if (abroad !== null) {
    const [name = "", city] = (abroad[1] ?? "").split("/").map((part) => part.trim());
    const country = abroad[2] ?? "";
    return city === undefined ? { city: name, country } : { name, city, country };
  }
  const inland = /^(.{1,150}) (ACT|NSW|NT|QLD|SA|TAS|VIC|WA)$/.exec(written);
  return inland === null ? { name: written } : { city: inland[1] ?? written, region: inland[2] ?? "", country: "AU" };
}
