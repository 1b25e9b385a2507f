/** The rules once more, written from canonical events section 3 as plainly and as slowly as possible, and compared with the real ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ShipmentEvent } from "./event.ts";
import { type EventCode, eventCodes, isEventCode } from "./event-codes.ts";
import { inTime, lifecycle, type RecordedEvent, type ShipmentFacts } from "./lifecycle.ts";

const codes = Object.keys(eventCodes).filter((code) => isEventCode(code) && code !== "expired.no_updates");
const pieces = ["p1", "p2", "p3"];

const anyEvent = fc
  .record({
    code: fc.constantFrom("unmapped", ...codes, ...codes.filter((code) => /^(delivered|returning)/.test(code))),
    day: fc.integer({ min: 20, max: 23 }),
    minute: fc.option(fc.constantFrom("08:00", "08:01", "12:00", "23:59"), { freq: 4 }),
    second: fc.constantFrom("00", "30"),
    order: fc.nat(9),
    piece: fc.constantFrom(null, ...pieces),
    isReturnLeg: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
  })
  .map(({ code, day, minute, second, order, piece, isReturnLeg }): ShipmentEvent => {
    const date = `2026-11-${day}`;
    const local = minute === null ? date : `${date}T${minute}:${second}`;
    return {
      code: isEventCode(code) ? code : "unmapped",
      time: {
        instant: minute === null ? null : `${local}.000Z`,
        local,
        precision: minute === null ? "date_only" : "instant",
        zone: minute === null ? null : "UTC",
        zoneDerived: false,
      },
      rawCode: code,
      rawSubCode: null,
      rawText: "",
      place: null,
      piece,
      facts: isReturnLeg ? { isReturnLeg } : {},
      order,
    };
  });
const journeys = fc.record({
  events: fc
    .array(anyEvent, { maxLength: 9 })
    .map((events) =>
      events.map(
        (event, at): RecordedEvent => ({ id: `e${at}`, event, source: "x", seenAt: "2026-11-24T12:00:00.000Z" }),
      ),
    ),
  facts: fc.record({
    isCustomerReturn: fc.boolean(),
    pieceCount: fc.constantFrom(null, 1, 2, 3, 4),
    pieces: fc.subarray(pieces),
  }),
});
const runs = { numRuns: 5_000 };

test("§3.2, §3.8 events stand by minute and the carrier's order, and dates alone after the day before and before a timed end", () => {
  fc.assert(
    fc.property(journeys, ({ events }) => {
      const ordered = inTime(events);
      assert.equal(ordered.length, events.length);
      for (const [at, { event: a }] of ordered.entries())
        for (const { event: b } of ordered.slice(at + 1)) {
          const [dayA, dayB] = [a.time.local.slice(0, 10), b.time.local.slice(0, 10)];
          assert.ok(dayA <= dayB, `${a.time.local} before ${b.time.local}`);
          if (dayA !== dayB) continue;
          const [minuteA, minuteB] = [a.time.local.slice(0, 16), b.time.local.slice(0, 16)];
          if (a.time.instant && b.time.instant) {
            assert.ok(minuteA <= minuteB);
            if (minuteA === minuteB) assert.ok(a.order <= b.order);
          }
          if (!a.time.instant && !b.time.instant) assert.ok(a.order <= b.order);
          const isTimedEnd = a.time.instant !== null && a.code !== "unmapped" && eventCodes[a.code] === "end";
          assert.ok(b.time.instant !== null || !isTimedEnd, "a date alone after a timed end of its day");
        }
    }),
    runs,
  );
});

test("§3.3 to §3.7 the status is the one that the plain rules give", () => {
  fc.assert(
    fc.property(journeys, ({ events, facts }) => {
      const { code } = lifecycle(events, facts);
      const expected = plainly(
        inTime(events).map(({ event }) => event),
        facts,
      );
      assert.ok(expected.includes(code), `${code}, and not ${expected.join(" or ")}`);
    }),
    runs,
  );
});

type Prefix = string;
const prefixOf = (code: string): Prefix => code.split(".")[0] ?? "";

/** The codes that are right: several where pieces are equally far. `events` oldest first. */
function plainly(events: readonly ShipmentEvent[], facts: ShipmentFacts): readonly string[] {
  const names = [
    ...new Set([
      ...(facts.pieces ?? []),
      ...events.flatMap(({ code, piece }) => (piece && code !== "unmapped" ? [piece] : [])),
    ]),
  ];
  const count = Math.max(facts.pieceCount ?? 0, names.length);
  const speaksOfPieces = events.some(({ code, piece }) => piece !== null && code !== "unmapped");
  if (count < 2 || !speaksOfPieces) return [plainlyOfOne(events, facts) ?? "pending.no_information"];

  const each = names.map((name) =>
    plainlyOfOne(
      events.filter(({ piece }) => piece === null || piece === name),
      facts,
    ),
  );
  const alive = each.filter((code) => code !== "exception.cancelled");
  if (alive.length === 0) return ["exception.cancelled"];
  const heard = alive.filter((code) => code !== null);
  if (heard.length === 0) return ["pending.no_information"];
  const problems = heard.filter((code) => prefixOf(code) === "exception");
  if (problems.length > 0) return problems;
  const far: readonly (readonly Prefix[])[] = [
    ["returning"],
    ["pending"],
    ["info_received"],
    ["in_transit"],
    ["out_for_delivery"],
    ["attempt_failed"],
    ["available_for_pickup"],
    ["delivered", "returned"],
  ];
  const least = far
    .map((group) => heard.filter((code) => group.includes(prefixOf(code))))
    .find(({ length }) => length > 0);
  assert.ok(least);
  const isOver = ["delivered", "returned"].includes(prefixOf(least[0] ?? ""));
  const isAllKnown = heard.length === alive.length && names.length >= count;
  return !isOver || isAllKnown ? least : codes.filter((code) => code.startsWith("in_transit."));
}

function plainlyOfOne(events: readonly ShipmentEvent[], facts: ShipmentFacts): string | null {
  let isReturning = false;
  let standing: EventCode | null = null;
  for (const event of events) {
    if (event.code === "unmapped" || eventCodes[event.code] === "inform") continue;
    let code: EventCode = event.code;
    const isBack = isReturning || (event.facts.isReturnLeg === true && facts.isCustomerReturn !== true);
    if (isBack && /^(in_transit|out_for_delivery|available_for_pickup|attempt_failed)\./.test(code))
      code = "returning.in_transit";
    if (isBack && code.startsWith("delivered.")) code = "returned.to_sender";
    if (standing === null || mayFollow(standing, code, isReturning)) standing = code;
    if (/^return/.test(code)) isReturning = true;
  }
  return standing;
}

function mayFollow(standing: EventCode, next: EventCode, isReturning: boolean): boolean {
  if (standing.startsWith("delivered."))
    return /^(delivered|returning|returned)\.|^exception\.(lost|under_investigation)$/.test(next);
  if (standing.startsWith("returned.")) return next.startsWith("returned.");
  if (/disposed|cancelled/.test(standing)) return eventCodes[next] === "end";
  if (next.startsWith("pending.")) return standing.startsWith("pending.");
  if (!next.startsWith("info_received.")) return true;
  const isBookedAnew =
    standing === "exception.pickup_failed" && next === "info_received.pickup_scheduled" && !isReturning;
  return /^(pending|info_received)\./.test(standing) || isBookedAnew;
}
