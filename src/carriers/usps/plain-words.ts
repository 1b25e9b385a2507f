/** USPS writes HTML into plain fields: "USPS Ground Advantage<SUP>&#153;</SUP>". */

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  reg: "®",
  trade: "™",
};

const latin = new TextDecoder("windows-1252");

/** Without tags, with its characters. What is no entity that we know stays as it is. */
export const plainWords = (html: string): string =>
  html
    .replace(/<\/?[a-z]{1,10}>/gi, "")
    .replace(/&(?:#(\d{1,5})|([a-z]{2,8}));/gi, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (named[name?.toLowerCase() ?? ""] ?? whole) : characterOf(Number(code)),
    );

/** Numbers below 256 are meant as browsers read them: 153 is the trade mark, not a control character. */
const characterOf = (code: number): string =>
  code < 256 ? latin.decode(Uint8Array.of(code)) : String.fromCodePoint(code).toWellFormed();
