/** All SQL of the shopper's side: links and the orders behind them, sign-in, sessions, devices. */
import { type Asking, sql, type Tx } from "#platform/database.ts";
import { type ReportRow, reportsOfOrder } from "./actions-store.ts";
import type { SplitRow } from "./items.ts";
import type { OrderRow, UnfollowedRow } from "./presenter.ts";

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
export async function findByLink(tx: Asking, linkHash: Buffer): Promise<LinkedOrder | undefined> {
  return (await tx.query<LinkedOrder>(byLink, [linkHash]))[0];
}

const orderColumns = `o.shard, o.id, o.merchant_id as "merchantId", m.name as shop, m.support_email as "supportEmail",
     m.is_personal as "isOwn", w.label, m.brand_colour as "brandColour", m.logo_hash as "logoHash", m.website_origins as origins,
     o.merchant_reference1 as "merchantReference1", o.status, o.locale, o.purchase_country as "purchaseCountry", o.order_lines as "orderLines",
     o.shipping_address as "shippingAddress", o.billing_address as "billingAddress", o.shopper_email as "shopperEmail", o.created_at as "createdAt",
     o.selected_shipping_option as "selectedShippingOption", case when o.refunded_amount > 0 then
       (select max(r.refunded_at) from refunds r where r.shard = o.shard and r.order_id = o.id) end as "refundedAt"`;

/** With what a person calls a parcel of their own. */
const ordersOfShops = "orders o join merchants m on m.id = o.merchant_id left join own_parcels w on w.order_id = o.id";

const order = sql("shopper.order", `select ${orderColumns} from ${ordersOfShops} where o.shard = $1 and o.id = $2`);

export async function readOrder(tx: Asking, shard: number, id: string): Promise<OrderRow | undefined> {
  return (await tx.query<OrderRow>(order, [shard, id]))[0];
}

const orders = sql(
  "shopper.orders",
  `select ${orderColumns} from unnest($1::smallint[], $2::uuid[]) as wanted (shard, id)
   join orders o on o.shard = wanted.shard and o.id = wanted.id join merchants m on m.id = o.merchant_id
   left join own_parcels w on w.order_id = o.id order by o.created_at desc, o.id desc`,
);

/** Newest first. */
export const readOrders = (tx: Tx, linked: readonly LinkedOrder[]): Promise<OrderRow[]> =>
  tx.query<OrderRow>(orders, [linked.map(({ shard }) => shard), linked.map(({ id }) => id)]);

const unfollowedColumns = `f.reason, i.entry ->> 'shipping_company' as company, i.entry ->> 'tracking_number' as number, i.entry ->> 'tracking_uri' as uri`;
const unfollowedRows = `findings f join shipping_info i on i.shard = f.shard and i.order_id = f.order_id and i.id = f.shipping_info_id
     and f.shipment_id is null and f.evidence ->> 'field' not like 'return%'`;

/** Of one order. */
const saidInVain = `select ${unfollowedColumns} from ${unfollowedRows} where f.shard = $1 and f.order_id = $2 order by f.found_at, f.id`;

const unfollowed = sql(
  "shopper.unfollowed",
  `select f.order_id as "orderId", ${unfollowedColumns} from unnest($1::smallint[], $2::uuid[]) as wanted (shard, id)
   join (${unfollowedRows}) on f.shard = wanted.shard and f.order_id = wanted.id order by f.found_at, f.id`,
);

/** What these orders' shops said and nobody can follow, oldest first. */
export const readUnfollowed = (
  tx: Tx,
  linked: readonly Pick<LinkedOrder, "shard" | "id">[],
): Promise<(UnfollowedRow & { readonly orderId: string })[]> =>
  tx.query(unfollowed, [linked.map(({ shard }) => shard), linked.map(({ id }) => id)]);

