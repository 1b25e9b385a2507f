/** `/v1/shipments`: a merchant's parcels in a list, and one with its whole history. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import { leftAt, pageOf } from "#platform/cursor.ts";
import type { Database } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { readHistories } from "#shipments/store.ts";
import { filterOf } from "./filter.ts";
import { ListQuery, ShipmentList, WholeShipment } from "./schema.ts";
import { inList, linkOf, whole } from "./show-shipment.ts";
import { leftBehind, listShipments, readShipmentOf, retireShipmentOf } from "./store.ts";

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
        const before = leftAt(linkSecret, list, after);
        if (before === undefined)
          return api.refuse(
            request,
            reply,
            "BAD_VALUE",
            "after is no cursor of this list. Send the next of its last page, with the same filters, or nothing to begin.",
          );
        const rows = await api.inTime(
          database.forMerchants([caller.merchantId], (tx) => listShipments(tx, caller, filter, before, limit + 1)),
        );
        const { shown, next } = pageOf(linkSecret, list, rows, { limit, left: leftBehind });
        return api.answer(request, reply, 200, { shipments: shown.map(inList), next });
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
        const link = linkOf(found.row, { publicBaseUrl, linkSecret });
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
