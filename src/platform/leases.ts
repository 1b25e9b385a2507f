/** Keeps the leases of the work that this process has in its hands: one statement for all of them, several times within a lease. */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { leaseMs, renewLeases, type Work } from "#platform/due-work.ts";

export interface Leases {
  /** From now on these are renewed, until they are released. */
  hold(works: readonly Work[]): void;
  /** Finished, put back or lost. */
  release(works: readonly Work[]): void;
}

const renewMs = Math.floor(leaseMs / 4);

export function keepLeases({ database, clock }: { readonly database: Database; readonly clock: Clock }): Leases {
  const held = new Set<Work>();
  let timer: NodeJS.Timeout | undefined;
  let isRenewing = false;

  async function renew(): Promise<void> {
    // A slow database is not asked a second time at once: the next turn comes soon.
    if (isRenewing) return;
    isRenewing = true;
    try {
      await database.forSystem("renew leases", (tx) => renewLeases(tx, [...held], clock.now()));
    } catch {
      // A lease that is not renewed becomes another worker's, and fencing keeps us out.
    } finally {
      isRenewing = false;
    }
  }

  return {
    hold(works) {
      for (const work of works) held.add(work);
      if (held.size > 0) timer ??= setInterval(renew, renewMs).unref();
    },
    release(works) {
      for (const work of works) held.delete(work);
      if (held.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
