/** Checks as a job: answers mails, and keeps each merchant's score of the day. */
import { days, hours, minutes } from "#platform/clock.ts";
import { DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, claimWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import { keepLeases } from "#platform/leases.ts";
import type { Job } from "#platform/worker.ts";
import { type AnswerDeps, answerCheckMail, giveUp } from "./answer-check-mail.ts";
import { forgetCases } from "./case-store.ts";
import { checkWeek } from "./check.ts";
import { forgetMails } from "./check-mail-store.ts";
import { forgetOldScores, readUnscored } from "./score-store.ts";

/** An answer is a check and a mail: few at a time are begun well within a lease. */
const claimMax = 4;
/** About a day. */
const attemptsMax = 20;
const scoresMax = 5;
const lookEveryMs = minutes(10);
const kept = { mails: days(7), closedCases: days(30), cases: days(183), scores: days(400) } as const;

export function createCheckJob(deps: AnswerDeps): Job {
  const { database, clock, log } = deps;
  const leases = keepLeases({ database, clock });
  let lookedMs: number | null = null;

  async function handle(work: Work): Promise<void> {
    try {
      await answerCheckMail(deps, work);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error; // the lease ends by itself
      if (error instanceof LeaseLost) return log.info("work_lost", { kind: "check", shard: work.shard });
      await fail(work, error);
    } finally {
      leases.release([work]);
    }
  }

  async function fail(work: Work, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : "unknown";
    log.warn("work_failed", { kind: "check", errorName: name, attempts: work.attempts });
    const dueAt = new Date(clock.now().getTime() + backoffMs(work.attempts, 5_000, hours(2)));
    try {
      if (work.attempts >= attemptsMax) await giveUp(deps, work);
      else await database.forMerchants([work.merchantId], (tx) => planRetry(tx, work, dueAt, name));
    } catch (failure) {
      if (!(failure instanceof LeaseLost)) throw failure;
      log.info("work_lost", { kind: "check", shard: work.shard });
    }
  }

  /** @returns how many were scored; a full hand means that there may be more */
  async function score(): Promise<number> {
    const monotonic = clock.monotonicMs();
    if (lookedMs !== null && monotonic - lookedMs < lookEveryMs) return 0;
    const now = clock.now();
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    const owners = await database.forSystem("whose score of the day is missing", async (tx) => {
      await forgetMails(tx, ago(kept.mails));
      await forgetCases(tx, ago(kept.closedCases), ago(kept.cases));
      await forgetOldScores(tx, now, ago(kept.scores));
      return readUnscored(tx, now, ago(days(7)), scoresMax);
    });
    for (const owner of owners) await checkWeek(deps, owner);
    if (owners.length < scoresMax) lookedMs = monotonic;
    return owners.length;
  }

  return {
    async runOnce() {
      const claimed = await database.forSystem("claim checks", (tx) => claimWork(tx, "check", clock.now(), claimMax));
      leases.hold(claimed);
      const outcomes = await Promise.allSettled(claimed.map(handle));
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed !== undefined) throw failed.reason;
      return claimed.length + (await score());
    },
  };
}
