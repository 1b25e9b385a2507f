/**
 * All SQL of data protection: over all tables that can hold something of a person. Rows for the export come out under the names that
 * the person reads. Persons belong to no merchant; what belongs to one is read and changed in its scope.
 */
import { type Statement, sql, type Tx } from "#platform/database.ts";
import { shardCount } from "#platform/ids.ts";

/** A row of the export, as it is written to the file. */
export type Told = Readonly<Record<string, unknown>>;

export interface OrderOfPerson {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
  readonly shop: string;
  /** Followed by hand: there is no shop. */
  readonly isOwn: boolean;
  /** The shop's number; null: it gave none. */
  readonly reference: string | null;
  readonly createdAt: Date;
  readonly parcels: number;
}

const orderOfPerson = `o.shard, o.id, o.merchant_id as "merchantId", m.name as shop, m.is_personal as "isOwn", o.merchant_reference1 as reference,
  o.created_at as "createdAt", (select count(*)::int from shipments s where s.shard = o.shard and s.order_id = o.id) as parcels`;

// What a person followed by hand and took out again has no address any more, but it was theirs.
const ordersOf = sql(
  "privacy.ordersOf",
  `select ${orderOfPerson} from orders o join merchants m on m.id = o.merchant_id where o.shopper_email = $1
   union
   select ${orderOfPerson} from shoppers p join own_parcels w on w.shopper_id = p.id
   join orders o on o.shard = w.shard and o.id = w.order_id join merchants m on m.id = o.merchant_id
   where p.email = $1 order by "createdAt", id`,
);
/** Across merchants, oldest first. */
export const readOrdersOf = (tx: Tx, email: string): Promise<OrderOfPerson[]> =>
  tx.query<OrderOfPerson>(ordersOf, [email]);

const named = (column: string): string => `lower(btrim(${column} ->> 'email')) = any ($2)`;
const namedIn = sql(
  "privacy.namedIn",
  `select ${orderOfPerson} from orders o join merchants m on m.id = o.merchant_id
   where o.shard = $1 and o.shopper_email is distinct from $3 and o.id in (
     select id from orders where shard = $1 and (${named("billing_address")} or ${named("shipping_address")})
     union select order_id from captures where shard = $1 and (${named("billing_address")} or ${named("shipping_address")}))
   order by o.created_at, o.id`,
);
/** Other persons' orders of a shard in which the address stands all the same: who paid, or who it went to first. Reads the whole shard. */
export const readNamedIn = (
  tx: Tx,
  shard: number,
  spellings: readonly string[],
  email: string,
): Promise<OrderOfPerson[]> => tx.query<OrderOfPerson>(namedIn, [shard, spellings, email]);

export const shards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

// ── The account ───────────────────────────────────────────────────────────────────────────────────────────────────

const accountId = sql("privacy.accountId", "select id, phone from shoppers where email = $1");
export const readAccountId = async (
  tx: Tx,
  email: string,
): Promise<{ readonly id: string; readonly phone: string | null } | undefined> =>
  (await tx.query<{ id: string; phone: string | null }>(accountId, [email]))[0];

const account = sql(
  "privacy.account",
  `select email as address, locale as language, phone, zone as time_zone, quiet_from as quiet_from_hour, quiet_until as quiet_until_hour,
     created_at as made_at from shoppers where email = $1`,
);
const ofAccount: Readonly<Record<string, Statement>> = {
  message_choices: sql(
    "privacy.messageChoices",
    "select topic, channel, wanted, changed_at from message_choices where shopper_id = $1 order by topic, channel",
  ),
  parcel_choices: sql(
    "privacy.parcelChoices",
    `select shipment_id, muted_at, archived_at, case when pickup_code is null then 'none' else 'kept, sealed' end as pickup_code
     from parcel_choices where shopper_id = $1 order by shipment_id`,
  ),
  sessions: sql(
    "privacy.sessions",
    "select device, created_at as began_at, last_seen_at, ends_at, ended_at from sessions where shopper_id = $1 order by created_at",
  ),
  devices: sql(
    "privacy.devices",
    "select device, created_at as added_at, 'kept' as push_address from push_subscriptions where shopper_id = $1 order by created_at",
  ),
  phone_codes: sql(
    "privacy.phoneCodes",
    "select phone, created_at as asked_at, used_at from phone_codes where shopper_id = $1 order by created_at",
  ),
  own_parcels: sql(
    "privacy.ownParcels",
    "select number, label, added_at, removed_at, order_id from own_parcels where shopper_id = $1 order by added_at",
  ),
};

