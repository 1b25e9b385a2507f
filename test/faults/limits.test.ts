/** The short form of the limits campaign, and the mutant that it must catch. `npm run faults -- limits --seconds 120` is the long form. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isExpected, limitsCampaign } from "./limits.ts";

test("R-08 three workers and many times more parcels than any carrier allows: no carrier counts a call too many, also after a restart", async (t) => {
  const seconds = 20;
  const result = await limitsCampaign({ seconds, seed: 3, parcelsOfEach: 20 });
  t.diagnostic(JSON.stringify(result));
  for (const { carrier, calls, over } of result.carriers) {
    assert.ok(calls > 0 || !isExpected(carrier, seconds), `${carrier} was asked`);
    assert.equal(over, 0, `${carrier}: ${over} of ${calls} calls over its limits`);
  }
});

test("R-08 the campaign catches a carrier that allows less than our folder says (mutant)", async (t) => {
  const result = await limitsCampaign({ seconds: 12, seed: 3, parcelsOfEach: 20, strictness: 3 });
  t.diagnostic(JSON.stringify(result));
  assert.ok(
    result.carriers.some(({ over }) => over > 0),
    "asking three times as fast as is allowed must be counted",
  );
});
