import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EventFacts, ShipmentEvent } from "./event.ts";
import { type EventCode, eventCodes, isEventCode, statusOf } from "./event-codes.ts";
import { lifecycle, type RecordedEvent, type ShipmentFacts } from "./lifecycle.ts";

let serial = 0;
/** `told("T10:00 in_transit.moving")`: an event on 24 November at that time; `told("24 delivered.unspecified")`: only the day is known. */
function told(line: string, piece: string | null = null, facts: EventFacts = {}): RecordedEvent {
  const [when = "", code = ""] = line.split(" ");
  serial += 1;
  const dateOnly = /^\d\d$/.test(when);
  const [day, clock] = when.includes("T") ? when.split("T") : [when, ""];
  const date = `2026-11-${day === "" ? "24" : day}`;
  const time: ShipmentEvent["time"] = dateOnly
    ? { instant: null, local: date, precision: "date_only", zone: null, zoneDerived: false }
    : {
        instant: `${date}T${clock}:00.000Z`,
        local: `${date}T${clock}:00`,
        precision: "instant",
        zone: "UTC",
        zoneDerived: false,
      };
  assert.ok(isEventCode(code) || code === "unmapped", code);
  const event: ShipmentEvent = {
    code,
    time,
    rawCode: code,
    rawSubCode: null,
    rawText: code,
    place: null,
    piece,
    facts,
    order: 0,
  };
  return { id: `event-${String(serial).padStart(6, "0")}`, event, source: "dhl", seenAt: "2026-11-24T12:00:00.000Z" };
}

function check(lines: readonly string[], expected: string, facts: ShipmentFacts = {}): void {
  test(`${lines.join(", ") || "nothing"} → ${expected}`, () => {
    const events = lines.map((line) => {
      const [when = "", code = "", piece] = line.split(" ");
      return told(`${when} ${code}`, piece ?? null);
    });
    for (const order of [events, [...events].reverse(), [...events, ...events]])
      assert.equal(lifecycle(order, facts).code, expected);
  });
}

