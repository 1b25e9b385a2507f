/** Who sees what: canaries in every column and in every text of a carrier, looked for on the pages of each tier. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { samplesOf } from "#carriers/conformance.ts";
import { connections } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { days } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { randomToken, sha256, shardOf } from "#platform/ids.ts";
import type { ShipmentEvent } from "#shipments/event.ts";
import type { NumberReading } from "#shipments/reading.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { type Browser, type Seen, startShopper } from "#test/shopper.ts";
import { isPushEndpoint } from "./account-routes.ts";
import { tierOfLink } from "./open-order.ts";
import { redacted } from "./presenter.ts";

const world = await startShopper();
after(() => world[Symbol.asyncDispose]());

const personal = {
  given_name: "Canarygiven",
  family_name: "Canaryfamily",
  organization_name: "Canaryorg",
  attention: "Canaryattention",
  street_address: "Canarystreet 12",
  street_address2: "Canarystair 3",
  postal_code: "10987",
  phone: "+49 30 5557755",
  email: "canary@example.org",
};
const pagesOf = async (browser: Browser, { link, parcel }: { link: string; parcel: string }): Promise<string> => {
  const pages = [await browser.open(link), await browser.open(parcel), await browser.open("/deliveries")];
  return pages.map(({ text }) => text).join("\n");
};
const shows = (pages: string, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => pages.toLowerCase().includes(secret.toLowerCase()));

async function record(
  order: { readonly id: string; readonly shipmentId: string },
  reading: NumberReading,
  source = "ups",
) {
  await world.fresh.database.forMerchants([world.merchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: shardOf(order.id), id: order.shipmentId, orderId: order.id, merchantId: world.merchantId },
      reading,
      source,
      rawAnswerId: null,
      now: world.clock.now(),
    }),
  );
}

test("A-03 a column that no page lists is on no page, whatever the tier", async () => {
  const email = "a03@example.org";
  const order = await world.addOrder({ email, reference: "A03-1", lines: [{ name: "Lamp", quantity: 1 }] });
  const meaningful = [
    "status",
    "mode",
    "fraud_status",
    "purchase_country",
    "purchase_currency",
    "locale",
    "shopper_email",
    "direction",
    "carrier",
    "code",
    "shopper_said",
  ];
  const canaries: string[] = [];
  await world.fresh.database.forSystem("test", async (tx) => {
    for (const table of ["orders", "shipments"]) {
      const columns = await tx.query<{ name: string }>(
        sql(
          `test.columns.${table}`,
          "select column_name as name from information_schema.columns where table_name = $1 and data_type = 'text'",
        ),
        [table],
      );
      for (const { name } of columns.filter((column) => !meaningful.includes(column.name))) {
        const canary = `canary-${table}-${name}`;
        canaries.push(canary);
        await tx.execute(sql(`test.${canary}`, `update ${table} set ${name} = $1 where id = $2`), [
          canary,
          table === "orders" ? order.id : order.shipmentId,
        ]);
      }
    }
  });
  assert.ok(canaries.length >= 10, canaries.join());
  const listed = ["canary-orders-merchant_reference1", "canary-shipments-tracking_number"];
  assert.deepEqual(shows(await pagesOf(world.browser(), order), canaries).toSorted(), listed);
  assert.deepEqual(shows(await pagesOf(await world.signedIn(email), order), canaries).toSorted(), listed);
});

test("C-06 P-02 the link shows order and parcels without the person; only the person who is signed in sees the address", async () => {
  const email = "c06@example.org";
  const lines = [{ name: "<script>alert(1)</script>", quantity: 2, type: "physical" }];
  const order = await world.addOrder({ email, reference: "C06-1", address: personal, lines });
  const secrets = Object.values(personal);
  const byLink = await pagesOf(world.browser(), order);
  assert.deepEqual(shows(byLink, [...secrets, email, "<script>alert"]), []);
  assert.match(byLink, /C06-1/);
  assert.match(byLink, /1Z999AA10123456784/);
  const other = await world.signedIn("somebody-else@example.org");
  assert.deepEqual(
    shows(await pagesOf(other, order), [...secrets, email]),
    [],
    "signed in as somebody else is a link's tier",
  );
  const own = await pagesOf(await world.signedIn(email), order);
  assert.deepEqual(shows(own, ["Canarygiven", "Canarystreet 12", "10987"]), [
    "Canarygiven",
    "Canarystreet 12",
    "10987",
  ]);
});

test("C-06 order number and full e-mail address or phone open the link's tier; half of it, a postcode or another's do not", async () => {
  const email = "find@example.org";
  const order = await world.addOrder({ email, reference: "FIND-1", address: personal });
  const find = (reference: string, contact: string, address: string): Promise<Seen> =>
    world.browser(address).send("/find", { reference, contact });
  for (const [at, contact] of [" Find@Example.org ", "0049 (30) 555-7755", "+49305557755"].entries()) {
    const found = await find(" FIND-1 ", contact, `10.3.0.${at}`);
    assert.equal(found.status, 303, contact);
    assert.equal(found.headers.location, order.link);
    world.clock.advance(days(1));
  }
  for (const [at, contact] of ["10987", "find", "Canaryfamily", "5557755", ""].entries()) {
    const refused = await find("FIND-1", contact, `10.3.1.${at}`);
    assert.equal(refused.status, 404, contact);
    assert.match(refused.text, /find no order/);
  }
});

test("C-06 five tries for an order and day, thirty for a network and hour; then the right pair is no answer either", async () => {
  const email = "tries@example.org";
  await world.addOrder({ email, reference: "TRIES-1" });
  await world.addOrder({ email, reference: "TRIES-2" });
  const find = (reference: string, contact: string, address: string): Promise<Seen> =>
    world.browser(address).send("/find", { reference, contact });
  for (let n = 0; n < 5; n += 1) await find("TRIES-1", `guess-${n}@example.org`, `10.4.0.${n}`);
  assert.equal((await find("TRIES-1", email, "10.4.0.99")).status, 404);
  for (let n = 0; n < 30; n += 1) assert.equal((await find(`NONE-${n}`, email, "10.4.1.1")).status, 404);
  assert.equal((await find("TRIES-2", email, "10.4.1.1")).status, 404);
  assert.equal((await find("TRIES-2", email, "10.4.1.2")).status, 303);
  world.clock.advance(days(1));
  assert.equal((await find("TRIES-1", email, "10.4.0.99")).status, 303);
});

test("C-06 walking all postcodes opens nothing", async () => {
  await world.addOrder({ email: "walk@example.org", reference: "WALK-1", address: personal });
  for (let code = 10_980; code < 10_995; code += 1)
    assert.equal(
      (await world.browser(`10.5.0.${code % 250}`).send("/find", { reference: "WALK-1", contact: String(code) }))
        .status,
      404,
    );
});

test("A-01 a person's list holds their own orders of every shop, and nobody else's", async () => {
  const nordkiste = await world.addMerchant("Nordkiste");
  const [mine, theirs] = ["a01@example.org", "a01-other@example.org"];
  const here = await world.addOrder({ email: mine, reference: "A01-1" });
  const there = await world.addOrder({ email: mine, reference: "A01-2", merchantId: nordkiste });
  const foreign = await world.addOrder({ email: theirs, reference: "A01-3" });
  const list = (await (await world.signedIn(mine)).open("/deliveries")).text;
  assert.deepEqual(shows(list, [here.link, there.link, "Nordkiste", foreign.link]), [
    here.link,
    there.link,
    "Nordkiste",
  ]);
  // Another order's parcel does not open under one's own link.
  const crossed = `${here.link}/p/${foreign.shipmentId}`;
  const unknown = `${here.link}/p/${crypto.randomUUID()}`;
  assert.deepEqual(plain(await world.browser().open(crossed)), plain(await world.browser().open(unknown)));
});

test("A-01 without a session every address of a person leads to signing in, or to nothing", async () => {
  const nobody = world.browser();
  nobody.cookies.set("__Host-posthorn-session", randomToken());
  for (const url of ["/deliveries", "/account"]) assert.equal((await nobody.open(url)).headers.location, "/sign-in");
  assert.equal((await nobody.open("/deliveries/live")).status, 404);
  assert.equal((await nobody.sendJson("/account/push", subscription("https://push.example/x"))).status, 404);
});

const plain = ({ status, text, headers }: Seen) => ({
  status,
  text: text.replaceAll(/nonce="[^"]+"/g, ""),
  headers: Object.fromEntries(
    Object.entries(headers).filter(([name]) => !["date", "content-security-policy"].includes(name)),
  ),
});

test("P-01 a link holds 144 bits, only its hash is stored, and no shorter form opens anything", async () => {
  const order = await world.addOrder({ reference: "P01-1" });
  const token = order.link.split("/").at(-1) ?? "";
  assert.match(token, /^[\w-]{24}$/);
  const [row] = await world.fresh.database.forSystem("test", (tx) =>
    tx.query<{ hash: Buffer; text: string }>(
      sql("test.link", "select link_hash as hash, row_to_json(o)::text as text from orders o where id = $1"),
      [order.id],
    ),
  );
  assert.deepEqual(row?.hash, sha256(token));
  assert.ok(!row?.text.includes(token));
  for (const short of [
    token.slice(0, 12),
    token.slice(0, 22),
    `${token.slice(0, 23)}${token.endsWith("A") ? "B" : "A"}`,
    order.id,
  ])
    assert.equal((await world.browser().open(`/o/${short}`)).status, 404);
});

test("P-01 a hundred thousand guessed links open nothing", async () => {
  const guesses = Array.from({ length: 100_000 }, () => sha256(randomToken()));
  const [row] = await world.fresh.database.forSystem("test", (tx) =>
    tx.query<{ hits: number }>(
      sql("test.guess", "select count(*) as hits from orders where link_hash = any($1::bytea[])"),
      [guesses],
    ),
  );
  assert.equal(row?.hits, 0);
});

const secretsOfCarriers = [
  "Canarysigner",
  "Canaryneighbour",
  "Canaryroad",
  "47114711",
  "canary-mail@example.org",
  "5550199",
  "Canarystreet",
];

/** Every text of an event made to say what must not be read. */
function indiscreet(event: ShipmentEvent): ShipmentEvent {
  const words =
    "Signed by: C. Canarysigner at 12 Canaryroad Street, PIN 47114711, canary-mail@example.org, +1 (212) 5550199";
  return {
    ...event,
    rawText: `${event.rawText}. ${words}`,
    place: { ...event.place, name: `Canarystreet 9 ${words}` },
    facts: {
      ...event.facts,
      signedBy: "C. Canarysigner",
      neighbour: "Familie Canaryneighbour",
      partnerCarrier: `Partner, ${words}`,
      pickupPoint: { ...event.facts.pickupPoint, name: `Kiosk, ${words}`, street: "Canarystreet 9" },
    },
  };
}

