/** `bench -- accept`: captures that are durable when they are answered, per second, beside what the same database does without us. */
import pg from "pg";
import { Agent, request } from "undici";
import { type Additions, capture } from "#orders/order.ts";
import * as store from "#orders/store.ts";
import { type Database, openDatabase, sql } from "#platform/database.ts";
import { planWork } from "#platform/due-work.ts";
import { newId, sha256 } from "#platform/ids.ts";
import { startDurableDatabase } from "./durable-database.ts";
import { type PreparedOrder, prepareOrders } from "./orders.ts";
import { type Server, startServer } from "./server.ts";
import { type Line, median, printTable, ratePerSecond } from "./table.ts";

export interface AcceptOptions {
  readonly few: number;
  readonly many: number;
  /** The rate limit stands as in production (200 a second each): so many merchants that it never speaks. */
  readonly merchants: number;
  readonly orders: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

const standard = { few: 32, many: 256, merchants: 64, orders: 20_000, rounds: 3, seconds: 2.5, warmUpSeconds: 0.5 };

export async function benchAccept(): Promise<void> {
  printTable("Durable accepts: captures with shipping_info and an idempotency key, per second", await measureAccept());
}

/** Medians of rounds in which all take turns. Throws when something acknowledged is not in the database. */
export async function measureAccept(options: AcceptOptions = standard): Promise<Line[]> {
  await using fresh = await startDurableDatabase();
  const orders = await fresh.database.forSystem("bench", (tx) => prepareOrders(tx, options));
  await using server = await startServer({ kind: "orders", databaseUrl: fresh.url });
  await using contestants = await createContestants(fresh.url, server, options.few);
  let serial = 0;
  const next = (): SaidCapture => {
    serial += 1;
    return captureOf(orders[serial % orders.length] as PreparedOrder, serial); // an index below the length
  };
  const rounds: Round[] = [];
  let kept = 0;
  for (let round = 0; round < options.rounds; round += 1) {
    const { seconds, warmUpSeconds } = options;
    const rate = (once: () => Promise<unknown>, callers: number): Promise<number> =>
      ratePerSecond(async () => void (await once()), callers, seconds, warmUpSeconds);
    const overHttp = async (): Promise<void> => {
      await contestants.post(next());
      kept += 1;
    };
    await fresh.analyze();
    const few = await rate(overHttp, options.few);

    const before = { kept, cpuUs: await server.cpuUs(), transactions: await countTransactions(fresh.database) };
    const many = await rate(overHttp, options.many);
    const cpuUs = ((await server.cpuUs()) - before.cpuUs) / (kept - before.kept);
    const size = (kept - before.kept) / ((await countTransactions(fresh.database)) - before.transactions);

    const batch = (): SaidCapture[] => Array.from({ length: Math.max(1, Math.round(size)) }, next);
    const statements = async (batch: readonly SaidCapture[]): Promise<void> => {
      await contestants.statements(batch);
      kept += batch.length;
    };
    rounds.push({
      few,
      many,
      cpuUs,
      size,
      batched: batch().length * (await rate(() => statements(batch()), 1)),
      single: await rate(() => statements([next()]), options.few),
      bareBatched: batch().length * (await rate(() => contestants.bareRows(batch()), 1)),
      bareSingle: await rate(() => contestants.bareRows([next()]), options.few),
    });
  }
  await verify(fresh.database, kept);
  return linesOf(rounds, options);
}

interface Round {
  readonly few: number;
  readonly many: number;
  /** CPU of the API's process per call, with many callers. */
  readonly cpuUs: number;
  /** Calls per transaction that formed by themselves, with many callers; what is batched otherwise has this size too. */
  readonly size: number;
  readonly batched: number;
  readonly single: number;
  readonly bareBatched: number;
  readonly bareSingle: number;
}

function linesOf(rounds: readonly Round[], { few, many, merchants }: AcceptOptions): Line[] {
  const of = (name: keyof Round): number => median(rounds.map((round) => round[name]));
  const size = Math.round(of("size"));
  const bareBatched = { what: "bare rows", figure: of("bareBatched") };
  const bareSingle = { what: "bare rows", figure: of("bareSingle") };
  const batched = { what: "our statements alone", figure: of("batched") };
  const single = { what: "one transaction each", figure: of("single") };
  const line = (what: string, figure: number, against?: Line["against"]): Line => ({
    what,
    figure,
    unit: "/s",
    against,
  });
  return [
    line(`limit: bare rows, ${size} per commit, 1 connection`, bareBatched.figure),
    line(`limit: bare rows, 1 per commit, ${few} connections`, bareSingle.figure),
    line(`our statements alone, ${size} calls per transaction, 1 connection`, batched.figure, bareBatched),
    line(`our statements alone, one transaction each, ${few} connections`, single.figure, bareSingle),
    line(`over HTTP, ${few} callers, ${merchants} merchants within their rate limit`, of("few"), batched),
    line(`over HTTP, ${many} callers, ${merchants} merchants within their rate limit`, of("many"), batched),
    line("the same", of("many"), single),
    { what: "the same: CPU of the API's process per call", figure: of("cpuUs"), unit: "µs CPU" },
  ];
}

interface SaidCapture {
  readonly order: PreparedOrder;
  readonly key: string;
  readonly body: {
    readonly captured_amount: number;
    readonly description: string;
    readonly shipping_info: readonly Record<string, string>[];
  };
}

function captureOf(order: PreparedOrder, serial: number): SaidCapture {
  const number = `00340434${String(serial).padStart(12, "0")}`;
  const said = {
    shipping_company: "Deutsche Post DHL",
    shipping_method: "Home",
    tracking_number: number,
    tracking_uri: `https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=${number}`,
  };
  return {
    order,
    key: `capture-${serial}-${order.id}`,
    body: { captured_amount: 1, description: "Parcel 1 of 1", shipping_info: [said] },
  };
}

interface Contestants {
  post(said: SaidCapture): Promise<void>;
  /** The statements of `orders/accept.ts` for these calls, in one transaction; the rules with them, no queue. */
  statements(batch: readonly SaidCapture[]): Promise<void>;
  /** Each call as one row of a table that nothing protects and nobody reads, in one commit. */
  bareRows(batch: readonly SaidCapture[]): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

async function createContestants(databaseUrl: string, server: Server, connectionsMax: number): Promise<Contestants> {
  const agent = new Agent({ connections: null, pipelining: 1 });
  const database = openDatabase({ url: databaseUrl, connectionsMax });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connectionsMax });
  pool.on("error", () => {}); // connections that end with the server
  await pool.query("create table bare (like shipping_info including indexes including defaults)");

