import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refusals } from "#carriers/carrier.ts";
import { days, hours, minutes } from "#platform/clock.ts";
import { type EventCode, eventCodes } from "#shipments/event-codes.ts";
import { nextAsk, type Situation, silenceMax, stretchFor } from "./plan.ts";

const now = new Date("2026-11-24T09:00:00Z");
const ago = (ms: number): Date => new Date(now.getTime() - ms);

const situation = (more: Partial<Situation> = {}): Situation => ({
  shipmentId: "0193a1b2-0000-7000-8000-000000000001",
  code: "in_transit.moving",
  now,
  openedAt: ago(days(1)),
  lastNewsAt: ago(hours(2)),
  outcome: "events",
  estimateFrom: null,
  direction: "outbound",
  speed: 1,
  stretch: 1,
  ...more,
});

function inMs(more: Partial<Situation>): number {
  const plan = nextAsk(situation(more));
  assert.ok(plan.kind === "ask", plan.why);
  return plan.at.getTime() - now.getTime();
}

const codes = Object.keys(eventCodes) as EventCode[]; // Object.keys loses the literal type
const outcomes = ["events", "unreadable", ...Object.keys(refusals)] as Situation["outcome"][]; // as above
const situations = fc
  .record({
    shipmentId: fc.uuid(),
    code: fc.constantFrom(...codes),
    opened: fc.integer({ min: 0, max: days(90) }),
    lastNews: fc.option(fc.integer({ min: -days(2), max: days(120) })),
    outcome: fc.constantFrom(...outcomes),
    estimateFrom: fc.constantFrom(null, "2026-11-24", "2026-11-24T10:00:00+01:00", "whenever"),
    direction: fc.constantFrom("outbound" as const, "return" as const),
    speed: fc.constantFrom(1, 60, 360),
    stretch: fc.double({ min: 1, max: 1_000, noNaN: true }),
  })
  .map(({ opened, lastNews, ...rest }) =>
    situation({ ...rest, openedAt: ago(opened), lastNewsAt: lastNews === null ? null : ago(lastNews) }),
  );

test("a carrier whose terms allow few questions a day about a parcel is asked no more often", () => {
  const often = { code: "out_for_delivery.on_vehicle" as const };
  assert.ok(inMs(often) < hours(1));
  assert.ok(inMs({ ...often, leastMs: hours(6) }) >= hours(6));
  assert.ok(inMs({ ...often, leastMs: hours(6), outcome: "unavailable" }) >= hours(6));
});

test("every plan says why, looks forward, and is the same for the same situation", () => {
  fc.assert(
    fc.property(situations, (one) => {
      const plan = nextAsk(one);
      assert.ok(plan.why.length > 10);
      assert.deepEqual(nextAsk(one), plan);
      if (plan.kind !== "ask") return;
      const ms = plan.at.getTime() - now.getTime();
      assert.ok(ms >= 1_000 && Number.isFinite(ms));
      assert.ok(ms <= (days(2) * one.stretch) / one.speed + 2_000);
    }),
  );
});

test("no open parcel is forgotten: asking ends only with the journey, an impossible number or a month of silence", () => {
  fc.assert(
    fc.property(situations, (one) => {
      const plan = nextAsk(one);
      const isOver = eventCodes[one.code] === "end" || one.code === "pending.invalid_number";
      if (plan.kind === "stop") assert.ok(isOver);
      if (plan.kind !== "give_up") return;
      assert.ok(!isOver);
      const heard = Math.max(one.openedAt.getTime(), one.lastNewsAt?.getTime() ?? 0);
      assert.ok((now.getTime() - heard) * one.speed >= silenceMax);
      assert.ok(!["unavailable", "throttled", "unauthorized", "unreadable"].includes(one.outcome));
    }),
  );
});

test("more open parcels never mean more frequent looks", () => {
  fc.assert(
    fc.property(situations, fc.double({ min: 1, max: 50, noNaN: true }), (one, more) => {
      const plan = nextAsk(one);
      const stretched = nextAsk({ ...one, stretch: one.stretch * more });
      assert.equal(stretched.kind, plan.kind);
      if (plan.kind === "ask" && stretched.kind === "ask") assert.ok(stretched.at >= plan.at);
    }),
  );
});

