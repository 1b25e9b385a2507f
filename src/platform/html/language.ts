/** The languages that pages speak, the choice among them, and messages by their key. Messages are made once and kept. */
import { IntlMessageFormat } from "intl-messageformat";

export const languageNames = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languageNames;

export type Values = Readonly<Record<string, string | number>>;

/** The locale if we speak its language, else null. `de_AT` and `de-at` are both fine. */
export function knownLocale(locale: string | null | undefined): string | null {
  if (typeof locale !== "string" || !/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/.test(locale)) return null;
  const tag = locale.replaceAll("_", "-");
  const language = tag.slice(0, 2).toLowerCase();
  if (!Object.hasOwn(languageNames, language) || /^[A-Za-z]{3}/.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] === "en" ? "en-GB" : (Intl.getCanonicalLocales(tag)[0] ?? null);
  } catch {
    return null;
  }
}

/** Parameter, the person's setting, the order's language, the browser's, English: the first that we speak. */
export function chooseLocale(wanted: {
  readonly parameter?: string | null;
  readonly setting?: string | null;
  readonly order?: string | null;
  readonly acceptLanguage?: string | null;
}): string {
  const browser = (wanted.acceptLanguage ?? "")
    .slice(0, 200)
    .split(",")
    .map((part) => part.split(";")[0]?.trim() ?? "");
  for (const candidate of [wanted.parameter, wanted.setting, wanted.order, ...browser]) {
    const locale = knownLocale(candidate);
    if (locale !== null) return locale;
  }
  return "en-GB";
}

export const languageOf = (locale: string): Language => locale.slice(0, 2) as Language; // knownLocale lets only our languages pass

/** A folder's texts as a function of key and values. The locale is one that `knownLocale` let pass. */
export function createMessages<Key extends string>(
  texts: Readonly<Record<Language, Readonly<Record<Key, string>>>>,
): (locale: string) => (key: Key, values?: Values) => string {
  const messages = new Map<string, IntlMessageFormat>();
  return (locale) => {
    const language = languageOf(locale);
    return (key, values) => {
      const text = texts[language][key];
      if (!text.includes("{")) return text;
      const id = `${language} ${key}`;
      let message = messages.get(id);
      if (message === undefined) messages.set(id, (message = new IntlMessageFormat(text, locale)));
      return String(message.format({ ...values }));
    };
  };
}
