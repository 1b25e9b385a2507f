/** `bench -- page`: the shopper's parcel page per second and each page in bytes, beside a server that answers a constant of the same size. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { html } from "htm/preact";
import { Agent, request } from "undici";
import { connectionBySlug } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { days } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { newId, randomToken, sha256 } from "#platform/ids.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import type { NumberReading } from "#shipments/reading.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { asRecorded, readEvents, readFacts, readOrderShipments } from "#shipments/store.ts";
import { renderPage } from "#shopper/pages/page.ts";
import { parcelContent } from "#shopper/pages/parcel.ts";
import { type OrderRow, type ParcelSource, presentOrder } from "#shopper/presenter.ts";
import { insertSession, readOrder } from "#shopper/store.ts";
import { createTexts } from "#shopper/texts.ts";
import { startDurableDatabase } from "./durable-database.ts";
import { type PreparedOrder, prepareOrders, shopperEmail } from "./orders.ts";
import { startServer } from "./server.ts";
import { cpuPerCall, type Line, median, percentile, printTable, ratePerSecond } from "./table.ts";

export interface PageOptions {
  readonly callers: number;
  readonly parcels: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

const standard = { callers: 32, parcels: 400, rounds: 3, seconds: 2.5, warmUpSeconds: 0.5 };

/** The day on which the samples happen, so that no link has ended. */
const now = new Date("2026-11-24T09:00:00Z");
const situations = [
  "attempt-failed",
  "customs",
  "delivered-with-signature",
  "in-transit",
  "late-and-repeated-scans",
  "out-for-delivery",
  "ready-at-pickup-point",
  "returned-to-the-sender",
];

/** Style, script and text of a page before pictures, compressed (consumer experience §15). */
const budgetBytes = 30 * 1_024;

export async function benchPage(): Promise<void> {
  const { sizes, rates } = await measurePage();
  printTable(
    "Bytes on the wire of each page, by state: the page, and with the script that the first visit fetches",
    sizes,
  );
  printTable("The shopper's parcel page", rates);
  const over = sizes.filter(({ figure }) => figure > budgetBytes);
  for (const { what, figure } of over) console.log(`Over budget: ${what}: ${figure} bytes`);
  if (over.length > 0) process.exitCode = 1;
}

/** Medians of rounds in which page and constant take turns. */
export async function measurePage(
  options: PageOptions = standard,
): Promise<{ readonly sizes: Line[]; readonly rates: Line[] }> {
  const linkSecret = randomToken(32);
  await using fresh = await startDurableDatabase();
  const parcels = await prepareParcels(fresh.database, options.parcels, linkSecret);
  const cookie = await signIn(fresh.database);
  await fresh.analyze();
  await using app = await startServer({
    kind: "app",
    databaseUrl: fresh.url,
    linkSecret,
    now: now.toISOString(),
  });
  await using reader = createReader();
  const sizes = await measureSizes(reader, app.base, parcels, cookie);

  const first = await Promise.all(parcels.slice(0, 64).map(({ path }) => reader.get(app.base + path)));
  const bytes = Math.round(median(first.map(({ body }) => body.byteLength)));
  await using constant = await startServer({ kind: "constant", body: "x".repeat(bytes) });

  const { callers, seconds, warmUpSeconds } = options;
  const figures = { gzip: [] as number[], zstd: [] as number[], identity: [] as number[], constant: [] as number[] };
  const cpu = { gzip: [] as number[], zstd: [] as number[], identity: [] as number[] };
  const waits: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const coding of ["zstd", "gzip", "identity"] as const) {
      let read = 0;
      const cpuUs = await app.cpuUs();
      const page = async (serial: number): Promise<void> => {
        const { path, number } = parcels[serial % parcels.length] as PreparedParcel; // an index below the length
        const start = performance.now();
        const { status, wire, encoding } = await reader.ask(app.base + path, { "accept-encoding": coding });
        if (coding === "zstd") waits.push(performance.now() - start);
        read += 1;
        // Opening each would be work for the reader, who shares the machine: some are enough.
        const isRead = serial % 50 !== 0 || decoded(wire, encoding).includes(number);
        if (status !== 200 || !isRead) throw new Error(`A page was answered with ${status}.`);
      };
      figures[coding].push(await ratePerSecond(page, callers, seconds, warmUpSeconds));
      cpu[coding].push(((await app.cpuUs()) - cpuUs) / read);
    }
    const same = async (): Promise<void> => void (await reader.ask(constant.base));
    figures.constant.push(await ratePerSecond(same, callers, seconds, warmUpSeconds));
  }
  const alone: number[] = [];
  for (let serial = 0; serial < Math.min(300, 20 * parcels.length); serial += 1) {
    const start = performance.now();
    await reader.ask(app.base + (parcels[serial % parcels.length] as PreparedParcel).path); // an index below the length
    alone.push(performance.now() - start);
  }

  const sources = await Promise.all(parcels.slice(0, 64).map((parcel) => readSource(fresh.database, parcel)));
  let at = 0;
  const rendering = cpuPerCall(() => render(sources[(at += 1) % sources.length] as Source), options.seconds / 2); // an index below the length
  const limit = { what: "constant", figure: median(figures.constant) };
  const cpuUs = median(cpu.zstd);
  const line = (what: string, figure: number, unit: string, against?: Line["against"]): Line => ({
    what,
    figure,
    unit,
    against,
  });
  const parcelPage = `parcel page over HTTP, ${callers} readers of ${parcels.length} parcels`;
  const wanted = { what: "the wanted 100 ms", figure: 100 };
  return {
    sizes,
    rates: [
      line(`limit: node:http answers a constant of ${bytes} bytes, ${callers} readers`, limit.figure, "/s"),
      line(`${parcelPage}, compressed by zstd`, median(figures.zstd), "/s", limit),
      line(`${parcelPage}, compressed by gzip`, median(figures.gzip), "/s", limit),
      line(`${parcelPage}, not compressed`, median(figures.identity), "/s", limit),
      line("CPU of the API's process per page, zstd", cpuUs, "µs CPU"),
      line("view and HTML alone, in process", rendering.cpuUs, "µs CPU", { what: "the page's CPU", figure: cpuUs }),
      line("one reader waits for a page: median", median(alone), "ms", wanted),
      line("one reader waits for a page: 99th percentile", percentile(alone, 0.99), "ms", wanted),
      line(`${callers} readers at full speed, each waits: median`, median(waits), "ms", wanted),
      line(`${callers} readers at full speed, each waits: 99th percentile`, percentile(waits, 0.99), "ms", wanted),
    ],
  };
}

