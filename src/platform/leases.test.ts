/** Leases over a real database: kept while work runs, lost when nobody keeps them, never given back to who lost them. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "#platform/clock.ts";
import { claimWork, leaseMs, planAgain, planWork, renewLease, type Work } from "#platform/due-work.ts";
import { newId } from "#platform/ids.ts";
import { keepLeases } from "#platform/leases.ts";
import { lookMs } from "#platform/worker.ts";
import { freshDatabase } from "#test/database.ts";

const fresh = await freshDatabase();
const { database } = fresh;
after(() => fresh[Symbol.asyncDispose]());

const claim = (now: Date): Promise<Work[]> => database.forSystem("test", (tx) => claimWork(tx, "poll", now, 10));
async function planned(): Promise<Work> {
  const piece = { shard: 3, kind: "poll", subject: newId(), merchantId: newId(), dueAt: systemClock.now() } as const;
  await database.forSystem("test", (tx) => planWork(tx, [piece]));
  const [work] = await claim(systemClock.now());
  assert.ok(work);
  return work;
}

test("R-05 what a dead worker held is claimed by another within two seconds: a lease and one look", () => {
  assert.ok(leaseMs + lookMs <= 2_000);
});

test("R-05 work that takes longer than its lease is nobody else's while the lease is kept, and another's when it is not", async () => {
  const work = await planned();
  const leases = keepLeases({ database, clock: systemClock });
  leases.hold([work]);
  await sleep(leaseMs + 400);
  assert.deepEqual(await claim(systemClock.now()), []);
  leases.release([work]);
  const [taken] = await claim(new Date(systemClock.now().getTime() + leaseMs));
  assert.equal(taken?.subject, work.subject);
  assert.equal(await database.forSystem("test", (tx) => renewLease(tx, work, systemClock.now())), false);
});

test("R-05 a renewal that comes late does not undo the next look that was planned meanwhile", async () => {
  const work = await planned();
  const nextWeek = new Date(systemClock.now().getTime() + 7 * 86_400_000);
  await database.forSystem("test", (tx) => planAgain(tx, work, nextWeek));
  assert.equal(await database.forSystem("test", (tx) => renewLease(tx, work, systemClock.now())), false);
  const [due] = await claim(new Date(nextWeek.getTime() - 1)).then((all) =>
    all.filter((one) => one.subject === work.subject),
  );
  assert.equal(due, undefined);
});