/** Null: there is none. */
export async function readAccount(tx: Tx, email: string): Promise<Told | null> {
  const [row] = await tx.query<Told>(account, [email]);
  const id = (await readAccountId(tx, email))?.id;
  if (row === undefined || id === undefined) return null;
  const told: Record<string, unknown> = { ...row };
  for (const [name, statement] of Object.entries(ofAccount)) told[name] = await tx.query<Told>(statement, [id]);
  return told;
}

// Codes of the portal are of somebody who works here, whose account is another.
const signIns = sql(
  "privacy.signIns",
  "select created_at as asked_at, used_at from sign_ins where email = $1 and realm = 'shopper' order by created_at",
);
export const readSignIns = (tx: Tx, email: string): Promise<Told[]> => tx.query<Told>(signIns, [email]);

const suppression = sql(
  "privacy.suppression",
  "select channel, reason, since, lifted_at from suppressions where key = $1",
);
export const readSuppressions = (tx: Tx, key: string): Promise<Told[]> => tx.query<Told>(suppression, [key]);

// ── An order, for the export ──────────────────────────────────────────────────────────────────────────────────────

const order = sql(
  "privacy.order",
  `select m.name as shop, o.id as order_id, o.mode, o.short_reference, o.merchant_reference1, o.merchant_reference2, o.merchant_data, o.status,
     o.order_amount, o.captured_amount, o.refunded_amount, o.purchase_country, o.purchase_currency, o.locale as language, o.shopper_email as email,
     o.order_lines, o.billing_address, o.shipping_address, o.customer, o.selected_shipping_option, o.created_at, o.link_revoked_at
   from orders o join merchants m on m.id = o.merchant_id where o.shard = $1 and o.id = $2`,
);
const ofOrder: Readonly<Record<string, Statement>> = {
  captures: sql(
    "privacy.captures",
    `select number, captured_amount, description, reference, order_lines, billing_address, shipping_address, captured_at
     from captures where shard = $1 and order_id = $2 order by number`,
  ),
  refunds: sql(
    "privacy.refunds",
    `select refunded_amount, description, reference, order_lines, refunded_at from refunds
     where shard = $1 and order_id = $2 order by refunded_at, id`,
  ),
  shipping_info: sql(
    "privacy.shippingInfo",
    "select entry as said, received_at from shipping_info where shard = $1 and order_id = $2 order by received_at, id",
  ),
  mails_asked_again: sql(
    "privacy.sendOuts",
    "select requested_at, handled_at from send_out_requests where shard = $1 and order_id = $2 order by requested_at",
  ),
  findings: sql(
    "privacy.findings",
    `select shipment_id, reason, evidence ->> 'said' as said, found_at from findings
     where shard = $1 and order_id = $2 order by found_at, id`,
  ),
  messages: sql(
    "privacy.messages",
    `select shipment_id, channel, kind, decision, reason, decided_at, sent_at, failed_at from notifications
     where shard = $1 and order_id = $2 order by decided_at, id`,
  ),
  reports: sql(
    "privacy.reports",
    `select shipment_id, kind, words, reported_at, mailed_at from shopper_reports
     where shard = $1 and order_id = $2 order by reported_at, id`,
  ),
};

/** Null: it is gone meanwhile. */
export async function readOrder(tx: Tx, shard: number, id: string): Promise<Told | null> {
  const [row] = await tx.query<Told>(order, [shard, id]);
  if (row === undefined) return null;
  const told: Record<string, unknown> = { ...row };
  for (const [name, statement] of Object.entries(ofOrder)) told[name] = await tx.query<Told>(statement, [shard, id]);
  return told;
}

