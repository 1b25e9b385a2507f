/**
 * From a set of events to a status. Pure: the same set gives the same summary in any order and with any duplicates.
 * docs/lifecycle.md tells the same rules as a page; the paragraph numbers are those of the canonical events, section 3.
 */

import type { Estimate, EventTime, ShipmentEvent } from "./event.ts";
import { type EventCode, eventCodes, type Status, statusOf } from "./event-codes.ts";
import type { EstimateChange, PieceStatus, Provenance, Summary } from "./summary.ts";

/** An event as it is stored, with who told us and when we first saw it. */
export interface RecordedEvent {
  readonly id: string;
  readonly event: ShipmentEvent;
  /** Slug of the connection, or `posthorn` for our own. */
  readonly source: string;
  /** ISO instant. */
  readonly seenAt: string;
}

/** Who says what is ours to say: `expired.no_updates`, `pending.invalid_number`. */
export const ownSource = "posthorn";

/** What the carrier says of the shipment as a whole, apart from its events. The newest answer wins. */
export interface ShipmentFacts {
  readonly estimate?: (Estimate & { readonly seenAt: string; readonly source: string }) | null;
  readonly estimateHistory?: readonly EstimateChange[];
  readonly pickupPoint?: Summary["pickupPoint"];
  readonly pieces?: readonly string[];
  readonly pieceCount?: number | null;
  readonly service?: string | null;
  readonly isReturnLeg?: boolean;
  /** The shopper sends something back to the shop: a forward journey, whatever the carrier flags (§3.5). */
  readonly isCustomerReturn?: boolean;
  readonly proofAvailable?: boolean;
  readonly partnerNumbers?: Summary["partnerNumbers"];
}

/** A mapped event whose code has been put through the return-leg rule. */
interface Step {
  readonly recorded: RecordedEvent;
  readonly code: EventCode;
  /** Place in time among all events. */
  readonly at: number;
  /** A return had begun before it. */
  readonly isBack?: boolean;
}

export function lifecycle(events: readonly RecordedEvent[], facts: ShipmentFacts = {}): Summary {
  const ordered = inTime(events);
  const said = mapped(withoutRetracted(withExpiryThatHolds(ordered)));
  const steps = onReturnLeg(said, facts);
  const current = statusByPieces(said, facts);
  const decisive = current.step;
  const status = statusOf(current.code);
  const forward = steps.filter((step) => !isReturn(step.code));
  const delivered = decisive !== null && status === "delivered" ? decisive : null;
  const open = !["delivered", "returned", "returning", "expired"].includes(status);
  const estimate = ["delivered", "returned", "returning", "expired", "attempt_failed", "available_for_pickup"].includes(
    status,
  )
    ? null
    : currentEstimate(steps, facts);
  const last = ordered.findLast(({ source }) => source !== ownSource);
  const counted = Math.max(facts.pieceCount ?? 0, current.pieces.length);
  return {
    status,
    code: current.code,
    statusFrom: decisive && provenance(decisive.recorded),
    lastEvent: last
      ? { code: last.event.code, time: last.event.time, place: last.event.place, text: last.event.rawText }
      : null,
    estimate,
    estimateHistory: estimateHistory(steps, facts),
    pickupPoint: status === "available_for_pickup" ? pickupPoint(steps, facts) : null,
    keepUntil: status === "available_for_pickup" ? keepUntil(steps) : null,
    actionRequired: open && needsAction(current.code, decisive),
    delayed: open && isDelayed(steps),
    returnLeg: status === "returning" || status === "returned",
    pieces: current.pieces,
    pieceCount: counted === 0 ? null : counted - current.pieces.filter(({ code }) => isCancelled(code)).length,
    piecesDelivered: current.pieces.filter((piece) => piece.status === "delivered").length,
    attempts: new Set(
      forward
        .filter((step) => statusOf(step.code) === "attempt_failed")
        .map((step) => step.recorded.event.time.local.slice(0, 10)),
    ).size,
    deliveredAt: delivered?.recorded.event.time ?? null,
    corrected: ordered.length > withoutRetracted(ordered).length + ordered.filter(isRetraction).length,
    service: facts.service ?? null,
    proofAvailable:
      facts.proofAvailable === true ||
      ordered.some(({ event }) => event.facts.signatureAvailable === true || event.facts.photoAvailable === true),
    partnerNumbers: facts.partnerNumbers ?? [],
    eventCount: ordered.length,
    unmappedCount: ordered.filter(({ event }) => event.code === "unmapped").length,
  };
}