check([], "pending.no_information");
check(["T08:00 info_received.label_created"], "info_received.label_created");
check(["T08:00 info_received.label_created", "T18:00 in_transit.picked_up"], "in_transit.picked_up");
check(["T08:00 in_transit.picked_up", "T09:00 unmapped"], "in_transit.picked_up");
check(["T08:00 unmapped"], "pending.no_information");
// Informational events never win (3.3).
check(["T08:00 out_for_delivery.on_vehicle", "T09:00 in_transit.delivery_scheduled"], "out_for_delivery.on_vehicle");
check(["T08:00 delivered.to_recipient", "T09:00 in_transit.information"], "delivered.to_recipient");
// A label or "no information" after the first scan moves nothing back.
check(["T08:00 in_transit.picked_up", "T09:00 info_received.label_created"], "in_transit.picked_up");
check(["T08:00 in_transit.picked_up", "T09:00 pending.no_information"], "in_transit.picked_up");
// Terminal is sticky, but not absolute (3.4).
check(["T08:00 delivered.to_recipient", "T09:00 in_transit.moving"], "delivered.to_recipient");
check(["T08:00 delivered.to_recipient", "T09:00 attempt_failed.nobody_home"], "delivered.to_recipient");
check(["T08:00 delivered.to_recipient", "T09:00 exception.delayed"], "delivered.to_recipient");
check(["T08:00 delivered.to_recipient", "T09:00 exception.under_investigation"], "exception.under_investigation");
check(["T08:00 delivered.to_recipient", "T09:00 exception.lost"], "exception.lost");
check(["T08:00 delivered.to_recipient", "T09:00 returning.initiated"], "returning.initiated");
check(["T08:00 delivered.unspecified", "T09:00 delivered.to_neighbour"], "delivered.to_neighbour");
check(["20T08:00 in_transit.moving", "23T08:00 expired.no_updates"], "expired.no_updates");
check(["20T08:00 in_transit.moving", "22T08:00 expired.no_updates", "23T08:00 in_transit.moving"], "in_transit.moving");
check(["T08:00 exception.cancelled", "T09:00 in_transit.moving"], "exception.cancelled");
check(["T08:00 exception.disposed", "T09:00 in_transit.moving"], "exception.disposed");
// The way back (3.5).
check(["T08:00 returning.initiated", "T09:00 in_transit.departed_facility"], "returning.in_transit");
check(["T08:00 returning.initiated", "T09:00 out_for_delivery.on_vehicle"], "returning.in_transit");
check(["T08:00 returning.initiated", "T09:00 available_for_pickup.at_depot"], "returning.in_transit");
check(["T08:00 returning.initiated", "T09:00 delivered.unspecified"], "returned.to_sender");
check(["T08:00 returning.initiated", "T09:00 delivered.unspecified", "T10:00 in_transit.moving"], "returned.to_sender");
check(["T08:00 in_transit.moving", "T09:00 delivered.unspecified"], "returned.to_sender", { isReturnLeg: true });
// Several pieces (3.6): the least advanced one, trouble first.
check(["T08:00 delivered.to_recipient p1", "T09:00 in_transit.moving p2"], "in_transit.moving");
check(["T08:00 delivered.to_recipient p1", "T09:00 delivered.to_recipient p2"], "delivered.to_recipient");
check(["T08:00 delivered.to_recipient p1", "T09:00 exception.damaged p2"], "exception.damaged");
check(["T08:00 exception.cancelled p1", "T09:00 delivered.mailbox p2"], "delivered.mailbox");
check(
  [
    "T07:00 in_transit.picked_up p1",
    "T08:00 available_for_pickup.at_locker p1",
    "T09:00 attempt_failed.nobody_home p2",
  ],
  "attempt_failed.nobody_home",
);
check(["T07:00 in_transit.moving p1", "T08:00 delivered.to_recipient p1"], "in_transit.moving", {
  pieceCount: 3,
  pieces: ["p1"],
});
// attempt_failed decays (3.7).
check(
  ["T08:00 attempt_failed.nobody_home", "T15:00 in_transit.arrived_at_delivery_depot"],
  "in_transit.arrived_at_delivery_depot",
);
check(
  ["T08:00 attempt_failed.nobody_home", "T15:00 available_for_pickup.at_pickup_point"],
  "available_for_pickup.at_pickup_point",
);
// Precision (3.8): a date alone stands before a timed end of its day and after the day before.
check(["24 out_for_delivery.on_vehicle", "24T09:00 delivered.to_recipient"], "delivered.to_recipient");
check(["23T22:00 in_transit.moving", "24 out_for_delivery.on_vehicle"], "out_for_delivery.on_vehicle");
check(["24T09:00 in_transit.moving", "24 delivered.unspecified"], "delivered.unspecified");
check(["24T09:00 delivered.to_recipient", "24T15:00 returning.initiated"], "returning.initiated");

