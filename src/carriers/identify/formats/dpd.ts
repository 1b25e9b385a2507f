/** DPD and its companies in many countries. Source: carrier API sheet "DPD", section 6. */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

export const dpd: readonly NumberFormat[] = [
  // The first four digits are the depot that took the parcel in; their ranges are habits, not rules.
  {
    name: "DPD",
    carriers: ["dpd", "dpd-de", "dpd-uk"],
    lengths: [14],
    pattern: /^0[159]\d{12}$/,
    strength: 5.5,
    valid: ["01234567890123", "09981100005678"],
    invalid: ["1234567890123", "02234567890123"],
  },
  {
    name: "DPD UK",
    carriers: ["dpd", "dpd-uk"],
    lengths: [14],
    pattern: /^1[56]\d{12}$/,
    strength: 6,
    usedIn: ["GB", "IE"],
    valid: ["15505012345678"],
    invalid: ["155050123456", "17505012345678"],
  },
  // DHL eCommerce and others have fourteen digits, too.
  {
    name: "DPD, 14 digits",
    carriers: ["dpd", "dpd-de", "dhl-global-mail"],
    lengths: [14],
    pattern: /^(?!0[159]|1[56])\d{14}$/,
    strength: 2,
    valid: ["25005012345678"],
    invalid: ["15505012345678"],
  },
  {
    name: "DPD with check character",
    carriers: ["dpd", "dpd-de", "dpd-uk"],
    lengths: [15],
    pattern: /^\d{14}[0-9A-Z]$/,
    isRight: check.iso7064Mod37,
    strength: 7,
    valid: ["09980000020033F", "09980000020034D", "01905002345615Y", "01015026003653C"],
    invalid: ["09980000020033G"],
  },
  {
    name: "DPD barcode",
    carriers: ["dpd", "dpd-de"],
    lengths: [28],
    pattern: /^\d{27}[0-9A-Z]$/,
    isRight: check.iso7064Mod37,
    strength: 11,
    postcode: (n) => n.slice(0, 7),
    valid: ["008182709980000020033350276C"],
    invalid: ["008182709980000020033350276D"],
  },
];
