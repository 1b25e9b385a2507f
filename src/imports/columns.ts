/** What a column of an import may hold, and by which headers shops' own exports name it. */

/** Our names, and others' in lower case without blanks and marks. */
const names = {
  order_reference: ["order", "ordernumber", "orderno", "orderid", "reference", "merchantreference1", "bestellnummer"],
  shipping_company: ["carrier", "trackingcompany", "shippingcarrier", "courier", "provider", "versanddienstleister"],
  tracking_number: ["tracking", "trackingno", "trackingcode", "trackingid", "shipmentnumber", "sendungsnummer"],
  tracking_uri: ["trackingurl", "trackinglink"],
  shipping_method: ["deliverymethod"],
  return_shipping_company: ["returncarrier"],
  return_tracking_number: ["returntracking"],
  return_tracking_uri: ["returntrackingurl"],
  email: ["customeremail", "shippingemail", "billingemail", "mail"],
  country: ["shippingcountry", "deliverycountry", "countrycode", "shippingcountrycode", "land"],
  postal_code: ["postcode", "zip", "zipcode", "shippingzip", "shippingpostcode", "plz"],
  city: ["shippingcity", "ort"],
  locale: ["language", "customerlocale", "sprache"],
  items: ["item", "lineitemname", "products", "artikel"],
} as const;

export type Column = keyof typeof names;
export const columns = Object.keys(names) as readonly Column[]; // of a constant

/** Where each known column stands in a row, and what could not be used. */
export interface Mapping {
  readonly at: ReadonlyMap<Column, number>;
  /** Headers that mean nothing to us: their cells are not read. */
  readonly ignored: readonly string[];
  /** Sentences for whoever made the file; with any of them nothing is imported. */
  readonly faults: readonly string[];
}

/**
 * @param header the first line's cells
 * @param wanted column → header, where the caller says it; it goes before what we would guess
 */
export function mapColumns(header: readonly string[], wanted: Readonly<Record<string, string>> = {}): Mapping {
  const at = new Map<Column, number>();
  const faults: string[] = [];
  for (const [name, said] of Object.entries(wanted)) {
    const column = columns.find((one) => one === name);
    const index = header.findIndex((cell) => plain(cell) === plain(said));
    if (column === undefined) faults.push(`There is no column ${name}. There are: ${columns.join(", ")}.`);
    else if (index === -1) faults.push(`No header is "${said}". The file has: ${header.join(", ")}.`);
    else at.set(column, index);
  }
  const ignored: string[] = [];
  for (const [index, cell] of header.entries()) {
    if ([...at.values()].includes(index)) continue;
    const column = columnOf(cell);
    if (column === undefined || at.has(column)) ignored.push(cell);
    else at.set(column, index);
  }
  if (!at.has("order_reference"))
    faults.push(
      `No column holds the order's reference. Name one order_reference, or say which: columns=order_reference:Header. The file has: ${header.join(", ")}.`,
    );
  if (!at.has("tracking_number") && !at.has("tracking_uri") && !at.has("shipping_method"))
    faults.push("No column holds a tracking number. Name one tracking_number, or say which.");
  return { at, ignored, faults };
}

const columnOf = (cell: string): Column | undefined =>
  columns.find((column) => plain(column) === plain(cell) || names[column].some((name) => name === plain(cell)));

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]/gu, "");
