/** La Poste with Colissimo, Chronopost, Mondial Relay, Colis Privé. Sources: carrier API sheets "La Poste" and "Chronopost". */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

/** Ten digits and a key behind the product's two characters; the rule is from client code, and holds for the numbers we have. */
const hasKey = (n: string): boolean => check.gs1(n.slice(2));

export const france: readonly NumberFormat[] = [
  {
    name: "Colissimo",
    carriers: ["la-poste-colissimo", "colissimo"],
    lengths: [13],
    pattern: /^[5-9][A-Z]\d{11}$/,
    isRight: hasKey,
    strength: 9,
    valid: ["6H00291112345", "8L01234567895"],
    invalid: ["6H0029", "8L01234567896"],
  },
  {
    name: "La Poste registered letter",
    carriers: ["la-poste-colissimo"],
    lengths: [13],
    pattern: /^[1-4][A-Z]\d{11}$/,
    isRight: hasKey,
    strength: 8,
    valid: ["1A01234567895"],
    invalid: ["1A0123456789", "1A01234567896"],
  },
  // The key's rule is not published: a number that breaks it is doubtful, not wrong.
  {
    name: "La Poste, with another key",
    carriers: ["la-poste-colissimo", "colissimo"],
    lengths: [13],
    pattern: /^[1-9][A-Z]\d{11}$/,
    strength: 5,
    valid: ["8R12345678901", "1A12345678901"],
    invalid: ["8R1234567890"],
  },
  // Thirteen bare digits are as well the number of an article in the shop.
  {
    name: "Colissimo, digits only",
    carriers: ["la-poste-colissimo"],
    lengths: [13],
    pattern: /^[5-9]\d{12}$/,
    strength: 0,
    valid: ["8012345678901"],
    invalid: ["4012345678901"],
  },
  {
    name: "Chronopost",
    carriers: ["chronopost-france"],
    lengths: [13, 15],
    pattern: /^(?:[A-Z]{2}\d{9}(?:TS|JF|JB)|XT\d{13})$/,
    strength: 10,
    valid: ["XY123456789JB", "XT1234567890123"],
    invalid: ["XY123456789QQ"],
  },
  // So few digits say nothing of anybody; they only do not speak against the carrier that is named.
  {
    name: "Mondial Relay",
    carriers: ["mondialrelay"],
    lengths: [8, 10, 12],
    pattern: /^(?:\d{8}|\d{10}|\d{12})$/,
    strength: -2,
    usedIn: ["FR", "BE", "ES", "PT", "LU", "NL"],
    valid: ["12345678"],
    invalid: ["123456789"],
  },
  {
    name: "Colis Privé",
    carriers: ["colis-prive"],
    lengths: [17],
    pattern: /^Z\d{16}$/,
    strength: 7,
    valid: ["Z6100126949933330"],
    invalid: ["Z610012694993333"],
  },
];
