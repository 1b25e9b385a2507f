/** The merchant's API over HTTP: Order Management v1, our own order call, and the Payments call as an alias. Each route is a line or two. */
import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { createAllowance } from "#platform/allowance.ts";
import type { Clock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { type EdgeError, edgeErrorOf, type RoutePlugin, writeErrorsUnder } from "#platform/http-server.ts";
import { isUuid, sha256 } from "#platform/ids.ts";
import { JsonFault } from "#platform/json.ts";
import type { Log } from "#platform/log.ts";
import type { Caller, MerchantRoutes } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { createAcceptor, patienceMs } from "./accept.ts";
import { createAuthenticator } from "./authenticate.ts";
import { type CallFault, type CallFaults, noCallFaults } from "./call-faults.ts";
import { createOrderWith, emailOf, type NotMade, type Once } from "./create-order.ts";
import { type Answer, type ErrorCode, empty, errorCatalogue, json, refused } from "./errors.ts";
import { listOrders, OrderList, OrdersQuery } from "./list-orders.ts";
import * as rules from "./order.ts";
import type { Passes } from "./passes.ts";
import { createRateLimit, wholeQuota } from "./rate-limit.ts";
import { readCaptures, readOrder, readRefund } from "./read-order.ts";
import * as schema from "./schema.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller?: Caller;
    /** The body was no JSON. */
    isBrokenJson?: boolean;
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
  /** What `whatBecame` answers, for the document of the API. */
  readonly whatBecameAnswer?: z.ZodType;
  /** What became of an order's shipping info (`intake/what-became.ts`); null: no such order of this caller. */
  readonly whatBecame: (reader: Caller, orderId: string) => Promise<object | null>;
  /** Routes of other folders that belong to the merchant's API. */
  readonly more?: readonly MerchantRoutes<ErrorCode>[];
  /** Who is told of calls that were not taken. */
  readonly faults?: CallFaults;
  /** For calls from within the program. */
  readonly passes?: Passes;
  /** Calls per second and merchant. */
  readonly limits?: Readonly<Record<"live" | "test", number>>;
}

/** Of one network. */
const wrongKeys = { calls: 120, windowMs: 60_000 } as const;
/** Larger than the 1 MB of the other calls, because 500 entries at their limits are (section 10, no. 16). */
const withShippingInfo = { bodyLimit: 2 * 1_024 * 1_024, config: { textKeys: schema.textKeys } };
const compat = { bodyLimit: 1_024 * 1_024, config: { textKeys: schema.textKeys } };
/** For the OpenAPI document; Fastify itself checks nothing by it, `parsed` does. */
const described = <Options extends object>(options: Options, summary: string, body?: z.ZodType) => ({
  ...options,
  schema: { summary, ...(body === undefined ? {} : { body }) },
});

/** With what it answers, where that is known: the document of the API says it. */
const answering = <Options extends { readonly schema: object }>(options: Options, answer: z.ZodType | undefined) => ({
  ...options,
  schema: {
    ...options.schema,
    ...(answer === undefined ? {} : { response: { 200: answer, 401: Problem, 403: Problem, 404: Problem } }),
  },
});

