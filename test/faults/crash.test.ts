/** The short form of the crash campaign, and the mutant that it must catch. `npm run faults -- crash --kills 1000` is the long form. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { crashCampaign } from "./crash.ts";

test("R-01 60 kills -9 under load: nothing acknowledged is lost, nothing is doubled", async (t) => {
  const result = await crashCampaign({ kills: 60, seed: 20_261_124 });
  t.diagnostic(JSON.stringify(result));
  assert.ok(result.acknowledged > 200, `the load was real (${result.acknowledged} acknowledged)`);
  assert.ok(
    Object.values(result.killed).every((times) => times > 0),
    "each kind of process was killed",
  );
  assert.equal(result.lost, 0, "acknowledged and lost");
  assert.equal(result.doubled, 0, "said once, kept twice");
  assert.equal(result.duplicateShipments, 0, "one parcel, two shipments");
  assert.equal(result.acknowledgedWithoutShipment, 0, "acknowledged but not followed");
});

test("R-01 the campaign catches a database that acknowledges before it has written (mutant)", async (t) => {
  // What was acknowledged is lost when a kill comes before the log is written by chance: a campaign that no kill hits is run again.
  let lost = 0;
  for (const seed of [7, 8, 9]) {
    const result = await crashCampaign({ kills: 12, seed, synchronousCommit: "off" });
    t.diagnostic(JSON.stringify(result));
    lost = result.lost;
    if (lost > 0) break;
  }
  assert.ok(lost > 0, "synchronous_commit=off must be seen to lose what was acknowledged");
});
