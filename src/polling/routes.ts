/** Push in: one address per carrier and credential, `POST /v1/push/{connection}/{account}/{secret}` (W-06). */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { createAllowance } from "#platform/allowance.ts";
import type { RoutePlugin } from "#platform/http-server.ts";
import { hintsAllowed, isPushAddress, type PushDeps, type PushTaken, takePush } from "./take-push.ts";

/** Larger than any carrier's message; a hundred parcels with their histories fit. */
const pushBytesMax = 1_024 * 1_024;

export function createPushRoutes(deps: PushDeps): RoutePlugin {
  const hints = createAllowance(deps.clock, hintsAllowed);
  return async (server: FastifyInstance) => {
    // Signatures are made over bytes, whatever the media type says.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    // Whoever enters the address at a carrier, and some carriers themselves, try it first.
    server.get("/v1/push/:slug/:account/:secret", { schema: { hide: true } }, async (request, reply) => {
      const { slug = "", account = "", secret = "" } = request.params as Readonly<Record<string, string>>; // as below
      const isRight = await isPushAddress({ slug, account, secret }, deps);
      const { status, body } = answerOf({ kind: isRight ? "taken" : "unknown_address" });
      return reply.code(status).type("application/json; charset=utf-8").send(body);
    });
    server.post(
      "/v1/push/:slug/:account/:secret",
      { bodyLimit: pushBytesMax, schema: { hide: true } },
      async (request, reply) => {
        const { slug = "", account = "", secret = "" } = request.params as Readonly<Record<string, string>>; // the route's pattern names them
        const message = { headers: headersOf(request), body: bodyOf(request) };
        const taken = await takePush({ slug, account, secret }, message, { ...deps, hints });
        if (taken.kind === "too_many") reply.header("retry-after", String(taken.retryAfterSeconds));
        const { status, body } = answerOf(taken);
        return reply.code(status).type("application/json; charset=utf-8").send(body);
      },
    );
  };
}

/** What the carrier hears: 2xx only after what it said was kept. */
function answerOf(taken: PushTaken): { readonly status: number; readonly body: string } {
  switch (taken.kind) {
    case "taken":
    case "known":
      return { status: 200, body: '{"status":"ok"}' };
    case "handshake":
      return taken;
    case "too_many":
      return { status: 429, body: '{"error":"Too many unsigned messages in a minute. Send it again later."}' };
    case "unknown_address":
      return {
        status: 404,
        body: '{"error":"There is no such address. Enter the one that Posthorn shows for the connection."}',
      };
    case "forged":
      return {
        status: 401,
        body: '{"error":"The signature does not fit the secret that was entered for this connection."}',
      };
  }
}

/** Node joins repeated headers; lists (set-cookie) are none of a carrier's. */
const headersOf = ({ headers }: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
  );

const bodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
