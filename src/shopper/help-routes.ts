/** Help, for everybody: signed in or not. */
import type { FastifyInstance } from "fastify";
import { helpContent } from "./pages/help.ts";
import { personNav } from "./pages/navigation.ts";
import { sessionOf, textsOfPerson } from "./request.ts";
import type { Site } from "./site.ts";

export function addHelpRoutes(server: FastifyInstance, site: Site): void {
  server.get("/help", async (request, reply) => {
    const session = await sessionOf(site, request);
    const texts = textsOfPerson(site, request, session);
    const content = [session === null ? null : personNav(texts, null), helpContent(texts)];
    return site.page(reply, { texts, title: texts.t("help.title"), content });
  });
}
