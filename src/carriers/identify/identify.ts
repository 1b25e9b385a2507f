/** Who carries this? Ranked candidates with a probability and reasons that a person can follow. Pure. */
import { countryCode } from "#carriers/places.ts";
import { carrierByCode } from "#carriers/registry.ts";
import { type CompanyMatch, companyMatches, hostMatches } from "./company.ts";
import { fitsOf, hasFormats, type NumberFit } from "./formats.ts";
import { isPlaceholder, normaliseNumber, numberInLink } from "./number.ts";

export interface Said {
  readonly number?: string | null | undefined;
  readonly company?: string | null | undefined;
  /** The order's country: its two letters, or its name. */
  readonly country?: string | null | undefined;
  /** The merchant's own tracking link. */
  readonly uri?: string | null | undefined;
  /** Registry code → how many of this merchant's parcels it carried lately. */
  readonly usedByMerchant?: ReadonlyMap<string, number> | undefined;
}

export interface Candidate {
  readonly code: string;
  readonly name: string;
  /** 0 to 1; all candidates together at most 1: the rest is "somebody else". */
  readonly probability: number;
  readonly reasons: readonly string[];
}

/** Bits that somebody else of 1,560 carriers starts with: a text or number must earn more than this to be believed. */
const doubtBits = 4;
/** A number with a wrong check digit speaks against a carrier, but people mistype: less than the name says for it. */
const wrongDigitBits = -5;

export function identify(said: Said): readonly Candidate[] {
  const country = countryCode(said.country ?? undefined) ?? null;
  const evidence = new Evidence();
  const company = companyMatches(said.company ?? "", country);
  for (const match of company) evidence.add(match.code, match.strength, match.reason);
  if (said.uri) for (const match of hostMatches(said.uri)) evidence.add(match.code, match.strength * 0.6, match.reason);

  const given = said.number ?? "";
  const number = normaliseNumber(numberInLink(given) ?? given);
  if (numberInLink(given) !== null)
    for (const match of hostMatches(given)) evidence.add(match.code, match.strength, match.reason);
  const fits = isPlaceholder(given) ? [] : fitsOf(number);
  for (const fit of fits) addFit(evidence, fit, company);

  for (const [code, bits] of evidence.bits) {
    const carrier = carrierByCode(code);
    if (carrier === undefined) continue;
    if (country !== null && carrier.countries.length > 0)
      evidence.add(code, carrier.countries.includes(country) ? 0.7 : -1, null);
    const used = said.usedByMerchant?.get(code) ?? 0;
    if (used > 0 && bits > 0)
      evidence.add(code, Math.min(3, Math.log2(1 + used)), `This shop has sent ${used} parcels with ${carrier.name}.`);
  }
  return ranked(evidence);
}

/**
 * What a number's shape says, shared among the carriers that use it. A named member of their family earns it in full, unless it has
 * formats of its own: a parcel number of DHL is none of Deutsche Post, a sister.
 */
function addFit(evidence: Evidence, { format, fit }: NumberFit, company: readonly CompanyMatch[]): void {
  const named = new Set(company.map(({ code }) => code));
  const family = company
    .filter(({ code }) => format.carriers.some((carrier) => isFamily(carrier, code)) && !hasFormats(code))
    .map(({ code }) => code);
  for (const [at, code] of [...format.carriers, ...family].entries()) {
    const carrier = carrierByCode(code);
    if (carrier === undefined) continue;
    if (fit === "right") {
      const bits = format.strength - (named.has(code) ? 0 : at * 1.5);
      evidence.add(
        code,
        bits,
        format.isRight || format.name.startsWith("UPU")
          ? `The number has the form of ${format.name}, with a right check digit.`
          : `The number has the form of ${format.name}.`,
      );
    } else if (named.has(code))
      evidence.add(code, wrongDigitBits, `The number has the form of ${format.name}, but its check digit is wrong.`);
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

class Evidence {
  readonly bits = new Map<string, number>();
  readonly reasons = new Map<string, string[]>();
  add(code: string, bits: number, reason: string | null): void {
    this.bits.set(code, (this.bits.get(code) ?? 0) + bits);
    const reasons = this.reasons.get(code) ?? [];
    if (reason !== null && !reasons.includes(reason)) reasons.push(reason);
    this.reasons.set(code, reasons);
  }
}

/** Bits are log-odds against "somebody else"; the shares follow as in a vote weighted by 2^bits. */
function ranked(evidence: Evidence): readonly Candidate[] {
  const likely = [...evidence.bits].filter(([, bits]) => bits > 0.5);
  const weights = likely.map(([code, bits]) => ({ code, weight: 2 ** Math.min(bits, 40) }));
  const all = weights.reduce((sum, { weight }) => sum + weight, 2 ** doubtBits);
  return weights
    .map(({ code, weight }) => ({
      code,
      name: carrierByCode(code)?.name ?? code,
      probability: Math.round((weight / all) * 1_000) / 1_000,
      reasons: evidence.reasons.get(code) ?? [],
    }))
    .filter(({ probability }) => probability >= 0.02)
    .sort((a, b) => b.probability - a.probability || (a.code < b.code ? -1 : 1))
    .slice(0, 8);
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
