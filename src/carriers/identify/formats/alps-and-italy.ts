/** Austrian Post, Swiss Post, Poste Italiane. Sources: their carrier API sheets. International numbers are in posts.ts. */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

export const alpsAndItaly: readonly NumberFormat[] = [
  {
    name: "Austrian Post",
    carriers: ["austrian-post", "austrian-post-registered"],
    lengths: [22],
    pattern: /^10\d{20}$/,
    isRight: check.gs1,
    strength: 10,
    valid: ["1000012345678901234567"],
    invalid: ["1000012345678901234568", "2000012345678901234567"],
  },
  // The check digit is from the post's manual for labels, by client code; not all who print labels need keep to it.
  {
    name: "Austrian Post, with another check digit",
    carriers: ["austrian-post", "austrian-post-registered"],
    lengths: [22],
    pattern: /^10\d{20}$/,
    strength: 6,
    valid: ["1037012345678901234567"],
    invalid: ["1137012345678901234567"],
  },
  {
    name: "Swiss Post",
    carriers: ["swiss-post"],
    lengths: [18],
    pattern: /^99\d{16}$/,
    strength: 8,
    valid: ["993456789012345678"],
    invalid: ["983456789012345678"],
  },
  // The sheet's words are "letters and digits, 1UW…": the digits behind are inferred.
  {
    name: "Poste Italiane",
    carriers: ["poste-italiane", "poste-italiane-paccocelere"],
    lengths: [12, 13],
    pattern: /^\d[A-Z]{2}[0-9A-Z]{9,10}$/,
    strength: 3.5,
    valid: ["1UW0123456789"],
    invalid: ["1UW01234567", "UW01234567890"],
  },
];
