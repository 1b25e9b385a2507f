/** Web Push: encrypted for one device (RFC 8291), signed as ours (RFC 8292), sent again under the same topic (RFC 8030, R-07). */
import webPush from "web-push";
import type { Egress } from "#platform/egress.ts";
import type { Outcome } from "./channel.ts";

export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface PushMessage {
  /** The notification's id: topic and tag, so that a repetition replaces and does not add. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** BCP 47. */
  readonly language: string;
  readonly url: string;
  readonly urgent: boolean;
}

export interface Push {
  send(to: PushSubscription, message: PushMessage): Promise<Outcome>;
}

export interface Vapid {
  readonly publicKey: string;
  readonly privateKey: string;
  /** `mailto:` or `https:`, by which a push service reaches the operator. */
  readonly subject: string;
}

const daySeconds = 86_400;

export function createPush({ egress, vapid }: { readonly egress: Egress; readonly vapid: Vapid }): Push {
  // Push services want a contact of these two kinds; an installation without TLS has only an http address to offer.
  const subject = /^(mailto|https):/.test(vapid.subject)
    ? vapid.subject
    : `mailto:postmaster@${new URL(vapid.subject).hostname}`;
  const canSign = isUsable({ ...vapid, subject });
  return {
    async send(to, message) {
      // The operator's mistake, not the device's: its subscription stays.
      if (!canSign) return { kind: "failed", temporary: false, detail: "push without a usable VAPID key" };
      let details: webPush.RequestDetails & { body: Buffer };
      try {
        details = webPush.generateRequestDetails(
          { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
          payloadOf(message),
          {
            vapidDetails: { ...vapid, subject },
            TTL: daySeconds,
            topic: message.id.replaceAll("-", ""),
            urgency: message.urgent ? "high" : "normal",
            contentEncoding: "aes128gcm",
          },
        );
      } catch {
        // The device's keys are no keys: it can never be reached.
        return { kind: "gone", detail: "push keys are none" };
      }
      const answer = await egress.request({
        method: "POST",
        url: details.endpoint,
        headers: Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)])),
        body: details.body,
        timeoutMs: 10_000,
        maxBodyBytes: 64_000,
        purpose: "push",
      });
      if (answer.kind === "failed")
        return { kind: "failed", temporary: answer.why !== "blocked", detail: `push ${answer.why}` };
      if (answer.status >= 200 && answer.status < 300) return { kind: "sent" };
      if (answer.status === 404 || answer.status === 410) return { kind: "gone", detail: `push HTTP ${answer.status}` };
      const temporary = answer.status === 429 || answer.status >= 500;
      return { kind: "failed", temporary, detail: `push HTTP ${answer.status}` };
    },
  };
}

function isUsable({ publicKey, privateKey, subject }: Vapid): boolean {
  try {
    webPush.getVapidHeaders("https://push.example", subject, publicKey, privateKey, "aes128gcm");
    return true;
  } catch {
    return false;
  }
}

/** What a lock screen may show: no name, address, number or code (B-05). The service worker shows it as it is. */
const payloadOf = ({ id, title, body, language, url }: PushMessage): string =>
  JSON.stringify({ title, body, tag: id, lang: language, url });
