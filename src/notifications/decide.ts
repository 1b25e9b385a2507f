/**
 * Should this shopper hear of it, now, by which channel? Pure: facts in, decisions with reasons out. Each decision is kept, so
 * that support can say why somebody heard of something or did not (consumer experience §10).
 */
import { minutes } from "#platform/clock.ts";
import { idFromCause } from "#platform/ids.ts";
import { type EventCode, eventCodes, type Status } from "#shipments/event-codes.ts";
import { quietUntil } from "./quiet-hours.ts";

export const kinds = [
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "failed_attempt",
  "problem_action",
  "problem",
  "delayed",
  "delivered",
  "returning",
  "returned",
] as const;
/** What a message is about. `problem_action`: the shopper has to do something; `problem`: somebody else has. */
export type Kind = (typeof kinds)[number];
/** `webhook`: the merchant's own tool, in place of our e-mail and SMS. */
export type Channel = "email" | "push" | "sms" | "webhook";

/** Why it was decided so: a closed list, each with the sentence that support reads. */
export const reasons = {
  news: "New, true and wanted: sent.",
  not_news: "This change is shown on the page and needs no message.",
  own_return: "A parcel that the shopper sends back: only its arrival at the shop is told.",
  over_before_added: "It was over before the shop told us of the parcel.",
  superseded: "Something newer is known and is told instead.",
  no_longer_true: "The parcel is no longer where this news says.",
  overtaken: "The parcel had already been further than this.",
  too_old: "It happened more than a day ago: the page shows it with its date.",
  over_budget: "The parcel's messages are used up; the page shows it.",
  over_cap: "Eight messages of this parcel went this way already, which no parcel needs: held back, and logged.",
  richer_channel: "Told by push on the shopper's device instead.",
  suppressed:
    "Nothing is sent to this e-mail address any more: it does not exist, or its owner reported our mail as spam.",
  no_recipient: "Nobody to tell: the order has no e-mail address and no device.",
  quiet_hours: "It is night where the shopper is: looked at again in the morning.",
  gathering_parcels: "Another parcel of the order is about to have the same news: waiting for one message.",
  just_told: "The same was just told of another parcel of this order: waiting for one message.",
  told_with_another_parcel: "Told in one message with another parcel of the order.",
  asked_again: "The shop asked to e-mail the shopper again.",
} as const;
export type Reason = keyof typeof reasons;

export interface TransitionFacts {
  readonly id: string;
  readonly sequence: number;
  readonly to: Status;
  readonly code: EventCode;
  /** The carrier says that the shopper has to do something. */
  readonly actionRequired: boolean;
  /** When it happened, by the carrier; at the latest, where only the day is known; null where nothing is. */
  readonly happenedAt: Date | null;
  /** The same as a local date there: `2026-11-24`. Two attempts on two days may lie within one day of UTC. */
  readonly day: string;
  readonly recordedAt: Date;
}

export interface ParcelFacts {
  readonly id: string;
  readonly direction: "outbound" | "return";
  readonly tracked: boolean;
  /** Where it stands now. */
  readonly status: Status;
  readonly code: EventCode;
  readonly actionRequired: boolean;
  readonly openedAt: Date;
  readonly transitions: readonly TransitionFacts[];
}

/** A decision that is already kept. `sent`: the message has left. */
export interface PastDecision {
  readonly id: string;
  readonly parcelId: string;
  readonly transitionId: string;
  readonly kind: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly decision: Verdict;
  readonly decidedAt: Date;
  readonly sent: boolean;
  /** Given up for good. */
  readonly failed: boolean;
}

export type Verdict = "send" | "drop" | "wait" | "merge";

export interface Recipient {
  readonly channel: Channel;
  /** An id that stands for the address or the device; never the address itself. */
  readonly id: string;
}

export interface DecideInput {
  readonly now: Date;
  /** The change that is asked about: one of `parcel.transitions`. */
  readonly transition: TransitionFacts;
  readonly parcel: ParcelFacts;
  /** The order's other parcels. */
  readonly siblings: readonly ParcelFacts[];
  /** All decisions of the order so far. */
  readonly past: readonly PastDecision[];
  readonly recipients: readonly Recipient[];
  /** The order's e-mail address is one that nothing is sent to any more. */
  readonly isSuppressed?: boolean;
  /** IANA zone of the recipient. */
  readonly zone: string;
  readonly quietHours: boolean;
  readonly mergeWindowMs: number;
}

