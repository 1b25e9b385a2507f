/** `posthorn check`: an integration check at a terminal, with an exit code for CI. */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import { check, type Subject, sinceOf } from "./check.ts";
import { linesOf } from "./report-lines.ts";
import { shownCheck } from "./routes.ts";

const usage = `Usage: posthorn check --merchant ID [--order ID | --capture ID | --shipment ID | --since 7d] [--test] [--json]

  Is what a merchant sent right? Findings with example orders and what to do; of one order, or of all since some days (7).
  --test checks what came with test keys. Ends with 0: nothing is broken or doubtful; 1: something is; 2: it could not be checked.
  DATABASE_URL says which database.`;

interface Io {
  out(line: string): void;
  err(line: string): void;
}

export async function checkCommand(argv: readonly string[], io: Io, databaseUrl: string | null): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  if (databaseUrl === null) {
    io.err("DATABASE_URL is missing or not a URL: postgres://user:password@host/database");
    return 2;
  }
  const database = openDatabase({ url: databaseUrl });
  try {
    const { merchantId, mode, subject, isJson } = wanted;
    const checked = await check({ database, clock: systemClock }, { merchantId, mode }, subject);
    if (checked === null) {
      io.err("This merchant has no such order, capture or shipment in this mode.");
      return 2;
    }
    for (const line of isJson ? [JSON.stringify(shownCheck(checked), null, 2)] : linesOf(checked)) io.out(line);
    return checked.verdict === "findings" ? 1 : 0;
  } catch (error) {
    io.err(`It could not be checked: ${error instanceof Error ? error.message : "unknown"}`);
    return 2;
  } finally {
    await database.close();
  }
}

interface Wanted {
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly subject: Subject;
  readonly isJson: boolean;
}

/** What is asked for, or what is wrong with it. */
function readArguments(argv: readonly string[]): Wanted | string {
  const text = { type: "string" } as const;
  let values: {
    merchant?: string;
    order?: string;
    capture?: string;
    shipment?: string;
    since?: string;
    test?: boolean;
    json?: boolean;
  };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        merchant: text,
        order: text,
        capture: text,
        shipment: text,
        since: text,
        test: { type: "boolean" },
        json: { type: "boolean" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : "These arguments are not understood.";
  }
  const { merchant = "", since } = values;
  if (!isUuid(merchant)) return "--merchant is the id that `posthorn merchant create` printed.";
  const ids = (["order", "capture", "shipment"] as const).flatMap((kind) => {
    const id = values[kind];
    return id === undefined ? [] : [{ kind, id: id.toLowerCase() }];
  });
  const from = sinceOf(since ?? "7d", systemClock.now());
  if (from === null) return "--since is 1d to 30d, or a time such as 2026-11-24T00:00:00Z.";
  if (ids.length > 1 || (ids.length === 1 && since !== undefined))
    return "Name one order, capture or shipment, or --since.";
  const [one] = ids;
  if (one !== undefined && !isUuid(one.id))
    return `--${one.kind} is an id such as 0192f0c1-0000-7000-8000-000000000002.`;
  const mode = values.test === true ? "test" : "live";
  return { merchantId: merchant, mode, subject: one ?? { kind: "since", since: from }, isJson: values.json === true };
}
