/** Ways of delivery with nothing to follow: known from the method, or from words in the carrier's field. */

import type { Nature } from "#shipments/nature.ts";

/** Methods of the API (order management API, shipping_info) that mean a nature. The others mean that a carrier is on its way. */
const natureOf: Readonly<Record<string, Nature>> = {
  Digital: "digital",
  Own: "own_delivery",
  PickUpStore: "store_pickup",
  ClickCollect: "store_pickup",
  PickUpWarehouse: "store_pickup",
  Postal: "letter",
};

export interface FoundNature {
  readonly kind: Nature;
  /** The method that says so. */
  readonly method: string;
}

/** Plugins spell methods freely (`click_collect`, `DIGITAL`); the API takes any text that contains one. */
export function natureOfMethod(method: string | null): FoundNature | null {
  if (method === null) return null;
  const plain = method.toLowerCase().replace(/[^a-z]/g, "");
  const exact = Object.keys(natureOf).find((name) => name.toLowerCase() === plain);
  const kind = exact === undefined ? undefined : natureOf[exact];
  return exact === undefined || kind === undefined ? null : { kind, method: exact };
}

/** What shops write as the carrier when there is none. Whole texts only: "Abholung bei DHL" has a carrier. */
const words: readonly { readonly nature: FoundNature; readonly pattern: RegExp }[] = [
  {
    nature: { kind: "digital", method: "Digital" },
    pattern:
      /^(?:digital|download|e-?mail|by e-?mail|per e-?mail|virtual|gift ?card|e-?voucher|digital delivery|digitale lieferung|license key)$/i,
  },
  {
    nature: { kind: "store_pickup", method: "PickUpStore" },
    pattern:
      /^(?:(?:in[- ])?store pick-?up|pick-?up(?: in)?(?: the)? store|local pick-?up|click (?:&|and|\+) collect|(?:selbst)?abholung(?: im (?:laden|gesch[aä]ft|markt))?|selbstabholer|h[aä]mta i butik|retrait en magasin)$/i,
  },
  {
    nature: { kind: "own_delivery", method: "Own" },
    pattern:
      /^(?:own|own delivery|own (?:driver|drivers|fleet|transport)|self delivery|local delivery|eigene (?:lieferung|zustellung|fahrer|auslieferung))$/i,
  },
  {
    nature: { kind: "letter", method: "Postal" },
    pattern:
      /^(?:letter|letter post|standard letter|brief(?:post)?|standardbrief|gro(?:ss|ß)brief|maxibrief|lettre|brev|untracked mail)$/i,
  },
];

export function natureOfCompany(company: string | null): FoundNature | null {
  if (company === null) return null;
  const text = company.slice(0, 100).replace(/\s+/g, " ");
  return words.find(({ pattern }) => pattern.test(text))?.nature ?? null;
}
