/** The history as pages show it: newest first, by the local day of the place, repetitions folded into one line. Pure; wording is the page's. */
import type { EventFacts, EventTime, Place, ShipmentEvent } from "./event.ts";
import { type EventCode, statusOf } from "./event-codes.ts";
import { codesInEffect, inTime, type RecordedEvent, type ShipmentFacts, withdrawnIds } from "./lifecycle.ts";

export interface TimelineEntry {
  /** Of the newest event in it. */
  readonly id: string;
  /** What the event means here: on the way back, "delivered" is `returned.to_sender`. */
  readonly code: EventCode | "unmapped";
  /** `event.out_for_delivery.on_vehicle`: the key under which a language has its sentence. `event.unmapped`: show `text`. */
  readonly textKey: string;
  readonly time: EventTime;
  readonly place: Place | null;
  /** The carrier's own words; may hold personal data, so a presenter decides who sees them. */
  readonly text: string;
  readonly facts: EventFacts;
  /** Slugs of the connections that said it, sorted. */
  readonly sources: readonly string[];
  /** ISO instant at which we first had any of it. */
  readonly seenAt: string;
  /** Pieces it is about, sorted; empty: the shipment as a whole. */
  readonly pieces: readonly string[];
  /** How many events this line stands for. */
  readonly count: number;
  /** The carrier has taken it back. */
  readonly withdrawn: boolean;
}

export interface TimelineDay {
  /** Local date `2026-11-24` as the places have it. */
  readonly date: string;
  readonly entries: readonly TimelineEntry[];
}

/** The same set of events gives the same days in any order and with any duplicates. */
export function timeline(events: readonly RecordedEvent[], facts: ShipmentFacts = {}): readonly TimelineDay[] {
  const codes = codesInEffect(events, facts);
  const withdrawn = withdrawnIds(events);
  const days = new Map<string, TimelineEntry[]>();
  for (const recorded of inTime(events).toReversed()) {
    if (recorded.event.facts.retractsPrevious === true) continue; // the line that it takes back says so itself
    const date = recorded.event.time.local.slice(0, 10);
    const day = days.get(date) ?? [];
    days.set(date, day);
    const entry = entryOf(recorded, codes.get(recorded.id) ?? recorded.event.code, withdrawn.has(recorded.id));
    const newer = day.at(-1);
    if (newer !== undefined && isSameNews(newer, entry)) day[day.length - 1] = folded(newer, entry);
    else day.push(entry);
  }
  return [...days]
    .map(([date, entries]) => ({ date, entries }))
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}

function entryOf(
  { id, event, source, seenAt }: RecordedEvent,
  code: ShipmentEvent["code"],
  withdrawn: boolean,
): TimelineEntry {
  return {
    id,
    code,
    textKey: `event.${code}`,
    time: event.time,
    place: event.place,
    text: event.rawText,
    facts: event.facts,
    sources: [source],
    seenAt,
    pieces: event.piece === null ? [] : [event.piece],
    count: 1,
    withdrawn,
  };
}

/**
 * Neighbours of one day that say the same of the same place, or that two sources say of the same minute, each with its own name for
 * the place. Each failed attempt stays a line of its own, unless it is the same minute (several pieces, or two sources). What we have no word for is the same only when the carrier's words are.
 */
function isSameNews(newer: TimelineEntry, older: TimelineEntry): boolean {
  if (newer.code !== older.code || newer.withdrawn !== older.withdrawn) return false;
  const isSameMinute =
    newer.time.precision !== "date_only" && newer.time.local.slice(0, 16) === older.time.local.slice(0, 16);
  const isRetold = isSameMinute && !newer.sources.some((source) => older.sources.includes(source));
  if (placeName(newer) !== placeName(older) && !isRetold) return false;
  if (newer.code === "unmapped") return newer.text === older.text;
  return statusOf(newer.code) !== "attempt_failed" || newer.time.local.slice(0, 16) === older.time.local.slice(0, 16);
}

const placeName = ({ place }: TimelineEntry): string =>
  [place?.name, place?.city, place?.country].map((part) => (part ?? "").trim().toLowerCase()).join("|");

function folded(newer: TimelineEntry, older: TimelineEntry): TimelineEntry {
  return {
    ...newer,
    facts: { ...older.facts, ...newer.facts },
    sources: [...new Set([...newer.sources, ...older.sources])].sort(),
    seenAt: newer.seenAt < older.seenAt ? newer.seenAt : older.seenAt,
    pieces: [...new Set([...newer.pieces, ...older.pieces])].sort(),
    count: newer.count + older.count,
  };
}
