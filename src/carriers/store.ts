/** All SQL of the runner: carriers' limits and tokens, shared by all processes, and raw answers. */
import { sql, type Tx } from "#platform/database.ts";

const touch = sql(
  "carriers.touch",
  "insert into carrier_limits (carrier, credential) values ($1, $2) on conflict do nothing",
);

const lockLimits = sql(
  "carriers.lockLimits",
  `select next_slot_at as "nextSlotAt", day::text as day, day_used as "dayUsed", open_until as "openUntil", failures,
     (select count(*) from carrier_calls c where c.carrier = l.carrier and c.credential = l.credential and c.lease_until > $3) as "running"
   from carrier_limits l where carrier = $1 and credential = $2 for update`,
);

export interface LimitsRow {
  /** -Infinity before the first call. */
  readonly nextSlotAt: Date | number;
  readonly day: string;
  readonly dayUsed: number;
  readonly openUntil: Date | null;
  readonly failures: number;
  readonly running: number;
}

/** Locked until the transaction ends: reservations of all processes stand in one row's queue. */
export async function lockLimitsRow(tx: Tx, carrier: string, credential: string, now: Date): Promise<LimitsRow> {
  await tx.execute(touch, [carrier, credential]);
  const [row] = await tx.query<LimitsRow>(lockLimits, [carrier, credential, now]);
  if (row === undefined) throw new Error("The limits row is gone.");
  return row;
}

const take = sql(
  "carriers.take",
  "update carrier_limits set next_slot_at = $3, day = $4, day_used = $5 where carrier = $1 and credential = $2",
);
const begin = sql(
  "carriers.begin",
  "insert into carrier_calls (id, carrier, credential, lease_until) values ($1, $2, $3, $4)",
);

export async function takeSlot(
  tx: Tx,
  slot: {
    readonly carrier: string;
    readonly credential: string;
    readonly nextSlotAt: Date;
    readonly day: string;
    readonly dayUsed: number;
    readonly callId: string;
    readonly leaseUntil: Date;
  },
): Promise<void> {
  await tx.execute(take, [slot.carrier, slot.credential, slot.nextSlotAt, slot.day, slot.dayUsed]);
  await tx.execute(begin, [slot.callId, slot.carrier, slot.credential, slot.leaseUntil]);
}

const end = sql("carriers.end", "delete from carrier_calls where id = $1 or lease_until < $2");
const outcome = sql(
  "carriers.outcome",
  "update carrier_limits set failures = $3, open_until = greatest(open_until, $4) where carrier = $1 and credential = $2",
);

export async function endCall(tx: Tx, callId: string, before: Date): Promise<void> {
  await tx.execute(end, [callId, before]);
}

export async function noteOutcome(
  tx: Tx,
  carrier: string,
  credential: string,
  failures: number,
  openUntil: Date | null,
): Promise<void> {
  await tx.execute(outcome, [carrier, credential, failures, openUntil]);
}

const readToken = sql(
  "carriers.readToken",
  `select token, token_expires_at as "expiresAt" from carrier_limits where carrier = $1 and credential = $2 and token is not null`,
);
const writeToken = sql(
  "carriers.writeToken",
  `insert into carrier_limits (carrier, credential, token, token_expires_at) values ($1, $2, $3, $4)
   on conflict (carrier, credential) do update set token = excluded.token, token_expires_at = excluded.token_expires_at`,
);

export interface Token {
  readonly token: string;
  readonly expiresAt: Date;
}

export async function readSharedToken(tx: Tx, carrier: string, credential: string): Promise<Token | undefined> {
  return (await tx.query<Token>(readToken, [carrier, credential]))[0];
}

export async function writeSharedToken(
  tx: Tx,
  carrier: string,
  credential: string,
  token: Token | null,
): Promise<void> {
  await tx.execute(writeToken, [carrier, credential, token?.token ?? null, token?.expiresAt ?? null]);
}

const keepRaw = sql(
  "carriers.keepRaw",
  "insert into raw_answers (shard, shipment_id, id, merchant_id, source, http_status, media_type, body, received_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
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
