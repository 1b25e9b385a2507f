import assert from "node:assert/strict";
import { test } from "node:test";
import { makeNumber } from "#simulator/contracts.ts";
import { call, withSimulator } from "#simulator/testing.ts";

test("Correos: anybody hears the events, a login opens more, a wrong one is an error inside 200", async () => {
  await withSimulator({}, async (simulator, clock) => {
    const { baseUrl, fields } = simulator.connections.correos ?? {};
    const number = makeNumber({ carrier: "correos", journey: "normal", serial: 1, seed: 7, headStart: 5 });
    const ask = async (service: string, password?: string) => {
      // One call a second is all that is allowed.
      clock.advance(1_001);
      const login = Buffer.from(`${fields?.user}:${password}`).toString("base64");
      const headers = password === undefined ? {} : { authorization: `Basic ${login}` };
      const answer = await call(`${baseUrl}/canonico/${service}/${number}?codIdioma=ES&indUltEvento=N`, { headers });
      assert.equal(answer.status, 200);
      return answer.text;
    };
    assert.doesNotMatch(await ask("eventos_envio_servicio"), /fec_calculada/);
    assert.match(await ask("eventos_envio_servicio_auth", fields?.password), /fec_calculada/);
    assert.match(await ask("eventos_envio_servicio_auth", "wrong"), /"codError":"401"/);
    assert.match(await ask("eventos_envio_servicio_auth"), /"codError":"401"/);
  });
});
