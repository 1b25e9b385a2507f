/** Journeys through the whole world: a merchant's call at one end, the shopper's page and mail at the other. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeNumber } from "#simulator/numbers.ts";
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

test("digital goods need no parcel, and the page says so", async () => {
  const { id, trackingUrl } = await world.order();
  await send(id, { shipping_method: "Digital" });
  await pageSays(trackingUrl, /digital|e-mail|download/i);
});
