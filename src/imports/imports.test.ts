/** Files as shops make them, sent over the API: orders and parcels come of them, once, and what is wrong is said where it stands. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { forecast } from "#intake/forecast.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { columns } from "./columns.ts";
import { importFileWith } from "./import-file.ts";
import { openFile } from "./read-rows.ts";
import type { Report } from "./report.ts";
import { createImportRoutes } from "./routes.ts";

const fresh = await freshDatabase();
const { database } = fresh;
const clock = systemClock;
const common = {
  ...{ database, clock, log: silentLog, wakeups: localWakeups(), linkSecret: "x".repeat(40) },
  publicBaseUrl: "https://parcels.example",
};
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(
  createOrdersRoutes({
    ...common,
    locationForm: "absolute",
    whatBecame: async () => null,
    more: [createImportRoutes({ ...common, forecast })],
  }),
);
after(async () => {
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

type Scope = "shipments:write" | "read";
async function aShop(scopes: readonly Scope[] = ["shipments:write", "read"]) {
  const key = await database.forSystem("test", async (tx) => {
    const { id: merchantId } = await createMerchant(tx, { name: "Lampenwelt", clock });
    return { merchantId, ...(await createApiKey(tx, { merchantId, mode: "live", scopes, clock })) };
  });
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  const send = async (file: string | Buffer, query = "", type = "text/csv") => {
    const headers = { authorization, "content-type": type };
    const answer = await server.inject({ method: "POST", url: `/v1/imports${query}`, headers, payload: file });
    const isReport = answer.statusCode === 200;
    const lines = isReport ? answer.body.trimEnd().split("\n") : [];
    const reports = lines.map((line): Report => JSON.parse(line));
    return { status: answer.statusCode, body: answer.body, reports, last: reports.at(-1) ?? (null as never) };
  };
  return { ...key, send };
}

const countOf = sql(
  "test.imported",
  `select (select count(*)::int from orders where merchant_id = $1) as orders,
     (select count(*)::int from shipping_info where merchant_id = $1) as entries`,
);
const kept = async (merchantId: string) =>
  (
    await database.forMerchants([merchantId], (tx) =>
      tx.query<{ orders: number; entries: number }>(countOf, [merchantId]),
    )
  )[0];
const oneOrder = sql(
  "test.importedOrder",
  `select purchase_country as country, locale, shopper_email as email, order_lines as lines, shipping_address as address,
     (select json_agg(i.entry order by i.id) from shipping_info i where i.order_id = o.id) as entries
   from orders o where merchant_id = $1 and merchant_reference1 = $2`,
);
const orderOf = async (merchantId: string, reference: string) => {
  const rows = await database.forMerchants([merchantId], (tx) =>
    tx.query<Record<string, unknown>>(oneOrder, [merchantId, reference]),
  );
  assert.equal(rows.length, 1, `one order ${reference}`);
  return rows[0] ?? assert.fail();
};

const file = `order_reference,email,country,postal_code,locale,items,shipping_company,tracking_number
LL-1,ines@example.org,DE,10115,de-DE,"2 × Lamp, brass | Bulb",UPS,1Z999AA10123456784
LL-2,,se,,,,Bring,
LL-1,ines@example.org,DE,10115,de-DE,,DHL,00340434161094015902
`;

test("a file of orders: each is made once with what is known of it, and its parcels are the order's", async () => {
  const shop = await aShop();
  const { status, last } = await shop.send(file);
  assert.equal(status, 200);
  assert.deepEqual([last.done, last.rows, last.imported, last.refused, last.line], [true, 3, 3, 0, 4]);
  assert.deepEqual(last.carriers, { ups: 1, dhl: 1 });
  assert.deepEqual(last.reasons, { no_number: 1 });
  assert.deepEqual(await kept(shop.merchantId), { orders: 2, entries: 3 });
  assert.deepEqual(await orderOf(shop.merchantId, "LL-1"), {
    country: "DE",
    locale: "de-DE",
    email: "ines@example.org",
    lines: [
      { name: "Lamp, brass", quantity: 2 },
      { name: "Bulb", quantity: 1 },
    ],
    address: { country: "DE", email: "ines@example.org", postal_code: "10115" },
    entries: [
      { shipping_company: "UPS", tracking_number: "1Z999AA10123456784" },
      { shipping_company: "DHL", tracking_number: "00340434161094015902" },
    ],
  });
});

test("sent again, from the beginning or from a line, nothing is doubled; two at once neither", async () => {
  const shop = await aShop();
  await Promise.all([shop.send(file), shop.send(file)]);
  await shop.send(file);
  assert.deepEqual(await kept(shop.merchantId), { orders: 2, entries: 3 });
  assert.deepEqual((await shop.send(file, "?from_line=4")).last.rows, 1);
});

test("a dry run says the same and changes nothing", async () => {
  const shop = await aShop();
  const dry = await shop.send(file, "?dry_run=true");
  assert.deepEqual(await kept(shop.merchantId), { orders: 0, entries: 0 });
  assert.deepEqual((await shop.send(file)).last, dry.last);
});

test("what is wrong is said by line, column and what stands there; the other rows are imported", async () => {
  const shop = await aShop();
  const { last } = await shop.send(
    [
      "Order;E-Mail;Land;Tracking Number;Carrier;Colour",
      ";a@example.org;DE;1Z999AA10123456784;UPS;red",
      "LL-2;a@example.org;Germany;1Z999AA10123456784;UPS;red",
      "LL-3;nobody;DE;1Z999AA10123456785;UPS;red",
      "LL-4;a@example.org;DE;3,40434E+19;DHL;red",
      `LL-5;a@example.org;DE;${"7".repeat(101)};DHL;red`,
      "LL-6;a@example.org;DE",
    ].join("\r\n"),
  );
  assert.deepEqual([last.rows, last.imported, last.refused], [6, 3, 3]);
  assert.deepEqual(
    last.problems.map(({ line, column, said }) => [line, column, said.slice(0, 10)]),
    [
      [2, "order_reference", ""],
      [3, "country", "Germany"],
      [6, "tracking_number", "7777777777"],
    ],
  );
  assert.match(last.problems[1]?.why ?? "", /two-letter code such as DE/);
  const about = (line: number): string =>
    last.notes.flatMap((note) => (note.line === line ? [note.why] : [])).join(" ");
  assert.match(about(4), /no e-mail address.*check digit is wrong/);
  assert.match(about(5), /spreadsheet has rounded this number/);
  assert.match(about(7), /says nothing/);
  assert.deepEqual([...new Set(last.notes.map(({ line }) => line))], [4, 5, 7]);
});

test("headers of others' exports are understood, semicolons and tabs too, and Windows' letters; what is not clear is asked for", async () => {
  const shop = await aShop();
  const windows = Buffer.from(
    "Bestellnummer\tLand\tSendungsnummer\tVersanddienstleister\tOrt\nLL-W\tDE\t1Z999AA10123456784\tUPS\tK\xf6ln\n",
    "latin1",
  );
  assert.equal((await shop.send(windows)).last.imported, 1);
  assert.deepEqual((await orderOf(shop.merchantId, "LL-W")).address, { country: "DE", city: "Köln" });

  const odd = "No.,Parcel\nLL-9,1Z999AA10123456784\n";
  const asked = await shop.send(odd);
  assert.equal(asked.status, 422);
  assert.match(asked.body, /No column holds the order's reference.*The file has: No\., Parcel/);
  const told = await shop.send(
    odd,
    `?country=DE&columns=${encodeURIComponent("order_reference:No.,tracking_number:Parcel")}`,
  );
  assert.equal(told.last.imported, 1);
  const wrong = await shop.send(odd, `?columns=${encodeURIComponent("toaster:No.,order_reference:Number")}`);
  assert.match(wrong.body, /There is no column toaster.*No header is \\"Number\\"/);
});

test("X-06 a file is bounded, broken ones end with the line, names and formulas in it are text", async () => {
  const shop = await aShop();
  const broken = await shop.send('order_reference,country,tracking_number\nLL-1,DE,1Z999AA10123456784\nLL-2,"DE,1Z\n');
  assert.deepEqual([broken.last.imported, broken.last.problems[0]?.line], [1, 3]);
  assert.match(broken.last.problems[0]?.why ?? "", /a quote that is not closed/);
  const large = await shop.send(Buffer.alloc(10 * 1_024 * 1_024 + 1, "a"));
  assert.equal(large.status, 413);
  await shop.send("order_reference,country,items,tracking_number\n=1+1,DE,../../etc/passwd,1Z999AA10123456784\n");
  assert.deepEqual((await orderOf(shop.merchantId, "=1+1")).lines, [{ name: "../../etc/passwd", quantity: 1 }]);
  const many = openFile(Buffer.from(`order_reference,tracking_number\n${"a,b\n".repeat(100_001)}`));
  let rows = 0;
  let end = "";
  for await (const read of many.rows()) {
    if (read.kind === "row") rows += 1;
    else end = read.why;
  }
  assert.deepEqual([rows, /100000 rows/.test(end)], [100_000, true]);
});

test("E-04 M-03 another type, no file, and a key without the scope are refused with the reason", async () => {
  const shop = await aShop();
  assert.equal((await shop.send(file, "", "application/xml")).status, 415);
  assert.equal((await shop.send("", "")).status, 422);
  assert.match((await shop.send(file, "?country=Germany")).body, /country: is a two-letter code such as DE/);
  assert.equal((await (await aShop(["read"])).send(file)).status, 403);
});

test("when the database goes away in the middle, the last report names what is durable", async () => {
  const shop = await aShop();
  const long = `order_reference,country,tracking_number\n${Array.from({ length: 450 }, (_, at) => `LL-${at},DE,1Z999AA10123456784\n`).join("")}`;
  let writes = 0;
  const fragile: Database = {
    ...database,
    forMerchants: (ids, work) => {
      if ((writes += 1) > 300) return Promise.reject(new DatabaseUnavailable(new Error("gone")));
      return database.forMerchants(ids, work);
    },
  };
  const importFile = importFileWith({ ...common, database: fragile, forecast });
  const seen: Report[] = [];
  const wishes = { country: null, locale: null, isDryRun: false, fromLine: 2 };
  await assert.rejects(async () => {
    for await (const report of importFile(
      { merchantId: shop.merchantId, mode: "live" },
      openFile(Buffer.from(long)),
      wishes,
    ))
      seen.push(report);
  });
  const durable = seen.at(-1) ?? assert.fail("nothing was reported");
  assert.equal(durable.done, false);
  assert.ok(((await kept(shop.merchantId))?.orders ?? 0) >= durable.imported);
  await shop.send(long, `?from_line=${durable.line + 1}`);
  assert.deepEqual(await kept(shop.merchantId), { orders: 450, entries: 450 });
});

test("docs/import.md names every column, and its example is a file that is imported", async () => {
  const text = await readFile(join(import.meta.dirname, "../../docs/import.md"), "utf8");
  const named = [...text.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(named, columns);
  const [, example = ""] = /```csv\n([^`]+)```/.exec(text) ?? [];
  const { last } = await (await aShop()).send(example);
  assert.deepEqual([last.refused, last.problems, last.notes], [0, [], []]);
});
