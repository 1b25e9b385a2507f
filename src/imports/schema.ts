/** The shapes of an import's call and answer. */
import { z } from "zod";

export const ImportQuery = z.object({
  dry_run: z.enum(["true", "false"]).default("false"),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "is a two-letter code such as DE")
    .optional()
    .describe("For rows that name no country."),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$/, "is a language such as de-DE")
    .optional()
    .describe("For rows that name no language."),
  columns: z
    .string()
    .max(2_000)
    .optional()
    .describe("Which header is which column, where it cannot be guessed: tracking_number:Parcel,order_reference:No."),
  from_line: z.coerce.number().int().min(2).default(2).describe("Rows before this line of the file are passed over."),
});

const Remark = z.object({
  line: z.number().int().describe("Of the file; the header is 1."),
  column: z.string().nullable(),
  said: z.string(),
  why: z.string(),
});

export const ImportReport = z.object({
  done: z.boolean().describe("The last line of the answer; the ones before it say how far the import is."),
  line: z.number().int(),
  rows: z.number().int(),
  imported: z.number().int(),
  refused: z.number().int(),
  carriers: z.record(z.string(), z.number().int()).describe("Parcels by the carrier that is to be asked."),
  reasons: z.record(z.string(), z.number().int()),
  problems: z.array(Remark).describe("Rows that were not imported: the first hundred."),
  notes: z.array(Remark).describe("Rows that were, but look wrong: the first hundred."),
});

/** `tracking_number:Parcel,order_reference:No.`, or with `=`; what has neither names no header. */
export function wantedColumns(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, column = pair, header = ""] = /^([^:=]*)[:=](.*)$/s.exec(pair) ?? [];
      return [column.trim(), header.trim()] as const;
    }),
  );
}
