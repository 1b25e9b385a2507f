/** Texts of the pages about carriers, with the names of countries. */
import { type KeyOf, type Language, languageOf, languages, textsOf, type Values } from "#languages/languages.ts";

export type TextKey = KeyOf<"carriers">;

export interface Texts {
  readonly language: Language;
  /** BCP 47. */
  readonly locale: string;
  t(key: TextKey, values?: Values): string;
  /** `Germany`; the code itself where no name is known. */
  country(code: string): string;
  percent(share: number): string;
}

const formats = new Map(
  [...languages.keys()].map((language) => [
    language,
    {
      names: new Intl.DisplayNames([language], { type: "region" }),
      percents: new Intl.NumberFormat(language, { style: "percent" }),
    },
  ]),
);

/** @param locale one that `chooseLocale` gave. */
export function createTexts(locale: string): Texts {
  const language = languageOf(locale);
  const format = formats.get(language);
  return {
    language,
    locale,
    t: textsOf("carriers", locale),
    country: (code) => format?.names.of(code) ?? code,
    percent: (share) => format?.percents.format(share) ?? String(share),
  };
}
