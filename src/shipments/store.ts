/** All SQL of the core. Every statement names the shard of the order that the rows belong to. */
import { type Asking, sql, type Tx } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import type { Announced, News } from "./announce.ts";
import type { Estimate, ShipmentEvent } from "./event.ts";
import type { EventCode, Status } from "./event-codes.ts";
import type { RecordedEvent, ShipmentFacts } from "./lifecycle.ts";
import type { ShopperWord, Summary } from "./summary.ts";

/** A shipment as it is stored. Times are Dates; `summary` follows from the events. */
export interface ShipmentRow {
  readonly shard: number;
  readonly orderId: string;
  readonly id: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly direction: "outbound" | "return";
  readonly tracked: boolean;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly method: string | null;
  readonly trackingUri: string | null;
  readonly saidCompany: string | null;
  readonly saidNumber: string | null;
  readonly status: Status;
  readonly code: EventCode;
  readonly statusAt: Date | null;
  readonly summary: Summary;
  readonly sequence: number;
  readonly openedAt: Date;
  readonly firstEventAt: Date | null;
  readonly lastEventAt: Date | null;
  readonly lastAskedAt: Date | null;
  readonly lastAnsweredAt: Date | null;
  readonly nextAskAt: Date | null;
  readonly silentSince: Date | null;
  readonly lastOutcome: string | null;
  readonly shopperSaid: ShopperWord | null;
  readonly shopperSaidAt: Date | null;
}

export const shipmentColumns = `s.shard, s.order_id as "orderId", s.id, s.merchant_id as "merchantId", s.mode, s.direction, s.tracked, s.carrier,
  s.tracking_number as "trackingNumber", s.method, s.tracking_uri as "trackingUri", s.said_company as "saidCompany", s.said_number as "saidNumber",
  s.status, s.code, s.status_at as "statusAt", s.summary, s.sequence, s.opened_at as "openedAt", s.first_event_at as "firstEventAt",
  s.last_event_at as "lastEventAt", s.last_asked_at as "lastAskedAt", s.last_answered_at as "lastAnsweredAt", s.next_ask_at as "nextAskAt",
  s.silent_since as "silentSince", s.last_outcome as "lastOutcome", s.shopper_said as "shopperSaid", s.shopper_said_at as "shopperSaidAt"`;

const ofOrder = sql(
  "shipments.ofOrder",
  `select ${shipmentColumns} from shipments s where s.shard = $1 and s.order_id = $2 and s.retired_at is null order by s.opened_at, s.id`,
);

export const readOrderShipments = (tx: Tx, shard: number, orderId: string): Promise<ShipmentRow[]> =>
  tx.query<ShipmentRow>(ofOrder, [shard, orderId]);

const ofOrders = sql(
  "shipments.ofOrders",
  `select ${shipmentColumns} from unnest($1::smallint[], $2::uuid[]) as wanted (shard, id)
   join shipments s on s.shard = wanted.shard and s.order_id = wanted.id where s.retired_at is null order by s.opened_at, s.id`,
);

/** Of several orders at once: a list across shards, for reading only. */
export const readShipmentsOfOrders = (
  tx: Tx,
  orders: readonly { readonly shard: number; readonly id: string }[],
): Promise<ShipmentRow[]> => tx.query<ShipmentRow>(ofOrders, [orders.map((o) => o.shard), orders.map((o) => o.id)]);

const retire = sql(
  "shipments.retire",
  "update shipments set retired_at = $3, next_ask_at = null where shard = $1 and order_id = $2 and retired_at is null",
);

/** Nobody follows the order's parcels any more: no page shows them, no carrier is asked, no message leaves. */
export const retireShipments = (tx: Tx, shard: number, orderId: string, now: Date): Promise<number> =>
  tx.execute(retire, [shard, orderId, now]);

const one = sql("shipments.one", `select ${shipmentColumns} from shipments s where s.shard = $1 and s.id = $2`);

