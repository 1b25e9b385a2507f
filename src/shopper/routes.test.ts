/** The shopper's pages over HTTP, with orders in a real database. */
import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { ManualClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { newId, randomToken, sha256, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { freshDatabase } from "#test/database.ts";
import { redacted } from "./presenter.ts";
import { createShopperRoutes, tierOfLink } from "./routes.ts";

const merchant = sql(
  "test.merchant",
  "insert into merchants (id, name, created_at) values ($1, 'Lantern & <b>Loom</b>', $2)",
);
const order = sql(
  "test.order",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, status, order_amount, original_order_amount, purchase_country,
     purchase_currency, locale, order_lines, shipping_address, shopper_email, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'ABC', 'LL-1', 'CAPTURED', 1, 1, 'DE', 'EUR', 'en-GB', $4, $5, 'canary@example.org', $6, $2, $7, $7)`,
);

test("P-01 P-02 P-03 P-04 B-01 X-02 the link opens order and parcel without the person behind it; any other link is one 404", async () => {
  await using world = await freshDatabase();
  const clock = new ManualClock();
  const [id, merchantId, token] = [newId(), newId(), randomToken()];
  const shipment = await world.database.forSystem("test", async (tx) => {
    await tx.execute(merchant, [merchantId, clock.now()]);
    const lines = [{ name: "<script>alert(1)</script>", quantity: 2, type: "physical" }];
    const address = {
      given_name: "Canaryname",
      family_name: "Vogelsang",
      street_address: "Lindenweg 12",
      postal_code: "10115",
      phone: "+4930123456",
      country: "DE",
    };
    await tx.execute(order, [
      shardOf(id),
      id,
      merchantId,
      JSON.stringify(lines),
      JSON.stringify(address),
      sha256(token),
      clock.now(),
    ]);
    return openShipment(
      tx,
      {
        shard: shardOf(id),
        orderId: id,
        merchantId,
        mode: "live",
        direction: "outbound",
        tracked: true,
        carrier: "ups",
        trackingNumber: "1Z999AA10123456784",
        method: null,
        trackingUri: "javascript:alert(1)",
        saidCompany: "UPS",
        saidNumber: null,
        identifiedBy: [],
        firstAskAt: null,
      },
      clock.now(),
    );
  });
  const server = Fastify();
  await server.register(
    createShopperRoutes({
      database: world.database,
      clock,
      log: silentLog,
      wakeups: localWakeups(),
      publicBaseUrl: "http://127.0.0.1",
      linkSecret: "secret",
      simulatedCarriers: true,
      vapidPublicKey: "",
      pushHosts: [],
      allowLoopbackPush: false,
      sendMail: async () => {},
    }),
  );
  try {
    for (const path of [`/o/${token}`, `/o/${token}/p/${shipment.id}`]) {
      const page = await server.inject(path);
      assert.equal(page.statusCode, 200, page.body);
      assert.match(page.body, /Simulated carriers/);
      for (const secret of [
        "Canaryname",
        "Vogelsang",
        "Lindenweg",
        "10115",
        "+4930",
        "canary@",
        "<script>alert",
        "javascript:",
        "<b>Loom",
      ])
        assert.ok(!page.body.includes(secret), `${path} shows ${secret}`);
      assert.equal(page.headers["x-robots-tag"], "noindex, nofollow");
      assert.equal(page.headers["referrer-policy"], "no-referrer");
      assert.match(String(page.headers["content-security-policy"]), /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(String(page.headers["content-security-policy"]), /unsafe/);
    }
    const unnonced = (text: string): string => text.replaceAll(/nonce="[^"]+"/g, "");
    const [a, b] = [await server.inject(`/o/${randomToken()}`), await server.inject("/o/short")];
    assert.deepEqual([a.statusCode, b.statusCode], [404, 404]);
    assert.equal(unnonced(a.body), unnonced(b.body));
  } finally {
    await server.close();
  }
});

test("P-02 a carrier's own words lose people, streets, phones and codes", () => {
  const text = redacted("Signed by M. Weber at Lindenweg 12, call 030 1234567, a@b.example, PIN 4711. Ines knows.", [
    "ines",
  ]);
  assert.doesNotMatch(text, /Weber|Lindenweg|1234567|a@b|4711|Ines/);
});

test("P-03 a link shows only movement 30 days after delivery and ends after 90", () => {
  const now = new Date("2026-11-24T09:00:00Z");
  const after = (n: number) =>
    tierOfLink([{ tracked: true, status: "delivered", statusAt: new Date(now.getTime() - n * 86_400_000) }], now);
  assert.deepEqual([after(1), after(31), after(91)], [1, 0, null]);
});
