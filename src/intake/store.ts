/** All SQL of intake. It reads what merchants said, marks it as taken in, and writes findings; shipments are opened by the core. */
import { sql, type Tx } from "#platform/database.ts";
import type { Evidence, Reason } from "./reasons.ts";
import type { SaidEntry } from "./resolve.ts";

/** What intake needs of an order. */
export interface OrderToTakeIn {
  readonly mode: "live" | "test";
  readonly status: string;
  readonly shortReference: string;
  readonly merchantReference1: string | null;
  readonly merchantReference2: string | null;
  readonly purchaseCountry: string;
  readonly deliveryCountry: string | null;
  readonly deliveryPostalCode: string | null;
  readonly isErased: boolean;
}

const order = sql(
  "intake.order",
  `select mode, status, short_reference as "shortReference", merchant_reference1 as "merchantReference1",
     merchant_reference2 as "merchantReference2", purchase_country as "purchaseCountry", shipping_address ->> 'country' as "deliveryCountry",
     shipping_address ->> 'postal_code' as "deliveryPostalCode", erased_at is not null as "isErased"
   from orders where shard = $1 and id = $2`,
);

export async function readOrderToTakeIn(tx: Tx, shard: number, id: string): Promise<OrderToTakeIn | undefined> {
  return (await tx.query<OrderToTakeIn>(order, [shard, id]))[0];
}

export interface NewEntry {
  readonly id: string;
  readonly captureId: string | null;
  readonly entry: SaidEntry;
  /** The capture's own reference, when the entry came with a capture. */
  readonly captureReference: string | null;
}

const fresh = sql(
  "intake.new",
  `select i.id, i.capture_id as "captureId", i.entry, c.reference as "captureReference"
   from shipping_info i left join captures c on c.shard = i.shard and c.order_id = i.order_id and c.id = i.capture_id
   where i.shard = $1 and i.order_id = $2 and i.taken_in_at is null order by i.id limit $3 for update of i`,
);

/** What was not taken in yet, in the order in which it was said; the rows are locked. */
export const readNewEntries = (tx: Tx, shard: number, orderId: string, limit: number): Promise<NewEntry[]> =>
  tx.query<NewEntry>(fresh, [shard, orderId, limit]);

const takenIn = sql(
  "intake.takenIn",
  "update shipping_info set taken_in_at = $4 where shard = $1 and order_id = $2 and id = any ($3::uuid[])",
);

export async function markTakenIn(
  tx: Tx,
  shard: number,
  orderId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.execute(takenIn, [shard, orderId, ids, now]);
}

const known = sql(
  "intake.shipments",
  `select direction, carrier, tracking_number as "number",
     array(select c.from_carrier from route_changes c where c.shard = s.shard and c.shipment_id = s.id and c.from_carrier <> s.carrier) as "formerly"
   from shipments s where shard = $1 and order_id = $2 and tracked and retired_at is null order by opened_at, id`,
);

export interface KnownShipment {
  readonly direction: "outbound" | "return";
  readonly carrier: string;
  readonly number: string;
  /** Carriers that it was thought to be of, until another one knew it. */
  readonly formerly: readonly string[];
}

export const readKnownShipments = (tx: Tx, shard: number, orderId: string): Promise<KnownShipment[]> =>
  tx.query<KnownShipment>(known, [shard, orderId]);

export interface FindingRow {
  readonly id: string;
  readonly shippingInfoId: string;
  readonly shipmentId: string | null;
  readonly reason: Reason;
  readonly evidence: Evidence;
}

const addFindings = sql(
  "intake.addFindings",
  `insert into findings (shard, order_id, id, merchant_id, shipping_info_id, shipment_id, reason, evidence, found_at)
   select $1, $2, f.id, $3, f.shipping_info_id, f.shipment_id, f.reason, f.evidence, $4
   from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::json[]) as f (id, shipping_info_id, shipment_id, reason, evidence)
   on conflict (shard, order_id, id) do nothing`,
);

export async function insertFindings(
  tx: Tx,
  of: { readonly shard: number; readonly orderId: string; readonly merchantId: string },
  findings: readonly FindingRow[],
  now: Date,
): Promise<void> {
  if (findings.length === 0) return;
  await tx.execute(addFindings, [
    of.shard,
    of.orderId,
    of.merchantId,
    now,
    findings.map(({ id }) => id),
    findings.map(({ shippingInfoId }) => shippingInfoId),
    findings.map(({ shipmentId }) => shipmentId),
    findings.map(({ reason }) => reason),
    findings.map(({ evidence }) => JSON.stringify(evidence)),
  ]);
}

const findingsOfOrder = sql(
  "intake.findings",
  `select id, shipping_info_id as "shippingInfoId", shipment_id as "shipmentId", reason, evidence from findings
   where shard = $1 and order_id = $2 order by found_at, id`,
);

/** For the merchant: why something is not followed. */
export const readFindings = (tx: Tx, shard: number, orderId: string): Promise<FindingRow[]> =>
  tx.query<FindingRow>(findingsOfOrder, [shard, orderId]);

const entriesOfOrder = sql(
  "intake.entries",
  `select id, capture_id as "captureId", entry, received_at as "receivedAt", taken_in_at as "takenInAt" from shipping_info
   where shard = $1 and order_id = $2 order by received_at, id`,
);

export interface EntryRow {
  readonly id: string;
  readonly captureId: string | null;
  /** As the merchant sent it. */
  readonly entry: unknown;
  readonly receivedAt: Date;
  readonly takenInAt: Date | null;
}

export const readEntries = (tx: Tx, shard: number, orderId: string): Promise<EntryRow[]> =>
  tx.query<EntryRow>(entriesOfOrder, [shard, orderId]);

const routeChanges = sql(
  "intake.routeChanges",
  `select shipment_id as "shipmentId", from_carrier as "fromCarrier", to_carrier as "toCarrier", from_route as "fromRoute",
     to_route as "toRoute", why, changed_at as "changedAt"
   from route_changes where shard = $1 and shipment_id = any ($2::uuid[]) order by changed_at, id`,
);

export interface RouteChangeRow {
  readonly shipmentId: string;
  readonly fromCarrier: string;
  readonly toCarrier: string;
  readonly fromRoute: string | null;
  readonly toRoute: string;
  /** The last outcome on the way that was left. */
  readonly why: string;
  readonly changedAt: Date;
}

export const readRouteChanges = (tx: Tx, shard: number, shipmentIds: readonly string[]): Promise<RouteChangeRow[]> =>
  tx.query<RouteChangeRow>(routeChanges, [shard, shipmentIds]);

const habit = sql(
  "intake.habit",
  `select carrier, parcels, last_used_at as "lastUsedAt" from merchant_carriers where merchant_id = $1 and last_used_at > $2`,
);

export interface HabitRow {
  readonly carrier: string;
  readonly parcels: number;
  readonly lastUsedAt: Date;
}

export const readHabit = (tx: Tx, merchantId: string, since: Date): Promise<HabitRow[]> =>
  tx.query<HabitRow>(habit, [merchantId, since]);

const learn = sql(
  "intake.learn",
  `insert into merchant_carriers (merchant_id, carrier, last_used_at)
   select $1, carrier, $3 from unnest($2::text[]) as c (carrier) order by carrier
   on conflict (merchant_id, carrier) do update set parcels = least(merchant_carriers.parcels + 1, 1000), last_used_at = excluded.last_used_at`,
);

export async function learnHabit(tx: Tx, merchantId: string, carriers: readonly string[], now: Date): Promise<void> {
  if (carriers.length > 0) await tx.execute(learn, [merchantId, carriers, now]);
}
