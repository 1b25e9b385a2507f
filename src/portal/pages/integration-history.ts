/** The integration over time, as a chart and as a table; and the address at which others read how it stands. */
import { html } from "htm/preact";
import type { HistoryAnswer } from "#integration/schema.ts";
import type { Share } from "#integration/share-report.ts";
import type { Visit } from "#portal/site.ts";
import { percent, pill, table, time } from "./parts.ts";

type Day = HistoryAnswer["days"][number];

export const historyDays = 90;
const dayMs = 86_400_000;

/** A bar a day as high as its score, at its place among the last 90 days: a gap is a day on which nobody looked. */
export function historyChart(days: readonly Day[], now: Date) {
  if (days.length === 0) return null;
  const first = Math.floor(now.getTime() / dayMs) - historyDays + 1;
  const placeOf = ({ day }: Day): number => Math.floor(Date.parse(day) / dayMs) - first;
  const width = historyDays * 8;
  return html`<h2>Over time</h2><figure class="card">
    <figcaption class="small">Score per day, the last ${historyDays} days until today; the line above is 100 %. Grey: not validated.</figcaption>
    <svg class="chart" preserveAspectRatio="none" viewBox=${`0 0 ${width} 84`} role="img" aria-label="The numbers stand in the table below">
      <line x1="0" x2=${width} y1="2" y2="2" /><line x1="0" x2=${width} y1="82" y2="82" />
      ${days.map((one) => barOf(one, placeOf(one)))}
    </svg>
    <details><summary>As a table</summary>${table(
      "Per day (UTC), each of the seven days before",
      [
        "Day",
        "Verdict",
        "Score",
        "Captures with shipping info",
        "Led to a parcel",
        "Scanned",
        "Calls taken",
        "Orders",
        "Entries",
      ],
      days.toReversed().map(rowOf),
    )}</details>
  </figure>`;
}

function barOf({ score, verdict }: Day, place: number) {
  const height = Math.round((score.whole ?? 0) * 80);
  return html`<rect class=${verdict === "validated" ? undefined : "other"} x=${place * 8 + 1} y=${82 - height} width="6" height=${height} />`;
}

const rowOf = ({
  day,
  verdict,
  score,
  orders,
  entries,
}: Day) => html`<tr><th scope="row">${day}</th><td>${pill(verdict)}</td>
  ${[score.whole, score.captures_with_info, score.entries_resolved, score.shipments_with_events, score.calls_taken].map((one) => html`<td>${percent(one)}</td>`)}
  <td>${orders}</td><td>${entries}</td></tr>`;

/** For whoever may show it to others. @param shared null: nobody can open one now */
export const sharing = (visit: Visit, shared: Share | null) => html`
  <h2>Show it to others</h2>
  ${
    shared === null
      ? html`<p>Makes an address at which anybody who has it reads verdict, score and findings of the last seven days: no order, no number, nothing of a person.</p>`
      : html`<p><a href=${shared.address} class="number">${shared.address}</a></p>
          <p>Made ${time(shared.madeAt)}, to be opened until ${time(shared.expiresAt)} UTC. A new one ends it.</p>`
  }
  <form method="post" action=${visit.at("integration/share")}><button class="second">${shared === null ? "Make an address for two weeks" : "Make a new one, and end this"}</button></form>`;
