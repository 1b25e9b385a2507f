/** A shopper names another carrier: it is asked, and only its news makes the parcel its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dhl } from "#carriers/dhl/carrier.ts";
import { ups } from "#carriers/ups/carrier.ts";
import { candidatesNow, chooseRoute, routeName, routesOf } from "./routing.ts";

const credential = { name: "installation", fields: {} };
const parcel = {
  carrier: "dhl",
  number: "1Z999AA10123456784",
  code: "pending.no_information" as const,
  direction: "outbound" as const,
  country: "DE",
  postalCode: null,
  saidCompany: "DHL",
  candidates: [],
  aside: {},
};
const connectionsFor = (code: string) => (code === "ups" ? [ups] : code === "dhl" ? [dhl] : []);
const routes = (wanted: string | null, code: "pending.no_information" | "in_transit.moving" = parcel.code) => {
  const candidates = candidatesNow({ ...parcel, code, wanted });
  return routesOf({ ...parcel, candidates, wanted }, connectionsFor, () => [credential]);
};
const now = new Date("2026-11-24T09:00:00Z");

test("whom the shopper wants is asked first, however little speaks for it, until it says that it does not know the number", () => {
  const all = routes("ups");
  assert.deepEqual(
    all.map(({ carrierCode }) => carrierCode),
    ["ups", "dhl"],
  );
  const first = all[0] ?? assert.fail();
  const denied = { [routeName(first)]: { until: "2026-11-25T09:00:00Z", why: "not_found" as const } };
  assert.equal(chooseRoute(all, { aside: denied, route: null }, now)?.carrierCode, "dhl");
});

test("once anybody has told of the parcel, nobody else is wanted any more", () => {
  assert.deepEqual(
    routes("ups", "in_transit.moving").map(({ carrierCode }) => carrierCode),
    ["dhl"],
  );
  assert.deepEqual(
    routes(null).map(({ carrierCode }) => carrierCode),
    ["dhl"],
  );
});
