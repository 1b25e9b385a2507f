/** Lines of CSV files that spreadsheets open: quoted where it must be (RFC 4180), and no cell is ever a formula. */

type Cell = string | number | boolean | null;

/**
 * A cell that begins like a formula gets an apostrophe, as OWASP recommends: what a merchant or a carrier wrote is shown and not run.
 * Blanks before it do not help, nor the wide letters of East Asia.
 */
const cell = (value: Cell): string => {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && /^\s*[=+\-@\t\r\0＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A line without its end, for what writes lines. */
export const csvCells = (cells: readonly Cell[]): string => cells.map(cell).join(",");

export const csvLine = (cells: readonly Cell[]): string => `${csvCells(cells)}\r\n`;
