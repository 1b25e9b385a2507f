/**
 * Facts worth telling: what follows from a cause, what makes two of them the same, and whether one is (still) news. Time alone makes
 * some of them due: they are planned when their cause is known, and looked at again when their hour has come.
 */
import { days, hours, minutes } from "#platform/clock.ts";
import { idFromCause } from "#platform/ids.ts";
import { addDays, addWorkingDays, instantAt, localDate } from "#platform/local-time.ts";
import { eventCodes } from "#shipments/event-codes.ts";
import { furthered, type Kind, kindOf, kinds, rowOf } from "./catalogue.ts";
import type {
  Days,
  DecideInput,
  EstimateFacts,
  ParcelFacts,
  PastDecision,
  Recipient,
  TransitionFacts,
} from "./parcel-log.ts";
import type { Reason } from "./reasons.ts";

export interface Fact {
  readonly kind: Kind;
  /** The same fact is told once, however often and by whatever cause it comes: what it is of, and which of those. */
  readonly identity: readonly [of: string, which: string];
  readonly causeId: string;
  /** Since when it is so. */
  readonly since: Date;
  /** Not before; null: as soon as it is known. */
  readonly dueAt: Date | null;
  readonly transition?: TransitionFacts;
  readonly estimate?: EstimateFacts;
}

/** From its cause: asked again, it is the same. */
export const idOfMessage = (
  parcel: Pick<ParcelFacts, "id">,
  fact: Pick<Fact, "identity">,
  recipient: Recipient,
): string => idFromCause("notification", parcel.id, ...fact.identity, recipient.channel, recipient.id);

/** What could be told because of this; the first is what the cause itself says, the others come with time. Empty: nothing, ever. */
export function factsOf({ parcel, causeId, past, zone }: FactInput): readonly Fact[] {
  const transition = parcel.transitions.find(({ id }) => id === causeId);
  if (transition !== undefined) return factsOfTransition(parcel, transition, zone);
  const estimate = parcel.estimates.find(({ id }) => id === causeId);
  if (estimate !== undefined) return factsOfEstimate(parcel, estimate, past, zone);
  return causeId === parcel.id && rangeEndDay(parcel, zone) !== null ? [rangeEnd(parcel, zone)] : [];
}
type FactInput = Pick<DecideInput, "parcel" | "causeId" | "past" | "zone">;

function factsOfTransition(parcel: ParcelFacts, transition: TransitionFacts, zone: string): readonly Fact[] {
  const kind = kindOfChange(transition, parcel);
  if (kind === null) return [];
  const { id: causeId, happenedAt, recordedAt } = transition;
  const key = keyOf(kind, transition, parcel.transitions);
  const since = happenedAt === null || happenedAt > recordedAt ? recordedAt : happenedAt;
  const told: Fact = { kind, identity: [kind, key], causeId, since, dueAt: null, transition };
  const timed = (of: Kind, ofKey: string, dueAt: Date): Fact => {
    return { kind: of, identity: [of, ofKey], causeId, since: dueAt, dueAt, transition };
  };
  if (kind === "problem_action")
    return [told, timed("action_reminder", key, new Date(recordedAt.getTime() + remindAfterMs))];
  const deadline = kind === "ready_for_pickup" ? deadlineOf(parcel, transition) : null;
  if (deadline === null) return [told];
  const lastDay = timed("pickup_last_day", deadline, instantAt(deadline, morningHour, zone));
  const half = new Date((since.getTime() + instantAt(addDays(deadline, 1), 0, zone).getTime()) / 2);
  // Of a short wait the half is the first day or the last.
  const isBetween = localDate(half, zone) > localDate(since, zone) && localDate(half, zone) < deadline;
  return isBetween ? [told, timed("pickup_reminder", "half", half), lastDay] : [told, lastDay];
}

/** After so long an action that is still needed is asked for once more. */
const remindAfterMs = hours(48);
/** Local hours: what is due on a day is told in its morning; what is due on its eve, when people are home. */
const [morningHour, eveningHour] = [9, 18];

/** What the carrier says now, while it waits; what it said then, when it waits no longer. */
const deadlineOf = (parcel: ParcelFacts, transition: TransitionFacts): string | null =>
  parcel.keepUntil ?? transition.keepUntil ?? null;

