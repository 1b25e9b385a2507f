/** Parcels that people add by hand: found in what they paste, followed like a shop's, theirs alone, and proof of nothing. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { createIntake } from "#intake/jobs.ts";
import { language as english } from "#languages/en.ts";
import { createApiKey } from "#orders/keys.ts";
import { personalMerchantId } from "#orders/personal-merchant.ts";
import { days } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { type Browser, startShopper } from "#test/shopper.ts";
import { sisters } from "./own-words.ts";
import type { FollowByHand } from "./site.ts";

/** Stops the next parcel after its number is kept, as a process that ends does. */
let isBroken = false;
const world = await startShopper();
const { database } = world.fresh;
after(() => world[Symbol.asyncDispose]());
beforeEach(() => world.clock.advance(days(1)));
const intake = createIntake({
  database,
  clock: world.clock,
  log: silentLog,
  wakeups: localWakeups(),
  connectedFor: async () => () => true,
});
/** What the worker does. */
const takeIn = async (): Promise<void> => {
  while ((await intake.runOnce()) > 0);
};

let people = 0;
const someone = (): string => `hand-${(people += 1)}@example.org`;
const dhl = "00340434161094015902";
const follow = (person: Browser, form: Record<string, string> = {}) =>
  person.send("/add/follow", { number: dhl, carrier: "dhl-germany", country: "DE", label: "", ...form });

interface OwnRow {
  readonly orderId: string;
  readonly shipmentId: string | null;
  readonly email: string | null;
  readonly status: string;
  readonly retiredAt: Date | null;
  readonly nextAskAt: Date | null;
}
const ownOrders = (): Promise<OwnRow[]> =>
  database.forSystem("test", (tx) =>
    tx.query<OwnRow>(
      sql(
        "test.own.orders",
        `select o.id as "orderId", s.id as "shipmentId", o.shopper_email as email, o.status, s.retired_at as "retiredAt", s.next_ask_at as "nextAskAt"
         from orders o left join shipments s on s.shard = o.shard and s.order_id = o.id where o.merchant_id = $1 order by o.created_at, o.id`,
      ),
      [personalMerchantId],
    ),
  );
const ownOf = async (email: string): Promise<readonly OwnRow[]> =>
  (await ownOrders()).filter((order) => order.email === email);
const linkIn = (text: string): string => /href="(\/o\/[\w-]+)/.exec(text)?.[1] ?? assert.fail("no card");

test("a pasted mail becomes a parcel in the list: found, asked about, followed, under one's own name", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const found = await person.send("/add", { pasted: `Your parcel comes with DHL.\nNumber: ${dhl}.` });
  assert.equal(found.status, 200);
  assert.match(found.text, /value="dhl-germany" checked/);
  assert.match(found.text, /The number has the form of DHL/);
  const sent = await follow(person, { label: "  Present for   Lena " });
  assert.equal(sent.headers.location, "/deliveries?done=added");
  assert.match((await person.open("/deliveries?done=added")).text, /We follow it now.*We are looking for your parcel/s);
  await takeIn();
  const list = await person.open("/deliveries");
  assert.match(list.text, /Present for Lena · Added by you/);
  const [order] = await ownOf(email);
  assert.equal(order?.nextAskAt?.getTime(), world.clock.now().getTime(), "it is due at once");
  const page = await person.open(linkIn(list.text));
  assert.match(page.text, /Added by you/);
  assert.match(page.text, /Your name for it: Present for Lena/);
  const [, main = ""] = page.text.split("<main");
  assert.doesNotMatch(main, /the shop\b|Posthorn/);
});

test("what is ambiguous is never chosen for the person, and cannot be followed unchosen", async () => {
  const person = await world.signedIn(someone());
  const found = await person.send("/add", { pasted: "776094337676" });
  assert.ok((found.text.match(/type="radio"/g) ?? []).length >= 2);
  assert.doesNotMatch(found.text, / checked/);
  const unchosen = await follow(person, { number: "776094337676", carrier: "" });
  assert.equal(unchosen.status, 422);
  assert.match(unchosen.text, /Choose a carrier/);
});

