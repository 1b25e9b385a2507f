/** The whole world in one process: database, simulator, mail server, application. A journey acts as merchant and shopper, and waits for what they would see. */
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import webPush from "web-push";
import { type App, startApp } from "#app.ts";
import { connectionBySlug } from "#carriers/connections.ts";
import { pushAddressOf } from "#carriers/push-address.ts";
import { startMailCatcher } from "#demo/mail-catcher.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { systemClock } from "#platform/clock.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { newId, randomToken } from "#platform/ids.ts";
import { type Log, silentLog } from "#platform/log.ts";
import type { MasterKey } from "#platform/vault.ts";
import { type Connection, startSimulator } from "#simulator/server.ts";
import { freshDatabase } from "#test/database.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

export interface World {
  readonly base: string;
  readonly app: App;
  readonly databaseUrl: string;
  readonly merchantId: string;
  readonly vapidPublicKey: string;
  readonly simulator: Awaited<ReturnType<typeof startSimulator>>;
  readonly catcher: Awaited<ReturnType<typeof startMailCatcher>>;
  merchant(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  /** A new order; `trackingUrl` is the shopper's link. */
  order(fields?: Record<string, unknown>): Promise<{ id: string; trackingUrl: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Connections = Readonly<Record<string, Connection>>;

const ownConnections = (simulated: Connections, aggregators: readonly string[]): Connections =>
  Object.fromEntries(
    Object.entries(simulated).filter(
      ([slug]) => connectionBySlug(slug)?.kind !== "aggregator" || aggregators.includes(slug),
    ),
  );

/** As an operator enters one secret at the carrier and here: each credential gets its own. */
const withPushSecrets = (connections: Connections, pushing: readonly string[]): Connections =>
  Object.fromEntries(
    Object.entries(connections).map(([slug, connection]) => {
      if (!pushing.includes(slug)) return [slug, connection] as const;
      return [slug, { ...connection, fields: { ...connection.fields, push_secret: randomToken(24) } }] as const;
    }),
  );

/**
 * @param speed how much faster than life parcels move
 * @param lookSpeed how much more often than in life we ask; default: as fast as parcels move
 * @param isConnected whether the environment connects every simulated carrier for the whole installation; no aggregator, for it would
 * leave no carrier without a connection
 * @param aggregators those that are connected all the same
 * @param pushing carriers that push to us
 * @param mode of the merchant's key
 * @param log where the application's lines go
 */
export async function startWorld({
  speed = 20_000,
  lookSpeed = speed,
  masterKeys = [],
  isConnected = true,
  aggregators = [],
  pushing = [],
  mode = "live",
  log = silentLog,
}: {
  readonly mode?: "live" | "test";
  readonly speed?: number;
  readonly lookSpeed?: number;
  readonly masterKeys?: readonly MasterKey[];
  readonly isConnected?: boolean;
  readonly aggregators?: readonly string[];
  readonly pushing?: readonly string[];
  readonly log?: Log;
} = {}): Promise<World> {
  const fresh = await freshDatabase();
  const merchant = await fresh.database.forSystem("test set-up", async (tx) => {
    const { id } = await createMerchant(tx, { name: "Lantern & Loom", clock: systemClock });
    return { id, ...(await createApiKey(tx, { merchantId: id, mode, clock: systemClock })) };
  });
  const simulator = await startSimulator({ port: 0, clock: systemClock, seed: 1, speed });
  const catcher = await startMailCatcher({ smtpPort: 0, clock: systemClock });
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const vapid = webPush.generateVAPIDKeys();
  const linkSecret = randomToken(32);
  const carriers = isConnected ? withPushSecrets(ownConnections(simulator.connections, aggregators), pushing) : {};
  for (const slug of pushing) {
    const credential = carriers[slug];
    if (credential === undefined) throw new RangeError(`${slug} cannot push: it is not connected.`);
    simulator.setPush(slug, pushAddressOf(slug, credential, { publicBaseUrl: base, linkSecret }));
  }
  const app = await startApp({
    roles: ["api", "worker"],
    databaseUrl: fresh.url,
    host: "127.0.0.1",
    port,
    publicBaseUrl: base,
    linkSecret,
    masterKeys,
    smtpUrl: catcher.smtpUrl,
    mailFrom: "Posthorn <parcels@example.org>",
    vapid: { ...vapid, subject: base },
    pushHosts: [],
    carriers,
    trustedProxies: [],
    insecureHttp: true,
    allowUnsafeDurability: true,
    locationForm: "absolute",
    clock: systemClock,
    log,
    simulatedCarriers: true,
    speed: lookSpeed,
    quietHours: false,
    allowLoopbackEgress: true,
  });
  const authorization = `Basic ${Buffer.from(`${merchant.username}:${merchant.password}`).toString("base64")}`;
  const call = async (method: string, url: string, headers: Record<string, string>, body?: string): Promise<Answer> => {
    const answer = await request(url, { method: method as "GET", headers, body: body ?? null });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const asMerchant: World["merchant"] = (method, path, body, headers = {}) =>
    call(
      method,
      base + path,
      { authorization, "content-type": "application/json", ...headers },
      body === undefined ? undefined : JSON.stringify(body),
    );
  return {
    base,
    app,
    databaseUrl: fresh.url,
    merchantId: merchant.id,
    vapidPublicKey: vapid.publicKey,
    simulator,
    catcher,
    merchant: asMerchant,
    get: (url, headers = {}) => call("GET", url.startsWith("http") ? url : base + url, headers),
    async order(fields = {}) {
      const answer = await asMerchant("POST", "/v1/orders", { ...anOrder(), ...fields });
      if (answer.status >= 300) throw new Error(`The order was refused: ${answer.status} ${answer.text}`);
      const { order_id: id, tracking_url: trackingUrl } = JSON.parse(answer.text) as {
        order_id: string;
        tracking_url: string;
      };
      return { id, trackingUrl };
    },
    async [Symbol.asyncDispose]() {
      await app.stop();
      await catcher.close();
      await simulator.close();
      await fresh[Symbol.asyncDispose]();
    },
  };
}

/** Asks until the answer satisfies, as a person who reloads a page. Throws with the last answer when it never does. */
export async function until<T>(
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  what: string,
  patienceMs = 60_000,
): Promise<T> {
  let last: T | undefined;
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(100)) {
    last = await ask();
    if (satisfied(last)) return last;
  }
  throw new Error(`Waited in vain for ${what}. Last seen: ${JSON.stringify(last)?.slice(0, 2_000)}`);
}

export function anOrder(): Record<string, unknown> {
  return {
    purchase_country: "DE",
    purchase_currency: "EUR",
    locale: "en-GB",
    order_amount: 4_900,
    merchant_reference1: `LL-${newId().slice(0, 8)}`,
    order_lines: [{ type: "physical", name: "Reading lamp", quantity: 1, unit_price: 4_900, total_amount: 4_900 }],
    shipping_address: {
      given_name: "Ines",
      family_name: "Vogelsang",
      email: "ines@example.org",
      street_address: "Lindenweg 12",
      postal_code: "10115",
      city: "Berlin",
      country: "DE",
    },
  };
}
