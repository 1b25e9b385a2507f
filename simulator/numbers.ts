/**
 * Numbers of the simulator. Every right number of a carrier has a journey. By hand, of the places before the check digit:
 *
 * | | journey | head start | route |
 * |---|---|---|---|
 * | DHL Parcel Germany, `00340` + 15 digits | digits 6 and 7 | digit 8 | Berlin or Munich |
 * | DHL Express, 10 digits | digits 7 and 8 | digit 9 | Berlin or Munich |
 * | UPS, `1Z` + 16 | the third and second last | the last | by the service, digits 9 and 10 |
 *
 * The journey is its place in `journeyNames`, from 00; larger ones wrap around. The head start says in tenths how far the
 * journey is already when it is first asked about. Services of UPS: 03 New York, 11 Berlin, 65 Munich, 07 London, 68 Stockholm.
 */
import { createHash } from "node:crypto";
import { type JourneyName, journeyNames } from "./journeys.ts";

export type { JourneyName } from "./journeys.ts";

export type SimulatedCarrier = "dhl" | "ups";

export interface NumberWish {
  readonly carrier: SimulatedCarrier;
  readonly journey: JourneyName;
  /** Tells apart numbers of one seed: 0 to 999,999, of Express 0 to 99. */
  readonly serial: number;
  readonly seed: number;
  /** 0 to 9: tenths of the journey that lie behind when it is first asked about. */
  readonly headStart?: number;
  /** DHL only: Express tells more of customs and searches. Default: Parcel Germany. */
  readonly service?: "parcel-de" | "express";
  /** UPS only: where the journey ends. Default: New York. */
  readonly to?: UpsCity;
}

const routeOfUpsService = { "11": 0, "65": 1, "68": 2, "07": 3, "03": 4 } as const;
const upsServices = { berlin: "11", munich: "65", stockholm: "68", london: "07", "new york": "03" } as const;
export type UpsCity = keyof typeof upsServices;

/** A number with a right check digit that plays the journey. */
export function makeNumber(wish: NumberWish): string {
  const { carrier, journey, serial, seed, headStart = 0, service = "parcel-de", to = "new york" } = wish;
  const plan = `${String(journeyNames.indexOf(journey)).padStart(2, "0")}${headStart}`;
  if (service === "express" && carrier === "dhl") {
    const body = `${1 + (seed % 9)}${digits(Math.floor(seed / 9) % 1_000, 3)}${digits(serial % 100, 2)}${plan}`;
    return `${body}${Number(body) % 7}`;
  }
  const unique = digits((seed % 100_000) * 1_000_000 + (serial % 1_000_000), 11);
  if (carrier === "dhl") {
    const body = `00340${plan}${unique}`;
    return `${body}${gs1CheckDigit(body)}`;
  }
  // Shipper (6) and the package's first four digits carry seed and serial; the last two of the serial become the shipper's letters.
  const letters = [...unique.slice(9)].map((digit) => String.fromCharCode(65 + Number(digit))).join("");
  const body = `${letters}${unique.slice(1, 5)}${upsServices[to]}${unique.slice(5, 9)}${plan}`;
  return `1Z${body}${upsCheckDigit(body)}`;
}

/** What a number's digits say; a number that is not of one of the three forms plays the same journey each time. */
export function readNumber(number: string): { readonly journey: JourneyName; readonly headStart: number } {
  const { parcelDe, express, ups } = planPattern.exec(number)?.groups ?? {};
  const plan = parcelDe ?? express ?? ups ?? `${digits(chance(number, "journey", 100), 2)}0`;
  return {
    journey: journeyNames[Number(plan.slice(0, 2)) % journeyNames.length] ?? "normal",
    headStart: Number(plan[2]),
  };
}

/** Index in `routes`. */
export function routeOf(number: string): number {
  const service = planPattern.exec(number)?.groups?.service;
  if (service === undefined) return chance(number, "route", 2);
  return Object.entries(routeOfUpsService).find(([code]) => code === service)?.[1] ?? routeOfUpsService["03"];
}

const planPattern =
  /^(?:00340(?<parcelDe>\d{3})\d{12}|\d{6}(?<express>\d{3})\d|1Z[0-9A-Z]{6}(?<service>[0-9A-Z]{2})\d{4}(?<ups>\d{3})\d)$/;

/** Can the carrier have given out such a number? */
export function isNumberOf(carrier: SimulatedCarrier, number: string): boolean {
  if (carrier === "ups") {
    if (number.startsWith("1Z"))
      return /^1Z[0-9A-Z]{15}\d$/.test(number) && upsCheckDigit(number.slice(2, -1)) === Number(number.at(-1));
    return /^(?:[AHJKTV]\d{10}|\d{9}|\d{26})$/.test(number);
  }
  if (/^00340\d{15}$/.test(number)) return gs1CheckDigit(number.slice(0, -1)) === Number(number.at(-1));
  if (/^\d{10}$/.test(number)) return Number(number.slice(0, -1)) % 7 === Number(number.at(-1));
  if (/^\d{12}$/.test(number)) return identcodeCheckDigit(number.slice(0, -1)) === Number(number.at(-1));
  return /^[A-Z]{1,6}\d{9,20}$/.test(number);
}

/** The number of the second box of a shipment: another serial of the same sender, with a right check digit. */
export function siblingOf(number: string): string {
  const isUps = /^1Z[0-9A-Z]{8}\d{8}$/.test(number);
  if (!isUps && !/^00340\d{15}$/.test(number)) return `${number}2`;
  const at = isUps ? 10 : 13;
  const body = `${number.slice(0, at)}${(Number(number[at]) + 5) % 10}${number.slice(at + 1, -1)}`;
  return `${body}${isUps ? upsCheckDigit(body.slice(2)) : gs1CheckDigit(body)}`;
}

/** The service of DHL that knows such a number. */
export function dhlServiceOf(number: string): "parcel-de" | "express" {
  return /^(?:\d{10}|JD\d+)$/.test(number) ? "express" : "parcel-de";
}

// The simulator is the carrier's side: its check digits are written here once more, so that a slip of ours is found.

/** GS1: weights 3 and 1 from the right. */
function gs1CheckDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** Weights 4 and 9 from the left. */
function identcodeCheckDigit(body: string): number {
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 4 : 9), 0);
  return (10 - (sum % 10)) % 10;
}

/** Letters count A=2, B=3 … modulo 10; even places double. */
function upsCheckDigit(body: string): number {
  const sum = [...body].reduce((total, character, at) => {
    const value = /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 63) % 10;
    return total + (at % 2 === 1 ? 2 * value : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
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
