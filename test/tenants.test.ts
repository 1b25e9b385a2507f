/** Nobody reads or changes what is another merchant's: every call of the API's document, with ids that are somebody's, and the database alone. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { createBrandingRoutes } from "#branding/routes.ts";
import { createCredentials } from "#connections/credential-source.ts";
import { createConnectionsRoutes } from "#connections/routes.ts";
import { createImportRoutes } from "#imports/routes.ts";
import { forecast } from "#intake/forecast.ts";
import { createIntake } from "#intake/jobs.ts";
import { whatBecame } from "#intake/what-became.ts";
import { createIntegrationRoutes } from "#integration/routes.ts";
import { createMessageWebhookRoutes } from "#notifications/merchant-routes.ts";
import { createSupportRoutes } from "#notifications/support-routes.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import type { Scope } from "#platform/merchant-api.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { createShipmentRoutes } from "#shipments-api/routes.ts";
import { createReportsRoutes } from "#shopper/reports-routes.ts";
import { freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";
import { createTicketRoutes } from "#tickets/routes.ts";
import { placeNews } from "#webhooks/place-news.ts";
import { createWebhookRoutes } from "#webhooks/routes.ts";

const fresh = await freshDatabase();
const { database, ownerUrl } = fresh;
const clock = systemClock;
const common = {
  ...{ database, clock, log: silentLog, wakeups: localWakeups(), linkSecret: "x".repeat(40) },
  publicBaseUrl: "https://parcels.example",
};
const egress = createEgress({ clock, log: silentLog });
const vault = createVault({ database, clock, masterKeys: [aMasterKey()] });
const credentials = createCredentials({ ...common, vault, installed: {} });
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(
  createOrdersRoutes({
    ...common,
    locationForm: "absolute",
    limits: { live: 100_000, test: 100_000 },
    whatBecame: (reader, orderId) => whatBecame(database, reader, orderId),
    more: [
      createConnectionsRoutes({ ...common, vault, credentials, egress, wait: async () => {}, push: common }),
      createBrandingRoutes(common),
      createMessageWebhookRoutes({ ...common, vault }),
      createReportsRoutes(common),
      createSupportRoutes(common),
      createImportRoutes({ ...common, forecast }),
      createWebhookRoutes({ ...common, vault, egress }),
      createIntegrationRoutes(common),
      createShipmentRoutes(common),
      createTicketRoutes(common),
    ],
  }),
);
after(async () => {
  await server.close();
  await egress.close();
  await fresh[Symbol.asyncDispose]();
});

const every: readonly Scope[] = ["shipments:write", "read", "webhooks", "admin"];
const aMerchant = () =>
  database.forSystem("test", async (tx) => (await createMerchant(tx, { name: "Shop", clock })).id);
async function aKey(merchantId: string, mode: "live" | "test" = "live", scopes = every) {
  const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode, scopes, clock }));
  return `Basic ${Buffer.from(`:${key.password}`).toString("base64")}`;
}
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}
async function ask(authorization: string | null, { method, url, body }: Asked) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(authorization ? { authorization } : {}),
    ...(payload ? { "content-type": "application/json" } : {}),
  };
  const answer = await server.inject({ method: method as "GET", url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, text: answer.body, captureId: String(answer.headers["capture-id"] ?? "") };
}

const owner = await aMerchant();
const ownKey = await aKey(owner);
const om = "/ordermanagement/v1/orders";
const parcel = { shipping_info: [{ shipping_company: "UPS", tracking_number: "1Z999AA10123456784" }] };
const made = await ask(ownKey, {
  method: "POST",
  url: "/v1/orders",
  body: {
    ...{ purchase_country: "DE", purchase_currency: "EUR", order_amount: 100, merchant_reference1: "LL-1" },
    order_lines: [{ name: "Lamp", quantity: 1 }],
    shipping_address: { email: "ines@example.org", country: "DE" },
  },
});
const orderId: string = JSON.parse(made.text).order_id;
const { captureId } = await ask(ownKey, {
  method: "POST",
  url: `${om}/${orderId}/captures`,
  body: { captured_amount: 50, ...parcel },
});
await ask(ownKey, { method: "POST", url: `${om}/${orderId}/refunds`, body: { refunded_amount: 10 } });
const refundId =
  JSON.parse((await ask(ownKey, { method: "GET", url: `${om}/${orderId}` })).text).refunds[0]?.refund_id ?? newId();
const webhook = await ask(ownKey, { method: "POST", url: "/v1/webhooks", body: { url: "https://shop.example/hooks" } });
const intake = createIntake({ ...common, connectedFor: async () => () => true });
while ((await intake.runOnce()) > 0);
await placeNews({ database, clock });
const shipments = await ask(ownKey, { method: "GET", url: "/v1/shipments" });

/** What stands for an id in the document's paths, by its name and where it stands. */
function idFor(path: string, name: string): string {
  if (path.startsWith("/v1/webhooks")) return JSON.parse(webhook.text).id;
  if (path.startsWith("/v1/shipments")) return JSON.parse(shipments.text).shipments[0].id;
  const ids: Readonly<Record<string, string>> = { orderId, captureId, refundId };
  return ids[name] ?? assert.fail(`${path}: whose id is {${name}}?`);
}
/** Bodies that are taken, so that the id decides. */
const bodies: readonly (readonly [RegExp, unknown])[] = [
  [/shipping-info$/, parcel],
  [/captures$/, { captured_amount: 1 }],
  [/refunds$/, { refunded_amount: 1 }],
  [/authorization$/, { order_amount: 200 }],
  [/merchant-references$/, { merchant_reference1: "X" }],
  [/customer-details$/, { shipping_address: { city: "X" } }],
  [/owner$/, { owner: "Ada" }],
  [/replay$/, { from: "2026-01-01T00:00:00Z" }],
];

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}
const { paths }: Document = (await server.inject({ url: "/openapi.json" })).json();
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
);
/** Calls that name something of the caller's; connections and tokens are names that anybody may use. */
const ofIds = operations.filter(({ path }) => path.includes("{") && !/\{slug\}|\{token\}/.test(path));
const asked = ({ path, method }: (typeof operations)[number], idOf: (name: string) => string): Asked => {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => idOf(name));
  const body =
    method === "GET" || method === "DELETE" ? undefined : (bodies.find(([pattern]) => pattern.test(path))?.[1] ?? {});
  return body === undefined || Object.keys(body as object).length === 0 ? { method, url } : { method, url, body };
};
const strip = (text: string, ids: readonly string[]): string =>
  ids.reduce((left, id) => left.replaceAll(id, "…"), text.replace(/"correlation_id":"[^"]+"/, ""));

test("A-01 the document names enough calls for this to mean something, and the owner's own ids are found", async () => {
  assert.ok(ofIds.length >= 25, `${ofIds.length} calls with an id`);
  for (const operation of ofIds.filter(({ method }) => method === "GET")) {
    const { status } = await ask(
      ownKey,
      asked(operation, (name) => idFor(operation.path, name)),
    );
    assert.equal(status, 200, `${operation.method} ${operation.path}`);
  }
});

for (const [whose, keyOf] of [
  ["another merchant", async () => aKey(await aMerchant())],
  ["the merchant's own test key", () => aKey(owner, "test")],
] as const)
  test(`A-01 ${whose}: an id that is somebody's is answered as one that never was, byte for byte, on every call`, async () => {
    const key = await keyOf();
    for (const operation of ofIds) {
      const unknown = newId();
      const ids: string[] = [unknown];
      const foreign = await ask(
        key,
        asked(operation, (name) => {
          ids.push(idFor(operation.path, name));
          return ids.at(-1) ?? "";
        }),
      );
      const never = await ask(
        key,
        asked(operation, () => unknown),
      );
      const call = `${operation.method} ${operation.path}`;
      assert.equal(foreign.status, 404, `${call}: ${foreign.text}`);
      assert.deepEqual([foreign.status, strip(foreign.text, ids)], [never.status, strip(never.text, ids)], call);
    }
  });

test("A-01 M-03 nobody gets in without a key, and a key without scopes changes and reads nothing of its own", async () => {
  const bare = await aKey(owner, "live", []);
  for (const operation of operations.filter(({ path }) => !/\{slug\}|\{token\}/.test(path))) {
    const call = asked(operation, (name) => idFor(operation.path, name));
    assert.equal((await ask(null, call)).status, 401, `${operation.method} ${operation.path}`);
    const { status } = await ask(bare, call);
    assert.ok(status === 403, `${operation.method} ${operation.path}: ${status}`);
  }
});

test("A-01 with the application's own checks out of the way, row-level security alone hides every table from another merchant", async () => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relkind in ('r', 'p') and a.attname = 'merchant_id' and not a.attisdropped and c.relnamespace = 'public'::regnamespace order by 1",
  );
  await client.end();
  const names = tables.rows.map(({ name }) => name);
  assert.ok(names.length >= 20, names.join(" "));
  const count = (name: string, verb: "select" | "delete") => ({
    name: `test.tenants.${verb}.${name}`,
    text:
      verb === "select" ? `select 1 from ${name} where merchant_id = $1` : `delete from ${name} where merchant_id = $1`,
  });
  const filled: string[] = [];
  const stranger = await aMerchant();
  for (const name of names) {
    const own = await database.forMerchants([owner], (tx) => tx.query(count(name, "select"), [owner]));
    if (own.length > 0) filled.push(name);
    const seen = await database.forMerchants([stranger], (tx) => tx.query(count(name, "select"), [owner]));
    assert.equal(seen.length, 0, name);
    const gone = await database
      .forMerchants([stranger], (tx) => tx.execute(count(name, "delete"), [owner]))
      .catch((error: unknown) =>
        error instanceof Error && /permission denied/.test(error.message) ? 0 : Promise.reject(error),
      );
    assert.equal(gone, 0, name);
  }
  for (const name of [
    "orders",
    "captures",
    "shipping_info",
    "shipments",
    "findings",
    "feed_entries",
    "webhooks",
    "data_keys",
  ])
    assert.ok(filled.includes(name) || name === "orders", `${name} holds something of the owner's`);
});

