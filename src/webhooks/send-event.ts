/** One event to one endpoint, signed; whatever the other side does is a value. */
import type { Clock } from "#platform/clock.ts";
import type { Egress } from "#platform/egress.ts";
import { visibleText } from "#platform/log.ts";
import { signatureHeaders } from "#platform/standard-webhooks.ts";
import { retryAfterOf } from "./schedule.ts";

/** As the feed shows it and webhooks carry it. */
export interface WebhookEvent {
  /** Made from its cause: a retry, a replay and the feed name the same. */
  readonly id: string;
  readonly type: string;
  /** ISO 8601 in UTC: when we recorded it. */
  readonly timestamp: string;
  readonly data: object;
}

export interface Sent {
  readonly outcome: "delivered" | "refused" | "unreachable";
  /** Null: nobody answered. Why is not told: it would tell of networks that are not the merchant's (S-06). */
  readonly status: number | null;
  readonly durationMs: number;
  /** What was answered, at most 1 KB of text. */
  readonly answer: string;
  readonly retryAfterMs: number | null;
}

const answerMax = 1_024;

export async function sendEvent(
  { egress, clock }: { readonly egress: Egress; readonly clock: Clock },
  to: { readonly url: string; readonly secrets: readonly string[] },
  event: WebhookEvent,
): Promise<Sent> {
  const body = JSON.stringify({ type: event.type, timestamp: event.timestamp, data: event.data });
  const startedMs = clock.monotonicMs();
  const answer = await egress.request({
    method: "POST",
    url: to.url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Posthorn-Webhooks",
      ...signatureHeaders(to.secrets, event.id, clock.now(), body),
    },
    body,
    purpose: "webhook",
  });
  const durationMs = Math.round(clock.monotonicMs() - startedMs);
  if (answer.kind === "failed")
    return { outcome: "unreachable", status: null, durationMs, answer: "", retryAfterMs: null };
  const { status, headers } = answer;
  const text = visibleText(answer.body.subarray(0, answerMax).toString()).slice(0, answerMax);
  const outcome = status >= 200 && status < 300 ? "delivered" : "refused";
  return { outcome, status, durationMs, answer: text, retryAfterMs: retryAfterOf(headers["retry-after"], clock.now()) };
}

export const eventOf = (entry: {
  readonly id: string;
  readonly type: string;
  readonly shipmentId: string;
  readonly orderId: string;
  readonly sequence: number;
  readonly data: object;
  readonly recordedAt: Date;
}): WebhookEvent => ({
  id: entry.id,
  type: entry.type,
  timestamp: entry.recordedAt.toISOString(),
  data: {
    shipment_id: entry.shipmentId === entry.orderId ? null : entry.shipmentId,
    order_id: entry.orderId,
    sequence: entry.sequence,
    ...entry.data,
  },
});