export interface Decision {
  /** From its cause: asked again, it is the same. */
  readonly id: string;
  readonly parcelId: string;
  readonly transitionId: string;
  readonly kind: Kind | "none";
  readonly channel: Channel;
  readonly recipient: string;
  readonly decision: Verdict;
  readonly reason: Reason;
  /** Of a wait: when to look again. */
  readonly until: Date | null;
  /** How many parcels of the order the message speaks of. */
  readonly parcels: number;
}

const dayMs = 86_400_000;
/** Good news and dates: a normal parcel brings at most four messages, and "delivered" always has a place among them. */
const routine: ReadonlySet<Kind> = new Set<Kind>(["shipped", "out_for_delivery", "delayed", "delivered"]);
const budget = 4;
/** What counts towards it. "Ready" is never left out, so it is no routine; but it takes a place. */
const budgeted: ReadonlySet<string> = new Set<Kind>([...routine, "ready_for_pickup"]);
/** However a carrier flaps: at most so many messages of one parcel by one channel (N-04). */
const cap = 8;
/** Still worth saying a day later, because the shopper can act on it. */
const actionable: ReadonlySet<Kind> = new Set<Kind>(["problem_action", "ready_for_pickup"]);
/** Push where there is a device; the e-mail would say it twice. */
const pushInstead: ReadonlySet<Kind> = routine;
/** Several parcels of an order may have this news in one message. */
const merged: ReadonlySet<Kind> = new Set<Kind>(["shipped", "delivered"]);

/**
 * One decision per recipient, and one for each other parcel of the order that is told in the same message. Empty: all is said
 * already, or another change is about to say it.
 */
export function decide(input: DecideInput): Decision[] {
  const { transition, parcel, past } = input;
  const kind = kindOf({ ...transition, status: transition.to }, parcel.direction);
  const against =
    objection(parcel, transition, input.now) ??
    (input.recipients.length === 0 ? (input.isSuppressed ? "suppressed" : "no_recipient") : null);
  const nobody: Recipient = { channel: "email", id: "nobody" };
  const recipients = input.recipients.length === 0 ? [nobody] : input.recipients;
  return recipients.flatMap((recipient): Decision[] => {
    const id = decisionId(parcel, kind ?? "none", transition, recipient);
    if (isSettledBy(past, id, transition)) return [];
    const cause = { parcelId: parcel.id, transitionId: transition.id };
    const about = { id, ...cause, channel: recipient.channel, recipient: recipient.id };
    if (kind === null || against !== null) {
      const reason = against ?? "not_news";
      return [{ ...about, kind: kind ?? "none", decision: "drop", reason, until: null, parcels: 1 }];
    }
    // Decided before and perhaps on its way when the process ended: the same message again, not a new thought.
    const isRepeat = past.some((before) => before.id === id && before.decision === "send");
    const verdict = verdictFor(input, kind, isRepeat, recipient);
    const companions =
      verdict.decision === "send" && merged.has(kind) ? companionsOf(input, kind, isRepeat, recipient) : [];
    return [{ ...about, kind, until: null, ...verdict, parcels: 1 + companions.length }, ...companions];
  });
}

/** The kind of message that a standing calls for; null where none. The label alone is no news: the first scan is. */
export function kindOf(
  { status, code, actionRequired }: Pick<ParcelFacts, "status" | "code" | "actionRequired">,
  direction: ParcelFacts["direction"],
): Kind | null {
  if (direction === "return") return status === "delivered" || status === "returned" ? "returned" : null;
  switch (status) {
    case "in_transit":
      return "shipped";
    case "out_for_delivery":
    case "delivered":
    case "returning":
    case "returned":
      return status;
    case "available_for_pickup":
      return "ready_for_pickup";
    case "attempt_failed":
      return code === "attempt_failed.payment_due" || code === "attempt_failed.identity_check"
        ? "problem_action"
        : "failed_attempt";
    case "exception":
      // Where the page says "needs you", the shopper has to hear of it, whatever the carrier calls it.
      return exceptionKinds[code] ?? (actionRequired ? "problem_action" : null);
    default:
      return null;
  }
}

