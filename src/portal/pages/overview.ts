/** The first page of a shop: the numbers that matter, and what waits for somebody. */
import { html } from "htm/preact";
import type { Figures } from "#portal/figures.ts";
import type { Visit } from "#portal/site.ts";
import type { Tickets } from "#tickets/schema.ts";
import { carrierName, percent, table, words } from "./parts.ts";

export interface Overview {
  readonly figures: Figures;
  readonly reported: number;
  readonly tickets: Tickets["tickets"];
  readonly hasMoreTickets: boolean;
  readonly isCut: boolean;
}

const days = (value: number | null): string => (value === null ? "–" : `${value.toFixed(1)} days`);

export function overviewContent({ figures, reported, tickets, hasMoreTickets, isCut }: Overview, visit: Visit) {
  if (figures.shipments === 0) return empty(visit);
  const byKind = [...Map.groupBy(tickets, ({ kind }) => kind)].toSorted((a, b) => b[1].length - a[1].length);
  return html`
    <h1>${visit.shop}</h1>
    <p class="soft">The last 30 days${isCut ? ", of which the newest 5,000 shipments are counted" : ""}.</p>
    <ul class="figures">
      ${figure("On time", percent(figures.onTime), "tried by the day that was promised first")}
      ${figure("At the first attempt", percent(figures.firstAttempt), "without a failed one before")}
      ${figure("To deliver", days(figures.daysToDeliver), "median, from the carrier’s first scan")}
      ${figure("Shipments", figures.shipments, `${figures.delivered} of them delivered`)}
      ${figure("Problems", figures.problems, "exceptions, failed attempts, returns")}
      ${figure("“Where is it?”", reported, "orders of which shoppers reported something")}
    </ul>
    ${chart(figures)}
    <h2>What waits for somebody</h2>
    ${
      tickets.length === 0
        ? html`<p>Nothing. Tickets open by themselves when a parcel needs you, and go when it moves on.</p>`
        : html`<ul class="items card">${byKind.map(
            ([kind, all]) =>
              html`<li><a href=${`${visit.at("tickets")}?kind=${kind}`}>${words(kind)}</a> <strong>${all.length}${hasMoreTickets ? "+" : ""}</strong> <span class="soft">${all[0]?.why}</span></li>`,
          )}</ul>`
    }
    <h2>Carriers</h2>
    ${table(
      "Carriers in the last 30 days",
      ["Carrier", "Shipments", "Delivered", "On time", "First attempt", "To deliver", "Problems"],
      figures.carriers.map(
        (
          one,
        ) => html`<tr><th scope="row"><a href=${`${visit.at("shipments")}?carrier=${encodeURIComponent(one.carrier ?? "")}`}>${carrierName(one.carrier)}</a></th>
          <td>${one.shipments}</td><td>${one.delivered}</td><td>${percent(one.onTime)}</td><td>${percent(one.firstAttempt)}</td><td>${days(one.daysToDeliver)}</td><td>${one.problems}</td></tr>`,
      ),
    )}`;
}

const figure = (name: string, value: string | number, meaning: string) =>
  html`<li class="card"><span class="label">${name}</span><strong>${value}</strong><span class="small soft">${meaning}</span></li>`;

/** Two bars a day; the same numbers stand in a table for those who do not see it. */
function chart({ days: all }: Figures) {
  const most = Math.max(1, ...all.flatMap(({ opened, delivered }) => [opened, delivered]));
  const height = (count: number): number => Math.round((count / most) * 80);
  const last = all.at(-1)?.day ?? "";
  return html`<figure class="card">
    <figcaption class="small">Opened (grey) and delivered (colour) per day until ${last}; at most ${most}</figcaption>
    <svg class="chart" preserveAspectRatio="none" viewBox=${`0 0 ${all.length * 12} 84`} role="img" aria-label="The numbers stand in the table below">
      <line x1="0" x2=${all.length * 12} y1="82" y2="82" />
      ${all.map(({ opened, delivered }, at) => html`<g><rect class="other" x=${at * 12 + 1} y=${82 - height(opened)} width="4.5" height=${height(opened)} /><rect x=${at * 12 + 6} y=${82 - height(delivered)} width="4.5" height=${height(delivered)} /></g>`)}
    </svg>
    <details><summary>As a table</summary>${table(
      "Per day",
      ["Day", "Opened", "Delivered"],
      all.map((one) => html`<tr><td>${one.day}</td><td>${one.opened}</td><td>${one.delivered}</td></tr>`),
    )}</details>
  </figure>`;
}

const empty = (visit: Visit) => html`
  <h1>${visit.shop}</h1>
  <div class="empty">
    <p>No shipment of the last 30 days${visit.mode === "test" ? " in test mode" : ""}.</p>
    <p>Send one by the API, import a file, or play a test number: <code>POSTHORN-PICKUP</code> with a test key runs a whole journey in seconds.</p>
    <p><a href=${visit.at("integration")}>Integration check</a> · <a href=${visit.at("import")}>Import</a> · <a href=${visit.at("keys")}>Keys</a></p>
  </div>`;
