/** The acceptor against a real database: after the commit, once per key, across processes, and when the database is gone. */
import assert from "node:assert/strict";
import { connect, createServer, type Socket } from "node:net";
import { after, test } from "node:test";
import pg from "pg";
import { ManualClock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, openDatabase, sql } from "#platform/database.ts";
import { newId, sha256, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { type AcceptedCall, createAcceptor } from "./accept.ts";
import { type CreatedOrder, createOrderWith } from "./create-order.ts";
import { createMerchant } from "./keys.ts";
import { addToOrder, type Call, capture } from "./order.ts";

const world = await freshDatabase();
const { database } = world;
const clock = new ManualClock(new Date());
const acceptorOn = (on: Database) =>
  createAcceptor({ database: on, clock, log: silentLog, wakeups: localWakeups(), locationBase: "" });
const acceptor = acceptorOn(database);
const merchant = await database.forSystem("test", (tx) => createMerchant(tx, { name: "Shop", clock }));
/** Another session, as a second process would have: it can hold locks. */
const other = new pg.Client({ connectionString: world.ownerUrl });
await other.connect();
await other.query("set posthorn.scope = '*'");
after(async () => {
  await other.end();
  await world[Symbol.asyncDispose]();
});

const createOrder = createOrderWith({
  database,
  clock,
  linkSecret: "x".repeat(40),
  publicBaseUrl: "https://track.example",
});
async function anOrder(): Promise<string> {
  const caller = { keyId: newId(), merchantId: merchant.id, mode: "live" as const };
  const lines = [{ name: "Lamp", quantity: 1, total_amount: 5_000 }];
  const body = { purchase_country: "US", purchase_currency: "USD", order_amount: 5_000, order_lines: lines };
  return ((await createOrder(caller, body, null)) as CreatedOrder).orderId; // without a key it is always made
}
const said = (number: string): Call => addToOrder([{ tracking_number: number }]);
const aCapture: Call = capture({ amount: 100, description: null, reference: null, orderLines: null, shippingInfo: [] });
const aCall = (orderId: string, call: Call, more: Partial<AcceptedCall> & { readonly key?: string } = {}) => ({
  merchantId: merchant.id,
  mode: "live" as const,
  orderId,
  idempotency: more.key === undefined ? null : { keyHash: sha256(more.key), bodyHash: sha256("") },
  method: "POST",
  path: `/orders/${orderId}`,
  correlationId: newId(),
  rows: 1,
  unknownOrder: "Order cannot be found.",
  call,
  ...more,
});
const count = async (text: string, ...values: unknown[]): Promise<number> =>
  Number((await database.forSystem("test", (tx) => tx.query<{ n: number }>(sql(newId(), text), values)))[0]?.n);
const saidOf = (orderId: string): Promise<number> =>
  count("select count(*) as n from shipping_info where shard = $1 and order_id = $2", shardOf(orderId), orderId);
/** Until another session waits for a lock: only then is it known that a call has come that far. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await other.query(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows[0].n > 0) return;
  }
}

test("R-01 the answer comes after the commit: nothing is said while the transaction cannot end", async () => {
  const id = await anOrder();
  await other.query("begin");
  await other.query("select from orders where id = $1 for update", [id]);
  let answered = false;
  const answer = acceptor.accept(aCall(id, said("1"))).finally(() => {
    answered = true;
  });
  await someoneWaits();
  assert.equal(answered, false);
  await other.query("rollback");
  assert.equal((await answer).status, 204);
  assert.equal(await saidOf(id), 1);
  assert.equal(await count("select count(*) as n from due_work where kind = 'intake' and subject = $1", id), 1);
});

test("one call that cannot be stored never fails the others of its batch", async () => {
  const [good, bad, fine] = [await anOrder(), await anOrder(), await anOrder()];
  const poison: Call = () => {
    throw new Error("poison");
  };
  const held = acceptor.accept(aCall(await anOrder(), said("first"))); // the batch below forms while this one commits
  const results = await Promise.allSettled([
    held,
    acceptor.accept(aCall(good, said("1"))),
    acceptor.accept(aCall(bad, poison)),
    acceptor.accept(aCall(bad, said("2"))),
    acceptor.accept(aCall(newId(), said("3"))),
    acceptor.accept(aCall(fine, said("4"), { merchantId: newId() })),
  ]);
  assert.deepEqual(
    results.map((result) => (result.status === "fulfilled" ? result.value.status : String(result.reason))),
    [204, 204, "Error: poison", 204, 404, 404],
  );
  assert.deepEqual([await saidOf(good), await saidOf(bad), await saidOf(fine)], [1, 1, 0]);
});

test("R-03 a key that another process is still working on: wait briefly, then 409, and nothing runs", async () => {
  const [id, key] = [await anOrder(), newId()];
  await other.query("begin");
  await other.query(
    `insert into idempotency (merchant_id, mode, key_hash, method, path, body_hash, started_at) values ($1, 'live', $2, 'POST', '/', '', now())`,
    [merchant.id, sha256(key)],
  );
  const [held, free] = await Promise.all([
    acceptor.accept(aCall(id, aCapture, { key })),
    acceptor.accept(aCall(await anOrder(), said("1"))),
  ]);
  await other.query("rollback");
  assert.deepEqual([held.status, JSON.parse(held.body).error_code, free.status], [409, "CONFLICT", 204]);
  assert.equal(await count("select count(*) as n from captures where order_id = $1", id), 0);
  assert.equal((await acceptor.accept(aCall(id, aCapture, { key }))).status, 201, "the next one runs");
});

test("R-03 an order call whose key another process is still working on: told so, and no order is made", async () => {
  const key = newId();
  await other.query("begin");
  await other.query(
    `insert into idempotency (merchant_id, mode, key_hash, method, path, body_hash, started_at) values ($1, 'live', $2, 'POST', '/', '', now())`,
    [merchant.id, sha256(key)],
  );
  const orders = () => count("select count(*) as n from orders where merchant_id = $1", merchant.id);
  const before = await orders();
  const caller = { keyId: newId(), merchantId: merchant.id, mode: "live" as const };
  const body = { purchase_country: "US", purchase_currency: "USD", order_amount: 1, order_lines: [] };
  const idempotency = { keyHash: sha256(key), bodyHash: sha256(""), path: "/v1/orders", comparesBody: true };
  const create = () => createOrder(caller, body, { idempotency, authorizationToken: null });
  assert.equal(await create(), "key still running");
  assert.equal(await orders(), before);
  await other.query("rollback");
  assert.equal(typeof (await create()), "object", "the next one runs");
  assert.equal(await orders(), before + 1);
});

test("R-03 R-04 two processes, one key, many copies at once: one capture and one answer, without a check in code", async () => {
  const second = openDatabase({ url: world.url });
  const acceptors = [acceptor, acceptorOn(second)];
  for (let round = 0; round < 10; round += 1) {
    const [id, key] = [await anOrder(), newId()];
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => acceptors[n % 2]?.accept(aCall(id, aCapture, { key }))),
    );
    assert.equal(new Set(answers.map((answer) => JSON.stringify([answer?.status, answer?.headers]))).size, 1);
    assert.equal(await count("select count(*) as n from captures where order_id = $1", id), 1);
  }
  await second.close();
});

test("R-04 two processes with the same orders and keys in opposite order do not lose a call to a deadlock", async () => {
  const second = openDatabase({ url: world.url });
  const acceptors = [acceptor, acceptorOn(second)];
  const ids = await Promise.all(Array.from({ length: 8 }, anOrder));
  const calls = (at: number) =>
    (at === 0 ? ids : ids.toReversed()).map((id) =>
      acceptors[at]?.accept(aCall(id, said(`from ${at}`), { key: `${id} ${at}` })),
    );
  const answers = await Promise.all([...calls(0), ...calls(1)]);
  assert.ok(answers.every((answer) => answer?.status === 204));
  for (const id of ids) assert.equal(await saidOf(id), 2);
  await second.close();
});

/** A wire to the database that can be cut (connections die) or left hanging (bytes are swallowed). */
async function aWire() {
  const target = new URL(world.url);
  const near = new URL(world.url);
  const sockets = new Set<Socket>();
  let state: "open" | "hanging" | "cut" = "open";
  const server = createServer((socket) => {
    if (state === "cut") return void socket.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [socket, far],
      [far, socket],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {});
      from.on("data", (data) => state === "open" && to.write(data));
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  near.hostname = "127.0.0.1";
  near.port = String(typeof address === "object" && address ? address.port : 0);
  return {
    url: near.href,
    set(next: "open" | "hanging" | "cut") {
      state = next;
      if (next === "cut") for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

// A connection that dies while it is in use ends the process until platform/database.ts listens for its error; then this holds.
for (const fault of ["cut", "hanging"] as const) {
  test(`R-09 the database is gone (${fault}): calls fail as unavailable, and the same acceptor serves again when it is back`, async () => {
    const wire = await aWire();
    const far = openDatabase({ url: wire.url, statementTimeoutMs: 1_500 });
    const overWire = acceptorOn(far);
    try {
      const id = await anOrder();
      assert.equal((await overWire.accept(aCall(id, said("before")))).status, 204);
      wire.set(fault);
      const during = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => overWire.accept(aCall(id, said(`during ${n}`)))),
      );
      for (const result of during)
        assert.ok(result.status === "rejected" && result.reason instanceof DatabaseUnavailable, result.status);
      wire.set("open");
      assert.equal((await overWire.accept(aCall(id, said("after")))).status, 204);
    } finally {
      await far.close();
      wire.close();
    }
  });
}

test("R-09 a database that only reads (a failover in progress): unavailable, nothing said, and served again when it writes", async () => {
  const id = await anOrder();
  const readOnly = openDatabase({
    url: `${world.url}?options=${encodeURIComponent("-c default_transaction_read_only=on")}`,
  });
  try {
    await assert.rejects(acceptorOn(readOnly).accept(aCall(id, said("read only"))), DatabaseUnavailable);
  } finally {
    await readOnly.close();
  }
  assert.equal((await acceptorOn(world.database).accept(aCall(id, said("again")))).status, 204);
});