const parcels = sql(
  "privacy.parcels",
  `select id as shipment_id, direction, carrier, tracking_number, method, tracking_uri, said_company, said_number, status, code, status_at,
     facts ->> 'service' as service, facts -> 'pickupPoint' as pickup_point, summary -> 'estimate' as estimate, shopper_said, shopper_said_at,
     wanted_carrier, opened_at, last_asked_at, retired_at
   from shipments where shard = $1 and order_id = $2 order by opened_at, id`,
);
export const readParcels = (
  tx: Tx,
  shard: number,
  orderId: string,
): Promise<(Told & { readonly shipment_id: string })[]> => tx.query(parcels, [shard, orderId]);

const ofParcel: Readonly<Record<string, Statement>> = {
  estimates: sql(
    "privacy.estimates",
    "select estimate, reason, recorded_at from estimate_changes where shard = $1 and shipment_id = $2 order by number",
  ),
  // Whose they are is a colleague's own data.
  notes_of_the_shop: sql(
    "privacy.notes",
    "select words, written_at from shipment_notes where shard = $1 and shipment_id = $2 order by written_at, id",
  ),
  carrier_answers: sql(
    "privacy.answers",
    `select source, received_at, octet_length(body) as bytes from raw_answers
     where shard = $1 and shipment_id = $2 order by received_at, id`,
  ),
};

export async function readOfParcel(tx: Tx, shard: number, shipmentId: string): Promise<Told> {
  const told: Record<string, unknown> = {};
  for (const [name, statement] of Object.entries(ofParcel))
    told[name] = await tx.query<Told>(statement, [shard, shipmentId]);
  return told;
}

const addresses = sql(
  "privacy.addresses",
  `select case when ${named("billing_address")} then billing_address end as billing_address,
     case when ${named("shipping_address")} then shipping_address end as shipping_address from orders where shard = $1 and id = $3
   union all
   select case when ${named("billing_address")} then billing_address end,
     case when ${named("shipping_address")} then shipping_address end from captures where shard = $1 and order_id = $3`,
);
/** Of somebody else's order, what bears the person's address. */
export const readAddresses = (tx: Tx, shard: number, id: string, spellings: readonly string[]): Promise<Told[]> =>
  tx.query<Told>(addresses, [shard, spellings, id]);

// ── An order, to be erased ────────────────────────────────────────────────────────────────────────────────────────

export interface OrderToErase {
  readonly orderLines: readonly object[];
  readonly addresses: readonly unknown[];
}

const lock = sql(
  "privacy.lockOrder",
  `select order_lines as "orderLines", json_build_array(billing_address, shipping_address) as addresses
   from orders where shard = $1 and id = $2 for update`,
);
/** Whoever adds to the order, or decides about its messages, waits. */
export const lockOrder = async (tx: Tx, shard: number, id: string): Promise<OrderToErase | undefined> =>
  (await tx.query<OrderToErase>(lock, [shard, id]))[0];

const entries = sql(
  "privacy.entries",
  "select id, entry from shipping_info where shard = $1 and order_id = $2 order by id for update",
);
const rewriteEntries = sql(
  "privacy.writeEntries",
  `update shipping_info i set entry = n.entry, taken_in_at = coalesce(i.taken_in_at, $3)
   from unnest($4::uuid[], $5::json[]) as n (id, entry) where i.shard = $1 and i.order_id = $2 and i.id = n.id`,
);
export interface EntryRow {
  readonly id: string;
  readonly entry: object;
}
/** Intake locks these rows, too: after this nothing of the order is opened that was not there. */
export const lockEntries = (tx: Tx, shard: number, orderId: string): Promise<EntryRow[]> =>
  tx.query<EntryRow>(entries, [shard, orderId]);

/** What was not taken in never will be. */
export async function writeEntries(
  tx: Tx,
  { shard, id }: { readonly shard: number; readonly id: string },
  rows: readonly EntryRow[],
  now: Date,
): Promise<void> {
  const texts = rows.map(({ entry }) => JSON.stringify(entry));
  await tx.execute(rewriteEntries, [shard, id, now, rows.map((row) => row.id), texts]);
}

