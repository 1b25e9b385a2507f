/** Carriers' limits, kept by all processes together: calls per second, per day, at once; and a breaker that opens when a carrier fails (R-08). */
import type { Limits } from "#carriers/carrier.ts";
import type { Tx } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { endCall, lockLimitsRow, noteOutcome, takeSlot } from "./store.ts";

export type Reservation =
  | { readonly kind: "go"; readonly callId: string }
  | { readonly kind: "wait"; readonly until: Date; readonly why: "rate" | "day" | "concurrency" | "breaker" };

/** Longer than any call may take; a process that died in a call holds its place no longer. */
const callLeaseMs = 30_000;
const failuresToOpen = 5;

/**
 * One call, reserved in its own short transaction before it is made. Calls are spaced evenly (1 / perSecond apart), so no window of a
 * second holds more than the limit. `limits` may be raised for a sandbox or the simulator by the caller.
 */
export async function reserveCall(
  tx: Tx,
  carrier: string,
  credential: string,
  limits: Limits,
  now: Date,
): Promise<Reservation> {
  const row = await lockLimitsRow(tx, carrier, credential, now);
  if (row.openUntil !== null && row.openUntil > now) return { kind: "wait", until: row.openUntil, why: "breaker" };
  const today = now.toISOString().slice(0, 10);
  const dayUsed = row.day === today ? row.dayUsed : 0;
  if (limits.perDay !== null && dayUsed >= limits.perDay)
    return { kind: "wait", until: new Date(`${today}T24:00:00Z`), why: "day" };
  // After the breaker's pause one call tries; the others wait for what it finds.
  const atOnce = row.failures >= failuresToOpen ? 1 : limits.concurrent;
  if (row.running >= atOnce) return { kind: "wait", until: new Date(now.getTime() + 250), why: "concurrency" };
  const next = row.nextSlotAt instanceof Date ? row.nextSlotAt.getTime() : 0;
  if (next > now.getTime()) return { kind: "wait", until: new Date(next), why: "rate" };
  const callId = newId();
  await takeSlot(tx, {
    carrier,
    credential,
    nextSlotAt: new Date(now.getTime() + Math.ceil(1_000 / limits.perSecond)),
    day: today,
    dayUsed: dayUsed + 1,
    callId,
    leaseUntil: new Date(now.getTime() + callLeaseMs),
  });
  return { kind: "go", callId };
}

/** What a finished call tells about the carrier's health; a refusal of one number is no fault of the carrier. */
export type Health =
  | { readonly kind: "well" }
  | { readonly kind: "failing" }
  | { readonly kind: "slow_down"; readonly forMs: number };

/** Returns true when the breaker opened with this call. */
export async function finishCall(
  tx: Tx,
  carrier: string,
  credential: string,
  callId: string,
  health: Health,
  now: Date,
): Promise<boolean> {
  const row = await lockLimitsRow(tx, carrier, credential, now);
  await endCall(tx, callId, now);
  if (health.kind === "well") {
    if (row.failures > 0) await noteOutcome(tx, carrier, credential, 0, null);
    return false;
  }
  if (health.kind === "slow_down") {
    await noteOutcome(tx, carrier, credential, row.failures, new Date(now.getTime() + health.forMs));
    return true;
  }
  const failures = row.failures + 1;
  const opens = failures >= failuresToOpen;
  const pauseMs = Math.min(300_000, 5_000 * 2 ** Math.min(10, failures - failuresToOpen));
  await noteOutcome(tx, carrier, credential, failures, opens ? new Date(now.getTime() + pauseMs) : null);
  return opens;
}
