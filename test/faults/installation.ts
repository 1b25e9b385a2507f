/** An installation as an operator runs it: real processes for the roles, a PostgreSQL that keeps its word, simulated carriers. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import webPush from "web-push";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from "#platform/embedded-postgres.ts";
import { randomToken } from "#platform/ids.ts";
import { migrate } from "#platform/migrate.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "#simulator/server.ts";

const root = join(import.meta.dirname, "../..");

export interface Installation {
  readonly base: string;
  readonly databaseUrl: string;
  readonly authorization: string;
  readonly simulatorUrl: string;
  /** What the simulated carriers counted. */
  counts(): ReturnType<Simulator["counts"]>;
  /** A process of its own for `api` or `worker`. */
  startRole(roles: string): ChildProcess;
  restartDatabase(signal: "SIGKILL"): Promise<void>;
  close(): Promise<void>;
}

export async function install(options: {
  readonly name: string;
  readonly seed: number;
  readonly settings?: readonly string[];
  readonly smtpUrl?: string;
  /** Virtual minutes per real minute of the simulated carriers; at 1 they keep their real limits. */
  readonly speed?: number;
  readonly limits?: SimulatorOptions["limits"];
}): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), `posthorn-${options.name}-`));
  const databasePort = await freePort();
  const startDatabase = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ directory, port: databasePort, settings: options.settings ?? [] });
  let database = await startDatabase();
  const databaseUrl = database.url;
  await migrate(databaseUrl, join(root, "src/migrations"));

  const setUp = openDatabase({ url: databaseUrl });
  const merchant = await setUp.forSystem("campaign set-up", async (tx) => {
    const { id } = await createMerchant(tx, { name: "Crash Test Shop", clock: systemClock });
    return { id, ...(await createApiKey(tx, { merchantId: id, mode: "live", clock: systemClock })) };
  });
  await setUp.close();
  // The installation itself is no part of what may be lost, whatever the settings: it is on the disk before the first kill.
  await withClient(databaseUrl, (client) => client.query("checkpoint"));

  const simulator = await startSimulator({
    port: 0,
    clock: systemClock,
    seed: options.seed,
    speed: options.speed ?? 3_600,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const port = await freePort();
  const vapid = webPush.generateVAPIDKeys();
  const environment = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: String(port),
    POSTHORN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    POSTHORN_LINK_SECRET: randomToken(32),
    POSTHORN_SMTP_URL: options.smtpUrl ?? "smtp://127.0.0.1:9",
    POSTHORN_MAIL_FROM: "Parcels <parcels@example.org>",
    POSTHORN_VAPID_PUBLIC_KEY: vapid.publicKey,
    POSTHORN_VAPID_PRIVATE_KEY: vapid.privateKey,
    POSTHORN_LOG_LEVEL: "fatal",
    ...carrierSettings(simulator.connections),
  };
  return {
    base: `http://127.0.0.1:${port}`,
    databaseUrl,
    authorization: `Basic ${Buffer.from(`${merchant.username}:${merchant.password}`).toString("base64")}`,
    simulatorUrl: simulator.url,
    counts: () => simulator.counts(),
    startRole: (roles) =>
      spawn(
        process.execPath,
        [join(root, "src/main.ts"), "serve", "--roles", roles, "--insecure-http", "--allow-unsafe-durability"],
        { env: environment, stdio: ["ignore", "ignore", process.env.POSTHORN_CRASH_VERBOSE ? "inherit" : "ignore"] },
      ),
    async restartDatabase(signal) {
      process.kill(database.pid, signal);
      await database.ended;
      database = await startDatabase();
    },
    async close() {
      await simulator.close();
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** As an operator writes them into the environment. */
function carrierSettings(connections: Simulator["connections"]): Record<string, string> {
  const settings = Object.entries(connections).flatMap(([slug, { fields, baseUrl }]) => {
    const prefix = `POSTHORN_CARRIER_${slug.replaceAll("-", "_").toUpperCase()}`;
    const named = Object.entries({ ...fields, base_url: baseUrl });
    return [[prefix, "on"], ...named.map(([field, value]) => [`${prefix}_${field.toUpperCase()}`, value])];
  });
  return Object.fromEntries(settings);
}

/** A connection of one's own, tried again while the database is away. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      return await use(client);
    } catch (cause) {
      if (tries > 100) throw cause;
      await sleep(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
