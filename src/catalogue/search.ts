/** Finds carriers by what people type: code, name, other name, country, group, with a slip of the finger. Pure; its index is made once. */
import { type Entry, entries, type Way } from "./entries.ts";

export interface CarrierSearch {
  /** The first hundred characters count, and of them the first eight words. */
  readonly text?: string | undefined;
  /** ISO 3166-1 alpha-2: only carriers that the registry places there. */
  readonly country?: string | undefined;
  readonly can?: Way | undefined;
}

export const queryLengthMax = 100;
const wordsMax = 8;

/** The best first. Without a text all: those with an interface of their own first, then by name. */
export function searchCarriers({ text = "", country, can }: CarrierSearch): readonly Entry[] {
  const words = wordsOf(text).slice(0, wordsMax);
  const found = words.length === 0 ? index().all : ranked(words, text.trim().toLowerCase());
  return found
    .filter(({ carrier }) => country === undefined || carrier.countries.includes(country))
    .filter(({ ways }) => can === undefined || ways.includes(can));
}

/** Lower case, without accents and marks, letters and digits only. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, queryLengthMax)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("ł", "l")
    .replace(/['’.®™]/gu, "");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** What a word earns in the place where it stands. */
const worth = { name: 6, otherName: 4, group: 2, country: 2 } as const;
/** What a whole text earns that is a code, a name or another name. */
const wholeWorth = { code: 200, name: 60, otherName: 45 } as const;

interface Index {
  /** As shown when nothing is searched for. */
  readonly all: readonly Entry[];
  /** Word → carriers (by their place in `all`) with the best worth. */
  readonly byWord: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** A code or name as one word: `dpdde`, `deutschepost`. */
  readonly byWhole: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

let made: Index | undefined;

function index(): Index {
  if (made !== undefined) return made;
  const all = [...entries().values()].toSorted(
    (a, b) => prominence(b) - prominence(a) || compare(a.carrier.name.toLowerCase(), b.carrier.name.toLowerCase()),
  );
  const byWord = new Map<string, Map<number, number>>();
  const byWhole = new Map<string, Map<number, number>>();
  const add = (map: Map<string, Map<number, number>>, text: string, at: number, value: number): void => {
    const known = map.get(text) ?? new Map<number, number>();
    map.set(text, known.set(at, Math.max(known.get(at) ?? 0, value)));
  };
  for (const [at, { carrier, group }] of all.entries()) {
    const texts: readonly (readonly [text: string, kind: keyof typeof worth])[] = [
      [carrier.code, "name"],
      [carrier.name, "name"],
      ...carrier.otherNames.map((name) => [name, "otherName"] as const),
      ...group.map(({ name }) => [name, "group"] as const),
      ...carrier.countries.flatMap(namesOfCountry).map((name) => [name, "country"] as const),
    ];
    for (const [text, kind] of texts) for (const word of wordsOf(text)) add(byWord, word, at, worth[kind]);
    add(byWhole, wordsOf(carrier.code).join(""), at, wholeWorth.code);
    add(byWhole, wordsOf(carrier.name).join(""), at, wholeWorth.name);
    for (const name of carrier.otherNames) add(byWhole, wordsOf(name).join(""), at, wholeWorth.otherName);
  }
  return (made = { all, byWord, byWhole });
}

/** Who comes first in the list of all: heads of groups before their subsidiaries. */
const prominence = (entry: Entry): number => standing(entry) + (entry.group.length === 0 ? 2.5 : 0);

/** Who is rather meant, when two are found alike. */
function standing({ carrier, ways, group }: Entry): number {
  const relation = { variant: -6, "probable-duplicate": -4, renamed: -1 }[carrier.relation ?? ""] ?? 0;
  return relation + (ways[0] === "own_api" ? 2 : 0) + (carrier.onPublicList ? 1 : 0) + (group.length === 0 ? 0.5 : 0);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inLanguages = ["en", "de"].map((language) => new Intl.DisplayNames([language], { type: "region" }));
const namesOfCountry = (code: string): readonly string[] => [
  code,
  ...(code === "GB" ? ["UK"] : []),
  ...inLanguages.flatMap((names) => names.of(code) ?? []),
];

/** A carrier counts by the words that mean it; only those count that the most words mean. A code as it is written comes first. */
function ranked(words: readonly string[], code: string): readonly Entry[] {
  const { all, byWord, byWhole } = index();
  const points = new Map<number, { words: number; worth: number }>();
  const give = (at: number, worth: number, isWord: boolean): void => {
    const known = points.get(at) ?? { words: 0, worth: 0 };
    points.set(at, { words: known.words + (isWord ? 1 : 0), worth: known.worth + worth });
  };
  let isGuessed = false;
  for (const word of words) {
    const { carriers, isMisspelt } = meaning(byWord, word);
    isGuessed ||= isMisspelt;
    for (const [at, value] of carriers) give(at, value, true);
  }
  // "on trac", "australiapost": what is one name however it is parted, and with a slip where the words alone are none.
  const whole = words.join("");
  for (const [at, value] of byWhole.get(whole) ?? (isGuessed ? misspelt(byWhole, whole) : [])) {
    for (let missing = points.get(at)?.words ?? 0; missing < words.length; missing += 1) give(at, 0, true);
    give(at, value, false);
  }
  const wordsMeant = Math.max(0, ...[...points.values()].map((point) => point.words));
  return [...points]
    .filter(([, point]) => point.words === wordsMeant)
    .flatMap(([at, point]) => {
      const entry = all[at];
      if (entry === undefined) return [];
      const asWritten = entry.carrier.code.toLowerCase() === code ? wholeWorth.code : 0;
      return [{ entry, at, score: point.worth + asWritten + standing(entry) }];
    })
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ entry }) => entry);
}

