import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ManualClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";
import { createVault, type MasterKey, type Place, SealBroken, VaultClosed } from "./vault.ts";

const world = await freshDatabase();
after(() => world[Symbol.asyncDispose]());
const { database } = world;
const clock = new ManualClock();

const vaultWith = (...masterKeys: MasterKey[]) => createVault({ database, clock, masterKeys });

const insertMerchant = sql(
  "test.vaultMerchant",
  "insert into merchants (id, name, created_at) values ($1, 'Shop', now())",
);
async function aMerchant(): Promise<string> {
  const id = newId();
  await database.forSystem("test", (tx) => tx.execute(insertMerchant, [id]));
  return id;
}
const keysOf = sql(
  "test.vaultKeys",
  `select master_key as "masterKey", wrapped from data_keys where merchant_id is not distinct from $1`,
);
const storedKeys = (merchantId: string | null) =>
  database.forSystem("test", (tx) => tx.query<{ masterKey: string; wrapped: string }>(keysOf, [merchantId]));

const master = aMasterKey();
const vault = vaultWith(master);
const place = (merchantId: string | null, more: Partial<Place> = {}): Place => ({
  table: "carrier_credentials",
  column: "sealed_fields",
  row: "one",
  merchantId,
  ...more,
});

test("K-01 what is sealed opens at its place, in every process that has the master key", async () => {
  const merchantId = await aMerchant();
  for (const owner of [merchantId, null]) {
    const sealed = await vault.seal(place(owner), "hunter2 – “Ünïcode”");
    assert.equal(await vaultWith(master).open(place(owner), sealed), "hunter2 – “Ünïcode”");
  }
  assert.equal(await vault.open(place(null), await vault.seal(place(null), "")), "");
});

test("K-01 the same text is another ciphertext each time, and none shows it", async () => {
  const sealed = await Promise.all(Array.from({ length: 50 }, () => vault.seal(place(null), "canary-4711")));
  assert.equal(new Set(sealed).size, 50);
  // The nonce is random: 96 bits after version and key id.
  assert.equal(new Set(sealed.map((text) => text.split(".")[2]?.slice(0, 16))).size, 50);
  for (const text of sealed) assert.ok(!Buffer.from(text.split(".")[2] ?? "", "base64url").includes("canary-4711"));
});

test("K-01 swapped ciphertexts are refused: another table, column, row or merchant", async () => {
  const [mine, theirs] = [await aMerchant(), await aMerchant()];
  const sealed = await vault.seal(place(mine), "mine");
  const other = await vault.seal(place(theirs), "theirs");
  const elsewhere: readonly Place[] = [
    place(mine, { table: "carrier_tokens" }),
    place(mine, { column: "sealed_push" }),
    place(mine, { row: "two" }),
    place(theirs),
    place(null),
  ];
  for (const at of elsewhere) await assert.rejects(vault.open(at, sealed), SealBroken, JSON.stringify(at));
  await assert.rejects(vault.open(place(mine), other), SealBroken);
});

test("K-01 a changed byte, a cut, another key's id and plain text are refused", async () => {
  const sealed = await vault.seal(place(null), "twelve bytes");
  const [version, id, text = ""] = sealed.split(".");
  const bytes = Buffer.from(text, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await assert.rejects(vault.open(place(null), `${version}.${id}.${changed.toString("base64url")}`), SealBroken);
  }
  const foreign = (await vault.seal(place(await aMerchant()), "x")).split(".")[1];
  for (const broken of [
    `${version}.${id}.${text.slice(0, 20)}`,
    `${version}.${foreign}.${text}`,
    `${version}.${newId()}.${text}`,
    "plain",
    "",
  ])
    await assert.rejects(vault.open(place(null), broken), SealBroken, broken);
});

test("K-01 each merchant has one data key of its own, also when many seal at once in several processes", async () => {
  const [mine, theirs] = [await aMerchant(), await aMerchant()];
  const vaults = [vaultWith(master), vaultWith(master), vaultWith(master)];
  const sealed = await Promise.all(
    Array.from({ length: 12 }, (_, at) => vaults[at % 3]?.seal(place(mine), String(at)) ?? ""),
  );
  await vault.seal(place(theirs), "x");
  assert.deepEqual(await Promise.all(sealed.map((one) => vaults[0]?.open(place(mine), one))), [
    ..."0123456789",
    "10",
    "11",
  ]);
  const [own, other] = [await storedKeys(mine), await storedKeys(theirs)];
  assert.deepEqual([own.length, other.length], [1, 1]);
  assert.notEqual(own[0]?.wrapped, other[0]?.wrapped);
  assert.equal(own[0]?.masterKey, master.id);
});

