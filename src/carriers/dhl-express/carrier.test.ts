/** How DHL Express is asked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dhlExpress } from "./carrier.ts";

const call = { id: "call", fields: { username: "u", password: "p" }, token: null };
const asked = (...numbers: string[]) =>
  new URL(
    dhlExpress.request(
      numbers.map((number) => ({ number })),
      call,
    ).path,
    "https://dhl.test",
  ).searchParams;

test("waybills and pieces have a parameter each, repeated, and never share a call", () => {
  assert.deepEqual(asked("9356579890", "4818240420").getAll("shipmentTrackingNumber"), ["9356579890", "4818240420"]);
  assert.deepEqual(asked("JD014600000000000001").getAll("pieceTrackingNumber"), ["JD014600000000000001"]);
  assert.notEqual(dhlExpress.lot?.({ number: "9356579890" }), dhlExpress.lot?.({ number: "JD014600000000000001" }));
});

test("times come with their offset", () => {
  assert.equal(asked("9356579890").get("requestGMTOffsetPerEvent"), "true");
});