// Amounts of the lines are as the shop wrote them: their text is read here, and not by PostgreSQL.
const around = sql(
  "shopper.aroundParcels",
  `select coalesce((select json_agg(u) from (${saidInVain}) u), '[]') as unfollowed,
     coalesce((select json_agg(c) from (
       select distinct f.shipment_id as "shipmentId", c.id as "captureId", c.number, c.order_lines::text as "orderLines"
       from findings f join shipping_info i on i.shard = f.shard and i.order_id = f.order_id and i.id = f.shipping_info_id
       join captures c on c.shard = i.shard and c.order_id = i.order_id and c.id = i.capture_id
       where f.shard = $1 and f.order_id = $2 and f.shipment_id is not null order by c.number) c), '[]') as splits,
     coalesce((select json_agg(r) from (${reportsOfOrder}) r), '[]') as reports`,
);

export interface AroundParcels {
  /** What the shop said and nobody can follow, oldest first. */
  readonly unfollowed: readonly UnfollowedRow[];
  /** Which captures' lines went with which of the order's parcels. */
  readonly splits: readonly SplitRow[];
  /** What was reported to the shop, oldest first. */
  readonly reports: readonly ReportRow[];
}

/** What an order's pages show besides the order and its parcels, in one statement. */
export async function readAroundParcels(tx: Asking, shard: number, orderId: string): Promise<AroundParcels> {
  interface Row {
    readonly unfollowed: readonly UnfollowedRow[];
    readonly splits: readonly (SplitRow & { readonly orderLines: string | null })[];
    readonly reports: readonly (Omit<ReportRow, "reportedAt" | "mailedAt"> & {
      readonly reportedAt: string;
      readonly mailedAt: string | null;
    })[];
  }
  const [row] = await tx.query<Row>(around, [shard, orderId]);
  return {
    unfollowed: row?.unfollowed ?? [],
    splits: (row?.splits ?? []).map((split) => ({
      ...split,
      orderLines: split.orderLines === null ? null : JSON.parse(split.orderLines),
    })),
    reports: (row?.reports ?? []).map((report) => ({
      ...report,
      reportedAt: new Date(report.reportedAt),
      mailedAt: report.mailedAt === null ? null : new Date(report.mailedAt),
    })),
  };
}

const byReference = sql(
  "shopper.ordersByReference",
  `select ${orderColumns} from ${ordersOfShops}
   where o.merchant_reference1 = $1 and o.link_revoked_at is null order by o.created_at desc limit 20`,
);

/** Across merchants: two shops may have the same order number. */
export const findByReference = (tx: Tx, reference: string): Promise<OrderRow[]> =>
  tx.query<OrderRow>(byReference, [reference]);

const countTry = sql(
  "shopper.countTry",
  `insert into find_tries (subject, day, tries) values ($1, $2, 1)
   on conflict (subject, day) do update set tries = find_tries.tries + 1 returning tries`,
);

/** One more try of this subject (an order number or a network) on this day (or hour); how many there are now. */
export async function countFindTry(tx: Tx, subject: Buffer, day: string): Promise<number> {
  return (await tx.query<{ tries: number }>(countTry, [subject, day]))[0]?.tries ?? 0;
}

const dropOldTries = sql("shopper.dropOldTries", "delete from find_tries where day < $1");

export const dropFindTries = (tx: Tx, before: string): Promise<number> => tx.execute(dropOldTries, [before]);

const addShopper = sql(
  "shopper.addShopper",
  `insert into shoppers (id, email, created_at) values ($1, $2, $3)
   on conflict (email) do update set email = excluded.email returning id`,
);
const addSession = sql(
  "shopper.addSession",
  `insert into sessions (id_hash, id, shopper_id, device, created_at, last_seen_at, ends_at) values ($1, $2, $3, $4, $5, $5, $6)`,
);

export interface NewSession {
  readonly email: string;
  /** For an address that was never here before. */
  readonly shopperId: string;
  readonly idHash: Buffer;
  readonly id: string;
  /** What the browser says it is. */
  readonly device: string;
  readonly now: Date;
  readonly endsAt: Date;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const { email, shopperId, idHash, id, device, now, endsAt } = session;
  const [shopper] = await tx.query<{ id: string }>(addShopper, [shopperId, email, now]);
  await tx.execute(addSession, [idHash, id, shopper?.id, device, now, endsAt]);
}

export interface SessionRow {
  readonly id: string;
  readonly shopperId: string;
  readonly email: string;
  /** The language that the person has set; null: none. */
  readonly locale: string | null;
}

