import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLocale, knownLocale } from "./languages.ts";

test("a locale is taken as anybody writes it, and an unknown one is passed over", () => {
  const cases: readonly (readonly [string | null, string | null])[] = [
    ["de_AT", "de-AT"],
    ["en", "en-GB"],
    ["EN-us", "en-US"],
    ["xx-XX", null],
    ["constructor", null],
    ["", null],
    [null, null],
    ["../../etc", null],
    ["de-\u202e", null],
    ["x".repeat(10_000), null],
  ];
  for (const [given, known] of cases) assert.equal(knownLocale(given), known, String(given));
  assert.equal(chooseLocale({ parameter: "xx", order: "de-DE", acceptLanguage: "en" }), "de-DE");
  assert.equal(chooseLocale({ acceptLanguage: "xx;q=0.9, de;q=0.8" }), "de-DE");
  assert.equal(chooseLocale({}), "en-GB");
});