/** Id → what the event means here, after the return-leg rule (§3.5). Withdrawn and unmapped events are not in it. */
export function codesInEffect(
  events: readonly RecordedEvent[],
  facts: ShipmentFacts = {},
): ReadonlyMap<string, EventCode> {
  const steps = onReturnLeg(mapped(withoutRetracted(inTime(events))), facts);
  return new Map(steps.map(({ recorded, code }) => [recorded.id, code]));
}

/** Oldest first, each once. A total order: ties are broken by the carrier's own order, then by what the event is. */
export function inTime(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const once = new Map<string, RecordedEvent>();
  for (const recorded of events) {
    const before = once.get(recorded.id);
    // The same event seen twice keeps the earlier sighting, whichever came first in this list.
    if (before === undefined || recorded.seenAt < before.seenAt) once.set(recorded.id, recorded);
  }
  const all = [...once.values()];
  const keyOf = sortKeys(all);
  return all
    .map((recorded) => ({ recorded, key: keyOf(recorded) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ recorded }) => recorded);
}

/** What an event of which only the date is known has to find its place among: the timed events of one local day. */
interface Day {
  first: string;
  last: string;
  /** Its first timed event that ends a journey; "~" stands after every instant. */
  firstEnd: string;
}

/**
 * Sortable text. Within one minute the carrier's own order decides (§3.2), then the id, so that the order is total.
 *
 * §3.8: an event of which only the date is known gets no invented midnight. It stands before the first timed end of its own
 * day; where there is none, after all timed events up to its day; where there is none of those either, before all later ones.
 * Days are those of the places, so an evening in Tokyo does not slip into the day before.
 */
function sortKeys(events: readonly RecordedEvent[]): (recorded: RecordedEvent) => string {
  const days = new Map<string, Day>();
  for (const { event } of events) {
    if (event.time.precision === "date_only") continue;
    const [name, minute] = [dayOf(event.time), minuteOf(event.time)];
    const day = days.get(name) ?? { first: "~", last: "", firstEnd: "~" };
    if (minute < day.first) day.first = minute;
    if (minute > day.last) day.last = minute;
    if (endsJourney(event) && minute < day.firstEnd) day.firstEnd = minute;
    days.set(name, day);
  }
  const placeOfDay = (name: string): string => {
    const own = days.get(name);
    if (own !== undefined && own.firstEnd !== "~") return `${own.firstEnd}|0`;
    const upTo = [...days].filter(([other]) => other <= name).map(([, { last }]) => last);
    if (upTo.length > 0) return `${latest(upTo)}|2`;
    const later = [...days.values()].map(({ first }) => first);
    return later.length > 0 ? `${earliest(later)}|0` : `${name}T23:59|2`;
  };
  const places = new Map<string, string>();
  return ({ id, event }) => {
    const order = String(event.order).padStart(6, "0");
    if (event.time.precision !== "date_only") return `${minuteOf(event.time)}|1||${order}|${id}`;
    const name = dayOf(event.time);
    const place = places.get(name) ?? placeOfDay(name);
    places.set(name, place);
    return `${place}|${name}|${order}|${id}`;
  };
}

/** Our own "no updates" ends nothing: any scan of that day is newer news. */
const endsJourney = ({ code }: ShipmentEvent): boolean =>
  code !== "unmapped" && eventCodes[code] === "end" && statusOf(code) !== "expired";
