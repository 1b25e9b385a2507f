/** What shoppers reported, as the merchant's program reads it: its own orders, in its key's mode. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { mailAfter, startShopper } from "#test/shopper.ts";
import { createReportsRoutes } from "./reports-routes.ts";

const world = await startShopper();
const { database } = world.fresh;
const { clock } = world;
const publicBaseUrl = "https://parcels.example";
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, publicBaseUrl);
await server.register(
  createOrdersRoutes({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    publicBaseUrl,
    linkSecret: "x".repeat(40),
    locationForm: "absolute",
    whatBecame: async () => null,
    more: [createReportsRoutes({ database })],
  }),
);
after(async () => {
  await server.close();
  await world[Symbol.asyncDispose]();
});

async function keyOf(merchantId: string, mode: "live" | "test" = "live") {
  const scopes = ["read"] as const;
  const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode, scopes, clock }));
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  return async (orderId: string) => {
    const answer = await server.inject({ url: `/v1/orders/${orderId}/reports`, headers: { authorization } });
    return { status: answer.statusCode, body: answer.json() };
  };
}

test("a merchant reads what was reported of its orders, oldest first, and whether it was mailed", async () => {
  const order = await world.addOrder({ reference: "REP-1" });
  const ask = await keyOf(world.merchantId);
  assert.deepEqual((await ask(order.id)).body, { order_id: order.id, reports: [] });
  const before = world.mails.length;
  await world.browser().send(`${order.parcel}/report`, { kind: "damaged", text: "The shade is torn." });
  await mailAfter(world, before);
  world.clock.advance(60_000);
  await world.browser().send(`${order.link}/report`, { kind: "other", text: "" });
  await mailAfter(world, before + 1);
  const { status, body } = await ask(order.id);
  assert.equal(status, 200);
  const [first, second] = body.reports;
  assert.deepEqual([first.kind, first.text, first.delivery_id], ["damaged", "The shade is torn.", order.shipmentId]);
  assert.deepEqual([second.kind, second.text, second.delivery_id], ["other", "", null]);
  assert.ok(Date.parse(first.mailed_at) >= Date.parse(first.reported_at));
});

test("A-01 another merchant's order, another mode's and none at all have one answer", async () => {
  const order = await world.addOrder({ reference: "REP-2" });
  const stranger = await database.forSystem("test", (tx) => createMerchant(tx, { name: "Nordkiste", clock }));
  const foreign = await (await keyOf(stranger.id))(order.id);
  const otherMode = await (await keyOf(world.merchantId, "test"))(order.id);
  const ask = await keyOf(world.merchantId);
  for (const { status } of [foreign, otherMode, await ask(newId()), await ask("no-id")]) assert.equal(status, 404);
});
