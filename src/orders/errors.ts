/** The errors of the Order Management API: one catalogue, the same as docs/errors.md. A code is never used for another thing. */

export const errorCatalogue = {
  BAD_VALUE: {
    status: 400,
    meaning:
      "The JSON is broken, an order call lacks a value, or the address cannot be read. The message names line and column, or the fields.",
  },
  BAD_REQUEST: {
    status: 400,
    meaning:
      "It is not HTTP as we read it. Also with 408 (it came too slowly), 414 (its address is longer than 4 KB) and 431 (its headers are larger than 16 KB).",
  },
  UNAUTHORIZED: { status: 401, meaning: "The credential is missing, wrong or disabled." },
  FORBIDDEN: { status: 403, meaning: "Plain http, or the key's scopes do not cover this call." },
  CAPTURE_NOT_ALLOWED: {
    status: 403,
    meaning:
      "The order is cancelled, expired or closed, or the amount is higher than what is left of the authorization.",
  },
  CANCEL_NOT_ALLOWED: { status: 403, meaning: "The order has captures, or is closed." },
  REFUND_NOT_ALLOWED: { status: 403, meaning: "There is nothing captured, or less than the refund." },
  NOT_ALLOWED: { status: 403, meaning: "The order's state does not allow this change." },
  NO_SUCH_ORDER: { status: 404, meaning: "No order of yours has this id." },
  NO_SUCH_CAPTURE: { status: 404, meaning: "The order has no such capture." },
  NOT_FOUND: { status: 404, meaning: "No refund of this order has this id, or there is nothing at this address." },
  NO_SUCH_CONNECTION: {
    status: 404,
    meaning: "There is no connection of this name, or you have entered no credential for it.",
  },
  NO_SUCH_SHIPMENT: { status: 404, meaning: "You have no shipment of this id." },
  NO_SUCH_WEBHOOK: { status: 404, meaning: "You have no webhook of this id." },
  CONFLICT: {
    status: 409,
    meaning:
      "This idempotency key was used on another method or path, or its first call is still running. Nothing was done.",
  },
  CURSOR_TOO_OLD: {
    status: 410,
    meaning: "The events that come next are older than 30 days and gone. Begin anew without after=.",
  },
  REQUEST_TOO_LARGE: { status: 413, meaning: "The body is too large: 1 MB, or 2 MB with shipping info." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: "A body came with another type than application/json." },
  UNPROCESSABLE_ENTITY: {
    status: 422,
    meaning: "A value is missing, too long or of the wrong type. The messages name each.",
  },
  INVALID_ADDRESS: { status: 422, meaning: "The shipping address cannot be used. The messages say why." },
  TOO_MANY_REQUESTS: {
    status: 429,
    meaning: "More calls in this second than your limit. Retry-After and X-Ratelimit-Reset say when to go on.",
  },
  INTERNAL_SERVER_ERROR: { status: 500, meaning: "A fault on our side, logged under the correlation id." },
  NO_MASTER_KEY: {
    status: 501,
    meaning: "This installation keeps no carrier credentials: its operator has set no master key.",
  },
  TEMPORARILY_UNAVAILABLE: {
    status: 503,
    meaning: "We cannot store anything right now. Nothing was accepted; repeat after Retry-After seconds.",
  },
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

/** What a call is answered with, before it becomes HTTP. Stored with its idempotency key, so it is plain data. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For logs; not sent. */
  readonly code?: ErrorCode;
}

export const empty = (status: 201 | 204, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: "",
});

export const json = (status: number, body: unknown): Answer => ({ status, headers: {}, body: JSON.stringify(body) });

/** A replay says the same bytes, so it carries the correlation id of the first call, here and in the header. */
export function refused(code: ErrorCode, messages: readonly string[], correlationId: string): Answer {
  return {
    status: errorCatalogue[code].status,
    headers: {},
    body: JSON.stringify({ error_code: code, error_messages: messages, correlation_id: correlationId }),
    code,
  };
}

/** docs/errors.md, made from the catalogue. */
export function errorsPage(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, meaning }]) => `| ${status} | \`${code}\` | ${meaning} |`,
  );
  return `# Errors of the merchant's API

Every error of the Order Management API has this body; \`error_code\` is the part for programs, the messages are for people:

\`\`\`json
{ "error_code": "NO_SUCH_ORDER", "error_messages": ["Order … cannot be found"], "correlation_id": "…" }
\`\`\`

The correlation id is also in the header \`Klarna-Correlation-Id\` of every answer; give it to support. Our own calls below \`/v1\` answer with
\`application/problem+json\`: \`title\`, \`status\`, \`errors\`, \`correlation_id\`.

| status | code | meaning and what to do |
|---|---|---|
${rows.join("\n")}

Repeat a call after 429, 500 and 503 only, with the same \`Klarna-Idempotency-Key\`: it is executed once within 24 hours.
Every other answer belongs to its key for as long: what is mended is a new call, with a key of its own.
This page is made from the catalogue in \`src/orders/errors.ts\` by \`node scripts/errors-docs.ts\`.
`;
}
