/** Local dates and clocks of a zone, and formatters of dates that are made once: making one costs more than a page may. */

const quarterMs = 15 * 60_000;
/** Zones change their offset on a quarter of an hour at most, and asking the calendar is dear. */
const offsets = new Map<string, Map<number, number>>();
const offsetsMax = 5_000;
/** Names of zones are written in many ways, and the caller's. */
const zonesMax = 1_000;
const numeric = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
const formats = new Map<string, Intl.DateTimeFormat>();
const formatsMax = 1_000;

/** What the clocks there are ahead of UTC. Milliseconds. */
function offsetAt(ms: number, zone: string): number {
  const quarter = Math.floor(ms / quarterMs);
  const ofZone = offsets.get(zone) ?? new Map<number, number>();
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  const format = dateFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...numeric });
  const parts = new Map(format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const thereMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  if (ofZone.size >= offsetsMax) ofZone.clear();
  if (offsets.size >= zonesMax) offsets.clear();
  offsets.set(zone, ofZone.set(quarter, thereMs - quarter * quarterMs));
  return thereMs - quarter * quarterMs;
}

/** A formatter of this locale and these options, the same one each time. @throws RangeError for a locale or a zone that is none. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(locale, options);
    if (formats.size < formatsMax) formats.set(key, made);
  }
  return made;
}

/** Whether this runtime knows the name. */
export function isZone(zone: string | null | undefined): zone is string {
  if (!zone) return false;
  try {
    dateFormat("en-GB", { timeZone: zone, hour: "numeric" });
    return true;
  } catch {
    return false;
  }
}

/** The clock on the wall there, as if it were UTC. @throws RangeError for a zone that is none. */
export const wallTime = (at: Date, zone: string): Date => new Date(at.getTime() + offsetAt(at.getTime(), zone));

/** `2026-11-24`: the date of an instant there. @throws RangeError for a zone that is none. */
export const localDate = (at: Date, zone: string): string => wallTime(at, zone).toISOString().slice(0, 10);

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
