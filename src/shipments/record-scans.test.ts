import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "#platform/database.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { freshDatabase } from "#test/database.ts";
import { readingOf } from "#test/readings.ts";
import type { ShipmentEvent } from "./event.ts";
import type { EventCode } from "./event-codes.ts";
import { openShipment } from "./open-shipment.ts";
import type { NumberReading } from "./reading.ts";
import { recordScans } from "./record-scans.ts";
import { readEvents, readOrderShipments } from "./store.ts";

const world = await freshDatabase();
after(() => world[Symbol.asyncDispose]());
const { database } = world;
const now = new Date("2026-11-24T12:00:00Z");
const duePolls = sql("test.duePolls", "select kind, subject from due_work where shard = $1");

function scan(code: EventCode, instant: string, order: number): ShipmentEvent {
  const time = {
    instant: `${instant}:00.000Z`,
    local: `${instant}:00`,
    precision: "instant",
    zone: "UTC",
    zoneDerived: false,
  } as const;
  return { code, time, rawCode: code, rawSubCode: null, rawText: code, place: null, piece: null, facts: {}, order };
}

const history = [
  scan("info_received.label_created", "2026-11-22T08:00", 0),
  scan("in_transit.picked_up", "2026-11-22T18:00", 1),
  scan("out_for_delivery.on_vehicle", "2026-11-24T07:00", 2),
  scan("delivered.to_recipient", "2026-11-24T11:00", 3),
];

async function aShipment() {
  const orderId = newId();
  const merchantId = newId();
  const shard = shardOf(orderId);
  const wanted = {
    shard,
    orderId,
    merchantId,
    mode: "live",
    direction: "outbound",
    tracked: true,
    carrier: "dhl",
    trackingNumber: "N1",
    method: null,
    trackingUri: null,
    saidCompany: "DHL",
    saidNumber: "N1",
    identifiedBy: [],
    firstAskAt: now,
  } as const;
  const { id } = await database.forMerchants([merchantId], (tx) => openShipment(tx, wanted, now));
  const shipment = { shard, id, orderId, merchantId };
  return {
    shipment,
    wanted,
    record: (events: readonly ShipmentEvent[], source = "dhl") =>
      database.forMerchants([merchantId], (tx) =>
        recordScans(tx, {
          shipment,
          reading: readingOf(events, { number: "N1" }),
          source,
          rawAnswerId: null,
          now,
        }),
      ),
  };
}

test("the same parcel said twice is one shipment with one poll", async () => {
  const { shipment, wanted } = await aShipment();
  const again = await database.forMerchants([shipment.merchantId], (tx) =>
    openShipment(tx, { ...wanted, method: "Home" }, now),
  );
  assert.deepEqual(again, { id: shipment.id, isNew: false });
  const rows = await database.forMerchants([shipment.merchantId], (tx) =>
    readOrderShipments(tx, shipment.shard, shipment.orderId),
  );
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.method, "Home");
});

test("an answer that was recorded before changes and announces nothing", async () => {
  const { record } = await aShipment();
  const first = await record(history.slice(0, 2));
  assert.deepEqual([first.newEvents, first.transitions.map(({ to }) => to)], [2, ["in_transit"]]);
  const second = await record(history.slice(0, 2));
  assert.deepEqual([second.newEvents, second.transitions], [0, []]);
});

test("a whole history at first sight is one transition, to where the parcel is now", async () => {
  const { record, shipment } = await aShipment();
  const { transitions } = await record(history);
  assert.deepEqual(
    transitions.map(({ from, to }) => `${from} → ${to}`),
    ["pending → delivered"],
  );
  const work = await database.forMerchants([shipment.merchantId], (tx) =>
    tx.query<{ kind: string; subject: string }>(duePolls, [shipment.shard]),
  );
  assert.ok(work.some(({ kind, subject }) => kind === "notify" && subject === transitions[0]?.id));
});