test("any carrier can be named; a name that several have is a question", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const unknown = await follow(person, { number: "AB12345678", carrier: "", company: "No Such Carrier" });
  assert.equal(unknown.status, 422);
  const several = await follow(person, { number: "AB12345678", carrier: "", company: "DPD", country: "GB" });
  assert.equal(several.status, 422);
  assert.match(several.text, /Several carriers have this name/);
  assert.match(several.text, /value="dpd-uk"/);
  const named = await follow(person, { number: "AB12345678", carrier: "", company: "Yodel", country: "GB" });
  assert.equal(named.status, 303, named.text);
});

test("a carrier that tells nothing without the postcode: it is asked for at once, with the reason, and sent along", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const found = await person.send("/add", { pasted: "3SABCD123456789" });
  assert.match(found.text, /name="postcode"/);
  assert.match(found.text, /only to those who know the postcode/);
  const form = { number: "3SABCD123456789", carrier: "postnl", country: "NL" };
  const missing = await follow(person, form);
  assert.equal(missing.status, 422);
  assert.match(missing.text, /needs the postcode/);
  assert.equal((await follow(person, { ...form, postcode: "1011 AB" })).status, 303);
  const [order] = await ownOf(email);
  const rows = await database.forSystem("test", (tx) =>
    tx.query<{ address: unknown }>(
      sql("test.own.address", "select shipping_address as address from orders where id = $1"),
      [order?.orderId],
    ),
  );
  assert.deepEqual(rows[0]?.address, { email, country: "NL", postal_code: "1011 AB" });
});

test("a mistyped number is told before anything is kept", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const answer = await follow(person, { number: "1Z999AA10123456785", carrier: "ups" });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /seems mistyped/);
  assert.deepEqual(await ownOf(email), []);
});

test("the same number twice is one parcel, sixteen times at once too, and so is one that a shop has sent already", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const answers = await Promise.all(Array.from({ length: 16 }, () => follow(person)));
  assert.ok(answers.every(({ status }) => status === 303));
  assert.equal((await ownOf(email)).length, 1);
  assert.equal(
    (await follow(person, { number: "0034 0434 1610 9401 5902" })).headers.location,
    "/deliveries?done=known",
  );
  await world.addOrder({ email, number: "1Z999AA10123456784" });
  const known = await follow(person, { number: "1Z999AA10123456784", carrier: "ups" });
  assert.equal(known.headers.location, "/deliveries?done=known");
  assert.equal((await ownOf(email)).length, 1);
});

test("a process that ends between number and order leaves nothing half: the next try finishes it", async () => {
  const email = someone();
  const inner: { followByHand?: FollowByHand } = {};
  await using other = await startShopper({
    followByHand: {
      follow: (parcel) => {
        if (isBroken) throw new Error("the process ended here");
        return (inner.followByHand ?? assert.fail()).follow(parcel);
      },
      forget: async () => {},
    },
  });
  inner.followByHand = other.followByHand;
  const person = await other.signedIn(email);
  isBroken = true;
  assert.equal((await follow(person)).status, 500);
  isBroken = false;
  assert.equal((await follow(person)).headers.location, "/deliveries?done=added");
  const rows = await other.fresh.database.forSystem("test", (tx) =>
    tx.query(sql("test.own.finished", "select 1 from own_parcels w join orders o on o.id = w.order_id")),
  );
  assert.equal(rows.length, 1);
});

test("twenty a day, removed ones counted; two hundred open", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const add = (n: number) =>
    follow(person, { number: `ZZ${String(n).padStart(8, "0")}`, carrier: "", company: "Yodel", country: "GB" });
  for (let n = 0; n < 20; n += 1) assert.equal((await add(n)).status, 303);
  const [first] = await ownOf(email);
  await person.send(`/deliveries/${first?.orderId}/remove`, {});
  const tooMany = await add(21);
  assert.equal(tooMany.status, 422);
  assert.match(tooMany.text, /twenty parcels today/);
  world.clock.advance(days(1) + 1_000);
  assert.equal((await add(22)).status, 303);
  await database.forSystem("test", (tx) =>
    tx.execute(
      sql(
        "test.own.many",
        `insert into own_parcels (id, shopper_id, number, added_at)
         select gen_random_uuid(), id, 'MANY' || n, now() - interval '9 days' from shoppers, generate_series(1, 180) n where email = $1`,
      ),
      [email],
    ),
  );
  const full = await add(23);
  assert.equal(full.status, 422);
  assert.match(full.text, /two hundred parcels/);
});

