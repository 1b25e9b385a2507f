/** What commands at a terminal share: where they write, tables that line up, and the merchant that a command is about. */
import { type Database, DatabaseUnavailable, openDatabase, sql } from "#platform/database.ts";
import { visibleText } from "#platform/log.ts";

export interface Io {
  out(line: string): void;
  err(line: string): void;
}

export const withoutDatabaseUrl = "DATABASE_URL is missing or not a URL: postgres://user:password@host/database";
export const withoutMerchantId = "--merchant is the id that `posthorn merchant create` printed.";

/** Columns as wide as their widest cell. Text from outside cannot move the cursor or start another line. */
export function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => oneLine(cell)));
  const widths: number[] = [];
  for (const row of cells)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, lengthOf(cell));
  const filled = (cell: string, at: number): string => cell + " ".repeat((widths[at] ?? 0) - lengthOf(cell));
  return cells.map((row) => row.map(filled).join("  ").trimEnd());
}

export const oneLine = (text: string): string => visibleText(text).replace(/\s+/g, " ").trim();
const lengthOf = (text: string): number => [...text].length;

/** `2026-11-24 09:00Z`, or a dash. */
export const minuteOf = (instant: Date | string | null): string =>
  instant === null ? "–" : `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")}Z`;

const shopStatement = sql("terminal.shop", "select 1 as found from merchants where id = $1 and not is_personal");

/**
 * Runs a command's work on a shop that exists. What people follow by hand is no shop's, and nobody's to list.
 * @returns the work's exit code; 2 where there is no database or no such shop, and that has been said
 */
export async function forShop(
  {
    io,
    databaseUrl,
    merchantId,
  }: { readonly io: Io; readonly databaseUrl: string | null; readonly merchantId: string },
  work: (database: Database) => Promise<number>,
): Promise<number> {
  if (databaseUrl === null) {
    io.err(withoutDatabaseUrl);
    return 2;
  }
  const database = openDatabase({ url: databaseUrl });
  try {
    const [shop] = await database.forMerchants([merchantId], (tx) => tx.query(shopStatement, [merchantId]));
    if (shop !== undefined) return await work(database);
    io.err("There is no merchant with this id.");
    return 2;
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    io.err(`${error.message} Is DATABASE_URL right, and PostgreSQL there?`);
    return 2;
  } finally {
    await database.close();
  }
}
