/** Which carrier does this text mean? Shops write codes, names, services, currencies and cities into one field. */
import { allCarriers, carrierByCode, type RegisteredCarrier } from "#carriers/registry.ts";
import { postOf } from "./formats.ts";

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
    "express standard shipping postal versand delivery free gratis kostenlos werktags post paket pakke paket parcel package letter brief briefpost mail economy priority premium ground air overnight next day " +
    "second 2nd two international intl domestic tracked signed signature service services saver plus home hjem hem ombud locker pickup pick up shop store point relais domicile sans avec " +
    "usd eur gbp sek nok dkk chf pln cad aud cost flat rate default normal courier carrier company logistics logistik transport spedition cargo freight other various custom own self " +
    "the and und et of de la le el los las by via with mit for gmbh ag inc ltd llc co kg sa bv ab as oy spa srl corp limited label tracking versandkosten lieferung zustellung worldwide global world"
  ).split(" "),
);

/** How shops write countries behind a carrier's name: ISO code = what stands for it. */
const countryWords: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "US=us usa|DE=de germany deutschland|GB=uk gb britain|FR=fr france frankreich|ES=es spain espana spanien|IT=it italy italia italien|NL=nl netherlands netherland nederland niederlande|" +
    "BE=be belgium belgie belgien|AT=at austria osterreich|CH=ch switzerland schweiz suisse|SE=se sweden sverige schweden|NO=no norway norge|DK=dk denmark danmark|FI=fi finland suomi|" +
    "PL=pl poland polska polen|CZ=cz czech|SK=sk slovakia|SI=si slovenia|HU=hu hungary|RO=ro romania|HR=hr croatia|PT=pt portugal|GR=gr greece|IE=ie ireland|TR=tr turkey|AU=au australia|" +
    "CA=ca canada|MX=mx mexico|BR=br brazil brasil|CN=cn china|JP=jp japan|KR=kr korea|HK=hk|SG=sg singapore|TH=th thailand|VN=vn vietnam|PH=ph philippines|NZ=nz|ZA=za"
  )
    .split("|")
    .flatMap((line) => {
      const [code = "", words = ""] = line.split("=");
      return words.split(" ").map((word) => [word, code]);
    }),
);
const wordsOfCountry = Map.groupBy(Object.keys(countryWords), (word) => countryWords[word] ?? "");

