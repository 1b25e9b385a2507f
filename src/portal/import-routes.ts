/** A file of orders and parcels into the shop: first looked at, then imported. */
import type { FastifyInstance } from "fastify";
import { html } from "htm/preact";
import { z } from "zod";
import { ImportReport } from "#imports/schema.ts";
import { field } from "#platform/html/request.ts";
import { fileScript } from "./look-routes.ts";
import { carrierName, input, table, words } from "./pages/parts.ts";
import { Refused, type Site, type Visit } from "./site.ts";

const path = "/portal/:merchant/:mode/import";
type Report = z.infer<typeof ImportReport>;

export function addImportRoutes(server: FastifyInstance, site: Site): void {
  server.get(
    path,
    site.shop("shipments:write", async (_request, reply, visit) =>
      site.page(reply, {
        ...{ title: "Import", visit, here: "import" },
        content: importContent(visit, "", null),
        script: fileScript,
      }),
    ),
  );
  server.post(
    path,
    { config: { form: true }, bodyLimit: 12 * 1_024 * 1_024 },
    site.shop("shipments:write", async (request, reply, visit) => {
      const [file, country] = [field(request, "file", 10 * 1_024 * 1_024), field(request, "country", 2).toUpperCase()];
      const isDryRun = field(request, "what", 10) !== "import";
      const query = new URLSearchParams({ dry_run: String(isDryRun), ...(country === "" ? {} : { country }) });
      const answer = await visit.ask("POST", `/v1/imports?${query}`, file);
      if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
      const report = z.array(ImportReport).parse(answer.body).at(-1);
      const content = importContent(visit, file, report === undefined ? null : { report, isDryRun, country });
      return site.page(reply, { ...{ title: "Import", visit, here: "import" }, content, script: fileScript });
    }),
  );
}

function importContent(
  visit: Visit,
  file: string,
  outcome: { readonly report: Report; readonly isDryRun: boolean; readonly country: string } | null,
) {
  return html`
    <h1>Import</h1>
    <p>A CSV file, a row for each parcel: order reference, carrier, tracking number, and what you have of the shopper’s address. The names of the columns are found by themselves. Sent again, nothing is doubled.</p>
    ${outcome === null ? null : reportOf(outcome.report, outcome.isDryRun)}
    <form method="post" action=${visit.at("import")}>
      <label for="chooser">File</label><input id="chooser" type="file" accept=".csv,text/csv" data-into="file" />
      <label for="file">or paste its rows</label>
      <textarea id="file" name="file" rows="8" required spellcheck=${false} placeholder="order_reference,carrier,tracking_number,email,country">${file}</textarea>
      ${input("country", "Country of orders that say none (two letters)", { maxlength: 2, value: outcome?.country ?? "", pattern: "[A-Za-z]{2}" })}
      <p class="row"><button name="what" value="look">Look at it, change nothing</button><button class="second" name="what" value="import">Import</button></p>
    </form>`;
}

const reportOf = (report: Report, isDryRun: boolean) => html`<section class="card">
  <h2 class="first" role="status">${isDryRun ? "Nothing was changed" : "Imported"}: ${report.imported} of ${report.rows} rows${isDryRun ? " would be imported" : ""}</h2>
  ${
    report.problems.length === 0
      ? null
      : table(
          "Rows that are not imported (the first hundred)",
          ["Line", "Column", "What it says", "Why"],
          report.problems.map(
            (one) =>
              html`<tr><td>${one.line}</td><td>${one.column ?? ""}</td><td><code>${one.said}</code></td><td>${one.why}</td></tr>`,
          ),
        )
  }
  <div class="columns">
    <div>${table(
      "Carriers",
      ["Carrier", "Parcels"],
      Object.entries(report.carriers).map(
        ([code, count]) => html`<tr><td>${carrierName(code)}</td><td>${count}</td></tr>`,
      ),
    )}</div>
    <div>${table(
      "Why",
      ["Reason", "Parcels"],
      Object.entries(report.reasons).map(
        ([reason, count]) => html`<tr><td>${words(reason)}</td><td>${count}</td></tr>`,
      ),
    )}</div>
  </div>
  ${
    report.notes.length === 0
      ? null
      : table(
          "Rows that look wrong (the first hundred)",
          ["Line", "What it says", "Why"],
          report.notes.map(
            (one) => html`<tr><td>${one.line}</td><td><code>${one.said}</code></td><td>${one.why}</td></tr>`,
          ),
        )
  }
</section>`;