export function createOrdersRoutes(options: OrdersOptions): RoutePlugin {
  const { database, clock, log } = options;
  const authenticate = createAuthenticator({ database, clock, passes: options.passes });
  const allowance = createRateLimit(clock, options.limits);
  const quotaOfNobody = wholeQuota(options.limits);
  // M-04, E-13: whoever guesses is slowed down by his network; a right key from there is looked at first, and taken.
  const failedTries = createAllowance(clock, wrongKeys);
  const locationBase = options.locationForm === "absolute" ? options.publicBaseUrl : "";
  const { faults = noCallFaults } = options;
  const acceptor = createAcceptor({ database, clock, log, wakeups: options.wakeups, locationBase, faults });
  const createOrder = createOrderWith({
    database,
    clock,
    linkSecret: options.linkSecret,
    publicBaseUrl: options.publicBaseUrl,
    log,
    faults,
  });

  /** Errors in the form of the API that was called: ours are problem documents, the others as their clients know them. */
  const apiError = (reply: FastifyReply, { status, sentence }: EdgeError): FastifyReply => {
    if (status === 503) reply.header("retry-after", "2");
    // Every answer has the rate headers (section 3), also where the edge refuses before a key is looked at.
    if (!reply.hasHeader("x-ratelimit-limit")) reply.headers(quotaOfNobody);
    const code = edgeCodes[status] ?? "INTERNAL_SERVER_ERROR";
    return send(reply.request, reply, refuseAs(reply.request, status, code, sentence));
  };

  const routes = async (server: FastifyInstance) => {
    server.addHook("onRequest", async (request, reply) => {
      reply.headers(quotaOfNobody);
      const caller = await inTime(authenticate(request.headers.authorization));
      if (caller === null) {
        log.warn("key_rejected", {
          correlationId: request.correlationId,
          route: request.routeOptions.url ?? "unknown",
        });
        const { isAllowed, retryAfterSeconds } = failedTries(request.ip);
        if (!isAllowed) {
          log.warn("rate_limited", { correlationId: request.correlationId, reason: "wrong keys" });
          reply.header("retry-after", String(retryAfterSeconds));
          const sentence = "Too many calls without a valid key from your network. A right one is taken at any time.";
          return send(request, reply, refuse(request, "TOO_MANY_REQUESTS", sentence));
        }
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
      // No text of the database holds it (E-06); in a path it is part of no id.
      if (/\?.*%00/.test(request.url))
        return send(
          request,
          reply,
          refuse(request, "BAD_VALUE", "The query holds the character U+0000, which is in no text."),
        );
      const scope = request.method === "GET" || request.method === "HEAD" ? "read" : "shipments:write";
      if (isOrderCall(request) && !caller.scopes.includes(scope)) {
        log.warn("access_denied", { correlationId: request.correlationId, merchantId: caller.merchantId, why: scope });
        return send(request, reply, refuse(request, "FORBIDDEN", `This key lacks the scope ${scope}.`));
      }
    });
    server.addHook("onSend", async (request, reply, payload) => {
      noteCall(faults, request, reply.statusCode, payload);
      return payload;
    });
    server.setErrorHandler(async (error, request, reply) => {
      if (error instanceof JsonFault) request.isBrokenJson = true;
      const { status, sentence } = edgeErrorOf(error, request, log);
      // A body that came as a whole and is no good is a refusal like others: the answer of its key from now on (section 5).
      if (request.caller !== undefined && (error instanceof JsonFault || status === 413 || status === 415)) {
        const refusal = new Refusal(refuseAs(request, status, edgeCodes[status] ?? "BAD_VALUE", sentence));
        const url = request.routeOptions.url ?? "";
        if (url.startsWith("/ordermanagement/")) return refuseOnce(request, reply, refusal);
        if (/^\/(v1\/orders|payments)\b/.test(url)) return answerOrderCall(request, reply, refusal);
      }
      return apiError(reply, { status, sentence });
    });

    /** A write of an order: its idempotency key, its order, its rule; answered after the commit. */
    const write = async (
      request: FastifyRequest,
      reply: FastifyReply,
      wanted: rules.Call | Refusal,
      failed: (orderId: string) => string = () => "",
      rows = 1,
    ) => {
      const key = request.method === "GET" ? undefined : keyOf(request);
      if (key === "bad") return send(request, reply, refuse(request, ...badKey));
      const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
      const unknownOrder = [`Order ${orderId} cannot be found.`, failed(orderId)].join(" ").trim();
      if (!isUuid(orderId))
        return refuseOnce(request, reply, new Refusal(refuse(request, "NO_SUCH_ORDER", unknownOrder)));
      if (wanted instanceof Refusal) return refuseOnce(request, reply, wanted);
      const answer = await acceptor.accept({
        ...aboutCall(request),
        orderId: orderId.toLowerCase(),
        idempotency: key === undefined ? null : hashesOf(key, request),
        call: wanted,
        rows,
        unknownOrder,
      });
      return send(request, reply, answer);
    };
    /** A refusal, too, is the one answer of its key; without a key there is nothing to remember. */
    const refuseOnce = async (request: FastifyRequest, reply: FastifyReply, { answer: refusal }: Refusal) => {
      const key = keyOf(request);
      if (key === undefined || key === "bad") return send(request, reply, refusal);
      const answer = await acceptor.accept({
        ...aboutCall(request),
        orderId: "",
        idempotency: hashesOf(key, request),
        call: rules.nothing,
        rows: 1,
        refusal,
        unknownOrder: "",
      });
      return send(request, reply, answer);
    };
    /** The body by its schema, or what is wrong with it, fault by fault. */
    const parsed = <T>(request: FastifyRequest, shape: z.ZodType<T>): T | Refusal => {
      const result = schema.parsedBody(shape, request.body);
      if ("value" in result) return result.value;
      return new Refusal(refuse(request, "UNPROCESSABLE_ENTITY", ...schema.sentencesOf(result.faults)));
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

    /** Our own order call and the Payments call: once per key, and for the latter once per token. */
    const answerOrderCall = async (request: FastifyRequest, reply: FastifyReply, order: schema.OrderBody | Refusal) => {
      const isOwn = request.url.startsWith("/v1/");
      const key = keyOf(request);
      if (key === "bad") return send(request, reply, refuse(request, ...badKey));
      const { token = null } = request.params as { token?: string }; // the alias' pattern names it
      const once: Once = {
        idempotency:
          key === undefined ? null : { ...hashesOf(key, request), path: aboutCall(request).path, comparesBody: isOwn },
        authorizationToken: token === null ? null : sha256(token).toString("base64url"),
      };
      const wanted = order instanceof Refusal ? { refusal: order.answer } : order;
      const made =
        "refusal" in wanted && key === undefined ? wanted : await inTime(createOrder(callerOf(request), wanted, once));
      if (typeof made === "string") return send(request, reply, refuse(request, ...notMade[made]));
      if ("refusal" in made) return send(request, reply, made.refusal);
      const { orderId, trackingUrl } = made;
      if (isOwn) {
        reply.header("location", `${locationBase}/ordermanagement/v1/orders/${orderId}`);
        return send(request, reply, json(201, { order_id: orderId, tracking_url: trackingUrl }));
      }
      const answer = {
        order_id: orderId,
        redirect_url: trackingUrl,
        fraud_status: "ACCEPTED",
        authorized_payment_method: { type: "invoice" },
      };
      return send(request, reply, json(200, answer));
    };

    const own = described(compat, "Create an order", schema.OwnOrderBody);
    server.post("/v1/orders", own, async (request, reply) => {
      const result = schema.parsedBody(schema.OwnOrderBody, request.body);
      if ("value" in result) {
        const order = result.value;
        return answerOrderCall(request, reply, { ...order, order_amount: order.order_amount ?? schema.totalOf(order) });
      }
      const sentences = ["The order cannot be taken as it is.", ...schema.sentencesOf(result.faults)];
      return answerOrderCall(request, reply, new Refusal(refuse(request, "UNPROCESSABLE_ENTITY", ...sentences)));
    });
    server.get(
      "/v1/orders",
      {
        ...compat,
        schema: {
          summary: "List your orders, newest first",
          querystring: OrdersQuery,
          response: { 200: OrderList, 400: Problem, 401: Problem, 403: Problem },
        },
      },
      async (request, reply) => {
        const query = OrdersQuery.safeParse(request.query);
        const sentence =
          "created_since is a time such as 2026-11-24T00:00:00Z; limit is 1 to 100; after is the next of the page before.";
        const listed = query.success ? await inTime(listOrders(options, callerOf(request), query.data)) : null;
        return send(request, reply, listed === null ? refuse(request, "BAD_VALUE", sentence) : json(200, listed));
      },
    );
    server.get(
      "/v1/orders/:orderId/deliveries",
      answering(
        described(compat, "What became of the order's shipping info: deliveries, and reasons why not"),
        options.whatBecameAnswer,
      ),
      async (request, reply) => {
        const { orderId = "" } = request.params as { orderId?: string }; // the route's pattern names it
        const became = isUuid(orderId)
          ? await inTime(options.whatBecame(callerOf(request), orderId.toLowerCase()))
          : null;
        return became === null
          ? send(request, reply, refuse(request, "NO_SUCH_ORDER", `Order ${orderId} cannot be found.`))
          : send(request, reply, json(200, became));
      },
    );
    const alias = described(compat, "Create an order: the Payments call, any token once", schema.OrderBody);
    server.post("/payments/v1/authorizations/:token/order", alias, async (request, reply) => {
      const { token } = request.params as { token?: string }; // the route's pattern names it
      if (token === "") return send(request, reply, refuse(request, "NOT_FOUND", "There is no authorization token."));
      const result = schema.parsedBody(schema.OrderBody, request.body);
      if ("value" in result) return answerOrderCall(request, reply, result.value);
      const fields = [...new Set(result.faults.map(({ path }) => String(path[0] ?? "body")))];
      const refusal = refuse(request, "BAD_VALUE", `Bad value: ${fields.join(", ")}`);
      return answerOrderCall(request, reply, new Refusal(refusal));
    });

    for (const routesOf of options.more ?? [])
      await server.register(
        routesOf({
          callerOf,
          refuse: (request, reply, code, ...messages) => send(request, reply, refuse(request, code, ...messages)),
          inTime,
          answer: (request, reply, status, body) =>
            send(request, reply, body === undefined ? empty(204) : json(status, body)),
        }),
      );
  };

  return async (server: FastifyInstance) => {
    for (const prefix of ["/ordermanagement/", "/payments/"]) writeErrorsUnder(server, prefix, apiError);
    await server.register(routes);
  };
}

/** Why the call is not executed, before its order is looked at. */
class Refusal {
  readonly answer: Answer;
  constructor(answer: Answer) {
    this.answer = answer;
  }
}

const badKey = ["UNPROCESSABLE_ENTITY", "Klarna-Idempotency-Key must be 1 to 255 printable characters"] as const;
const notMade: Readonly<Record<NotMade, readonly [ErrorCode, string]>> = {
  "key used elsewhere": ["CONFLICT", "This idempotency key was used for another call. Nothing was done."],
  "key used with another body": [
    "UNPROCESSABLE_ENTITY",
    "This idempotency key was used with another body. Nothing was done.",
  ],
  "key still running": ["CONFLICT", "A call with this idempotency key is still running. Send it again in a moment."],
};

/** The calls of this folder; those of others check their scopes themselves. */
const isOrderCall = ({ routeOptions }: FastifyRequest): boolean =>
  /^\/(?:ordermanagement|payments|v1\/orders)\b/.test(routeOptions.url ?? "");

/** What the integration report says of calls that write: taken without a key, or not taken. */
function noteCall(faults: CallFaults, request: FastifyRequest, status: number, payload: unknown): void {
  const { caller, method, correlationId } = request;
  const route = request.routeOptions.url ?? "";
  if (caller === undefined || method === "GET" || !isOrderCall(request)) return;
  const tell = (code: CallFault, sentence: string | null): void =>
    faults.note(caller, { code, route: `${method} ${route}`, sentence, correlationId });
  if (status < 400) {
    if (!route.startsWith("/payments") && keyOf(request) === undefined) tell("no_key", null);
  } else if ([400, 413, 415, 422].includes(status))
    tell(request.isBrokenJson ? "json_broken" : "call_refused", sentenceIn(payload));
}

/** An error in either API's form. */
const SaidError = z.object({
  error_messages: z.array(z.string()).optional(),
  title: z.string().optional(),
  errors: z.array(z.string()).optional(),
});

/** Our own answer's messages. */
function sentenceIn(payload: unknown): string {
  const answer: unknown = typeof payload === "string" ? JSON.parse(payload) : {};
  const { error_messages = [], title, errors = [] } = SaidError.safeParse(answer).data ?? {};
  return [...error_messages, ...(title === undefined ? [] : [title]), ...errors].join(" ");
}

/** Header bytes arrive as Latin-1. What is UTF-8 is read as such: a key is any text of printable characters (section 5). */
function keyOf({ headers, url }: FastifyRequest): { readonly text: string } | "bad" | undefined {
  const sent = headers["klarna-idempotency-key"] ?? (url.startsWith("/v1/") ? headers["idempotency-key"] : undefined);
  if (sent === undefined) return undefined;
  const bytes = Buffer.from(String(sent), "latin1");
  const text = bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
  return /^[^\p{Cc}\p{Zl}\p{Zp}]{1,255}$/u.test(text) ? { text } : "bad";
}

const hashesOf = ({ text }: { readonly text: string }, { body }: FastifyRequest) => ({
  keyHash: sha256(text),
  bodyHash: sha256(JSON.stringify(body ?? null)),
});

/** Who calls what, as far as the acceptor wants to know. */
const aboutCall = (request: FastifyRequest) => ({
  merchantId: callerOf(request).merchantId,
  mode: callerOf(request).mode,
  method: request.method,
  path: request.url.split("?")[0] ?? "",
  correlationId: request.correlationId,
});

/** A database that hangs is a database that is gone. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable("no answer in time")), patienceMs);
  });
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const edgeCodes: Readonly<Record<number, ErrorCode>> = {
  400: "BAD_VALUE",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "NOT_FOUND",
  413: "REQUEST_TOO_LARGE",
  414: "BAD_REQUEST",
  415: "UNSUPPORTED_MEDIA_TYPE",
  431: "BAD_REQUEST",
  503: "TEMPORARILY_UNAVAILABLE",
};

const refuse = (request: FastifyRequest, code: ErrorCode, ...messages: string[]): Answer =>
  refuseAs(request, errorCatalogue[code].status, code, ...messages);

/** Our own calls answer problem documents (RFC 9457): the first message is the title, the others are its details. */
function refuseAs(request: FastifyRequest, status: number, code: ErrorCode, ...messages: string[]): Answer {
  const { correlationId } = request;
  if (!request.url.startsWith("/v1/")) return { ...refused(code, messages, correlationId), status };
  const [title, ...errors] = messages;
  const details = errors.length > 0 ? { errors } : {};
  return { code, ...json(status, { type: "about:blank", title, status, ...details, correlation_id: correlationId }) };
}

function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error("A route was reached without authentication.");
  return request.caller;
}

/** 201 has no body and no type, 204 neither; a body is JSON. */
function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  const isError = answer.status >= 400;
  // An error says the same id in header and body (section 3); of a replay both are the first call's.
  const correlationId = isError ? String(JSON.parse(answer.body).correlation_id) : request.correlationId;
  reply.code(answer.status).headers(answer.headers).header("klarna-correlation-id", correlationId);
  if (answer.body === "") {
    if (answer.status !== 204) reply.header("content-length", "0");
    return reply.send();
  }
  const type = isError && request.url.startsWith("/v1/") ? "application/problem+json" : "application/json";
  return reply.type(`${type}; charset=utf-8`).send(answer.body);
}
