/** A CSV file, row by row: whatever a spreadsheet or a shop's export makes of one. Streamed, so that a large file holds nobody up. */
import { isUtf8 } from "node:buffer";
import { CsvError, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { type Column, type Mapping, mapColumns } from "./columns.ts";

/** Rows of one file. */
export const rowsMax = 100_000;
const cellMax = 20_000;

export interface Row {
  /** Of the file, as a text editor counts: the header is 1. */
  readonly line: number;
  /** What stands in a known column, without blanks around it; "" where nothing does. */
  cell(column: Column): string;
}

export type Read =
  | { readonly kind: "row"; readonly row: Row }
  /** The rest of the file cannot be read. */
  | { readonly kind: "broken"; readonly line: number; readonly why: string };

export interface Opened {
  readonly mapping: Mapping;
  /** Not UTF-8: read as spreadsheets on Windows write. */
  readonly isWindows: boolean;
  rows(): AsyncGenerator<Read, void>;
}

/** Looks at the first line, and no further. */
export function openFile(bytes: Uint8Array, wanted: Readonly<Record<string, string>> = {}): Opened {
  const isWindows = !isUtf8(bytes);
  const text = new TextDecoder(isWindows ? "windows-1252" : "utf-8").decode(bytes);
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const delimiter = delimiterOf(first);
  const header = cellsOf(first, delimiter);
  const mapping = mapColumns(header, wanted);
  return { mapping, isWindows, rows: () => rowsOf(pieces(text), delimiter, mapping, rowsMax) };
}

/** As `openFile`, of a file that is larger than memory: it is read once to know its letters, and once for its rows, however many. */
export async function openPieces(
  read: () => AsyncIterable<Uint8Array>,
  wanted: Readonly<Record<string, string>> = {},
): Promise<Opened> {
  const isWindows = !(await isUtf8All(read()));
  const texts = (): AsyncIterable<string> => decoded(read(), new TextDecoder(isWindows ? "windows-1252" : "utf-8"));
  let first = "";
  for await (const text of texts()) {
    first += text;
    if (/[\r\n]/.test(text) || first.length > cellMax * 20) break;
  }
  first = /^[^\r\n]*/.exec(first)?.[0] ?? "";
  const delimiter = delimiterOf(first);
  const mapping = mapColumns(cellsOf(first, delimiter), wanted);
  return { mapping, isWindows, rows: () => rowsOf(texts(), delimiter, mapping, Number.POSITIVE_INFINITY) };
}

async function isUtf8All(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    for await (const _ of decoded(bytes, new TextDecoder("utf-8", { fatal: true })));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false; // what a fatal decoder throws
    throw error;
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<string, void> {
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

interface Parsed {
  readonly record: readonly string[];
  readonly line: number;
}

type Texts = Iterable<string> | AsyncIterable<string>;

async function* rowsOf(texts: Texts, delimiter: string, { at }: Mapping, most: number): AsyncGenerator<Read, void> {
  let [count, last] = [0, 1];
  for await (const { record, line, isBroken } of recordsOf(texts, delimiter)) {
    if (isBroken) {
      const why = `From line ${last + 1} on this is no CSV: look for a quote that is not closed.`;
      yield { kind: "broken", line: last + 1, why };
      return;
    }
    last = line;
    if ((count += 1) > most) {
      yield { kind: "broken", line, why: `A file may have ${most} rows: send the rest as another one.` };
      return;
    }
    const cell = (column: Column): string => {
      const index = at.get(column);
      return index === undefined ? "" : (record[index] ?? "").trim().slice(0, cellMax);
    };
    yield { kind: "row", row: { line, cell } };
  }
}

/** All that was read before the fault comes before it: the parser's own stream would forget what nobody has taken yet. */
async function* recordsOf(
  texts: Texts,
  delimiter: string,
): AsyncGenerator<Parsed & { readonly isBroken: boolean }, void> {
  let ready: Parsed[] = [];
  const parser = parse({
    ...{ delimiter, from: 2, relax_column_count: true, skip_empty_lines: true, max_record_size: cellMax * 20 },
    on_record: (record: string[], { lines }) => {
      ready.push({ record, line: lines });
      return null;
    },
  });
  parser.on("error", () => {}).resume(); // each write says its own error
  for await (const piece of ended(texts)) {
    const error = await new Promise<unknown>((told) => (piece === null ? parser.end(told) : parser.write(piece, told)));
    for (const parsed of ready) yield { ...parsed, isBroken: false };
    ready = [];
    if (error instanceof CsvError) return yield { record: [], line: 0, isBroken: true };
    if (error) throw error;
  }
}

async function* ended(texts: Texts): AsyncGenerator<string | null, void> {
  yield* texts;
  yield null;
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}

/** Spreadsheets write what their country writes: the one that is most in the header. */
function delimiterOf(line: string): string {
  const count = (one: string): number => line.split(one).length;
  return [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** What stands in the first line; [] where it is no CSV. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  try {
    return parseAtOnce(line, { delimiter, bom: true, trim: true, relax_column_count: true })[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}
