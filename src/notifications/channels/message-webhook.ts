/** "Message wanted": a merchant's own tools write the shopper. Signed as Standard Webhooks says (W-01), thin (W-05), under the notification's id. */
import type { Egress } from "#platform/egress.ts";
import { signatureHeaders } from "#platform/standard-webhooks.ts";
import type { Outcome } from "./channel.ts";

/** What a merchant's tool needs to write: no address, name or number; the merchant knows them by its own reference. */
export interface WantedMessage {
  readonly id: string;
  /** What it is about: `delivered`. */
  readonly kind: string;
  /** As a person chooses: `delivered`. */
  readonly topic: string;
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly orderId: string;
  readonly merchantReference: string | null;
  /** Null: the message is about several parcels, or about the order. */
  readonly parcelId: string | null;
  readonly link: string;
}

export interface WebhookTarget {
  readonly url: string;
  /** The newest first; while one is replaced, both sign. */
  readonly secrets: readonly string[];
}

export interface MessageWebhooks {
  send(to: WebhookTarget, message: WantedMessage, now: Date): Promise<Outcome>;
}

export function createMessageWebhooks({ egress }: { readonly egress: Egress }): MessageWebhooks {
  return {
    async send(to, message, now) {
      const body = JSON.stringify({ type: "message.wanted", timestamp: now.toISOString(), data: dataOf(message) });
      const answer = await egress.request({
        method: "POST",
        url: to.url,
        headers: { "content-type": "application/json", ...signatureHeaders(to.secrets, message.id, now, body) },
        body,
        purpose: "webhook",
      });
      if (answer.kind === "failed")
        return { kind: "failed", temporary: answer.why !== "blocked", detail: `webhook ${answer.why}` };
      const detail = `webhook HTTP ${answer.status}`;
      if (answer.status >= 200 && answer.status < 300) return { kind: "sent" };
      // Only 410 says that nobody wants any more; every other answer may be a deployment that goes wrong (W-02).
      return answer.status === 410 ? { kind: "gone", detail } : { kind: "failed", temporary: true, detail };
    },
  };
}

const dataOf = (message: WantedMessage): object => ({
  id: message.id,
  kind: message.kind,
  topic: message.topic,
  language: message.language,
  title: message.title,
  text: message.text,
  order_id: message.orderId,
  merchant_reference: message.merchantReference,
  parcel_id: message.parcelId,
  link: message.link,
});
