/** From a parcel's view to the sentences of its page: one headline with the date answer, one line, one next action. */

import type { EventTime } from "#shipments/event.ts";
import type { ParcelView } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";

export interface Sentences {
  readonly headline: string;
  readonly state: string;
  readonly line: string;
  readonly reason: string | null;
  readonly action: string;
}

export function sentencesFor(parcel: ParcelView, shop: string, texts: Texts, now: Date): Sentences {
  const { t } = texts;
  const carrier = parcel.carrier || shop;
  const state = t(`state.${parcel.state}`, { carrier });
  return {
    headline: headline(parcel, shop, carrier, texts, now),
    state,
    line: line(parcel, shop, carrier, texts, now),
    reason: reason(parcel, texts),
    action: action(parcel, shop, carrier, texts),
  };
}

function headline(parcel: ParcelView, shop: string, carrier: string, texts: Texts, now: Date): string {
  const { t } = texts;
  const { state } = parcel;
  if (state === "delivered") {
    const when = parcel.deliveredAt === null ? "" : said(parcel.deliveredAt, parcel.zone, texts, now);
    return t("headline.delivered", { when }).trim();
  }
  if (state === "ready") {
    const place = parcel.pickup?.name || carrier;
    return parcel.pickup?.until
      ? t("headline.ready.until", { place, day: texts.day(noon(parcel.pickup.until), "UTC", now) })
      : t("headline.ready", { place });
  }
  if (state === "attempt_failed" && parcel.code !== "attempt_failed.nobody_home")
    return t("headline.attempt_failed.other", { carrier });
  if (parcel.code === "exception.lost") return t("headline.lost.declared", { carrier });
  const expected = expectedWords(parcel, texts, now);
  if (expected !== null && (state === "in_transit" || state === "announced" || state === "out_for_delivery"))
    return t("headline.arrives", { when: expected });
  return t(`headline.${state}`, { carrier, shop });
}

/** "tomorrow, 10:00–13:00"; null where no date is known or it has passed. */
export function expectedWords(parcel: ParcelView, texts: Texts, now: Date): string | null {
  const { estimate, zone } = parcel;
  if (estimate === null) return null;
  const from = instantOf(estimate.from);
  const through = estimate.through === null ? null : instantOf(estimate.through);
  if (from === null || (through ?? new Date(from.getTime() + 86_400_000)) < now) return null;
  const isDay = estimate.from.length === 10;
  const day = texts.day(from, isDay ? "UTC" : zone, isDay ? localNoon(now, zone) : now);
  if (isDay) {
    if (through === null || estimate.through === estimate.from) return day;
    return texts.t("when.between", { from: day, through: texts.day(through, "UTC", localNoon(now, zone)) });
  }
  return through === null
    ? `${day}, ${texts.clock(from, zone)}`
    : texts.t("when.window", { day, from: texts.clock(from, zone), through: texts.clock(through, zone) });
}

function line(parcel: ParcelView, shop: string, carrier: string, texts: Texts, now: Date): string {
  const { t } = texts;
  if (parcel.state === "in_transit") return parcel.estimate === null ? t("line.noDate", { carrier }) : "";
  if (parcel.state === "delayed") {
    const when = expectedWords(parcel, texts, now);
    return when === null ? t("line.delayed", { carrier }) : t("line.delayed.until", { when });
  }
  if (parcel.code === "exception.lost") return t("line.lost.declared", { shop });
  return t(`line.${parcel.state}`, { carrier, shop });
}

/** What is not normal, in the words of the event behind it; of a return, why it goes back. */
function reason(parcel: ParcelView, texts: Texts): string | null {
  if (parcel.isGoingBack) {
    const why = parcel.history.find(({ code }) => code.startsWith("exception."));
    return why === undefined ? null : texts.event(why.code);
  }
  const isWorthAWord = ["customs", "delayed", "problem", "attempt_failed", "lost", "delivered"].includes(parcel.state);
  return isWorthAWord && parcel.evidence !== null ? texts.event(parcel.code) : null;
}

function action(parcel: ParcelView, shop: string, carrier: string, texts: Texts): string {
  if (parcel.state === "ready") return texts.t("action.ready");
  if (!parcel.needsAction) return texts.t("action.none");
  if (parcel.code === "exception.lost" || parcel.code === "exception.undeliverable")
    return texts.t("action.shop", { shop });
  if (parcel.code.includes("customs")) return texts.t("action.customs", { carrier });
  if (parcel.code === "exception.address_incorrect" || parcel.code === "exception.recipient_unknown")
    return texts.t("action.address", { shop });
  if (parcel.code === "exception.payment_required" || parcel.code === "attempt_failed.payment_due")
    return texts.t("action.payment", { carrier });
  return texts.t("action.attention", { carrier });
}

/** When the carrier said it: with a clock time only if it gave one (consumer UX §9). */
export function said(time: EventTime, zone: string, texts: Texts, now: Date): string {
  if (time.instant === null || time.precision === "date_only")
    return time.local === "" ? "" : texts.day(noon(time.local.slice(0, 10)), "UTC", now);
  return texts.dayAndClock(new Date(time.instant), placeZone(time, zone), now);
}

/** The zone of the event's own place where it is a name that we know; an offset says nothing of its days to come, but is exact. */
export const placeZone = (time: EventTime, fallback: string): string =>
  time.zone !== null && /^([A-Z][\w+-]+\/|UTC$|[+-]\d\d:\d\d$)/.test(time.zone) ? time.zone : fallback;

const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);
const localNoon = (now: Date, zone: string): Date =>
  noon(new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(now));

function instantOf(text: string): Date | null {
  const date = new Date(text.length === 10 ? `${text}T12:00:00Z` : /Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}
