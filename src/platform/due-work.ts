/**
 * Work that is due: one narrow table for intake, polls, notifications and webhooks.
 *
 * A claim moves `due_at` to the end of a short lease and raises `fence`. Whoever completes, plans anew or fails a piece of
 * work names the fence that it was given; if another has claimed meanwhile, nothing matches and the late worker's transaction
 * must be given up. Planning work that is already there makes it due earlier and also raises the fence, so that
 * a worker in the middle of the old state cannot tick off the new one.
 */
import { sql, type Tx } from "#platform/database.ts";

export const workKinds = ["intake", "poll", "notify", "webhook", "ticket", "check"] as const;
export type WorkKind = (typeof workKinds)[number];

export interface Work {
  readonly shard: number;
  readonly kind: WorkKind;
  /** What it is about: an order (intake), a shipment (poll), what may be news (notify): a transition, a changed estimate, a request; an endpoint (webhook), a shipment (ticket); a mail (check). */
  readonly subject: string;
  readonly merchantId: string;
  readonly fence: number;
  readonly attempts: number;
}

/** The lease is gone: another worker has this piece now. Give up the transaction. */
export class LeaseLost extends Error {
  constructor(work: Work) {
    super(`Another worker took over ${work.kind} ${work.subject}.`);
    this.name = "LeaseLost";
  }
}

/**
 * So short that a dead worker's work starts again within two seconds: at the latest after a lease and one look of the
 * others (`lookMs` in worker.ts). What runs longer is renewed by `leases.ts`; a worker that stood still meanwhile is kept out by the fence.
 */
export const leaseMs = 1_300;

const planStatement = sql(
  "dueWork.plan",
  `insert into due_work (shard, kind, subject, merchant_id, due_at)
   select shard, kind, subject, merchant_id, due_at
   from unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[]) as w (shard, kind, subject, merchant_id, due_at)
   order by shard, kind, subject
   on conflict (shard, kind, subject) do update
   set due_at = case when due_work.leased then excluded.due_at else least(due_work.due_at, excluded.due_at) end,
       fence = due_work.fence + 1, attempts = 0, leased = false`,
);

export interface PlannedWork {
  readonly shard: number;
  readonly kind: WorkKind;
  readonly subject: string;
  readonly merchantId: string;
  readonly dueAt: Date;
}

/** Plans work inside the caller's transaction. */
export async function planWork(tx: Tx, planned: readonly PlannedWork[]): Promise<void> {
  if (planned.length > 0) await tx.execute(planStatement, valuesOf(planned));
}

const valuesOf = (planned: readonly PlannedWork[]): readonly unknown[] => [
  planned.map((w) => w.shard),
  planned.map((w) => w.kind),
  planned.map((w) => w.subject),
  planned.map((w) => w.merchantId),
  planned.map((w) => w.dueAt),
];

const planIdleStatement = sql(
  "dueWork.planIfIdle",
  `insert into due_work as d (shard, kind, subject, merchant_id, due_at)
   select shard, kind, subject, merchant_id, due_at
   from unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[]) as w (shard, kind, subject, merchant_id, due_at)
   order by shard, kind, subject
   on conflict (shard, kind, subject) do update set due_at = least(d.due_at, excluded.due_at) where not d.leased`,
);

/**
 * Plans work that whoever has it in his hands now will see by himself: he is not interrupted. He looks once more, with the row locked,
 * before he completes it (`renewLease`, then a look, then `completeWork`).
 */
export async function planIfIdle(tx: Tx, planned: readonly PlannedWork[]): Promise<void> {
  if (planned.length > 0) await tx.execute(planIdleStatement, valuesOf(planned));
}

const dueShardsStatement = sql(
  "dueWork.shards",
  `select distinct shard from (
     select shard from due_work where kind = $1 and due_at <= $2 order by due_at limit 500
   ) as due`,
);

const claimStatement = sql(
  "dueWork.claim",
  `update due_work as w
   set due_at = $3::timestamptz + make_interval(secs => $5), fence = fence + 1, attempts = attempts + 1, leased = true
   where shard = $1 and kind = $2 and subject = any (array(
     select subject from due_work where shard = $1 and kind = $2 and due_at <= $3 order by due_at limit $4 for update skip locked))
   returning shard, kind, subject, merchant_id as "merchantId", fence, attempts`,
);

/** Claims up to `limit` pieces that are due, oldest first within each shard. A system transaction, short. */
export async function claimWork(tx: Tx, kind: WorkKind, now: Date, limit: number): Promise<Work[]> {
  const shards = await tx.query<{ shard: number }>(dueShardsStatement, [kind, now]);
  const claimed: Work[] = [];
  for (const { shard } of shards) {
    if (claimed.length >= limit) break;
    claimed.push(
      ...(await tx.query<Work>(claimStatement, [shard, kind, now, limit - claimed.length, leaseMs / 1_000])),
    );
  }
  return claimed;
}

// Only while it is leased: a renewal that comes late must not undo the next look that was planned meanwhile.
const renewStatement = sql(
  "dueWork.renew",
  `update due_work d set due_at = $5 from unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[]) as w (shard, kind, subject, fence)
   where d.shard = w.shard and d.kind = w.kind and d.subject = w.subject and d.fence = w.fence and d.leased`,
);

