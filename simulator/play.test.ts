import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { journeyNames, journeyOf, lengthOf } from "./journeys.ts";
import { type Parcel, playOf, realTime } from "./play.ts";
import type { City } from "./routes.ts";

const cities = ["berlin", "stockholm", "new york", "sydney"] as const satisfies readonly City[];
const anyParcel = fc.record({
  number: fc.constantFrom("00340000000000000000", "1Z0000000000000000", "4234757294"),
  journey: fc.constantFrom(...journeyNames),
  to: fc.constantFrom(...cities),
  startedMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  jumps: fc
    .array(fc.record({ after: fc.integer({ min: 0, max: 3_600_000 }), minutes: fc.integer({ min: 1, max: 3_000 }) }), {
      maxLength: 4,
    })
    .map((jumps) => jumps.toSorted((a, b) => a.after - b.after)),
});
const parcelOf = ({ jumps, ...parcel }: typeof anyParcel extends fc.Arbitrary<infer T> ? T : never): Parcel => ({
  ...parcel,
  jumps: jumps.map(({ after, minutes }) => ({ atMs: parcel.startedMs + after, minutes })),
});

test("a journey's times never run backwards, nothing is told before it happened, and what was told stays told", () => {
  fc.assert(
    fc.property(
      anyParcel,
      fc.constantFrom(1, 60, 360, 20_000),
      fc.integer({ min: 0, max: 20_000_000 }),
      fc.integer({ min: 0, max: 20_000_000 }),
      (wish, speed, a, b) => {
        const parcel = parcelOf(wish);
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((ms) => parcel.startedMs + ms);
        const minutes = journeyOf(parcel.journey).steps.map(({ after }) => after);
        assert.deepEqual(
          minutes,
          minutes.toSorted((x, y) => x - y),
        );
        const times = minutes.map((minute) => realTime(parcel, minute, speed));
        assert.deepEqual(
          times,
          times.toSorted((x, y) => x - y),
        );
        const before = playOf(parcel, speed, sooner ?? 0).scans;
        const after = playOf(parcel, speed, later ?? 0).scans;
        assert.ok(after.every(({ atMs }) => atMs <= (later ?? 0)));
        for (const scan of before) assert.ok(after.some((each) => each.step === scan.step && each.atMs === scan.atMs));
      },
    ),
    { numRuns: 300 },
  );
});

test("every journey comes to its end, and everything is told by then", () => {
  for (const journey of journeyNames) {
    const parcel: Parcel = { number: "00340", journey, to: "berlin", startedMs: 1_790_000_000_000, jumps: [] };
    const endMs = parcel.startedMs + lengthOf(journeyOf(journey)) * 60_000;
    assert.equal(playOf(parcel, 1, endMs).scans.length, journeyOf(journey).steps.length, journey);
  }
});