export async function readShipment(tx: Tx, shard: number, id: string): Promise<ShipmentRow | undefined> {
  return (await tx.query<ShipmentRow>(one, [shard, id]))[0];
}

export interface EventRow {
  readonly id: string;
  readonly event: ShipmentEvent;
  readonly source: string;
  readonly seenAt: Date;
}

const eventsOf = sql(
  "shipments.events",
  `select id, event, source, seen_at as "seenAt" from events where shard = $1 and shipment_id = $2`,
);

export const readEvents = (tx: Tx, shard: number, shipmentId: string): Promise<EventRow[]> =>
  tx.query<EventRow>(eventsOf, [shard, shipmentId]);

/** An event row as the pure rules want it. */
export const asRecorded = ({ seenAt, ...row }: EventRow): RecordedEvent => ({ ...row, seenAt: seenAt.toISOString() });

/** Of the shipment `s`. */
const eventsAsJson = `select coalesce(json_agg(json_build_object('id', e.id, 'event', e.event, 'source', e.source,
     'seenAt', to_char(e.seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]') from events e where e.shard = s.shard and e.shipment_id = s.id`;

const historyOf = sql(
  "shipments.histories",
  `select s.id, s.facts, s.direction, (${eventsAsJson}) as events
   from shipments s where s.shard = $1 and s.id = any ($2)`,
);

/** What `timeline` and `lifecycle` want of several shipments of one order, in one question. */
export interface History {
  readonly events: readonly RecordedEvent[];
  readonly facts: ShipmentFacts;
}

export async function readHistories(
  tx: Tx,
  shard: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, History>> {
  interface Row {
    readonly id: string;
    readonly facts: ShipmentFacts;
    readonly direction: "outbound" | "return";
    readonly events: readonly RecordedEvent[];
  }
  const rows = ids.length === 0 ? [] : await tx.query<Row>(historyOf, [shard, ids]);
  return new Map(
    rows.map(({ id, events, facts, direction }) => [
      id,
      { events, facts: { ...facts, isCustomerReturn: direction === "return" } },
    ]),
  );
}

const followed = sql(
  "shipments.followed",
  `select ${shipmentColumns}, s.facts, case when $3::text is null or s.id::text = $3 then (${eventsAsJson}) end as events
   from shipments s where s.shard = $1 and s.order_id = $2 and s.retired_at is null order by s.opened_at, s.id`,
);

export interface Followed {
  readonly shipment: ShipmentRow;
  /** null: not asked for. */
  readonly history: History | null;
}

/** All shipments of an order with what happened to them. @param only what happened to this shipment alone; null: to all */
export async function readFollowed(
  tx: Asking,
  shard: number,
  orderId: string,
  only: string | null,
): Promise<Followed[]> {
  interface Row extends ShipmentRow {
    readonly facts: ShipmentFacts;
    readonly events: readonly RecordedEvent[] | null;
  }
  // What is no id is nobody's; some texts the database would not even take.
  const rows = await tx.query<Row>(followed, [shard, orderId, only === null || isUuid(only) ? only : ""]);
  return rows.map(({ facts, events, ...shipment }) => ({
    shipment,
    history: events && { events, facts: { ...facts, isCustomerReturn: shipment.direction === "return" } },
  }));
}

const factsOf = sql("shipments.facts", "select facts, direction from shipments where shard = $1 and id = $2");

/** What `timeline` and `lifecycle` want besides the events. */
export async function readFacts(tx: Tx, shard: number, id: string): Promise<ShipmentFacts> {
  const [row] = await tx.query<{ facts: ShipmentFacts; direction: "outbound" | "return" }>(factsOf, [shard, id]);
  return row === undefined ? {} : { ...row.facts, isCustomerReturn: row.direction === "return" };
}

const lock = sql(
  "shipments.lock",
  `select ${shipmentColumns}, s.facts, s.retired_at is not null as "isRetired" from shipments s where s.shard = $1 and s.id = $2 for update`,
);

export type LockedShipment = ShipmentRow & { readonly facts: ShipmentFacts; readonly isRetired: boolean };

/** The row, locked until the transaction ends: one recorder at a time. */
export async function lockShipment(tx: Tx, shard: number, id: string): Promise<LockedShipment | undefined> {
  return (await tx.query<LockedShipment>(lock, [shard, id]))[0];
}

const addEvents = sql(
  "shipments.addEvents",
  `insert into events (shard, shipment_id, id, merchant_id, event, source, raw_answer_id, seen_at)
   select $1, $2, e.id, $3, e.event, $4, $5, $6 from unnest($7::uuid[], $8::json[]) as e (id, event)
   on conflict (shard, shipment_id, id) do nothing`,
);

/** How many were new. */
export function insertEvents(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string; readonly merchantId: string },
  events: readonly { readonly id: string; readonly event: ShipmentEvent }[],
  from: { readonly source: string; readonly rawAnswerId: string | null; readonly seenAt: Date },
): Promise<number> {
  return tx.execute(addEvents, [
    shipment.shard,
    shipment.id,
    shipment.merchantId,
    from.source,
    from.rawAnswerId,
    from.seenAt,
    events.map(({ id }) => id),
    events.map(({ event }) => JSON.stringify(event)),
  ]);
}

