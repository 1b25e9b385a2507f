/** All SQL of suppressions: addresses that nothing is sent to any more. The addresses themselves stand nowhere here. */
import { sql, type Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { derivedToken, shardCount } from "#platform/ids.ts";

export type SuppressedChannel = "email" | "sms";
/** bounce, gone: there is no such mailbox or number. complaint: reported as spam. stop: its owner said so. */
export type SuppressionReason = "bounce" | "complaint" | "stop" | "gone";

/** @param address e-mail as anybody wrote it, or E.164 */
export const suppressionKey = (secret: string, channel: SuppressedChannel, address: string): string =>
  derivedToken(secret, `suppressed ${channel}`, channel === "email" ? (parseEmail(address) ?? address) : address);

const one = sql("notifications.suppression", "select reason from suppressions where key = $1 and lifted_at is null");

/** Why nothing is sent there; null: it is. */
export async function readSuppression(tx: Tx, key: string): Promise<SuppressionReason | null> {
  return (await tx.query<{ readonly reason: SuppressionReason }>(one, [key]))[0]?.reason ?? null;
}

const suppressStatement = sql(
  "notifications.suppress",
  `insert into suppressions as s (key, channel, reason, since) values ($1, $2, $3, $4)
   on conflict (key) do update set reason = excluded.reason, since = excluded.since, lifted_at = null
   where s.lifted_at < excluded.since`,
);

/**
 * From now on nothing is sent there. What happened before somebody lifted it has no effect, so a report that comes late or twice
 * changes nothing. @param happenedAt when it bounced or was said @returns whether it is news
 */
export async function suppress(
  tx: Tx,
  wanted: { readonly key: string; readonly channel: SuppressedChannel; readonly reason: SuppressionReason },
  happenedAt: Date,
): Promise<boolean> {
  return (await tx.execute(suppressStatement, [wanted.key, wanted.channel, wanted.reason, happenedAt])) > 0;
}

const lift = sql(
  "notifications.liftSuppression",
  "update suppressions set lifted_at = $2 where key = $1 and lifted_at is null",
);

/** Sends there again: the person asked for it, signed in, or the operator did. @returns whether there was something to lift */
export async function liftSuppression(tx: Tx, key: string, now: Date): Promise<boolean> {
  return (await tx.execute(lift, [key, now])) > 0;
}

export interface MailRecipient {
  /** The order's address now. */
  readonly email: string | null;
  /** Stands for the address that the mail went to. */
  readonly recipient: string;
}

const recipientOfMail = sql(
  "notifications.recipientOfMail",
  `select o.shopper_email as email, n.recipient from notifications n join orders o on o.shard = n.shard and o.id = n.order_id
   where n.shard = any ($1::smallint[]) and n.id = $2 and n.channel = 'email'`,
);
/** A report names no shard: each is looked into, by its key. */
const allShards = Array.from({ length: shardCount }, (_, shard) => shard);

export const readMailRecipient = async (tx: Tx, notificationId: string): Promise<MailRecipient | undefined> =>
  (await tx.query<MailRecipient>(recipientOfMail, [allShards, notificationId]))[0];
