#!/usr/bin/env node
/** `npx posthorn …`: hands over to the project's own Node, which runs TypeScript without a build. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const own = join(root, "node_modules", ".bin", "node");
if (!existsSync(own)) {
  // npx installs by itself; a fresh clone that was never started does not.
  const setup = spawnSync(process.execPath, [join(root, "scripts", "setup.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (setup.status !== 0) process.exit(setup.status ?? 1);
}
// Ctrl-C reaches the command, too: it says what it leaves, and only then the shell has its prompt again.
process.on("SIGINT", () => {});
const { status, signal } = spawnSync(
  existsSync(own) ? own : process.execPath,
  ["--disable-proto=throw", join(root, "src", "cli.ts"), ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exit(signal ? 1 : (status ?? 1));
