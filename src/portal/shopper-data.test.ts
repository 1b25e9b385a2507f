/** Shoppers' data on the operator's page: a reason first, then what there is; an export, and an erasure that is meant. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readAuditPage } from "#accounts/store.ts";
import { minutes } from "#platform/clock.ts";
import { shopperSubject } from "#privacy/request.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { type Person, startPortal } from "#test/portal.ts";

const world = await startPortal();
const { clock, database, fresh } = world;
after(() => world[Symbol.asyncDispose]());

const path = "/portal/operator/shoppers";
const shopper = "ines@example.org"; // whose parcels the world adds
const reason = "Ticket 4711, from their own mailbox";
const shop = await world.addShop("Lantern & Loom");
const operator = world.person("operator@host.example");
const owner = world.person("owner@shop.example");

before(async () => {
  await world.letIn(operator.email, null, true);
  await world.letIn(owner.email, { merchantId: shop, role: "owner" });
  for (const one of [operator, owner]) await world.signIn(one);
  await world.addParcel(shop, { reference: "LL-77" });
});
const written = async () =>
  (
    await database.forSystem("test", (tx) => readAuditPage(tx, "00000000-0000-0000-0000-000000000000", null, 50))
  ).filter(({ subject }) => subject === shopperSubject(shopper));
const proven = (person: Person, url: string, form: Record<string, string>) => {
  clock.advance(minutes(1)); // each code of the app counts once
  return person.send(url, { ...form, proof: world.code(person) });
};

test("A-05 nothing of a shopper is looked at before a reason was given, and each look stands in the log with it", async () => {
  assert.match((await operator.open(path)).text, /<h1>Shoppers’ data<\/h1>/);
  for (const form of [
    { email: shopper, reason: "" },
    { email: shopper, reason: "why" },
    { email: shopper, reason: `because ${shopper} asked` },
    { email: "nobody", reason },
  ]) {
    const { status, text } = await operator.send(path, form);
    assert.equal(status, 422);
    assert.doesNotMatch(text, /LL-77/);
  }
  assert.deepEqual(await written(), []);
  const { status, text } = await operator.send(path, { email: ` ${shopper.toUpperCase()}`, reason });
  assert.equal(status, 200);
  assert.match(text, /LL-77/);
  assert.match(text, /no account, 1 orders, 1 parcels/);
  assert.doesNotMatch(text, /Prüfer/);
  const [deed, ...more] = await written();
  assert.deepEqual([deed?.what, deed?.who, more.length], ["person_searched", operator.email, 0]);
  assert.deepEqual(JSON.parse(deed?.details ?? ""), { reason });
});

test("A-05 for everybody else there is no such page", async () => {
  assert.equal((await owner.open(path)).status, 404);
  for (const page of [path, `${path}/export`, `${path}/erase`])
    assert.equal((await owner.send(page, { email: shopper, reason, confirmation: shopper })).status, 404, page);
  assert.equal((await world.person("nobody@host.example").send(path, { email: shopper, reason })).status, 303);
});

test("D-04 M-06 the export is a file, and wants the app's code after five minutes", async () => {
  clock.advance(minutes(6));
  const form = { email: shopper, reason };
  assert.match((await operator.send(path, form)).text, /Code of your app/);
  assert.equal((await operator.send(`${path}/export`, form)).status, 403);
  const { status, headers, text } = await proven(operator, `${path}/export`, form);
  assert.deepEqual([status, headers["content-disposition"]], [200, 'attachment; filename="shopper-data.json"']);
  assert.match(String(headers["cache-control"]), /no-store/);
  assert.equal(JSON.parse(text).orders[0].shipping_address.family_name, "Prüfer");
  assert.equal((await written())[0]?.what, "person_exported");
});

test("D-03 M-06 erased only with the address typed once more and a fresh second factor; then nothing is left", async () => {
  clock.advance(minutes(6));
  const form = { email: shopper, reason };
  assert.equal((await proven(operator, `${path}/erase`, form)).status, 422);
  assert.equal((await operator.send(`${path}/erase`, { ...form, confirmation: "amsel@example.org" })).status, 422);
  clock.advance(minutes(6));
  assert.equal((await operator.send(`${path}/erase`, { ...form, confirmation: shopper })).status, 403);
  assert.deepEqual(secretsIn(await dumpOf(fresh.ownerUrl), ["Prüfer"]), ["Prüfer"]);
  const { status, text } = await proven(operator, `${path}/erase`, { ...form, confirmation: shopper });
  assert.equal(status, 200);
  assert.match(text, /1 orders/);
  assert.deepEqual(secretsIn(await dumpOf(fresh.ownerUrl), ["Prüfer", shopper]), []);
  assert.equal((await written())[0]?.what, "person_erased");
  assert.match((await operator.send(path, form)).text, /no account, 0 orders/);
});
