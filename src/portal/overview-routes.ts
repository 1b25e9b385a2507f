/** A shop's first page. */
import type { FastifyInstance } from "fastify";
import { days } from "#platform/clock.ts";
import { Tickets } from "#tickets/schema.ts";
import { figuresOf } from "./figures.ts";
import { overviewContent } from "./pages/overview.ts";
import { Refused, type Site } from "./site.ts";
import { countReports, readCounted } from "./store.ts";

const countedMost = 5_000;

export function addOverviewRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  server.get(
    "/portal/:merchant/:mode",
    site.shop("read", async (_request, reply, visit) => {
      const now = clock.now();
      const since = new Date(now.getTime() - days(30));
      const [rows, reported] = await database.forMerchants([visit.merchantId], async (tx) => [
        await readCounted(tx, visit, since, countedMost),
        await countReports(tx, visit, since),
      ]);
      const read = await visit.read(Tickets, "/v1/tickets");
      const { tickets, next } = read instanceof Refused ? { tickets: [], next: null } : read;
      const overview = {
        ...{ figures: figuresOf(rows, since, now), reported, tickets },
        ...{ hasMoreTickets: next !== null, isCut: rows.length === countedMost },
      };
      return site.page(reply, { title: "Overview", content: overviewContent(overview, visit), visit, here: "" });
    }),
  );
}
