/**
 * Should this shopper hear of it, now, by which channel? Pure: facts in, decisions with reasons out. Each decision is kept, so
 * that support can say why somebody heard of something or did not (consumer experience §10).
 */
import { idFromCause } from "#platform/ids.ts";
import type { EventCode, Status } from "#shipments/event-codes.ts";
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
export type Channel = "email" | "push";

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
  richer_channel: "Told by push on the shopper's device instead.",
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
  /** When it happened, by the carrier; the end of the day where only that is known; null where nothing is. */
  readonly happenedAt: Date | null;
  readonly recordedAt: Date;
}

export interface ParcelFacts {
  readonly id: string;
  readonly direction: "outbound" | "return";
  readonly tracked: boolean;
  /** Where it stands now. */
  readonly status: Status;
  readonly code: EventCode;
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
  /** IANA zone of the recipient. */
  readonly zone: string;
  readonly quietHours: boolean;
  readonly mergeWindowMs: number;
}

export interface Decision {
  /** From its cause: asked again, it is the same. */
  readonly id: string;
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
/** Kinds that every parcel may bring, and that count towards its budget. */
const routine: ReadonlySet<string> = new Set<Kind>(["shipped", "out_for_delivery", "delayed", "delivered"]);
/** Four messages for a normal parcel, of which one is kept for "delivered". */
const routineMax = 3;
/** Still worth saying a day later, because the shopper can act on it. */
const actionable: ReadonlySet<Kind> = new Set<Kind>(["problem_action", "ready_for_pickup"]);
/** Push where there is a device; the e-mail would say it twice. */
const pushInstead: ReadonlySet<Kind> = new Set<Kind>(["shipped", "out_for_delivery", "delayed", "delivered"]);
const merged: ReadonlySet<Kind> = new Set<Kind>(["shipped", "delivered"]);

/** One decision per recipient. Empty: all is said already, or another change is about to say it. */
export function decide(input: DecideInput): Decision[] {
  const { transition, parcel } = input;
  const kind = kindOf(transition.to, transition.code, parcel.direction);
  const none = { until: null, parcels: 1 };
  const against = objection(parcel, transition, input.now);
  if (kind === null || against !== null || input.recipients.length === 0) {
    const reason = against ?? "no_recipient";
    const recipients: readonly Recipient[] =
      input.recipients.length > 0 ? input.recipients : [{ channel: "email", id: "nobody" }];
    return recipients.flatMap((recipient) => {
      const id = decisionId(parcel, kind ?? "none", transition, recipient);
      if (isSettledBy(input.past, id, transition)) return [];
      const { channel, id: to } = recipient;
      return [{ id, kind: kind ?? "none", channel, recipient: to, decision: "drop", reason, ...none }];
    });
  }
  return input.recipients.flatMap((recipient) => {
    const id = decisionId(parcel, kind, transition, recipient);
    if (isSettledBy(input.past, id, transition)) return [];
    const verdict = verdictFor(input, kind, id, recipient);
    return [{ id, kind, channel: recipient.channel, recipient: recipient.id, ...none, ...verdict }];
  });
}

/** The kind of message a status calls for; null where none. The label alone is no news: the first scan is. */
export function kindOf(status: Status, code: EventCode, direction: ParcelFacts["direction"]): Kind | null {
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
      return exceptionKinds[code] ?? null;
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
      return `after ${failedDays(all, transition).size} attempts`;
    case "failed_attempt":
    case "delayed":
      return dayOf(transition);
    case "problem_action":
    case "problem":
      return transition.code;
    case "none":
      return transition.id;
    default:
      return "once";
  }
}

const failedDays = (all: readonly TransitionFacts[], until: TransitionFacts): ReadonlySet<string> =>
  new Set(all.filter((t) => t.to === "attempt_failed" && t.sequence < until.sequence).map(dayOf));

const dayOf = (transition: TransitionFacts): string =>
  (transition.happenedAt ?? transition.recordedAt).toISOString().slice(0, 10);

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

