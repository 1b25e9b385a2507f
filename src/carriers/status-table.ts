/** Reads a status table: one line per code, so that a colleague can disagree with a line. */
import type { StatusLine } from "#carriers/carrier.ts";
import { isEventCode } from "#shipments/event-codes.ts";

/**
 * `CODE | our.event | the carrier's words | remark`, where CODE may be `CODE + SUBCODE` and the last column may be missing.
 * Throws on a line that it cannot read: a table is code, and a slip in it is found when the folder is loaded.
 */
export function statusTable(list: string, lines: string): readonly StatusLine[] {
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [codes = "", event = "", words = "", evidence = ""] = line.split("|").map((column) => column.trim());
      const [code = "", subcode = ""] = codes.split(" + ");
      if (code === "" || !isEventCode(event)) throw new Error(`status table ${list}: cannot read the line "${line}"`);
      return { list, code, subcode, event, words, evidence };
    });
}
