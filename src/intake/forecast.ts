/** What would become of an entry of shipping info, before anybody sends it: the same decision, and nothing is kept. */
import { type Reason, reasons } from "./reasons.ts";
import { resolve, type SaidEntry } from "./resolve.ts";

export interface Forecast {
  /** Codes of the carriers that would be asked, one per parcel. */
  readonly carriers: readonly string[];
  readonly reasons: readonly { readonly reason: Reason; readonly why: string }[];
}

export function forecast(
  entry: SaidEntry,
  order: {
    readonly reference: string;
    readonly country: string;
    readonly postalCode: string | null;
    readonly mode: "live" | "test";
  },
): Forecast {
  const { reference, country, postalCode, mode } = order;
  const resolved = resolve(entry, { references: [reference], country: country.toUpperCase(), postalCode, mode });
  const found = resolved.flatMap((one) => (one.kind === "finding" ? [one] : one.notes));
  return {
    carriers: resolved.flatMap((one) => (one.kind === "shipment" ? [one.carrier] : [])),
    reasons: found
      .filter(({ reason }) => reason !== "untracked_by_nature")
      .map(({ reason }) => ({ reason, why: reasons[reason] })),
  };
}
