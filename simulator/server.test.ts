import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeNumber } from "./contracts.ts";
import { type Answer, askDhl, call, withSimulator } from "./testing.ts";

const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 7 });

test("R-08 several limits hold at once, each in any stretch of its time", async () => {
  const windows = [
    { calls: 2, seconds: 1 },
    { calls: 5, seconds: 86_400 },
  ];
  await withSimulator({ limits: { dhl: { windows, concurrent: 8 } } }, async (simulator, clock) => {
    const statuses: number[] = [];
    for (let second = 0; second < 3; second += 1) {
      for (let n = 0; n < 2; n += 1) statuses.push((await askDhl(simulator, number)).status);
      clock.advance(1_001);
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429], "the sixth is over the day's limit");
    clock.advance(86_400_000);
    for (let n = 0; n < 3; n += 1) statuses.push((await askDhl(simulator, number)).status);
    assert.deepEqual(statuses.slice(6), [200, 200, 429], "the third within a second is over the limit");
    const counted = simulator.counts().dhl;
    assert.deepEqual({ calls: counted?.calls, over: counted?.over }, { calls: 9, over: 2 });
  });
});

test("R-08 at the speed of life a carrier's real limits hold", async () => {
  await withSimulator({ speed: 1 }, async (simulator, clock) => {
    assert.equal((await askDhl(simulator, number)).status, 200);
    clock.advance(4_999);
    assert.equal((await askDhl(simulator, number)).status, 429);
    clock.advance(5_000);
    assert.equal((await askDhl(simulator, number)).status, 200);
  });
});

test("a second start continues the journeys where they were", async () => {
  const directory = await mkdtemp(join(tmpdir(), "simulator-"));
  try {
    let before = "";
    await withSimulator({ dataDir: directory }, async (simulator) => {
      await askDhl(simulator, number);
      assert.equal(simulator.advance(12 * 60, number), 1);
      before = (await askDhl(simulator, number)).text;
    });
    assert.match(before, /"status":"EE"/);
    await withSimulator({ dataDir: directory }, async (simulator) => {
      assert.equal((await askDhl(simulator, number)).text, before);
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("the control takes JSON only, sets faults of one carrier or all, and lets time pass; the page shows numbers", async () => {
  await withSimulator({}, async (simulator) => {
    const control = (body: object, type = "application/json"): Promise<Answer> =>
      call(`${simulator.url}/control`, {
        method: "POST",
        headers: { "content-type": type },
        body: JSON.stringify(body),
      });
    const status = async (): Promise<number> => (await askDhl(simulator, number)).status;
    assert.equal((await control({ carrier: "dhl", fault: "down" }, "text/plain")).status, 403);
    assert.equal((await control({ carrier: "nobody", fault: "down" })).status, 400);
    assert.equal((await control({ carrier: "ups", fault: "down" })).status, 200);
    assert.equal(await status(), 200);
    assert.equal((await control({ carrier: "dhl", fault: "down" })).status, 200);
    assert.equal(await status(), 503);
    await control({ fault: "none" });
    assert.equal(await status(), 200);
    await control({ advance_minutes: 600, number });
    await control({ carrier: "dhl", number: "<any>", journey: "lost" });
    const { text } = await call(simulator.url);
    assert.match(text, new RegExp(number));
    assert.match(text, /&lt;ANY&gt;/);
    assert.ok(!text.includes("undefined"));
  });
});

test("a slow carrier's waiting callers do not keep the simulator from closing", async () => {
  await withSimulator({ slowMs: 3_600_000 }, async (simulator) => {
    simulator.setFault("dhl", "slow");
    const waiting = askDhl(simulator, number).then(
      () => "answered",
      () => "cut off",
    );
    while (simulator.counts().dhl?.calls === 0) await new Promise((done) => setImmediate(done));
    await simulator.close();
    assert.match(await waiting, /answered|cut off/);
  });
});

test("no credential is guessable: what is not given is random, and what is given holds", async () => {
  const credentials = { dhl: { key: "given" } };
  await withSimulator({ credentials }, async ({ connections }) => {
    assert.equal(connections.dhl?.fields.key, "given");
    assert.ok((connections.ups?.fields.client_secret ?? "").length >= 24);
  });
});
