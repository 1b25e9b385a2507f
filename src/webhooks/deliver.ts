/** An endpoint's turn: what is due for it, in order, until nothing is or it does not answer. Never begun by two workers at once. */
import { days } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { completeWork, LeaseLost, planAgain, renewLease, type Work } from "#platform/due-work.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer } from "#platform/mail.ts";
import { type EndpointDeps, secretsOf } from "./endpoint.ts";
import { switchedOffMail } from "./mails.ts";
import { attemptsMax, nextAttempt } from "./schedule.ts";
import { eventOf, type Sent, sendEvent } from "./send-event.ts";
import * as store from "./store.ts";

export interface DeliverDeps extends EndpointDeps {
  readonly database: Database;
  readonly log: Log;
  readonly egress: Parameters<typeof sendEvent>[0]["egress"];
  readonly mailer: Mailer;
  /** For jitter; left out: by chance. */
  readonly random?: () => number;
}

/** Sent at a time: a large backlog is gone in many turns, and others have theirs between them. */
const batch = 20;
const batchesMax = 10;
/** At once to one endpoint; what is about one shipment goes one after the other. */
const atOnce = 4;
/** After so many failures in a row the turn ends: the rest would fail as well, and costs a lane. */
const patience = 3;
const failingMax = days(5);

export async function deliver(deps: DeliverDeps, work: Work): Promise<void> {
  const { database, clock } = deps;
  const { merchantId, subject: id } = work;
  const within = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => database.forMerchants([merchantId], act);
  let failures = 0;
  for (let round = 0; round < batchesMax && failures < patience; round += 1) {
    const endpoint = await within((tx) => store.readWebhook(tx, merchantId, id));
    if (endpoint === undefined || endpoint.disabledAt !== null || endpoint.pausedAt !== null)
      return within((tx) => completeWork(tx, work));
    const due = await within((tx) => store.readDue(tx, endpoint, clock.now(), batch));
    if (due.length === 0) break;
    const to = { url: endpoint.url, secrets: await secretsOf(deps, endpoint) };
    const queues = [...Map.groupBy(due, ({ shipmentId }) => shipmentId).values()];
    const lane = async (): Promise<void> => {
      for (let queue = queues.shift(); queue !== undefined; queue = queues.shift())
        for (const delivery of queue) {
          if (failures >= patience) return;
          const sent = await sendEvent(deps, to, eventOf(delivery));
          failures = sent.outcome === "delivered" ? 0 : failures + 1;
          await record(deps, work, endpoint, delivery, sent);
        }
    };
    await allOrFirstFault(Array.from({ length: Math.min(atOnce, queues.length) }, lane));
  }
  await within(async (tx) => {
    // With the row locked: what was planned while we worked is seen here, or plans itself anew afterwards.
    if (!(await renewLease(tx, work, clock.now()))) throw new LeaseLost(work);
    const next = await store.readNextDue(tx, merchantId, id);
    const pausedUntil = failures >= patience ? new Date(clock.now().getTime() + restMs) : clock.now();
    if (next === null) await completeWork(tx, work);
    else await planAgain(tx, work, next > pausedUntil ? next : pausedUntil);
  });
}
const restMs = 5_000;

/** All lanes end before one's fault is told, so that nothing goes on behind the caller's back. */
async function allOrFirstFault(lanes: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(lanes);
  const fault = ended.find((one) => one.status === "rejected");
  if (fault !== undefined) throw fault.reason;
}

async function record(
  deps: DeliverDeps,
  work: Work,
  endpoint: store.WebhookRow,
  { position, attempts }: store.DueDelivery,
  { retryAfterMs, ...sent }: Sent,
): Promise<void> {
  const { database, clock, log, mailer } = deps;
  const now = clock.now();
  const isGone = sent.status === 410;
  const nextAt =
    sent.outcome === "delivered" || isGone
      ? null
      : nextAttempt(attempts + 1, now, retryAfterMs, deps.random ?? Math.random);
  const why = await database.forMerchants([endpoint.merchantId], async (tx) => {
    // A worker that stood still and lost its turn must not write over what the next one did.
    if (!(await renewLease(tx, work, now))) throw new LeaseLost(work);
    const { failingSince } = await store.keepAttempt(tx, endpoint, { ...sent, position, at: now, nextAt });
    const isFailing = failingSince !== null && now.getTime() - failingSince.getTime() >= failingMax;
    const reason = isGone ? "gone" : isFailing ? "failing" : null;
    return reason !== null && (await store.disableWebhook(tx, endpoint, reason, now)) ? reason : null;
  });
  const { merchantId } = endpoint;
  if (sent.outcome !== "delivered")
    log.warn("webhook_failed", {
      merchantId,
      attempts: attempts + 1,
      ...(sent.status === null ? {} : { status: sent.status }),
    });
  if (attempts + 1 >= attemptsMax && sent.outcome !== "delivered") log.error("webhook_given_up", { merchantId });
  if (why === null) return;
  log.error("webhook_disabled", { merchantId, why });
  const support = await database.forMerchants([merchantId], (tx) => store.readSupport(tx, merchantId));
  const to = endpoint.contact ?? support?.email ?? null;
  if (to !== null) await mailer.send({ to, ...switchedOffMail(endpoint, why) });
}
