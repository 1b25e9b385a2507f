/** The polling job: claims what is due, shares it fairly among merchants, and asks. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Carrier } from "#carriers/carrier.ts";
import type { Credential } from "#carriers/runner.ts";
import { type Clock, hours } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, buryWork, claimWork, LeaseLost, planRetry, renewLease, type Work } from "#platform/due-work.ts";
import type { Egress } from "#platform/egress.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { type AskDeps, askCarrier } from "./ask.ts";
import { stretchFor } from "./plan.ts";
import { countOpen } from "./store.ts";

export interface PollingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly connections: readonly Carrier[];
  readonly credentials: (carrierSlug: string, merchantId: string) => Credential | null;
  readonly egress: Egress;
  readonly speed: number;
}

const batch = 200;
const atOnce = 8;
const attemptsMax = 10;
const renewMs = 2_000;

export function createPolling(options: PollingOptions): { runOnce(): Promise<number> } {
  const { database, clock, log, wakeups } = options;
  const byCode = new Map(
    options.connections.flatMap((carrier) => carrier.serves.map((code) => [code, carrier] as const)),
  );
  let load = { stretch: 1, until: 0 };
  const deps: AskDeps = {
    ...options,
    connectionFor: (code) => byCode.get(code),
    wait: (ms) => sleep(ms),
    random: Math.random,
    stretch: () => load.stretch,
  };

  async function one(work: Work): Promise<void> {
    try {
      const outcome = await askCarrier(work, deps);
      if (outcome.kind !== "asked") return;
      // Also when nothing is new: the page says when we looked.
      wakeups.wake("order", outcome.orderId);
      if (outcome.recorded.transitions.length > 0) wakeups.wake("work", "notify");
    } catch (error) {
      if (error instanceof LeaseLost) return log.info("work_lost", { kind: work.kind });
      if (error instanceof DatabaseUnavailable) throw error;
      const reason = error instanceof Error ? error.message : "unknown";
      log.error(work.attempts >= attemptsMax ? "work_dead" : "work_failed", {
        kind: work.kind,
        attempts: work.attempts,
        reason,
      });
      await database
        .forMerchants([work.merchantId], (tx) =>
          work.attempts >= attemptsMax
            ? buryWork(tx, work, reason, clock.now())
            : planRetry(tx, work, new Date(clock.now().getTime() + backoffMs(work.attempts, 2_000, 3_600_000)), reason),
        )
        .catch(() => {}); // the lease ends by itself, and the next attempt says it again
    }
  }

  /** Intervals stretch when open parcels together want more than the tightest carrier allows. */
  async function lookAtLoad(): Promise<void> {
    const now = clock.monotonicMs();
    if (now < load.until || options.speed > 1) return;
    const open = await database.forSystem("open parcels", countOpen);
    const tightest = options.connections.map(({ limits }) =>
      stretchFor(open / options.connections.length, hours(3), limits.perSecond, limits.perDay),
    );
    load = { stretch: Math.max(1, ...tightest), until: now + 60_000 };
  }

  return {
    async runOnce() {
      await lookAtLoad();
      const claimed = await database.forSystem("claim polls", (tx) => claimWork(tx, "poll", clock.now(), batch));
      const held = new Set(claimed);
      const renewal = setInterval(() => {
        void database
          .forSystem("renew leases", async (tx) => {
            for (const work of held) await renewLease(tx, work, clock.now());
          })
          .catch(() => {}); // a lease that is not renewed is another worker's, and fencing keeps us out
      }, renewMs);
      try {
        const queue = inTurns(claimed);
        const loops = Array.from({ length: atOnce }, async () => {
          for (let work = queue.shift(); work !== undefined; work = queue.shift()) {
            await one(work);
            held.delete(work);
          }
        });
        await Promise.all(loops);
      } finally {
        clearInterval(renewal);
      }
      return claimed.length;
    },
  };
}

/** One of each merchant in turn: a million parcels of one do not stand before the first of another (E-14). */
export function inTurns(claimed: readonly Work[]): Work[] {
  const byMerchant = Map.groupBy(claimed, ({ merchantId }) => merchantId);
  const turns: Work[] = [];
  for (let round = 0; turns.length < claimed.length; round += 1) {
    for (const works of byMerchant.values()) {
      const work = works[round];
      if (work !== undefined) turns.push(work);
    }
  }
  return turns;
}
