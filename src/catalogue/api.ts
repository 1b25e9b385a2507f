/** The calls about carriers at /v1/carriers: search, one carrier, who carries this number, everything as a file. No key needed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { checkNumber, identify } from "#carriers/identify/identify.ts";
import { createAllowance } from "#platform/allowance.ts";
import type { Clock } from "#platform/clock.ts";
import { sendProblem } from "#platform/http-server.ts";
import { Problem } from "#platform/problem.ts";
import { carrierRecord, connectionRecord, dataSetFile } from "./data-set.ts";
import { entries } from "./entries.ts";
import * as schema from "./schema.ts";
import { searchCarriers } from "./search.ts";

/** Carriers on a page of the search. */
const pageSize = 50;

/** Of one network. Identification has less, so that nobody runs through numbers (P-05 names 30 a minute for numbers that we hold; here nothing is looked up). */
export const limits = {
  reads: { calls: 100, windowMs: 10_000 },
  identifications: { calls: 60, windowMs: 60_000 },
} as const;

export interface Allowances {
  readonly reads: ReturnType<typeof createAllowance>;
  readonly identifications: ReturnType<typeof createAllowance>;
}

/** Pages and calls count together. */
export const createAllowances = (clock: Clock): Allowances => ({
  reads: createAllowance(clock, limits.reads),
  identifications: createAllowance(clock, limits.identifications),
});

/** For the OpenAPI document; Fastify itself checks nothing by it. */
const described = (summary: string, more: Readonly<Record<string, unknown>>) => ({
  schema: { summary, tags: ["carriers"], security: [], ...more },
});

export function addCarrierCalls(server: FastifyInstance, allowances: Allowances): void {
  server.addHook("onRequest", async (request, reply) => {
    const count = request.method === "POST" ? allowances.identifications : allowances.reads;
    const { isAllowed, retryAfterSeconds } = count(request.ip);
    if (isAllowed) return;
    reply.header("retry-after", String(retryAfterSeconds));
    return sendProblem(reply, 429, "Your network calls very often just now. Wait for Retry-After seconds, then go on.");
  });

  server.get(
    "/v1/carriers",
    described("Search carriers", {
      querystring: schema.SearchQuery,
      response: { 200: schema.SearchAnswer, 422: Problem },
    }),
    (request, reply) => {
      const query = parsed(request.query, schema.SearchQuery, reply);
      if (query === null) return reply;
      const { q, country, can, page = 1 } = query;
      const found = searchCarriers({ text: q, country, can });
      const carriers = found.slice((page - 1) * pageSize, page * pageSize).map(carrierRecord);
      const pages = Math.max(1, Math.ceil(found.length / pageSize));
      return send(reply, { carriers, total: found.length, page, pages } satisfies z.infer<typeof schema.SearchAnswer>);
    },
  );

  server.get<{ Params: { code: string } }>(
    "/v1/carriers/:code",
    described("One carrier and the connections that follow it", {
      response: { 200: schema.OneCarrier, 404: Problem },
    }),
    (request, reply) => {
      const entry = entries().get(request.params.code);
      if (entry === undefined && request.params.code === "identify")
        return sendProblem(reply, 404, "Identification is a POST with a JSON body: a number belongs into no address.");
      if (entry === undefined) return sendProblem(reply, 404, "No carrier has this code. Search with /v1/carriers?q=…");
      const connections = entry.connections.map(connectionRecord);
      return send(reply, { carrier: carrierRecord(entry), connections } satisfies z.infer<typeof schema.OneCarrier>);
    },
  );

  server.get(
    "/v1/carriers.json",
    described("All carriers and connections as one file: open data, with an ETag", {
      response: { 200: schema.DataSet },
    }),
    (request, reply) => {
      const { body, etag } = dataSetFile();
      reply.header("etag", etag).header("cache-control", "public, max-age=3600");
      if (knows(request, etag)) return reply.code(304).send();
      return reply.type("application/json; charset=utf-8").send(body);
    },
  );

  /**
   * A POST although it changes nothing: a tracking number is personal data, and addresses are kept by proxies, browsers and logs
   * (D-06). Our own log has routes, no bodies; the answer is not to be stored (the server's own `no-store`); nothing here looks into the
   * database, so that the answer is the same whether we follow the parcel or not (decision 0006).
   */
  server.post(
    "/v1/carriers/identify",
    {
      ...described("Who carries this number?", {
        body: schema.IdentifyBody,
        response: { 200: schema.IdentifyAnswer, 422: Problem },
      }),
      bodyLimit: 8 * 1_024,
    },
    (request, reply) => {
      const said = parsed(request.body ?? {}, schema.IdentifyBody, reply);
      if (said === null) return reply;
      const candidates = identify(said).map(({ code, name, probability, reasons }) => ({
        code,
        name,
        probability,
        reasons: [...reasons],
        number_check: checkNumber(code, said.number ?? "").kind,
        can: [...(entries().get(code)?.ways ?? [])],
      }));
      return send(reply, { candidates } satisfies z.infer<typeof schema.IdentifyAnswer>);
    },
  );
}

/** Null: it was answered, with what is wrong. */
function parsed<T>(given: unknown, shape: z.ZodType<T>, reply: FastifyReply): T | null {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  sendProblem(reply, 422, "The call cannot be answered as it is.", schema.sentencesOf(result.error));
  return null;
}

const send = (reply: FastifyReply, answer: object): FastifyReply =>
  reply.type("application/json; charset=utf-8").send(JSON.stringify(answer));

/** RFC 9110 §13.1.2: a list of tags, weak or strong, or an asterisk. */
const knows = ({ headers }: FastifyRequest, etag: string): boolean =>
  (headers["if-none-match"] ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === etag || tag === "*");
