/** Support cases: mails that no program could help with, looked at and closed by the operator. */
import type { FastifyInstance } from "fastify";
import { recordDeed } from "#accounts/audit.ts";
import { closeCase, readCases } from "#integration/case-store.ts";
import { isUuid } from "#platform/ids.ts";
import { casesContent } from "./pages/cases.ts";
import type { Site } from "./site.ts";

const casesMax = 200;

export function addCaseRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  server.get(
    "/portal/operator/cases",
    site.operator(async (_request, reply, session) => {
      const cases = await database.forSystem("support cases", (tx) => readCases(tx, casesMax));
      return site.page(reply, { title: "Cases", content: casesContent(cases), session, here: "operator" });
    }),
  );
  server.post(
    "/portal/operator/cases/:id/close",
    { config: { form: true } },
    site.operator(async (request, reply, session) => {
      const { id = "" } = request.params as { id?: string }; // the route's pattern names it
      if (!isUuid(id)) return site.missing(reply);
      const now = clock.now();
      const isClosed = await database.forSystem("a support case is closed", async (tx) => {
        if (!(await closeCase(tx, id.toLowerCase(), now))) return false;
        const deed = { merchantId: null, who: session.email, what: "case_closed", subject: id.toLowerCase() } as const;
        await recordDeed(tx, deed, now);
        return true;
      });
      return isClosed ? reply.redirect("/portal/operator/cases", 303) : site.missing(reply);
    }),
  );
}
