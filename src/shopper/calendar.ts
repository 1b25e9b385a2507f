/** A parcel's day as an entry for calendars (RFC 5545). Calendars are shared: no number, no link, no code. Pure. */
import { sha256 } from "#platform/ids.ts";

export interface CalendarEntry {
  /** Made from the parcel: the same entry again replaces the one before. */
  readonly parcelId: string;
  readonly title: string;
  readonly place: string | null;
  readonly note: string;
  /** Local dates, the last day included; or ISO instants. */
  readonly from: string;
  readonly through: string;
  /** Grows with each change of the dates. */
  readonly sequence: number;
  readonly now: Date;
}

export function calendarOf({ parcelId, title, place, note, from, through, sequence, now }: CalendarEntry): string {
  const isDay = from.length === 10;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Posthorn//Delivery//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${sha256(`calendar ${parcelId}`).toString("hex").slice(0, 32)}@posthorn`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(now)}`,
    isDay ? `DTSTART;VALUE=DATE:${from.replaceAll("-", "")}` : `DTSTART:${utc(new Date(from))}`,
    // The end of whole days is the first day after them (RFC 5545 §3.6.1).
    isDay ? `DTEND;VALUE=DATE:${dayAfter(through)}` : `DTEND:${utc(new Date(through))}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === null || place === "" ? [] : [`LOCATION:${escaped(place)}`]),
    ...(note === "" ? [] : [`DESCRIPTION:${escaped(note)}`]),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

const utc = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d{3}/g, "");

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");

const escaped = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** At most 75 octets to a line, never within a character (§3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (Buffer.byteLength(part + character) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part].join("\r\n ");
}
