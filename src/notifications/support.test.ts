/** What a shop's support reads of an order's messages, over the API. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import type { Scope } from "#platform/merchant-api.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { linkSecret, publicBaseUrl, startMessages } from "#test/messages.ts";
import { reasons } from "./reasons.ts";
import { createSupportRoutes, Messages } from "./support-routes.ts";

const w = await startMessages();
const { database, clock, log } = w;
const server = createHttpServer({ log, clock, trustedProxies: [], insecureHttp: true });
await server.register(
  createOrdersRoutes({
    database,
    clock,
    log,
    wakeups: localWakeups(),
    publicBaseUrl,
    linkSecret,
    locationForm: "absolute",
    whatBecame: async () => null,
    more: [createSupportRoutes({ database })],
  }),
);
after(async () => {
  await server.close();
  await w[Symbol.asyncDispose]();
});

interface As {
  readonly merchantId?: string;
  readonly mode?: "live" | "test";
  readonly scopes?: readonly Scope[];
}

async function read(orderId: string, { merchantId = w.merchantId, mode = "live", scopes = ["read"] }: As = {}) {
  const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode, scopes, clock }));
  const authorization = `Basic ${btoa(`${key.username}:${key.password}`)}`;
  return server.inject({ url: `/v1/orders/${orderId}/messages`, headers: { authorization } });
}

test("support reads each decision with its reason and its times, and neither address nor what stands for one", async () => {
  const email = "ines.kanarienvogel@mail.example";
  const orderId = await w.anOrder(email);
  const parcel = await w.aParcel(orderId);
  await parcel.scan("info_received.label_created");
  await parcel.scan("in_transit.picked_up");
  const answer = await read(orderId.toUpperCase());
  assert.equal(answer.statusCode, 200);
  const { order_id: id, messages } = Messages.parse(answer.json());
  assert.equal(id, orderId);
  const about = { parcel_id: parcel.id, channel: "email", failed_at: null, failure: null };
  const [first, second] = ["2026-11-24T09:01:00.000Z", "2026-11-24T09:02:00.000Z"];
  assert.deepEqual(messages, [
    {
      ...about,
      kind: "none",
      decision: "drop",
      reason: "not_news",
      explanation: reasons.not_news,
      decided_at: first,
      sent_at: null,
    },
    {
      ...about,
      kind: "shipped",
      decision: "send",
      reason: "news",
      explanation: reasons.news,
      decided_at: second,
      sent_at: second,
    },
  ]);
  const recipients = await database.forMerchants([w.merchantId], (tx) =>
    tx.query<{ recipient: string }>({ name: "test.recipients", text: "select distinct recipient from notifications" }),
  );
  assert.ok(recipients.length > 0);
  for (const { recipient } of recipients) assert.ok(!answer.body.includes(recipient));
  assert.doesNotMatch(answer.body, /kanarienvogel|@/);
});

test("an order that nothing was decided about has no messages; one that is no order is not found", async () => {
  const orderId = await w.anOrder();
  assert.deepEqual((await read(orderId)).json(), { order_id: orderId, messages: [] });
  for (const none of [newId(), "42", "%00"]) assert.equal((await read(none)).statusCode, 404, none);
});

test("A-01 M-03 another merchant's order, an order of the other mode and a key without the scope show nothing", async () => {
  const orderId = await w.anOrder();
  const parcel = await w.aParcel(orderId);
  await parcel.scan("in_transit.picked_up");
  const other = await database.forSystem("test", (tx) => createMerchant(tx, { name: "Another shop", clock }));
  assert.equal((await read(orderId, { merchantId: other.id })).statusCode, 404);
  assert.equal((await read(orderId, { mode: "test" })).statusCode, 404);
  assert.equal((await read(orderId, { scopes: ["shipments:write"] })).statusCode, 403);
});
