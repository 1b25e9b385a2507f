/** Parcels that nobody could be asked about when they came: taken up when their carrier is connected, for everybody or by one merchant. */
import { days, minutes } from "#platform/clock.ts";
import type { Ways } from "./load.ts";
import { planNewlyConnected, readWaiting, type Waiting } from "./store.ts";

/** A parcel that came so long ago without a connection is not worth a question any more. */
export const waitsAtMostMs = days(60);
const takenUpAtOnce = 1_000;
/** Merchants and carriers that one look takes in; the next goes on where it ended. */
const waitingPage = 200;
const lookEveryMs = minutes(5);

/** @returns the look; it does nothing when the last one was just now */
export function createTakeUp({ database, clock, connectionsFor, credentials }: Ways): () => Promise<void> {
  let lookAtMs = 0;
  let waitingAfter: Waiting | null = null;

  async function isReachable(carrier: string, merchantId: string): Promise<boolean> {
    for (const { slug } of connectionsFor(carrier)) if ((await credentials(slug, merchantId)).length > 0) return true;
    return false;
  }

  return async () => {
    if (clock.monotonicMs() < lookAtMs) return;
    lookAtMs = clock.monotonicMs() + lookEveryMs;
    const now = clock.now();
    const openedSince = new Date(now.getTime() - waitsAtMostMs);
    const waiting = await database.forSystem("waiting parcels", (tx) =>
      readWaiting(tx, openedSince, waitingAfter, waitingPage),
    );
    const pageBefore = waitingAfter;
    const isPageFull = waiting.length === waitingPage;
    waitingAfter = (isPageFull ? waiting.at(-1) : undefined) ?? null;
    if (isPageFull) lookAtMs = clock.monotonicMs();
    for (const [merchantId, own] of Map.groupBy(waiting, (one) => one.merchantId)) {
      const reachable: string[] = [];
      for (const { carrier } of own) if (await isReachable(carrier, merchantId)) reachable.push(carrier);
      if (reachable.length === 0) continue;
      const when = { openedSince, now, limit: takenUpAtOnce };
      const planned = await database.forMerchants([merchantId], (tx) =>
        planNewlyConnected(tx, merchantId, reachable, when),
      );
      if (planned === takenUpAtOnce) {
        // There are more of this merchant's: the page is looked at once more.
        lookAtMs = clock.monotonicMs();
        waitingAfter = pageBefore;
      }
    }
  };
}
