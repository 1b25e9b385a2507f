/** What PostNL is asked, and codes whose status misleads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { postnl } from "./carrier.ts";

const call = { id: "call", fields: { key: "secret" }, token: null };
const number = "3SDEVC123456789";

test("the whole history of one barcode is asked, in English or Dutch", () => {
  assert.equal(
    postnl.request([{ number: number.toLowerCase() }], call).path,
    "/shipment/v2/status/barcode/3SDEVC123456789?detail=true&language=EN",
  );
  assert.match(postnl.request([{ number, language: "nl" }], call).path, /&language=NL$/);
  assert.equal(postnl.limits.batch, 1);
  assert.deepEqual(postnl.auth.headers(call.fields, null), { apikey: "secret" });
});

test("barcodes are 3S or S10; a letter's or another carrier's number is not asked", () => {
  for (const each of [number, "3S8392302392342", "CD123456785NL"]) assert.match(each, postnl.numberPattern);
  for (const each of ["JVGL0123456789", "00340434161094015902", ".."]) assert.doesNotMatch(each, postnl.numberPattern);
});

function eventsOf(code: string, statusCode: string, statusTime = "25-11-2026 10:06:53"): readonly string[] {
  const shipment = {
    Barcode: number,
    Event: { Code: code, Description: "", TimeStamp: "25-11-2026 10:06:53" },
    Status: { StatusCode: statusCode, TimeStamp: statusTime },
    OldStatus: [{ StatusCode: "99", TimeStamp: "25-11-2026 10:06:53" }],
  };
  const body = JSON.stringify({ CompleteStatus: { Shipment: shipment } });
  const reading = read(postnl, { status: 200, mediaType: "application/json", body }, [{ number }]);
  assert.equal(reading.kind, "events");
  const [first] = reading.shipments;
  assert.equal(first?.kind, "events");
  return first.events.map((event) => event.code);
}

test("the event counts where its status says delivered, or out for delivery, and it is not", () => {
  assert.deepEqual(eventsOf("J23", "11"), ["available_for_pickup.at_locker"]);
  assert.deepEqual(eventsOf("Y26", "11"), ["available_for_pickup.at_pickup_point"]);
  assert.deepEqual(eventsOf("K91", "11"), ["exception.delayed"]);
  assert.deepEqual(eventsOf("J63", "11"), ["returned.to_sender"]);
  assert.deepEqual(eventsOf("C01", "23"), ["in_transit.picked_up"]);
  assert.deepEqual(eventsOf("J45", "7"), ["in_transit.moving"]);
  assert.deepEqual(eventsOf("J59", "9"), ["out_for_delivery.on_vehicle"]);
});

test("the status of the same second tells of a code that no list has; one of another second does not", () => {
  assert.deepEqual(eventsOf("01B", "11"), ["delivered.unspecified"]);
  assert.deepEqual(eventsOf("01B", "11", "25-11-2026 09:00:00"), ["unmapped"]);
});

test("a status newer than every event is told beside them, an older one is not", () => {
  assert.deepEqual(eventsOf("J05", "11", "25-11-2026 15:00:00.5"), [
    "out_for_delivery.on_vehicle",
    "delivered.unspecified",
  ]);
  assert.deepEqual(eventsOf("J05", "5", "25-11-2026 03:00:00"), ["out_for_delivery.on_vehicle"]);
});
