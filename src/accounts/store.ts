/** All SQL of people who work here: who they are, where they may go, their sessions, and what they did. */
import { sql, type Tx } from "#platform/database.ts";
import type { Role } from "./roles.ts";

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly isOperator: boolean;
  readonly sealedTotp: string | null;
  readonly totpStep: number;
  readonly totpTries: number;
  readonly totpTriedAt: Date | null;
}

const person = `p.id, p.email, p.is_operator as "isOperator", p.sealed_totp as "sealedTotp", p.totp_step as "totpStep",
  p.totp_tries as "totpTries", p.totp_tried_at as "totpTriedAt"`;

const byEmail = sql("accounts.byEmail", `select ${person} from people p where p.email = $1 and p.ended_at is null`);
export const personByEmail = async (tx: Tx, email: string): Promise<PersonRow | undefined> =>
  (await tx.query<PersonRow>(byEmail, [email]))[0];

const addPersonRow = sql(
  "accounts.addPerson",
  `insert into people (id, email, is_operator, created_at) values ($1, $2, $3, $4)
   on conflict (email) do update set ended_at = null, is_operator = people.is_operator or excluded.is_operator returning id`,
);
/** The same address is the same person. */
export async function insertPerson(
  tx: Tx,
  { id, email, isOperator, now }: { readonly id: string; readonly email: string; isOperator: boolean; now: Date },
): Promise<string> {
  return (await tx.query<{ id: string }>(addPersonRow, [id, email, isOperator, now]))[0]?.id ?? id;
}

const everybody = sql(
  "accounts.listPeople",
  `select p.email, p.is_operator as "isOperator",
     coalesce(array_agg(s.name || ': ' || m.role order by s.name) filter (where s.id is not null), '{}') as shops
   from people p left join memberships m on m.person_id = p.id left join merchants s on s.id = m.merchant_id
   where p.ended_at is null group by p.id order by p.email`,
);
export const listPeople = (
  tx: Tx,
): Promise<{ readonly email: string; readonly isOperator: boolean; readonly shops: readonly string[] }[]> =>
  tx.query(everybody);

const endOf = sql("accounts.endPerson", "update people set ended_at = $2, is_operator = false where id = $1");
const endMemberships = sql("accounts.endMemberships", "delete from memberships where person_id = $1");
const endSessions = sql(
  "accounts.endSessions",
  "update work_sessions set ended_at = $2 where person_id = $1 and ended_at is null",
);
export async function endPerson(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx.execute(endOf, [personId, now]);
  await tx.execute(endMemberships, [personId]);
  await tx.execute(endSessions, [personId, now]);
}

const keepTotp = sql(
  "accounts.keepTotp",
  "update people set sealed_totp = $2, totp_step = $3, totp_tries = 0 where id = $1",
);
export const setTotp = (tx: Tx, personId: string, sealed: string, step: number): Promise<number> =>
  tx.execute(keepTotp, [personId, sealed, step]);

// Of two copies of one right code one wins.
const takeStepRow = sql(
  "accounts.takeStep",
  "update people set totp_step = $2, totp_tries = 0 where id = $1 and totp_step < $2",
);
export const takeStep = async (tx: Tx, personId: string, step: number): Promise<boolean> =>
  (await tx.execute(takeStepRow, [personId, step])) > 0;

const countWrong = sql(
  "accounts.countWrong",
  `update people set totp_tries = case when totp_tried_at > $3 then totp_tries + 1 else 1 end,
     totp_tried_at = case when totp_tried_at > $3 then totp_tried_at else $2::timestamptz end
   where id = $1`,
);
/** Tries of before `since` do not count any more. */
export const countWrongCode = (tx: Tx, personId: string, now: Date, since: Date): Promise<number> =>
  tx.execute(countWrong, [personId, now, since]);

export interface Membership {
  readonly merchantId: string;
  readonly shop: string;
  readonly role: Role;
}

const ofPerson = sql(
  "accounts.membershipsOf",
  `select m.merchant_id as "merchantId", s.name as shop, m.role from memberships m join merchants s on s.id = m.merchant_id
   where m.person_id = $1 order by s.name, m.merchant_id`,
);
export const membershipsOf = (tx: Tx, personId: string): Promise<Membership[]> =>
  tx.query<Membership>(ofPerson, [personId]);

