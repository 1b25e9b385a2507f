/** Webhooks from the parcel's news to the merchant's own server: signed, tried again, in order, and never lost. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { days, hours, ManualClock, minutes, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import type { Mail } from "#platform/mail.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { newWebhookSecret } from "#platform/standard-webhooks.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { newsTypes } from "#shipments/announce.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { freshDatabase } from "#test/database.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { aMasterKey } from "#test/master-key.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { createWebhooks } from "./jobs.ts";
import { createWebhookRoutes } from "./routes.ts";
import { sendEvent } from "./send-event.ts";

const fresh = await freshDatabase();
const { database, ownerUrl } = fresh;
const clock = new ManualClock("2026-11-24T09:00:00Z");
const linkSecret = "a secret of this test";
const vault = createVault({ database, clock, masterKeys: [aMasterKey()] });
const egress = createEgress({ clock: systemClock, log: silentLog, allowLoopback: true });
const common = { database, clock, log: silentLog, wakeups: localWakeups(), publicBaseUrl: "https://parcels.example" };
const server = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(
  createOrdersRoutes({
    ...common,
    linkSecret,
    locationForm: "absolute",
    whatBecame: async () => null,
    more: [createWebhookRoutes({ database, clock, vault, egress, linkSecret, allowLoopback: true })],
  }),
);
const mails: Mail[] = [];
const mailer = {
  send: async (mail: Mail) => {
    mails.push(mail);
    return { kind: "sent" } as const;
  },
  close: async () => {},
};
const aWorker = () => createWebhooks({ database, clock, log: silentLog, vault, egress, mailer, random: () => 0.5 });
const worker = aWorker();
after(async () => {
  await worker.drain();
  await server.close();
  await egress.close();
  for (const receiver of receivers) {
    receiver.closeAllConnections();
    receiver.close();
  }
  await fresh[Symbol.asyncDispose]();
});
beforeEach(() => {
  mails.length = 0;
});

/** Places, sends, and waits until nothing is due at this moment. */
async function settle(): Promise<void> {
  while ((await worker.runOnce()) > 0) await worker.drain();
}

interface Got {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly event: {
    readonly type: string;
    readonly data: { readonly shipment_id: string; readonly sequence: number; readonly status?: string };
  };
}
const receivers: ReturnType<typeof createServer>[] = [];

