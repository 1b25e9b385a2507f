/** `bench -- reach`: from a scan that is recorded to the shopper who knows of it: by e-mail, by push, on a page that is open. */
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import webPush from "web-push";
import { startMailCatcher } from "#demo/mail-catcher.ts";
import { days, systemClock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { newId, randomToken, sha256 } from "#platform/ids.ts";
import { sharedWakeups } from "#platform/wakeups.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { insertSession, insertSubscription, readSession } from "#shopper/store.ts";
import { makeDevice, startPushService } from "#test/push-service.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { startDurableDatabase } from "./durable-database.ts";
import { type PreparedOrder, prepareOrders } from "./orders.ts";
import { startServer } from "./server.ts";
import { type Line, median, percentile, printTable } from "./table.ts";

export interface ReachOptions {
  /** Half of them are told by push, half by e-mail. */
  readonly parcels: number;
  readonly perSecond: number;
  /** Told before, and not counted: the first mail opens connections, the first page is compiled. */
  readonly warmUp: number;
}

const standard = { parcels: 400, perSecond: 10, warmUp: 20 };
/** A person who looks up when the telephone buzzes finds the same on the page. Milliseconds. */
const wantedMs = 1_000;

export async function benchReach(): Promise<void> {
  const lines = await measureReach();
  printTable("From the commit of a scan to the shopper, recorded by another process than the one that tells", lines);
  const late = lines.filter(({ figure, against }) => against !== undefined && figure > against.figure);
  for (const { what } of late) console.log(`Too late: ${what}`);
  if (late.length > 0) process.exitCode = 1;
}

export async function measureReach({ parcels: counted, perSecond, warmUp }: ReachOptions = standard): Promise<Line[]> {
  const count = counted + warmUp;
  const linkSecret = randomToken(32);
  const vapid = webPush.generateVAPIDKeys();
  await using fresh = await startDurableDatabase();
  await using undo = new AsyncDisposableStack();
  const catcher = undo.adopt(await startMailCatcher({ smtpPort: 0, clock: systemClock, kept: count }), (it) =>
    it.close(),
  );
  const receiver = undo.adopt(await startPushService(vapid.publicKey), (it) => it.service.close());
  /** When what was told of this page: by its path. */
  const told = { mail: new Map<string, number>(), push: new Map<string, number>(), page: new Map<string, number>() };
  receiver.service.answer = (_device, n) => {
    told.push.set(pathOf(receiver.pushed[n - 1]?.payload.url ?? ""), Date.now());
    return 201;
  };
  const device = makeDevice("phone");
  receiver.service.devices.set("phone", device);
  const parcels = await prepare(fresh.database, {
    count,
    linkSecret,
    endpoint: `${receiver.service.url}/phone`,
    device,
  });
  await fresh.analyze();
  const app = undo.use(
    await startServer({
      kind: "app",
      databaseUrl: fresh.url,
      linkSecret,
      worker: { smtpUrl: catcher.smtpUrl, vapid },
    }),
  );
  const wakeups = undo.adopt(sharedWakeups(fresh.url), (it) => it.close());
  const abort = new AbortController();
  undo.defer(async () => abort.abort());
  const watched = parcels.slice(0, 300);
  for (const { path } of watched) await watch(app.base, path, abort.signal, () => told.page.set(path, Date.now()));

  const committed = new Map<string, number>();
  const cpuUs = await app.cpuUs();
  const start = performance.now();
  for (const [at, parcel] of parcels.entries()) {
    await sleep(Math.max(0, start + (at * 1_000) / perSecond - performance.now()));
    const { order, shipmentId, path } = parcel;
    const now = systemClock.now();
    await fresh.database.forMerchants([order.merchantId], (tx) =>
      recordScans(tx, {
        shipment: { shard: order.shard, id: shipmentId, orderId: order.id, merchantId: order.merchantId },
        reading: readingOf([scanAt(now, { code: "out_for_delivery.on_vehicle" })]),
        source: "dhl",
        rawAnswerId: null,
        now,
      }),
    );
    if (at >= warmUp) committed.set(path, Date.now());
    // What the polling worker does after its commit.
    wakeups.wake("order", order.id);
    wakeups.wake("work", "notify");
  }
  const isComplete = (): boolean => catcher.mails.length + told.push.size >= count && told.page.size >= watched.length;
  for (let turn = 0; turn < 300 && !isComplete(); turn += 1) await sleep(100);
  receiver.assertHappy();
  for (const { text, receivedAt } of catcher.mails) {
    const link = /https?:\S+\/o\/\S+/.exec(text)?.[0] ?? "";
    told.mail.set(pathOf(link), Date.parse(receivedAt));
  }
  if (!isComplete())
    throw new Error(`Only ${told.mail.size} mails, ${told.push.size} pushes and ${told.page.size} pages.`);

  const lines = (what: string, times: ReadonlyMap<string, number>): Line[] => {
    const waits = [...committed].flatMap(([path, at]) => {
      const heard = times.get(path);
      return heard === undefined ? [] : [Math.max(1, heard - at)];
    });
    const against = { what: `wanted: ${wantedMs} ms`, figure: wantedMs };
    const of = `${what}, ${waits.length} parcels, ${perSecond} a second`;
    return [
      { what: `${of}: median`, figure: median(waits), unit: "ms", against },
      { what: `${of}: 99th percentile`, figure: percentile(waits, 0.99), unit: "ms", against },
    ];
  };
  const perParcel = ((await app.cpuUs()) - cpuUs) / count;
  return [
    ...lines("received by the mail server", told.mail),
    ...lines("received by the push service, and opened as a phone does", told.push),
    ...lines("an open page hears that it is to look again", told.page),
    { what: "CPU of the process that tells, per parcel", figure: perParcel, unit: "µs CPU" },
  ];
}

const pathOf = (url: string): string => /\/o\/[\w-]+/.exec(url)?.[0] ?? "";

interface Waiting {
  readonly order: PreparedOrder;
  readonly shipmentId: string;
  readonly path: string;
}

/** Orders of two persons in turns, of whom one has a device; each with a parcel that was announced. */
async function prepare(
  database: Database,
  {
    count,
    linkSecret,
    endpoint,
    device,
  }: {
    readonly count: number;
    readonly linkSecret: string;
    readonly endpoint: string;
    readonly device: ReturnType<typeof makeDevice>;
  },
): Promise<readonly Waiting[]> {
  const now = systemClock.now();
  const [withDevice, without] = ["phone@example.org", "mail@example.org"];
  return database.forSystem("bench", async (tx) => {
    const idHash = sha256(randomToken());
    const [shopperId, id, endsAt] = [newId(), newId(), new Date(now.getTime() + days(1))];
    await insertSession(tx, { email: withDevice, shopperId, idHash, id, device: "", now, endsAt });
    const session = await readSession(tx, idHash, now, new Date(now.getTime() - days(1)));
    if (session === undefined) throw new Error("The person with the device is not there.");
    await insertSubscription(tx, {
      id: newId(),
      endpointHash: sha256(endpoint),
      endpoint,
      p256dh: device.publicKey.toString("base64url"),
      auth: device.auth.toString("base64url"),
      shopperId: session.shopperId,
      device: "",
      now,
    });
    const emailOf = (at: number): string => (at % 2 === 0 ? withDevice : without);
    const waiting: Waiting[] = [];
    for (const [at, order] of (
      await prepareOrders(tx, { merchants: 4, orders: count, linkSecret, emailOf })
    ).entries()) {
      const number = `00340434${String(at).padStart(12, "0")}`;
      const { id: shipmentId } = await openShipment(
        tx,
        {
          shard: order.shard,
          orderId: order.id,
          merchantId: order.merchantId,
          mode: "live",
          direction: "outbound",
          tracked: true,
          carrier: "dhl",
          trackingNumber: number,
          method: null,
          trackingUri: null,
          saidCompany: "DHL",
          saidNumber: number,
          identifiedBy: [],
          firstAskAt: null,
        },
        now,
      );
      waiting.push({ order, shipmentId, path: order.path });
    }
    return waiting;
  });
}

/** Opens the stream of an order's page as a browser does. */
async function watch(base: string, path: string, signal: AbortSignal, changed: () => void): Promise<void> {
  const { statusCode, body } = await request(`${base}${path}/live`, { signal });
  if (statusCode !== 200) throw new Error(`The stream of a page was answered with ${statusCode}.`);
  body.on("data", (part: Buffer) => part.includes("changed") && changed()).on("error", () => {});
}
