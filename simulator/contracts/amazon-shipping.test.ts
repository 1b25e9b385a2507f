import assert from "node:assert/strict";
import { test } from "node:test";
import { amazonShipping as connection } from "#carriers/amazon-shipping/carrier.ts";
import { read } from "#carriers/read.ts";
import { makeNumber } from "#simulator/contracts.ts";
import type { Simulator } from "#simulator/server.ts";
import { type Answer, call, withSimulator } from "#simulator/testing.ts";

async function tokenOf({ connections }: Simulator, change = {}): Promise<Answer> {
  const { baseUrl, fields } = connections["amazon-shipping"] ?? {};
  const request = connection.auth.token?.request({ ...fields, ...change });
  return call(`${baseUrl}${request?.path}`, {
    method: "POST",
    headers: request?.headers ?? {},
    body: request?.body ?? "",
  });
}

function askAmazon({ connections }: Simulator, number: string, token: string, change = {}): Promise<Answer> {
  const { baseUrl, fields: own = {} } = connections["amazon-shipping"] ?? {};
  const fields = { ...own, ...change };
  const { path } = connection.request([{ number }], { id: "0193-call", fields, token });
  return call(`${baseUrl}${path}`, { headers: connection.auth.headers(fields, token) });
}

test("Amazon Shipping: a refresh token that was withdrawn is an invalid grant, a token that has expired is 403", async () => {
  await withSimulator({ tokenSeconds: 60 }, async (simulator, clock) => {
    const number = makeNumber({ carrier: "amazon-shipping", journey: "normal", serial: 1, seed: 7 });
    assert.equal((await tokenOf(simulator, { refresh_token: "withdrawn" })).json.error, "invalid_grant");
    const token = String((await tokenOf(simulator)).json.access_token);
    assert.equal((await askAmazon(simulator, number, token)).status, 200);
    clock.advance(61_000);
    const { status, text: body } = await askAmazon(simulator, number, token);
    assert.equal(status, 403);
    const reading = read(connection, { status, mediaType: "application/json", body }, [{ number }]);
    assert.ok(reading.kind === "refused" && reading.why === "unauthorized");
  });
});

test("Amazon Shipping: another business is refused", async () => {
  await withSimulator({}, async (simulator) => {
    const number = makeNumber({ carrier: "amazon-shipping", journey: "normal", serial: 1, seed: 7 });
    const token = String((await tokenOf(simulator)).json.access_token);
    assert.equal((await askAmazon(simulator, number, token, { business_id: "AmazonShipping_US" })).status, 400);
  });
});
