/** The forms in which Hermes writes one event code, and what is taken back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { statusOfReading } from "#carriers/status-of-reading.ts";
import { hermesDe } from "./carrier.ts";
import { short } from "./statuses/four-digits.ts";
import { long } from "./statuses/nine-digits.ts";

function shipmentOf(...codes: readonly string[]) {
  const status = codes.map((code, at) => ({ code, timestamp: `2026-11-20T10:0${at}:00+01:00` }));
  const body = JSON.stringify({ shipmentinfo: [{ shipmentID: "H1000730000000000101", status }] });
  const reading = read(hermesDe, { status: 200, mediaType: "application/json", body }, []);
  const [shipment] = reading.kind === "events" ? reading.shipments : [];
  return shipment?.kind === "events" ? shipment : assert.fail(JSON.stringify(reading));
}

test("the official list is here in full, and each long code names a short one", () => {
  assert.equal(short.length, 128);
  assert.equal(long.length, 294);
  const known = new Set(short.map(({ code }) => code));
  assert.deepEqual(
    long.filter(({ words }) => !known.has(words)),
    [],
  );
});

for (const [form, code] of [
  ["short", "4031"],
  ["long", "060003003"],
  ["with dashes and zeros", "060-003-003"],
  ["with dashes", "60-3-3"],
] as const)
  test(`the code ${code} (${form}) is the parcel back at the depot`, () => {
    assert.equal(shipmentOf(code).events[0]?.code, "in_transit.arrived_at_delivery_depot");
  });

test("a cancelled return is none, in either form of its code", () => {
  assert.equal(statusOfReading(shipmentOf("2000", "6085", "4072", "1510")), "in_transit");
  assert.equal(statusOfReading(shipmentOf("045001003", "100000003", "100090003", "030000006")), "in_transit");
  assert.equal(statusOfReading(shipmentOf("2000", "6080", "1510")), "returning");
});

test("what has nothing to take back takes nothing back", () => {
  assert.equal(statusOfReading(shipmentOf("2000", "3410", "4070")), "available_for_pickup");
});
