/** All SQL of a person's own list: their orders over all shops, what is archived, and what they follow by hand. */
import { sql, type Tx } from "#platform/database.ts";
import type { LinkedOrder } from "./store.ts";

export interface ListedRow extends LinkedOrder {
  readonly isArchived: boolean;
}

export interface ListQuery {
  readonly email: string;
  readonly shopperId: string;
  /** Only those that are older than this order of the person. */
  readonly before: { readonly shard: number; readonly id: string } | null;
  /** Stands in a shop's name, an item, a number; "" is in all. */
  readonly text: string;
  /** Registry codes that the text may mean. */
  readonly carriers: readonly string[];
  /** null: with those that are archived. */
  readonly isArchived: boolean | null;
  readonly limit: number;
}

// Small letters are those of Unicode, whatever the database's own language is: the collation comes with PostgreSQL.
// An order is archived when all its parcels are: one that comes later brings it back.
const list = sql(
  "shopper.list",
  `select shard, id, merchant_id as "merchantId", archived as "isArchived" from (
     select o.*, coalesce((select bool_and(c.archived_at is not null) from shipments s
       left join parcel_choices c on c.shopper_id = $2 and c.shipment_id = s.id
       where s.shard = o.shard and s.order_id = o.id and s.retired_at is null), false) as archived
     from orders o where o.shopper_email = $1
       and ($3::uuid is null or (o.created_at, o.id) < (select b.created_at, b.id from orders b where b.shard = $4 and b.id = $3 and b.shopper_email = $1))
   ) o
   where ($7::boolean is null or archived = $7) and ($5 = ''
     or exists (select from merchants m where m.id = o.merchant_id and strpos(lower(m.name collate "und-x-icu"), $5) > 0)
     or strpos(lower(o.merchant_reference1 collate "und-x-icu"), $5) > 0
     or exists (select from json_array_elements(o.order_lines) l where strpos(lower((l ->> 'name') collate "und-x-icu"), $5) > 0)
     or exists (select from own_parcels w where w.order_id = o.id and strpos(lower(w.label collate "und-x-icu"), $5) > 0)
     or exists (select from shipments s where s.shard = o.shard and s.order_id = o.id and s.retired_at is null
       and (strpos(lower(s.tracking_number), replace($5, ' ', '')) > 0 or s.carrier = any ($6::text[]))))
   order by created_at desc, id desc limit $8`,
);

/** Across merchants, newest first. */
export const listOrders = (tx: Tx, query: ListQuery): Promise<ListedRow[]> =>
  tx.query<ListedRow>(list, [
    query.email,
    query.shopperId,
    query.before?.id ?? null,
    query.before?.shard ?? null,
    query.text,
    query.carriers,
    query.isArchived,
    query.limit,
  ]);

const archive = sql(
  "shopper.archive",
  `insert into parcel_choices (shopper_id, shipment_id, archived_at)
   select $1, s.id, $5 from orders o join shipments s on s.shard = o.shard and s.order_id = o.id
   where o.shard = $3 and o.id = $4 and o.shopper_email = $2
   on conflict (shopper_id, shipment_id) do update set archived_at = excluded.archived_at`,
);

/** All parcels of an order of this person. @param at null: back to the list. */
export const archiveOrder = (
  tx: Tx,
  person: { readonly shopperId: string; readonly email: string },
  order: { readonly shard: number; readonly id: string },
  at: Date | null,
): Promise<number> => tx.execute(archive, [person.shopperId, person.email, order.shard, order.id, at]);

const country = sql(
  "shopper.country",
  `select coalesce(shipping_address ->> 'country', purchase_country) as country from orders where shopper_email = $1
   order by created_at desc limit 1`,
);

/** Where the person's newest order goes. */
export const readCountry = async (tx: Tx, email: string): Promise<string | null> =>
  (await tx.query<{ country: string }>(country, [email]))[0]?.country ?? null;

const inOrders = sql(
  "shopper.numberInOrders",
  `select 1 as found from orders o join shipments s on s.shard = o.shard and s.order_id = o.id
   where o.shopper_email = $1 and s.tracking_number = $2 and s.retired_at is null limit 1`,
);

