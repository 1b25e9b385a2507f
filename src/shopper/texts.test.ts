/** Dates and times in the words of a locale, as the delivery place has them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createTexts } from "./texts.ts";

test("days are said as the delivery place has them, and change at its midnight", () => {
  const { day, dayAndClock } = createTexts("en-GB");
  const now = new Date("2026-11-25T23:30:00Z");
  const said = (instant: string, zone: string) => day(new Date(instant), zone, now);
  assert.equal(said("2026-11-25T23:59:00Z", "UTC"), "today");
  assert.equal(said("2026-11-26T00:01:00Z", "UTC"), "tomorrow");
  assert.equal(said("2026-11-26T00:01:00Z", "Europe/Berlin"), "today");
  assert.equal(said("2026-11-25T20:00:00Z", "Europe/Berlin"), "yesterday");
  assert.equal(said("2026-11-30T12:00:00Z", "UTC"), "Mon 30 November");
  assert.equal(said("2027-01-04T12:00:00Z", "UTC"), "Mon, 4 January 2027");
  assert.equal(dayAndClock(new Date("2026-11-26T13:05:00Z"), "Europe/Berlin", now), "today, 14:05");
  assert.equal(
    createTexts("en-US").clock(new Date("2026-11-26T13:05:00Z"), "America/New_York").replace(/\s/g, " "),
    "8:05 AM",
  );
});

test("what is named after each other has the comma of the language", () => {
  const now = new Date("2026-11-26T09:00:00Z");
  assert.match(createTexts("ar").dayAndClock(now, "Europe/Berlin", now), /^\S+، /);
  assert.match(createTexts("fr").dayAndClock(now, "Europe/Berlin", now), /^aujourd’hui, 10:00$/);
});
