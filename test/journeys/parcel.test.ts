/** Journeys through the whole world: a merchant's call at one end, the shopper's page and mail at the other. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { request } from "undici";
import { makeNumber } from "#simulator/contracts.ts";
import { makeDevice, startPushService } from "#test/push-service.ts";
import { type Answer, startWorld, until } from "./world.ts";

const world = await startWorld();
after(() => world[Symbol.asyncDispose]());

const mailsTo = (address: string): readonly string[] =>
  world.catcher.mails.filter((mail) => mail.to === address).map((mail) => mail.subject);
const send = (orderId: string, ...entries: object[]): Promise<Answer> =>
  world.merchant("POST", `/ordermanagement/v1/orders/${orderId}/shipping-info`, { shipping_info: entries });
const pageSays = (url: string, words: RegExp): Promise<Answer> =>
  until(
    () => world.get(url, { "accept-language": "en" }),
    (page) => page.status === 200 && words.test(page.text),
    String(words),
  );

const withEmail = (email: string): Record<string, unknown> => ({
  shipping_address: {
    given_name: "Ines",
    family_name: "Vogelsang",
    email,
    street_address: "Lindenweg 12",
    postal_code: "10115",
    city: "Berlin",
    country: "DE",
  },
});

test("a capture with a DHL number ends as a delivered parcel on the shopper's page, with mails on the way", async () => {
  const email = "first@example.org";
  const { id, trackingUrl } = await world.order(withEmail(email));
  const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 1 });
  const captured = await world.merchant("POST", `/ordermanagement/v1/orders/${id}/captures`, {
    captured_amount: 4_900,
    shipping_info: [{ shipping_company: "Deutsche Post DHL", tracking_number: number }],
  });
  assert.equal(captured.status, 201);
  await pageSays(trackingUrl, /Delivered/);
  const subjects = await until(
    async () => mailsTo(email),
    (all) => all.some((subject) => /deliver|arrived/i.test(subject)),
    "a mail that says delivered",
  );
  assert.ok(
    subjects.length >= 1 && subjects.length <= 4,
    `at most four messages for a normal parcel: ${subjects.join(" · ")}`,
  );
});

test("free text and a UPS number lead to UPS, sent on order and capture it is one parcel", async () => {
  const { id, trackingUrl } = await world.order();
  const number = makeNumber({ carrier: "ups", journey: "normal", serial: 2, seed: 1 });
  assert.equal((await send(id, { shipping_company: "UPS Ground (USD)", tracking_number: number })).status, 204);
  await world.merchant("POST", `/ordermanagement/v1/orders/${id}/captures`, {
    captured_amount: 4_900,
    shipping_info: [{ shipping_company: "UPS®", tracking_number: ` ${number.toLowerCase()} ` }],
  });
  const page = await pageSays(trackingUrl, /Delivered/);
  const parcels = new Set([...page.text.matchAll(/\/o\/[\w-]+\/p\/([0-9a-f-]{36})/g)].map((m) => m[1]));
  assert.equal(parcels.size, 1);
});

test("a parcel at a pick-up point is shown as ready, and the shopper is told", async () => {
  const email = "pickup@example.org";
  const { id, trackingUrl } = await world.order(withEmail(email));
  const number = makeNumber({ carrier: "dhl", journey: "pickup_point", serial: 3, seed: 1 });
  await send(id, { shipping_company: "dhl", tracking_number: number });
  await until(
    async () => mailsTo(email),
    (all) => all.some((subject) => /pick|collect|ready/i.test(subject)),
    "a mail that says ready",
  );
  assert.equal((await world.get(trackingUrl)).status, 200);
});

test("the API never refuses because of a carrier or a number; the page still makes sense", async () => {
  const { id, trackingUrl } = await world.order();
  assert.equal(
    (await send(id, { shipping_company: "Nobody's Pigeon Post", tracking_number: "??" }, {}, { tracking_number: null }))
      .status,
    204,
  );
  assert.equal((await world.get(trackingUrl)).status, 200);
  const read = await world.merchant("GET", `/ordermanagement/v1/orders/${id}`);
  assert.deepEqual(JSON.parse(read.text).shipping_info, [
    { shipping_company: "Nobody's Pigeon Post", tracking_number: "??" },
    {},
    { tracking_number: null },
  ]);
});

const untracked: readonly (readonly [entry: object, says: RegExp])[] = [
  [{ shipping_method: "Digital" }, /delivered digitally/],
  [{ shipping_method: "Own", shipping_company: "Our van" }, /Lantern &amp; Loom brings it/],
  [{ shipping_method: "PickUpStore" }, /Collect it at Lantern &amp; Loom/],
  [{ shipping_method: "ClickCollect" }, /Collect it at Lantern &amp; Loom/],
  [{ shipping_method: "Postal" }, /On its way as a letter/],
  [{ shipping_company: "Letter" }, /On its way as a letter/],
];
for (const [entry, says] of untracked) {
  test(`nothing to follow, and the page makes sense: ${JSON.stringify(entry)}`, async () => {
    const { id, trackingUrl } = await world.order();
    await send(id, entry);
    const page = await pageSays(trackingUrl, says);
    assert.doesNotMatch(page.text, /cannot follow|does not know/);
  });
}

test("goods that a carrier brings to the store are followed as usual", async () => {
  const { id, trackingUrl } = await world.order();
  const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 5, seed: 1 });
  await send(id, { shipping_company: "DHL Paket", tracking_number: number, shipping_method: "PickUpStore" });
  await pageSays(trackingUrl, /Arrives|Delivered|on its way/);
});

test("a number with a mistyped digit is asked for again, and the right one takes its place", async () => {
  const { id, trackingUrl } = await world.order();
  await send(id, { shipping_company: "UPS", tracking_number: "1Z999AA10123456785" });
  await pageSays(trackingUrl, /We are waiting for the right number/);
  const number = makeNumber({ carrier: "ups", journey: "normal", serial: 6, seed: 1 });
  await send(id, { shipping_company: "UPS", tracking_number: number });
  const page = await pageSays(trackingUrl, /Delivered/);
  assert.doesNotMatch(page.text, /right number/);
});

test("a carrier that nobody knows, and one that is not connected: the shopper reads who has the parcel", async () => {
  const nameless = await world.order();
  await send(nameless.id, { shipping_company: "Pigeon & Sons", tracking_number: "PS 44-1207" });
  await pageSays(nameless.trackingUrl, /Pigeon &amp; Sons brings your parcel.*PS 44-1207/s);
  const unconnected = await world.order();
  await send(unconnected.id, { shipping_company: "Correos Chile", tracking_number: "990012345678" });
  await pageSays(unconnected.trackingUrl, /Correos Chile brings your parcel.*its own page/s);
});

test("the merchant reads what became of each entry: a delivery that is followed, or a named reason why not", async () => {
  const { id } = await world.order();
  const number = makeNumber({ carrier: "ups", journey: "normal", serial: 12, seed: 1 });
  const entries = [
    { shipping_company: "UPS Ground (USD)", tracking_number: number },
    { shipping_company: "UPS", tracking_number: "1Z999AA10123456785" },
    { shipping_company: "Pigeon & Sons", tracking_number: "PS 44-1207" },
    { shipping_method: "Digital" },
    {},
  ];
  await send(id, ...entries);
  const became = await until(
    async () => JSON.parse((await world.merchant("GET", `/v1/orders/${id}/deliveries`)).text),
    ({ deliveries }) => deliveries.some(({ status }: { status: string }) => status === "delivered"),
    "a delivery that has arrived",
  );
  assert.deepEqual(
    became.entries.map((one: { outcomes: { reason: string }[] }) => one.outcomes.map(({ reason }) => reason)),
    [["followed"], ["wrong_check_digit"], ["unknown_carrier"], ["untracked_by_nature"], ["empty_entry"]],
  );
  assert.deepEqual(became.deliveries[0].carrier, { code: "ups", name: "UPS" });
  assert.match(became.entries[1].outcomes[0].explanation, /check digit is wrong/);
});

test("a prepared return is a label with its number, and no parcel, until the carrier has it", async () => {
  const { id, trackingUrl } = await world.order();
  const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 7, seed: 1 });
  const back = makeNumber({ carrier: "ups", journey: "stays_unknown", serial: 8, seed: 1 });
  await send(id, {
    shipping_company: "DHL",
    tracking_number: number,
    return_shipping_company: "UPS",
    return_tracking_number: back,
  });
  const page = await pageSays(trackingUrl, /<h1>Delivered/);
  assert.match(page.text, new RegExp(`A return is prepared.*${back}`, "s"));
  const parcels = new Set([...page.text.matchAll(/\/o\/[\w-]+\/p\/([0-9a-f-]{36})/g)].map((m) => m[1]));
  assert.ok(!/Going back to the shop/.test(page.text) && parcels.size <= 2, "nothing is said to move");
});

test("an open page hears of the next scan by its stream", async () => {
  const { id, trackingUrl } = await world.order();
  const { statusCode, headers, body } = await request(`${trackingUrl}/live`);
  assert.equal(statusCode, 200);
  assert.match(String(headers["content-type"]), /^text\/event-stream/);
  const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 9, seed: 1 });
  await send(id, { shipping_company: "dhl", tracking_number: number });
  let heard = "";
  for await (const chunk of body) {
    heard += String(chunk);
    if (heard.includes("event: changed")) break;
  }
  assert.match(heard, /event: changed\ndata: 1\n\n/);
});

test("trigger-send-out mails the shopper once more", async () => {
  const email = "again@example.org";
  const { id } = await world.order(withEmail(email));
  const captured = await world.merchant("POST", `/ordermanagement/v1/orders/${id}/captures`, {
    captured_amount: 4_900,
  });
  const path = `/ordermanagement/v1/orders/${id}/captures/${captured.headers["capture-id"]}/trigger-send-out`;
  assert.equal((await world.merchant("POST", path)).status, 204);
  await until(
    async () => mailsTo(email),
    (all) => all.length === 1,
    "one mail",
  );
});

const form = (path: string, fields: Record<string, string>, cookie = "") =>
  request(world.base + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...(cookie && { cookie }) },
    body: new URLSearchParams(fields).toString(),
  });
const cookieOf = (answer: Awaited<ReturnType<typeof form>>): string =>
  String(answer.headers["set-cookie"]).split(";")[0] ?? "";

/** By the code of the mail; returns the session's cookie. */
async function signIn(email: string): Promise<string> {
  const asked = await form("/sign-in", { email });
  assert.equal(asked.statusCode, 303);
  const subjects = await until(
    async () => mailsTo(email),
    (all) => all.some((subject) => /^\d{8} /.test(subject)),
    "the code",
  );
  const code = subjects.find((subject) => /^\d{8} /.test(subject))?.slice(0, 8) ?? "";
  const entered = await form("/sign-in/code", { code }, cookieOf(asked));
  assert.equal(entered.statusCode, 303);
  return cookieOf(entered);
}

