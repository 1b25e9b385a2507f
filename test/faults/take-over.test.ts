/** The short form of the take-over campaign. `npm run faults -- take-over --kills 100` is the long form. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { takeOverCampaign } from "./take-over.ts";

test("R-05 R-07 workers killed and stood still: their work is taken over, nothing is lost, a mail comes twice at most once per fault", async (t) => {
  const result = await takeOverCampaign({ faults: 12, seed: 5, parcels: 24 });
  t.diagnostic(JSON.stringify(result));
  assert.ok(result.held >= 12, "there was something to take over");
  assert.ok(Number.isFinite(result.takeOverMs.p99), "every piece was taken over");
  assert.equal(result.parcels, 24);
  assert.deepEqual([result.notTakenIn, result.notDelivered, result.mailsLost, result.dead], [0, 0, 0, 0]);
  assert.ok(result.mails >= 24, "every shopper was told");
  assert.ok(result.mailsRepeated <= result.faults, `${result.mailsRepeated} repeated`);
});
