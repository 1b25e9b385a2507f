/** Languages are complete data: no key is missing, unused or left in English, and every message can be filled. */
import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { IntlMessageFormat } from "intl-messageformat";
import { eventCodes } from "#shipments/event-codes.ts";
import { en, type TextKey } from "./en.ts";
import { eventWords } from "./events.ts";
import { createTexts, type Language, languages } from "./texts.ts";

const keys = Object.keys(en) as TextKey[]; // the keys of an object literal
const others = (Object.keys(languages) as Language[]).filter((language) => language !== "en"); // likewise

/** The values that a message takes, its plural forms included. */
function placeholders(message: string): readonly string[] {
  type Parts = ReturnType<IntlMessageFormat["getAst"]>;
  const [text, plural] = [0, 6];
  const names = (parts: Parts): readonly string[] =>
    parts.flatMap((part) => [
      ...("value" in part && part.type !== text ? [part.value] : []),
      ...("options" in part && part.type === plural
        ? Object.values(part.options).flatMap(({ value }) => names(value))
        : []),
    ]);
  return [...new Set(names(new IntlMessageFormat(message, "en").getAst()))].toSorted();
}
/** The same in both languages, and rightly so. */
const same: ReadonlySet<string> = new Set(["order.item.digital", "when.window", "when.between", "signin.code"]);

for (const language of others) {
  const texts = languages[language];
  test(`${language}: no key is missing or left over, and each takes the same values as in English`, () => {
    assert.deepEqual(Object.keys(texts).toSorted(), keys.toSorted());
    for (const key of keys) assert.deepEqual(placeholders(texts[key]), placeholders(en[key]), key);
  });
  test(`${language}: nothing is left in English`, () => {
    assert.deepEqual(
      keys.filter((key) => texts[key] === en[key] && !same.has(key)),
      [],
    );
    const words = eventWords[language] ?? {};
    const left = Object.entries(eventWords.en ?? {}).filter(
      ([code, sentence]) => Reflect.get(words, code) === sentence,
    );
    assert.deepEqual(left, []);
  });
}

test("every event has a sentence in every language, and none holds the code itself", () => {
  for (const language of Object.keys(languages)) {
    const texts = createTexts(language);
    for (const code of [...Object.keys(eventCodes), "unmapped"] as (keyof typeof eventCodes)[]) // the keys of an object literal
      assert.doesNotMatch(texts.event(code), /_|\.|unmapped/, `${language} ${code}`);
  }
});

test("every message can be filled in every language, whatever the count", () => {
  for (const language of Object.keys(languages)) {
    const { t } = createTexts(language);
    for (const key of keys) {
      for (const count of [0, 1, 2, 21]) {
        const values = Object.fromEntries(
          placeholders(en[key]).map((name) => [name, ["n", "count", "here"].includes(name) ? count : "Ä"]),
        );
        assert.doesNotMatch(t(key, values), /[{}]|undefined/, `${language} ${key}`);
      }
    }
  }
});

test("no key is unused", async () => {
  const folder = join(import.meta.dirname, "..");
  const files = await Array.fromAsync(glob("{*,pages/*,texts/texts}.ts", { cwd: folder }));
  const sources = (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
  /** Keys that are put together: state.${…}. */
  const prefixes = [...sources.matchAll(/`([a-z]+\.[a-z.]*)\$\{/g)].map((match) => match[1] ?? "");
  assert.ok(prefixes.length >= 4, prefixes.join());
  const unused = keys.filter(
    (key) => !sources.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  assert.deepEqual(unused, []);
});

test("days are said as the delivery place has them, and change at its midnight", () => {
  const { day, dayAndClock } = createTexts("en-GB");
  const now = new Date("2026-11-25T23:30:00Z");
  const said = (instant: string, zone: string) => day(new Date(instant), zone, now);
  assert.equal(said("2026-11-25T23:59:00Z", "UTC"), "today");
  assert.equal(said("2026-11-26T00:01:00Z", "UTC"), "tomorrow");
  assert.equal(said("2026-11-26T00:01:00Z", "Europe/Berlin"), "today");
  assert.equal(said("2026-11-25T20:00:00Z", "Europe/Berlin"), "yesterday");
  assert.equal(said("2026-11-30T12:00:00Z", "UTC"), "Mon 30 November");
  assert.equal(said("2027-01-04T12:00:00Z", "UTC"), "Mon, 4 January 2027");
  assert.equal(dayAndClock(new Date("2026-11-26T13:05:00Z"), "Europe/Berlin", now), "today, 14:05");
  assert.equal(
    createTexts("en-US").clock(new Date("2026-11-26T13:05:00Z"), "America/New_York").replace(/\s/g, " "),
    "8:05 AM",
  );
});
