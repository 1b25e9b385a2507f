import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accentsOf, type Colour, contrast, parseColour } from "./colour.ts";

test("contrast is what WCAG says it is", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#0b5d4e", "#0b5d4e"), 1);
  assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
});

test("a colour is taken as people write it", () => {
  assert.deepEqual(["#0B5D4E", "0b5d4e", "#Abc", "teal", "#12345", "#0b5d4e;}", "url(x)", ""].map(parseColour), [
    "#0b5d4e",
    "#0b5d4e",
    "#aabbcc",
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("whatever the colour, links and buttons can be read by day and by night", () => {
  const anyColour = fc
    .integer({ min: 0, max: 0xff_ff_ff })
    .map((value): Colour => `#${value.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(anyColour, (colour) => {
      const { light, dark } = accentsOf(colour);
      for (const background of ["#ffffff", "#faf8f5", "#f1eee9"] as const)
        assert.ok(contrast(light.accent, background) >= 4.5, `${colour} is shown as ${light.accent} on ${background}`);
      for (const background of ["#171614", "#211f1d", "#2a2825"] as const)
        assert.ok(contrast(dark.accent, background) >= 4.5, `${colour} is shown as ${dark.accent} on ${background}`);
      for (const { accent, ink } of [light, dark]) assert.ok(contrast(accent, ink) >= 4.5, `${ink} on ${accent}`);
    }),
    { numRuns: 2_000 },
  );
});

test("a colour that can be read is left as it is", () => {
  assert.equal(accentsOf("#0b5d4e").light.accent, "#0b5d4e");
  assert.equal(accentsOf("#ffd100").dark.accent, "#ffd100");
  assert.notEqual(accentsOf("#ffd100").light.accent, "#ffd100");
});
