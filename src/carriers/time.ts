/** Carriers' times: what was said, how exactly, and the instant it stands for (canonical events §3.8). */
import type { RawTime } from "#carriers/carrier.ts";
import { zoneOfPlace } from "#carriers/places.ts";
import type { EventTime, Place } from "#shipments/event.ts";

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?(Z|[+-]\d{2}:?\d{2}))?$/i;

/** The carrier gave no time that can be read. Whoever records the event knows when we first saw it. */
export const unknownTime: EventTime = {
  instant: null,
  local: "",
  precision: "date_only",
  zone: null,
  zoneDerived: false,
};

/**
 * Reads a carrier's time. `homeZone` (IANA) counts where neither the carrier nor the place tells the zone.
 * Undefined: this is no time, or none that a parcel can have (before 1990, after 2100).
 */
export function readTime(raw: RawTime, place: Place | undefined, homeZone: string): EventTime | undefined {
  const parts = parse(raw.text);
  if (parts === undefined) return undefined;
  const zone = raw.zone ?? zoneOfPlace(place) ?? homeZone;
  const zoneDerived = raw.zone === undefined;
  if (parts.time === undefined) {
    return { instant: null, local: parts.date, precision: "date_only", zone, zoneDerived };
  }
  const local = `${parts.date}T${parts.time}`;
  const given = raw.instant === undefined ? undefined : instantOf(raw.instant, local);
  if (given !== undefined) {
    const offset = normalOffset(raw.offset) ?? offsetBetween(local, given);
    return { instant: given, local, precision: "local_with_offset", zone: offset, zoneDerived: false };
  }
  const offset = parts.offset ?? normalOffset(raw.offset);
  if (offset === "Z") return bareInstant(local, raw.zone ?? zoneOfPlace(place));
  if (offset !== undefined) {
    const instant = isoOf(Date.parse(`${local}${offset}`));
    return { instant, local, precision: "local_with_offset", zone: offset, zoneDerived: false };
  }
  return { instant: instantIn(zone, local), local, precision: "local_without_zone", zone, zoneDerived };
}

/** A date or date-time as carriers write estimates: normalised text, or undefined. */
export function readDate(text: string | undefined): string | undefined {
  const parts = text === undefined ? undefined : parse(text);
  if (parts === undefined) return undefined;
  return parts.time === undefined ? parts.date : `${parts.date}T${parts.time}${parts.offset ?? ""}`;
}

/** `20261124` → `2026-11-24`; `140500`, `74700`, `1405` → `14:05:00`. Undefined for anything else. */
export function compactDate(text: string | undefined): string | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text ?? "");
  return match === null ? undefined : `${match[1]}-${match[2]}-${match[3]}`;
}
export function compactTime(text: string | undefined): string | undefined {
  const digits = (text ?? "").replaceAll(":", "");
  if (!/^\d{1,6}$/.test(digits)) return undefined;
  const whole = digits.length <= 4 && digits.length >= 3 ? `${digits.padStart(4, "0")}00` : digits.padStart(6, "0");
  const time = `${whole.slice(0, 2)}:${whole.slice(2, 4)}:${whole.slice(4, 6)}`;
  return Number(whole.slice(0, 2)) < 24 && Number(whole.slice(2, 4)) < 60 ? time : undefined;
}

/** A day and a clock that a carrier writes apart: without a clock it is the day alone, without a day no time. */
export const dayAndClock = (day: string | undefined, clock: string | undefined): RawTime | null =>
  day === undefined ? null : { text: clock === undefined ? day : `${day}T${clock}` };

/** `24.11.2026 14:05` → `2026-11-24T14:05:00`. */
export function germanTime(text: string | undefined): string | undefined {
  const match = /^(\d{2})\.(\d{2})\.(\d{4})(?: (\d{2}:\d{2})(:\d{2})?)?$/.exec(text?.trim() ?? "");
  if (match === null) return undefined;
  const date = `${match[3]}-${match[2]}-${match[1]}`;
  return match[4] === undefined ? date : `${date}T${match[4]}${match[5] ?? ":00"}`;
}

interface Parts {
  readonly date: string;
  readonly time: string | undefined;
  readonly offset: string | undefined;
}

function parse(text: string): Parts | undefined {
  const match = text.length > 40 ? null : pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, year = "", month = "", day = "", hour, minute, second = "00", , offset] = match;
  const date = `${year}-${month}-${day}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(date)) return undefined;
  if (Number(year) < 1990 || Number(year) > 2100) return undefined;
  if (hour === undefined || minute === undefined) return { date, time: undefined, offset: undefined };
  // 24:00 and a leap second are written by some hosts; they are the last second that every calendar knows.
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  const time = `${hour}:${minute}:${Number(second) > 59 ? "59" : second}`;
  return { date, time, offset: offset === undefined ? undefined : normalOffset(offset) };
}

/** `+0100`, `-04.00`, `z` → `+01:00`, `-04:00`, `Z`. */
function normalOffset(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^z$/i.test(text)) return "Z";
  const match = /^([+-])(\d{1,2})[:.]?(\d{2})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign = "+", hours = "0", minutes = "00"] = match;
  return Number(hours) > 14 || Number(minutes) > 59 ? undefined : `${sign}${hours.padStart(2, "0")}:${minutes}`;
}

/** The instant beside a wall time; one that is more than 15 hours away from it is a slip of the carrier and does not count. */
function instantOf(text: string, local: string): string | undefined {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || Math.abs(ms - Date.parse(`${local}Z`)) > 15 * 3_600_000) return undefined;
  return isoOf(ms);
}

function offsetBetween(local: string, instant: string): string {
  const minutes = Math.round((Date.parse(`${local}Z`) - Date.parse(instant)) / 60_000);
  const size = Math.abs(minutes);
  const text = `${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
  return `${minutes < 0 ? "-" : "+"}${text}`;
}

function bareInstant(utc: string, zone: string | undefined): EventTime {
  const instant = isoOf(Date.parse(`${utc}Z`));
  if (zone === undefined) return { instant, local: utc, precision: "instant", zone: null, zoneDerived: false };
  const local = Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "second" });
  return { instant, local, precision: "instant", zone, zoneDerived: true };
}

/** A wall time in a zone. In the hour that summer time skips or repeats, the earlier offset counts as PostgreSQL and Java do. */
function instantIn(zone: string, local: string): string {
  return isoOf(
    Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds,
  );
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
