/** Tickets as merchants' servers hear of them: opened when time or the carrier makes one, closed when it is over, each once. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { days } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { silentLog } from "#platform/log.ts";
import { startPortal } from "#test/portal.ts";
import { scanAt } from "#test/readings.ts";
import { createTicketJob } from "./jobs.ts";

const world = await startPortal();
const { clock, database } = world;
after(() => world[Symbol.asyncDispose]());
const job = createTicketJob({ database, clock, log: silentLog });
const run = async (): Promise<void> => {
  while ((await job.runOnce()) > 0);
};

const feed = sql(
  "test.tickets.feed",
  `select type, data, sequence from feed_entries where shipment_id = $1 order by sequence`,
);
const due = sql("test.tickets.due", "select due_at from due_work where kind = 'ticket' and subject = $1");
async function told(merchantId: string, id: string) {
  const rows = await database.forMerchants([merchantId], (tx) =>
    tx.query<{ type: string; data: { kind?: string }; sequence: number }>(feed, [id]),
  );
  assert.deepEqual(
    rows.map(({ sequence }) => sequence),
    rows.map((_, at) => at + 1),
    "numbered without gaps",
  );
  return rows.filter(({ type }) => type.startsWith("ticket.")).map(({ type, data }) => `${type} ${data.kind}`);
}

test("W-05 a parcel that nobody hands over, then is lost, then found: each ticket is opened and closed once, and named by its kind alone", async () => {
  const shop = await world.addShop();
  const parcel = await world.addParcel(shop);
  const { id } = parcel;
  await run();
  assert.deepEqual(await told(shop, id), [], "two days of silence are none");
  clock.advance(days(2));
  await run();
  await run();
  assert.deepEqual(await told(shop, id), ["ticket.opened delayed_dispatch"]);
  clock.advance(days(3));
  await run();
  assert.deepEqual((await told(shop, id)).slice(1), ["ticket.closed delayed_dispatch", "ticket.opened never_scanned"]);
  await world.scan(shop, parcel, scanAt(clock.now(), { code: "in_transit.picked_up" }));
  await run();
  assert.deepEqual((await told(shop, id)).slice(3), ["ticket.closed never_scanned"]);
  clock.advance(days(7));
  await run();
  assert.deepEqual((await told(shop, id)).slice(4), ["ticket.opened no_news"]);
  await world.scan(shop, parcel, scanAt(clock.now(), { code: "delivered.to_recipient" }));
  await run();
  assert.deepEqual((await told(shop, id)).slice(5), ["ticket.closed no_news"]);
  clock.advance(days(60));
  await run();
  assert.deepEqual(await database.forMerchants([shop], (tx) => tx.query(due, [id])), [], "nothing more to look for");
});

test("R-05 a retired shipment is looked at no more, and two workers tell a ticket once", async () => {
  const shop = await world.addShop();
  const parcel = await world.addParcel(shop, { number: "1Z999AA10123456784", reference: "LL-8" });
  clock.advance(days(2));
  const second = createTicketJob({ database, clock, log: silentLog });
  await Promise.all([run(), second.runOnce(), job.runOnce()]);
  assert.deepEqual(await told(shop, parcel.id), ["ticket.opened delayed_dispatch"]);
  await database.forMerchants([shop], (tx) =>
    tx.execute(sql("test.tickets.retire", "update shipments set retired_at = now() where id = $1"), [parcel.id]),
  );
  clock.advance(days(4));
  await run();
  assert.deepEqual(await told(shop, parcel.id), ["ticket.opened delayed_dispatch"]);
});
