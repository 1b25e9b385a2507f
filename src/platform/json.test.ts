import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { JsonFault, parseJson } from "./json.ts";

function check(text: string, line: number, column: number, words: RegExp): void {
  test(`broken JSON is told where and why: ${JSON.stringify(text)}`, () => {
    assert.throws(
      () => parseJson(text),
      (fault) =>
        fault instanceof JsonFault && fault.line === line && fault.column === column && words.test(fault.message),
    );
  });
}

check('{"a": 1,}', 1, 8, /comma stands before "}".*public documentation/);
check('{\n  "a": [1, 2,\n  ]\n}', 2, 13, /comma stands before "]"/);
check("{'a': 1}", 1, 2, /double quotation marks/);
check('{"a": "x}', 1, 7, /no closing quotation mark/);
check('{"a" 1}', 1, 6, /expected ":"/);
check('{"a": 1 "b": 2}', 1, 9, /expected "," or "}"/);
check("", 1, 1, /no value/);
check('{"a": True}', 1, 7, /lower case/);
check('{"a": 1}}', 1, 9, /end of the text/);
check('{"a":\n\n', 3, 1, /text ends here/);

test("a number of 20 digits under a text key keeps every digit", () => {
  assert.deepEqual(parseJson('{"tracking_number": 93456415674545679888, "n": 1.50}', new Set(["tracking_number"])), {
    tracking_number: "93456415674545679888",
    n: 1.5,
  });
});

test("nesting beyond 64 levels is refused before it is parsed", () => {
  assert.throws(() => parseJson("[".repeat(65) + "]".repeat(65)), /nested deeper/);
  assert.deepEqual(parseJson('{"a": "[[[["}'), { a: "[[[[" });
});

test("whatever JSON.parse refuses is told as a fault with a place", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", '"', "\\", "\n", "x"), (json, place, noise) => {
      const at = place % (json.length + 1);
      const text = json.slice(0, at) + noise + json.slice(at + 1);
      try {
        JSON.parse(text);
      } catch {
        assert.throws(() => parseJson(text), JsonFault);
      }
    }),
    { numRuns: 500 },
  );
});
