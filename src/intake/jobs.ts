/** Intake as a job: claims orders with new shipping info, takes each in by its own transaction, wakes pages and polls. */
import type { Clock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, buryWork, claimWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import { keepLeases } from "#platform/leases.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { type IsConnected, takeIn } from "./take-in.ts";

export interface IntakeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  /** By which carriers a merchant's parcels can be followed: with the merchant's own credentials, or the installation's. */
  readonly connectedFor: (merchantId: string) => Promise<IsConnected>;
}

export interface Intake {
  /** Claims what is due and takes it in. Returns how many orders were claimed; 0: nothing was due. */
  runOnce(): Promise<number>;
}

const claimMax = 100;
const atOnce = 4;
const attemptsMax = 10;
const [retryMs, retryMaxMs] = [1_000, 5 * 60_000];

export function createIntake(deps: IntakeDeps): Intake {
  const { database, clock, log, wakeups } = deps;
  const leases = keepLeases(deps);

  async function runOnce(): Promise<number> {
    const claimed = await database.forSystem("claim intake", (tx) => claimWork(tx, "intake", clock.now(), claimMax));
    const waiting = [...claimed];
    leases.hold(claimed);
    let unavailable: DatabaseUnavailable | undefined;
    const lane = async (): Promise<void> => {
      for (let work = waiting.shift(); work !== undefined && unavailable === undefined; work = waiting.shift()) {
        try {
          await handle(work);
        } catch (error) {
          // The lease ends by itself; whoever claims next begins anew.
          if (!(error instanceof DatabaseUnavailable)) throw error;
          unavailable = error;
        } finally {
          leases.release([work]);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, lane));
    leases.release(claimed);
    if (unavailable !== undefined) throw unavailable;
    return claimed.length;
  }

  async function handle(work: Work): Promise<void> {
    try {
      const isConnected = await deps.connectedFor(work.merchantId);
      const taken = await database.forMerchants([work.merchantId], (tx) => takeIn(tx, work, isConnected, clock.now()));
      if (taken.entries > 0) wakeups.wake("order", work.subject);
      if (taken.opened > 0) wakeups.wake("work", "poll");
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      if (error instanceof LeaseLost) log.info("work_lost", { kind: "intake", shard: work.shard });
      else await fail(work, error);
    }
  }

  /** The failure's name and no more is kept: its message may quote what the merchant sent. */
  async function fail(work: Work, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : "unknown";
    const now = clock.now();
    const fields = { kind: "intake", errorName: name, attempts: work.attempts, shard: work.shard };
    try {
      await database.forMerchants([work.merchantId], (tx) =>
        work.attempts >= attemptsMax
          ? buryWork(tx, work, name, now)
          : planRetry(tx, work, new Date(now.getTime() + backoffMs(work.attempts, retryMs, retryMaxMs)), name),
      );
      if (work.attempts >= attemptsMax) log.error("work_dead", fields);
      else log.warn("work_failed", fields);
    } catch (failure) {
      if (!(failure instanceof LeaseLost)) throw failure;
      log.info("work_lost", { kind: "intake", shard: work.shard });
    }
  }

  return { runOnce };
}
