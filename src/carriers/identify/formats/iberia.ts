/** Correos and Correos Express. Source: carrier API sheet "Correos". */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

const postcode = (n: string): string => n.slice(-6, -1);

export const iberia: readonly NumberFormat[] = [
  {
    name: "Correos",
    carriers: ["spain-correos-es"],
    lengths: [23],
    pattern: /^[A-Z]{2}[0-9A-Z]{20}[A-Z]$/,
    isRight: check.correos,
    strength: 12,
    postcode,
    valid: ["PQAZXT9800004250128221N", "PQ43B404AA015110128001N", "DQ43B404AA015110128042M"],
    invalid: ["PQAZXT9800004250128221M"],
  },
  // The letter's rule is not published: a number that breaks it is doubtful, not wrong.
  {
    name: "Correos, with another letter",
    carriers: ["spain-correos-es"],
    lengths: [23],
    pattern: /^P[A-Z][0-9A-Z]{4}\d{16}[A-Z]$/,
    strength: 8,
    postcode,
    valid: ["PQ4F6P0704104480181750T"],
    invalid: ["PQ4F6P"],
  },
  {
    name: "Correos Express",
    carriers: ["correosexpress"],
    lengths: [16],
    pattern: /^\d{16}$/,
    strength: 0.5,
    usedIn: ["ES", "PT"],
    valid: ["6307253297994985"],
    invalid: ["630725329799498"],
  },
];