type Reader = ReturnType<typeof createReader>;

async function measureSizes(
  reader: Reader,
  base: string,
  parcels: readonly PreparedParcel[],
  cookie: string,
): Promise<Line[]> {
  const order = (parcels[0] as PreparedParcel).order.path; // there is one at least
  const pages: readonly (readonly [string, string, Record<string, string>?])[] = [
    ...situations.map((situation, at) => [`parcel, ${situation}`, parcels[at]?.path ?? order] as const),
    ["order", order],
    ["widget", `${order}/embed`],
    ["order and parcel of the person who is signed in", parcels[0]?.path ?? order, { cookie }],
    ["deliveries, a hundred of them", "/deliveries", { cookie }],
    ["deliveries, searched from our page", "/deliveries?q=lamp", { cookie, "sec-fetch-site": "same-origin" }],
    ["account", "/account", { cookie }],
    ["sign-in", "/sign-in"],
    ["find an order", "/find"],
    ["no such link", "/o/no-such-link-was-ever-made"],
    ["offline", "/offline"],
    ["carriers", "/carriers"],
    ["whose number is this", "/carriers/identify"],
  ];
  const lines: Line[] = [];
  for (const [name, path, headers] of pages) {
    const page = await reader.get(base + path, headers);
    const text = page.body.toString();
    const scripts = [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, address]) => address ?? "");
    let total = page.wireBytes;
    for (const script of scripts) total += (await reader.get(base + script)).wireBytes;
    const requests = scripts.length + 1;
    const what = `${name}: ${page.body.byteLength} bytes as made, ${page.wireBytes} sent, ${requests} ${requests === 1 ? "request" : "requests"}`;
    lines.push({ what, figure: total, unit: "bytes", against: { what: "30 KB", figure: budgetBytes } });
  }
  return lines;
}

/** A session of the person whose orders these are: the cookie. */
async function signIn(database: Database): Promise<string> {
  const reference = randomToken();
  const [shopperId, id] = [newId(), newId()];
  const endsAt = new Date(now.getTime() + days(1));
  await database.forSystem("bench", (tx) =>
    insertSession(tx, { email: shopperEmail, shopperId, idHash: sha256(reference), id, device: "", now, endsAt }),
  );
  return `__Host-posthorn-session=${reference}`;
}

interface PreparedParcel {
  readonly order: PreparedOrder;
  readonly shipmentId: string;
  readonly number: string;
  readonly path: string;
}

