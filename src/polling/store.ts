/** All SQL of polling: what is asked about, and what came of it. */
import { sql, type Tx } from "#platform/database.ts";
import { leaseMs, type Work } from "#platform/due-work.ts";
import type { EventCode, Status } from "#shipments/event-codes.ts";
import type { Aside } from "./routing.ts";

export interface ToAsk {
  readonly shard: number;
  readonly id: string;
  readonly orderId: string;
  readonly merchantId: string;
  readonly carrier: string;
  readonly number: string;
  readonly code: EventCode;
  readonly direction: "outbound" | "return";
  readonly openedAt: Date;
  readonly postalCode: string | null;
  readonly country: string | null;
  /** What the merchant called the carrier. */
  readonly saidCompany: string | null;
  /** Who else could carry it, from identification. */
  readonly candidates: readonly { readonly code: string; readonly probability: number }[];
  /** Slug of the connection that had news last. */
  readonly route: string | null;
  readonly aside: Aside;
  readonly silentSince: Date | null;
  readonly lastOutcome: string | null;
  /** Registry code of a carrier that the shopper wants asked. */
  readonly wanted: string | null;
  /** The shopper says that the prepared return is under way. */
  readonly isSentBack: boolean;
}

const toAsk = sql(
  "polling.toAsk",
  `select s.shard, s.id, s.order_id as "orderId", s.merchant_id as "merchantId", s.carrier, s.tracking_number as "number", s.code, s.direction, s.opened_at as "openedAt", s.said_company as "saidCompany",
     o.shipping_address->>'postal_code' as "postalCode", o.shipping_address->>'country' as "country",
     case json_typeof(s.identified_by) when 'array' then s.identified_by else '[]' end as "candidates", s.route, s.routes_aside as "aside",
     s.silent_since as "silentSince", s.last_outcome as "lastOutcome",
     s.wanted_carrier as "wanted", s.shopper_said is not distinct from 'sent_back' as "isSentBack"
   from unnest($1::smallint[], $2::uuid[]) as w (shard, id)
   join shipments s on s.shard = w.shard and s.id = w.id
   join orders o on o.shard = s.shard and o.id = s.order_id
   where s.retired_at is null and s.carrier is not null and s.tracking_number is not null
     -- A cancelled order's parcel that has not moved never will (Order Management API, section 7.6).
     and not (o.status = 'CANCELLED' and s.status in ('pending', 'info_received'))`,
);

/** By shipment id; what is missing is not followed any more. */
export async function readToAsk(tx: Tx, works: readonly Work[]): Promise<Map<string, ToAsk>> {
  const rows = await tx.query<ToAsk>(toAsk, [works.map(({ shard }) => shard), works.map(({ subject }) => subject)]);
  return new Map(rows.map((row) => [row.id, row]));
}

const forget = sql("polling.forgetNextLook", "update shipments set next_ask_at = null where shard = $1 and id = $2");

/** Nobody will ask again, and pages must not promise it. */
export const forgetNextLook = (tx: Tx, work: Work): Promise<number> => tx.execute(forget, [work.shard, work.subject]);

const beforeAll = "00000000-0000-0000-0000-000000000000";
const neverAsked = `s.waits and s.next_ask_at is null and s.last_asked_at is null and s.retired_at is null`;

const waitingStatement = sql(
  "polling.waiting",
  `select s.merchant_id as "merchantId", s.carrier from shipments s
   where ${neverAsked} and s.carrier is not null and s.opened_at > $1 and (s.merchant_id, s.carrier) > ($2::uuid, $3::text)
   group by s.merchant_id, s.carrier order by s.merchant_id, s.carrier limit $4`,
);

export interface Waiting {
  readonly merchantId: string;
  readonly carrier: string;
}

/**
 * Whose parcels of which carriers were never asked about, because there was no way when they came.
 * @param after the last one of the page before; null: from the beginning
 */
export const readWaiting = (tx: Tx, openedSince: Date, after: Waiting | null, limit: number): Promise<Waiting[]> =>
  tx.query<Waiting>(waitingStatement, [openedSince, after?.merchantId ?? beforeAll, after?.carrier ?? "", limit]);

const planNeverAsked = sql(
  "polling.planNeverAsked",
  `with found as (
     select s.shard, s.id, s.merchant_id from shipments s join orders o on o.shard = s.shard and o.id = s.order_id
     where ${neverAsked}
       and s.merchant_id = $1 and s.carrier = any($2::text[]) and s.opened_at > $3 and o.status <> 'CANCELLED' limit $5
   ), planned as (
     insert into due_work (shard, kind, subject, merchant_id, due_at) select shard, 'poll', id, merchant_id, $4 from found on conflict do nothing
   ) update shipments s set next_ask_at = $4, waits = false from found where s.shard = found.shard and s.id = found.id`,
);

