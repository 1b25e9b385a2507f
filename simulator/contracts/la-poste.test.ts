import assert from "node:assert/strict";
import { test } from "node:test";
import { makeNumber } from "#simulator/contracts.ts";
import { call, withSimulator } from "#simulator/testing.ts";

test("La Poste: several numbers are a list of outcomes under 207, one is an object, eleven are too many", async () => {
  await withSimulator({}, async (simulator) => {
    const { baseUrl, fields } = simulator.connections["la-poste"] ?? {};
    const number = (journey: "normal" | "stays_unknown" | "invalid", serial = 1) =>
      makeNumber({ carrier: "la-poste", journey, serial, seed: 7 });
    const ask = (numbers: readonly string[]) =>
      call(`${baseUrl}/suivi/v2/idships/${numbers.join(",")}?lang=fr_FR`, {
        headers: { "x-okapi-key": fields?.key ?? "" },
      });
    const one = await ask([number("normal")]);
    assert.deepEqual([one.status, one.json.returnCode], [200, 200]);
    const several = await ask([number("normal"), number("stays_unknown"), number("invalid")]);
    assert.equal(several.status, 207);
    const elements = JSON.parse(several.text) as readonly { readonly returnCode: number }[]; // the list above
    assert.deepEqual(
      elements.map(({ returnCode }) => returnCode),
      [200, 404, 400],
    );
    const many = await ask(Array.from({ length: 11 }, (_, serial) => number("normal", serial)));
    assert.equal(many.status, 400);
    assert.equal(simulator.counts()["la-poste"]?.over, 1);
  });
});
