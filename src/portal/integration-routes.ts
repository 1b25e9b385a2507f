/** Is what the shop sends right: the integration check as a page, of all since some days or of one order. */
import type { FastifyInstance } from "fastify";
import { html } from "htm/preact";
import type { z } from "zod";
import { CheckAnswer, HistoryAnswer } from "#integration/schema.ts";
import { sharedNow, shareReport } from "#integration/share-report.ts";
import { parameter } from "#platform/html/request.ts";
import { isUuid } from "#platform/ids.ts";
import { historyChart, historyDays, sharing } from "./pages/integration-history.ts";
import { input, percent, pill, select, time, words } from "./pages/parts.ts";
import { Refused, type Site, type Visit } from "./site.ts";

type Checked = z.infer<typeof CheckAnswer>;
const spans = [
  ["1d", "one day"],
  ["7d", "seven days"],
  ["30d", "thirty days"],
] as const;

export function addIntegrationRoutes(server: FastifyInstance, site: Site): void {
  const { clock } = site.options;
  server.get(
    "/portal/:merchant/:mode/integration",
    site.shop("read", async (request, reply, visit) => {
      const [order, since] = [parameter(request, "order", 60).trim(), parameter(request, "since", 4) || "7d"];
      const query = isUuid(order) ? `order_id=${order.toLowerCase()}` : `since=${encodeURIComponent(since)}`;
      const read = await visit.read(CheckAnswer, `/v1/integration-check?${query}`);
      const isWrong = order !== "" && (!isUuid(order) || read instanceof Refused);
      if (read instanceof Refused && !isWrong) return site.refused(reply, visit, read);
      const history = await visit.read(HistoryAnswer, `/v1/integration-check/history?days=${historyDays}`);
      const content = html`
        <h1>Integration check</h1>
        <p>What you sent, what we understood of it, and how to mend what is not right. The same by <code>GET /v1/integration-check</code> and <code>posthorn check</code>.</p>
        <form method="get" action=${visit.at("integration")}><div class="filters">
          ${select("since", "Everything of the last", spans, since)}
          ${input("order", "or one order, by its id", { value: order, maxlength: 60, "aria-invalid": isWrong ? "true" : undefined })}
        </div><p><button>Check</button></p></form>
        ${isWrong ? html`<p class="wrong" role="alert">You have no order of this id in ${visit.mode} mode.</p>` : read instanceof Refused ? null : report(read, visit)}
        ${history instanceof Refused ? null : historyChart(history.days, clock.now())}
        ${visit.may("admin") ? sharing(visit, await sharedNow(site.options, visit)) : null}`;
      return site.page(reply, { title: "Integration check", content, visit, here: "integration" });
    }),
  );
  server.post(
    "/portal/:merchant/:mode/integration/share",
    { config: { form: true } },
    site.shop("admin", async (_request, reply, visit) => {
      await shareReport(site.options, visit, visit.session.email);
      return reply.redirect(visit.at("integration"), 303);
    }),
  );
}

const heads: Readonly<Record<Checked["verdict"], string>> = {
  validated: "Validated: nothing is broken or doubtful",
  findings: "There is something to mend",
  nothing_to_check: "Nothing to check yet: no shipping info came",
};

function report(checked: Checked, visit: Visit) {
  const { score } = checked;
  return html`<section>
    <h2>${pill(checked.verdict)} ${heads[checked.verdict]}</h2>
    <p class="soft">${checked.orders} orders with ${checked.entries} entries of shipping info, checked ${time(checked.checked_at)} UTC${checked.is_cut ? "; the newest 500 orders were looked at" : ""}.</p>
    <ul class="figures">
      ${figure("Captures with shipping info", score.captures_with_info)}${figure("Entries that lead to a parcel", score.entries_resolved)}
      ${figure("Scanned within three days", score.shipments_with_events)}${figure("Calls that were taken", score.calls_taken)}
    </ul>
    ${checked.findings.map(
      (one) => html`<article class="card">
        <h3>${pill(one.severity)} ${words(one.code)} <span class="soft">${one.count} ×</span></h3>
        <p>${one.why}</p><p><strong>${one.fix}</strong></p>
        <details><summary>Where</summary><ul>${one.examples.map(
          (
            example,
          ) => html`<li>${example.order_id === null ? null : html`<a href=${`${visit.at("shipments")}?q=${example.order_id}`}>${example.reference ?? example.order_id}</a> `}
            ${example.received === null ? null : html`${example.field === null ? "" : `${example.field} = `}<code>${example.received}</code>`}
            ${example.understood === null ? null : html`<br /><span class="small soft">${example.understood}</span>`}</li>`,
        )}</ul></details>
      </article>`,
    )}
  </section>`;
}

const figure = (name: string, share: number | null) =>
  html`<li class="card"><span class="label">${name}</span><strong>${percent(share)}</strong></li>`;
