/** From a decision to words: title and body in the shopper's language, without anything private. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Kind } from "#notifications/decide.ts";
import { visibleText } from "#platform/log.ts";
import type { Estimate } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Texts } from "./texts.ts";

/** English is the one that every other language falls back to. */
export const languages: readonly Texts[] = [en, de];

export interface News {
  readonly kind: Kind | "order_known";
  readonly code: EventCode;
  /** The shop's name, as the shop wrote it. */
  readonly shop: string;
  readonly parcels: number;
  readonly estimate: Estimate | null;
  /** Local date. */
  readonly keepUntil: string | null;
}

export interface Words {
  readonly language: Texts;
  readonly title: string;
  readonly body: string;
}

/** @param locale BCP 47 as anybody gave it (`de-AT`, `de_AT`); unknown or none is English. @param zone of the recipient, for "today". */
export function wordsFor(news: News, locale: string | null, zone: string, now: Date): Words {
  const language = languageFor(locale);
  const shop = shopName(news.shop);
  if (news.kind === "order_known") {
    const { title, body } = language.orderKnown;
    return { language, title: filled(title, language, { shop }), body: filled(body, language, { shop }) };
  }
  const isLater = news.parcels === 1 && ["shipped", "out_for_delivery", "delayed"].includes(news.kind);
  const eta = isLater ? etaSentence(news, language, zone, now) : "";
  const keep =
    news.keepUntil === null
      ? ""
      : filled(language.keepUntil, language, { when: dayWords(news.keepUntil.slice(0, 10), language, zone, now) });
  const values = { shop, count: news.parcels, eta, keep };
  const body = (news.parcels === 1 ? language.bodiesByCode[news.code] : undefined) ?? language.bodies[news.kind];
  return {
    language,
    title: filled(language.titles[news.kind], language, values),
    body: filled(body, language, values),
  };
}

export function languageFor(locale: string | null): Texts {
  const wanted = (locale ?? "").toLowerCase().split(/[-_]/)[0];
  return languages.find((texts) => texts.locale.split("-")[0] === wanted) ?? en;
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

export function filled(message: string, language: Texts, values: Readonly<Record<string, string | number>>): string {
  const text = new IntlMessageFormat(message, language.locale, undefined, { ignoreTag: true }).format(values);
  return String(text).replace(/ {2,}/g, " ").trim();
}

function etaSentence(news: News, language: Texts, zone: string, now: Date): string {
  const { estimate } = news;
  const say = (message: string, values: Readonly<Record<string, string>>) => filled(message, language, values);
  const today = localDate(now, zone);
  if (news.kind === "out_for_delivery" && (estimate === null || estimate.from.slice(0, 10) !== today))
    return say(language.eta.day, { when: dayWords(today, language, zone, now) });
  if (estimate === null) return say(language.eta.unknown, {});
  const [from, through] = [estimate.from, estimate.through ?? estimate.from];
  const [first, last] = [from.slice(0, 10), through.slice(0, 10)];
  // A date that has passed is no answer (§9.3).
  if (last < today) return say(language.eta.unknown, {});
  const day = (date: string): string => dayWords(date, language, zone, now);
  if (first !== last) return say(language.eta.days, { from: day(first), through: day(last) });
  const [start, end] = [clockTime(from), clockTime(through)];
  if (estimate.kind === "window" && start !== null && end !== null && start !== end)
    return say(language.eta.window, { when: day(first), from: start, through: end });
  return say(language.eta.day, { when: day(first) });
}

/** Wall time as the carrier gave it, for the place of delivery. */
const clockTime = (local: string): string | null => /T(\d{2}:\d{2})/.exec(local)?.[1] ?? null;

/** "today", "tomorrow", else weekday and date, in the recipient's zone. */
function dayWords(date: string, language: Texts, zone: string, now: Date): string {
  const noon = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return date;
  const daysAway = Math.round((noon.getTime() - new Date(`${localDate(now, zone)}T12:00:00Z`).getTime()) / 86_400_000);
  if (daysAway === 0 || daysAway === 1)
    return new Intl.RelativeTimeFormat(language.locale, { numeric: "auto" }).format(daysAway, "day");
  return new Intl.DateTimeFormat(language.locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(noon);
}

/** `2026-11-24` in this zone. */
const localDate = (now: Date, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