const lines = (table: string): readonly [Statement, Statement] => [
  sql(`privacy.lines.${table}`, `select id, order_lines as lines from ${table} where shard = $1 and order_id = $2`),
  sql(
    `privacy.writeLines.${table}`,
    `update ${table} t set order_lines = n.lines, description = null${table === "captures" ? ", billing_address = null, shipping_address = null" : ""}
     from unnest($3::uuid[], $4::json[]) as n (id, lines) where t.shard = $1 and t.order_id = $2 and t.id = n.id`,
  ),
];
const linesOf = [lines("captures"), lines("refunds")];
/** Of captures and refunds: amounts, numbers and dates stay. */
export async function rewriteBookings(
  tx: Tx,
  { shard, id }: { readonly shard: number; readonly id: string },
  anew: (lines: readonly object[]) => readonly object[],
): Promise<void> {
  for (const [read, write] of linesOf) {
    const rows = await tx.query<{ id: string; lines: readonly object[] | null }>(read, [shard, id]);
    const texts = rows.map((row) => (row.lines === null ? null : JSON.stringify(anew(row.lines))));
    await tx.execute(write, [shard, id, rows.map((row) => row.id), texts]);
  }
}

const subjects = `array(select $2::uuid union all select id from shipments where shard = $1 and order_id = $2
  union all select id from transitions where shard = $1 and order_id = $2
  union all select id from estimate_changes where shard = $1 and order_id = $2
  union all select id from send_out_requests where shard = $1 and order_id = $2)`;
const kinds = "kind in ('intake', 'poll', 'notify', 'ticket')";
const dropDueWork = sql(
  "privacy.drop.due_work",
  `delete from due_work where ctid = any (array(select ctid from due_work where shard = $1 and ${kinds} and subject = any (${subjects})
     for update skip locked))`,
);
const dropDeadWork = sql(
  "privacy.drop.dead_work",
  `delete from dead_work where shard = $1 and ${kinds} and subject = any (${subjects})`,
);
/** What somebody has in his hands at this moment is left: he finds nothing to do, and waiting for him could be waiting for us. */
export async function dropWork(tx: Tx, shard: number, orderId: string): Promise<void> {
  await tx.execute(dropDueWork, [shard, orderId]);
  await tx.execute(dropDeadWork, [shard, orderId]);
}

export interface ParcelToErase {
  readonly id: string;
  readonly trackingNumber: string | null;
  readonly saidNumber: string | null;
}
const shipmentsOf = sql(
  "privacy.shipmentsOf",
  `select id, tracking_number as "trackingNumber", said_number as "saidNumber" from shipments
   where shard = $1 and order_id = $2 order by id for update`,
);
/** Locked: who records scans waits, and finds the parcel retired. */
export const lockShipments = (tx: Tx, shard: number, orderId: string): Promise<ParcelToErase[]> =>
  tx.query<ParcelToErase>(shipmentsOf, [shard, orderId]);

const blankParcel = sql(
  "privacy.blankParcel",
  `update shipments set facts = $3, summary = $4, tracking_uri = null, said_company = null, said_number = null, identified_by = '[]',
     shopper_said = null, shopper_said_at = null, wanted_carrier = null, waits = false, next_ask_at = null,
     retired_at = coalesce(retired_at, $5) where shard = $1 and id = $2`,
);
/** Number, carrier and status stay. @param left facts and summary without the person */
export const eraseParcel = (
  tx: Tx,
  { shard, id }: { readonly shard: number; readonly id: string },
  left: { readonly facts: object; readonly summary: object },
  now: Date,
): Promise<number> =>
  tx.execute(blankParcel, [shard, id, JSON.stringify(left.facts), JSON.stringify(left.summary), now]);

const ofParcels = ["raw_answers", "shipment_notes", "shipment_owners", "carrier_registrations"].map((table) =>
  sql(`privacy.drop.${table}`, `delete from ${table} where shard = $1 and shipment_id = any ($2::uuid[])`),
);
// What the shop's own server answered to our news of these parcels: it may have named whom it is for.
const blankAttempts = sql(
  "privacy.blankAttempts",
  `update webhook_attempts a set answer = '' from feed_entries e, webhooks w
   where e.shard = $1 and e.order_id = $2 and e.position is not null and w.merchant_id = e.merchant_id and w.mode = e.mode
     and a.merchant_id = e.merchant_id and a.webhook_id = w.id and a.position = e.position and a.answer <> ''`,
);
const blankOfOrder = [
  sql(
    "privacy.blankFindings",
    `update findings set evidence = json_build_object('field', evidence -> 'field', 'said', null) where shard = $1 and order_id = $2`,
  ),
  sql(
    "privacy.blankNotifications",
    "update notifications set recipient = '', failure = null where shard = $1 and order_id = $2",
  ),
  sql("privacy.blankReports", "update shopper_reports set words = '' where shard = $1 and order_id = $2"),
  blankAttempts,
];
export async function blankAround(
  tx: Tx,
  { shard, id }: { readonly shard: number; readonly id: string },
  shipments: readonly string[],
): Promise<void> {
  for (const statement of ofParcels) await tx.execute(statement, [shard, shipments]);
  for (const statement of blankOfOrder) await tx.execute(statement, [shard, id]);
}