test("a person signs in with the code of the mail and sees the order among their deliveries", async () => {
  const email = "signs-in@example.org";
  const { trackingUrl } = await world.order(withEmail(email));
  const list = await world.get("/deliveries", { cookie: await signIn(email) });
  assert.ok(list.text.includes(new URL(trackingUrl).pathname));
});

test("from the merchant's call to the phone that buzzes: the push opens the page that says the same", async () => {
  const email = "buzz@example.org";
  const { id, trackingUrl } = await world.order(withEmail(email));
  const cookie = await signIn(email);
  const push = await startPushService(world.vapidPublicKey);
  try {
    const device = makeDevice("phone");
    push.devices.set("phone", device);
    const subscribed = await request(`${world.base}/account/push`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({
        endpoint: `${push.service.url}/phone`,
        keys: { p256dh: device.publicKey.toString("base64url"), auth: device.auth.toString("base64url") },
      }),
    });
    assert.equal(subscribed.statusCode, 204);
    const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 10, seed: 1 });
    await send(id, { shipping_company: "DHL", tracking_number: number });
    const { url = "" } =
      (await until(
        async () => push.pushed.at(-1)?.payload,
        (payload) => /delivered/.test(payload?.title ?? ""),
        "a push that says delivered",
      )) ?? {};
    push.assertHappy();
    assert.ok(url.startsWith(trackingUrl), url);
    assert.match((await world.get(url, { "accept-language": "en" })).text, /<h1>Delivered/);
    assert.equal(new Set(push.pushed.map(({ topic }) => topic)).size, push.pushed.length, "each fact once");
    assert.deepEqual(
      mailsTo(email).filter((subject) => /delivered|on its way/i.test(subject)),
      [],
      "what the phone said is not mailed, too",
    );
  } finally {
    await push.close();
  }
});
