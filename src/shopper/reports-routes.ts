/** What shoppers reported of an order, for the merchant's own systems. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Database } from "#platform/database.ts";
import { isUuid, shardOf } from "#platform/ids.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { readOrderMode, readReports } from "./actions-store.ts";
import { reportKinds } from "./report-problem.ts";

export type Refused = "FORBIDDEN" | "NO_SUCH_ORDER";

export const Reports = z.object({
  order_id: z.string(),
  reports: z.array(
    z.object({
      report_id: z.string(),
      delivery_id: z.string().nullable().describe("Null: it is about the order."),
      kind: z.enum(reportKinds),
      text: z.string().describe("The shopper's own words; may be empty. Show them as text only."),
      reported_at: z.iso.datetime(),
      mailed_at: z.iso.datetime().nullable().describe("When it left for your support address; null: not mailed."),
    }),
  ),
});

export const createReportsRoutes =
  ({ database }: { readonly database: Database }): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const allowed = may(api);
    const schema = {
      summary: "Read what shoppers reported of an order, oldest first",
      tags: ["deliveries"],
      params: z.object({ orderId: z.string() }),
      response: { 200: Reports, 401: Problem, 403: Problem, 404: Problem },
    };
    server.get(
      "/v1/orders/:orderId/reports",
      { schema },
      allowed("read", async (request, reply) => {
        const { merchantId, mode } = api.callerOf(request);
        const orderId = (request.params as { readonly orderId: string }).orderId.toLowerCase(); // the route's pattern names it
        const shard = isUuid(orderId) ? shardOf(orderId) : null;
        const rows =
          shard === null
            ? null
            : await api.inTime(
                database.forMerchants([merchantId], async (tx) =>
                  (await readOrderMode(tx, shard, orderId, merchantId)) === mode
                    ? readReports(tx, shard, orderId)
                    : null,
                ),
              );
        if (rows === null) return api.refuse(request, reply, "NO_SUCH_ORDER", `Order ${orderId} cannot be found.`);
        const reports = rows.map(({ id, shipmentId, kind, words, reportedAt, mailedAt }) => ({
          report_id: id,
          delivery_id: shipmentId,
          kind,
          text: words,
          reported_at: reportedAt,
          mailed_at: mailedAt,
        }));
        return api.answer(request, reply, 200, { order_id: orderId, reports });
      }),
    );
  };
