/**
 * The limits campaign: workers of their own processes ask every simulated carrier as fast as they are let, with far more parcels
 * due than any carrier allows, while one of them is killed and started again. Each carrier counts for itself what was too much.
 */
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { connectionBySlug, connectionsFor } from "#carriers/connections.ts";
import { systemClock } from "#platform/clock.ts";
import { openDatabase, sql } from "#platform/database.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import type { Contract } from "#simulator/contract.ts";
import { contracts } from "#simulator/contracts.ts";
import { install, withClient } from "./installation.ts";

export interface LimitsResult {
  readonly seconds: number;
  readonly parcels: number;
  readonly carriers: readonly {
    readonly carrier: string;
    readonly calls: number;
    /** Calls that the carrier counted as too many, too close, at once, or with too many numbers. */
    readonly over: number;
  }[];
}

export async function limitsCampaign(options: {
  readonly seconds: number;
  readonly seed: number;
  readonly parcelsOfEach: number;
  /** The mutant: the carriers allow so much less than our folders say. 1: what they say. */
  readonly strictness?: number;
}): Promise<LimitsResult> {
  const strictness = options.strictness ?? 1;
  const installation = await install({
    name: "limits",
    seed: options.seed,
    speed: 1,
    limits: Object.fromEntries(contracts.map(({ carrier, limits }) => [carrier, stricter(limits, strictness)])),
  });
  const workers: ChildProcess[] = [];
  try {
    const parcels = await openParcels(installation.databaseUrl, options);
    workers.push(...["worker", "worker", "worker"].map((role) => installation.startRole(role)));
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1_000;
    // A slow machine gets longer, until each carrier had its turn: who was never asked proves nothing.
    const wanted = (): number => (isEverybodyAsked(installation.counts(), options.seconds) ? 1 : 3) * options.seconds;
    for (let turn = 0; seconds() < wanted(); turn += 1) {
      await makeDue(installation.databaseUrl);
      // A restart forgets nothing of what was asked just before.
      if (turn % 16 === 8) {
        workers.shift()?.kill("SIGKILL");
        workers.push(installation.startRole("worker"));
      }
      await sleep(250);
    }
    const counts = installation.counts();
    return {
      seconds: Math.round(seconds()),
      parcels,
      carriers: Object.entries(counts).map(([carrier, { calls, over }]) => ({ carrier, calls, over })),
    };
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
    await installation.close();
  }
}

/** But for those that allow less than two calls in this time: USPS allows one a minute, and its token takes the first. */
export const isExpected = (carrier: string, seconds: number): boolean =>
  (connectionBySlug(carrier)?.limits.perSecond ?? 0) * seconds >= 2;
const isEverybodyAsked = (counts: Readonly<Record<string, { readonly calls: number }>>, seconds: number): boolean =>
  Object.entries(counts).every(([carrier, { calls }]) => calls > 0 || !isExpected(carrier, seconds));

function stricter(limits: Contract["limits"], by: number): Contract["limits"] {
  const windows = limits.windows.map(({ calls, seconds }) => ({ calls, seconds: seconds * by }));
  return { ...limits, windows };
}

const merchants = sql("limits.merchants", "select id from merchants limit 1");
const insertOrder = sql(
  "limits.order",
  `insert into orders (shard, id, merchant_id, mode, short_reference, status, order_amount, original_order_amount, purchase_country,
     purchase_currency, shipping_address, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'ref', 'CAPTURED', 100, 100, 'DE', 'EUR', '{"postal_code":"10115","country":"DE"}', $4, $5, $6, $6)`,
);

const setAside = sql("limits.aside", "update shipments set routes_aside = $3 where shard = $1 and id = $2");

/** The ways that would be taken before this connection, set aside: each connection is to be asked, not only the preferred. */
function preferredTo(slug: string, carrierCode: string): string {
  const all = connectionsFor(carrierCode).map((connection) => connection.slug);
  const until = new Date(systemClock.now().getTime() + 86_400_000).toISOString();
  const aside = all
    .slice(0, all.indexOf(slug))
    .map((other) => [`${carrierCode} ${other} installation`, { until, why: "unauthorized" }]);
  return JSON.stringify(Object.fromEntries(aside));
}

/** One order with many parcels of each carrier: what is asked does not depend on how they came. */
async function openParcels(
  databaseUrl: string,
  { seed, parcelsOfEach }: { readonly seed: number; readonly parcelsOfEach: number },
): Promise<number> {
  const database = openDatabase({ url: databaseUrl });
  const now = systemClock.now();
  let opened = 0;
  await database.forSystem("campaign", async (tx) => {
    const merchantId = (await tx.query<{ id: string }>(merchants))[0]?.id ?? "";
    const orderId = newId();
    const shard = shardOf(orderId);
    await tx.execute(insertOrder, [shard, orderId, merchantId, Buffer.from(orderId), newId(), now]);
    const where = { shard, orderId, merchantId, mode: "live", direction: "outbound", tracked: true } as const;
    const unsaid = { method: null, trackingUri: null, saidCompany: null, saidNumber: null, identifiedBy: [] };
    for (const [at, { carrier: slug, numbers, asks }] of contracts.entries()) {
      const carrier = asks ?? connectionBySlug(slug)?.serves[0] ?? slug;
      const others = preferredTo(slug, carrier);
      for (let serial = 0; serial < parcelsOfEach; serial += 1) {
        // Several contracts share the numbers of one carrier: each gets its own of them.
        const trackingNumber = numbers.make({ journey: "normal", serial, seed: seed + at });
        const { id } = await openShipment(tx, { ...where, ...unsaid, carrier, trackingNumber, firstAskAt: now }, now);
        if (others !== "{}") await tx.execute(setAside, [shard, id, others]);
        opened += 1;
      }
    }
  });
  await database.close();
  return opened;
}

/** Who was asked is due again at once. Who was put back comes by itself in its turn, or the first in the row would never let the others by. */
const makeDue = (databaseUrl: string): Promise<unknown> =>
  withClient(databaseUrl, async (client) => {
    await client.query("set posthorn.scope = '*'");
    await client.query(
      `update due_work d set due_at = now() from shipments s
       where s.id = d.subject and d.kind = 'poll' and not d.leased and d.due_at > now() + interval '1 minute' and s.last_asked_at is not null`,
    );
  });