/** Parcels with the histories of DHL's samples, recorded as the worker records them. */
async function prepareParcels(
  database: Database,
  count: number,
  linkSecret: string,
): Promise<readonly PreparedParcel[]> {
  const readings = await Promise.all(situations.map(readingOf));
  return database.forSystem("bench", async (tx) => {
    const parcels: PreparedParcel[] = [];
    for (const [at, order] of (await prepareOrders(tx, { merchants: 1, orders: count, linkSecret })).entries()) {
      const { shard, id: orderId, merchantId } = order;
      const number = `00340434${String(at).padStart(12, "0")}`;
      const shipment = {
        shard,
        orderId,
        merchantId,
        mode: "live" as const,
        direction: "outbound" as const,
        tracked: true,
        carrier: "dhl",
        trackingNumber: number,
        method: null,
        trackingUri: null,
        saidCompany: "DHL",
        saidNumber: number,
        identifiedBy: [],
        firstAskAt: null,
      };
      const { id } = await openShipment(tx, shipment, now);
      const reading = readings[at % readings.length] ?? null;
      await recordScans(tx, {
        shipment: { shard, id, orderId, merchantId },
        reading,
        source: "dhl",
        rawAnswerId: null,
        now,
      });
      parcels.push({ order, shipmentId: id, number, path: `${order.path}/p/${id}` });
    }
    return parcels;
  });
}

async function readingOf(situation: string): Promise<NumberReading> {
  const carrier = connectionBySlug("dhl");
  const file = join(import.meta.dirname, "../src/carriers/dhl/samples", situation, "200.json");
  const answer = { status: 200, mediaType: "application/json", body: await readFile(file, "utf8") };
  const reading = carrier && read(carrier, answer, []);
  const first = reading?.kind === "events" ? reading.shipments[0] : undefined;
  if (first?.kind !== "events") throw new Error(`The sample ${situation} holds no history any more: choose another.`);
  return first;
}

interface Source {
  readonly row: OrderRow;
  readonly parcels: readonly ParcelSource[];
  readonly link: string;
}

async function readSource(database: Database, { order, shipmentId }: PreparedParcel): Promise<Source> {
  const { shard, id, merchantId, path } = order;
  return database.forMerchants([merchantId], async (tx) => {
    const row = await readOrder(tx, shard, id);
    const [shipment] = await readOrderShipments(tx, shard, id);
    if (row === undefined || shipment === undefined) throw new Error("A prepared parcel is gone.");
    const events = (await readEvents(tx, shard, shipmentId)).map(asRecorded);
    return { row, parcels: [{ shipment, events, facts: await readFacts(tx, shard, shipmentId) }], link: path };
  });
}

/** What the page's route does between its last statement and its answer. */
function render({ row, parcels, link }: Source): string {
  const order = presentOrder(row, parcels, 1);
  const [parcel] = order.parcels;
  if (parcel === undefined) throw new Error("A prepared parcel is not shown.");
  const texts = createTexts(row.locale);
  const content = parcelContent({
    order,
    parcel,
    orderLink: link,
    link: `${link}/p/${parcel.id}`,
    shareLink: link,
    suffix: "",
    choices: null,
    report: { last: null, fault: null },
    isCodeWrong: false,
    others: [],
    texts,
    now,
  });
  const frame = { texts, title: order.shop, nonce: randomToken(), simulated: false, live: `${link}/live` };
  return renderPage(frame, html`${content}`);
}

interface Page {
  readonly status: number;
  readonly body: Buffer;
  /** As many as were sent, compressed or not. */
  readonly wireBytes: number;
}

/** Asks as a browser does: with compression welcome. */
function createReader() {
  const agent = new Agent({ connections: null, pipelining: 1 });
  const ask = async (url: string, more: Record<string, string> = {}) => {
    const headers = { "accept-encoding": "gzip, br, zstd", ...more };
    const answer = await request(url, { dispatcher: agent, headers });
    const wire = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, wire, encoding: answer.headers["content-encoding"] };
  };
  return {
    ask,
    async get(url: string, more: Record<string, string> = {}): Promise<Page> {
      const { status, wire, encoding } = await ask(url, more);
      return { status, body: decoded(wire, encoding), wireBytes: wire.length };
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

function decoded(sent: Buffer, encoding: unknown): Buffer {
  if (encoding === "gzip") return gunzipSync(sent);
  if (encoding === "zstd") return zstdDecompressSync(sent);
  return encoding === "br" ? brotliDecompressSync(sent) : sent;
}