/** A merchant's server. @param says the status it answers; null: it hangs */
async function aReceiver(says: (got: Got) => number | null = () => 200, more: Record<string, string> = {}) {
  const got: Got[] = [];
  const receiver = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const one = { headers, body, event: JSON.parse(body) };
    got.push(one);
    const status = says(one);
    if (status !== null) response.writeHead(status, more).end(`answered ${status}`);
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  receivers.push(receiver);
  const close = (): void => {
    receiver.closeAllConnections();
    receiver.close();
  };
  return { got, close, url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks` };
}

async function aShop(mode: "live" | "test" = "live") {
  const key = await database.forSystem("test", async (tx) => {
    const { id: merchantId } = await createMerchant(tx, {
      name: "Lampenwelt",
      clock,
      supportEmail: "help@shop.example",
    });
    const scopes = ["webhooks", "read"] as const;
    return { merchantId, ...(await createApiKey(tx, { merchantId, mode, scopes, clock })) };
  });
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  const call = async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: unknown) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization, ...(payload ? { "content-type": "application/json" } : {}) };
    const answer = await server.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, text: answer.body, json: answer.body === "" ? null : answer.json() };
  };
  return { merchantId: key.merchantId, mode, call };
}
type Shop = Awaited<ReturnType<typeof aShop>>;

const addOrder = sql(
  "test.webhookOrder",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, status, order_amount, original_order_amount,
     purchase_country, purchase_currency, shopper_email, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, $4, 'CANARYREF', 'CANARY-1001', 'CAPTURED', 1, 1, 'DE', 'EUR', 'canary@example.org', sha256(convert_to($2::uuid::text, 'UTF8')), $2, $5, $5)`,
);
async function aParcel({ merchantId, mode }: Shop) {
  const orderId = newId();
  const shard = shardOf(orderId);
  const now = clock.now();
  const { id } = await database.forMerchants([merchantId], async (tx) => {
    await tx.execute(addOrder, [shard, orderId, merchantId, mode, now]);
    return openShipment(
      tx,
      {
        ...{ shard, orderId, merchantId, mode, direction: "outbound", tracked: true, carrier: "ups" },
        ...{ trackingNumber: `1ZCANARY${orderId.slice(-8)}`, method: null, trackingUri: "https://canary.example/x" },
        ...{ saidCompany: "UPS", saidNumber: "1ZCANARY", identifiedBy: [], firstAskAt: null },
      },
      now,
    );
  });
  const scan = (code: EventCode) => {
    clock.advance(minutes(2)); // within a minute a carrier's own order counts, and here each scan is an answer of its own
    const at = clock.now();
    const place = { city: "Canarytown", country: "DE" };
    const event = scanAt(at, { code, place, rawText: "Signed by C. Canary", facts: { signedBy: "C. Canary" } });
    return database.forMerchants([merchantId], (tx) =>
      recordScans(tx, {
        shipment: { shard, id, orderId, merchantId },
        reading: readingOf([event]),
        source: "ups",
        rawAnswerId: null,
        now: at,
      }),
    );
  };
  return { id, orderId, scan };
}
async function enter(shop: Shop, url: string, more: object = {}) {
  const { status, json, text } = await shop.call("POST", "/v1/webhooks", { url, ...more });
  assert.equal(status, 200, text);
  return json as { id: string; secret: string };
}
const sequences = (got: readonly Got[]): number[] => got.map(({ event }) => event.data.sequence);
const isVerified = (secret: string, { headers, body }: Got): boolean => {
  try {
    // Its clock is the machine's: only the signature is looked at here.
    const [id, seconds] = [headers["webhook-id"] ?? "", headers["webhook-timestamp"] ?? ""];
    return new Webhook(secret)
      .sign(id, new Date(Number(seconds) * 1_000), body)
      .split(" ")
      .some((one) => (headers["webhook-signature"] ?? "").split(" ").includes(one));
  } catch {
    return false;
  }
};

test("W-01 W-05 what happens to a parcel arrives signed, in order, numbered, and names nobody", async () => {
  const [shop, receiver] = [await aShop(), await aReceiver()];
  const { secret } = await enter(shop, receiver.url);
  const parcel = await aParcel(shop);
  await parcel.scan("in_transit.moving");
  await parcel.scan("out_for_delivery.on_vehicle");
  await parcel.scan("delivered.to_recipient");
  await settle();
  assert.deepEqual(
    receiver.got.map(({ event }) => [event.type, event.data.sequence, event.data.status]),
    [
      ["shipment.opened", 1, "pending"],
      ["shipment.status_changed", 2, "in_transit"],
      ["shipment.status_changed", 3, "out_for_delivery"],
      ["shipment.status_changed", 4, "delivered"],
    ],
  );
  for (const got of receiver.got) {
    assert.ok(isVerified(secret, got));
    assert.equal(isVerified(secret, { ...got, body: got.body.replace("sequence", "sequencf") }), false);
    assert.doesNotMatch(got.body + JSON.stringify(got.headers), /canary/i);
  }
  // The library itself, with its own clock: the time is the machine's.
  const now = new Date();
  const body = '{"type":"x"}';
  const wh = new Webhook(secret);
  assert.deepEqual(
    wh.verify(body, {
      "webhook-id": "1",
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": wh.sign("1", now, body),
    }),
    { type: "x" },
  );
});

test("W-02 R-07 a delivery that fails is tried after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, under the same id; then it is given up, and can be sent again", async () => {
  const shop = await aShop();
  let status = 500;
  const receiver = await aReceiver(() => status);
  const { id } = await enter(shop, receiver.url, { types: ["shipment.opened"] });
  await aParcel(shop);
  await settle();
  for (const waitMs of [
    5_000,
    minutes(5),
    minutes(30),
    hours(2),
    hours(5),
    hours(10),
    hours(14),
    hours(20),
    hours(24),
  ]) {
    const before = receiver.got.length;
    clock.advance(waitMs - 10);
    await settle();
    assert.equal(receiver.got.length, before, `not before ${waitMs} ms`);
    clock.advance(20);
    await settle();
    assert.equal(receiver.got.length, before + 1, `after ${waitMs} ms`);
  }
  clock.advance(days(2));
  await settle();
  assert.equal(receiver.got.length, 10);
  assert.equal(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size, 1);
  const { json } = await shop.call("GET", `/v1/webhooks/${id}/deliveries?state=failed`);
  assert.equal(json.deliveries[0].tries.length, 10);
  assert.deepEqual([json.deliveries[0].tries[0].status, json.deliveries[0].tries[0].answer], [500, "answered 500"]);

  status = 204;
  const replayed = await shop.call("POST", `/v1/webhooks/${id}/replay`, { event_id: json.deliveries[0].event.id });
  assert.deepEqual(replayed.json, { replayed: 1 });
  await settle();
  assert.equal(receiver.got.length, 11);
  assert.equal(receiver.got[10]?.headers["webhook-id"], json.deliveries[0].event.id);
});

test("W-02 Retry-After is honoured, a redirect is a failure and is not followed, 410 ends it and says so by mail", async () => {
  const shop = await aShop();
  const elsewhere = await aReceiver();
  let status = 503;
  const receiver = await aReceiver(() => status, { "retry-after": "600", location: elsewhere.url });
  const { id } = await enter(shop, receiver.url, { types: ["shipment.opened"], contact: "dev@shop.example" });
  await aParcel(shop);
  await settle();
  clock.advance(minutes(9));
  await settle();
  assert.equal(receiver.got.length, 1);
  status = 308;
  clock.advance(minutes(2));
  await settle();
  assert.deepEqual([receiver.got.length, elsewhere.got.length], [2, 0]);
  status = 410;
  clock.advance(hours(1));
  await settle();
  const shown = await shop.call("GET", `/v1/webhooks/${id}`);
  assert.deepEqual([shown.json.state, shown.json.disabled_why], ["disabled", "gone"]);
  assert.deepEqual(
    mails.map(({ to }) => to),
    ["dev@shop.example"],
  );
  assert.match(mails[0]?.text ?? "", /answered 410/);
  await aParcel(shop);
  clock.advance(hours(1));
  await settle();
  assert.equal(receiver.got.length, 3, "nothing is sent there any more");
});

test("W-03 after five days of only failures the endpoint is switched off, its merchant is told, and resumed it gets what it missed", async () => {
  const shop = await aShop();
  let status = 500;
  const receiver = await aReceiver(() => status);
  const { id } = await enter(shop, receiver.url);
  const from = clock.now();
  for (let day = 0; day < 6; day += 1) {
    await aParcel(shop);
    await settle();
    clock.advance(days(1));
  }
  await settle();
  assert.equal((await shop.call("GET", `/v1/webhooks/${id}`)).json.disabled_why, "failing");
  assert.deepEqual(
    mails.map(({ to }) => to),
    ["help@shop.example"],
  );
  status = 200;
  receiver.got.length = 0;
  assert.equal((await shop.call("POST", `/v1/webhooks/${id}/resume`)).json.state, "active");
  await shop.call("POST", `/v1/webhooks/${id}/replay`, { from: from.toISOString() });
  await settle();
  assert.equal(new Set(receiver.got.map(({ event }) => event.data.shipment_id)).size, 6);
});

test("W-04 while half of the endpoints hang, the others get everything", async () => {
  const shops = await Promise.all(Array.from({ length: 8 }, () => aShop()));
  const hanging = await aReceiver(() => null);
  const well = await aReceiver();
  for (const [at, shop] of shops.entries()) await enter(shop, at % 2 === 0 ? hanging.url : well.url);
  for (const shop of shops) for (let parcels = 0; parcels < 5; parcels += 1) await aParcel(shop);
  const until = Date.now() + 10_000;
  while (well.got.length < 20 && Date.now() < until) {
    await worker.runOnce();
    await new Promise((rest) => setTimeout(rest, 20));
  }
  assert.equal(well.got.length, 20);
  assert.ok(hanging.got.length > 0);
  hanging.close();
});

test("a receiver that is down for seven days, workers that die, clocks that jump: by the feed nothing is lost, and each parcel's news are in order", async () => {
  const shop = await aShop();
  const receiver = await aReceiver(() => 503);
  await enter(shop, receiver.url);
  const start = (await shop.call("GET", "/v1/events")).json;
  assert.deepEqual([start.events, start.has_more], [[], false]);
  const parcels = [];
  for (let day = 0; day < 7; day += 1) {
    const parcel = await aParcel(shop);
    parcels.push(parcel);
    await parcel.scan("in_transit.moving");
    // A worker that claims and dies: its lease ends, and another goes on.
    const dying = aWorker();
    await dying.runOnce();
    clock.advance(day === 3 ? -days(2) : day === 4 ? days(3) : hours(23));
    for (const one of parcels.slice(-3)) await one.scan(day % 2 === 0 ? "exception.delayed" : "in_transit.moving");
    await settle();
    await dying.drain();
  }
  const seen: { id: string; data: { shipment_id: string; sequence: number } }[] = [];
  let after = start.next;
  for (;;) {
    const page = (await shop.call("GET", `/v1/events?limit=7&after=${after}`)).json;
    seen.push(...page.events);
    after = page.next;
    if (!page.has_more) break;
  }
  const kept = await database.forMerchants([shop.merchantId], (tx) =>
    tx.query<{ id: string }>({ name: "test.feedIds", text: "select id from feed_entries where merchant_id = $1" }, [
      shop.merchantId,
    ]),
  );
  assert.deepEqual(seen.map(({ id }) => id).sort(), kept.map(({ id }) => id).sort());
  for (const own of Map.groupBy(seen, ({ data }) => data.shipment_id).values())
    assert.deepEqual(
      own.map(({ data }) => data.sequence),
      own.map((_, at) => at + 1),
      "in order, without gaps",
    );
});

test("whoever follows the feed while many write at once misses nothing, and reads the same order twice", async () => {
  const shop = await aShop();
  const writers = Array.from({ length: 12 }, async () => {
    for (let parcels = 0; parcels < 6; parcels += 1) {
      const parcel = await aParcel(shop);
      await Promise.all([parcel.scan("in_transit.moving"), parcel.scan("out_for_delivery.on_vehicle")]);
    }
  });
  let isWriting = true;
  const placing = Array.from({ length: 3 }, async () => {
    const one = aWorker();
    while (isWriting) await one.runOnce();
  });
  const follow = async () => {
    const ids: string[] = [];
    let after = "";
    for (let idle = 0; idle < 3; ) {
      const page = (await shop.call("GET", `/v1/events?limit=10${after && `&after=${after}`}`)).json;
      ids.push(...page.events.map(({ id }: { id: string }) => id));
      after = page.next;
      idle = isWriting || page.events.length > 0 ? 0 : idle + 1;
    }
    return ids;
  };
  const followers = [follow(), follow()];
  await Promise.all(writers);
  await settle();
  isWriting = false;
  await Promise.all(placing);
  const [one = [], other = []] = await Promise.all(followers);
  const [total] = await database.forMerchants([shop.merchantId], (tx) =>
    tx.query<{ n: number }>(
      { name: "test.feedCount", text: "select count(*)::int as n from feed_entries where merchant_id = $1" },
      [shop.merchantId],
    ),
  );
  assert.equal(one.length, total?.n);
  assert.equal(new Set(one).size, one.length);
  assert.deepEqual(one, other);
});

test("A-04 a cursor is ours, of this list and this merchant, or it is refused; one that is too old says so", async () => {
  const [shop, stranger, tester] = [await aShop(), await aShop(), await aShop("test")];
  await aParcel(shop);
  await settle();
  const { next } = (await shop.call("GET", "/v1/events")).json;
  for (const cursor of ["x", next.slice(0, -2), `${next}x`, `${next}.1`, Buffer.from("0").toString("base64url")])
    assert.equal((await shop.call("GET", `/v1/events?after=${cursor}`)).status, 400, cursor);
  for (const other of [stranger, tester])
    assert.equal((await other.call("GET", `/v1/events?after=${next}`)).status, 400);
  const first = (await stranger.call("GET", "/v1/events")).json.next;
  await aParcel(stranger);
  await aParcel(stranger);
  await settle();
  clock.advance(days(31) + hours(2));
  const later = aWorker();
  await later.runOnce();
  await later.drain();
  await aParcel(stranger);
  await settle();
  const old = await stranger.call("GET", `/v1/events?after=${first}`);
  assert.equal(old.status, 410);
  assert.match(old.text, /Begin anew without after=/);
  assert.equal((await stranger.call("GET", "/v1/events")).json.events.length, 1);
});

test("a new secret signs beside the old one for a day; K-01 neither lies in the database", async () => {
  const [shop, receiver] = [await aShop(), await aReceiver()];
  const { id, secret: old } = await enter(shop, receiver.url);
  const { secret: fresh_ } = (await shop.call("POST", `/v1/webhooks/${id}/secret`)).json;
  await aParcel(shop);
  await settle();
  const [both] = receiver.got;
  assert.ok(both && isVerified(old, both) && isVerified(fresh_, both));
  clock.advance(days(1) + 1);
  await aParcel(shop);
  await settle();
  const alone = receiver.got.at(-1);
  assert.ok(alone && isVerified(fresh_, alone) && !isVerified(old, alone));
  const secrets = [old, fresh_].map((one) => one.slice("whsec_".length));
  assert.deepEqual(secretsIn(await dumpOf(ownerUrl), secrets), []);
  assert.equal((await shop.call("GET", `/v1/webhooks/${id}`)).json.secret, null);
});

test("paused, nothing is sent and nothing lost; a choice of types is kept to; a ping says what came of it", async () => {
  const [shop, receiver] = [await aShop(), await aReceiver((got) => (got.event.type === "ping" ? 418 : 200))];
  const { id } = await enter(shop, receiver.url, { types: ["shipment.status_changed"] });
  const ping = (await shop.call("POST", `/v1/webhooks/${id}/ping`)).json;
  assert.deepEqual([ping.outcome, ping.status, ping.answer], ["refused", 418, "answered 418"]);
  receiver.got.length = 0;
  await shop.call("POST", `/v1/webhooks/${id}/pause`);
  const parcel = await aParcel(shop);
  await parcel.scan("in_transit.moving");
  await parcel.scan("delivered.to_recipient");
  await settle();
  clock.advance(hours(3));
  await settle();
  assert.equal(receiver.got.length, 0);
  await shop.call("POST", `/v1/webhooks/${id}/resume`);
  await settle();
  assert.deepEqual(sequences(receiver.got), [2, 3]);
});

test("S-02 S-03 S-06 addresses inside are refused or never reached, and nobody is told why", async () => {
  const shop = await aShop();
  for (const [url, why] of [
    ["http://shop.example/hooks", /https/],
    ["https://user:pw@shop.example/", /user name/],
    ["https://shop.example:22/", /ports/],
    ["nowhere", /address/],
  ] as const) {
    const refused = await shop.call("POST", "/v1/webhooks", { url });
    assert.equal(refused.status, 422);
    assert.match(refused.text, why);
  }
  const answers = [];
  for (const url of ["https://169.254.169.254/", "https://127.0.0.1:8443/", "https://nobody.invalid/"]) {
    const { id } = await enter(shop, url.includes("127.0.0.1") ? "https://10.0.0.1/" : url);
    const { outcome, status, answer } = (await shop.call("POST", `/v1/webhooks/${id}/ping`)).json;
    answers.push(JSON.stringify([outcome, status, answer]));
  }
  assert.deepEqual([...new Set(answers)], ['["unreachable",null,""]']);
});

test("A-01 another merchant's webhook is one that never existed, byte for byte; so is a live one for a test key", async () => {
  const [shop, stranger, tester] = [await aShop(), await aShop(), await aShop("test")];
  const { id } = await enter(shop, "https://shop.example/hooks");
  const strip = (text: string): string => text.replace(/"correlation_id":"[^"]+"/, "");
  const calls = [
    ["GET", ""],
    ["PATCH", ""],
    ["DELETE", ""],
    ["GET", "/deliveries"],
    ...["secret", "pause", "resume", "ping", "replay"].map((verb) => ["POST", `/${verb}`] as const),
  ] as const;
  for (const other of [stranger, tester])
    for (const [method, rest] of calls) {
      const foreign = await other.call(method, `/v1/webhooks/${id}${rest}`, method === "PATCH" ? {} : undefined);
      const unknown = await other.call(method, `/v1/webhooks/${newId()}${rest}`, method === "PATCH" ? {} : undefined);
      assert.deepEqual([foreign.status, strip(foreign.text)], [404, strip(unknown.text)], `${method} ${rest}`);
    }
  assert.equal((await shop.call("GET", `/v1/webhooks/${id}`)).status, 200);
  assert.deepEqual((await stranger.call("GET", "/v1/webhooks")).json, { webhooks: [] });
});

test("docs/webhooks.md: its receiver runs as it stands there, takes a signed event and refuses a forged one; every type is in its table", async () => {
  const text = await readFile(join(import.meta.dirname, "../../docs/webhooks.md"), "utf8");
  const named = [...text.matchAll(/^\| `((?:shipment|ticket|integration)\.[a-z_]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(named, newsTypes);
  const [, example = ""] = /```js\n([^`]+)```/.exec(text) ?? [];
  const port = await freePort();
  const secret = newWebhookSecret();
  const receiver = spawn(process.execPath, ["--input-type=module", "-e", example], {
    cwd: join(import.meta.dirname, "../.."),
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: "ignore",
  });
  try {
    const event = {
      id: newId(),
      type: "shipment.opened",
      timestamp: new Date().toISOString(),
      data: { shipment_id: "x", sequence: 1 },
    };
    const to = { url: `http://127.0.0.1:${port}/`, secrets: [secret] };
    const here = { egress, clock: systemClock };
    let sent = await sendEvent(here, to, event);
    for (let tries = 0; sent.status === null && tries < 100; tries += 1) {
      await new Promise((rest) => setTimeout(rest, 100));
      sent = await sendEvent(here, to, event);
    }
    assert.deepEqual([sent.outcome, sent.status], ["delivered", 204]);
    assert.equal((await sendEvent(here, { ...to, secrets: [newWebhookSecret()] }, event)).status, 401);
  } finally {
    receiver.kill();
  }
});
