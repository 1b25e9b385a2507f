/** `/v1/shipments`: a merchant's parcels in a list, and one with its whole history. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import { cursorOf, positionOf } from "#platform/cursor.ts";
import type { Database } from "#platform/database.ts";
import { derivedToken, isUuid } from "#platform/ids.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { type History, readHistories } from "#shipments/store.ts";
import { timeline } from "#shipments/timeline.ts";
import { ListQuery, ShipmentList, WholeShipment } from "./schema.ts";
import { type Filter, type ListedShipment, listShipments, readShipmentOf, retireShipmentOf } from "./store.ts";

export type Refused = "FORBIDDEN" | "BAD_VALUE" | "NO_SUCH_SHIPMENT";

export interface ShipmentRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
}

export const createShipmentRoutes =
  ({ database, clock, publicBaseUrl, linkSecret }: ShipmentRoutesDeps): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const allowed = may(api);
    server.get(
      "/v1/shipments",
      {
        schema: {
          summary: "List your shipments, newest first",
          tags: ["shipments"],
          querystring: ListQuery,
          response: { 200: ShipmentList, 400: Problem, 401: Problem, 403: Problem },
        },
      },
      allowed("read", async (request, reply) => {
        const query = ListQuery.safeParse(request.query);
        if (!query.success) {
          const faults = query.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
          return api.refuse(request, reply, "BAD_VALUE", "The list cannot be filtered like this.", ...faults);
        }
        const caller = api.callerOf(request);
        const { after, limit } = query.data;
        const filter = filterOf(query.data);
        const list = ["shipments", caller.merchantId, caller.mode, JSON.stringify(filter)];
        const position = after === undefined ? undefined : positionOf(linkSecret, list, after);
        if (position === null)
          return api.refuse(
            request,
            reply,
            "BAD_VALUE",
            "after is no cursor of this list. Send the next of its last page, with the same filters, or nothing to begin.",
          );
        const [openedText = "", id = ""] = position?.split(" / ") ?? [];
        const before = position === undefined ? null : { openedText, id };
        const rows = await api.inTime(
          database.forMerchants([caller.merchantId], (tx) => listShipments(tx, caller, filter, before, limit + 1)),
        );
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        return api.answer(request, reply, 200, {
          shipments: shown.map(inList),
          next: last === undefined ? null : cursorOf(linkSecret, list, `${last.openedText} / ${last.id}`),
        });
      }),
    );
    server.get(
      "/v1/shipments/:id",
      {
        schema: {
          summary:
            "Read a shipment with its history: every event in our code and the carrier's words, when it happened, and when we knew",
          tags: ["shipments"],
          response: { 200: WholeShipment, 401: Problem, 403: Problem, 404: Problem },
        },
      },
      allowed("read", async (request, reply) => {
        const { id = "" } = request.params as { id?: string }; // the route's pattern names it
        const caller = api.callerOf(request);
        const found = isUuid(id)
          ? await api.inTime(
              database.forMerchants([caller.merchantId], async (tx) => {
                const row = await readShipmentOf(tx, caller, id.toLowerCase());
                return row && { row, history: (await readHistories(tx, row.shard, [row.id])).get(row.id) };
              }),
            )
          : undefined;
        if (found === undefined)
          return api.refuse(request, reply, "NO_SUCH_SHIPMENT", "You have no shipment of this id.");
        const link = `${publicBaseUrl}/o/${derivedToken(linkSecret, "order-link", found.row.orderId)}/p/${found.row.id}`;
        return api.answer(request, reply, 200, whole(found.row, found.history ?? { events: [], facts: {} }, link));
      }),
    );
    server.post(
      "/v1/shipments/:id/retire",
      {
        schema: {
          summary: "Follow a shipment no more and show it to nobody: it was entered by mistake",
          tags: ["shipments"],
          response: { 204: z.null(), 401: Problem, 403: Problem, 404: Problem },
        },
      },
      allowed("shipments:write", async (request, reply) => {
        const { id = "" } = request.params as { id?: string }; // the route's pattern names it
        const caller = api.callerOf(request);
        const isRetired =
          isUuid(id) &&
          (await api.inTime(
            database.forMerchants([caller.merchantId], (tx) =>
              retireShipmentOf(tx, caller, id.toLowerCase(), clock.now()),
            ),
          ));
        return isRetired
          ? api.answer(request, reply, 204)
          : api.refuse(request, reply, "NO_SUCH_SHIPMENT", "You have no shipment of this id.");
      }),
    );
  };

const filterOf = ({ status, carrier, number, order_id, reference, opened_since, q }: ListQuery): Filter => ({
  status: status ?? null,
  carrier: carrier ?? null,
  number: number === undefined ? null : asNumber(number),
  orderId: order_id?.toLowerCase() ?? null,
  reference: reference ?? null,
  openedSince: opened_since ?? null,
  search: q === undefined ? null : { text: q, number: asNumber(q) },
});

/** However it is written: what blanks and dashes part is one number. */
const asNumber = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const estimateOf = ({
  from,
  through,
  kind,
}: {
  readonly from: string;
  readonly through: string | null;
  readonly kind: "date" | "window";
}) => ({
  from,
  through,
  kind,
});

const inList = (row: ListedShipment) => ({
  id: row.id,
  order_id: row.orderId,
  reference: row.reference,
  direction: row.direction,
  carrier: row.carrier,
  tracking_number: row.trackingNumber,
  tracked: row.tracked,
  status: row.status,
  code: row.code,
  status_at: row.statusAt?.toISOString() ?? null,
  estimate: row.summary.estimate && estimateOf(row.summary.estimate),
  opened_at: row.openedAt.toISOString(),
  last_event_at: row.lastEventAt?.toISOString() ?? null,
  last_asked_at: row.lastAskedAt?.toISOString() ?? null,
  last_outcome: row.lastOutcome,
  next_ask_at: row.nextAskAt?.toISOString() ?? null,
});

function whole(row: ListedShipment, { events, facts }: History, link: string) {
  const { summary } = row;
  const { pickupPoint } = summary;
  return {
    ...inList(row),
    tracking_url: link,
    estimates: summary.estimateHistory.map(({ estimate, seenAt, reason }) => ({
      estimate: estimateOf(estimate),
      seen_at: seenAt,
      reason,
    })),
    pickup_point: pickupPoint && {
      name: pickupPoint.name,
      street: pickupPoint.street,
      city: pickupPoint.city,
      postalCode: pickupPoint.postalCode,
      country: pickupPoint.country,
    },
    keep_until: summary.keepUntil?.date ?? null,
    attempts: summary.attempts,
    history: timeline(events, facts)
      .flatMap(({ entries }) => entries)
      .map((entry) => ({
        id: entry.id,
        code: entry.code,
        time: {
          instant: entry.time.instant,
          local: entry.time.local,
          precision: entry.time.precision,
          zone: entry.time.zone,
        },
        place: entry.place,
        words: entry.text,
        sources: entry.sources,
        seen_at: entry.seenAt,
        pieces: entry.pieces,
        is_withdrawn: entry.withdrawn,
      })),
  };
}
