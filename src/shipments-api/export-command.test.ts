/** `posthorn export` on a real database: every shipment once, as the API shows it, and nobody else's. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { parse } from "csv-parse/sync";
import { createMerchant } from "#orders/keys.ts";
import { days, systemClock } from "#platform/clock.ts";
import { newId } from "#platform/ids.ts";
import { freshDatabase } from "#test/database.ts";
import { aShipment } from "#test/shipments.ts";
import { exportCommand } from "./export-command.ts";
import { ShipmentInList } from "./schema.ts";

const world = await freshDatabase();
const { database } = world;
after(() => world[Symbol.asyncDispose]());

const aShop = async (): Promise<string> =>
  (await database.forSystem("test", (tx) => createMerchant(tx, { name: "Lampenwelt", clock: systemClock }))).id;

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  let drained = 0;
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    drained: async () => void (drained += 1),
  };
  const code = await exportCommand(argv, io, world.url);
  return { code, out, err: err.join("\n"), drained };
}

test("all shipments come, each once, over pages, newest first; a slow reader is waited for after each page", async () => {
  const shop = await aShop();
  const numbers = Array.from({ length: 1_003 }, (_, at) => `1Z${at}`);
  const now = systemClock.now();
  // As they come of a bulk import: many of one instant.
  await database.forMerchants([shop], async (tx) => {
    for (const [at, number] of numbers.entries())
      await aShipment(tx, { merchantId: shop, number }, new Date(now.getTime() - Math.floor(at / 100)));
  });
  const { code, out, drained } = await run("--merchant", shop, "--format", "ndjson");
  const rows = out.map((line) => ShipmentInList.parse(JSON.parse(line)));
  assert.equal(code, 0);
  assert.deepEqual(new Set(rows.map((row) => row.tracking_number)), new Set(numbers));
  assert.equal(rows.length, numbers.length);
  assert.deepEqual(
    rows.map((row) => row.opened_at),
    rows.map((row) => row.opened_at).toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)),
  );
  assert.equal(drained, 3);
});

test("X-06 as CSV a reference that is a formula is text, and an estimate is three columns", async () => {
  const shop = await aShop();
  await database.forMerchants([shop], (tx) =>
    aShipment(
      tx,
      { merchantId: shop, number: "00340434161094015902", reference: '=HYPERLINK("x")' },
      systemClock.now(),
    ),
  );
  const { out } = await run("--merchant", shop);
  const rows: Record<string, string>[] = parse(out.join("\n"), { columns: true });
  assert.deepEqual(
    rows.map(({ reference, tracking_number, status, estimate_from }) => [
      reference,
      tracking_number,
      status,
      estimate_from,
    ]),
    [[`'=HYPERLINK("x")`, "00340434161094015902", "pending", ""]],
  );
  const listed = Object.keys(ShipmentInList.shape).filter((name) => name !== "estimate");
  const missing = listed.filter((name) => !Object.keys(rows[0] ?? {}).includes(name));
  assert.deepEqual(missing, [], "whatever the API lists has a column");
});

test("A-01 filters choose, and neither another shop's nor the other mode's shipments are in it", async () => {
  const [shop, stranger] = [await aShop(), await aShop()];
  const now = systemClock.now();
  await database.forMerchants([shop], async (tx) => {
    await aShipment(tx, { merchantId: shop, number: "NEW" }, now);
    await aShipment(tx, { merchantId: shop, number: "OLD" }, new Date(now.getTime() - days(40)));
    await aShipment(tx, { merchantId: shop, number: "TEST", mode: "test" }, now);
  });
  const found = async (...more: string[]) => {
    const { out } = await run("--merchant", shop, "--format", "ndjson", ...more);
    return out.map((line) => JSON.parse(line).tracking_number);
  };
  assert.deepEqual(await found(), ["NEW", "OLD"]);
  assert.deepEqual(await found("--since", "30d"), ["NEW"]);
  assert.deepEqual(await found("--status", "pending", "--since", "2020-01-01"), ["NEW", "OLD"]);
  assert.deepEqual(await found("--status", "delivered"), []);
  assert.deepEqual(await found("--test"), ["TEST"]);
  assert.deepEqual((await run("--merchant", stranger, "--format", "ndjson")).out, []);
});

test("what cannot be exported is said", async () => {
  const shop = await aShop();
  const wrong: readonly [readonly string[], RegExp][] = [
    [[], /--merchant is the id/],
    [["--merchant", newId()], /no merchant/],
    [["--merchant", shop, "--status", "lost"], /--status is one of pending/],
    [["--merchant", shop, "--since", "yesterday"], /--since is/],
    [["--merchant", shop, "--format", "xml"], /csv or ndjson/],
    [["--merchant", shop, "--everything"], /--everything/],
  ];
  for (const [argv, why] of wrong) {
    const { code, err } = await run(...argv);
    assert.equal(code, 2, argv.join(" "));
    assert.match(err, why);
  }
});
