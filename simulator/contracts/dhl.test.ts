import assert from "node:assert/strict";
import { test } from "node:test";
import { dhl as connection } from "#carriers/dhl/carrier.ts";
import { read } from "#carriers/read.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { askDhl, call, withSimulator } from "#simulator/testing.ts";
import { dhl } from "./dhl.ts";

test("DHL: no key 401, no number 400, unknown 404, another division's service 404, each as problem JSON", async () => {
  await withSimulator({}, async (simulator) => {
    const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 7 });
    const noKey = await call(`${simulator.url}/dhl/track/shipments?trackingNumber=${number}`);
    assert.deepEqual(noKey.json, { status: 401, title: "Unauthorized", detail: "Unauthorized for given resource." });
    assert.match(noKey.type, /^application\/problem\+json/);
    assert.equal((await askDhl(simulator, "")).status, 400);
    const unknown = await askDhl(
      simulator,
      makeNumber({ carrier: "dhl", journey: "stays_unknown", serial: 1, seed: 7 }),
    );
    assert.equal(unknown.status, 404);
    assert.equal(unknown.json.title, "No result found");
    assert.equal((await askDhl(simulator, number, "&service=express")).status, 404);
    assert.equal((await askDhl(simulator, number, "&service=parcel-de")).status, 200);
  });
});

test("DHL: one number can belong to two shipments, and our reading takes the newer", async () => {
  await withSimulator({}, async (simulator) => {
    const answer = await askDhl(simulator, "423475729485");
    assert.equal(JSON.parse(answer.text).shipments.length, 2);
    const asked = [{ number: "423475729485", carrierCode: "dhl" }];
    const reading = read(connection, { status: 200, mediaType: "application/json", body: answer.text }, asked);
    assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
    assert.ok(reading.shipments[0].events.every(({ rawCode }) => rawCode !== "DELIVERED"));
  });
});

test("DHL: Express has numbers of its own, and real numbers play a journey by chance", () => {
  const wish = { journey: "customs", serial: 5, seed: 7, headStart: 2, service: "express" } as const;
  assert.match(dhl.numbers.make(wish), /^\d{10}$/);
  assert.equal(dhl.numbers.read(dhl.numbers.make(wish))?.journey, "customs");
  for (const real of ["00340434161094015902", "423475729485", "7777777770"]) assert.ok(dhl.numbers.read(real), real);
  assert.equal(dhl.numbers.read("00340434161094015903"), undefined);
});
