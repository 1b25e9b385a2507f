import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hours } from "#platform/clock.ts";
import { quietUntil, zoneOfCountry } from "./quiet-hours.ts";

/** `expected`: when the night ends, in UTC; null by day. */
function check(claim: string, now: string, zone: string, expected: string | null): void {
  test(`${claim}: ${now} in ${zone} → ${expected ?? "day"}`, () =>
    assert.equal(quietUntil(new Date(now), zone)?.toISOString() ?? null, expected && new Date(expected).toISOString()));
}

check("the night begins at 22", "2026-11-24T21:00:00Z", "Europe/Berlin", "2026-11-25T07:00:00Z");
check("a second earlier it is day", "2026-11-24T20:59:59Z", "Europe/Berlin", null);
check("after midnight it ends on the same day", "2026-11-24T23:30:15.250Z", "Europe/Berlin", "2026-11-25T07:00:00Z");
check("the night ends at 8", "2026-11-25T07:00:00Z", "Europe/Berlin", null);
check("a second earlier it is night", "2026-11-25T06:59:59Z", "Europe/Berlin", "2026-11-25T07:00:00Z");
check("it is the recipient's night, not ours", "2026-11-24T12:00:00Z", "Asia/Tokyo", null);
check("it is the recipient's night, not ours", "2026-11-24T13:00:00Z", "Asia/Tokyo", "2026-11-24T23:00:00Z");
check("zones of half an hour", "2026-11-24T17:00:00Z", "Asia/Kolkata", "2026-11-25T02:30:00Z");
check(
  "clocks go back: an hour early, and looked at again",
  "2026-10-24T21:00:00Z",
  "Europe/Berlin",
  "2026-10-25T06:00:00Z",
);
check("… when the rest of the night is known", "2026-10-25T06:00:00Z", "Europe/Berlin", "2026-10-25T07:00:00Z");
check("clocks go forward: an hour late", "2026-03-28T22:00:00Z", "Europe/Berlin", "2026-03-29T07:00:00Z");

test("a night ends within twelve hours, and after at most two looks it is day", () => {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "Antarctica/Troll"); // its clocks jump two hours
  const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (now, zone) => {
      const end = quietUntil(now, zone);
      if (end === null) return;
      assert.ok(end > now && end.getTime() - now.getTime() <= hours(12));
      const second = quietUntil(end, zone);
      if (second !== null) assert.equal(quietUntil(second, zone), null);
    }),
    { numRuns: 300 },
  );
});

for (const [country, zone] of [
  ["DE", "Europe/Berlin"],
  ["de", "Europe/Berlin"],
  ["AT", "Europe/Vienna"],
  ["GB", "Europe/London"],
  ["US", "America/Chicago"],
  ["JP", "Asia/Tokyo"],
  ["XX", "UTC"],
  ["Germany", "UTC"],
  ["", "UTC"],
  [null, "UTC"],
] as const)
  test(`the zone of ${JSON.stringify(country)} is ${zone}`, () => assert.equal(zoneOfCountry(country), zone));

test("every country has a zone in which the time can be told", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const a of letters)
    for (const b of letters)
      assert.doesNotThrow(() => quietUntil(new Date("2026-11-24T12:00:00Z"), zoneOfCountry(a + b)));
});
