/** Texts of the pages about carriers, with the names of countries. */
import { createMessages, type Language, languageOf, type Values } from "#platform/html/language.ts";
import { de } from "./de.ts";
import { en, type TextKey } from "./en.ts";

export type { TextKey };

export const languages: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de };

export interface Texts {
  readonly language: Language;
  t(key: TextKey, values?: Values): string;
  /** `Germany`; the code itself where no name is known. */
  country(code: string): string;
  percent(share: number): string;
}

const messages = createMessages(languages);
const names: Readonly<Record<Language, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames(["en"], { type: "region" }),
  de: new Intl.DisplayNames(["de"], { type: "region" }),
};
const percents: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat("en", { style: "percent" }),
  de: new Intl.NumberFormat("de", { style: "percent" }),
};

/** @param locale one that `chooseLocale` gave. */
export function createTexts(locale: string): Texts {
  const language = languageOf(locale);
  return {
    language,
    t: messages(locale),
    country: (code) => names[language].of(code) ?? code,
    percent: (share) => percents[language].format(share),
  };
}
