/** Tickets as a job: looks at shipments when something happened to them, and when time alone may have made or ended a ticket. */
import { type Clock, hours } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, buryWork, claimWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import type { Log } from "#platform/log.ts";
import type { Job } from "#platform/worker.ts";
import { lookAgain } from "./look-again.ts";

export interface TicketJobDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** A look is two statements: so many are done well within a lease. */
const claimMax = 20;
const attemptsMax = 12;

export function createTicketJob(deps: TicketJobDeps): Job {
  const { database, clock, log } = deps;

  async function fail(work: Work, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : "unknown";
    const now = clock.now();
    const isOver = work.attempts >= attemptsMax;
    const dueAt = new Date(now.getTime() + backoffMs(work.attempts, 2_000, hours(1)));
    await database.forMerchants([work.merchantId], (tx) =>
      isOver ? buryWork(tx, work, name, now) : planRetry(tx, work, dueAt, name),
    );
    log.warn(isOver ? "work_dead" : "work_failed", { kind: "ticket", errorName: name, attempts: work.attempts });
  }

  return {
    async runOnce() {
      const claimed = await database.forSystem("claim tickets", (tx) => claimWork(tx, "ticket", clock.now(), claimMax));
      for (const work of claimed)
        try {
          await lookAgain(deps, work).catch((error: unknown) => {
            if (error instanceof LeaseLost || error instanceof DatabaseUnavailable) throw error;
            return fail(work, error);
          });
        } catch (error) {
          // Whoever has it now looks; or the lease ends by itself.
          if (!(error instanceof LeaseLost)) throw error;
          log.info("work_lost", { kind: "ticket", shard: work.shard });
        }
      return claimed.length;
    },
  };
}