test("P-02 no carrier's text shows a person, a street, a phone, a mail address or a code on the link's page, whatever it answers", async () => {
  let pages = 0;
  for (const carrier of connections) {
    for (const sample of await samplesOf(carrier.slug)) {
      const reading = read(carrier, sample.answer, sample.asked.length > 0 ? sample.asked : [{ number: "0" }]);
      if (reading.kind !== "events") continue;
      for (const one of reading.shipments) {
        if (one.kind !== "events") continue;
        const order = await world.addOrder({ reference: `P02-${(pages += 1)}`, address: personal });
        const events = one.events.map(indiscreet);
        const point = { name: "Kiosk Canarystreet 9", street: "Canarystreet 9" };
        await record(order, { ...one, events, pickupPoint: point }, carrier.slug);
        const seen = await pagesOf(world.browser(), order);
        assert.deepEqual(
          shows(seen, [...secretsOfCarriers, ...Object.values(personal)]),
          [],
          `${carrier.slug} ${sample.situation}`,
        );
      }
    }
  }
  assert.ok(pages >= 20, `${pages} readings were shown`);
});

test("P-02 a carrier's own words lose people, streets, phones and codes, and keep what happened", () => {
  const text = redacted(
    "Arrived at hub. Signed by M. Weber at Lindenweg 12, call 030 1234567, a@b.example, PIN 4711. Ines knows.",
    ["ines"],
  );
  assert.doesNotMatch(text, /Weber|Lindenweg|1234567|a@b|4711|Ines/);
  assert.match(text, /Arrived at hub/);
});

