/** When a delivery that failed is tried again (W-02). Pure. */
import { hours, minutes } from "#platform/clock.ts";

/** Waits before each attempt: at once, then ever later, for three days in all. */
const waitsMs = [0, 5_000, minutes(5), minutes(30), ...[2, 5, 10, 14, 20, 24].map(hours)] as const;
const retryAfterMaxMs = hours(24);

/** Attempts that a delivery gets. */
export const attemptsMax = waitsMs.length;

/**
 * @param attempts so many have failed, the one just now included
 * @param retryAfterMs what the receiver asked for; null: nothing. Never earlier than that, and never more than a day
 * @param random 0 to 1: crowds come apart by a fifth each way
 * @returns null: there is none left
 */
export function nextAttempt(
  attempts: number,
  now: Date,
  retryAfterMs: number | null,
  random: () => number,
): Date | null {
  const waitMs = waitsMs[attempts];
  if (waitMs === undefined) return null;
  const spread = waitMs * (0.8 + random() * 0.4);
  return new Date(now.getTime() + Math.max(spread, Math.min(retryAfterMs ?? 0, retryAfterMaxMs)));
}

/** `Retry-After`: seconds, or a date. Milliseconds; null: it says nothing. */
export function retryAfterOf(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
