/** The simulator by itself: `node simulator/main.ts --port 4602 --speed 360`. Prints its address and its keys. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { startSimulator } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    speed: { type: "string", default: "360" },
    seed: { type: "string", default: "1" },
  },
});
const secret = (): string => randomBytes(18).toString("base64url");
const keys = { dhlKey: secret(), upsClientId: secret(), upsClientSecret: secret() };
const simulator = await startSimulator({
  port: Number(values.port),
  clock: systemClock,
  seed: Number(values.seed),
  speed: Number(values.speed),
  keys,
});
console.log(JSON.stringify({ url: simulator.url, ...keys }));
