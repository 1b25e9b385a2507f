/**
 * The simulator alone: `node simulator/main.ts --port 4602 --speed 600 --data-dir .posthorn --credential dhl.key=secret`.
 * Prints its address and how each carrier is asked.
 */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { startSimulator } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    speed: { type: "string", default: "600" },
    seed: { type: "string", default: "1" },
    "data-dir": { type: "string" },
    credential: { type: "string", multiple: true, default: [] },
  },
});
const credentials: Record<string, Record<string, string>> = {};
for (const said of values.credential) {
  const {
    slug = "",
    field = "",
    value = "",
  } = /^(?<slug>[^.]+)\.(?<field>[^=]+)=(?<value>.*)$/.exec(said)?.groups ?? {};
  if (slug === "") throw new Error(`--credential wants carrier.field=value, not ${said}`);
  (credentials[slug] ??= {})[field] = value;
}
const simulator = await startSimulator({
  port: Number(values.port),
  speed: Number(values.speed),
  seed: Number(values.seed),
  clock: systemClock,
  credentials,
  ...(values["data-dir"] === undefined ? {} : { dataDir: values["data-dir"] }),
  log: (line) => console.log(line),
});
console.log(JSON.stringify({ url: simulator.url, connections: simulator.connections }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