/** Extends the leases while the work runs. How many are still ours. */
export function renewLeases(tx: Tx, works: readonly Work[], now: Date): Promise<number> {
  return tx.execute(renewStatement, [
    works.map(({ shard }) => shard),
    works.map(({ kind }) => kind),
    works.map(({ subject }) => subject),
    works.map(({ fence }) => fence),
    new Date(now.getTime() + leaseMs),
  ]);
}

/** Extends one lease. False: another has it. */
export const renewLease = async (tx: Tx, work: Work, now: Date): Promise<boolean> =>
  (await renewLeases(tx, [work], now)) > 0;

const completeStatement = sql(
  "dueWork.complete",
  "delete from due_work where shard = $1 and kind = $2 and subject = $3 and fence = $4",
);

/** Done, inside the transaction that holds the effect. Throws LeaseLost when another has taken over. */
export async function completeWork(tx: Tx, work: Work): Promise<void> {
  const touched = await tx.execute(completeStatement, [work.shard, work.kind, work.subject, work.fence]);
  if (touched === 0) throw new LeaseLost(work);
}

const againStatement = sql(
  "dueWork.again",
  `update due_work set due_at = $5, leased = false, attempts = case when $6 then 0 else attempts end, last_error = $7
   where shard = $1 and kind = $2 and subject = $3 and fence = $4`,
);

/** Due again at `dueAt`, inside the caller's transaction; attempts start anew. Throws LeaseLost. */
export async function planAgain(tx: Tx, work: Work, dueAt: Date): Promise<void> {
  const touched = await tx.execute(againStatement, [
    work.shard,
    work.kind,
    work.subject,
    work.fence,
    dueAt,
    true,
    null,
  ]);
  if (touched === 0) throw new LeaseLost(work);
}

/** Due again after a failure; attempts are kept. Throws LeaseLost. */
export async function planRetry(tx: Tx, work: Work, dueAt: Date, error: string): Promise<void> {
  const touched = await tx.execute(againStatement, [
    work.shard,
    work.kind,
    work.subject,
    work.fence,
    dueAt,
    false,
    error.slice(0, 500),
  ]);
  if (touched === 0) throw new LeaseLost(work);
}

const buryStatement = sql(
  "dueWork.bury",
  `with gone as (delete from due_work where shard = $1 and kind = $2 and subject = $3 and fence = $4 returning *)
   insert into dead_work (shard, kind, subject, merchant_id, attempts, cause, died_at)
   select shard, kind, subject, merchant_id, attempts, $5, $6 from gone
   on conflict (shard, kind, subject) do update set attempts = excluded.attempts, cause = excluded.cause, died_at = excluded.died_at`,
);

/** Out of attempts: kept with its cause for a person to look at and replay. */
export async function buryWork(tx: Tx, work: Work, cause: string, now: Date): Promise<void> {
  const touched = await tx.execute(buryStatement, [
    work.shard,
    work.kind,
    work.subject,
    work.fence,
    cause.slice(0, 500),
    now,
  ]);
  if (touched === 0) throw new LeaseLost(work);
}

export interface DeadWork {
  readonly shard: number;
  readonly kind: string;
  readonly subject: string;
  readonly merchantId: string;
  readonly attempts: number;
  readonly cause: string;
  readonly diedAt: Date;
}

const deadStatement = sql(
  "dueWork.dead",
  `select shard, kind, subject, merchant_id as "merchantId", attempts, cause, died_at as "diedAt" from dead_work order by died_at desc limit $1`,
);
/** What was given up, the newest first. */
export const readDeadWork = (tx: Tx, limit: number): Promise<DeadWork[]> => tx.query<DeadWork>(deadStatement, [limit]);

const reviveStatement = sql(
  "dueWork.revive",
  `delete from dead_work where shard = $1 and kind = $2 and subject = $3
   returning shard, kind, subject, merchant_id as "merchantId"`,
);
/** Due at once, with all its attempts. False: it is not there any more. */
export async function reviveWork(
  tx: Tx,
  dead: Pick<DeadWork, "shard" | "kind" | "subject">,
  now: Date,
): Promise<boolean> {
  const revived = await tx.query<Omit<PlannedWork, "dueAt">>(reviveStatement, [dead.shard, dead.kind, dead.subject]);
  await planWork(
    tx,
    revived.map((work) => ({ ...work, dueAt: now })),
  );
  return revived.length > 0;
}

export interface Queue {
  readonly kind: string;
  readonly waiting: number;
  readonly overdue: number;
  /** Of what is due longest; null: nothing is. */
  readonly oldestDueAt: Date | null;
}

const queuesStatement = sql(
  "dueWork.queues",
  `select kind, count(*)::int as waiting, count(*) filter (where due_at <= $1)::int as overdue,
     min(due_at) filter (where due_at <= $1) as "oldestDueAt" from due_work group by kind order by kind`,
);
export const readQueues = (tx: Tx, now: Date): Promise<Queue[]> => tx.query<Queue>(queuesStatement, [now]);

/** Exponential back-off with jitter: attempt 1 waits about `baseMs`, each further one twice as long, at most `capMs`. */
export function backoffMs(attempt: number, baseMs: number, capMs: number, random: () => number = Math.random): number {
  const full = Math.min(capMs, baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(full * (0.5 + random() / 2));
}
