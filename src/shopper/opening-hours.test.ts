/** Opening hours are said in words only where they can be read; else they stay the carrier's. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openAt, readWeek } from "./opening-hours.ts";

const text = "Mon Tue Wed Thu Fri 08:00-13:00; Mon-Fri 14:00-20:00; Sat 10:00-16:00";
const at = (local: string) => {
  const week = readWeek(text);
  assert.ok(week);
  return openAt(week, new Date(`${local}Z`));
};

test("open until, opens later, closed for today", () => {
  // The 24th of November 2026 is a Tuesday.
  assert.deepEqual(at("2026-11-24T09:00"), { kind: "until", minutes: 13 * 60 });
  assert.deepEqual(at("2026-11-24T13:00"), { kind: "opens", minutes: 14 * 60 });
  assert.deepEqual(at("2026-11-24T19:59"), { kind: "until", minutes: 20 * 60 });
  assert.deepEqual(at("2026-11-24T20:00"), { kind: "closed" });
  assert.deepEqual(at("2026-11-28T09:00"), { kind: "opens", minutes: 10 * 60 });
  assert.deepEqual(at("2026-11-29T12:00"), { kind: "closed" });
  assert.deepEqual(openAt("always", new Date("2026-11-29T03:00Z")), { kind: "always" });
});

test("what is not surely understood is not understood", () => {
  assert.equal(readWeek("24/7"), "always");
  for (const unsure of [
    "",
    "Lun-Ven 8h-20h",
    "Mon 20:00-08:00",
    "Mon 08:00-20:00, holidays closed",
    "Monday to Friday 08:00-20:00",
    "Fri-Mon 08:00-20:00",
    "24/7 except Sunday",
  ])
    assert.equal(readWeek(unsure), null, unsure);
});