const exceptionKinds: Readonly<Partial<Record<EventCode, Kind>>> = {
  "exception.delayed": "delayed",
  "exception.delayed_weather": "delayed",
  "exception.delayed_operational": "delayed",
  "exception.misrouted": "delayed",
  "exception.customs_documents_missing": "problem_action",
  "exception.customs_charges_due": "problem_action",
  "exception.payment_required": "problem_action",
  "exception.address_incorrect": "problem_action",
  "exception.damaged": "problem",
  "exception.lost": "problem",
  "exception.refused": "problem",
  "exception.disposed": "problem",
};

/** What makes news of its kind the same news: the same fact is told once, however often it is reported. */
export function factOf(kind: Kind | "none", transition: TransitionFacts, all: readonly TransitionFacts[]): string {
  switch (kind) {
    case "out_for_delivery":
      // A van that comes back with the parcel comes again another day, with or without a word about an attempt.
      return `${transition.day} after ${failedDays(all, transition).size} attempts`;
    case "failed_attempt":
    case "delayed":
      return transition.day;
    case "problem_action":
      return transition.to === "attempt_failed" ? `${transition.code} ${transition.day}` : transition.code;
    case "problem":
      return transition.code;
    case "none":
      return transition.id;
    default:
      return "once";
  }
}

const failedDays = (all: readonly TransitionFacts[], until: TransitionFacts): ReadonlySet<string> =>
  new Set(all.filter((t) => t.to === "attempt_failed" && t.sequence < until.sequence).map(({ day }) => day));

const decisionId = (
  parcel: ParcelFacts,
  kind: Kind | "none",
  transition: TransitionFacts,
  recipient: Recipient,
): string =>
  idFromCause(
    "notification",
    parcel.id,
    kind,
    factOf(kind, transition, parcel.transitions),
    recipient.channel,
    recipient.id,
  );

/** Told, given up, or in the hands of an earlier change of the same fact. */
function isSettledBy(past: readonly PastDecision[], id: string, transition: TransitionFacts): boolean {
  const before = past.find((decision) => decision.id === id);
  if (before === undefined) return false;
  if (before.sent || before.failed || before.decision === "merge") return true;
  return before.transitionId !== transition.id && before.decision !== "drop";
}

/** Many carriers tell the minute and no second: what ended in the minute of the opening may have ended after it. */
const isMinuteBefore = (happenedAt: Date, openedAt: Date): boolean =>
  happenedAt.getTime() + minutes(1) <= openedAt.getTime();

/** Why nobody should hear of this change, whatever the channel; null when nothing speaks against it. */
function objection(parcel: ParcelFacts, transition: TransitionFacts, now: Date): Reason | null {
  const kindOfChange = (t: TransitionFacts): Kind | null => kindOf({ ...t, status: t.to }, parcel.direction);
  const kind = kindOfChange(transition);
  if (kind === null) return parcel.direction === "return" ? "own_return" : "not_news";
  const { happenedAt, recordedAt } = transition;
  if (eventCodes[transition.code] === "end" && happenedAt !== null && isMinuteBefore(happenedAt, parcel.openedAt))
    return "over_before_added";
  const current = kindOf(parcel, parcel.direction);
  if (current !== kind) return current === null ? "no_longer_true" : "superseded";
  const fact = factOf(kind, transition, parcel.transitions);
  const isNewer = (other: TransitionFacts): boolean =>
    other.sequence > transition.sequence &&
    kindOfChange(other) === kind &&
    factOf(kind, other, parcel.transitions) !== fact;
  if (parcel.transitions.some(isNewer)) return "superseded";
  if (kind === "shipped" && parcel.transitions.some((t) => t.sequence < transition.sequence && furthered.has(t.to)))
    return "overtaken";
  const since = happenedAt === null || happenedAt > recordedAt ? recordedAt : happenedAt;
  return now.getTime() - since.getTime() > dayMs && !actionable.has(kind) ? "too_old" : null;
}

/** After one of these, "it is on its way" is no news. */
const furthered: ReadonlySet<Status> = new Set<Status>([
  "out_for_delivery",
  "attempt_failed",
  "available_for_pickup",
  "delivered",
  "returning",
  "returned",
]);

type Answer = Pick<Decision, "decision" | "reason"> & Partial<Pick<Decision, "until">>;

