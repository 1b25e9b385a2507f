/** What waits for somebody in the shop. */
import type { FastifyInstance } from "fastify";
import { html } from "htm/preact";
import { parameter } from "#platform/html/request.ts";
import { kinds, Tickets } from "#tickets/schema.ts";
import { carrierName, pill, select, table, time, words } from "./pages/parts.ts";
import { Refused, type Site } from "./site.ts";

export function addTicketRoutes(server: FastifyInstance, site: Site): void {
  server.get(
    "/portal/:merchant/:mode/tickets",
    site.shop("read", async (request, reply, visit) => {
      const kind = parameter(request, "kind", 40);
      const given = Object.entries({ kind, after: parameter(request, "after", 1_000) });
      const query = new URLSearchParams(given.filter(([, value]) => value !== ""));
      const read = await visit.read(Tickets, `/v1/tickets?${query}`);
      if (read instanceof Refused) return site.refused(reply, visit, read);
      const { tickets, next } = read;
      const here = visit.at("tickets");
      const content = html`
        <h1>Tickets</h1>
        <p>They open by themselves when a parcel needs somebody, and go when it moves on. Nobody has to close one.</p>
        <form method="get" action=${here}><div class="filters">${select("kind", "Kind", [["", "all"], ...kinds.map((one) => [one, words(one)] as const)], kind)}<p><button>Show</button></p></div></form>
        ${
          tickets.length === 0
            ? html`<p class="empty">Nothing waits for you${next === null ? "" : " among these shipments; look at older ones"}.</p>`
            : table(
                "Tickets (times in UTC)",
                ["Order", "What", "Since", "Status", "Who looks after it"],
                tickets
                  .toSorted((a, b) => (a.since < b.since ? -1 : 1))
                  .map(
                    (
                      one,
                    ) => html`<tr><th scope="row"><a href=${visit.at(`shipments/${one.shipment_id}`)}>${one.reference ?? one.order_id.slice(0, 8)}</a></th>
                      <td><strong>${words(one.kind)}</strong><br /><span class="small soft">${one.why} ${one.fix}</span></td><td>${time(one.since)}</td>
                      <td>${pill(one.status)}<br /><span class="small soft">${carrierName(one.carrier)}</span></td><td>${one.owner ?? html`<span class="soft">nobody</span>`}</td></tr>`,
                  ),
              )
        }
        ${next === null ? null : html`<p><a class="button second" href=${`${here}?${new URLSearchParams({ ...(kind === "" ? {} : { kind }), after: next })}`}>Of older shipments</a></p>`}`;
      return site.page(reply, { title: "Tickets", content, visit, here: "tickets" });
    }),
  );
}
