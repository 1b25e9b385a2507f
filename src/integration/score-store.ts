/** All SQL of integrations over time: a row per merchant, mode and day, and the report that a merchant shows to others. */
import { sql, type Tx } from "#platform/database.ts";
import type { CheckReport, Score } from "./report.ts";
import type { Owner } from "./store.ts";

const put = sql(
  "integration.putScore",
  `insert into integration_scores (merchant_id, mode, day, verdict, captures_with_info, entries_resolved, shipments_with_events, calls_taken, whole, orders, entries, checked_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   on conflict (merchant_id, mode, day) do update set verdict = excluded.verdict, captures_with_info = excluded.captures_with_info,
     entries_resolved = excluded.entries_resolved, shipments_with_events = excluded.shipments_with_events, calls_taken = excluded.calls_taken,
     whole = excluded.whole, orders = excluded.orders, entries = excluded.entries, checked_at = excluded.checked_at
   where integration_scores.checked_at <= excluded.checked_at`,
);

/** Of this UTC day; a later check of the same day takes its place. */
export async function putScore(tx: Tx, { merchantId, mode }: Owner, report: CheckReport, now: Date): Promise<void> {
  const { verdict, score, orders, entries } = report;
  await tx.execute(put, [
    ...[merchantId, mode, dayOf(now), verdict, score.captures_with_info, score.entries_resolved],
    ...[score.shipments_with_events, score.calls_taken, score.whole, orders, entries, now],
  ]);
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export interface ScoredDay extends Score {
  /** `2026-11-24`, UTC. */
  readonly day: string;
  readonly verdict: CheckReport["verdict"];
  readonly orders: number;
  readonly entries: number;
}

const history = sql(
  "integration.scores",
  `select to_char(day, 'YYYY-MM-DD') as day, verdict, captures_with_info, entries_resolved, shipments_with_events, calls_taken, whole, orders, entries
   from integration_scores where merchant_id = $1 and mode = $2 and day > $3 order by day`,
);

/** Oldest first; days on which nobody looked are left out. */
export const readScores = (tx: Tx, { merchantId, mode }: Owner, after: Date): Promise<ScoredDay[]> =>
  tx.query<ScoredDay>(history, [merchantId, mode, dayOf(after)]);

// Only who sent something since then, or tried to: an installation may have many shops that stand still.
const unscored = sql(
  "integration.unscored",
  `select m.id as "merchantId", modes.mode from merchants m cross join (values ('live'), ('test')) as modes (mode)
   where not m.is_personal
     and not exists (select 1 from integration_scores s where s.merchant_id = m.id and s.mode = modes.mode and s.day = $1)
     and (exists (select 1 from shipping_info i where i.merchant_id = m.id and i.received_at >= $2)
       or exists (select 1 from captures c where c.merchant_id = m.id and c.captured_at >= $2)
       or exists (select 1 from api_faults f where f.merchant_id = m.id and f.mode = modes.mode and f.last_at >= $2))
   order by m.id, modes.mode limit $3`,
);

/** Whose integration was not looked at today. A system transaction. */
export const readUnscored = (tx: Tx, now: Date, since: Date, limit: number): Promise<Owner[]> =>
  tx.query<Owner>(unscored, [dayOf(now), since, limit]);

const forgetScores = sql("integration.forgetScores", "delete from integration_scores where day < $1");
const forgetReports = sql("integration.forgetReports", "delete from shared_reports where expires_at < $1");

/** What is kept no longer. A system transaction. */
export async function forgetOldScores(tx: Tx, now: Date, scoresBefore: Date): Promise<void> {
  await tx.execute(forgetScores, [dayOf(scoresBefore)]);
  await tx.execute(forgetReports, [now]);
}

// ── What is shown to others ───────────────────────────────────────────────────────────────────────────────────────

export interface SharedRow {
  readonly serial: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

const putReport = sql(
  "integration.putReport",
  `insert into shared_reports (merchant_id, mode, serial, token_hash, made_at, expires_at, report) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (merchant_id, mode) do update set serial = excluded.serial, token_hash = excluded.token_hash, made_at = excluded.made_at,
     expires_at = excluded.expires_at, report = excluded.report`,
);

/** Ends the one before. */
export async function putSharedReport(
  tx: Tx,
  { merchantId, mode }: Owner,
  { serial, tokenHash, madeAt, expiresAt, report }: SharedRow & { readonly tokenHash: Buffer; readonly report: object },
): Promise<void> {
  await tx.execute(putReport, [merchantId, mode, serial, tokenHash, madeAt, expiresAt, JSON.stringify(report)]);
}

const ofOwner = sql(
  "integration.sharedReport",
  `select serial, made_at as "madeAt", expires_at as "expiresAt" from shared_reports where merchant_id = $1 and mode = $2 and expires_at > $3`,
);

/** The one that can be opened now. */
export const readSharedReport = async (
  tx: Tx,
  { merchantId, mode }: Owner,
  now: Date,
): Promise<SharedRow | undefined> => (await tx.query<SharedRow>(ofOwner, [merchantId, mode, now]))[0];

const byToken = sql(
  "integration.reportByToken",
  `select m.name as shop, r.mode, r.expires_at as "expiresAt", r.report from shared_reports r join merchants m on m.id = r.merchant_id
   where r.token_hash = $1 and r.expires_at > $2`,
);

export interface FoundReport {
  readonly shop: string;
  readonly mode: Owner["mode"];
  readonly expiresAt: Date;
  /** As it was stored. */
  readonly report: unknown;
}

/** A system transaction: whoever has the address need not be known. */
export const findSharedReport = async (tx: Tx, tokenHash: Buffer, now: Date): Promise<FoundReport | undefined> =>
  (await tx.query<FoundReport>(byToken, [tokenHash, now]))[0];
