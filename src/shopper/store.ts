/** All SQL of the shopper's side: who a link belongs to, and the order behind it. */
import { sql, type Tx } from "#platform/database.ts";
import type { OrderRow } from "./presenter.ts";

export interface LinkedOrder {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
}

const byLink = sql(
  "shopper.orderByLink",
  `select shard, id, merchant_id as "merchantId" from orders where link_hash = $1 and link_revoked_at is null`,
);

/** Across merchants: the link is all that the reader has. */
export async function findByLink(tx: Tx, linkHash: Buffer): Promise<LinkedOrder | undefined> {
  return (await tx.query<LinkedOrder>(byLink, [linkHash]))[0];
}

const order = sql(
  "shopper.order",
  `select o.shard, o.id, o.merchant_id as "merchantId", m.name as shop, m.support_email as "supportEmail", o.merchant_reference1 as "merchantReference1",
     o.status, o.locale, o.purchase_country as "purchaseCountry", o.order_lines as "orderLines", o.shipping_address as "shippingAddress",
     o.billing_address as "billingAddress", o.shopper_email as "shopperEmail", o.created_at as "createdAt"
   from orders o join merchants m on m.id = o.merchant_id where o.shard = $1 and o.id = $2`,
);

export async function readOrder(tx: Tx, shard: number, id: string): Promise<OrderRow | undefined> {
  return (await tx.query<OrderRow>(order, [shard, id]))[0];
}
