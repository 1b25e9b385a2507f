/** Australia Post and StarTrack. Source: carrier API sheet "Australia Post". International numbers are in posts.ts. */
import type { NumberFormat } from "./format.ts";

export const australia: readonly NumberFormat[] = [
  {
    name: "Australia Post eParcel",
    carriers: ["australia-post"],
    lengths: [12, 23],
    pattern: /^33[A-Z]{3}\d{7}(?:\d{11})?$/,
    strength: 9,
    valid: ["33XXX0123456", "33XXX012345601000931502"],
    invalid: ["33XXX012345"],
  },
  // The merchant's letters, the consignment, the article's number, then the service: 01000 is the part that does not change.
  {
    name: "Australia Post article",
    carriers: ["australia-post"],
    lengths: [21, 22, 23],
    pattern: /^[0-9A-Z]{2,3}[A-Z][0-9A-Z]{0,1}\d{7}01000\d{6}$/,
    strength: 8,
    valid: ["JDQ012345601000931502"],
    invalid: ["JDQ012345602000931502"],
  },
  {
    name: "StarTrack",
    carriers: ["star-track", "australia-post"],
    lengths: [12],
    pattern: /^(?=\d?[A-Z])[0-9A-Z]{4}\d{8}$/,
    strength: 6,
    usedIn: ["AU"],
    valid: ["6XXX12345678", "I3XX00123456"],
    invalid: ["123412345678", "6XXX1234567"],
  },
  {
    name: "StarTrack article",
    carriers: ["star-track", "australia-post"],
    lengths: [20],
    pattern: /^[0-9A-Z]{4}\d{8}[A-Z]{3}\d{5}$/,
    strength: 10,
    usedIn: ["AU"],
    valid: ["6XXX12345678EXP00001"],
    invalid: ["6XXX12345678EX000001"],
  },
];
