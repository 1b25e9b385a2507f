/** The shopper's addresses: an order and its parcels by unguessable link, live; the rest of a person's pages is beside. */
import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { days } from "#platform/clock.ts";
import { guardPages } from "#platform/html/guard.ts";
import { sha256 } from "#platform/ids.ts";
import { asRecorded, readEvents, readFacts, readOrderShipments, type ShipmentRow } from "#shipments/store.ts";
import { addAccountRoutes } from "./account-routes.ts";
import { addAddRoutes } from "./add-routes.ts";
import { addAppRoutes } from "./app-files.ts";
import { addDeliveriesRoutes } from "./deliveries-routes.ts";
import { addHelpRoutes } from "./help-routes.ts";
import { createLive } from "./live.ts";
import { inOwnWords } from "./own-words.ts";
import { orderContent, orderHeadline } from "./pages/order.ts";
import { parcelContent } from "./pages/parcel.ts";
import { sentencesFor } from "./pages/words.ts";
import { type OrderRow, type OrderView, presentOrder, type Tier } from "./presenter.ts";
import { addSettingsRoutes } from "./settings-routes.ts";
import { readSession } from "./sign-in.ts";
import { createSite, type ShopperOptions, type Site } from "./site.ts";
import { findByLink, type LinkedOrder, readOrder, readUnfollowed, type SessionRow } from "./store.ts";
import { embedContent, heightScript } from "./widget.ts";

interface Opened {
  readonly row: OrderRow;
  readonly view: OrderView;
  /** The language that whoever is signed in has set. */
  readonly setting: string | null;
}

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
      const content = orderContent({ order: view, linkTo: ({ id }) => `/o/${token}/p/${id}`, texts, now });
      const title = [orderHeadline(view, texts, now), view.reference ?? view.shop].join(" – ");
      return site.page(reply, { texts, title, content, live: `/o/${token}/live`, brand: view.brand, tier: view.tier });
    });

    server.get<{ Params: { token: string; parcel: string } }>("/o/:token/p/:parcel", async (request, reply) => {
      const { token, parcel: id } = request.params;
      const opened = await openOrder(site, request, token, id);
      const parcel = opened?.view.parcels[0];
      if (opened === undefined || parcel === undefined) return site.missing(request, reply);
      const { view, texts } = inOwnWords(opened.view, site.textsFor(request, opened.row.locale, opened.setting));
      const now = options.clock.now();
      const content = parcelContent({ order: view, parcel, orderLink: `/o/${token}`, texts, now });
      const title = [sentencesFor(parcel, view.shop, texts, now).headline, view.reference ?? view.shop].join(" – ");
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

    addAccountRoutes(server, site);
    addDeliveriesRoutes(server, site, live);
    addAddRoutes(server, site);
    addSettingsRoutes(server, site);
    addHelpRoutes(server, site);
    addAppRoutes(server, site);
  };
}

async function openOrder(
  site: Site,
  request: FastifyRequest,
  token: string,
  parcelId: string | null,
): Promise<Opened | undefined> {
  const linked = await findLink(site.options, token);
  if (linked === undefined) return undefined;
  const session = await readSession(site.options, site.cookie(request, "session"));
  return open(site.options, linked, parcelId, session, site.isToBeKept(request) ? 1 : 2);
}

async function findLink({ database }: ShopperOptions, token: string): Promise<LinkedOrder | undefined> {
  if (!/^[\w-]{22,64}$/.test(token)) return undefined;
  return database.forSystem("an order's link", (tx) => findByLink(tx, sha256(token)));
}

/**
 * @param parcelId this parcel only; null: all. @param session of the person who is signed in: their own order opens fully.
 * @param most what a device keeps is what the link shows to everybody (decision 0012).
 */
async function open(
  { database, clock }: ShopperOptions,
  linked: LinkedOrder,
  parcelId: string | null,
  session: SessionRow | null,
  most: Tier = 2,
): Promise<Opened | undefined> {
  return database.forMerchants([linked.merchantId], async (tx) => {
    const row = await readOrder(tx, linked.shard, linked.id);
    if (row === undefined) return undefined;
    const shipments = await readOrderShipments(tx, linked.shard, linked.id);
    const isOwn = session !== null && session.email === row.shopperEmail;
    const tier = isOwn && most === 2 ? 2 : tierOfLink(shipments, clock.now());
    if (tier === null) return undefined;
    const parcels = [];
    for (const shipment of shipments) {
      if (parcelId !== null && shipment.id !== parcelId) continue;
      const events = (await readEvents(tx, linked.shard, shipment.id)).map(asRecorded);
      parcels.push({ shipment, events, facts: await readFacts(tx, linked.shard, shipment.id) });
    }
    const view = presentOrder(row, parcels, tier, await readUnfollowed(tx, [linked]));
    return { row, view, setting: session?.locale ?? null };
  });
}

/** P-03: 30 days after the last parcel is delivered only movement is shown; after 90 the link has ended (null). */
export function tierOfLink(
  shipments: readonly Pick<ShipmentRow, "tracked" | "status" | "statusAt">[],
  now: Date,
): Tier | null {
  const followed = shipments.filter(({ tracked }) => tracked);
  const ends = followed.map(({ status, statusAt }) => (["delivered", "returned"].includes(status) ? statusAt : null));
  if (followed.length === 0 || ends.includes(null)) return 1;
  const age = now.getTime() - Math.max(...ends.map((end) => end?.getTime() ?? 0));
  return age > days(90) ? null : age > days(30) ? 0 : 1;
}
