/** The benchmarks still run: each once, shortened to a moment, with nothing asked of its figures but that they are there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { measureAccept } from "./accept.ts";
import { measureIdentify } from "./identify.ts";
import { measurePage } from "./page.ts";
import { measureReach } from "./reach.ts";
import { measureRead } from "./read.ts";
import { type Line, ratePerSecond } from "./table.ts";

const short = { rounds: 1, seconds: 0.2, warmUpSeconds: 0.05 };

const benches: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
  accept: () => measureAccept({ ...short, few: 4, many: 8, merchants: 8, orders: 100 }),
  page: async () => {
    const { sizes, rates } = await measurePage({ ...short, callers: 2, parcels: 16 });
    return [...sizes, ...rates];
  },
  reach: () => measureReach({ parcels: 12, perSecond: 40, warmUp: 2 }),
  read: () => measureRead(0.1),
  identify: () => measureIdentify(0.1),
};

for (const [name, measure] of Object.entries(benches)) {
  test(`the benchmark "${name}" runs and every line has its figure`, async () => {
    const lines = await measure();
    assert.ok(lines.length > 2);
    for (const { what, figure, against } of lines) {
      assert.ok(Number.isFinite(figure) && figure > 0, `${what}: ${figure}`);
      assert.ok(against === undefined || against.figure > 0, `${what}: beside ${against?.what}`);
    }
  });
}

test("a wrong answer ends a measurement", async () => {
  const wrong = ratePerSecond(async (serial) => assert.notEqual(serial, 3), 2, 60);
  await assert.rejects(wrong, assert.AssertionError);
});
