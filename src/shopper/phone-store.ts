/** SQL of a person's telephone number and of the codes that confirm it. */
import { sql, type Tx } from "#platform/database.ts";

const recent = sql(
  "shopper.recentPhoneCodes",
  `select (select count(*) from phone_codes where shopper_id = $1 and created_at > $4) as "ofPerson",
     (select count(*) from phone_codes where phone = $2 and created_at > $4) as "ofPhone",
     (select count(*) from phone_codes where source = $3 and created_at > $4) as "ofSource"`,
);
const queueUp = sql("shopper.queueUp", "select pg_advisory_xact_lock(hashtextextended($1, 0))");

export interface CodeCounts {
  readonly ofPerson: number;
  readonly ofPhone: number;
  readonly ofSource: number;
}

export async function countPhoneCodes(
  tx: Tx,
  { shopperId, phone, source }: { readonly shopperId: string; readonly phone: string; readonly source: string },
  since: Date,
): Promise<CodeCounts> {
  // One counter at a time for each: a burst of copies would else all find the budget free.
  for (const name of [`person ${shopperId}`, `phone ${phone}`, `phone source ${source}`].sort())
    await tx.query(queueUp, [name]);
  const [row] = await tx.query<CodeCounts>(recent, [shopperId, phone, source, since]);
  return row ?? { ofPerson: 0, ofPhone: 0, ofSource: 0 };
}

const replace = sql(
  "shopper.replacePhoneCodes",
  "update phone_codes set replaced_at = $2 where shopper_id = $1 and used_at is null and replaced_at is null",
);
const add = sql(
  "shopper.addPhoneCode",
  `insert into phone_codes (id, shopper_id, phone, code_hash, source, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
);

export interface NewPhoneCode {
  readonly id: string;
  readonly shopperId: string;
  readonly phone: string;
  readonly codeHash: Buffer;
  readonly source: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** A new one ends the one before (C-02). */
export async function insertPhoneCode(tx: Tx, code: NewPhoneCode): Promise<void> {
  const { id, shopperId, phone, codeHash, source, now, expiresAt } = code;
  await tx.execute(replace, [shopperId, now]);
  await tx.execute(add, [id, shopperId, phone, codeHash, source, now, expiresAt]);
}

/** None of theirs works any more. */
export const endPhoneCodes = (tx: Tx, shopperId: string, now: Date): Promise<number> =>
  tx.execute(replace, [shopperId, now]);

const open = `used_at is null and replaced_at is null and expires_at > $2 and tries < 3`;
const pending = sql("shopper.pendingPhone", `select phone from phone_codes where shopper_id = $1 and ${open}`);

/** The number whose code can still be typed; null: none. */
export const readPendingPhone = async (tx: Tx, shopperId: string, now: Date): Promise<string | null> =>
  (await tx.query<{ phone: string }>(pending, [shopperId, now]))[0]?.phone ?? null;

// The try is counted by the statement that compares, as with sign-in codes.
const take = sql(
  "shopper.takePhoneCode",
  `update phone_codes set tries = tries + 1, used_at = case when code_hash = $3 then $2::timestamptz end
   where shopper_id = $1 and ${open} returning phone, used_at is not null as "isRight"`,
);

/** The number that the code was sent to, once; undefined: not right, or none works. */
export async function takePhoneCode(
  tx: Tx,
  shopperId: string,
  codeHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const rows = await tx.query<{ phone: string; isRight: boolean }>(take, [shopperId, now, codeHash]);
  return rows.find(({ isRight }) => isRight)?.phone;
}

const keep = sql("shopper.keepPhone", "update shoppers set phone = $2 where id = $1");

/** @param phone E.164 and confirmed; null forgets it */
export async function keepPhone(tx: Tx, shopperId: string, phone: string | null): Promise<void> {
  await tx.execute(keep, [shopperId, phone]);
}

const kept = sql("shopper.phone", "select phone from shoppers where id = $1");

export const readPhone = async (tx: Tx, shopperId: string): Promise<string | null> =>
  (await tx.query<{ phone: string | null }>(kept, [shopperId]))[0]?.phone ?? null;
