import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { freshDatabase } from "#test/database.ts";
import { askAtOnce } from "./at-once.ts";
import { type Asking, type Database, openDatabase, sql } from "./database.ts";
import { claimWork, completeWork, LeaseLost, leaseMs, planWork } from "./due-work.ts";
import { newId } from "./ids.ts";

const world = await freshDatabase();
after(() => world[Symbol.asyncDispose]());
const { database } = world;

const disposable = (opened: Database) => ({ database: opened, [Symbol.asyncDispose]: () => opened.close() });

async function connected(url: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

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

const whoAmI = sql(
  "test.whoAmI",
  "select current_user::text as role, current_setting('posthorn.scope', true) as scope",
);
const dividedByZero = sql("test.zero", "select 1 / $1::int as n");

test("A-01 what is asked at once sees only the merchants it names, and leaves neither role nor scope on its connection", async () => {
  await using one = disposable(openDatabase({ url: world.url, connectionsMax: 1 }));
  const [mine, other] = [newId(), newId()];
  await one.database.forMerchants([mine], (tx) => tx.execute(addOne, [newId(), mine]));
  const ask = (tx: Asking) =>
    Promise.all([
      tx.query<{ n: number }>(countAll),
      tx.query<{ role: string; scope: string }>(whoAmI),
      tx.query<{ n: number }>(countAll),
    ]);
  for (const [merchant, n] of [
    [mine, 1],
    [other, 0],
    [mine, 1],
  ] as const) {
    const rows = await one.database.forMerchantsAtOnce([merchant], ask);
    assert.deepEqual(rows, [[{ n }], [{ role: "posthorn_app", scope: merchant }], [{ n }]]);
  }
  assert.ok(((await one.database.forSystemAtOnce("test", ask))[0][0]?.n ?? 0) >= 1);
  const none = await one.database.forMerchantsAtOnce([], (tx) => tx.query<{ n: number }>(countAll));
  assert.equal(none[0]?.n, 0, "after all of them were seen, nobody's are");
  await assert.rejects(
    one.database.forMerchantsAtOnce([`${mine}' or true`], (tx) => tx.query(countAll)),
    /A merchant id is a UUID/,
  );
});

test("A-01 what is asked at once happens as a whole or not at all, and afterwards the database answers", async () => {
  await using one = disposable(openDatabase({ url: world.url, connectionsMax: 1 }));
  const [mine, other] = [newId(), newId()];
  const add = (tx: Asking, merchant: string) => tx.query(addOne, [newId(), merchant]);
  await assert.rejects(
    one.database.forMerchantsAtOnce([mine], (tx) => Promise.all([add(tx, mine), add(tx, other), tx.query(whoAmI)])),
    /row-level security/,
  );
  await assert.rejects(
    one.database.forMerchantsAtOnce([mine], (tx) =>
      Promise.all([add(tx, mine), tx.query(dividedByZero, [0]), tx.query(countAll)]),
    ),
    /division by zero/,
  );
  const seen = await one.database.forMerchantsAtOnce([mine], (tx) =>
    Promise.all([tx.query(dividedByZero, [1]), tx.query<{ n: number }>(countAll)]),
  );
  assert.deepEqual(seen, [[{ n: 1 }], [{ n: 0 }]]);
});

test("A-01 role and scope end with the round trip that took them on", async () => {
  await using client = await connected(world.ownerUrl);
  const takeOn = sql(
    "test.takeOn",
    "select set_config('role', 'posthorn_app', true), set_config('posthorn.scope', '*', true)",
  );
  const asked = await askAtOnce(
    client,
    [takeOn, whoAmI].map((statement) => ({ statement, values: [] })),
  );
  assert.deepEqual(asked[1], [{ role: "posthorn_app", scope: "*" }]);
  const [after] = (await client.query(whoAmI)).rows;
  assert.notEqual(after.role, "posthorn_app");
  assert.equal(after.scope, "");
});

test("what is asked at once cannot ask for what depends on an answer", async () => {
  await assert.rejects(
    database.forSystemAtOnce("test", async (tx) => {
      await tx.query(whoAmI);
      return tx.query(countAll);
    }),
    /test.count is asked after the answers/,
  );
  await assert.rejects(
    database.forSystemAtOnce("test", () => Promise.reject(new Error("ours"))),
    /ours/,
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
