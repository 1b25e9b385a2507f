/** The numbers of a shop, from rows that a person can count. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf } from "./figures.ts";
import type { Counted } from "./store.ts";

const at = (day: number, hour = 12): Date => new Date(Date.UTC(2026, 10, day, hour));
const row = (more: Partial<Counted>): Counted => ({
  ...{
    carrier: "ups",
    status: "delivered",
    openedAt: at(10),
    pickedUpAt: at(11),
    triedAt: at(13),
    deliveredAt: at(13),
  },
  ...{ promised: { from: "2026-11-13", through: null, kind: "date" }, failedAttempts: 0 },
  ...more,
});

test("on time is who was tried by the last day of the first promise; without a promise or a try nobody is late", () => {
  const figures = figuresOf(
    [
      row({}),
      row({ promised: { from: "2026-11-11", through: "2026-11-13", kind: "window" } }),
      row({ promised: { from: "2026-11-12", through: null, kind: "date" } }),
      row({ triedAt: at(13), deliveredAt: at(15), failedAttempts: 1 }),
      row({ promised: null }),
      row({ status: "in_transit", triedAt: null, deliveredAt: null }),
    ],
    at(1, 0),
    at(15),
  );
  assert.equal(figures.onTime, 3 / 4);
  assert.equal(figures.firstAttempt, 4 / 5);
  assert.equal(figures.delivered, 5);
  assert.equal(figures.daysToDeliver, 2);
});

test("each day from the first to today is there once, and counts what was opened and delivered on it", () => {
  const { days } = figuresOf([row({}), row({ openedAt: at(11) })], at(10, 0), at(14));
  assert.deepEqual(
    days.map(({ day, opened, delivered }) => `${day.slice(8)} ${opened} ${delivered}`),
    ["10 1 0", "11 1 0", "12 0 0", "13 0 2", "14 0 0"],
  );
});

test("carriers stand in the order of their parcels, and nothing is nothing, not zero", () => {
  const figures = figuresOf([row({ carrier: "dhl" }), row({}), row({})], at(1, 0), at(15));
  assert.deepEqual(
    figures.carriers.map(({ carrier, shipments }) => [carrier, shipments]),
    [
      ["ups", 2],
      ["dhl", 1],
    ],
  );
  const none = figuresOf([], at(1, 0), at(15));
  assert.deepEqual([none.onTime, none.firstAttempt, none.daysToDeliver], [null, null, null]);
});
