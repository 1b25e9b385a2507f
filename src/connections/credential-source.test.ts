/** Which credentials a merchant's parcels may be asked with, from a real database. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { connectionBySlug } from "#carriers/connections.ts";
import { ManualClock, seconds, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { newId } from "#platform/ids.ts";
import { createLog } from "#platform/log.ts";
import { createVault } from "#platform/vault.ts";
import { freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";
import { type ConnectDeps, connectCarrier, disconnectCarrier, usualName } from "./connect-carrier.ts";
import { createCredentials } from "./credential-source.ts";
import { readCredentials } from "./store.ts";

const world = await freshDatabase();
const { database } = world;
const clock = new ManualClock();
const lines: string[] = [];
const log = createLog({ destination: { write: (line) => void lines.push(line) } });
const master = aMasterKey();
const vault = createVault({ database, clock, masterKeys: [master] });
const egress = createEgress({ clock: systemClock, log });
const deps: ConnectDeps = { database, clock, log, vault, egress, wait: async () => {} };
after(async () => {
  await egress.close();
  await world[Symbol.asyncDispose]();
});
const connection = (slug: string) => {
  const found = connectionBySlug(slug);
  assert.ok(found);
  return found;
};
const [dhl, ups] = [connection("dhl"), connection("ups")];

const insertMerchant = sql(
  "test.sourceMerchant",
  "insert into merchants (id, name, created_at) values ($1, 'Shop', now())",
);
async function aMerchant(): Promise<string> {
  const id = newId();
  await database.forSystem("test", (tx) => tx.execute(insertMerchant, [id]));
  return id;
}
const enter = (merchantId: string | null, key: string, name = usualName) =>
  connectCarrier({ connection: dhl, merchantId, name, fields: { key }, environment: "production" }, deps);
const credentialsWith = (installed = {}) => createCredentials({ database, clock, log, vault, installed });
const keysOf = async (merchantId: string, credentials = credentialsWith()) =>
  (await credentials.source("dhl", merchantId)).map(({ name, fields }) => `${name}: ${fields.key}`);

test("the merchant's own comes first, then the installation's from the database, then the environment's; names differ", async () => {
  const [own, other] = [await aMerchant(), await aMerchant()];
  const credentials = credentialsWith({ dhl: { name: "installation", fields: { key: "environment" } } });
  assert.deepEqual(await keysOf(own, credentials), ["installation: environment"]);
  await enter(null, "shared");
  await enter(own, "own");
  await enter(own, "second account", "outlet");
  clock.advance(seconds(6));
  assert.deepEqual(await keysOf(own, credentials), [
    `${own} main: own`,
    `${own} outlet: second account`,
    "installation main: shared",
    "installation: environment",
  ]);
  assert.deepEqual(await keysOf(other, credentials), ["installation main: shared", "installation: environment"]);
  assert.deepEqual(await keysOf("", credentials), ["installation main: shared", "installation: environment"]);
  assert.deepEqual(
    (await credentials.source("dhl", own)).map(({ merchantId }) => merchantId),
    [own, own, undefined, undefined],
  );
  assert.deepEqual(await credentials.source("nothing-like-it", own), []);
  await disconnectCarrier({ merchantId: null, connection: "dhl", name: usualName }, deps);
});

test("R-08 an account that was entered twice is asked as one, so that its limits are counted once", async () => {
  const own = await aMerchant();
  await enter(null, "same");
  await enter(own, "same");
  const credentials = credentialsWith({ dhl: { name: "installation", fields: { key: "same" } } });
  assert.deepEqual(await keysOf(own, credentials), [`${own} main: same`]);
  await disconnectCarrier({ merchantId: null, connection: "dhl", name: usualName }, deps);
});

test("a change is seen at once by the process that was told, and within some seconds by all", async () => {
  const own = await aMerchant();
  const [told, untold] = [credentialsWith(), credentialsWith()];
  assert.deepEqual([await keysOf(own, told), await keysOf(own, untold)], [[], []]);
  await enter(own, "first");
  told.forget(own);
  assert.deepEqual([await keysOf(own, told), await keysOf(own, untold)], [[`${own} main: first`], []]);
  clock.advance(seconds(5));
  assert.deepEqual(await keysOf(own, untold), [`${own} main: first`]);
  await disconnectCarrier({ merchantId: own, connection: "dhl", name: usualName }, deps);
  clock.advance(seconds(5));
  assert.deepEqual([await keysOf(own, told), await keysOf(own, untold)], [[], []]);
});

test("whether a carrier is connected is the merchant's own matter", async () => {
  const [own, other] = [await aMerchant(), await aMerchant()];
  await enter(own, "own");
  const credentials = credentialsWith({ ups: { name: "installation", fields: {} } });
  const [mine, theirs] = [await credentials.connectedFor(own), await credentials.connectedFor(other)];
  assert.deepEqual(["dhl", "dhl-germany", "ups", "gls"].map(mine), [true, true, true, false]);
  assert.deepEqual(["dhl", "dhl-germany", "ups", "gls"].map(theirs), [false, false, true, false]);
});

test("the test environment and an operator's own address go with the credential", async () => {
  const own = await aMerchant();
  await connectCarrier(
    { connection: dhl, merchantId: own, name: "a", fields: { key: "a" }, environment: "test" },
    deps,
  );
  const custom = { environment: "custom", baseUrl: "http://10.0.0.7/dhl" } as const;
  await connectCarrier({ connection: dhl, merchantId: own, name: "b", fields: { key: "b" }, ...custom }, deps);
  assert.deepEqual(
    (await credentialsWith().source("dhl", own)).map(({ baseUrl }) => baseUrl),
    [dhl.baseUrls.test, "http://10.0.0.7/dhl"],
  );
});

test("K-01 swapped between two merchants' rows, or two rows of one, credentials do not open; the log says so and others serve", async () => {
  const [mine, theirs] = [await aMerchant(), await aMerchant()];
  await enter(mine, "mine");
  await enter(mine, "my second", "second");
  await enter(theirs, "theirs");
  const swap = sql(
    "test.sourceSwap",
    `update carrier_credentials c set sealed_fields = o.sealed_fields from carrier_credentials o
     where (c.merchant_id = $1 and c.name = $2 and o.merchant_id = $3 and o.name = $4)`,
  );
  const taken = (args: readonly unknown[]) => database.forSystem("test", (tx) => tx.execute(swap, args));
  await taken([mine, usualName, theirs, usualName]);
  const installed = { dhl: { name: "installation", fields: { key: "environment" } } };
  assert.deepEqual(await keysOf(mine, credentialsWith(installed)), [
    `${mine} second: my second`,
    "installation: environment",
  ]);
  await taken([mine, usualName, mine, "second"]);
  assert.deepEqual(await keysOf(mine, credentialsWith(installed)), [
    `${mine} second: my second`,
    "installation: environment",
  ]);
  assert.match(lines.at(-1) ?? "", /"credential_unreadable".*"carrier":"dhl".*"errorName":"SealBroken"/);
  assert.deepEqual(await keysOf(theirs), [`${theirs} main: theirs`]);
});

test("A-01 a merchant's transaction sees and writes its own credentials only, and never the installation's", async () => {
  const [mine, theirs] = [await aMerchant(), await aMerchant()];
  const row = await enter(mine, "mine");
  await enter(theirs, "theirs");
  await enter(null, "shared");
  const seen = sql("test.sourceSeen", `select merchant_id as "merchantId" from carrier_credentials`);
  assert.deepEqual(await database.forMerchants([mine], (tx) => tx.query(seen)), [{ merchantId: mine }]);
  assert.deepEqual(await database.forMerchants([mine], (tx) => readCredentials(tx, theirs)), []);
  assert.deepEqual(await database.forMerchants([mine], (tx) => readCredentials(tx, null)), []);
  const insert = sql(
    "test.sourceInsert",
    `insert into carrier_credentials (id, merchant_id, connection, name, public_fields, sealed_fields, environment, created_at, changed_at)
     values ($1, $2, 'dhl', 'planted', '{}', $3, 'production', now(), now())`,
  );
  const remove = sql("test.sourceRemove", "delete from carrier_credentials where merchant_id is distinct from $1");
  for (const owner of [theirs, null])
    await assert.rejects(
      database.forMerchants([mine], (tx) => tx.execute(insert, [newId(), owner, row.sealedFields])),
      /row-level security/,
    );
  assert.equal(await database.forMerchants([mine], (tx) => tx.execute(remove, [mine])), 0);
  // Without the rule in our own code, too: what A disconnects is A's.
  await disconnectCarrier({ merchantId: mine, connection: "dhl", name: usualName }, deps);
  assert.deepEqual(await keysOf(theirs), [`${theirs} main: theirs`, "installation main: shared"]);
  await disconnectCarrier({ merchantId: null, connection: "dhl", name: usualName }, deps);
});

test("many who connect the same carrier at the same time leave one credential, which opens", async () => {
  const own = await aMerchant();
  await Promise.all(Array.from({ length: 12 }, (_, at) => enter(own, `key ${at}`)));
  const [row, ...more] = await database.forMerchants([own], (tx) => readCredentials(tx, own));
  assert.equal(more.length, 0);
  const [credential] = await credentialsWith().source("dhl", own);
  assert.match(credential?.fields.key ?? "", /^key \d+$/);
  assert.equal(row?.verdict, null);
});

test("K-01 without a master key nothing is stored", async () => {
  const own = await aMerchant();
  const closed = { ...deps, vault: createVault({ database, clock, masterKeys: [] }) };
  await assert.rejects(
    connectCarrier(
      { connection: ups, merchantId: own, name: usualName, fields: {}, environment: "production" },
      closed,
    ),
    /POSTHORN_MASTER_KEY/,
  );
  assert.deepEqual(await database.forMerchants([own], (tx) => readCredentials(tx, own)), []);
});
