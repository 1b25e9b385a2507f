/**
 * The crash campaign: merchants keep sending while server, worker, a database backend or the postmaster is killed with SIGKILL
 * at random moments. Afterwards every acknowledged shipping info must be there once, and be one shipment.
 */
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import { newId } from "#platform/ids.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { install, withClient } from "./installation.ts";

export const targets = ["server", "worker", "backend", "postmaster"] as const;
export type Target = (typeof targets)[number];

export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  readonly callers?: number;
  readonly ordersCount?: number;
  /** The mutant: the database acknowledges before it has written. The campaign must catch it. */
  readonly synchronousCommit?: "on" | "off";
}

export interface CrashResult {
  readonly seed: number;
  readonly killed: Readonly<Record<Target, number>>;
  readonly acknowledged: number;
  readonly unanswered: number;
  readonly lost: number;
  readonly doubled: number;
  readonly shipments: number;
  readonly duplicateShipments: number;
  readonly acknowledgedWithoutShipment: number;
}

export async function crashCampaign(options: CrashOptions): Promise<CrashResult> {
  const random = seeded(options.seed);
  const installation = await install({
    name: "crash",
    seed: options.seed,
    settings: [
      `synchronous_commit=${options.synchronousCommit ?? "on"}`,
      ...(options.synchronousCommit === "off" ? ["wal_writer_delay=10s"] : []),
    ],
  });
  const { base, authorization, databaseUrl, startRole } = installation;
  const post = async (path: string, body: unknown, key: string): Promise<{ status: number; text: string } | null> => {
    try {
      const answer = await request(base + path, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", "klarna-idempotency-key": key },
        body: JSON.stringify(body),
        headersTimeout: 4_000,
        bodyTimeout: 4_000,
      });
      return { status: answer.statusCode, text: await answer.body.text() };
    } catch {
      return null;
    }
  };

  // Supervision: whatever was killed is started again at once, as a service manager would.
  let ending = false;
  const roles: Record<"server" | "worker", ChildProcess> = {
    server: supervise("server", "api"),
    worker: supervise("worker", "worker"),
  };
  function supervise(name: "server" | "worker", role: string): ChildProcess {
    const child = startRole(role);
    child.once("exit", () => {
      // A start while the database is away ends by itself; wait a moment before the next, as a supervisor would.
      setTimeout(() => {
        if (!ending) roles[name] = supervise(name, role);
      }, 200);
    });
    return child;
  }

  try {
    const orders: string[] = [];
    while (orders.length < (options.ordersCount ?? 20)) {
      const made = await post("/v1/orders", orderBody(orders.length), `order-${orders.length}`);
      if (made !== null && made.status < 300) orders.push((JSON.parse(made.text) as { order_id: string }).order_id);
      else await sleep(100);
    }

    // Load: each caller sends, and repeats with the same key until it has an answer, as a careful merchant does.
    const acknowledged = new Set<string>();
    let unanswered = 0;
    let serial = 0;
    const caller = async (): Promise<void> => {
      while (!ending) {
        serial += 1;
        // Of this caller: while it waits, others count on.
        const own = serial;
        const carrier = own % 2 === 0 ? "dhl" : "ups";
        const number = makeNumber({ carrier, journey: "normal", serial: own, seed: options.seed });
        const orderId = orders[own % orders.length] ?? "";
        const key = newId();
        for (let tries = 0; tries < 200; tries += 1) {
          const answer = await post(
            `/ordermanagement/v1/orders/${orderId}/shipping-info`,
            { shipping_info: [{ shipping_company: carrier.toUpperCase(), tracking_number: number }] },
            key,
          );
          if (answer?.status === 204) {
            acknowledged.add(number);
            break;
          }
          unanswered += 1;
          if (ending) break;
          await sleep(30);
        }
        await sleep(5);
      }
    };
    const callers = Array.from({ length: options.callers ?? 8 }, caller);

    const killed: Record<Target, number> = { server: 0, worker: 0, backend: 0, postmaster: 0 };
    for (let kill = 0; kill < options.kills; kill += 1) {
      await sleep(150 + random() * 650);
      const target = targets[Math.floor(random() * targets.length)] ?? "server";
      killed[target] += 1;
      if (target === "server" || target === "worker") roles[target].kill("SIGKILL");
      else if (target === "backend") await killBackend(databaseUrl, random);
      else {
        await installation.restartDatabase("SIGKILL");
      }
    }
    await sleep(300);
    ending = true;
    await Promise.all(callers);

    await drained(databaseUrl, () => {
      for (const [name, role] of [
        ["server", "api"],
        ["worker", "worker"],
      ] as const) {
        if (roles[name].exitCode !== null || roles[name].signalCode !== null) roles[name] = startRole(role);
      }
    });
    const found = await count(databaseUrl);
    const missing = [...acknowledged].filter((number) => !found.said.has(number));
    const unfollowed = [...acknowledged].filter((number) => !found.followed.has(number));
    return {
      seed: options.seed,
      killed,
      acknowledged: acknowledged.size,
      unanswered,
      lost: missing.length,
      doubled: [...found.said.values()].filter((times) => times > 1).length,
      shipments: found.followed.size,
      duplicateShipments: [...found.followed.values()].filter((times) => times > 1).length,
      acknowledgedWithoutShipment: unfollowed.length - missing.length,
    };
  } finally {
    ending = true;
    for (const child of Object.values(roles)) child.kill("SIGKILL");
    await installation.close();
  }
}

async function killBackend(url: string, random: () => number): Promise<void> {
  const pids = await withClient(
    url,
    async (client) =>
      (await client.query<{ pid: number }>("select pid from pg_stat_activity where application_name = 'posthorn'"))
        .rows,
  );
  const victim = pids[Math.floor(random() * pids.length)];
  if (victim !== undefined) process.kill(victim.pid, "SIGKILL");
}

/** Waits until the workers have taken in all that was said. */
async function drained(url: string, keepAlive: () => void): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    keepAlive();
    const open = await withClient(url, async (client) => {
      await client.query("set posthorn.scope = '*'");
      return (await client.query<{ n: string }>("select count(*) as n from shipping_info where taken_in_at is null"))
        .rows[0]?.n;
    });
    if (Number(open) === 0) return;
    await sleep(100);
  }
  throw new Error("The workers did not take in everything within a minute.");
}

async function count(url: string): Promise<{ said: Map<string, number>; followed: Map<string, number> }> {
  return withClient(url, async (client) => {
    await client.query("set posthorn.scope = '*'");
    const said = await client.query<{ number: string; n: string }>(
      "select entry->>'tracking_number' as number, count(*) as n from shipping_info group by 1",
    );
    const followed = await client.query<{ number: string; n: string }>(
      "select tracking_number as number, count(*) as n from shipments where tracked group by 1",
    );
    const asMap = (rows: readonly { number: string; n: string }[]): Map<string, number> =>
      new Map(rows.map((row) => [row.number, Number(row.n)]));
    return { said: asMap(said.rows), followed: asMap(followed.rows) };
  });
}

function orderBody(serial: number): unknown {
  return {
    purchase_country: "DE",
    purchase_currency: "EUR",
    locale: "de-DE",
    order_amount: 1_000,
    merchant_reference1: `CRASH-${serial}`,
    order_lines: [{ type: "physical", name: "Lamp", quantity: 1, unit_price: 1_000, total_amount: 1_000 }],
    shipping_address: {
      given_name: "Kim",
      family_name: "Sample",
      street_address: "Example Street 1",
      postal_code: "10115",
      city: "Berlin",
      country: "DE",
    },
  };
}

/** mulberry32: a small generator, so that a failing seed replays the same kills. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
