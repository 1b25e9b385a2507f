/** A merchant's own connections to carriers: what there is, what is entered, entering, trying, removing. Secrets go in and never come out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Carrier } from "#carriers/carrier.ts";
import { connectionBySlug, connections } from "#carriers/connections.ts";
import { type MerchantApi, type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { SealBroken, VaultClosed } from "#platform/vault.ts";
import {
  type ConnectDeps,
  connectCarrier,
  disconnectCarrier,
  inScope,
  testConnection,
  usualName,
} from "./connect-carrier.ts";
import type { Credentials } from "./credential-source.ts";
import { isAccount, readFields } from "./fields.ts";
import { ConnectionBody, ShownConnection, ShownConnections, TestAnswer } from "./schema.ts";
import { type ShowDeps, showConnection } from "./show-connection.ts";
import { type CredentialRow, readCredential, readCredentials, type Which } from "./store.ts";

export type Refused = "FORBIDDEN" | "NO_SUCH_CONNECTION" | "NO_MASTER_KEY" | "UNPROCESSABLE_ENTITY";

export interface ConnectionsOptions extends ConnectDeps, ShowDeps {
  readonly credentials: Pick<Credentials, "forget">;
}

/** Account numbers are often sent as JSON numbers: their digits are kept. */
const textKeys: ReadonlySet<string> = new Set(connections.flatMap(({ auth }) => auth.fields.map(({ name }) => name)));
const Params = z.object({ slug: z.string().describe("A connection, as GET /v1/connections names it.") });
/** For the OpenAPI document; Fastify itself checks nothing by it. */
const options = (summary: string, answers: Readonly<Record<number, z.ZodType>>, body?: z.ZodType) => ({
  config: { textKeys },
  schema: {
    summary,
    tags: ["connections"],
    ...(body === undefined ? {} : { body }),
    response: { ...answers, 401: Problem, 403: Problem },
  },
});
const optionsOfOne = (summary: string, answers: Readonly<Record<number, z.ZodType>>, body?: z.ZodType) => {
  const { config, schema } = options(summary, { ...answers, 404: Problem }, body);
  return { config, schema: { ...schema, params: Params } };
};

