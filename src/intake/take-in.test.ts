/** Intake against a real database: from rows of shipping info to shipments, findings and polls. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ManualClock } from "#platform/clock.ts";
import { sql, type Tx } from "#platform/database.ts";
import { claimWork, LeaseLost, planWork } from "#platform/due-work.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { readOrderShipments } from "#shipments/store.ts";
import { freshDatabase } from "#test/database.ts";
import { createIntake } from "./jobs.ts";
import { WhatBecame } from "./schema.ts";
import { readFindings } from "./store.ts";
import { takeIn } from "./take-in.ts";
import { whatBecame } from "./what-became.ts";

const world = await freshDatabase();
after(() => world[Symbol.asyncDispose]());
const { database } = world;
const clock = new ManualClock();
const isConnected = (code: string): boolean => /^(dhl|ups)/.test(code);
const intake = createIntake({
  database,
  clock,
  log: silentLog,
  wakeups: localWakeups(),
  connectedFor: async () => isConnected,
});

const addOrder = sql(
  "test.intakeOrder",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, status, order_amount, original_order_amount,
     purchase_country, purchase_currency, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'K4MADNY', $4, $5, 100, 100, 'DE', 'EUR', sha256(convert_to($2::uuid::text, 'UTF8')), $2, now(), now())`,
);
const addSaid = sql(
  "test.intakeSaid",
  "insert into shipping_info (shard, order_id, id, merchant_id, entry, received_at) values ($1, $2, $3, $4, $5, now())",
);
// Each tracked shipment is looked at for tickets in two days, too: src/tickets/jobs.test.ts.
const workOf = sql(
  "test.intakeWork",
  "select kind, subject from due_work where merchant_id = $1 and kind <> 'ticket' order by kind",
);
const openEntries = sql(
  "test.intakeOpen",
  "select count(*)::int as count from shipping_info where shard = $1 and order_id = $2 and taken_in_at is null",
);
const deadOf = sql("test.intakeDead", "select kind from dead_work where merchant_id = $1");

async function anOrder(status = "AUTHORIZED") {
  const [orderId, merchantId] = [newId(), newId()];
  const shard = shardOf(orderId);
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.forMerchants([merchantId], work);
  await inTx((tx) => tx.execute(addOrder, [shard, orderId, merchantId, "2026-100045678", status]));
  return {
    orderId,
    merchantId,
    shard,
    inTx,
    async say(...entries: readonly object[]) {
      await inTx(async (tx) => {
        for (const entry of entries)
          await tx.execute(addSaid, [shard, orderId, newId(), merchantId, JSON.stringify(entry)]);
        await planWork(tx, [{ shard, kind: "intake", subject: orderId, merchantId, dueAt: clock.now() }]);
      });
    },
    takeIn: () => intake.runOnce(),
    shipments: () => inTx((tx) => readOrderShipments(tx, shard, orderId)),
    findings: async () =>
      (await inTx((tx) => readFindings(tx, shard, orderId))).map(({ reason, shipmentId }) => ({
        reason,
        isShipment: shipmentId !== null,
      })),
    work: async () =>
      (await inTx((tx) => tx.query<{ kind: string; subject: string }>(workOf, [merchantId]))).map(({ kind }) => kind),
    waiting: async () => (await inTx((tx) => tx.query<{ count: number }>(openEntries, [shard, orderId])))[0]?.count,
    dead: () => inTx((tx) => tx.query<{ kind: string }>(deadOf, [merchantId])),
  };
}

const ups = "1Z999AA10123456784";

test("what was said becomes a shipment with one poll, and the work is done", async () => {
  const order = await anOrder();
  await order.say({
    shipping_company: "UPS®",
    tracking_number: ` ${ups.toLowerCase()} `,
    tracking_uri: "https://shop.example/t",
  });
  assert.equal(await order.takeIn(), 1);
  const [shipment, ...others] = await order.shipments();
  assert.equal(others.length, 0);
  assert.deepEqual(
    [shipment?.carrier, shipment?.trackingNumber, shipment?.saidNumber, shipment?.trackingUri, shipment?.status],
    ["ups", ups, ups.toLowerCase(), "https://shop.example/t", "pending"],
  );
  assert.deepEqual(await order.work(), ["poll"]);
  assert.deepEqual(await order.findings(), [{ reason: "followed", isShipment: true }]);
  assert.equal(await order.waiting(), 0);
  assert.equal(await order.takeIn(), 0);
});

test("the same parcel said on order and capture, and under two names of one family, is one shipment; later fields are added", async () => {
  const order = await anOrder();
  const number = "00340434161094015902";
  await order.say({ shipping_company: "dhl-germany", tracking_number: number });
  await order.takeIn();
  await order.say(
    { shipping_company: "DHL", tracking_number: "0034 0434 1610 9401 5902", tracking_uri: "https://shop.example/t" },
    { tracking_number: number, shipping_method: "Home" },
  );
  await order.takeIn();
  const shipments = await order.shipments();
  assert.equal(shipments.length, 1);
  assert.deepEqual([shipments[0]?.trackingUri, shipments[0]?.method], ["https://shop.example/t", "Home"]);
  assert.deepEqual(await order.work(), ["poll"]);
});

test("each entry that leads nowhere has a named reason, and the others are followed all the same", async () => {
  const order = await anOrder();
  await order.say(
    {},
    { shipping_company: "UPS", tracking_number: "2026-100045678" },
    { shipping_company: "UPS", tracking_number: "1Z999AA10123456785" },
    { shipping_company: "UPS" },
    { shipping_company: null, tracking_number: "%s" },
    { shipping_company: "UPS", tracking_number: ups },
  );
  await order.takeIn();
  assert.deepEqual((await order.findings()).map(({ reason }) => reason).sort(), [
    "empty_entry",
    "followed",
    "no_number",
    "number_is_order_reference",
    "placeholder_text",
    "wrong_check_digit",
  ]);
  assert.equal((await order.shipments()).length, 1);
});

test("W-05 what leads nowhere is told to merchants' servers: of the shipment where there is one, else of the order, numbered, without the words that were sent", async () => {
  const order = await anOrder();
  await order.say(
    { shipping_company: "UPS", tracking_number: "canary" },
    { shipping_company: "UPS", tracking_number: ups },
    {},
  );
  await order.takeIn();
  const [shipment] = await order.shipments();
  const feed = await order.inTx((tx) =>
    tx.query<{ subject: string; sequence: number; type: string; data: { reason?: string } }>(
      sql(
        "test.intakeFeed",
        "select shipment_id as subject, sequence, type, data from feed_entries where order_id = $1 order by shipment_id = $1, sequence",
      ),
      [order.orderId],
    ),
  );
  const told = feed.map(({ subject, sequence, type, data }) => [subject, sequence, type, data.reason]);
  assert.deepEqual(told, [
    [shipment?.id, 1, "shipment.opened", undefined],
    [order.orderId, 1, "integration.finding", "wrong_shape"],
    [order.orderId, 2, "integration.finding", "empty_entry"],
  ]);
  assert.doesNotMatch(JSON.stringify(feed), /canary/i);
});

test("a carrier that is known but not connected is shown and not asked", async () => {
  const order = await anOrder();
  await order.say({ shipping_company: "fedex", tracking_number: "776094337676" });
  await order.takeIn();
  assert.equal((await order.shipments())[0]?.carrier, "fedex");
  assert.deepEqual(await order.findings(), [{ reason: "carrier_not_connected", isShipment: true }]);
  assert.deepEqual(await order.work(), []);
});

test("a cancelled order's parcel is kept and not asked about", async () => {
  const order = await anOrder("CANCELLED");
  await order.say({ shipping_company: "ups", tracking_number: ups });
  await order.takeIn();
  assert.deepEqual(await order.findings(), [{ reason: "order_cancelled", isShipment: true }]);
  assert.deepEqual(await order.work(), []);
});

test("digital goods, own drivers, the store and letters open deliveries with nothing to follow, once each", async () => {
  const order = await anOrder();
  const methods = ["Digital", "Own", "PickUpStore", "Postal"];
  await order.say(...methods.map((shipping_method) => ({ shipping_method })));
  await order.say({ shipping_method: "Digital" });
  await order.takeIn();
  const shipments = await order.shipments();
  assert.deepEqual(shipments.map(({ tracked, method }) => `${tracked} ${method}`).sort(), [
    "false digital",
    "false letter",
    "false own_delivery",
    "false store_pickup",
  ]);
  // No carrier is asked; once each it is decided whether anything is told of it later.
  assert.deepEqual(await order.work(), ["notify", "notify", "notify", "notify"]);
});

test("a prepared return is a shipment of its own, first looked at a day later", async () => {
  const order = await anOrder();
  await order.say({ shipping_company: "UPS", tracking_number: ups, return_tracking_number: "1Z5R89390357567127" });
  await order.takeIn();
  assert.deepEqual((await order.shipments()).map(({ direction }) => direction).sort(), ["outbound", "return"]);
  const due = await database.forSystem("test", (tx) => claimWork(tx, "poll", clock.now(), 1_000));
  const own = new Set((await order.shipments()).map(({ id }) => id));
  assert.equal(due.filter(({ subject }) => own.has(subject)).length, 1);
});

test("R-05 a worker that lost its lease leaves nothing behind", async () => {
  const order = await anOrder();
  await order.say({ shipping_company: "ups", tracking_number: ups });
  const claimed = await database.forSystem("test", (tx) => claimWork(tx, "intake", clock.now(), 100));
  const work = claimed.find(({ subject }) => subject === order.orderId);
  assert.ok(work);
  await order.say({ shipping_company: "dhl", tracking_number: "00340434161094015902" }); // raises the fence
  await assert.rejects(
    order.inTx((tx) => takeIn(tx, work, isConnected, clock.now())),
    LeaseLost,
  );
  assert.deepEqual(await order.shipments(), []);
  assert.equal(await order.takeIn(), 1);
  assert.equal((await order.shipments()).length, 2);
});

test("an order with more entries than fit one transaction is taken in completely", async () => {
  const order = await anOrder();
  await order.say(
    ...Array.from({ length: 450 }, (_, at) => ({
      shipping_company: "dhl",
      tracking_number: `JJD00039000788${String(at).padStart(7, "0")}`,
    })),
  );
  for (let runs = 0; (await order.takeIn()) > 0; runs += 1) assert.ok(runs < 5);
  assert.equal(await order.waiting(), 0);
  assert.equal((await order.shipments()).length, 450);
});

test("R-04 two workers that take in the same order at once open each shipment once", async () => {
  const order = await anOrder();
  await order.say({ shipping_company: "ups", tracking_number: ups });
  await Promise.all(Array.from({ length: 5 }, () => order.takeIn()));
  assert.equal((await order.shipments()).length, 1);
  assert.equal(await order.waiting(), 0);
});

test("work that fails ten times is kept apart with its cause, and does not stop other orders", async () => {
  const [order, healthy] = [await anOrder(), await anOrder()];
  const failing = createIntake({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    connectedFor: async () => (code) => {
      if (code === "ups") throw new TypeError("a bug");
      return true;
    },
  });
  await order.say({ shipping_company: "ups", tracking_number: ups });
  await healthy.say({ shipping_company: "dhl", tracking_number: "00340434161094015902" });
  for (let attempts = 0; attempts < 10; attempts += 1) {
    await failing.runOnce();
    clock.advance(600_000);
  }
  assert.deepEqual(await order.dead(), [{ kind: "intake" }]);
  assert.equal(await order.waiting(), 1);
  assert.equal((await healthy.shipments()).length, 1);
});

test("A-01 what one shop ships with is no hint for another", async () => {
  const learned = sql("test.intakeHabit", "select merchant_id from merchant_carriers");
  const [one, other] = [await anOrder(), await anOrder()];
  await one.say({ shipping_company: "ups", tracking_number: ups });
  await one.takeIn();
  assert.equal((await one.inTx((tx) => tx.query(learned))).length, 1);
  assert.equal((await other.inTx((tx) => tx.query(learned))).length, 0);
});

test("a return with the number of a delivery that was said before is a note, no second parcel", async () => {
  const order = await anOrder();
  await order.say({ shipping_company: "UPS", tracking_number: ups });
  await order.takeIn();
  await order.say({ return_shipping_company: "UPS", return_tracking_number: ups });
  await order.takeIn();
  assert.deepEqual(
    (await order.shipments()).map(({ direction }) => direction),
    ["outbound"],
  );
  assert.deepEqual((await order.findings()).map(({ reason }) => reason).sort(), ["followed", "same_number_for_return"]);
});

test("a carrier that one merchant has connected for itself is followed for that merchant only", async () => {
  const [own, other] = [await anOrder(), await anOrder()];
  const perMerchant = createIntake({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    connectedFor: async (merchantId) => (code) => code === "ups" && merchantId === own.merchantId,
  });
  for (const order of [own, other]) await order.say({ shipping_company: "UPS", tracking_number: ups });
  await perMerchant.runOnce();
  assert.deepEqual(await own.work(), ["poll"]);
  assert.deepEqual(await other.work(), []);
  assert.deepEqual(await other.findings(), [{ reason: "carrier_not_connected", isShipment: true }]);
});

test("a parcel said before its carrier was connected is followed when it is said again", async () => {
  const order = await anOrder();
  const unconnected = createIntake({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    connectedFor: async () => () => false,
  });
  await order.say({ shipping_company: "UPS", tracking_number: ups });
  await unconnected.runOnce();
  assert.deepEqual(await order.work(), []);
  await order.say({ shipping_company: "UPS", tracking_number: ups });
  await order.takeIn();
  assert.deepEqual(await order.work(), ["poll"]);
  const became = JSON.stringify(
    await whatBecame(database, { merchantId: order.merchantId, mode: "live" }, order.orderId),
  );
  assert.doesNotMatch(became, /carrier_not_connected/);
  assert.deepEqual(WhatBecame.strict().parse(JSON.parse(became)), JSON.parse(became), "as the API's document says");
});

test("a parcel that another carrier has taken over is the same parcel when the merchant says it again", async () => {
  const order = await anOrder();
  const said = { shipping_company: "UPS", tracking_number: ups };
  await order.say(said);
  await order.takeIn();
  const [first] = await order.shipments();
  assert.ok(first);
  const takenOver = sql("test.takenOver", "update shipments set carrier = 'dhl-express' where id = $1");
  const change = sql(
    "test.routeChange",
    `insert into route_changes (shard, shipment_id, id, merchant_id, from_carrier, to_carrier, to_route, why, changed_at)
     values ($1, $2, $3, $4, 'ups', 'dhl-express', 'dhl-express', 'not_found', now())`,
  );
  await order.inTx(async (tx) => {
    await tx.execute(takenOver, [first.id]);
    await tx.execute(change, [order.shard, first.id, newId(), order.merchantId]);
  });
  await order.say(said);
  await order.takeIn();
  const shipments = await order.shipments();
  assert.deepEqual(
    shipments.map(({ id, carrier }) => [id, carrier]),
    [[first.id, "dhl-express"]],
  );
});
