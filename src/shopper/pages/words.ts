/** From a parcel's view to the sentences of its page: one headline with the date answer, one line, one next action. */
import { days } from "#platform/clock.ts";
import type { ParcelView, Tone } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";
import { dayWords, type Expected, expected, said } from "./times.ts";

export interface Sentences {
  readonly headline: string;
  readonly state: string;
  readonly tone: Tone;
  readonly line: string;
  readonly reason: string | null;
  readonly action: Action;
}

/** The one next thing to do; with a button where there is a place to do it. */
export interface Action {
  readonly text: string;
  readonly leadsTo: "carrier" | "report" | "point" | null;
  readonly isAsked: boolean;
}

/** What the sentences are made of. */
interface Telling {
  readonly parcel: ParcelView;
  readonly shop: string;
  /** Somebody's name in any case. */
  readonly carrier: string;
  readonly expected: Expected | null;
  readonly texts: Texts;
  readonly now: Date;
}

export function sentencesFor(parcel: ParcelView, shop: string, texts: Texts, now: Date): Sentences {
  const carrier = parcel.carrier || shop;
  const telling = { parcel, shop, carrier, texts, now, expected: expected(parcel.estimate, parcel.zone, texts, now) };
  const isLate = isOverdue(telling);
  return {
    headline: headline(telling),
    state: stateName(telling),
    tone: (isLate && parcel.tone !== "action") || parcel.said?.word === "not_arrived" ? "attention" : parcel.tone,
    line: line(telling),
    reason: reason(parcel, texts),
    action: action(telling),
  };
}

/** How long it is normal that a carrier does not know a number. */
const youngMs = days(3);
/** The end of what a letter usually takes, with a weekend in it. */
const letterMs = days(7);

export const isUnknownForLong = ({ state, isUnknown, openedAt }: ParcelView, now: Date): boolean =>
  state === "invalid" || (state === "pending" && isUnknown && now.getTime() - openedAt.getTime() >= youngMs);

/** A letter that should be there by now. */
export const isLetterDue = ({ state, openedAt }: ParcelView, now: Date): boolean =>
  state === "letter" && now.getTime() - openedAt.getTime() >= letterMs;

/** On its way, and the day that was named is over. */
function isOverdue({ parcel: { state }, expected }: Pick<Telling, "parcel" | "expected">): boolean {
  const isMoving = ["in_transit", "customs", "out_for_delivery", "announced"].includes(state);
  return isMoving && expected?.stands === "overdue";
}

function stateName(telling: Telling): string {
  const { parcel, carrier, texts } = telling;
  if (parcel.isReturn) {
    if (isWaitingReturn(parcel)) return texts.t("state.return_sent");
    if (parcel.state === "delivered") return texts.t("state.returned");
  }
  return texts.t(isOverdue(telling) ? "state.delayed" : `state.${parcel.state}`, { carrier });
}

/** Sent back, as the shopper says, and not scanned yet. */
const isWaitingReturn = ({ isReturn, state }: ParcelView): boolean =>
  isReturn && ["pending", "announced", "no_news", "linked"].includes(state);

