/**
 * Proof that somebody reads an address: a mailed code or link (C-01 to C-05). The code has eight digits and three tries, and an
 * address gets at most five mails in a quarter of an hour: 1,440 tries a day against 10^8 codes, a chance of 1.4 in 10^5. The link
 * works only in the browser that asked; from another one the code is typed.
 */
import { randomInt } from "node:crypto";
import { type Clock, minutes } from "./clock.ts";
import { type Database, sql, type Tx } from "./database.ts";
import { newId, randomToken, sha256 } from "./ids.ts";

/** Whose door the code opens; one of shoppers opens none of the portal. */
export type Realm = "shopper" | "portal";

/** Of the mailed code and link. */
const lifeMs = minutes(10);
const mailsPerAddress = { max: 5, withinMs: minutes(15) } as const;
const mailsPerSource = { max: 20, withinMs: minutes(60) } as const;

export interface CodeRequest {
  readonly realm: Realm;
  readonly email: string;
  /** A secret of the browser that asks. */
  readonly browser: string;
  /** Stands for the network address that asks; never the address itself. */
  readonly source: string;
}

/** A new code and the token of a link, to be mailed; an earlier one ends. Null: too many were asked for lately. */
export function makeMailedCode(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { realm, email, browser, source }: CodeRequest,
): Promise<{ readonly code: string; readonly token: string } | null> {
  const now = clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const code = String(randomInt(100_000_000)).padStart(8, "0");
  const token = randomToken();
  return database.forSystem("sign-in", async (tx) => {
    // One counter at a time per address and per source: a burst of copies would else all find the budget free.
    for (const name of [`address ${email}`, `source ${source}`].sort()) await tx.query(queueUp, [name]);
    const since = [ago(mailsPerAddress.withinMs), ago(mailsPerSource.withinMs)];
    const [recent] = await tx.query<{ ofAddress: number; ofSource: number }>(recentCodes, [email, source, ...since]);
    const { ofAddress, ofSource } = recent ?? { ofAddress: 0, ofSource: 0 };
    if (ofAddress >= mailsPerAddress.max || ofSource >= mailsPerSource.max) return null;
    await tx.execute(replaceCodes, [realm, email, now]);
    const hashes = [sha256(token), hashOf(browser, code), sha256(browser)];
    const expiresAt = new Date(now.getTime() + lifeMs);
    await tx.execute(addCode, [newId(), realm, email, ...hashes, source, now, expiresAt]);
    return { code, token };
  });
}

/** The address that the code was mailed to, once; undefined: wrong code, three tries used, too late, or another browser. */
export async function takeMailedCode(
  tx: Tx,
  { realm, browser, code, now }: { readonly realm: Realm; readonly browser: string; readonly code: string; now: Date },
): Promise<string | undefined> {
  const digits = code.replace(/\D/g, "");
  const rows = await tx.query<{ email: string; isRight: boolean }>(takeCode, [
    realm,
    sha256(browser),
    hashOf(browser, digits),
    now,
  ]);
  return rows.find(({ isRight }) => isRight)?.email;
}

/** The same by the token of the mailed link. */
export async function takeMailedLink(
  tx: Tx,
  {
    realm,
    browser,
    token,
    now,
  }: { readonly realm: Realm; readonly browser: string; readonly token: string; now: Date },
): Promise<string | undefined> {
  return (await tx.query<{ email: string }>(takeToken, [realm, sha256(token), sha256(browser), now]))[0]?.email;
}

/** Eight digits alone could be tried against a stolen table; with the browser's secret they cannot. */
const hashOf = (browser: string, code: string): Buffer => sha256(`${browser} ${code}`);

const queueUp = sql("platform.queueUpForCode", "select pg_advisory_xact_lock(hashtextextended($1, 0))");
const recentCodes = sql(
  "platform.recentCodes",
  `select (select count(*) from sign_ins where email = $1 and created_at > $3) as "ofAddress",
     (select count(*) from sign_ins where source = $2 and created_at > $4) as "ofSource"`,
);
// A new one ends the one before (C-02).
const replaceCodes = sql(
  "platform.replaceCodes",
  "update sign_ins set replaced_at = $3 where realm = $1 and email = $2 and used_at is null and replaced_at is null",
);
const addCode = sql(
  "platform.addCode",
  `insert into sign_ins (id, realm, email, token_hash, code_hash, browser_hash, source, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);
// The try is counted by the statement that compares: of sixteen copies of a right code one wins, and no fourth try is looked at.
const takeCode = sql(
  "platform.takeCode",
  `update sign_ins set tries = tries + 1, used_at = case when code_hash = $3 then $4::timestamptz end
   where realm = $1 and browser_hash = $2 and used_at is null and replaced_at is null and expires_at > $4 and tries < 3
   returning email, used_at is not null as "isRight"`,
);
const takeToken = sql(
  "platform.takeCodeByToken",
  `update sign_ins set used_at = $4
   where realm = $1 and token_hash = $2 and browser_hash = $3 and used_at is null and replaced_at is null and expires_at > $4 returning email`,
);