export const createConnectionsRoutes =
  (deps: ConnectionsOptions): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const { database, credentials } = deps;
    const { inTime } = api;
    const allowed = may(api);

    server.get(
      "/v1/connections",
      options("List the connections to carriers, and which you have entered a credential for", {
        200: ShownConnections,
      }),
      allowed("read", async (request, reply) => {
        const { merchantId } = api.callerOf(request);
        const rows = await inTime(inScope(database, merchantId, (tx) => readCredentials(tx, merchantId)));
        const shown = connections.map((connection) => {
          const row = rows.find(({ connection: slug, name }) => slug === connection.slug && name === usualName);
          return showConnection(connection, row ?? null, deps);
        });
        const all = await Promise.all(shown);
        return api.answer(request, reply, 200, { connections: all.map((one) => forCaller(request, one)) });
      }),
    );
    server.get(
      "/v1/connections/:slug",
      optionsOfOne("Read a connection: the fields it wants, and your credential without its secrets", {
        200: ShownConnection,
      }),
      allowed("read", async (request, reply) => {
        const connection = connectionOf(request);
        if (connection === undefined) return noConnection(api, request, reply);
        const row = await rowOf(request, connection);
        return api.answer(request, reply, 200, forCaller(request, await showConnection(connection, row ?? null, deps)));
      }),
    );
    server.put(
      "/v1/connections/:slug",
      optionsOfOne(
        "Enter your own credential for a carrier, in place of what was entered before",
        { 200: ShownConnection, 422: Problem, 501: Problem },
        ConnectionBody,
      ),
      allowed("admin", async (request, reply) => {
        const connection = connectionOf(request);
        if (connection === undefined) return noConnection(api, request, reply);
        const refuseWith = (...sentences: readonly string[]) =>
          api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "The credential cannot be taken as it is.", ...sentences);
        const body = ConnectionBody.safeParse(request.body ?? {});
        if (!body.success) return refuseWith(shapeSentence);
        const { fields: entered, environment = "production" } = body.data;
        const read = readFields(connection, entered);
        if (read.kind === "faults") return refuseWith(...read.sentences);
        if (!isAccount(read.fields))
          return refuseWith(`${connection.name} asks nobody who he is: the operator connects it, for everyone.`);
        if (environment === "test" && connection.baseUrls.test === undefined)
          return refuseWith(`${connection.name} has no test environment.`);
        const { merchantId } = api.callerOf(request);
        try {
          const wanted = { connection, merchantId, name: usualName, fields: read.fields, environment };
          const row = await inTime(connectCarrier(wanted, deps));
          credentials.forget(merchantId);
          return api.answer(request, reply, 200, await showConnection(connection, row, deps));
        } catch (error) {
          if (!(error instanceof VaultClosed)) throw error;
          return api.refuse(request, reply, "NO_MASTER_KEY", noMasterKey);
        }
      }),
    );
    server.delete(
      "/v1/connections/:slug",
      optionsOfOne("Remove your credential for a carrier; the installation's serves you again, where there is one", {
        204: z.null(),
      }),
      allowed("admin", async (request, reply) => {
        const connection = connectionOf(request);
        if (connection === undefined) return noConnection(api, request, reply);
        const which = whichOf(request, connection);
        if (!(await inTime(disconnectCarrier(which, deps)))) return nothingEntered(request, reply, connection);
        credentials.forget(which.merchantId);
        return api.answer(request, reply, 204);
      }),
    );
    server.post(
      "/v1/connections/:slug/test",
      optionsOfOne("Try your credential by a live call to the carrier; it counts against the carrier's limits", {
        200: TestAnswer,
        422: Problem,
        501: Problem,
      }),
      allowed("admin", async (request, reply) => {
        const connection = connectionOf(request);
        if (connection === undefined) return noConnection(api, request, reply);
        const row = await rowOf(request, connection);
        if (row === undefined) return nothingEntered(request, reply, connection);
        try {
          const { kind, words, at, retryAt = null } = await testConnection(connection, row, deps);
          const verdict = { verdict: kind, verdict_words: words, verified_at: at, retry_at: retryAt };
          return api.answer(request, reply, 200, { connection: connection.slug, ...verdict });
        } catch (error) {
          if (error instanceof VaultClosed) return api.refuse(request, reply, "NO_MASTER_KEY", noMasterKey);
          if (error instanceof SealBroken) return api.refuse(request, reply, "UNPROCESSABLE_ENTITY", doesNotOpen);
          throw error;
        }
      }),
    );

    /** Whoever knows the address of the pushes can send hints to it: who only reads does not get to know it (K-04). */
    const forCaller = (request: FastifyRequest, shown: ShownConnection): ShownConnection =>
      shown.credential === null || api.callerOf(request).scopes.includes("admin")
        ? shown
        : { ...shown, credential: { ...shown.credential, push_url: null } };
    const whichOf = (request: FastifyRequest, { slug }: Carrier): Which => ({
      merchantId: api.callerOf(request).merchantId,
      connection: slug,
      name: usualName,
    });
    const rowOf = (request: FastifyRequest, connection: Carrier): Promise<CredentialRow | undefined> => {
      const which = whichOf(request, connection);
      return inTime(inScope(database, which.merchantId, (tx) => readCredential(tx, which)));
    };
    const nothingEntered = (request: FastifyRequest, reply: FastifyReply, { name }: Carrier) =>
      api.refuse(request, reply, "NO_SUCH_CONNECTION", `You have entered no credential for ${name}.`);
  };

const connectionOf = (request: FastifyRequest): Carrier | undefined => {
  const { slug = "" } = request.params as { slug?: string }; // the route's pattern names it
  return connectionBySlug(slug);
};

const noConnection = (api: MerchantApi<Refused>, request: FastifyRequest, reply: FastifyReply) =>
  api.refuse(
    request,
    reply,
    "NO_SUCH_CONNECTION",
    "There is no connection of this name. GET /v1/connections lists them.",
  );

const shapeSentence =
  'Send {"fields": {"<name>": "<value>"}, "environment": "production" or "test"}; values are texts of at most 4096 characters.';
const doesNotOpen = "What you entered cannot be opened any more. Enter it again.";
const noMasterKey = "This installation keeps no carrier credentials yet: its operator has to set a master key.";
