/** Times in words: what a carrier said and when, and what is still to be expected. Places have their own clocks (consumer UX §9). */

import { localDate, wallTime } from "#platform/local-time.ts";
import type { Estimate, EventTime } from "#shipments/event.ts";
import type { Texts } from "#shopper/texts.ts";

/** A moment as it is to be shown: `date` in `zone`, to be held against `now`. */
interface Moment {
  readonly date: Date;
  readonly zone: string;
  readonly now: Date;
}

/** Where somebody may be expected: before it, in the last hours of its day, after it. */
export interface Expected {
  readonly words: string;
  readonly stands: "coming" | "later_today" | "overdue";
  readonly isToday: boolean;
}

/** "tomorrow, 10:00–13:00", and whether it still can be so; null: nobody has said. */
export function expected(estimate: Estimate | null, zone: string, texts: Texts, now: Date): Expected | null {
  const from = estimate === null ? null : momentOf(estimate.from, zone, now);
  if (estimate === null || from === null) return null;
  const through = (estimate.through === null ? null : momentOf(estimate.through, zone, now)) ?? from;
  const lastDay = localDate(through.date, through.zone);
  const today = localDate(now, zone);
  const isOver = !isDay(estimate.through ?? estimate.from) && through.date < through.now;
  return {
    words: spanWords(estimate, from, through, texts),
    stands: lastDay < today ? "overdue" : isOver ? "later_today" : "coming",
    isToday: localDate(from.date, from.zone) <= today && today <= lastDay,
  };
}

function spanWords(estimate: Estimate, from: Moment, through: Moment, { t, day, clock }: Texts): string {
  const first = day(from.date, from.zone, from.now);
  const last = day(through.date, through.zone, through.now);
  if (isDay(estimate.from)) return first === last ? first : t("when.between", { from: first, through: last });
  const at = clock(from.date, from.zone);
  const until = clock(through.date, through.zone);
  if (through === from || (first === last && at === until)) return `${first}, ${at}`;
  return first === last
    ? t("when.window", { day: first, from: at, through: until })
    : t("when.between", { from: `${first}, ${at}`, through: `${last}, ${until}` });
}

const isDay = (text: string): boolean => text.length === 10;

/** A day, an instant, or wall time at the delivery place. */
function momentOf(text: string, zone: string, now: Date): Moment | null {
  const hasZone = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const date = new Date(isDay(text) ? `${text}T12:00:00Z` : hasZone ? text : `${text}Z`);
  if (Number.isNaN(date.getTime())) return null;
  return hasZone ? { date, zone, now } : { date, zone: "UTC", now: wallTime(now, zone) };
}

/** "Sat 28 November" of a local date. */
export const dayWords = (date: string, zone: string, texts: Texts, now: Date): string =>
  texts.day(noon(date), "UTC", wallTime(now, zone));

/** When the carrier said it: with a clock time only if it gave one (consumer UX §9). */
export function said(time: EventTime, zone: string, texts: Texts, now: Date): string {
  const date = time.local.slice(0, 10);
  if (time.precision === "date_only") return date === "" ? "" : dayWords(date, zone, texts, now);
  if (time.instant !== null) return texts.dayAndClock(new Date(time.instant), placeZone(time, zone), now);
  const wall = new Date(`${time.local}Z`);
  return Number.isNaN(wall.getTime()) ? "" : texts.dayAndClock(wall, "UTC", wallTime(now, zone));
}

/** The clock time alone, where the carrier gave one. */
export function saidClock(time: EventTime, zone: string, texts: Texts): string {
  if (time.precision === "date_only") return "";
  if (time.instant !== null) return texts.clock(new Date(time.instant), placeZone(time, zone));
  const wall = new Date(`${time.local}Z`);
  return Number.isNaN(wall.getTime()) ? "" : texts.clock(wall, "UTC");
}

/** The zone of the event's own place where it is a name that we know; an offset says nothing of its days to come, but is exact. */
export const placeZone = (time: EventTime, fallback: string): string =>
  time.zone !== null && /^([A-Z][\w+-]+\/|UTC$|[+-]\d\d:\d\d$)/.test(time.zone) ? time.zone : fallback;

const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);
