/** Time is an argument: everything that asks "when" is given a clock. */

export interface Clock {
  /** Wall-clock time, for what is stored and shown. */
  now(): Date;
  /** Milliseconds that never jump, for durations and time-outs. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #ms: number;
  readonly #startMs: number;
  constructor(start: string | Date = "2026-11-24T09:00:00Z") {
    this.#ms = new Date(start).getTime();
    this.#startMs = this.#ms;
  }
  now(): Date {
    return new Date(this.#ms);
  }
  monotonicMs(): number {
    return this.#ms - this.#startMs;
  }
  advance(ms: number): void {
    this.#ms += ms;
  }
}

export const seconds = (n: number): number => n * 1_000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** `7d`, so long before now, or a time such as `2026-11-24T00:00:00Z`; null: neither. */
export function timeBefore(now: Date, text: string): Date | null {
  const [, count] = /^(\d{1,4})d$/.exec(text) ?? [];
  const time = count === undefined ? new Date(text) : new Date(now.getTime() - days(Number(count)));
  return Number.isNaN(time.getTime()) ? null : time;
}
