/** The numbers of a shop that matter: on time, at the first attempt, days to deliver. Pure. Definitions: consumer UX, section 16. */
import type { Counted } from "./store.ts";

export interface Figures {
  readonly shipments: number;
  readonly delivered: number;
  /** Tried by the last day of the first promise; of those that had a promise and were tried. Null: none. */
  readonly onTime: number | null;
  /** Delivered or ready for pick-up without a failed attempt. */
  readonly firstAttempt: number | null;
  /** From the carrier's first scan to the delivery; the median. */
  readonly daysToDeliver: number | null;
  readonly problems: number;
  /** Per UTC day, oldest first: opened and delivered. */
  readonly days: readonly { readonly day: string; readonly opened: number; readonly delivered: number }[];
  readonly carriers: readonly (Omit<Figures, "days" | "carriers"> & { readonly carrier: string | null })[];
}

const dayMs = 86_400_000;

/** @param since the first day that is counted */
export function figuresOf(rows: readonly Counted[], since: Date, now: Date): Figures {
  const days = new Map<string, { day: string; opened: number; delivered: number }>();
  for (let at = since.getTime(); at <= now.getTime() + dayMs; at += dayMs) {
    const day = dayOf(new Date(at));
    if (day <= dayOf(now)) days.set(day, { day, opened: 0, delivered: 0 });
  }
  for (const { openedAt, deliveredAt } of rows) {
    const opened = days.get(dayOf(openedAt));
    if (opened !== undefined) opened.opened += 1;
    const delivered = deliveredAt === null ? undefined : days.get(dayOf(deliveredAt));
    if (delivered !== undefined) delivered.delivered += 1;
  }
  const carriers = [...Map.groupBy(rows, ({ carrier }) => carrier)]
    .map(([carrier, own]) => ({ carrier, ...sums(own) }))
    .toSorted((a, b) => b.shipments - a.shipments);
  return { ...sums(rows), days: [...days.values()], carriers };
}

function sums(rows: readonly Counted[]): Omit<Figures, "days" | "carriers"> {
  const promised = rows.filter(({ promised, triedAt }) => promised !== null && triedAt !== null);
  const tried = rows.filter(({ triedAt }) => triedAt !== null);
  const ways = rows.flatMap(({ pickedUpAt, deliveredAt }) =>
    pickedUpAt === null || deliveredAt === null ? [] : [(deliveredAt.getTime() - pickedUpAt.getTime()) / dayMs],
  );
  return {
    shipments: rows.length,
    delivered: rows.filter(({ status }) => status === "delivered").length,
    onTime: share(promised.filter(isOnTime).length, promised.length),
    firstAttempt: share(tried.filter(({ failedAttempts }) => failedAttempts === 0).length, tried.length),
    daysToDeliver: median(ways),
    problems: rows.filter(({ status }) => ["exception", "attempt_failed", "returning", "returned"].includes(status))
      .length,
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const isOnTime = ({ promised, triedAt }: Counted): boolean =>
  promised !== null && triedAt !== null && dayOf(triedAt) <= (promised.through ?? promised.from).slice(0, 10);
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
