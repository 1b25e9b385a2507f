/** `posthorn import`: a file of orders and parcels at a terminal, however large; the same import as `POST /v1/imports`. */
import { type FileHandle, open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { forShop, type Io, oneLine, tableOf, withoutMerchantId } from "#platform/terminal.ts";
import { sharedWakeups } from "#platform/wakeups.ts";
import { importFileWith, type Wishes } from "./import-file.ts";
import type { Remark } from "./order-of-row.ts";
import { type Opened, openPieces } from "./read-rows.ts";
import type { Forecast, Report } from "./report.ts";
import { ImportQuery, wantedColumns } from "./schema.ts";

const usage = `Usage: posthorn import FILE --merchant ID [--columns a=b,...] [--country CC] [--locale xx-XX] [--dry-run] [--from-line N]
                       [--test] [--json]

  A CSV file of orders and their parcels, as docs/import.md describes it; sent again, nothing is doubled.
  --columns says which header is which column: tracking_number=Parcel,order_reference=No. --country and --locale are for rows
  that name none. --dry-run tells what would be done. --from-line passes over the rows before it. --test makes test orders.
  Ends with 0: all rows are imported; 1: some were refused; 2: it could not be done, or not to the end.
  DATABASE_URL says which database; POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET are those of \`npm run serve\`.`;

export interface ImportIo extends Io {
  /** Replaces the line that tells how far it is; "" takes it away. Absent where nobody looks at a terminal. */
  readonly progress?: (text: string) => void;
  /** Somebody wants it to end: it does, behind a row. */
  readonly interrupted?: AbortSignal;
}

export interface ImportSettings {
  readonly databaseUrl: string | null;
  readonly publicBaseUrl: string | null;
  readonly linkSecret: string | null;
  readonly forecast: Forecast;
}

/** @returns the exit code: 0 all imported, 1 some refused, 2 not done or not to the end */
export async function importCommand(argv: readonly string[], io: ImportIo, settings: ImportSettings): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  if (!wanted.wishes.isDryRun && (settings.linkSecret === null || settings.publicBaseUrl === null)) {
    io.err(
      "POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET have to be those of `npm run serve`: the orders' links are made from them.",
    );
    return 2;
  }
  const file = await openRegular(wanted.path);
  if (typeof file === "string") {
    io.err(file);
    return 2;
  }
  try {
    const { merchantId } = wanted;
    const { databaseUrl } = settings;
    return await forShop({ io, databaseUrl, merchantId }, (database) =>
      importFrom(file, wanted, io, { ...settings, database, databaseUrl: databaseUrl ?? "" }),
    );
  } finally {
    await file.handle.close();
  }
}

interface Regular {
  readonly handle: FileHandle;
  readonly bytes: number;
}

