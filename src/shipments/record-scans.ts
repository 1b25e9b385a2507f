/** What a carrier's answer means for a shipment: events kept once, the status that follows, transitions and changed dates announced. All in the caller's transaction. */
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "#platform/database.ts";
import { planWork } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import { announce, type News } from "./announce.ts";
import type { Estimate, ShipmentEvent } from "./event.ts";
import type { EventCode, Status } from "./event-codes.ts";
import { eventIdOf } from "./event-id.ts";
import { inTime, lifecycle, ownSource, type RecordedEvent, type ShipmentFacts } from "./lifecycle.ts";
import type { NumberReading } from "./reading.ts";
import {
  asRecorded,
  type EventRow,
  insertEstimateChange,
  insertEvents,
  insertTransition,
  lockShipment,
  type NewEstimateChange,
  type NewTransition,
  readEvents,
  readLastTransition,
  rereadEvents,
  updateShipment,
} from "./store.ts";
import type { EstimateChange, Summary } from "./summary.ts";

export interface Transition {
  readonly id: string;
  readonly from: Status;
  readonly to: Status;
  readonly code: EventCode;
}

export interface Recorded {
  readonly summary: Summary;
  readonly transitions: readonly Transition[];
  /** Something stands in the queue of notifications now. */
  readonly isAnnounced: boolean;
  readonly newEvents: number;
  /** When the carrier last had something new for us; null: never. Not by its own dates, which may lack or lie in the future. */
  readonly lastNewsAt: Date | null;
}

export interface ScansToRecord {
  readonly shipment: {
    readonly shard: number;
    readonly id: string;
    readonly orderId: string;
    readonly merchantId: string;
  };
  /** What was understood of the answer; null when only we have something to say. */
  readonly reading: NumberReading | null;
  /** A pushed message tells what is new; what it leaves out (estimate, pick-up point) is as it was. */
  readonly isPartial?: boolean;
  /** Events of our own: `expired.no_updates`, `pending.invalid_number`. */
  readonly ownEvents?: readonly ShipmentEvent[];
  readonly source: string;
  readonly rawAnswerId: string | null;
  readonly now: Date;
}

/**
 * Calling it twice with the same answer changes nothing. After the commit the caller wakes the order's pages and, when
 * something was announced, the notifications.
 */