/** Why nobody should hear of this change, whatever the channel; null when nothing speaks against it. */
function objection(parcel: ParcelFacts, transition: TransitionFacts, now: Date): Reason | null {
  const kind = kindOf(transition.to, transition.code, parcel.direction);
  if (kind === null) return parcel.direction === "return" ? "own_return" : "not_news";
  const { happenedAt } = transition;
  if ((kind === "delivered" || kind === "returned") && happenedAt !== null && happenedAt < parcel.openedAt)
    return "over_before_added";
  const current = kindOf(parcel.status, parcel.code, parcel.direction);
  if (current !== kind) return current === null ? "no_longer_true" : "superseded";
  const fact = factOf(kind, transition, parcel.transitions);
  const isNewer = (other: TransitionFacts): boolean =>
    other.sequence > transition.sequence &&
    kindOf(other.to, other.code, parcel.direction) === kind &&
    factOf(kind, other, parcel.transitions) !== fact;
  if (parcel.transitions.some(isNewer)) return "superseded";
  if (kind === "shipped" && parcel.transitions.some((t) => t.sequence < transition.sequence && furthered.has(t.to)))
    return "overtaken";
  const age = Math.max(
    happenedAt === null ? 0 : transition.recordedAt.getTime() - happenedAt.getTime(),
    now.getTime() - transition.recordedAt.getTime(),
  );
  return age > dayMs && !actionable.has(kind) ? "too_old" : null;
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

type Answer = Pick<Decision, "decision" | "reason"> & Partial<Pick<Decision, "until" | "parcels">>;

function verdictFor(input: DecideInput, kind: Kind, id: string, recipient: Recipient): Answer {
  const { now, past, parcel } = input;
  // Decided before and perhaps on its way when the process ended: the same message again, not a new thought.
  const isRepeat = past.some((before) => before.id === id && before.decision === "send");
  if (recipient.channel === "email" && pushInstead.has(kind) && input.recipients.some((r) => r.channel === "push"))
    return { decision: "drop", reason: "richer_channel" };
  if (!isRepeat && routine.has(kind) && kind !== "delivered" && routineSoFar(past, parcel) >= routineMax)
    return { decision: "drop", reason: "over_budget" };
  const morning = input.quietHours && kind !== "problem_action" ? quietUntil(now, input.zone) : null;
  if (morning !== null) return { decision: "wait", reason: "quiet_hours", until: morning };
  if (!merged.has(kind)) return { decision: "send", reason: "news" };
  const parcels = 1 + input.siblings.filter((sibling) => sharesNews(sibling, kind, recipient, input)).length;
  return isRepeat
    ? { decision: "send", reason: "news", parcels }
    : (gathering(input, kind, recipient) ?? { decision: "send", reason: "news", parcels });
}

/** Messages, not rows: one fact told by two channels is one. */
function routineSoFar(past: readonly PastDecision[], parcel: ParcelFacts): number {
  const told = past.filter((p) => p.parcelId === parcel.id && p.decision === "send" && routine.has(p.kind));
  return new Set(told.map((p) => `${p.kind} ${p.transitionId}`)).size;
}

/** Parcels of one order within the window make one message. Null: send now. */
function gathering(input: DecideInput, kind: Kind, recipient: Recipient): Answer | null {
  const { now, transition, siblings, mergeWindowMs } = input;
  const ofSiblings = input.past.filter(
    (p) =>
      p.decision === "send" &&
      p.kind === kind &&
      p.channel === recipient.channel &&
      p.recipient === recipient.id &&
      siblings.some(({ id }) => id === p.parcelId),
  );
  // It was decided when ours was known already, so it spoke of ours, too.
  if (ofSiblings.some((p) => p.decidedAt >= transition.recordedAt))
    return { decision: "merge", reason: "told_with_another_parcel" };
  const lastTold = Math.max(0, ...ofSiblings.map((p) => p.decidedAt.getTime()));
  if (lastTold + mergeWindowMs > now.getTime())
    return { decision: "wait", reason: "just_told", until: new Date(lastTold + mergeWindowMs) };
  const windowEnd = transition.recordedAt.getTime() + mergeWindowMs;
  const isAboutTo = (sibling: ParcelFacts): boolean =>
    sibling.tracked &&
    sibling.direction === "outbound" &&
    (kind === "shipped" ? ["pending", "info_received"] : ["out_for_delivery"]).includes(sibling.status);
  if (windowEnd > now.getTime() && siblings.some(isAboutTo))
    return { decision: "wait", reason: "gathering_parcels", until: new Date(windowEnd) };
  return null;
}

/** A sibling with the same news, which this recipient has not had. */
function sharesNews(sibling: ParcelFacts, kind: Kind, recipient: Recipient, input: DecideInput): boolean {
  const last = sibling.transitions.at(-1);
  if (last === undefined || kindOf(last.to, last.code, sibling.direction) !== kind) return false;
  if (objection(sibling, last, input.now) !== null) return false;
  const id = decisionId(sibling, kind, last, recipient);
  return !input.past.some((p) => p.id === id && (p.sent || p.decision === "send" || p.decision === "merge"));
}
