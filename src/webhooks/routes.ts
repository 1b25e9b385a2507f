/** `/v1/webhooks`: a merchant's endpoints and what was sent to them. `/v1/events`: the same events in one stable order, to be read at any time. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { days } from "#platform/clock.ts";
import { cursorOf, positionOf } from "#platform/cursor.ts";
import { planIfIdle } from "#platform/due-work.ts";
import { parseEmail } from "#platform/email-address.ts";
import { isUuid, newId, shardOf } from "#platform/ids.ts";
import { type Caller, type MerchantHandler, type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { faultOfUrl } from "#platform/standard-webhooks.ts";
import { SealBroken, VaultClosed } from "#platform/vault.ts";
import { changeWebhook, type EndpointDeps, enterWebhook, replaceSecret, secretsOf } from "./endpoint.ts";
import { readEnds, readFeed } from "./feed-store.ts";
import * as shapes from "./schema.ts";
import { eventOf, sendEvent } from "./send-event.ts";
import * as store from "./store.ts";

export type Refused =
  | "FORBIDDEN"
  | "NO_SUCH_WEBHOOK"
  | "NO_MASTER_KEY"
  | "UNPROCESSABLE_ENTITY"
  | "BAD_VALUE"
  | "CURSOR_TOO_OLD";

export interface WebhookRoutesDeps extends EndpointDeps {
  readonly egress: Parameters<typeof sendEvent>[0]["egress"];
  /** Cursors are proven with it. */
  readonly linkSecret: string;
  /** Receivers on this machine itself: demo and tests only. */
  readonly allowLoopback?: boolean;
}

const endpointsMax = 20;
const pageMax = 100;
const noOne = "This installation keeps no secrets yet: its operator has to set a master key.";

const described = (summary: string, answers: Readonly<Record<number, z.ZodType>>, more: object = {}) => ({
  schema: { summary, tags: ["webhooks"], response: { ...answers, 401: Problem, 403: Problem }, ...more },
});

