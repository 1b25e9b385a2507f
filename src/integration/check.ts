/** An integration check of what a merchant sent: one order, or all of a time. */
import { type Clock, days, timeBefore } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { shardOf } from "#platform/ids.ts";
import { type CheckReport, reportOn } from "./report.ts";
import { type OrderKey, type Owner, readFaults, readOrderFacts, readOrderOf, readOrdersSince } from "./store.ts";

export type Subject =
  | { readonly kind: "order" | "capture" | "shipment"; readonly id: string }
  | { readonly kind: "since"; readonly since: Date };

export interface Checked extends CheckReport {
  readonly checkedAt: Date;
  readonly since: Date | null;
  /** There were more orders than are looked at. */
  readonly isCut: boolean;
}

const ordersMax = 500;

/** Null: the merchant has no such order, capture or shipment. */
export function check(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  owner: Owner,
  subject: Subject,
): Promise<Checked | null> {
  const now = clock.now();
  return database.forMerchants([owner.merchantId], async (tx) => {
    if (subject.kind === "since") {
      const keys = await readOrdersSince(tx, owner, subject.since, ordersMax + 1);
      const facts = await readOrderFacts(tx, owner, keys.slice(0, ordersMax));
      const report = reportOn(facts, await readFaults(tx, owner, subject.since), now);
      return { ...report, checkedAt: now, since: subject.since, isCut: keys.length > ordersMax };
    }
    const key: OrderKey | undefined =
      subject.kind === "order"
        ? { shard: shardOf(subject.id), id: subject.id }
        : await readOrderOf(tx, owner, subject.kind, subject.id);
    const facts = key === undefined ? [] : await readOrderFacts(tx, owner, [key]);
    return facts.length === 0 ? null : { ...reportOn(facts, [], now), checkedAt: now, since: null, isCut: false };
  });
}

/** `7d`, or a time; null: neither, or longer ago than 30 days. */
export function sinceOf(text: string, now: Date): Date | null {
  const since = timeBefore(now, text);
  return since !== null && now.getTime() - since.getTime() <= days(30) ? since : null;
}
