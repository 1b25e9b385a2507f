/** Two shops and shoppers who have used everything: each text of theirs that can be kept holds their tag, so that a look at the database finds it. */

import { letIn } from "#accounts/team.ts";
import { insertRawAnswer } from "#carriers/store.ts";
import { createIntake } from "#intake/jobs.ts";
import { addressId } from "#notifications/recipients.ts";
import { countAsSent, keepDecision, markFailed } from "#notifications/store.ts";
import { suppress, suppressionKey } from "#notifications/suppression-store.ts";
import { createApiKey } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { sql, type Tx } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { idFromCause, newId, sha256, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { keepPush, keepRegistrations, markPushTaken } from "#polling/store.ts";
import { insertNote, putView } from "#portal/store.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { keepWord } from "#shopper/actions-store.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { mailAfter, startShopper } from "#test/shopper.ts";
import { setOwner } from "#tickets/store.ts";
import { placeNews } from "#webhooks/place-news.ts";

export const linkSecret = "a secret of this test";

export interface Life {
  readonly email: string;
  readonly phone: string;
  /** In shops, and followed by hand. */
  readonly orders: readonly { readonly id: string; readonly shipmentId: string; readonly merchantId: string }[];
}

const ownOrder = sql(
  "test.life.own",
  `select o.id, s.id as "shipmentId", o.merchant_id as "merchantId" from own_parcels w join shoppers p on p.id = w.shopper_id
   join orders o on o.shard = w.shard and o.id = w.order_id join shipments s on s.shard = o.shard and s.order_id = o.id where p.email = $1`,
);
const shipmentsOf = sql("test.life.shipments", "select id from shipments where shard = $1 and order_id = $2");
const shopperId = sql("test.life.shopper", "select id from shoppers where email = $1");
const addWork = sql(
  "test.life.work",
  `insert into due_work (shard, kind, subject, merchant_id, due_at, last_error) values ($1, 'poll', $2, $3, $4, $5)
   on conflict (shard, kind, subject) do update set last_error = excluded.last_error`,
);
const addDead = sql(
  "test.life.dead",
  "insert into dead_work (shard, kind, subject, merchant_id, attempts, cause, died_at) values ($1, 'notify', $2, $3, 9, $4, $5)",
);
const addWebhook = sql(
  "test.life.webhook",
  `insert into webhooks (merchant_id, id, mode, url, types, sealed_secret, created_at, changed_at)
   values ($1, $2, 'live', 'https://shop.example/hooks', '{}', 'sealed', $3, $3)`,
);
const addAttempts = sql(
  "test.life.attempts",
  `insert into webhook_attempts (merchant_id, webhook_id, position, at, outcome, status, duration_ms, answer)
   select w.merchant_id, w.id, e.position, $3, 'delivered', 200, 12, $4 from feed_entries e join webhooks w on w.merchant_id = e.merchant_id
   where e.shard = $1 and e.order_id = $2 and e.position is not null`,
);
const wantOther = sql("test.life.wanted", "update shipments set wanted_carrier = $3 where shard = $1 and id = $2");
const sayPhone = sql("test.life.phone", "update shoppers set phone = $2 where email = $1");
const sayCode = sql(
  "test.life.phoneCode",
  `insert into phone_codes (id, shopper_id, phone, code_hash, source, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $6)`,
);

export async function startLives() {
  const world = await startShopper();
  const { clock } = world;
  const { database } = world.fresh;
  const common = { database, clock, log: silentLog, wakeups: localWakeups(), linkSecret };
  const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
  await server.register(
    createOrdersRoutes({
      ...{ ...common, publicBaseUrl: "https://parcels.example", locationForm: "absolute" },
      whatBecame: async () => null,
    }),
  );
  const intake = createIntake({ ...common, connectedFor: async () => () => true });
  const shops = [world.merchantId, await world.addMerchant("Nordkiste")] as const;
  const keys = new Map<string, string>();
  for (const merchantId of shops) {
    const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode: "live", clock }));
    keys.set(merchantId, `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`);
    await database.forMerchants([merchantId], (tx) => tx.execute(addWebhook, [merchantId, newId(), clock.now()]));
  }
  const colleague = "colleague@shop.example";
  const personId = await letIn({ database, clock }, "test", {
    ...{ email: colleague, isOperator: false },
    shop: { merchantId: shops[0], role: "support" },
  });
  let serial = 0;

  /** The merchant's API. */
  async function call(merchantId: string, method: "POST" | "PATCH", url: string, payload: object) {
    const headers = { authorization: keys.get(merchantId) ?? "" };
    return server.inject({ method, url, headers, payload });
  }
  const takeIn = async (): Promise<void> => {
    while ((await intake.runOnce()) > 0);
  };

  function addressOf(tag: string, email: string) {
    const said = (field: string): string => `${tag}-${field}`;
    return {
      ...{ given_name: said("given"), family_name: said("family"), title: said("title"), attention: said("attention") },
      ...{ organization_name: said("org"), street_address: said("street"), street_address2: said("stair") },
      ...{ postal_code: tag.slice(0, 10), city: said("city"), region: said("region"), phone: said("phone") },
      ...{ country: "DE", email },
    };
  }

  async function order(tag: string, email: string, merchantId: string, billedTo = { tag, email }) {
    const number = makeNumber({ carrier: "ups", journey: "normal", serial: (serial += 1), seed: 11 });
    const lines = [
      {
        ...{ name: `Mug for ${tag}`, quantity: 1, reference: "SKU-1", unit_price: 900, total_amount: 900 },
        ...{ image_url: `https://shop.example/${tag}.png`, product_url: `https://shop.example/${tag}` },
        ...{ merchant_data: tag, product_identifiers: { brand: tag } },
      },
    ];
    const made = await call(merchantId, "POST", "/v1/orders", {
      ...{ purchase_country: "DE", purchase_currency: "EUR", locale: "de-DE", order_amount: 900, order_lines: lines },
      ...{ merchant_reference1: `REF-${serial}`, merchant_reference2: "B-7", merchant_data: `note on ${tag}` },
      shipping_address: addressOf(tag, email),
      billing_address: addressOf(billedTo.tag, billedTo.email),
      customer: { date_of_birth: "1990-01-01", type: tag },
      selected_shipping_option: { name: tag, location: { name: `Kiosk ${tag}` } },
    });
    const { order_id: id, tracking_url } = made.json();
    const shipped = await call(merchantId, "POST", `/ordermanagement/v1/orders/${id}/captures`, {
      ...{ captured_amount: 900, description: `for ${tag}`, reference: "C-1", order_lines: lines },
      shipping_info: [
        { shipping_company: "UPS", tracking_number: number, tracking_uri: `https://ups.example/?zip=${tag}` },
        { shipping_company: tag, tracking_number: `by ${tag}` },
      ],
    });
    await call(merchantId, "POST", `/ordermanagement/v1/orders/${id}/refunds`, {
      ...{ refunded_amount: 100, description: `back to ${tag}`, reference: "R-1", order_lines: lines },
    });
    if (shipped.statusCode !== 201) throw new Error(shipped.body);
    await takeIn();
    const [shipment] = await database.forMerchants([merchantId], (tx) =>
      tx.query<{ id: string }>(shipmentsOf, [shardOf(id), id]),
    );
    const link = new URL(tracking_url).pathname;
    return { id: String(id), merchantId, number, link, shipmentId: shipment?.id ?? "", shard: shardOf(id) };
  }
  type Order = Awaited<ReturnType<typeof order>>;

  /** What the carrier said and pushed, what the shop wrote, what was told and what went wrong. */
  async function happenings(tx: Tx, tag: string, email: string, { id, shard, merchantId, shipmentId, number }: Order) {
    const now = clock.now();
    const shipment = { shard, id: shipmentId, orderId: id, merchantId };
    const rawAnswerId = newId();
    const answer = { shard, shipmentId, merchantId, id: rawAnswerId, source: "ups", status: 200, at: now };
    await insertRawAnswer(tx, {
      ...answer,
      mediaType: `application/json; of=${tag}`,
      body: Buffer.from(JSON.stringify({ to: tag, number })),
    });
    const pickupPoint = { name: `Kiosk ${tag}`, street: `${tag} 3`, city: tag };
    const facts = { signedBy: `${tag} senior`, neighbour: `Neighbour of ${tag}`, pickupPoint, keepUntil: "2026-12-01" };
    const moving = scanAt(new Date(now.getTime() - 9_000_000), { code: "in_transit.moving", rawText: `To ${tag}` });
    const estimate = { from: "2026-11-26", through: null, kind: "date" as const };
    await recordScans(tx, { shipment, source: "ups", rawAnswerId, now, reading: readingOf([moving], { estimate }) });
    await recordScans(tx, {
      ...{ shipment, source: "ups", rawAnswerId, now },
      reading: readingOf(
        [
          scanAt(new Date(now.getTime() - 7_200_000), {
            ...{
              code: "unmapped",
              rawCode: `Left with ${tag}`,
              rawSubCode: `door of ${tag}`,
              rawText: `At ${tag}'s door`,
            },
            place: { name: tag, city: tag, postalCode: "10999", country: "DE" },
          }),
          scanAt(now, {
            ...{
              code: "available_for_pickup.at_pickup_point",
              rawText: `Left for ${tag} with Neighbour of ${tag}`,
              facts,
            },
            place: { name: tag, city: tag, country: "DE" },
          }),
        ],
        { pickupPoint, service: `Parcel for ${tag}` },
      ),
    });
    const reference = `registered for ${tag}`;
    await keepRegistrations(tx, [{ shipment, reference, expiresAt: null, refused: false }], {
      ...{ connection: "seventeentrack", credential: "main", now },
    });
    await insertNote(tx, {
      ...{ shard, shipmentId, merchantId, id: newId(), who: colleague, words: `${tag} rang, is away`, writtenAt: now },
    });
    await setOwner(tx, { merchantId, mode: "live" }, shipmentId, colleague, now);
    await keepWord(tx, { shard, id: shipmentId }, "not_arrived", now, false);
    await tx.execute(wantOther, [shard, shipmentId, `wanted-${tag}`]);
    const notificationId = newId();
    const orderRow = {
      shard,
      id,
      merchantId,
      shop: "",
      isOwn: false,
      shopperEmail: email,
      locale: null,
      country: null,
    };
    const decision = {
      id: notificationId,
      parcelId: shipmentId,
      causeId: newId(),
      channel: "email",
      kind: "delivered",
    };
    const to = { recipient: addressId(email), decision: "send", reason: "news" } as const;
    await keepDecision(tx, orderRow, { ...decision, ...to } as Parameters<typeof keepDecision>[2], now); // as decide() makes them
    await markFailed(tx, shard, notificationId, now, `550 no mailbox ${email}`);
    await countAsSent(tx, addressId(email), notificationId, now, new Date(0));
    await tx.execute(addWork, [shard, shipmentId, merchantId, now, `no answer for ${tag}`]);
    await tx.execute(addDead, [shard, shipmentId, merchantId, `no mailbox ${tag}`, now]);
  }

  async function pushed(tag: string, number: string): Promise<void> {
    const push = {
      ...{ connection: "ups", credential: "main", hash: sha256(`${tag} ${number}`), now: clock.now(), mediaType: "" },
      ...{ proof: "genuine" as const, body: Buffer.from(JSON.stringify({ trackingNumber: number, to: tag })) },
    };
    await database.forSystem("test", async (tx) => {
      await keepPush(tx, push);
      await markPushTaken(tx, push, true);
    });
  }

  return {
    ...{ world, server, shops, call, order, takeIn, database, clock, colleague },
    /** Everything that a person can leave here. */
    async live(tag: string): Promise<Life> {
      const email = `${tag}@example.org`;
      const phone = `+49151${String(sha256(tag).readUInt32BE(0)).padStart(10, "0").slice(0, 8)}`;
      const orders: Order[] = [];
      for (const merchantId of shops) orders.push(await order(tag, email, merchantId));
      for (const one of orders) {
        await database.forSystem("test", (tx) => happenings(tx, tag, email, one));
        await pushed(tag, one.number);
      }
      await placeNews({ database, clock });
      for (const one of orders)
        await database.forMerchants([one.merchantId], (tx) =>
          tx.execute(addAttempts, [one.shard, one.id, clock.now(), `Thank you, ${tag}`]),
        );
      await database.forMerchants([shops[0]], async (tx) => {
        const query = new URLSearchParams({ q: `${tag}-family` }).toString();
        await putView(tx, personId, shops[0], { name: `Parcels of ${tag}`, query }, clock.now());
      });

      const browser = world.browser(`10.${serial % 200}.0.1`);
      await world.signedIn(email, browser);
      const [first] = orders;
      if (first === undefined) throw new Error("There is no order.");
      const parcel = `${first.link}/p/${first.shipmentId}`;
      await browser.send("/settings", {
        "quiet-from": "21",
        "quiet-until": "7",
        zone: "Europe/Berlin",
        language: "de",
      });
      await browser.send(`${parcel}/mute`, {});
      await browser.send(`${parcel}/code`, { code: `${tag} 482`, kind: "qr" });
      const before = world.mails.length;
      await browser.send(`${parcel}/report`, { kind: "other", text: `It is not here, says ${tag}.` });
      await mailAfter(world, before);
      const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
      await browser.sendJson("/account/push", { endpoint: `https://push.example/${tag}`, expirationTime: null, keys });
      const number = makeNumber({ carrier: "ups", journey: "normal", serial: (serial += 1), seed: 12 });
      await browser.send("/add/follow", { number, carrier: "ups", country: "DE", label: `Lamp of ${tag}` });
      await takeIn();
      const own = await database.forSystem("test", async (tx) => {
        const [person] = await tx.query<{ id: string }>(shopperId, [email]);
        await tx.execute(sayPhone, [email, phone]);
        await tx.execute(sayCode, [newId(), person?.id, phone, sha256(tag), tag, clock.now()]);
        await suppress(
          tx,
          { key: suppressionKey(linkSecret, "email", email), channel: "email", reason: "bounce" },
          clock.now(),
        );
        return tx.query<Life["orders"][number]>(ownOrder, [email]);
      });
      return { email, phone, orders: [...orders, ...own] };
    },
    /** What stands for somebody without naming them. */
    tracesOf: ({ email, phone }: Life): readonly string[] => [addressId(email), idFromCause("phone", phone), phone],
    async [Symbol.asyncDispose](): Promise<void> {
      await server.close();
      await world[Symbol.asyncDispose]();
    },
  };
}
