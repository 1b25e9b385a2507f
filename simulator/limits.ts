/** What a carrier counts: requests in any window of time, per day and at once. Every request over its limit is remembered. */
export interface Limits {
  /** Below 1: one in so many seconds. */
  readonly perSecond: number;
  readonly perDay: number | null;
  readonly concurrent: number;
}

export interface Counts {
  readonly calls: number;
  /** How many of them were more than the limit allows. */
  readonly over: number;
  readonly byStatus: Readonly<Record<number, number>>;
}

export interface Counter {
  /** True: within the limits. */
  begin(nowMs: number): boolean;
  end(status: number): void;
  counts(): Counts;
}

/** @param nowMs of a clock that never jumps */
export function createCounter(limits: Limits): Counter {
  const windowMs = limits.perSecond >= 1 ? 1_000 : 1_000 / limits.perSecond;
  const inWindow = limits.perSecond >= 1 ? Math.floor(limits.perSecond) : 1;
  const recent: number[] = [];
  const byStatus: Record<number, number> = {};
  let day = { startMs: Number.NEGATIVE_INFINITY, requests: 0 };
  let running = 0;
  let calls = 0;
  let over = 0;
  return {
    begin(nowMs) {
      while (recent[0] !== undefined && recent[0] <= nowMs - windowMs) recent.shift();
      if (nowMs - day.startMs >= 86_400_000) day = { startMs: nowMs, requests: 0 };
      recent.push(nowMs);
      day.requests += 1;
      running += 1;
      calls += 1;
      const isWithin =
        recent.length <= inWindow &&
        running <= limits.concurrent &&
        (limits.perDay === null || day.requests <= limits.perDay);
      if (!isWithin) over += 1;
      return isWithin;
    },
    end(status) {
      running -= 1;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    },
    counts: () => ({ calls, over, byStatus: { ...byStatus } }),
  };
}