function factsOfEstimate(
  parcel: ParcelFacts,
  estimate: EstimateFacts,
  past: readonly PastDecision[],
  zone: string,
): readonly Fact[] {
  const { id: causeId, recordedAt, first, last } = estimate;
  const told = toldDays(parcel, past, causeId);
  const kind = told !== null && last > told.last ? "date_later" : "date_changed";
  const timed = (of: Kind, dueAt: Date): Fact => {
    const since = dueAt > recordedAt ? dueAt : recordedAt;
    return { kind: of, identity: [of, last], causeId, since, dueAt, estimate };
  };
  return [
    { kind, identity: ["date", causeId], causeId, since: recordedAt, dueAt: null, estimate },
    timed("tomorrow", instantAt(addDays(first, -1), eveningHour, zone)),
    // A carrier that delivers until the evening has a day more before it counts as silent.
    timed("silent", instantAt(addDays(last, 1), eveningHour, zone)),
  ];
}

/**
 * The usual range of what cannot be followed, in working days. Of letters the page says two to five; of a shop's own people nobody
 * knows more than that two weeks are long.
 */
const usualWorkingDays: Readonly<Record<string, number>> = { letter: 5, own_delivery: 10 };

function rangeEndDay({ tracked, direction, method, openedAt }: ParcelFacts, zone: string): string | null {
  const usual = tracked || direction === "return" ? undefined : usualWorkingDays[method ?? ""];
  return usual === undefined ? null : addWorkingDays(localDate(openedAt, zone), usual);
}

function rangeEnd(parcel: ParcelFacts, zone: string): Fact {
  const dueAt = instantAt(rangeEndDay(parcel, zone) ?? "", eveningHour, zone);
  return { kind: "has_it_arrived", identity: ["has_it_arrived", "once"], causeId: parcel.id, since: dueAt, dueAt };
}

const kindOfChange = (t: TransitionFacts, { direction }: ParcelFacts): Kind | null =>
  kindOf({ ...t, status: t.to }, direction);

/** What makes news of its kind the same news. */
export function keyOf(kind: Kind, transition: TransitionFacts, all: readonly TransitionFacts[]): string {
  switch (kind) {
    case "out_for_delivery":
      // A van that comes back with the parcel comes again another day, with or without a word about an attempt.
      return `${transition.day} after ${failedDays(all, transition).size} attempts`;
    case "failed_attempt":
      return transition.day;
    case "delayed":
      return startOfDelay(all, transition).day;
    case "problem_action":
      return transition.to === "attempt_failed" ? `${transition.code} ${transition.day}` : transition.code;
    case "problem":
      return transition.code;
    default:
      return "once";
  }
}

const failedDays = (all: readonly TransitionFacts[], until: TransitionFacts): ReadonlySet<string> =>
  new Set(all.filter((t) => t.to === "attempt_failed" && t.sequence < until.sequence).map(({ day }) => day));

/** A delay lasts until the parcel is tried or the problem is solved, however often it is reported, and of whatever reason. */
function startOfDelay(all: readonly TransitionFacts[], until: TransitionFacts): TransitionFacts {
  let start = until;
  for (const t of all.filter(({ sequence }) => sequence < until.sequence).toReversed()) {
    if (furthered.has(t.to) || t.code === "in_transit.problem_resolved") break;
    if (kindOf({ ...t, status: t.to }, "outbound") === "delayed") start = t;
  }
  return start;
}

/** Why nobody should hear of this, whatever the channel; null when nothing speaks against it. */
export function objection(fact: Fact, input: Pick<DecideInput, "parcel" | "past" | "zone">, now: Date): Reason | null {
  const { parcel, past, zone } = input;
  const current = kindOf(parcel, parcel.direction);
  const isTooOld = now.getTime() - fact.since.getTime() > days(1) && rowOf(fact.kind).lasts !== true;
  const reason = againstKind(fact, current, parcel, past, zone, now);
  return reason ?? (isTooOld ? "too_old" : null);
}

function againstKind(
  fact: Fact,
  current: Kind | null,
  parcel: ParcelFacts,
  past: readonly PastDecision[],
  zone: string,
  now: Date,
): Reason | null {
  const { kind, transition, estimate } = fact;
  switch (kind) {
    case "date_changed":
    case "date_later":
      return estimate === undefined ? "not_news" : againstDate(estimate, current, parcel, past, localDate(now, zone));
    case "tomorrow":
      return estimate === undefined ? "not_news" : againstTomorrow(estimate, current, parcel, past, zone, now);
    case "silent":
      return estimate === undefined ? "not_news" : againstSilent(estimate, current, parcel, past, localDate(now, zone));
    case "has_it_arrived":
      return null;
    case "pickup_reminder":
    case "pickup_last_day": {
      if (current !== "ready_for_pickup" || parcel.keepUntil === null) return "no_longer_true";
      const today = localDate(now, zone);
      if (today > parcel.keepUntil) return "no_longer_true";
      if (kind === "pickup_reminder" && today === parcel.keepUntil) return "superseded";
      // Got through or not: what was said today, or is about to be, nobody has to be reminded of.
      const said = past.filter((p) => p.parcelId === parcel.id && p.kind !== kind && deadlineKinds.has(p.kind));
      if (said.some((p) => p.decision === "send" && localDate(p.decidedAt, zone) === today)) return "already_told";
      return said.some((p) => p.kind === "ready_for_pickup" && p.decision === "wait") ? "another_says_it" : null;
    }
    case "action_reminder": {
      if (current !== "problem_action") return current === null ? "no_longer_true" : "superseded";
      const last = parcel.transitions.at(-1);
      const standing = last && keyOf("problem_action", last, parcel.transitions);
      return standing === fact.identity[1] ? null : "superseded";
    }
    default:
      return transition === undefined ? "not_news" : againstTransition(kind, transition, current, parcel);
  }
}

