/**
 * The vault: secrets of others (carriers' credentials, tokens) as the database keeps them (K-01). AES-256-GCM under a data key per
 * merchant and one for the installation; data keys are stored wrapped by a master key, which only processes hold. What is sealed
 * belongs to its place: moved to another row, column or merchant it does not open.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Clock } from "#platform/clock.ts";
import { type Database, sql } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";

export interface MasterKey {
  /** Made from the key, so that nobody has to name keys: stored with whatever the key wraps. */
  readonly id: string;
  readonly key: Buffer;
}

/** Where the sealed text stands. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
  /** null: the installation's own. */
  readonly merchantId: string | null;
}

/** Both look up keys in transactions of their own: call them outside of yours. */
export interface Vault {
  /** Without a master key nothing can be sealed. */
  readonly hasKey: boolean;
  /** @throws VaultClosed without a master key */
  seal(place: Place, text: string): Promise<string>;
  /** @throws VaultClosed when its master key is not here, SealBroken when it was changed, or sealed for another place */
  open(place: Place, sealed: string): Promise<string>;
  /** Names of master keys without which something stored cannot be opened. */
  missingKeys(): Promise<readonly string[]>;
  /** Wraps every data key with the first master key; what is sealed stays as it is. Others may seal and open meanwhile (K-02). */
  rotate(): Promise<{ readonly rewrapped: number; readonly left: number }>;
  /** Gives up what a lost master key wraps: none of it opens ever again. Returns how many data keys went. */
  giveUp(masterKeyId: string): Promise<number>;
}

export class VaultClosed extends Error {
  constructor(detail: string) {
    super(`${detail} Set POSTHORN_MASTER_KEY (a new one: openssl rand -base64 32) or POSTHORN_MASTER_KEY_FILE.`);
    this.name = "VaultClosed";
  }
}

export class SealBroken extends Error {
  constructor() {
    super("What is sealed here cannot be opened: it was changed, or sealed for another place.");
    this.name = "SealBroken";
  }
}

const cipher = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A master key from its 32 bytes in base64 (or base64url); or what is wrong with it, without showing it. */
export function masterKeyOf(text: string): MasterKey | string {
  const key = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
  if (key.length !== keyBytes) return "is not 32 bytes in base64: openssl rand -base64 32";
  // 32 random bytes have some 30 different values; fewer than 16 is no accident but a pattern.
  if (new Set(key).size < 16) return "is not random: openssl rand -base64 32";
  return { id: createHash("sha256").update("posthorn master key").update(key).digest("hex").slice(0, 12), key };
}

interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

interface DataKeyRow {
  readonly id: string;
  readonly merchantId: string | null;
  readonly masterKey: string;
  readonly wrapped: string;
}

const columns = `id, merchant_id as "merchantId", master_key as "masterKey", wrapped`;
const keyOfMerchant = sql(
  "vault.keyOfMerchant",
  `select ${columns} from data_keys where merchant_id is not distinct from $1`,
);
const keyById = sql("vault.keyById", `select ${columns} from data_keys where id = $1`);
const insertKey = sql(
  "vault.insertKey",
  `insert into data_keys (id, merchant_id, master_key, wrapped, created_at) values ($1, $2, $3, $4, $5)
   on conflict (merchant_id) do nothing`,
);
const usedMasterKeys = sql("vault.usedMasterKeys", `select distinct master_key as "masterKey" from data_keys`);
const keysToRewrap = sql(
  "vault.keysToRewrap",
  `select ${columns} from data_keys where master_key <> $1 and id > $2 order by id limit 200 for update`,
);
const deleteKeys = sql("vault.deleteKeys", "delete from data_keys where master_key = $1");
const rewrapKey = sql("vault.rewrapKey", "update data_keys set master_key = $2, wrapped = $3 where id = $1");

/** Data keys that one process remembers; more merchants than this are looked up again. */
const rememberedMax = 10_000;

