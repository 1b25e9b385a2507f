/** Runs the jobs of a process: each looks when it is woken, and by itself a few times a second, until it is stopped. */
import type { Clock } from "#platform/clock.ts";
import { DatabaseUnavailable } from "#platform/database.ts";
import type { WorkKind } from "#platform/due-work.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";

export interface Job {
  /** Claims what is due and does it. Returns how many pieces were handled; 0 means that nothing was due. */
  runOnce(): Promise<number>;
}

export interface Worker {
  /** Takes nothing new and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** How long a worker that nobody wakes rests before it looks by itself. */
export const lookMs = 300;

export function startWorker(
  jobs: Partial<Record<WorkKind, Job>>,
  deps: { readonly wakeups: Wakeups; readonly log: Log; readonly clock: Clock },
): Worker {
  let stopping = false;
  const loops = Object.entries(jobs).map(([kind, job]) => {
    let wakeUp = (): void => {};
    let woken = false;
    const rest = (): Promise<void> =>
      new Promise((done) => {
        if (woken || stopping) return done();
        const timer = setTimeout(done, lookMs);
        wakeUp = () => {
          clearTimeout(timer);
          done();
        };
      });
    const unhear = deps.wakeups.hear("work", kind, () => {
      woken = true;
      wakeUp();
    });
    const run = async (): Promise<void> => {
      while (!stopping) {
        woken = false;
        const handled = await job.runOnce().catch((error: unknown) => {
          const name = error instanceof Error ? error.name : "unknown";
          if (error instanceof DatabaseUnavailable) deps.log.warn("database_unavailable", { kind });
          else
            deps.log.error("work_failed", {
              kind,
              errorName: name,
              reason: error instanceof Error ? error.message : "",
            });
          return 0;
        });
        if (handled === 0) await rest();
      }
      unhear();
    };
    return { stop: () => wakeUp(), done: run() };
  });
  return {
    async stop() {
      stopping = true;
      for (const loop of loops) loop.stop();
      await Promise.all(loops.map((loop) => loop.done));
    },
  };
}
