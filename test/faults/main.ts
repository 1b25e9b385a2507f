/** `npm run faults -- crash [--kills 1000] [--seed N]`: the long form of a campaign; prints its figures and its seed. */
import { parseArgs } from "node:util";
import { crashCampaign } from "./crash.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
if (positionals[0] !== "crash") {
  console.error("Usage: npm run faults -- crash [--kills 1000] [--seed N]");
  process.exit(2);
}
const result = await crashCampaign({ kills: Number(values.kills), seed: Number(values.seed) });
console.log(JSON.stringify(result, null, 2));
process.exit(
  result.lost + result.doubled + result.duplicateShipments + result.acknowledgedWithoutShipment === 0 ? 0 : 1,
);
