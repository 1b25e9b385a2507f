/** From a carrier's HTTP answer to what we understand of it. Total: whatever comes, the answer is a value, never an exception. */
import { z } from "zod";
import type {
  Asked,
  Carrier,
  CodeLookup,
  HttpAnswer,
  NumberReading,
  Reading,
  Refusal,
  Scan,
  ScanOutcome,
  StatusLine,
} from "#carriers/carrier.ts";
import { readJson } from "#carriers/json.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { readDate, readTime, unknownTime } from "#carriers/time.ts";
import { readXml } from "#carriers/xml.ts";
import { visibleText } from "#platform/log.ts";
import type { Estimate, EventFacts, EventTime, PickupPoint, Place, ShipmentEvent } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";

const maxBodyLength = 5_000_000;
const maxEvents = 500;
/** Scans that are looked at, in the whole answer and of one number at least: reading stays quick whatever a carrier sends. */
const maxScans = 3_000;
const minScansOfOne = 30;
const maxText = 1_000;
const maxPlace = 200;

export function read(carrier: Carrier, answer: HttpAnswer, asked: readonly Asked[]): Reading {
  if (answer.body.length > maxBodyLength) return unreadable("the answer is longer than 5 MB");
  const decoded = decodeOf(carrier, answer);
  const refusal = refusalIn(carrier, decoded, answer.status, asked);
  if (refusal !== undefined) return refusal;
  switch (decoded.kind) {
    case "page":
      return decoded.maintenance
        ? refused("unavailable", "a maintenance page instead of data")
        : unreadable("an HTML page instead of data");
    case "broken":
      return unreadable(decoded.detail);
    case "data":
      return readData(carrier, decoded.data, asked);
  }
}

/** Why the answer as a whole is a refusal; undefined: it is none, whether or not it can be read. */
export function refusalOf(carrier: Carrier, answer: HttpAnswer, asked: readonly Asked[]): RefusedReading | undefined {
  return refusalIn(carrier, decodeOf(carrier, answer), answer.status, asked);
}

/** The body, mended where the carrier is known to break it. */
export const decodeOf = (carrier: Carrier, { body }: HttpAnswer): Decoded => decode(carrier.repair?.(body) ?? body);

/** The same of an answer that is decoded already. */
export function refusalIn(
  carrier: Carrier,
  decoded: Decoded,
  status: number,
  asked: readonly Asked[],
): RefusedReading | undefined {
  const said = decoded.kind === "data" ? carrier.refusal?.(decoded.data, status, asked) : undefined;
  if (said?.why !== undefined) {
    const refusal = refused(said.why, said.detail ?? `HTTP ${status}`);
    return said.waitMs === undefined ? refusal : { ...refusal, waitMs: said.waitMs };
  }
  if (status >= 400 && decoded.kind === "data" && isLoginError(decoded.data))
    return refused("unauthorized", `HTTP ${status}: ${decoded.data.error}`);
  return status >= 300 || status < 200 ? byStatus(status, decoded.kind, said?.detail) : undefined;
}

function readData(carrier: Carrier, data: unknown, asked: readonly Asked[]): Reading {
  const checked = carrier.answer.safeParse(data);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    return unreadable(
      clip(`not an answer of ${carrier.name}: ${issue?.path.join(".") || "the whole"} ${issue?.message ?? ""}`, 200),
    );
  }
  const outcomes = asAsked(carrier.scans(checked.data, asked), asked);
  const scansOfOne = Math.max(minScansOfOne, Math.floor(maxScans / outcomes.length));
  const shipments = [
    ...outcomes.map((outcome) => numberReading(carrier, outcome, scansOfOne)),
    ...unanswered(outcomes, asked),
  ];
  return shipments.length === 0 ? refused("not_found", "the answer holds no shipment") : { kind: "events", shipments };
}

/**
 * One question and one answer belong together when the number is the asked one, though written otherwise: without zeros, as a part
 * of the other, or among the pieces. Any other number is another parcel, whatever we asked; a carrier that is known to answer by
 * another name says so in its `scans`, which sees what was asked.
 */
function asAsked(outcomes: readonly ScanOutcome[], asked: readonly Asked[]): readonly ScanOutcome[] {
  const [[outcome], [question]] = [outcomes, asked];
  if (outcomes.length !== 1 || asked.length !== 1 || outcome === undefined || !question?.number) return outcomes;
  return isNamed(question.number, outcome) ? [{ ...outcome, number: question.number }] : outcomes;
}

