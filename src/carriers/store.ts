/** All SQL of the runner: carriers' limits, calls under way and tokens, shared by all processes (R-08), and raw answers. */
import { sql, type Tx } from "#platform/database.ts";

export interface LimitsRow {
  readonly openUntil: Date | null;
  /** What the pause is for: the kind of `Health`. */
  readonly pausedFor: string | null;
  readonly failures: number;
  /** Calls by hour number (hours since 1970, in the length that the caller chose). */
  readonly hours: Readonly<Record<string, number>>;
  /** Credits spent by month (`2026-11`, UTC). */
  readonly credits: Readonly<Record<string, number>>;
}

const lock = sql(
  "carriers.lockLimits",
  `insert into carrier_limits as l (carrier, credential) values ($1, $2)
   on conflict (carrier, credential) do update set carrier = excluded.carrier
   returning l.open_until as "openUntil", l.paused_for as "pausedFor", l.failures, l.hours, l.credits`,
);

/** Makes the row where it is missing and locks it until the transaction ends: what follows is decided by one process at a time. */
export async function lockLimits(tx: Tx, carrier: string, credential: string): Promise<LimitsRow> {
  const [row] = await tx.query<LimitsRow>(lock, [carrier, credential]);
  if (row === undefined) throw new Error("An upsert returned no row.");
  return row;
}

const forget = sql(
  "carriers.forgetCalls",
  "delete from carrier_calls where carrier = $1 and credential = $2 and (lease_until <= $3 or lease_until > $4)",
);
const held = sql(
  "carriers.heldCalls",
  `select count(*)::int as held, count(*) filter (where finished_at is null)::int as running, min(lease_until) as "firstFreeAt"
   from carrier_calls where carrier = $1 and credential = $2`,
);

export interface HeldCalls {
  /** Calls that count for the window: under way, or ended less than a window ago. */
  readonly held: number;
  readonly running: number;
  readonly firstFreeAt: Date | null;
}

/** After `lockLimits`, so that nobody else counts at the same time. */
export async function countCalls(
  tx: Tx,
  carrier: string,
  credential: string,
  /** Calls that end before `now` or, because a clock was set back, later than any call can: neither counts. */
  { now, latest }: { readonly now: Date; readonly latest: Date },
): Promise<HeldCalls> {
  await tx.execute(forget, [carrier, credential, now, latest]);
  const [row] = await tx.query<HeldCalls>(held, [carrier, credential]);
  return row ?? { held: 0, running: 0, firstFreeAt: null };
}

const start = sql(
  "carriers.startCall",
  `with counted as (update carrier_limits set hours = $5 where carrier = $2 and credential = $3)
   insert into carrier_calls (id, carrier, credential, lease_until, window_ms) values ($1, $2, $3, $4, $6)`,
);

export async function startCall(
  tx: Tx,
  call: {
    readonly id: string;
    readonly carrier: string;
    readonly credential: string;
    readonly leaseUntil: Date;
    /** How long after its end the call still counts. */
    readonly windowMs: number;
  },
  hours: Readonly<Record<string, number>>,
): Promise<void> {
  await tx.execute(start, [
    call.id,
    call.carrier,
    call.credential,
    call.leaseUntil,
    JSON.stringify(hours),
    call.windowMs,
  ]);
}

const end = sql(
  "carriers.endCall",
  "update carrier_calls set finished_at = $2, lease_until = $2::timestamptz + make_interval(secs => window_ms / 1000.0) where id = $1",
);

export async function endCall(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(end, [id, now]);
}

const healthy = sql(
  "carriers.healthy",
  `update carrier_limits set failures = 0, open_until = null, paused_for = null, since = null
   where carrier = $1 and credential = $2 and failures > 0 and (open_until is null or open_until <= $3)`,
);

/** True when the pair had been failing. A block that still lasts is not lifted by an older call that ended well. */
export async function markHealthy(tx: Tx, carrier: string, credential: string, now: Date): Promise<boolean> {
  return (await tx.execute(healthy, [carrier, credential, now])) > 0;
}

const failing = sql(
  "carriers.failing",
  `update carrier_limits set failures = $3, open_until = greatest(open_until, $4), since = coalesce(since, $5),
     paused_for = case when $4::timestamptz is null or open_until > $4 then paused_for else $6 end
   where carrier = $1 and credential = $2`,
);

