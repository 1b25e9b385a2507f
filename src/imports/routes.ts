/** `POST /v1/imports`: a CSV file in, one JSON line for each stretch of it out, the report last. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { DatabaseUnavailable } from "#platform/database.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { type ImportDeps, importFileWith } from "./import-file.ts";
import { openFile } from "./read-rows.ts";
import type { Report } from "./report.ts";
import { ImportQuery, ImportReport, wantedColumns } from "./schema.ts";

export type Refused = "FORBIDDEN" | "UNPROCESSABLE_ENTITY";

/** Of one file. Bytes. */
export const fileMax = 10 * 1_024 * 1_024;

export const createImportRoutes =
  (deps: ImportDeps): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const importFile = importFileWith(deps);
    server.addContentTypeParser("text/csv", { parseAs: "buffer", bodyLimit: fileMax }, (_request, body, done) =>
      done(null, body),
    );

    async function take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      const query = ImportQuery.safeParse(request.query);
      if (!query.success) {
        const faults = query.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
        return api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "The import cannot be made like this.", ...faults);
      }
      if (!Buffer.isBuffer(request.body) || request.body.length === 0)
        return api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "There is no file.", "Send it as text/csv.");
      const { dry_run, country = null, locale = null, columns = "", from_line: fromLine } = query.data;
      const file = openFile(request.body, wantedColumns(columns));
      const { faults } = file.mapping;
      if (faults.length > 0)
        return api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "The file's columns are not clear.", ...faults);
      const { merchantId, mode } = api.callerOf(request);
      const wishes = { country, locale, isDryRun: dry_run === "true", fromLine };
      const reports = importFile({ merchantId, mode }, file, wishes);
      return reply
        .type("application/x-ndjson; charset=utf-8")
        .header("cache-control", "no-store")
        .send(Readable.from(linesOf(reports)));
    }

    server.post(
      "/v1/imports",
      {
        bodyLimit: fileMax,
        schema: {
          summary: "Import a CSV file of orders and their parcels; with dry_run=true nothing is changed",
          tags: ["imports"],
          consumes: ["text/csv"],
          querystring: ImportQuery,
          body: z.string().describe("The file: a header, and a row for each parcel."),
          response: { 200: ImportReport, 401: Problem, 403: Problem, 422: Problem },
        },
        // The shapes are for the document: what is wrong is said in our own words, and the answer is a stream.
        validatorCompiler: () => () => true,
        serializerCompiler: () => (value) => JSON.stringify(value),
      },
      may(api)("shipments:write", take),
    );
  };

/** The status was sent with the first line: what ends the import early is said in the last one. */
async function* linesOf(reports: AsyncIterable<Report>): AsyncGenerator<string, void> {
  let line = 1;
  try {
    for await (const report of reports) {
      line = report.line;
      yield `${JSON.stringify(report)}\n`;
    }
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    const why = `We cannot store anything right now. All up to this line is kept: send the file again with from_line=${line + 1}.`;
    yield `${JSON.stringify({ done: false, line, error: { code: "TEMPORARILY_UNAVAILABLE", why } })}\n`;
  }
}