function isNamed(number: string, outcome: ScanOutcome): boolean {
  const wanted = plainNumber(number);
  const others = outcome.kind === "scans" ? [...(outcome.pieces ?? []), ...numbersOf(outcome.partnerNumbers)] : [];
  return [outcome.number, ...others.slice(0, maxEvents)].some((each) => isSameNumber(plainNumber(each), wanted));
}

const numbersOf = (partners: readonly { readonly number: string }[] = []): string[] =>
  partners.map(({ number }) => number);

/** A carrier that names no number at all answers what was asked. */
function isSameNumber(a: string, b: string): boolean {
  const [short = "", long = ""] = [a, b]
    .map((each) => each.replace(/^0{1,20}/, ""))
    .sort((x, y) => x.length - y.length);
  return short === "" || short === long || (short.length >= 8 && long.includes(short));
}

/** Carriers leave out what they do not know: an asked number without an outcome is one that the carrier does not know. */
function unanswered(outcomes: readonly ScanOutcome[], asked: readonly Asked[]): NumberReading[] {
  const answered = new Set(outcomes.map((outcome) => plainNumber(outcome.number)));
  return asked
    .filter(({ number }) => number !== "" && !answered.has(plainNumber(number)))
    .map(({ number }) => ({
      kind: "refused",
      number,
      why: "not_found",
      detail: "the answer does not mention the number",
    }));
}

function numberReading(carrier: Carrier, outcome: ScanOutcome, most: number): NumberReading {
  const number = clip(outcome.number, 100);
  if (outcome.kind === "refused") {
    return { kind: "refused", number, why: outcome.why, detail: clip(outcome.detail ?? "", 200) };
  }
  return {
    kind: "events",
    number,
    events: eventsOf(carrier, carrier.newestFirst ? outcome.scans.slice(0, most) : outcome.scans.slice(-most)),
    estimate: cleanEstimate(outcome.estimate) ?? null,
    pickupPoint: cleanPickupPoint(outcome.pickupPoint) ?? null,
    pieces: unique((outcome.pieces ?? []).map((piece) => clip(piece, 100)).filter((piece) => piece !== "")).slice(
      0,
      maxEvents,
    ),
    pieceCount: outcome.pieceCount ?? null,
    service: clip(outcome.service ?? "", maxPlace) || null,
    isReturnLeg: outcome.isReturnLeg ?? false,
    proofAvailable: outcome.proofAvailable ?? false,
    ...(outcome.carrierKey === undefined ? {} : { carrierKey: clip(outcome.carrierKey, 100) }),
    partnerNumbers: (outcome.partnerNumbers ?? []).slice(0, 20).map(({ carrier: partner, number: partnerNumber }) => ({
      ...(partner === undefined ? {} : { carrier: clip(partner, 100) }),
      number: clip(partnerNumber, 100),
    })),
  };
}

function eventsOf(carrier: Carrier, scans: readonly Scan[]): readonly ShipmentEvent[] {
  const oldestFirst = carrier.newestFirst ? [...scans].reverse() : scans;
  const events = oldestFirst.map((scan, order) => eventOf(carrier, scan, order));
  return sortByTime(withoutDuplicates(events)).slice(-maxEvents);
}

function eventOf(carrier: Carrier, scan: Scan, order: number): ShipmentEvent {
  const place = cleanPlace(scan.place);
  return {
    code: codeOf(carrier, scan.lookups),
    time: (scan.time === null ? undefined : readTime(scan.time, place, carrier.homeZone)) ?? unknownTime,
    rawCode: clip(scan.rawCode, 100),
    rawSubCode: clip(scan.rawSubCode ?? "", 100) || null,
    rawText: clip(scan.text, maxText),
    place: place ?? null,
    piece: clip(scan.piece ?? "", 100) || null,
    facts: cleanFacts(scan.facts),
    order,
  };
}

// ── Status look-up ────────────────────────────────────────────────────────────────────────────────────────────────

const tables = new WeakMap<readonly StatusLine[], ReadonlyMap<string, EventCode>>();

