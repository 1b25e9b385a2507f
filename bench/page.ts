/** `bench -- page`: the shopper's parcel page per second and in bytes, beside a server that answers a constant of the same size. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { html } from "htm/preact";
import { Agent, request } from "undici";
import { connectionBySlug } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import type { Database } from "#platform/database.ts";
import { randomToken } from "#platform/ids.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import type { NumberReading } from "#shipments/reading.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { asRecorded, readEvents, readFacts, readOrderShipments } from "#shipments/store.ts";
import { renderPage } from "#shopper/pages/page.ts";
import { parcelContent } from "#shopper/pages/parcel.ts";
import { type OrderRow, type ParcelSource, presentOrder } from "#shopper/presenter.ts";
import { readOrder } from "#shopper/store.ts";
import { createTexts } from "#shopper/texts.ts";
import { startDurableDatabase } from "./durable-database.ts";
import { type PreparedOrder, prepareOrders } from "./orders.ts";
import { startServer } from "./server.ts";
import { cpuPerCall, type Line, median, printTable, ratePerSecond } from "./table.ts";

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

export async function benchPage(): Promise<void> {
  printTable("The shopper's parcel page", await measurePage());
}

/** Medians of rounds in which page and constant take turns. */
export async function measurePage(options: PageOptions = standard): Promise<Line[]> {
  const linkSecret = randomToken(32);
  await using fresh = await startDurableDatabase();
  const parcels = await prepareParcels(fresh.database, options.parcels, linkSecret);
  await fresh.analyze();
  await using app = await startServer({
    kind: "app",
    databaseUrl: fresh.url,
    linkSecret,
    now: now.toISOString(),
  });
  await using reader = createReader();

  const pages = await Promise.all(parcels.slice(0, 64).map(({ path }) => reader.get(app.base + path)));
  const sizes = (of: (page: Page) => number): number => Math.round(median(pages.map(of)));
  const bytes = sizes(({ body }) => body.byteLength);
  await using constant = await startServer({ kind: "constant", body: "x".repeat(bytes) });

  const { callers, seconds, warmUpSeconds } = options;
  const figures = { page: [] as number[], constant: [] as number[], cpuUs: [] as number[] };
  for (let round = 0; round < options.rounds; round += 1) {
    let read = 0;
    const cpuUs = await app.cpuUs();
    const page = async (serial: number): Promise<void> => {
      const { path, number } = parcels[serial % parcels.length] as PreparedParcel; // an index below the length
      const { status, body } = await reader.get(app.base + path);
      read += 1;
      if (status !== 200 || !body.includes(number)) throw new Error(`A page was answered with ${status}: ${body}`);
    };
    figures.page.push(await ratePerSecond(page, callers, seconds, warmUpSeconds));
    figures.cpuUs.push(((await app.cpuUs()) - cpuUs) / read);
    const same = async (): Promise<void> => void (await reader.get(constant.base));
    figures.constant.push(await ratePerSecond(same, callers, seconds, warmUpSeconds));
  }

  const sources = await Promise.all(parcels.slice(0, 64).map((parcel) => readSource(fresh.database, parcel)));
  let at = 0;
  const rendering = cpuPerCall(() => render(sources[(at += 1) % sources.length] as Source), options.seconds / 2); // an index below the length
  const limit = { what: "constant", figure: median(figures.constant) };
  const cpuUs = median(figures.cpuUs);
  const asSent = { what: "as it is", figure: bytes };
  const line = (what: string, figure: number, unit: string, against?: Line["against"]): Line => ({
    what,
    figure,
    unit,
    against,
  });
  return [
    line(`limit: node:http answers a constant of ${bytes} bytes, ${callers} readers`, limit.figure, "/s"),
    line(`parcel page over HTTP, ${callers} readers of ${parcels.length} parcels`, median(figures.page), "/s", limit),
    line("the same: CPU of the API's process per page", cpuUs, "µs CPU"),
    line("view and HTML alone, in process", rendering.cpuUs, "µs CPU", { what: "the page's CPU", figure: cpuUs }),
    line(
      "on the wire, body, median page",
      sizes(({ wireBytes }) => wireBytes),
      "bytes",
      asSent,
    ),
    line(
      "gzip would make of it (level 6)",
      sizes(({ body }) => gzipSync(body).byteLength),
      "bytes",
      asSent,
    ),
    line(
      "brotli would make of it (level 5)",
      sizes(({ body }) => brotli(body)),
      "bytes",
      asSent,
    ),
  ];
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
  const content = parcelContent({ order, parcel, orderLink: link, texts, now });
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
  return {
    async get(url: string): Promise<Page> {
      const answer = await request(url, { dispatcher: agent, headers: { "accept-encoding": "gzip, br" } });
      const sent = Buffer.from(await answer.body.arrayBuffer());
      return {
        status: answer.statusCode,
        body: decoded(sent, answer.headers["content-encoding"]),
        wireBytes: sent.length,
      };
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

function decoded(sent: Buffer, encoding: unknown): Buffer {
  if (encoding === "gzip") return gunzipSync(sent);
  return encoding === "br" ? brotliDecompressSync(sent) : sent;
}

const brotli = (body: Buffer): number =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).byteLength;
