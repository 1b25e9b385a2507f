/** The HTML of an answer to a mail: no picture, no link that follows anybody, readable without its styles. */
import { html } from "htm/preact";
import type { VNode } from "preact";
import type { Checked } from "#integration/check.ts";
import type { ReportedFinding } from "#integration/report.ts";

interface Part {
  readonly order: string | null;
  readonly mode: "live" | "test";
  readonly checked: Checked;
}

export const headOf = (order: string | null, mode: "live" | "test"): string =>
  `${order === null ? "The last 7 days" : `Order ${order}`}${mode === "test" ? ", test mode" : ""}`;

const verdicts: Readonly<Record<Checked["verdict"], string>> = {
  validated: "Validated: nothing is broken or doubtful.",
  findings: "There is something to mend.",
  nothing_to_check: "Nothing to check yet: no shipping info came.",
};

const font =
  "font:16px/1.5 system-ui,sans-serif;color:#221e19;background:#fff;max-width:40rem;margin:0 auto;padding:1rem";

export const answerPage = ({
  title,
  intro,
  reports,
  form,
  closing,
}: {
  readonly title: string;
  readonly intro: readonly string[];
  readonly reports: readonly Part[];
  readonly form: readonly string[];
  readonly closing: readonly string[];
}): VNode =>
  html`<html lang="en"><head><meta charset="utf-8" /><meta name="color-scheme" content="light" /><title>${title}</title></head>
  <body style=${font}>
    ${intro.map((one) => html`<p>${one}</p>`)}
    ${form.length === 0 ? null : html`<pre style="white-space:pre-wrap;border:1px solid #8a8071;padding:.75rem">${form.join("\n")}</pre>`}
    ${reports.map(reportOf)}
    ${closing.map((one) => html`<p>${one}</p>`)}
  </body></html>` as VNode; // htm types one element as a list, too

const reportOf = ({ order, mode, checked }: Part) => html`
  <h2 style="font-size:1.15rem;margin:1.5rem 0 .25rem">${headOf(order, mode)}</h2>
  <p><strong>${verdicts[checked.verdict]}</strong> ${checked.orders} orders, ${checked.entries} entries of shipping info.${
    checked.score.whole === null ? "" : ` Score ${Math.round(checked.score.whole * 100)} %.`
  }</p>
  ${checked.findings.map(findingOf)}`;

const findingOf = ({ code, severity, why, fix, count, examples }: ReportedFinding) => html`
  <h3 style="font-size:1rem;margin:1rem 0 .25rem">${severity}: ${code}, ${count} ×</h3>
  <p style="margin:.25rem 0">${why} <strong>${fix}</strong></p>
  <ul>${examples.map(
    ({ reference, order_id, field, received, understood }) =>
      html`<li>${[
        reference ?? order_id,
        received === null ? null : `${field === null ? "" : `${field} = `}“${received}”`,
        understood,
      ]
        .filter((part) => part !== null)
        .join(" · ")}</li>`,
  )}</ul>`;
