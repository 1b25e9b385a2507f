/** What a merchant's program reads of its parcels: lists that go on where they were, one parcel with its history, and nobody else's. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { ManualClock, minutes, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { freshDatabase } from "#test/database.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { aShipment } from "#test/shipments.ts";
import { createShipmentRoutes } from "./routes.ts";
import { ShipmentList, WholeShipment } from "./schema.ts";

const fresh = await freshDatabase();
const { database } = fresh;
const clock = new ManualClock("2026-11-24T09:00:00Z");
const common = { database, publicBaseUrl: "https://parcels.example", linkSecret: "a secret of this test" };
const server = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(
  createOrdersRoutes({
    ...common,
    ...{ clock, log: silentLog, wakeups: localWakeups(), locationForm: "absolute", whatBecame: async () => null },
    more: [createShipmentRoutes({ ...common, clock })],
  }),
);
after(async () => {
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

async function aShop(mode: "live" | "test" = "live") {
  const key = await database.forSystem("test", async (tx) => {
    const { id: merchantId } = await createMerchant(tx, { name: "Lampenwelt", clock });
    return { merchantId, ...(await createApiKey(tx, { merchantId, mode, clock })) };
  });
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  const get = async (url: string) => {
    const answer = await server.inject({ method: "GET", url, headers: { authorization } });
    return { status: answer.statusCode, text: answer.body, json: answer.json() };
  };
  const post = async (url: string) =>
    (await server.inject({ method: "POST", url, headers: { authorization } })).statusCode;
  return { merchantId: key.merchantId, mode, get, post };
}
type Shop = Awaited<ReturnType<typeof aShop>>;

const aParcel = (
  { merchantId, mode }: Shop,
  number: string,
  more: { readonly carrier?: string; readonly reference?: string } = {},
) => database.forMerchants([merchantId], (tx) => aShipment(tx, { merchantId, mode, number, ...more }, clock.now()));
const idsOf = (json: { shipments: { id: string }[] }): string[] => json.shipments.map(({ id }) => id);

test("a list is read page by page, newest first, each once, also when new ones come in between and many are as old", async () => {
  const shop = await aShop();
  const made: string[] = [];
  for (let count = 0; count < 23; count += 1) {
    if (count % 4 === 0) clock.advance(1_000);
    made.push((await aParcel(shop, `1Z${count}`)).id);
  }
  const seen: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const { status, json } = await shop.get(`/v1/shipments?limit=5${next && `&after=${next}`}`);
    assert.equal(status, 200);
    ShipmentList.parse(json);
    seen.push(...idsOf(json));
    next = json.next;
    if (seen.length === 5) await aParcel(shop, "1ZNEW");
  }
  assert.deepEqual([...seen].sort(), [...made].sort());
});

test("filters find by status, carrier, number however written, order and reference", async () => {
  const shop = await aShop();
  const one = await aParcel(shop, "1Z999AA10123456784", { reference: "LL-77" });
  const other = await aParcel(shop, "00340434161094015902", { carrier: "dhl-germany" });
  const found = async (query: string) => idsOf((await shop.get(`/v1/shipments?${query}`)).json);
  assert.deepEqual(await found("number=1z%20999%20AA1-0123456784"), [one.id]);
  assert.deepEqual(await found("reference=LL-77"), [one.id]);
  assert.deepEqual(await found("carrier=dhl-germany"), [other.id]);
  assert.deepEqual(await found(`order_id=${other.orderId}`), [other.id]);
  assert.deepEqual(await found("status=pending&carrier=ups"), [one.id]);
  assert.deepEqual(await found("status=delivered"), []);
  assert.deepEqual(
    await found(`opened_since=${encodeURIComponent(new Date(clock.now().getTime() + 1).toISOString())}`),
    [],
  );
  for (const query of ["status=lost", "limit=101", "limit=0", "order_id=x", "opened_since=yesterday"])
    assert.equal((await shop.get(`/v1/shipments?${query}`)).status, 400, query);
});

test("one shipment tells its history newest first, in our code and the carrier's words, with when it happened and when we knew", async () => {
  const shop = await aShop();
  const parcel = await aParcel(shop, "1Z999AA10123456784");
  const happened = clock.now();
  clock.advance(minutes(7));
  const events = [
    scanAt(new Date(happened.getTime() - minutes(60)), { code: "in_transit.picked_up", rawText: "Origin scan" }),
    scanAt(happened, { code: "out_for_delivery.on_vehicle", rawText: "Out for delivery", order: 1 }),
  ];
  const estimate = { from: "2026-11-24", through: null, kind: "date" } as const;
  await database.forMerchants([shop.merchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: parcel.shard, id: parcel.id, orderId: parcel.orderId, merchantId: shop.merchantId },
      reading: readingOf(events, { estimate }),
      ...{ source: "ups", rawAnswerId: null, now: clock.now() },
    }),
  );
  const { status, json } = await shop.get(`/v1/shipments/${parcel.id}`);
  assert.equal(status, 200);
  assert.deepEqual(WholeShipment.parse(json), json, "A-03 nothing but what is listed");
  assert.deepEqual([json.status, json.estimate, json.estimates.length], ["out_for_delivery", estimate, 1]);
  assert.deepEqual(
    json.history.map(({ code, words, sources, seen_at }: Record<string, unknown>) => [code, words, sources, seen_at]),
    [
      ["out_for_delivery.on_vehicle", "Out for delivery", ["ups"], clock.now().toISOString()],
      ["in_transit.picked_up", "Origin scan", ["ups"], clock.now().toISOString()],
    ],
  );
  assert.match(json.tracking_url, new RegExp(`^https://parcels.example/o/[\\w-]{24}/p/${parcel.id}$`));
});

test("A-01 A-04 another merchant, and a test key, see no shipment and no cursor of a live one", async () => {
  const [shop, stranger, tester] = [await aShop(), await aShop(), await aShop("test")];
  const parcel = await aParcel(shop, "1Z1");
  await aParcel(shop, "1Z2");
  const { next } = (await shop.get("/v1/shipments?limit=1")).json;
  const strip = (text: string): string => text.replace(/"correlation_id":"[^"]+"/, "");
  for (const other of [stranger, tester]) {
    const foreign = await other.get(`/v1/shipments/${parcel.id}`);
    assert.deepEqual(
      [foreign.status, strip(foreign.text)],
      [404, strip((await other.get(`/v1/shipments/${newId()}`)).text)],
    );
    assert.deepEqual((await other.get("/v1/shipments?number=1Z1")).json, { shipments: [], next: null });
    assert.equal((await other.get(`/v1/shipments?limit=1&after=${next}`)).status, 400);
  }
  for (const cursor of [`${next}x`, next.slice(1), "x"])
    assert.equal((await shop.get(`/v1/shipments?limit=1&after=${cursor}`)).status, 400);
  assert.equal(
    (await shop.get(`/v1/shipments?limit=1&carrier=ups&after=${next}`)).status,
    400,
    "another filter is another list",
  );
  assert.equal((await shop.get(`/v1/shipments?limit=1&after=${next}`)).status, 200);
});

test("a shipment that was entered by mistake is retired: it is in no list any more, and another shop retires nothing", async () => {
  const [shop, other] = [await aShop(), await aShop()];
  const { id } = await aParcel(shop, "1Z9999999999999990");
  assert.equal(await other.post(`/v1/shipments/${id}/retire`), 404);
  assert.equal((await shop.get(`/v1/shipments/${id}`)).status, 200);
  assert.equal(await shop.post(`/v1/shipments/${id}/retire`), 204);
  assert.equal((await shop.get(`/v1/shipments/${id}`)).status, 404);
  assert.deepEqual((await shop.get("/v1/shipments")).json.shipments, []);
  assert.equal(await shop.post(`/v1/shipments/${id}/retire`), 404, "once");
});

test("one field finds by number, reference, order, address and a part of the name, in one's own shop alone", async () => {
  const [shop, other] = [await aShop(), await aShop()];
  const wanted = await aParcel(shop, "1Z12345E0205271688", { reference: "LL-77" });
  await aParcel(shop, "1ZOTHER");
  await database.forMerchants([shop.merchantId], (tx) =>
    tx.execute(
      sql(
        "test.shipmentsApiPerson",
        `update orders set shopper_email = 'ines@example.org', shipping_address = '{"given_name":"Inês","family_name":"Prüfer"}' where id = $1`,
      ),
      [wanted.orderId],
    ),
  );
  const typed = ["1z 1234 5E02 0527 1688", "LL-77", wanted.id, wanted.orderId.toUpperCase(), "Ines@example.org"];
  for (const q of [...typed, "prüfer", "Inês Prü"]) {
    const { json } = await shop.get(`/v1/shipments?q=${encodeURIComponent(q)}`);
    assert.deepEqual(idsOf(json), [wanted.id], q);
    assert.deepEqual(idsOf((await other.get(`/v1/shipments?q=${encodeURIComponent(q)}`)).json), [], q);
  }
  assert.deepEqual(idsOf((await shop.get("/v1/shipments?q=LL-7")).json), [], "a reference is found whole");
});
