/** The merchant's API over HTTP: Order Management v1, our own order call, and the Payments call as an alias. Each route is a line or two. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { edgeErrorOf } from "#platform/http-server.ts";
import { isUuid, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { createAcceptor } from "./accept.ts";
import { type Caller, createAuthenticator } from "./authenticate.ts";
import { createOrderWith, emailOf } from "./create-order.ts";
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

export function createOrdersRoutes(options: OrdersOptions): FastifyPluginAsync {
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

  return async (server: FastifyInstance) => {
    server.addHook("onRequest", async (request, reply) => {
      const caller = await authenticate(request.headers.authorization);
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
      if (status === 503) reply.header("retry-after", "2");
      return send(request, reply, refuse(request, edgeCodes[status] ?? "INTERNAL_SERVER_ERROR", sentence));
    });

    /** A write of an order: its idempotency key, its order, its rule; answered after the commit. */
    const write = async (
      request: FastifyRequest,
      reply: FastifyReply,
      call: rules.Call,
      failed: (orderId: string) => string = () => "",
    ) => {
      const key = request.headers["klarna-idempotency-key"];
      if (key !== undefined && (typeof key !== "string" || !/^[\x20-\x7e]{1,255}$/.test(key))) {
        return send(
          request,
          reply,
          refuse(request, "UNPROCESSABLE_ENTITY", "Klarna-Idempotency-Key must be 1 to 255 printable characters"),
        );
      }
      const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
      const caller = callerOf(request);
      const unknownOrder = [`Order ${orderId} cannot be found.`, failed(orderId)].join(" ").trim();
      if (!isUuid(orderId)) return send(request, reply, refuse(request, "NO_SUCH_ORDER", unknownOrder));
      const answer = await acceptor.accept({
        merchantId: caller.merchantId,
        mode: caller.mode,
        orderId: orderId.toLowerCase(),
        idempotency:
          key === undefined ? null : { keyHash: sha256(key), bodyHash: sha256(JSON.stringify(request.body ?? null)) },
        method: request.method,
        path: request.url.split("?")[0] ?? "",
        correlationId: request.correlationId,
        call,
        unknownOrder,
      });
      return send(request, reply, answer);
    };
    /** The body by its schema, or a 422 that names each fault. */
    const parsed = <T>(request: FastifyRequest, reply: FastifyReply, shape: z.ZodType<T>): T | null => {
      const result = shape.safeParse(request.body ?? {});
      if (result.success) return result.data;
      send(request, reply, refuse(request, "UNPROCESSABLE_ENTITY", ...schema.sentencesOf(result.error)));
      return null;
    };
    const captureOf = (request: FastifyRequest): string =>
      ((request.params as { captureId?: string }).captureId ?? "").toLowerCase(); // the route's pattern names it

    const orders = "/ordermanagement/v1/orders/:orderId";

    server.post(`${orders}/shipping-info`, withShippingInfo, async (request, reply) => {
      const body = parsed(request, reply, schema.ShippingInfoBody);
      if (body === null) return reply;
      return write(
        request,
        reply,
        rules.addToOrder(body.shipping_info),
        (id) => `Shipping info cannot be added to order ${id}.`,
      );
    });
    server.post(`${orders}/captures/:captureId/shipping-info`, withShippingInfo, async (request, reply) => {
      const body = parsed(request, reply, schema.ShippingInfoBody);
      if (body === null) return reply;
      const captureId = captureOf(request);
      return write(
        request,
        reply,
        rules.addToCapture(captureId, body.shipping_info),
        () => `Shipping info cannot be added to capture ${captureId}.`,
      );
    });
    server.post(`${orders}/captures`, withShippingInfo, async (request, reply) => {
      const body = parsed(request, reply, schema.CaptureBody);
      if (body === null) return reply;
      const { captured_amount: amount, description = null, reference = null, order_lines: orderLines = null } = body;
      return write(
        request,
        reply,
        rules.capture({ amount, description, reference, orderLines, shippingInfo: body.shipping_info ?? [] }),
        () => "Capture not possible.",
      );
    });
    server.post(`${orders}/captures/:captureId/trigger-send-out`, compat, (request, reply) =>
      write(request, reply, rules.triggerSendOut(captureOf(request))),
    );
    server.patch(`${orders}/captures/:captureId/customer-details`, compat, (request, reply) =>
      write(request, reply, rules.setCaptureDetails(captureOf(request))),
    );
    server.patch(`${orders}/captures/:captureId/extend-due-date`, compat, (request, reply) =>
      write(request, reply, rules.extendDueDate(captureOf(request))),
    );
    server.patch(`${orders}/merchant-references`, compat, async (request, reply) => {
      const body = parsed(request, reply, schema.MerchantReferencesBody);
      if (body === null) return reply;
      return write(request, reply, rules.setReferences(body), () => "Merchant references cannot be updated.");
    });
    server.patch(`${orders}/customer-details`, compat, async (request, reply) => {
      const body = parsed(request, reply, schema.CustomerDetailsBody);
      if (body === null) return reply;
      return write(
        request,
        reply,
        rules.setShippingAddress(body.shipping_address ?? null, emailOf),
        () => "Customer details cannot be updated.",
      );
    });
    server.post(`${orders}/acknowledge`, compat, (request, reply) => write(request, reply, rules.acknowledge));
    server.post(`${orders}/cancel`, compat, (request, reply) =>
      write(request, reply, rules.cancel, () => "Cancel not possible."),
    );
    server.patch(`${orders}/authorization`, compat, async (request, reply) => {
      const body = parsed(request, reply, schema.AuthorizationBody);
      if (body === null) return reply;
      return write(
        request,
        reply,
        rules.setAuthorization({ amount: body.order_amount, orderLines: body.order_lines ?? null }),
        () => "The authorization cannot be changed.",
      );
    });
    server.post(`${orders}/refunds`, compat, async (request, reply) => {
      const body = parsed(request, reply, schema.RefundBody);
      if (body === null) return reply;
      const { refunded_amount: amount, description = null, reference = null, order_lines: orderLines = null } = body;
      return write(
        request,
        reply,
        rules.refund({ amount, description, reference, orderLines }),
        () => "Refund not possible.",
      );
    });
    server.post(`${orders}/extend-authorization-time`, compat, (request, reply) =>
      write(request, reply, rules.extendAuthorization),
    );
    server.post(`${orders}/release-remaining-authorization`, compat, (request, reply) =>
      write(request, reply, rules.releaseAuthorization),
    );

    /** A read of an order: 404 in the API's words when it is not this merchant's. */
    const reading = async <T>(
      request: FastifyRequest,
      reply: FastifyReply,
      read: (orderId: string) => Promise<T | undefined>,
      answer: (found: T) => Answer,
    ) => {
      const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
      const found = isUuid(orderId) ? await read(orderId.toLowerCase()) : undefined;
      return send(
        request,
        reply,
        found === undefined ? refuse(request, "NO_SUCH_ORDER", `Order ${orderId} cannot be found`) : answer(found),
      );
    };
    const inTenant = <T>(request: FastifyRequest, work: Parameters<typeof database.forMerchants<T>>[1]): Promise<T> =>
      database.forMerchants([callerOf(request).merchantId], work);

    server.get(orders, (request, reply) =>
      reading(
        request,
        reply,
        (id) => inTenant(request, (tx) => readOrder(tx, callerOf(request), id)),
        (order) => json(200, order),
      ),
    );
    server.get(`${orders}/captures`, (request, reply) =>
      reading(
        request,
        reply,
        (id) => inTenant(request, (tx) => readCaptures(tx, callerOf(request), id)),
        (captures) => json(200, captures),
      ),
    );
    server.get(`${orders}/captures/:captureId`, (request, reply) =>
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
    server.get(`${orders}/captures/:captureId/extend-due-date-options`, (request, reply) =>
      write(request, reply, rules.dueDateOptions(captureOf(request))),
    );
    server.get(`${orders}/refunds/:refundId`, (request, reply) => {
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

    server.post("/v1/orders", { bodyLimit: 1_024 * 1_024 }, async (request, reply) => {
      const result = schema.OrderBody.safeParse(request.body ?? {});
      if (!result.success) return problem(reply, 422, "The order lacks something.", schema.sentencesOf(result.error));
      const key = request.headers["klarna-idempotency-key"] ?? request.headers["idempotency-key"];
      const once = typeof key === "string" && key !== "" ? `key:${sha256(key).toString("base64url")}` : null;
      const { orderId, trackingUrl, isNew } = await createOrder(callerOf(request), result.data, once);
      return reply
        .code(isNew ? 201 : 200)
        .header("location", `${locationBase}/ordermanagement/v1/orders/${orderId}`)
        .type("application/json; charset=utf-8")
        .send(JSON.stringify({ order_id: orderId, tracking_url: trackingUrl }));
    });
    server.post("/payments/v1/authorizations/:token/order", { bodyLimit: 1_024 * 1_024 }, async (request, reply) => {
      const result = schema.OrderBody.safeParse(request.body ?? {});
      if (!result.success) {
        const fields = [...new Set(result.error.issues.map(({ path }) => String(path[0] ?? "body")))];
        return send(request, reply, refuse(request, "BAD_VALUE", `Bad value: ${fields.join(", ")}`));
      }
      const { token = "" } = request.params as { token?: string }; // the route's pattern names it
      const { orderId, trackingUrl } = await createOrder(callerOf(request), result.data, `authorization:${token}`);
      return send(
        request,
        reply,
        json(200, {
          order_id: orderId,
          redirect_url: trackingUrl,
          fraud_status: "ACCEPTED",
          authorized_payment_method: { type: "invoice" },
        }),
      );
    });
  };
}

const edgeCodes: Readonly<Record<number, ErrorCode>> = {
  400: "BAD_VALUE",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "REQUEST_TOO_LARGE",
  414: "BAD_VALUE",
  415: "UNSUPPORTED_MEDIA_TYPE",
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
  return reply.type("application/json; charset=utf-8").send(answer.body);
}

function problem(reply: FastifyReply, status: number, title: string, errors: readonly string[]): FastifyReply {
  const body = { type: "about:blank", title, status, errors, correlation_id: reply.request.correlationId };
  return reply.code(status).type("application/problem+json; charset=utf-8").send(JSON.stringify(body));
}