const dayOf = (time: EventTime): string => time.local.slice(0, 10);
const minuteOf = (time: EventTime): string => instantOf(time).slice(0, 16);
const latest = (texts: readonly string[]): string => texts.reduce((a, b) => (a > b ? a : b));
const earliest = (texts: readonly string[]): string => texts.reduce((a, b) => (a < b ? a : b));

/** Where nobody knows the zone, the wall time is taken as UTC: wrong by hours at worst, and only for the order. */
const instantOf = (time: EventTime): string => time.instant ?? `${time.local}Z`;

/** Ids of what the carrier has withdrawn, notes of withdrawal not among them: the history shows them struck out. */
export function withdrawnIds(events: readonly RecordedEvent[]): ReadonlySet<string> {
  const ordered = inTime(events);
  const kept = new Set(withoutRetracted(ordered));
  return new Set(ordered.filter((recorded) => !kept.has(recorded) && !isRetraction(recorded)).map(({ id }) => id));
}

const isRetraction = ({ event }: RecordedEvent): boolean => event.facts.retractsPrevious === true;

/** A scan that the carrier withdraws goes, and with it the note that withdraws it (DHL Parcel DE: STORN deletes the event before). */
function withoutRetracted(ordered: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const kept: RecordedEvent[] = [];
  for (const recorded of ordered) {
    if (isRetraction(recorded)) {
      const at = kept.findLastIndex(
        ({ event, source }) =>
          event.piece === recorded.event.piece && source === recorded.source && event.code !== "unmapped",
      );
      if (at >= 0) kept.splice(at, 1);
    } else kept.push(recorded);
  }
  return kept;
}

/**
 * §3.4: `expired` holds until there is any newer event: by its time, or because we saw it only after we had given up. What we knew
 * when we gave up overrules nothing, though the carrier dates it into the future. An expiry that holds is the last word.
 */
function withExpiryThatHolds(ordered: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const isExpiry = ({ event }: RecordedEvent): boolean => event.code === "expired.no_updates";
  const others = ordered.filter((recorded) => !isExpiry(recorded));
  const holding = ordered.filter(
    (expiry, at) =>
      isExpiry(expiry) &&
      !ordered.some(
        (other, place) =>
          !isExpiry(other) && (other.seenAt > expiry.seenAt || (place > at && other.seenAt === expiry.seenAt)),
      ),
  );
  return [...others, ...holding];
}

function mapped(events: readonly RecordedEvent[]): readonly Step[] {
  const steps: Step[] = [];
  for (const [at, recorded] of events.entries()) {
    const { code } = recorded.event;
    if (code !== "unmapped") steps.push({ recorded, code, at });
  }
  return steps;
}

const turnsBack: ReadonlySet<Status> = new Set<Status>([
  "in_transit",
  "out_for_delivery",
  "attempt_failed",
  "available_for_pickup",
]);

/**
 * §3.5: after a return has begun, what would be a forward step is a step back to the sender; an attempt there is the sender's affair.
 * A return of one piece turns its own steps, a return of the shipment those of all pieces.
 */
function onReturnLeg(
  steps: readonly Step[],
  facts: ShipmentFacts,
  pieceOf: (step: Step) => string = ({ recorded }) => recorded.event.piece ?? "",
): readonly Step[] {
  const trustsFlags = facts.isCustomerReturn !== true;
  const returning = new Set<string>();
  return steps.map((step) => {
    const { facts: told } = step.recorded.event;
    const piece = pieceOf(step);
    const isFlagged = trustsFlags && (facts.isReturnLeg === true || told.isReturnLeg === true);
    const isBack = returning.has(piece) || returning.has("");
    const code = isFlagged || isBack ? onTheWayBack(step.code) : step.code;
    if (isReturn(code)) returning.add(piece);
    return code === step.code && !isBack ? step : { ...step, code, isBack };
  });
}

function onTheWayBack(code: EventCode): EventCode {
  const status = statusOf(code);
  if (status === "delivered") return "returned.to_sender";
  return turnsBack.has(status) && eventCodes[code] !== "inform" ? "returning.in_transit" : code;
}

