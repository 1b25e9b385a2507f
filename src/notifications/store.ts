/** All SQL of notifications: the facts that a decision needs, the decisions, and what became of them. */
import { sql, type Tx } from "#platform/database.ts";
import { isDate } from "#platform/local-time.ts";
import type { Estimate } from "#shipments/event.ts";
import { type ShipmentRow, shipmentColumns } from "#shipments/store.ts";
import type { Decision } from "./decide.ts";
import type { Days, EstimateFacts, PastDecision, TransitionFacts } from "./parcel-log.ts";

export interface OrderRow {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
  readonly shop: string;
  /** Added by the shopper by hand: no shop asked us to follow it. */
  readonly isOwn: boolean;
  readonly shopperEmail: string | null;
  readonly locale: string | null;
  readonly country: string | null;
}

const orderColumns = `o.shard, o.id, o.merchant_id as "merchantId", m.name as shop, m.is_personal as "isOwn", o.shopper_email as "shopperEmail",
  coalesce((select s.locale from shoppers s where s.email = o.shopper_email), o.locale) as locale,
  coalesce(o.shipping_address ->> 'country', o.purchase_country) as country`;

const orderOfCause = sql(
  "notifications.orderOfCause",
  `select ${orderColumns} from orders o join merchants m on m.id = o.merchant_id
   where o.shard = $1 and o.id = (
     select order_id from transitions where shard = $1 and id = $2
     union all select order_id from estimate_changes where shard = $1 and id = $2
     union all select order_id from shipments where shard = $1 and id = $2 limit 1)
   for no key update of o`,
);

/** The order of a transition, a change of an estimate or a shipment, locked: its parcels are decided about one after the other. */
export async function lockOrderOfCause(tx: Tx, shard: number, causeId: string): Promise<OrderRow | undefined> {
  return (await tx.query<OrderRow>(orderOfCause, [shard, causeId]))[0];
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
     e.event -> 'time' ->> 'local' as local, e.event -> 'facts' ->> 'keepUntil' as "keepUntil", coalesce(e.event -> 'facts' ->> 'actionRequired' = 'true', false) as "actionRequired"
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
  for (const { parcelId, local, keepUntil, ...row } of rows) {
    const list = byParcel.get(parcelId) ?? [];
    const day = local?.slice(0, 10) ?? row.recordedAt.toISOString().slice(0, 10);
    const happenedAt = row.happenedAt ?? atTheLatest(local);
    list.push({ ...row, day, happenedAt, keepUntil: dateOf(keepUntil ?? null) });
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

/** What a carrier wrote where a date should stand may be none. */
export function dateOf(text: string | null): string | null {
  const date = text?.slice(0, 10) ?? "";
  return isDate(date) ? date : null;
}

export function daysOf(estimate: Estimate | null): Days | null {
  const first = dateOf(estimate?.from ?? null);
  if (first === null) return null;
  const last = dateOf(estimate?.through ?? null) ?? first;
  return { first, last: last < first ? first : last };
}

const estimatesOfOrder = sql(
  "notifications.estimates",
  `select shipment_id as "parcelId", id, estimate, reason, recorded_at as "recordedAt" from estimate_changes
   where shard = $1 and order_id = $2 order by shipment_id, recorded_at, number`,
);

/** By parcel, in the order in which they were recorded. */
export async function readEstimates(tx: Tx, order: OrderRow): Promise<ReadonlyMap<string, readonly EstimateFacts[]>> {
  type Row = Omit<EstimateFacts, keyof Days> & { readonly parcelId: string; readonly estimate: Estimate };
  const rows = await tx.query<Row>(estimatesOfOrder, [order.shard, order.id]);
  const byParcel = new Map<string, EstimateFacts[]>();
  for (const { parcelId, estimate, ...row } of rows) {
    const days = daysOf(estimate);
    if (days !== null) byParcel.set(parcelId, [...(byParcel.get(parcelId) ?? []), { ...row, ...days }]);
  }
  return byParcel;
}

const decisionsOfOrder = sql(
  "notifications.decisions",
  `select id, shipment_id as "parcelId", transition_id as "causeId", kind, channel, recipient, decision, reason, decided_at as "decidedAt",
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
   set decision = excluded.decision, reason = excluded.reason, kind = excluded.kind, transition_id = excluded.transition_id,
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
    decision.causeId,
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

const lockStatement = sql("notifications.lockPerson", "select pg_advisory_xact_lock(hashtextextended($1, 0))");

/** Of the same person one decision at a time, of whatever order: what was sent of late is counted. After the order's lock, never before. */
export const lockPerson = (tx: Tx, addressId: string): Promise<number> => tx.execute(lockStatement, [addressId]);

const countOfLate = sql(
  "notifications.countOfLate",
  `select recipient, count(*)::integer as count from sent_of_late
   where recipient = any ($1::text[]) and decided_at > $2 group by recipient`,
);

/** How many messages each of these had since then, of whatever shop. */
export async function countOfLateSince(
  tx: Tx,
  recipients: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ recipient: string; count: number }>(countOfLate, [recipients, since]);
  return new Map(rows.map(({ recipient, count }) => [recipient, count]));
}

const addOfLate = sql(
  "notifications.addOfLate",
  `with old as (delete from sent_of_late where recipient = $1 and decided_at <= $4)
   insert into sent_of_late (recipient, notification_id, decided_at) values ($1, $2, $3) on conflict do nothing`,
);

/** A message that is sent again is counted once. */
export const countAsSent = (tx: Tx, recipient: string, id: string, now: Date, forgetUntil: Date): Promise<number> =>
  tx.execute(addOfLate, [recipient, id, now, forgetUntil]);

const phoneOf = sql("notifications.phone", "select phone from shoppers where email = $1 and phone is not null");

/** E.164, confirmed by the shopper; null: none. */
export const readPhone = async (tx: Tx, email: string): Promise<string | null> =>
  (await tx.query<{ phone: string }>(phoneOf, [email]))[0]?.phone ?? null;

const shownDecisions = sql(
  "notifications.shown",
  `select n.shipment_id as "parcelId", n.kind, n.channel, n.decision, n.reason, n.decided_at as "decidedAt", n.sent_at as "sentAt",
     n.failed_at as "failedAt", n.failure
   from notifications n where n.shard = $1 and n.order_id = $2 order by n.decided_at, n.kind, n.channel, n.id`,
);

export interface ShownDecision {
  readonly parcelId: string;
  readonly kind: string;
  readonly channel: PastDecision["channel"];
  readonly decision: PastDecision["decision"];
  readonly reason: string;
  readonly decidedAt: Date;
  readonly sentAt: Date | null;
  readonly failedAt: Date | null;
  readonly failure: string | null;
}

/** For whoever asks why somebody was told or not: no address, and nothing that stands for one. */
export const readShownDecisions = (tx: Tx, shard: number, orderId: string): Promise<ShownDecision[]> =>
  tx.query<ShownDecision>(shownDecisions, [shard, orderId]);

const modeOfOrder = sql("notifications.orderMode", "select mode from orders where shard = $1 and id = $2");

/** Undefined: no such order in sight. */
export const readOrderMode = async (tx: Tx, shard: number, orderId: string): Promise<"live" | "test" | undefined> =>
  (await tx.query<{ mode: "live" | "test" }>(modeOfOrder, [shard, orderId]))[0]?.mode;
