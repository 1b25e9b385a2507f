/** The simulator alone: `node simulator/main.ts --port 4602 --speed 600 --data-dir .posthorn`. Prints its addresses and keys. */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { randomToken } from "#platform/ids.ts";
import { startSimulator } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    speed: { type: "string", default: "600" },
    seed: { type: "string", default: "1" },
    "data-dir": { type: "string" },
    "dhl-key": { type: "string", default: randomToken() },
    "ups-client-id": { type: "string", default: randomToken() },
    "ups-client-secret": { type: "string", default: randomToken() },
  },
});
const keys = {
  dhlKey: values["dhl-key"],
  upsClientId: values["ups-client-id"],
  upsClientSecret: values["ups-client-secret"],
};
const simulator = await startSimulator({
  port: Number(values.port),
  speed: Number(values.speed),
  seed: Number(values.seed),
  clock: systemClock,
  keys,
  ...(values["data-dir"] === undefined ? {} : { dataDir: values["data-dir"] }),
  log: (line) => console.log(line),
});
console.log(JSON.stringify({ url: simulator.url, dhl: `${simulator.url}/dhl`, ups: `${simulator.url}/ups`, ...keys }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