test("K-01 without the master key nothing is sealed or opened, and it is said what to set", async () => {
  const merchantId = await aMerchant();
  const sealed = await vault.seal(place(merchantId), "x");
  const closed = vaultWith();
  assert.deepEqual([closed.hasKey, vault.hasKey], [false, true]);
  for (const attempt of [
    () => closed.seal(place(merchantId), "x"),
    () => closed.open(place(merchantId), sealed),
    () => closed.rotate(),
  ])
    await assert.rejects(attempt, (error) => error instanceof VaultClosed && /POSTHORN_MASTER_KEY/.test(error.message));
  await assert.rejects(vaultWith(aMasterKey()).open(place(merchantId), sealed), VaultClosed);
  assert.deepEqual(await closed.missingKeys(), [master.id]);
  assert.deepEqual(await vaultWith(aMasterKey()).missingKeys(), [master.id]);
  assert.deepEqual(await vault.missingKeys(), []);
});

test("K-02 rotation: data keys are wrapped anew while others seal and open; then the old master key can go", async () => {
  await using own = await freshDatabase();
  const [older, newer] = [aMasterKey(), aMasterKey()];
  const open = (...masterKeys: MasterKey[]) => createVault({ database: own.database, clock, masterKeys });
  const before = open(older);
  const merchants = Array.from({ length: 450 }, () => newId());
  await own.database.forSystem("test", async (tx) => {
    for (const id of merchants) await tx.execute(insertMerchant, [id]);
  });
  const secrets = new Map<string, string>();
  for (const id of merchants) secrets.set(id, await before.seal(place(id), `secret of ${id}`));

  let isOver = false;
  const failures: unknown[] = [];
  // Another process with both keys, as all are while a rotation runs; it remembers no key.
  const busy = (async () => {
    for (let at = 0; !isOver; at = (at + 1) % merchants.length) {
      const id = merchants[at] ?? "";
      const both = open(newer, older);
      await both.open(place(id), secrets.get(id) ?? "").catch((error) => failures.push(error));
      await both.seal(place(id), "meanwhile").catch((error) => failures.push(error));
    }
  })();
  assert.deepEqual(await open(newer, older).rotate(), { rewrapped: 450, left: 0 });
  isOver = true;
  await busy;
  assert.deepEqual(failures, []);

  const after = open(newer);
  assert.deepEqual(await after.missingKeys(), []);
  for (const [id, sealed] of secrets) assert.equal(await after.open(place(id), sealed), `secret of ${id}`);
  await assert.rejects(open(older).open(place(merchants[0] ?? ""), secrets.get(merchants[0] ?? "") ?? ""), VaultClosed);
  assert.deepEqual(await after.rotate(), { rewrapped: 0, left: 0 });
});

test("K-02 a data key whose master key is lost is counted and left, the others are wrapped anew", async () => {
  await using own = await freshDatabase();
  const [lost, older, newer] = [aMasterKey(), aMasterKey(), aMasterKey()];
  const open = (...masterKeys: MasterKey[]) => createVault({ database: own.database, clock, masterKeys });
  const [one, two] = [newId(), newId()];
  await own.database.forSystem("test", async (tx) => {
    for (const id of [one, two]) await tx.execute(insertMerchant, [id]);
  });
  await open(lost).seal(place(one), "x");
  const sealed = await open(older).seal(place(two), "y");
  assert.deepEqual(await open(newer, older).rotate(), { rewrapped: 1, left: 1 });
  assert.equal(await open(newer).open(place(two), sealed), "y");
});

test("K-01 a data key that was moved to another merchant neither opens nor seals", async () => {
  const [mine, theirs] = [await aMerchant(), await aMerchant()];
  const sealed = await vault.seal(place(mine), "mine");
  await vault.seal(place(theirs), "theirs");
  const swap = sql(
    "test.vaultSwap",
    "update data_keys set wrapped = (select wrapped from data_keys where merchant_id = $2) where merchant_id = $1",
  );
  await database.forSystem("test", (tx) => tx.execute(swap, [mine, theirs]));
  await assert.rejects(vaultWith(master).open(place(mine), sealed), SealBroken);
  await assert.rejects(vaultWith(master).seal(place(mine), "sealed for others to open"), SealBroken);
});

test("A-01 a merchant's transaction sees its own data key only, and never the installation's", async () => {
  const [mine, theirs] = [await aMerchant(), await aMerchant()];
  for (const owner of [mine, theirs, null]) await vault.seal(place(owner), "x");
  const seen = sql("test.vaultSeen", `select merchant_id as "merchantId" from data_keys`);
  assert.deepEqual(await database.forMerchants([mine], (tx) => tx.query(seen)), [{ merchantId: mine }]);
  const write = sql(
    "test.vaultWrite",
    "insert into data_keys (id, merchant_id, master_key, wrapped, created_at) values ($1, $2, 'x', 'x', now())",
  );
  for (const owner of [theirs, null])
    await assert.rejects(
      database.forMerchants([mine], (tx) => tx.execute(write, [newId(), owner])),
      /row-level security/,
    );
});
