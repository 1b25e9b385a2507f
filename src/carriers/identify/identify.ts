/** Who carries this? Ranked candidates with a probability and reasons that a person can follow. Pure. */
import { countryCode } from "#carriers/places.ts";
import { carrierByCode } from "#carriers/registry.ts";
import { type CompanyMatch, companyMatches } from "./company.ts";
import { type Candidate, Evidence, ranked, type Suspect, weigh } from "./evidence.ts";
import type { NumberFormat } from "./formats/format.ts";
import { type PostFormat, postOf } from "./formats/posts.ts";
import { fitsOf, hasFormats, type NumberFit } from "./formats.ts";
import { hostMatches } from "./hosts.ts";
import { isPlaceholder, normaliseNumber, numberInLink } from "./number.ts";
import { countryOfPostcode, isPostcode } from "./postcodes.ts";

export type { Candidate } from "./evidence.ts";

export interface Said {
  readonly number?: string | null | undefined;
  readonly company?: string | null | undefined;
  /** Where the parcel goes, the order's country: its two letters, or its name. */
  readonly country?: string | null | undefined;
  /** Where the merchant sends from, as the country is said. */
  readonly origin?: string | null | undefined;
  /** The receiver's. */
  readonly postcode?: string | null | undefined;
  /** The merchant's own tracking link. */
  readonly uri?: string | null | undefined;
  /** Registry code → how many of this merchant's parcels it carried lately. */
  readonly usedByMerchant?: ReadonlyMap<string, number> | undefined;
  /** Registry code → what that carrier said when it was asked for the number. */
  readonly answered?: ReadonlyMap<string, "knows" | "does_not_know"> | undefined;
}

/** Two carriers seldom know the same number, but short numbers come again. */
const knowsBits = 8;
/** A label may be younger than the question. */
const doesNotKnowBits = -4;
/** A number with a wrong check digit speaks against a carrier, but people mistype: less than the name says for it. */
const wrongDigitBits = -5;
/** From carrier to carrier in a format's list. */
const nextCarrierBits = 2.5;
/** The post that delivers knows the number of the post that sent. */
const deliveringPostBits = -5;
/** A form that is used between some countries only, on a route that touches one of them, and on another. */
const [onRouteBits, offRouteBits] = [1.5, -3];
const [samePostcodeBits, otherPostcodeBits] = [4, -1];
/** The carrier is at home where the parcel goes or comes from; it is not where it goes; nor where it comes from. */
const [homeBits, strangerBits, strangerFromBits] = [0.7, -1, -2.5];
/** The share of a shop's parcels that a carrier has of which nothing is known. */
const usualShare = 0.1;

export function identify(said: Said): readonly Candidate[] {
  const route = routeOf(said);
  const evidence = new Evidence();
  const company = said.company ? companyMatches(said.company, route.origin ?? route.destination) : [];
  for (const { code, strength, reason } of company) evidence.add(code, strength, reason);
  if (said.uri)
    for (const { code, strength, reason } of hostMatches(said.uri)) evidence.add(code, strength * 0.6, reason);
  if (said.number) addNumber(evidence, said.number, company, route);
  if (said.answered) addAnswers(evidence, said.answered);
  if (route.isKnown) for (const suspect of evidence.suspects) weighRoute(suspect, route);
  if (said.usedByMerchant && said.usedByMerchant.size > 0) weighHistory(evidence.suspects, said.usedByMerchant);
  return ranked(evidence.suspects);
}

interface Route {
  readonly destination: string | null;
  readonly origin: string | null;
  readonly postcode: string | null;
  readonly isKnown: boolean;
}

const nowhere: Route = { destination: null, origin: null, postcode: null, isKnown: false };

function routeOf({ country, origin, postcode }: Said): Route {
  if (!country && !origin && !postcode) return nowhere;
  const destination = countryCode(country ?? undefined) ?? (postcode ? countryOfPostcode(postcode) : null);
  const from = countryCode(origin ?? undefined) ?? null;
  return {
    destination,
    origin: from,
    postcode: postcode ?? null,
    isKnown: destination !== null || from !== null,
  };
}

