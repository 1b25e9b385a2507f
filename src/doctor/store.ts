/** What the doctor reads of the database besides what others read anyway. All of it counts; nothing of anybody's data. */
import { sql, type Tx } from "#platform/database.ts";

const time = sql("doctor.time", "select clock_timestamp() as now");

export async function readTime(tx: Tx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }>(time);
  if (row === undefined) throw new Error("A question for the time returned no row.");
  return row.now;
}

export interface DeadCount {
  readonly kind: string;
  readonly count: number;
  /** When the last one was given up. */
  readonly at: Date;
}

const dead = sql(
  "doctor.dead",
  "select kind, count(*)::int as count, max(died_at) as at from dead_work group by kind order by kind",
);

export const readDead = (tx: Tx): Promise<DeadCount[]> => tx.query<DeadCount>(dead);

const refusedLogins = sql(
  "doctor.refusedLogins",
  "select distinct carrier from carrier_limits where paused_for = 'unauthorized' and open_until > $1 order by carrier",
);

/** Connections that are not asked now, because they refused a login. */
export const readRefusedLogins = async (tx: Tx, now: Date): Promise<readonly string[]> =>
  (await tx.query<{ carrier: string }>(refusedLogins, [now])).map(({ carrier }) => carrier);