/** Plans a first look at a merchant's parcels whose carriers had no connection when they came. How many there were, `limit` at most. */
export const planNewlyConnected = (
  tx: Tx,
  merchantId: string,
  carriers: readonly string[],
  when: { readonly openedSince: Date; readonly now: Date; readonly limit: number },
): Promise<number> => tx.execute(planNeverAsked, [merchantId, carriers, when.openedSince, when.now, when.limit]);

const asked = sql(
  "polling.asked",
  `update shipments set last_asked_at = $3, last_answered_at = coalesce($4, last_answered_at), next_ask_at = $5, last_outcome = $6,
     silent_since = case when $7 then null else coalesce(silent_since, $3) end, route = $8, routes_aside = $9
   where shard = $1 and id = $2`,
);

/** @param hasAnswered false while the carrier cannot be reached: the page says since when */
export async function noteAsked(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string },
  note: {
    readonly askedAt: Date;
    readonly answeredAt: Date | null;
    readonly nextAskAt: Date | null;
    readonly outcome: string;
    readonly hasAnswered: boolean;
    readonly route: string | null;
    readonly aside: Aside;
  },
): Promise<void> {
  await tx.execute(asked, [
    shipment.shard,
    shipment.id,
    note.askedAt,
    note.answeredAt,
    note.nextAskAt,
    note.outcome,
    note.hasAnswered,
    note.route,
    JSON.stringify(note.aside),
  ]);
}

const putAside = sql("polling.setAside", "update shipments set routes_aside = $3 where shard = $1 and id = $2");

/** Nobody was asked: the way is closed for a while, and the parcel goes another. */
export async function noteAside(tx: Tx, shipment: ShipmentKey, aside: Aside): Promise<void> {
  await tx.execute(putAside, [shipment.shard, shipment.id, JSON.stringify(aside)]);
}

interface ShipmentKey {
  readonly shard: number;
  readonly id: string;
}

const changeCarrier = sql(
  "polling.takeOver",
  `update shipments s set carrier = $3
   where s.shard = $1 and s.id = $2 and not exists (
     select from shipments o where o.shard = s.shard and o.order_id = s.order_id and o.id <> s.id and o.direction = s.direction
       and o.carrier = $3 and o.tracking_number = s.tracking_number)`,
);

/** The parcel is another carrier's. False: the order has it under that carrier already. */
export const takeOver = async (tx: Tx, shipment: ShipmentKey, carrier: string): Promise<boolean> =>
  (await tx.execute(changeCarrier, [shipment.shard, shipment.id, carrier])) > 0;

