/** A world for the tests of polling: a carrier on loopback, a database, parcels. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { apiKey } from "#carriers/auth.ts";
import { type Auth, type Carrier, defineCarrier, type Limits } from "#carriers/carrier.ts";
import type { Credential } from "#carriers/runner.ts";
import { type Clock, ManualClock, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { createLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { createPolling } from "#polling/jobs.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { readShipment } from "#shipments/store.ts";
import { freshDatabase } from "#test/database.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse, number: string) => void;

export const fast: Limits = { perSecond: 1_000, perDay: null, concurrent: 10, batch: 1 };

export function carrierNamed(
  slug: string,
  auth: Auth = apiKey("x-key"),
  limits = fast,
  more: Partial<
    Pick<Carrier, "serves" | "kind" | "keys" | "registration" | "push" | "lot" | "numberPattern" | "refusal">
  > = {},
) {
  return defineCarrier({
    slug,
    name: slug,
    serves: [slug],
    docs: "",
    baseUrls: { production: "https://carrier.example" },
    auth,
    limits,
    homeZone: "Europe/Berlin",
    format: "json",
    newestFirst: true,
    statuses: [
      { list: "s", code: "LABEL", subcode: "", event: "info_received.label_created", words: "label", evidence: "" },
      { list: "s", code: "MOVE", subcode: "", event: "in_transit.moving", words: "moving", evidence: "" },
      { list: "s", code: "DONE", subcode: "", event: "delivered.to_recipient", words: "done", evidence: "" },
    ],
    numberPattern: /./,
    quality: "table",
    unproven: [],
    trackingPage: "",
    request: (asked) => ({ method: "GET", path: `/track?n=${asked.map(({ number }) => number).join(",")}` }),
    answer: z.object({ parcels: z.array(z.object({ number: z.string(), code: z.string(), at: z.string() })) }),
    scans: ({ parcels }) =>
      parcels.map(({ number, code, at }) => ({
        kind: "scans",
        number,
        scans: [{ time: { text: at }, lookups: [{ list: "s", code }], rawCode: code, text: code }],
      })),
    ...more,
  });
}

export const say = (response: ServerResponse, numbers: string, code = "MOVE"): void => {
  const parcels = numbers.split(",").map((number) => ({ number, code, at: "2026-11-24T08:00:00Z" }));
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ parcels }));
};

const insertMerchant = sql("test.merchant", "insert into merchants (id, name, created_at) values ($1, 'Shop', $2)");
const insertOrder = sql(
  "test.order",
  `insert into orders (shard, id, merchant_id, mode, short_reference, status, order_amount, original_order_amount, purchase_country,
     purchase_currency, shipping_address, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'ref', 'CAPTURED', 100, 100, 'DE', 'EUR', '{"postal_code":"10115","country":"DE"}', $4, $5, $6, $6)`,
);
const count = (what: string) => sql(`test.count.${what}`, `select count(*)::int as n from ${what}`);
const dueWork = sql(
  "test.due",
  "select due_at as \"dueAt\", attempts, leased from due_work where kind = 'poll' and subject = $1",
);

export async function world(
  handler: Handler,
  carriers: readonly Carrier[] = [carrierNamed("test")],
  givenClock?: Clock,
) {
  const db = await freshDatabase();
  const { database } = db;
  const server = createServer((request, response) => {
    request.resume();
    handler(request, response, new URL(request.url ?? "/", "http://x").searchParams.get("n") ?? "");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  const manual = new ManualClock("2026-11-24T09:00:00Z");
  const clock: Clock = givenClock ?? manual;
  const lines: string[] = [];
  const log = createLog({ destination: { write: (line) => void lines.push(line) } });
  const egress = createEgress({ clock: systemClock, log, allowLoopback: true });
  const wakeups = localWakeups();
  const heard: string[] = [];
  wakeups.hear("order", "*", (id) => void heard.push(id));
  const fields = { key: "secret-key", client_id: "id", client_secret: "secret-key" };
  const baseUrl = `http://127.0.0.1:${port}`;
  /** By connection, or by connection and merchant; what a test puts here replaces the installation's. */
  const credentials = new Map<string, readonly Credential[]>();
  const credentialsOf = async (slug: string, merchantId = ""): Promise<readonly Credential[]> =>
    credentials.get(`${slug} ${merchantId}`) ?? credentials.get(slug) ?? [{ name: "installation", fields, baseUrl }];
  const push = { publicBaseUrl: "https://track.example", linkSecret: "a secret of the tests" };
  const create = () =>
    createPolling({
      database,
      clock,
      log,
      wakeups,
      connections: carriers,
      credentials: credentialsOf,
      push,
      egress,
      speed: 1,
    });
  const polling = create();

  async function merchant(): Promise<string> {
    const id = newId();
    await database.forSystem("test", (tx) => tx.execute(insertMerchant, [id, clock.now()]));
    return id;
  }
  async function parcel(
    merchantId: string,
    number: string,
    carrier = "test",
    candidates: readonly { code: string; probability: number }[] = [],
  ) {
    const orderId = newId();
    const shard = shardOf(orderId);
    const now = clock.now();
    return database.forMerchants([merchantId], async (tx) => {
      await tx.execute(insertOrder, [shard, orderId, merchantId, Buffer.from(orderId), newId(), now]);
      const common = { method: null, trackingUri: null, saidCompany: null, saidNumber: null, identifiedBy: candidates };
      const where = { shard, orderId, merchantId, mode: "live", direction: "outbound", tracked: true } as const;
      const { id } = await openShipment(
        tx,
        { ...where, ...common, carrier, trackingNumber: number, firstAskAt: now },
        now,
      );
      return { id, shard, orderId, merchantId };
    });
  }
  return {
    database,
    baseUrl,
    credentials,
    credentialsOf,
    fields,
    push,
    wakeups,
    egress,
    log,
    clock: manual,
    polling,
    create,
    heard,
    lines,
    merchant,
    parcel,
    shipment: async ({ id, shard }: { id: string; shard: number }) => {
      const row = await database.forSystem("test", (tx) => readShipment(tx, shard, id));
      assert.ok(row);
      return row;
    },
    due: async (id: string) =>
      (
        await database.forSystem("test", (tx) =>
          tx.query<{ dueAt: Date; attempts: number; leased: boolean }>(dueWork, [id]),
        )
      )[0],
    count: async (what: string) =>
      (await database.forSystem("test", (tx) => tx.query<{ n: number }>(count(what))))[0]?.n ?? 0,
    async [Symbol.asyncDispose]() {
      await polling.drain();
      await egress.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await db[Symbol.asyncDispose]();
    },
  };
}
