/** A check's report: findings with what to do, and how good the integration is in numbers. Pure. */
import { days } from "#platform/clock.ts";
import { checkOrder, type Found, type OrderFacts } from "./check-order.ts";
import { type FindingCode, findingCodes, type Severity } from "./finding-codes.ts";
import type { FaultCount } from "./store.ts";

export interface ReportedFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
  /** How often, and the first few places. */
  readonly count: number;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly order_id: string | null;
  readonly reference: string | null;
  readonly capture_id: string | null;
  readonly field: string | null;
  /** Verbatim. */
  readonly received: string | null;
  readonly understood: string | null;
}

/** Shares from 0 to 1; null: there is nothing to measure. */
export interface Score {
  readonly captures_with_info: number | null;
  readonly entries_resolved: number | null;
  readonly shipments_with_events: number | null;
  readonly calls_taken: number | null;
  /** Of what can be measured, the least. */
  readonly whole: number | null;
}

export interface CheckReport {
  readonly verdict: "validated" | "findings" | "nothing_to_check";
  readonly orders: number;
  readonly entries: number;
  readonly score: Score;
  readonly findings: readonly ReportedFinding[];
}

const examplesMax = 5;
const severities: readonly Severity[] = ["broken", "doubtful", "advice"];
/** Carriers scan within this time; before it, silence says nothing. */
const scannedMs = days(3);

/** @param faults of the same time; only what the orders' own calls cannot tell */
export function reportOn(orders: readonly OrderFacts[], faults: readonly FaultCount[], now: Date): CheckReport {
  const references = new Map(orders.map(({ orderId, reference }) => [orderId, reference]));
  const found = orders.flatMap((order) => checkOrder(order, now));
  const places = Map.groupBy(found, ({ code }) => code);
  const ofOrders = [...places].map(([code, all]) =>
    reported(
      code,
      all.length,
      all.slice(0, examplesMax).map((one) => exampleOf(one, references)),
    ),
  );
  const ofCalls = [...Map.groupBy(faults, ({ code }) => code as FindingCode)] // what the recorder counts are codes of ours
    .filter(([code]) => Object.hasOwn(findingCodes, code))
    .map(([code, all]) =>
      reported(
        code,
        all.reduce((sum, { count }) => sum + count, 0),
        all.flatMap(examplesOfCalls).slice(0, examplesMax),
      ),
    );
  const findings = [...ofOrders, ...ofCalls].toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.count - a.count ||
      (a.code < b.code ? -1 : 1),
  );
  const entries = orders.reduce((sum, order) => sum + order.entries.length, 0);
  const isEmpty = entries === 0 && found.length === 0;
  return {
    verdict: findings.some(({ severity }) => severity !== "advice")
      ? "findings"
      : isEmpty
        ? "nothing_to_check"
        : "validated",
    orders: orders.length,
    entries,
    score: scoreOf(orders, faults, now),
    findings,
  };
}

const reported = (code: FindingCode, count: number, examples: readonly Example[]): ReportedFinding => ({
  code,
  ...findingCodes[code],
  count,
  examples,
});

const exampleOf = (one: Found, references: ReadonlyMap<string, string | null>): Example => ({
  order_id: one.orderId,
  reference: references.get(one.orderId) ?? null,
  capture_id: one.captureId,
  field: one.field,
  received: one.received,
  understood: one.understood,
});

const examplesOfCalls = ({ route, examples }: FaultCount): Example[] =>
  examples.length === 0
    ? [{ order_id: null, reference: null, capture_id: null, field: null, received: route, understood: null }]
    : examples.map(({ sentence, correlation_id }) => ({
        ...{ order_id: null, reference: null, capture_id: null, field: null, received: route },
        understood: `${sentence} (correlation id ${correlation_id})`,
      }));

function scoreOf(orders: readonly OrderFacts[], faults: readonly FaultCount[], now: Date): Score {
  const captures = orders.flatMap(({ captures, entries }) =>
    captures
      .filter(({ isIntangible }) => !isIntangible)
      .map(({ id }) => entries.some(({ captureId }) => captureId === id || captureId === null)),
  );
  const entries = orders.flatMap((order) => order.entries);
  const resolved = entries.filter(({ outcomes }) =>
    outcomes.some(({ shipmentId, reason }) => shipmentId !== null || reason === "untracked_by_nature"),
  );
  const due = orders
    .flatMap(({ shipments }) => shipments)
    .filter(({ direction, openedAt }) => direction === "outbound" && now.getTime() - openedAt.getTime() > scannedMs);
  const refused = faults.filter(({ code }) => code !== "no_key").reduce((sum, { count }) => sum + count, 0);
  const shares = {
    captures_with_info: share(captures.filter((has) => has).length, captures.length),
    entries_resolved: share(resolved.length, entries.length),
    shipments_with_events: share(due.filter(({ hasEvents }) => hasEvents).length, due.length),
    calls_taken: share(entries.length, entries.length + refused),
  };
  const known = Object.values(shares).filter((one) => one !== null);
  return { ...shares, whole: known.length === 0 ? null : Math.min(...known) };
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000) / 1_000;