test("renamed and removed: the name changes; then nobody asks, the page ends, and nobody is written to", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  await follow(person, { label: "Old name" });
  await takeIn();
  const [order] = await ownOf(email);
  assert.ok(order);
  const renamed = await person.send(`/deliveries/${order.orderId}/rename`, { label: "x".repeat(80) });
  assert.equal(renamed.headers.location, "/deliveries?done=renamed");
  const list = await person.open("/deliveries");
  assert.match(list.text, new RegExp(`${"x".repeat(60)} · Added`));
  const link = linkIn(list.text);
  assert.equal(
    (await person.send(`/deliveries/${order.orderId}/remove`, {})).headers.location,
    "/deliveries?done=removed",
  );
  assert.doesNotMatch((await person.open("/deliveries")).text, /xxx|Added by you/);
  assert.equal((await person.open(link)).status, 404);
  const [removed] = (await ownOrders()).filter(({ orderId }) => orderId === order.orderId);
  assert.deepEqual([removed?.email, removed?.status, removed?.nextAskAt], [null, "CANCELLED", null]);
  assert.notEqual(removed?.retiredAt, null);
  assert.equal((await follow(person)).headers.location, "/deliveries?done=added", "it can be added again");
});

test("A-03 nobody renames, removes or archives what is another's", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  await follow(person, { label: "Mine" });
  await takeIn();
  const [order] = await ownOf(email);
  const mallory = await world.signedIn(someone());
  for (const what of ["rename", "remove", "archive", "unarchive"])
    assert.equal((await mallory.send(`/deliveries/${order?.orderId}/${what}`, { label: "Theirs" })).status, 404, what);
  assert.match((await person.open("/deliveries")).text, /Mine/);
  assert.doesNotMatch((await mallory.open("/deliveries?q=Mine")).text, /Added by you/);
});

test("C-06 who claims someone else's number sees no name, neighbour, street, item, order number or word of the carrier", async () => {
  const ines = someone();
  const order = await world.addOrder({
    email: ines,
    reference: "CANARY-ORDER",
    number: "1Z999AA10123456784",
    lines: [{ name: "Canaryitem", quantity: 1 }],
    address: { given_name: "Canarygiven", street_address: "Canarystreet 1", postal_code: "10987", email: ines },
  });
  const mallory = someone();
  const thief = await world.signedIn(mallory);
  await follow(thief, { number: "1Z999AA10123456784", carrier: "ups", label: "nosy" });
  await takeIn();
  const [own] = await ownOf(mallory);
  assert.ok(own?.shipmentId);
  const canary = (code: Parameters<typeof scanAt>[1]["code"], at: number) =>
    scanAt(world.clock.now(), {
      code,
      order: at,
      rawText: "Handed to CANARYWORDS at the door",
      facts: {
        signedBy: "Canarysigner",
        neighbour: "Canaryneighbour",
        pickupPoint: { name: "Kiosk", street: "Canarypoint 3" },
      },
    });
  const { orderId, shipmentId } = own;
  await database.forMerchants([personalMerchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: shardOf(orderId), id: shipmentId, orderId, merchantId: personalMerchantId },
      reading: readingOf([canary("in_transit.moving", 0), canary("delivered.to_neighbour", 1)]),
      source: "ups",
      rawAnswerId: null,
      now: world.clock.now(),
    }),
  );
  const list = await thief.open("/deliveries");
  const link = linkIn(list.text);
  const pages = [list, await thief.open(link), await thief.open(`${link}/p/${shipmentId}`)];
  assert.match(pages[2]?.text ?? "", /Delivered/, "the movement is there");
  for (const { status, text } of pages) {
    assert.equal(status, 200);
    assert.doesNotMatch(text, /canary/i);
    assert.ok(!text.includes(order.link) && !text.includes("10987"));
  }
});