const reread = sql(
  "shipments.rereadEvents",
  `update events e set event = r.event from unnest($3::uuid[], $4::json[]) as r (id, event)
   where e.shard = $1 and e.shipment_id = $2 and e.id = r.id`,
);

/** The same scans, understood anew. */
export async function rereadEvents(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string },
  events: ReadonlyMap<string, ShipmentEvent>,
): Promise<void> {
  const texts = [...events.values()].map((event) => JSON.stringify(event));
  await tx.execute(reread, [shipment.shard, shipment.id, [...events.keys()], texts]);
}

const advance = sql(
  "shipments.advance",
  `update shipments set status = $3, code = $4, status_at = $5, summary = $6, facts = $7, first_event_at = $8, last_event_at = $9, sequence = $10
   where shard = $1 and id = $2`,
);

export async function updateShipment(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string },
  to: {
    readonly summary: Summary;
    readonly facts: ShipmentFacts;
    readonly statusAt: Date | null;
    readonly firstEventAt: Date | null;
    readonly lastEventAt: Date | null;
    readonly sequence: number;
  },
): Promise<void> {
  const { summary } = to;
  await tx.execute(advance, [
    shipment.shard,
    shipment.id,
    summary.status,
    summary.code,
    to.statusAt,
    JSON.stringify(summary),
    JSON.stringify(to.facts),
    to.firstEventAt,
    to.lastEventAt,
    to.sequence,
  ]);
}

