import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freshDatabase } from "#test/database.ts";
import { sharedWakeups } from "./wakeups.ts";

test("a wake-up of one process reaches the others, once for many calls", async () => {
  await using world = await freshDatabase();
  const [here, there] = [sharedWakeups(world.url), sharedWakeups(world.url)];
  const heard: string[] = [];
  there.hear("order", "*", (subject) => heard.push(subject));
  // Until both have their connection, a hint may be lost: that is the contract. Ask until one arrives.
  for (let tries = 0; tries < 100 && heard.length === 0; tries += 1) {
    here.wake("order", "first");
    await sleep(50);
  }
  await sleep(200);
  heard.length = 0;
  for (let call = 0; call < 20; call += 1) here.wake("order", "second");
  for (let tries = 0; tries < 100 && heard.length === 0; tries += 1) await sleep(20);
  assert.deepEqual(heard, ["second"]);
  await Promise.all([here.close(), there.close()]);
});
