/** Languages are complete data: no key is missing, unused or left in English, and every message can be filled. */
import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type Language, languageNames } from "#platform/html/language.ts";
import { en, type TextKey } from "./en.ts";
import { createTexts, languages } from "./texts.ts";

const keys = Object.keys(en) as TextKey[]; // the keys of an object literal
const spoken = Object.keys(languageNames) as Language[]; // likewise
/** The same in both languages, and rightly so. */
const same: ReadonlySet<string> = new Set(["carrier.code", "carrier.website", "route.push"]);

const valuesOf = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? ""))].sort();

for (const language of spoken) {
  test(`${language}: every key is there, takes the same values as in English, and can be filled whatever the count`, () => {
    assert.deepEqual(Object.keys(languages[language]).sort(), keys.toSorted());
    const { t } = createTexts(language);
    for (const key of keys) {
      assert.deepEqual(valuesOf(languages[language][key]), valuesOf(en[key]), key);
      for (const count of [0, 1, 2, 21]) {
        const values = Object.fromEntries(valuesOf(en[key]).map((name) => [name, count]));
        assert.doesNotMatch(t(key, values), /[{}]|undefined/, key);
      }
    }
  });
}

test("nothing is left in English", () => {
  assert.deepEqual(
    keys.filter((key) => languages.de[key] === en[key] && !same.has(key)),
    [],
  );
});

test("no key is unused", async () => {
  const folder = join(import.meta.dirname, "..");
  const files = await Array.fromAsync(glob("{*,pages/*}.ts", { cwd: folder }));
  const sources = (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
  /** Keys that are put together: way.${…}. */
  const prefixes = [...sources.matchAll(/`([a-z]+\.[a-z.]*)\$\{/g)].map((match) => match[1] ?? "");
  assert.ok(prefixes.length >= 4, prefixes.join());
  assert.deepEqual(
    keys.filter((key) => !sources.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix))),
    [],
  );
});

test("countries and shares are said as the language says them", () => {
  assert.deepEqual([createTexts("de-AT").country("AT"), createTexts("en-GB").country("AT")], ["Österreich", "Austria"]);
  assert.deepEqual([createTexts("de").percent(0.5), createTexts("en").percent(0.5)], ["50\u00a0%", "50%"]);
});
