/** What PostNord is asked, and statuses that mean something else than they seem to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { postnord } from "./carrier.ts";

const number = "00373500000000000017";

interface Said {
  readonly status?: string;
  readonly eventCode?: string;
  readonly location?: object;
}

function codesOf(events: readonly Said[], more: object = {}): readonly string[] {
  const timed = events.map((event, at) => ({ eventTime: `2026-11-20T10:0${at}:00`, ...event }));
  const shipments = [{ shipmentId: number, items: [{ itemId: number, events: timed }], ...more }];
  const body = JSON.stringify({ TrackingInformationResponse: { shipments } });
  const reading = read(postnord, { status: 200, mediaType: "", body }, [{ number }]);
  const [first] = reading.kind === "events" ? reading.shipments : [];
  return first?.kind === "events" ? first.events.map(({ code }) => code) : [];
}
const statuses = (...names: readonly string[]): readonly string[] => codesOf(names.map((status) => ({ status })));

test("the key stands in the query and in no header", () => {
  const fields = { key: "k&y" };
  const { path, headers } = postnord.request([{ number, language: "nb" }], { id: "c", fields, token: null });
  const query = new URL(path, postnord.baseUrls.production).searchParams;
  assert.deepEqual(Object.fromEntries(query), { apikey: "k&y", id: number, locale: "no" });
  assert.doesNotMatch(JSON.stringify([headers, postnord.auth.headers(fields, null)]), /k&y/);
});

test("available for delivery waits at a point, and is collected from there", () => {
  assert.deepEqual(statuses("AVAILABLE_FOR_DELIVERY", "DELIVERED"), [
    "available_for_pickup.at_pickup_point",
    "delivered.collected",
  ]);
  assert.deepEqual(statuses("EN_ROUTE", "DELIVERED"), ["in_transit.moving", "delivered.unspecified"]);
  assert.deepEqual(statuses("AVAILABLE_FOR_DELIVERY", "RETURNED", "DELIVERED").at(-1), "delivered.unspecified");
});

test("a locker is told by the kind of its place", () => {
  const locker = { servicePointType: "PARCEL_LOCKER" };
  assert.deepEqual(codesOf([{ status: "AVAILABLE_FOR_DELIVERY", location: locker }]), [
    "available_for_pickup.at_locker",
  ]);
  assert.deepEqual(codesOf([{ status: "AVAILABLE_FOR_DELIVERY" }], { deliveryPoint: locker }), [
    "available_for_pickup.at_locker",
  ]);
});

test("the first impossible delivery is an attempt, the next the end of trying", () => {
  assert.deepEqual(statuses("DELIVERY_IMPOSSIBLE", "EN_ROUTE", "DELIVERY_IMPOSSIBLE"), [
    "attempt_failed.unspecified",
    "in_transit.moving",
    "exception.undeliverable",
  ]);
});

test("event 113 is on the vehicle though its status is en route", () => {
  assert.deepEqual(codesOf([{ status: "EN_ROUTE", eventCode: "113" }]), ["out_for_delivery.on_vehicle"]);
});

test("stopped is trouble and no end", () => {
  assert.deepEqual(statuses("STOPPED"), ["exception.unspecified"]);
});
