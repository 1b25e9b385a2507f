/** What an event code of GLS means that only its group tells. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { gls } from "./carrier.ts";

/** The newest event's code in our words: of a parcel with that status, both at the same minute. */
function meaningOf(code: string, status?: string): string | undefined {
  const at = "2026-11-21T10:02:00+0100";
  const parcel = { requested: "36301917596", status, statusDateTime: at, events: [{ code, eventDateTime: at }] };
  const body = JSON.stringify({ parcels: [parcel] });
  const reading = read(gls, { status: 200, mediaType: "application/json", body }, [{ number: "36301917596" }]);
  const [shipment] = reading.kind === "events" ? reading.shipments : [];
  return shipment?.kind === "events" ? shipment.events.at(-1)?.code : undefined;
}

test("a code that the list lacks is read by its group", () => {
  assert.equal(meaningOf("NOTDEL.NOTHOME"), "attempt_failed.unspecified");
  assert.equal(meaningOf("OUTDEL.SOMEHOW"), "out_for_delivery.on_vehicle");
  assert.equal(meaningOf("MAGICX.NORMAL"), "unmapped");
});

test("the parcel's status, which GLS documents, goes before the group, which is inferred", () => {
  assert.equal(meaningOf("DELIVD.SHOPNEW", "DELIVEREDPS"), "available_for_pickup.at_pickup_point");
  assert.equal(meaningOf("DELIVD.SHOPNEW"), "delivered.unspecified");
});

test("ten numbers stand in one address, each kept in its place", () => {
  const { path } = gls.request([{ number: "36301917596" }, { number: "a,b/../c" }], {
    id: "call",
    fields: {},
    token: "token",
  });
  assert.equal(path, "/track-and-trace-v1/tracking/simple/trackids/36301917596,a%2Cb%2F..%2Fc?showEvents=true");
});
