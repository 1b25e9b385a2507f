/** `npm run faults -- crash|take-over|limits [--kills N] [--seconds N] [--seed N]`: the long form of a campaign; prints its figures and its seed. */
import { parseArgs } from "node:util";
import { crashCampaign } from "./crash.ts";
import { limitsCampaign } from "./limits.ts";
import { takeOverCampaign } from "./take-over.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "120" },
    kills: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const [campaign] = positionals;
if (campaign === "crash") {
  const result = await crashCampaign({ kills: Number(values.kills), seed });
  console.log(JSON.stringify(result, null, 2));
  process.exit(
    result.lost + result.doubled + result.duplicateShipments + result.acknowledgedWithoutShipment === 0 ? 0 : 1,
  );
} else if (campaign === "take-over") {
  const result = await takeOverCampaign({ faults: Number(values.kills), seed, parcels: 200 });
  console.log(JSON.stringify({ seed, ...result }, null, 2));
  process.exit(result.notTakenIn + result.notDelivered + result.mailsLost + result.dead === 0 ? 0 : 1);
} else if (campaign === "limits") {
  const result = await limitsCampaign({ seconds: Number(values.seconds), seed, parcelsOfEach: 300 });
  console.log(JSON.stringify({ seed, ...result }, null, 2));
  process.exit(result.carriers.every(({ over }) => over === 0) ? 0 : 1);
} else {
  console.error("Usage: npm run faults -- crash|take-over|limits [--kills 1000] [--seconds 120] [--seed N]");
  process.exit(2);
}
