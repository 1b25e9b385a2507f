/** All SQL of integration checks: what was received and what became of it, and the calls that were not taken. */
import { sql, type Tx } from "#platform/database.ts";
import type { OrderFacts } from "./check-order.ts";

export interface Owner {
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

const lately = sql(
  "integration.orders",
  `select o.shard, o.id from orders o where o.merchant_id = $1 and o.mode = $2 and (
     exists (select 1 from shipping_info i where i.shard = o.shard and i.order_id = o.id and i.received_at >= $3)
     or exists (select 1 from captures c where c.shard = o.shard and c.order_id = o.id and c.captured_at >= $3))
   order by o.created_at desc, o.id limit $4`,
);

export interface OrderKey {
  readonly shard: number;
  readonly id: string;
}

/** Orders that something was said of since then, or that were captured; newest first. */
export const readOrdersSince = (tx: Tx, { merchantId, mode }: Owner, since: Date, limit: number): Promise<OrderKey[]> =>
  tx.query<OrderKey>(lately, [merchantId, mode, since, limit]);

const facts = sql(
  "integration.facts",
  `select o.id as "orderId", o.merchant_reference1 as reference, coalesce(o.shipping_address ->> 'country', o.purchase_country) as country,
     o.shipping_address ->> 'postal_code' as "postalCode", o.order_lines as lines,
     coalesce((select json_agg(json_build_object('id', c.id, 'capturedAt', c.captured_at, 'lines', c.order_lines) order by c.number) from captures c
       where c.shard = o.shard and c.order_id = o.id), '[]') as captures,
     coalesce((select json_agg(json_build_object('id', i.id, 'captureId', i.capture_id, 'entry', i.entry, 'receivedAt', i.received_at, 'outcomes',
       coalesce((select json_agg(json_build_object('reason', f.reason, 'carrier', coalesce(s.carrier, f.evidence ->> 'carrier'), 'shipmentId', f.shipment_id) order by f.id)
         from findings f left join shipments s on s.shard = f.shard and s.id = f.shipment_id
         where f.shard = i.shard and f.order_id = i.order_id and f.shipping_info_id = i.id), '[]')) order by i.received_at, i.id) from shipping_info i
       where i.shard = o.shard and i.order_id = o.id), '[]') as entries,
     coalesce((select json_agg(json_build_object('id', s.id, 'carrier', s.carrier, 'number', s.tracking_number, 'direction', s.direction, 'openedAt', s.opened_at,
       'hasEvents', s.first_event_at is not null, 'code', s.code, 'lastOutcome', s.last_outcome, 'firstEventAt', s.first_event_at) order by s.opened_at, s.id) from shipments s
       where s.shard = o.shard and s.order_id = o.id and s.tracked and s.retired_at is null), '[]') as shipments
   from unnest($1::smallint[], $2::uuid[]) as wanted (shard, id) join orders o on o.shard = wanted.shard and o.id = wanted.id
   where o.merchant_id = $3 and o.mode = $4`,
);

interface Raw {
  readonly orderId: string;
  readonly reference: string | null;
  readonly country: string;
  readonly postalCode: string | null;
  readonly lines: readonly { readonly type?: string | null }[] | null;
  readonly captures: readonly {
    readonly id: string;
    readonly capturedAt: string;
    readonly lines: readonly { readonly type?: string | null }[] | null;
  }[];
  readonly entries: readonly (Omit<OrderFacts["entries"][number], "receivedAt"> & { readonly receivedAt: string })[];
  readonly shipments: readonly (Omit<OrderFacts["shipments"][number], "openedAt"> & { readonly openedAt: string })[];
}

/** What is known of these orders, as the pure check wants it. Orders of others, or of the other mode, are left out. */
export async function readOrderFacts(
  tx: Tx,
  { merchantId, mode }: Owner,
  orders: readonly OrderKey[],
): Promise<OrderFacts[]> {
  if (orders.length === 0) return [];
  const rows = await tx.query<Raw>(facts, [
    orders.map(({ shard }) => shard),
    orders.map(({ id }) => id),
    merchantId,
    mode,
  ]);
  return rows.map(({ lines, captures, entries, shipments, ...order }) => ({
    ...order,
    isIntangible: isIntangible(lines),
    captures: captures.map((capture) => ({
      id: capture.id,
      capturedAt: new Date(capture.capturedAt),
      isIntangible: isIntangible(capture.lines ?? lines),
    })),
    entries: entries.map((entry) => ({ ...entry, receivedAt: new Date(entry.receivedAt) })),
    shipments: shipments.map((shipment) => ({ ...shipment, openedAt: new Date(shipment.openedAt) })),
  }));
}

const shippedTypes: ReadonlySet<string> = new Set(["physical", ""]);
/** Lines without a type are goods; an order without lines may hold anything. */
const isIntangible = (lines: readonly { readonly type?: string | null }[] | null): boolean =>
  lines !== null && lines.length > 0 && lines.every(({ type }) => !shippedTypes.has(type ?? ""));

const orderOfCapture = sql(
  "integration.orderOfCapture",
  "select shard, order_id as id from captures where merchant_id = $1 and id = $2",
);
const orderOfShipment = sql(
  "integration.orderOfShipment",
  "select shard, order_id as id from shipments where merchant_id = $1 and id = $2",
);

/** The order that a capture or a shipment belongs to; a read across shards. */
export const readOrderOf = async (
  tx: Tx,
  { merchantId }: Owner,
  what: "capture" | "shipment",
  id: string,
): Promise<OrderKey | undefined> =>
  (await tx.query<OrderKey>(what === "capture" ? orderOfCapture : orderOfShipment, [merchantId, id]))[0];

// ── Calls that were not taken ─────────────────────────────────────────────────────────────────────────────────────

export interface FaultCount {
  readonly code: string;
  readonly route: string;
  readonly count: number;
  readonly examples: readonly { readonly sentence: string; readonly correlation_id: string }[];
  readonly lastAt: Date;
}

const addFault = sql(
  "integration.addFault",
  `insert into api_faults as f (merchant_id, mode, day, code, route, count, examples, last_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (merchant_id, mode, day, code, route) do update set count = f.count + excluded.count, last_at = excluded.last_at,
     examples = case when json_array_length(excluded.examples) = 0 then f.examples else excluded.examples end`,
);

export async function addFaults(tx: Tx, { merchantId, mode }: Owner, fault: FaultCount): Promise<void> {
  const day = fault.lastAt.toISOString().slice(0, 10);
  const examples = JSON.stringify(fault.examples);
  await tx.execute(addFault, [merchantId, mode, day, fault.code, fault.route, fault.count, examples, fault.lastAt]);
}

const readFault = sql(
  "integration.faults",
  `select code, route, sum(count)::int as count, (array_agg(examples order by day desc))[1] as examples, max(last_at) as "lastAt" from api_faults
   where merchant_id = $1 and mode = $2 and last_at >= $3 group by code, route order by code, route`,
);

export const readFaults = (tx: Tx, { merchantId, mode }: Owner, since: Date): Promise<FaultCount[]> =>
  tx.query<FaultCount>(readFault, [merchantId, mode, since]);

const forget = sql("integration.forgetFaults", "delete from api_faults where day < $1");

/** Older than 30 days (D-05). A system transaction. */
export const forgetFaults = (tx: Tx, before: string): Promise<number> => tx.execute(forget, [before]);
