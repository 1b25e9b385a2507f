/** The portal's addresses: coming in, a shop's pages, the operator's. Plain forms; no page needs a script but for choosing a file. */
import type { FastifyPluginAsync } from "fastify";
import { guardPages } from "#platform/html/guard.ts";
import { addCarrierRoutes } from "./carrier-routes.ts";
import { addCaseRoutes } from "./case-routes.ts";
import { addEntryRoutes } from "./entry-routes.ts";
import { addImportRoutes } from "./import-routes.ts";
import { addIntegrationRoutes } from "./integration-routes.ts";
import { addKeyRoutes } from "./key-routes.ts";
import { addLookRoutes } from "./look-routes.ts";
import { addOperatorRoutes } from "./operator-routes.ts";
import { addOverviewRoutes } from "./overview-routes.ts";
import { addShipmentRoutes } from "./shipment-routes.ts";
import { addShopperDataRoutes } from "./shopper-data-routes.ts";
import { createSite, type PortalOptions } from "./site.ts";
import { addTeamRoutes } from "./team-routes.ts";
import { addTicketRoutes } from "./ticket-routes.ts";
import { addWebhookRoutes } from "./webhook-routes.ts";

export function createPortalRoutes(options: PortalOptions): FastifyPluginAsync {
  const site = createSite(options);
  return async (server) => {
    guardPages(server, options);
    addEntryRoutes(server, site);
    addOverviewRoutes(server, site);
    addShipmentRoutes(server, site);
    addTicketRoutes(server, site);
    addIntegrationRoutes(server, site);
    addCarrierRoutes(server, site);
    addWebhookRoutes(server, site);
    addLookRoutes(server, site);
    addImportRoutes(server, site);
    addKeyRoutes(server, site);
    addTeamRoutes(server, site);
    addOperatorRoutes(server, site);
    addShopperDataRoutes(server, site);
    addCaseRoutes(server, site);
  };
}
