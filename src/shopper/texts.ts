/** The texts of the shopper's pages by their key, and dates in the words of a locale. */
import {
  chooseLocale,
  fileOf,
  type KeyOf,
  type Language,
  languageOf,
  textsOf,
  type Values,
} from "#languages/languages.ts";
import { dateFormat, localDate } from "#platform/local-time.ts";
import type { EventCode } from "#shipments/event-codes.ts";

export type TextKey = KeyOf<"pages">;

export interface Texts {
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
  /** BCP 47, for dates: `en-GB`. */
  readonly locale: string;
  t(key: TextKey, values?: Values): string;
  /** The sentence of an event. */
  event(code: EventCode | "unmapped"): string;
  /** `today`, `tomorrow`, or `Thu 26 November`, as the zone has it now. */
  day(instant: Date, zone: string, now: Date): string;
  /** Clock time of an instant in a zone. */
  clock(instant: Date, zone: string): string;
  /** What stands between two things that are named after each other, with its blank. */
  readonly comma: string;
  /** `today, 14:05`. */
  dayAndClock(instant: Date, zone: string, now: Date): string;
  ago(instant: Date, now: Date): string;
}

const made = new Map<string, Texts>();

/** Locales are the caller's, so they are checked and few are kept. */
export function createTexts(locale: string | null | undefined): Texts {
  const known = chooseLocale({ parameter: locale });
  let texts = made.get(known);
  if (texts === undefined) {
    texts = make(known);
    if (made.size < 200) made.set(known, texts);
  }
  return texts;
}

function make(locale: string): Texts {
  const language = languageOf(locale);
  const t = textsOf("pages", locale);
  const comma = language === "ar" ? "، " : ", ";
  const day: Texts["day"] = (instant, zone, now) => {
    const date = localDate(instant, zone);
    const today = localDate(now, zone);
    if (date === today) return t("when.today");
    const away = Math.round((utcNoon(date).getTime() - utcNoon(today).getTime()) / 86_400_000);
    if (away === 1) return t("when.tomorrow");
    if (away === -1) return t("when.yesterday");
    const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: "numeric" } as const);
    return dateFormat(locale, { timeZone: zone, weekday: "short", day: "numeric", month: "long", ...year }).format(
      instant,
    );
  };
  const clock: Texts["clock"] = (instant, zone) =>
    dateFormat(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(instant);
  return {
    language,
    direction: fileOf(language).direction,
    locale,
    t,
    event: textsOf("events", locale),
    day,
    clock,
    comma,
    dayAndClock: (instant, zone, now) => day(instant, zone, now) + comma + clock(instant, zone),
    ago: (instant, now) => {
      const n = Math.max(0, Math.floor((now.getTime() - instant.getTime()) / 60_000));
      if (n < 1) return t("ago.now");
      if (n < 60) return t("ago.minutes", { n });
      return n < 1_440 ? t("ago.hours", { n: Math.floor(n / 60) }) : t("ago.days", { n: Math.floor(n / 1_440) });
    },
  };
}

const utcNoon = (date: string): Date => new Date(`${date.slice(0, 10)}T12:00:00Z`);
