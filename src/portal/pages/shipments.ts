/** The list of a shop's shipments, with one field that finds by whatever somebody has in hand. */
import { html } from "htm/preact";
import type { z } from "zod";
import { allCarriers } from "#carriers/registry.ts";
import type { Visit } from "#portal/site.ts";
import type { SavedView } from "#portal/store.ts";
import { statuses } from "#shipments/event-codes.ts";
import type { ShipmentList } from "#shipments-api/schema.ts";
import { carrierName, expected, input, pill, select, table, time, words } from "./parts.ts";

export interface ShipmentsPage {
  readonly list: z.infer<typeof ShipmentList>;
  readonly query: { readonly q: string; readonly status: string; readonly carrier: string; readonly since: string };
  readonly views: readonly SavedView[];
  /** The filters as they stand in the address, without the page. */
  readonly filters: string;
}

export function shipmentsContent({ list, query, views, filters }: ShipmentsPage, visit: Visit) {
  const here = visit.at("shipments");
  const isFiltered = filters !== "";
  return html`
    <h1>Shipments</h1>
    <form method="get" action=${here} role="search">
      <div class="filters">
        ${input("q", "Number, reference, id, address or name", { type: "search", value: query.q, maxlength: 200, minlength: 2 })}
        ${select("status", "Status", [["", "any"], ...statuses.map((one) => [one, words(one)] as const)], query.status)}
        <div><label for="carrier">Carrier</label><input id="carrier" name="carrier" list="carriers" value=${query.carrier} maxlength="100" /></div>
        ${input("since", "Opened since", { type: "date", value: query.since })}
      </div>
      <datalist id="carriers">${usualCarriers().map(({ code, name }) => html`<option value=${code}>${name}</option>`)}</datalist>
      <p class="row"><button>Search</button>${isFiltered ? html`<a href=${here}>All shipments</a>` : null}
        <a href=${`${here}.csv${filters}`}>Export as CSV</a></p>
    </form>
    ${viewList({ views, filters, here })}
    ${
      list.shipments.length === 0
        ? html`<p class="empty">${isFiltered ? "No shipment fits. Numbers, references and ids are found whole; of a name a part is enough." : "No shipment yet."}</p>`
        : table(
            "Shipments, newest first (times in UTC)",
            ["Order", "Carrier and number", "Status", "Since", "Expected", "Opened"],
            list.shipments.map(
              (one) => html`<tr>
                <th scope="row"><a href=${visit.at(`shipments/${one.id}`)}>${one.reference ?? one.order_id.slice(0, 8)}</a>${one.direction === "return" ? html` <span class="small soft">return</span>` : null}</th>
                <td>${carrierName(one.carrier)}<br /><span class="number">${one.tracking_number ?? "without a number"}</span></td>
                <td>${pill(one.status)}<br /><span class="small soft">${words(one.code)}</span></td>
                <td>${time(one.status_at)}</td><td>${expected(one.estimate)}</td><td>${time(one.opened_at)}</td>
              </tr>`,
            ),
          )
    }
    ${list.next === null ? null : html`<p><a class="button second" href=${`${here}${filters === "" ? "?" : `${filters}&`}after=${encodeURIComponent(list.next)}`}>Older ones</a></p>`}`;
}

function viewList({
  views,
  filters,
  here,
}: {
  readonly views: readonly SavedView[];
  readonly filters: string;
  readonly here: string;
}) {
  if (views.length === 0 && filters === "") return null;
  return html`<div class="row small">
    ${views.map(
      ({ name, query }) =>
        html`<span class="row"><a href=${`${here}${query}`}>${name}</a><form method="post" action=${`${here}/views/forget`}><input type="hidden" name="name" value=${name} /><button class="plain" aria-label=${`Forget the view ${name}`}>×</button></form></span>`,
    )}
    ${
      filters === ""
        ? null
        : html`<form class="row" method="post" action=${`${here}/views`}><input type="hidden" name="query" value=${filters} />
            <label for="view" class="hidden">Name of the view</label><input id="view" name="name" placeholder="Name of this view" maxlength="60" required /><button class="plain">Save the view</button></form>`
    }
  </div>`;
}

/** Those that stand on their own; the rest is typed. */
const usualCarriers = () => allCarriers().filter(({ parent, onPublicList }) => parent === null && onPublicList);
