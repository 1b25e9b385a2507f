import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { ups as connection } from "#carriers/ups/carrier.ts";
import { makeNumber } from "#simulator/contracts.ts";
import type { Simulator } from "#simulator/server.ts";
import { type Answer, call, withSimulator } from "#simulator/testing.ts";
import { ups } from "./ups.ts";

function askToken({ connections }: Simulator, secret = connections.ups?.fields.client_secret): Promise<Answer> {
  const { baseUrl, fields } = connections.ups ?? {};
  return call(`${baseUrl}/security/v1/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${fields?.client_id}:${secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
}

const tokenOf = async (simulator: Simulator): Promise<string> => String((await askToken(simulator)).json.access_token);

const askUps = ({ url }: Simulator, number: string, token: string, headers = {}): Promise<Answer> =>
  call(`${url}/ups/api/track/v1/details/${number}?locale=en_US`, {
    headers: { authorization: `Bearer ${token}`, transId: "t1", transactionSrc: "test", ...headers },
  });

test("UPS: token values are strings; wrong secret, wrong token, expired token and a missing header are refused by code", async () => {
  await withSimulator({ tokenSeconds: 60 }, async (simulator, clock) => {
    const number = makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 7 });
    const { json } = await askToken(simulator);
    assert.ok(Object.values(json).every((value) => typeof value === "string"));
    assert.equal((await askToken(simulator, "wrong")).status, 401);
    assert.match((await askUps(simulator, number, "wrong")).text, /250002/);
    assert.equal((await askUps(simulator, number, String(json.access_token))).status, 200);
    assert.equal((await askUps(simulator, number, String(json.access_token), { transId: "" })).status, 400);
    clock.advance(61_000);
    assert.match((await askUps(simulator, number, String(json.access_token))).text, /251004/);
  });
});

test("UPS: an unknown number is a warning inside 200, a wrong check digit is TV1002", async () => {
  await withSimulator({}, async (simulator) => {
    const token = await tokenOf(simulator);
    const unknown = makeNumber({ carrier: "ups", journey: "stays_unknown", serial: 1, seed: 7 });
    const answer = await askUps(simulator, unknown, token);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /TW0001/);
    const wrong = await askUps(simulator, "1Z5R89390357567128", token);
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /TV1002/);
  });
});

test("UPS: places, zones and promises are those of the journey's end", async () => {
  await withSimulator({ tokenSeconds: 100 * 86_400 }, async (simulator) => {
    const number = makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 7, to: "stockholm", headStart: 8 });
    const body = (await askUps(simulator, number, await tokenOf(simulator))).text;
    const reading = read(connection, { status: 200, mediaType: "application/json", body }, [{ number }]);
    assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
    const [shipment] = reading.shipments;
    assert.equal(shipment.events.at(-1)?.place?.country, "SE");
    assert.equal(shipment.events.at(-1)?.time.zone, "+01:00");
    assert.equal(shipment.estimate?.kind, "window");
  });
});

test("UPS: real numbers play a journey by chance, those with a wrong check digit none", () => {
  for (const real of ["1Z5R89390357567127", "1Z879E930346834440"]) assert.ok(ups.numbers.read(real), real);
  assert.equal(ups.numbers.read("1Z5R89390357567128"), undefined);
});

test("UPS: a subscription takes what could be its numbers, and our connection reads which", async () => {
  await withSimulator({}, async (simulator) => {
    const { registration } = connection;
    assert.ok(registration);
    const right = makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 7 });
    const asked = [{ number: right }, { number: "1Z5R89390357567128" }];
    const token = await tokenOf(simulator);
    const { path, headers, body } = registration.request(asked, { id: "0193-call", fields: {}, token, push: null });
    const answer = await call(`${simulator.connections.ups?.baseUrl}${path}`, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: body ?? "",
    });
    const outcomes = registration.outcomes(answer.json, asked, answer.status);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ["registered", "refused"],
    );
  });
});