/** The file, or why it cannot be read. It is read twice, so a pipe will not do. */
async function openRegular(path: string): Promise<Regular | string> {
  try {
    const handle = await open(path);
    const { size, isFile } = await handle.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (isFile && size > 0) return { handle, bytes: size };
    await handle.close();
    return isFile ? `${path} is empty.` : `${path} is no file: what comes from a pipe has to be saved first.`;
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : "unknown"}`;
  }
}

const pieceBytes = 65_536;

type Deps = ImportSettings & { readonly database: Database; readonly databaseUrl: string };

async function importFrom(file: Regular, wanted: Wanted, io: ImportIo, deps: Deps): Promise<number> {
  let bytesRead = 0;
  const read = async function* (): AsyncGenerator<Uint8Array, void> {
    for (bytesRead = 0; ; ) {
      const piece = await file.handle.read({ buffer: Buffer.alloc(pieceBytes), position: bytesRead });
      if (piece.bytesRead === 0) return;
      bytesRead += piece.bytesRead;
      yield piece.buffer.subarray(0, piece.bytesRead);
    }
  };
  const opened = await openPieces(read, wanted.columns);
  const { faults, ignored } = opened.mapping;
  if (faults.length > 0) {
    for (const fault of faults) io.err(oneLine(fault));
    return 2;
  }
  if (opened.isWindows) io.err("The file is not UTF-8: it is read as spreadsheets on Windows write.");
  if (ignored.length > 0) io.err(`Columns that mean nothing here, and are not read: ${oneLine(ignored.join(", "))}`);
  const far = ({ rows, line }: Report): void =>
    io.progress?.(`${rows} rows, ${megabytes(bytesRead)} of ${megabytes(file.bytes)} MB, line ${line}`);
  const ended = await importAll(opened, wanted, io, deps, far);
  io.progress?.("");
  return tell(ended, wanted, io);
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

interface Ended {
  /** How far it came; null: no row was looked at. */
  readonly report: Report | null;
  /** Why it came no further; null: it came to the end. */
  readonly why: string | null;
}

async function importAll(
  opened: Opened,
  { merchantId, mode, wishes }: Wanted,
  { interrupted }: ImportIo,
  { database, databaseUrl, forecast, publicBaseUrl, linkSecret }: Deps,
  far: (report: Report) => void,
): Promise<Ended> {
  const wakeups = sharedWakeups(databaseUrl);
  const links = { publicBaseUrl: publicBaseUrl ?? "", linkSecret: linkSecret ?? "" }; // a dry run makes none
  const importFile = importFileWith({ ...links, database, clock: systemClock, log: silentLog, wakeups, forecast });
  let last: Report | null = null;
  try {
    for await (const report of importFile({ merchantId, mode }, opened, wishes)) {
      last = report;
      far(report);
      if (!report.done && interrupted?.aborted === true) return { report, why: "It was stopped." };
    }
    return { report: last, why: null };
  } catch (error) {
    return { report: last, why: error instanceof Error ? error.message : "unknown" };
  } finally {
    await wakeups.close();
  }
}

function tell({ report, why }: Ended, { wishes, isJson }: Wanted, io: Io): number {
  if (report !== null) for (const line of isJson ? [JSON.stringify(report)] : linesOf(report, wishes)) io.out(line);
  if (why !== null) {
    const next = Math.max(wishes.fromLine, (report?.line ?? 1) + 1);
    io.err(`It broke off: ${why} All before line ${next} is kept. Go on with the same command and --from-line ${next}`);
    return 2;
  }
  return (report?.refused ?? 0) > 0 ? 1 : 0;
}

/** The report as a person reads it. */
function linesOf(report: Report, { isDryRun }: Wishes): readonly string[] {
  const { rows, imported, refused, carriers, reasons, problems, notes } = report;
  const did = isDryRun ? "A dry run, nothing is changed: of" : "Of";
  const counts = (title: readonly [string, string], of: Readonly<Record<string, number>>): readonly string[] => {
    const most = Object.entries(of).sort(([, a], [, b]) => b - a);
    return most.length === 0 ? [] : ["", ...tableOf([title, ...most.map(([name, count]) => [name, String(count)])])];
  };
  return [
    `${did} ${rows} rows ${imported} ${isDryRun ? "would be" : "are"} imported, ${refused} refused.`,
    ...counts(["CARRIER", "PARCELS"], carriers),
    ...counts(["NO PARCEL, OR A DOUBTFUL ONE, BECAUSE", "ENTRIES"], reasons),
    ...remarks("Refused", problems, refused),
    ...remarks("Imported, but to be looked at", notes, notes.length),
  ];
}

function remarks(title: string, shown: readonly Remark[], count: number): readonly string[] {
  if (shown.length === 0) return [];
  const rows = shown.map(({ line, column, said, why }) => [String(line), column ?? "", said, why]);
  const more = count > shown.length ? [`… and ${count - shown.length} more`] : [];
  return ["", `${title}:`, ...tableOf([["LINE", "COLUMN", "SAID", "WHY"], ...rows]), ...more];
}

interface Wanted {
  readonly path: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly columns: Readonly<Record<string, string>>;
  readonly wishes: Wishes;
  readonly isJson: boolean;
}

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const options = {
  ...{ merchant: text, columns: text, country: text, locale: text, "from-line": text },
  ...{ "dry-run": flag, test: flag, json: flag },
};

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : "These arguments are not understood.";
  }
  const { positionals, values } = parsed;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) return "Name one FILE.";
  if (!isUuid(values.merchant ?? "")) return withoutMerchantId;
  const { country, locale, columns, "from-line": fromLine } = values;
  const query = ImportQuery.safeParse({ country, locale, columns, from_line: fromLine });
  if (!query.success)
    return query.error.issues
      .map(({ path, message }) => `--${path.join(".").replaceAll("_", "-")}: ${message}`)
      .join("\n");
  return {
    path,
    merchantId: values.merchant?.toLowerCase() ?? "",
    mode: values.test === true ? "test" : "live",
    columns: wantedColumns(query.data.columns ?? ""),
    wishes: {
      ...{ country: query.data.country ?? null, locale: query.data.locale ?? null },
      ...{ isDryRun: values["dry-run"] === true, fromLine: query.data.from_line },
    },
    isJson: values.json === true,
  };
}
