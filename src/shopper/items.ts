/** What was ordered, and which lines went with which parcel, where the merchant says so by its captures. Pure. */
import type { ShipmentRow } from "#shipments/store.ts";
import { clean, textOf } from "./fields.ts";

export interface Item {
  readonly name: string;
  readonly quantity: number;
  readonly isDigital: boolean;
}

/** A capture that came with, or later got, the shipping info that a shipment follows from. */
export interface SplitRow {
  readonly shipmentId: string;
  readonly captureId: string;
  /** As the merchant sent them; null: the capture names no lines. */
  readonly orderLines: unknown;
}

const linesMax = 200;
const goods: readonly string[] = ["physical", "digital", "gift_card", ""];

/** An item, and what it is known by in captures: its reference, else its name. */
interface Line extends Item {
  readonly key: string;
}

/** Goods only: a discount or a fee is in no parcel. */
export function itemsOf(lines: unknown): readonly Line[] {
  if (!Array.isArray(lines)) return [];
  return lines.slice(0, linesMax).flatMap((line: unknown) => {
    const type = textOf(line, "type");
    const name = clean(textOf(line, "name"), 255);
    if (name === "" || !goods.includes(type)) return [];
    const quantity = Number(textOf(line, "quantity")) || 1;
    return [{ name, quantity, isDigital: type === "digital", key: textOf(line, "reference") || name }];
  });
}

/** As pages show them: not every field of a line. */
export const namedItems = (lines: readonly Line[]): readonly Item[] =>
  lines.map(({ name, quantity, isDigital }) => ({ name, quantity, isDigital }));

interface Split {
  /** Null: nobody said. */
  readonly unsent: readonly Item[] | null;
  /** By shipment's id. */
  readonly of: ReadonlyMap<string, readonly Item[]>;
}

/**
 * A capture of one parcel says what is in it; of several, only what is in them together. Where any parcel came without lines,
 * nobody knows what is in none.
 */
export function splitItems(
  ordered: readonly Line[],
  rows: readonly SplitRow[],
  parcels: readonly { readonly shipment: Pick<ShipmentRow, "id" | "direction"> }[],
): Split {
  const outbound = new Set(
    parcels.flatMap(({ shipment: { id, direction } }) => (direction === "outbound" ? [id] : [])),
  );
  const captures = Map.groupBy(
    rows.filter(({ shipmentId, orderLines }) => outbound.has(shipmentId) && Array.isArray(orderLines)),
    ({ captureId }) => captureId,
  );
  const of = new Map<string, Item[]>();
  const explained = new Set<string>();
  const left = new Map<string, number>();
  for (const { key, quantity } of ordered) left.set(key, (left.get(key) ?? 0) + quantity);
  for (const entries of captures.values()) {
    const lines = itemsOf(entries[0]?.orderLines);
    const ids = new Set(entries.map(({ shipmentId }) => shipmentId));
    for (const id of ids) explained.add(id);
    const [only] = ids;
    if (ids.size === 1 && only !== undefined) of.set(only, [...(of.get(only) ?? []), ...namedItems(lines)]);
    for (const { key, quantity } of lines) left.set(key, (left.get(key) ?? 0) - quantity);
  }
  if (explained.size === 0 || [...outbound].some((id) => !explained.has(id))) return { unsent: null, of };
  const unsent: Item[] = [];
  for (const { key, ...item } of ordered) {
    const quantity = Math.min(item.quantity, left.get(key) ?? 0);
    if (quantity <= 0) continue;
    left.set(key, (left.get(key) ?? 0) - quantity);
    unsent.push({ ...item, quantity });
  }
  return { unsent, of };
}
