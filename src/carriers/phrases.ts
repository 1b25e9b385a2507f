/** Carriers that say in sentences what others say in codes: phrases of a status table, found in a text. */
import type { CodeLookup, StatusLine } from "#carriers/carrier.ts";

/** No phrase of a table is longer, and no sentence says its news later. */
const maxSentence = 500;

/** Lists whose codes are phrases; a star in a phrase stands for any words, also for none. */
export const isPhraseList = (list: string): boolean => list.endsWith(" phrases");

/**
 * A function that finds the first line of the list, from top to bottom, whose phrase stands in a sentence. Words count as wholes
 * ("delivered" is not in "undelivered"); case, accents and punctuation do not count.
 */
export function phraseLookups(
  list: string,
  statuses: readonly StatusLine[],
): (sentence: string | undefined) => readonly CodeLookup[] {
  const lines = statuses
    .filter((line) => line.list === list)
    .map(({ code }) => ({ lookup: { list, code }, phrase: phraseOf(code) }));
  return (sentence = "") => {
    const words = ` ${plainWords(sentence)} `;
    const line = lines.find(({ phrase }) => stands(phrase, words));
    return line === undefined ? [] : [line.lookup];
  };
}

interface Phrase {
  /** ` LEFT IN `, ` PLACE `: what stands between the stars, each with a blank at both ends, so that only whole words are met. */
  readonly parts: readonly string[];
  readonly isAtStart: boolean;
  readonly isAtEnd: boolean;
}

function phraseOf(code: string): Phrase {
  const parts = code.split("*").map(plainWords);
  return {
    parts: parts.filter((part) => part !== "").map((part) => ` ${part} `),
    isAtStart: parts[0] !== "",
    isAtEnd: parts.at(-1) !== "",
  };
}

function plainWords(text: string): string {
  const letters = text.slice(0, maxSentence).normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function stands({ parts, isAtStart, isAtEnd }: Phrase, words: string): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = words.indexOf(part, at);
    if (found === -1 || (index === 0 && isAtStart && found !== 0)) return false;
    // The blank that ends one part may begin the next.
    at = found + part.length - 1;
  }
  return parts.length > 0 && (!isAtEnd || words.endsWith(parts.at(-1) ?? ""));
}
