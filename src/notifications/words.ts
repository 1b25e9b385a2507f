/** From a decision to words: title and body in the shopper's language, without anything private. */
import { chooseLocale, fileOf, type KeyOf, languageOf, textsOf, type Values } from "#languages/languages.ts";
import { dateFormat, localDate } from "#platform/local-time.ts";
import { visibleText } from "#platform/log.ts";
import type { Estimate } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { type Kind, rowOf } from "./catalogue.ts";
import type { Days } from "./parcel-log.ts";

export interface News {
  readonly kind: Kind | "order_known";
  readonly code: EventCode;
  /** The shop's name, as the shop wrote it. */
  readonly shop: string;
  readonly parcels: number;
  readonly estimate: Estimate | null;
  /** Local date. */
  readonly keepUntil: string | null;
  /** Of a changed date: the days that were told before; null: none were. */
  readonly was?: Days | null;
  /** Of a changed date: the event behind it. */
  readonly because?: EventCode | null;
}

export interface Words {
  readonly title: string;
  readonly body: string;
  readonly says: Says;
}

/** A language's messages. */
export interface Says {
  /** BCP 47. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  t(key: KeyOf<"messages">, values?: Values): string;
}

/** @param locale BCP 47 as anybody gave it (`de-AT`, `de_AT`); unknown or none is English. @param zone of the recipient, for "today". */
export function wordsFor(news: News, locale: string | null, zone: string, now: Date): Words {
  const says = saysIn(locale);
  const day = (date: string): string => dayWords(date.slice(0, 10), says, zone, now);
  const saysDate = news.kind !== "order_known" && rowOf(news.kind).saysDate === true;
  const eta = news.parcels === 1 && saysDate ? etaSentence(news, says, zone, now) : "";
  const keep = news.keepUntil === null ? "" : says.t("keepUntil", { when: day(news.keepUntil) });
  const { title, body } = keysOf(news, says);
  const shop = shopName(news.shop);
  const was = wasSentence(news, says, day);
  const values = {
    shop,
    count: news.parcels,
    eta,
    keep,
    was,
    due: dueSentence(news, says, day),
    because: becauseOf(news, says),
  };
  return { says, title: says.t(title, values), body: says.t(body, values) };
}

export function saysIn(locale: string | null): Says {
  const known = chooseLocale({ parameter: locale });
  const { locale: usual, direction } = fileOf(languageOf(known));
  const t = textsOf("messages", known);
  // A value may be empty and leave its blanks.
  return { locale: usual, direction, t: (key, values) => t(key, values).replace(/ {2,}/g, " ").trim() };
}

/** Of one parcel, what the event itself calls for, where a language has words for it. */
function keysOf(
  { kind, code, parcels, was }: News,
  { locale }: Says,
): { readonly title: KeyOf<"messages">; readonly body: KeyOf<"messages"> } {
  if (kind === "order_known") return { title: "title.order_known", body: "body.order_known" };
  // The first date is known: nothing has changed for whoever reads it.
  if (kind === "date_changed" && !was) return { title: "title.date_known", body: "body.date_known" };
  const own = `body.${code}`;
  const isOfEvent = rowOf(kind).trigger === "transition" || kind === "action_reminder";
  const isSaid = parcels === 1 && isOfEvent && Object.hasOwn(fileOf(languageOf(locale)).messages, own);
  return { title: `title.${kind}`, body: isSaid ? (own as KeyOf<"messages">) : `body.${kind}` }; // asked for just now
}

/** The last day that the carrier had promised. */
function dueSentence({ kind, estimate }: News, says: Says, day: (date: string) => string): string {
  if (kind !== "silent" || estimate === null) return "";
  return says.t("due", { when: day(estimate.through ?? estimate.from) });
}

/** The day that was told before. */
function wasSentence({ was }: News, says: Says, day: (date: string) => string): string {
  if (!was) return "";
  if (was.first === was.last) return says.t("was.day", { when: day(was.first) });
  return says.t("was.days", { from: day(was.first), through: day(was.last) });
}

/** The reasons that say more than "later": a factual clause, and none where the carrier names none. */
function becauseOf({ because }: News, says: Says): string {
  if (because === "exception.delayed_weather") return says.t("because.weather");
  if (because === "exception.delayed_operational") return says.t("because.operations");
  if (because === "exception.misrouted") return says.t("because.detour");
  if (because === "in_transit.customs_clearance" || because === "exception.customs_hold")
    return says.t("because.customs");
  return because?.startsWith("attempt_failed.") === true ? says.t("because.attempt") : "";
}

/** Outside text: one line, nothing invisible, no address that a mail program would make a link of (N-03), no longer than a title bears. */
export function shopName(name: string): string {
  const line = visibleText(name)
    .replace(/[a-z][a-z0-9+.-]*:\/\//gi, "")
    .replace(/\s+/g, " ")
    .trim();
  const letters = [...line];
  return letters.length > 60 ? `${letters.slice(0, 59).join("")}…` : line;
}

function etaSentence(news: News, says: Says, zone: string, now: Date): string {
  const { estimate } = news;
  const today = localDate(now, zone);
  if (news.kind === "out_for_delivery" && (estimate === null || estimate.from.slice(0, 10) !== today))
    return says.t("eta.day", { when: dayWords(today, says, zone, now) });
  if (estimate === null) return says.t("eta.unknown", {});
  const [from, through] = [estimate.from, estimate.through ?? estimate.from];
  const [first, last] = [from.slice(0, 10), through.slice(0, 10)];
  // A date that has passed is no answer (§9.3).
  if (last < today) return says.t("eta.unknown", {});
  const day = (date: string): string => dayWords(date, says, zone, now);
  if (first !== last) return says.t("eta.days", { from: day(first), through: day(last) });
  const [start, end] = [clockTime(from), clockTime(through)];
  if (estimate.kind === "window" && start !== null && end !== null && start !== end)
    return says.t("eta.window", { when: day(first), from: start, through: end });
  return says.t("eta.day", { when: day(first) });
}

/** Wall time as the carrier gave it, for the place of delivery. */
const clockTime = (local: string): string | null => /T(\d{2}:\d{2})/.exec(local)?.[1] ?? null;

/** "today", "tomorrow", else weekday and date, in the recipient's zone. */
function dayWords(date: string, says: Says, zone: string, now: Date): string {
  const noon = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return date;
  const daysAway = Math.round((noon.getTime() - new Date(`${localDate(now, zone)}T12:00:00Z`).getTime()) / 86_400_000);
  if (daysAway >= -1 && daysAway <= 1)
    return new Intl.RelativeTimeFormat(says.locale, { numeric: "auto" }).format(daysAway, "day");
  return dateFormat(says.locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(noon);
}