const blankOrder = sql(
  "privacy.blankOrder",
  `update orders set order_lines = $3, billing_address = null, shipping_address = null, customer = null, selected_shipping_option = null,
     merchant_data = null, locale = null, shopper_email = null, link_revoked_at = coalesce(link_revoked_at, $4), erased_at = $4
   where shard = $1 and id = $2`,
);
export const eraseOrder = (
  tx: Tx,
  { shard, id }: { readonly shard: number; readonly id: string },
  orderLines: readonly object[],
  now: Date,
): Promise<number> => tx.execute(blankOrder, [shard, id, JSON.stringify(orderLines), now]);

interface SavedView {
  readonly personId: string;
  readonly name: string;
  readonly query: string;
}
const views = sql(
  "privacy.views",
  `select person_id as "personId", name, query from saved_views where merchant_id = $1`,
);
const dropView = sql(
  "privacy.dropView",
  "delete from saved_views where merchant_id = $1 and person_id = $2 and name = $3",
);
export async function dropViews(tx: Tx, merchantId: string, isMeant: (view: SavedView) => boolean): Promise<void> {
  for (const view of (await tx.query<SavedView>(views, [merchantId])).filter(isMeant))
    await tx.execute(dropView, [merchantId, view.personId, view.name]);
}

const ownParcelTables = {
  shipment_id: ["events", "route_changes"],
  order_id: [
    ...["transitions", "estimate_changes", "feed_entries", "notifications", "shopper_reports", "findings"],
    ...["shipping_info", "captures", "refunds", "send_out_requests", "shipments"],
  ],
} as const;
const dropOwn = [
  ...ownParcelTables.shipment_id.map((table) =>
    sql(
      `privacy.dropOwn.${table}`,
      `delete from ${table} where shard = $1 and shipment_id in (select id from shipments where shard = $1 and order_id = $2)`,
    ),
  ),
  ...ownParcelTables.order_id.map((table) =>
    sql(`privacy.dropOwn.${table}`, `delete from ${table} where shard = $1 and order_id = $2`),
  ),
  sql("privacy.dropOwn.orders", "delete from orders where shard = $1 and id = $2"),
];
/** A parcel that a person followed by hand is nobody's record: nothing of it stays. After `blankAround`. */
export async function deleteOwnOrder(tx: Tx, shard: number, id: string): Promise<void> {
  for (const statement of dropOwn) await tx.execute(statement, [shard, id]);
}

const blankNamed = ["orders", "captures"].map((table) =>
  sql(
    `privacy.blankNamed.${table}`,
    `update ${table} set ${table === "orders" ? `customer = case when ${named("billing_address")} then null else customer end,` : ""}
       billing_address = case when ${named("billing_address")} then null else billing_address end,
       shipping_address = case when ${named("shipping_address")} then null else shipping_address end
     where shard = $1 and ${table === "orders" ? "id" : "order_id"} = $3 and (${named("billing_address")} or ${named("shipping_address")})`,
  ),
);
/** Of somebody else's order only what bears the person's address. */
export async function eraseAddresses(
  tx: Tx,
  { shard, id }: { readonly shard: number; readonly id: string },
  spellings: readonly string[],
): Promise<void> {
  for (const statement of blankNamed) await tx.execute(statement, [shard, spellings, id]);
}

const blankRecipient = sql(
  "privacy.blankRecipient",
  "update notifications set recipient = '', failure = null where shard = $1 and recipient = any ($2)",
);
/** Messages that went to an address or device of theirs about an order that names another address now. */
export const eraseRecipients = (tx: Tx, shard: number, recipients: readonly string[]): Promise<number> =>
  tx.execute(blankRecipient, [shard, recipients]);

