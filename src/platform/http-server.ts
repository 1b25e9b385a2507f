/** The HTTP server: header spelling, limits, media types, proxies, and what every answer carries. Routes come from the folders as plugins. */
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Clock } from "#platform/clock.ts";
import { compressAnswers } from "#platform/compression.ts";
import { DatabaseUnavailable } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { JsonFault, parseJson } from "#platform/json.ts";
import type { Log } from "#platform/log.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Names this call in answers, logs and questions to support. */
    correlationId: string;
  }
  interface FastifyContextConfig {
    /** Keys whose numbers are kept by their source text. */
    textKeys?: ReadonlySet<string>;
    /** Takes an HTML form instead of JSON. */
    form?: boolean;
  }
}

/** A folder's routes: `await server.register(createXRoutes({…}))`. */
export type RoutePlugin = FastifyPluginAsync;

/** Something the edge refuses by itself. A folder may have it written in its own form (`writeErrorsUnder`). */
export interface EdgeError {
  readonly status: 400 | 403 | 404 | 405 | 413 | 414 | 415 | 431 | 500 | 503;
  readonly sentence: string;
}

/** Writes an error on a reply that already carries the headers of every answer. */
export type ErrorForm = (reply: FastifyReply, error: EdgeError) => FastifyReply;

const errorForms = new WeakMap<object, Map<string, ErrorForm>>();

/** From now on, what the edge refuses under this path (`/ordermanagement/`) is written in this form, unknown addresses too. */
export function writeErrorsUnder(server: FastifyInstance, prefix: string, form: ErrorForm): void {
  const forms = errorForms.get(server.server) ?? new Map<string, ErrorForm>();
  errorForms.set(server.server, forms.set(prefix, form));
}

export interface HttpServerOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly trustedProxies: readonly string[];
  readonly insecureHttp: boolean;
  readonly connectionsMax?: number;
  readonly connectionsPerAddressMax?: number;
}

/** A body that is not JSON although the route wants it (E-04). */
class WrongMediaType extends Error {
  readonly statusCode = 415;
}

