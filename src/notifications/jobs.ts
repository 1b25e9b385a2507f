/** Notifications as a job: claims changes that may be news and "send it again" calls, and handles each to its end. */
import type { Clock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, buryWork, claimWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import type { Egress } from "#platform/egress.ts";
import { keepLeases } from "#platform/leases.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer } from "#platform/mail.ts";
import type { Vault } from "#platform/vault.ts";
import { createMessageWebhooks } from "./channels/message-webhook.ts";
import type { Sms } from "./channels/sms.ts";
import { createPush, type Vapid } from "./channels/web-push.ts";
import { loadTemplates, type Templates } from "./load-templates.ts";
import { NotSent, notify, retryMs, type SendDeps } from "./send.ts";

export interface NotificationsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer;
  readonly egress: Egress;
  readonly vapid: Vapid;
  /** Where shoppers' pages are; all links of messages lead there. */
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
  /** None: message webhooks cannot be signed. */
  readonly vault?: Vault;
  /** None: no SMS is sent. */
  readonly sms?: Sms | null;
  /** Ours alone when left out. */
  readonly templates?: Templates;
  /** No messages from 22 to 08 where the shopper is; off where time is accelerated. */
  readonly quietHours?: boolean;
  /** Parcels of one order with the same news within this time make one message; 2 h. */
  readonly mergeWindowMs: number;
}

export interface Notifications {
  /** Claims what is due and tells it. Returns how many pieces were claimed; 0: nothing was due. */
  runOnce(): Promise<number>;
}

/** Few at a time: a claim must be begun well within its lease, and a mail server may be slow. */
const claimMax = 8;
/** Most of a day: a mail server may be away that long, and older news is not told any more. */
const attemptsMax = 30;

export function createNotifications(deps: NotificationsDeps): Notifications {
  const { database, clock, log } = deps;
  const sending: SendDeps = {
    database,
    clock,
    log,
    mailer: deps.mailer,
    push: createPush({ egress: deps.egress, vapid: deps.vapid }),
    publicBaseUrl: deps.publicBaseUrl,
    linkSecret: deps.linkSecret,
    sms: deps.sms ?? null,
    webhooks: createMessageWebhooks({ egress: deps.egress }),
    vault: deps.vault ?? null,
    templates: deps.templates ?? loadTemplates(null),
    quietHours: deps.quietHours ?? true,
    mergeWindowMs: deps.mergeWindowMs,
  };

  const leases = keepLeases({ database, clock });

  async function runOnce(): Promise<number> {
    const claimed = await database.forSystem("claim notify", (tx) => claimWork(tx, "notify", clock.now(), claimMax));
    // A slow mail server must not make another worker begin the same.
    leases.hold(claimed);
    const outcomes = await Promise.allSettled(
      claimed.map((work) => handle(work).finally(() => leases.release([work]))),
    );
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return claimed.length;
  }

  async function handle(work: Work): Promise<void> {
    try {
      await notify(sending, work);
    } catch (error) {
      // The lease ends by itself; whoever claims next begins anew.
      if (error instanceof DatabaseUnavailable) throw error;
      if (error instanceof LeaseLost) log.info("work_lost", { kind: "notify", shard: work.shard });
      else await fail(work, error);
    }
  }

  /** Of an unexpected error only the name is kept: its message may quote what somebody wrote. */
  async function fail(work: Work, error: unknown): Promise<void> {
    const name = error instanceof NotSent ? error.message : error instanceof Error ? error.name : "unknown";
    const now = clock.now();
    const fields = { kind: "notify", errorName: name, attempts: work.attempts, shard: work.shard };
    const isOver = work.attempts >= attemptsMax;
    try {
      await database.forMerchants([work.merchantId], (tx) =>
        isOver
          ? buryWork(tx, work, name, now)
          : planRetry(tx, work, new Date(now.getTime() + backoffMs(work.attempts, retryMs.base, retryMs.cap)), name),
      );
      if (isOver) log.error("work_dead", fields);
      else log.warn("work_failed", fields);
    } catch (failure) {
      if (!(failure instanceof LeaseLost)) throw failure;
      log.info("work_lost", { kind: "notify", shard: work.shard });
    }
  }

  return { runOnce };
}
