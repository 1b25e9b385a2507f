/** A tracking number as people and shop systems write it: cut, cleaned, split, taken out of links. */

/** Longer than any carrier's number; cut before any pattern sees it. */
export const numberLengthMax = 100;

/** Upper case, without blanks, dashes, dots and what one cannot see. Only letters and digits decide. */
export function normaliseNumber(text: string): string {
  if (isNormal(text)) return text;
  return text
    .slice(0, numberLengthMax)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, numberLengthMax); // one character may have become several
}

/** Most numbers come as they are: capitals and digits. */
function isNormal(text: string): boolean {
  if (text.length > numberLengthMax) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || (code > 57 && code < 65) || code > 90) return false;
  }
  return true;
}

/** What shops send when they have no number yet, or when a template was not filled in. */
const placeholders: ReadonlySet<string> = new Set([
  "NA",
  "NONE",
  "NULL",
  "UNDEFINED",
  "NAN",
  "TEST",
  "TESTING",
  "TBD",
  "TBA",
  "UNKNOWN",
  "NOTRACKING",
  "NOTRACKINGNUMBER",
  "NOTAVAILABLE",
  "PENDING",
  "WILLFOLLOW",
  "KEINE",
  "OHNE",
  "KEINESENDUNGSNUMMER",
  "FOLGT",
  "TRACKINGNUMBER",
  "NUMBER",
  "EXAMPLE",
  "DUMMY",
  "ABC123",
  "XXX",
  "INGEN",
  "AUCUN",
  "GEEN",
  "SIN",
  "NO",
  "YES",
  "TRUE",
  "FALSE",
  "DELIVERED",
  "SHIPPED",
  "LABEL",
]);

/** 123, 1234567890, 123456789012 …: typed along the keys. */
const alongTheKeys = "1234567890".repeat(numberLengthMax / 10);

export function isPlaceholder(text: string): boolean {
  const plain = normaliseNumber(text);
  return (
    plain === "" ||
    placeholders.has(plain) ||
    (plain.length >= 3 && alongTheKeys.startsWith(plain)) ||
    isOneCharacter(plain) ||
    (plain !== text && /[{}<>$%]|\[\[/.test(text.slice(0, numberLengthMax)))
  );
}

function isOneCharacter(plain: string): boolean {
  for (let at = 1; at < plain.length; at += 1) if (plain[at] !== plain[0]) return false;
  return true;
}

/**
 * The numbers in one field. Merchants join several with commas, semicolons, slashes, bars, line breaks or "and"; blanks alone
 * split only where each part is a number by itself, because people also write one number in groups ("1Z 999 AA1 01 2345 6784").
 */
export function splitNumbers(text: string): readonly string[] {
  const capped = text.slice(0, 2_000);
  const strong = capped
    .split(/[,;|\n\r\t/\\]|&| (?:and|und|et|och|og|en|y|e) /i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const parts = strong.flatMap((part) => {
    const words = part.split(/ +/);
    return words.length > 1 && words.every((word) => normaliseNumber(word).length >= 9 && /\d{4}/.test(word))
      ? words
      : [part];
  });
  return [...new Set(parts.map((part) => part.slice(0, numberLengthMax)))];
}

/** The number inside a link, by the names that carriers' pages use, else the last part that looks like one. */
export function numberInLink(text: string): string | null {
  if (!text.includes("://") || !/^https?:\/\//i.test(text.trim()) || !URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  const fields = [...url.searchParams.values(), ...url.hash.split(/[#/=&?]/), ...url.pathname.split("/")];
  const likely = fields
    .map(normaliseNumber)
    .filter((part) => part.length >= 8 && part.length <= 40 && (part.match(/\d/g)?.length ?? 0) >= 6);
  return likely.sort((a, b) => b.length - a.length)[0] ?? null;
}