const deadlineKinds: ReadonlySet<string> = new Set<Kind>(["ready_for_pickup", "pickup_reminder", "pickup_last_day"]);

function againstTransition(
  kind: Kind,
  transition: TransitionFacts,
  current: Kind | null,
  parcel: ParcelFacts,
): Reason | null {
  const { happenedAt } = transition;
  if (eventCodes[transition.code] === "end" && happenedAt !== null && isMinuteBefore(happenedAt, parcel.openedAt))
    return "over_before_added";
  if (current !== kind) return current === null ? "no_longer_true" : "superseded";
  const key = keyOf(kind, transition, parcel.transitions);
  const isNewer = (other: TransitionFacts): boolean =>
    other.sequence > transition.sequence &&
    kindOfChange(other, parcel) === kind &&
    keyOf(kind, other, parcel.transitions) !== key;
  if (parcel.transitions.some(isNewer)) return "superseded";
  const hasBeen = (is: (t: TransitionFacts) => boolean): boolean =>
    parcel.transitions.some((t) => t.sequence < transition.sequence && is(t));
  // That a lost parcel turned up, the page says.
  if (kind === "shipped" && hasBeen((t) => furthered.has(t.to) || t.code === "exception.lost")) return "overtaken";
  // Where "delivered" was said and taken back, only what has to be known or done is told: another van is for the page.
  const isAsking = rowOf(kind).afterwards === true || kind === "ready_for_pickup" || kind === "failed_attempt";
  const wasThere = parcel.transitions.some(({ id, to }) => to === "delivered" && id !== transition.id);
  return !isAsking && wasThere ? "overtaken" : null;
}

/** Many carriers tell the minute and no second: what ended in the minute of the opening may have ended after it. */
const isMinuteBefore = (happenedAt: Date, openedAt: Date): boolean =>
  happenedAt.getTime() + minutes(1) <= openedAt.getTime();

/** A parcel on its way, whose date is the shopper's question. */
const isOnTheWay = (current: Kind | null, { status, actionRequired }: ParcelFacts): boolean =>
  !actionRequired &&
  (status === "in_transit" || status === "out_for_delivery" || (status === "exception" && isMild(current)));
const isMild = (current: Kind | null): boolean => current === null || current === "delayed";

/** Another estimate has come, or none holds. */
function againstEstimate(estimate: EstimateFacts, current: Kind | null, parcel: ParcelFacts): Reason | null {
  const isLast = parcel.estimates.at(-1)?.id === estimate.id;
  if (!isLast) return "superseded";
  if (parcel.estimate === null || wasDelivered(parcel)) return "no_longer_true";
  if (parcel.estimate.first !== estimate.first || parcel.estimate.last !== estimate.last) return "superseded";
  return isOnTheWay(current, parcel) ? null : "no_longer_true";
}

const wasDelivered = ({ transitions }: ParcelFacts): boolean => transitions.some(({ to }) => to === "delivered");

function againstDate(
  estimate: EstimateFacts,
  current: Kind | null,
  parcel: ParcelFacts,
  past: readonly PastDecision[],
  today: string,
): Reason | null {
  if (parcel.direction === "return") return "own_return";
  // Before the carrier has it, the date is part of "on its way".
  if (["pending", "info_received"].includes(parcel.status)) return "not_news";
  const reason = againstEstimate(estimate, current, parcel);
  if (reason !== null) return reason;
  if (estimate.last < today) return "no_longer_true";
  const told = toldDays(parcel, past, estimate.id);
  // A narrower span within the one that was told contradicts nothing.
  return told !== null && told.first <= estimate.first && estimate.last <= told.last ? "already_told" : null;
}

