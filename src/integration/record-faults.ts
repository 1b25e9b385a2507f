/** Counts calls that were not taken in memory, and writes them every second or so: a call waits for none of it, and no fault of ours is the merchant's. */
import type { CallFaults } from "#orders/call-faults.ts";
import { type Clock, days } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { Log } from "#platform/log.ts";
import { addFaults, type FaultCount, forgetFaults, type Owner } from "./store.ts";

const writeMs = 1_000;
const examplesMax = 3;
/** Merchants and kinds that are counted at a time: what is more is counted with the next. */
const kindsMax = 5_000;
const keptMs = days(30);

export interface FaultRecorder extends CallFaults {
  /** Writes what is counted now. */
  flush(): Promise<void>;
  /** Writes the rest, and no more. */
  close(): Promise<void>;
}

export function recordFaults({
  database,
  clock,
  log,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}): FaultRecorder {
  let counted = new Map<string, { owner: Owner; fault: FaultCount }>();
  let forgotten = "";
  const timer = setInterval(() => void flush(), writeMs).unref();
  let writes = Promise.resolve();

  /** One after the other: whoever waits for it waits for what was under way, too. */
  function flush(): Promise<void> {
    writes = writes.then(write);
    return writes;
  }

  async function write(): Promise<void> {
    const writing = [...counted.values()];
    counted = new Map();
    try {
      for (const { owner, fault } of writing)
        await database.forMerchants([owner.merchantId], (tx) => addFaults(tx, owner, fault));
      const before = new Date(clock.now().getTime() - keptMs).toISOString().slice(0, 10);
      if (writing.length > 0 && before !== forgotten) {
        await database.forSystem("faults of 30 days ago", (tx) => forgetFaults(tx, before));
        forgotten = before;
      }
    } catch (error) {
      log.warn("work_failed", { kind: "call_faults", errorName: error instanceof Error ? error.name : "unknown" });
    }
  }

  return {
    note({ merchantId, mode }, { code, route, sentence, correlationId }) {
      const key = JSON.stringify([merchantId, mode, code, route]);
      const known = counted.get(key);
      if (known === undefined && counted.size >= kindsMax) return;
      const example = sentence === null ? [] : [{ sentence: sentence.slice(0, 300), correlation_id: correlationId }];
      const fault = known?.fault;
      counted.set(key, {
        owner: { merchantId, mode },
        fault: {
          ...{ code, route, count: (fault?.count ?? 0) + 1, lastAt: clock.now() },
          examples: [...(fault?.examples ?? []), ...example].slice(-examplesMax),
        },
      });
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