test("P-03 thirty days after delivery a link shows movement only, after ninety it has ended, like one that never was or was revoked", async () => {
  const lines = [{ name: "Canaryitem", quantity: 1 }];
  const order = await world.addOrder({ email: "p03@example.org", reference: "P03-1", lines });
  const delivered = scanAt(world.clock.now(), { code: "delivered.to_recipient", rawText: "Canarywords" });
  await record(order, readingOf([delivered]));
  const listed = ["Canaryitem", "P03-1", "1Z999AA10123456784", "Canarywords", "help@shop.example"];
  assert.deepEqual(shows(await pagesOf(world.browser(), order), listed), listed);
  world.clock.advance(days(31));
  assert.deepEqual(shows(await pagesOf(world.browser(), order), listed), []);
  assert.equal((await world.browser().open(order.parcel)).status, 200);
  world.clock.advance(days(60));
  const ended = plain(await world.browser().open(order.link));
  const revoked = await world.addOrder({ reference: "P03-2" });
  await world.fresh.database.forSystem("test", (tx) =>
    tx.execute(sql("test.revoke", "update orders set link_revoked_at = created_at where id = $1"), [revoked.id]),
  );
  assert.equal(ended.status, 404);
  assert.deepEqual(plain(await world.browser().open(revoked.link)), ended);
  assert.deepEqual(plain(await world.browser().open(`/o/${randomToken()}`)), ended);
  assert.deepEqual(plain(await world.browser().open("/o/short")), ended);
  assert.equal(
    (await (await world.signedIn("p03@example.org")).open(order.link)).status,
    200,
    "the person's own order stays theirs",
  );
});

