/** `posthorn track` on a real database: what is known of a number, and that nobody else's is. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createMerchant } from "#orders/keys.ts";
import { hours, ManualClock, minutes } from "#platform/clock.ts";
import { newId } from "#platform/ids.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { freshDatabase } from "#test/database.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { aShipment, type ShipmentOfTest } from "#test/shipments.ts";
import { WholeShipment } from "./schema.ts";
import { trackCommand } from "./track-command.ts";

const world = await freshDatabase();
const { database } = world;
after(() => world[Symbol.asyncDispose]());
const clock = new ManualClock("2026-11-24T09:00:00Z");
const settings = { databaseUrl: world.url, publicBaseUrl: "https://parcels.example", linkSecret: "x".repeat(40) };

const aShop = async (): Promise<string> =>
  (await database.forSystem("test", (tx) => createMerchant(tx, { name: "Lampenwelt", clock }))).id;
const aParcel = (merchantId: string, number: string, more: Partial<ShipmentOfTest> = {}) =>
  database.forMerchants([merchantId], (tx) => aShipment(tx, { merchantId, number, ...more }, clock.now()));

async function run(argv: readonly string[], more: Record<string, null> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await trackCommand(argv, io, { ...settings, ...more });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

async function aScannedParcel(merchantId: string, number: string) {
  const parcel = await aParcel(merchantId, number, { reference: "LL-77" });
  const events = [
    scanAt(new Date(clock.now().getTime() - hours(20)), { code: "in_transit.picked_up", rawText: "Origin scan" }),
    scanAt(clock.now(), { code: "out_for_delivery.on_vehicle", rawText: "Out\nfor \x1b[31mdelivery", order: 1 }),
  ];
  const estimate = { from: "2026-11-24", through: null, kind: "date" } as const;
  await database.forMerchants([merchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: parcel.shard, id: parcel.id, orderId: parcel.orderId, merchantId },
      reading: readingOf(events, { estimate }),
      ...{ source: "ups", rawAnswerId: null, now: new Date(clock.now().getTime() + minutes(7)) },
    }),
  );
  return parcel;
}

test("a number is found however it is written: status, carrier, when it happened and when we knew, the history in a table", async () => {
  const shop = await aShop();
  const { id } = await aScannedParcel(shop, "1Z999AA10123456784");
  const { code, out } = await run(["1z", "999 AA1-0123456784", "--merchant", shop]);
  assert.equal(code, 0);
  for (const line of [
    /^1Z999AA10123456784$/m,
    /^ {2}shipment +[0-9a-f-]{36}$/m,
    /^ {2}order +LL-77 \(/m,
    /^ {2}carrier +ups$/m,
    /^ {2}status +out_for_delivery \(out_for_delivery\.on_vehicle\)$/m,
    /^ {2}happened +2026-11-24 09:00Z$/m,
    /^ {2}we knew +2026-11-24 09:07Z$/m,
    /^ {2}expected +2026-11-24$/m,
    /^ {2}HAPPENED, LOCAL +WE KNEW +EVENT +PLACE +SAID BY +WORDS\n {2}2026-11-24 09:00 +2026-11-24 09:07Z +out_for_delivery\.on_vehicle +Berlin, DE +ups +Out for \[31mdelivery\n {2}2026-11-23 13:00 .*Origin scan$/m,
  ])
    assert.match(out, line);
  assert.ok(out.includes(`https://parcels.example/o/`) && out.includes(`/p/${id}`));
  assert.doesNotMatch((await run(["1Z999AA10123456784", "--merchant", shop], { linkSecret: null })).out, /page/);
});

test("with --json it is what the API answers, and all shipments of the number", async () => {
  const shop = await aShop();
  const ids = [await aScannedParcel(shop, "1Z1"), await aParcel(shop, "1Z1", { carrier: "dhl" })].map(({ id }) => id);
  const { code, out } = await run(["1Z1", "--merchant", shop, "--json"]);
  const { shipments } = JSON.parse(out);
  assert.equal(code, 0);
  assert.deepEqual(new Set(shipments.map(({ id }: { id: string }) => id)), new Set(ids));
  for (const shipment of shipments) assert.deepEqual(WholeShipment.parse(shipment), shipment);
  const lacking = await run(["1Z1", "--merchant", shop, "--json"], { linkSecret: null });
  assert.equal(lacking.code, 2);
  assert.match(lacking.err, /POSTHORN_LINK_SECRET/);
});

test("what is planned next is said, also that nothing is, and why", async () => {
  const shop = await aShop();
  await aParcel(shop, "DUE", { firstAskAt: new Date("2020-01-01T00:00:00Z") });
  await aParcel(shop, "LATER", { firstAskAt: new Date("2999-01-01T00:00:00Z") });
  await aParcel(shop, "NEVER");
  const next = async (number: string): Promise<string | undefined> =>
    /^ {2}next +(.*)$/m.exec((await run([number, "--merchant", shop])).out)?.[1];
  assert.equal(await next("DUE"), "the carrier is due to be asked since 2020-01-01 00:00Z");
  assert.equal(await next("LATER"), "the carrier is asked at 2999-01-01 00:00Z");
  assert.equal(await next("NEVER"), "nothing: its carrier is not asked (posthorn carriers list)");
  assert.match((await run(["NEVER", "--merchant", shop])).out, /The carrier has said nothing of it yet\./);
});

test("A-01 another shop's number, and a test order's, is one that is not there", async () => {
  const [shop, stranger] = [await aShop(), await aShop()];
  await aParcel(shop, "1Z1");
  await aParcel(shop, "1ZTEST", { mode: "test" });
  const [foreign, unknown] = await Promise.all(["1Z1", "1Z2"].map((number) => run([number, "--merchant", stranger])));
  assert.deepEqual([foreign?.code, foreign?.out, unknown?.code], [1, "", 1]);
  assert.equal(foreign?.err, unknown?.err.replace("1Z2", "1Z1"));
  assert.equal((await run(["1ZTEST", "--merchant", shop])).code, 1);
  assert.equal((await run(["1ZTEST", "--merchant", shop, "--test"])).code, 0);
  assert.deepEqual(JSON.parse((await run(["1Z2", "--merchant", shop, "--json"])).out), { shipments: [] });
});

test("what cannot be looked up is said", async () => {
  const shop = await aShop();
  const wrong: readonly [readonly string[], RegExp, Record<string, null>?][] = [
    [["--merchant", shop], /Name one tracking NUMBER/],
    [["---", "--merchant", shop], /Unknown option|NUMBER/],
    [["1Z1"], /--merchant is the id/],
    [["1Z1", "--merchant", newId()], /no merchant/],
    [["1Z1", "--merchant", shop], /DATABASE_URL/, { databaseUrl: null }],
  ];
  for (const [argv, why, lacking] of wrong) {
    const { code, err } = await run(argv, lacking);
    assert.equal(code, 2, argv.join(" "));
    assert.match(err, why);
  }
});