const nameOfShop = sql("accounts.shopName", "select name from merchants where id = $1");
export const shopName = async (tx: Tx, merchantId: string): Promise<string | undefined> =>
  (await tx.query<{ name: string }>(nameOfShop, [merchantId]))[0]?.name;

export interface Member {
  readonly personId: string;
  readonly email: string;
  readonly role: Role;
  readonly addedAt: Date;
  readonly hasSecondFactor: boolean;
}

const ofMerchant = sql(
  "accounts.membersOf",
  `select m.person_id as "personId", p.email, m.role, m.added_at as "addedAt", p.sealed_totp is not null as "hasSecondFactor"
   from memberships m join people p on p.id = m.person_id where m.merchant_id = $1 order by p.email`,
);
export const membersOf = (tx: Tx, merchantId: string): Promise<Member[]> => tx.query<Member>(ofMerchant, [merchantId]);

const putMember = sql(
  "accounts.putMember",
  `insert into memberships (merchant_id, person_id, role, added_at) values ($1, $2, $3, $4)
   on conflict (merchant_id, person_id) do update set role = excluded.role`,
);
export const setRole = (tx: Tx, merchantId: string, personId: string, role: Role, now: Date): Promise<number> =>
  tx.execute(putMember, [merchantId, personId, role, now]);

const dropMember = sql("accounts.dropMember", "delete from memberships where merchant_id = $1 and person_id = $2");
export const removeMember = (tx: Tx, merchantId: string, personId: string): Promise<number> =>
  tx.execute(dropMember, [merchantId, personId]);

// Two owners who take the role from each other at once would leave a shop without any: one goes after the other.
const lockTeam = sql("accounts.lockTeam", "select pg_advisory_xact_lock(hashtextextended('team ' || $1, 0))");
const countOwners = sql(
  "accounts.countOwners",
  "select count(*)::int as owners from memberships where merchant_id = $1 and role = 'owner' and person_id <> $2",
);
export async function ownersBeside(tx: Tx, merchantId: string, personId: string): Promise<number> {
  await tx.query(lockTeam, [merchantId]);
  return (await tx.query<{ owners: number }>(countOwners, [merchantId, personId]))[0]?.owners ?? 0;
}

const addLink = sql(
  "accounts.addPrintedLink",
  "insert into printed_links (token_hash, person_id, created_at, expires_at) values ($1, $2, $3, $4)",
);
export const insertPrintedLink = (
  tx: Tx,
  link: { readonly tokenHash: Buffer; readonly personId: string; readonly now: Date; readonly expiresAt: Date },
): Promise<number> => tx.execute(addLink, [link.tokenHash, link.personId, link.now, link.expiresAt]);

const useLink = sql(
  "accounts.takePrintedLink",
  `update printed_links set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2 returning person_id as "personId"`,
);
export const takePrintedLink = async (tx: Tx, tokenHash: Buffer, now: Date): Promise<string | undefined> =>
  (await tx.query<{ personId: string }>(useLink, [tokenHash, now]))[0]?.personId;

export interface SessionRow extends Omit<PersonRow, "id"> {
  readonly id: string;
  readonly personId: string;
  readonly confirmedAt: Date | null;
  readonly visits: string | null;
}

const addSession = sql(
  "accounts.addSession",
  `insert into work_sessions (id_hash, id, person_id, device, created_at, last_seen_at, ends_at, confirmed_at)
   values ($1, $2, $3, $4, $5, $5, $6, $7)`,
);
export interface NewSession {
  readonly idHash: Buffer;
  readonly id: string;
  readonly personId: string;
  readonly device: string;
  readonly now: Date;
  readonly endsAt: Date;
  readonly confirmedAt: Date | null;
}
export const insertSession = (tx: Tx, session: NewSession): Promise<number> =>
  tx.execute(addSession, [
    session.idHash,
    session.id,
    session.personId,
    session.device,
    session.now,
    session.endsAt,
    session.confirmedAt,
  ]);

const oneSession = sql(
  "accounts.readSession",
  `select s.id, s.person_id as "personId", s.confirmed_at as "confirmedAt", case when s.visits_until > $2 then s.visits end as visits,
     s.last_seen_at < $4 as "isStale", ${person.replace("p.id, ", "")}
   from work_sessions s join people p on p.id = s.person_id and p.ended_at is null
   where s.id_hash = $1 and s.ended_at is null and s.ends_at > $2 and s.last_seen_at > $3`,
);
const touch = sql("accounts.touchSession", "update work_sessions set last_seen_at = $2 where id_hash = $1");