function againstTomorrow(
  estimate: EstimateFacts,
  current: Kind | null,
  parcel: ParcelFacts,
  past: readonly PastDecision[],
  zone: string,
  now: Date,
): Reason | null {
  const reason = againstEstimate(estimate, current, parcel);
  if (reason !== null) return reason;
  const today = localDate(now, zone);
  const isTomorrow = estimate.first === estimate.last && estimate.first === addDays(today, 1);
  if (!isTomorrow || parcel.status === "out_for_delivery") return "no_longer_true";
  const isToldToday = past.some((p) => isOneOf(p, parcel, dateKinds) && localDate(p.decidedAt, zone) === today);
  return isToldToday && isWithin(estimate, toldDays(parcel, past, "")) ? "already_told" : null;
}

const isWithin = (days: Days, told: Days | null): boolean =>
  told !== null && told.first === days.first && told.last === days.last;

/**
 * The one honest ground for "you should have it by now": the carrier's own date has passed by a day. Where it gave none, nobody
 * promised anything, and a carrier that falls silent altogether ends as `expired`, which the page explains.
 */
function againstSilent(
  estimate: EstimateFacts,
  current: Kind | null,
  parcel: ParcelFacts,
  past: readonly PastDecision[],
  today: string,
): Reason | null {
  const reason = againstEstimate(estimate, current, parcel);
  if (reason !== null) return reason;
  if (estimate.last >= today) return "no_longer_true";
  const isLateTold = past.some((p) => isOneOf(p, parcel, lateKinds) && p.decidedAt >= estimate.recordedAt);
  return isLateTold ? "already_told" : null;
}

const lateKinds: ReadonlySet<string> = new Set<Kind>(["delayed"]);
const dateKinds: ReadonlySet<string> = new Set(kinds.filter((kind) => rowOf(kind).saysDate));

/** A message of this parcel alone that has left, or is about to. */
const isOneOf = (p: PastDecision, parcel: Pick<ParcelFacts, "id">, of: ReadonlySet<string>): boolean =>
  p.parcelId === parcel.id && p.decision === "send" && !p.failed && of.has(p.kind);

/** The days that the shopper was told last, by whatever message but those of this cause; null: none. */
export function toldDays(parcel: ParcelFacts, past: readonly PastDecision[], exceptCauseId: string): Days | null {
  // One message about several parcels names no day.
  const isAlone = (p: PastDecision): boolean =>
    !past.some((other) => other.decision === "merge" && other.causeId === p.causeId && other.recipient === p.recipient);
  let told: Days | null = null;
  let toldMs = -1;
  for (const p of past) {
    const atMs = p.decidedAt.getTime();
    if (p.causeId === exceptCauseId || atMs < toldMs || !isOneOf(p, parcel, dateKinds) || !isAlone(p)) continue;
    const day = p.kind === "out_for_delivery" && parcel.transitions.find(({ id }) => id === p.causeId)?.day;
    const said = day
      ? { first: day, last: day }
      : parcel.estimates.findLast(({ recordedAt }) => recordedAt.getTime() <= atMs);
    if (said === undefined) continue;
    [told, toldMs] = [said, atMs];
  }
  return told;
}

/** A message of this parcel that says the date and has not been decided for good: when to look whether it did. */
export function untilAnotherSaysIt(fact: Fact, recipient: Recipient, input: DecideInput): Date | null {
  const { parcel, past, now, mergeWindowMs } = input;
  const last = parcel.transitions.at(-1);
  const kind = last === undefined ? null : kindOfChange(last, parcel);
  if (fact.estimate === undefined || last === undefined || kind === null || !rowOf(kind).saysDate) return null;
  const [other] = factsOfTransition(parcel, last, input.zone);
  const id = other && idOfMessage(parcel, other, recipient);
  const before = past.find((decision) => decision.id === id);
  const windowEndMs = last.recordedAt.getTime() + (rowOf(kind).merges ? mergeWindowMs : mergeWindowMs / 24);
  const isPending = before === undefined ? windowEndMs > now.getTime() : before.decision === "wait";
  return isPending ? new Date(Math.max(windowEndMs, now.getTime() + mergeWindowMs / 24)) : null;
}

/** Dates that change follow each other by half a day, unless today or tomorrow is concerned. Null: now. */
export function untilDatesMayFollow(fact: Fact, { parcel, past, now, zone }: DecideInput): Date | null {
  if (fact.estimate === undefined) return null;
  const toldMs = past
    .filter((p) => isOneOf(p, parcel, changeKinds) && p.causeId !== fact.causeId)
    .map(({ decidedAt }) => decidedAt.getTime());
  const untilMs = Math.max(0, ...toldMs) + apartMs;
  if (untilMs <= now.getTime()) return null;
  const soon = addDays(localDate(now, zone), 1);
  const told = toldDays(parcel, past, fact.causeId);
  return fact.estimate.first <= soon || (told !== null && told.first <= soon) ? null : new Date(untilMs);
}
const apartMs = hours(12);
const changeKinds: ReadonlySet<string> = new Set<Kind>(["date_changed", "date_later"]);
