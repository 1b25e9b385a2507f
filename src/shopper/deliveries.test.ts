/** The list of a person's deliveries: where each stands, what is found, what is put away, and that none is lost between pages. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { days } from "#platform/clock.ts";
import { shardOf } from "#platform/ids.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { startShopper } from "#test/shopper.ts";

const world = await startShopper();
const { database } = world.fresh;
after(() => world[Symbol.asyncDispose]());

let people = 0;
const someone = (): string => `list-${(people += 1)}@example.org`;
const moving = ["info_received.label_created", "in_transit.picked_up"] as const;

async function scan(
  orderId: string,
  shipmentId: string,
  codes: readonly EventCode[],
  more: Parameters<typeof readingOf>[1] = {},
): Promise<void> {
  const now = world.clock.now();
  const events = codes.map((code, at) =>
    scanAt(new Date(now.getTime() - (codes.length - at) * 3_600_000), { code, order: at }),
  );
  const shipment = { shard: shardOf(orderId), id: shipmentId, orderId, merchantId: world.merchantId };
  await database.forMerchants([world.merchantId], (tx) =>
    recordScans(tx, { shipment, reading: readingOf(events, more), source: "ups", rawAnswerId: null, now }),
  );
}

/** Headings and card texts of the list, in their order. */
const linesOf = (text: string): readonly string[] =>
  [...text.slice(text.indexOf("<main")).matchAll(/<h[23][^>]*>(.*?)<\/h[23]>/gs)].map(([, inside = ""]) =>
    inside.replace(/<[^>]+>/g, "").trim(),
  );
const cardsOf = (text: string): number => (text.match(/<article>/g) ?? []).length;

test("groups in the order of urgency: needs you, today, on the way by date, waiting, past; with the count in title and page", async () => {
  const email = someone();
  const add = async (reference: string, codes: readonly EventCode[], more: Parameters<typeof readingOf>[1] = {}) => {
    const order = await world.addOrder({ email, reference, number: `1Z${reference}` });
    if (codes.length > 0) await scan(order.id, order.shipmentId, codes, more);
    world.clock.advance(1_000);
  };
  const date = (from: string) => ({ estimate: { from, through: null, kind: "date" as const } });
  await add("G-1", [...moving, "delivered.to_recipient"]);
  await add("G-2", []);
  await add("G-3", moving, date("2026-11-28"));
  await add("G-4", moving, date("2026-11-26"));
  await add("G-5", [...moving, "out_for_delivery.on_vehicle"]);
  await add("G-6", [...moving, "exception.address_incorrect"]);
  const person = await world.signedIn(email);
  const { text } = await person.open("/deliveries");
  assert.deepEqual(linesOf(text), [
    "Needs you",
    "Your parcel is held up",
    "Today",
    "Arrives today",
    "On the way",
    "Arrives Thu 26 November",
    "Arrives Sat 28 November",
    "Waiting",
    "UPS does not know the parcel yet",
    "Past (1)",
    "Delivered today, 9:00",
  ]);
  assert.match(text, /<details class="past">/, "past is folded away");
  assert.match(text, /<title>4 on the way – Your deliveries<\/title>/);
  assert.match(text, /Last news: an hour ago/);
  const waiting = await person.open("/deliveries?show=waiting");
  assert.deepEqual(linesOf(waiting.text), ["Waiting", "UPS does not know the parcel yet"]);
});

test("one order is one card, however many parcels: the most urgent says where it stands", async () => {
  const email = someone();
  const order = await world.addOrder({ email, reference: "TWO-1" });
  await scan(order.id, order.shipmentId, [...moving, "delivered.mailbox"]);
  const second = await database.forMerchants([world.merchantId], (tx) =>
    openShipment(
      tx,
      {
        shard: shardOf(order.id),
        orderId: order.id,
        merchantId: world.merchantId,
        mode: "live",
        direction: "outbound",
        tracked: true,
        carrier: "dhl-germany",
        trackingNumber: "00340434161094015902",
        method: null,
        trackingUri: null,
        saidCompany: "DHL",
        saidNumber: null,
        identifiedBy: [],
        firstAskAt: world.clock.now(),
      },
      world.clock.now(),
    ),
  );
  await scan(order.id, second.id, moving);
  const person = await world.signedIn(email);
  const { text } = await person.open("/deliveries");
  assert.equal(cardsOf(text), 1);
  assert.deepEqual(linesOf(text), ["On the way", "1 of 2 parcels are here."]);
  assert.match(text, new RegExp(`${order.link}/p/${second.id}`));
  assert.match(text, new RegExp(order.parcel));
});

