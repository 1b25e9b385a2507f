/** What a number format is. */

export interface NumberFormat {
  readonly name: string;
  /** Registry codes whose numbers look like this, likeliest first. */
  readonly carriers: readonly string[];
  /** How many characters; looked at before any pattern. */
  readonly lengths: readonly number[];
  /** On a normalised number (upper case, letters and digits only, at most 100). Bounded quantifiers only. */
  readonly pattern: RegExp;
  readonly isRight?: (number: string) => boolean;
  /** A wrong check digit is a doubt, not a mistake: the carrier has numbers without, or we know the rule from others only. */
  readonly isHabit?: true;
  /** Weight of evidence in bits, when pattern and check digit fit; `bench -- identify` shows whether the chances hold. */
  readonly strength: number;
  /** ISO 3166-1 alpha-2: between which countries such numbers travel; absent: where its carriers work. */
  readonly usedIn?: readonly string[];
  /** The receiver's postcode, where the number holds it. */
  readonly postcode?: (number: string) => string;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}