const insertRouteChange = sql(
  "polling.routeChange",
  `insert into route_changes (shard, shipment_id, id, merchant_id, from_carrier, to_carrier, from_route, to_route, why, changed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export async function noteRouteChange(
  tx: Tx,
  shipment: ShipmentKey & { readonly merchantId: string },
  change: {
    readonly id: string;
    readonly fromCarrier: string;
    readonly toCarrier: string;
    readonly fromRoute: string | null;
    readonly toRoute: string;
    readonly why: string;
    readonly now: Date;
  },
): Promise<void> {
  const { id, fromCarrier, toCarrier, fromRoute, toRoute, why, now } = change;
  const { shard, merchantId } = shipment;
  await tx.execute(insertRouteChange, [
    shard,
    shipment.id,
    id,
    merchantId,
    fromCarrier,
    toCarrier,
    fromRoute,
    toRoute,
    why,
    now,
  ]);
}

const registrations = sql(
  "polling.registrations",
  `select r.shipment_id as "shipmentId", r.reference, r.registered_at as "registeredAt", r.expires_at as "expiresAt", r.refused
   from unnest($1::smallint[], $2::uuid[]) as w (shard, id)
   join carrier_registrations r on r.shard = w.shard and r.shipment_id = w.id and r.connection = $3 and r.credential = $4`,
);

export interface KnownRegistration {
  readonly reference: string | null;
  readonly registeredAt: Date;
  readonly expiresAt: Date | null;
  /** The carrier did not want it, or has not answered yet; it is offered again after `expiresAt`. */
  readonly refused: boolean;
}

/** By shipment id. */
export async function readRegistrations(
  tx: Tx,
  shipments: readonly ShipmentKey[],
  connection: string,
  credential: string,
): Promise<ReadonlyMap<string, KnownRegistration>> {
  const rows = await tx.query<KnownRegistration & { readonly shipmentId: string }>(registrations, [
    shipments.map(({ shard }) => shard),
    shipments.map(({ id }) => id),
    connection,
    credential,
  ]);
  return new Map(rows.map((row) => [row.shipmentId, row]));
}

const insertRegistration = sql(
  "polling.keepRegistration",
  `insert into carrier_registrations (shard, shipment_id, connection, credential, merchant_id, reference, registered_at, expires_at, refused)
   select w.shard, w.id, $3, $4, w.merchant_id, w.reference, $7, w.expires_at, w.refused
   from unnest($1::smallint[], $2::uuid[], $5::uuid[], $6::text[], $8::timestamptz[], $9::boolean[]) as w (shard, id, merchant_id, reference, expires_at, refused)
   on conflict (shard, shipment_id, connection, credential) do update
   set reference = coalesce(excluded.reference, carrier_registrations.reference), registered_at = excluded.registered_at,
     expires_at = excluded.expires_at, refused = excluded.refused`,
);

export async function keepRegistrations(
  tx: Tx,
  registered: readonly {
    readonly shipment: ShipmentKey & { readonly merchantId: string };
    readonly reference: string | null;
    readonly expiresAt: Date | null;
    readonly refused: boolean;
  }[],
  by: { readonly connection: string; readonly credential: string; readonly now: Date },
): Promise<void> {
  if (registered.length === 0) return;
  await tx.execute(insertRegistration, [
    registered.map(({ shipment }) => shipment.shard),
    registered.map(({ shipment }) => shipment.id),
    by.connection,
    by.credential,
    registered.map(({ shipment }) => shipment.merchantId),
    registered.map(({ reference }) => reference),
    by.now,
    registered.map(({ expiresAt }) => expiresAt),
    registered.map(({ refused }) => refused),
  ]);
}

const endRegistration = sql(
  "polling.expireRegistration",
  `update carrier_registrations set refused = true, reference = null, expires_at = $5
   where shard = $1 and shipment_id = $2 and connection = $3 and credential = $4`,
);

/** It counts as offered and not taken. The row stays: the parcel was paid for. */
export async function expireRegistration(
  tx: Tx,
  shipment: ShipmentKey,
  connection: string,
  credential: string,
  now: Date,
): Promise<void> {
  await tx.execute(endRegistration, [shipment.shard, shipment.id, connection, credential, now]);
}

const oldestDue = sql(
  "polling.oldestDue",
  `select shard, subject, merchant_id as "merchantId" from due_work where kind = 'poll' and due_at <= $1 order by due_at limit $2`,
);

/** Walks from merchant to merchant by the index, and takes each one's oldest: the length of nobody's queue matters (E-14). */
const oldestDuePerMerchant = sql(
  "polling.oldestDuePerMerchant",
  `with recursive merchants as (
     (select merchant_id, 1 as n from due_work where kind = 'poll' and merchant_id > $1 order by merchant_id limit 1)
     union all
     select (select d.merchant_id from due_work d where d.kind = 'poll' and d.merchant_id > m.merchant_id order by d.merchant_id limit 1), m.n + 1
     from merchants m where m.merchant_id is not null and m.n < $4)
   select due.shard, due.subject, m.merchant_id as "merchantId"
   from merchants m left join lateral (
     select shard, subject from due_work d where d.kind = 'poll' and d.merchant_id = m.merchant_id and d.due_at <= $2 order by d.due_at limit $3) as due on true
   where m.merchant_id is not null
   order by m.merchant_id`,
);

const claim = sql(
  "polling.claim",
  `update due_work as w
   set due_at = $3::timestamptz + make_interval(secs => $4), fence = fence + 1, attempts = attempts + 1, leased = true
   where shard = $1 and kind = 'poll' and subject = any (array(
     select subject from due_work where shard = $1 and kind = 'poll' and subject = any ($2::uuid[]) and due_at <= $3 for update skip locked))
   returning shard, kind, subject, merchant_id as "merchantId", fence, attempts`,
);

interface Due {
  readonly shard: number;
  readonly subject: string | null;
  readonly merchantId: string;
}

/** Merchants that one claim looks at; the next claim goes on where it ended. */
const merchantsPerClaim = 200;

/**
 * Claims up to `limit` due polls. When everything due fits, all of it; when there is more, the same number of each merchant in turn.
 * @param after the merchant at which the last claim ended; `next` is what to pass the next time
 */
export async function claimFairly(
  tx: Tx,
  now: Date,
  limit: number,
  after: string | null,
): Promise<{ readonly works: readonly Work[]; readonly next: string | null }> {
  const oldest = await tx.query<Due>(oldestDue, [now, limit]);
  if (oldest.length < limit) return { works: await claimThese(tx, oldest, now), next: null };
  // A quarter of the claim for each merchant at most: the planner then stays with the index.
  const seen = await tx.query<Due>(oldestDuePerMerchant, [
    after ?? beforeAll,
    now,
    Math.ceil(limit / 4),
    merchantsPerClaim,
  ]);
  const chosen = inTurns(seen.filter(({ subject }) => subject !== null)).slice(0, limit);
  const last = seen.at(-1)?.merchantId ?? null;
  const isEnd = new Set(seen.map(({ merchantId }) => merchantId)).size < merchantsPerClaim;
  // None of these has anything due, but somebody has: the oldest of all, and the walk goes on.
  const works = await claimThese(tx, chosen.length > 0 ? chosen : oldest, now);
  return { works, next: isEnd ? null : last };
}

async function claimThese(tx: Tx, due: readonly Due[], now: Date): Promise<Work[]> {
  const claimed: Work[] = [];
  for (const [shard, ofShard] of Map.groupBy(due, ({ shard: of }) => of)) {
    const subjects = ofShard.map(({ subject }) => subject);
    claimed.push(...(await tx.query<Work>(claim, [shard, subjects, now, leaseMs / 1_000])));
  }
  const order = new Map(due.map(({ subject }, index) => [subject, index]));
  return claimed.sort((a, b) => (order.get(a.subject) ?? 0) - (order.get(b.subject) ?? 0));
}

/** One of each merchant in turn: a million parcels of one do not stand before the first of another (E-14). */
export function inTurns<T extends { readonly merchantId: string }>(all: readonly T[]): T[] {
  const queues = [...Map.groupBy(all, ({ merchantId }) => merchantId).values()];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, round) =>
    queues.flatMap((queue) => (queue[round] === undefined ? [] : [queue[round]])),
  ).flat();
}

const putBackStatement = sql(
  "polling.putBack",
  `update due_work d set due_at = w.due_at, leased = false, attempts = greatest(d.attempts - 1, 0)
   from unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::timestamptz[]) as w (shard, subject, fence, due_at)
   where d.shard = w.shard and d.kind = 'poll' and d.subject = w.subject and d.fence = w.fence`,
);
const postponed = sql(
  "polling.postponed",
  `update shipments s set next_ask_at = w.due_at, last_outcome = coalesce($4, last_outcome),
     silent_since = case when $4 is null then silent_since else coalesce(silent_since, $5) end
   from unnest($1::smallint[], $2::uuid[], $3::timestamptz[]) as w (shard, id, due_at) where s.shard = w.shard and s.id = w.id`,
);

/** Nobody was asked, so it was no attempt. Whoever lost the lease meanwhile is passed over. */
export async function putBack(
  tx: Tx,
  waiting: readonly { readonly work: Work; readonly dueAt: Date }[],
  told: { readonly now: Date; readonly outcome: string | null },
): Promise<void> {
  const works = waiting.map(({ work }) => work);
  await tx.execute(putBackStatement, [...columns(works), waiting.map(({ dueAt }) => dueAt)]);
  // A wait of seconds is not worth a write that a page would show.
  const long = waiting.filter(({ dueAt }) => dueAt.getTime() - told.now.getTime() > 10_000);
  if (long.length === 0) return;
  const [shards, subjects] = columns(long.map(({ work }) => work));
  await tx.execute(postponed, [shards, subjects, long.map(({ dueAt }) => dueAt), told.outcome, told.now]);
}

const columns = (works: readonly Work[]): readonly [number[], string[], number[]] => [
  works.map(({ shard }) => shard),
  works.map(({ subject }) => subject),
  works.map(({ fence }) => fence),
];

const followed = sql(
  "polling.followed",
  `with owners as (select distinct merchant_id from carrier_credentials where merchant_id is not null)
   select coalesce(owners.merchant_id::text, '') as "merchantId", carrier, route, status, count(*)::int as n
   from shipments left join owners using (merchant_id)
   where tracked and status not in ('delivered', 'returned', 'expired') and carrier is not null
     -- Nobody asks about an impossible number, a cancelled order or a parcel that was destroyed, though they stay open for ever.
     and (status not in ('pending', 'info_received', 'exception') or next_ask_at is not null)
   group by owners.merchant_id, carrier, route, status`,
);

export interface Followed {
  /** "": all merchants together who have no account of their own. */
  readonly merchantId: string;
  readonly carrier: string;
  readonly route: string | null;
  readonly status: Status;
  readonly n: number;
}

/** Open parcels by registry code, way and status; an estimate of the load is enough, so it is asked rarely. */
export const countFollowed = (tx: Tx): Promise<Followed[]> => tx.query<Followed>(followed);

const insertPush = sql(
  "polling.keepPush",
  `with old as (delete from carrier_pushes where ctid = any (array(
     select ctid from carrier_pushes where received_at < $7::timestamptz - interval '30 days' order by received_at limit 20)))
   insert into carrier_pushes as p (connection, credential, message_hash, proof, media_type, body, received_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (connection, credential, message_hash) do update set received_at = p.received_at
   returning taken_at is not null as "isTaken"`,
);

interface PushKey {
  readonly connection: string;
  readonly credential: string;
  readonly hash: Buffer;
  readonly now: Date;
}

/** True: the same message was kept and used before. */
export async function keepPush(
  tx: Tx,
  push: PushKey & { readonly proof: "genuine" | "unproven"; readonly mediaType: string; readonly body: Buffer },
): Promise<boolean> {
  const { connection, credential, hash, proof, mediaType, body, now } = push;
  const values = [connection, credential, hash, proof, mediaType, body, now];
  return (await tx.query<{ isTaken: boolean }>(insertPush, values))[0]?.isTaken ?? false;
}

const pushTaken = sql(
  "polling.pushTaken",
  `update carrier_pushes set taken_at = $4, body = case when $5 then body else '' end
   where connection = $1 and credential = $2 and message_hash = $3`,
);

/** @param isOurs false: it speaks of nobody's parcel here, so only that it came is kept (D-03) */
export async function markPushTaken(
  tx: Tx,
  { connection, credential, hash, now }: PushKey,
  isOurs: boolean,
): Promise<void> {
  await tx.execute(pushTaken, [connection, credential, hash, now, isOurs]);
}

export interface Found {
  readonly shard: number;
  readonly id: string;
  readonly orderId: string;
  readonly merchantId: string;
  readonly carrier: string;
  readonly number: string;
}

const byNumber = sql(
  "polling.byNumber",
  `select shard, id, order_id as "orderId", merchant_id as "merchantId", carrier, tracking_number as "number" from shipments
   where tracking_number = any ($1::text[]) and tracked and retired_at is null and carrier = any ($2::text[])
     and ($3::uuid is null or merchant_id = $3::uuid)
     -- Carriers use numbers again: what ended long ago was another parcel.
     and opened_at > $4::timestamptz - interval '1 year'
     and (status not in ('delivered', 'returned') or coalesce(last_event_at, opened_at) > $4::timestamptz - interval '60 days')
   order by opened_at desc limit 1000`,
);

/** @param merchantId null: parcels of every merchant */
export const findByNumber = (
  tx: Tx,
  numbers: readonly string[],
  of: { readonly carriers: readonly string[]; readonly merchantId: string | null; readonly now: Date },
): Promise<Found[]> => tx.query<Found>(byNumber, [numbers, of.carriers, of.merchantId, of.now]);

const soon = sql(
  "polling.askSoon",
  `with wanted as (
     select shard, id, merchant_id, greatest($3::timestamptz, last_asked_at + make_interval(secs => $4)) as due_at from shipments
     where shard = $1 and id = $2
   ), planned as (
     insert into due_work (shard, kind, subject, merchant_id, due_at) select shard, 'poll', id, merchant_id, due_at from wanted
     on conflict (shard, kind, subject) do update set due_at = excluded.due_at
     where not due_work.leased and not $5 and due_work.due_at > excluded.due_at
     returning subject, due_at
   ) update shipments s set next_ask_at = planned.due_at from planned where s.shard = $1 and s.id = planned.subject`,
);

/**
 * Due at once, or as soon as the last question is `restMs` ago. `onlyIfForgotten`: nothing changes where a look is planned already.
 */
export async function askSoon(
  tx: Tx,
  shipment: ShipmentKey,
  when: { readonly now: Date; readonly restMs: number; readonly onlyIfForgotten: boolean },
): Promise<void> {
  await tx.execute(soon, [shipment.shard, shipment.id, when.now, when.restMs / 1_000, when.onlyIfForgotten]);
}

const wantCarrier = sql(
  "polling.wantCarrier",
  "update shipments set wanted_carrier = $3, next_ask_at = $4, waits = false where shard = $1 and id = $2",
);

/** The shopper wants this carrier asked; the parcel stays whose it is until that one knows the number. */
export const noteWanted = (tx: Tx, { shard, id }: ShipmentKey, carrier: string, askAt: Date): Promise<number> =>
  tx.execute(wantCarrier, [shard, id, carrier, askAt]);
