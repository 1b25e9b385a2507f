/** USPS. Source: carrier API sheet "USPS", section 6; Publication 199 (IMpb). International numbers are in posts.ts. */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

/** Without 420 and the five or nine digits of the ZIP code before it. */
const impb = (n: string): string => n.slice(n.length === 34 && !/^420\d{9}9[1-5]\d{20}$/.test(n) ? 8 : n.length - 22);

export const usps: readonly NumberFormat[] = [
  {
    name: "USPS IMpb",
    carriers: ["usps"],
    lengths: [22],
    pattern: /^9[1-5]\d{20}$/,
    isRight: check.gs1,
    strength: 11,
    usedIn: ["US"],
    valid: ["9400111202555842332669", "9400111206206406260787"],
    invalid: ["9400111202555842332668"],
  },
  {
    name: "USPS IMpb of another carrier",
    carriers: ["ups-mi", "fedex"],
    lengths: [22],
    pattern: /^92(?!61)\d{20}$/,
    isRight: check.gs1,
    strength: 6,
    usedIn: ["US"],
    valid: ["9205590164917337534322"],
    invalid: ["9205590164917337534323"],
  },
  {
    name: "USPS IMpb, 26 digits",
    carriers: ["usps", "ups-mi"],
    lengths: [26],
    pattern: /^9[1-5]\d{24}$/,
    isRight: check.gs1,
    strength: 10,
    usedIn: ["US"],
    valid: ["92001901755477000012345675", "92748931507708513018050063"],
    invalid: ["92001901755477000012345676"],
  },
  {
    name: "USPS IMpb with ZIP code",
    carriers: ["usps"],
    lengths: [30, 34],
    pattern: /^420\d{5}(?:9[1-5]\d{20}|9[1-5]\d{24}|\d{4}9[1-5]\d{20})$/,
    isRight: (n) => check.gs1(impb(n)),
    strength: 14,
    usedIn: ["US"],
    postcode: (n) => n.slice(3, 8),
    valid: ["420221539400111202555842332669", "4201002334249200190132607600833457"],
    invalid: ["420221539400111202555842332668", "420221533400111202555842332669"],
  },
  {
    name: "USPS, 20 digits",
    carriers: ["usps"],
    lengths: [20],
    pattern: /^(?:03|23|7[0137]|8[12])\d{18}$/,
    isRight: check.gs1,
    strength: 7,
    usedIn: ["US"],
    valid: ["03071790000523483741", "71123456789123456787"],
    invalid: ["03071790000523483742"],
  },
];
