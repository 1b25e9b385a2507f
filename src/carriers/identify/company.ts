/** Which carrier does this text mean? Shops write codes, names, services, currencies and cities into one field. */
import { allCarriers, carrierByCode, type RegisteredCarrier } from "#carriers/registry.ts";

export interface CompanyMatch {
  readonly code: string;
  /** Bits of evidence. */
  readonly strength: number;
  readonly reason: string;
}

/** Lower case, without accents, marks and punctuation; words separated by one blank. */
export function plainText(text: string): string {
  return text
    .slice(0, 100)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[®™©]/g, " ")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/æ/g, "ae")
    .replace(/ł/g, "l")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Words that say how fast or how, never who. */
const idle: ReadonlySet<string> = new Set(
  (
    "express standard shipping versand delivery free gratis kostenlos werktags post paket pakke paket parcel package letter brief briefpost mail economy priority premium ground air overnight next day " +
    "second 2nd two international intl domestic tracked signed signature service services saver plus home hjem hem ombud locker pickup pick up shop store point relais domicile sans avec " +
    "usd eur gbp sek nok dkk chf pln cad aud cost flat rate default normal courier carrier company logistics logistik transport spedition cargo freight other various custom own self " +
    "the and und et of de la le el los las by via with mit for gmbh ag inc ltd llc co kg sa bv ab as oy spa srl corp limited label tracking versandkosten lieferung zustellung worldwide global world"
  ).split(" "),
);

/** Names of countries and languages of service as shops append them. */
const countryWords: Readonly<Record<string, string>> = {
  us: "US",
  usa: "US",
  de: "DE",
  germany: "DE",
  deutschland: "DE",
  uk: "GB",
  gb: "GB",
  fr: "FR",
  france: "FR",
  es: "ES",
  spain: "ES",
  espana: "ES",
  it: "IT",
  italy: "IT",
  italia: "IT",
  nl: "NL",
  netherlands: "NL",
  be: "BE",
  belgium: "BE",
  at: "AT",
  austria: "AT",
  osterreich: "AT",
  ch: "CH",
  switzerland: "CH",
  schweiz: "CH",
  se: "SE",
  sweden: "SE",
  sverige: "SE",
  no: "NO",
  norway: "NO",
  norge: "NO",
  dk: "DK",
  denmark: "DK",
  danmark: "DK",
  fi: "FI",
  finland: "FI",
  suomi: "FI",
  pl: "PL",
  poland: "PL",
  polska: "PL",
  cz: "CZ",
  au: "AU",
  australia: "AU",
  ca: "CA",
  canada: "CA",
  ie: "IE",
  ireland: "IE",
};

interface Index {
  /** Plain name → codes, the best first. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** The same with blanks taken out. */
  readonly byClosed: ReadonlyMap<string, readonly string[]>;
  /** Longest name in words. */
  readonly wordsMax: number;
}

let built: Index | undefined;

