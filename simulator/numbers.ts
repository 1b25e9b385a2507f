/**
 * The simulator's numbers. Any right number of DHL Parcel DE (00340 + 15 digits) or UPS (1Z) has a journey: digits 6 and 7
 * of DHL, the second and third last before the check digit of UPS, name it (00 to 15, larger ones wrap around); the next digit
 * says how far the journey already is when it is first asked about, in tenths.
 */
import { type JourneyName, journeyNames } from "./journeys.ts";

export interface NumberWish {
  readonly carrier: "dhl" | "ups";
  readonly journey: JourneyName;
  /** Tells apart numbers of one installation. */
  readonly serial: number;
  readonly seed: number;
  /** 0 to 9: tenths of the journey that lie behind when it is first asked about. */
  readonly headStart?: number;
}

export function makeNumber({ carrier, journey, serial, seed, headStart = 0 }: NumberWish): string {
  const name = String(journeyNames.indexOf(journey)).padStart(2, "0");
  const unique = String((seed % 100_000) * 1_000_000 + (serial % 1_000_000))
    .padStart(11, "0")
    .slice(-11);
  if (carrier === "dhl") {
    const body = `00340${name}${headStart}${unique}`;
    return body + gs1CheckDigit(body);
  }
  // Shipper (6) and service (2) carry the serial; the package part (7) ends in journey and head start.
  const digits = unique.padStart(12, "0");
  const body = `${digits.slice(0, 6)}03${digits.slice(6, 10)}${name}${headStart}`;
  // Two digits of the serial would be lost: they go into letters of the shipper number.
  const letters = [...digits.slice(10)].map((digit) => String.fromCharCode(65 + Number(digit))).join("");
  const shipper = `${letters}${body.slice(2)}`;
  return `1Z${shipper}${upsCheckDigit(shipper)}`;
}

export function readNumber(number: string): { readonly journey: JourneyName; readonly headStart: number } {
  const at = number.startsWith("1Z") ? 14 : 5;
  const name = Number(number.slice(at, at + 2));
  return {
    journey: journeyNames[(Number.isFinite(name) ? name : 0) % journeyNames.length] ?? "normal",
    headStart: Number(number[at + 2]) || 0,
  };
}

function gs1CheckDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

function upsCheckDigit(body: string): number {
  const sum = [...body].reduce(
    (total, character, at) =>
      total + (/\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10) * (at % 2 === 1 ? 2 : 1),
    0,
  );
  return (10 - (sum % 10)) % 10;
}
