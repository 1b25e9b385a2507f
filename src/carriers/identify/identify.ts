/** Who carries this? Ranked candidates with a probability and reasons that a person can follow. Pure. */
import { carrierByCode } from "#carriers/registry.ts";
import { companyMatches } from "./company.ts";
import { type Candidate, Evidence, ranked, type Suspect, weigh } from "./evidence.ts";
import { isFamily } from "./family.ts";
import { fitsOf } from "./formats.ts";
import { hostMatches } from "./hosts.ts";
import { normaliseNumber } from "./number.ts";
import { addNumber } from "./number-evidence.ts";
import { comingFrom, routeOf, type SaidRoute, weighRoute } from "./route.ts";

export type { Candidate } from "./evidence.ts";

export interface Said extends SaidRoute {
  readonly number?: string | null | undefined;
  readonly company?: string | null | undefined;
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
/** The share of a shop's parcels that a carrier has of which nothing is known. */
const usualShare = 0.1;

export function identify(said: Said): readonly Candidate[] {
  const told = routeOf(said);
  const evidence = new Evidence();
  const company = said.company ? companyMatches(said.company, told.origin ?? told.destination) : [];
  for (const { code, strength, reason } of company) evidence.add(code, strength, reason);
  if (said.uri)
    for (const { code, strength, reason } of hostMatches(said.uri)) evidence.add(code, strength * 0.6, reason);
  const from = said.number ? addNumber(evidence, said.number, company, told) : null;
  const route = comingFrom(told, from);
  if (said.answered) addAnswers(evidence, said.answered);
  if (route.isKnown) for (const suspect of evidence.suspects) weighRoute(suspect, route);
  if (said.usedByMerchant && said.usedByMerchant.size > 0) weighHistory(evidence.suspects, said.usedByMerchant);
  return ranked(evidence.suspects);
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

/** Below this strength a form is so wide that a wrong check digit says nothing. */
const tellingStrength = 8;

/** Forms that are nobody else's, but for the check digit: a person has likely mistyped. By name. */
export const mistypedFormats = (text: string): readonly string[] =>
  fitsOf(normaliseNumber(text))
    .filter(({ format, fit }) => fit === "wrong_check_digit" && format.strength >= tellingStrength)
    .map(({ format }) => format.name);
