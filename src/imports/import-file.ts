/** A file of orders that are on their way already: each row an order, once, and what was said of its parcel. Sent again, nothing is doubled. */
import { createAcceptor } from "#orders/accept.ts";
import { createOrderWith } from "#orders/create-order.ts";
import { addToOrder } from "#orders/order.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Caller } from "#platform/merchant-api.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { type Defaults, type OfRow, orderOfRow, type Remark } from "./order-of-row.ts";
import type { Opened } from "./read-rows.ts";
import { createReport, type Forecast, type Report } from "./report.ts";

export interface ImportDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly linkSecret: string;
  readonly publicBaseUrl: string;
  /** What would become of an entry, before anything is done; `intake/` gives it. */
  readonly forecast: Forecast;
}

export interface Wishes extends Defaults {
  /** Looks and tells, and changes nothing. */
  readonly isDryRun: boolean;
  /** Rows before this line are passed over: an import that was broken off goes on. */
  readonly fromLine: number;
}

type Importable = Extract<OfRow, { kind: "order" }>;

/** Rows at once; rows of one order go one after another. */
const chunkRows = 200;

/** Yields how far it is, row by chunk, and ends with the report. @throws DatabaseUnavailable: what was reported is durable, the rest is not there */
export function importFileWith(deps: ImportDeps) {
  const createOrder = createOrderWith(deps);
  const acceptor = createAcceptor({ ...deps, locationBase: "" });

  /** The order of this reference, made where it is not there; then the entry, once a day. */
  async function importRow(
    caller: Pick<Caller, "merchantId" | "mode">,
    { reference, order, entry }: Importable,
  ): Promise<string | null> {
    const authorizationToken = sha256(`import ${reference}`).toString("base64url");
    const made = await createOrder(caller, order, { idempotency: null, authorizationToken });
    if (typeof made === "string" || "refusal" in made) throw new Error("An order without a key was not made.");
    const said = JSON.stringify(entry);
    const answer = await acceptor.accept({
      ...{ merchantId: caller.merchantId, mode: caller.mode, orderId: made.orderId },
      idempotency: { keyHash: sha256(`import ${made.orderId} ${said}`), bodyHash: sha256(said) },
      method: "POST",
      path: `/v1/imports/${made.orderId}`,
      correlationId: made.orderId,
      call: addToOrder([entry]),
      rows: 1,
      unknownOrder: "There is no such order.",
    });
    return answer.status < 400 ? null : "The order takes no more shipping info.";
  }

  return async function* importFile(
    caller: Pick<Caller, "merchantId" | "mode">,
    file: Opened,
    wishes: Wishes,
  ): AsyncGenerator<Report, void> {
    const report = createReport(deps.forecast, caller.mode);
    let chunk: { readonly line: number; readonly row: Importable }[] = [];
    const flush = async (): Promise<void> => {
      const byOrder = Map.groupBy(chunk, ({ row }) => row.reference);
      chunk = [];
      await Promise.all(
        [...byOrder.values()].map(async (rows) => {
          for (const { line, row } of rows) {
            const why = wishes.isDryRun ? null : await importRow(caller, row);
            if (why === null) report.imported(line, row);
            else report.refused(ofWholeRow(line, why));
          }
        }),
      );
    };
    for await (const read of file.rows()) {
      if (read.kind === "broken") {
        report.refused(ofWholeRow(read.line, read.why));
        break;
      }
      if (read.row.line < wishes.fromLine) continue;
      const ofRow = orderOfRow(read.row, wishes);
      report.read(read.row.line);
      if (ofRow.kind === "refused") report.refused(ofRow.problem);
      else chunk.push({ line: read.row.line, row: ofRow });
      if (chunk.length < chunkRows) continue;
      await flush();
      yield report.soFar(false);
    }
    await flush();
    yield report.soFar(true);
  };
}

const ofWholeRow = (line: number, why: string): Remark => ({ line, column: null, said: "", why });
