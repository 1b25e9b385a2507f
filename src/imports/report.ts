/** What an import did, or would do: counted, with the first examples of what somebody should look at. */
import type { ShippingInfoEntry } from "#orders/schema.ts";
import type { OfRow, Remark } from "./order-of-row.ts";

/** What would become of an entry: the carriers that would be followed, and the reasons for what would not. */
export type Forecast = (
  entry: ShippingInfoEntry,
  order: {
    readonly reference: string;
    readonly country: string;
    readonly postalCode: string | null;
    readonly mode: "live" | "test";
  },
) => {
  readonly carriers: readonly string[];
  readonly reasons: readonly { readonly reason: string; readonly why: string }[];
};

export interface Report {
  readonly done: boolean;
  /** The last line that was looked at: an import that breaks off goes on behind it. */
  readonly line: number;
  readonly rows: number;
  readonly imported: number;
  readonly refused: number;
  /** Parcels by the code of the carrier that is to be asked. */
  readonly carriers: Readonly<Record<string, number>>;
  /** Why an entry leads to no parcel, or to a doubtful one, and how often. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Rows that were not imported: the first hundred. */
  readonly problems: readonly Remark[];
  /** Rows that were, but look wrong: the first hundred. */
  readonly notes: readonly Remark[];
}

const examplesMax = 100;

export function createReport(forecast: Forecast, mode: "live" | "test") {
  const carriers: Record<string, number> = Object.create(null);
  const reasons: Record<string, number> = Object.create(null);
  const problems: Remark[] = [];
  const notes: Remark[] = [];
  let [line, rows, imported, refused] = [1, 0, 0, 0];
  const note = (remark: Remark): void => void (notes.length < examplesMax && notes.push(remark));
  return {
    read(at: number): void {
      rows += 1;
      line = at;
    },
    imported(at: number, { reference, order, entry, notes: own }: Extract<OfRow, { kind: "order" }>): void {
      imported += 1;
      for (const remark of own) note(remark);
      const postalCode = order.shipping_address?.postal_code ?? null;
      const expected = forecast(entry, { reference, country: order.purchase_country, postalCode, mode });
      for (const carrier of expected.carriers) carriers[carrier] = (carriers[carrier] ?? 0) + 1;
      for (const { reason, why } of expected.reasons) {
        reasons[reason] = (reasons[reason] ?? 0) + 1;
        note({ line: at, column: "tracking_number", said: (entry.tracking_number ?? "").slice(0, 100), why });
      }
    },
    refused(problem: Remark): void {
      refused += 1;
      if (problems.length < examplesMax) problems.push(problem);
    },
    soFar: (done: boolean): Report => ({
      ...{ done, line, rows, imported, refused },
      carriers: { ...carriers },
      reasons: { ...reasons },
      problems: [...problems],
      notes: [...notes].toSorted((a, b) => a.line - b.line),
    }),
  };
}