export async function markFailing(
  tx: Tx,
  carrier: string,
  credential: string,
  to: {
    readonly failures: number;
    readonly openUntil: Date | null;
    /** What the pause is for: the kind of `Health`. */
    readonly pausedFor: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.execute(failing, [carrier, credential, to.failures, to.openUntil, to.now, to.pausedFor]);
}

const readToken = sql(
  "carriers.readToken",
  `select sealed, expires_at as "expiresAt" from carrier_tokens where carrier = $1 and credential = $2`,
);
const writeToken = sql(
  "carriers.writeToken",
  `insert into carrier_tokens (carrier, credential, merchant_id, sealed, expires_at) values ($1, $2, $3, $4, $5)
   on conflict (carrier, credential) do update
   set merchant_id = excluded.merchant_id, sealed = excluded.sealed, expires_at = excluded.expires_at`,
);

/** Sealed by the vault (K-01). */
export interface SharedToken {
  readonly sealed: string;
  readonly expiresAt: Date;
}

export async function readSharedToken(tx: Tx, carrier: string, credential: string): Promise<SharedToken | undefined> {
  return (await tx.query<SharedToken>(readToken, [carrier, credential]))[0];
}

export async function writeSharedToken(
  tx: Tx,
  token: SharedToken & { readonly carrier: string; readonly credential: string; readonly merchantId: string | null },
): Promise<void> {
  await tx.execute(writeToken, [token.carrier, token.credential, token.merchantId, token.sealed, token.expiresAt]);
}

const dropToken = sql(
  "carriers.dropToken",
  "delete from carrier_tokens where carrier = $1 and credential = $2 and sealed = $3",
);

/** Only if it is still that token: another process may have fetched a better one. */
export async function dropSharedToken(tx: Tx, carrier: string, credential: string, sealed: string): Promise<void> {
  await tx.execute(dropToken, [carrier, credential, sealed]);
}

const forgetLogin = sql(
  "carriers.forgetLogin",
  `with token as (delete from carrier_tokens where carrier = $1 and credential = $2)
   update carrier_limits set open_until = least(open_until, $3)
   where carrier = $1 and credential = $2 and paused_for = 'unauthorized'`,
);

/**
 * Another secret was entered under this name: the old one's token goes, and a pause after refused logins ends soon. Not at once, and
 * failures still count, so that nobody tries secrets at speed through us; a pause that the carrier asked for stays.
 */
export async function forgetOldLogin(tx: Tx, carrier: string, credential: string, pauseUntil: Date): Promise<void> {
  await tx.execute(forgetLogin, [carrier, credential, pauseUntil]);
}

const setCredits = sql(
  "carriers.setCredits",
  "update carrier_limits set credits = $3 where carrier = $1 and credential = $2",
);

/** After `lockLimits`. */
export async function noteCredits(
  tx: Tx,
  carrier: string,
  credential: string,
  credits: Readonly<Record<string, number>>,
): Promise<void> {
  await tx.execute(setCredits, [carrier, credential, JSON.stringify(credits)]);
}

const keepRaw = sql(
  "carriers.keepRaw",
  `insert into raw_answers (shard, shipment_id, id, merchant_id, source, http_status, media_type, body, received_at)
   select $1, $2, $3, $4, $5, $6, $7, $8, $9
   -- An answer that was on its way when the parcel was given up is kept by nobody: its shopper may have been erased (D-03).
   where not exists (select from shipments s where s.shard = $1 and s.id = $2 and s.retired_at is not null)`,
);

/** A carrier's answer as it came, before anything is understood of it. */
export async function insertRawAnswer(
  tx: Tx,
  raw: {
    readonly shard: number;
    readonly shipmentId: string;
    readonly id: string;
    readonly merchantId: string;
    readonly source: string;
    readonly status: number;
    readonly mediaType: string;
    readonly body: Buffer;
    readonly at: Date;
  },
): Promise<void> {
  await tx.execute(keepRaw, [
    raw.shard,
    raw.shipmentId,
    raw.id,
    raw.merchantId,
    raw.source,
    raw.status,
    raw.mediaType,
    raw.body,
    raw.at,
  ]);
}
