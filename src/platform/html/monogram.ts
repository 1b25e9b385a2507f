/** A badge that tells shops and carriers apart without anybody's logo: initials on a hue of the name's own. */
import { html } from "htm/preact";

/** Classes `h0` … of the style sheet; an inline style would be against the policy. */
const hueCount = 12;

/** The name stands beside it: the badge is for eyes only. Who shares an abbreviation shares its hue: "DPD" and "DPD Germany" are one family. */
export const monogram = (name: string) => {
  const letters = initialsOf(name);
  if (letters === "") return null;
  const size = letters.length > 3 ? " four" : "";
  const hue = name.startsWith(letters) ? hueOf(letters) : hueOf(name);
  return html`<span class=${`mono h${hue}${size}`} aria-hidden="true" translate="no">${letters}</span>`;
};

/** "DHL" of "DHL Express", for what is written in capitals is how people know it; else the first letters of two words: "LL" of "Lantern & Loom". */
export function initialsOf(name: string): string {
  const known = initials.get(name);
  if (known !== undefined) return known;
  const made = makeInitials(name);
  if (initials.size < initialsMax) initials.set(name, made);
  return made;
}
const initials = new Map<string, string>();
const initialsMax = 2_000;

function makeInitials(name: string): string {
  const words = name.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const [first = "", second] = words;
  if (/^[\p{Lu}\p{N}]{2,4}$/u.test(first)) return first;
  const letters = second === undefined ? lettersOf(first, 2) : lettersOf(first, 1) + lettersOf(second, 1);
  return letters.toUpperCase();
}

/** As people count letters: with their accents and vowel signs. */
const lettersOf = (word: string, count: number): string =>
  [...segmenter.segment(word)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join("");
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The same text has the same hue for ever, on every page. */
function hueOf(text: string): number {
  let sum = 0;
  for (const letter of text.toLowerCase()) sum = (sum * 53 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % hueCount;
}
