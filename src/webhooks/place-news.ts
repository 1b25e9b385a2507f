/**
 * Entries of the feed get their place after they were committed, from one hand at a time per merchant: whoever reads up to a place has
 * seen everything before it, for ever (decision 0013). What gets a place goes to the endpoints in the same transaction.
 */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { planIfIdle } from "#platform/due-work.ts";
import { shardOf } from "#platform/ids.ts";
import { insertDeliveries, placeEntries, readUnplaced, takeHead } from "./feed-store.ts";

const ownersMax = 100;
const entriesMax = 500;

/** @returns how many entries have a place now that had none; 0: there is nothing to do */
export async function placeNews({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): Promise<number> {
  const owners = await database.forSystem("news without a place", (tx) => readUnplaced(tx, ownersMax));
  let placed = 0;
  for (const owner of owners) {
    const { merchantId } = owner;
    placed += await database.forMerchants([merchantId], async (tx) => {
      const after = await takeHead(tx, owner);
      if (after === undefined) return 0;
      const count = await placeEntries(tx, owner, after, entriesMax);
      if (count === 0) return 0;
      const now = clock.now();
      const endpoints = await insertDeliveries(tx, owner, after, after + count, now);
      await planIfIdle(
        tx,
        [...endpoints].map((id) => ({ shard: shardOf(id), kind: "webhook", subject: id, merchantId, dueAt: now })),
      );
      return count;
    });
  }
  return placed;
}
