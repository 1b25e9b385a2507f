/** What a carrier counts: requests in any stretch of time, and at once. Every request over its limit is remembered. */
export interface Limits {
  /** So many calls in any stretch of so many seconds; all of them hold. Empty: as many as one likes. */
  readonly windows: readonly { readonly calls: number; readonly seconds: number }[];
  /** Calls under way at the same time. */
  readonly concurrent: number;
  /** The contract itself refuses a call with more. */
  readonly numbersPerCall: number;
}

export interface Counts {
  readonly calls: number;
  /** How many of them were more than the limits allow. */
  readonly over: number;
  readonly byStatus: Readonly<Record<number, number>>;
}

export interface Counter {
  /** True: within the limits. */
  begin(nowMs: number): boolean;
  /** @param isOver the call asked for more than is allowed at once */
  end(status: number, isOver: boolean): void;
  counts(): Counts;
}

/** @param nowMs of a clock that never jumps */
export function createCounter({ windows, concurrent }: Limits): Counter {
  // Of each window the times of its last calls, in a ring: the place of this call holds the one that must lie before the window.
  const rings = windows.map((window) => ({ ...window, times: [] as number[] }));
  const byStatus: Record<number, number> = {};
  let running = 0;
  let calls = 0;
  let over = 0;
  return {
    begin(nowMs) {
      const isFull = rings.map(({ calls: most, seconds, times }) => {
        const earlier = times[calls % most] ?? Number.NEGATIVE_INFINITY;
        times[calls % most] = nowMs;
        return earlier > nowMs - seconds * 1_000;
      });
      running += 1;
      calls += 1;
      const isWithin = !isFull.includes(true) && running <= concurrent;
      if (!isWithin) over += 1;
      return isWithin;
    },
    end(status, isOver) {
      running -= 1;
      if (isOver) over += 1;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    },
    counts: () => ({ calls, over, byStatus: { ...byStatus } }),
  };
}