export const createWebhookRoutes =
  (deps: WebhookRoutesDeps): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const { database, clock } = deps;
    const allowed = may(api);
    const wrong = (request: FastifyRequest, reply: FastifyReply, ...sentences: readonly string[]): FastifyReply =>
      api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "The webhook cannot be taken as it is.", ...sentences);

    /** The endpoint of the address, of this merchant and mode. */
    const withEndpoint =
      (
        act: (request: FastifyRequest, reply: FastifyReply, row: store.WebhookRow) => Promise<FastifyReply>,
      ): MerchantHandler =>
      async (request, reply) => {
        const { id = "" } = request.params as { id?: string }; // the route's pattern names it
        const { merchantId, mode } = api.callerOf(request);
        const row = isUuid(id)
          ? await api.inTime(
              database.forMerchants([merchantId], (tx) => store.readWebhook(tx, merchantId, id.toLowerCase())),
            )
          : undefined;
        return row === undefined || row.mode !== mode
          ? api.refuse(request, reply, "NO_SUCH_WEBHOOK", "You have no webhook of this id.")
          : act(request, reply, row);
      };
    /** What needs the vault's key, or says that there is none. */
    const sealing =
      (act: MerchantHandler): MerchantHandler =>
      async (request, reply) => {
        try {
          return await act(request, reply);
        } catch (error) {
          if (error instanceof VaultClosed) return api.refuse(request, reply, "NO_MASTER_KEY", noOne);
          if (error instanceof SealBroken)
            return wrong(
              request,
              reply,
              "Its secret cannot be opened any more. Delete the webhook, then enter it anew.",
            );
          throw error;
        }
      };
    /** What waits is sent now, unless it is paused. */
    const wakeUp = ({ merchantId, id }: store.WebhookRow) =>
      database.forMerchants([merchantId], (tx) =>
        planIfIdle(tx, [{ shard: shardOf(id), kind: "webhook", subject: id, merchantId, dueAt: clock.now() }]),
      );

    server.get(
      "/v1/webhooks",
      described("List your webhooks", { 200: shapes.ShownWebhooks }),
      allowed("webhooks", async (request, reply) => {
        const { merchantId, mode } = api.callerOf(request);
        const rows = await api.inTime(
          database.forMerchants([merchantId], (tx) => store.readWebhooks(tx, merchantId, mode)),
        );
        return api.answer(request, reply, 200, { webhooks: rows.map((row) => shown(row, null)) });
      }),
    );
    server.post(
      "/v1/webhooks",
      described(
        "Hear of shipments at your own server",
        { 200: shapes.ShownWebhook, 422: Problem, 501: Problem },
        { body: shapes.WebhookBody },
      ),
      allowed(
        "webhooks",
        sealing(async (request, reply) => {
          const body = shapes.WebhookBody.safeParse(request.body ?? {});
          if (!body.success) return wrong(request, reply, shapeSentence);
          const faults = faultsOf(body.data, deps.allowLoopback);
          if (faults.length > 0) return wrong(request, reply, ...faults);
          const { merchantId, mode } = api.callerOf(request);
          const before = await api.inTime(
            database.forMerchants([merchantId], (tx) => store.readWebhooks(tx, merchantId, mode)),
          );
          if (before.length >= endpointsMax)
            return wrong(request, reply, `You have ${endpointsMax} webhooks: delete one first.`);
          const { url, types = [], contact = null } = body.data;
          const { row, secret } = await api.inTime(enterWebhook(deps, { merchantId, mode }, { url, types, contact }));
          return api.answer(request, reply, 200, shown(row, secret));
        }),
      ),
    );
    server.get(
      "/v1/webhooks/:id",
      described("Read a webhook", { 200: shapes.ShownWebhook, 404: Problem }),
      allowed(
        "webhooks",
        withEndpoint(async (request, reply, row) => api.answer(request, reply, 200, shown(row, null))),
      ),
    );
    server.patch(
      "/v1/webhooks/:id",
      described(
        "Change a webhook; what is left out stays",
        { 200: shapes.ShownWebhook, 404: Problem, 422: Problem },
        { body: shapes.WebhookChange },
      ),
      allowed(
        "webhooks",
        withEndpoint(async (request, reply, row) => {
          const body = shapes.WebhookChange.safeParse(request.body ?? {});
          if (!body.success) return wrong(request, reply, shapeSentence);
          const faults = faultsOf({ url: row.url, ...body.data }, deps.allowLoopback);
          if (faults.length > 0) return wrong(request, reply, ...faults);
          const { url = row.url, types = row.types, contact = row.contact } = body.data;
          return api.answer(
            request,
            reply,
            200,
            shown(await api.inTime(changeWebhook(deps, row, { url, types, contact })), null),
          );
        }),
      ),
    );
    server.delete(
      "/v1/webhooks/:id",
      described("Delete a webhook, with its log", { 204: z.null(), 404: Problem }),
      allowed(
        "webhooks",
        withEndpoint(async (request, reply, { merchantId, id }) => {
          await api.inTime(database.forMerchants([merchantId], (tx) => store.deleteWebhook(tx, merchantId, id)));
          return api.answer(request, reply, 204);
        }),
      ),
    );
    server.post(
      "/v1/webhooks/:id/secret",
      described("Replace the secret; the one before signs, too, for a day", {
        200: shapes.ShownWebhook,
        404: Problem,
        501: Problem,
      }),
      allowed(
        "webhooks",
        sealing(
          withEndpoint(async (request, reply, { merchantId, id }) => {
            const replaced = await api.inTime(replaceSecret(deps, merchantId, id));
            return replaced === undefined
              ? api.refuse(request, reply, "NO_SUCH_WEBHOOK", "You have no webhook of this id.")
              : api.answer(request, reply, 200, shown(replaced.row, replaced.secret));
          }),
        ),
      ),
    );
    for (const verb of ["pause", "resume"] as const)
      server.post(
        `/v1/webhooks/:id/${verb}`,
        described(
          verb === "pause" ? "Send nothing there for a while; it is kept" : "Send there again, what was kept first",
          { 200: shapes.ShownWebhook, 404: Problem },
        ),
        allowed(
          "webhooks",
          withEndpoint(async (request, reply, row) => {
            const { merchantId, id } = row;
            const after = await api.inTime(
              database.forMerchants([merchantId], async (tx) => {
                if (verb === "pause") await store.pauseWebhook(tx, merchantId, id, clock.now());
                else await store.resumeWebhook(tx, merchantId, id);
                return store.readWebhook(tx, merchantId, id);
              }),
            );
            if (verb === "resume") await wakeUp(row);
            return api.answer(request, reply, 200, shown(after ?? row, null));
          }),
        ),
      );
    server.post(
      "/v1/webhooks/:id/ping",
      described("Send an event of the type ping, now, and say what came of it", {
        200: shapes.Pinged,
        404: Problem,
        501: Problem,
      }),
      allowed(
        "webhooks",
        sealing(
          withEndpoint(async (request, reply, row) => {
            const event = {
              id: newId(),
              type: "ping",
              timestamp: clock.now().toISOString(),
              data: { webhook_id: row.id },
            };
            const secrets = await api.inTime(secretsOf(deps, row));
            const { outcome, status, durationMs, answer } = await sendEvent(deps, { url: row.url, secrets }, event);
            return api.answer(request, reply, 200, { outcome, status, duration_ms: durationMs, answer });
          }),
        ),
      ),
    );
    server.post(
      "/v1/webhooks/:id/replay",
      described(
        "Send one event again, or all of a span",
        { 200: shapes.Replayed, 404: Problem, 422: Problem },
        { body: shapes.ReplayBody },
      ),
      allowed(
        "webhooks",
        withEndpoint(async (request, reply, row) => {
          const body = shapes.ReplayBody.safeParse(request.body ?? {});
          const { event_id: eventId = null, from, through } = body.data ?? {};
          if (!body.success || (eventId === null && from === undefined))
            return wrong(request, reply, 'Send {"event_id": "…"}, or {"from": "2026-11-24T00:00:00Z", "through": …}.');
          const now = clock.now();
          const span = {
            eventId,
            from: new Date(from ?? now.getTime() - days(31)),
            through: new Date(through ?? now),
          };
          const replayed = await api.inTime(
            database.forMerchants([row.merchantId], (tx) => store.replayDeliveries(tx, row, span, now)),
          );
          if (replayed > 0) await wakeUp(row);
          return api.answer(request, reply, 200, { replayed });
        }),
      ),
    );
    server.get(
      "/v1/webhooks/:id/deliveries",
      described(
        "What was sent, newest first, with every attempt",
        { 200: shapes.ShownDeliveries, 400: Problem, 404: Problem },
        { querystring: LogQuery },
      ),
      allowed(
        "webhooks",
        withEndpoint(async (request, reply, row) => {
          const query = LogQuery.safeParse(request.query);
          if (!query.success)
            return api.refuse(request, reply, "BAD_VALUE", "state is waiting, delivered or failed; limit is 1 to 100.");
          const { state = null, limit, after } = query.data;
          const list = ["deliveries", row.merchantId, row.id, state ?? ""];
          const before =
            after === undefined
              ? Number.MAX_SAFE_INTEGER
              : Number(positionOf(deps.linkSecret, list, after) ?? Number.NaN);
          if (Number.isNaN(before)) return api.refuse(request, reply, "BAD_VALUE", notOurs);
          const rows = await api.inTime(
            database.forMerchants([row.merchantId], (tx) => store.readLog(tx, row, { state, before, limit })),
          );
          const last = rows.length < limit ? undefined : rows.at(-1);
          return api.answer(request, reply, 200, {
            deliveries: rows.map(shownDelivery),
            next: last === undefined ? null : cursorOf(deps.linkSecret, list, String(last.position)),
          });
        }),
      ),
    );
    server.get(
      "/v1/events",
      described(
        "Every event of your shipments in one stable order: whoever reads on from next misses none, however long he was away (30 days)",
        { 200: shapes.ShownFeed, 400: Problem, 410: Problem },
        { querystring: FeedQuery },
      ),
      allowed("read", async (request, reply) => {
        const query = FeedQuery.safeParse(request.query);
        if (!query.success) return api.refuse(request, reply, "BAD_VALUE", "limit is a number from 1 to 100.");
        const caller = api.callerOf(request);
        const list = feedOf(caller);
        const { limit } = query.data;
        const said = query.data.after === undefined ? undefined : positionOf(deps.linkSecret, list, query.data.after);
        if (said === null) return api.refuse(request, reply, "BAD_VALUE", notOurs);
        const page = await api.inTime(
          database.forMerchants([caller.merchantId], async (tx) => {
            const { oldest, newest } = await readEnds(tx, caller);
            const from = said === undefined ? (oldest ?? newest + 1) - 1 : Number(said);
            const isGone = from < (oldest ?? newest + 1) - 1;
            return isGone ? null : { from, newest, entries: await readFeed(tx, caller, from, limit) };
          }),
        );
        if (page === null)
          return api.refuse(
            request,
            reply,
            "CURSOR_TOO_OLD",
            "What comes next is older than 30 days and gone.",
            "Begin anew without after=, and read the shipments that you follow once.",
          );
        const through = page.entries.at(-1)?.position ?? page.from;
        return api.answer(request, reply, 200, {
          events: page.entries.map(eventOf),
          next: cursorOf(deps.linkSecret, list, String(through)),
          has_more: through < page.newest,
        });
      }),
    );
  };

