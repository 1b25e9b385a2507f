/**
 * `npm test`: types, lint, then every test, against one PostgreSQL that this run starts and ends.
 * `npm test -- src/orders` runs the tests below that path only. The carriers' readers need nothing but a core, and run beside the rest;
 * destructive tests run in a second, isolated pass.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { startTestServer } from "#test/database.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules/.bin", name);
const wanted = process.argv.slice(2);
const running = new Set<ChildProcess>();

if (wanted.length === 0) {
  await step("Types", bin("tsc"), ["--noEmit", "-p", root]);
  await step("Lint and format", bin("biome"), ["check", "--error-on-warnings", root]);
}

const files = (await Array.fromAsync(glob(["{src,simulator,test,bench}/**/*.test.ts"], { cwd: root }))).sort();
const chosen =
  wanted.length === 0
    ? files
    : files.filter((file) => wanted.some((path) => file.startsWith(path.replace(/^\.\//, ""))));
if (chosen.length === 0) {
  console.error(`No test file below ${wanted.join(", ")}.`);
  process.exit(1);
}
/** Pure functions on recorded answers, and a sixth of the whole time. */
const isReader = (file: string): boolean => file.startsWith("src/carriers/");
/** These end processes, or start whole programs: they get a process each. */
const isDestructive = (file: string): boolean => file.startsWith("test/faults/") || file.startsWith("test/whole/");

const server = await startTestServer();
// Ctrl-C or a supervisor's end: PostgreSQL is a process group of its own and would outlive this run.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, async () => {
    for (const child of running) child.kill("SIGTERM");
    await server.stop();
    process.exit(130);
  });
let failed = 0;
try {
  const environment = { ...process.env, POSTHORN_TEST_DATABASE: server.url, NODE_ENV: "test" };
  const isolated = chosen.filter(isDestructive);
  const shared = [chosen.filter(isReader), chosen.filter((file) => !isReader(file) && !isDestructive(file))];
  const codes = await Promise.all(
    shared
      .filter((files) => files.length > 0)
      .map((files) => run(["--test", "--test-isolation=none", "--test-timeout=120000", ...files], environment)),
  );
  failed += codes.reduce((sum, code) => sum + code, 0);
  if (isolated.length > 0)
    failed += await run(["--test", "--test-concurrency=1", "--test-timeout=600000", ...isolated], environment);
} finally {
  await server.stop();
}
process.exit(failed === 0 ? 0 : 1);

async function step(name: string, command: string, args: readonly string[]): Promise<void> {
  console.error(`\n${name} …`);
  if ((await run0(command, args, process.env)) !== 0) {
    console.error(`\n${name}: failed.`);
    process.exit(1);
  }
}

function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return run0(process.execPath, args, environment);
}

function run0(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    running.add(child);
    child.once("error", fail);
    child.once("exit", (code) => {
      running.delete(child);
      done(code ?? 1);
    });
  });
}
