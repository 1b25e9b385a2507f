/** The intake job: claims orders of which something new was said, and takes each in. */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { backoffMs, buryWork, claimWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { type IsConnected, takeIn } from "./take-in.ts";

const batch = 100;
const attemptsMax = 10;

export interface IntakeOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly connected: IsConnected;
}

export function createIntake({ database, clock, log, wakeups, connected }: IntakeOptions): {
  runOnce(): Promise<number>;
} {
  async function one(work: Work): Promise<void> {
    try {
      const opened = await database.forMerchants([work.merchantId], (tx) => takeIn(tx, work, connected, clock.now()));
      wakeups.wake("order", work.subject);
      if (opened > 0) wakeups.wake("work", "poll");
    } catch (error) {
      if (error instanceof LeaseLost) return log.info("work_lost", { kind: work.kind });
      const reason = error instanceof Error ? error.message : "unknown";
      log.error("work_failed", { kind: work.kind, attempts: work.attempts, reason });
      await database
        .forMerchants([work.merchantId], (tx) =>
          work.attempts >= attemptsMax
            ? buryWork(tx, work, reason, clock.now())
            : planRetry(tx, work, new Date(clock.now().getTime() + backoffMs(work.attempts, 500, 300_000)), reason),
        )
        .catch(() => {}); // the lease ends by itself, and the next attempt says it again
    }
  }
  return {
    async runOnce() {
      const claimed = await database.forSystem("claim intake", (tx) => claimWork(tx, "intake", clock.now(), batch));
      for (let at = 0; at < claimed.length; at += 4) await Promise.all(claimed.slice(at, at + 4).map(one));
      return claimed.length;
    },
  };
}
