/** Carriers from China that parcels of many shops come with. Source: public lists of their numbers' shapes; no check digit known. */
import type { NumberFormat } from "./format.ts";

export const asia: readonly NumberFormat[] = [
  {
    name: "YunExpress",
    carriers: ["yunexpress"],
    lengths: [18],
    pattern: /^YT\d{16}$/,
    strength: 12,
    valid: ["YT2229521272164446"],
    invalid: ["YT123456789012345"],
  },
  {
    name: "4PX",
    carriers: ["4px"],
    lengths: [18],
    pattern: /^4PX\d{13}CN$/,
    strength: 13,
    valid: ["4PX1234567890123CN"],
    invalid: ["4PX123456789012CN"],
  },
  {
    name: "Cainiao",
    carriers: ["cainiao"],
    lengths: [16],
    pattern: /^LP\d{14}$/,
    strength: 9,
    valid: ["LP00123456789012"],
    invalid: ["LP0012345678901"],
  },
  {
    name: "Yanwen",
    carriers: ["yanwen"],
    lengths: [13],
    pattern: /^[A-Z]{2}\d{9}Y[PW]$/,
    strength: 9,
    valid: ["UJ123456789YP"],
    invalid: ["UJ12345678YP"],
  },
  {
    name: "SF Express",
    carriers: ["sf-express", "sfb2c"],
    lengths: [15],
    pattern: /^SF\d{13}$/,
    strength: 11,
    valid: ["SF1234567890123"],
    invalid: ["SF123456789012"],
  },
];
