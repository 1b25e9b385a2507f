/** The list of a person's deliveries: looked at, searched, narrowed, live; put away; parcels of their own renamed and taken out. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { allCarriers } from "#carriers/registry.ts";
import { field, parameter } from "#platform/html/request.ts";
import { isUuid, shardOf } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";
import { readShipmentsOfOrders } from "#shipments/store.ts";
import { removeParcel, renameParcel } from "./follow-parcel.ts";
import * as lists from "./list-store.ts";
import type { Live } from "./live.ts";
import { deliveriesContent, groups, type ListedOrder, onTheWay, type Shown } from "./pages/deliveries.ts";
import { presentOrder, type Tier } from "./presenter.ts";
import { sessionOf, textsOfPerson } from "./request.ts";
import { linkTo, type ShopperOptions, type Site } from "./site.ts";
import { readOrders, readUnfollowed, type SessionRow } from "./store.ts";
import type { TextKey } from "./texts.ts";

/** Orders on one page, newest first; the older ones are a link further. */
const pageSize = 100;

/** What is said above the list after a form was sent. */
const notices: Readonly<Record<string, TextKey>> = {
  added: "deliveries.notice.added",
  known: "deliveries.notice.known",
  archived: "deliveries.notice.archived",
  back: "deliveries.notice.back",
  renamed: "deliveries.notice.renamed",
  removed: "deliveries.notice.removed",
};

export function addDeliveriesRoutes(server: FastifyInstance, site: Site, live: Live): void {
  const { options } = site;
  const form = { config: { form: true } };

  server.get("/deliveries", async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const texts = textsOfPerson(site, request, session);
    const now = options.clock.now();
    const query = visibleText(parameter(request, "q", 100).toWellFormed()).trim();
    const shown = shownOf(parameter(request, "show", 20));
    const before = parameter(request, "before", 36);
    // Names, addresses and codes are no part of what a device keeps (decision 0012), nor is what was looked for.
    const tier = site.isToBeKept(request) ? 1 : 2;
    const { orders, next, hasAny } = await deliveriesOf(options, session, {
      query,
      shown,
      before: isUuid(before) ? before : null,
      tier,
    });
    const notice = notices[parameter(request, "done", 20)] ?? null;
    const older = next === null ? null : `/deliveries?${new URLSearchParams({ q: query, show: shown, before: next })}`;
    const title = texts.t("deliveries.title");
    const count = texts.t("deliveries.count", { count: onTheWay(orders, now) });
    return site.page(reply, {
      texts,
      title: query === "" && shown === "" ? [count, title].join(" – ") : title,
      content: deliveriesContent({ orders, query, shown, older, hasAny, isOlder: isUuid(before), notice, texts, now }),
      live: "/deliveries/live",
      tier: query === "" && notice === null ? tier : undefined,
    });
  });

  server.get("/deliveries/live", async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return site.missing(request, reply);
    const { email, shopperId } = session;
    const wanted = { email, shopperId, before: null, text: "", carriers: [], isArchived: null, limit: pageSize };
    const orders = await options.database.forSystem("a person's orders", (tx) => lists.listOrders(tx, wanted));
    const ids = orders.map(({ id }) => id);
    if (!live.open(shopperId, ids, reply)) return reply.code(503).header("retry-after", "60").send("");
  });

  /** A form of a card: done for the person's own order only, and then the list says so. */
  const change = (
    path: string,
    done: string,
    act: (session: SessionRow, orderId: string, request: FastifyRequest) => Promise<boolean>,
  ): void => {
    server.post<{ Params: { id: string } }>(
      `/deliveries/:id/${path}`,
      form,
      async (request, reply): Promise<FastifyReply> => {
        const session = await sessionOf(site, request);
        if (session === null) return reply.redirect("/sign-in", 303);
        const { id } = request.params;
        return isUuid(id) && (await act(session, id.toLowerCase(), request))
          ? reply.redirect(`/deliveries?done=${done}`, 303)
          : site.missing(request, reply);
      },
    );
  };
  const archive = async (session: SessionRow, id: string, at: Date | null): Promise<boolean> =>
    (await options.database.forSystem("a person's list", (tx) =>
      lists.archiveOrder(tx, session, { shard: shardOf(id), id }, at),
    )) > 0;
  change("archive", "archived", (session, id) => archive(session, id, options.clock.now()));
  change("unarchive", "back", (session, id) => archive(session, id, null));
  change("rename", "renamed", (session, id, request) =>
    renameParcel(options, session, id, field(request, "label", 200)),
  );
  change("remove", "removed", (session, id) => removeParcel(options, session, id));
}

const shownOf = (text: string): Shown => (text === "archived" ? text : (groups.find((group) => group === text) ?? ""));

/** Archived ones are found when they are searched for. */
async function deliveriesOf(
  options: ShopperOptions,
  { email, shopperId }: SessionRow,
  {
    query,
    shown,
    before,
    tier,
  }: { readonly query: string; readonly shown: Shown; readonly before: string | null; readonly tier: Tier },
): Promise<{ readonly orders: readonly ListedOrder[]; readonly next: string | null; readonly hasAny: boolean }> {
  const text = query.toLowerCase();
  const all = { email, shopperId, before: null, text: "", carriers: [], isArchived: null, limit: 1 };
  const wanted: lists.ListQuery = {
    email,
    shopperId,
    before: before === null ? null : { shard: shardOf(before.toLowerCase()), id: before },
    text,
    carriers: carriersNamed(text),
    isArchived: shown === "archived" ? true : query === "" ? false : null,
    limit: pageSize + 1,
  };
  const { rows, hasAny } = await options.database.forSystem("a person's orders", async (tx) => {
    const rows = await lists.listOrders(tx, wanted);
    return { rows, hasAny: rows.length > 0 || (await lists.listOrders(tx, all)).length > 0 };
  });
  const linked = rows.slice(0, pageSize);
  const next = rows.length > pageSize ? (linked.at(-1)?.id ?? null) : null;
  if (linked.length === 0) return { orders: [], next, hasAny };
  const orders = await options.database.forMerchants(
    [...new Set(linked.map(({ merchantId }) => merchantId))],
    async (tx) => {
      const rows = await readOrders(tx, linked);
      const [shipments, unfollowed] = [await readShipmentsOfOrders(tx, linked), await readUnfollowed(tx, linked)];
      return rows.map((row) => {
        const parcels = shipments
          .filter(({ orderId }) => orderId === row.id)
          .map((shipment) => ({ shipment, events: [], facts: {} }));
        const rest = unfollowed.filter(({ orderId }) => orderId === row.id);
        const isArchived = linked.some(({ id, isArchived }) => id === row.id && isArchived);
        return { id: row.id, order: presentOrder(row, parcels, tier, rest), link: linkTo(options, row.id), isArchived };
      });
    },
  );
  return { orders, next, hasAny };
}

const carriersNamed = (text: string): readonly string[] =>
  text.length < 2 ? [] : allCarriers().flatMap(({ code, name }) => (name.toLowerCase().includes(text) ? [code] : []));
