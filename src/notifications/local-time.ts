/** Local dates and hours of a zone. */

const quarterMs = 15 * 60_000;
/** Zones change their offset on a quarter of an hour at most, and asking the calendar is dear. */
const offsets = new Map<string, Map<number, number>>();
const offsetsMax = 5_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the clocks there are ahead of UTC. Milliseconds. */
function offsetAt(ms: number, zone: string): number {
  const quarter = Math.floor(ms / quarterMs);
  const ofZone = offsets.get(zone) ?? new Map<number, number>();
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    const numeric = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
    formatter = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...numeric });
    formatters.set(zone, formatter);
  }
  const parts = new Map(formatter.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const thereMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  if (ofZone.size >= offsetsMax) ofZone.clear();
  offsets.set(zone, ofZone.set(quarter, thereMs - quarter * quarterMs));
  return thereMs - quarter * quarterMs;
}

export interface WallTime {
  /** `2026-11-24`. */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export function wallTime(at: Date, zone: string): WallTime {
  const there = new Date(at.getTime() + offsetAt(at.getTime(), zone));
  const [hour, minute, second] = [there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()];
  return { date: there.toISOString().slice(0, 10), hour, minute, second };
}

export const localDate = (at: Date, zone: string): string =>
  new Date(at.getTime() + offsetAt(at.getTime(), zone)).toISOString().slice(0, 10);

/** When it is this hour there on this local date; an hour that the clocks leave out is the one after it. */
export function instantAt(date: string, hour: number, zone: string): Date {
  const wantedMs = Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000;
  const guessMs = wantedMs - offsetAt(wantedMs, zone);
  return new Date(wantedMs - offsetAt(guessMs, zone));
}

export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** The local date so many days later. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The local date so many days from Monday to Friday later. */
export function addWorkingDays(date: string, days: number): string {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) left -= 1;
  }
  return day;
}
