import assert from "node:assert/strict";
import { test } from "node:test";
import { registration } from "#carriers/bring/event-cast.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { call, withSimulator } from "#simulator/testing.ts";

test("Bring: a webhook is made once, and our side knows the answers", async () => {
  await withSimulator({}, async (simulator) => {
    const { baseUrl, fields } = simulator.connections.bring ?? {};
    const asked = [{ number: makeNumber({ carrier: "bring", journey: "normal", serial: 1, seed: 7 }) }];
    const push = { url: "https://shop.example/push", secret: "0123456789abcdef0123456789abcdef" };
    const request = registration.request(asked, { id: "c", fields: {}, token: null, push });
    const tell = async (key = fields?.key ?? "") => {
      const answer = await call(`${baseUrl}${request.path}`, {
        method: "POST",
        headers: { ...request.headers, "x-mybring-api-uid": fields?.uid ?? "", "x-mybring-api-key": key },
        body: request.body ?? "",
      });
      return registration.outcomes(answer.json, asked, answer.status)[0];
    };
    const first = await tell();
    assert.equal(first?.kind === "registered" && first.reference, "00000000-0000-4000-8000-000000000001");
    assert.equal((await tell())?.kind, "registered");
    const wrong = await tell("wrong");
    assert.equal(wrong?.kind === "refused" && wrong.why, "unauthorized");
  });
});
