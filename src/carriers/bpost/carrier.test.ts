/** What bpost is asked, and states that a client reads wrongly. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { bpost } from "./carrier.ts";

const number = "323200000000000000000017";

function codeOf(code: string, description = "", more = ""): string {
  const body = `<itemTracking><itemCode>${number}</itemCode><stateInfo><time>2026-11-20T11:00:00+01:00</time><stateCode>${code}</stateCode><stateDescription>${description}</stateDescription></stateInfo>${more}</itemTracking>`;
  const reading = read(bpost, { status: 200, mediaType: "application/xml", body }, [{ number }]);
  const [first] = reading.kind === "events" ? reading.shipments : [];
  return first?.kind === "events" ? (first.events[0]?.code ?? "") : "";
}

test("one item is asked below the account's login", () => {
  const { path } = bpost.request([{ number }], { id: "c", fields: {}, token: null });
  assert.equal(path, `/services/trackedmail/item/${number}/trackingInfo`);
  assert.deepEqual(bpost.auth.headers({ account_id: "a", passphrase: "b" }, null), { authorization: "Basic YTpi" });
});

test("L00 is on the round and N14 moves, whatever group a client puts them into", () => {
  assert.equal(codeOf("L00", "BoundToRound - out_for_distribution"), "out_for_delivery.on_vehicle");
  assert.equal(codeOf("N14"), "in_transit.moving");
  assert.equal(codeOf("N13"), "exception.delayed");
});

test("a point without a street is a locker", () => {
  const point = (street: string) => `<pickupPoint><name>P</name><streetName>${street}</streetName></pickupPoint>`;
  assert.equal(codeOf("N74", "", point("")), "available_for_pickup.at_locker");
  assert.equal(codeOf("N74", "", point("PONTSTRAAT")), "available_for_pickup.at_pickup_point");
  assert.equal(codeOf("N74"), "available_for_pickup.at_pickup_point");
});

test("the word before the dash stands for a code that nobody knows, and for no other", () => {
  assert.equal(codeOf("Q01", "DistributedNormally - regular"), "delivered.unspecified");
  assert.equal(codeOf("B03", "DistributedNormally - regular"), "exception.refused");
  assert.equal(codeOf("Q01", "NotDistributedNormally - regular"), "unmapped");
});
