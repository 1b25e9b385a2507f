/** Text as it is compared: case, accents, marks and punctuation say nothing about who is meant. */

/** No sensible name is longer; cut before any pattern sees it. */
export const textLengthMax = 200;
const nameLengthMax = 100;

/** Lower case, without accents, marks and punctuation; words separated by one blank. */
export function plainText(text: string): string {
  return text
    .slice(0, nameLengthMax)
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
