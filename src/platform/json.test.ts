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

test("a number under a text key is kept however long it is, however it is spaced, and however the key is written", () => {
  const keys = new Set(["tracking_number"]);
  for (const number of ["1e400", "-0", "1.10", "9".repeat(5_000)])
    for (const key of ["tracking_number", "tracking\\u005fnumber", "\\u0074racking_number"])
      for (const gap of ["", " ".repeat(200), "\n\t\r "])
        assert.deepEqual(parseJson(`{"${key}"${gap}:${gap}${number}}`, keys), { tracking_number: number });
});

test("text that looks like a key or a number stays as it is", () => {
  const keys = new Set(["n"]);
  for (const text of [
    '{"a":"n","b":1}',
    '{"a":["n",1]}',
    '{"a":"\\"n\\":1"}',
    '{"\\\\n":1}',
    '{"n":"1"}',
    '{"n":null}',
    '{"n":[1]}',
  ])
    assert.deepEqual(parseJson(text, keys), JSON.parse(text));
  for (const broken of ['{"n":01}', '{"n":1.}', '{"n":-}', '{"n":1e}', '{"n":+1}', '{"n":1.2.3}', '{"n"\u00a0:1}'])
    assert.throws(() => parseJson(broken, keys), JsonFault);
});

test("a fault behind a number of a thousand digits is told at its own place", () => {
  assert.throws(
    () => parseJson(`[${"9".repeat(1_000)},]`),
    (fault) => fault instanceof JsonFault && fault.column === 1_002,
  );
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
