/** `npm start`: the whole product on this machine, with simulated carriers, a mail page and a dozen orders that move while you watch. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import Fastify from "fastify";
import webPush from "web-push";
import { printLink } from "#accounts/sessions.ts";
import { letIn } from "#accounts/team.ts";
import { startApp } from "#app.ts";
import { pushAddressOf } from "#carriers/push-address.ts";
import { knownPushHosts } from "#config.ts";
import { createMailPages, startMailCatcher } from "#demo/mail-catcher.ts";
import { playDemo, seedDemo } from "#demo/seed.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { listShops } from "#orders/store.ts";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { freePort, startEmbeddedPostgres } from "#platform/embedded-postgres.ts";
import { randomToken } from "#platform/ids.ts";
import { createLog, type Log } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { type MasterKey, masterKeyOf } from "#platform/vault.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";

/** One hour of a parcel's life passes in this many seconds of yours: 3,600 / speed. */
const speed = 360;

/** All random, made at the first start and kept, so that links and keys survive the next. */
interface Installation {
  readonly linkSecret: string;
  readonly masterKey: string;
  readonly vapid: { readonly publicKey: string; readonly privateKey: string };
  readonly shops: readonly { readonly name: string; readonly username: string; readonly password: string }[];
  readonly shopperEmail: string;
  readonly ports: { readonly api: number; readonly mail: number; readonly simulator: number };
  readonly seed: number;
}

export async function startDemo(options: { readonly directory: string }): Promise<{ log: Log; stop(): Promise<void> }> {
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  say("Starting the database …");
  const postgres = await startEmbeddedPostgres({ directory: join(directory, "postgres") });
  const closers: (() => Promise<void>)[] = [() => postgres.stop()];
  const log = createLog({ level: "warn" });
  try {
    await migrate(postgres.url, join(import.meta.dirname, "../migrations"));
    const installation = await readInstallation(directory, postgres.url);
    const ports = await freePorts(installation.ports);

    const simulator = await startSimulator({
      port: ports.simulator,
      clock: systemClock,
      seed: installation.seed,
      speed,
      dataDir: directory,
    });
    closers.unshift(() => simulator.close());
    const catcher = await startMailCatcher({ smtpPort: 0, clock: systemClock });
    const mailPages = Fastify();
    await mailPages.register(createMailPages({ catcher }));
    await mailPages.listen({ host: "127.0.0.1", port: ports.mail });
    closers.unshift(async () => {
      await mailPages.close();
      await catcher.close();
    });

    const baseUrl = `http://127.0.0.1:${ports.api}`;
    const carriers = withPush(simulator, { publicBaseUrl: baseUrl, linkSecret: installation.linkSecret });
    const app = await startApp({
      roles: ["api", "worker"],
      databaseUrl: postgres.url,
      host: "127.0.0.1",
      port: ports.api,
      publicBaseUrl: baseUrl,
      linkSecret: installation.linkSecret,
      masterKeys: [ownMasterKey(installation)],
      smtpUrl: catcher.smtpUrl,
      mailFrom: "Posthorn demo <parcels@example.org>",
      vapid: { ...installation.vapid, subject: "mailto:parcels@example.org" },
      pushHosts: knownPushHosts,
      carriers,
      trustedProxies: [],
      insecureHttp: true,
      allowUnsafeDurability: false,
      locationForm: "absolute",
      clock: systemClock,
      log,
      simulatedCarriers: true,
      speed,
      quietHours: false,
      allowLoopbackEgress: true,
    });
    closers.unshift(() => app.stop());

    const seeded = await seedDemo({
      apiBase: baseUrl,
      shops: installation.shops,
      shopperEmail: installation.shopperEmail,
      seed: installation.seed,
      stateFile: join(directory, "demo-orders.json"),
    });
    const play = playDemo(seeded);
    closers.unshift(async () => play.stop());

    const [shop] = installation.shops;
    const mailUrl = `http://127.0.0.1:${ports.mail}/`;
    const portalUrl = await openPortal(postgres.url, baseUrl);
    await writePrivate(join(directory, "demo.json"), {
      base_url: baseUrl,
      api_username: shop?.username,
      api_password: shop?.password,
      shopper_email: installation.shopperEmail,
      tracking_url: seeded.trackingUrl,
      portal_url: portalUrl,
      mail_url: mailUrl,
      simulator_url: simulator.url,
    });
    welcome({
      baseUrl,
      username: shop?.username ?? "",
      password: shop?.password ?? "",
      shopperEmail: installation.shopperEmail,
      trackingUrl: seeded.trackingUrl,
      portalUrl,
      mailUrl,
      simulatorUrl: simulator.url,
      orderId: seeded.orderId,
      number: makeNumber({
        carrier: "dhl",
        journey: "normal",
        serial: 900_000 + (Math.floor(systemClock.now().getTime() / 1_000) % 90_000),
        seed: installation.seed,
      }),
    });
  } catch (error) {
    for (const close of closers) await close().catch(() => {});
    throw error;
  }
  return {
    log,
    async stop() {
      say("\nStopping …");
      for (const close of closers) await close();
      say("Stopped. `npm start` continues where this ended.");
    },
  };
}

