/** "Message wanted" as a merchant's server gets it: signed so that the Standard Webhooks library verifies it, and thin. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { systemClock } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { silentLog } from "#platform/log.ts";
import { newWebhookSecret, signatureHeaders } from "#platform/standard-webhooks.ts";
import { createMessageWebhooks, type WantedMessage } from "./message-webhook.ts";

const message: WantedMessage = {
  id: "0192f0c1-0000-8000-8000-000000000001",
  kind: "delivered",
  topic: "delivered",
  language: "de-DE",
  title: "Lampenwelt: Paket ist zugestellt",
  text: "Ihr Paket ist da.",
  orderId: "0192f0c1-0000-7000-8000-000000000002",
  merchantReference: "LW-1001",
  parcelId: "0192f0c1-0000-7000-8000-000000000003",
  link: "https://track.example/o/x/p/y",
};

async function startReceiver(allowLoopback = true) {
  const got: { readonly headers: IncomingMessage["headers"]; readonly body: string }[] = [];
  const next = { status: 204, headers: {} as Record<string, string> };
  const server = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    response.writeHead(next.status, next.headers).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  const egress = createEgress({ clock: systemClock, log: silentLog, allowLoopback });
  return {
    got,
    next,
    url: `http://127.0.0.1:${port}/hook`,
    webhooks: createMessageWebhooks({ egress }),
    async [Symbol.asyncDispose]() {
      await egress.close();
      server.close();
    },
  };
}

test("W-01 the example of Standard Webhooks is signed as it is there", () => {
  const at = new Date(1_614_265_330_000);
  const headers = signatureHeaders(
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    at,
    '{"test": 2432232314}',
  );
  assert.equal(headers["webhook-signature"], "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  assert.equal(headers["webhook-timestamp"], "1614265330");
});

test("W-01 R-07 the library verifies what arrives, under the notification's id; with two secrets either does; a changed bit fails", async () => {
  await using receiver = await startReceiver();
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  for (const secret of secrets) assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  const now = systemClock.now();
  assert.deepEqual(await receiver.webhooks.send({ url: receiver.url, secrets }, message, now), { kind: "sent" });
  await receiver.webhooks.send({ url: receiver.url, secrets }, message, now);
  const [first, again] = receiver.got;
  assert.ok(first && again);
  const headers = first.headers as Record<string, string>; // none of these is repeated
  for (const secret of secrets) new Webhook(secret).verify(first.body, headers);
  assert.throws(() => new Webhook(newWebhookSecret()).verify(first.body, headers));
  assert.throws(() => new Webhook(secrets[0] ?? "").verify(first.body.replace("delivered", "delivereD"), headers));
  assert.throws(() => new Webhook(secrets[0] ?? "").verify(first.body, { ...headers, "webhook-id": "another" }));
  assert.deepEqual([first.headers["webhook-id"], again.headers["webhook-id"]], [message.id, message.id]);
});

test("W-05 the body is thin: what it is about and where to look, no address, name or number", async () => {
  await using receiver = await startReceiver();
  await receiver.webhooks.send({ url: receiver.url, secrets: [newWebhookSecret()] }, message, systemClock.now());
  const body = JSON.parse(receiver.got[0]?.body ?? "{}");
  assert.deepEqual(Object.keys(body), ["type", "timestamp", "data"]);
  assert.equal(body.type, "message.wanted");
  assert.deepEqual(body.data, {
    id: message.id,
    kind: "delivered",
    topic: "delivered",
    language: "de-DE",
    title: message.title,
    text: message.text,
    order_id: message.orderId,
    merchant_reference: "LW-1001",
    parcel_id: message.parcelId,
    link: message.link,
  });
});

test("W-02 2xx is done, 410 ends it, everything else is tried again, and redirects are not followed (S-04)", async () => {
  await using receiver = await startReceiver();
  const outcome = async (status: number): Promise<string> => {
    receiver.next.status = status;
    receiver.next.headers = { location: "http://127.0.0.1:1/" };
    const said = await receiver.webhooks.send(
      { url: receiver.url, secrets: [newWebhookSecret()] },
      message,
      systemClock.now(),
    );
    return said.kind === "failed" ? (said.temporary ? "later" : "never") : said.kind;
  };
  for (const status of [200, 202, 204]) assert.equal(await outcome(status), "sent", String(status));
  for (const status of [301, 302, 307, 308, 400, 401, 404, 429, 500, 503])
    assert.equal(await outcome(status), "later", String(status));
  assert.equal(await outcome(410), "gone");
});

test("S-03 S-02 a webhook never reaches this network, nor another port than the web's, whatever was entered", async () => {
  await using receiver = await startReceiver(false);
  for (const url of [
    receiver.url,
    receiver.url.replace("http:", "https:"),
    "https://10.0.0.1/",
    "https://[::1]/",
    "https://203.0.113.9/",
    "https://shop.example:6379/",
    "http://shop.example/",
  ]) {
    const said = await receiver.webhooks.send({ url, secrets: [newWebhookSecret()] }, message, systemClock.now());
    assert.deepEqual(said, { kind: "failed", temporary: false, detail: "webhook blocked" }, url);
  }
  assert.equal(receiver.got.length, 0);
});