function codeOf(carrier: Carrier, lookups: readonly CodeLookup[]): EventCode | "unmapped" {
  let table = tables.get(carrier.statuses);
  if (table === undefined) {
    table = new Map(carrier.statuses.map((line) => [tableKey(line), line.event]));
    tables.set(carrier.statuses, table);
  }
  for (const lookup of lookups) {
    const event = table.get(tableKey(lookup));
    if (event !== undefined) return event;
  }
  return "unmapped";
}

export const tableKey = ({ list, code, subcode = "" }: CodeLookup): string =>
  `${list}\n${code.trim().toUpperCase()}\n${subcode.trim().toUpperCase()}`;

// ── Order and duplicates ──────────────────────────────────────────────────────────────────────────────────────────

function withoutDuplicates(events: readonly ShipmentEvent[]): readonly ShipmentEvent[] {
  const seen = new Set<string>();
  return events.filter(({ time, code, rawCode, rawSubCode, rawText, place, piece }) => {
    const key = JSON.stringify([time.local, time.instant, code, rawCode, rawSubCode, rawText, place, piece]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Oldest first. Within one minute the carrier's own order counts (§3.2). A bare date has no honest instant: such an event keeps its
 * place in the carrier's order as far as its day allows (§3.8). Events without any time stay where the carrier put them.
 */
function sortByTime(events: readonly ShipmentEvent[]): readonly ShipmentEvent[] {
  const timed = events.filter(({ time }) => time.instant !== null);
  const sorted = timed.toSorted((a, b) => minuteOf(a.time) - minuteOf(b.time));
  for (const event of events) {
    if (event.time.instant !== null) continue;
    sorted.splice(placeFor(event, sorted), 0, event);
  }
  return sorted;
}

const minuteOf = ({ instant }: EventTime): number => Math.floor(Date.parse(instant ?? "") / 60_000);

function placeFor(event: ShipmentEvent, sorted: readonly ShipmentEvent[]): number {
  const day = event.time.local;
  const afterOwn = sorted.findLastIndex(({ order }) => order < event.order) + 1;
  if (day === "") return afterOwn;
  const earliest = sorted.findLastIndex(({ time }) => time.local !== "" && time.local.slice(0, 10) < day) + 1;
  const later = sorted.findIndex(({ time, code }) => {
    const itsDay = time.local.slice(0, 10);
    return itsDay > day || (itsDay === day && time.instant !== null && isEnd(code));
  });
  return Math.max(earliest, Math.min(afterOwn, later === -1 ? sorted.length : later));
}

const isEnd = (code: string): boolean => code.startsWith("delivered.") || code.startsWith("returned.");

// ── Cleaning: what leaves this file is visible text of known length ──────────────────────────────────

/** Visible characters only, blanks joined, at most `most` characters (never half of a surrogate pair). */
function clip(text: string, most: number): string {
  if (text.length <= most && isPlain(text)) return text;
  const cut = visibleText(text.slice(0, most * 4))
    .replace(/\s+/g, " ")
    .trim();
  if (cut.length <= most) return cut.toWellFormed();
  return cut.slice(0, most).toWellFormed().trim();
}

/** Nearly every text: Latin letters and marks, single blanks between words. Nothing in it has to be looked for. */
const isPlain = (text: string): boolean =>
  /^[ -~\u00a1-\u00ac\u00ae-\u024f]*$/.test(text) &&
  !text.includes("  ") &&
  !text.startsWith(" ") &&
  !text.endsWith(" ");

function cleanPlace(place: Place | undefined): Place | undefined {
  if (place === undefined) return undefined;
  const cleaned = withoutEmpty({
    name: clip(place.name ?? "", maxPlace),
    city: clip(place.city ?? "", maxPlace),
    region: clip(place.region ?? "", maxPlace),
    postalCode: clip(place.postalCode ?? "", 20),
    country: /^[A-Z]{2}$/.test(place.country ?? "") ? place.country : undefined,
  });
  return Object.keys(cleaned).length === 0 ? undefined : cleaned;
}

function cleanPickupPoint(point: PickupPoint | undefined): PickupPoint | undefined {
  if (point === undefined) return undefined;
  const cleaned = withoutEmpty({
    name: clip(point.name ?? "", maxPlace),
    street: clip(point.street ?? "", maxPlace),
    city: clip(point.city ?? "", maxPlace),
    postalCode: clip(point.postalCode ?? "", 20),
    country: /^[A-Z]{2}$/.test(point.country ?? "") ? point.country : undefined,
    url: webAddress(point.url),
    openingHours: clip(point.openingHours ?? "", maxText),
  });
  return Object.keys(cleaned).length === 0 ? undefined : cleaned;
}

/** Only http and https addresses become links. */
function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2_000) return undefined;
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}

function cleanFacts(facts: EventFacts | undefined): EventFacts {
  if (facts === undefined) return {};
  return withoutEmpty({
    ...facts,
    signedBy: clip(facts.signedBy ?? "", maxPlace),
    neighbour: clip(facts.neighbour ?? "", maxPlace),
    partnerCarrier: clip(facts.partnerCarrier ?? "", 100),
    partnerNumber: clip(facts.partnerNumber ?? "", 100),
    pickupPoint: cleanPickupPoint(facts.pickupPoint),
    keepUntil: readDate(facts.keepUntil)?.slice(0, 10),
    estimate: cleanEstimate(facts.estimate),
  });
}

function cleanEstimate(estimate: Estimate | undefined): Estimate | undefined {
  const from = readDate(estimate?.from);
  if (estimate === undefined || from === undefined) return undefined;
  const through = readDate(estimate.through ?? undefined) ?? null;
  return { from, through, kind: through === null && from.length === 10 ? "date" : estimate.kind };
}

/** Leaves out what is undefined or empty, so that stored events hold only what was said. */
function withoutEmpty<T extends object>(object: T): Partial<T> {
  // Object.fromEntries forgets the keys' types; only entries of the same object are left out.
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== ""),
  ) as Partial<T>;
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

// ── Decoding ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Decoded =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "page"; readonly maintenance: boolean }
  | { readonly kind: "broken"; readonly detail: string };

/** By what the body is, not by what its header says: carriers send HTML as application/json and XML as text/plain. */
export function decode(raw: string): Decoded {
  const body = raw.startsWith("\ufeff") ? raw.slice(1) : raw;
  const start = body.slice(0, 2_000).trimStart();
  if (start === "" && body.trim() === "") return { kind: "broken", detail: "an empty body" };
  if (/^(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body|title|h1|center)\b/i.test(start)) {
    return { kind: "page", maintenance: isMaintenance(body) };
  }
  if (start.startsWith("<")) {
    const xml = readXml(body.trimStart());
    return xml.kind === "element" ? { kind: "data", data: xml.element } : { kind: "broken", detail: xml.detail };
  }
  if (!/^[[{"\d\-tfn]/.test(start)) return { kind: "broken", detail: "neither JSON nor XML" };
  const json = readJson(body);
  return json.kind === "value" ? { kind: "data", data: json.value } : { kind: "broken", detail: json.detail };
}

const isMaintenance = (page: string): boolean =>
  /maintenance|temporarily|unavailable|out of service|wartung|nicht verfügbar|try again later/i.test(
    page.slice(0, 20_000),
  );

// ── Refusals ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a login service says with 400 as well as with 401, whoever's it is (RFC 6749 §5.2, RFC 6750 §3.1). */
const LoginError = z.object({
  error: z.enum(["invalid_client", "invalid_grant", "unauthorized_client", "invalid_token"]),
});
const isLoginError = (data: unknown): data is z.output<typeof LoginError> => LoginError.safeParse(data).success;

function byStatus(status: number, body: Decoded["kind"], words = ""): RefusedReading {
  const detail = words === "" ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  if (status === 401 || status === 407) return refused("unauthorized", detail);
  // A page is a firewall's: it speaks of our pace or its mood, never of what our credential may.
  if (status === 403) return refused(body === "page" ? "unavailable" : "forbidden", detail);
  if (status === 429) return refused("throttled", detail);
  // A page says nothing about the number: a gateway in between, or an address that moved.
  if (status === 404 || status === 410) return refused(body === "page" ? "unavailable" : "not_found", detail);
  if (status === 408 || status === 425 || status >= 500 || status < 200) return refused("unavailable", detail);
  if (status < 400) return refused("unavailable", `${detail}: the carrier points elsewhere`);
  return refused("bad_request", detail);
}

type RefusedReading = Reading & { readonly kind: "refused" };
const refused = (why: Refusal, detail: string): RefusedReading => ({ kind: "refused", why, detail: clip(detail, 200) });
const unreadable = (detail: string): Reading => ({ kind: "unreadable", detail });
