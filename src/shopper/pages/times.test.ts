/** What is to be expected, in the clock of the delivery place, and when it can no longer be so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate, EventTime } from "#shipments/event.ts";
import { createTexts } from "#shopper/texts.ts";
import { expected, said } from "./times.ts";

const texts = createTexts("en-GB");
const zone = "Europe/Berlin";
const say = (from: string, through: string | null, now: string) => {
  const estimate: Estimate = { from, through, kind: through === null ? "date" : "window" };
  const found = expected(estimate, zone, texts, new Date(now));
  return found === null ? null : `${found.stands}: ${found.words}`;
};

test("a day has no clock time, lasts until the midnight of the delivery place, and is over then", () => {
  assert.equal(say("2026-11-24", null, "2026-11-24T22:59:00Z"), "coming: today");
  assert.equal(say("2026-11-24", null, "2026-11-24T23:01:00Z"), "overdue: yesterday");
  assert.equal(say("2026-11-26", "2026-11-26", "2026-11-24T09:00:00Z"), "coming: Thu 26 November");
  assert.equal(say("2026-11-26", "2026-11-30", "2026-11-28T09:00:00Z"), "coming: Thu 26 November – Mon 30 November");
});

test("a window that has passed is later than planned, and late when its day is over", () => {
  const [from, through] = ["2026-11-24T14:10:00+01:00", "2026-11-24T15:40:00+01:00"];
  assert.equal(say(from, through, "2026-11-24T14:39:00Z"), "coming: today, 14:10–15:40");
  assert.equal(say(from, through, "2026-11-24T14:41:00Z"), "later_today: today, 14:10–15:40");
  assert.equal(say(from, through, "2026-11-24T23:00:00Z"), "overdue: yesterday, 14:10–15:40");
});

test("wall time that nobody gave an offset for is the delivery place's own", () => {
  assert.equal(say("2026-11-24T14:10:00", "2026-11-24T15:40:00", "2026-11-24T14:39:00Z"), "coming: today, 14:10–15:40");
  assert.equal(
    say("2026-11-24T14:10:00", "2026-11-24T15:40:00", "2026-11-24T14:41:00Z"),
    "later_today: today, 14:10–15:40",
  );
});

test("what is no date says nothing", () => {
  for (const from of ["", "soon", "2026-13-40"]) assert.equal(say(from, null, "2026-11-24T09:00:00Z"), null, from);
});

test("an event of which only the date is known is told without a clock time, one without a zone with the clock it was given", () => {
  const now = new Date("2026-11-24T09:00:00Z");
  const time = { zone: null, zoneDerived: false, instant: null };
  const day: EventTime = { ...time, local: "2026-11-23", precision: "date_only" };
  const wall: EventTime = { ...time, local: "2026-11-23T14:05:00", precision: "local_without_zone" };
  assert.equal(said(day, zone, texts, now), "yesterday");
  assert.equal(said(wall, zone, texts, now), "yesterday, 14:05");
});
