/** What can be done on a parcel's page: said, taken back, chosen, reported, written down. Each twice, each by whom it may not. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { days, hours } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import type { NumberReading } from "#shipments/reading.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { readOrderShipments } from "#shipments/store.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { mailAfter, startShopper } from "#test/shopper.ts";

const world = await startShopper();
after(() => world[Symbol.asyncDispose]());
const { database } = world.fresh;
let reference = 0;
beforeEach(() => {
  reference += 1;
});

type Added = Awaited<ReturnType<typeof world.addOrder>>;
const addOrder = (email: string | null = null, more: object = {}): Promise<Added> =>
  world.addOrder({ email, reference: `ACT-${reference}`, ...more });

const record = (order: Added, reading: NumberReading) =>
  database.forMerchants([world.merchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: shardOf(order.id), id: order.shipmentId, orderId: order.id, merchantId: world.merchantId },
      reading,
      source: "ups",
      rawAnswerId: null,
      now: world.clock.now(),
    }),
  );
const scan = (code: Parameters<typeof scanAt>[1]["code"], facts = {}) =>
  readingOf([scanAt(world.clock.now(), { code, facts })]);

const addParcel = (order: Added, more: Partial<Parameters<typeof openShipment>[1]>) =>
  database.forMerchants([world.merchantId], (tx) =>
    openShipment(
      tx,
      {
        shard: shardOf(order.id),
        orderId: order.id,
        merchantId: world.merchantId,
        mode: "live",
        direction: "outbound",
        tracked: true,
        carrier: "ups",
        trackingNumber: "1Z999AA10123456784",
        method: null,
        trackingUri: null,
        saidCompany: "UPS",
        saidNumber: null,
        identifiedBy: [],
        firstAskAt: world.clock.now(),
        ...more,
      },
      world.clock.now(),
    ),
  );
const shipmentOf = async (order: Added, id = order.shipmentId) => {
  const all = await database.forMerchants([world.merchantId], (tx) =>
    readOrderShipments(tx, shardOf(order.id), order.id),
  );
  return all.find((one) => one.id === id) ?? assert.fail();
};
const dueAt = async (subject: string): Promise<Date | undefined> => {
  const [row] = await database.forMerchants([world.merchantId], (tx) =>
    tx.query<{ due: Date }>(
      sql("test.due", "select due_at as due from due_work where kind = 'poll' and subject = $1"),
      [subject],
    ),
  );
  return row?.due;
};

test("a delivered parcel is said not to be there, then to be there; said twice it stays, taken back it is gone, and its status never moves", async () => {
  const order = await addOrder();
  await record(order, scan("delivered.to_recipient"));
  const browser = world.browser();
  const said = await browser.send(`${order.parcel}/said`, { word: "not_arrived" });
  assert.deepEqual([said.status, said.headers.location], [303, order.parcel]);
  const first = (await shipmentOf(order)).shopperSaidAt;
  world.clock.advance(hours(1));
  await browser.send(`${order.parcel}/said`, { word: "not_arrived" });
  assert.deepEqual((await shipmentOf(order)).shopperSaidAt, first);
  const page = (await browser.open(order.parcel)).text;
  assert.match(page, /You said that it did not arrive: today/);
  assert.match(page, /href="#report">Tell Lantern/);
  assert.match((await browser.open(order.link)).text, /One parcel needs you|Needs you/);
  await browser.send(`${order.parcel}/said`, { word: "arrived" });
  assert.match((await browser.open(order.parcel)).text, /You said that it arrived/);
  await browser.send(`${order.parcel}/said`, { word: "nothing" });
  const after = await shipmentOf(order);
  assert.deepEqual(
    [after.shopperSaid, after.shopperSaidAt, after.status, after.sequence],
    [null, null, "delivered", 1],
  );
});

test("nobody says of a parcel on its way that it arrived, nor anything that we do not ask", async () => {
  const order = await addOrder();
  await record(order, scan("in_transit.moving"));
  for (const word of ["arrived", "not_arrived", "sent_back", "delivered", ""])
    await world.browser().send(`${order.parcel}/said`, { word });
  assert.equal((await shipmentOf(order)).shopperSaid, null);
});

test("a letter that arrived, as the shopper says, is past in the list and keeps its status", async () => {
  const email = "letter@example.org";
  const order = await addOrder(email, { number: null });
  const { id } = await addParcel(order, {
    tracked: false,
    carrier: null,
    trackingNumber: null,
    method: "letter",
    firstAskAt: null,
  });
  const browser = await world.signedIn(email);
  const list = async () => /<h2>([^<]*)<\/h2>/.exec((await browser.open("/deliveries")).text)?.[1];
  assert.match((await list()) ?? "", /^Waiting/);
  await browser.send(`${order.link}/p/${id}/said`, { word: "arrived" });
  assert.match((await list()) ?? "", /^Past/);
  assert.equal((await shipmentOf(order, id)).status, "pending");
  assert.match((await browser.open(`${order.link}/p/${id}`)).text, /<h1>It has arrived, as you say<\/h1>/);
});

test("a prepared return is a quiet card; sent back it comes alive, its carrier is asked at once, and it can be taken back", async () => {
  const order = await addOrder();
  const number = "1Z999AA10123456795";
  const { id } = await addParcel(order, {
    direction: "return",
    trackingNumber: number,
    firstAskAt: new Date(world.clock.now().getTime() + hours(20)),
  });
  const browser = world.browser();
  const before = (await browser.open(order.link)).text;
  assert.match(before, /A return is prepared/);
  assert.match(before, new RegExp(number));
  assert.equal((await browser.open(`${order.link}/p/${id}`)).status, 404);
  await browser.send(`${order.link}/p/${id}/said`, { word: "sent_back" });
  const now = world.clock.now();
  assert.deepEqual([await dueAt(id), (await shipmentOf(order, id)).nextAskAt], [now, now]);
  assert.match((await browser.open(order.link)).text, /You have sent it back/);
  world.clock.advance(hours(2));
  await browser.send(`${order.link}/p/${id}/said`, { word: "sent_back" });
  assert.deepEqual(await dueAt(id), now, "said again nothing is planned again");
  const undone = await browser.send(`${order.link}/p/${id}/said`, { word: "nothing" });
  assert.equal(undone.headers.location, order.link);
  assert.match((await browser.open(order.link)).text, /A return is prepared/);
});

test("muted and put away: only by the person whose order it is, each with its way back", async () => {
  const email = "choices@example.org";
  const order = await addOrder(email);
  const [own, other, nobody] = [
    await world.signedIn(email),
    await world.signedIn("no-owner@example.org"),
    world.browser(),
  ];
  for (const browser of [other, nobody])
    for (const what of ["mute", "archive"])
      assert.equal((await browser.send(`${order.parcel}/${what}`, { on: "1" })).status, 404);
  assert.doesNotMatch((await nobody.open(order.parcel)).text, /No messages about this parcel/);
  for (const [what, offer, undo] of [
    ["mute", /No messages about this parcel/, /Messages about this parcel again/],
    ["archive", /Put this order away/, /Put this order back into the list/],
  ] as const) {
    assert.match((await own.open(order.parcel)).text, offer);
    for (let times = 0; times < 2; times += 1) await own.send(`${order.parcel}/${what}`, { on: "1" });
    assert.match((await own.open(order.parcel)).text, undo);
    await own.send(`${order.parcel}/${what}`, { on: "0" });
    assert.match((await own.open(order.parcel)).text, offer);
  }
});

const reportsOf = (order: Added) =>
  database.forMerchants([world.merchantId], (tx) =>
    tx.query<{ kind: string; words: string; mailed: boolean }>(
      sql(
        "test.reports",
        "select kind, words, mailed_at is not null as mailed from shopper_reports where order_id = $1 order by reported_at, id",
      ),
      [order.id],
    ),
  );

test("a report reaches the shop with what the carrier said, once; and shows nothing back but its kind", async () => {
  const order = await addOrder("report@example.org");
  await record(
    order,
    readingOf([scanAt(world.clock.now(), { code: "delivered.to_recipient", rawText: "DELIVERED FRONT PORCH" })]),
  );
  const browser = world.browser();
  const before = world.mails.length;
  const words = "The box is empty.\u202e <b>Help</b>";
  for (let times = 0; times < 2; times += 1)
    assert.equal((await browser.send(`${order.parcel}/report`, { kind: "wrong_item", text: words })).status, 303);
  const mail = await mailAfter(world, before);
  assert.equal(mail.to, "help@shop.example");
  assert.match(mail.subject, new RegExp(`ACT-${reference}: Something is missing or wrong`));
  assert.match(mail.text, /The box is empty\. <b>Help<\/b>/);
  assert.match(mail.text, /DELIVERED FRONT PORCH/);
  assert.match(mail.text, /1Z999AA10123456784/);
  assert.match(mail.html, /&lt;b&gt;Help/);
  const page = (await browser.open(order.parcel)).text;
  assert.match(page, /has your report: Something is missing or wrong/);
  assert.doesNotMatch(page, /box is empty/);
  await new Promise((next) => setTimeout(next, 100));
  assert.equal(world.mails.length, before + 1, "the same report twice is one mail");
  assert.deepEqual(await reportsOf(order), [
    { kind: "wrong_item", words: "The box is empty. <b>Help</b>", mailed: true },
  ]);
});

test("five reports for an order and day, a kind that there is, a thousand characters", async () => {
  const order = await addOrder();
  const browser = world.browser();
  const none = await browser.send(`${order.parcel}/report`, { kind: "", text: "x" });
  assert.equal(none.status, 422);
  assert.match(none.text, /role="alert">Please choose/);
  for (let n = 0; n < 5; n += 1)
    assert.equal(
      (await browser.send(`${order.link}/report`, { kind: "other", text: `${n} ${"x".repeat(2_000)}` })).status,
      303,
    );
  const sixth = await browser.send(`${order.parcel}/report`, { kind: "other", text: "one more" });
  assert.equal(sixth.status, 429);
  assert.match(sixth.text, /five reports/);
  assert.equal((await browser.send(`${order.link}/report`, { kind: "other", text: "and more" })).status, 429);
  assert.deepEqual(
    (await reportsOf(order)).map(({ words }) => words.length),
    Array(5).fill(1_000),
  );
  world.clock.advance(days(1));
  assert.equal((await browser.send(`${order.parcel}/report`, { kind: "other", text: "one more" })).status, 303);
});

test("a burst of reports finds no more room than one after another", async () => {
  const order = await addOrder();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      world.browser().send(`${order.parcel}/report`, { kind: "other", text: String(n) }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 303).length, 5);
  assert.equal((await reportsOf(order)).length, 5);
});

test("B-03 C-06 forms of other sites, of unknown links and of links that show movement only change nothing", async () => {
  const order = await addOrder();
  await record(order, scan("delivered.to_recipient"));
  const forms = [
    ["said", { word: "arrived" }],
    ["report", { kind: "other", text: "x" }],
    ["carrier", { carrier: "dhl" }],
    ["mute", { on: "1" }],
    ["archive", { on: "1" }],
  ] as const;
  for (const [what, form] of forms) {
    const foreign = await world.browser().send(`${order.parcel}/${what}`, form, { "sec-fetch-site": "cross-site" });
    assert.equal(foreign.status, 403, what);
    assert.equal(
      (await world.browser().send(`/o/${"x".repeat(24)}/p/${order.shipmentId}/${what}`, form)).status,
      404,
      what,
    );
    assert.equal((await world.browser().send(`${order.link}/p/${newId()}/${what}`, form)).status, 404, what);
    assert.equal((await world.browser().open(`${order.parcel}/${what}`)).status, 404, `${what} by GET`);
  }
  world.clock.advance(days(31));
  for (const [what, form] of forms)
    assert.equal((await world.browser().send(`${order.parcel}/${what}`, form)).status, 404, what);
  assert.equal((await world.browser().send(`${order.link}/report`, { kind: "other", text: "x" })).status, 404);
  assert.equal((await shipmentOf(order)).shopperSaid, null);
  assert.deepEqual(await reportsOf(order), []);
});

test("a number that its carrier does not know for days: another is asked with one tap, at once, and nobody else's", async () => {
  const order = await addOrder(null, { number: null });
  const { id } = await addParcel(order, {
    carrier: "dhl",
    saidCompany: "DHL",
    firstAskAt: new Date(world.clock.now().getTime() + days(20)),
  });
  const link = `${order.link}/p/${id}`;
  const browser = world.browser();
  const outcome = sql(
    "test.outcome",
    "update shipments set last_outcome = 'not_found', last_asked_at = $2 where id = $1",
  );
  await database.forSystem("test", (tx) => tx.execute(outcome, [id, world.clock.now()]));
  assert.doesNotMatch((await browser.open(link)).text, /Ask UPS/, "the first days are normal");
  world.clock.advance(days(4));
  const page = (await browser.open(link)).text;
  assert.match(page, /<h1>DHL does not know this number<\/h1>/);
  assert.match(page, /Ask UPS/);
  await browser.send(`${link}/carrier`, { carrier: "correos" });
  await browser.send(`${link}/carrier`, { carrier: "nobody-at-all" });
  assert.match((await browser.open(link)).text, /Ask UPS/, "only a candidate is asked");
  await browser.send(`${link}/carrier`, { carrier: "ups" });
  assert.deepEqual(await dueAt(id), world.clock.now());
  const asked = await shipmentOf(order, id);
  assert.deepEqual(
    [asked.carrier, asked.saidCompany, asked.status],
    ["dhl", "DHL", "pending"],
    "nothing changes before UPS knows it",
  );
  assert.match((await browser.open(link)).text, /<strong>UPS<\/strong>: is being asked now/);
});

test("the calendar has the window, the day to collect by, or nothing; and no number, link or code", async () => {
  const order = await addOrder();
  const browser = world.browser();
  assert.equal((await browser.open(`${order.parcel}/calendar.ics`)).status, 404);
  const from = new Date(world.clock.now().getTime() + days(1));
  const window = {
    from: from.toISOString(),
    through: new Date(from.getTime() + hours(2)).toISOString(),
    kind: "window" as const,
  };
  await record(order, { ...scan("in_transit.moving"), estimate: window } as NumberReading); // readingOf's, with an estimate
  const { text, headers } = await browser.open(`${order.parcel}/calendar.ics`);
  assert.match(String(headers["content-type"]), /^text\/calendar; charset=utf-8/);
  assert.match(text, new RegExp(`DTSTART:${from.toISOString().replace(/[-:]|\.\d+/g, "")}`));
  assert.match(text, /SUMMARY:Parcel from Lantern & Loom/);
  world.clock.advance(hours(1));
  const keepUntil = new Date(world.clock.now().getTime() + days(4)).toISOString().slice(0, 10);
  const point = { name: "Kiosk Mühle", city: "Berlin", street: "Canarystreet 9" };
  await record(order, scan("available_for_pickup.at_pickup_point", { keepUntil, pickupPoint: point }));
  const ready = (await browser.open(`${order.parcel}/calendar.ics`)).text;
  assert.match(ready, new RegExp(`DTSTART;VALUE=DATE:${keepUntil.replaceAll("-", "")}`));
  assert.match(ready, /LOCATION:Kiosk Mühle\\, Berlin/);
  for (const one of [text, ready]) assert.doesNotMatch(one, /1Z999|CANARY|Canary|\/o\/|https?:/);
});

test("a language that was asked for stays through a form", async () => {
  const order = await addOrder();
  await record(order, scan("delivered.to_recipient"));
  const page = (await world.browser().open(`${order.parcel}?lang=de`)).text;
  assert.match(page, new RegExp(`action="${order.parcel}/said\\?lang=de"`));
  const said = await world.browser().send(`${order.parcel}/said?lang=de`, { word: "arrived" });
  assert.equal(said.headers.location, `${order.parcel}?lang=de`);
  assert.equal(
    (await world.browser().send(`${order.parcel}/said?lang=%22x`, { word: "arrived" })).headers.location,
    order.parcel,
  );
});

test("a parcel's page waits for the database twice, a person's own one three times", async (t) => {
  const person = await world.signedIn("often@example.org");
  const order = await addOrder("often@example.org");
  const asked = (["forSystemAtOnce", "forMerchantsAtOnce"] as const).map((name) => t.mock.method(database, name).mock);
  const transactions = (["forSystem", "forMerchants"] as const).map((name) => t.mock.method(database, name).mock);
  for (const [reader, path, times] of [
    [world.browser(), order.parcel, 2],
    [world.browser(), order.link, 2],
    [person, order.parcel, 3],
    [person, order.link, 2],
  ] as const) {
    for (const mock of asked) mock.resetCalls();
    assert.equal((await reader.open(path)).status, 200);
    assert.equal(
      asked.reduce((sum, mock) => sum + mock.callCount(), 0),
      times,
      path,
    );
  }
  for (const mock of transactions) assert.equal(mock.callCount(), 0);
});
