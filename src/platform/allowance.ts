/** How often one network may call what needs no key. Counted in memory, by process, and forgotten with its window. */
import type { Clock } from "#platform/clock.ts";

/** An IPv6 host is one of 2^64 of its network. */
export const networkOf = (ip: string): string => (ip.includes(".") ? ip : ip.split(":").slice(0, 4).join(":"));

export interface Allowance {
  readonly isAllowed: boolean;
  readonly retryAfterSeconds: number;
}

/** Networks that are counted at a time: more than that in one window, and all begin anew. */
const networksMax = 10_000;

export function createAllowance(
  clock: Clock,
  { calls, windowMs }: { readonly calls: number; readonly windowMs: number },
): (ip: string) => Allowance {
  let startMs = clock.monotonicMs();
  let used = new Map<string, number>();
  return (ip) => {
    const now = clock.monotonicMs();
    if (now - startMs >= windowMs || used.size >= networksMax) {
      startMs = now;
      used = new Map();
    }
    const network = networkOf(ip);
    const count = (used.get(network) ?? 0) + 1;
    used.set(network, count);
    return {
      isAllowed: count <= calls,
      retryAfterSeconds: Math.max(1, Math.ceil((windowMs - (now - startMs)) / 1_000)),
    };
  };
}
