/** What the merchant's API gives to the routes of other folders: who calls, and the one form of refusals. `orders/` owns the API. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RoutePlugin } from "#platform/http-server.ts";

/** What a key may do (M-03). */
export const scopes = ["shipments:write", "read", "webhooks", "admin"] as const;
export type Scope = (typeof scopes)[number];

export interface Caller {
  readonly keyId: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly scopes: readonly string[];
}

export interface MerchantApi<Code extends string> {
  callerOf(request: FastifyRequest): Caller;
  /** The first message is the title, the others are its details. */
  refuse(request: FastifyRequest, reply: FastifyReply, code: Code, ...messages: readonly string[]): FastifyReply;
  /** @throws DatabaseUnavailable when a database's work takes longer than a caller should wait */
  inTime<T>(work: Promise<T>): Promise<T>;
  answer(request: FastifyRequest, reply: FastifyReply, status: 200 | 204, body?: unknown): FastifyReply;
}

/** Routes that are served behind the API's key, limits and error forms, and stand in its document. */
export type MerchantRoutes<Code extends string> = (api: MerchantApi<Code>) => RoutePlugin;

export type MerchantHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A handler that a key without the scope does not reach. */
export const may =
  <Code extends string>(api: MerchantApi<Code | "FORBIDDEN">) =>
  (scope: Scope, handle: MerchantHandler): MerchantHandler =>
  async (request, reply) =>
    api.callerOf(request).scopes.includes(scope)
      ? handle(request, reply)
      : api.refuse(
          request,
          reply,
          "FORBIDDEN",
          `This key lacks the scope ${scope}. The operator makes a key that has it: posthorn merchant key`,
        );

/** A call of the merchant's API from within the program, by somebody who has proven otherwise who they are. */
export type AskApi = (
  caller: Caller,
  call: {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** Path and query. */
    readonly path: string;
    /** Sent as JSON; a text as a CSV file. */
    readonly body?: object | string | undefined;
  },
) => Promise<ApiAnswer>;

export interface ApiAnswer {
  readonly status: number;
  /** Undefined where the answer has none; of an answer in lines an array. */
  readonly body: unknown;
}
