/** All SQL of message webhooks. Secrets come sealed and go sealed. */
import { sql, type Tx } from "#platform/database.ts";

export interface WebhookRow {
  readonly merchantId: string;
  readonly url: string;
  readonly sealedSecret: string;
  readonly sealedOldSecret: string | null;
  readonly oldSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly disabledAt: Date | null;
}

const columns = `merchant_id as "merchantId", url, sealed_secret as "sealedSecret", sealed_old_secret as "sealedOldSecret",
  old_secret_until as "oldSecretUntil", created_at as "createdAt", changed_at as "changedAt", disabled_at as "disabledAt"`;

const one = sql("notifications.webhook", `select ${columns} from message_webhooks where merchant_id = $1`);

export const readWebhook = async (tx: Tx, merchantId: string): Promise<WebhookRow | undefined> =>
  (await tx.query<WebhookRow>(one, [merchantId]))[0];

const write = sql(
  "notifications.writeWebhook",
  `insert into message_webhooks (merchant_id, url, sealed_secret, sealed_old_secret, old_secret_until, created_at, changed_at)
   values ($1, $2, $3, $4, $5, $6, $6)
   on conflict (merchant_id) do update set url = excluded.url, sealed_secret = excluded.sealed_secret,
     sealed_old_secret = excluded.sealed_old_secret, old_secret_until = excluded.old_secret_until,
     changed_at = excluded.changed_at, disabled_at = null
   returning ${columns}`,
);

export async function writeWebhook(
  tx: Tx,
  row: Pick<WebhookRow, "merchantId" | "url" | "sealedSecret" | "sealedOldSecret" | "oldSecretUntil">,
  now: Date,
): Promise<WebhookRow> {
  const values = [row.merchantId, row.url, row.sealedSecret, row.sealedOldSecret, row.oldSecretUntil, now];
  const [written] = await tx.query<WebhookRow>(write, values);
  if (written === undefined) throw new Error("A webhook that was just written is not there.");
  return written;
}

const remove = sql("notifications.removeWebhook", "delete from message_webhooks where merchant_id = $1");

export const deleteWebhook = async (tx: Tx, merchantId: string): Promise<boolean> =>
  (await tx.execute(remove, [merchantId])) > 0;

const disable = sql(
  "notifications.disableWebhook",
  "update message_webhooks set disabled_at = $3 where merchant_id = $1 and url = $2 and disabled_at is null",
);

/** Its owner said that it is gone; entered anew meanwhile, it stays. */
export const disableWebhook = async (tx: Tx, merchantId: string, url: string, now: Date): Promise<boolean> =>
  (await tx.execute(disable, [merchantId, url, now])) > 0;

const reference = sql(
  "notifications.merchantReference",
  `select merchant_reference1 as "reference" from orders where shard = $1 and id = $2`,
);

/** What the merchant calls the order; null: it said nothing. */
export const readMerchantReference = async (tx: Tx, shard: number, orderId: string): Promise<string | null> =>
  (await tx.query<{ readonly reference: string | null }>(reference, [shard, orderId]))[0]?.reference || null;