const isReturn = (code: EventCode): boolean => code.startsWith("returning.") || code.startsWith("returned.");

interface Current {
  readonly code: EventCode;
  readonly step: Step | null;
  readonly pieces: readonly PieceStatus[];
}

/** §3.6: how far a piece is, least advanced first. */
const advance: Readonly<Record<Status, number>> = {
  pending: 0,
  info_received: 1,
  in_transit: 2,
  out_for_delivery: 3,
  attempt_failed: 4,
  available_for_pickup: 5,
  delivered: 6,
  exception: -1,
  returning: -1,
  returned: 6,
  expired: 2,
};

function statusByPieces(said: readonly Step[], facts: ShipmentFacts): Current {
  const named = new Set<string>(facts.pieces ?? []);
  for (const { recorded } of said) if (recorded.event.piece !== null) named.add(recorded.event.piece);
  const pieceNumbers = [...named].sort();
  const count = Math.max(facts.pieceCount ?? 0, pieceNumbers.length);
  const ofOne = (steps: readonly Step[]): Step | null => decisiveStep(onReturnLeg(steps, facts, () => ""));
  if (count < 2 || !said.some((step) => step.recorded.event.piece !== null)) {
    const step = ofOne(said);
    const pieces = count < 2 ? [] : pieceNumbers.map((number) => ({ number, ...statusAndCode(step) }));
    return { code: step?.code ?? "pending.no_information", step, pieces };
  }
  // Events without a piece speak of all pieces.
  const each = pieceNumbers.map((number) => {
    const step = ofOne(said.filter(({ recorded }) => [null, number].includes(recorded.event.piece)));
    return { number, step, ...statusAndCode(step) };
  });
  const alive = each.filter(({ code }) => !isCancelled(code));
  const pieces = each.map(({ number, status, code }) => ({ number, status, code }));
  if (alive.length === 0) return { code: "exception.cancelled", step: each[0]?.step ?? null, pieces };
  // A piece of which nothing at all is known holds back "delivered", but not what is known of the others.
  const heard = alive.filter(({ step }) => step !== null);
  const trouble = heard.filter(({ status }) => status === "exception").sort(byNewest)[0];
  const least = [...heard].sort((a, b) => advance[a.status] - advance[b.status] || byNewest(a, b))[0];
  const chosen = trouble ?? least;
  if (chosen === undefined) return { code: "pending.no_information", step: null, pieces };
  const isAllHeard = heard.length === alive.length && pieceNumbers.length >= count;
  if (isAllHeard || (chosen.status !== "delivered" && chosen.status !== "returned"))
    return { code: chosen.code, step: chosen.step, pieces };
  // The carrier counts more pieces than have arrived: the rest is still on its way.
  const moving = said.findLast(({ code }) => statusOf(code) === "in_transit" && eventCodes[code] === "move");
  return { code: moving?.code ?? "in_transit.moving", step: moving ?? chosen.step, pieces };
}

const isCancelled = (code: EventCode): boolean => code === "exception.cancelled";

const byNewest = (a: { readonly step: Step | null }, b: { readonly step: Step | null }): number =>
  (b.step?.at ?? -1) - (a.step?.at ?? -1);

function statusAndCode(step: Step | null): { readonly status: Status; readonly code: EventCode } {
  const code = step?.code ?? "pending.no_information";
  return { code, status: statusOf(code) };
}

/** §3.2 to §3.4 for one piece: the latest advancing event, except that the end is sticky. */
function decisiveStep(steps: readonly Step[]): Step | null {
  let current: Step | null = null;
  for (const step of steps) {
    if (eventCodes[step.code] === "inform") continue;
    if (current === null || supersedes(step, current)) current = step;
  }
  return current;
}

