import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "#test/database.ts";
import { sql } from "./database.ts";
import { claimWork, completeWork, LeaseLost, leaseMs, planWork } from "./due-work.ts";
import { newId } from "./ids.ts";

const world = await freshDatabase();
after(() => world[Symbol.asyncDispose]());
const { database } = world;

const addOne = sql(
  "test.add",
  "insert into due_work (shard, kind, subject, merchant_id, due_at) values (1, 'poll', $1, $2, now())",
);
const countAll = sql("test.count", "select count(*) as n from due_work");

test("A-01 a transaction sees only the merchants it names", async () => {
  const [mine, other] = [newId(), newId()];
  await database.forMerchants([mine], (tx) => tx.execute(addOne, [newId(), mine]));
  const seen = (merchant: string) => database.forMerchants([merchant], (tx) => tx.query<{ n: number }>(countAll));
  assert.equal((await seen(mine))[0]?.n, 1);
  assert.equal((await seen(other))[0]?.n, 0);
});

test("A-01 a row for another merchant is refused by the database itself", async () => {
  const [mine, other] = [newId(), newId()];
  await assert.rejects(
    database.forMerchants([mine], (tx) => tx.execute(addOne, [newId(), other])),
    /row-level security/,
  );
});

test("R-05 a worker whose work was claimed anew cannot complete it", async () => {
  const merchantId = newId();
  const subject = newId();
  const start = new Date("2026-11-24T09:00:00Z");
  await database.forSystem("test", (tx) =>
    planWork(tx, [{ shard: 3, kind: "notify", subject, merchantId, dueAt: start }]),
  );
  const claim = (now: Date) => database.forSystem("test", (tx) => claimWork(tx, "notify", now, 10));
  const [first] = await claim(start);
  assert.ok(first);
  assert.deepEqual(await claim(new Date(start.getTime() + leaseMs - 1)), [], "the lease still holds");
  const [second] = await claim(new Date(start.getTime() + leaseMs));
  assert.ok(second, "after the lease another worker has it");
  await assert.rejects(
    database.forSystem("test", (tx) => completeWork(tx, first)),
    LeaseLost,
  );
  await database.forSystem("test", (tx) => completeWork(tx, second));
});

test("work that is planned again while it runs cannot be ticked off with the old state", async () => {
  const plan = {
    shard: 4,
    kind: "intake" as const,
    subject: newId(),
    merchantId: newId(),
    dueAt: new Date("2026-11-24T09:00:00Z"),
  };
  await database.forSystem("test", (tx) => planWork(tx, [plan]));
  const [running] = await database.forSystem("test", (tx) => claimWork(tx, "intake", plan.dueAt, 10));
  assert.ok(running);
  await database.forSystem("test", (tx) => planWork(tx, [plan]));
  await assert.rejects(
    database.forSystem("test", (tx) => completeWork(tx, running)),
    LeaseLost,
  );
  const again = await database.forSystem("test", (tx) => claimWork(tx, "intake", plan.dueAt, 10));
  assert.equal(again.length, 1);
});
