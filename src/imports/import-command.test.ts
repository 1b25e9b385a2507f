/** `posthorn import` on a real database: what a person reads of it, what the exit code says, and how it goes on after it broke off. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { forecast } from "#intake/forecast.ts";
import { createMerchant } from "#orders/keys.ts";
import { systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { freshDatabase } from "#test/database.ts";
import { importCommand } from "./import-command.ts";
import { openPieces } from "./read-rows.ts";
import type { Report } from "./report.ts";

const world = await freshDatabase();
const directory = await mkdtemp(join(tmpdir(), "posthorn-import-"));
after(async () => {
  await rm(directory, { recursive: true });
  await world[Symbol.asyncDispose]();
});
const settings = {
  ...{ databaseUrl: world.url, publicBaseUrl: "https://parcels.example", linkSecret: "x".repeat(40) },
  forecast,
};

const aShop = async (): Promise<string> =>
  (await world.database.forSystem("test", (tx) => createMerchant(tx, { name: "Lampenwelt", clock: systemClock }))).id;

async function aFile(content: string | Buffer): Promise<string> {
  const path = join(directory, `${newId()}.csv`);
  await writeFile(path, content);
  return path;
}

async function run(
  argv: readonly string[],
  more: { readonly stopAt?: number; readonly settings?: Partial<typeof settings> | Record<string, null> } = {},
) {
  const out: string[] = [];
  const err: string[] = [];
  const progress: string[] = [];
  const stop = new AbortController();
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    progress(text: string) {
      progress.push(text);
      if (progress.length === more.stopAt) stop.abort();
    },
    interrupted: stop.signal,
  };
  const code = await importCommand(argv, io, { ...settings, ...more.settings });
  return { code, out: out.join("\n"), err: err.join("\n"), progress };
}

const countStatement = sql(
  "test.importedByCommand",
  `select count(distinct o.id)::int as orders, count(i.id)::int as entries
   from orders o left join shipping_info i on i.shard = o.shard and i.order_id = o.id where o.merchant_id = $1 and o.mode = $2`,
);
const kept = async (merchantId: string, mode = "live") =>
  (
    await world.database.forMerchants([merchantId], (tx) =>
      tx.query<{ orders: number; entries: number }>(countStatement, [merchantId, mode]),
    )
  )[0];

const good = `order_reference,country,shipping_company,tracking_number
LL-1,DE,UPS,1Z999AA10123456784
LL-1,DE,DHL,00340434161094015902
LL-2,SE,Bring,
`;

test("a file is imported, once however often; the report names carriers and reasons", async () => {
  const shop = await aShop();
  const path = await aFile(good);
  const first = await run([path, "--merchant", shop]);
  assert.equal(first.code, 0, first.err);
  assert.match(first.out, /^Of 3 rows 3 are imported, 0 refused\.$/m);
  assert.match(first.out, /^CARRIER +PARCELS\nups +1\ndhl +1$/m);
  assert.match(first.out, /^no_number +1$/m);
  const again = await run([path, "--merchant", shop.toUpperCase(), "--json"]);
  const report: Report = JSON.parse(again.out);
  assert.deepEqual([report.done, report.imported, report.carriers], [true, 3, { ups: 1, dhl: 1 }]);
  assert.deepEqual(await kept(shop), { orders: 2, entries: 3 });
  assert.deepEqual(await kept(shop, "test"), { orders: 0, entries: 0 });
  assert.equal((await run([path, "--merchant", shop, "--test"])).code, 0);
  assert.deepEqual(await kept(shop, "test"), { orders: 2, entries: 3 });
});

test("a dry run changes nothing, and needs no secret", async () => {
  const shop = await aShop();
  const dry = await run([await aFile(good), "--merchant", shop, "--dry-run"], { settings: { linkSecret: null } });
  assert.equal(dry.code, 0, dry.err);
  assert.match(dry.out, /^A dry run, nothing is changed: of 3 rows 3 would be imported/);
  assert.deepEqual(await kept(shop), { orders: 0, entries: 0 });
});

test("refused rows stand in a table by line, column, what was said and why; nothing in it moves a terminal's cursor", async () => {
  const shop = await aShop();
  const path = await aFile("No.,Parcel,Land\nLL-1,1Z999AA10123456784,Germany\x1b[2J\nLL-2,1Z999AA10123456784,DE\n");
  const told = await run([path, "--merchant", shop, "--columns", "order_reference=No.,tracking_number=Parcel"]);
  assert.equal(told.code, 1);
  assert.match(told.out, /^2 +country +Germany\[2J +The country is no two-letter code/m);
  assert.ok(!told.out.includes("\x1b"));
  assert.deepEqual(await kept(shop), { orders: 1, entries: 1 });
  const asked = await run([path, "--merchant", shop]);
  assert.equal(asked.code, 2);
  assert.match(asked.err, /No column holds the order's reference/);
});

test("stopped in the middle it says where to go on, and going on there completes it without doubles", async () => {
  const shop = await aShop();
  const rows = Array.from({ length: 450 }, (_, at) => `LL-${at},1Z999AA10123456784\n`).join("");
  const path = await aFile(`order_reference,tracking_number\n${rows}`);
  const stopped = await run([path, "--merchant", shop, "--country", "de"], { stopAt: 1 });
  assert.equal(stopped.code, 2);
  assert.match(stopped.progress[0] ?? "", /^200 rows, 0\.0 of 0\.0 MB, line 201$/);
  assert.equal(stopped.progress.at(-1), "", "the line is taken away");
  const [, next = ""] = /--from-line (\d+)$/.exec(stopped.err) ?? [];
  assert.equal(next, "202");
  assert.deepEqual(await kept(shop), { orders: 200, entries: 200 });
  const rest = await run([path, "--merchant", shop, "--country", "de", "--from-line", next, "--json"]);
  assert.deepEqual([rest.code, JSON.parse(rest.out).rows], [0, 250]);
  assert.deepEqual(await kept(shop), { orders: 450, entries: 450 });
});

test("what cannot be done is said with what to do, and changes nothing", async () => {
  const shop = await aShop();
  const path = await aFile(good);
  const refusals: readonly [readonly string[], RegExp, Record<string, null>?][] = [
    [["--merchant", shop], /Name one FILE/],
    [[path], /--merchant is the id/],
    [[path, "--merchant", newId()], /There is no merchant/],
    [[path, "--merchant", "00000000-0000-8000-8000-000000000001"], /There is no merchant/],
    [[path, "--merchant", shop, "--country", "Germany"], /--country: is a two-letter code/],
    [[path, "--merchant", shop, "--from-line", "1"], /--from-line: /],
    [[path, "--merchant", shop, "--columns", "toaster=No."], /There is no column toaster/],
    [[join(directory, "nothing.csv"), "--merchant", shop], /nothing\.csv cannot be read/],
    [[directory, "--merchant", shop], /is no file/],
    [[await aFile(""), "--merchant", shop], /is empty/],
    [[path, "--merchant", shop], /POSTHORN_LINK_SECRET/, { linkSecret: null }],
    [[path, "--merchant", shop], /DATABASE_URL is missing/, { databaseUrl: null }],
  ];
  for (const [argv, why, lacking] of refusals) {
    const { code, err } = await run(argv, lacking === undefined ? {} : { settings: lacking });
    assert.equal(code, 2, argv.join(" "));
    assert.match(err, why);
  }
  const nowhere = { databaseUrl: "postgres://posthorn@127.0.0.1:1/posthorn" };
  assert.match((await run([path, "--merchant", shop], { settings: nowhere })).err, /The database does not answer/);
  assert.deepEqual(await kept(shop), { orders: 0, entries: 0 });
});

test("a file is read piece by piece, wherever a piece ends: inside a letter, a line, a quote; more rows than the API takes", async () => {
  const whole = Buffer.from('order_reference,city,tracking_number\r\nLL-1,"Köln,\nSüd",1Z\r\nLL-2,Gävle,2Z\r\n');
  const windows = Buffer.from(whole.toString(), "latin1");
  const cells = async (bytes: Buffer, size: number) => {
    const opened = await openPieces(async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    });
    const rows: string[] = [];
    for await (const read of opened.rows())
      if (read.kind === "row") rows.push(`${read.row.line} ${read.row.cell("city")}`);
    return rows;
  };
  for (const bytes of [whole, windows])
    for (const size of [1, 2, 7, 1_000]) assert.deepEqual(await cells(bytes, size), ["3 Köln,\nSüd", "4 Gävle"]);
  const many = Buffer.from(`order_reference,tracking_number\n${"a,b\n".repeat(100_001)}`);
  assert.equal((await cells(many, 65_536)).length, 100_001);
});