test("R-06 a late scan changes the history, not the status", async () => {
  const { record } = await aShipment();
  await record([history[0], history[3]].flatMap((e) => (e ? [e] : [])));
  const late = await record(history);
  assert.equal(late.newEvents, 2);
  assert.equal(late.summary.status, "delivered");
  assert.deepEqual(late.transitions, []);
});

test("R-04 two workers that record the same answer at once leave one history and one transition", async () => {
  const { record } = await aShipment();
  const results = await Promise.all(Array.from({ length: 6 }, () => record(history)));
  assert.equal(
    results.reduce((sum, { newEvents }) => sum + newEvents, 0),
    4,
  );
  assert.equal(results.flatMap(({ transitions }) => transitions).length, 1);
});

test("a second attempt, another problem and a reminder are news within a status; another depot is none", async () => {
  const { record } = await aShipment();
  const steps = [
    scan("in_transit.picked_up", "2026-11-20T08:00", 0),
    scan("in_transit.arrived_at_delivery_depot", "2026-11-21T08:00", 1),
    scan("attempt_failed.nobody_home", "2026-11-21T12:00", 2),
    scan("attempt_failed.nobody_home", "2026-11-22T12:00", 3),
    scan("exception.address_incorrect", "2026-11-22T15:00", 4),
    scan("exception.damaged", "2026-11-22T16:00", 5),
    scan("available_for_pickup.at_pickup_point", "2026-11-23T09:00", 6),
    scan("available_for_pickup.reminder", "2026-11-24T09:00", 7),
    scan("delivered.unspecified", "2026-11-24T10:00", 8),
    scan("delivered.collected", "2026-11-24T10:05", 9),
  ];
  const announced: string[] = [];
  for (const at of steps.keys())
    announced.push(...(await record(steps.slice(0, at + 1))).transitions.map(({ code }) => code));
  assert.deepEqual(announced, [
    "in_transit.picked_up",
    "attempt_failed.nobody_home",
    "attempt_failed.nobody_home",
    "exception.address_incorrect",
    "exception.damaged",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup.reminder",
    "delivered.unspecified",
  ]);
});

test("a scan that is reworded, mapped anew, given facts or another concluded zone is no new scan", async () => {
  const { record } = await aShipment();
  const said = scan("in_transit.picked_up", "2026-11-20T08:00", 0);
  await record([said]);
  const time = { ...said.time, precision: "local_without_zone" } as const;
  const reworded = {
    ...said,
    rawText: "Abgeholt",
    code: "in_transit.accepted",
    facts: { actionRequired: true },
    order: 3,
  } as const;
  assert.equal((await record([reworded])).newEvents, 0);
  assert.equal(
    (await record([{ ...said, time }])).newEvents,
    1,
    "a wall time without zone is another thing that was said",
  );
  const otherZone = { ...time, instant: "2026-11-20T07:00:00.000Z", zone: "Europe/Berlin", zoneDerived: true };
  assert.equal((await record([{ ...said, time: otherZone }])).newEvents, 0);
});

test("a refusal changes nothing, and the estimate's changes are all kept", async () => {
  const { shipment, record } = await aShipment();
  await record(history.slice(0, 2));
  const promise = (from: string, events: readonly ShipmentEvent[]) =>
    database.forMerchants([shipment.merchantId], (tx) =>
      recordScans(tx, {
        shipment,
        reading: readingOf(events, { estimate: { from, through: null, kind: "date" } }),
        source: "dhl",
        rawAnswerId: null,
        now,
      }),
    );
  await promise("2026-11-25", []);
  await record([]); // the estimate is left out once
  await promise("2026-11-25", []);
  const { summary } = await promise("2026-11-26", []);
  assert.equal(summary.estimate?.from, "2026-11-26");
  assert.deepEqual(
    summary.estimateHistory.map(({ estimate }) => estimate.from),
    ["2026-11-25", "2026-11-26"],
  );
  const refused = await database.forMerchants([shipment.merchantId], (tx) =>
    recordScans(tx, {
      shipment,
      reading: { kind: "refused", number: "N1", why: "not_found", detail: "" },
      source: "dhl",
      rawAnswerId: null,
      now,
    }),
  );
  assert.deepEqual([refused.summary, refused.transitions, refused.newEvents], [summary, [], 0]);
});