test("search finds shop, item, order number, tracking number with blanks, carrier; never another's, and a percent sign is a percent sign", async () => {
  const email = someone();
  const lines = [{ name: 'Lamp 40 % "Brass" Übergröße', quantity: 1 }];
  await world.addOrder({ email, reference: "SE-77", number: "1Z999AA10123456784", lines });
  await world.addOrder({ email, reference: "SE-78", number: null });
  await world.addOrder({ email: someone(), reference: "SE-79", lines });
  const person = await world.signedIn(email);
  const found = async (q: string): Promise<number> =>
    cardsOf((await person.open(`/deliveries?q=${encodeURIComponent(q)}`)).text);
  for (const [query, count] of [
    ["lantern", 2],
    ["übergröße", 1],
    ['"brass"', 1],
    ["40 %", 1],
    ["%", 1],
    ["_", 0],
    ["se-78", 1],
    ["SE-79", 0],
    ["1Z 999 AA1 01", 1],
    ["ups", 1],
    ["nothing like it", 0],
    ["\\", 0],
  ] as const)
    assert.equal(await found(query), count, query);
  assert.match((await person.open("/deliveries?q=zzz")).text, /Nothing matches/);
  assert.equal((await person.open("/deliveries?q=%00%ed%a0%80")).status, 200);
});

test("what is archived leaves the list and the count, is found by search and under archived, and comes back with a new parcel", async () => {
  const email = someone();
  const order = await world.addOrder({ email, reference: "AR-1" });
  await scan(order.id, order.shipmentId, moving);
  const person = await world.signedIn(email);
  const answer = await person.send(`/deliveries/${order.id}/archive`, {});
  assert.equal(answer.headers.location, "/deliveries?done=archived");
  const cards = async (query: string): Promise<number> => cardsOf((await person.open(`/deliveries${query}`)).text);
  assert.deepEqual([await cards(""), await cards("?q=AR-1"), await cards("?show=archived")], [0, 1, 1]);
  assert.match((await person.open("/deliveries")).text, /Nothing on the way/);
  await person.send(`/deliveries/${order.id}/unarchive`, {});
  assert.deepEqual([await cards(""), await cards("?show=archived")], [1, 0]);
  await person.send(`/deliveries/${order.id}/archive`, {});
  await database.forMerchants([world.merchantId], (tx) =>
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
        trackingNumber: "1Z999AA10123456799",
        method: null,
        trackingUri: null,
        saidCompany: "UPS",
        saidNumber: null,
        identifiedBy: [],
        firstAskAt: world.clock.now(),
      },
      world.clock.now(),
    ),
  );
  assert.equal(await cards(""), 1);
  assert.equal((await person.open("/deliveries")).headers["content-type"], "text/html; charset=utf-8");
});

test("B-03 looking changes nothing: no address of a form answers to GET", async () => {
  const person = await world.signedIn(someone());
  const order = await world.addOrder({ email: someone() });
  for (const path of ["archive", "unarchive", "rename", "remove"])
    assert.equal((await person.open(`/deliveries/${order.id}/${path}`)).status, 404, path);
});

test("two hundred and five orders are three pages: each once, none missing", async () => {
  const email = someone();
  for (let n = 0; n < 205; n += 1) {
    await world.addOrder({ email, reference: `P-${n}`, number: null, lines: [{ name: `Item-${n}-`, quantity: 1 }] });
    // Several of one instant: the cursor tells them apart.
    if (n % 3 === 0) world.clock.advance(1_000);
  }
  const person = await world.signedIn(email);
  const seen: string[] = [];
  let address: string | undefined = "/deliveries";
  const sizes: number[] = [];
  while (address !== undefined) {
    const { text } = await person.open(address);
    const items = [...text.matchAll(/Item-(\d+)-/g)].map(([, n = ""]) => n);
    sizes.push(cardsOf(text));
    seen.push(...new Set(items));
    address = /href="(\/deliveries\?[^"]*before=[0-9a-f-]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  }
  assert.deepEqual(sizes, [100, 100, 5]);
  assert.equal(new Set(seen).size, 205);
  const stranger = await world.signedIn(someone());
  const [first] = await newestOf(email);
  assert.equal(cardsOf((await stranger.open(`/deliveries?before=${first}`)).text), 0, "another's order is no cursor");
});

async function newestOf(email: string): Promise<readonly string[]> {
  const { sql } = await import("#platform/database.ts");
  const rows = await database.forSystem("test", (tx) =>
    tx.query<{ id: string }>(
      sql("test.list.newest", "select id from orders where shopper_email = $1 order by created_at desc limit 1"),
      [email],
    ),
  );
  return rows.map(({ id }) => id);
}

test("an empty list says how parcels get here and offers to add one; an old order without a parcel is past", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const { text } = await person.open("/deliveries");
  assert.match(text, /appears here by itself/);
  assert.match(text, /<a class="button" href="\/add">/);
  await world.addOrder({ email, reference: "OLD-1", number: null });
  world.clock.advance(days(31));
  const again = await world.signedIn(email);
  assert.deepEqual(linesOf((await again.open("/deliveries")).text).slice(0, 1), ["Past (1)"]);
});
