/** Webhooks as a job: places what is new, then gives endpoints their turns, each in a lane of its own, so that one that hangs holds up nobody (W-04). */

import { days, hours } from "#platform/clock.ts";
import { DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, claimWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import { keepLeases } from "#platform/leases.ts";
import type { Log } from "#platform/log.ts";
import { type DeliverDeps, deliver } from "./deliver.ts";
import { forgetBefore } from "./feed-store.ts";
import { placeNews } from "./place-news.ts";

export interface Webhooks {
  /** Places and claims. Waits for no receiver. Returns how much there was; 0: nothing was due. */
  runOnce(): Promise<number>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
}

/** Turns at a time in one process: each waits for an answer, and costs little. */
const lanesMax = 100;
const keptMs = days(30);
const tidyEveryMs = hours(1);
const tidyRows = 5_000;

export function createWebhooks(deps: DeliverDeps & { readonly log: Log }): Webhooks {
  const { database, clock, log } = deps;
  const leases = keepLeases({ database, clock });
  const running = new Set<Promise<void>>();
  let tidiedMs: number | null = null;

  async function tidy(): Promise<void> {
    const now = clock.monotonicMs();
    if (tidiedMs !== null && now - tidiedMs < tidyEveryMs) return;
    const before = new Date(clock.now().getTime() - keptMs);
    const gone = await database.forSystem("what webhooks keep for 30 days", (tx) => forgetBefore(tx, before, tidyRows));
    if (gone < tidyRows) tidiedMs = now;
  }

  /** Never rejects: a lease ends by itself, and the next turn begins anew. */
  async function turn(work: Work): Promise<void> {
    try {
      await deliver(deps, work);
    } catch (error) {
      if (error instanceof LeaseLost) log.info("work_lost", { kind: "webhook", shard: work.shard });
      else if (error instanceof DatabaseUnavailable) log.warn("database_unavailable", { kind: "webhook" });
      else await fail(work, error);
    } finally {
      leases.release([work]);
    }
  }

  async function fail(work: Work, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : "unknown";
    log.warn("work_failed", { kind: "webhook", errorName: name, attempts: work.attempts, shard: work.shard });
    const dueAt = new Date(clock.now().getTime() + backoffMs(work.attempts, 2_000, hours(1)));
    await database.forMerchants([work.merchantId], (tx) => planRetry(tx, work, dueAt, name)).catch(() => {}); // the lease ends by itself, and the next turn says it again
  }

  return {
    async runOnce() {
      await tidy();
      const placed = await placeNews(deps);
      const free = lanesMax - running.size;
      const claimed =
        free > 0 ? await database.forSystem("claim webhooks", (tx) => claimWork(tx, "webhook", clock.now(), free)) : [];
      leases.hold(claimed);
      for (const work of claimed) {
        const task = turn(work).finally(() => running.delete(task));
        running.add(task);
      }
      return placed + claimed.length;
    },
    async drain() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
