/**
 * Number formats, each beside its own examples; a test runs them all. `strength` is how much a fit says: a long prefix with a
 * check digit says nearly everything, ten bare digits little. Sources: the carriers' developer pages as named in each folder's
 * table, UPU S10-12, GS1 General Specifications.
 */
import * as check from "./check-digits.ts";

export interface NumberFormat {
  readonly name: string;
  /** Registry codes whose numbers look like this, likeliest first. */
  readonly carriers: readonly string[];
  /** On a normalised number (upper case, letters and digits only, at most 100). Bounded quantifiers only. */
  readonly pattern: RegExp;
  readonly isRight?: (number: string) => boolean;
  /** Weight of evidence in bits, when pattern and check digit fit. */
  readonly strength: number;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

export const formats: readonly NumberFormat[] = [
  {
    name: "UPS 1Z",
    carriers: ["ups"],
    pattern: /^1Z[0-9A-Z]{15}\d$/,
    isRight: (n) => check.ups(n.slice(2)),
    strength: 14,
    valid: ["1Z5R89390357567127", "1Z879E930346834440", "1Z999AA10123456784"],
    invalid: ["1Z5R89390357567128", "1Z5R8939035756712"],
  },
  {
    name: "UPS waybill",
    carriers: ["ups"],
    pattern: /^[AHJKTV]\d{10}$/,
    isRight: (n) => check.ups(n.slice(1)),
    strength: 6,
    valid: ["K1506235620"],
    invalid: ["K1506235621", "B1506235620"],
  },
  {
    name: "DHL Parcel DE",
    carriers: ["dhl-germany", "dhl"],
    pattern: /^00340\d{15}$/,
    isRight: check.gs1,
    strength: 13,
    valid: ["00340434161094015902"],
    invalid: ["00340434161094015903"],
  },
  {
    name: "DHL piece identifier",
    carriers: ["dhl-germany", "dhl-express", "dhl"],
    pattern: /^JJD\d{9,20}$/,
    strength: 12,
    valid: ["JJD000390007882823536"],
    invalid: ["JJD123"],
  },
  {
    name: "DHL Express piece identifier",
    carriers: ["dhl-express", "dhl-pieceid", "dhl"],
    pattern: /^JD\d{9,18}$/,
    strength: 10,
    valid: ["JD014600006281230704"],
    invalid: ["JD1"],
  },
  {
    name: "DHL Parcel Benelux piece",
    carriers: ["dhlparcel-nl", "dhl-benelux", "dhl"],
    pattern: /^(?:JVGL\d{9,20}|3S[A-Z]{2,6}\d{6,12})$/,
    strength: 8,
    valid: ["JVGL06246783000117", "3SHM00001165430"],
    invalid: ["JVGL1"],
  },
  {
    name: "DHL Express waybill",
    carriers: ["dhl-express", "dhl"],
    pattern: /^\d{10}$/,
    isRight: check.mod7,
    strength: 3,
    valid: ["7777777770", "9356579890", "3318810025"],
    invalid: ["7777777771"],
  },
  {
    name: "DHL identcode",
    carriers: ["dhl-germany", "dhl"],
    pattern: /^\d{12}$/,
    isRight: check.identcode,
    strength: 3,
    valid: ["423475729485"],
    invalid: ["423475729486"],
  },
  {
    name: "DHL eCommerce",
    carriers: ["dhl-global-mail", "dhl"],
    pattern: /^GM\d{16,20}$/,
    strength: 11,
    valid: ["GM60511234500000001"],
    invalid: ["GM1"],
  },
  {
    name: "FedEx Express",
    carriers: ["fedex"],
    pattern: /^\d{12}$/,
    isRight: check.fedexExpress,
    strength: 4,
    valid: ["776094337676"],
    invalid: ["776094337677"],
  },
  {
    name: "FedEx Ground",
    carriers: ["fedex"],
    pattern: /^\d{15}$/,
    isRight: check.gs1,
    strength: 4,
    valid: ["041441760228964"],
    invalid: ["041441760228965"],
  },
  {
    name: "FedEx Ground 96",
    carriers: ["fedex"],
    pattern: /^96\d{20}$/,
    isRight: (n) => check.gs1(n.slice(7)),
    strength: 9,
    valid: ["9611020987654321000012"],
    invalid: ["9611020987654321000013"],
  },
  {
    name: "USPS IMpb",
    carriers: ["usps"],
    pattern: /^9[1-5]\d{20}$/,
    isRight: check.gs1,
    strength: 11,
    valid: ["9400111202555842332669"],
    invalid: ["9400111202555842332668"],
  },
  {
    name: "USPS IMpb with ZIP code",
    carriers: ["usps"],
    pattern: /^420\d{5}(?:\d{4})?9[1-5]\d{20}$/,
    isRight: (n) => check.gs1(n.slice(-22)),
    strength: 14,
    valid: ["420221539400111202555842332669"],
    invalid: ["420221539400111202555842332668"],
  },
  {
    name: "USPS, 20 digits",
    carriers: ["usps"],
    pattern: /^(?:03|70|23|82)\d{18}$/,
    isRight: check.gs1,
    strength: 6,
    valid: ["03071790000523483741"],
    invalid: ["03071790000523483742"],
  },
  {
    name: "OnTrac",
    carriers: ["ontrac"],
    pattern: /^[CD]\d{14}$/,
    isRight: check.ontrac,
    strength: 10,
    valid: ["D10011354453707", "D10011345983010"],
    invalid: ["D10011354453706"],
  },
  {
    name: "LaserShip",
    carriers: ["lasership"],
    pattern: /^(?:1LS\d{12,15}(?:\d{2})?|L[AEHINX]\d{8})$/,
    strength: 9,
    valid: ["1LS717793482164", "LX12345678"],
    invalid: ["1LS7"],
  },
  {
    name: "Canada Post",
    carriers: ["canada-post"],
    pattern: /^\d{16}$/,
    isRight: check.gs1,
    strength: 5,
    valid: ["7035114477138472", "0073938000549297"],
    invalid: ["7035114477138473"],
  },
  {
    name: "Purolator",
    carriers: ["purolator"],
    pattern: /^[0-5]\d{11}$/,
    isRight: check.luhn,
    strength: 3,
    valid: ["520127751300"],
    invalid: ["520127751301"],
  },
  {
    name: "Purolator with letters",
    carriers: ["purolator"],
    pattern: /^[A-Z]{3}\d{9}$/,
    strength: 4,
    valid: ["JFV241529137"],
    invalid: ["JFV24152913"],
  },
  {
    name: "DPD",
    carriers: ["dpd", "dpd-de", "dpd-uk"],
    pattern: /^0\d{13}$/,
    strength: 6,
    valid: ["01234567890123"],
    invalid: ["1234567890123"],
  },
  {
    name: "DPD, 14 digits",
    carriers: ["dpd", "dpd-de", "hermes-de"],
    pattern: /^[1-9]\d{13}$/,
    strength: 3,
    valid: ["15505012345678"],
    invalid: ["155050123456"],
  },
  {
    name: "DPD, 28 digits",
    carriers: ["dpd", "dpd-de"],
    pattern: /^\d{27}[0-9A-Z]$/,
    strength: 8,
    valid: ["0081827050550112345678327276"],
    invalid: ["00818270"],
  },
  { name: "GLS", carriers: ["gls"], pattern: /^\d{11}$/, strength: 3, valid: ["50512345678"], invalid: ["5051234567"] },
  {
    name: "Hermes",
    carriers: ["hermes-de"],
    pattern: /^H\d{19}$/,
    strength: 12,
    valid: ["H1000730000000000000"],
    invalid: ["H100073"],
  },
  {
    name: "Evri",
    carriers: ["myhermes-uk"],
    pattern: /^[HTC]00[A-Z0-9]{3}\d{10}$/,
    strength: 11,
    valid: ["H00AAA0012345678"],
    invalid: ["H00AAA"],
  },
  {
    name: "Colissimo",
    carriers: ["la-poste-colissimo"],
    pattern: /^[5-9][A-Z0-9]\d{11}$/,
    strength: 5,
    valid: ["6H00291112345", "8R12345678901"],
    invalid: ["6H0029"],
  },
  {
    name: "Correos",
    carriers: ["spain-correos-es"],
    pattern: /^P[A-Z][A-Z0-9]{20}[A-Z]$/,
    strength: 10,
    valid: ["PQ4F6P0704104480181750T"],
    invalid: ["PQ4F6P"],
  },
  {
    name: "InPost",
    carriers: ["inpost-paczkomaty"],
    pattern: /^6\d{23}$/,
    strength: 9,
    valid: ["620999567280201006500064"],
    invalid: ["62099956728"],
  },
  {
    name: "Bring",
    carriers: ["bring", "posten-norge"],
    pattern: /^(?:00)?[37]70\d{14,15}$/,
    strength: 6,
    valid: ["37070123456789012"],
    invalid: ["370"],
  },
  {
    name: "PostNL",
    carriers: ["postnl", "postnl-3s"],
    pattern: /^3S[A-Z]{4}\d{7,9}$/,
    strength: 9,
    valid: ["3SABCD1234567"],
    invalid: ["3SAB1"],
  },
  {
    name: "Amazon",
    carriers: ["amazon", "amazon-fba-us"],
    pattern: /^TB[ACM]\d{12}$/,
    strength: 14,
    valid: ["TBA502887274000"],
    invalid: ["TBA50288"],
  },
  {
    name: "SSCC",
    carriers: ["postnord", "dpd", "bring"],
    pattern: /^00[37]\d{17}$/,
    isRight: check.gs1,
    strength: 2,
    valid: ["00370702880000000003"],
    invalid: ["00370"],
  },
];

/** Post of a country by the last two letters of an S10 number. Domestic posts that the registry knows. */
export const postOf: Readonly<Record<string, readonly string[]>> = {
  AT: ["austrian-post"],
  AU: ["australia-post"],
  BE: ["bpost"],
  BR: ["brazil-correios"],
  CA: ["canada-post"],
  CH: ["swiss-post"],
  CN: ["china-post", "china-ems"],
  CZ: ["ceska-posta"],
  DE: ["deutsch-post", "dhl-germany"],
  DK: ["danmark-post", "postnord"],
  ES: ["spain-correos-es"],
  FI: ["posti"],
  FR: ["la-poste-colissimo"],
  GB: ["royal-mail"],
  HK: ["hong-kong-post"],
  IE: ["an-post"],
  IN: ["india-post"],
  IT: ["poste-italiane"],
  JP: ["japan-post"],
  KR: ["korea-post"],
  NL: ["postnl", "postnl-international"],
  NO: ["posten-norge"],
  NZ: ["new-zealand-post"],
  PL: ["poczta-polska"],
  PT: ["portugal-ctt"],
  SE: ["sweden-posten", "postnord"],
  SG: ["singapore-post"],
  US: ["usps"],
};

export const s10Pattern = /^[A-Z]{2}\d{9}[A-Z]{2}$/;

export type NumberFit = { readonly format: NumberFormat; readonly fit: "right" | "wrong_check_digit" };

/** Every format whose shape the normalised number has. */
export function fitsOf(number: string): readonly NumberFit[] {
  const fits: NumberFit[] = formats.flatMap((format) => {
    if (!format.pattern.test(number)) return [];
    return [{ format, fit: (format.isRight?.(number) ?? true) ? ("right" as const) : ("wrong_check_digit" as const) }];
  });
  if (s10Pattern.test(number)) {
    const country = number.slice(-2);
    const format: NumberFormat = {
      name: `UPU S10 of ${country}`,
      carriers: postOf[country] ?? [],
      pattern: s10Pattern,
      strength: 11,
      valid: [],
      invalid: [],
    };
    fits.push({ format, fit: check.s10(number.slice(2, 11)) ? "right" : "wrong_check_digit" });
  }
  return fits;
}