  return {
    async post({ order, key, body }) {
      const answer = await request(`${server.base}/ordermanagement/v1/orders/${order.id}/captures`, {
        dispatcher: agent,
        method: "POST",
        headers: {
          authorization: order.authorization,
          "content-type": "application/json",
          "klarna-idempotency-key": key,
        },
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 201) throw new Error(`A capture was answered with ${answer.statusCode}: ${text}`);
    },

    statements: (batch) =>
      database.forMerchants([...new Set(batch.map(({ order }) => order.merchantId))], async (tx) => {
        const now = new Date();
        const since = new Date(now.getTime() - 86_400_000);
        const keyed = batch.map(({ order, key, body }) => ({
          merchantId: order.merchantId,
          mode: "live" as const,
          keyHash: sha256(key),
          method: "POST",
          path: `/ordermanagement/v1/orders/${order.id}/captures`,
          bodyHash: sha256(JSON.stringify(body)),
        }));
        await store.prepareBatch(tx);
        await store.rememberedCalls(tx, keyed, since);
        const locked = await store.lockOrders(
          tx,
          batch.map(({ order }) => order),
        );
        const orders = new Map(locked.map((order) => [order.id, order]));
        const captures = [];
        const shippingInfo = [];
        const answers = [];
        for (const [at, said] of batch.entries()) {
          const order = orders.get(said.order.id);
          const call = keyed[at];
          if (order === undefined || call === undefined) throw new Error("A prepared order is gone.");
          const additions: Additions = { captures: [], refunds: [], shippingInfo: [], sendOut: false };
          const { captured_amount: amount, description, shipping_info: entries } = said.body;
          const wanted = { amount, description, reference: null, orderLines: null, shippingInfo: entries };
          const answer = capture(wanted)(order, additions, { now, correlationId: "", locationBase: "" });
          for (const made of additions.captures) captures.push({ order, capture: made });
          for (const { captureId, entry } of additions.shippingInfo)
            shippingInfo.push({ order, id: newId(), captureId, entry: JSON.stringify(entry), repaired: false });
          answers.push({ ...call, answer });
        }
        await store.updateOrders(tx, locked);
        await store.insertCaptures(tx, captures, now);
        await store.insertShippingInfo(tx, shippingInfo, now);
        const intake = { kind: "intake" as const, dueAt: now };
        await planWork(
          tx,
          locked.map(({ shard, id, merchantId }) => ({ ...intake, shard, subject: id, merchantId })),
        );
        await store.rememberCalls(tx, answers, since, now);
      }),

    async bareRows(batch) {
      await pool.query({
        name: "bench.bareRows",
        text: `insert into bare (shard, order_id, id, merchant_id, entry, received_at)
          select *, now() from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::json[])`,
        values: [
          batch.map(({ order }) => order.shard),
          batch.map(({ order }) => order.id),
          batch.map(() => newId()),
          batch.map(({ order }) => order.merchantId),
          batch.map(({ body }) => JSON.stringify(body.shipping_info[0])),
        ],
      });
    },

    async [Symbol.asyncDispose]() {
      await agent.close();
      await database.close();
      await pool.end();
    },
  };
}

const transactions = sql("bench.transactions", `select count(distinct xmin::text)::int as "count" from captures`);

async function countTransactions(database: Database): Promise<number> {
  const rows = await database.forSystem("bench", (tx) => tx.query<{ count: number }>(transactions));
  return rows[0]?.count ?? 0;
}

const recorded = sql(
  "bench.recorded",
  `select (select count(*) from captures) as captures, (select count(distinct entry->>'tracking_number') from shipping_info) as said,
     (select sum(capture_count) from orders) as counted, (select count(*) from idempotency) as remembered`,
);

async function verify(database: Database, kept: number): Promise<void> {
  const [row] = await database.forSystem("bench", (tx) => tx.query<Record<string, number>>(recorded));
  for (const [what, count] of Object.entries(row ?? { captures: 0 }))
    if (Number(count) !== kept)
      throw new Error(`${kept} captures were acknowledged, but ${count} are there (${what}).`);
}
