import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Limits } from "#carriers/carrier.ts";
import { breakerThreshold, finishCall, type Health, reserveCall, windowOf } from "#carriers/limits.ts";
import { hours, ManualClock } from "#platform/clock.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { freshDatabase } from "#test/database.ts";

const reserve = (database: Database, limits: Limits, now: Date) =>
  database.forSystem("test", (tx) => reserveCall(tx, "dhl", "installation", limits, now));
const finish = (database: Database, callId: string, health: Health, now: Date) =>
  database.forSystem("test", (tx) => finishCall(tx, "dhl", "installation", callId, health, now));

async function go(database: Database, limits: Limits, now: Date): Promise<string> {
  const reserved = await reserve(database, limits, now);
  assert.ok(reserved.kind === "go", JSON.stringify(reserved));
  return reserved.callId;
}

const wide: Limits = { perSecond: 1_000, perDay: null, concurrent: 1_000, batch: 1 };

/** More calls than the limit within any window of this length. */
function mostWithin(arrivals: readonly number[], ms: number): number {
  const sorted = [...arrivals].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + ms).length));
}

test("R-08 three processes never exceed a limit in any window, whenever calls arrive, also after a restart", async () => {
  await using world = await freshDatabase();
  const limitsOf = fc.record({
    perSecond: fc.constantFrom(0.2, 1, 3, 8),
    perDay: fc.constantFrom(null, 6, 20),
    concurrent: fc.integer({ min: 1, max: 5 }),
    batch: fc.constant(1),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      limitsOf,
      // Each step: milliseconds until it, which process tries, how long the call takes, when within it the call arrives, does the process die?
      fc.array(
        fc.record({
          after: fc.integer({ min: 0, max: 700 }),
          by: fc.nat(2),
          takes: fc.integer({ min: 0, max: 3_000 }),
          arrives: fc.double({ min: 0, max: 1, noNaN: true }),
          dies: fc.boolean(),
        }),
        { maxLength: 40 },
      ),
      async (limits, steps) => {
        const name = `c${(run += 1)}`;
        const processes = [0, 1, 2].map(() => openDatabase({ url: world.url, connectionsMax: 1 }));
        const clock = new ManualClock();
        const arrivals: number[] = [];
        const open: { by: number; callId: string; from: number; to: number }[] = [];
        try {
          for (const { after, by, takes, arrives, dies } of steps) {
            const until = clock.monotonicMs() + after;
            open.sort((a, b) => a.to - b.to);
            for (let first = open[0]; first !== undefined && first.to <= until; first = open[0]) {
              open.shift();
              clock.advance(Math.max(0, first.to - clock.monotonicMs()));
              const { callId } = first;
              await processes[first.by]?.forSystem("test", (tx) =>
                finishCall(tx, name, "x", callId, { kind: "well" }, clock.now()),
              );
            }
            clock.advance(until - clock.monotonicMs());
            const now = clock.monotonicMs();
            const reserved = await processes[by]?.forSystem("test", (tx) =>
              reserveCall(tx, name, "x", limits, clock.now()),
            );
            if (reserved?.kind !== "go") continue;
            arrivals.push(now + takes * arrives);
            if (dies) {
              // It dies in the middle: nobody ends its calls, and another process takes its place.
              await processes[by]?.close();
              processes[by] = openDatabase({ url: world.url, connectionsMax: 1 });
              for (let i = open.length - 1; i >= 0; i -= 1) if (open[i]?.by === by) open.splice(i, 1);
            } else open.push({ by, callId: reserved.callId, from: now, to: now + takes });
          }
        } finally {
          await Promise.all(processes.map((process) => process.close()));
        }
        const window = windowOf(limits.perSecond);
        assert.ok(mostWithin(arrivals, window.ms) <= window.calls);
        if (limits.perDay !== null) assert.ok(mostWithin(arrivals, hours(24)) <= limits.perDay);
      },
    ),
    { numRuns: 40 },
  );
});