function addNumber(evidence: Evidence, given: string, company: readonly CompanyMatch[], route: Route): void {
  const linked = numberInLink(given);
  if (linked !== null)
    for (const { code, strength, reason } of hostMatches(given)) evidence.add(code, strength, reason);
  if (isPlaceholder(given)) return;
  const number = normaliseNumber(linked ?? given);
  const fits = fitsOf(number);
  if (fits.length === 0) return;
  const named = meantBy(company);
  const best = bestFits(number, fits, named, route);
  for (const [code, { bits, reasons }] of best)
    for (const [at, reason] of reasons.entries()) evidence.add(code, at === 0 ? bits : 0, reason);
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
    ? {
        bits: bits + samePostcodeBits,
        reasons: [...reasons, `The number holds the receiver's postcode, ${route.postcode.trim()}.`],
      }
    : { bits: bits + otherPostcodeBits, reasons: [...reasons, `The number holds another postcode, ${held}.`] };
}

const isOnRoute = (countries: readonly string[], { destination, origin }: Route): boolean =>
  (destination !== null && countries.includes(destination)) || (origin !== null && countries.includes(origin));

/** The countries that the registry knows of a carrier are where it is at home; parcels leave it, and many carriers serve more. */
function weighRoute(suspect: Suspect, route: Route): void {
  const { carrier } = suspect;
  if (carrier.countries.length === 0) return;
  if (isOnRoute(carrier.countries, route)) {
    const where = route.origin !== null && carrier.countries.includes(route.origin) ? route.origin : route.destination;
    weigh(suspect, homeBits, `${carrier.name} is at home in ${where}.`);
  } else {
    const between = [route.origin, route.destination].filter((country) => country !== null).join(" and ");
    weigh(
      suspect,
      route.origin === null ? strangerBits : strangerFromBits,
      `${carrier.name} is at home in ${carrier.countries.join(", ")}, not in ${between}.`,
    );
  }
}

/** What the shop has sent lately, as a share of all its parcels, against a share that any carrier may have. */
function weighHistory(suspects: readonly Suspect[], used: ReadonlyMap<string, number>): void {
  let all = 0;
  for (const parcels of used.values()) all += parcels;
  if (all <= 0) return;
  for (const suspect of suspects) {
    const { code, name } = suspect.carrier;
    if (suspect.bits <= 0) continue;
    const own = used.get(code) ?? 0;
    let ofFamily = 0;
    for (const [other, parcels] of used) if (other !== code && isFamily(other, code)) ofFamily += parcels;
    const share = (own + ofFamily / 2 + 0.5) / (all + 5);
    const bits = Math.max(-1.5, Math.min(3, Math.log2(share / usualShare)));
    weigh(
      suspect,
      bits,
      own > 0
        ? `This shop has sent ${own} parcels with ${name}.`
        : ofFamily > 0
          ? `This shop has sent ${ofFamily} parcels with relatives of ${name}.`
          : `This shop has sent none of its last ${all} parcels with ${name}.`,
    );
  }
}

function addAnswers(evidence: Evidence, answered: ReadonlyMap<string, "knows" | "does_not_know">): void {
  for (const [code, answer] of answered) {
    const name = carrierByCode(code)?.name ?? code;
    if (answer === "knows") evidence.add(code, knowsBits, `${name} was asked and knows the number.`);
    else if (evidence.about(code) !== undefined)
      evidence.add(code, doesNotKnowBits, `${name} was asked and does not know the number.`);
  }
}

function isFamily(a: string, b: string): boolean {
  const [one, two] = [carrierByCode(a), carrierByCode(b)];
  return (
    one !== undefined &&
    two !== undefined &&
    (one.parent === b || two.parent === a || (one.parent !== null && one.parent === two.parent))
  );
}

export type NumberCheck =
  | { readonly kind: "fits"; readonly format: string }
  | { readonly kind: "wrong_check_digit"; readonly format: string }
  | { readonly kind: "unknown" };

/** Can this number be one of the carrier's own? `unknown`: no format of that carrier is in our table. */
export function checkNumber(code: string, text: string): NumberCheck {
  const fits = fitsOf(normaliseNumber(text)).filter(({ format }) =>
    format.carriers.some((carrier) => carrier === code || isFamily(carrier, code)),
  );
  const right = fits.find(({ fit }) => fit === "right");
  if (right) return { kind: "fits", format: right.format.name };
  const [wrong] = fits;
  return wrong ? { kind: "wrong_check_digit", format: wrong.format.name } : { kind: "unknown" };
}
