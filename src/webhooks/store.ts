/** All SQL of webhooks: endpoints, deliveries, attempts. */
import { sql, type Tx } from "#platform/database.ts";

export interface WebhookRow {
  readonly merchantId: string;
  readonly id: string;
  readonly mode: "live" | "test";
  readonly url: string;
  /** Empty: all. */
  readonly types: readonly string[];
  readonly contact: string | null;
  readonly sealedSecret: string;
  readonly sealedOldSecret: string | null;
  readonly oldSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly pausedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledWhy: "gone" | "failing" | null;
  readonly failingSince: Date | null;
}

const columns = `merchant_id as "merchantId", id, mode, url, types, contact, sealed_secret as "sealedSecret", sealed_old_secret as "sealedOldSecret",
  old_secret_until as "oldSecretUntil", created_at as "createdAt", changed_at as "changedAt", paused_at as "pausedAt", disabled_at as "disabledAt",
  disabled_why as "disabledWhy", failing_since as "failingSince"`;

const all = sql(
  "webhooks.all",
  `select ${columns} from webhooks where merchant_id = $1 and mode = $2 order by created_at, id`,
);
const one = sql("webhooks.one", `select ${columns} from webhooks where merchant_id = $1 and id = $2`);

export const readWebhooks = (tx: Tx, merchantId: string, mode: string): Promise<WebhookRow[]> =>
  tx.query<WebhookRow>(all, [merchantId, mode]);

export const readWebhook = async (tx: Tx, merchantId: string, id: string): Promise<WebhookRow | undefined> =>
  (await tx.query<WebhookRow>(one, [merchantId, id]))[0];

const write = sql(
  "webhooks.write",
  `insert into webhooks (merchant_id, id, mode, url, types, contact, sealed_secret, sealed_old_secret, old_secret_until, created_at, changed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
   on conflict (merchant_id, id) do update set url = $4, types = $5, contact = $6, sealed_secret = $7, sealed_old_secret = $8, old_secret_until = $9,
     changed_at = $10
   returning ${columns}`,
);

export type WebhookToWrite = Pick<
  WebhookRow,
  "merchantId" | "id" | "mode" | "url" | "types" | "contact" | "sealedSecret" | "sealedOldSecret" | "oldSecretUntil"
>;

export async function writeWebhook(tx: Tx, row: WebhookToWrite, now: Date): Promise<WebhookRow> {
  const [written] = await tx.query<WebhookRow>(write, [
    row.merchantId,
    row.id,
    row.mode,
    row.url,
    row.types,
    row.contact,
    row.sealedSecret,
    row.sealedOldSecret,
    row.oldSecretUntil,
    now,
  ]);
  if (written === undefined) throw new Error("An upsert returned no row.");
  return written;
}

const remove = sql(
  "webhooks.delete",
  `with gone as (delete from webhooks where merchant_id = $1 and id = $2 returning id),
     deliveries as (delete from webhook_deliveries where merchant_id = $1 and webhook_id = $2 and exists (select 1 from gone)),
     attempts as (delete from webhook_attempts where merchant_id = $1 and webhook_id = $2 and exists (select 1 from gone))
   select id from gone`,
);

/** With its log. False: there was none. */
export const deleteWebhook = async (tx: Tx, merchantId: string, id: string): Promise<boolean> =>
  (await tx.query(remove, [merchantId, id])).length > 0;

const pause = sql("webhooks.pause", "update webhooks set paused_at = $3 where merchant_id = $1 and id = $2");
const resume = sql(
  "webhooks.resume",
  "update webhooks set paused_at = null, disabled_at = null, disabled_why = null, failing_since = null where merchant_id = $1 and id = $2",
);
const disable = sql(
  "webhooks.disable",
  "update webhooks set disabled_at = $3, disabled_why = $4 where merchant_id = $1 and id = $2 and disabled_at is null",
);

export async function pauseWebhook(tx: Tx, merchantId: string, id: string, now: Date): Promise<void> {
  await tx.execute(pause, [merchantId, id, now]);
}

export async function resumeWebhook(tx: Tx, merchantId: string, id: string): Promise<void> {
  await tx.execute(resume, [merchantId, id]);
}

/** False: it was switched off already. */
export const disableWebhook = async (
  tx: Tx,
  { merchantId, id }: Pick<WebhookRow, "merchantId" | "id">,
  why: "gone" | "failing",
  now: Date,
): Promise<boolean> => (await tx.execute(disable, [merchantId, id, now, why])) > 0;

// ── Deliveries ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An entry that waits to be sent to an endpoint. */
export interface DueDelivery {
  readonly position: number;
  readonly attempts: number;
  readonly id: string;
  readonly type: string;
  readonly shipmentId: string;
  readonly orderId: string;
  readonly sequence: number;
  readonly data: object;
  readonly recordedAt: Date;
}

const entryColumns = `e.position, e.id, e.type, e.shipment_id as "shipmentId", e.order_id as "orderId", e.sequence, e.data, e.recorded_at as "recordedAt"`;

const due = sql(
  "webhooks.due",
  `select ${entryColumns}, d.attempts from webhook_deliveries d
   join feed_entries e on e.merchant_id = d.merchant_id and e.mode = $3 and e.position = d.position
   where d.merchant_id = $1 and d.webhook_id = $2 and d.state = 'waiting' and d.next_at <= $4
   order by d.position limit $5`,
);

export const readDue = (
  tx: Tx,
  { merchantId, id, mode }: Pick<WebhookRow, "merchantId" | "id" | "mode">,
  now: Date,
  limit: number,
): Promise<DueDelivery[]> => tx.query<DueDelivery>(due, [merchantId, id, mode, now, limit]);