// A page view is written down at most once in five minutes.
const seeSession = sql(
  "shopper.seeSession",
  `with found as (
     select s.id, s.shopper_id, p.email, p.locale, s.last_seen_at from sessions s join shoppers p on p.id = s.shopper_id
     where s.id_hash = $1 and s.ended_at is null and s.ends_at > $2 and s.last_seen_at > $3
   ), seen as (
     update sessions s set last_seen_at = $2 from found where s.id = found.id and found.last_seen_at < $2::timestamptz - interval '5 minutes'
   ) select id, shopper_id as "shopperId", email, locale from found`,
);

export async function readSession(
  tx: Asking,
  idHash: Buffer,
  now: Date,
  idleSince: Date,
): Promise<SessionRow | undefined> {
  return (await tx.query<SessionRow>(seeSession, [idHash, now, idleSince]))[0];
}

export interface DeviceRow {
  readonly id: string;
  readonly device: string;
  readonly lastSeenAt: Date;
}

const sessionsOfPerson = sql(
  "shopper.sessionsOfPerson",
  `select id, device, last_seen_at as "lastSeenAt" from sessions
   where shopper_id = $1 and ended_at is null and ends_at > $2 and last_seen_at > $3 order by last_seen_at desc limit 50`,
);

export const readSessions = (tx: Tx, shopperId: string, now: Date, idleSince: Date): Promise<DeviceRow[]> =>
  tx.query<DeviceRow>(sessionsOfPerson, [shopperId, now, idleSince]);

const endSessionStatement = sql(
  "shopper.endSession",
  "update sessions set ended_at = $3 where shopper_id = $1 and id = $2 and ended_at is null",
);

export const endSession = (tx: Tx, shopperId: string, sessionId: string, now: Date): Promise<number> =>
  tx.execute(endSessionStatement, [shopperId, sessionId, now]);

// The right to a device moves with whoever is signed in on it.
const addSubscription = sql(
  "shopper.addSubscription",
  `insert into push_subscriptions (id, endpoint_hash, endpoint, p256dh, auth, shopper_id, created_at, device)
   select $1, $2, $3, $4, $5, $6, $7, $8 where (select count(*) from push_subscriptions where shopper_id = $6) < 20
   on conflict (endpoint_hash) do update
   set shopper_id = excluded.shopper_id, p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device`,
);

export interface NewSubscription {
  readonly id: string;
  readonly endpointHash: Buffer;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly shopperId: string;
  /** What a person recognises it by. */
  readonly device: string;
  readonly now: Date;
}

/** False: the person has twenty devices already. */
export async function insertSubscription(tx: Tx, subscription: NewSubscription): Promise<boolean> {
  const { id, endpointHash, endpoint, p256dh, auth, shopperId, now, device } = subscription;
  return (await tx.execute(addSubscription, [id, endpointHash, endpoint, p256dh, auth, shopperId, now, device])) > 0;
}

const dropSubscription = sql(
  "shopper.dropSubscription",
  "delete from push_subscriptions where endpoint_hash = $1 and shopper_id = $2",
);

export const deleteSubscription = (tx: Tx, endpointHash: Buffer, shopperId: string): Promise<number> =>
  tx.execute(dropSubscription, [endpointHash, shopperId]);

export interface PushDeviceRow {
  readonly id: string;
  readonly device: string;
  readonly createdAt: Date;
}

const pushDevices = sql(
  "shopper.pushDevices",
  `select id, device, created_at as "createdAt" from push_subscriptions where shopper_id = $1 order by created_at desc, id`,
);

export const readPushDevices = (tx: Tx, shopperId: string): Promise<PushDeviceRow[]> =>
  tx.query<PushDeviceRow>(pushDevices, [shopperId]);

const dropPushDevice = sql(
  "shopper.dropPushDevice",
  "delete from push_subscriptions where id = $1 and shopper_id = $2",
);

export const deletePushDevice = (tx: Tx, id: string, shopperId: string): Promise<number> =>
  tx.execute(dropPushDevice, [id, shopperId]);
