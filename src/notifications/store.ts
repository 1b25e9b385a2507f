/** All SQL of notifications: the facts that a decision needs, the decisions, and what became of them. */
import { sql, type Tx } from "#platform/database.ts";
import { type ShipmentRow, shipmentColumns } from "#shipments/store.ts";
import type { Decision, PastDecision, TransitionFacts } from "./decide.ts";

export interface OrderRow {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
  readonly shop: string;
  readonly shopperEmail: string | null;
  readonly locale: string | null;
  readonly country: string | null;
}

const orderColumns = `o.shard, o.id, o.merchant_id as "merchantId", m.name as shop, o.shopper_email as "shopperEmail",
  coalesce((select s.locale from shoppers s where s.email = o.shopper_email), o.locale) as locale,
  coalesce(o.shipping_address ->> 'country', o.purchase_country) as country`;

const orderOfTransition = sql(
  "notifications.orderOfTransition",
  `select ${orderColumns} from transitions t
   join orders o on o.shard = t.shard and o.id = t.order_id join merchants m on m.id = o.merchant_id
   where t.shard = $1 and t.id = $2 for no key update of o`,
);

/** The order that a transition belongs to, locked: its parcels are decided about one after the other. */
export async function lockOrderOfTransition(
  tx: Tx,
  shard: number,
  transitionId: string,
): Promise<OrderRow | undefined> {
  return (await tx.query<OrderRow>(orderOfTransition, [shard, transitionId]))[0];
}

const orderOfRequest = sql(
  "notifications.orderOfRequest",
  `select ${orderColumns} from send_out_requests r
   join orders o on o.shard = r.shard and o.id = r.order_id join merchants m on m.id = o.merchant_id
   where r.shard = $1 and r.id = $2 and r.handled_at is null for no key update of o`,
);

/** The order of a "send it again" that nobody has handled, locked. */
export async function lockOrderOfRequest(tx: Tx, shard: number, requestId: string): Promise<OrderRow | undefined> {
  return (await tx.query<OrderRow>(orderOfRequest, [shard, requestId]))[0];
}

const parcelsOfOrder = sql(
  "notifications.parcels",
  `select ${shipmentColumns} from shipments s where s.shard = $1 and s.order_id = $2 and s.retired_at is null order by s.opened_at, s.id`,
);

export const readParcels = (tx: Tx, order: OrderRow): Promise<ShipmentRow[]> =>
  tx.query<ShipmentRow>(parcelsOfOrder, [order.shard, order.id]);

const transitionsOfOrder = sql(
  "notifications.transitions",
  `select t.shipment_id as "parcelId", t.id, t.sequence, t.to_status as "to", t.code, t.happened_at as "happenedAt", t.recorded_at as "recordedAt",
     e.event -> 'time' ->> 'local' as local, coalesce(e.event -> 'facts' ->> 'actionRequired' = 'true', false) as "actionRequired"
   from transitions t left join events e on e.shard = t.shard and e.shipment_id = t.shipment_id and e.id = t.event_id
   where t.shard = $1 and t.order_id = $2 order by t.shipment_id, t.sequence`,
);

interface TransitionRow extends Omit<TransitionFacts, "day"> {
  readonly parcelId: string;
  readonly local: string | null;
}

/** By parcel, oldest first. */
export async function readTransitions(
  tx: Tx,
  order: OrderRow,
): Promise<ReadonlyMap<string, readonly TransitionFacts[]>> {
  const rows = await tx.query<TransitionRow>(transitionsOfOrder, [order.shard, order.id]);
  const byParcel = new Map<string, TransitionFacts[]>();
  for (const { parcelId, local, ...row } of rows) {
    const list = byParcel.get(parcelId) ?? [];
    const day = local?.slice(0, 10) ?? row.recordedAt.toISOString().slice(0, 10);
    list.push({ ...row, day, happenedAt: row.happenedAt ?? atTheLatest(local) });
    byParcel.set(parcelId, list);
  }
  return byParcel;
}

/** Where the carrier told no zone, the last one on earth: news is never taken for older than it is. Of a day alone, its end. */
function atTheLatest(local: string | null): Date | null {
  if (local === null) return null;
  const instant = new Date(`${local.length > 10 ? local : `${local}T23:59:59`}-12:00`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

const decisionsOfOrder = sql(
  "notifications.decisions",
  `select id, shipment_id as "parcelId", transition_id as "transitionId", kind, channel, recipient, decision, decided_at as "decidedAt",
     sent_at is not null as sent, failed_at is not null as failed
   from notifications where shard = $1 and order_id = $2 order by decided_at, id`,
);

export const readDecisions = (tx: Tx, order: OrderRow): Promise<PastDecision[]> =>
  tx.query<PastDecision>(decisionsOfOrder, [order.shard, order.id]);

export interface SubscriptionRow {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

const subscriptionsOf = sql(
  "notifications.subscriptions",
  `select p.id, p.endpoint, p.p256dh, p.auth from push_subscriptions p join shoppers s on s.id = p.shopper_id
   where s.email = $1 order by p.created_at, p.id`,
);

export const readSubscriptions = (tx: Tx, email: string): Promise<SubscriptionRow[]> =>
  tx.query<SubscriptionRow>(subscriptionsOf, [email]);

const forgetSubscriptionStatement = sql(
  "notifications.forgetSubscription",
  "delete from push_subscriptions where id = $1",
);

export const forgetSubscription = (tx: Tx, id: string): Promise<number> =>
  tx.execute(forgetSubscriptionStatement, [id]);

const keep = sql(
  "notifications.keep",
  `insert into notifications (shard, id, order_id, shipment_id, transition_id, merchant_id, channel, recipient, kind, decision, reason, decided_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   on conflict (shard, id) do update
   set decision = excluded.decision, reason = excluded.reason, transition_id = excluded.transition_id,
     decided_at = case when notifications.decision = excluded.decision then notifications.decided_at else excluded.decided_at end
   where notifications.sent_at is null`,
);

/** Writes a decision or changes one whose message has not left. */
export async function keepDecision(
  tx: Tx,
  order: OrderRow,
  decision: Omit<Decision, "kind" | "until" | "parcels"> & { readonly kind: string },
  now: Date,
): Promise<void> {
  await tx.execute(keep, [
    order.shard,
    decision.id,
    order.id,
    decision.parcelId,
    decision.transitionId,
    order.merchantId,
    decision.channel,
    decision.recipient,
    decision.kind,
    decision.decision,
    decision.reason,
    now,
  ]);
}

const sentStatement = sql(
  "notifications.sent",
  "update notifications set sent_at = $3, failure = null where shard = $1 and id = $2 and sent_at is null",
);

export const markSent = (tx: Tx, shard: number, id: string, now: Date): Promise<number> =>
  tx.execute(sentStatement, [shard, id, now]);

const failedStatement = sql(
  "notifications.failed",
  "update notifications set failed_at = $3, failure = $4 where shard = $1 and id = $2 and sent_at is null",
);

/** @param failedAt null: it will be tried again. */
export const markFailed = (
  tx: Tx,
  shard: number,
  id: string,
  failedAt: Date | null,
  failure: string,
): Promise<number> => tx.execute(failedStatement, [shard, id, failedAt, failure.slice(0, 200)]);

const handledStatement = sql(
  "notifications.requestHandled",
  "update send_out_requests set handled_at = $3 where shard = $1 and id = $2",
);

export const markRequestHandled = (tx: Tx, shard: number, id: string, now: Date): Promise<number> =>
  tx.execute(handledStatement, [shard, id, now]);