function verdictFor(input: DecideInput, kind: Kind, isRepeat: boolean, recipient: Recipient): Answer {
  const { now, past, parcel, transition } = input;
  const canPush = input.recipients.some(
    (other) => other.channel === "push" && !hasFailed(past, decisionId(parcel, kind, transition, other)),
  );
  if (recipient.channel !== "push" && pushInstead.has(kind) && canPush)
    return { decision: "drop", reason: "richer_channel" };
  if (!isRepeat && isOverCap(past, parcel.id, recipient.channel)) return { decision: "drop", reason: "over_cap" };
  const places = kind === "delivered" ? budget : budget - 1;
  if (!isRepeat && routine.has(kind) && countToward(past, parcel.id, transition.id) >= places)
    return { decision: "drop", reason: "over_budget" };
  const morning = input.quietHours && kind !== "problem_action" ? quietUntil(now, input.zone) : null;
  if (morning !== null) return { decision: "wait", reason: "quiet_hours", until: morning };
  const gathered = merged.has(kind) && !isRepeat ? gathering(input, kind, recipient) : null;
  return gathered ?? { decision: "send", reason: "news" };
}

const hasFailed = (past: readonly PastDecision[], id: string): boolean => past.some((p) => p.id === id && p.failed);

const wasTold = ({ decision }: PastDecision): boolean => decision === "send" || decision === "merge";

/** Messages, not rows: what several devices or two channels say of one change is one. */
const messages = (told: readonly PastDecision[]): number =>
  new Set(told.map((p) => `${p.kind} ${p.transitionId}`)).size;

/** How much of the parcel's budget other changes have used. */
const countToward = (past: readonly PastDecision[], parcelId: string, transitionId: string): number =>
  messages(
    past.filter(
      (p) => p.parcelId === parcelId && p.transitionId !== transitionId && wasTold(p) && budgeted.has(p.kind),
    ),
  );

/** Has this parcel used up what one parcel may send by this channel, whatever the news (N-04)? */
export const isOverCap = (past: readonly PastDecision[], parcelId: string, channel: Channel): boolean =>
  messages(past.filter((p) => p.parcelId === parcelId && p.channel === channel && wasTold(p))) >= cap;

/** Parcels of one order within the window make one message. Null: send now. */
function gathering(input: DecideInput, kind: Kind, recipient: Recipient): Answer | null {
  const { now, transition, siblings, mergeWindowMs } = input;
  const toldMs = input.past
    .filter((p) => p.decision === "send" && !p.failed && isOf(p, kind, recipient))
    .filter((p) => siblings.some(({ id }) => id === p.parcelId))
    .map((p) => p.decidedAt.getTime());
  const quietEndMs = Math.max(0, ...toldMs) + mergeWindowMs;
  if (quietEndMs > now.getTime()) return { decision: "wait", reason: "just_told", until: new Date(quietEndMs) };
  const windowEnd = transition.recordedAt.getTime() + mergeWindowMs;
  const isAboutTo = (sibling: ParcelFacts): boolean =>
    sibling.tracked &&
    sibling.direction === "outbound" &&
    (kind === "shipped" ? ["pending", "info_received"] : ["out_for_delivery"]).includes(sibling.status);
  if (windowEnd > now.getTime() && siblings.some(isAboutTo))
    return { decision: "wait", reason: "gathering_parcels", until: new Date(windowEnd) };
  return null;
}

const isOf = (p: PastDecision, kind: Kind, recipient: Recipient): boolean =>
  p.kind === kind && p.channel === recipient.channel && p.recipient === recipient.id;

/**
 * The order's other parcels with the same news, which this recipient has not had: the message speaks of them, too. They are kept
 * under the change that the message is about, so that it speaks of the same parcels whenever it is sent again.
 */
function companionsOf(input: DecideInput, kind: Kind, isRepeat: boolean, recipient: Recipient): Decision[] {
  const { past, siblings, transition, now } = input;
  return siblings.flatMap((sibling): Decision[] => {
    const last = sibling.transitions.at(-1);
    if (last === undefined) return [];
    const id = decisionId(sibling, kind, last, recipient);
    const before = past.find((p) => p.id === id);
    const isKept = before?.decision === "merge" && before.transitionId === transition.id;
    const isFresh =
      !isRepeat &&
      kindOf({ ...last, status: last.to }, sibling.direction) === kind &&
      objection(sibling, last, now) === null &&
      !(before && (before.sent || before.failed || wasTold(before)));
    if (!isKept && !isFresh) return [];
    const cause = { parcelId: sibling.id, transitionId: transition.id };
    const about = { id, ...cause, kind, channel: recipient.channel, recipient: recipient.id };
    return [{ ...about, decision: "merge", reason: "told_with_another_parcel", until: null, parcels: 1 }];
  });
}
