/**
 * From a change to messages, in two steps: decide and keep the decisions in one transaction, send after its commit, note each
 * sending in one of its own. Ended between sending and noting, the next worker sends the same message again under the same id:
 * at most one repetition per kill, which push services and mail programs fold into one.
 */
import { hours } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { completeWork, LeaseLost, planAgain, renewLease, type Work } from "#platform/due-work.ts";
import { derivedToken } from "#platform/ids.ts";
import type { Mailer } from "#platform/mail.ts";
import type { Outcome } from "./channels/channel.ts";
import { mailFor } from "./channels/mail.ts";
import type { Push } from "./channels/web-push.ts";
import { type Message, type PlanDeps, planMessages } from "./plan.ts";
import { zoneOfCountry } from "./quiet-hours.ts";
import { forgetSubscription, markFailed, markRequestHandled, markSent } from "./store.ts";
import { wordsFor } from "./words.ts";

export interface SendDeps extends PlanDeps {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly push: Push;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
}

/** Something did not get through and may later; the caller plans a retry. */
export class NotSent extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "NotSent";
  }
}

/** Handles one piece of `notify` work to its end; the caller keeps its lease meanwhile. Throws LeaseLost, NotSent, DatabaseUnavailable. */
export async function notify(deps: SendDeps, work: Work): Promise<void> {
  const { database, clock } = deps;
  const inTx = <T>(does: (tx: Tx) => Promise<T>): Promise<T> => database.forMerchants([work.merchantId], does);
  const plan = await inTx(async (tx) => {
    if (!(await renewLease(tx, work, clock.now()))) throw new LeaseLost(work);
    const made = await planMessages(deps, tx, work);
    const settled = made ?? { messages: [], again: null };
    if (settled.messages.length === 0) await finish(tx, work, settled.again);
    return settled;
  });
  if (plan.messages.length === 0) return;

  let again = plan.again;
  let notSent: string | null = null;
  for (const message of plan.messages) {
    if (!(await inTx((tx) => renewLease(tx, work, clock.now())))) throw new LeaseLost(work);
    const outcome = await sendOne(deps, message);
    const now = clock.now();
    const isOver = outcome.kind === "gone" || (outcome.kind === "failed" && isLastWord(outcome, message, work));
    await inTx(async (tx) => {
      if (outcome.kind === "sent") await markSent(tx, work.shard, message.id, now);
      else await markFailed(tx, work.shard, message.id, isOver ? now : null, outcome.detail);
      if (outcome.kind === "gone" && message.to.channel === "push") await forgetSubscription(tx, message.to.device.id);
    });
    const about = { channel: message.to.channel, kind: message.news.kind };
    if (outcome.kind === "sent") deps.log.info("notification_sent", about);
    else deps.log.warn("notification_failed", { ...about, reason: outcome.detail });
    // What the device does not get, the e-mail may have to say.
    if (isOver && message.to.channel === "push") again = now;
    if (outcome.kind === "failed" && !isOver) notSent = outcome.detail;
  }
  if (notSent !== null) throw new NotSent(notSent);
  await inTx(async (tx) => {
    await markRequestHandled(tx, work.shard, work.subject, clock.now());
    await finish(tx, work, again);
  });
}

/** A push service that is away for a quarter of an hour must not keep the news: e-mail is another way, for e-mail there is none. */
const isLastWord = (failure: { readonly temporary: boolean }, message: Message, work: Work): boolean =>
  !failure.temporary || (message.to.channel === "push" && work.attempts >= pushAttemptsMax);
const pushAttemptsMax = 9;

const finish = (tx: Tx, work: Work, again: Date | null): Promise<void> =>
  again === null ? completeWork(tx, work) : planAgain(tx, work, again);

function sendOne(deps: SendDeps, message: Message): Promise<Outcome> {
  const { order, news, id, to } = message;
  const words = wordsFor(news, order.locale, zoneOfCountry(order.country), deps.clock.now());
  const base = deps.publicBaseUrl.replace(/\/$/, "");
  const page = `${base}/o/${derivedToken(deps.linkSecret, "order-link", order.id)}`;
  const link = message.parcelId === null ? page : `${page}/p/${message.parcelId}`;
  if (to.channel === "push")
    return deps.push.send(to.device, {
      id,
      title: words.title,
      body: words.body,
      language: words.says.locale,
      url: link,
      urgent: news.kind === "out_for_delivery" || news.kind === "problem_action",
    });
  const arrivesUntil = (news.estimate?.through ?? news.estimate?.from)?.slice(0, 10) ?? null;
  const mail = mailFor({ words, shop: order.shop, link, publicBaseUrl: base, arrivesUntil });
  return deps.mailer.send({
    ...mail,
    to: to.address,
    messageId: `<${id}@${new URL(base).hostname}>`,
    // No automatic answers to an automatic mail (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  });
}

export const retryMs = { base: 5_000, cap: hours(1) } as const;
