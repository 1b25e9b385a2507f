/** `GET /v1/integration-check`: is what you sent right? */
import type { FastifyInstance } from "fastify";
import { type Clock, days } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { type Checked, check, type Subject, sinceOf } from "./check.ts";
import { CheckAnswer, CheckQuery, HistoryAnswer, HistoryQuery } from "./schema.ts";
import { readScores, type ScoredDay } from "./score-store.ts";

export type Refused = "FORBIDDEN" | "BAD_VALUE" | "NO_SUCH_ORDER";

export const createIntegrationRoutes =
  (deps: { readonly database: Database; readonly clock: Clock }): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    server.get(
      "/v1/integration-check",
      {
        schema: {
          summary:
            "Check what you sent: one order, or all since some days ago; findings with example orders and what to do",
          tags: ["integration"],
          querystring: CheckQuery,
          response: { 200: CheckAnswer, 400: Problem, 401: Problem, 403: Problem, 404: Problem },
        },
      },
      may(api)("read", async (request, reply) => {
        const query = CheckQuery.safeParse(request.query);
        const subject = query.success ? subjectOf(query.data, deps.clock.now()) : null;
        if (subject === null)
          return api.refuse(
            request,
            reply,
            "BAD_VALUE",
            "Ask for one of order_id, capture_id, shipment_id, or since (1d to 30d, or a time such as 2026-11-24T00:00:00Z).",
          );
        const checked = await api.inTime(check(deps, api.callerOf(request), subject));
        return checked === null
          ? api.refuse(request, reply, "NO_SUCH_ORDER", "You have no such order, capture or shipment.")
          : api.answer(request, reply, 200, shownCheck(checked));
      }),
    );
    server.get(
      "/v1/integration-check/history",
      {
        schema: {
          summary: "The integration over time: verdict and score of each day, kept for 400 days",
          tags: ["integration"],
          querystring: HistoryQuery,
          response: { 200: HistoryAnswer, 400: Problem, 401: Problem, 403: Problem },
        },
      },
      may(api)("read", async (request, reply) => {
        const query = HistoryQuery.safeParse(request.query);
        if (!query.success) return api.refuse(request, reply, "BAD_VALUE", "days is a whole number from 1 to 365.");
        const owner = api.callerOf(request);
        const after = new Date(deps.clock.now().getTime() - days(query.data.days));
        const scores = await api.inTime(
          deps.database.forMerchants([owner.merchantId], (tx) => readScores(tx, owner, after)),
        );
        return api.answer(request, reply, 200, { days: scores.map(shownDay) });
      }),
    );
  };

function subjectOf({ order_id, capture_id, shipment_id, since }: CheckQuery, now: Date): Subject | null {
  const wanted: Subject[] = [];
  if (order_id !== undefined) wanted.push({ kind: "order", id: order_id.toLowerCase() });
  if (capture_id !== undefined) wanted.push({ kind: "capture", id: capture_id.toLowerCase() });
  if (shipment_id !== undefined) wanted.push({ kind: "shipment", id: shipment_id.toLowerCase() });
  if (since !== undefined || wanted.length === 0) {
    const from = sinceOf(since ?? "7d", now);
    if (from === null) return null;
    wanted.push({ kind: "since", since: from });
  }
  return wanted.length === 1 ? (wanted[0] ?? null) : null;
}

const shownDay = ({ day, verdict, orders, entries, ...score }: ScoredDay): HistoryAnswer["days"][number] => ({
  ...{ day, verdict, orders, entries, score },
});

export const shownCheck = ({ checkedAt, since, isCut, ...report }: Checked) => ({
  ...report,
  checked_at: checkedAt.toISOString(),
  since: since?.toISOString() ?? null,
  is_cut: isCut,
});