/** Somebody who owns both shops and runs the installation, and a link that lets them in once. */
async function openPortal(databaseUrl: string, publicBaseUrl: string): Promise<string> {
  const database = openDatabase({ url: databaseUrl, connectionsMax: 1 });
  try {
    const deps = { database, clock: systemClock, publicBaseUrl };
    const shops = await database.forSystem("the demo's shops", (tx) => listShops(tx));
    const you = { email: "you@example.org", isOperator: true };
    let personId = await letIn(deps, "npm start", { ...you, shop: null });
    for (const { id } of shops)
      personId = await letIn(deps, "npm start", { ...you, shop: { merchantId: id, role: "owner" } });
    return await printLink(deps, personId);
  } finally {
    await database.close();
  }
}

/** UPS pushes its news, as where an operator has entered our address in its developer portal; the other carriers are only asked. */
function withPush(
  { connections, setPush }: Simulator,
  settings: Parameters<typeof pushAddressOf>[2],
): Simulator["connections"] {
  const { ups } = connections;
  if (ups === undefined) return connections;
  const credential = { ...ups, fields: { ...ups.fields, push_secret: randomToken(24) } };
  setPush("ups", pushAddressOf("ups", credential, settings));
  return { ...connections, ups: credential };
}

async function readInstallation(directory: string, databaseUrl: string): Promise<Installation> {
  const file = join(directory, "installation.json");
  try {
    const kept = JSON.parse(await readFile(file, "utf8")) as Installation; // we wrote it ourselves, below
    if (kept.masterKey !== undefined) return kept;
    const completed = { ...kept, masterKey: newMasterKey() }; // from before there were master keys
    await writePrivate(file, completed);
    return completed;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause; // readFile throws system errors only; broken JSON has no code
  }
  const database = openDatabase({ url: databaseUrl });
  const shops: Installation["shops"][number][] = [];
  for (const name of ["Lantern & Loom", "Nordkiste"]) {
    const key = await database.forSystem("demo shops", async (tx) => {
      const { id } = await createMerchant(tx, {
        name,
        supportEmail: `help@${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.example`,
        clock: systemClock,
      });
      return createApiKey(tx, {
        merchantId: id,
        mode: "live",
        scopes: ["shipments:write", "read", "admin"],
        clock: systemClock,
      });
    });
    shops.push({ name, ...key });
  }
  await database.close();
  const installation: Installation = {
    linkSecret: randomToken(32),
    masterKey: newMasterKey(),
    vapid: webPush.generateVAPIDKeys(),
    shops,
    shopperEmail: `shopper-${randomToken(3)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, "")}@example.org`,
    ports: { api: 4_600, mail: 4_601, simulator: 4_602 },
    seed: Math.floor(systemClock.now().getTime() / 1_000) % 100_000,
  };
  await writePrivate(file, installation);
  return installation;
}

const newMasterKey = (): string => randomToken(32);

function ownMasterKey({ masterKey }: Installation): MasterKey {
  const key = masterKeyOf(masterKey);
  if (typeof key === "string") throw new Error(`The master key in installation.json ${key}`);
  return key;
}

async function writePrivate(file: string, content: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

/** The usual port where it is free, so that addresses stay the same from start to start; any other where it is not. */
async function freePorts(wanted: Installation["ports"]): Promise<Installation["ports"]> {
  const free = async (port: number): Promise<number> => ((await isFree(port)) ? port : freePort());
  return { api: await free(wanted.api), mail: await free(wanted.mail), simulator: await free(wanted.simulator) };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

interface Welcome {
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly shopperEmail: string;
  readonly trackingUrl: string;
  readonly portalUrl: string;
  readonly mailUrl: string;
  readonly simulatorUrl: string;
  readonly orderId: string;
  readonly number: string;
}

function welcome(at: Welcome): void {
  say(`
Posthorn is running. Parcels are moving; an hour of theirs takes ${3_600 / speed} seconds.

  A shopper's order   ${at.trackingUrl}
  All deliveries      ${at.baseUrl}/deliveries   (sign in as ${at.shopperEmail}; the code arrives on the mail page)
  The shop's portal   ${at.portalUrl}   (opens once, within an hour; a new one: npm start again)
  Mails               ${at.mailUrl}
  Simulated carriers  ${at.simulatorUrl}
  API                 ${at.baseUrl}   (user ${at.username}, password in .posthorn/demo.json)

Send a parcel of your own, and watch it appear in the order above:

  curl -i -u '${at.username}:${at.password}' -H 'Content-Type: application/json' \\
    -d '{"shipping_info":[{"shipping_company":"Deutsche Post DHL","tracking_number":"${at.number}"}]}' \\
    ${at.baseUrl}/ordermanagement/v1/orders/${at.orderId}/shipping-info

Ctrl-C stops everything; the next start continues.`);
}

function say(text: string): void {
  console.log(text);
}