/** That it was used is written once a minute. */
const noticedMs = 60_000;

/** @param idleSince a session that nobody used since then has ended */
export async function readSession(tx: Tx, idHash: Buffer, now: Date, idleSince: Date): Promise<SessionRow | undefined> {
  const stale = new Date(now.getTime() - noticedMs);
  const [found] = await tx.query<SessionRow & { isStale: boolean }>(oneSession, [idHash, now, idleSince, stale]);
  if (found === undefined) return undefined;
  const { isStale, ...session } = found;
  if (isStale) await tx.execute(touch, [idHash, now]);
  return session;
}

const confirm = sql("accounts.confirmSession", "update work_sessions set confirmed_at = $2 where id = $1");
export const confirmSession = (tx: Tx, id: string, now: Date): Promise<number> => tx.execute(confirm, [id, now]);

const visit = sql("accounts.visit", "update work_sessions set visits = $2, visits_until = $3 where id = $1");
export const setVisit = (tx: Tx, id: string, merchantId: string | null, until: Date | null): Promise<number> =>
  tx.execute(visit, [id, merchantId, until]);

const end = sql(
  "accounts.endSession",
  "update work_sessions set ended_at = $3 where person_id = $1 and id = $2 and ended_at is null",
);
export const endSession = (tx: Tx, personId: string, id: string, now: Date): Promise<number> =>
  tx.execute(end, [personId, id, now]);

export interface ListedSession {
  readonly id: string;
  readonly device: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

const sessions = sql(
  "accounts.listSessions",
  `select id, device, created_at as "createdAt", last_seen_at as "lastSeenAt" from work_sessions
   where person_id = $1 and ended_at is null and ends_at > $2 and last_seen_at > $3 order by created_at desc`,
);
export const listSessions = (tx: Tx, personId: string, now: Date, idleSince: Date): Promise<ListedSession[]> =>
  tx.query<ListedSession>(sessions, [personId, now, idleSince]);

export interface AuditRow {
  readonly chain: string;
  readonly sequence: number;
  readonly merchantId: string | null;
  readonly at: Date;
  readonly who: string;
  readonly what: string;
  readonly subject: string;
  /** JSON, as it was written. */
  readonly details: string;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

const audit = `chain, sequence, merchant_id as "merchantId", at, who, what, subject, details::text as details, previous, hash`;
const lockChain = sql("accounts.lockChain", "select pg_advisory_xact_lock(hashtextextended('audit ' || $1, 0))");
const lastRow = sql(
  "accounts.lastAudit",
  "select sequence, hash from audit_log where chain = $1 order by sequence desc limit 1",
);

/** The end of the chain, which nobody else goes on with until this transaction is over. */
export async function lastAudit(
  tx: Tx,
  chain: string,
): Promise<{ readonly sequence: number; readonly hash: Buffer } | undefined> {
  await tx.query(lockChain, [chain]);
  return (await tx.query<{ sequence: number; hash: Buffer }>(lastRow, [chain]))[0];
}

const addAudit = sql(
  "accounts.addAudit",
  `insert into audit_log (chain, sequence, merchant_id, at, who, what, subject, details, previous, hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
export const insertAudit = (tx: Tx, row: AuditRow): Promise<number> =>
  tx.execute(addAudit, [
    ...[row.chain, row.sequence, row.merchantId, row.at, row.who],
    ...[row.what, row.subject, row.details, row.previous, row.hash],
  ]);

const forwards = sql(
  "accounts.auditForwards",
  `select ${audit} from audit_log where chain = $1 and sequence > $2 order by sequence limit $3`,
);
export const readAudit = (
  tx: Tx,
  chain: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<AuditRow[]> => tx.query<AuditRow>(forwards, [chain, after, limit]);

const backwards = sql(
  "accounts.auditBackwards",
  `select ${audit} from audit_log where chain = $1 and ($2::bigint is null or sequence < $2) order by sequence desc limit $3`,
);
/** The newest first. @param before the last one of the page before */
export const readAuditPage = (tx: Tx, chain: string, before: number | null, limit: number): Promise<AuditRow[]> =>
  tx.query<AuditRow>(backwards, [chain, before, limit]);

const allChains = sql("accounts.auditChains", "select distinct chain from audit_log order by chain");
export const auditChains = async (tx: Tx): Promise<string[]> =>
  (await tx.query<{ chain: string }>(allChains)).map(({ chain }) => chain);
