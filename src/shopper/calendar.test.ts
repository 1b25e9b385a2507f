/** Entries for calendars, as RFC 5545 wants them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CalendarEntry, calendarOf } from "./calendar.ts";

const entry: CalendarEntry = {
  parcelId: "0192a7d0-0000-7000-8000-000000000001",
  title: "Parcel from Lantern & Loom",
  place: null,
  note: "",
  from: "2026-11-26",
  through: "2026-11-26",
  sequence: 1,
  now: new Date("2026-11-24T09:00:00Z"),
};
const linesOf = (text: string): string[] => text.replaceAll("\r\n ", "").split("\r\n");

test("a day is a whole day, and ends with the day after it", () => {
  const lines = linesOf(calendarOf(entry));
  assert.ok(lines.includes("DTSTART;VALUE=DATE:20261126"));
  assert.ok(lines.includes("DTEND;VALUE=DATE:20261127"));
  assert.ok(lines.includes("DTSTAMP:20261124T090000Z"));
  assert.deepEqual([lines[0], lines.at(-2), lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR", ""]);
});

test("a window is told in UTC, and days across a month's end are counted right", () => {
  const window = { ...entry, from: "2026-11-26T14:10:00+01:00", through: "2026-11-26T15:40:00+01:00" };
  const lines = linesOf(calendarOf(window));
  assert.ok(lines.includes("DTSTART:20261126T131000Z"));
  assert.ok(lines.includes("DTEND:20261126T144000Z"));
  const across = calendarOf({ ...entry, from: "2026-11-29", through: "2026-11-30" });
  assert.match(across, /DTEND;VALUE=DATE:20261201/);
});

test("the same parcel keeps its id when its day changes, and another has another", () => {
  const uid = (one: CalendarEntry): string | undefined => /UID:.*/.exec(calendarOf(one))?.[0];
  assert.equal(uid(entry), uid({ ...entry, from: "2026-11-27", through: "2026-11-27", sequence: 2 }));
  assert.notEqual(uid(entry), uid({ ...entry, parcelId: "0192a7d0-0000-7000-8000-000000000002" }));
  assert.ok(!calendarOf(entry).includes(entry.parcelId));
});

test("no line is longer than 75 octets, no character is torn, and what a shop is called stays text", () => {
  const title = `Büro; Lampen, Ähren\\n & Söhne ${"ü🙂".repeat(60)}`;
  const text = calendarOf({ ...entry, title, note: "one\ntwo" });
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  const summary = linesOf(text).find((line) => line.startsWith("SUMMARY:")) ?? "";
  assert.equal(summary, `SUMMARY:Büro\\; Lampen\\, Ähren\\\\n & Söhne ${"ü🙂".repeat(60)}`);
  assert.ok(linesOf(text).includes("DESCRIPTION:one\\ntwo"));
});