function headline(telling: Telling): string {
  const { parcel, shop, carrier, expected, texts, now } = telling;
  const { t } = texts;
  const { state } = parcel;
  if (parcel.isReturn && isWaitingReturn(parcel)) return t("headline.return_sent");
  if (state === "delivered") {
    const when = parcel.deliveredAt === null ? "" : said(parcel.deliveredAt, parcel.zone, texts, now);
    return t(parcel.isReturn ? "headline.return_arrived" : "headline.delivered", { when, shop }).trim();
  }
  if (parcel.said?.word === "arrived" && parcel.step === null) return t("headline.said_arrived");
  if (parcel.isReturn && state === "in_transit" && expected?.stands !== "coming")
    return t("headline.return_moving", { shop });
  if (state === "ready") {
    const place = parcel.pickup?.name || carrier;
    return parcel.pickup?.until
      ? t("headline.ready.until", { place, day: dayWords(parcel.pickup.until, parcel.zone, texts, now) })
      : t("headline.ready", { place });
  }
  if (state === "attempt_failed" && parcel.code !== "attempt_failed.nobody_home")
    return t("headline.attempt_failed.other", { carrier });
  if (parcel.code === "exception.lost") return t("headline.lost.declared", { carrier });
  if (state === "pending" && isUnknownForLong(parcel, now)) return t("headline.unknown", { carrier });
  if (state === "store_pickup" && parcel.pickup !== null) return t("headline.ready_at", { place: parcel.pickup.name });
  if (isOverdue(telling)) return t("headline.delayed");
  if (state === "delayed" && expected?.stands === "coming")
    return t("headline.delayed.until", { when: expected.words });
  if (expected !== null && ["in_transit", "announced", "pending", "out_for_delivery", "own_delivery"].includes(state)) {
    if (expected.stands === "later_today") return t("headline.later");
    if (expected.stands === "coming") return t("headline.arrives", { when: expected.words });
  }
  return t(`headline.${state}`, { carrier, shop });
}

function line(telling: Telling): string {
  const { parcel, shop, carrier, expected, texts, now } = telling;
  const { t } = texts;
  const { state } = parcel;
  if (parcel.isReturn) return returnLine(telling);
  if (parcel.said?.word === "arrived" && parcel.step === null) return "";
  if (isOverdue(telling)) return t("line.overdue", { when: expected?.words ?? "", carrier });
  if (state === "in_transit" || (state === "out_for_delivery" && expected?.stands === "later_today")) {
    if (expected?.stands === "later_today") return t("line.later", { when: expected.words });
    return parcel.estimate === null ? t("line.noDate", { carrier }) : promised(telling);
  }
  if (state === "delayed") return delayedLine(telling);
  if (state === "delivered" && parcel.said?.word === "not_arrived")
    return t("line.delivered.missing", { carrier, shop });
  if (state === "attempt_failed") return nextStep(telling);
  if (parcel.code === "exception.lost") return t("line.lost.declared", { shop });
  if (parcel.code === "exception.damaged" || parcel.code === "exception.refused")
    return t("line.problem.shop", { carrier, shop });
  if (state === "returning" || state === "returned") return moneyLine(parcel, shop, texts, now);
  if (state === "pending" && isUnknownForLong(parcel, now)) return t("line.unknown", { shop });
  if (isLetterDue(parcel, now)) return t("line.letter.due", { shop });
  if (state === "letter") {
    const sent = texts.day(parcel.openedAt, parcel.zone, now);
    return `${t("line.letter.sent", { shop, when: sent })} ${t("line.letter")}`;
  }
  // Headline and pill have said it all.
  const own = state === "delivered" || state === "out_for_delivery" ? "" : t(`line.${state}`, { carrier, shop });
  return [own, promised(telling)].filter((text) => text !== "").join(" ");
}

/** With the date that was named before, so that none changes silently. */
function delayedLine({ parcel, carrier, expected: current, texts, now }: Telling): string {
  if (current?.stands !== "coming") return texts.t("line.delayed", { carrier });
  const before = parcel.estimateHistory.at(-2)?.estimate ?? null;
  const was = expected(before, parcel.zone, texts, now)?.words;
  return was === undefined || was === current.words
    ? texts.t("line.delayed.since")
    : texts.t("line.delayed.before", { when: was });
}

/** Whose the date is, where it is not the carrier's. */
const promised = ({ parcel, shop, carrier, expected, texts }: Telling): string =>
  parcel.estimate?.saidBy === "shop" && expected?.stands === "coming" && parcel.step !== null
    ? texts.t("line.promised", { shop, carrier })
    : "";

