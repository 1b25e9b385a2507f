/** A merchant's message webhook over the API, and what leaves when there is one. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { createApiKey } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { hours } from "#platform/clock.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId, shardOf } from "#platform/ids.ts";
import type { Scope } from "#platform/merchant-api.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { aMasterKey } from "#test/master-key.ts";
import { linkSecret, publicBaseUrl, startMessages } from "#test/messages.ts";
import type { Outcome } from "./channels/channel.ts";
import { createMessageWebhooks } from "./channels/message-webhook.ts";
import { createPush } from "./channels/web-push.ts";
import { loadTemplates } from "./load-templates.ts";
import { createMessageWebhookRoutes } from "./merchant-routes.ts";
import { enterWebhook, targetOf } from "./message-webhook.ts";
import type { Message } from "./plan.ts";
import { giveUpRecipient, readyToSend, type SendMessageDeps, sendMessage } from "./send-message.ts";
import { readSuppression, suppressionKey } from "./suppression-store.ts";
import { readWebhook } from "./webhook-store.ts";

const w = await startMessages();
const { database, clock, log, merchantId } = w;
const vault = createVault({ database, clock, masterKeys: [aMasterKey()] });
const server = await serve(vault);
async function serve(withVault: typeof vault) {
  const made = createHttpServer({ log, clock, trustedProxies: [], insecureHttp: true });
  await made.register(
    createOrdersRoutes({
      database,
      clock,
      log,
      wakeups: localWakeups(),
      publicBaseUrl,
      linkSecret,
      locationForm: "absolute",
      whatBecame: async () => null,
      more: [createMessageWebhookRoutes({ database, clock, vault: withVault })],
    }),
  );
  return made;
}
after(async () => {
  await server.close();
  await w[Symbol.asyncDispose]();
});

async function caller(scopes: readonly Scope[] = ["webhooks"], to = server) {
  const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode: "live", scopes, clock }));
  const authorization = `Basic ${btoa(`${key.username}:${key.password}`)}`;
  return async (method: "GET" | "PUT" | "DELETE", payload?: object) => {
    const answer = await to.inject({
      method,
      url: "/v1/message-webhook",
      headers: { authorization },
      ...(payload && { payload }),
    });
    return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
  };
}

test("K-01 W-01 the secret is shown when it is made and never again, sealed where it is kept, and both sign while it is replaced", async () => {
  const call = await caller();
  assert.equal((await call("GET")).status, 404);
  const url = "https://shop.example/posthorn";
  const made = await call("PUT", { url });
  assert.equal(made.status, 200);
  const first = made.body.secret;
  assert.match(first, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(await call("GET"), { status: 200, body: { ...made.body, secret: null } });
  clock.advance(1_000);
  const moved = await call("PUT", { url: `${url}/2` });
  assert.deepEqual([moved.body.url, moved.body.secret, moved.body.old_secret_until], [`${url}/2`, null, null]);
  const replaced = await call("PUT", { url, new_secret: true });
  const second = replaced.body.secret;
  assert.match(second, /^whsec_/);
  assert.notEqual(second, first);
  assert.equal(replaced.body.old_secret_until, new Date(clock.now().getTime() + hours(24)).toISOString());
  const secrets = async () => {
    const row = await database.forMerchants([merchantId], (tx) => readWebhook(tx, merchantId));
    assert.ok(row);
    return (await targetOf({ vault, clock }, row)).secrets;
  };
  assert.deepEqual(await secrets(), [second, first]);
  const dump = await dumpOf(w.fresh.ownerUrl);
  assert.deepEqual(secretsIn(dump, [first, second]), []);
  clock.advance(hours(24));
  assert.deepEqual(await secrets(), [second]);
  assert.equal((await call("DELETE")).status, 204);
  assert.equal((await call("DELETE")).status, 404);
});

test("M-03 a key without the scope reads and changes nothing; another merchant sees its own", async () => {
  const call = await caller(["shipments:write", "read"]);
  for (const method of ["GET", "PUT", "DELETE"] as const)
    assert.equal(
      (await call(method, method === "PUT" ? { url: "https://shop.example/" } : undefined)).status,
      403,
      method,
    );
});

test("S-02 what is no address for us is refused in a sentence", async () => {
  const call = await caller();
  for (const [url, says] of [
    ["shop.example", /is not an address/],
    ["http://shop.example/", /has to begin with https/],
    ["https://user:pw@shop.example/", /may not hold a user name/],
    ["https://shop.example:6379/", /ports 443 and 8443/],
    [`https://shop.example/${"x".repeat(2_048)}`, /longer than 2048/],
    ["ftp://shop.example/", /has to begin with https/],
  ] as const) {
    const { status, body } = await call("PUT", { url });
    assert.equal(status, 422, url);
    assert.match(JSON.stringify(body), says);
  }
  assert.equal((await call("PUT", {})).status, 422);
  assert.equal((await call("PUT", { url: "https://shop.example:8443/" })).status, 200);
  await call("DELETE");
});

test("without a master key no webhook is taken, because its secret could not be kept", async () => {
  const closed = await serve(createVault({ database, clock, masterKeys: [] }));
  const call = await caller(["webhooks"], closed);
  assert.equal((await call("PUT", { url: "https://shop.example/" })).status, 501);
  await closed.close();
});

async function startReceiver() {
  const got: { readonly headers: IncomingMessage["headers"]; readonly body: string }[] = [];
  const next = { status: 200 };
  const receiver = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    response.writeHead(next.status).end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo; // a TCP server's address is an object
  return { got, next, url: `http://127.0.0.1:${port}/`, [Symbol.asyncDispose]: async () => void receiver.close() };
}

const sms: { readonly to: string; readonly text: string }[] = [];
let smsAnswer: Outcome = { kind: "sent" };
const deps: SendMessageDeps = {
  clock,
  mailer: w.mailer,
  push: createPush({ egress: w.egress, vapid: { publicKey: "", privateKey: "", subject: publicBaseUrl } }),
  sms: {
    send: async (to, words) => {
      sms.push({ to, text: words });
      return smsAnswer;
    },
  },
  webhooks: createMessageWebhooks({ egress: w.egress }),
  vault,
  templates: loadTemplates(null),
  publicBaseUrl,
  linkSecret,
};

async function aMessage(to: Message["to"]): Promise<Message> {
  const orderId = await w.anOrder();
  return {
    id: newId(),
    to,
    order: {
      shard: shardOf(orderId),
      id: orderId,
      merchantId,
      shop: "Lampenwelt",
      isOwn: false,
      shopperEmail: "ines@example.org",
      locale: "de-DE",
      country: "DE",
    },
    parcelId: newId(),
    zone: "Europe/Berlin",
    news: {
      kind: "delivered",
      code: "delivered.mailbox",
      shop: "Lampenwelt",
      parcels: 1,
      estimate: null,
      keepUntil: null,
    },
  };
}
async function leave(message: Message): Promise<Outcome> {
  const inTx = <T>(work: Parameters<typeof database.forMerchants<T>>[1]) => database.forMerchants([merchantId], work);
  const ready = await inTx((tx) => readyToSend(deps, tx, message));
  const outcome = await sendMessage(deps, message, ready);
  if (outcome.kind === "gone") await inTx((tx) => giveUpRecipient(deps, tx, message, clock.now()));
  return outcome;
}

test("W-01 W-05 a message is asked for in the shopper's language, by the merchant's own reference, and 410 ends it", async () => {
  await using receiver = await startReceiver();
  const call = await caller();
  const { body } = await call("PUT", { url: "https://shop.example/" });
  const entered = await database.forMerchants([merchantId], (tx) => readWebhook(tx, merchantId));
  assert.ok(entered);
  const webhook = { ...entered, url: receiver.url };
  const message = await aMessage({ channel: "webhook", webhook });
  assert.deepEqual(await leave(message), { kind: "sent" });
  const [got] = receiver.got;
  assert.ok(got);
  const { data } = JSON.parse(got.body);
  // The library compares with its own clock, which is not the test's.
  assert.equal(new Webhook(body.secret).sign(message.id, clock.now(), got.body), got.headers["webhook-signature"]);
  assert.deepEqual(
    { ...data, link: "" },
    {
      id: message.id,
      kind: "delivered",
      topic: "delivered",
      language: "de-DE",
      title: "Lampenwelt: Paket ist zugestellt",
      text: data.text,
      order_id: message.order.id,
      merchant_reference: "LL-1",
      parcel_id: message.parcelId,
      link: "",
    },
  );
  assert.ok(data.link.startsWith(`${publicBaseUrl}/o/`));
  assert.doesNotMatch(got.body, /ines@/);
  receiver.next.status = 410;
  assert.equal((await leave(message)).kind, "gone");
  // The row's own address is another than the receiver's: this one was not what answered.
  assert.equal((await call("GET")).body.disabled_at, null);
  await database.forMerchants([merchantId], (tx) =>
    giveUpRecipient(deps, tx, { ...message, to: { channel: "webhook", webhook: entered } }, clock.now()),
  );
  assert.equal((await call("GET")).body.disabled_at, clock.now().toISOString());
  await call("PUT", { url: "https://shop.example/" });
  assert.equal((await call("GET")).body.disabled_at, null, "entered anew, it is in use");
});

test("with a webhook, e-mail is asked for and not sent; when it answers 410 we write ourselves", async () => {
  await using receiver = await startReceiver();
  await using shop = await startMessages();
  const { database: db, merchantId: id } = shop;
  const own = createVault({ database: db, clock: shop.clock, masterKeys: [aMasterKey()] });
  const jobs = shop.jobsWith({ vault: own });
  const entered = await enterWebhook({ database: db, clock: shop.clock, vault: own }, id, {
    url: receiver.url,
    isNewSecret: false,
  });
  const parcel = await shop.aParcel(await shop.anOrder(), jobs);
  await parcel.scan("in_transit.picked_up");
  assert.deepEqual([receiver.got.length, shop.mails.length], [1, 0]);
  assert.equal(JSON.parse(receiver.got[0]?.body ?? "{}").data.kind, "shipped");
  assert.ok(entered.secret);
  const [first] = await shop.kept();
  assert.deepEqual([first?.channel, first?.sent, receiver.got[0]?.headers["webhook-id"]], ["webhook", true, first?.id]);
  receiver.next.status = 410;
  await parcel.scan("out_for_delivery.on_vehicle");
  assert.deepEqual([receiver.got.length, shop.mails.map(({ subject }) => subject)], [2, ["Lampenwelt: arrives today"]]);
  await parcel.scan("delivered.mailbox");
  assert.deepEqual([receiver.got.length, shop.mails.length], [2, 2]);
});

test("B-05 an SMS says state and page; a number that is gone is not written to again", async () => {
  const message = await aMessage({ channel: "sms", phone: "+4917600000000" });
  assert.deepEqual(await leave(message), { kind: "sent" });
  assert.match(
    sms[0]?.text ?? "",
    /^Lampenwelt: Paket ist zugestellt\n(?:.*\n)?https:\/\/parcels\.example\/o\/[\w-]{24}$/,
  );
  assert.doesNotMatch(sms[0]?.text ?? "", /ines|LL-1/);
  smsAnswer = { kind: "gone", detail: "sms HTTP 400 21610" };
  assert.equal((await leave(message)).kind, "gone");
  const key = suppressionKey(linkSecret, "sms", "+4917600000000");
  assert.equal(await database.forSystem("test", (tx) => readSuppression(tx, key)), "gone");
  assert.deepEqual(await leave(message), { kind: "gone", detail: "suppressed: gone" });
  assert.equal(sms.length, 2, "not asked again");
});