test("a pushed message tells what is new; the estimate and the partners that it leaves out stay", async () => {
  const { shipment } = await aShipment();
  const tell = (reading: NumberReading, isPartial: boolean) =>
    database.forMerchants([shipment.merchantId], (tx) =>
      recordScans(tx, { shipment, reading, isPartial, source: "dhl", rawAnswerId: null, now }),
    );
  const estimate = { from: "2026-11-25", through: null, kind: "date" } as const;
  const whole = { estimate, proofAvailable: true, partnerNumbers: [{ carrier: "usps", number: "P1" }] };
  await tell(readingOf(history.slice(0, 1), whole), false);
  const pushed = await tell(readingOf(history.slice(1, 2)), true);
  assert.equal(pushed.summary.status, "in_transit");
  assert.deepEqual(
    [pushed.summary.estimate?.from, pushed.summary.proofAvailable, pushed.summary.partnerNumbers],
    ["2026-11-25", true, whole.partnerNumbers],
  );
  const answered = await tell(readingOf(history.slice(0, 2)), false);
  assert.deepEqual([answered.summary.estimate, answered.summary.partnerNumbers], [null, []]);
});

test("W-06 a pushed message that a later one has overtaken is history: the estimate of the later one stays", async () => {
  const { shipment } = await aShipment();
  const tell = (at: number, from: string) =>
    database.forMerchants([shipment.merchantId], (tx) =>
      recordScans(tx, {
        shipment,
        reading: readingOf(history.slice(at, at + 1), { estimate: { from, through: null, kind: "date" } }),
        isPartial: true,
        source: "dhl",
        rawAnswerId: null,
        now,
      }),
    );
  await tell(0, "2026-11-24");
  await tell(2, "2026-11-26");
  const { summary, newEvents } = await tell(1, "2026-11-25");
  assert.equal(newEvents, 1);
  assert.equal(summary.estimate?.from, "2026-11-26");
  assert.deepEqual(
    summary.estimateHistory.map(({ estimate }) => estimate.from),
    ["2026-11-24", "2026-11-26"],
  );
});

test("R-06 transitions never announce 'in transit' after 'delivered', however the scans trickle in", async () => {
  const { record } = await aShipment();
  const announced: string[] = [];
  for (const at of [3, 1, 0, 2]) {
    const event = history[at];
    if (event) announced.push(...(await record([event])).transitions.map(({ to }) => to));
  }
  assert.deepEqual(announced, ["delivered"]);
});

test("giving up is our own event, and a newer scan opens the shipment again", async () => {
  const { shipment, record } = await aShipment();
  await record(history.slice(0, 2));
  const gaveUp = { ...scan("expired.no_updates", "2026-11-24T11:59", 0), rawCode: "expired" };
  const expired = await database.forMerchants([shipment.merchantId], (tx) =>
    recordScans(tx, { shipment, reading: null, ownEvents: [gaveUp], source: "dhl", rawAnswerId: null, now }),
  );
  assert.deepEqual(
    expired.transitions.map(({ to }) => to),
    ["expired"],
  );
  assert.equal(expired.summary.statusFrom?.source, "posthorn");
  const again = await record([...history.slice(0, 2), scan("in_transit.moving", "2026-11-24T12:00", 2)]);
  assert.deepEqual(
    again.transitions.map(({ to }) => to),
    ["in_transit"],
  );
});

test("a problem that the carrier only later says needs the shopper is news, once", async () => {
  const { record } = await aShipment();
  const held = scan("exception.customs_hold", "2026-11-22T15:00", 0);
  const asking = { ...scan("exception.customs_hold", "2026-11-23T15:00", 1), facts: { actionRequired: true } };
  const announced = [];
  for (const events of [[held], [held, asking], [held, asking]])
    announced.push((await record(events)).transitions.map(({ code }) => code));
  assert.deepEqual(announced, [["exception.customs_hold"], ["exception.customs_hold"], []]);
});

