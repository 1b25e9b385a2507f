/** Test numbers: each plays its whole journey step by step, by the clock, without anybody being asked. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Status } from "#shipments/event-codes.ts";
import {
  type TestJourneyName,
  testAnswer,
  testCarrierCode,
  testJourneyOf,
  testJourneys,
} from "#shipments/test-journeys.ts";
import { carrierNamed, world } from "#test/polling.ts";

const names = Object.keys(testJourneys) as TestJourneyName[]; // of a constant
const w = await world(() => assert.fail("nobody is asked"), [carrierNamed("test")]);
after(() => w[Symbol.asyncDispose]());

const moving = ["info_received", "in_transit"] as const;
/** The statuses that a developer sees, in their order. */
const seen: Readonly<Record<TestJourneyName, readonly Status[]>> = {
  DELIVERED: [...moving, "out_for_delivery", "delivered"],
  NEIGHBOUR: [...moving, "out_for_delivery", "delivered"],
  PICKUP: [...moving, "available_for_pickup", "delivered"],
  LOCKER: [...moving, "available_for_pickup", "delivered"],
  ATTEMPT: [...moving, "out_for_delivery", "attempt_failed", "out_for_delivery", "delivered"],
  DELAYED: [...moving, "exception", "out_for_delivery", "delivered"],
  CUSTOMS: [...moving, "exception", "in_transit", "delivered"],
  RETURNED: [...moving, "available_for_pickup", "returning", "returned"],
  LOST: [...moving, "exception"],
  DAMAGED: [...moving, "exception"],
  SILENT: [...moving, "expired"],
  OUTAGE: ["pending", "in_transit", "out_for_delivery", "delivered"],
  UNKNOWN: ["pending", "expired"],
  INVALID: ["pending"],
};

for (const name of names)
  test(`POSTHORN-${name} plays: ${seen[name].join(", ")}; then nothing is due any more`, async () => {
    const parcel = await w.parcel(await w.merchant(), `POSTHORN${name}7`, testCarrierCode);
    const statuses: Status[] = [];
    for (let looks = 0; looks < 20; looks += 1) {
      const due = await w.due(parcel.id);
      if (due === undefined) break;
      w.clock.advance(Math.max(0, due.dueAt.getTime() - w.clock.now().getTime()));
      await w.polling.runOnce();
      const { status } = await w.shipment(parcel);
      if (statuses.at(-1) !== status) statuses.push(status);
    }
    assert.equal(await w.due(parcel.id), undefined, "the journey ends");
    assert.deepEqual(statuses, seen[name]);
    const shipment = await w.shipment(parcel);
    assert.equal(shipment.nextAskAt, null);
    if (name === "INVALID") assert.equal(shipment.code, "pending.invalid_number");
  });

test("while the carrier is down the page hears of it, and of all that happened once it is back", async () => {
  const parcel = await w.parcel(await w.merchant(), "POSTHORNOUTAGE", testCarrierCode);
  await w.polling.runOnce();
  assert.equal((await w.shipment(parcel)).lastOutcome, "unavailable");
  assert.ok((await w.shipment(parcel)).silentSince);
  for (let looks = 0; looks < 3; looks += 1) {
    w.clock.advance(4_000);
    await w.polling.runOnce();
  }
  const { lastOutcome, silentSince, status } = await w.shipment(parcel);
  assert.deepEqual([lastOutcome, silentSince, status], ["events", null, "out_for_delivery"]);
});

test("a number is a test number by its name, however it is written; a real one never is", () => {
  for (const number of ["POSTHORN-PICKUP", "posthorn pickup", "POSTHORN-PICKUP-2", "PosthornPickup-77AB"])
    assert.equal(testJourneyOf(number), "PICKUP", number);
  for (const number of ["POSTHORN", "POSTHORN-", "POSTHORN-TOASTER", "POSTHORN-constructor", "1Z999AA10123456784", ""])
    assert.equal(testJourneyOf(number), null, number);
});

test("a parcel of the test carrier with another number waits for nothing", async () => {
  const parcel = await w.parcel(await w.merchant(), "12345678", testCarrierCode);
  await w.polling.runOnce();
  assert.equal(await w.due(parcel.id), undefined);
  assert.equal((await w.shipment(parcel)).nextAskAt, null);
});

test("the same moment gives the same answer, and later ones only add to it", () => {
  const openedAt = new Date("2026-11-24T09:00:00Z");
  for (const name of names) {
    let before: readonly unknown[] = [];
    for (let seconds = 0; seconds <= 60; seconds += 1) {
      const now = new Date(openedAt.getTime() + seconds * 1_000);
      const { events } = testAnswer(`POSTHORN${name}`, name, openedAt, now).reading;
      assert.deepEqual(testAnswer(`POSTHORN${name}`, name, openedAt, now).reading.events, events);
      assert.deepEqual(events.slice(0, before.length), before);
      before = events;
    }
  }
});

test("docs/test-numbers.md lists every test number with what it does", async () => {
  const text = await readFile(join(import.meta.dirname, "../../docs/test-numbers.md"), "utf8");
  const rows = [...text.matchAll(/^\| `POSTHORN-([A-Z]+)` \| (.+?) \|/gm)].map(([, name, title]) => [name, title]);
  assert.deepEqual(
    rows,
    names.map((name) => [name, testJourneys[name].title]),
  );
});