test("the installation's own merchant gets no key", async () => {
  const { merchantCommand } = await import("#orders/merchant-command.ts");
  const said: string[] = [];
  const io = { out: () => assert.fail("a key was made"), err: (line: string) => void said.push(line) };
  assert.equal(await merchantCommand(["key", personalMerchantId], io, "postgres://nowhere.invalid/x"), 2);
  assert.match(said.join(), /no shop/);
  await assert.rejects(
    database.forSystem("test", (tx) =>
      createApiKey(tx, { merchantId: personalMerchantId, mode: "live", clock: world.clock }),
    ),
    /no shop/,
  );
});

test("every sentence that names a shop has a sister without one, but for those that no parcel of one's own comes to", () => {
  const never = [
    // A contact is a shop's; it is never shown here.
    "order.contact",
    // What a shop says of its own delivery, or of an order that it cancelled.
    "headline.own_delivery",
    "headline.store_pickup",
    "line.digital",
    "line.own_delivery",
    "line.store_pickup",
    "state.own_delivery",
    "order.headline.cancelled.sub",
    // What only a shop sends, promises, takes back or is told.
    "headline.return_moving",
    "headline.return_arrived",
    "line.promised",
    "line.refunded",
    "line.return_sent.linked",
    "line.letter.sent",
    "line.letter.due",
    "parcel.date.shop",
    "order.headline.promise.passed",
    "order.headline.promise.passed.sub",
    "order.corrected",
    "action.go.report",
    "report.note",
    "report.send",
    "report.sent",
    "report.fault.too_many",
  ];
  const texts: Readonly<Record<string, string>> = english.pages;
  const isOfShop = ([key, text]: readonly [string, string]): boolean =>
    /\{shop\}|\bat the shop|to the shop/.test(text) && !/^(own|help|add|deliveries|find|settings|missing)\./.test(key);
  const without = Object.entries(texts)
    .filter(isOfShop)
    .map(([key]) => key)
    .filter((key) => !Object.hasOwn(sisters, key) && !never.includes(key));
  assert.deepEqual(without, []);
  for (const key of Object.values(sisters)) assert.doesNotMatch(texts[key] ?? "{shop}", /\{shop\}/, key);
});

test("what is pasted may be long, hostile or empty", async () => {
  const person = await world.signedIn(someone());
  for (const pasted of ["", "   ", "\u0000\ud800", "€".repeat(20_000), "<script>alert(1)</script>", "hello there"]) {
    const answer = await person.send("/add", { pasted });
    assert.equal(answer.status, 422, pasted.slice(0, 10));
    assert.doesNotMatch(answer.text, /<script>alert/);
  }
  const bads: readonly Readonly<Record<string, string>>[] = [
    { number: "" },
    { number: "\u0000" },
    { carrier: "__proto__" },
    { link: "javascript:1" },
  ];
  for (const bad of bads) assert.ok([303, 422].includes((await follow(person, bad)).status), JSON.stringify(bad));
  assert.equal((await world.browser().send("/add", { pasted: dhl })).headers.location, "/sign-in");
});

test("ids of orders that are nobody's, or no ids, have one answer", async () => {
  const person = await world.signedIn(someone());
  for (const id of [newId(), "x", "%00", "../../account"])
    assert.ok([404, 400].includes((await person.send(`/deliveries/${id}/remove`, {})).status), id);
});

test("P-05 what is found in a paste is the same whether an order here holds the number or not", async () => {
  await world.addOrder({ email: someone(), number: "1Z999AA10123456784" });
  const person = await world.signedIn(someone());
  const told = async (number: string): Promise<string> => {
    const { status, text } = await person.send("/add", { pasted: number });
    return status + text.replaceAll(number, "NUMBER").replaceAll(/nonce="[^"]+"/g, "");
  };
  assert.equal(await told("1Z999AA10123456784"), await told("1Z5R89390357567127"));
});
