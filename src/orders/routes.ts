/** The merchant's API over HTTP: Order Management v1, our own order call, and the Payments call as an alias. Each route is a line or two. */
import swagger from "@fastify/swagger";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { type EdgeError, edgeErrorOf, type RoutePlugin, writeErrorsUnder } from "#platform/http-server.ts";
import { isUuid, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { createAcceptor, patienceMs } from "./accept.ts";
import { type Caller, createAuthenticator } from "./authenticate.ts";
import { type CreatedOrder, createOrderWith, emailOf } from "./create-order.ts";
import { type Answer, type ErrorCode, json, refused } from "./errors.ts";
import * as rules from "./order.ts";
import { createRateLimit } from "./rate-limit.ts";
import { readCaptures, readOrder, readRefund } from "./read-order.ts";
import * as schema from "./schema.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller?: Caller;
  }
}

export interface OrdersOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly publicBaseUrl: string;
  /** An absolute `Location` is what clients know; one SDK prefixes its own base and needs the path alone. */
  readonly locationForm: "absolute" | "path";
  readonly linkSecret: string;
  /** Calls per second and merchant. */
  readonly limits?: Readonly<Record<"live" | "test", number>>;
}

/** Larger than the 1 MB of the other calls, because 500 entries at their limits are (section 10, no. 16). */
const withShippingInfo = { bodyLimit: 2 * 1_024 * 1_024, config: { textKeys: schema.textKeys } };
const compat = { bodyLimit: 1_024 * 1_024, config: { textKeys: schema.textKeys } };
/** For the OpenAPI document; Fastify itself checks nothing by it, `parsed` does. */
const described = <Options extends object>(options: Options, summary: string, body?: z.ZodType) => ({
  ...options,
  schema: { summary, ...(body === undefined ? {} : { body }) },
});

