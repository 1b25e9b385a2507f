/** Which credentials a carrier may be asked with: the merchant's own, then the installation's from the database, then those of the environment. */
import { isDeepStrictEqual } from "node:util";
import type { Carrier } from "#carriers/carrier.ts";
import { connectionBySlug, connectionsFor } from "#carriers/connections.ts";
import type { Credential, CredentialSource } from "#carriers/runner.ts";
import { type Clock, seconds } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import { SealBroken, type Vault, VaultClosed } from "#platform/vault.ts";
import { inScope, openCredential } from "./connect-carrier.ts";
import { type CredentialRow, readCredentials } from "./store.ts";

export interface CredentialsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  /** From the environment: `POSTHORN_CARRIER_<SLUG>_<FIELD>`, by slug. */
  readonly installed: Readonly<Record<string, Credential>>;
}

export interface Credentials {
  readonly source: CredentialSource;
  /** Which registry codes can be asked for this merchant, by whatever connection. */
  connectedFor(merchantId: string): Promise<(carrierCode: string) => boolean>;
  /** After a change in this process; others see it when their memory ends. */
  forget(merchantId: string | null): void;
}

/** Opened secrets are kept in memory this long: a change takes effect in all processes within it. */
const rememberMs = seconds(5);
const rememberedMax = 10_000;

type BySlug = ReadonlyMap<string, readonly Credential[]>;

export function createCredentials(deps: CredentialsDeps): Credentials {
  const { database, clock, log, vault, installed } = deps;
  const remembered = new Map<string | null, { readonly found: Promise<BySlug>; readonly untilMs: number }>();

  function stored(merchantId: string | null): Promise<BySlug> {
    const nowMs = clock.monotonicMs();
    const known = remembered.get(merchantId);
    if (known !== undefined && known.untilMs > nowMs) return known.found;
    if (remembered.size >= rememberedMax) remembered.clear();
    const found = load(merchantId);
    const entry = { found, untilMs: nowMs + rememberMs };
    remembered.set(merchantId, entry);
    found.catch(() => {
      if (remembered.get(merchantId) === entry) remembered.delete(merchantId);
    });
    return found;
  }

  async function load(merchantId: string | null): Promise<BySlug> {
    const rows = await inScope(database, merchantId, (tx) => readCredentials(tx, merchantId));
    const opened = await Promise.all(
      rows.map(async (row) => ({ slug: row.connection, credential: await openRow(row) })),
    );
    const usable = opened.flatMap(({ slug, credential }) => (credential === undefined ? [] : [{ slug, credential }]));
    const bySlug = Map.groupBy(usable, ({ slug }) => slug);
    return new Map([...bySlug].map(([slug, found]) => [slug, found.map(({ credential }) => credential)]));
  }

  /** One that does not open is as good as none, but for the line in the log: another one may serve. */
  async function openRow(row: CredentialRow): Promise<Credential | undefined> {
    const connection = connectionBySlug(row.connection);
    if (connection === undefined) return undefined;
    try {
      return await openCredential(connection, row, vault);
    } catch (error) {
      if (!(error instanceof SealBroken || error instanceof VaultClosed)) throw error;
      log.error("credential_unreadable", {
        carrier: row.connection,
        errorName: error.name,
        ...(row.merchantId === null ? {} : { merchantId: row.merchantId }),
      });
      return undefined;
    }
  }

  const source: CredentialSource = async (slug, merchantId) => {
    const own = isUuid(merchantId) ? ((await stored(merchantId.toLowerCase())).get(slug) ?? []) : [];
    const shared = (await stored(null)).get(slug) ?? [];
    const environment = Object.hasOwn(installed, slug) ? installed[slug] : undefined;
    return withoutTwins([...own, ...shared, ...(environment === undefined ? [] : [environment])]);
  };

  return {
    source,
    async connectedFor(merchantId) {
      const own = isUuid(merchantId) ? [...(await stored(merchantId.toLowerCase())).keys()] : [];
      const slugs = new Set([...own, ...(await stored(null)).keys(), ...Object.keys(installed)]);
      const isConnected = ({ slug }: Carrier): boolean => slugs.has(slug);
      return (code) => connectionsFor(code).some(isConnected);
    },
    forget: (merchantId) => void remembered.delete(merchantId),
  };
}

/** The same account entered twice (by command and in the environment, say) would be counted twice against one limit. */
function withoutTwins(credentials: readonly Credential[]): readonly Credential[] {
  return credentials.filter(
    ({ fields, baseUrl }, at) =>
      !credentials.slice(0, at).some((one) => one.baseUrl === baseUrl && isDeepStrictEqual(one.fields, fields)),
  );
}
