/**
 * The Serial Shipping Container Code of GS1 (General Specifications, 3.3): 00, then eighteen digits with a check digit. The company
 * prefix is the shipper's or the carrier's: without a prefix that we know, it says "a parcel" more than "whose".
 */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

export const sscc: readonly NumberFormat[] = [
  {
    name: "SSCC",
    carriers: ["postnord", "bring", "dpd", "bpost", "australia-post", "fedex"],
    lengths: [20],
    pattern: /^00(?!340)\d{18}$/,
    isRight: check.gs1,
    strength: 2.5,
    valid: ["00370702880000000003"],
    invalid: ["00370", "00340434161094015902"],
  },
];
