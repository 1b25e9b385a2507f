/** A client that others wrote for the public model, unchanged but for TLS: it captures with shipping info, and reads back what it sent. */
import assert from "node:assert/strict";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { after, mock, test } from "node:test";
import { Klarna } from "@crystallize/node-klarna";
import { createIntake } from "#intake/jobs.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";

const fresh = await freshDatabase();
const { database } = fresh;
const common = {
  ...{ database, clock: systemClock, log: silentLog, wakeups: localWakeups(), linkSecret: "x".repeat(40) },
  publicBaseUrl: "https://parcels.example",
};
const server = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: true });
await server.register(createOrdersRoutes({ ...common, locationForm: "absolute", whatBecame: async () => null }));
await server.listen({ host: "127.0.0.1", port: 0 });
const { port } = server.server.address() as AddressInfo; // a TCP server's address is an object
const intake = createIntake({ ...common, connectedFor: async () => () => true });
const key = await database.forSystem("test", async (tx) => {
  const { id: merchantId } = await createMerchant(tx, { name: "Lampenwelt", clock: systemClock });
  return createApiKey(tx, { merchantId, mode: "live", clock: systemClock });
});
// The client knows a host and TLS only: both are taken away here, and nothing else of what it sends.
mock.method(https, "request", (options: http.RequestOptions, heard: (answer: http.IncomingMessage) => void) =>
  http.request({ ...options, port }, heard),
);
const complaints = mock.method(console, "warn", () => {});
after(async () => {
  mock.restoreAll();
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

const { orderManagementV1: om } = new Klarna({
  username: key.username,
  password: key.password,
  apiEndpoint: "127.0.0.1",
});

async function anOrder(): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  const answer = await server.inject({
    method: "POST",
    url: "/v1/orders",
    headers: { authorization },
    payload: {
      ...{ purchase_country: "DE", purchase_currency: "EUR", order_amount: 4_900, merchant_reference1: "NK-1" },
      order_lines: [{ type: "physical", name: "Lamp", quantity: 1 }],
      shipping_address: { email: "ines@example.org", postal_code: "10115", country: "DE" },
    },
  });
  return answer.json().order_id;
}

test("@crystallize/node-klarna: acknowledges, captures with shipping info, reads it back, and its parcel is followed", async () => {
  const id = await anOrder();
  assert.equal((await om.orders.acknowledge(id)).statusCode, 204);
  const shipping_info = [{ shipping_company: "UPS Ground (USD)", tracking_number: "1Z999AA10123456784" }];
  // Its own type knows no shipping info; shops that use it send it all the same.
  const body = { captured_amount: 4_900, shipping_info };
  assert.equal((await om.captures.capture(id, body)).statusCode, 201);
  const read = await om.orders.getOrder(id);
  assert.equal(read.statusCode, 200);
  assert.deepEqual([read.response.status, read.response.captures[0].shipping_info], ["CAPTURED", shipping_info]);
  assert.equal(await intake.runOnce(), 1);
});

test("@crystallize/node-klarna: releases, cancels, and is told in the API's own form what it may not do", async () => {
  const id = await anOrder();
  assert.equal((await om.orders.releaseRemainingAuthorization(id)).statusCode, 204);
  assert.equal((await om.orders.cancel(id)).statusCode, 204);
  const refused = await om.captures.capture(id, { captured_amount: 1 });
  assert.deepEqual([refused.statusCode, refused.error.error_code], [403, "CAPTURE_NOT_ALLOWED"]);
  const unknown = await om.orders.getOrder("5ef9a5b3-6c08-42e1-91a3-065dcae5c5dd");
  assert.deepEqual([unknown.statusCode, unknown.error.error_code], [404, "NO_SUCH_ORDER"]);
  assert.equal(complaints.mock.callCount(), 0, "every answer bears the correlation id that it looks for");
});
