/** Which lines are in which parcel, and which in none: only as far as the merchant's captures say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsOf, splitItems } from "./items.ts";

const line = (name: string, quantity = 1, more: object = {}) => ({ name, quantity, type: "physical", ...more });
const ordered = itemsOf([line("Lamp", 2, { reference: "L" }), line("Bulb", 4), line("E-book", 1, { type: "digital" })]);
const parcel = (id: string, direction: "outbound" | "return" = "outbound") => ({ shipment: { id, direction } });
const names = (items: readonly { readonly name: string; readonly quantity: number }[] | null | undefined) =>
  items?.map(({ name, quantity }) => `${quantity} ${name}`) ?? null;

test("a capture with one parcel says what is in it, and what is in none is not sent yet", () => {
  const rows = [
    { shipmentId: "a", captureId: "1", orderLines: [line("Brass lamp", 1, { reference: "L" }), line("Bulb", 4)] },
  ];
  const { of, unsent } = splitItems(ordered, rows, [parcel("a"), parcel("r", "return")]);
  assert.deepEqual(names(of.get("a")), ["1 Brass lamp", "4 Bulb"]);
  assert.deepEqual(names(unsent), ["1 Lamp", "1 E-book"]);
});

test("of a capture with two parcels nobody knows what is in which, but all of it is under way", () => {
  const rows = ["a", "b"].map((shipmentId) => ({
    shipmentId,
    captureId: "1",
    orderLines: [line("Lamp", 2, { reference: "L" })],
  }));
  const { of, unsent } = splitItems(ordered, rows, [parcel("a"), parcel("b")]);
  assert.deepEqual([of.get("a"), of.get("b")], [undefined, undefined]);
  assert.deepEqual(names(unsent), ["4 Bulb", "1 E-book"]);
});

test("where a parcel came without lines, nobody says what is not sent", () => {
  const rows = [
    { shipmentId: "a", captureId: "1", orderLines: [line("Lamp", 2, { reference: "L" })] },
    { shipmentId: "b", captureId: "2", orderLines: null },
  ];
  assert.equal(splitItems(ordered, rows, [parcel("a"), parcel("b")]).unsent, null);
  assert.equal(splitItems(ordered, [], [parcel("a")]).unsent, null);
});

test("a parcel of two captures holds both, and nothing is counted below none", () => {
  const rows = ["1", "2"].map((captureId) => ({ shipmentId: "a", captureId, orderLines: [line("Bulb", 4)] }));
  const { of, unsent } = splitItems(ordered, rows, [parcel("a")]);
  assert.deepEqual(names(of.get("a")), ["4 Bulb", "4 Bulb"]);
  assert.deepEqual(names(unsent), ["2 Lamp", "1 E-book"]);
});