const limit = z.coerce.number().int().min(1).max(pageMax).default(pageMax);
const LogQuery = z.object({
  state: z.enum(["waiting", "delivered", "failed"]).optional(),
  after: z.string().max(1_000).optional(),
  limit,
});
const FeedQuery = z.object({ after: z.string().max(1_000).optional(), limit });

const feedOf = ({ merchantId, mode }: Caller): readonly string[] => ["events", merchantId, mode];
const notOurs = "after is no cursor of this list. Send the next of its last page, whole, or nothing to begin.";
const shapeSentence =
  'Send {"url": "https://…", "types": ["shipment.status_changed"], "contact": "you@example.org"}; types and contact may be left out.';

function faultsOf(
  { url, contact }: { readonly url: string; readonly contact?: string | null | undefined },
  allowLoopback = false,
): readonly string[] {
  const fault = faultOfUrl(url, allowLoopback);
  const isAddress = contact === undefined || contact === null || parseEmail(contact) !== null;
  return [...(fault === null ? [] : [fault]), ...(isAddress ? [] : ["contact is no e-mail address."])];
}

const shown = (row: store.WebhookRow, secret: string | null) => ({
  id: row.id,
  url: row.url,
  types: row.types,
  contact: row.contact,
  secret,
  old_secret_until: row.oldSecretUntil?.toISOString() ?? null,
  state: row.disabledAt !== null ? "disabled" : row.pausedAt !== null ? "paused" : "active",
  disabled_why: row.disabledWhy,
  failing_since: row.failingSince?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  changed_at: row.changedAt.toISOString(),
});

const shownDelivery = (row: store.LoggedDelivery) => ({
  event: eventOf(row),
  state: row.state,
  attempts: row.attempts,
  next_attempt_at: row.nextAt?.toISOString() ?? null,
  tries: row.tries,
});
