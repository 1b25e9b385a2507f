/** All SQL of support cases: mails that no program can help with. */
import { sql, type Tx } from "#platform/database.ts";

export type CaseCause = "not_verified" | "forged" | "unknown_merchant" | "undeliverable";

export interface SupportCase {
  readonly id: string;
  /** Null: nobody has proven whose it is. */
  readonly merchantId: string | null;
  readonly sender: string;
  readonly subject: string;
  readonly why: CaseCause;
  readonly openedAt: Date;
}

const open = sql(
  "integration.openCase",
  `insert into support_cases (id, merchant_id, sender, subject, why, opened_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
);

/** Once for each mail, and once for each sender and cause as long as it is open. */
export const openCase = (tx: Tx, one: SupportCase): Promise<number> =>
  tx.execute(open, [one.id, one.merchantId, one.sender, one.subject, one.why, one.openedAt]);

export interface ListedCase extends SupportCase {
  /** Of the merchant. */
  readonly shop: string | null;
  readonly closedAt: Date | null;
}

const list = sql(
  "integration.cases",
  `select c.id, c.merchant_id as "merchantId", m.name as shop, c.sender, c.subject, c.why, c.opened_at as "openedAt", c.closed_at as "closedAt"
   from support_cases c left join merchants m on m.id = c.merchant_id order by c.closed_at is not null, c.opened_at desc limit $1`,
);

/** The open ones first, the newest first. A system transaction. */
export const readCases = (tx: Tx, limit: number): Promise<ListedCase[]> => tx.query<ListedCase>(list, [limit]);

const close = sql(
  "integration.closeCase",
  "update support_cases set closed_at = $2 where id = $1 and closed_at is null",
);

/** False: there is no such open case. */
export const closeCase = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.execute(close, [id, now])) > 0;

const forget = sql("integration.forgetCases", "delete from support_cases where closed_at < $1 or opened_at < $2");
export const forgetCases = (tx: Tx, closedBefore: Date, openedBefore: Date): Promise<number> =>
  tx.execute(forget, [closedBefore, openedBefore]);
