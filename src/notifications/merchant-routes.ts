/** `/v1/message-webhook`: where a merchant wants to be asked for messages instead of our sending them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { faultOfUrl } from "#platform/standard-webhooks.ts";
import { SealBroken, VaultClosed } from "#platform/vault.ts";
import { enterWebhook, type WebhookDeps } from "./message-webhook.ts";
import { ShownWebhook, WebhookBody } from "./schema.ts";
import { deleteWebhook, readWebhook, type WebhookRow } from "./webhook-store.ts";

export type Refused = "FORBIDDEN" | "NOT_FOUND" | "NO_MASTER_KEY" | "UNPROCESSABLE_ENTITY";

export interface MessageWebhookOptions extends WebhookDeps {
  /** Receivers on this machine itself: demo and tests only. */
  readonly allowLoopback?: boolean;
}

/** For the OpenAPI document; Fastify itself checks nothing by it. */
const options = (summary: string, answers: Readonly<Record<number, z.ZodType>>, body?: z.ZodType) => ({
  schema: {
    summary,
    tags: ["messages"],
    ...(body === undefined ? {} : { body }),
    response: { ...answers, 401: Problem, 403: Problem },
  },
});

export const createMessageWebhookRoutes =
  (deps: MessageWebhookOptions): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const { database } = deps;
    const allowed = may(api);
    const merchantOf = (request: FastifyRequest): string => api.callerOf(request).merchantId;

    server.get(
      "/v1/message-webhook",
      options("Read where messages are asked for", { 200: ShownWebhook, 404: Problem }),
      allowed("webhooks", async (request, reply) => {
        const id = merchantOf(request);
        const row = await api.inTime(database.forMerchants([id], (tx) => readWebhook(tx, id)));
        return row === undefined ? none(request, reply) : api.answer(request, reply, 200, shown(row, null));
      }),
    );
    server.put(
      "/v1/message-webhook",
      options(
        "Be asked for messages: e-mail and SMS of your orders are not sent by us any more, but asked for at your address",
        { 200: ShownWebhook, 422: Problem, 501: Problem },
        WebhookBody,
      ),
      allowed("webhooks", async (request, reply) => {
        const refuseWith = (sentence: string): FastifyReply =>
          api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "The webhook cannot be taken as it is.", sentence);
        const body = WebhookBody.safeParse(request.body ?? {});
        if (!body.success) return refuseWith('Send {"url": "https://…", "new_secret": true or false}.');
        const { url, new_secret: isNewSecret = false } = body.data;
        const fault = faultOfUrl(url, deps.allowLoopback);
        if (fault !== null) return refuseWith(fault);
        try {
          const { row, secret } = await api.inTime(enterWebhook(deps, merchantOf(request), { url, isNewSecret }));
          return api.answer(request, reply, 200, shown(row, secret));
        } catch (error) {
          if (error instanceof VaultClosed)
            return api.refuse(
              request,
              reply,
              "NO_MASTER_KEY",
              "This installation keeps no secrets yet: its operator has to set a master key.",
            );
          if (error instanceof SealBroken)
            return refuseWith("The secret before cannot be opened any more. DELETE the webhook, then enter it anew.");
          throw error;
        }
      }),
    );
    server.delete(
      "/v1/message-webhook",
      options("Be asked no more: we write shoppers ourselves again", { 204: z.null(), 404: Problem }),
      allowed("webhooks", async (request, reply) => {
        const id = merchantOf(request);
        const wasThere = await api.inTime(database.forMerchants([id], (tx) => deleteWebhook(tx, id)));
        return wasThere ? api.answer(request, reply, 204) : none(request, reply);
      }),
    );

    const none = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
      api.refuse(request, reply, "NOT_FOUND", "You have entered no message webhook.");
  };

const shown = (row: WebhookRow, secret: string | null): ShownWebhook => ({
  url: row.url,
  secret,
  old_secret_until: row.oldSecretUntil?.toISOString() ?? null,
  disabled_at: row.disabledAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  changed_at: row.changedAt.toISOString(),
});
