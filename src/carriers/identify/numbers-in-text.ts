/**
 * Tracking numbers in whatever a person pastes: a number, a link, a whole mail. Pure, and bounded: the text is cut into short tokens
 * before any pattern sees it.
 */
import { carrierByCode } from "#carriers/registry.ts";
import { fitsOf } from "./formats.ts";
import { hostMatches } from "./hosts.ts";
import { type Candidate, identify } from "./identify.ts";
import { isPlaceholder, normaliseNumber, numberInLink, numberLengthMax } from "./number.ts";
import { plainText } from "./plain-text.ts";

export const pastedLengthMax = 20_000;
const tokensMax = 3_000;
const linkLengthMax = 1_024;
const foundMax = 10;
/** Of a bare number in running text, so many bits at least; weaker forms need a word for them. */
const tellingStrength = 7;
/** One number in groups: "1Z 999 AA1 01 2345 6784". */
const [groupsMax, groupLengthMax, joinedLengthMax] = [8, 12, 40];
/** Below this strength a check digit is a habit of the carrier, not a law for all its numbers. */
const lawfulStrength = 5;

export interface FoundNumber {
  /** As it stands in the text. */
  readonly number: string;
  readonly normalised: string;
  /** The carrier's own link that it stands in. */
  readonly link: string | null;
  /** Likeliest first; empty: its form is nobody's that we know. */
  readonly candidates: readonly Candidate[];
  /** Registry codes whose name the text holds. */
  readonly named: ReadonlySet<string>;
}

/** Likeliest first. @param country ISO 3166-1 alpha-2 of where the parcel goes, if that is known. */
export function numbersInText(pasted: string, country: string | null = null): readonly FoundNumber[] {
  const text = pasted.slice(0, pastedLengthMax);
  const tokens = tokensOf(text);
  const words = wordsOf(tokens);
  const found = new Map<string, FoundNumber>();
  const add = (
    number: string,
    link: string | null,
    isEnough: (strength: number, isNamed: boolean) => boolean,
  ): void => {
    const normalised = normaliseNumber(number);
    if (normalised.length < 5 || found.has(normalised) || found.size >= foundMax) return;
    const strength = strengthOf(normalised);
    if (!isEnough(strength, true) || isPlaceholder(number)) return;
    const byForm = identify({ number, uri: link, country });
    const named = new Set(byForm.filter(({ name }) => isNamed(name, words)).map(({ code }) => code));
    const [first] = byForm.filter(({ code }) => named.has(code));
    const candidates = first === undefined ? byForm : identify({ number, uri: link, country, company: first.name });
    if (isEnough(strength, named.size > 0))
      found.set(normalised, { number: number.slice(0, numberLengthMax), normalised, link, candidates, named });
  };

  for (const token of tokens) {
    if (!isLink(token)) continue;
    const inLink = hostMatches(token).length > 0 ? numberInLink(token) : null;
    if (inLink !== null) add(inLink, token, () => true);
  }
  const bare = tokens.filter((token) => !isLink(token) && token.length <= numberLengthMax).map(trimmed);
  for (const [at, token] of bare.entries()) {
    if (!hasDigit(token)) continue;
    if (token.length >= 8)
      add(token, null, (strength, isNamed) => strength >= tellingStrength || (strength > 0 && isNamed));
    for (let joined = token, next = at + 1; next < at + groupsMax; next += 1) {
      const group = bare[next];
      if (joined.length > joinedLengthMax || !isGroup(token) || group === undefined || !isGroup(group)) break;
      joined += ` ${group}`;
      add(joined, null, (strength) => strength >= tellingStrength);
    }
  }
  // Nothing else was pasted: then it is meant, whatever its form.
  const alone = text.trim();
  if (found.size === 0 && alone.length <= numberLengthMax && !isLink(alone) && alone.split(/\s+/).every(hasDigit))
    add(alone, null, () => true);

  const all = [...found.values()];
  return all
    .filter(({ normalised }) => !all.some((other) => isPartOf(normalised, other.normalised)))
    .sort((a, b) => chance(b) - chance(a));
}

/** One carrier, and no other near it: it may be proposed; a person still says yes. */
export function clearlyMeant(candidates: readonly Candidate[]): Candidate | null {
  const [first, second] = candidates;
  return first !== undefined && first.probability >= 0.6 && first.probability - (second?.probability ?? 0) >= 0.3
    ? first
    : null;
}

/** Of this carrier's form but for the check digit, by which that carrier stands: somebody has mistyped. */
export function isMistyped(code: string, number: string): boolean {
  const own = fitsOf(normaliseNumber(number)).filter(({ format }) => format.carriers.includes(code));
  return (
    own.length > 0 &&
    own.every(({ format, fit }) => fit === "wrong_check_digit" && !format.isHabit && format.strength >= lawfulStrength)
  );
}

/** The carriers that a name may mean. Written as the code it is the code; "DPD" is a group of companies. */
export function carriersNamed(name: string, country: string | null = null): readonly Candidate[] {
  const own = carrierByCode(name.trim());
  if (own !== undefined) return [{ code: own.code, name: own.name, probability: 1, reasons: [] }];
  return identify({ company: name.slice(0, numberLengthMax), country });
}

/** Words and links, cut where mails put marks around them. One pass over the characters, no pattern. */
function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  let token = "";
  const end = (): void => {
    if (token !== "" && token.length <= (isLink(token) ? linkLengthMax : numberLengthMax)) tokens.push(token);
    token = "";
  };
  for (const character of text) {
    if (tokens.length >= tokensMax) break;
    if (character <= " " || '<>"()[]{}|,;\u00a0\u2003\u3000'.includes(character)) end();
    else if (token.length <= linkLengthMax) token += character;
  }
  if (tokens.length < tokensMax) end();
  return tokens;
}

const isLink = (token: string): boolean => /^https?:\/\//i.test(token.slice(0, 8));
const hasDigit = (token: string): boolean => /\d/.test(token.slice(0, numberLengthMax));
/** "No.:1Z999…." without what a sentence puts around it. */
const trimmed = (token: string): string => {
  const from = token.lastIndexOf(":") + 1;
  const to = token.length - (/[.!?]$/.test(token) ? 1 : 0);
  return token.slice(from, Math.max(from, to)).replace(/^#/, "");
};
const isGroup = (token: string): boolean => token.length <= groupLengthMax && hasDigit(token) && /^\w+$/.test(token);

/** Bits of the best form that the number fits, check digit included. */
const strengthOf = (normalised: string): number =>
  Math.max(0, ...fitsOf(normalised).flatMap(({ format, fit }) => (fit === "right" ? [format.strength] : [])));

/** All words of the text, each with a blank on both sides, so that a name is found as whole words. */
const wordsOf = (tokens: readonly string[]): string => ` ${tokens.map(plainText).join(" ")} `;
const isNamed = (name: string, words: string): boolean => {
  const plain = plainText(name);
  return plain.length >= 3 && words.includes(` ${plain} `);
};

const isPartOf = (part: string, whole: string): boolean => part !== whole && whole.includes(part);
const chance = ({ candidates }: FoundNumber): number => candidates[0]?.probability ?? 0;
