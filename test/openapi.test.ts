/** One document for all folders: what is served as an API is what `/openapi.json` describes. */
import assert from "node:assert/strict";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { createBrandingRoutes } from "#branding/routes.ts";
import { createCatalogueRoutes } from "#catalogue/routes.ts";
import { createCredentials } from "#connections/credential-source.ts";
import { createConnectionsRoutes } from "#connections/routes.ts";
import { createImportRoutes } from "#imports/routes.ts";
import { forecast } from "#intake/forecast.ts";
import { WhatBecame } from "#intake/schema.ts";
import { createReportPageRoutes } from "#integration/report-page-routes.ts";
import { createIntegrationRoutes } from "#integration/routes.ts";
import { loadTemplates } from "#notifications/load-templates.ts";
import { createMessageWebhookRoutes } from "#notifications/merchant-routes.ts";
import { createMessageRoutes } from "#notifications/routes.ts";
import { createSupportRoutes } from "#notifications/support-routes.ts";
import { followByHandWith } from "#orders/follow-by-hand.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { ManualClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { createPushRoutes } from "#polling/routes.ts";
import { createPortalRoutes } from "#portal/routes.ts";
import { createReferenceRoutes } from "#reference/routes.ts";
import { createShipmentRoutes } from "#shipments-api/routes.ts";
import { createReportsRoutes } from "#shopper/reports-routes.ts";
import { createShopperRoutes } from "#shopper/routes.ts";
import { createTicketRoutes } from "#tickets/routes.ts";
import { createWebhookRoutes } from "#webhooks/routes.ts";

const publicBaseUrl = "https://parcels.example";
// Nobody is asked: only the routes are looked at.
const database = openDatabase({ url: "postgres://nobody@127.0.0.1:1/none" });
const common = { database, clock: new ManualClock(), log: silentLog, wakeups: localWakeups(), publicBaseUrl };
const linkSecret = "x".repeat(40);
const vault = createVault({ ...common, masterKeys: [] });
const credentials = createCredentials({ ...common, vault, installed: {} });
const egress = createEgress({ clock: common.clock, log: silentLog, allowLoopback: false });
/** A merchant's calls of other folders stand under the orders' own rules for keys and errors. */
const more = [
  createConnectionsRoutes({
    ...common,
    vault,
    credentials,
    egress,
    wait: async () => {},
    push: { publicBaseUrl, linkSecret },
  }),
  createBrandingRoutes(common),
  createWebhookRoutes({ ...common, vault, egress, linkSecret }),
  createIntegrationRoutes(common),
  createShipmentRoutes({ ...common, linkSecret }),
  createImportRoutes({ ...common, linkSecret, forecast }),
  createMessageWebhookRoutes({ ...common, vault }),
  createReportsRoutes(common),
  createSupportRoutes(common),
  createTicketRoutes({ ...common, linkSecret }),
];
/** Each folder that has routes. */
const plugins = {
  orders: createOrdersRoutes({
    ...common,
    locationForm: "absolute",
    linkSecret,
    whatBecameAnswer: WhatBecame,
    whatBecame: async () => null,
    more,
  }),
  shopper: createShopperRoutes({
    ...common,
    vault,
    linkSecret,
    simulatedCarriers: false,
    vapidPublicKey: "",
    pushHosts: [],
    allowLoopbackPush: false,
    sms: null,
    sendMail: async () => ({ kind: "sent" }),
    followByHand: followByHandWith({ ...common, linkSecret }),
    otherCarriers: { candidates: async () => [], ask: async () => false },
  }),
  notifications: createMessageRoutes({
    ...common,
    linkSecret,
    simulatedCarriers: false,
    mailgunSigningKey: "key",
    twilioAuthToken: "token",
  }),
  polling: createPushRoutes({ ...common, credentials: async () => [], push: { publicBaseUrl, linkSecret } }),
  catalogue: createCatalogueRoutes({ ...common, simulatedCarriers: false }),
  integration: createReportPageRoutes({ ...common, simulatedCarriers: false }),
  portal: createPortalRoutes({
    ...{ ...common, vault, linkSecret, simulatedCarriers: false, templates: loadTemplates(null), settings: [] },
    ask: async () => ({ status: 404, body: undefined }),
    sendMail: async () => {},
  }),
  reference: createReferenceRoutes({ publicBaseUrl, document: () => ({}) }),
};

const server = createHttpServer({ ...common, trustedProxies: [], insecureHttp: true });
const served: string[] = [];
server.addHook("onRoute", ({ method, url }) => {
  for (const one of [method].flat()) served.push(`${one} ${url}`);
});
await registerOpenApi(server, publicBaseUrl);
for (const plugin of Object.values(plugins)) await server.register(plugin);
after(async () => {
  await server.close();
  await egress.close();
  await database.close();
});

test("every folder with routes is looked at here", async () => {
  const root = join(import.meta.dirname, "..");
  const folders = (await Array.fromAsync(glob("src/*/routes.ts", { cwd: root }))).map((file) => file.split("/")[1]);
  assert.deepEqual(
    folders.sort(),
    [...Object.keys(plugins), "connections", "branding", "imports", "webhooks", "shipments-api", "tickets"].sort(),
  );
});

test("E-08 the calls of all folders are the calls of the OpenAPI document, and no page is in it", async () => {
  const { paths, openapi } = (await server.inject({ url: "/openapi.json" })).json();
  assert.equal(openapi, "3.1.0");
  const described = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/{(\w+)}/g, ":$1")}`),
  );
  // Push in is the carriers' own contract, each in its own form; its address is shown with the connection. So are mail and SMS events.
  const calls = served.filter((route) =>
    / \/(?:v1(?!\/(?:push|mail-events|sms-events)\/)|ordermanagement|payments)\//.test(route),
  );
  assert.deepEqual(described.sort(), calls.sort());
  for (const call of ["POST /v1/carriers/identify", "POST /v1/orders", "PUT /v1/connections/:slug"])
    assert.ok(described.includes(call), call);
});

test("the calls of connections and deliveries say what they answer, and with which problems", async () => {
  const { paths } = (await server.inject({ url: "/openapi.json" })).json();
  const one = paths["/v1/connections/{slug}"];
  assert.deepEqual(Object.keys(one.get.responses), ["200", "401", "403", "404"]);
  assert.deepEqual(Object.keys(one.put.responses), ["200", "401", "403", "404", "422", "501"]);
  assert.deepEqual(Object.keys(one.delete.responses), ["204", "401", "403", "404"]);
  const fields = (call: { responses: object }): string => JSON.stringify(call.responses);
  assert.match(fields(one.get), /"push_url".*"push_entered_at"/);
  assert.deepEqual(Object.keys(paths["/v1/orders/{orderId}/messages"].get.responses), ["200", "401", "403", "404"]);
  assert.match(fields(paths["/v1/orders/{orderId}/deliveries"].get), /"history".*"asked_through"/);
});

test("what needs no key says so", async () => {
  const { paths, security } = (await server.inject({ url: "/openapi.json" })).json();
  assert.deepEqual(security, [{ basic: [] }]);
  assert.deepEqual(paths["/v1/carriers"].get.security, []);
  assert.equal(paths["/v1/orders"].post.security, undefined);
});
