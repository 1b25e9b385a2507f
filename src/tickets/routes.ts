/** `/v1/tickets`: what somebody in the shop should look at, and who does. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Clock, days } from "#platform/clock.ts";
import { leftAt, pageOf } from "#platform/cursor.ts";
import type { Database } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { kinds, OwnerBody, TicketQuery, Tickets } from "./schema.ts";
import { type CandidateRow, readCandidates, setOwner } from "./store.ts";
import { ticketKinds, ticketOf } from "./tickets.ts";

export type Refused = "FORBIDDEN" | "BAD_VALUE" | "NO_SUCH_SHIPMENT" | "UNPROCESSABLE_ENTITY";

export interface TicketRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly linkSecret: string;
}

/** Shipments that were opened longer ago have ended, or nobody looks for them any more. */
const lookedBackMs = days(90);

export const createTicketRoutes =
  ({ database, clock, linkSecret }: TicketRoutesDeps): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const allowed = may(api);
    server.get(
      "/v1/tickets",
      {
        schema: {
          summary: "List what you should look at: tickets open and close by themselves, as the parcels move",
          tags: ["tickets"],
          querystring: TicketQuery,
          response: { 200: Tickets, 400: Problem, 401: Problem, 403: Problem },
        },
      },
      allowed("read", async (request, reply) => {
        const query = TicketQuery.safeParse(request.query);
        if (!query.success)
          return api.refuse(request, reply, "BAD_VALUE", `kind is one of ${kinds.join(", ")}; limit is 1 to 100.`);
        const caller = api.callerOf(request);
        const { kind, limit, after, shipment_id: id } = query.data;
        const list = ["tickets", caller.merchantId, caller.mode, kind ?? "", id ?? ""];
        const before = leftAt(linkSecret, list, after);
        if (before === undefined)
          return api.refuse(
            request,
            reply,
            "BAD_VALUE",
            "after is no cursor of this list. Send the next of its last page.",
          );
        const now = clock.now();
        const times = { now, openedSince: new Date(now.getTime() - lookedBackMs) };
        const rows = await api.inTime(
          database.forMerchants([caller.merchantId], (tx) =>
            readCandidates(tx, caller, times, before, limit + 1, id ?? null),
          ),
        );
        const left = (row: CandidateRow) => ({ at: row.openedText, id: row.id });
        const { shown: looked, next } = pageOf(linkSecret, list, rows, { limit, left });
        const tickets = looked
          .flatMap((row) => shown(row, now))
          .filter((ticket) => kind === undefined || ticket.kind === kind);
        return api.answer(request, reply, 200, { tickets, next });
      }),
    );
    server.put(
      "/v1/shipments/:id/owner",
      {
        schema: {
          summary: "Say who looks after a shipment's tickets",
          tags: ["tickets"],
          body: OwnerBody,
          response: { 204: z.null(), 401: Problem, 403: Problem, 404: Problem, 422: Problem },
        },
      },
      allowed("shipments:write", async (request, reply) => {
        const body = OwnerBody.safeParse(request.body ?? {});
        if (!body.success)
          return api.refuse(request, reply, "UNPROCESSABLE_ENTITY", 'Send {"owner": "somebody"}, or null for nobody.');
        const { id = "" } = request.params as { id?: string }; // the route's pattern names it
        const caller = api.callerOf(request);
        const { owner } = body.data;
        const isSet =
          isUuid(id) &&
          (await api.inTime(
            database.forMerchants([caller.merchantId], (tx) =>
              setOwner(tx, caller, id.toLowerCase(), owner, clock.now()),
            ),
          ));
        return isSet
          ? api.answer(request, reply, 204)
          : api.refuse(request, reply, "NO_SUCH_SHIPMENT", "You have no shipment of this id.");
      }),
    );
  };

function shown(row: CandidateRow, now: Date): Tickets["tickets"] {
  const ticket = ticketOf(row, now);
  if (ticket === null) return [];
  const { kind, since } = ticket;
  const { id, orderId, reference, carrier, trackingNumber, status, code, owner } = row;
  return [
    {
      ...{ kind, since: since.toISOString(), ...ticketKinds[kind], owner, shipment_id: id, order_id: orderId },
      ...{ reference, carrier, tracking_number: trackingNumber, status, code },
    },
  ];
}
