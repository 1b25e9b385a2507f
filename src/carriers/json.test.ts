/** Carriers' JSON, and what is made to look like it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson } from "#carriers/json.ts";
import { readXml } from "#carriers/xml.ts";

test("long numbers keep every digit, wherever they stand; short ones and parts of texts stay what they are", () => {
  const text = '{"a":93456415674545679888,"b":[1234567890123456],"c":"x 93456415674545679888","d":1.5,"e":-7,"f":1e3}';
  assert.deepEqual(readJson(text), {
    kind: "value",
    value: { a: "93456415674545679888", b: ["1234567890123456"], c: "x 93456415674545679888", d: 1.5, e: -7, f: 1_000 },
  });
});

test("X-07 what is nested deeper than 64 or has masses of parts never meets the parser", () => {
  assert.equal(readJson(`${"[".repeat(65)}${"]".repeat(65)}`).kind, "unreadable");
  assert.equal(readJson(`${"[".repeat(64)}${"]".repeat(64)}`).kind, "value");
  assert.equal(readJson(`[${"0,".repeat(400_001)}0]`).kind, "unreadable");
  assert.equal(readJson(`["${",[{".repeat(400_001)}"]`).kind, "value", "signs within a text are no parts");
});

test("broken JSON is a value, not an exception", () => {
  for (const text of ["", "{", '{"a":1,}', "nul", '"\\', "\u0000"])
    assert.equal(readJson(text).kind, "unreadable", text);
});

test("X-03 an element with masses of attributes is refused", () => {
  const attributes = (count: number): string => Array.from({ length: count }, (_, at) => `a${at}="1"`).join(" ");
  assert.equal(readXml(`<x ${attributes(200)}/>`).kind, "element");
  assert.notEqual(readXml(`<x ${attributes(201)}/>`).kind, "element");
});
