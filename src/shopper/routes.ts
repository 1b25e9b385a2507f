/** The shopper's addresses: an order and its parcels by unguessable link, live. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import { type Clock, days } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { randomToken, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { asRecorded, readEvents, readFacts, readOrderShipments, type ShipmentRow } from "#shipments/store.ts";
import { createLive } from "./live.ts";
import { orderContent, orderHeadline } from "./pages/order.ts";
import { renderPage } from "./pages/page.ts";
import { parcelContent } from "./pages/parcel.ts";
import { sentencesFor } from "./pages/words.ts";
import { type OrderRow, type OrderView, presentOrder, type Tier } from "./presenter.ts";
import { findByLink, type LinkedOrder, readOrder } from "./store.ts";
import { chooseLocale, createTexts, type Texts } from "./texts/texts.ts";

export interface ShopperMail {
  readonly to: string;
  readonly kind: "sign-in";
  readonly locale: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

export interface ShopperOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
  readonly simulatedCarriers: boolean;
  readonly vapidPublicKey: string;
  readonly pushHosts: readonly string[];
  readonly allowLoopbackPush: boolean;
  readonly sendMail: (mail: ShopperMail) => Promise<void>;
}

interface Opened {
  readonly row: OrderRow;
  readonly view: OrderView;
}

export function createShopperRoutes(options: ShopperOptions): FastifyPluginAsync {
  const { database, clock } = options;
  const isHttps = options.publicBaseUrl.startsWith("https:");

  async function find(token: string): Promise<LinkedOrder | undefined> {
    if (!/^[\w-]{22,64}$/.test(token)) return undefined;
    return database.forSystem("an order's link", (tx) => findByLink(tx, sha256(token)));
  }

  async function open(linked: LinkedOrder, parcelId: string | null): Promise<Opened | undefined> {
    return database.forMerchants([linked.merchantId], async (tx) => {
      const row = await readOrder(tx, linked.shard, linked.id);
      if (row === undefined) return undefined;
      const shipments = await readOrderShipments(tx, linked.shard, linked.id);
      const tier = tierOfLink(shipments, clock.now());
      if (tier === null) return undefined;
      const parcels = [];
      for (const shipment of shipments) {
        if (parcelId !== null && shipment.id !== parcelId) continue;
        const events = (await readEvents(tx, linked.shard, shipment.id)).map(asRecorded);
        parcels.push({ shipment, events, facts: await readFacts(tx, linked.shard, shipment.id) });
      }
      return { row, view: presentOrder(row, parcels, tier) };
    });
  }

  const textsFor = (request: FastifyRequest, order: string | null): Texts => {
    const parameter = URL.parse(request.url, "http://localhost")?.searchParams.get("lang") ?? null;
    return createTexts(chooseLocale({ parameter, order, acceptLanguage: request.headers["accept-language"] }));
  };

  function page(reply: FastifyReply, texts: Texts, title: string, content: unknown, live?: string): string {
    const nonce = randomToken();
    reply.header("content-security-policy", policy(nonce));
    reply.type("text/html; charset=utf-8");
    return renderPage({ texts, title, nonce, simulated: options.simulatedCarriers, live }, html`${content}`);
  }

  /** Unknown, revoked and ended links have one answer (P-03), in English or the browser's language. */
  function missing(request: FastifyRequest, reply: FastifyReply): string {
    const texts = textsFor(request, null);
    reply.code(404);
    const title = texts.t("missing.title");
    return page(reply, texts, title, html`<h1>${title}</h1><p>${texts.t("missing.body")}</p>`);
  }

  return async (server) => {
    const live = createLive(options.wakeups);
    server.addHook("preClose", async () => live.close());
    server.addHook("onRequest", async (_request, reply) => {
      reply.headers(
        isHttps ? { ...privacy, "strict-transport-security": "max-age=63072000; includeSubDomains" } : privacy,
      );
    });

    server.get<{ Params: { token: string } }>("/o/:token", async (request, reply) => {
      const { token } = request.params;
      const linked = await find(token);
      const opened = linked && (await open(linked, null));
      if (opened === undefined) return missing(request, reply);
      const texts = textsFor(request, opened.row.locale);
      const now = clock.now();
      const { view } = opened;
      const content = orderContent({ order: view, linkTo: ({ id }) => `/o/${token}/p/${id}`, texts, now });
      const title = [orderHeadline(view, texts, now), view.reference ?? view.shop].join(" – ");
      return page(reply, texts, title, content, `/o/${token}/live`);
    });

    server.get<{ Params: { token: string; parcel: string } }>("/o/:token/p/:parcel", async (request, reply) => {
      const { token, parcel: id } = request.params;
      const linked = await find(token);
      const opened = linked && (await open(linked, id));
      const parcel = opened?.view.parcels[0];
      if (opened === undefined || parcel === undefined) return missing(request, reply);
      const texts = textsFor(request, opened.row.locale);
      const now = clock.now();
      const { view } = opened;
      const content = parcelContent({ order: view, parcel, orderLink: `/o/${token}`, texts, now });
      const title = [sentencesFor(parcel, view.shop, texts, now).headline, view.reference ?? view.shop].join(" – ");
      return page(reply, texts, title, content, `/o/${token}/live`);
    });

    server.get<{ Params: { token: string } }>("/o/:token/live", async (request, reply) => {
      const linked = await find(request.params.token);
      if (linked === undefined || (await open(linked, "none")) === undefined) return missing(request, reply);
      if (!live.open(linked.id, reply)) return reply.code(503).header("retry-after", "60").send("");
    });
  };
}

/** P-04, B-02. The server's own headers (no-store, nosniff) stand beside these. */
const privacy = {
  "x-robots-tag": "noindex, nofollow",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
  vary: "Accept-Language",
};

/** B-01: nothing but what this answer names. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types posthorn",
  ].join("; ");

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
