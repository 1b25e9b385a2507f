/** What a number says: its form, the check digit, the countries and the postcode in it. */
import type { CompanyMatch, Evidence } from "./evidence.ts";
import { isFamily } from "./family.ts";
import type { NumberFormat } from "./formats/format.ts";
import { type PostFormat, postOf } from "./formats/posts.ts";
import { fitsOf, hasFormats, type NumberFit } from "./formats.ts";
import { hostMatches } from "./hosts.ts";
import { isPlaceholder, normaliseNumber, numberInLink } from "./number.ts";
import { isPostcode } from "./postcodes.ts";
import { isOnRoute, nowhere, type Route } from "./route.ts";

/** A number with a wrong check digit speaks against a carrier, but people mistype: less than the name says for it. */
const wrongDigitBits = -5;
/** From carrier to carrier in a format's list. */
const nextCarrierBits = 3;
/** The post that delivers knows the number of the post that sent. */
const deliveringPostBits = -5;
/** A form that is used between some countries only, on a route that touches one of them, and on another. */
const [onRouteBits, offRouteBits] = [1.5, -3];
const [samePostcodeBits, otherPostcodeBits] = [4, -1];

/** The country that the number says it comes from; null where it says none. */
export function addNumber(
  evidence: Evidence,
  given: string,
  company: readonly CompanyMatch[],
  route: Route,
): string | null {
  const linked = numberInLink(given);
  if (linked !== null)
    for (const { code, strength, reason } of hostMatches(given)) evidence.add(code, strength, reason);
  if (isPlaceholder(given)) return null;
  const number = normaliseNumber(linked ?? given);
  const fits = fitsOf(number);
  if (fits.length === 0) return null;
  const named = meantBy(company);
  const best = bestFits(number, fits, named, route);
  for (const [code, { bits, reasons }] of best) evidence.add(code, bits, ...reasons);
  // Whom a text names is in question already; nobody else is by a number that is not right.
  for (const { code } of named) {
    const wrong = best.has(code) ? undefined : fits.find(({ format, fit }) => fit !== "right" && isOf(format, code));
    if (wrong !== undefined)
      evidence.add(
        code,
        wrongDigitBits,
        `The number has the form of ${wrong.format.name}, but its check digit is wrong.`,
      );
  }
  const post = fits.find(({ format, fit }) => fit === "right" && isPosts(format))?.format;
  return post !== undefined && isPosts(post) ? post.country : null;
}

interface Weight {
  readonly bits: number;
  readonly reasons: readonly string[];
}

/**
 * What a number's shape says, shared among the carriers that use it: for each carrier by the one format that says most. A named
 * member of their family earns it in full, unless it has formats of its own: a parcel number of DHL is none of Deutsche Post, a sister.
 */
function bestFits(
  number: string,
  fits: readonly NumberFit[],
  named: readonly CompanyMatch[],
  route: Route,
): ReadonlyMap<string, Weight> {
  const best = new Map<string, Weight>();
  const propose = (code: string, bits: number, reasons: readonly string[]): void => {
    const known = best.get(code);
    if (known === undefined || known.bits < bits) best.set(code, { bits, reasons });
  };
  for (const { format, fit } of fits) {
    if (fit !== "right") continue;
    const { bits, reasons } = weightOf(format, number, route);
    for (let at = 0; at < format.carriers.length; at += 1) {
      const code = format.carriers[at] ?? "";
      propose(code, isNamed(named, code) ? bits : bits - at * nextCarrierBits, reasons);
    }
    for (const { code } of named)
      if (!format.carriers.includes(code) && isOf(format, code)) propose(code, bits, reasons);
    const delivering = deliveringPost(format, route);
    if (delivering !== undefined)
      propose(delivering, bits + deliveringPostBits, [
        `The number is of the post of ${format.name.slice(-2)}, whose parcels the post of ${route.destination} delivers.`,
      ]);
  }
  return best;
}

function isNamed(named: readonly CompanyMatch[], code: string): boolean {
  for (const match of named) if (match.code === code) return true;
  return false;
}

/** Whom the text means, without those that it might mean. */
function meantBy(company: readonly CompanyMatch[]): readonly CompanyMatch[] {
  if (company.length < 2) return company;
  const best = Math.max(...company.map(({ strength }) => strength));
  return company.filter(({ strength }) => strength >= best - 3);
}

/** One of the format's own, or a relative of one that has no formats of its own. */
const isOf = (format: NumberFormat, code: string): boolean =>
  format.carriers.includes(code) || (!hasFormats(code) && format.carriers.some((carrier) => isFamily(carrier, code)));

const isPosts = (format: NumberFormat): format is PostFormat => "country" in format;

const deliveringPost = (format: NumberFormat, { destination }: Route): string | undefined =>
  isPosts(format) && destination !== null && destination !== format.country ? postOf[destination]?.[0] : undefined;

const formReasons = new WeakMap<NumberFormat, readonly string[]>();

function formReason(format: NumberFormat): readonly string[] {
  let reasons = formReasons.get(format);
  if (reasons === undefined) {
    reasons = [`The number has the form of ${format.name}${format.isRight ? ", with a right check digit" : ""}.`];
    formReasons.set(format, reasons);
  }
  return reasons;
}

/** How much a fit says, on this route. */
function weightOf(format: NumberFormat, number: string, route: Route): Weight {
  const reasons = formReason(format);
  let bits = format.strength;
  if (route === nowhere) return { bits, reasons };
  if (format.usedIn !== undefined && route.isKnown)
    bits += isOnRoute(format.usedIn, route) ? onRouteBits : offRouteBits;
  if (format.postcode === undefined || route.postcode === null) return { bits, reasons };
  const held = format.postcode(number);
  return isPostcode(route.postcode, held)
    ? { bits: bits + samePostcodeBits, reasons: [...reasons, "The number holds the receiver's postcode."] }
    : {
        bits: bits + otherPostcodeBits,
        reasons: [...reasons, "The number holds another postcode than the receiver's."],
      };
}
