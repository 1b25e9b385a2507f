/** Log lines, read back as a log collector reads them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog, type LogFields, visibleText } from "#platform/log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog({ destination: { write: (line) => void lines.push(line) } }));
  return lines
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>); // fails the test where a line is not JSON
}

const hostile = [
  'x","event":"sign_in_ok","y":"',
  "first\nsecond",
  'first\r\n{"event":"started"}',
  "null\u0000byte",
  "\u001b[31mred\u001b[0m",
  "\u202egnp.exe",
  "\u2028line separator\u2029",
  "\ud800 half a pair",
  "{{constructor.constructor('return 1')()}}",
  "a".repeat(10_000),
];

/** Line break and tab are fine: in JSON they stand escaped, on a page they are blanks. */
const invisibleIn = (text: string): readonly string[] =>
  [...text].filter(
    (sign) => sign !== "\n" && sign !== "\t" && /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/u.test(sign),
  );

test("L-01 whatever stands in a value, one event is one line of JSON with time, level and a listed name", () => {
  for (const text of hostile) {
    const [line, ...more] = logged((log) => log.warn("carrier_refused", { reason: text, carrier: text }));
    assert.equal(more.length, 0, JSON.stringify(text));
    assert.equal(line?.event, "carrier_refused");
    assert.equal(line?.level, "warn");
    assert.match(String(line?.time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(String(line?.reason).length <= 200);
    assert.deepEqual(invisibleIn(String(line?.reason)), []);
  }
});

test("L-01 a key that is not on the list is dropped, whatever it is called", () => {
  const private_ = {
    email: "canary@example.org",
    trackingNumber: "CANARY123",
    authorization: "Basic canary",
    __proto__: null,
  };
  const [line] = logged((log) => log.info("request", { route: "/x", ...(private_ as LogFields) })); // as a careless caller would
  assert.deepEqual(Object.keys(line ?? {}).toSorted(), ["event", "level", "route", "time"]);
});

test("X-05 what is shown, mailed, pushed or logged has no control characters and no direction overrides", () => {
  for (const text of hostile) assert.deepEqual(invisibleIn(visibleText(text)), []);
  assert.equal(visibleText("Grüße, Zoë 👋 – 東京"), "Grüße, Zoë 👋 – 東京");
});
