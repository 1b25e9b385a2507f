/** A merchant's orders in a list, newest first: for programs that begin with an order and not with a parcel. */
import { z } from "zod";
import { leftAt, pageOf } from "#platform/cursor.ts";
import type { Database } from "#platform/database.ts";
import type { Caller } from "#platform/merchant-api.ts";
import { type ListedOrder, listOrders as readList } from "./store.ts";

export const OrdersQuery = z.object({
  reference: z.string().max(255).optional().describe("merchant_reference1 or merchant_reference2, whole."),
  created_since: z.iso.datetime({ offset: true }).optional(),
  after: z.string().max(1_000).optional().describe("The next of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
type OrdersQuery = z.infer<typeof OrdersQuery>;

export const OrderList = z.object({
  orders: z.array(
    z.object({
      order_id: z.uuid(),
      short_reference: z.string(),
      merchant_reference1: z.string().nullable(),
      merchant_reference2: z.string().nullable(),
      status: z.string(),
      order_amount: z.number().int().describe("In minor units of purchase_currency."),
      captured_amount: z.number().int(),
      purchase_currency: z.string(),
      purchase_country: z.string(),
      created_at: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export type OrderList = z.infer<typeof OrderList>;

/** Null: `after` is no cursor of this list. */
export async function listOrders(
  { database, linkSecret }: { readonly database: Database; readonly linkSecret: string },
  { merchantId, mode }: Caller,
  { after, limit, ...filter }: OrdersQuery,
): Promise<OrderList | null> {
  const [reference, since] = [filter.reference ?? null, filter.created_since ?? null];
  const list = ["orders", merchantId, mode, JSON.stringify([reference, since])];
  const before = leftAt(linkSecret, list, after);
  if (before === undefined) return null;
  const rows = await database.forMerchants([merchantId], (tx) =>
    readList(tx, { merchantId, mode, reference, since }, before, limit + 1),
  );
  const left = ({ createdText, id }: ListedOrder) => ({ at: createdText, id });
  const { shown, next } = pageOf(linkSecret, list, rows, { limit, left });
  return { orders: shown.map(inList), next };
}

const inList = (row: ListedOrder): OrderList["orders"][number] => ({
  order_id: row.id,
  short_reference: row.shortReference,
  merchant_reference1: row.reference1,
  merchant_reference2: row.reference2,
  status: row.status,
  order_amount: row.orderAmount,
  captured_amount: row.capturedAmount,
  purchase_currency: row.currency,
  purchase_country: row.country,
  created_at: row.createdAt.toISOString(),
});