// ── What carriers pushed ──────────────────────────────────────────────────────────────────────────────────────────

const numbersOf = sql(
  "privacy.numbersOf",
  `select distinct s.tracking_number as number from unnest($1::smallint[], $2::uuid[]) as o (shard, id)
   join shipments s on s.shard = o.shard and s.order_id = o.id where s.tracking_number is not null
   union select s.said_number from unnest($1::smallint[], $2::uuid[]) as o (shard, id)
   join shipments s on s.shard = o.shard and s.order_id = o.id where s.said_number is not null`,
);
export const readNumbersOf = async (tx: Tx, orders: readonly OrderOfPerson[]): Promise<string[]> =>
  (await tx.query<{ number: string }>(numbersOf, [orders.map(({ shard }) => shard), orders.map(({ id }) => id)])).map(
    ({ number }) => number,
  );

// A message may speak of several persons' parcels. All of it goes: it was used when it came, and others' events are events by now.
const pushes = sql(
  "privacy.pushes",
  `with page as (select connection, credential, message_hash, received_at from carrier_pushes
     where (received_at, message_hash) > ($2::timestamptz, $3::bytea) order by received_at, message_hash limit $4
   ), gone as (
     update carrier_pushes p set body = '' from page where p.connection = page.connection and p.credential = page.credential
       and p.message_hash = page.message_hash and exists (select from unnest($1::text[]) as n (number) where position(convert_to(n.number, 'UTF8') in p.body) > 0))
   select received_at as at, message_hash as hash from page order by received_at desc, message_hash desc limit 1`,
);
export interface PushPlace {
  readonly at: Date;
  readonly hash: Buffer;
}
/** One page of what is kept, oldest first. That a message came is kept, so that it is not taken twice. @returns where to go on; undefined: that was all */
export const erasePushes = async (
  tx: Tx,
  numbers: readonly string[],
  after: PushPlace | null,
  limit: number,
): Promise<PushPlace | undefined> =>
  (await tx.query<PushPlace>(pushes, [numbers, after?.at ?? "-infinity", after?.hash ?? Buffer.alloc(0), limit]))[0];

// ── The account, to be deleted ────────────────────────────────────────────────────────────────────────────────────

const deviceIds = sql("privacy.deviceIds", "select id from push_subscriptions where shopper_id = $1");
export const readDeviceIds = async (tx: Tx, shopperId: string): Promise<string[]> =>
  (await tx.query<{ id: string }>(deviceIds, [shopperId])).map(({ id }) => id);

const accountTables = [
  ...["sessions", "push_subscriptions", "message_choices", "parcel_choices", "phone_codes", "own_parcels"],
].map((table) => sql(`privacy.drop.${table}`, `delete from ${table} where shopper_id = $1`));
const dropShopper = sql("privacy.drop.shoppers", "delete from shoppers where id = $1");
export async function deleteAccount(tx: Tx, shopperId: string): Promise<void> {
  for (const statement of accountTables) await tx.execute(statement, [shopperId]);
  await tx.execute(dropShopper, [shopperId]);
}

// A code of the portal stays where the address is that of somebody who works here.
const dropSignIns = sql(
  "privacy.drop.sign_ins",
  "delete from sign_ins where email = $1 and (realm = 'shopper' or not exists (select from people p where p.email = $1))",
);
export const deleteSignIns = (tx: Tx, email: string): Promise<number> => tx.execute(dropSignIns, [email]);

// Whoever wrote to the address of the integration check; somebody who works here stays.
const dropCheckMails = ["check_mails", "support_cases"].map((table) =>
  sql(
    `privacy.drop.${table}`,
    `delete from ${table} where sender = $1 and not exists (select from people p where p.email = $1)`,
  ),
);
export async function deleteCheckMails(tx: Tx, email: string): Promise<void> {
  for (const statement of dropCheckMails) await tx.execute(statement, [email]);
}

const dropSentOfLate = sql("privacy.drop.sent_of_late", "delete from sent_of_late where recipient = any ($1)");
export const deleteSentOfLate = (tx: Tx, recipients: readonly string[]): Promise<number> =>
  tx.execute(dropSentOfLate, [recipients]);
