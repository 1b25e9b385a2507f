/** `/integration-report/:token`: a report that a merchant shows to others. Whoever has the address reads it; nobody finds it. */
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { html } from "htm/preact";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { contentPolicy, guardPages } from "#platform/html/guard.ts";
import { renderFrame } from "#platform/html/page.ts";
import { style } from "#platform/html/style.ts";
import { randomToken } from "#platform/ids.ts";
import { missingContent, reportContent } from "./pages/shared-report.ts";
import { openSharedReport } from "./share-report.ts";

export interface ReportPageOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
  readonly simulatedCarriers: boolean;
}

export function createReportPageRoutes(options: ReportPageOptions): FastifyPluginAsync {
  return async (server) => {
    guardPages(server, options);
    server.get<{ Params: { token: string } }>("/integration-report/:token", async (request, reply) => {
      const report = await openSharedReport(options, request.params.token);
      return report === null
        ? page(reply.code(404), "No report here", missingContent())
        : page(reply, `Integration report – ${report.shop}`, reportContent(report));
    });
  };

  function page(reply: FastifyReply, title: string, content: unknown): FastifyReply {
    const nonce = randomToken();
    const notice = options.simulatedCarriers ? "Demo: the carriers are simulated." : null;
    const frame = { language: "en", title, nonce, style, skip: "Skip to content", notice };
    return reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", contentPolicy(nonce))
      .send(renderFrame(frame, html`${content}`));
  }
}
