/** The pick-up code that a person keeps: shown to that person alone, sealed where it lies, changed and taken away again. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { days } from "#platform/clock.ts";
import { shardOf } from "#platform/ids.ts";
import { createVault } from "#platform/vault.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { startShopper } from "#test/shopper.ts";

const world = await startShopper();
after(() => world[Symbol.asyncDispose]());
const { database, ownerUrl } = world.fresh;
const email = "ines@example.org";
let reference = 0;

/** An order whose parcel waits at a kiosk. */
async function waiting(of = world) {
  const order = await of.addOrder({ email, reference: `CODE-${(reference += 1)}` });
  const now = of.clock.now();
  const keepUntil = new Date(now.getTime() + days(4)).toISOString().slice(0, 10);
  const facts = { keepUntil, pickupPoint: { name: "Kiosk Mühle", city: "Berlin" } };
  await of.fresh.database.forMerchants([of.merchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: shardOf(order.id), id: order.shipmentId, orderId: order.id, merchantId: of.merchantId },
      reading: readingOf([scanAt(now, { code: "available_for_pickup.at_pickup_point", facts })]),
      source: "ups",
      rawAnswerId: null,
      now,
    }),
  );
  return order;
}
const code = "KXQ 482 913";

test("a person keeps the code of a parcel, as a picture too, changes it and takes it away", async () => {
  const { parcel } = await waiting();
  const person = await world.signedIn(email);
  const kept = await person.send(`${parcel}/code?lang=de`, { code: `  ${code}\u202e `, kind: "qr" });
  assert.deepEqual([kept.status, kept.headers.location], [303, `${parcel}?lang=de`]);
  const page = (await person.open(parcel)).text;
  assert.match(page, new RegExp(`<p class="big-code">.*${code}`, "s"));
  assert.doesNotMatch(page, /\u202e/);
  assert.match(page, /<div class="picture" role="img"[^>]*><svg/);
  assert.match(page, /This code, and an identity document/);
  await person.send(`${parcel}/code`, { code: "LOCKER-7", kind: "anything" });
  const changed = (await person.open(parcel)).text;
  assert.match(changed, /<p class="big-code">.*LOCKER-7/s);
  assert.doesNotMatch(changed, /KXQ|class="picture"/);
  await person.send(`${parcel}/code`, { code: "LOCKER-7", forget: "1" });
  assert.doesNotMatch((await person.open(parcel)).text, /LOCKER-7|class="big-code"/);
});

test("what is longer than a code is not cut but refused, says why, and leaves the one before", async () => {
  const { parcel } = await waiting();
  const person = await world.signedIn(email);
  await person.send(`${parcel}/code`, { code, kind: "text" });
  const refused = await person.send(`${parcel}/code`, { code: "7".repeat(61), kind: "text" });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /role="alert">This is too long for a code. Copy the code alone: at most 60/);
  assert.match((await person.open(parcel)).text, new RegExp(code));
});

test("C-06 the code is tier 2: neither the link, nor another person, nor a form of theirs reads or changes it", async () => {
  const { parcel, link } = await waiting();
  const person = await world.signedIn(email);
  await person.send(`${parcel}/code`, { code, kind: "barcode" });
  const stranger = await world.signedIn("other@example.org");
  for (const browser of [world.browser(), stranger]) {
    for (const path of [parcel, link]) assert.doesNotMatch((await browser.open(path)).text, /KXQ/);
    assert.equal((await browser.send(`${parcel}/code`, { code: "mine" })).status, 404);
  }
  assert.equal(
    (await person.send(`${parcel}/code`, { code: "forged" }, { "sec-fetch-site": "cross-site" })).status,
    403,
  );
  assert.match((await person.open(parcel)).text, new RegExp(code));
  const calendar = await person.open(`${parcel}/calendar.ics`);
  assert.doesNotMatch(calendar.text, /KXQ/);
});

test("K-01 the database shows a kept code in no form, and opens it for no other parcel", async () => {
  const [one, other] = [await waiting(), await waiting()];
  const person = await world.signedIn(email);
  await person.send(`${one.parcel}/code`, { code, kind: "text" });
  assert.deepEqual(secretsIn(await dumpOf(ownerUrl), [code]), []);
  await person.send(`${other.parcel}/code`, { code: "other", kind: "text" });
  await database.forSystem("test", (tx) =>
    tx.execute(
      {
        name: "test.swapCodes",
        text: `update parcel_choices a set pickup_code = b.pickup_code from parcel_choices b
               where a.shipment_id = $1 and b.shipment_id = $2`,
      },
      [other.shipmentId, one.shipmentId],
    ),
  );
  const page = await person.open(other.parcel);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /KXQ|class="big-code"/);
});

test("without a master key no code is asked for", async () => {
  await using keyless = await startShopper({
    vault: createVault({ database, clock: world.clock, masterKeys: [] }),
  });
  const { parcel } = await waiting(keyless);
  const person = await keyless.signedIn(email);
  assert.doesNotMatch((await person.open(parcel)).text, /pickup-code/);
  assert.equal((await person.send(`${parcel}/code`, { code })).status, 404);
});
