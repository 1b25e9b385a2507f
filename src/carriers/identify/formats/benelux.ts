/** PostNL, bpost, Landmark Global. Sources: carrier API sheets "PostNL" and "bpost"; a public data set for Landmark. */
import type { NumberFormat } from "./format.ts";

export const benelux: readonly NumberFormat[] = [
  {
    name: "PostNL",
    carriers: ["postnl", "postnl-3s"],
    lengths: [13, 14, 15, 16],
    pattern: /^3S[A-Z]{4,5}\d{7,9}$/,
    strength: 10,
    valid: ["3SABCD1234567", "3SKAAG5995399"],
    invalid: ["3SAB1"],
  },
  {
    name: "PostNL, other customer code",
    carriers: ["postnl", "postnl-3s"],
    lengths: [13, 14, 15],
    pattern: /^3S[0-9A-Z]{11,13}$/,
    strength: 6,
    valid: ["3S12AB1234567"],
    invalid: ["3S12AB123456"],
  },
  {
    name: "bpost",
    carriers: ["bpost"],
    lengths: [24],
    pattern: /^3232\d{20}$/,
    strength: 12,
    valid: ["323212345678901234567890"],
    invalid: ["323112345678901234567890"],
  },
  {
    name: "Landmark Global",
    carriers: ["landmark-global"],
    lengths: [13],
    pattern: /^LTN\d{8}N\d$/,
    strength: 13,
    valid: ["LTN74207623N1"],
    invalid: ["LSN74209518N1"],
  },
];
