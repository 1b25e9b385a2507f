/**
 * Numbers of the simulator. Every right number of a carrier has a journey. Numbers that are made here say theirs in three digits,
 * `p` in the contract's form: two for the place of the journey in `journeyNames`, from 00 (larger ones wrap around), and one for
 * the head start: how many tenths of the journey lie behind when it is first asked about. So `00340020…` of DHL is the third
 * journey from its beginning. Other right numbers play the same journey each time.
 */
import { createHash } from "node:crypto";
import { type JourneyName, journeyNames } from "./journeys.ts";
import type { City } from "./routes.ts";

export interface NumberWish {
  readonly journey: JourneyName;
  /** Tells apart numbers of one seed: 0 to 999,999 where the number is long enough. */
  readonly serial: number;
  readonly seed: number;
  /** 0 to 9: tenths of the journey that lie behind when it is first asked about. */
  readonly headStart?: number;
  /** Where the carrier's services have different numbers (`express` of DHL). Default: its usual one. */
  readonly service?: string;
  /** Where the journey ends, if the number can tell. */
  readonly to?: City;
}

/** What a number says. */
export interface Plan {
  readonly journey: JourneyName;
  readonly headStart: number;
  readonly to: City;
}

/** Numbers of one carrier. */
export interface Numbers {
  /** A number with a right check digit that plays the journey. */
  make(wish: NumberWish): string;
  /** Undefined: the carrier cannot have given out such a number. */
  read(number: string): Plan | undefined;
  /** The number of a shipment's second box: another right number of the same plan. */
  sibling(number: string): string;
}

export interface Form {
  /** `ppp`: the plan. `n`: digits that tell numbers apart, six or more. `c`: what `check` says. All else stands for itself. */
  readonly form: string;
  /** The check characters, from the number without them. */
  readonly check?: (body: string) => string;
  /** Further right numbers, as the carrier's real ones: they play a journey by chance. */
  readonly others?: (number: string) => boolean;
  /** Where journeys may end, one by chance; countries that the carrier serves. */
  readonly cities: readonly City[];
}

export function numbersLike({ form, check = () => "", others = () => false, cities }: Form): Numbers {
  const shape = form.replaceAll(/p+|n+|c+/g, (run) => {
    if (run.startsWith("p")) return "(?<plan>\\d{3})";
    return `${run.startsWith("n") ? "\\d" : "[0-9A-Z]"}{${run.length}}`;
  });
  const pattern = new RegExp(`^${shape}$`);
  const places = [...form.matchAll(/n/g)].map(({ index }) => index);
  const checked = (unchecked: string): string => {
    const characters = [...check([...unchecked].filter((_, at) => form[at] !== "c").join(""))];
    return [...unchecked].map((character, at) => (form[at] === "c" ? (characters.shift() ?? "") : character)).join("");
  };
  const read = (number: string): Plan | undefined => {
    const plan = pattern.exec(number)?.groups?.plan;
    if (plan !== undefined && checked(number) === number) return readPlan(number, plan, cities);
    return others(number) ? chancePlan(number, cities) : undefined;
  };
  return {
    make({ journey, headStart = 0, seed, serial }) {
      const plan = [...planDigits(journey, headStart)];
      const unique = [...uniqueDigits(seed, serial, places.length, form.startsWith("n"))];
      const digit = (kind: string): string =>
        (kind === "p" ? plan.shift() : kind === "n" ? unique.shift() : undefined) ?? kind;
      return checked([...form].map(digit).join(""));
    },
    read,
    sibling(number) {
      if (pattern.exec(number) === null) return `${number}2`;
      const at = places[places.length >> 1] ?? 0;
      return checked(`${number.slice(0, at)}${(Number(number[at]) + 5) % 10}${number.slice(at + 1)}`);
    },
  };
}

/** The three digits of a number's plan. */
export function planDigits(journey: JourneyName, headStart: number): string {
  return `${String(journeyNames.indexOf(journey)).padStart(2, "0")}${headStart}`;
}

/** @param plan its three digits */
export function readPlan(number: string, plan: string, cities: readonly City[]): Plan {
  return {
    journey: journeyNames[Number(plan.slice(0, 2)) % journeyNames.length] ?? "normal",
    headStart: Number(plan[2]),
    to: cityOf(number, cities),
  };
}

/** Of a number that says no plan: the same each time. */
export function chancePlan(number: string, cities: readonly City[]): Plan {
  return readPlan(number, `${digits(chance(number, "journey", 100), 2)}0`, cities);
}

function cityOf(number: string, cities: readonly City[]): City {
  return cities[chance(number, "route", cities.length)] ?? "berlin";
}

/** Different for each serial that fits; numbers do not begin with 0. */
export function uniqueDigits(seed: number, serial: number, length: number, isFirst: boolean): string {
  if (length >= 11) {
    const unique = (seed % 100_000) * 1_000_000 + (serial % 1_000_000);
    return isFirst ? `1${digits(unique, length - 1)}` : digits(unique, length);
  }
  const least = isFirst ? 10 ** (length - 1) : 0;
  return String(least + ((seed * 100_003 + serial) % (10 ** length - least))).padStart(length, "0");
}

/** A number from 0 to `below` − 1 that is always the same for the same text. */
export function chance(text: string, purpose: string, below: number): number {
  return createHash("sha256").update(`${purpose}\n${text}`).digest().readUInt32BE(0) % below;
}

function digits(value: number, length: number): string {
  return String(Math.trunc(Math.abs(value)))
    .padStart(length, "0")
    .slice(-length);
}
