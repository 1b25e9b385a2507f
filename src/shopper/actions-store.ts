/** SQL of what shoppers say and choose on a parcel's page: their word, their reports to the shop, what they put away. */
import { type Asking, sql, type Tx } from "#platform/database.ts";
import type { ShopperWord } from "#shipments/summary.ts";
import type { CodeKind } from "./keep-pickup-code.ts";

export interface ParcelKey {
  readonly shard: number;
  readonly id: string;
}

// Where a connection asks about it already, a parcel that was sent back is asked about at once.
const say = sql(
  "shopper.say",
  `update shipments set shopper_said = $3, shopper_said_at = $4,
     next_ask_at = case when $5 and tracked and (next_ask_at is not null or last_asked_at is not null) then $4 else next_ask_at end
   where shard = $1 and id = $2 and retired_at is null and shopper_said is distinct from $3
   returning next_ask_at as "nextAskAt"`,
);

/**
 * Keeps what the shopper says; null takes it back. Said again it stays as it was.
 * @param asks the carrier is to be asked now
 * @returns when it will be asked, if it was planned by this
 */
export async function keepWord(
  tx: Tx,
  { shard, id }: ParcelKey,
  word: ShopperWord | null,
  now: Date,
  asks: boolean,
): Promise<Date | null> {
  const at = word === null ? null : now;
  const [row] = await tx.query<{ nextAskAt: Date | null }>(say, [shard, id, word, at, asks && word !== null]);
  return asks && row?.nextAskAt?.getTime() === now.getTime() ? row.nextAskAt : null;
}

const addReport = sql(
  "shopper.addReport",
  `insert into shopper_reports (shard, order_id, id, merchant_id, shipment_id, kind, words, reported_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export interface NewReport {
  readonly shard: number;
  readonly orderId: string;
  readonly id: string;
  readonly merchantId: string;
  readonly shipmentId: string | null;
  readonly kind: string;
  readonly words: string;
  readonly now: Date;
}

export async function insertReport(tx: Tx, report: NewReport): Promise<void> {
  const { shard, orderId, id, merchantId, shipmentId, kind, words, now } = report;
  await tx.execute(addReport, [shard, orderId, id, merchantId, shipmentId, kind, words, now]);
}

const lockStatement = sql("shopper.lockOrder", "select 1 from orders where shard = $1 and id = $2 for no key update");

/** Until the transaction ends. */
export async function lockOrder(tx: Tx, shard: number, orderId: string): Promise<void> {
  await tx.query(lockStatement, [shard, orderId]);
}

const mailed = sql(
  "shopper.reportMailed",
  "update shopper_reports set mailed_at = $4 where shard = $1 and order_id = $2 and id = $3",
);

export async function noteMailed(tx: Tx, report: Pick<NewReport, "shard" | "orderId" | "id">, at: Date): Promise<void> {
  await tx.execute(mailed, [report.shard, report.orderId, report.id, at]);
}

export interface ReportRow {
  readonly id: string;
  readonly shipmentId: string | null;
  readonly kind: string;
  readonly words: string;
  readonly reportedAt: Date;
  readonly mailedAt: Date | null;
}

/** Oldest first. */
export const reportsOfOrder = `select id, shipment_id as "shipmentId", kind, words, reported_at as "reportedAt", mailed_at as "mailedAt"
   from shopper_reports where shard = $1 and order_id = $2 order by reported_at, id`;

const reports = sql("shopper.reports", reportsOfOrder);

/** Oldest first. */
export const readReports = (tx: Tx, shard: number, orderId: string): Promise<ReportRow[]> =>
  tx.query<ReportRow>(reports, [shard, orderId]);

const modeOf = sql("shopper.orderMode", "select mode from orders where shard = $1 and id = $2 and merchant_id = $3");

/** Undefined: no such order of this merchant. */
export async function readOrderMode(
  tx: Tx,
  shard: number,
  orderId: string,
  merchantId: string,
): Promise<string | undefined> {
  return (await tx.query<{ mode: string }>(modeOf, [shard, orderId, merchantId]))[0]?.mode;
}

const choices = sql(
  "shopper.parcelChoices",
  `select muted_at is not null as "isMuted", archived_at is not null as "isArchived" from parcel_choices
   where shopper_id = $1 and shipment_id = $2`,
);

export async function readChoices(
  tx: Asking,
  shopperId: string,
  shipmentId: string,
): Promise<{ readonly isMuted: boolean; readonly isArchived: boolean }> {
  const [row] = await tx.query<{ isMuted: boolean; isArchived: boolean }>(choices, [shopperId, shipmentId]);
  return row ?? { isMuted: false, isArchived: false };
}

const writeCode = sql(
  "shopper.writePickupCode",
  `insert into parcel_choices (shopper_id, shipment_id, pickup_code, pickup_code_kind) values ($1, $2, $3, $4)
   on conflict (shopper_id, shipment_id) do update set pickup_code = $3, pickup_code_kind = $4`,
);

/** @param sealed by the vault; null forgets it */
export async function writePickupCode(
  tx: Tx,
  shopperId: string,
  shipmentId: string,
  sealed: string | null,
  kind: CodeKind | null,
): Promise<void> {
  await tx.execute(writeCode, [shopperId, shipmentId, sealed, kind]);
}

const readCode = sql(
  "shopper.readPickupCode",
  `select pickup_code as sealed, pickup_code_kind as kind from parcel_choices
   where shopper_id = $1 and shipment_id = $2 and pickup_code is not null`,
);

export async function readPickupCode(
  tx: Asking,
  shopperId: string,
  shipmentId: string,
): Promise<{ readonly sealed: string; readonly kind: CodeKind } | undefined> {
  return (await tx.query<{ sealed: string; kind: CodeKind }>(readCode, [shopperId, shipmentId]))[0];
}
