/** Calls per merchant and second, with the headers that every answer carries (Order Management API, section 3). */
import type { Clock } from "#platform/clock.ts";

export interface Allowance {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** 200 a second live, 50 in test mode (section 1). */
const documented = { live: 200, test: 50 } as const;

/** What the headers say before a merchant is known: nothing is counted against anybody yet. */
export const wholeQuota = (perSecond: Readonly<Record<"live" | "test", number>> = documented) =>
  headersOf(perSecond.live, 0, 1);

const headersOf = (quota: number, used: number, reset: number): Allowance["headers"] => ({
  "x-ratelimit-limit": `${quota}, ${quota};w=1`,
  "x-ratelimit-remaining": String(Math.max(0, quota - used)),
  "x-ratelimit-reset": String(reset),
});

/** Per merchant and not per credential. Counted per process. */
export function createRateLimit(
  clock: Clock,
  perSecond: Readonly<Record<"live" | "test", number>> = documented,
): (merchantId: string, mode: "live" | "test") => Allowance {
  const windows = new Map<string, { startMs: number; used: number }>();
  return (merchantId, mode) => {
    const now = clock.monotonicMs();
    const name = `${merchantId} ${mode}`;
    let window = windows.get(name);
    if (window === undefined || now - window.startMs >= 1_000) {
      if (windows.size > 10_000) windows.clear();
      windows.set(name, (window = { startMs: now, used: 0 }));
    }
    window.used += 1;
    const quota = perSecond[mode];
    const reset = Math.max(1, Math.ceil((1_000 - (now - window.startMs)) / 1_000));
    return { allowed: window.used <= quota, headers: headersOf(quota, window.used, reset) };
  };
}