export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const server = Fastify({
    logger: false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: 64 * 1024,
    // An id of any length is an unknown id, which its route answers; the address as a whole is capped below.
    routerOptions: { maxParamLength: 4_096, ignoreTrailingSlash: false, caseSensitive: true },
    exposeHeadRoutes: false,
    genReqId: () => newId(),
    forceCloseConnections: "idle",
    serverFactory: (handler) => createNodeServer(handler, options),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      prepare(request, reply);
      send(reply, { status: error.code === "FST_ERR_BAD_URL" ? 400 : 414, sentence: "The address cannot be read." });
    },
  });

  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    try {
      done(null, parseBody(request, String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error("unreadable body"), undefined);
    }
  });

  server.addHook("onRequest", async (request, reply) => {
    prepare(request, reply);
    if ((request.raw.url ?? "").length > 4_096)
      return send(reply, { status: 414, sentence: "The address is longer than 4 KB." });
    if (!options.insecureHttp && !isSecure(request, options)) {
      return send(reply, {
        status: 403,
        sentence: "Use https: credentials and links may not travel in plain text (M-07).",
      });
    }
  });
  compressAnswers(server);
  server.addHook("onResponse", async (request, reply) => {
    const { correlationId } = request;
    options.log.info("request", {
      correlationId,
      method: request.method,
      route: request.routeOptions.url ?? "unknown",
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });

  server.setNotFoundHandler((_request, reply) =>
    send(reply, { status: 404, sentence: "There is nothing at this address." }),
  );
  server.setErrorHandler((error, request, reply) => send(reply, edgeErrorOf(error, request, options.log)));
  // Other folders parse with their own schemas; these compilers keep Fastify from doing it a second time.
  server.setValidatorCompiler(() => (value) => ({ value }));
  server.setSerializerCompiler(() => (value) => JSON.stringify(value));
  return server;
}

/** What went wrong, as far as it may be told. Unexpected errors are logged and told as nothing but that. */
export function edgeErrorOf(error: unknown, request: FastifyRequest, log: Log): EdgeError {
  if (error instanceof JsonFault) return { status: 400, sentence: error.message };
  if (error instanceof DatabaseUnavailable) {
    log.warn("database_unavailable", { correlationId: request.correlationId });
    return {
      status: 503,
      sentence:
        "We cannot store anything right now. Send it again in a moment; with an idempotency key it has one effect, however often it is sent.",
    };
  }
  const status = fieldOf(error, "statusCode");
  if (status === 413)
    return {
      status,
      sentence: `The body is larger than ${Math.floor((request.routeOptions.bodyLimit ?? 65_536) / 1_024)} KB.`,
    };
  if (status === 415) return { status, sentence: "Send the body as application/json." };
  if (status === 400 || status === 414 || status === 431) return { status, sentence: "The request cannot be read." };
  log.error("unexpected_error", {
    correlationId: request.correlationId,
    errorName: error instanceof Error ? error.name : "unknown",
    // A database's message can quote values, which never belong in a log: its code says enough.
    ...(typeof fieldOf(error, "code") === "string"
      ? { code: String(fieldOf(error, "code")) }
      : { reason: error instanceof Error ? error.message : "" }),
  });
  return {
    status: 500,
    sentence: "Something unexpected went wrong on our side. It is logged under this correlation id.",
  };
}

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;

/** In the form of the folder that owns the path, else as a plain problem document (RFC 9457). */
function send(reply: FastifyReply, error: EdgeError): FastifyReply {
  const { status, sentence } = error;
  if (status === 503) reply.header("retry-after", "2");
  for (const [prefix, form] of errorForms.get(reply.server.server) ?? []) {
    if (reply.request.url.startsWith(prefix)) return form(reply, error);
  }
  return sendProblem(reply, status, sentence);
}

/** A problem document (RFC 9457). `errors`: what is wrong in detail, a sentence each. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  title: string,
  errors: readonly string[] = [],
): FastifyReply {
  const details = errors.length > 0 ? { errors } : {};
  const { correlationId } = reply.request;
  return reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify({ type: "about:blank", title, status, ...details, correlation_id: correlationId }));
}

/** The value that Order Management clients know; for pages it means the same. */
const noStore = "no-cache, no-store, max-age=0, must-revalidate";

function prepare(request: FastifyRequest, reply: FastifyReply): void {
  request.correlationId = newId();
  reply.header("x-content-type-options", "nosniff");
  reply.header("cache-control", noStore);
}

function parseBody(request: FastifyRequest, body: string): unknown {
  const config = request.routeOptions.config;
  const mediaType = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (config.form === true) {
    if (body === "") return {};
    if (mediaType !== "application/x-www-form-urlencoded") throw new WrongMediaType("form expected");
    return Object.fromEntries(new URLSearchParams(body));
  }
  // Real clients send a JSON type with an empty body.
  if (body === "") return undefined;
  if (mediaType !== "application/json") throw new WrongMediaType("JSON expected");
  return parseJson(body, config.textKeys);
}

function isSecure(request: FastifyRequest, options: HttpServerOptions): boolean {
  const from = request.raw.socket.remoteAddress ?? "";
  const isLoopback = from === "::1" || /^(::ffff:)?127\./.test(from);
  // request.protocol follows X-Forwarded-Proto only from a configured proxy (E-11).
  if (options.trustedProxies.length > 0 && request.protocol === "https") return true;
  return isLoopback && request.headers["x-forwarded-for"] === undefined;
}

function createNodeServer(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  options: HttpServerOptions,
) {
  const server = createServer(
    {
      ServerResponse: SpelledResponse,
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
      connectionsCheckingInterval: 2_000,
    },
    handler,
  );
  // An expectation that we do not know is not met, but the call is served: with all that every answer carries.
  server.on("checkExpectation", handler);
  server.headersTimeout = 10_000;
  // With the check above every two seconds, a body that drips in is cut off within 15 (E-03).
  server.requestTimeout = 13_000;
  server.keepAliveTimeout = 65_000;
  server.maxConnections = options.connectionsMax ?? 5_000;
  const perAddress = new Map<string, number>();
  const most = options.connectionsPerAddressMax ?? 1_000;
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const open = (perAddress.get(address) ?? 0) + 1;
    if (open > most) {
      socket.destroy();
      return;
    }
    perAddress.set(address, open);
    socket.once("close", () => {
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left === 0) perAddress.delete(address);
      else perAddress.set(address, left);
    });
  });
  return server;
}

