/** What may be seen of a connection and its credential: the only way out for either. Secrets come out as hints (K-04). */
import type { Carrier, CredentialField } from "#carriers/carrier.ts";
import { type PushSettings, pushAddressOf } from "#carriers/push-address.ts";
import { SealBroken, type Vault, VaultClosed } from "#platform/vault.ts";
import { openCredential } from "./connect-carrier.ts";
import { masked, splitFields } from "./fields.ts";
import type { ShownConnection, ShownCredential } from "./schema.ts";
import type { CredentialRow } from "./store.ts";
import { type VerdictKind, wordsOf } from "./verify-credential.ts";

export interface ShowDeps {
  readonly vault: Vault;
  readonly push: PushSettings;
}

/** @param row null: nothing is entered */
export async function showConnection(
  connection: Carrier,
  row: CredentialRow | null,
  deps: ShowDeps,
): Promise<ShownConnection> {
  return {
    connection: connection.slug,
    name: connection.name,
    kind: connection.kind ?? "carrier",
    fields: connection.auth.fields.map(showField),
    documentation: connection.docs,
    has_test_environment: connection.baseUrls.test !== undefined,
    takes_push: connection.push !== undefined,
    push_entered_at: connection.push?.enteredAt ?? null,
    credential: row === null ? null : await showCredential(connection, row, deps),
  };
}

const showField = ({
  name,
  label,
  isOptional,
  isPublic,
  oneOf,
}: CredentialField): ShownConnection["fields"][number] => ({
  name,
  label: label ?? null,
  is_required: isOptional !== true,
  is_secret: isPublic !== true,
  one_of: oneOf ?? null,
});

async function showCredential(connection: Carrier, row: CredentialRow, deps: ShowDeps): Promise<ShownCredential> {
  const { hints, pushUrl, baseUrl } = await openedParts(connection, row, deps);
  const { environment, verifiedAt, createdAt, changedAt } = row;
  const verdict = row.verdict as VerdictKind | null; // written by testConnection
  return {
    environment,
    fields: { ...row.publicFields, ...hints },
    push_url: pushUrl,
    verdict,
    verdict_words: verdict === null ? null : wordsOf(verdict, connection, baseUrl),
    verified_at: verifiedAt?.toISOString() ?? null,
    created_at: createdAt.toISOString(),
    changed_at: changedAt.toISOString(),
  };
}

async function openedParts(connection: Carrier, row: CredentialRow, { vault, push }: ShowDeps) {
  try {
    const credential = await openCredential(connection, row, vault);
    const { secret } = splitFields(connection, credential.fields);
    return {
      hints: Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, masked(value)])),
      pushUrl: connection.push === undefined ? null : pushAddressOf(connection.slug, credential, push).url,
      baseUrl: credential.baseUrl === undefined ? {} : { baseUrl: credential.baseUrl },
    };
  } catch (error) {
    // Its master key is gone: that there is a credential can be seen all the same.
    if (error instanceof SealBroken || error instanceof VaultClosed) return { hints: {}, pushUrl: null, baseUrl: {} };
    throw error;
  }
}
