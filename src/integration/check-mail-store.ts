/** All SQL of mails that ask for a check: taken, settled, forgotten; and whose shops somebody may hear of. */
import { sql, type Tx } from "#platform/database.ts";
import type { Asked } from "./check-mail-fields.ts";
import type { Authenticity } from "./mail-authenticity.ts";
import type { OrderKey, Owner } from "./store.ts";

export interface NewMail {
  readonly id: string;
  readonly sender: string;
  readonly envelopeSender: string;
  readonly subject: string;
  readonly messageId: string | null;
  readonly thread: string;
  readonly authenticity: Authenticity;
  readonly asked: Asked;
  readonly receivedAt: Date;
}

export interface TakenMail extends NewMail {
  readonly state: "waiting" | "answered" | "silent" | "failed";
  /** How often an answer began to leave and nobody knows that it did not. */
  readonly sends: number;
  /** How many the sender has sent on that UTC day until then, with this one. */
  readonly count: number;
}

const lock = sql("integration.lockSender", "select pg_advisory_xact_lock(hashtextextended('check mail ' || $1, 0))");
const load = sql(
  "integration.mailLoad",
  `select (select count(*)::int from check_mails where sender = $1 and received_at >= $2) as today,
     (select count(*)::int from (select 1 from due_work where kind = 'check' limit $3) as waiting) as waiting,
     exists (select 1 from check_mails where id = $4) as known`,
);

/** How much is there already; until this transaction is over nobody else takes a mail of this sender. */
export async function readMailLoad(
  tx: Tx,
  { id, sender }: Pick<NewMail, "id" | "sender">,
  since: Date,
  waitingMax: number,
): Promise<{ readonly today: number; readonly waiting: number; readonly known: boolean }> {
  await tx.query(lock, [sender]);
  const [found] = await tx.query<{ today: number; waiting: number; known: boolean }>(load, [
    sender,
    since,
    waitingMax,
    id,
  ]);
  return found ?? { today: 0, waiting: 0, known: false };
}

const insert = sql(
  "integration.insertMail",
  `insert into check_mails (id, sender, envelope_sender, subject, message_id, thread, authenticity, asked, received_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);
export const insertMail = (tx: Tx, mail: NewMail): Promise<number> =>
  tx.execute(insert, [
    ...[mail.id, mail.sender, mail.envelopeSender, mail.subject, mail.messageId, mail.thread, mail.authenticity],
    ...[JSON.stringify(mail.asked), mail.receivedAt],
  ]);

const one = sql(
  "integration.mail",
  `select m.id, m.sender, m.envelope_sender as "envelopeSender", m.subject, m.message_id as "messageId", m.thread, m.authenticity, m.asked,
     m.received_at as "receivedAt", m.state, m.sends,
     (select count(*)::int from check_mails o where o.sender = m.sender and o.received_at <= m.received_at
        and o.received_at >= date_trunc('day', m.received_at, 'UTC')) as count
   from check_mails m where m.id = $1`,
);
export const readMail = async (tx: Tx, id: string): Promise<TakenMail | undefined> =>
  (await tx.query<TakenMail>(one, [id]))[0];

const count = sql("integration.countSend", "update check_mails set sends = sends + $2 where id = $1");
/** @param by 1 before an answer leaves, −1 when it is known that it did not */
export const countSend = (tx: Tx, id: string, by: 1 | -1): Promise<number> => tx.execute(count, [id, by]);

const settle = sql("integration.settleMail", "update check_mails set state = $2, settled_at = $3 where id = $1");
export const settleMail = (
  tx: Tx,
  id: string,
  state: Exclude<TakenMail["state"], "waiting">,
  now: Date,
): Promise<number> => tx.execute(settle, [id, state, now]);

const forget = sql("integration.forgetMails", "delete from check_mails where received_at < $1 and state <> 'waiting'");
export const forgetMails = (tx: Tx, before: Date): Promise<number> => tx.execute(forget, [before]);

export interface Shop {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
}

const shopsOf = sql(
  "integration.shopsOfSender",
  `select m.id, m.name, m.website from merchants m
   where not m.is_personal and (m.support_email = $1 or exists (
     select 1 from memberships s join people p on p.id = s.person_id where s.merchant_id = m.id and p.email = $1 and p.ended_at is null))
   order by m.name, m.id limit $2`,
);

/** Shops in which this address is somebody's who works there, or the one for questions. A system transaction. */
export const readShopsOf = (tx: Tx, address: string, limit: number): Promise<Shop[]> =>
  tx.query<Shop>(shopsOf, [address, limit]);

const byId = sql(
  "integration.orderById",
  "select shard, id, mode from orders where shard = $1 and id = $2 and merchant_id = $3",
);
const byReference = sql(
  "integration.orderByReference",
  "select shard, id, mode from orders where merchant_reference1 = $1 and merchant_id = $2 order by mode, created_at desc limit 1",
);

export type FoundOrder = OrderKey & Pick<Owner, "mode">;

export const findOrderById = async (tx: Tx, merchantId: string, key: OrderKey): Promise<FoundOrder | undefined> =>
  (await tx.query<FoundOrder>(byId, [key.shard, key.id, merchantId]))[0];

/** The newest that the shop calls by this number; a live one before a test one. */
export const findOrderByReference = async (
  tx: Tx,
  merchantId: string,
  reference: string,
): Promise<FoundOrder | undefined> => (await tx.query<FoundOrder>(byReference, [reference, merchantId]))[0];
