/** When a ticket opens, what it is, and that it is gone when the parcel moves on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { days, hours } from "#platform/clock.ts";
import { nextLook, type ShipmentFacts, type TicketKind, ticketKinds, ticketOf } from "./tickets.ts";

const now = new Date("2026-11-24T12:00:00Z");
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const estimate = (from: string) => ({ from, through: null, kind: "date" as const });
const said = { source: "dhl", saidAt: null, seenAt: "2026-11-20T00:00:00.000Z", eventId: null };
const at = (local: string) => ({
  ...{ instant: `${local}.000Z`, local, precision: "instant" as const, zone: "UTC", zoneDerived: false },
});

const healthy: ShipmentFacts = {
  ...{ direction: "outbound", tracked: true, status: "in_transit", code: "in_transit.moving", statusAt: ago(hours(5)) },
  ...{ openedAt: ago(days(3)), firstEventAt: ago(days(2)), lastEventAt: ago(hours(5)), shopperAt: null },
  summary: {
    ...{ delayed: false, estimate: null, estimateHistory: [], keepUntil: null, deliveredAt: null, returnLeg: false },
  },
};
const facts = (change: Partial<ShipmentFacts>, summary: Partial<ShipmentFacts["summary"]> = {}): ShipmentFacts => ({
  ...healthy,
  ...change,
  summary: { ...healthy.summary, ...summary },
});
const announced = { status: "info_received", code: "info_received.label_created", statusAt: null } as const;

const examples: Readonly<Record<TicketKind, { readonly open: ShipmentFacts; readonly gone: ShipmentFacts }>> = {
  shopper_waits: { open: facts({ shopperAt: ago(days(1)) }), gone: facts({ shopperAt: ago(days(15)) }) },
  undeliverable: {
    open: facts({ status: "exception", code: "exception.address_incorrect" }),
    gone: facts({ status: "returned", code: "returned.to_sender" }, { returnLeg: true }),
  },
  exception: {
    open: facts({ status: "exception", code: "exception.damaged" }),
    gone: facts({ status: "exception", code: "exception.cancelled" }),
  },
  invalid_number: {
    open: facts({ status: "pending", code: "pending.invalid_number", openedAt: ago(hours(1)) }),
    gone: facts({ status: "pending", code: "pending.no_information", openedAt: ago(hours(1)) }),
  },
  failed_attempt: {
    open: facts({ status: "attempt_failed", code: "attempt_failed.nobody_home" }),
    gone: facts({ status: "out_for_delivery", code: "out_for_delivery.on_vehicle" }),
  },
  pickup_ends: {
    open: facts(
      { status: "available_for_pickup", code: "available_for_pickup.at_pickup_point" },
      { keepUntil: { ...said, date: "2026-11-26" } },
    ),
    gone: facts(
      { status: "available_for_pickup", code: "available_for_pickup.at_pickup_point" },
      { keepUntil: { ...said, date: "2026-11-28" } },
    ),
  },
  never_scanned: {
    open: facts({ ...announced, openedAt: ago(days(5)) }),
    gone: facts({ ...announced, openedAt: ago(days(5)), tracked: false }),
  },
  delayed_dispatch: {
    open: facts({ ...announced, openedAt: ago(days(2)) }),
    gone: facts({ ...announced, openedAt: ago(days(2) - 1) }),
  },
  no_news: { open: facts({ lastEventAt: ago(days(7)) }), gone: facts({ lastEventAt: ago(days(7) - 1) }) },
  delayed: {
    open: facts({}, { estimate: { ...estimate("2026-11-22"), ...said } }),
    gone: facts({}, { estimate: { ...estimate("2026-11-24"), ...said } }),
  },
  slow: {
    open: facts(
      { status: "delivered", code: "delivered.to_recipient", statusAt: ago(days(1)) },
      {
        estimateHistory: [{ estimate: estimate("2026-11-20"), seenAt: said.seenAt, reason: null }],
        deliveredAt: at("2026-11-23T10:00:00"),
      },
    ),
    gone: facts(
      { status: "delivered", code: "delivered.to_recipient", statusAt: ago(days(1)) },
      {
        estimateHistory: [{ estimate: estimate("2026-11-23"), seenAt: said.seenAt, reason: null }],
        deliveredAt: at("2026-11-23T10:00:00"),
      },
    ),
  },
};

for (const kind of Object.keys(ticketKinds) as TicketKind[]) // its keys are the kinds
  test(`a ticket of the kind ${kind} opens and is gone again`, () => {
    const { open, gone } = examples[kind];
    assert.equal(ticketOf(open, now)?.kind, kind);
    assert.ok((ticketOf(open, now)?.since ?? now) <= now, "it has begun");
    assert.equal(ticketOf(gone, now), null);
  });

test("a healthy parcel, a late one that was delivered in time after all, and a prepared return have none", () => {
  assert.equal(ticketOf(healthy, now), null);
  const delivered = { status: "delivered", code: "delivered.to_recipient", statusAt: ago(days(1)) } as const;
  assert.equal(ticketOf(facts(delivered, { delayed: true }), now), null);
  assert.equal(ticketOf(facts({ ...announced, direction: "return", openedAt: ago(days(9)) }), now), null);
});

test("of several reasons the one that weighs most is told, and late is what the carrier calls late", () => {
  const both = facts({ status: "exception", code: "exception.lost", lastEventAt: ago(days(9)) }, { delayed: true });
  assert.equal(ticketOf(both, now)?.kind, "exception");
  assert.equal(ticketOf(facts({ status: "exception", code: "exception.delayed_weather" }), now)?.kind, "delayed");
});

test("between now and the next look time alone changes nothing: no ticket is told late", () => {
  const all = Object.values(examples).flatMap(({ open, gone }) => [open, gone]);
  fc.assert(
    fc.property(
      fc.constantFrom(...all, healthy),
      fc.integer({ min: -20, max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (one, day, part) => {
        const from = new Date(now.getTime() + day * 43_200_000);
        const look = nextLook(one, from)?.getTime() ?? from.getTime() + days(60);
        const between = new Date(from.getTime() + (look - 1 - from.getTime()) * part);
        assert.deepEqual(ticketOf(one, between)?.kind, ticketOf(one, from)?.kind);
      },
    ),
    { numRuns: 2_000 },
  );
});