function index(): Index {
  if (built) return built;
  const byName = new Map<string, string[]>();
  const add = (text: string, code: string): void => {
    const name = plainText(text);
    if (name === "" || name.split(" ").every((word) => idle.has(word))) return;
    const codes = byName.get(name);
    if (codes === undefined) byName.set(name, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const carrier of allCarriers()) {
    add(carrier.code, carrier.code);
    add(carrier.name, carrier.code);
    for (const other of carrier.otherNames) add(other, carrier.code);
  }
  for (const [text, code] of household) add(text, code);
  for (const [name, codes] of byName) codes.sort((a, b) => rank(b, name) - rank(a, name));
  const byClosed = new Map<string, readonly string[]>();
  for (const [name, codes] of byName)
    if (!byClosed.has(name.replaceAll(" ", ""))) byClosed.set(name.replaceAll(" ", ""), codes);
  built = { byName, byClosed, wordsMax: Math.max(...[...byName.keys()].map((name) => name.split(" ").length)) };
  return built;
}

/** How people say it, where the lists do not. */
const household: readonly (readonly [string, string])[] = [
  ["DHL", "dhl"],
  ["Deutsche Post DHL", "dhl-germany"],
  ["DHL Versand", "dhl-germany"],
  ["DHL Packstation", "dhl-germany"],
  ["DHL Paket", "dhl-germany"],
  ["DHL eCommerce", "dhl-global-mail"],
  ["Deutsche Post", "deutsch-post"],
  ["UPS", "ups"],
  ["FedEx", "fedex"],
  ["Fed Ex", "fedex"],
  ["Federal Express", "fedex"],
  ["USPS", "usps"],
  ["US Postal Service", "usps"],
  ["DPD", "dpd"],
  ["GLS", "gls"],
  ["Hermes Germany", "hermes-de"],
  ["myHermes", "myhermes-uk"],
  ["Evri", "myhermes-uk"],
  ["Colissimo", "la-poste-colissimo"],
  ["La Poste", "la-poste-colissimo"],
  ["Correos", "spain-correos-es"],
  ["Royal Mail", "royal-mail"],
  ["PostNord", "postnord"],
  ["OnTrac", "ontrac"],
  ["Australia Post", "australia-post"],
  ["AusPost", "australia-post"],
  ["Canada Post", "canada-post"],
  ["Postes Canada", "canada-post"],
];

/** The canonical entry first: a listed one, not a variant of another, whose own code or name it is. */
function rank(code: string, name: string): number {
  const carrier = carrierByCode(code);
  if (carrier === undefined) return -9;
  const closed = name.replaceAll(" ", "");
  let score = carrier.onPublicList ? 4 : 0;
  if (carrier.relation === "variant") score -= 6;
  if (carrier.code.replaceAll("-", "") === closed) score += 6;
  if (plainText(carrier.name) === name) score += 3;
  if (household.some(([text, of]) => of === code && plainText(text) === name)) score += 8;
  return score;
}

/** Carriers that the text may mean, with what speaks for each. Empty for texts that name nobody. */
export function companyMatches(text: string, country: string | null): readonly CompanyMatch[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const exact = carrierByCode(trimmed) ?? carrierByCode(trimmed.toLowerCase());
  if (exact)
    return [{ code: exact.code, strength: 16, reason: `"${trimmed.slice(0, 60)}" is the code of ${exact.name}.` }];
  if (/^https?:\/\/|^www\./i.test(trimmed)) return hostMatches(trimmed);

  const { byName, byClosed } = index();
  const plain = plainText(trimmed);
  const shown = trimmed.slice(0, 60);
  const whole = byName.get(plain) ?? byClosed.get(plain.replaceAll(" ", ""));
  if (whole) return withCountry(whole, country, 13, (carrier) => `"${shown}" is a name of ${carrier.name}.`);

  const words = plain.split(" ");
  const named = longestNames(words);
  if (named.length > 0) {
    const said = words.map((word) => countryWords[word]).find((found) => found !== undefined) ?? country;
    return named.flatMap(({ codes, name, first }) =>
      withCountry(
        codes,
        said,
        10 - (first > 0 ? 1 : 0),
        (carrier) => `"${shown}" contains "${name}", a name of ${carrier.name}.`,
      ),
    );
  }
  return misspelt(words, country, shown);
}

/** The longest names that stand in the text as whole words. Short names only where they are somebody's own. */
function longestNames(words: readonly string[]): readonly { codes: readonly string[]; name: string; first: number }[] {
  const { byName, wordsMax } = index();
  for (let length = Math.min(words.length, wordsMax); length > 0; length -= 1) {
    const found: { codes: readonly string[]; name: string; first: number }[] = [];
    for (let first = 0; first + length <= words.length; first += 1) {
      const name = words.slice(first, first + length).join(" ");
      if (length === 1 && (idle.has(name) || name.length < 3 || /^\d+$/.test(name) || countryWords[name] !== undefined))
        continue;
      const codes = byName.get(name);
      if (codes) found.push({ codes, name, first });
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** One letter wrong in a word of five or more. */
function misspelt(words: readonly string[], country: string | null, shown: string): readonly CompanyMatch[] {
  const { byName, byClosed } = index();
  // Of several unknown words one will resemble some name by chance.
  if (words.filter((word) => word.length > 1 && !idle.has(word) && countryWords[word] === undefined).length > 1)
    return [];
  const tries = [words.join(""), ...words].filter(
    (word) => word.length >= 4 && !idle.has(word) && countryWords[word] === undefined,
  );
  for (const word of tries) {
    for (const [name, codes] of [...byClosed, ...byName]) {
      if (
        Math.abs(name.length - word.length) <= 1 &&
        name.length >= 5 &&
        !idle.has(name) &&
        name[0] === word[0] &&
        isOneEditAway(word, name)
      ) {
        return withCountry(
          codes,
          country,
          6,
          (carrier) => `"${shown}" is one letter away from "${name}", a name of ${carrier.name}.`,
        ).slice(0, 2);
      }
    }
  }
  return [];
}

function isOneEditAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

/** The first code is meant; a sister in the order's country is a good second. */
function withCountry(
  codes: readonly string[],
  country: string | null,
  strength: number,
  reason: (carrier: RegisteredCarrier) => string,
): readonly CompanyMatch[] {
  const matches: CompanyMatch[] = [];
  for (const [at, code] of codes.slice(0, 3).entries()) {
    const carrier = carrierByCode(code);
    if (carrier)
      matches.push({
        code,
        strength: strength - at * 3 + (country !== null && carrier.countries.includes(country) ? 1 : 0),
        reason: reason(carrier),
      });
  }
  const [best] = codes;
  if (country !== null && best !== undefined) {
    for (const sister of allCarriers()) {
      if (
        sister.parent === best &&
        sister.relation === "brand" &&
        sister.countries.length === 1 &&
        sister.countries[0] === country
      ) {
        matches.push({
          code: sister.code,
          strength: strength - 3,
          reason: `${sister.name} belongs to ${carrierByCode(best)?.name ?? best} and serves ${country}.`,
        });
      }
    }
  }
  return matches;
}

/** A link names its carrier by its host. */
export function hostMatches(link: string): readonly CompanyMatch[] {
  const host = hostOf(link);
  if (host === null) return [];
  const found = allCarriers().filter((carrier) =>
    [carrier.website, carrier.trackingPage].some((page) => page !== null && hostOf(page) === host),
  );
  return [...found]
    .sort((a, b) => rank(b.code, "") - rank(a.code, "") || a.code.length - b.code.length)
    .slice(0, 3)
    .map((carrier, at) => ({
      code: carrier.code,
      strength: 8 - at * 2,
      reason: `The link leads to ${host}, a site of ${carrier.name}.`,
    }));
}

function hostOf(link: string): string | null {
  const text = /^https?:\/\//i.test(link) ? link : `https://${link}`;
  if (!URL.canParse(text)) return null;
  const labels = new URL(text).hostname.toLowerCase().split(".");
  const tail = /^(?:co|com|org|net)$/.test(labels.at(-2) ?? "") && labels.length > 2 ? 3 : 2;
  return labels.slice(-tail).join(".");
}