test("a delivery that the carrier takes back and reports again is announced each time", async () => {
  const { record } = await aShipment();
  const out = scan("out_for_delivery.on_vehicle", "2026-11-24T07:00", 0);
  const delivered = scan("delivered.to_recipient", "2026-11-24T10:00", 1);
  const takenBack = { ...scan("in_transit.information", "2026-11-24T10:30", 2), facts: { retractsPrevious: true } };
  const again = scan("delivered.to_recipient", "2026-11-24T11:00", 3);
  const takenBackAgain = {
    ...scan("in_transit.information", "2026-11-24T11:30", 4),
    facts: { retractsPrevious: true },
  };
  const all = [out, delivered, takenBack, again, takenBackAgain];
  const announced: string[] = [];
  for (const at of all.keys())
    announced.push(...(await record(all.slice(0, at + 1))).transitions.map(({ from, to }) => `${from} → ${to}`));
  assert.deepEqual(announced, [
    "pending → out_for_delivery",
    "out_for_delivery → delivered",
    "delivered → out_for_delivery",
    "out_for_delivery → delivered",
    "delivered → out_for_delivery",
  ]);
});

test("a scan that we could not read takes the meaning that a later release knows, and the parcel moves", async () => {
  const { record } = await aShipment();
  const known = scan("delivered.to_recipient", "2026-11-24T11:00", 1);
  const unknown = { ...known, code: "unmapped" } as const;
  assert.equal((await record([unknown])).summary.status, "pending");
  const again = await record([known]);
  assert.deepEqual([again.newEvents, again.summary.status, again.summary.unmappedCount], [0, "delivered", 0]);
  assert.deepEqual(
    again.transitions.map(({ to }) => to),
    ["delivered"],
  );
  assert.deepEqual((await record([known])).transitions, []);
});

test("who signed, and until when a parcel is kept, is taken up though it comes after the scan", async () => {
  const { record, shipment } = await aShipment();
  const waiting = scan("available_for_pickup.at_pickup_point", "2026-11-24T11:00", 1);
  await record([waiting]);
  const { summary } = await record([{ ...waiting, facts: { keepUntil: "2026-11-30" } }]);
  assert.equal(summary.keepUntil?.date, "2026-11-30");
  const events = await database.forMerchants([shipment.merchantId], (tx) =>
    readEvents(tx, shipment.shard, shipment.id),
  );
  assert.deepEqual(
    events.map(({ event }) => event.facts),
    [{ keepUntil: "2026-11-30" }],
  );
});

test("R-06 within a minute the newest answer's order counts, also for scans that an earlier answer had", async () => {
  const { record } = await aShipment();
  const at = "2026-11-24T07:00";
  const [first, late, last] = [
    scan("in_transit.departed_facility", at, 0),
    scan("in_transit.arrived_at_delivery_depot", at, 1),
    scan("out_for_delivery.on_vehicle", at, 2),
  ] as const;
  await record([first, { ...last, order: 1 }]);
  assert.equal((await record([first, late, last])).summary.code, "out_for_delivery.on_vehicle");
  // The oldest scans have left the carrier's window: what it numbers anew is still in its own order.
  const { record: recordWindow } = await aShipment();
  await recordWindow([scan("info_received.label_created", "2026-11-22T08:00", 0), { ...first, order: 7 }]);
  const moved = await recordWindow([first, { ...last, order: 1 }]);
  assert.equal(moved.summary.code, "out_for_delivery.on_vehicle");
});

test("the carrier's count of pieces holds until it says another: an answer that leaves it out delivers nothing", async () => {
  const { shipment } = await aShipment();
  const answer = (events: readonly ShipmentEvent[], more: Parameters<typeof readingOf>[1]) =>
    database.forMerchants([shipment.merchantId], (tx) =>
      recordScans(tx, { shipment, reading: readingOf(events, more), source: "dhl", rawAnswerId: null, now }),
    );
  const ofOne = (event: ShipmentEvent) => ({ ...event, piece: "p1" });
  const moving = ofOne(scan("in_transit.moving", "2026-11-23T08:00", 0));
  const delivered = ofOne(scan("delivered.mailbox", "2026-11-24T08:00", 1));
  await answer([moving], { pieces: ["p1"], pieceCount: 3 });
  const short = await answer([moving, delivered], { pieces: [], pieceCount: null });
  assert.deepEqual([short.summary.status, short.summary.pieceCount], ["in_transit", 3]);
  const less = await answer([moving, delivered], { pieces: ["p1"], pieceCount: 1 });
  assert.equal(less.summary.status, "delivered");
});

