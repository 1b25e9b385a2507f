/** What speaks for whom: bits for each carrier, with the reasons, and what they come to together. */
import { carrierByCode, type RegisteredCarrier } from "#carriers/registry.ts";

/** A carrier that a text may mean. */
export interface CompanyMatch {
  readonly code: string;
  /** Bits of evidence. */
  readonly strength: number;
  readonly reason: string;
}

export interface Candidate {
  readonly code: string;
  readonly name: string;
  /** 0 to 1; all candidates together at most 1: the rest is "somebody else". */
  readonly probability: number;
  readonly reasons: readonly string[];
}

export interface Suspect {
  readonly carrier: RegisteredCarrier;
  /** Log-odds against "somebody else", to the base of 2. */
  bits: number;
  readonly reasons: string[];
}

/** Bits that somebody else of 1,560 carriers starts with: a text or number must earn more than this to be believed. */
const doubtBits = 4;
const candidatesMax = 8;
/** Less is not worth a line. */
const probabilityMin = 0.02;

/** Few carriers are ever in question at once: a list that is looked through is faster than a map, and kept in its order. */
export class Evidence {
  readonly suspects: Suspect[] = [];

  /** Of whom nothing is said yet is in question from now on; undefined for a code that is nobody's. */
  private suspect(code: string): Suspect | undefined {
    const known = this.about(code);
    if (known !== undefined) return known;
    const carrier = carrierByCode(code);
    if (carrier === undefined) return undefined;
    const suspect: Suspect = { carrier, bits: 0, reasons: [] };
    this.suspects.push(suspect);
    return suspect;
  }

  about(code: string): Suspect | undefined {
    for (const suspect of this.suspects) if (suspect.carrier.code === code) return suspect;
    return undefined;
  }

  add(code: string, bits: number, ...reasons: readonly string[]): void {
    const suspect = this.suspect(code);
    if (suspect !== undefined) weigh(suspect, bits, ...reasons);
  }
}

export function weigh(suspect: Suspect, bits: number, ...reasons: readonly string[]): void {
  suspect.bits += bits;
  for (const reason of reasons) if (!suspect.reasons.includes(reason)) suspect.reasons.push(reason);
}

/** The shares follow as in a vote weighted by 2^bits; doubt has a vote, too. */
export function ranked(suspects: readonly Suspect[]): readonly Candidate[] {
  let all = 2 ** doubtBits;
  for (const { bits } of suspects) all += 2 ** bits;
  const candidates: Candidate[] = [];
  for (const { carrier, bits, reasons } of suspects) {
    const probability = Math.round((2 ** bits / all) * 1_000) / 1_000;
    if (probability >= probabilityMin)
      candidates.push({ code: carrier.code, name: carrier.name, probability, reasons });
  }
  if (candidates.length < 2) return candidates;
  return candidates.sort((a, b) => b.probability - a.probability || (a.code < b.code ? -1 : 1)).slice(0, candidatesMax);
}