export function createOrdersRoutes(options: OrdersOptions): RoutePlugin {
  const { database, clock, log } = options;
  const authenticate = createAuthenticator({ database, clock });
  const allowance = createRateLimit(clock, options.limits);
  const locationBase = options.locationForm === "absolute" ? options.publicBaseUrl : "";
  const acceptor = createAcceptor({ database, clock, log, wakeups: options.wakeups, locationBase });
  const createOrder = createOrderWith({
    database,
    clock,
    linkSecret: options.linkSecret,
    publicBaseUrl: options.publicBaseUrl,
  });

  const routes = async (server: FastifyInstance) => {
    server.addHook("onRequest", async (request, reply) => {
      const caller = await inTime(authenticate(request.headers.authorization));
      if (caller === null) {
        log.warn("key_rejected", {
          correlationId: request.correlationId,
          route: request.routeOptions.url ?? "unknown",
        });
        reply.header("www-authenticate", 'Basic realm="posthorn", charset="UTF-8"');
        return send(
          request,
          reply,
          refuse(
            request,
            "UNAUTHORIZED",
            "The credential is missing or not valid. Send your API key by HTTP Basic authentication.",
          ),
        );
      }
      request.caller = caller;
      const { allowed, headers } = allowance(caller.merchantId, caller.mode);
      reply.headers(headers);
      if (!allowed) {
        log.warn("rate_limited", { correlationId: request.correlationId, merchantId: caller.merchantId });
        reply.header("retry-after", "1");
        return send(
          request,
          reply,
          refuse(request, "TOO_MANY_REQUESTS", "More calls in this second than your limit. Wait a second, then go on."),
        );
      }
    });
    server.setErrorHandler((error, request, reply) => {
      const { status, sentence } = edgeErrorOf(error, request, log);
      return compatError(reply, { status, sentence });
    });

    /** A write of an order: its idempotency key, its order, its rule; answered after the commit. */
    const write = async (
      request: FastifyRequest,
      reply: FastifyReply,
      wanted: rules.Call | Refusal,
      failed: (orderId: string) => string = () => "",
      rows = 1,
    ) => {
      const key = request.method === "GET" ? undefined : request.headers["klarna-idempotency-key"];
      if (key !== undefined && !isKey(key)) return send(request, reply, refuse(request, ...badKey));
      const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
      const caller = callerOf(request);
      const unknownOrder = [`Order ${orderId} cannot be found.`, failed(orderId)].join(" ").trim();
      const refusal = isUuid(orderId)
        ? typeof wanted === "function"
          ? undefined
          : refuse(request, "UNPROCESSABLE_ENTITY", ...wanted.sentences)
        : refuse(request, "NO_SUCH_ORDER", unknownOrder);
      // A refusal, too, is the one answer of its key; without a key there is nothing to remember.
      if (refusal !== undefined && key === undefined) return send(request, reply, refusal);
      const answer = await acceptor.accept({
        merchantId: caller.merchantId,
        mode: caller.mode,
        orderId: orderId.toLowerCase(),
        idempotency:
          key === undefined ? null : { keyHash: sha256(key), bodyHash: sha256(JSON.stringify(request.body ?? null)) },
        method: request.method,
        path: request.url.split("?")[0] ?? "",
        correlationId: request.correlationId,
        call: typeof wanted === "function" ? wanted : rules.nothing,
        rows,
        refusal,
        unknownOrder,
      });
      return send(request, reply, answer);
    };
    /** The body by its schema, or what is wrong with it, fault by fault. */
    const parsed = <T>(request: FastifyRequest, shape: z.ZodType<T>): T | Refusal => {
      const result = shape.safeParse(request.body ?? {});
      return result.success ? result.data : new Refusal(schema.sentencesOf(result.error));
    };
    const captureOf = (request: FastifyRequest): string =>
      ((request.params as { captureId?: string }).captureId ?? "").toLowerCase(); // the route's pattern names it

    const orders = "/ordermanagement/v1/orders/:orderId";

    server.post(
      `${orders}/shipping-info`,
      described(withShippingInfo, "Append shipping info to an order", schema.ShippingInfoBody),
      async (request, reply) => {
        const body = parsed(request, schema.ShippingInfoBody);
        if (body instanceof Refusal) return write(request, reply, body);
        return write(
          request,
          reply,
          rules.addToOrder(body.shipping_info),
          (id) => `Shipping info cannot be added to order ${id}.`,
          body.shipping_info.length,
        );
      },
    );
    server.post(
      `${orders}/captures/:captureId/shipping-info`,
      described(withShippingInfo, "Append shipping info to a capture", schema.ShippingInfoBody),
      async (request, reply) => {
        const body = parsed(request, schema.ShippingInfoBody);
        if (body instanceof Refusal) return write(request, reply, body);
        const captureId = captureOf(request);
        return write(
          request,
          reply,
          rules.addToCapture(captureId, body.shipping_info),
          () => `Shipping info cannot be added to capture ${captureId}.`,
          body.shipping_info.length,
        );
      },
    );
    server.post(
      `${orders}/captures`,
      described(withShippingInfo, "Create a capture", schema.CaptureBody),
      async (request, reply) => {
        const body = parsed(request, schema.CaptureBody);
        if (body instanceof Refusal) return write(request, reply, body);
        const { captured_amount: amount, description = null, reference = null, order_lines: orderLines = null } = body;
        return write(
          request,
          reply,
          rules.capture({ amount, description, reference, orderLines, shippingInfo: body.shipping_info ?? [] }),
          () => "Capture not possible.",
          body.shipping_info?.length ?? 1,
        );
      },
    );
    server.post(
      `${orders}/captures/:captureId/trigger-send-out`,
      described(compat, "Tell the customer again"),
      (request, reply) => write(request, reply, rules.triggerSendOut(captureOf(request))),
    );
    server.patch(
      `${orders}/captures/:captureId/customer-details`,
      described(compat, "Accepted and ignored: billing details of a capture"),
      (request, reply) => write(request, reply, rules.setCaptureDetails(captureOf(request))),
    );
    server.patch(
      `${orders}/captures/:captureId/extend-due-date`,
      described(compat, "Accepted and ignored: due date of a capture"),
      (request, reply) => write(request, reply, rules.extendDueDate(captureOf(request))),
    );
    server.patch(
      `${orders}/merchant-references`,
      described(compat, "Change the order numbers", schema.MerchantReferencesBody),
      async (request, reply) => {
        const body = parsed(request, schema.MerchantReferencesBody);
        if (body instanceof Refusal) return write(request, reply, body);
        return write(request, reply, rules.setReferences(body), () => "Merchant references cannot be updated.");
      },
    );
    server.patch(
      `${orders}/customer-details`,
      described(compat, "Change the delivery address", schema.CustomerDetailsBody),
      async (request, reply) => {
        const body = parsed(request, schema.CustomerDetailsBody);
        if (body instanceof Refusal) return write(request, reply, body);
        return write(
          request,
          reply,
          rules.setShippingAddress(body.shipping_address ?? null, emailOf),
          () => "Customer details cannot be updated.",
        );
      },
    );
    server.post(`${orders}/acknowledge`, described(compat, "Acknowledge an order"), (request, reply) =>
      write(request, reply, rules.acknowledge),
    );
    server.post(`${orders}/cancel`, described(compat, "Cancel an order without captures"), (request, reply) =>
      write(request, reply, rules.cancel, () => "Cancel not possible."),
    );
    server.patch(
      `${orders}/authorization`,
      described(compat, "Change amount and lines", schema.AuthorizationBody),
      async (request, reply) => {
        const body = parsed(request, schema.AuthorizationBody);
        if (body instanceof Refusal) return write(request, reply, body);
        return write(
          request,
          reply,
          rules.setAuthorization({ amount: body.order_amount, orderLines: body.order_lines ?? null }),
          () => "The authorization cannot be changed.",
        );
      },
    );
    server.post(
      `${orders}/refunds`,
      described(compat, "Create a refund", schema.RefundBody),
      async (request, reply) => {
        const body = parsed(request, schema.RefundBody);
        if (body instanceof Refusal) return write(request, reply, body);
        const { refunded_amount: amount, description = null, reference = null, order_lines: orderLines = null } = body;
        return write(
          request,
          reply,
          rules.refund({ amount, description, reference, orderLines }),
          () => "Refund not possible.",
        );
      },
    );
    server.post(
      `${orders}/extend-authorization-time`,
      described(compat, "Extend the authorization to 28 days from now"),
      (request, reply) => write(request, reply, rules.extendAuthorization),
    );
    server.post(
      `${orders}/release-remaining-authorization`,
      described(compat, "Release what is not captured"),
      (request, reply) => write(request, reply, rules.releaseAuthorization),
    );

    /** A read of an order: 404 in the API's words when it is not this merchant's. */
    const reading = async <T>(
      request: FastifyRequest,
      reply: FastifyReply,
      read: (orderId: string) => Promise<T | undefined>,
      answer: (found: T) => Answer,
    ) => {
      const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
      const found = isUuid(orderId) ? await inTime(read(orderId.toLowerCase())) : undefined;
      return send(
        request,
        reply,
        found === undefined ? refuse(request, "NO_SUCH_ORDER", `Order ${orderId} cannot be found`) : answer(found),
      );
    };
    const inTenant = <T>(request: FastifyRequest, work: Parameters<typeof database.forMerchants<T>>[1]): Promise<T> =>
      database.forMerchants([callerOf(request).merchantId], work);

    server.get(orders, described({}, "Read an order"), (request, reply) =>
      reading(
        request,
        reply,
        (id) => inTenant(request, (tx) => readOrder(tx, callerOf(request), id, clock.now())),
        (order) => json(200, order),
      ),
    );
    server.get(`${orders}/captures`, described({}, "Read the captures of an order"), (request, reply) =>
      reading(
        request,
        reply,
        (id) => inTenant(request, (tx) => readCaptures(tx, callerOf(request), id)),
        (captures) => json(200, captures),
      ),
    );
    server.get(`${orders}/captures/:captureId`, described({}, "Read a capture"), (request, reply) =>
      reading(
        request,
        reply,
        (id) => inTenant(request, (tx) => readCaptures(tx, callerOf(request), id)),
        (captures) => {
          const found = captures.find(({ capture_id: id }) => id === captureOf(request));
          return found
            ? json(200, found)
            : refuse(request, "NO_SUCH_CAPTURE", `Capture ${captureOf(request)} cannot be found`);
        },
      ),
    );
    server.get(
      `${orders}/captures/:captureId/extend-due-date-options`,
      described({}, "Always empty: possible due dates of a capture"),
      (request, reply) => write(request, reply, rules.dueDateOptions(captureOf(request))),
    );
    server.get(`${orders}/refunds/:refundId`, described({}, "Read a refund"), (request, reply) => {
      const { refundId = "" } = request.params as { refundId?: string }; // the route's pattern names it
      return reading(
        request,
        reply,
        async (id) => {
          const found = await inTenant(request, (tx) => readRefund(tx, callerOf(request), id, refundId.toLowerCase()));
          return found === "no order" ? undefined : found;
        },
        (found) =>
          found === "no refund" ? refuse(request, "NOT_FOUND", `Refund ${refundId} cannot be found`) : json(200, found),
      );
    });

    server.post("/v1/orders", described(ownCall, "Create an order", schema.OwnOrderBody), async (request, reply) => {
      const key = request.headers["klarna-idempotency-key"] ?? request.headers["idempotency-key"];
      if (key !== undefined && !isKey(key)) return problem(reply, 422, badKey[1]);
      const result = schema.OwnOrderBody.safeParse(request.body ?? {});
      if (!result.success)
        return problem(reply, 422, "The order cannot be taken as it is.", schema.sentencesOf(result.error));
      const order = { ...result.data, order_amount: result.data.order_amount ?? schema.totalOf(result.data) };
      const once =
        key === undefined ? null : { keyHash: sha256(key), bodyHash: sha256(JSON.stringify(request.body ?? null)) };
      const made = await inTime(createOrder(callerOf(request), order, once && { idempotency: once }));
      if (made === "key used elsewhere")
        return problem(reply, 409, "This idempotency key was used for another call. Nothing was done.");
      if (made === "key used with another body")
        return problem(reply, 422, "This idempotency key was used with another body. Nothing was done.");
      return reply
        .code(201)
        .header("location", `${locationBase}/ordermanagement/v1/orders/${made.orderId}`)
        .type("application/json; charset=utf-8")
        .send(JSON.stringify({ order_id: made.orderId, tracking_url: made.trackingUrl }));
    });
    const alias = described(compat, "Create an order: the Payments call, any token once", schema.OrderBody);
    server.post("/payments/v1/authorizations/:token/order", alias, async (request, reply) => {
      const result = schema.OrderBody.safeParse(request.body ?? {});
      if (!result.success) {
        const fields = [...new Set(result.error.issues.map(({ path }) => String(path[0] ?? "body")))];
        return send(request, reply, refuse(request, "BAD_VALUE", `Bad value: ${fields.join(", ")}`));
      }
      const { token = "" } = request.params as { token?: string }; // the route's pattern names it
      if (token === "") return send(request, reply, refuse(request, "NOT_FOUND", "There is no authorization token."));
      const authorization = { authorizationToken: sha256(token).toString("base64url") };
      const made = (await inTime(createOrder(callerOf(request), result.data, authorization))) as CreatedOrder; // a token, unlike a key, fits every body
      return send(
        request,
        reply,
        json(200, {
          order_id: made.orderId,
          redirect_url: made.trackingUrl,
          fraud_status: "ACCEPTED",
          authorized_payment_method: { type: "invoice" },
        }),
      );
    });
  };

  return async (server: FastifyInstance) => {
    for (const prefix of ["/ordermanagement/", "/payments/"]) writeErrorsUnder(server, prefix, compatError);
    await server.register(swagger, { openapi: openApiHead(options.publicBaseUrl), transform: jsonSchemaTransform });
    // Open to everyone: it says what the server can, not what is in it.
    server.get("/openapi.json", { schema: { hide: true } }, async (_request, reply) =>
      reply.type("application/json; charset=utf-8").send(JSON.stringify(server.swagger())),
    );
    await server.register(routes);
  };
}

