/** Cells come back as they were, and none is a formula. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { csvLine } from "./csv.ts";

test("what is written is read back, with quotes, commas, line ends and nothing", () => {
  const cells = ['Ines "Q" Prüfer', "a,b", "two\nlines", "", "00340434161094042557"];
  assert.deepEqual(parse(csvLine(cells)), [cells]);
  assert.equal(csvLine([null, 12, -3]), ",12,-3\r\n");
});

test("a cell that a spreadsheet would run gets an apostrophe", () => {
  for (const formula of ["=1+1", "+49 30 1", "-2", "@SUM(A1)", "\t=1"])
    assert.deepEqual(parse(csvLine([formula])), [[`'${formula}`]], formula);
});
