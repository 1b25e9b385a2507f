import assert from "node:assert/strict";
import { test } from "node:test";
import { fedex as connection } from "#carriers/fedex/carrier.ts";
import { read } from "#carriers/read.ts";
import { makeNumber } from "#simulator/contracts.ts";
import type { Simulator } from "#simulator/server.ts";
import { type Answer, call, withSimulator } from "#simulator/testing.ts";
import { fedex } from "./fedex.ts";

async function tokenOf({ connections }: Simulator): Promise<string> {
  const { baseUrl, fields } = connections.fedex ?? {};
  const request = connection.auth.token?.request(fields ?? {});
  const answer = await call(`${baseUrl}${request?.path}`, {
    method: "POST",
    headers: request?.headers ?? {},
    body: request?.body ?? "",
  });
  return String(answer.json.access_token);
}

function askFedex({ connections }: Simulator, token: string, numbers: readonly string[]): Promise<Answer> {
  const asked = numbers.map((number) => ({ number }));
  const { path, headers, body } = connection.request(asked, { id: "0193-call", fields: {}, token });
  return call(`${connections.fedex?.baseUrl}${path}`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: body ?? "",
  });
}

test("FedEx: one call answers for each number, also for those that it does not know, with 200", async () => {
  await withSimulator({}, async (simulator) => {
    const [known, unknown] = (["normal", "stays_unknown"] as const).map((journey) =>
      makeNumber({ carrier: "fedex", journey, serial: 1, seed: 7 }),
    );
    const numbers = [known ?? "", unknown ?? "", "041441760228965"];
    const { status, text } = await askFedex(simulator, await tokenOf(simulator), numbers);
    assert.equal(status, 200);
    const reading = read(
      connection,
      { status, mediaType: "application/json", body: text },
      numbers.map((number) => ({ number })),
    );
    assert.ok(reading.kind === "events");
    assert.deepEqual(
      reading.shipments.map((shipment) => (shipment.kind === "events" ? "events" : shipment.why)),
      ["events", "not_found", "invalid_number"],
    );
  });
});

test("FedEx: a wrong token is 401, no number is 400, and so are thirty-one", async () => {
  await withSimulator({}, async (simulator) => {
    const number = makeNumber({ carrier: "fedex", journey: "normal", serial: 1, seed: 7 });
    assert.match((await askFedex(simulator, "wrong", [number])).text, /NOT\.AUTHORIZED\.ERROR/);
    const token = await tokenOf(simulator);
    assert.match((await askFedex(simulator, token, [])).text, /TRACKING\.TRACKINGNUMBER\.EMPTY/);
    assert.equal((await askFedex(simulator, token, Array(31).fill(number))).status, 400);
    assert.equal(simulator.counts().fedex?.over, 1);
  });
});

test("FedEx: real numbers play a journey by chance, those with a wrong check digit none", () => {
  for (const real of ["776094337676", "041441760228964"]) assert.ok(fedex.numbers.read(real), real);
  for (const wrong of ["776094337677", "041441760228965"]) assert.equal(fedex.numbers.read(wrong), undefined);
});
