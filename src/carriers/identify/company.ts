/** Which carrier does this text mean? Shops write codes, names, services, currencies and cities into one field. */
import { carrierByCode, type RegisteredCarrier } from "#carriers/registry.ts";
import { countryOfWord, wordsOfCountry } from "./country-words.ts";
import type { CompanyMatch } from "./evidence.ts";
import { hostMatches } from "./hosts.ts";
import { companiesOfGroup, localMeanings, namesakes, postsOf, postWords, withCountry } from "./local.ts";
import { misspeltWhole, misspeltWord } from "./misspelt.ts";
import { isIdle, isIdleWord, names } from "./names.ts";
import { plainText, textLengthMax } from "./plain-text.ts";

/** The same few texts come with every order of a shop. */
const remembered = new Map<string, readonly CompanyMatch[]>();
const rememberedMax = 2_000;

/** Carriers that the text may mean, with what speaks for each. Empty for texts that name nobody. */
export function companyMatches(text: string, country: string | null): readonly CompanyMatch[] {
  const said = text.slice(0, textLengthMax).trim();
  if (said === "") return [];
  const key = `${country ?? ""} ${said}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const matches = matchesOf(said, country);
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(key, matches);
  return matches;
}

function matchesOf(said: string, country: string | null): readonly CompanyMatch[] {
  const shown = said.slice(0, 60);
  const code = codeMatches(said, country, shown);
  if (code !== null) return code;
  if (/^https?:\/\/|^www\./i.test(said)) return hostMatches(said);

  const { byName, byClosed, byWhole } = names();
  const plain = plainText(said);
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
    words.every((word) => isIdleWord(word) || postWords.has(word))
  )
    return postsOf(country, shown, 6);
  if (/^[a-z\d-]{1,60}(?:\.[a-z\d-]{1,60}){1,3}$/i.test(said)) {
    const site = hostMatches(said);
    if (site.length > 0) return site;
  }
  return matchesWithin(words, country, shown);
}

/** The text is a code. Written otherwise than codes are ("DPD"), it is the group's name as well, whose companies have codes too. */
function codeMatches(said: string, country: string | null, shown: string): readonly CompanyMatch[] | null {
  const lower = said.toLowerCase();
  const carrier = carrierByCode(said) ?? (isIdleWord(lower) ? undefined : carrierByCode(lower));
  if (carrier === undefined) return null;
  const reason = `"${shown}" is the code of ${carrier.name}.`;
  if (carrier.code === said) return [{ code: carrier.code, strength: 16, reason }];
  const local = localMeanings(lower, country, 14, shown);
  if (local.length > 0) return [...local, { code: carrier.code, strength: 12, reason }];
  return [{ code: carrier.code, strength: 16, reason }, ...companiesOfGroup(carrier.code, country, 16)];
}

/** The text has more words than a name. */
function matchesWithin(words: readonly string[], country: string | null, shown: string): readonly CompanyMatch[] {
  const said = words.map((word) => countryOfWord(word)).find((found) => found !== undefined);
  const where = said ?? country;
  const named = longestNames(words);
  const local = said === undefined ? [] : longestNames(words, said);
  const best = lengthOf(local) > lengthOf(named) ? local : named;
  // A slip in a longer name ("DHL Fregiht") says more than the short name that is spelt right within it.
  const slip = misspeltWhole(words);
  if (slip !== undefined && slip.split(" ").length > lengthOf(best)) return misspelt(slip, 7, country, shown);
  if (best.length > 0)
    return best.flatMap(({ codes, name, first }) => {
      const strength = first > 0 ? 9 : 10;
      const here = localMeanings(name, where, strength + 1, shown);
      const reason = (carrier: RegisteredCarrier): string =>
        `"${shown}" contains "${name}", a name of ${carrier.name}.`;
      return here.length > 0
        ? [...here, ...withCountry(codes, where, strength - 1, reason).slice(0, 1)]
        : withCountry(codes, where, strength, reason);
    });
  if (slip !== undefined) return misspelt(slip, 7, country, shown);
  const word = misspeltWord(words.filter((each) => !postWords.has(each)));
  return word === undefined ? [] : misspelt(word, word.length > 5 ? 6 : 5, country, shown);
}

const misspelt = (name: string, strength: number, country: string | null, shown: string): readonly CompanyMatch[] =>
  withCountry(
    names().byName.get(name) ?? [],
    country,
    strength,
    (carrier) => `"${shown}" is one letter away from "${name}", a name of ${carrier.name}.`,
  ).slice(0, 2);

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
  const { byName, wordsMax } = names();
  const isAlone = words.filter((word) => !isIdle(word) && !/^\d/.test(word)).length === 1;
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

/** The words as they stand, then with the country's other words in place of the one that is written. */
function spellingsOf(words: readonly string[], country: string | undefined): readonly string[] {
  const at = country === undefined ? -1 : words.findIndex((word) => countryOfWord(word) === country);
  const others = at === -1 ? [] : wordsOfCountry(country ?? "");
  return [words.join(" "), ...others.map((other) => words.with(at, other).join(" "))];
}