/** Does one of the person's own orders hold this number already? */
export const isInOrders = async (tx: Tx, email: string, number: string): Promise<boolean> =>
  (await tx.query(inOrders, [email, number])).length > 0;

export interface OwnParcelRow {
  readonly id: string;
  /** null: the order is still to be made. */
  readonly orderId: string | null;
}

const ownByNumber = sql(
  "shopper.ownByNumber",
  `select id, order_id as "orderId" from own_parcels where shopper_id = $1 and number = $2 and removed_at is null`,
);

export const findOwn = async (tx: Tx, shopperId: string, number: string): Promise<OwnParcelRow | undefined> =>
  (await tx.query<OwnParcelRow>(ownByNumber, [shopperId, number]))[0];

const counts = sql(
  "shopper.countOwn",
  `select count(*) filter (where added_at > $2) as lately,
     count(*) filter (where removed_at is null and not exists (select from shipments s
       where s.shard = p.shard and s.order_id = p.order_id and s.status in ('delivered', 'returned', 'expired'))) as open
   from own_parcels p where shopper_id = $1`,
);

/** What the person has added since then, removed ones too, and what is open of all. One caller at a time for a person. */
export async function countOwn(
  tx: Tx,
  shopperId: string,
  since: Date,
): Promise<{ readonly lately: number; readonly open: number }> {
  await tx.query(queueUp, [`own parcels ${shopperId}`]);
  const [row] = await tx.query<{ lately: number; open: number }>(counts, [shopperId, since]);
  return row ?? { lately: 0, open: 0 };
}

const queueUp = sql("shopper.queueUpOwn", "select pg_advisory_xact_lock(hashtextextended($1, 0))");

const addOwn = sql(
  "shopper.addOwn",
  `insert into own_parcels (id, shopper_id, number, label, added_at) values ($1, $2, $3, $4, $5)
   on conflict (shopper_id, number) where removed_at is null do nothing`,
);

export const insertOwn = (
  tx: Tx,
  parcel: {
    readonly id: string;
    readonly shopperId: string;
    readonly number: string;
    readonly label: string | null;
    readonly now: Date;
  },
): Promise<number> => tx.execute(addOwn, [parcel.id, parcel.shopperId, parcel.number, parcel.label, parcel.now]);

const bindOwn = sql("shopper.bindOwn", "update own_parcels set shard = $2, order_id = $3 where id = $1");

export const bindOwnToOrder = (tx: Tx, id: string, shard: number, orderId: string): Promise<number> =>
  tx.execute(bindOwn, [id, shard, orderId]);

const rename = sql(
  "shopper.renameOwn",
  "update own_parcels set label = $3 where shopper_id = $1 and order_id = $2 and removed_at is null",
);

export const renameOwn = (tx: Tx, shopperId: string, orderId: string, label: string | null): Promise<number> =>
  tx.execute(rename, [shopperId, orderId, label]);

const isOwnStatement = sql(
  "shopper.isOwn",
  "select 1 as found from own_parcels where shopper_id = $1 and order_id = $2 and removed_at is null",
);

export const isOwn = async (tx: Tx, shopperId: string, orderId: string): Promise<boolean> =>
  (await tx.query(isOwnStatement, [shopperId, orderId])).length > 0;

const removeOwnStatement = sql(
  "shopper.removeOwn",
  `update own_parcels set removed_at = $3, number = '', label = null where shopper_id = $1 and order_id = $2 and removed_at is null`,
);
const revokeLink = sql(
  "shopper.revokeLink",
  "update orders set link_revoked_at = coalesce(link_revoked_at, $3) where shard = $1 and id = $2",
);

/** Its page ends; of the number and the name nothing is left here. */
export async function removeOwn(
  tx: Tx,
  shopperId: string,
  order: { readonly shard: number; readonly id: string },
  now: Date,
): Promise<void> {
  await tx.execute(removeOwnStatement, [shopperId, order.id, now]);
  await tx.execute(revokeLink, [order.shard, order.id, now]);
}