// More ends: who gave up, who came back.
check(["T08:00 exception.cancelled", "T09:00 delivered.unspecified"], "delivered.unspecified");
check(["T08:00 exception.disposed", "T09:00 exception.lost"], "exception.disposed");
check(["T08:00 returned.to_sender", "T09:00 delivered.unspecified"], "returned.to_sender");
check(["T08:00 returned.to_sender", "T09:00 exception.lost"], "returned.to_sender");
check(["T08:00 exception.lost", "T09:00 in_transit.moving"], "in_transit.moving");
check(["T08:00 delivered.mailbox", "T09:00 exception.lost", "T10:00 delivered.mailbox"], "delivered.mailbox");
check(["T08:00 delivered.mailbox", "T09:00 info_received.label_created"], "delivered.mailbox");
check(["T08:00 delivered.mailbox", "T09:00 unmapped"], "delivered.mailbox");
check(["T08:00 delivered.mailbox", "T09:00 expired.no_updates"], "delivered.mailbox");
check(["20T08:00 expired.no_updates", "21T08:00 info_received.label_created"], "info_received.label_created");
check(["20T08:00 expired.no_updates", "21T08:00 in_transit.information"], "pending.no_information");
check(["20T08:00 in_transit.moving", "21T08:00 expired.no_updates", "22T08:00 unmapped"], "in_transit.moving");
check(["20T08:00 expired.no_updates", "22T08:00 expired.no_updates"], "expired.no_updates");
check(["20T08:00 exception.delayed", "23T08:00 expired.no_updates"], "expired.no_updates");
// Back and forth while it is open.
check(["T08:00 pending.invalid_number"], "pending.invalid_number");
check(["T08:00 pending.no_information", "T09:00 pending.invalid_number"], "pending.invalid_number");
check(
  ["T08:00 info_received.label_created", "T09:00 info_received.pickup_scheduled"],
  "info_received.pickup_scheduled",
);
check(
  ["T08:00 out_for_delivery.on_vehicle", "T19:00 in_transit.arrived_at_delivery_depot"],
  "in_transit.arrived_at_delivery_depot",
);
check(["T08:00 available_for_pickup.at_locker", "T19:00 in_transit.to_pickup_point"], "in_transit.to_pickup_point");
check(["T08:00 available_for_pickup.at_pickup_point", "T19:00 delivered.collected"], "delivered.collected");
check(
  ["20T08:00 available_for_pickup.at_pickup_point", "23T08:00 available_for_pickup.reminder"],
  "available_for_pickup.reminder",
);
check(["20T08:00 available_for_pickup.at_pickup_point", "24T08:00 exception.not_collected"], "exception.not_collected");
check(["T08:00 exception.customs_hold", "T19:00 in_transit.customs_released"], "in_transit.customs_released");
check(["T08:00 exception.address_incorrect", "T19:00 in_transit.problem_resolved"], "in_transit.problem_resolved");
check(["T08:00 exception.address_incorrect", "T19:00 in_transit.information"], "exception.address_incorrect");
check(
  ["T08:00 attempt_failed.nobody_home", "T09:00 in_transit.delivery_options_changed"],
  "attempt_failed.nobody_home",
);
check(["23T08:00 attempt_failed.nobody_home", "24T08:00 attempt_failed.no_access"], "attempt_failed.no_access");
// More of the way back.
check(["T08:00 exception.refused", "T09:00 returning.initiated", "T10:00 exception.damaged"], "exception.damaged");
check(["T08:00 returning.initiated", "T09:00 attempt_failed.nobody_home"], "returning.in_transit");
check(["T08:00 returning.initiated", "T09:00 in_transit.information"], "returning.initiated");
check(["T08:00 returning.initiated", "T09:00 info_received.label_created"], "returning.initiated");
check(["T08:00 in_transit.moving", "T09:00 delivered.unspecified"], "delivered.unspecified", {
  isReturnLeg: true,
  isCustomerReturn: true,
});
check(
  ["T07:00 delivered.mailbox p1", "T08:00 returning.initiated p2", "T09:00 in_transit.moving p2"],
  "returning.in_transit",
);
// More pieces.
check(["T07:00 info_received.label_created", "T08:00 in_transit.moving p1"], "in_transit.moving", { pieceCount: 2 });
check(["T08:00 in_transit.moving p1"], "in_transit.moving", { pieces: ["p1", "p2"] });
check(["T08:00 delivered.mailbox p1"], "in_transit.moving", { pieces: ["p1", "p2"] });
check(["T08:00 delivered.mailbox p1", "T09:00 exception.cancelled p2"], "delivered.mailbox");
check(["T08:00 exception.cancelled p1", "T09:00 exception.cancelled p2"], "exception.cancelled");
check(["T08:00 delivered.mailbox"], "delivered.mailbox", { pieceCount: 3 });
check(
  ["T08:00 out_for_delivery.on_vehicle p1", "T09:00 out_for_delivery.on_vehicle p2", "T15:00 delivered.mailbox"],
  "delivered.mailbox",
);
check(["T08:00 out_for_delivery.on_vehicle p1", "T08:30 attempt_failed.nobody_home p2"], "out_for_delivery.on_vehicle");
check(
  ["T08:00 exception.damaged p1", "T09:00 delivered.mailbox p1", "T09:00 delivered.mailbox p2"],
  "delivered.mailbox",
);
// More dates alone.
check(
  ["24 in_transit.moving", "24T09:00 delivered.to_recipient", "24 out_for_delivery.on_vehicle"],
  "delivered.to_recipient",
);
check(["24 delivered.unspecified", "24T09:00 delivered.to_neighbour"], "delivered.to_neighbour");
check(["23 in_transit.moving", "24 out_for_delivery.on_vehicle", "25 delivered.mailbox"], "delivered.mailbox");
check(["23 attempt_failed.nobody_home", "24T08:00 in_transit.moving"], "in_transit.moving");
check(
  ["22T08:00 in_transit.picked_up", "23 out_for_delivery.on_vehicle", "24T08:00 attempt_failed.no_access"],
  "attempt_failed.no_access",
);
check(["24T08:00 expired.no_updates", "24 in_transit.moving"], "in_transit.moving");

