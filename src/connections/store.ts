/** All SQL of carriers' credentials. What is secret comes sealed and goes sealed. */
import { sql, type Tx } from "#platform/database.ts";

/** production and test: the carrier's own addresses. custom: `baseUrl`, an operator's choice. */
export type Environment = "production" | "test" | "custom";

export interface CredentialRow {
  readonly id: string;
  /** null: the installation's. */
  readonly merchantId: string | null;
  readonly connection: string;
  readonly name: string;
  readonly publicFields: Readonly<Record<string, string>>;
  readonly sealedFields: string;
  readonly environment: Environment;
  readonly baseUrl: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly verifiedAt: Date | null;
  readonly verdict: string | null;
}

const columns = `id, merchant_id as "merchantId", connection, name, public_fields as "publicFields", sealed_fields as "sealedFields",
  environment, base_url as "baseUrl", created_at as "createdAt", changed_at as "changedAt",
  verified_at as "verifiedAt", verdict`;

const ofOwner = sql(
  "connections.ofOwner",
  `select ${columns} from carrier_credentials where merchant_id is not distinct from $1 order by connection, created_at, id`,
);
const one = sql(
  "connections.one",
  `select ${columns} from carrier_credentials where merchant_id is not distinct from $1 and connection = $2 and name = $3`,
);

/** The oldest of a connection first. */
export const readCredentials = (tx: Tx, merchantId: string | null): Promise<CredentialRow[]> =>
  tx.query<CredentialRow>(ofOwner, [merchantId]);

/** What names a credential: its owner, the connection, and the owner's name for it. */
export interface Which {
  readonly merchantId: string | null;
  readonly connection: string;
  readonly name: string;
}

export const readCredential = async (
  tx: Tx,
  { merchantId, connection, name }: Which,
): Promise<CredentialRow | undefined> => (await tx.query<CredentialRow>(one, [merchantId, connection, name]))[0];

export type NewCredential = Omit<CredentialRow, "createdAt" | "changedAt" | "verifiedAt" | "verdict">;

const write = sql(
  "connections.write",
  `insert into carrier_credentials as c (id, merchant_id, connection, name, public_fields, sealed_fields, environment, base_url,
     created_at, changed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
   on conflict (merchant_id, connection, name) do update
   set public_fields = excluded.public_fields, sealed_fields = excluded.sealed_fields, environment = excluded.environment,
     base_url = excluded.base_url,
     changed_at = excluded.changed_at, verified_at = null, verdict = null
   where c.id = excluded.id
   returning ${columns}`,
);

/** Undefined: another row has this name by now; what was sealed for this one would not open there. */
export async function writeCredential(tx: Tx, row: NewCredential, now: Date): Promise<CredentialRow | undefined> {
  const [written] = await tx.query<CredentialRow>(write, [
    row.id,
    row.merchantId,
    row.connection,
    row.name,
    JSON.stringify(row.publicFields),
    row.sealedFields,
    row.environment,
    row.baseUrl,
    now,
  ]);
  return written;
}

const remove = sql(
  "connections.remove",
  "delete from carrier_credentials where merchant_id is not distinct from $1 and connection = $2 and name = $3",
);

/** True when there was one. */
export const deleteCredential = async (tx: Tx, { merchantId, connection, name }: Which): Promise<boolean> =>
  (await tx.execute(remove, [merchantId, connection, name])) > 0;

const verified = sql(
  "connections.verified",
  "update carrier_credentials set verified_at = $3, verdict = $4 where id = $1 and changed_at = $2",
);

/** Of the credential as it was asked with: one that was changed meanwhile has not been tried. */
export async function noteVerdict(
  tx: Tx,
  { id, changedAt }: Pick<CredentialRow, "id" | "changedAt">,
  verdict: string,
  now: Date,
): Promise<void> {
  await tx.execute(verified, [id, changedAt, now, verdict]);
}

export interface CredentialState {
  readonly connection: string;
  /** Of the installation; else of merchants. */
  readonly isInstalled: boolean;
  /** As it was tried last; null: never. */
  readonly verdict: string | null;
  readonly count: number;
}

const states = sql(
  "connections.states",
  `select connection, merchant_id is null as "isInstalled", verdict, count(*)::int as count from carrier_credentials
   group by 1, 2, 3 order by 1, 2 desc, 3`,
);

/** All credentials, counted; for who looks after the installation. */
export const readCredentialStates = (tx: Tx): Promise<CredentialState[]> => tx.query<CredentialState>(states);
