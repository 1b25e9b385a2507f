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

test("X-06 a cell that a spreadsheet would run gets an apostrophe, whatever stands before the formula; nothing else does", () => {
  const formulas = [
    "=1+1",
    "+49 30 1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    " =cmd|'/C calc'!A0",
    "＝1+1",
    "\n@x",
  ];
  for (const formula of formulas) assert.deepEqual(parse(csvLine([formula])), [[`'${formula}`]], formula);
  const plain = ["K-4", "a=b", "日本", "00340434161094015902"];
  assert.deepEqual(parse(csvLine(plain)), [plain]);
});
