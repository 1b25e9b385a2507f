/** From a row to an order and its shipping info, or why it cannot be one. Pure. */

import { z } from "zod";
import { OrderBody, OrderLine, ShippingInfoEntry } from "#orders/schema.ts";
import { parseEmail } from "#platform/email-address.ts";
import type { Column } from "./columns.ts";
import type { Row } from "./read-rows.ts";

export interface Defaults {
  /** ISO 3166-1 alpha-2, for rows that name no country. */
  readonly country: string | null;
  /** BCP 47, for rows that name no language. */
  readonly locale: string | null;
}

/** Something about a cell; `column` null: about the row. */
export interface Remark {
  readonly line: number;
  readonly column: Column | null;
  readonly said: string;
  readonly why: string;
}

export type OfRow =
  | {
      readonly kind: "order";
      readonly reference: string;
      readonly order: OrderBody;
      readonly entry: ShippingInfoEntry;
      /** It is imported all the same. */
      readonly notes: readonly Remark[];
    }
  | { readonly kind: "refused"; readonly problem: Remark };

/** What was in an order need not be known to follow it. */
const ImportedOrder = OrderBody.extend({ order_lines: z.array(OrderLine).max(1_000) });

const entryColumns = [
  "shipping_company",
  "shipping_method",
  "tracking_number",
  "tracking_uri",
  "return_shipping_company",
  "return_tracking_number",
  "return_tracking_uri",
] as const;

export function orderOfRow({ line, cell }: Row, defaults: Defaults): OfRow {
  const remark = (column: Column | null, why: string): Remark => ({
    line,
    column,
    said: column === null ? "" : cell(column).slice(0, 100),
    why,
  });
  const refused = (column: Column, why: string): OfRow => ({ kind: "refused", problem: remark(column, why) });
  const reference = cell("order_reference");
  if (reference === "") return refused("order_reference", "There is no order reference.");
  const country = cell("country") || defaults.country || "";
  if (!/^[a-z]{2}$/i.test(country))
    return refused(
      "country",
      "The country is no two-letter code such as DE. Write one, or give country=DE for all rows.",
    );

  const notes: Remark[] = [];
  const email = parseEmail(cell("email"));
  if (email === null && cell("email") !== "")
    notes.push(remark("email", "This is no e-mail address that we can write to: the shopper gets no messages."));
  for (const column of ["tracking_number", "return_tracking_number"] as const)
    if (/^\d[.,]?\d*E\+\d+$/i.test(cell(column)))
      notes.push(
        remark(column, "A spreadsheet has rounded this number. Format the column as text and export it again."),
      );
  const said = entryColumns.filter((column) => cell(column) !== "").map((column) => [column, cell(column)] as const);
  const entry = ShippingInfoEntry.safeParse(Object.fromEntries(said));
  const locale = (cell("locale") || defaults.locale || "").replaceAll("_", "-");
  const order = ImportedOrder.safeParse({
    purchase_country: country,
    // ISO 4217: no currency is involved.
    purchase_currency: "XXX",
    order_amount: 0,
    order_lines: linesOf(cell("items")),
    merchant_reference1: reference,
    ...(locale === "" ? {} : { locale }),
    shipping_address: {
      country,
      ...(email === null ? {} : { email }),
      ...(cell("postal_code") === "" ? {} : { postal_code: cell("postal_code") }),
      ...(cell("city") === "" ? {} : { city: cell("city") }),
    },
  });
  const fault = entry.error?.issues[0] ?? order.error?.issues[0];
  if (!entry.success || !order.success) return { kind: "refused", problem: faultOf(fault, remark) };
  return { kind: "order", reference, order: order.data, entry: entry.data, notes };
}

function faultOf(
  fault: { readonly path: readonly PropertyKey[]; readonly code: string } | undefined,
  remark: (column: Column | null, why: string) => Remark,
): Remark {
  const [field] = (fault?.path ?? []).filter((part) => typeof part === "string").slice(-1);
  const column = columnOfField(String(field ?? ""));
  if (fault?.code === "too_big") return remark(column, "This is too long.");
  return remark(column, `This cannot be taken${field === undefined ? "" : ` as ${String(field)}`}.`);
}

/** A field of the order's body, by the column that it came from. */
function columnOfField(field: string): Column | null {
  if (field === "merchant_reference1") return "order_reference";
  if (field === "name" || field === "order_lines") return "items";
  const own = [...entryColumns, "locale", "postal_code", "city", "country", "email"] as const;
  return own.find((column) => column === field) ?? null;
}

/** `2 × Lamp | Bulb`. */
function linesOf(items: string): { readonly name: string; readonly quantity: number }[] {
  const said = items
    .split("|")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return said.slice(0, 1_000).map((item) => {
    const [, quantity, name] = /^(\d{1,4})\s*[x×]\s+(.+)$/i.exec(item) ?? [];
    return { name: name ?? item, quantity: Number(quantity ?? 1) };
  });
}