export async function recordScans(tx: Tx, input: ScansToRecord): Promise<Recorded> {
  const { shipment, now } = input;
  const row = await lockShipment(tx, shipment.shard, shipment.id);
  if (row === undefined) throw new Error("The shipment is gone.");
  // An answer that was on its way when the parcel was given up: its shopper may have been erased meanwhile (D-03).
  if (row.isRetired)
    return { summary: row.summary, transitions: [], isAnnounced: false, newEvents: 0, lastNewsAt: null };

  const withIds = (events: readonly ShipmentEvent[], source: string) =>
    events.map((event) => ({ id: eventIdOf(shipment.id, source, event), event }));
  const said = withIds(input.reading?.kind === "events" ? input.reading.events : [], input.source);
  let newEvents = 0;
  if (said.length > 0)
    newEvents += await insertEvents(tx, shipment, said, {
      source: input.source,
      rawAnswerId: input.rawAnswerId,
      seenAt: now,
    });
  const own = input.ownEvents ?? [];
  if (own.length > 0)
    newEvents += await insertEvents(tx, shipment, withIds(own, ownSource), {
      source: ownSource,
      rawAnswerId: null,
      seenAt: now,
    });

  const kept = await readEvents(tx, shipment.shard, shipment.id);
  const reread = asReadNow(kept, said);
  if (reread.size > 0) await rereadEvents(tx, shipment, reread);
  const events = kept.map((row) => asRecorded({ ...row, event: reread.get(row.id) ?? row.event }));
  const isHistory = input.isPartial === true && isOvertaken(said, events);
  const facts = input.reading?.kind === "events" && !isHistory ? newFacts(row.facts, input, input.reading) : row.facts;
  const summary = lifecycle(events, { ...facts, isCustomerReturn: row.direction === "return" });

  const transition = isNews(row, summary) ? nextTransition(shipment.id, row, summary) : null;
  const announced = transition !== null && (await insertTransition(tx, shipment, transition, now));
  const causes: string[] = [];
  const news: News[] = [];
  if (transition !== null && announced) {
    causes.push(transition.id);
    news.push(newsOfTransition(transition));
  } else if (isKeptUntilAnotherDay(row.summary, summary)) {
    const waiting = await readLastTransition(tx, shipment.shard, shipment.id);
    if (waiting !== undefined) causes.push(waiting.id);
  }
  const change = row.direction === "outbound" ? changeOfEstimate(shipment.id, row.summary, summary) : null;
  if (change !== null && (await insertEstimateChange(tx, shipment, change, now))) {
    causes.push(change.id);
    const { estimate, reason } = change;
    news.push({
      type: "shipment.estimate_changed",
      id: idFromCause("feed", change.id),
      data: { estimate, reason },
    });
  }
  await announce(tx, { ...shipment, mode: row.mode }, news, now);
  const due = { shard: shipment.shard, merchantId: shipment.merchantId, dueAt: now };
  await planWork(tx, [
    ...causes.map((subject) => ({ ...due, kind: "notify" as const, subject })),
    // Whether somebody in the shop should look at it may be another matter now.
    ...(newEvents > 0 || news.length > 0 ? [{ ...due, kind: "ticket" as const, subject: shipment.id }] : []),
  ]);
  const ofCarriers = events.filter(({ source }) => source !== ownSource);
  const instants = ofCarriers
    .flatMap(({ event }) => (event.time.instant === null ? [] : [new Date(event.time.instant)]))
    .sort((a, b) => a.getTime() - b.getTime());
  await updateShipment(tx, shipment, {
    summary,
    facts,
    statusAt: saidAt(summary),
    firstEventAt: instants[0] ?? null,
    lastEventAt: instants.at(-1) ?? null,
    sequence: row.sequence + (announced ? 1 : 0),
  });
  const seen = ofCarriers.map(({ seenAt }) => seenAt).sort();
  return {
    summary,
    transitions: transition !== null && announced ? [transition] : [],
    isAnnounced: causes.length > 0,
    newEvents,
    lastNewsAt: seen.length === 0 ? null : new Date(seen.at(-1) ?? ""),
  };
}

/**
 * Scans that we have and read otherwise now: our table has learned their code, the carrier has added who signed, or numbers its
 * scans anew because old ones left its answer. The newest reading holds; when we first saw the scan stays.
 */
function asReadNow(
  kept: readonly EventRow[],
  said: readonly { readonly id: string; readonly event: ShipmentEvent }[],
): ReadonlyMap<string, ShipmentEvent> {
  const now = new Map(said.toReversed().map(({ id, event }) => [id, event])); // of two scans with one id the first, as when kept
  return new Map(
    kept.flatMap(({ id, event }) => {
      const read = now.get(id);
      return read === undefined || isDeepStrictEqual(read, event) ? [] : [[id, read] as const];
    }),
  );
}

/** A pushed message that a later one has overtaken: its scans belong to the history, and its estimate is one that was given up. */
function isOvertaken(said: readonly { readonly id: string }[], events: readonly RecordedEvent[]): boolean {
  const newest = inTime(events.filter(({ source }) => source !== ownSource)).at(-1);
  return said.length > 0 && !said.some(({ id }) => id === newest?.id);
}

/**
 * One transition for where the shipment now stands, not one per scan of a history: "shipped" is no news when it is delivered.
 * Within a status, a new code is news where the shopper would do something else: another attempt, another problem, one that now
 * needs the shopper, a reminder at the pick-up point. How exactly it was delivered, or which depot it passed, changes the page and announces nothing.
 */
function isNews(
  before: { readonly status: Status; readonly code: EventCode; readonly summary: Partial<Summary> },
  after: Summary,
): boolean {
  if (before.status !== after.status) return true;
  if (after.status === "exception" && after.actionRequired && before.summary.actionRequired === false) return true;
  if (isRetold(before.summary.statusFrom ?? null, after.statusFrom)) return false;
  if (after.status === "attempt_failed")
    return (before.summary.statusFrom?.eventId ?? null) !== (after.statusFrom?.eventId ?? null);
  return (after.status === "exception" || after.status === "available_for_pickup") && before.code !== after.code;
}

