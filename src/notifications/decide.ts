/**
 * Should this shopper hear of it, now, by which channel? Pure: facts in, decisions with reasons out. Each decision is kept, so
 * that support can say why somebody heard of something or did not (consumer experience §10).
 *
 * What the messages are is the table in catalogue.ts; what is news, facts.ts; how much is too much, budget.ts.
 */
import { dailyCap, isOverBudget, isOverCap } from "./budget.ts";
import { type Kind, rowOf } from "./catalogue.ts";
import { type Fact, factsOf, idOfMessage, objection, untilAnotherSaysIt, untilDatesMayFollow } from "./facts.ts";
import { companions, gathering } from "./gathering.ts";
import type { Channel, DecideInput, PastDecision, Recipient, Verdict } from "./parcel-log.ts";
import { wants } from "./preferences.ts";
import { quietUntil } from "./quiet-hours.ts";
import type { Reason } from "./reasons.ts";

export interface Decision {
  /** From its cause: asked again, it is the same. */
  readonly id: string;
  readonly parcelId: string;
  readonly causeId: string;
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

const nobody: Recipient = { channel: "email", id: "nobody" };

/**
 * One decision per fact that is due and recipient, and one for each other parcel of the order that is told in the same message. Empty:
 * all is said already, another cause is about to say it, or its time has not come.
 */
export function decide(input: DecideInput): Decision[] {
  const facts = factsOf(input);
  const recipients = input.recipients.length === 0 ? [nobody] : input.recipients;
  if (facts.length === 0) return noNews(input, recipients);
  const due = facts.filter(({ dueAt }) => dueAt === null || dueAt <= input.now);
  const objections = due.map((fact) => objection(fact, input, input.now));
  return recipients.flatMap((recipient) => {
    const decisions: Decision[] = [];
    for (const [at, fact] of due.entries()) {
      // What is told at this very moment, nobody has to be reminded of.
      if (fact.dueAt !== null && decisions.some(({ decision }) => decision !== "drop")) break;
      const against =
        objections[at] ?? (input.recipients.length === 0 ? (input.isSuppressed ? "suppressed" : "no_recipient") : null);
      decisions.push(...decideFor(input, fact, against, recipient));
    }
    return decisions;
  });
}

/** When a fact of this cause comes due that would be news if nothing changed until then; null: none will. */
export function nextLook(input: DecideInput): Date | null {
  const { parcel, past, recipients, preferences, now } = input;
  if (preferences.muted.has(parcel.id)) return null;
  const isOpenTo = (fact: Fact, recipient: Recipient): boolean => {
    if (againstWay(input, fact, recipient) !== null) return false;
    const id = idOfMessage(parcel, fact, recipient);
    return !past.some((before) => before.id === id);
  };
  const dueMs = factsOf(input).flatMap((fact) => {
    if (fact.dueAt === null || fact.dueAt <= now || objection(fact, input, fact.dueAt) !== null) return [];
    return recipients.some((recipient) => isOpenTo(fact, recipient)) ? [fact.dueAt.getTime()] : [];
  });
  return dueMs.length === 0 ? null : new Date(Math.min(...dueMs));
}

/** A change of status that is no news is a decision, too; a cause that is gone is none. */
function noNews({ parcel, causeId, past }: DecideInput, recipients: readonly Recipient[]): Decision[] {
  const transition = parcel.transitions.find(({ id }) => id === causeId);
  if (transition === undefined) return [];
  const reason = parcel.direction === "return" ? "own_return" : "not_news";
  return recipients.flatMap((recipient) => {
    const id = idOfMessage(parcel, { identity: ["none", causeId] }, recipient);
    if (past.some((before) => before.id === id)) return [];
    const about = { id, parcelId: parcel.id, causeId, kind: "none", channel: recipient.channel } as const;
    return [{ ...about, recipient: recipient.id, decision: "drop", reason, until: null, parcels: 1 }];
  });
}

function decideFor(input: DecideInput, fact: Fact, against: Reason | null, recipient: Recipient): Decision[] {
  const { parcel, past } = input;
  const { kind, causeId } = fact;
  const isNew = !past.some((p) => p.causeId === causeId && p.kind === kind);
  if (isNew && isIdle(input, fact, against, recipient)) return [];
  const id = idOfMessage(parcel, fact, recipient);
  const before = past.find((decision) => decision.id === id);
  if (isSettled(before, fact, against)) return [];
  const about = { id, parcelId: parcel.id, causeId, kind, channel: recipient.channel, recipient: recipient.id };
  if (against !== null) return [{ ...about, decision: "drop", reason: against, until: null, parcels: 1 }];
  // Decided before and perhaps on its way when the process ended: the same message again, not a new thought.
  const isRepeat = before?.decision === "send";
  const answer = answerFor(input, fact, isRepeat, recipient);
  if (answer.decision !== "send") return [{ ...about, until: null, ...answer, parcels: 1 }];
  const others = companions(input, fact, isRepeat, recipient).map((other): Decision => {
    const reason = "told_with_another_parcel";
    return { ...about, ...other, decision: "merge", reason, until: null, parcels: 1 };
  });
  return [{ ...about, until: null, ...answer, parcels: 1 + others.length }, ...others];
}

/** What time alone makes due and nobody waits for: an alarm without a cause for it, or a way that was never open to it. */
const isIdle = (input: DecideInput, fact: Fact, against: Reason | null, recipient: Recipient): boolean =>
  fact.dueAt !== null &&
  ((rowOf(fact.kind).alarm === true && against !== null) || againstWay(input, fact, recipient) !== null);

/**
 * Told, given up, in the hands of an earlier cause of the same fact, or refused to this very cause before: a second look, for a reminder's
 * sake, does not change what support reads. But an e-mail that another way made needless is needed when that way fails.
 */
function isSettled(before: PastDecision | undefined, { causeId }: Fact, against: Reason | null): boolean {
  if (before === undefined) return false;
  if (before.sent || before.failed || before.decision === "merge") return true;
  if (before.causeId !== causeId) return before.decision !== "drop";
  const isNeedless = before.reason === "richer_channel" || before.reason === "other_channel";
  return before.decision === "drop" && (against !== null || !isNeedless);
}

type Answer = Pick<Decision, "decision" | "reason"> & Partial<Pick<Decision, "until">>;

const drop = (reason: Reason): Answer => ({ decision: "drop", reason });
const wait = (reason: Reason, until: Date): Answer => ({ decision: "wait", reason, until });

function answerFor(input: DecideInput, fact: Fact, isRepeat: boolean, recipient: Recipient): Answer {
  const { now, past, parcel } = input;
  const row = rowOf(fact.kind);
  const against = againstWay(input, fact, recipient);
  if (against !== null) return drop(against);
  if (!isRepeat && isOverCap(past, parcel.id, recipient.channel)) return drop("over_cap");
  if (!isRepeat && (input.sentToday.get(recipient.id) ?? 0) >= dailyCap) return drop("over_daily_cap");
  if (!isRepeat && isOverBudget(past, parcel.id, fact)) return drop("over_budget");
  const wakes = row.wakes === true && recipient.channel !== "sms";
  const morning = input.quietHours && !wakes ? quietUntil(now, input.zone, input.preferences) : null;
  if (morning !== null) return wait("quiet_hours", morning);
  if (isRepeat) return { decision: "send", reason: "news" };
  if (row.budget === "date" && fact.estimate !== undefined && row.saysDate) {
    const said = untilAnotherSaysIt(fact, recipient, input);
    if (said !== null) return wait("another_says_it", said);
    const apart = untilDatesMayFollow(fact, input);
    if (apart !== null) return wait("dates_in_a_row", apart);
  }
  const gathered = row.merges ? gathering(input, fact, recipient) : null;
  return gathered === null ? { decision: "send", reason: "news" } : wait(gathered.reason, gathered.until);
}

/** Why not this way: the shopper does not want it, or another way is better. */
function againstWay(input: DecideInput, fact: Fact, { channel }: Recipient): Reason | null {
  const { parcel, preferences } = input;
  const { ways } = rowOf(fact.kind);
  if (preferences.muted.has(parcel.id)) return "muted";
  if (!isWanted(input, fact, channel)) return "switched_off";
  const isOnly = ways === "email" || ways === "push";
  // Where the shop's server tells the shopper, it stands for e-mail and SMS.
  if (isOnly && (channel === "webhook" ? "email" : channel) !== ways) return "not_this_way";
  if (isOnly || ways === "all" || channel === "push") return null;
  if (ways === "both" && channel !== "sms") return null;
  if (canGo(input, fact, "push")) return "richer_channel";
  if (ways === "richest") return channel === "email" && canGo(input, fact, "sms") ? "other_channel" : null;
  return null;
}

/** The shop's server speaks as our e-mail would. */
const isWanted = ({ preferences }: DecideInput, { kind }: Fact, channel: Channel): boolean =>
  wants(preferences, rowOf(kind).topic, channel === "webhook" ? "email" : channel);

/** Is there a recipient of this channel who wants it and who is not out of reach? */
const canGo = (input: DecideInput, fact: Fact, channel: Channel): boolean =>
  input.recipients.some(
    (other) =>
      other.channel === channel &&
      isWanted(input, fact, channel) &&
      !input.past.some((p) => p.failed && p.recipient === other.id && p.id === idOfMessage(input.parcel, fact, other)),
  );
