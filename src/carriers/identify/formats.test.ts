/** The formats: their own examples, how they are found, and that no number makes a pattern slow. */
import assert from "node:assert/strict";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { carrierByCode } from "#carriers/registry.ts";
import { s10 } from "./check-digits.ts";
import { postOf, s10FormatOf, s10Pattern } from "./formats/posts.ts";
import { fitsOf, formats } from "./formats.ts";
import { normaliseNumber, numberLengthMax } from "./number.ts";

process.env.RECHECK_SYNC_BACKEND = "pure";
const { checkSync } = await import("recheck");

for (const format of formats) {
  test(`${format.name}: its examples are told from the others, and its carriers are in the registry`, () => {
    const fits = (number: string): boolean => fitsOf(number).some((f) => f.format === format && f.fit === "right");
    assert.ok(format.valid.length > 0 && format.invalid.length > 0);
    for (const valid of format.valid) assert.ok(fits(valid), valid);
    for (const invalid of format.invalid) assert.ok(!fits(invalid), invalid);
    for (const code of format.carriers) assert.ok(carrierByCode(code), code);
  });
}

test("every format is found by length and characters exactly where its pattern alone finds it", () => {
  const shelved = (number: string): readonly string[] =>
    fitsOf(number)
      .map(({ format }) => format.name)
      .filter((name) => !name.startsWith("UPU"));
  const searched = (number: string): readonly string[] =>
    formats.filter(({ pattern }) => pattern.test(number)).map(({ name }) => name);
  const examples = formats.flatMap(({ valid, invalid }) => [...valid, ...invalid]);
  for (const number of examples) assert.deepEqual(shelved(number), searched(number), number);
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 36 });
  const withPrefix = fc
    .tuple(
      fc.constantFrom(...examples),
      fc.integer({ min: 0, max: 6 }),
      fc.string({ unit: fc.constantFrom(..."0123456789ABZ"), maxLength: 30 }),
    )
    .map(([example, kept, rest]) => example.slice(0, kept) + rest);
  fc.assert(
    fc.property(fc.oneof(digits, withPrefix), (number) => {
      assert.deepEqual(shelved(number), searched(number));
    }),
    { numRuns: 5_000 },
  );
});

test("a wrong check digit is seen, whichever it is; OnTrac's letter has two readings, which leaves one more", () => {
  for (const { name, pattern, isRight, valid } of formats) {
    for (const number of isRight === undefined ? [] : valid) {
      const others = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        .map((last) => number.slice(0, -1) + last)
        .filter((other) => other !== number && pattern.test(other));
      const unseen = others.filter((other) => isRight?.(other));
      assert.ok(others.length >= 9 && unseen.length <= (name === "OnTrac" ? 1 : 0), `${number}: ${unseen.join()}`);
    }
  }
});

test("S10: the country says whose number it is, the check digit whether it is one, and no country is no post", () => {
  for (const codes of Object.values(postOf)) for (const code of codes) assert.ok(carrierByCode(code), code);
  for (const country of Object.keys(postOf)) {
    const right = Array.from({ length: 10 }, (_, digit) => `RR12345678${digit}${country}`).filter(
      (number) => fitsOf(number).find(({ format }) => format.name === `UPU S10 of ${country}`)?.fit === "right",
    );
    assert.equal(right.length, 1, country);
  }
  assert.equal(s10FormatOf("RR123456785QQ"), null);
  assert.deepEqual(s10FormatOf("CR236035058DE")?.carriers, ["dhl-germany", "deutsch-post"]);
  assert.ok(s10("473124829") && !s10("473124828"), "the standard's own example");
});

test("X-04 no number is longer than 100 characters when a pattern sees it, whatever its characters become", () => {
  assert.equal(normaliseNumber("1".repeat(5_000)).length, numberLengthMax);
  assert.ok(normaliseNumber("\uFDFA".repeat(5_000)).length <= numberLengthMax, "one sign that stands for eighteen");
  assert.equal(normaliseNumber(" 1z-999 aa1.0123 "), "1Z999AA10123");
});

test("X-04 recheck calls every number pattern in the tree safe: all formats and every carrier's own", async () => {
  const folder = join(import.meta.dirname, "..");
  const own: { readonly name: string; readonly pattern: RegExp }[] = [];
  for await (const file of glob("*/carrier.ts", { cwd: folder })) {
    for (const made of Object.values((await import(join(folder, file))) as Record<string, unknown>))
      if (hasPattern(made)) own.push({ name: file, pattern: made.numberPattern });
  }
  assert.ok(own.length >= 2);
  for (const { name, pattern } of [...formats, { name: "S10", pattern: s10Pattern }, ...own]) {
    assert.doesNotMatch(pattern.source, /[*+]|\{\d+,\}|\\s/, `${name}: unbounded`);
    assert.match(pattern.source, /^\^.*\$$/, `${name}: anchored at both ends`);
    const { status } = checkSync(pattern.source, pattern.flags, { timeout: 20_000 });
    assert.equal(status, "safe", `${name}: ${pattern.source}`);
  }
});

test("X-04 recheck would not call a bad pattern safe", () => {
  assert.equal(checkSync("^(\\d+)+$", "").status, "vulnerable");
});

function hasPattern(made: unknown): made is { readonly numberPattern: RegExp } {
  return typeof made === "object" && made !== null && "numberPattern" in made && made.numberPattern instanceof RegExp;
}
