import assert from "node:assert/strict";
import { test } from "node:test";
import { purolator as connection } from "#carriers/purolator/carrier.ts";
import { read } from "#carriers/read.ts";
import { makeNumber } from "#simulator/contracts.ts";
import type { Simulator } from "#simulator/server.ts";
import { type Answer, call, withSimulator } from "#simulator/testing.ts";

function askPurolator({ connections }: Simulator, numbers: readonly string[], more = {}): Promise<Answer> {
  const { baseUrl, fields = {} } = connections.purolator ?? {};
  const asked = numbers.map((number) => ({ number }));
  const { path, headers, body } = connection.request(asked, { id: "0193-call", fields, token: null });
  return call(`${baseUrl}${path}`, {
    method: "POST",
    headers: { ...headers, ...connection.auth.headers(fields, null), ...more },
    body: body ?? "",
  });
}

test("Purolator: one call answers for each PIN; an unknown one has no scans, an impossible one an error", async () => {
  await withSimulator({}, async (simulator) => {
    const [known, unknown] = (["normal", "stays_unknown"] as const).map((journey) =>
      makeNumber({ carrier: "purolator", journey, serial: 1, seed: 7 }),
    );
    const numbers = [known ?? "", unknown ?? "", "520127751301"];
    const { status, text: body } = await askPurolator(simulator, numbers);
    const asked = numbers.map((number) => ({ number }));
    const reading = read(connection, { status, mediaType: "text/xml", body }, asked);
    assert.ok(reading.kind === "events");
    assert.deepEqual(
      reading.shipments.map((shipment) => (shipment.kind === "events" ? "events" : shipment.why)),
      ["events", "not_found", "invalid_number"],
    );
  });
});

test("Purolator: another action is a fault, a wrong key 401, and eleven PINs are too many", async () => {
  await withSimulator({}, async (simulator) => {
    const number = makeNumber({ carrier: "purolator", journey: "normal", serial: 1, seed: 7 });
    assert.match((await askPurolator(simulator, [number], { soapaction: '"another"' })).text, /s:Client/);
    assert.equal((await askPurolator(simulator, [number], { authorization: "Basic d3Jvbmc6a2V5" })).status, 401);
    await withSimulator({}, async (other) => {
      await askPurolator(other, Array(11).fill(number));
      assert.equal(other.counts().purolator?.over, 1);
    });
  });
});