test("P-03 a link's age counts from the last parcel, and an open parcel keeps it whole", () => {
  const now = new Date("2026-11-24T09:00:00Z");
  const parcel = (status: "delivered" | "in_transit", ago: number) => ({
    tracked: true,
    status,
    statusAt: new Date(now.getTime() - days(ago)),
  });
  assert.equal(tierOfLink([parcel("delivered", 91), parcel("delivered", 1)], now), 1);
  assert.equal(tierOfLink([parcel("delivered", 91), parcel("in_transit", 80)], now), 1);
  assert.equal(tierOfLink([], now), 1);
});

const addresses = [
  "/sign-in",
  "/sign-in/code",
  "/find",
  "/deliveries",
  "/account",
  "/o/nothing-of-that-kind-here",
  "/service-worker.js",
];

test("P-04 E-10 B-01 B-02 every page: not indexed, no referrer, not stored, nothing from elsewhere", async () => {
  const order = await world.addOrder({ reference: "P04-1", email: "p04@example.org" });
  const browser = await world.signedIn("p04@example.org");
  for (const url of [...addresses, order.link, order.parcel]) {
    const { headers, text } = await browser.open(url);
    assert.equal(headers["x-robots-tag"], "noindex, nofollow", url);
    assert.equal(headers["referrer-policy"], "no-referrer", url);
    assert.equal(headers["x-content-type-options"], "nosniff", url);
    assert.equal(headers["cross-origin-opener-policy"], "same-origin", url);
    assert.match(String(headers["strict-transport-security"]), /max-age=63072000; includeSubDomains/, url);
    if (url === "/service-worker.js") continue; // the same for everyone, and holds nothing of anyone
    assert.match(String(headers["cache-control"]), /no-store/, url);
    assert.match(String(headers["content-type"]), /charset=utf-8/, url);
    const policy = String(headers["content-security-policy"]);
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/, url);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, url);
    assert.doesNotMatch(text, /(?:src|srcset|action|data)=["']?(?:https?:)?\/\//, url);
  }
});

