/** GLS and Hermes. Sources: carrier API sheets; check digits from client code and public descriptions of the labels. */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

export const germany: readonly NumberFormat[] = [
  {
    name: "GLS",
    carriers: ["gls"],
    lengths: [11],
    pattern: /^\d{11}$/,
    strength: 2.6,
    valid: ["50512345678"],
    invalid: ["5051234567"],
  },
  {
    name: "GLS with check digit",
    carriers: ["gls"],
    lengths: [12],
    pattern: /^\d{12}$/,
    isRight: check.gls,
    strength: 3.6,
    valid: ["505123456783"],
    invalid: ["505123456784"],
  },
  {
    name: "GLS track ID",
    carriers: ["gls"],
    lengths: [8],
    pattern: /^(?=[A-Z]{0,7}\d)[A-Z][0-9A-Z]{7}$/,
    strength: 1.5,
    valid: ["XHAX4HDA"],
    invalid: ["XHAXHHDA", "4HAX4HDA"],
  },
  {
    name: "GLS Italy",
    carriers: ["gls-italy", "gls"],
    lengths: [11],
    pattern: /^[A-Z][0-9A-Z]\d{9}$/,
    strength: 1.5,
    usedIn: ["IT"],
    valid: ["M1600123456", "BO600123456"],
    invalid: ["M160012345"],
  },
  {
    name: "Hermes",
    carriers: ["hermes-de"],
    lengths: [20],
    pattern: /^H\d{19}$/,
    strength: 12,
    valid: ["H1000730000000000000"],
    invalid: ["H100073"],
  },
  {
    name: "Hermes, 14 digits",
    carriers: ["hermes-de"],
    lengths: [14],
    pattern: /^\d{14}$/,
    isRight: check.gs1,
    strength: 4,
    usedIn: ["DE", "AT"],
    valid: ["09133131530724"],
    invalid: ["09133131530725"],
  },
];