test("an evening in Tokyo stays in its own day: a date alone of the day before stands before it", () => {
  const tokyo = told("24T20:00 delivered.to_recipient");
  const event: ShipmentEvent = {
    ...tokyo.event,
    time: {
      instant: "2026-11-24T20:00:00.000Z",
      local: "2026-11-25T05:00:00",
      precision: "local_with_offset",
      zone: "+09:00",
      zoneDerived: false,
    },
  };
  const summary = lifecycle([{ ...tokyo, event }, told("24 returning.initiated")]);
  assert.equal(summary.status, "returned");
});

test("within one minute the carrier's own order decides, not the seconds that it did not mean", () => {
  const first = told("T08:00 in_transit.departed_facility");
  const second = told("T08:00 in_transit.arrived_at_delivery_depot");
  const ordered = [
    { ...first, event: { ...first.event, order: 1 } },
    { ...second, event: { ...second.event, order: 0 } },
  ];
  assert.equal(lifecycle(ordered).code, "in_transit.departed_facility");
});

test("giving up is overruled by a scan that we saw only afterwards, though it happened before", () => {
  const gaveUp = told("22T08:00 expired.no_updates");
  const late = told("21T08:00 in_transit.moving");
  assert.equal(lifecycle([late, gaveUp]).status, "expired");
  assert.equal(lifecycle([{ ...late, seenAt: "2026-11-25T08:00:00.000Z" }, gaveUp]).status, "in_transit");
});

const codes = Object.keys(eventCodes).filter(isEventCode);
const anyEvent = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  day: fc.integer({ min: 10, max: 24 }),
  code: fc.constantFrom(...codes),
  piece: fc.constantFrom(null, null, "p1", "p2"),
  dateOnly: fc.boolean(),
});
const anyJourney = fc
  .array(anyEvent, { maxLength: 12 })
  .map((list) =>
    list.map(({ hour, day, code, piece, dateOnly }) =>
      told(dateOnly ? `${day} ${code}` : `${day}T${String(hour).padStart(2, "0")}:00 ${code}`, piece),
    ),
  );

test("R-06 any order and any duplicates of the same events give the same summary", () => {
  fc.assert(
    fc.property(anyJourney, fc.infiniteStream(fc.nat()), (events, picks) => {
      const shuffled = [...events, ...events.filter((_, at) => at % 2 === 0)]
        .map((event) => ({ event, key: picks.next().value }))
        .sort((a, b) => a.key - b.key);
      assert.deepEqual(lifecycle(shuffled.map(({ event }) => event)), lifecycle(events));
    }),
    { numRuns: 1_000 },
  );
});

test("R-06 after delivered, only a return, a search or a loss opens a one-piece journey again", () => {
  const opening = (code: EventCode): boolean =>
    /^(delivered|returning|returned)\./.test(code) ||
    code === "exception.under_investigation" ||
    code === "exception.lost";
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...codes.filter((code) => !opening(code))), { maxLength: 8 }), (later) => {
      const events = [
        told("20T08:00 delivered.to_recipient"),
        ...later.map((code, at) => told(`21T${String(at + 8).padStart(2, "0")}:00 ${code}`)),
      ];
      assert.equal(lifecycle(events).status, "delivered");
    }),
    { numRuns: 500 },
  );
});

test("R-06 asking again, with one more event each time, ends where one look at all ends", () => {
  fc.assert(
    fc.property(anyJourney, (events) => {
      let seen: readonly RecordedEvent[] = [];
      for (const event of events) {
        seen = [...seen, event];
        lifecycle(seen);
      }
      assert.deepEqual(lifecycle(seen), lifecycle([...events].reverse()));
    }),
    { numRuns: 300 },
  );
});

test("each of the 71 codes alone gives its own status, but for what only informs", () => {
  assert.equal(codes.length, 71);
  for (const code of codes) {
    const { status } = lifecycle([told(`T08:00 ${code}`)]);
    assert.equal(status, eventCodes[code] === "inform" ? "pending" : statusOf(code));
  }
});

