/** An integration check of what a merchant sent: one order, or all of a time. */
import { type Clock, days, minutes, timeBefore } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { shardOf } from "#platform/ids.ts";
import { type CheckReport, reportOn } from "./report.ts";
import { putScore } from "./score-store.ts";
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

interface CheckDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** Null: the merchant has no such order, capture or shipment. */
export async function check(deps: CheckDeps, owner: Owner, subject: Subject): Promise<Checked | null> {
  if (subject.kind === "since") return checkSince(deps, owner, subject.since);
  const now = deps.clock.now();
  return deps.database.forMerchants([owner.merchantId], async (tx) => {
    const key: OrderKey | undefined =
      subject.kind === "order"
        ? { shard: shardOf(subject.id), id: subject.id }
        : await readOrderOf(tx, owner, subject.kind, subject.id);
    const facts = key === undefined ? [] : await readOrderFacts(tx, owner, [key]);
    return facts.length === 0 ? null : { ...reportOn(facts, [], now), checkedAt: now, since: null, isCut: false };
  });
}

const weekMs = days(7);
/** "Seven days" of somebody's clock are read a moment later by ours. */
const nearMs = minutes(1);

/** All of the last seven days, which is what counts over time. */
export const checkWeek = (deps: CheckDeps, owner: Owner): Promise<Checked> =>
  checkSince(deps, owner, new Date(deps.clock.now().getTime() - weekMs));

/** A check of seven days is kept as the day's score. */
function checkSince({ database, clock }: CheckDeps, owner: Owner, since: Date): Promise<Checked> {
  const now = clock.now();
  return database.forMerchants([owner.merchantId], async (tx) => {
    const keys = await readOrdersSince(tx, owner, since, ordersMax + 1);
    const facts = await readOrderFacts(tx, owner, keys.slice(0, ordersMax));
    const report = reportOn(facts, await readFaults(tx, owner, since), now);
    if (Math.abs(now.getTime() - since.getTime() - weekMs) < nearMs) await putScore(tx, owner, report, now);
    return { ...report, checkedAt: now, since, isCut: keys.length > ordersMax };
  });
}

/** `7d`, or a time; null: neither, or longer ago than 30 days. */
export function sinceOf(text: string, now: Date): Date | null {
  const since = timeBefore(now, text);
  return since !== null && now.getTime() - since.getTime() <= days(30) ? since : null;
}