/** Values that a careless query would widen by, or fall over. */
const odd = [
  "",
  "*",
  "%",
  "_",
  "null",
  "undefined",
  "-1",
  "0",
  "1e9",
  "99999999999999999999",
  "'",
  "' or '1'='1",
  "\\",
  "\u0000",
  "..",
  "a".repeat(3_000),
  "{}",
  "[]",
  "%2e%2e",
  "true",
];

test("A-02 no filter, however odd, shows more than the list without it, or anything of another merchant, and none is a fault of ours", async () => {
  interface Described {
    readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  }
  const stranger = await aMerchant();
  const strangerKey = await aKey(stranger);
  const filtersOf = (path: string) => {
    const { parameters = [] }: Described = paths[path]?.get ?? {};
    return parameters.filter((one) => one.in === "query");
  };
  const lists = operations.filter(({ path, method }) => method === "GET" && filtersOf(path).length > 0);
  assert.ok(lists.length >= 5, lists.map(({ path }) => path).join(" "));
  let looked = 0;
  for (const { path } of lists) {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => idFor(path, name));
    const whole = await ask(ownKey, { method: "GET", url });
    const idsIn = (text: string): string[] => text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    const known = new Set(idsIn(whole.text.replace(/"correlation_id":"[^"]+"/, "")));
    for (const { name } of filtersOf(path))
      for (const value of odd) {
        const encoded = encodeURIComponent(value);
        for (const query of [`${name}=${encoded}`, `${name}=${encoded}&${name}=x`, `${name}[]=${encoded}`]) {
          const own = await ask(ownKey, { method: "GET", url: `${url}?${query}` });
          assert.ok(own.status < 500, `${path}?${query}: ${own.status}`);
          if (own.status === 200)
            for (const id of idsIn(own.text)) assert.ok(known.has(id), `${path}?${query} shows ${id}`);
          const foreign = await ask(strangerKey, { method: "GET", url: `${url}?${query}` });
          assert.ok(foreign.status < 500, `${path}?${query}`);
          if (foreign.status === 200)
            for (const id of idsIn(foreign.text)) assert.ok(!known.has(id), `${path}?${query} shows a stranger ${id}`);
          looked += 1;
        }
      }
  }
  assert.ok(looked > 500, `${looked} filters`);
});

test("M-04 E-13 whoever guesses keys is slowed down by his network, and a right key from there is taken all the same", async () => {
  const from = (remoteAddress: string, authorization: string) =>
    server.inject({ url: "/v1/shipments", headers: { authorization }, remoteAddress });
  const guess = (n: number): string => `Basic ${Buffer.from(`:posthorn_live_api_${n}`).toString("base64")}`;
  const answers = new Map<number, number>();
  for (let n = 0; n < 200; n += 1) {
    const { statusCode, headers } = await from("203.0.113.9", guess(n));
    answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
    if (statusCode === 429) assert.ok(Number(headers["retry-after"]) >= 1);
  }
  assert.deepEqual(
    [...answers],
    [
      [401, 120],
      [429, 80],
    ],
  );
  assert.equal((await from("203.0.113.9", ownKey)).statusCode, 200, "the right one from the same network");
  assert.equal((await from("198.51.100.7", guess(1))).statusCode, 401, "another network");
});
