import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ShipmentEvent } from "./event.ts";
import type { RecordedEvent } from "./lifecycle.ts";
import { timeline } from "./timeline.ts";

let serial = 0;
function told(
  local: string,
  code: ShipmentEvent["code"],
  more: Partial<ShipmentEvent> = {},
  source = "dhl",
): RecordedEvent {
  serial += 1;
  const time = {
    instant: `${local}:00.000Z`,
    local: `${local}:00`,
    precision: "local_with_offset",
    zone: "+00:00",
    zoneDerived: false,
  } as const;
  const said = {
    code,
    time,
    rawCode: code,
    rawSubCode: null,
    rawText: code,
    place: null,
    piece: null,
    facts: {},
    order: 0,
  };
  return {
    id: `event-${String(serial).padStart(4, "0")}`,
    event: { ...said, ...more },
    source,
    seenAt: "2026-11-24T12:00:00.000Z",
  };
}
const lines = (events: readonly RecordedEvent[]): readonly string[] =>
  timeline(events).flatMap(({ date, entries }) =>
    entries.map(({ code, count, pieces }) => [date, code, count, ...pieces].join(" ")),
  );
const leipzig = { city: "Leipzig", country: "DE" };
const bonn = { city: "Bonn", country: "DE" };

test("the history is newest first, by the local day of the place", () => {
  const events = [
    told("2026-11-23T22:00", "in_transit.picked_up"),
    told("2026-11-24T08:00", "out_for_delivery.on_vehicle"),
  ];
  assert.deepEqual(lines(events), ["2026-11-24 out_for_delivery.on_vehicle 1", "2026-11-23 in_transit.picked_up 1"]);
  assert.equal(timeline(events)[0]?.entries[0]?.textKey, "event.out_for_delivery.on_vehicle");
});

test("the same news of the same place on one day is one line; another place is another line", () => {
  const moving = (clock: string, place: typeof bonn) => told(`2026-11-24T${clock}`, "in_transit.moving", { place });
  assert.deepEqual(lines([moving("08:00", leipzig), moving("08:05", leipzig), moving("12:00", bonn)]), [
    "2026-11-24 in_transit.moving 1",
    "2026-11-24 in_transit.moving 2",
  ]);
});

test("several pieces scanned together are one line that names them", () => {
  const at = (piece: string) => told("2026-11-24T08:00", "in_transit.moving", { piece, place: bonn });
  assert.deepEqual(lines([at("p2"), at("p1")]), ["2026-11-24 in_transit.moving 2 p1 p2"]);
});

test("what two sources say of the same minute is one line, whatever each calls the place", () => {
  const moving = (source: string, city: string) =>
    told("2026-11-24T08:00", "in_transit.moving", { place: { city } }, source);
  assert.deepEqual(lines([moving("dhl", "Leipzig"), moving("aftership", "LEIPZIG, GERMANY")]), [
    "2026-11-24 in_transit.moving 2",
  ]);
  assert.equal(lines([moving("dhl", "Leipzig"), moving("dhl", "Bonn")]).length, 2);
});

test("each failed attempt keeps its own line", () => {
  const attempt = (clock: string) => told(`2026-11-24T${clock}`, "attempt_failed.nobody_home");
  assert.equal(lines([attempt("09:00"), attempt("17:00")]).length, 2);
  assert.equal(lines([attempt("09:00"), { ...attempt("09:00"), source: "ups" }]).length, 1);
});

test("what a carrier takes back stays visible as withdrawn, and on the way back 'delivered' reads as returned", () => {
  const corrected = [
    told("2026-11-24T08:00", "delivered.to_recipient"),
    told("2026-11-24T09:00", "in_transit.information", { facts: { retractsPrevious: true } }),
  ];
  const [day] = timeline(corrected);
  assert.deepEqual(
    day?.entries.map(({ code, withdrawn }) => [code, withdrawn]),
    [["delivered.to_recipient", true]],
  );
  const back = [told("2026-11-24T08:00", "returning.initiated"), told("2026-11-25T08:00", "delivered.unspecified")];
  assert.equal(timeline(back)[0]?.entries[0]?.code, "returned.to_sender");
});

test("a code that we have no word for is listed with the carrier's words", () => {
  const [day] = timeline([told("2026-11-24T08:00", "unmapped", { rawText: "ZZ: something new" })]);
  assert.deepEqual([day?.entries[0]?.textKey, day?.entries[0]?.text], ["event.unmapped", "ZZ: something new"]);
});

test("R-06 the history is the same in any order and with any duplicates", () => {
  const codes = ["in_transit.moving", "attempt_failed.nobody_home", "delivered.unspecified", "unmapped"] as const;
  const event = fc
    .record({
      hour: fc.integer({ min: 10, max: 14 }),
      code: fc.constantFrom(...codes),
      place: fc.constantFrom(null, bonn),
    })
    .map(({ hour, code, place }) => told(`2026-11-24T${hour}:00`, code, { place }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      assert.deepEqual(timeline([...events, ...events].reverse()), timeline(events));
    }),
  );
});
