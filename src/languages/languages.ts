/**
 * The languages that Posthorn speaks, the choice among them, and texts by their key. A language is one file of this folder, named by its
 * ISO 639-1 code: put there, it is spoken. Nothing else names it.
 */
import { readdirSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import type { EventCode } from "#shipments/event-codes.ts";
import { language as en } from "./en.ts";

type Same<Section> = { readonly [Key in keyof Section]: string };

/** What a language says: data only, as ICU messages. English has the keys; a test holds every language against them. */
export interface LanguageFile {
  /** Its own name for itself: `Deutsch`. */
  readonly name: string;
  /** BCP 47, where nobody says which country's: `de-DE`. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  readonly frame: Same<typeof en.frame>;
  readonly pages: Same<typeof en.pages>;
  readonly events: Readonly<Record<EventCode | "unmapped", string>>;
  readonly carriers: Same<typeof en.carriers>;
  readonly messages: Same<typeof en.messages>;
}

/** The parts of a language file that hold texts by key. */
export type Section = "frame" | "pages" | "events" | "carriers" | "messages";
export type KeyOf<Of extends Section> = keyof LanguageFile[Of] & string;

/** ISO 639-1: `de`. Only codes that `knownLocale` let pass are of this type. */
export type Language = string & { readonly [spoken]: true };
declare const spoken: unique symbol;

export type Values = Readonly<Record<string, string | number>>;

async function readLanguages(): Promise<ReadonlyMap<string, LanguageFile>> {
  const codes = readdirSync(import.meta.dirname).flatMap((file) => /^([a-z]{2})\.ts$/.exec(file)?.[1] ?? []);
  const read = async (code: string): Promise<readonly [string, LanguageFile]> => {
    const { language } = (await import(`./${code}.ts`)) as { readonly language: LanguageFile }; // typed in each file
    return [code, language];
  };
  return new Map(await Promise.all(codes.toSorted().map(read)));
}

const files = await readLanguages();

/** All languages, by code, in the order of their codes. */
export const languages = files as ReadonlyMap<Language, LanguageFile>; // a file is what makes a code a language

/** Codes by which a language is also asked for: both of Norway's are answered in Bokmål. */
const alsoKnownAs: Readonly<Record<string, string>> = { no: "nb", nn: "nb", iw: "he" };

/** The locale if we speak its language, else null. `de_AT` and `de-at` are both fine. */
export function knownLocale(locale: string | null | undefined): string | null {
  if (typeof locale !== "string" || !/^[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/.test(locale)) return null;
  const tag = locale.replaceAll("_", "-");
  const asked = tag.slice(0, 2).toLowerCase();
  const code = alsoKnownAs[asked] ?? asked;
  const file = files.get(code);
  if (file === undefined) return null;
  return tag.length === 2 ? file.locale : spelled(code + tag.slice(2));
}

const spellings = new Map<string, string | null>();
const spellingsMax = 1_000;

/** As it is written: `de-AT`; null: it is no locale. Asked of every page, so it is remembered. */
function spelled(tag: string): string | null {
  const known = spellings.get(tag);
  if (known !== undefined) return known;
  let spelling: string | null = null;
  try {
    spelling = Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    // A browser may send anything; it is none of ours.
  }
  if (spellings.size < spellingsMax) spellings.set(tag, spelling);
  return spelling;
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
  return en.locale;
}

/** @param locale one that `knownLocale` or `chooseLocale` gave. */
export const languageOf = (locale: string): Language => locale.slice(0, 2) as Language; // only our languages pass

/** @param language one that `languageOf` gave. */
export const fileOf = (language: Language): LanguageFile => files.get(language) ?? en;

const messages = new Map<string, IntlMessageFormat>();

/**
 * A section's texts as a function of key and values; messages are made once and kept. Values are text, never a pattern: a shop may be
 * called anything. @param locale one that `knownLocale` or `chooseLocale` gave.
 */
export function textsOf<Of extends Section>(section: Of, locale: string): (key: KeyOf<Of>, values?: Values) => string {
  const language = languageOf(locale);
  const texts: Readonly<Record<string, string>> = fileOf(language)[section];
  return (key, values) => {
    const text = texts[key] ?? key;
    if (!text.includes("{")) return text;
    const id = `${language} ${section} ${key}`;
    let message = messages.get(id);
    if (message === undefined) messages.set(id, (message = new IntlMessageFormat(text, locale, undefined, plain)));
    return String(message.format({ ...values }));
  };
}
const plain = { ignoreTag: true } as const;