function returnLine({ parcel, shop, carrier, texts, now }: Telling): string {
  if (isWaitingReturn(parcel)) {
    const day = parcel.said === null ? "" : texts.day(parcel.said.at, parcel.zone, now);
    const { state } = parcel;
    if (state === "linked") return texts.t("line.return_sent.linked", { carrier, shop, day });
    return texts.t("line.return_sent", { carrier, day });
  }
  return moneyLine(parcel, shop, texts, now);
}

function moneyLine({ refundedAt, state, isReturn, zone }: ParcelView, shop: string, texts: Texts, now: Date): string {
  if (refundedAt !== null) return texts.t("line.refunded", { shop, when: texts.day(refundedAt, zone, now) });
  const isBack = state === "returned" || (isReturn && state === "delivered");
  return texts.t(isBack ? "line.returned" : "line.returning", { shop });
}

/** Exactly one: what the carrier says it does next, or that it has not said. */
function nextStep({ parcel, carrier, texts, now }: Telling): string {
  const { t } = texts;
  const step = parcel.nextStep;
  switch (step?.kind) {
    case "again":
      return t("next.again", { carrier, day: dayWords(step.date, parcel.zone, texts, now) });
    case "neighbour":
      return step.name === null ? t("next.neighbour") : t("next.neighbour.name", { name: step.name });
    case "point":
      return t("next.point", { place: step.name });
    case "choose":
      return step.by === null
        ? t("next.choose", { carrier })
        : t("next.choose.by", { carrier, day: dayWords(step.by, parcel.zone, texts, now) });
    default:
      return t("line.attempt_failed", { carrier });
  }
}

/** What is not normal, in the words of the event behind it; of a return, why it goes back. */
function reason(parcel: ParcelView, texts: Texts): string | null {
  if (parcel.isReturn) return null;
  if (parcel.isGoingBack) {
    const why = parcel.history.find(({ code, isWithdrawn }) => code.startsWith("exception.") && !isWithdrawn);
    return why === undefined ? null : texts.event(why.code);
  }
  const isWorthAWord = ["customs", "delayed", "problem", "attempt_failed", "lost", "delivered"].includes(parcel.state);
  return isWorthAWord && parcel.evidence !== null ? texts.event(parcel.code) : null;
}

const nothing = (texts: Texts): Action => ({ text: texts.t("action.none"), leadsTo: null, isAsked: false });

function action({ parcel, shop, carrier, texts, now }: Telling): Action {
  const { t } = texts;
  const { state, code } = parcel;
  const asked = (text: string, leadsTo: Action["leadsTo"]): Action => ({ text, leadsTo, isAsked: true });
  if (parcel.isReturn) return nothing(texts);
  if (parcel.said?.word === "not_arrived") return asked(t("action.shop", { shop }), "report");
  if (state === "ready") return asked(t("action.ready"), parcel.pickup?.page ? "point" : null);
  if (state === "attempt_failed" && !parcel.needsAction) {
    if (parcel.nextStep === null) return asked(t("action.askCarrier", { carrier }), "carrier");
    if (parcel.nextStep.kind === "neighbour") return asked(t("action.neighbour"), null);
    return nothing(texts);
  }
  if (isUnknownForLong(parcel, now)) return asked(t("action.unknown", { shop }), null);
  if (isLetterDue(parcel, now) && parcel.said === null) return asked(t("action.look"), null);
  if (state === "store_pickup" && parcel.said === null)
    return { text: t("action.store"), leadsTo: null, isAsked: false };
  if (!parcel.needsAction) return nothing(texts);
  if (code === "exception.lost" || code === "exception.undeliverable")
    return asked(t("action.shop", { shop }), "report");
  if (code.includes("customs")) return asked(t("action.customs", { carrier }), "carrier");
  if (code === "exception.address_incorrect" || code === "exception.recipient_unknown")
    return asked(t("action.address", { shop }), "report");
  if (code === "exception.payment_required" || code === "attempt_failed.payment_due")
    return asked(t("action.payment", { carrier }), "carrier");
  return asked(t("action.attention", { carrier }), "carrier");
}