const next = sql(
  "webhooks.nextDue",
  "select min(next_at) as at from webhook_deliveries where merchant_id = $1 and webhook_id = $2 and state = 'waiting'",
);

/** Null: nothing waits. */
export const readNextDue = async (tx: Tx, merchantId: string, id: string): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>(next, [merchantId, id]))[0]?.at ?? null;

export interface Attempt {
  readonly position: number;
  readonly at: Date;
  readonly outcome: "delivered" | "refused" | "unreachable";
  readonly status: number | null;
  readonly durationMs: number;
  readonly answer: string;
  /** When it is tried again; null: never, it is settled. */
  readonly nextAt: Date | null;
}

const addAttempt = sql(
  "webhooks.addAttempt",
  `insert into webhook_attempts (merchant_id, webhook_id, position, at, outcome, status, duration_ms, answer) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const settle = sql(
  "webhooks.settle",
  `update webhook_deliveries set attempts = attempts + 1, state = $4, next_at = $5, settled_at = case when $5::timestamptz is null then $6::timestamptz end
   where merchant_id = $1 and webhook_id = $2 and position = $3`,
);
const succeeded = sql(
  "webhooks.succeeded",
  "update webhooks set failing_since = null where merchant_id = $1 and id = $2 and failing_since is not null",
);
const failed = sql(
  "webhooks.failed",
  `update webhooks set failing_since = coalesce(failing_since, $3) where merchant_id = $1 and id = $2 returning failing_since as since`,
);

/** The attempt, what it means for the delivery, and since when the endpoint only fails. */
export async function keepAttempt(
  tx: Tx,
  { merchantId, id }: Pick<WebhookRow, "merchantId" | "id">,
  { position, at, outcome, status, durationMs, answer, nextAt }: Attempt,
): Promise<{ readonly failingSince: Date | null }> {
  await tx.execute(addAttempt, [merchantId, id, position, at, outcome, status, durationMs, answer]);
  const state = outcome === "delivered" ? "delivered" : nextAt === null ? "failed" : "waiting";
  await tx.execute(settle, [merchantId, id, position, state, nextAt, at]);
  if (outcome === "delivered") {
    await tx.execute(succeeded, [merchantId, id]);
    return { failingSince: null };
  }
  const [row] = await tx.query<{ since: Date }>(failed, [merchantId, id, at]);
  return { failingSince: row?.since ?? null };
}

const replay = sql(
  "webhooks.replay",
  `insert into webhook_deliveries (merchant_id, webhook_id, position, state, next_at, created_at)
   select $1, $2, e.position, 'waiting', $6, $6 from feed_entries e
   where e.merchant_id = $1 and e.mode = $3 and e.position is not null
     and ($4::uuid is null or e.id = $4) and e.recorded_at between ($5::timestamptz[])[1] and ($5::timestamptz[])[2] and (cardinality($7::text[]) = 0 or e.type = any ($7))
   on conflict (merchant_id, webhook_id, position) do update set state = 'waiting', attempts = 0, next_at = excluded.next_at, settled_at = null`,
);

/** Everything again that was recorded in this span, or the one entry of it. How many. */
export const replayDeliveries = (
  tx: Tx,
  { merchantId, id, mode, types }: Pick<WebhookRow, "merchantId" | "id" | "mode" | "types">,
  wanted: { readonly eventId: string | null; readonly from: Date; readonly through: Date },
  now: Date,
): Promise<number> =>
  tx.execute(replay, [merchantId, id, mode, wanted.eventId, [wanted.from, wanted.through], now, types]);

export interface LoggedDelivery extends DueDelivery {
  readonly state: "waiting" | "delivered" | "failed";
  readonly nextAt: Date | null;
  readonly tries: readonly {
    readonly at: string;
    readonly outcome: string;
    readonly status: number | null;
    readonly duration_ms: number;
    readonly answer: string;
  }[];
}

const log = sql(
  "webhooks.log",
  `select ${entryColumns}, d.attempts, d.state, d.next_at as "nextAt",
     coalesce((select json_agg(json_build_object('at', a.at, 'outcome', a.outcome, 'status', a.status, 'duration_ms', a.duration_ms, 'answer', a.answer)
       order by a.at) from webhook_attempts a where a.merchant_id = d.merchant_id and a.webhook_id = d.webhook_id and a.position = d.position), '[]') as tries
   from webhook_deliveries d join feed_entries e on e.merchant_id = d.merchant_id and e.mode = $3 and e.position = d.position
   where d.merchant_id = $1 and d.webhook_id = $2 and ($4::text is null or d.state = $4) and d.position < $5
   order by d.position desc limit $6`,
);

/** Newest first. @param before a position */
export const readLog = (
  tx: Tx,
  { merchantId, id, mode }: Pick<WebhookRow, "merchantId" | "id" | "mode">,
  wanted: { readonly state: string | null; readonly before: number; readonly limit: number },
): Promise<LoggedDelivery[]> =>
  tx.query<LoggedDelivery>(log, [merchantId, id, mode, wanted.state, wanted.before, wanted.limit]);

const contactOf = sql("webhooks.supportContact", "select support_email as email, name from merchants where id = $1");

export const readSupport = async (
  tx: Tx,
  merchantId: string,
): Promise<{ readonly email: string | null; readonly name: string } | undefined> =>
  (await tx.query<{ email: string | null; name: string }>(contactOf, [merchantId]))[0];
