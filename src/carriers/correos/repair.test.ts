import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { timesASinglePass } from "#carriers/conformance.ts";
import { withOneListOfEvents } from "./repair.ts";

test("values under one key after another become one list", () => {
  const body = '[{"a":1,"eventos":{"x":"}"} , "eventos" : {"x":"\\"eventos\\":{"},"eventos":null,"b":2}]';
  assert.deepEqual(JSON.parse(withOneListOfEvents(body)), [
    { a: 1, eventos: [{ x: "}" }, { x: '"eventos":{' }, null], b: 2 },
  ]);
});

test("every object has a list of its own", () => {
  const body = '[{"eventos":{"n":1},"eventos":{"n":2}},{"eventos":{"n":3}}]';
  assert.deepEqual(JSON.parse(withOneListOfEvents(body)), [{ eventos: [{ n: 1 }, { n: 2 }] }, { eventos: { n: 3 } }]);
});

test("what stands between two keys, and what is no key, stays as it is", () => {
  for (const body of [
    '{"eventos":{"n":1},"b":0,"eventos":{"n":2}}',
    '["eventos","eventos"]',
    '{"a":"eventos","b":"\\"eventos\\":1,\\"eventos\\":2"}',
    '"eventos","eventos"',
  ])
    assert.equal(withOneListOfEvents(body), body);
});

test("X-01 JSON without such keys means the same after it, and no text makes it throw", () => {
  const key = fc.constantFrom("eventos", "a", '"eventos"', "\\");
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(key, tie("value")),
    ),
  })).value;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (whole) => {
      assert.deepEqual(JSON.parse(withOneListOfEvents(JSON.stringify(whole))), JSON.parse(JSON.stringify(whole)));
    }),
  );
  const piece = fc.constantFrom('"eventos"', ":", ",", "{", "}", "[", "]", '"', "\\", " ", "null", "x");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      assert.equal(typeof withOneListOfEvents(pieces.join("")), "string");
    }),
    { numRuns: 2_000 },
  );
});

test("X-01 five megabytes of keys cost as much as one pass", () => {
  for (const unit of [
    '"eventos":{',
    '"eventos":{},',
    '"eventos":[',
    '"eventos" ',
    '"eventos":"',
    '{"eventos":1,"eventos":',
  ]) {
    const body = unit.repeat(5_000_000 / unit.length);
    const times = timesASinglePass(body, () => withOneListOfEvents(body));
    assert.ok(times < 200, `${unit}: ${Math.round(times)} times`);
  }
});