test("R-08 processes that reserve at the very same moment share what there is", async () => {
  await using world = await freshDatabase();
  const processes = [0, 1, 2].map(() => openDatabase({ url: world.url, connectionsMax: 5 }));
  const now = new Date("2026-11-24T09:00:00Z");
  const limits: Limits = { perSecond: 7, perDay: null, concurrent: 5, batch: 1 };
  const all = await Promise.all(
    Array.from({ length: 45 }, (_, i) => reserve(processes[i % 3] ?? world.database, limits, now)),
  );
  assert.equal(all.filter(({ kind }) => kind === "go").length, 5);
  await Promise.all(processes.map((process) => process.close()));
});

test("R-08 a day's quota holds over any 24 hours, not only from midnight to midnight", async () => {
  await using world = await freshDatabase();
  const clock = new ManualClock("2026-11-24T23:58:00Z");
  const limits: Limits = { ...wide, perDay: 3 };
  for (let i = 0; i < 3; i += 1) {
    await finish(world.database, await go(world.database, limits, clock.now()), { kind: "well" }, clock.now());
  }
  clock.advance(hours(1));
  const waiting = await reserve(world.database, limits, clock.now());
  assert.ok(waiting.kind === "wait" && waiting.why === "day");
  assert.ok(waiting.until.getTime() >= Date.parse("2026-11-25T23:58:00Z"));
  await go(world.database, limits, waiting.until);
});

test("R-08 Retry-After blocks the pair for all processes until then, and an older call that ended well does not lift it", async () => {
  await using world = await freshDatabase();
  const clock = new ManualClock();
  const older = await go(world.database, wide, clock.now());
  const throttled = await go(world.database, wide, clock.now());
  assert.equal(await finish(world.database, throttled, { kind: "slow_down", forMs: 30_000 }, clock.now()), true);
  await finish(world.database, older, { kind: "well" }, clock.now());
  const until = new Date(clock.now().getTime() + 30_000);
  assert.deepEqual(await reserve(world.database, wide, clock.now()), { kind: "wait", until, why: "breaker" });
  clock.advance(30_001);
  await go(world.database, wide, clock.now());
});

test("R-08 the breaker opens after failures in a row, then lets one trial through, and closes when it ends well", async () => {
  await using world = await freshDatabase();
  const clock = new ManualClock();
  for (let i = 1; i <= breakerThreshold; i += 1) {
    const opened = await finish(
      world.database,
      await go(world.database, wide, clock.now()),
      { kind: "failing" },
      clock.now(),
    );
    assert.equal(opened, i === breakerThreshold);
    clock.advance(2_000 * Number(!opened));
  }
  const closed = await reserve(world.database, wide, clock.now());
  assert.ok(closed.kind === "wait" && closed.why === "breaker");
  clock.advance(closed.until.getTime() - clock.now().getTime());
  const trial = await go(world.database, wide, clock.now());
  assert.equal((await reserve(world.database, wide, clock.now())).kind, "wait");
  await finish(world.database, trial, { kind: "well" }, clock.now());
  await go(world.database, wide, clock.now());
  await go(world.database, wide, clock.now());
});

test("one credential's trouble is not another's", async () => {
  await using world = await freshDatabase();
  const now = new Date("2026-11-24T09:00:00Z");
  await finish(world.database, await go(world.database, wide, now), { kind: "unauthorized" }, now);
  assert.equal((await reserve(world.database, wide, now)).kind, "wait");
  const other = await world.database.forSystem("test", (tx) => reserveCall(tx, "dhl", "shop", wide, now));
  assert.equal(other.kind, "go");
});

test("R-08 a clock that was two days ahead and is set right stops nobody", async () => {
  await using world = await freshDatabase();
  const clock = new ManualClock("2026-11-26T12:00:00Z");
  const limits: Limits = { perSecond: 1, perDay: 1, concurrent: 1, batch: 1 };
  const ahead = await go(world.database, limits, clock.now());
  await finish(world.database, ahead, { kind: "slow_down", forMs: hours(20) }, clock.now());
  const right = new Date("2026-11-24T12:00:00Z");
  const callId = await go(world.database, limits, right);
  // What is written from now on counts as ever.
  assert.equal((await reserve(world.database, limits, right)).kind, "wait");
  await finish(world.database, callId, { kind: "slow_down", forMs: hours(20) }, right);
  const later = await reserve(world.database, limits, new Date("2026-11-24T13:00:00Z"));
  assert.ok(later.kind === "wait");
});
