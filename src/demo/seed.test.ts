import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { request } from "undici";
import { resolve } from "#intake/resolve.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock as clock } from "#platform/clock.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog as log } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { freshDatabase } from "#test/database.ts";
import { demoOrders } from "./orders.ts";
import { playDemo, type SeedOptions, seedDemo } from "./seed.ts";

const world = await freshDatabase();
const { database } = world;
const directory = await mkdtemp(join(tmpdir(), "demo-"));
const server = createHttpServer({ log, clock, trustedProxies: [], insecureHttp: true });
await server.register(
  createOrdersRoutes({
    database,
    clock,
    log,
    wakeups: localWakeups(),
    publicBaseUrl: "http://127.0.0.1",
    locationForm: "absolute",
    linkSecret: "x".repeat(40),
    whatBecame: async () => null,
  }),
);
await server.listen({ host: "127.0.0.1", port: 0 });
const address = server.server.address();
const apiBase = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
after(async () => {
  await server.close();
  await world[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

async function options(name: string): Promise<SeedOptions> {
  const shops = await database.forSystem("test", async (tx) => {
    const made: SeedOptions["shops"][number][] = [];
    for (const shop of ["One", "Two"]) {
      const { id } = await createMerchant(tx, { name: shop, clock });
      made.push({ name: shop, ...(await createApiKey(tx, { merchantId: id, mode: "live", clock })) });
    }
    return made;
  });
  return { apiBase, shops, shopperEmail: "ines@example.org", seed: 7, stateFile: join(directory, name) };
}

async function shippingInfoOf({ shops }: SeedOptions, orderId: string): Promise<readonly object[]> {
  const [shop] = shops;
  const answer = await request(`${apiBase}/ordermanagement/v1/orders/${orderId}`, {
    headers: { authorization: `Basic ${Buffer.from(`${shop?.username}:${shop?.password}`).toString("base64")}` },
  });
  const order = (await answer.body.json()) as { shipping_info?: object[]; captures: { shipping_info?: object[] }[] }; // as the API's contract says
  return [...(order.shipping_info ?? []), ...order.captures.flatMap((capture) => capture.shipping_info ?? [])];
}

test("the public API takes every demo order; a second start finds the same orders and sends nothing twice", async () => {
  const given = await options("twice.json");
  const first = await seedDemo(given);
  const second = await seedDemo(given);
  assert.equal(second.trackingUrl, first.trackingUrl);
  assert.equal(second.orderId, first.orderId);
  assert.equal(second.staged.length, first.staged.length);
  assert.equal((await shippingInfoOf(given, first.orderId)).length, 2);
});

test("a staged parcel is sent once, and no longer waits at the next start", async () => {
  const given = await options("staged.json");
  const seeded = await seedDemo(given);
  const [step] = seeded.staged;
  assert.ok(step);
  await step.send();
  assert.equal((await seedDemo(given)).staged.length, seeded.staged.length - 1);
});

test("a staged parcel that fails is tried again, and nothing is sent after the stop", async () => {
  let tries = 0;
  await new Promise<void>((done) => {
    const send = async (): Promise<void> => {
      tries += 1;
      if (tries < 3) throw new Error("the API is starting");
      play.stop();
      done();
    };
    const play = playDemo({ trackingUrl: "", orderId: "", staged: [{ afterSeconds: 0, send }] }, { retryMs: 1 });
  });
  let sent = 0;
  const send = async (): Promise<void> => {
    sent += 1;
  };
  const steps = { trackingUrl: "", orderId: "", staged: [{ afterSeconds: 0, send }] };
  playDemo(steps).stop();
  // A later timer of the same length fires after the one that was stopped.
  await new Promise((next) => setTimeout(next, 2));
  assert.equal(sent, 0);
  assert.equal(tries, 3);
});

test("the orders cover the product's cases: followed, corrected, nameless, unknown, and all four ways without tracking", () => {
  const outcomes = demoOrders.flatMap((order, at) =>
    order.parcels.flatMap((parcel, position) => {
      const { number } = parcel;
      const text =
        number === null
          ? null
          : "text" in number
            ? number.text
            : makeNumber({ ...number, serial: at * 10 + position, seed: 7 });
      return resolve(
        {
          shipping_company: parcel.company,
          tracking_number: text,
          shipping_method: parcel.method,
          ...(parcel.withReturn
            ? { return_tracking_number: makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 8 }) }
            : {}),
        },
        { references: [order.reference], country: order.country },
      );
    }),
  );
  const names = new Set(
    outcomes.map((one) =>
      one.kind === "shipment" ? `${one.direction} ${one.carrier}` : one.kind === "untracked" ? one.nature : one.reason,
    ),
  );
  for (const wanted of [
    "outbound dhl",
    "outbound dhl-germany",
    "outbound dhl-express",
    "outbound ups",
    "return ups",
    "digital",
    "letter",
    "own_delivery",
    "store_pickup",
    "wrong_check_digit",
    "unknown_carrier",
    "no_carrier",
  ])
    assert.ok(names.has(wanted), `${wanted} is missing among ${[...names].join(", ")}`);
  const references = demoOrders.map(({ reference }) => reference);
  assert.equal(new Set(references).size, references.length);
  assert.ok(
    demoOrders.some(({ parcels }) => parcels.length === 0) && demoOrders.some(({ parcels }) => parcels.length > 1),
  );
});