test("a parcel whose carrier was not connected is asked about when it is said again and the carrier is", async () => {
  const orderId = newId();
  const { wanted } = await aShipment();
  const unconnected = { ...wanted, orderId, shard: shardOf(orderId), firstAskAt: null };
  const open = (firstAskAt: Date | null) =>
    database.forMerchants([wanted.merchantId], (tx) => openShipment(tx, { ...unconnected, firstAskAt }, now));
  const polls = async () =>
    (
      await database.forMerchants([wanted.merchantId], (tx) =>
        tx.query<{ kind: string; subject: string }>(duePolls, [unconnected.shard]),
      )
    ).filter(({ kind, subject }) => kind === "poll" && subject === id).length;
  const { id } = await open(null);
  assert.equal(await polls(), 0);
  assert.deepEqual(await open(now), { id, isNew: false });
  assert.equal(await polls(), 1);
  const [row] = await database.forMerchants([wanted.merchantId], (tx) =>
    readOrderShipments(tx, unconnected.shard, orderId),
  );
  assert.deepEqual(row?.nextAskAt, now);
});

test("a scan that another source tells once more, in its own words, is no news", async () => {
  const { record } = await aShipment();
  await record([scan("attempt_failed.nobody_home", "2026-11-24T09:00", 0)]);
  const retold = await record([scan("attempt_failed.unspecified", "2026-11-24T09:00", 3)], "aftership");
  assert.deepEqual([retold.newEvents, retold.transitions], [1, []]);
  const again = await record([scan("attempt_failed.unspecified", "2026-11-24T10:30", 4)], "aftership");
  assert.deepEqual(
    again.transitions.map(({ to }) => to),
    ["attempt_failed"],
  );
});

const causes = sql(
  "test.causes",
  `select d.subject, e.number from due_work d left join estimate_changes e on e.shard = d.shard and e.id = d.subject
   where d.shard = $1 and d.kind = 'notify' and d.merchant_id = $2 order by e.number nulls first`,
);

test("a changed estimate is announced once, in the transaction that records it, though the status stays", async () => {
  const { record, shipment } = await aShipment();
  const announced = () =>
    database.forMerchants([shipment.merchantId], (tx) =>
      tx.query<{ subject: string; number: number | null }>(causes, [shipment.shard, shipment.merchantId]),
    );
  const promising = (order: number, from: string) => ({
    ...scan("in_transit.moving", `2026-11-2${order}T08:00`, order),
    facts: { estimate: { from, through: null, kind: "date" } } as const,
  });
  const first = await record([promising(1, "2026-11-26")]);
  assert.equal(first.isAnnounced, true);
  assert.deepEqual(
    (await announced()).map(({ number }) => number),
    [null, 1],
    "the transition and the first date",
  );
  const same = await record([promising(1, "2026-11-26"), promising(2, "2026-11-26")]);
  assert.deepEqual([same.transitions, same.isAnnounced], [[], false]);
  const moved = await record([promising(1, "2026-11-26"), promising(2, "2026-11-26"), promising(3, "2026-11-28")]);
  assert.deepEqual([moved.transitions, moved.isAnnounced], [[], true]);
  assert.deepEqual(
    (await announced()).map(({ number }) => number),
    [null, 1, 2],
  );
  const arrived = await record([
    { ...scan("delivered.mailbox", "2026-11-24T08:00", 4), facts: promising(4, "2026-11-30").facts },
  ]);
  assert.equal(arrived.transitions.length, 1);
  assert.equal((await announced()).length, 4, "what is delivered has no date to come");
});
