/** Languages are complete data: no key is missing, unused or left in English, and every message can be filled. */
import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { IntlMessageFormat } from "intl-messageformat";
import { eventCodes } from "#shipments/event-codes.ts";
import { language as en } from "./en.ts";
import { type KeyOf, languages, type Section, textsOf } from "./languages.ts";

/** Where a section's keys are used; events are used by their codes. */
const homes: Readonly<Record<Exclude<Section, "events">, string>> = {
  frame: "{languages,shopper,catalogue}/**/*.ts",
  pages: "shopper/**/*.ts",
  carriers: "catalogue/**/*.ts",
  messages: "notifications/**/*.ts",
};
const sections = [...Object.keys(homes), "events"] as readonly Section[]; // the keys of an object literal

/** What is one word in English and in this language, and rightly so; `*` in all of them. */
const same: Readonly<Record<string, readonly string[]>> = {
  "*": [
    "pages settings.channel.sms",
    "pages when.window",
    "pages when.between",
    "pages settings.tick",
    "pages mail.report.subject",
    "carriers route.push",
  ],
  da: ["pages order.item.digital"],
  de: ["pages order.item.digital", "pages signin.code", "carriers carrier.code", "carriers carrier.website"],
  es: ["pages order.item.digital"],
  fr: ["pages signin.code", "pages settings.messages", "pages settings.channel.email", "carriers carrier.code"],
  it: ["pages account.title", "pages settings.channel.email"],
  nl: [
    "pages pickup.hours",
    "pages signin.code",
    "pages account.title",
    "carriers carrier.code",
    "carriers carrier.website",
  ],
  pl: ["pages settings.channel.email"],
  pt: ["pages order.item.digital", "pages settings.channel.email"],
};

type Parts = ReturnType<IntlMessageFormat["getAst"]>;

/** The values that a message takes, those within its plural forms included. */
function valuesOf(message: string): readonly string[] {
  const [text, plural, pound] = [0, 6, 7];
  const names = (parts: Parts): readonly string[] =>
    parts.flatMap((part) => [
      ...("value" in part && part.type !== text && (part.type as number) !== pound ? [part.value] : []),
      ...("options" in part && part.type === plural
        ? Object.values(part.options).flatMap(({ value }) => names(value))
        : []),
    ]);
  return [...new Set(names(new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst()))].toSorted();
}

/** The plural forms that each count of a message has: `one`, `few`, `other`. */
function pluralsOf(message: string): readonly (readonly string[])[] {
  const forms = (parts: Parts): readonly (readonly string[])[] =>
    parts.flatMap((part) =>
      "options" in part && part.type === 6
        ? [Object.keys(part.options), ...Object.values(part.options).flatMap(({ value }) => forms(value))]
        : [],
    );
  return forms(new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst());
}

const entriesOf = (texts: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(texts);
const counts = [0, 1, 2, 3, 5, 11, 21, 100];

for (const [code, file] of languages) {
  test(`${code}: no key is missing or left over, and each takes the same values as in English`, () => {
    for (const section of sections) {
      const english: Readonly<Record<string, string>> = en[section];
      assert.deepEqual(Object.keys(file[section]).toSorted(), Object.keys(english).toSorted(), section);
      for (const [key, text] of entriesOf(file[section]))
        assert.deepEqual(valuesOf(text), valuesOf(english[key] ?? ""), `${section} ${key}`);
    }
  });

  test(`${code}: nothing is left in English`, () => {
    if (code === "en") return;
    const fine = new Set([...(same["*"] ?? []), ...(same[code] ?? [])]);
    const left = sections.flatMap((section) => {
      const english: Readonly<Record<string, string>> = en[section];
      return entriesOf(file[section])
        .filter(([key, text]) => text === english[key] && !fine.has(`${section} ${key}`))
        .map(([key]) => `${section} ${key}`);
    });
    assert.deepEqual(left, []);
  });

  test(`${code}: every count has the plural forms of the language, and every message can be filled`, () => {
    const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    for (const section of sections) {
      const t = textsOf(section, file.locale);
      for (const [key, text] of entriesOf(file[section])) {
        for (const forms of pluralsOf(text))
          for (const form of wanted)
            assert.ok(
              forms.includes(form) || isNeverWhole(form, code) || forms.includes(`=${exactly[form]}`),
              `${section} ${key} has no form "${form}"`,
            );
        for (const count of counts) {
          const values = Object.fromEntries(valuesOf(text).map((name) => [name, isCount(name) ? count : "Ä"]));
          const filled = t(key as KeyOf<typeof section>, values); // a key of this very section
          assert.doesNotMatch(filled, /[{}]|undefined|NaN/, `${section} ${key}`);
        }
      }
    }
  });

  test(`${code}: no sentence is cut off, and none has blanks at its ends`, () => {
    for (const section of sections)
      for (const [key, text] of entriesOf(file[section])) assert.match(text, /^\S(.*\S)?$/su, `${section} ${key}`);
  });
}

/** A form that stands for one number only may be written as that number. */
const exactly: Readonly<Record<string, number>> = { zero: 0, one: 1, two: 2 };
/** We count whole things: "1.5", and "many" where it means a million, are never said. */
const isNeverWhole = (form: string, code: string): boolean =>
  form === "many" && ![...Array(200).keys()].some((n) => new Intl.PluralRules(code).select(n) === "many");
const isCount = (name: string): boolean =>
  ["n", "count", "here", "delivered", "own", "page", "pages", "seconds", "shown"].includes(name);

test("every event has a sentence in every language, and none holds the code itself", () => {
  for (const [code, { locale }] of languages)
    for (const event of [...Object.keys(eventCodes), "unmapped"] as KeyOf<"events">[]) // the keys of an object literal
      assert.doesNotMatch(textsOf("events", locale)(event), /_|\.|unmapped/, `${code} ${event}`);
});

test("no key is unused", async () => {
  const root = join(import.meta.dirname, "..");
  for (const [section, pattern] of Object.entries(homes)) {
    const files = await Array.fromAsync(glob(pattern, { cwd: root }));
    const code = files.filter((file) => !file.endsWith(".test.ts") && !/^languages\/[a-z]{2}\.ts$/.test(file));
    const sources = (await Promise.all(code.map((file) => readFile(join(root, file), "utf8")))).join("\n");
    /** Keys that are put together: state.${…}. */
    const prefixes = [...sources.matchAll(/`([a-z]+\.[a-z.]*)\$\{/g)].map((match) => match[1] ?? "");
    const unused = Object.keys(en[section as keyof typeof homes]) // the keys of an object literal
      .filter((key) => !sources.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)));
    assert.deepEqual(unused, [], section);
  }
});
