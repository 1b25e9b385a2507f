/**
 * A carrier's limits, kept by all processes together: calls per second, per day and at once, and a circuit breaker per
 * carrier and credential. Whoever wants to call locks the pair's row, counts and takes a slot, in one transaction.
 *
 * A carrier counts arrivals. We know only that a call arrives between its start and its end, so a call holds its slot from
 * start until one window after its end: no network delay can push two calls closer together than the limit allows.
 */
import type { Limits } from "#carriers/carrier.ts";
import { days, hours, minutes, seconds } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import { backoffMs } from "#platform/due-work.ts";
import { newId } from "#platform/ids.ts";
import { countCalls, endCall, lockLimits, markFailing, markHealthy, noteCredits, startCall } from "./store.ts";

/** `rate`, `day`, `concurrency`: the carrier's limits. `breaker`: it asked for a pause, or kept failing. `login`: it refuses ours. */
export type WaitReason = "rate" | "day" | "concurrency" | "breaker" | "login";

export type Reservation =
  /** `sendBy`: a call that has not been sent by then must not be sent. */
  | { readonly kind: "go"; readonly callId: string; readonly sendBy: Date }
  | { readonly kind: "wait"; readonly until: Date; readonly why: WaitReason };

/** What a finished call tells about the carrier's health; a refusal of one number is no fault of the carrier. */
export type Health =
  | { readonly kind: "well" }
  | { readonly kind: "failing" }
  /** The carrier asked for a pause (429 or 503), and said how long when it sent `Retry-After`. */
  | { readonly kind: "slow_down"; readonly forMs?: number }
  /** Our credential is refused: asking on could lock it for good. */
  | { readonly kind: "unauthorized" };

/** After so many failures in a row nobody asks, but for one trial at a time after each pause. */
export const breakerThreshold = 5;
/** Longer than the longest outgoing request: the slot of a process that died frees itself. */
const callLeaseMs = seconds(20);
const sendWithinMs = seconds(4);
const longestRetryAfterMs = days(1);

/** Ends a limit per second below one a second (0.2) in "one call in five seconds". */
export function windowOf(perSecond: number): { readonly calls: number; readonly ms: number } {
  return perSecond >= 1 ? { calls: Math.floor(perSecond), ms: 1_000 } : { calls: 1, ms: Math.ceil(1_000 / perSecond) };
}

/** Takes a slot, or says when to try again. Short; the caller's transaction ends before the call begins. */
export async function reserveCall(
  tx: Tx,
  carrier: string,
  credential: string,
  limits: Limits,
  now: Date,
): Promise<Reservation> {
  const row = await lockLimits(tx, carrier, credential);
  if (row.openUntil !== null && row.openUntil > now && !isBeyond(row.openUntil, longestRetryAfterMs, now))
    return { kind: "wait", until: row.openUntil, why: row.pausedFor === "unauthorized" ? "login" : "breaker" };

  const window = windowOf(limits.perSecond);
  const calls = await countCalls(tx, carrier, credential, {
    now,
    latest: later(now, callLeaseMs + window.ms + minutes(1)),
  });
  const soon = new Date(now.getTime() + 250);
  const isTrial = row.failures >= breakerThreshold;
  if (isTrial && calls.running > 0) return { kind: "wait", until: later(now, seconds(1)), why: "breaker" };
  if (calls.running >= limits.concurrent) return { kind: "wait", until: soon, why: "concurrency" };
  if (calls.held >= window.calls) {
    // A call under way may end long before its lease does, so look again soon.
    const until = calls.running > 0 || calls.firstFreeAt === null ? soon : calls.firstFreeAt;
    return { kind: "wait", until, why: "rate" };
  }
  const today = lastDay(row.hours, now);
  if (limits.perDay !== null && sum(today) >= limits.perDay) {
    const oldest = Math.min(...Object.keys(today).map(Number));
    return { kind: "wait", until: new Date((oldest + 25) * hours(1)), why: "day" };
  }

  const callId = newId();
  const hour = hourOf(now);
  await startCall(
    tx,
    { id: callId, carrier, credential, leaseUntil: later(now, callLeaseMs + window.ms), windowMs: window.ms },
    limits.perDay === null ? {} : { ...today, [hour]: (today[hour] ?? 0) + 1 },
  );
  return { kind: "go", callId, sendBy: later(now, sendWithinMs) };
}

/** Ends a call and tells the breaker. Returns true when nobody may ask for a while because of this call. */
export async function finishCall(
  tx: Tx,
  carrier: string,
  credential: string,
  callId: string,
  health: Health,
  now: Date,
): Promise<boolean> {
  // The row first, as in reserveCall: the same order of locks everywhere.
  const row = await lockLimits(tx, carrier, credential);
  await endCall(tx, callId, now);
  if (health.kind === "well") {
    await markHealthy(tx, carrier, credential, now);
    return false;
  }
  const failures = Math.min(row.failures + 1, 1_000);
  const pauseMs = pauseAfter(health, failures);
  const openUntil = pauseMs === null ? null : later(now, pauseMs);
  await markFailing(tx, carrier, credential, { failures, openUntil, pausedFor: health.kind, now });
  return openUntil !== null;
}

/**
 * Takes credits of this month (UTC) before they are spent. They are not given back when the carrier refuses: whether it counted is
 * not known. How many of `count` they suffice for.
 */
export async function spendCredits(
  tx: Tx,
  carrier: string,
  credential: string,
  { count, each, perMonth }: { readonly count: number; readonly each: number; readonly perMonth: number },
  now: Date,
): Promise<number> {
  const { credits } = await lockLimits(tx, carrier, credential);
  const month = now.toISOString().slice(0, 7);
  const spent = credits[month] ?? 0;
  const paid = Math.max(0, Math.min(count, Math.floor((perMonth - spent) / each)));
  if (paid > 0) await noteCredits(tx, carrier, credential, { [month]: spent + paid * each });
  return paid;
}

function pauseAfter(health: Exclude<Health, { kind: "well" }>, failures: number): number | null {
  switch (health.kind) {
    case "slow_down":
      return Math.min(health.forMs ?? backoffMs(failures, seconds(2), minutes(15)), longestRetryAfterMs);
    case "unauthorized":
      return backoffMs(failures, seconds(30), minutes(15));
    case "failing":
      if (failures < breakerThreshold) return null;
      return backoffMs(failures - breakerThreshold + 1, seconds(5), minutes(5));
  }
}

/** Later than anything that is written: the clock has been set back since, and what it says does not count any more. */
const isBeyond = (until: Date, longestMs: number, now: Date): boolean => until.getTime() > now.getTime() + longestMs;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
const hourOf = (now: Date): number => Math.floor(now.getTime() / hours(1));
const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** This hour and the 24 before it: at least a whole day, whatever minute it is. */
function lastDay(counted: Readonly<Record<string, number>>, now: Date): Record<number, number> {
  const hour = hourOf(now);
  return Object.fromEntries(
    Object.entries(counted).filter(([of]) => Number(of) >= hour - 24 && Number(of) <= hour + 1),
  );
}
