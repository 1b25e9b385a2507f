/** The shopper's addresses: an order by its unguessable link, live; its parcels and the rest of a person's pages are beside. */
import type { FastifyPluginAsync } from "fastify";
import { guardPages } from "#platform/html/guard.ts";
import { addAccountRoutes } from "./account-routes.ts";
import { addAddRoutes } from "./add-routes.ts";
import { addAppRoutes } from "./app-files.ts";
import { addDeliveriesRoutes } from "./deliveries-routes.ts";
import { addHelpRoutes } from "./help-routes.ts";
import { createLive } from "./live.ts";
import { findLink, open, openOrder } from "./open-order.ts";
import { inOwnWords } from "./own-words.ts";
import { orderContent, orderHeadline } from "./pages/order.ts";
import { addParcelRoutes, languageSuffix, reportState } from "./parcel-routes.ts";
import { addSettingsRoutes } from "./settings-routes.ts";
import { createSite, type ShopperOptions } from "./site.ts";
import { embedContent, heightScript } from "./widget.ts";

export function createShopperRoutes(options: ShopperOptions): FastifyPluginAsync {
  const site = createSite(options);
  return async (server) => {
    guardPages(server, options);
    const live = createLive(options.wakeups);
    server.addHook("preClose", async () => live.close());

    server.get<{ Params: { token: string } }>("/o/:token", async (request, reply) => {
      const { token } = request.params;
      const opened = await openOrder(site, request, token, null);
      if (opened === undefined) return site.missing(request, reply);
      const { view, texts } = inOwnWords(opened.view, site.textsFor(request, opened.row.locale, opened.setting));
      const now = options.clock.now();
      const [link, suffix] = [`/o/${token}`, languageSuffix(request)];
      const report = reportState(opened, null);
      const content = orderContent({ order: view, link, suffix, report, texts, now });
      const title = [orderHeadline(view, texts, now), view.reference ?? view.shop].join(" – ");
      return site.page(reply, { texts, title, content, live: `/o/${token}/live`, brand: view.brand, tier: view.tier });
    });

    // In a frame browsers send no session; what is shown is tier 1 at most in any case.
    server.get<{ Params: { token: string } }>("/o/:token/embed", async (request, reply) => {
      const { token } = request.params;
      const linked = await findLink(options, token);
      const opened = linked === undefined ? undefined : await open(options, linked, null, null);
      if (opened === undefined) return site.missing(request, reply);
      const texts = site.textsFor(request, opened.row.locale);
      const { view, row } = opened;
      const content = embedContent(view, `/o/${token}`, texts, options.clock.now());
      const frame = { live: `/o/${token}/live`, script: heightScript, brand: view.brand, frames: row.origins };
      return site.page(reply.header("cross-origin-resource-policy", "cross-origin"), {
        texts,
        title: view.shop,
        content,
        ...frame,
      });
    });

    server.get<{ Params: { token: string } }>("/o/:token/live", async (request, reply) => {
      const opened = await openOrder(site, request, request.params.token, "none");
      if (opened === undefined) return site.missing(request, reply);
      if (!live.open(opened.row.id, [opened.row.id], reply))
        return reply.code(503).header("retry-after", "60").send("");
    });

    addParcelRoutes(server, site);
    addAccountRoutes(server, site);
    addDeliveriesRoutes(server, site, live);
    addAddRoutes(server, site);
    addSettingsRoutes(server, site);
    addHelpRoutes(server, site);
    addAppRoutes(server, site);
  };
}