/**
 * What Node's strict parser refuses. A client in the field sends `{}` after a complete GET: the parser takes it for the start of
 * another request. The first one is answered, then the connection closes (E-12).
 */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const pending = (socket as Socket & { _httpMessage?: ServerResponse | null })._httpMessage; // Node's own name for the answer under way
  if (pending?.req.complete === true && error.code?.startsWith("HPE_")) {
    pending.shouldKeepAlive = false;
    pending.once("finish", () => socket.destroySoon());
    return;
  }
  // The stray bytes came after the answer: another answer would belong to no request.
  if (strayCodes.has(error.code ?? "") && answeredSockets.has(socket)) {
    socket.destroySoon();
    return;
  }
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const correlationId = newId();
  const body = JSON.stringify({
    error_code: "BAD_REQUEST",
    error_messages: [`The request is not valid HTTP (${status.slice(4)}).`],
    correlation_id: correlationId,
  });
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": noStore,
    "X-Content-Type-Options": "nosniff",
    "Klarna-Correlation-Id": correlationId,
    Connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`);
}

/** What the parser calls bytes that begin no request; the second, when the request before it said `Connection: close`. */
const strayCodes: ReadonlySet<string> = new Set(["HPE_INVALID_METHOD", "HPE_CLOSED_CONNECTION"]);
const answeredSockets = new WeakSet<Socket>();

/** Two widespread SDKs look headers up by exact name; Fastify writes lower case. Here they get their usual spelling back. */
class SpelledResponse extends ServerResponse {
  override setHeader(name: string, value: number | string | readonly string[]): this {
    return super.setHeader(spelled(name), value);
  }
  override end(...rest: unknown[]): this {
    if (this.statusCode === 413 && !this.req.complete) return this.#endAfterBody(rest[0]);
    super.end(...(rest as [])); // the overloads of end are all covered by this shape
    if (this.writableLength > 0) {
      const socket = this.socket;
      const slow = setTimeout(() => socket?.destroy(), fetchMs).unref();
      this.once("close", () => clearTimeout(slow));
    }
    return this;
  }
  /**
   * The answer goes out now, the connection closes when the client has sent the rest, which is thrown away: closed at once, a reset
   * would overtake the answer, and the client would see a broken pipe in place of 413 (E-01).
   */
  #endAfterBody(answer: unknown): this {
    this.write(answer);
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(timer);
      if (!this.writableEnded) super.end();
    };
    timer = setTimeout(end, lingerMs).unref();
    this.req.once("close", end).once("end", end).resume();
    return this;
  }
  override writeHead(
    status: number,
    ...rest: [(string | OutgoingHttpHeaders | OutgoingHttpHeader[])?, (OutgoingHttpHeaders | OutgoingHttpHeader[])?]
  ): this {
    const headers = rest.at(-1);
    if (typeof headers === "object" && !Array.isArray(headers)) {
      rest[rest.length - 1] = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [spelled(name), value]),
      );
    }
    if (this.socket) answeredSockets.add(this.socket);
    return super.writeHead(status, ...(rest as [string, OutgoingHttpHeaders])); // the overloads of writeHead are all covered by this shape
  }
}

/** How long the rest of a body that is too large is waited for. */
const lingerMs = 5_000;

/** How long a client may take to fetch an answer that is complete; streams of events are never complete (E-03). */
const fetchMs = 15_000;

const odd: Readonly<Record<string, string>> = { "www-authenticate": "WWW-Authenticate", etag: "ETag", te: "TE" };
const spellings = new Map<string, string>();

function spelled(name: string): string {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const spelling =
    odd[lower] ?? lower.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
  if (spellings.size < 200) spellings.set(name, spelling);
  return spelling;
}
