/** Connecting a carrier, trying it and letting it go: what an operator does by command and a merchant by API. */
import type { Carrier, Fields } from "#carriers/carrier.ts";
import type { Credential, RunnerDeps } from "#carriers/runner.ts";
import { forgetOldLogin } from "#carriers/store.ts";
import { seconds } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import type { Place, Vault } from "#platform/vault.ts";
import { splitFields } from "./fields.ts";
import * as store from "./store.ts";
import { type Verdict, verifyCredential } from "./verify-credential.ts";

export interface ConnectDeps extends RunnerDeps {
  readonly vault: Vault;
}

/** A merchant's API knows one credential per connection; an operator may name several. */
export const usualName = "main";

export interface ToConnect {
  readonly connection: Carrier;
  /** null: for the whole installation. */
  readonly merchantId: string | null;
  readonly name: string;
  /** As `readFields` has found them good. */
  readonly fields: Fields;
  readonly environment: store.Environment;
  /** With `custom` only, and an operator's choice only: it is asked from inside the network. */
  readonly baseUrl?: string;
}

/** So soon after another secret was entered it may be tried, although the last one was refused. */
const triedAgainMs = seconds(3);

/**
 * Seals and stores it, in place of what had this name before.
 * @throws VaultClosed without a master key
 */
export async function connectCarrier(wanted: ToConnect, deps: ConnectDeps): Promise<store.CredentialRow> {
  const { connection, merchantId, name } = wanted;
  const { clock, log } = deps;
  const which: store.Which = { merchantId, connection: connection.slug, name };
  const { open, secret } = splitFields(connection, wanted.fields);
  for (;;) {
    const before = await inScope(deps.database, merchantId, (tx) => store.readCredential(tx, which));
    const id = before?.id ?? newId();
    const row: store.NewCredential = {
      ...which,
      id,
      publicFields: open,
      sealedFields: await deps.vault.seal(fieldsPlace({ id, merchantId }), JSON.stringify(secret)),
      environment: wanted.environment,
      baseUrl: wanted.baseUrl ?? null,
    };
    const written = await inScope(deps.database, merchantId, (tx) => store.writeCredential(tx, row, clock.now()));
    if (written === undefined) continue; // somebody else connected it in the same moment: that one is changed
    await forgetLogin(which, deps);
    log.info("credential_changed", {
      carrier: connection.slug,
      why: "entered",
      ...(merchantId === null ? {} : { merchantId }),
    });
    return written;
  }
}

/** @returns false when there was none */
export async function disconnectCarrier(
  which: store.Which,
  deps: Pick<ConnectDeps, "database" | "clock" | "log">,
): Promise<boolean> {
  const wasThere = await inScope(deps.database, which.merchantId, (tx) => store.deleteCredential(tx, which));
  if (!wasThere) return false;
  await forgetLogin(which, deps);
  const { connection, merchantId } = which;
  deps.log.info("credential_changed", {
    carrier: connection,
    why: "removed",
    ...(merchantId === null ? {} : { merchantId }),
  });
  return true;
}

/** A live call with a stored credential; the verdict is kept with it. */
export async function testConnection(
  connection: Carrier,
  row: store.CredentialRow,
  deps: ConnectDeps,
): Promise<Verdict & { readonly at: Date }> {
  const verdict = await verifyCredential(connection, await openCredential(connection, row, deps.vault), deps);
  const at = deps.clock.now();
  await inScope(deps.database, row.merchantId, (tx) => store.noteVerdict(tx, row, verdict.kind, at));
  deps.log.info("credential_tested", {
    carrier: connection.slug,
    why: verdict.kind,
    ...(row.merchantId === null ? {} : { merchantId: row.merchantId }),
  });
  return { ...verdict, at };
}

/** As it is asked with. @throws VaultClosed, SealBroken */
export async function openCredential(connection: Carrier, row: store.CredentialRow, vault: Vault): Promise<Credential> {
  const secret = JSON.parse(await vault.open(fieldsPlace(row), row.sealedFields)) as Fields; // sealed by connectCarrier
  const baseUrl = row.baseUrl ?? (row.environment === "test" ? connection.baseUrls.test : undefined);
  return {
    name: limitsName(row),
    ...(row.merchantId === null ? {} : { merchantId: row.merchantId }),
    fields: { ...row.publicFields, ...secret },
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

/** Under which a carrier's limits are counted, and its push address made: the owner first. The environment's is `installation` alone. */
const limitsName = ({ merchantId, name }: Pick<store.Which, "merchantId" | "name">): string =>
  `${merchantId ?? "installation"} ${name}`;

/** One transaction that sees only what is the owner's. */
export const inScope = <T>(database: Database, merchantId: string | null, work: (tx: Tx) => Promise<T>): Promise<T> =>
  merchantId === null
    ? database.forSystem("the installation's carriers", work)
    : database.forMerchants([merchantId], work);

const fieldsPlace = ({ id, merchantId }: Pick<store.CredentialRow, "id" | "merchantId">): Place => ({
  table: "carrier_credentials",
  column: "sealed_fields",
  row: id,
  merchantId,
});

/** Across merchants, because limits and tokens are the carriers' and belong to nobody's scope. */
async function forgetLogin(
  which: store.Which,
  { database, clock }: Pick<ConnectDeps, "database" | "clock">,
): Promise<void> {
  const pauseUntil = new Date(clock.now().getTime() + triedAgainMs);
  await database.forSystem("a carrier's old login", (tx) =>
    forgetOldLogin(tx, which.connection, limitsName(which), pauseUntil),
  );
}
