/**
 * All number formats in one list, each beside its own examples; a test runs them all. `strength` is how much a fit says: a long
 * prefix with a check digit says nearly everything, ten bare digits little. A family of carriers is a file in formats/, and names its
 * source there.
 */
import { alpsAndItaly } from "./formats/alps-and-italy.ts";
import { asia } from "./formats/asia.ts";
import { australia } from "./formats/australia.ts";
import { benelux } from "./formats/benelux.ts";
import { britain } from "./formats/britain.ts";
import { centralEurope } from "./formats/central-europe.ts";
import { dhl } from "./formats/dhl.ts";
import { dpd } from "./formats/dpd.ts";
import { fedex } from "./formats/fedex.ts";
import type { NumberFormat } from "./formats/format.ts";
import { france } from "./formats/france.ts";
import { germany } from "./formats/germany.ts";
import { iberia } from "./formats/iberia.ts";
import { nordics } from "./formats/nordics.ts";
import { northAmerica } from "./formats/north-america.ts";
import { postOf, postOfService, s10FormatOf } from "./formats/posts.ts";
import { sscc } from "./formats/sscc.ts";
import { ups } from "./formats/ups.ts";
import { usps } from "./formats/usps.ts";

export const formats: readonly NumberFormat[] = [
  ...ups,
  ...dhl,
  ...fedex,
  ...usps,
  ...dpd,
  ...germany,
  ...france,
  ...britain,
  ...iberia,
  ...nordics,
  ...benelux,
  ...alpsAndItaly,
  ...centralEurope,
  ...northAmerica,
  ...australia,
  ...asia,
  ...sscc,
];

const withFormats = new Set([
  ...formats.flatMap(({ carriers }) => carriers),
  ...Object.values(postOf).flat(),
  ...Object.values(postOfService).flat(),
]);
/** Is it known what this carrier's own numbers look like? */
export const hasFormats = (code: string): boolean => withFormats.has(code);

export type NumberFit = { readonly format: NumberFormat; readonly fit: "right" | "wrong_check_digit" };

/** Every format whose shape the normalised number has. */
export function fitsOf(number: string): readonly NumberFit[] {
  const fits: NumberFit[] = [];
  for (const format of candidatesFor(number)) if (format.pattern.test(number)) fits.push(fitOf(format, number));
  const post = s10FormatOf(number);
  if (post !== null) fits.push(fitOf(post, number));
  return fits;
}

const fitOf = (format: NumberFormat, number: string): NumberFit => ({
  format,
  fit: (format.isRight?.(number) ?? true) ? "right" : "wrong_check_digit",
});

/** What may stand at one length: most numbers are digits alone, and meet no format that wants a letter. */
interface Shelf {
  readonly digits: NumberFormat[];
  readonly mixed: NumberFormat[];
}

const shelves: readonly (Shelf | undefined)[] = shelve();
const nothing: readonly NumberFormat[] = [];

function shelve(): readonly (Shelf | undefined)[] {
  const made: (Shelf | undefined)[] = [];
  for (const format of formats) {
    for (const length of format.lengths) {
      const shelf = (made[length] ??= { digits: [], mixed: [] });
      if (!wantsLetter(format.pattern)) shelf.digits.push(format);
      if (takesLetter(format.pattern)) shelf.mixed.push(format);
    }
  }
  return made;
}

/** Letters stand in a pattern where letters may stand in the number … */
function takesLetter({ source }: RegExp): boolean {
  return /[A-Z]/.test(source);
}

/** … and must, where digits are no choice beside them. */
function wantsLetter({ source }: RegExp): boolean {
  return /[A-Z]/.test(source.replace(/\[0-9[^\]]*\]|\(\?![^)]*\)/g, ""));
}

function candidatesFor(number: string): readonly NumberFormat[] {
  const shelf = shelves[number.length];
  if (shelf === undefined) return nothing;
  return isDigits(number) ? shelf.digits : shelf.mixed;
}

function isDigits(number: string): boolean {
  for (let at = 0; at < number.length; at += 1) {
    const code = number.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