/** The same scan told by somebody else, in words of his own: another way of asking was taken. */
const isRetold = (before: Summary["statusFrom"], after: Summary["statusFrom"]): boolean =>
  before?.saidAt != null &&
  after?.saidAt != null &&
  before.source !== after.source &&
  before.saidAt.local.slice(0, 16) === after.saidAt.local.slice(0, 16);

const newsOfTransition = ({ id, from, to, code, happenedAt }: NewTransition): News => ({
  type: "shipment.status_changed",
  id: idFromCause("feed", id),
  data: { status: to, code, previous_status: from, happened_at: happenedAt?.toISOString() ?? null },
});

function nextTransition(
  shipmentId: string,
  before: { readonly status: Status; readonly sequence: number },
  after: Summary,
) {
  const eventId = after.statusFrom?.eventId ?? null;
  return {
    // The sequence belongs to the cause: what a carrier takes back and says again is told again.
    id: idFromCause("transition", shipmentId, before.sequence + 1, eventId ?? "", after.code, before.status),
    sequence: before.sequence + 1,
    from: before.status,
    to: after.status,
    code: after.code,
    eventId,
    happenedAt: saidAt(after),
  };
}

/** The estimate changed and still holds: announced by itself, for it needs no change of status. No promised date changes silently. */
function changeOfEstimate(shipmentId: string, before: Partial<Summary>, after: Summary): NewEstimateChange | null {
  const [last, known] = [after.estimateHistory.at(-1), before.estimateHistory?.at(-1)];
  if (after.estimate === null || last === undefined || isSameEstimate(last.estimate, known?.estimate)) return null;
  const number = after.estimateHistory.length;
  const { estimate, reason } = last;
  return {
    id: idFromCause("estimate", shipmentId, number, estimate.from, estimate.through ?? ""),
    number,
    estimate,
    reason,
  };
}

/** What was planned for the last day of the waiting has another day now: its transition is looked at again. */
const isKeptUntilAnotherDay = (before: Partial<Summary>, after: Summary): boolean =>
  after.keepUntil !== null && after.keepUntil.date !== before.keepUntil?.date;

function saidAt(summary: Summary): Date | null {
  const instant = summary.statusFrom?.saidAt?.instant;
  return instant ? new Date(instant) : null;
}

function newFacts(
  before: ShipmentFacts,
  { source, now, isPartial = false }: Pick<ScansToRecord, "source" | "now" | "isPartial">,
  reading: NumberReading & { readonly kind: "events" },
): ShipmentFacts {
  const seenAt = now.toISOString();
  const { estimate } = reading;
  // A carrier that leaves its estimate out for a while and then repeats it has changed nothing.
  const isKnown = isSameEstimate(estimate, before.estimateHistory?.at(-1)?.estimate);
  const known = isSameEstimate(estimate, before.estimate) ? before.estimate : undefined;
  const reason = reading.events.map(({ code }) => code).findLast((code) => code !== "unmapped") ?? null;
  const change: readonly EstimateChange[] = estimate === null || isKnown ? [] : [{ estimate, seenAt, reason }];
  // An answer that says nothing of pieces does not make a shipment of three a shipment of one.
  const { pieces, pieceCount } = reading.pieces.length > 0 || reading.pieceCount !== null ? reading : before;
  return {
    estimate:
      estimate === null ? (isPartial ? (before.estimate ?? null) : null) : (known ?? { ...estimate, seenAt, source }),
    estimateHistory: [...(before.estimateHistory ?? []), ...change],
    pickupPoint:
      reading.pickupPoint === null
        ? (before.pickupPoint ?? null)
        : { ...reading.pickupPoint, source, saidAt: null, seenAt, eventId: null },
    pieces: pieces ?? [],
    pieceCount: pieceCount ?? null,
    service: reading.service ?? before.service ?? null,
    isReturnLeg: reading.isReturnLeg || (isPartial && (before.isReturnLeg ?? false)),
    proofAvailable: reading.proofAvailable || (isPartial && (before.proofAvailable ?? false)),
    partnerNumbers:
      isPartial && reading.partnerNumbers.length === 0 ? (before.partnerNumbers ?? []) : reading.partnerNumbers,
  };
}

const isSameEstimate = (a: Estimate | null, b: Estimate | null | undefined): boolean =>
  a !== null && b !== null && b !== undefined && a.from === b.from && a.through === b.through;
