/** A slip of the pen in a name: one letter wrong, missing, too many, or two in the wrong order. */
import { isIdle, names } from "./names.ts";

/**
 * The name that the whole text is but for one slip, in one word of four or more letters that means nothing by itself; undefined when
 * there is none. Short words must agree: UPS is no slip of USPS.
 */
export function misspeltWhole(words: readonly string[]): string | undefined {
  const { byName, byLength } = names();
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

/**
 * The name that the one unknown word, or the whole text as one word, is but for a slip: one letter in a word of five or more; in one
 * of five only a letter too few, too many or in the wrong place. Of several unknown words one resembles some name by chance.
 */
export function misspeltWord(words: readonly string[]): string | undefined {
  if (words.filter((word) => word.length > 1 && !isIdle(word)).length !== 1) return undefined;
  const { byLength } = names();
  for (const word of [words.join(""), ...words].filter((each) => each.length >= 4 && !isIdle(each))) {
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      const name = byLength.get(length)?.find((each) => isSlipOf(word, each.replaceAll(" ", "")));
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

function isSlipOf(word: string, name: string): boolean {
  if (name[0] !== word[0] || !isOneEditAway(word, name)) return false;
  const isOtherLetter = word.length === name.length && [...word].sort().join("") !== [...name].sort().join("");
  return name.length > 5 || !isOtherLetter;
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
