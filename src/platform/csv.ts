/** Lines of CSV files that spreadsheets open: quoted where it must be (RFC 4180), and no cell is ever a formula. */

/** A cell that begins like a formula gets an apostrophe, as OWASP recommends: what a merchant or a carrier wrote is shown and not run. */
const cell = (value: string | number | null): string => {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(",")}\r\n`;
