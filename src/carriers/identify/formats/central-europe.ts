/** InPost, Packeta, the Czech Post. Sources: carrier API sheet "InPost"; the carriers' own help pages for the others. */
import type { NumberFormat } from "./format.ts";

export const centralEurope: readonly NumberFormat[] = [
  {
    name: "InPost",
    carriers: ["inpost-paczkomaty"],
    lengths: [24],
    pattern: /^[56]\d{23}$/,
    strength: 9,
    valid: ["620999567280201006500064"],
    invalid: ["62099956728"],
  },
  {
    name: "InPost, other first digit",
    carriers: ["inpost-paczkomaty"],
    lengths: [24],
    pattern: /^(?!3232)[0-47-9]\d{23}$/,
    strength: 4,
    usedIn: ["PL"],
    valid: ["120999567280201006500064"],
    invalid: ["12099956728", "323212345678901234567890"],
  },
  {
    name: "Packeta",
    carriers: ["packeta"],
    lengths: [11],
    pattern: /^Z\d{10}$/,
    strength: 8,
    valid: ["Z1234567890"],
    invalid: ["Z123456789"],
  },
  {
    name: "Czech Post",
    carriers: ["ceska-posta"],
    lengths: [13],
    pattern: /^[A-Z]{2}\d{10}[A-Z]$/,
    strength: 7,
    valid: ["DR3921906430U"],
    invalid: ["DR3921906430"],
  },
];