/** What the body lacks; the call is not executed. */
class Refusal {
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    this.sentences = sentences;
  }
}

const ownCall = { bodyLimit: 1_024 * 1_024 };
const badKey = ["UNPROCESSABLE_ENTITY", "Klarna-Idempotency-Key must be 1 to 255 printable characters"] as const;
const isKey = (key: string | string[]): key is string => typeof key === "string" && /^[\x20-\x7e]{1,255}$/.test(key);

/** A database that hangs is a database that is gone. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable("no answer in time")), patienceMs);
  });
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const openApiHead = (publicBaseUrl: string) => ({
  openapi: "3.1.0" as const,
  info: {
    title: "Posthorn: the merchant's API",
    version: "1",
    description:
      "Order Management API v1 as far as deliveries go, our own order call, and the Payments call as an alias.",
  },
  servers: [{ url: publicBaseUrl }],
  components: { securitySchemes: { basic: { type: "http" as const, scheme: "basic" } } },
  security: [{ basic: [] }],
});

/** Errors in the form of the API that was called: ours are problem documents, the others as its clients know them. */
function compatError(reply: FastifyReply, { status, sentence }: EdgeError): FastifyReply {
  if (status === 503) reply.header("retry-after", "2");
  const code = edgeCodes[status] ?? "INTERNAL_SERVER_ERROR";
  return send(reply.request, reply, { ...refuse(reply.request, code, sentence), status });
}

