/** Every name of every carrier, and who is meant by it. */
import { allCarriers, carrierByCode } from "#carriers/registry.ts";
import { countryOfWord } from "./country-words.ts";
import { plainText } from "./plain-text.ts";

/** Words that say how fast or how, never who. */
const idle: ReadonlySet<string> = new Set(
  (
    "express standard shipping postal versand delivery free gratis kostenlos werktags post paket pakke paket parcel package letter brief briefpost mail economy priority premium ground air overnight next day " +
    "second 2nd two international intl domestic tracked signed signature service services saver plus home hjem hem ombud locker pickup pick up shop store point relais domicile sans avec " +
    "usd eur gbp sek nok dkk chf pln cad aud cost flat rate default normal courier carrier company logistics logistik transport spedition cargo freight other various custom own self " +
    "the and und et of de la le el los las by via with mit for gmbh ag inc ltd llc co kg sa bv ab as oy spa srl corp limited label tracking versandkosten lieferung zustellung worldwide global world"
  ).split(" "),
);

export const isIdleWord = (word: string): boolean => idle.has(word);
export const isIdle = (word: string): boolean => idle.has(word) || countryOfWord(word) !== undefined;

export interface NameIndex {
  /** Plain name → codes, the best first. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** The same with blanks taken out. */
  readonly byClosed: ReadonlyMap<string, readonly string[]>;
  /** Names made of idle words only ("Global Post"): they count where nothing else is said. */
  readonly byWhole: ReadonlyMap<string, readonly string[]>;
  /** Names that a misspelling may mean, by the length of the closed name. */
  readonly byLength: ReadonlyMap<number, readonly string[]>;
  /** Longest name in words. */
  readonly wordsMax: number;
}

let built: NameIndex | undefined;

/** Built once, from the registry and what people say. */
export function names(): NameIndex {
  if (built) return built;
  const byName = new Map<string, string[]>();
  const byWhole = new Map<string, string[]>();
  const add = (text: string, code: string): void => {
    const name = plainText(text);
    const words = name.split(" ");
    if (name.length < 2 || (words.length === 1 && idle.has(name))) return;
    const index = words.every((word) => idle.has(word)) ? byWhole : byName;
    const codes = index.get(name);
    if (codes === undefined) index.set(name, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const carrier of allCarriers()) {
    add(carrier.code, carrier.code);
    add(carrier.name, carrier.code);
    for (const other of carrier.otherNames) add(other, carrier.code);
  }
  for (const [text, code] of household) add(text, code);
  for (const index of [byName, byWhole]) {
    for (const [name, codes] of index) index.set(name, meant(codes, name));
  }
  const byClosed = new Map<string, readonly string[]>();
  for (const [name, codes] of byName) {
    const closed = name.replaceAll(" ", "");
    if (!byClosed.has(closed)) byClosed.set(closed, codes);
  }
  const spellable = [...byName.keys()].filter(
    (name) => name.length >= 5 && !name.split(" ").every((word) => idle.has(word) || countryOfWord(word) !== undefined),
  );
  built = {
    byName,
    byClosed,
    byWhole,
    byLength: Map.groupBy(spellable, (name) => name.replaceAll(" ", "").length),
    wordsMax: Math.max(...[...byName.keys()].map((name) => name.split(" ").length)),
  };
  return built;
}

/** The best first. A variant is the same carrier under a second code: beside that carrier it is no candidate of its own. */
function meant(codes: readonly string[], name: string): string[] {
  return codes
    .filter((code) => {
      const carrier = carrierByCode(code);
      return carrier?.relation !== "variant" || carrier.parent === null || !codes.includes(carrier.parent);
    })
    .sort((a, b) => rank(b, name) - rank(a, name));
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
  // As it is called by shops that send letters and by shops that send parcels; the number tells.
  ["Deutsche Post", "dhl-germany"],
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
  ["Warenpost", "dhl-germany"],
  ["DHL Warenpost", "dhl-germany"],
  ["DHL Kleinpaket", "dhl-germany"],
  ["Chronopost", "chronopost-france"],
  ["AMZL", "amazon-logistics"],
  ["AMZN", "amazon"],
  ["AMZN US", "amazon"],
  ["BRT", "brt-it"],
  ["Bartolini", "brt-it"],
  ["eParcel", "australia-post"],
  ["trans-o-flex", "trans-o-flex-ftp"],
  ["Schweizerische Post", "swiss-post"],
  ["Post CH", "swiss-post"],
  ["La Poste Suisse", "swiss-post"],
  ["La Posta Svizzera", "swiss-post"],
  ["顺丰速运", "sf-express"],
  ["順豐速運", "sf-express"],
  // Sweden's until 2011, Norway's still: the country tells.
  ["Posten", "sweden-posten"],
  ["Posten", "posten-norge"],
];

/** The canonical entry first: a listed one, not a variant of another, whose own code or name it is. */
export function rank(code: string, name: string): number {
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