type Meanings = ReadonlyMap<string, ReadonlyMap<number, number>>;

interface Meaning {
  readonly carriers: ReadonlyMap<number, number>;
  /** Nobody is called so: it was taken for something like it. */
  readonly isMisspelt: boolean;
}

/** Whom a word means: as it stands and as a beginning; else as a part; else with a slip. The surest alone. */
function meaning(byWord: Meanings, word: string): Meaning {
  const carriers = new Map<number, number>();
  const take = (more: ReadonlyMap<number, number>, share: number): void => {
    for (const [at, value] of more) carriers.set(at, Math.max(carriers.get(at) ?? 0, value * share));
  };
  take(byWord.get(word) ?? new Map(), 1);
  for (const [other, more] of byWord) if (other.startsWith(word)) take(more, word.length < 2 ? 0.3 : 0.7);
  // One sign of Chinese says as much as three letters.
  if (carriers.size === 0 && (word.length >= 3 || /\P{ASCII}/u.test(word)))
    for (const [other, more] of byWord) if (other.includes(word)) take(more, 0.5);
  return carriers.size > 0 ? { carriers, isMisspelt: false } : { carriers: misspelt(byWord, word), isMisspelt: true };
}

/** Whom a word means with one slip, or with two when it is long; those with the fewest. */
function misspelt(known: Meanings, word: string): ReadonlyMap<number, number> {
  const slipsMax = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  const found = new Map<number, number>();
  let fewest = slipsMax;
  for (const [other, carriers] of known) {
    if (fewest === 0 || Math.abs(other.length - word.length) > fewest) continue;
    const slips = slipsBetween(word, other, fewest);
    if (slips > fewest) continue;
    if (slips < fewest) found.clear();
    fewest = slips;
    for (const [at, value] of carriers) found.set(at, Math.max(found.get(at) ?? 0, value * 0.6));
  }
  return found;
}

/** Letters left out, put in, taken for another, or swapped with their neighbour; anything above `most` is "more". */
function slipsBetween(a: string, b: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let slips = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      next.push(slips);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}
