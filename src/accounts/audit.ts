/** The audit log: who did what, in chains in which each row proves the one before (L-03). */
import type { Database, Tx } from "#platform/database.ts";
import { sha256 } from "#platform/ids.ts";
import * as store from "./store.ts";

/** Things that are written down. A closed list, so that a reader can count on the words. */
export const auditActions = {
  signed_in: "signed in",
  second_factor_set: "set up a second factor",
  key_made: "made an API key",
  key_disabled: "switched off an API key",
  webhook_changed: "entered or changed a webhook",
  webhook_deleted: "deleted a webhook",
  webhook_secret_rotated: "replaced a webhook's secret",
  carrier_connected: "entered a carrier's credential",
  carrier_disconnected: "removed a carrier's credential",
  report_shared: "made an address for the integration report",
  case_closed: "closed a support case",
  brand_changed: "changed the look",
  person_added: "let somebody in",
  role_changed: "changed somebody's role",
  person_removed: "let somebody out",
  shipment_corrected: "corrected a shipment's carrier or number",
  shipments_exported: "exported shipments",
  merchant_made: "made a merchant",
  shop_entered: "entered the shop as operator",
  person_searched: "searched for a shopper's data",
  person_exported: "exported a shopper's data",
  person_erased: "erased a shopper's data",
  work_replayed: "had dead work done again",
} as const;
export type AuditAction = keyof typeof auditActions;

export interface Deed {
  /** Null: of the installation. */
  readonly merchantId: string | null;
  /** An address, or a command. */
  readonly who: string;
  readonly what: AuditAction;
  /** The id of what was changed or looked at; "" where there is none. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The chain of what belongs to no merchant. */
const ofInstallation = "00000000-0000-0000-0000-000000000000";

/** In the transaction of what was done: both are there, or neither. */
export async function recordDeed(tx: Tx, deed: Deed, now: Date): Promise<void> {
  const { merchantId, who, what, subject, details = {} } = deed;
  const chain = merchantId ?? ofInstallation;
  const last = await store.lastAudit(tx, chain);
  const row = {
    ...{ chain, merchantId, at: now, who, what, subject },
    sequence: (last?.sequence ?? 0) + 1,
    details: JSON.stringify(details),
    previous: last?.hash ?? Buffer.alloc(32),
  };
  await store.insertAudit(tx, { ...row, hash: hashOf(row) });
}

const hashOf = (row: Omit<store.AuditRow, "hash">): Buffer =>
  sha256(
    JSON.stringify([
      ...[row.chain, row.sequence, row.at.toISOString(), row.who, row.what, row.subject, row.details],
      row.previous.toString("hex"),
    ]),
  );

export interface AuditVerdict {
  readonly chains: number;
  readonly rows: number;
  /** The first row of each chain that does not follow from the one before. */
  readonly broken: readonly { readonly chain: string; readonly sequence: number; readonly why: string }[];
}

/** Reads every chain from its beginning. What was cut off at the end shows only beside a copy of the last hash: keep one elsewhere. */
export async function verifyAudit(database: Database): Promise<AuditVerdict> {
  const chains = await database.forSystem("audit chains", (tx) => store.auditChains(tx));
  let rows = 0;
  const broken: { chain: string; sequence: number; why: string }[] = [];
  for (const chain of chains) {
    let sequence = 0;
    let previous: Buffer = Buffer.alloc(32);
    for (let read = await chunk(chain, 0); read.length > 0; read = await chunk(chain, sequence)) {
      const bad = read.find((row) => {
        const follows = row.sequence === sequence + 1 && row.previous.equals(previous) && row.hash.equals(hashOf(row));
        [sequence, previous] = [row.sequence, row.hash];
        rows += 1;
        return !follows;
      });
      if (bad === undefined) continue;
      broken.push({ chain, sequence: bad.sequence, why: "It was changed, or rows before it are missing." });
      break;
    }
  }
  return { chains: chains.length, rows, broken };

  function chunk(chain: string, after: number): Promise<store.AuditRow[]> {
    return database.forSystem("audit rows", (tx) => store.readAudit(tx, chain, { after, limit: 1_000 }));
  }
}
