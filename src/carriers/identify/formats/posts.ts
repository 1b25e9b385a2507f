/**
 * The posts' international numbers: UPU S10-12, two letters for the service, eight digits and a check digit, the country of the post
 * that issued it. The receiver's post delivers it, and mostly knows it under the same number.
 */
import * as check from "#carriers/identify/check-digits.ts";
import { countryCode } from "#carriers/places.ts";
import type { NumberFormat } from "./format.ts";

/** Post of a country by the last two letters of an S10 number. Domestic posts that the registry knows, the likeliest first. */
export const postOf: Readonly<Record<string, readonly string[]>> = {
  AE: ["emirates-post"],
  AR: ["correo-argentino"],
  AT: ["austrian-post", "austrian-post-registered"],
  AU: ["australia-post"],
  BA: ["bh-posta"],
  BE: ["bpost"],
  BG: ["bgpost"],
  BR: ["brazil-correios"],
  BY: ["belpost"],
  CA: ["canada-post"],
  CH: ["swiss-post"],
  CL: ["correos-chile"],
  CN: ["china-post"],
  CO: ["4-72"],
  CR: ["correos-de-costa-rica"],
  CY: ["cyprus-post"],
  CZ: ["ceska-posta"],
  DE: ["deutsch-post", "dhl-germany"],
  DK: ["danmark-post", "postnord"],
  EE: ["omniva"],
  ES: ["spain-correos-es"],
  FI: ["posti"],
  FR: ["la-poste-colissimo"],
  GB: ["royal-mail"],
  GE: ["gpost"],
  GR: ["hellenic-post", "elta-courier"],
  HK: ["hong-kong-post"],
  HR: ["hrvatska-posta"],
  HU: ["magyar-posta"],
  ID: ["pos-indonesia-int"],
  IE: ["an-post"],
  IL: ["israel-post"],
  IN: ["india-post", "india-post-int"],
  IS: ["postur-is"],
  IT: ["poste-italiane"],
  JE: ["jersey-post"],
  JP: ["japan-post"],
  KH: ["cambodia-post"],
  KR: ["korea-post", "kpost"],
  LA: ["lao-post"],
  LV: ["latvijas-pasts"],
  MX: ["correos-de-mexico"],
  MY: ["malaysia-post"],
  NG: ["nipost"],
  NL: ["postnl", "postnl-international"],
  NO: ["posten-norge"],
  NZ: ["new-zealand-post"],
  PL: ["poczta-polska"],
  PT: ["portugal-ctt"],
  RO: ["posta-romana"],
  RS: ["post-serbia"],
  RU: ["russian-post"],
  SA: ["saudi-post"],
  SE: ["sweden-posten", "postnord"],
  SG: ["singapore-post", "singapore-speedpost"],
  SI: ["post-slovenia"],
  SK: ["sk-posta"],
  TH: ["thailand-post"],
  TR: ["ptt-posta"],
  TW: ["taiwan-post"],
  UA: ["ukrposhta"],
  US: ["usps"],
  UY: ["correo-uy"],
  VN: ["vnpost"],
  ZA: ["sapo"],
};

/** Who else a first letter of the service means: E is express, C a parcel, X the carrier's own (UPU S10-12, 5.2). */
export const postOfService: Readonly<Record<string, readonly string[]>> = {
  "C DE": ["dhl-germany", "deutsch-post"],
  "C GB": ["parcel-force", "royal-mail"],
  "E GB": ["parcel-force", "royal-mail"],
  "E CN": ["china-ems", "china-post"],
  "E FR": ["la-poste-colissimo", "chronopost-france"],
  "X FR": ["chronopost-france", "la-poste-colissimo"],
};

export const s10Pattern = /^[A-Z]{2}\d{9}[A-Z]{2}$/;
const s10Length = 13;

export interface PostFormat extends NumberFormat {
  /** Of the post that issued the number. */
  readonly country: string;
}

const known = new Map<string, PostFormat | null>();

/** The format of this number, when it has the form of S10 and ends with a country. */
export function s10FormatOf(number: string): PostFormat | null {
  if (number.length !== s10Length || !s10Pattern.test(number)) return null;
  const country = number.slice(-2);
  const service = `${number[0]} ${country}`;
  let format = known.get(service);
  if (format === undefined) {
    format =
      countryCode(country) === country ? s10Format(country, postOfService[service] ?? postOf[country] ?? []) : null;
    known.set(service, format);
  }
  return format;
}

const s10Format = (country: string, carriers: readonly string[]): PostFormat => ({
  name: `UPU S10 of ${country}`,
  country,
  carriers,
  lengths: [s10Length],
  pattern: s10Pattern,
  isRight: (n) => check.s10(n.slice(2, 11)),
  strength: 11,
  valid: [],
  invalid: [],
});