test("P-05 no address answers for a tracking number: held or not, the answer is one and the same", async () => {
  await world.addOrder({ reference: "P05-1", number: "1Z999AA10123456784" });
  const forms = [
    "/track/ups/N",
    "/track?carrier=ups&number=N",
    "/o/N",
    "/p/N",
    "/N",
    "/map/N.png",
    "/deliveries?q=N",
    "/find?reference=N",
  ];
  for (const form of forms) {
    const [held, not] = await Promise.all(
      ["1Z999AA10123456784", "1Z999AA10123456785"].map(async (number) =>
        plain(await world.browser().open(form.replace("N", number))),
      ),
    );
    const unnamed = (page: ReturnType<typeof plain> | undefined): string =>
      JSON.stringify(page)
        .replaceAll(/1Z999AA1012345678\d/g, "N")
        .replaceAll(/"[0-9a-f-]{36}"|\\"correlation_id\\":\\"[^\\]*\\"/g, "");
    assert.equal(unnamed(held), unnamed(not), form);
  }
  const byNumber = await world.browser("10.6.0.1").send("/find", { reference: "1Z999AA10123456784", contact: "10115" });
  assert.equal(byNumber.status, 404);
});

const p256dh = "B".repeat(87);
const subscription = (endpoint: string) => ({ endpoint, expirationTime: null, keys: { p256dh, auth: "A".repeat(22) } });

test("S-07 only push services are called, at most twenty devices for a person, and a device has one owner", async () => {
  const browser = await world.signedIn("s07@example.org");
  for (const endpoint of [
    "http://push.example/x",
    "https://push.example:444/x",
    "https://evil.example/x",
    "https://push.example.evil.example/x",
    "https://user:pass@push.example/x",
    "https://127.0.0.1/x",
    "https://wide.example/x",
    `https://push.example/${"x".repeat(2_048)}`,
    "not a url",
  ])
    assert.equal((await browser.sendJson("/account/push", subscription(endpoint))).status, 422, endpoint);
  for (const body of [
    {},
    [],
    null,
    { endpoint: "https://push.example/x" },
    { endpoint: "https://push.example/x", keys: { p256dh: "short", auth: "short" } },
  ])
    assert.equal((await browser.sendJson("/account/push", body)).status, 422);
  for (let n = 0; n < 20; n += 1)
    assert.equal((await browser.sendJson("/account/push", subscription(`https://a.wide.example/${n}`))).status, 204);
  assert.equal((await browser.sendJson("/account/push", subscription("https://push.example/one-more"))).status, 409);
  const heir = await world.signedIn("s07-heir@example.org");
  assert.equal((await heir.sendJson("/account/push", subscription("https://a.wide.example/0"))).status, 204);
  const owners = await world.fresh.database.forSystem("test", (tx) =>
    tx.query<{ email: string }>(
      sql(
        "test.owner",
        "select s.email from push_subscriptions p join shoppers s on s.id = p.shopper_id where p.endpoint = 'https://a.wide.example/0'",
      ),
    ),
  );
  assert.deepEqual(owners, [{ email: "s07-heir@example.org" }]);
  const left = async (): Promise<number> =>
    (
      await world.fresh.database.forSystem("test", (tx) =>
        tx.query(sql("test.devices", "select 1 from push_subscriptions where endpoint = 'https://a.wide.example/0'")),
      )
    ).length;
  await browser.sendJson("/account/push/off", { endpoint: "https://a.wide.example/0" });
  assert.equal(await left(), 1, "nobody switches off another person's device");
  await heir.sendJson("/account/push/off", { endpoint: "https://a.wide.example/0" });
  assert.equal(await left(), 0);
});

test("S-07 loopback counts as a push service only where the demo or a test says so", () => {
  const at = (allowLoopbackPush: boolean) =>
    isPushEndpoint("http://127.0.0.1:9/x", { pushHosts: [], allowLoopbackPush });
  assert.deepEqual([at(true), at(false)], [true, false]);
});
