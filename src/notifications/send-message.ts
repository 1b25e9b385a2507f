/** One message, by its channel: what has to be known just before it leaves, the sending, and what a failure means for the recipient. */
import type { Clock } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { derivedToken, idFromCause } from "#platform/ids.ts";
import type { Mailer } from "#platform/mail.ts";
import { SealBroken, type Vault, VaultClosed } from "#platform/vault.ts";
import type { Kind } from "./catalogue.ts";
import type { Outcome } from "./channels/channel.ts";
import { mailFor } from "./channels/mail.ts";
import type { MessageWebhooks } from "./channels/message-webhook.ts";
import { type Sms, smsText } from "./channels/sms.ts";
import type { Push } from "./channels/web-push.ts";
import type { Templates } from "./load-templates.ts";
import { targetOf } from "./message-webhook.ts";
import type { Message } from "./plan.ts";
import { forgetSubscription } from "./store.ts";
import { readSuppression, type SuppressionReason, suppress, suppressionKey } from "./suppression-store.ts";
import { topicOf, unsubscribeToken } from "./unsubscribe.ts";
import { shopperIdOf } from "./unsubscribe-store.ts";
import { disableWebhook, readMerchantReference } from "./webhook-store.ts";
import { wordsFor } from "./words.ts";

export interface SendMessageDeps {
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly push: Push;
  /** Null: this installation sends none. */
  readonly sms: Sms | null;
  readonly webhooks: MessageWebhooks;
  /** Null: no secret can be opened here. */
  readonly vault: Vault | null;
  readonly templates: Templates;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
}

/** What the database says just before a message leaves. */
export interface Ready {
  /** Why nothing is sent to this address any more; null: it is. */
  readonly suppressed: SuppressionReason | null;
  /** Of an e-mail: whom its link to stop them stands for; null: its address is none. */
  readonly shopperId: string | null;
  readonly merchantReference: string | null;
}

export async function readyToSend(deps: SendMessageDeps, tx: Tx, { to, order }: Message): Promise<Ready> {
  const nothing: Ready = { suppressed: null, shopperId: null, merchantReference: null };
  if (to.channel === "push") return nothing;
  if (to.channel === "webhook")
    return { ...nothing, merchantReference: await readMerchantReference(tx, order.shard, order.id) };
  const suppressed = await readSuppression(tx, keyOf(deps, to));
  if (to.channel === "sms" || suppressed !== null) return { ...nothing, suppressed };
  const email = parseEmail(to.address);
  return { ...nothing, shopperId: email === null ? null : await shopperIdOf(tx, email, deps.clock.now()) };
}

export async function sendMessage(deps: SendMessageDeps, message: Message, ready: Ready): Promise<Outcome> {
  if (ready.suppressed !== null) return { kind: "gone", detail: `suppressed: ${ready.suppressed}` };
  const { order, news, id, to, zone } = message;
  const words = wordsFor(news, order.locale, zone, deps.clock.now());
  const base = deps.publicBaseUrl.replace(/\/$/, "");
  const page = `${base}/o/${derivedToken(deps.linkSecret, "order-link", order.id)}`;
  const link = message.parcelId === null ? page : `${page}/p/${message.parcelId}`;
  const topic = topicOf(news.kind);
  switch (to.channel) {
    case "push":
      return deps.push.send(to.device, {
        id,
        title: words.title,
        body: words.body,
        language: words.says.locale,
        url: link,
        urgent: urgent.has(news.kind),
      });
    case "sms":
      if (deps.sms === null) return { kind: "failed", temporary: false, detail: "sms without a provider" };
      // The order's page has the shorter address.
      return deps.sms.send(to.phone, smsText({ title: words.title, body: words.body, link: page }));
    case "webhook": {
      const opened = await openTarget(deps, to.webhook);
      if (opened === null) return { kind: "failed", temporary: true, detail: "webhook secret cannot be opened" };
      const { merchantReference } = ready;
      const { title, body: text } = words;
      const about = { id, kind: news.kind, topic, language: words.says.locale, title, text, link };
      const which = { orderId: order.id, merchantReference, parcelId: message.parcelId };
      return deps.webhooks.send(opened, { ...about, ...which }, deps.clock.now());
    }
    case "email": {
      const { shopperId } = ready;
      if (shopperId === null) return { kind: "failed", temporary: false, detail: "not one e-mail address" };
      const host = new URL(base).hostname;
      const stop = `${base}/u/${unsubscribeToken(deps.linkSecret, { shopperId, topic })}`;
      const { estimate } = news;
      const arrives = estimate && {
        from: dayOf(estimate.from),
        until: estimate.through ? dayOf(estimate.through) : null,
      };
      const mail = mailFor({
        words,
        templates: deps.templates.of(order.merchantId),
        shop: order.shop,
        isOwn: order.isOwn,
        link,
        unsubscribeLink: `${stop}?lang=${words.says.locale.slice(0, 2)}`,
        publicBaseUrl: base,
        arrives,
      });
      return deps.mailer.send({
        ...mail,
        to: to.address,
        messageId: `<${id}@${host}>`,
        thread: `<${idFromCause("mails of", message.parcelId ?? order.id)}@${host}>`,
        headers: {
          "List-Unsubscribe": `<${stop}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          "Feedback-ID": `${news.kind}:${order.merchantId}:posthorn`,
          // No automatic answers to an automatic mail (RFC 3834).
          "Auto-Submitted": "auto-generated",
          "X-Auto-Response-Suppress": "All",
        },
      });
    }
  }
}

/** The recipient is gone on this channel: it is not tried again. */
export async function giveUpRecipient(deps: SendMessageDeps, tx: Tx, { to, order }: Message, now: Date): Promise<void> {
  switch (to.channel) {
    case "push":
      await forgetSubscription(tx, to.device.id);
      return;
    case "webhook":
      await disableWebhook(tx, order.merchantId, to.webhook.url, now);
      return;
    case "email":
    case "sms": {
      const reason = to.channel === "email" ? "bounce" : "gone";
      await suppress(tx, { key: keyOf(deps, to), channel: to.channel, reason }, now);
    }
  }
}

/** What is worth waking a sleeping device for. */
const urgent: ReadonlySet<string> = new Set<Kind>([
  "out_for_delivery",
  "problem_action",
  "action_reminder",
  "pickup_last_day",
]);

const keyOf = (
  { linkSecret }: SendMessageDeps,
  to: Extract<Message["to"], { readonly channel: "email" | "sms" }>,
): string => suppressionKey(linkSecret, to.channel, to.channel === "email" ? to.address : to.phone);

const dayOf = (local: string): string => local.slice(0, 10);

async function openTarget({ vault, clock }: SendMessageDeps, row: Parameters<typeof targetOf>[1]) {
  try {
    return vault === null ? null : await targetOf({ vault, clock }, row);
  } catch (error) {
    // The operator can mend the one, the merchant the other; the news waits.
    if (error instanceof VaultClosed || error instanceof SealBroken) return null;
    throw error;
  }
}