const edgeCodes: Readonly<Record<number, ErrorCode>> = {
  400: "BAD_VALUE",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "NOT_FOUND",
  413: "REQUEST_TOO_LARGE",
  414: "BAD_VALUE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  431: "BAD_VALUE",
  503: "TEMPORARILY_UNAVAILABLE",
};

const refuse = (request: FastifyRequest, code: ErrorCode, ...messages: string[]): Answer =>
  refused(code, messages, request.correlationId);

function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error("A route was reached without authentication.");
  return request.caller;
}

/** 201 has no body and no type, 204 neither; a body is JSON. */
function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers).header("klarna-correlation-id", request.correlationId);
  if (answer.body === "") {
    if (answer.status !== 204) reply.header("content-length", "0");
    return reply.send();
  }
  if (answer.status >= 400 && request.url.startsWith("/v1/")) {
    const { error_messages: [title = "The call was refused."] = [] } = JSON.parse(answer.body);
    return problem(reply, answer.status, title);
  }
  return reply.type("application/json; charset=utf-8").send(answer.body);
}

/** RFC 9457. */
function problem(reply: FastifyReply, status: number, title: string, errors?: readonly string[]): FastifyReply {
  const body = { type: "about:blank", title, status, errors, correlation_id: reply.request.correlationId };
  return reply
    .code(status)
    .header("klarna-correlation-id", reply.request.correlationId)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(body));
}
