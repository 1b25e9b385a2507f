/** `posthorn export`: all shipments of a merchant on the standard output, page by page, as the API lists them. */
import { parseArgs } from "node:util";
import { systemClock, timeBefore } from "#platform/clock.ts";
import { csvCells } from "#platform/csv.ts";
import type { Database } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import { forShop, type Io, withoutMerchantId } from "#platform/terminal.ts";
import { statuses } from "#shipments/event-codes.ts";
import { filterOf } from "./filter.ts";
import { inList } from "./show-shipment.ts";
import { type Filter, type ListedShipment, leftBehind, listShipments } from "./store.ts";

const usage = `Usage: posthorn export --merchant ID [--since 30d] [--status STATUS] [--test] [--format csv|ndjson]

  All shipments, newest first: as CSV for a spreadsheet, or a JSON object per line as GET /v1/shipments has them.
  --since takes those opened since so many days, or since a time such as 2026-11-24T00:00:00Z. --test: the test orders' ones.
  Ends with 0, or with 2 if it could not be done. DATABASE_URL says which database.`;

export interface ExportIo extends Io {
  /** Resolves when there is room for more: a slow reader must not fill the memory. */
  drained(): Promise<void>;
}

const pageRows = 500;

/** @returns the exit code: 0 done, 2 not */
export async function exportCommand(
  argv: readonly string[],
  io: ExportIo,
  databaseUrl: string | null,
): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  const { merchantId, format } = wanted;
  return forShop({ io, databaseUrl, merchantId }, async (database) => {
    const { title, line } = formats[format];
    if (title !== null) io.out(title);
    for await (const page of pages(database, wanted)) {
      for (const row of page) io.out(line(row));
      await io.drained();
    }
    return 0;
  });
}

/** Each page is a transaction of its own: an export holds nobody up, and what comes meanwhile is newer than all of it. */
async function* pages(
  database: Database,
  { merchantId, mode, filter }: Wanted,
): AsyncGenerator<ListedShipment[], void> {
  let last: ListedShipment | null = null;
  for (;;) {
    const before: ListedShipment | null = last;
    const page: ListedShipment[] = await database.forMerchants([merchantId], (tx) =>
      listShipments(tx, { merchantId, mode }, filter, before && leftBehind(before), pageRows),
    );
    yield page;
    last = page.at(-1) ?? null;
    if (last === null || page.length < pageRows) return;
  }
}

/** An estimate is three columns. */
function flat(row: ListedShipment) {
  const { estimate, ...rest } = inList(row);
  return {
    ...rest,
    estimate_from: estimate?.from ?? null,
    estimate_through: estimate?.through ?? null,
    estimate_kind: estimate?.kind ?? null,
  };
}

const columns = [
  "id",
  "order_id",
  "reference",
  "direction",
  "carrier",
  "tracking_number",
  "tracked",
  "status",
  "code",
  "status_at",
  "estimate_from",
  "estimate_through",
  "estimate_kind",
  "opened_at",
  "last_event_at",
  "last_asked_at",
  "last_outcome",
  "next_ask_at",
] as const satisfies readonly (keyof ReturnType<typeof flat>)[];

const formats = {
  csv: {
    title: csvCells(columns),
    line: (row: ListedShipment): string => {
      const cells = flat(row);
      return csvCells(columns.map((column) => cells[column]));
    },
  },
  ndjson: { title: null, line: (row: ListedShipment): string => JSON.stringify(inList(row)) },
} as const;

interface Wanted {
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly filter: Filter;
  readonly format: keyof typeof formats;
}

const text = { type: "string" } as const;
const options = { merchant: text, since: text, status: text, format: text, test: { type: "boolean" } } as const;

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
  try {
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return error instanceof Error ? error.message : "These arguments are not understood.";
  }
  const { merchant = "", since, format = "csv" } = values;
  if (!isUuid(merchant)) return withoutMerchantId;
  const status = statuses.find((one) => one === values.status);
  if (values.status !== undefined && status === undefined) return `--status is one of ${statuses.join(", ")}.`;
  const from = since === undefined ? undefined : timeBefore(systemClock.now(), since);
  if (from === null) return "--since is a number of days such as 30d, or a time such as 2026-11-24T00:00:00Z.";
  if (format !== "csv" && format !== "ndjson") return "--format is csv or ndjson.";
  return {
    merchantId: merchant.toLowerCase(),
    mode: values.test === true ? "test" : "live",
    filter: filterOf({ ...(status && { status }), ...(from && { opened_since: from.toISOString() }) }),
    format,
  };
}