function supersedes(next: Step, current: Step): boolean {
  const [from, to] = [statusOf(current.code), statusOf(next.code)];
  if (from === "delivered")
    return (
      to === "delivered" ||
      to === "returning" ||
      to === "returned" ||
      next.code === "exception.under_investigation" ||
      next.code === "exception.lost"
    );
  if (from === "returned") return to === "returned";
  if (current.code === "exception.disposed" || current.code === "exception.cancelled")
    return to === "delivered" || to === "returned" || eventCodes[next.code] === "end";
  // Not knowing anything never replaces knowing something; a label is not made again under way.
  if (to === "pending") return from === "pending";
  // A collection that is booked anew; what is on its way back is collected from nobody.
  if (current.code === "exception.pickup_failed" && next.code === "info_received.pickup_scheduled")
    return next.isBack !== true;
  if (to === "info_received") return from === "pending" || from === "info_received";
  return true;
}

function provenance(recorded: RecordedEvent): Provenance {
  return { source: recorded.source, saidAt: recorded.event.time, seenAt: recorded.seenAt, eventId: recorded.id };
}

const needing: ReadonlySet<EventCode> = new Set<EventCode>([
  "attempt_failed.payment_due",
  "exception.customs_documents_missing",
  "exception.customs_charges_due",
  "exception.payment_required",
  "exception.address_incorrect",
]);

function needsAction(code: EventCode, step: Step | null): boolean {
  return (
    needing.has(code) || statusOf(code) === "available_for_pickup" || step?.recorded.event.facts.actionRequired === true
  );
}

/** Late is a modifier: it holds from the carrier's word until the parcel is on the vehicle, tried, or the problem is solved. */
function isDelayed(steps: readonly Step[]): boolean {
  let delayed = false;
  for (const { code } of steps) {
    if (code.startsWith("exception.delayed") || code === "exception.misrouted") delayed = true;
    else if (
      code === "in_transit.problem_resolved" ||
      ["out_for_delivery", "attempt_failed", "available_for_pickup", "delivered"].includes(statusOf(code))
    )
      delayed = false;
  }
  return delayed;
}

function currentEstimate(steps: readonly Step[], facts: ShipmentFacts): Summary["estimate"] {
  if (facts.estimate) {
    const { seenAt, source, ...estimate } = facts.estimate;
    return { ...estimate, source, saidAt: null, seenAt, eventId: null };
  }
  const said = steps.findLast(({ recorded }) => recorded.event.facts.estimate !== undefined);
  const estimate = said?.recorded.event.facts.estimate;
  return said && estimate ? { ...estimate, ...provenance(said.recorded) } : null;
}

function estimateHistory(steps: readonly Step[], facts: ShipmentFacts): readonly EstimateChange[] {
  if (facts.estimateHistory && facts.estimateHistory.length > 0) return facts.estimateHistory;
  const changes: EstimateChange[] = [];
  for (const { recorded, code } of steps) {
    const { estimate } = recorded.event.facts;
    const before = changes.at(-1)?.estimate;
    if (estimate && (before?.from !== estimate.from || before.through !== estimate.through))
      changes.push({ estimate, seenAt: recorded.seenAt, reason: code });
  }
  return changes;
}

function pickupPoint(steps: readonly Step[], facts: ShipmentFacts): Summary["pickupPoint"] {
  const said = steps.findLast(({ recorded }) => recorded.event.facts.pickupPoint !== undefined);
  const point = said?.recorded.event.facts.pickupPoint;
  if (said && point) return { ...point, ...provenance(said.recorded) };
  if (facts.pickupPoint) return facts.pickupPoint;
  const at = steps.findLast(({ code }) => statusOf(code) === "available_for_pickup");
  const place = at?.recorded.event.place;
  return at && place ? { ...place, ...provenance(at.recorded) } : null;
}

/** Only since the parcel waits here: what was said of another place does not hold for this one. */
function keepUntil(steps: readonly Step[]): Summary["keepUntil"] {
  const before = steps.findLastIndex(
    ({ code }) => eventCodes[code] !== "inform" && statusOf(code) !== "available_for_pickup",
  );
  const said = steps.slice(before + 1).findLast(({ recorded }) => recorded.event.facts.keepUntil !== undefined);
  const date = said?.recorded.event.facts.keepUntil;
  return said && date ? { date, ...provenance(said.recorded) } : null;
}
