/** Why somebody was told, or not: every decision about an order's messages, for the shop's support. Never the address. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Database } from "#platform/database.ts";
import { isUuid, shardOf } from "#platform/ids.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { isReason, reasons } from "./reasons.ts";
import { readOrderMode, readShownDecisions, type ShownDecision } from "./store.ts";

const instant = z.iso.datetime();

const Message = z.object({
  parcel_id: z.string().describe("The delivery that it is about; the order's id, where there was none yet."),
  kind: z
    .string()
    .describe("What it would say: shipped, date_later, ready_for_pickup …; none: nothing is told of this."),
  channel: z.enum(["email", "push", "sms", "webhook"]),
  decision: z.enum(["send", "drop", "wait", "merge"]).describe("merge: told in one message with another parcel."),
  reason: z.enum(Object.keys(reasons).filter(isReason)).describe("A closed list."),
  explanation: z.string().describe("The reason as a sentence."),
  decided_at: instant,
  sent_at: instant.nullable().describe("When it left; null: not yet, or not at all."),
  failed_at: instant.nullable().describe("When it was given up."),
  failure: z.string().nullable().describe("What the mail server or the push service answered last, where it failed."),
});

export const Messages = z.object({ order_id: z.string(), messages: z.array(Message) });

export interface SupportDeps {
  readonly database: Database;
}

export const createSupportRoutes =
  ({ database }: SupportDeps): MerchantRoutes<"FORBIDDEN" | "NO_SUCH_ORDER"> =>
  (api) =>
  async (server: FastifyInstance) => {
    server.get(
      "/v1/orders/:orderId/messages",
      {
        schema: {
          summary: "What was decided about the order's messages to the shopper, and why",
          tags: ["orders"],
          params: z.object({ orderId: z.string() }),
          response: { 200: Messages, 401: Problem, 403: Problem, 404: Problem },
        },
      },
      may(api)("read", async (request, reply) => {
        const { merchantId, mode } = api.callerOf(request);
        const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
        const decisions = isUuid(orderId)
          ? await api.inTime(decisionsOf(database, { merchantId, mode }, orderId.toLowerCase()))
          : null;
        if (decisions === null) return api.refuse(request, reply, "NO_SUCH_ORDER", `Order ${orderId} cannot be found.`);
        return api.answer(request, reply, 200, { order_id: orderId.toLowerCase(), messages: decisions.map(shown) });
      }),
    );
  };

function decisionsOf(
  database: Database,
  reader: { readonly merchantId: string; readonly mode: "live" | "test" },
  orderId: string,
): Promise<readonly ShownDecision[] | null> {
  const shard = shardOf(orderId);
  return database.forMerchants([reader.merchantId], async (tx) =>
    (await readOrderMode(tx, shard, orderId)) === reader.mode ? readShownDecisions(tx, shard, orderId) : null,
  );
}

const shown = ({ parcelId, kind, channel, decision, reason, failure, ...times }: ShownDecision) => ({
  parcel_id: parcelId,
  kind,
  channel,
  decision,
  reason,
  explanation: isReason(reason) ? reasons[reason] : reason,
  decided_at: times.decidedAt,
  sent_at: times.sentAt,
  failed_at: times.failedAt,
  failure,
});
