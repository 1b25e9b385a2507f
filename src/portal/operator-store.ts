/** All SQL of the operator's pages. Across merchants, for people who are operators; nothing of a shopper. */
import { sql, type Tx } from "#platform/database.ts";

export interface ShopRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly keys: number;
  readonly people: number;
}

const shops = sql(
  "portal.shops",
  `select m.id, m.name, m.created_at as "createdAt",
     (select max(last_used_at) from api_keys k where k.merchant_id = m.id) as "lastUsedAt",
     (select count(*)::int from api_keys k where k.merchant_id = m.id and k.disabled_at is null) as keys,
     (select count(*)::int from memberships s where s.merchant_id = m.id) as people
   from merchants m where m.id <> $1 and ($2 = '' or strpos(lower(m.name), lower($2)) > 0) order by m.name, m.id limit 200`,
);
export const readShops = (tx: Tx, personalMerchantId: string, search: string): Promise<ShopRow[]> =>
  tx.query<ShopRow>(shops, [personalMerchantId, search]);

export interface CarrierHealth {
  readonly carrier: string;
  readonly credential: string;
  /** In the hours that are kept: about the last day. */
  readonly calls: number;
  readonly failures: number;
  readonly openUntil: Date | null;
  readonly since: Date | null;
  readonly pausedFor: string | null;
  /** Spent this month, of accounts that are paid by credits; null: none. */
  readonly credits: number | null;
}

const health = sql(
  "portal.carrierHealth",
  `select carrier, credential, (select coalesce(sum(value::int), 0)::int from json_each_text(hours)) as calls, failures,
     open_until as "openUntil", since, paused_for as "pausedFor", (credits->>to_char($1::timestamptz at time zone 'UTC', 'YYYY-MM'))::int as credits
   from carrier_limits order by open_until desc nulls last, failures desc, carrier, credential limit 500`,
);
export const readCarrierHealth = (tx: Tx, now: Date): Promise<CarrierHealth[]> =>
  tx.query<CarrierHealth>(health, [now]);

export interface Outcome {
  readonly carrier: string;
  readonly outcome: string;
  readonly parcels: number;
  readonly unmapped: number;
}

// A look at some of what was asked lately, not at all of it: a page must not read a table of millions.
const outcomes = sql(
  "portal.outcomes",
  `select carrier, coalesce(last_outcome, 'waiting') as outcome, count(*)::int as parcels, sum(unmapped)::int as unmapped
   from (select carrier, last_outcome, coalesce((summary->>'unmappedCount')::int, 0) as unmapped from shipments
         where last_asked_at > $1 and carrier is not null limit 20000) s
   group by 1, 2 order by 1, 3 desc`,
);
export const readOutcomes = (tx: Tx, since: Date): Promise<Outcome[]> => tx.query<Outcome>(outcomes, [since]);

export interface UnmappedCode {
  readonly carrier: string;
  readonly code: string;
  readonly words: string;
  readonly times: number;
}

const unmapped = sql(
  "portal.unmapped",
  `select s.carrier, coalesce(e.event->>'rawCode', '') as code, min(left(e.event->>'rawText', 120)) as words, count(*)::int as times
   from (select shard, id, carrier from shipments where last_asked_at > $1 and (summary->>'unmappedCount')::int > 0 limit 500) s
     join events e on e.shard = s.shard and e.shipment_id = s.id and e.event->>'code' = 'unmapped'
   group by 1, 2 order by 4 desc limit 100`,
);
/** Codes that no status table knows: each is a line to add (docs/adding-a-carrier.md). */
export const readUnmapped = (tx: Tx, since: Date): Promise<UnmappedCode[]> => tx.query<UnmappedCode>(unmapped, [since]);