test("a withdrawn scan goes, and the page can say that the carrier corrected its report", () => {
  const summary = lifecycle([
    told("T08:00 out_for_delivery.on_vehicle"),
    told("T09:00 delivered.to_recipient"),
    told("T10:00 in_transit.information", null, { retractsPrevious: true }),
  ]);
  assert.deepEqual([summary.status, summary.corrected], ["out_for_delivery", true]);
});

test("late is a modifier that ends when the parcel is on the vehicle", () => {
  const late = told("T08:00 exception.delayed_weather");
  assert.equal(lifecycle([late, told("T09:00 in_transit.departed_facility")]).delayed, true);
  assert.equal(lifecycle([late, told("T09:00 out_for_delivery.on_vehicle")]).delayed, false);
});

test("an estimate is hidden once it cannot hold, and every change of it is kept", () => {
  const estimate = { from: "2026-11-25", through: null, kind: "date" } as const;
  const first = told("T08:00 in_transit.delivery_scheduled", null, { estimate });
  const second = told("T10:00 in_transit.delivery_scheduled", null, { estimate: { ...estimate, from: "2026-11-26" } });
  const open = lifecycle([first, second, told("T11:00 in_transit.moving")]);
  assert.equal(open.estimate?.from, "2026-11-26");
  assert.deepEqual(
    open.estimateHistory.map((change) => change.estimate.from),
    ["2026-11-25", "2026-11-26"],
  );
  assert.equal(lifecycle([first, told("T12:00 delivered.to_recipient")]).estimate, null);
});

test("R-06 an open one-piece journey never falls back to knowing less: no label and no 'no information' after a scan", () => {
  const later = codes.filter((code) => statusOf(code) === "pending" || statusOf(code) === "info_received");
  const known = codes.filter(
    (code) => eventCodes[code] !== "inform" && !later.includes(code) && statusOf(code) !== "expired",
  );
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.array(fc.constantFrom(...later), { maxLength: 5 }), (code, more) => {
      if (code === "exception.pickup_failed") return; // a collection that is booked anew
      const before = lifecycle([told(`20T08:00 ${code}`)]).code;
      const events = [told(`20T08:00 ${code}`), ...more.map((next) => told(`21T08:00 ${next}`))];
      assert.equal(lifecycle(events).code, before);
    }),
    { numRuns: 300 },
  );
});

test("R-06 once a return has begun, no forward status but a problem is ever shown again", () => {
  const any = fc.array(fc.constantFrom(...codes.filter((code) => statusOf(code) !== "expired")), { maxLength: 8 });
  fc.assert(
    fc.property(any, (more) => {
      const events = [
        told("20T08:00 returning.initiated"),
        ...more.map((code, at) => told(`21T${String(at + 8).padStart(2, "0")}:00 ${code}`)),
      ];
      assert.match(lifecycle(events).status, /^(returning|returned|exception)$/);
    }),
    { numRuns: 500 },
  );
});

test("a collection that failed is booked anew, but not of what is on its way back", () => {
  const failed = [told("21T08:00 exception.pickup_failed"), told("21T09:00 info_received.pickup_scheduled")];
  assert.equal(lifecycle(failed).code, "info_received.pickup_scheduled");
  assert.equal(lifecycle([told("20T08:00 returning.initiated"), ...failed]).code, "exception.pickup_failed");
});

test("R-06 a shipment of several pieces is delivered only when each piece that is not cancelled is", () => {
  const scan = fc.record({ code: fc.constantFrom(...codes), piece: fc.constantFrom("p1", "p2", "p3") });
  fc.assert(
    fc.property(fc.array(scan, { maxLength: 10 }), (scans) => {
      const events = scans.map(({ code, piece }, at) =>
        told(`20T${String(at + 8).padStart(2, "0")}:00 ${code}`, piece),
      );
      const { status, pieces } = lifecycle(events, { pieces: ["p1", "p2", "p3"] });
      if (status === "delivered")
        for (const piece of pieces)
          assert.ok(piece.code === "exception.cancelled" || ["delivered", "returned"].includes(piece.status));
    }),
    { numRuns: 1_000 },
  );
});

test("R-06 a scan that is not the latest changes nothing but the history", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.constantFrom("in_transit.moving", "out_for_delivery.on_vehicle"),
      (code, late) => {
        const now = told(`24T08:00 ${code}`);
        if (eventCodes[code] === "inform" || ["pending", "info_received", "expired"].includes(statusOf(code))) return;
        assert.equal(lifecycle([now, told(`20T08:00 ${late}`)]).code, lifecycle([now]).code);
      },
    ),
  );
});