interface Index {
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

let built: Index | undefined;

function index(): Index {
  if (built) return built;
  const byName = new Map<string, string[]>();
  const byWhole = new Map<string, string[]>();
  const add = (text: string, code: string): void => {
    const name = plainText(text);
    const words = name.split(" ");
    if (name.length < 2 || (words.length === 1 && idle.has(name))) return;
    const names = words.every((word) => idle.has(word)) ? byWhole : byName;
    const codes = names.get(name);
    if (codes === undefined) names.set(name, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const carrier of allCarriers()) {
    add(carrier.code, carrier.code);
    add(carrier.name, carrier.code);
    for (const other of carrier.otherNames) add(other, carrier.code);
  }
  for (const [text, code] of household) add(text, code);
  for (const names of [byName, byWhole]) {
    for (const [name, codes] of names) names.set(name, meant(codes, name));
  }
  const byClosed = new Map<string, readonly string[]>();
  for (const [name, codes] of byName) {
    const closed = name.replaceAll(" ", "");
    if (!byClosed.has(closed)) byClosed.set(closed, codes);
  }
  const spellable = [...byName.keys()].filter(
    (name) => name.length >= 5 && !name.split(" ").every((word) => idle.has(word) || countryWords[word] !== undefined),
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
];

/** What a name means to a shop of one country, where the registry's carrier of that name is another: country, name, code. */
const localNames: readonly (readonly [string, string, string])[] = [
  // Hermes of the United Kingdom has been Evri since 2022, and is no relation any more.
  ["GB", "hermes", "myhermes-uk"],
  ["DE", "hermes", "hermes-de"],
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
  const lower = trimmed.toLowerCase();
  const exact = carrierByCode(trimmed) ?? (idle.has(lower) ? undefined : carrierByCode(lower));
  if (exact) {
    const reason = `"${trimmed.slice(0, 60)}" is the code of ${exact.name}.`;
    const local = exact.code === trimmed ? [] : localMeanings(lower, country, trimmed);
    return [...local, { code: exact.code, strength: local.length > 0 ? 12 : 16, reason }];
  }
  if (/^https?:\/\/|^www\./i.test(trimmed)) return hostMatches(trimmed);

  const { byName, byClosed, byWhole } = index();
  const plain = plainText(trimmed);
  const shown = trimmed.slice(0, 60);
  const whole = byName.get(plain) ?? byClosed.get(plain.replaceAll(" ", ""));
  if (whole) {
    const matches = withCountry(whole, country, 13, (carrier) => `"${shown}" is a name of ${carrier.name}.`);
    return [...matches, ...namesakes(plain, whole, country, shown)];
  }
  if (country !== null && postWords.has(plain)) return postsOf(country, shown, 8);
  const generic = byWhole.get(plain);
  if (generic) return withCountry(generic, country, 7, (carrier) => `"${shown}" is a name of ${carrier.name}.`);
  const words = plain.split(" ");
  if (
    country !== null &&
    words.some((word) => postWords.has(word)) &&
    words.every((word) => idle.has(word) || postWords.has(word))
  )
    return postsOf(country, shown, 6);
  if (/^[a-z\d-]{1,60}(?:\.[a-z\d-]{1,60}){1,3}$/i.test(trimmed)) {
    const site = hostMatches(trimmed);
    if (site.length > 0) return site;
  }

  const said = words.map((word) => countryWords[word]).find((found) => found !== undefined);
  const named = longestNames(words);
  const local = said === undefined ? [] : longestNames(words, said);
  const best = lengthOf(local) > lengthOf(named) ? local : named;
  // A slip in a longer name ("DHL Fregiht") says more than the short name that is spelt right within it.
  const slip = nearlyWhole(words);
  if (slip !== undefined && slip.split(" ").length > lengthOf(best)) return misspelt(slip, 7, country, shown);
  if (best.length > 0) {
    return best.flatMap(({ codes, name, first }) =>
      withCountry(
        codes,
        said ?? country,
        10 - (first > 0 ? 1 : 0),
        (carrier) => `"${shown}" contains "${name}", a name of ${carrier.name}.`,
      ),
    );
  }
  return slip === undefined ? oneWordMisspelt(words, country, shown) : misspelt(slip, 7, country, shown);
}

interface Named {
  readonly codes: readonly string[];
  readonly name: string;
  /** Where in the text it begins, in words. */
  readonly first: number;
}

const lengthOf = (named: readonly Named[]): number => named[0]?.name.split(" ").length ?? 0;

/**
 * The longest names that stand in the text as whole words. Short names only where they are somebody's own. With a country, its
 * word counts in every language: "DPD Deutschland" is "DPD Germany".
 */
function longestNames(words: readonly string[], country?: string): readonly Named[] {
  const { byName, wordsMax } = index();
  const isAlone = words.filter((word) => !isIdle(word)).length === 1;
  for (let length = Math.min(words.length, wordsMax); length > 0; length -= 1) {
    const found: Named[] = [];
    for (let first = 0; first + length <= words.length; first += 1) {
      const part = words.slice(first, first + length);
      const [only = ""] = part;
      if (length === 1 && (isIdle(only) || only.length < (isAlone ? 2 : 3) || /^\d+$/.test(only))) continue;
      const name = spellingsOf(part, country).find((spelling) => byName.has(spelling));
      if (name !== undefined) found.push({ codes: byName.get(name) ?? [], name, first });
    }
    if (found.length > 0) return found;
  }
  return [];
}

const isIdle = (word: string): boolean => idle.has(word) || countryWords[word] !== undefined;

/** The words as they stand, then with the country's other words in place of the one that is written. */
function spellingsOf(words: readonly string[], country: string | undefined): readonly string[] {
  const at = country === undefined ? -1 : words.findIndex((word) => countryWords[word] === country);
  const others = at === -1 ? [] : (wordsOfCountry.get(country ?? "") ?? []);
  return [words.join(" "), ...others.map((other) => words.with(at, other).join(" "))];
}

/**
 * The name that the whole text is but for one slip, in one word of four or more letters that means nothing by itself; undefined when
 * there is none. Short words must agree: UPS is no slip of USPS.
 */
function nearlyWhole(words: readonly string[]): string | undefined {
  const { byName, byLength } = index();
  const closed = words.join("");
  if (closed.length < 7 || words.length < 2) return undefined;
  for (const length of [closed.length, closed.length + 1, closed.length - 1]) {
    for (const name of byLength.get(length) ?? []) {
      const others = name.split(" ");
      if (others.length !== words.length) continue;
      const at = words.findIndex((word, place) => word !== others[place]);
      const [word = "", other = ""] = [words[at], others[at]];
      if (word.length < 4 || other.length < 4 || isIdle(word) || byName.has(word)) continue;
      if (words.every((each, place) => place === at || each === others[place]) && isOneEditAway(word, other))
        return name;
    }
  }
  return undefined;
}

/** One letter wrong in a word of five or more; in one of five only a letter too few, too many or in the wrong place. */
function oneWordMisspelt(words: readonly string[], country: string | null, shown: string): readonly CompanyMatch[] {
  // Of several unknown words one will resemble some name by chance.
  if (words.filter((word) => word.length > 1 && !isIdle(word)).length !== 1) return [];
  const { byLength } = index();
  for (const word of [words.join(""), ...words].filter(
    (each) => each.length >= 4 && !isIdle(each) && !postWords.has(each),
  )) {
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      const name = byLength.get(length)?.find((each) => isSlipOf(word, each.replaceAll(" ", "")));
      if (name !== undefined) return misspelt(name, name.length > 5 ? 6 : 5, country, shown);
    }
  }
  return [];
}

function isSlipOf(word: string, name: string): boolean {
  if (name[0] !== word[0] || !isOneEditAway(word, name)) return false;
  const isOtherLetter = word.length === name.length && [...word].sort().join("") !== [...name].sort().join("");
  return name.length > 5 || !isOtherLetter;
}

const misspelt = (name: string, strength: number, country: string | null, shown: string): readonly CompanyMatch[] =>
  withCountry(
    index().byName.get(name) ?? [],
    country,
    strength,
    (carrier) => `"${shown}" is one letter away from "${name}", a name of ${carrier.name}.`,
  ).slice(0, 2);

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

/** The first code is meant, of several the one that serves the country; a sister in the order's country is a good second. */
function withCountry(
  codes: readonly string[],
  country: string | null,
  strength: number,
  reason: (carrier: RegisteredCarrier) => string,
): readonly CompanyMatch[] {
  const matches: CompanyMatch[] = [];
  const ordered =
    country === null ? codes : codes.toSorted((a, b) => Number(serves(b, country)) - Number(serves(a, country)));
  for (const [at, code] of ordered.slice(0, 3).entries()) {
    const carrier = carrierByCode(code);
    if (carrier)
      matches.push({
        code,
        strength: strength - at * 3 + (country !== null && carrier.countries.includes(country) ? 1 : 0),
        reason: reason(carrier),
      });
  }
  const [best] = ordered;
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

/** What people call the post of their own country, and of no other. */
const postWords: ReadonlySet<string> = new Set([
  "post",
  "posten",
  "posti",
  "posta",
  "poste",
  "poczta",
  "postal",
  "correo",
  "correios",
]);

interface Local {
  readonly carrier: RegisteredCarrier;
  readonly names: readonly string[];
}
let locals: ReadonlyMap<string, readonly Local[]> | undefined;

/** The country's post, then the carriers that serve this country alone. */
function localsOf(country: string): readonly Local[] {
  locals ??= Map.groupBy(
    allCarriers()
      .filter(({ countries, relation }) => countries.length === 1 && relation !== "variant")
      .map(localOf),
    ({ carrier }) => carrier.countries[0] ?? "",
  );
  const posts = (postOf[country] ?? []).flatMap((code) => carrierByCode(code) ?? []).map(localOf);
  const others = locals.get(country)?.filter(({ carrier }) => !posts.some((post) => post.carrier === carrier)) ?? [];
  return [...posts, ...others];
}

const localOf = (carrier: RegisteredCarrier): Local => ({
  carrier,
  names: [carrier.name, ...carrier.otherNames].map(plainText),
});

/** "Correos" is Spain's, but to a shop in Chile it is "Correos de Chile", in Argentina "Correo Argentino": a namesake is as likely meant. */
function namesakes(
  name: string,
  codes: readonly string[],
  country: string | null,
  shown: string,
): readonly CompanyMatch[] {
  const [best] = codes;
  const countries = best === undefined ? [] : (carrierByCode(best)?.countries ?? []);
  if (country === null || countries.length === 0 || countries.includes(country)) return [];
  const beginnings = name.endsWith("s") && name.length > 5 ? [`${name} `, `${name.slice(0, -1)} `] : [`${name} `];
  return localsOf(country)
    .filter(
      ({ carrier, names }) =>
        !codes.includes(carrier.code) && names.some((other) => beginnings.some((start) => other.startsWith(start))),
    )
    .slice(0, 3)
    .map(({ carrier }) => ({
      code: carrier.code,
      strength: 13,
      reason: `"${shown}" is short for ${carrier.name}, which serves ${country}.`,
    }));
}

const localMeanings = (name: string, country: string | null, shown: string): readonly CompanyMatch[] =>
  localNames
    .filter(([where, said]) => where === country && said === name)
    .map(([where, , code]) => ({
      code,
      strength: 14,
      reason: `In ${where}, "${shown.slice(0, 60)}" is ${carrierByCode(code)?.name ?? code}.`,
    }));

/** The country's post first, then who else calls himself so there. */
function postsOf(country: string, shown: string, strength: number): readonly CompanyMatch[] {
  const isPost = (name: string): boolean => name.split(" ").some((word) => postWords.has(word) || word === "correos");
  const weight = ({ code, onPublicList }: RegisteredCarrier): number =>
    (postOf[country]?.includes(code) ? 2 : 0) + (onPublicList ? 1 : 0);
  return localsOf(country)
    .filter(({ carrier, names }) => postOf[country]?.includes(carrier.code) || names.some(isPost))
    .toSorted((a, b) => weight(b.carrier) - weight(a.carrier))
    .slice(0, 3)
    .map(({ carrier }, at) => ({
      code: carrier.code,
      strength: strength - at * 2,
      reason: `"${shown}" is the post of ${country}: ${carrier.name}.`,
    }));
}

const serves = (code: string, country: string): boolean => carrierByCode(code)?.countries.includes(country) ?? false;

let carriersOfHost: ReadonlyMap<string, ReadonlySet<RegisteredCarrier>> | undefined;

function hosts(): ReadonlyMap<string, ReadonlySet<RegisteredCarrier>> {
  if (carriersOfHost) return carriersOfHost;
  const found = new Map<string, Set<RegisteredCarrier>>();
  for (const carrier of allCarriers()) {
    for (const page of [carrier.website, carrier.trackingPage]) {
      const host = page === null ? null : hostOf(page);
      if (host !== null) found.set(host, (found.get(host) ?? new Set()).add(carrier));
    }
  }
  return (carriersOfHost = found);
}

/** A link names its carrier by its host. */
export function hostMatches(link: string): readonly CompanyMatch[] {
  const host = hostOf(link);
  if (host === null) return [];
  return [...(hosts().get(host) ?? [])]
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
