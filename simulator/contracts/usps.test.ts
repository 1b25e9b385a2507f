import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { usps as connection } from "#carriers/usps/carrier.ts";
import { makeNumber } from "#simulator/contracts.ts";
import type { Simulator } from "#simulator/server.ts";
import { type Answer, call, withSimulator } from "#simulator/testing.ts";

async function tokenOf({ connections }: Simulator, change = {}): Promise<Answer> {
  const { baseUrl, fields } = connections.usps ?? {};
  const request = connection.auth.token?.request({ ...fields, ...change });
  return call(`${baseUrl}${request?.path}`, {
    method: "POST",
    headers: request?.headers ?? {},
    body: request?.body ?? "",
  });
}

async function askUsps(simulator: Simulator, number: string): Promise<Answer> {
  const token = String((await tokenOf(simulator)).json.access_token);
  const { path } = connection.request([{ number }], { id: "0193-call", fields: {}, token });
  return call(`${simulator.connections.usps?.baseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

test("USPS: the token is asked for in JSON and granted for tracking, a wrong secret is refused", async () => {
  await withSimulator({}, async (simulator) => {
    assert.equal((await tokenOf(simulator)).json.scope, "tracking");
    assert.equal((await tokenOf(simulator, { client_secret: "wrong" })).json.error, "invalid_client");
  });
});

test("USPS: what is not known, and what is another shipper's, is told inside a 400", async () => {
  await withSimulator({}, async (simulator) => {
    const unknown = makeNumber({ carrier: "usps", journey: "stays_unknown", serial: 1, seed: 7 });
    for (const [number, code, why] of [
      [unknown, "150002", "not_found"],
      ["9400111202555842332668", "150010", "invalid_number"],
    ] as const) {
      const { status, text } = await askUsps(simulator, number);
      assert.equal(status, 400);
      assert.match(text, new RegExp(code));
      const reading = read(connection, { status, mediaType: "application/json", body: text }, [{ number }]);
      assert.ok(reading.kind === "refused" && reading.why === why);
    }
  });
});