export function createVault(deps: {
  readonly database: Database;
  readonly clock: Clock;
  /** The first wraps, all unwrap. */
  readonly masterKeys: readonly MasterKey[];
}): Vault {
  const { database, clock, masterKeys } = deps;
  const [current] = masterKeys;
  const remembered = new Map<string, Promise<DataKey>>();

  /** Failures are forgotten: the next call tries again. */
  function remember(name: string, find: () => Promise<DataKey>): Promise<DataKey> {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedMax) remembered.clear();
    const found = find();
    remembered.set(name, found);
    found.catch(() => remembered.delete(name));
    return found;
  }

  function unwrapped({ id, merchantId, masterKey, wrapped }: DataKeyRow): DataKey {
    const master = masterKeys.find((one) => one.id === masterKey);
    if (master === undefined) throw new VaultClosed(`The master key ${masterKey} is not here.`);
    return { id, key: decrypt(master.key, wrapAad(id, merchantId, masterKey), wrapped) };
  }

  function wrappedBy(master: MasterKey, id: string, merchantId: string | null, key: Buffer): string {
    return encrypt(master.key, wrapAad(id, merchantId, master.id), key);
  }

  /** The merchant's data key, made when it is needed first; of two processes that make one the first wins. */
  const keyToSeal = (merchantId: string | null): Promise<DataKey> =>
    remember(`of ${merchantId ?? "installation"}`, () =>
      database.forSystem("data key", async (tx) => {
        if (current === undefined) throw new VaultClosed("There is no master key.");
        const [known] = await tx.query<DataKeyRow>(keyOfMerchant, [merchantId]);
        if (known !== undefined) return unwrapped(known);
        const id = newId();
        const wrapped = wrappedBy(current, id, merchantId, randomBytes(keyBytes));
        await tx.execute(insertKey, [id, merchantId, current.id, wrapped, clock.now()]);
        const [row] = await tx.query<DataKeyRow>(keyOfMerchant, [merchantId]);
        if (row === undefined) throw new Error("A data key that was just made is not there.");
        return unwrapped(row);
      }),
    );

  const keyToOpen = (id: string): Promise<DataKey> =>
    remember(id, () =>
      database.forSystem("data key", async (tx) => {
        const [row] = await tx.query<DataKeyRow>(keyById, [id]);
        if (row === undefined) throw new SealBroken();
        return unwrapped(row);
      }),
    );

  return {
    hasKey: current !== undefined,
    async seal(place, text) {
      const { id, key } = await keyToSeal(place.merchantId);
      return `v1.${id}.${encrypt(key, placeAad(place, id), Buffer.from(text))}`;
    },
    async open(place, sealed) {
      const [, id, bytes] = /^v1\.([0-9a-f-]{36})\.([\w-]+)$/.exec(sealed) ?? [];
      if (id === undefined || bytes === undefined) throw new SealBroken();
      const { key } = await keyToOpen(id);
      return decrypt(key, placeAad(place, id), bytes).toString();
    },
    async missingKeys() {
      const used = await database.forSystem("master keys in use", (tx) =>
        tx.query<{ readonly masterKey: string }>(usedMasterKeys),
      );
      return used.map(({ masterKey }) => masterKey).filter((id) => !masterKeys.some((one) => one.id === id));
    },
    async rotate() {
      if (current === undefined) throw new VaultClosed("There is no master key.");
      let after = "00000000-0000-0000-0000-000000000000";
      const count = { rewrapped: 0, left: 0 };
      for (;;) {
        const rows = await database.forSystem("rotation of master keys", async (tx) => {
          const found = await tx.query<DataKeyRow>(keysToRewrap, [current.id, after]);
          for (const row of found) {
            if (!masterKeys.some(({ id }) => id === row.masterKey)) continue;
            const wrapped = wrappedBy(current, row.id, row.merchantId, unwrapped(row).key);
            await tx.execute(rewrapKey, [row.id, current.id, wrapped]);
          }
          return found;
        });
        const last = rows.at(-1);
        if (last === undefined) return count;
        after = last.id;
        const rewrapped = rows.filter(({ masterKey }) => masterKeys.some(({ id }) => id === masterKey)).length;
        count.rewrapped += rewrapped;
        count.left += rows.length - rewrapped;
      }
    },
    giveUp: (masterKeyId) => database.forSystem("a lost master key", (tx) => tx.execute(deleteKeys, [masterKeyId])),
  };
}

/** As JSON, so that no two places have the same bytes. */
const placeAad = ({ table, column, row, merchantId }: Place, keyId: string): string =>
  JSON.stringify([table, column, row, merchantId, keyId]);
const wrapAad = (id: string, merchantId: string | null, masterKey: string): string =>
  JSON.stringify(["data_keys", "wrapped", id, merchantId, masterKey]);

/** A random nonce of 96 bits, the ciphertext, the tag: base64url. */
function encrypt(key: Buffer, aad: string, plain: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const encryption = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, encryption.update(plain), encryption.final(), encryption.getAuthTag()]).toString(
    "base64url",
  );
}

function decrypt(key: Buffer, aad: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < nonceBytes + tagBytes) throw new SealBroken();
  const decryption = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(aad))
    .setAuthTag(bytes.subarray(-tagBytes));
  const plain = decryption.update(bytes.subarray(nonceBytes, -tagBytes));
  try {
    return Buffer.concat([plain, decryption.final()]);
  } catch {
    throw new SealBroken(); // Node's own error says nothing that would help
  }
}
