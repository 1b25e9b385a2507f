/**
 * From a change to messages, in two steps: decide and keep the decisions in one transaction, send after its commit, note each
 * sending in one of its own. Ended between sending and noting, the next worker sends the same message again under the same id:
 * at most one repetition per kill, which push services and mail programs fold into one.
 */
import { hours } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { completeWork, LeaseLost, planAgain, renewLease, type Work } from "#platform/due-work.ts";
import { type Message, type PlanDeps, planMessages } from "./plan.ts";
import { giveUpRecipient, readyToSend, type SendMessageDeps, sendMessage } from "./send-message.ts";
import { markFailed, markRequestHandled, markSent } from "./store.ts";

export interface SendDeps extends PlanDeps, SendMessageDeps {
  readonly database: Database;
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
    const ready = await inTx(async (tx) => {
      if (!(await renewLease(tx, work, clock.now()))) throw new LeaseLost(work);
      return readyToSend(deps, tx, message);
    });
    const outcome = await sendMessage(deps, message, ready);
    const now = clock.now();
    const isOver = outcome.kind === "gone" || (outcome.kind === "failed" && isLastWord(outcome, message, work));
    await inTx(async (tx) => {
      if (outcome.kind === "sent") await markSent(tx, work.shard, message.id, now);
      else await markFailed(tx, work.shard, message.id, isOver ? now : null, outcome.detail);
      if (outcome.kind === "gone") await giveUpRecipient(deps, tx, message, now);
    });
    const about = { channel: message.to.channel, kind: message.news.kind };
    if (outcome.kind === "sent") deps.log.info("notification_sent", about);
    else deps.log.warn("notification_failed", { ...about, reason: outcome.detail });
    // What the device or the merchant's webhook does not get, the e-mail may have to say.
    if (isOver && (message.to.channel === "push" || message.to.channel === "webhook")) again = now;
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

export const retryMs = { base: 5_000, cap: hours(1) } as const;
