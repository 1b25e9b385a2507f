/** A report as others see it: verdict, date, score, what was found how often and how it is mended; nothing of an order or a person. */
import { html } from "htm/preact";
import type { OpenReport } from "#integration/share-report.ts";

const heads: Readonly<Record<OpenReport["verdict"], readonly [tone: string, words: string]>> = {
  validated: ["done", "Validated: nothing is broken or doubtful"],
  findings: ["attention", "There is something to mend"],
  nothing_to_check: ["", "Nothing to check yet: no shipping info came"],
};
const tones = { broken: "action", doubtful: "attention", advice: "" } as const;

const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`);
const words = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll("_", " ");
const day = (at: string): string => at.slice(0, 16).replace("T", " ");

export function reportContent({
  shop,
  mode,
  verdict,
  checkedAt,
  expiresAt,
  orders,
  entries,
  score,
  findings,
}: OpenReport) {
  const [tone, sentence] = heads[verdict];
  return html`
    <p class="soft">${shop}${mode === "test" ? ", test mode" : ""}</p>
    <h1>Integration report</h1>
    <p><span class=${`pill ${tone}`}>${sentence}</span></p>
    <p>All of seven days until <time datetime=${checkedAt}>${day(checkedAt)}</time> UTC: ${orders} orders, ${entries} entries of shipping info.</p>
    <h2>Score: ${percent(score.whole)}</h2>
    <dl class="facts card">
      <dt>Captures with shipping info</dt><dd>${percent(score.captures_with_info)}</dd>
      <dt>Entries that lead to a parcel</dt><dd>${percent(score.entries_resolved)}</dd>
      <dt>Scanned within three days</dt><dd>${percent(score.shipments_with_events)}</dd>
      <dt>Calls that were taken</dt><dd>${percent(score.calls_taken)}</dd>
    </dl>
    <p class="small soft">The score is the least of its parts.</p>
    <h2>Findings</h2>
    ${
      findings.length === 0
        ? html`<p>None.</p>`
        : findings.map(
            ({ code, severity, why, fix, count }) => html`<article class="card">
              <p><span class=${`pill ${tones[severity]}`}>${words(severity)}</span></p>
              <h3>${words(code)} <span class="soft">${count} ×</span></h3>
              <p>${why}</p><p><strong>${fix}</strong></p>
            </article>`,
          )
    }
    <p class="small soft">Made by Posthorn for ${shop}, which can end it at any time. It ends by itself on ${day(expiresAt.toISOString())} UTC.</p>`;
}

export const missingContent = () => html`
  <h1>No report here</h1>
  <p>This address is not one of ours, or no longer: a report can be opened for two weeks, and a new one ends the one before. Ask the shop for a new address.</p>`;