test("what is about to happen is looked at more often than what is not", () => {
  const out = inMs({ code: "out_for_delivery.on_vehicle" });
  assert.ok(out < inMs({ code: "attempt_failed.nobody_home" }));
  assert.ok(out <= minutes(25));
  assert.ok(inMs({ estimateFrom: "2026-11-24" }) < inMs({}));
  assert.ok(inMs({}) < inMs({ lastNewsAt: ago(days(6)), openedAt: ago(days(8)) }));
  assert.ok(inMs({ code: "info_received.label_created", lastNewsAt: ago(days(4)), openedAt: ago(days(4)) }) > hours(4));
});

test("a delivered parcel is confirmed a few times, then left alone", () => {
  const delivered = { code: "delivered.to_recipient" as const, openedAt: ago(days(9)) };
  assert.equal(nextAsk(situation({ ...delivered, lastNewsAt: ago(hours(1)) })).kind, "ask");
  assert.equal(nextAsk(situation({ ...delivered, lastNewsAt: ago(hours(25)) })).kind, "stop");
});

test("a parcel that was opened just now has not been silent", () => {
  const late = situation({ openedAt: ago(hours(1)), lastNewsAt: null });
  assert.equal(nextAsk(late).kind, "ask");
  assert.equal(nextAsk({ ...late, openedAt: ago(days(31)) }).kind, "give_up");
  assert.equal(nextAsk({ ...late, openedAt: ago(days(31)), outcome: "unavailable" }).kind, "ask");
});

test("the demo's factor shortens every interval", () => {
  assert.ok(inMs({ speed: 360, openedAt: ago(minutes(1)), lastNewsAt: ago(minutes(1)) }) < minutes(1));
});

test("stretched intervals sum to what the carrier allows", () => {
  const load = fc.array(
    fc.record({ count: fc.nat(1_000_000), everyMs: fc.constantFrom(minutes(20), hours(3), hours(12)) }),
  );
  const limits = fc.record({
    perSecond: fc.constantFrom(0.2, 5, 250),
    perDay: fc.constantFrom(null, 250, 100_000),
    batch: fc.constantFrom(1, 30),
  });
  fc.assert(
    fc.property(load, limits, (open, limit) => {
      const stretch = stretchFor(open, limit);
      const calls = open.reduce((sum, one) => sum + (one.count * 1_000) / (one.everyMs * stretch), 0) / limit.batch;
      assert.ok(stretch >= 1);
      assert.ok(calls <= limit.perSecond);
      if (limit.perDay !== null) assert.ok(calls * 86_400 <= limit.perDay);
    }),
  );
});

test("a day that passed long ago is not expected today, and a wall time is not this machine's", () => {
  const silent = { openedAt: ago(days(20)), lastNewsAt: ago(days(10)) };
  assert.equal(inMs({ ...silent, estimateFrom: "2026-11-12" }), inMs(silent));
  assert.equal(inMs({ ...silent, estimateFrom: "2026-11-23" }), inMs({ estimateFrom: "2026-11-24" }));
  const zone = process.env.TZ;
  try {
    process.env.TZ = "Pacific/Kiritimati"; // fourteen hours ahead
    const plans = inMs({ estimateFrom: "2026-11-24T16:00:00" });
    process.env.TZ = "UTC";
    assert.equal(inMs({ estimateFrom: "2026-11-24T16:00:00" }), plans);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("a prepared return is waited for longer than a parcel: shoppers may take weeks to send it back", () => {
  const prepared = { direction: "return", code: "pending.no_information", outcome: "not_found" } as const;
  assert.equal(nextAsk(situation({ ...prepared, openedAt: ago(days(45)), lastNewsAt: null })).kind, "ask");
  assert.equal(nextAsk(situation({ ...prepared, openedAt: ago(days(91)), lastNewsAt: null })).kind, "give_up");
});

test("a return that the shopper says was sent back is looked for more often, and given up no sooner", () => {
  const prepared = { direction: "return" as const, code: "info_received.label_created" as const };
  assert.ok(inMs({ ...prepared, isSentBack: true }) < hours(5));
  assert.ok(inMs(prepared) > hours(20));
  const old = { ...prepared, isSentBack: true, openedAt: ago(days(60)), lastNewsAt: null };
  assert.equal(nextAsk(situation(old)).kind, "ask");
});