const addTransition = sql(
  "shipments.addTransition",
  `insert into transitions (shard, shipment_id, sequence, id, order_id, merchant_id, from_status, to_status, code, event_id, happened_at, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
);

export interface NewTransition {
  readonly sequence: number;
  readonly id: string;
  readonly from: Status;
  readonly to: Status;
  readonly code: EventCode;
  readonly eventId: string | null;
  readonly happenedAt: Date | null;
}

/** False: this very transition was announced before. */
export async function insertTransition(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string; readonly orderId: string; readonly merchantId: string },
  transition: NewTransition,
  now: Date,
): Promise<boolean> {
  const { sequence, id, from, to, code, eventId, happenedAt } = transition;
  const values = [
    shipment.shard,
    shipment.id,
    sequence,
    id,
    shipment.orderId,
    shipment.merchantId,
    from,
    to,
    code,
    eventId,
    happenedAt,
    now,
  ];
  return (await tx.execute(addTransition, values)) > 0;
}

const lastTransition = sql(
  "shipments.lastTransition",
  "select id from transitions where shard = $1 and shipment_id = $2 order by sequence desc limit 1",
);

export async function readLastTransition(
  tx: Tx,
  shard: number,
  shipmentId: string,
): Promise<{ readonly id: string } | undefined> {
  return (await tx.query<{ id: string }>(lastTransition, [shard, shipmentId]))[0];
}

const addEstimateChange = sql(
  "shipments.addEstimateChange",
  `insert into estimate_changes (shard, shipment_id, number, id, order_id, merchant_id, estimate, reason, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
);

export interface NewEstimateChange {
  /** Place in the history of estimates, from 1. */
  readonly number: number;
  readonly id: string;
  readonly estimate: Estimate;
  readonly reason: EventCode | null;
}

/** False: this very change was announced before. */
export async function insertEstimateChange(
  tx: Tx,
  shipment: { readonly shard: number; readonly id: string; readonly orderId: string; readonly merchantId: string },
  { number, id, estimate, reason }: NewEstimateChange,
  now: Date,
): Promise<boolean> {
  const { shard, orderId, merchantId } = shipment;
  const values = [shard, shipment.id, number, id, orderId, merchantId, JSON.stringify(estimate), reason, now];
  return (await tx.execute(addEstimateChange, values)) > 0;
}

const open = sql(
  "shipments.open",
  `insert into shipments (shard, order_id, id, merchant_id, mode, direction, tracked, carrier, tracking_number, method, tracking_uri, said_company, said_number,
     identified_by, status, code, summary, opened_at, next_ask_at, waits)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'pending', 'pending.no_information', $15, $16, $17, $7 and $17::timestamptz is null)
   on conflict (shard, order_id, direction, coalesce(carrier, ''), coalesce(tracking_number, ''), coalesce(case when tracked then null else method end, ''))
   do update set method = coalesce(excluded.method, shipments.method), tracking_uri = coalesce(excluded.tracking_uri, shipments.tracking_uri),
     next_ask_at = case when shipments.last_asked_at is null and shipments.retired_at is null then coalesce(shipments.next_ask_at, excluded.next_ask_at)
                   else shipments.next_ask_at end,
     waits = shipments.waits and excluded.waits
   returning id, (xmax = 0) as "isNew", next_ask_at as "nextAskAt"`,
);

export async function upsertShipment(
  tx: Tx,
  values: readonly unknown[],
): Promise<{ readonly id: string; readonly isNew: boolean; readonly nextAskAt: Date | null }> {
  const [row] = await tx.query<{ id: string; isNew: boolean; nextAskAt: Date | null }>(open, values);
  if (row === undefined) throw new Error("An upsert returned no row.");
  return row;
}

const addFeedEntries = sql(
  "shipments.addFeedEntries",
  `with counted as (
     update shipments set feed_sequence = feed_sequence + cardinality($6::uuid[]) where shard = $1 and id = $2
     returning feed_sequence - cardinality($6::uuid[]) as before)
   insert into feed_entries (shard, shipment_id, sequence, id, order_id, merchant_id, mode, type, data, recorded_at)
   select $1, $2, counted.before + n.at, n.id, $3, $4, $5, n.type, n.data, $9
   from counted, unnest($6::uuid[], $7::text[], $8::jsonb[]) with ordinality as n (id, type, data, at)`,
);

export async function insertFeedEntries(tx: Tx, shipment: Announced, news: readonly News[], now: Date): Promise<void> {
  await tx.execute(addFeedEntries, feedValues(shipment, news, now));
}

const addOrderFeedEntries = sql(
  "shipments.addOrderFeedEntries",
  addFeedEntries.text.replace("update shipments", "update orders"),
);

/** The order's id stands where a shipment's would. */
export async function insertOrderFeedEntries(
  tx: Tx,
  order: Omit<Announced, "id">,
  news: readonly News[],
  now: Date,
): Promise<void> {
  await tx.execute(addOrderFeedEntries, feedValues({ ...order, id: order.orderId }, news, now));
}

const feedValues = (about: Announced, news: readonly News[], now: Date): readonly unknown[] => [
  ...[about.shard, about.id, about.orderId, about.merchantId, about.mode],
  news.map(({ id }) => id),
  news.map(({ type }) => type),
  news.map(({ data }) => JSON.stringify(data)),
  now,
];