test("a scan that the carrier marks as a way back begins the return, though the next one lacks the mark", () => {
  const back = told("T09:00 in_transit.moving", null, { isReturnLeg: true });
  assert.equal(lifecycle([back, told("T12:00 delivered.unspecified")]).code, "returned.to_sender");
  const summary = lifecycle([back, told("T12:00 delivered.unspecified")], { isCustomerReturn: true });
  assert.equal(summary.code, "delivered.unspecified");
});

test("a piece on its way back is returned by a delivery that the carrier tells of the whole shipment", () => {
  const { status, pieces } = lifecycle([
    told("T07:00 delivered.mailbox", "p1"),
    told("T08:00 returning.initiated", "p2"),
    told("T09:00 in_transit.moving"),
    told("T12:00 delivered.unspecified"),
  ]);
  assert.deepEqual(
    pieces.map((piece) => piece.status),
    ["delivered", "returned"],
  );
  assert.match(status, /^(delivered|returned)$/);
});

test("what is withdrawn is the carrier's own scan, not that we had given up", () => {
  const gaveUp = { ...told("22T08:00 expired.no_updates"), source: "posthorn" };
  const takenBack = told("23T08:00 in_transit.information", null, { retractsPrevious: true });
  const summary = lifecycle([
    told("20T08:00 in_transit.picked_up"),
    told("21T08:00 out_for_delivery.on_vehicle"),
    gaveUp,
    takenBack,
  ]);
  assert.equal(summary.status, "in_transit");
});

test("the carrier's last news is the carrier's: our giving up is none", () => {
  const gaveUp = { ...told("23T08:00 expired.no_updates"), source: "posthorn" };
  const summary = lifecycle([told("20T08:00 in_transit.moving"), gaveUp]);
  assert.deepEqual([summary.status, summary.lastEvent?.code], ["expired", "in_transit.moving"]);
});

test("giving up holds against a scan that we knew then, even one dated into the future", () => {
  const gaveUp = { ...told("22T08:00 expired.no_updates"), seenAt: "2026-11-22T08:00:00.000Z" };
  const misdated = { ...told("24T08:00 in_transit.moving"), seenAt: "2026-10-20T08:00:00.000Z" };
  assert.equal(lifecycle([misdated, gaveUp]).status, "expired");
  const fresh = { ...misdated, id: "fresh", seenAt: "2026-11-22T09:00:00.000Z" };
  assert.equal(lifecycle([misdated, gaveUp, fresh]).status, "in_transit");
});

test("proof is there when the answer says so or one of its scans does", () => {
  const signed = told("T08:00 delivered.to_recipient", null, { signatureAvailable: true });
  assert.equal(lifecycle([signed], { proofAvailable: false }).proofAvailable, true);
  assert.equal(lifecycle([], { proofAvailable: true }).proofAvailable, true);
});

test("a cancelled piece is not waited for: one of one is delivered", () => {
  const events = [told("T08:00 delivered.mailbox", "p1"), told("T09:00 exception.cancelled", "p2")];
  const { status, pieceCount, piecesDelivered } = lifecycle(events, { pieceCount: 2, pieces: ["p1", "p2"] });
  assert.deepEqual([status, piecesDelivered, pieceCount], ["delivered", 1, 1]);
});

test("'kept until' is a word about the place where the parcel waits now", () => {
  const first = told("20T08:00 available_for_pickup.at_pickup_point", null, { keepUntil: "2026-11-27" });
  const reminded = told("21T08:00 available_for_pickup.reminder");
  assert.equal(lifecycle([first, reminded]).keepUntil?.date, "2026-11-27");
  const elsewhere = told("23T08:00 available_for_pickup.at_locker");
  assert.equal(lifecycle([first, told("22T08:00 in_transit.redirected"), elsewhere]).keepUntil, null);
});

test("a collection that failed at the sender and is booked anew is no problem any more", () => {
  const failed = told("T08:00 exception.pickup_failed");
  assert.equal(lifecycle([failed, told("T09:00 info_received.pickup_scheduled")]).status, "info_received");
  const collected = told("T07:00 in_transit.picked_up");
  assert.equal(lifecycle([collected, failed, told("T09:00 info_received.label_created")]).status, "exception");
});
