/** Notifications against a real PostgreSQL, a real SMTP server, and a push service that opens what it gets as a browser would. */
import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import webPush from "web-push";
import { type CaughtMail, startMailCatcher } from "#demo/mail-catcher.ts";
import { hours, ManualClock, minutes, seconds, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { claimWork, leaseMs, planWork } from "#platform/due-work.ts";
import { createEgress } from "#platform/egress.ts";
import { newId, sha256, shardOf } from "#platform/ids.ts";
import { createLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import type { EventFacts, EventTime, ShipmentEvent } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { freshDatabase } from "#test/database.ts";
import { makeDevice, startPushService } from "#test/push-service.ts";
import { createNotifications, type NotificationsDeps } from "./jobs.ts";
import { addressId } from "./recipients.ts";

const base = "https://parcels.example.org";
const vapidKeys = webPush.generateVAPIDKeys();

/** What must not leave in a push, nor in a mail but for its address, nor stand in the log. */
const canaries = {
  email: "ines.kanarienvogel@mail.example",
  given: "Ines",
  family: "Kanarienvogel",
  street: "Wellensittichweg 7",
  city: "Papageienstadt",
  postcode: "10999",
  number: "CANARY00340434",
  neighbour: "Zeisig",
  code: "pickup-code-4711",
  item: "Goldene Voliere",
} as const;
const private_ = new RegExp(Object.values(canaries).join("|"), "i");

const insertMerchant = sql("test.merchant", "insert into merchants (id, name, created_at) values ($1, $2, $3)");
const insertOrder = sql(
  "test.order",
  `insert into orders (shard, id, merchant_id, mode, short_reference, status, order_amount, original_order_amount, purchase_country,
     purchase_currency, locale, order_lines, shipping_address, shopper_email, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'ref', 'CAPTURED', 100, 100, 'DE', 'EUR', $4, $5, $6, $7, $8, $9, $10, $10)`,
);
const insertShopper = sql(
  "test.shopper",
  "insert into shoppers (id, email, created_at) values ($1, $2, $3) on conflict (email) do update set email = excluded.email returning id",
);
const insertSubscription = sql(
  "test.subscription",
  "insert into push_subscriptions (id, endpoint_hash, endpoint, p256dh, auth, shopper_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
);
const insertRequest = sql(
  "test.request",
  "insert into send_out_requests (shard, order_id, id, merchant_id, requested_at) values ($1, $2, $3, $4, $5)",
);
const openRequests = sql("test.openRequests", "select id from send_out_requests where handled_at is null");
const subscriptions = sql("test.subscriptions", "select endpoint from push_subscriptions");
const notifications = sql(
  "test.notifications",
  `select id, channel, kind, decision, reason, sent_at is not null as sent, failed_at is not null as failed, failure
   from notifications order by decided_at, channel, id`,
);
const dueNotify = sql("test.due", "select subject, attempts, last_error as error from due_work where kind = 'notify'");
const deadWork = sql("test.dead", "select subject from dead_work");

const insertPerson = sql(
  "test.person",
  `insert into shoppers (id, email, created_at, quiet_from, quiet_until, zone, locale) values ($1, $2, $3, $4, $5, $6, $7)`,
);
const insertMute = sql(
  "test.mute",
  "insert into parcel_choices (shopper_id, shipment_id, muted_at) select id, $2, $3 from shoppers where email = $1",
);
const insertOfLate = sql(
  "test.ofLate",
  "insert into sent_of_late (recipient, notification_id, decided_at) select $1, gen_random_uuid(), $2 from generate_series(1, $3)",
);
const ofLate = sql("test.countOfLate", "select count(*)::integer as n from sent_of_late");

interface Options {
  readonly shop?: string;
  readonly email?: string | null;
  readonly locale?: string | null;
  readonly more?: Partial<NotificationsDeps>;
}

async function world({ shop = "Lampenwelt", email = canaries.email, locale = "en-GB", more = {} }: Options = {}) {
  const db = await freshDatabase();
  const { database } = db;
  const clock = new ManualClock("2026-11-24T09:00:00Z");
  const lines: string[] = [];
  const log = createLog({ destination: { write: (line) => void lines.push(line) } });
  const catcher = await startMailCatcher({ smtpPort: 0, clock });
  const mailer = createMailer({ smtpUrl: catcher.smtpUrl, from: "Posthorn <parcels@example.org>", log });
  const egress = createEgress({ clock: systemClock, log, allowLoopback: true });
  const { service: push, assertHappy, close } = await startPushService(vapidKeys.publicKey);
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  const create = (changed: Partial<NotificationsDeps> = {}) =>
    createNotifications({
      database,
      clock,
      log,
      mailer,
      egress,
      vapid: { ...vapidKeys, subject: base },
      publicBaseUrl: base,
      linkSecret: "a secret of this test",
      mergeWindowMs: hours(2),
      ...more,
      ...changed,
    });
  const jobs = create();

  const merchantId = newId();
  const orderId = newId();
  const shard = shardOf(orderId);
  const at = { shard, orderId, merchantId };
  await database.forSystem("test", async (tx) => {
    await tx.execute(insertMerchant, [merchantId, shop, clock.now()]);
    const { given, family, street, city, postcode, item } = canaries;
    const address = {
      given_name: given,
      family_name: family,
      street_address: street,
      postal_code: postcode,
      city,
      country: "DE",
    };
    await tx.execute(insertOrder, [
      shard,
      orderId,
      merchantId,
      locale,
      JSON.stringify([{ name: item, quantity: 1 }]),
      JSON.stringify(address),
      email,
      Buffer.from(orderId),
      newId(),
      clock.now(),
    ]);
  });

  /** Nothing to follow: a letter, the shop's own people. */
  const untracked = (method: string) =>
    database.forMerchants([merchantId], (tx) =>
      openShipment(
        tx,
        {
          ...at,
          mode: "live",
          direction: "outbound",
          tracked: false,
          carrier: null,
          trackingNumber: null,
          method,
          trackingUri: null,
          saidCompany: null,
          saidNumber: null,
          identifiedBy: null,
          firstAskAt: null,
        },
        clock.now(),
      ),
    );

  async function parcel(number: string = canaries.number) {
    const { id } = await database.forMerchants([merchantId], (tx) =>
      openShipment(
        tx,
        {
          ...at,
          mode: "live",
          direction: "outbound",
          tracked: true,
          carrier: "dhl",
          trackingNumber: number,
          method: null,
          trackingUri: null,
          saidCompany: null,
          saidNumber: number,
          identifiedBy: null,
          firstAskAt: null,
        },
        clock.now(),
      ),
    );
    let order = 0;
    const events: ShipmentEvent[] = [];
    /** The carrier reports this, now. */
    async function scan(code: EventCode, facts: EventFacts = {}, happened?: EventTime): Promise<void> {
      const now = clock.now();
      const [instant, local] = [now.toISOString(), now.toISOString().slice(0, 19)];
      const time = happened ?? ({ instant, local, precision: "instant", zone: "UTC", zoneDerived: false } as const);
      const { given, family, street, city, postcode, code: pickupCode } = canaries;
      const rawText = `${given} ${family}, ${street}, ${number}, ${pickupCode}`;
      const place = { name: street, city, postalCode: postcode };
      events.push({ code, time, rawCode: code, rawSubCode: null, rawText, place, piece: null, facts, order: order++ });
      const said = { estimate: facts.estimate ?? null, pickupPoint: null, pieces: [], pieceCount: null, service: null };
      const rest = { isReturnLeg: false, proofAvailable: false, partnerNumbers: [] };
      await database.forMerchants([merchantId], (tx) =>
        recordScans(tx, {
          shipment: { ...at, id },
          reading: { kind: "events", number, events, ...said, ...rest },
          source: "dhl",
          rawAnswerId: null,
          now,
        }),
      );
    }
    return { id, scan };
  }

  return {
    database,
    merchantId,
    orderId,
    untracked,
    /** Time passes; what comes due meanwhile is done when it is due, to within an hour. */
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= hours(1)) {
        clock.advance(Math.min(left, hours(1)));
        while ((await jobs.runOnce()) > 0);
      }
      assertHappy();
    },
    async person(habits: {
      from?: number;
      until?: number;
      zone?: string | null;
      locale?: string | null;
    }): Promise<void> {
      const { from = 22, until = 8, zone = null, locale: language = null } = habits;
      await database.forSystem("test", (tx) =>
        tx.execute(insertPerson, [newId(), email, clock.now(), from, until, zone, language]),
      );
    },
    mute: (parcelId: string) =>
      database.forSystem("test", (tx) => tx.execute(insertMute, [email, parcelId, clock.now()])),
    /** As if other shops had sent so many. */
    sentByOthers: (count: number) =>
      database.forSystem("test", (tx) => tx.execute(insertOfLate, [addressId(email ?? ""), clock.now(), count])),
    countOfLate: async () => (await database.forSystem("test", (tx) => tx.query<{ n: number }>(ofLate)))[0]?.n,
    clock,
    jobs,
    create,
    push,
    catcher,
    mails: catcher.mails,
    pushed: push.pushed,
    lines,
    owner,
    log,
    parcel,
    /** Does all that is due now. */
    async run(): Promise<void> {
      while ((await jobs.runOnce()) > 0);
      assertHappy();
    },
    async device(name: string, broken: { readonly p256dh?: string } = {}): Promise<void> {
      const device = makeDevice(name);
      push.devices.set(name, device);
      const [p256dh, auth] = [
        broken.p256dh ?? device.publicKey.toString("base64url"),
        device.auth.toString("base64url"),
      ];
      const endpoint = `${push.url}/${name}`;
      await database.forSystem("test", async (tx) => {
        const [shopper] = await tx.query<{ id: string }>(insertShopper, [newId(), email, clock.now()]);
        const values = [newId(), sha256(endpoint), endpoint, p256dh, auth, shopper?.id, clock.now()];
        await tx.execute(insertSubscription, values);
      });
      clock.advance(1);
    },
    async askAgain(): Promise<void> {
      const id = newId();
      await database.forMerchants([merchantId], async (tx) => {
        await tx.execute(insertRequest, [shard, orderId, id, merchantId, clock.now()]);
        await planWork(tx, [{ shard, kind: "notify", subject: id, merchantId, dueAt: clock.now() }]);
      });
    },
    openRequests: () => database.forSystem("test", (tx) => tx.query(openRequests)),
    endpoints: async () =>
      (await database.forSystem("test", (tx) => tx.query<{ endpoint: string }>(subscriptions))).map(({ endpoint }) =>
        endpoint.slice(push.url.length + 1),
      ),
    kept: () =>
      database.forSystem("test", (tx) =>
        tx.query<{
          id: string;
          channel: string;
          kind: string;
          decision: string;
          reason: string;
          sent: boolean;
          failed: boolean;
          failure: string | null;
        }>(notifications),
      ),
    due: () =>
      database.forSystem("test", (tx) =>
        tx.query<{ subject: string; attempts: number; error: string | null }>(dueNotify),
      ),
    dead: () => database.forSystem("test", (tx) => tx.query(deadWork)),
    /** Until `heal`, nothing can be noted as sent: as if the process ended each time between sending and noting. */
    async endBetweenSendAndMark(): Promise<{ heal(): Promise<void> }> {
      await owner.query(`revoke update on notifications from posthorn_app;
        grant update (decision, reason, kind, transition_id, decided_at) on notifications to posthorn_app`);
      return {
        heal: async () => {
          await owner.query("grant update on notifications to posthorn_app");
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await owner.end();
      await mailer.close();
      await catcher.close();
      await egress.close();
      await close();
      await db[Symbol.asyncDispose]();
    },
  };
}

const headline = ({ subject }: CaughtMail): string => subject;
const linksOf = (text: string): readonly string[] => text.match(/[a-z]+:\/\/[^\s"'<>\\]+/g) ?? [];

test("the first scan is told by e-mail, in the shopper's language, once; a second scan of the same status is no news", async () => {
  await using w = await world({ locale: "de-AT" });
  const parcel = await w.parcel();
  await parcel.scan("info_received.label_created");
  await w.run();
  assert.deepEqual(w.mails.map(headline), []);
  await parcel.scan("in_transit.picked_up");
  await w.run();
  await parcel.scan("in_transit.arrived_at_facility");
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: Paket ist unterwegs"]);
  assert.match(w.mails[0]?.html ?? "", new RegExp(`href="${base}/o/[\\w-]{24}/p/${parcel.id}"`));
  assert.equal(w.mails[0]?.headers.find(({ name }) => name === "Auto-Submitted")?.value, "auto-generated");
  assert.deepEqual(await w.due(), []);
});

test("N-01 R-07 one recipient in the envelope and in the header, and the notification's id is the Message-ID", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  const [mail] = w.mails;
  assert.deepEqual([mail?.envelopeTo, mail?.headerTo], [[canaries.email], [canaries.email]]);
  assert.equal(mail?.headers.filter(({ name }) => /^(to|cc|bcc)$/i.test(name)).length, 1);
  const [row] = await w.kept();
  assert.equal(mail?.messageId, `<${row?.id}@parcels.example.org>`);
});

test("N-02 an address that is more than one reaches nobody, and is given up", async () => {
  await using w = await world({ email: "ines@mail.example, eve@mail.example" });
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(w.mails, []);
  assert.deepEqual(
    (await w.kept()).map(({ failed, failure }) => [failed, failure]),
    [[true, "not one e-mail address"]],
  );
  assert.deepEqual(await w.due(), []);
});

test("N-03 a shop's name can add no header, no markup and no link", async () => {
  const shop = `Söhne\r\nBcc: eve@mail.example\r\n\u202e</p><script>alert(1)</script> <a href="https://evil.example">Pay</a>`;
  await using w = await world({ shop });
  const parcel = await w.parcel();
  await parcel.scan("exception.payment_required");
  await w.run();
  const [mail] = w.mails;
  assert.ok(mail);
  assert.deepEqual(mail.envelopeTo, [canaries.email]);
  assert.ok(!mail.headers.some(({ name }) => /^bcc$/i.test(name)));
  assert.match(mail.subject, /^Söhne Bcc: eve@mail\.example/);
  assert.doesNotMatch(mail.subject + mail.text + mail.html, /\p{Bidi_Control}/u);
  assert.equal(mail.html.match(/<script/g)?.length, 1);
  assert.equal(mail.html.match(/<a\s/g)?.length, 2);
  const foreign = [...linksOf(mail.text), ...linksOf(mail.html)].filter(
    (link) => !/^https:\/\/parcels\.example\.org\/[ou]\//.test(link) && link !== "https://schema.org", // the name of a vocabulary
  );
  assert.deepEqual(foreign, []);
});

test("a device is told by Web Push: only it can read the message, and the service can see that we sent it", async () => {
  await using w = await world();
  await w.device("phone");
  const parcel = await w.parcel();
  await parcel.scan("out_for_delivery.on_vehicle");
  await w.run();
  const [push] = w.pushed;
  const [row] = (await w.kept()).filter(({ channel }) => channel === "push");
  assert.equal(push?.payload.title, "Lampenwelt: arrives today");
  assert.equal(push?.payload.body, "It should arrive today. Nothing to do, if somebody can take it in.");
  assert.match(push?.payload.url ?? "", new RegExp(`^${base}/o/[\\w-]{24}/p/${parcel.id}$`));
  assert.deepEqual([push?.payload.lang, push?.urgency], ["en-GB", "high"]);
  // the service and the device replace a message that comes twice.
  assert.deepEqual([push?.payload.tag, push?.topic], [row?.id, row?.id.replaceAll("-", "")]);
  assert.deepEqual(w.mails, [], "the e-mail would say it twice");
});

test("good news goes to every device, bad news to the devices and by e-mail", async () => {
  await using w = await world();
  await w.device("phone");
  await w.device("tablet");
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(w.pushed.map(({ device }) => device).sort(), ["phone", "tablet"]);
  assert.equal(new Set(w.pushed.map(({ topic }) => topic)).size, 2, "two recipients are two notifications");
  w.clock.advance(hours(1));
  await parcel.scan("attempt_failed.nobody_home");
  await w.run();
  assert.equal(w.pushed.length, 4);
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: delivery did not work"]);
});

test("B-05 L-01 no name, address, number or code is in a push, in a mail or in the log", async () => {
  await using w = await world();
  await w.device("phone");
  const story: readonly (readonly [EventCode, EventFacts])[] = [
    ["in_transit.picked_up", { estimate: { from: "2026-11-26", through: null, kind: "date" } }],
    ["exception.customs_charges_due", { actionRequired: true }],
    ["out_for_delivery.on_vehicle", {}],
    ["attempt_failed.nobody_home", { neighbour: canaries.neighbour }],
    ["available_for_pickup.at_pickup_point", { keepUntil: "2026-11-30", pickupPoint: { name: canaries.street } }],
    ["exception.lost", {}],
    ["delivered.to_neighbour", { neighbour: canaries.neighbour, signedBy: canaries.family }],
    ["returning.initiated", {}],
    ["returned.to_sender", {}],
  ];
  const parcel = await w.parcel();
  w.push.answer = (_, n) => (n === 2 ? 500 : 201);
  for (const [code, facts] of story) {
    await parcel.scan(code, facts);
    await w.run();
    w.clock.advance(minutes(20));
    await w.run();
  }
  assert.ok(w.pushed.length >= story.length);
  assert.ok(w.mails.length >= 5);
  for (const { text } of w.pushed) assert.doesNotMatch(text, private_);
  for (const { subject, text, html } of w.mails) assert.doesNotMatch(subject + text + html, private_);
  assert.ok(w.lines.length > story.length);
  assert.doesNotMatch(w.lines.join(""), private_);
  assert.doesNotMatch(w.lines.join(""), /127\.0\.0\.1|Lampenwelt|\/o\//);
});

for (const status of [404, 410])
  test(`S-07 a device that is gone (${status}) is forgotten, and the e-mail says it at once`, async () => {
    await using w = await world();
    await w.device("phone");
    w.push.answer = () => status;
    const parcel = await w.parcel();
    await parcel.scan("in_transit.picked_up");
    await w.run();
    assert.deepEqual(await w.endpoints(), []);
    assert.deepEqual(w.mails.map(headline), ["Lampenwelt: on its way"]);
    assert.equal(w.pushed.length, 1);
    await w.run();
    assert.equal(w.mails.length, 1);
  });

test("a device that is gone takes nothing from the one that is there", async () => {
  await using w = await world();
  await w.device("old");
  await w.device("phone");
  w.push.answer = (device) => (device === "old" ? 410 : 201);
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(await w.endpoints(), ["phone"]);
  assert.deepEqual(w.pushed.map(({ device }) => device).sort(), ["old", "phone"]);
  assert.deepEqual(w.mails, []);
});

test("keys that are none are forgotten; the e-mail says it", async () => {
  await using w = await world();
  await w.device("phone", { p256dh: "bm90IGEga2V5" });
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual([w.pushed, await w.endpoints()], [[], []]);
  assert.equal(w.mails.length, 1);
});

test("an operator's unusable VAPID key costs no shopper a subscription; the e-mail says it", async () => {
  await using w = await world({ more: { vapid: { publicKey: "none", privateKey: "none", subject: base } } });
  await w.device("phone");
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(await w.endpoints(), ["phone"]);
  assert.equal(w.mails.length, 1);
});

test("S-03 an endpoint inside our network is not asked; the e-mail says it", async () => {
  await using w = await world();
  const strict = createEgress({ clock: systemClock, log: w.log });
  await w.device("phone");
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  const jobs = w.create({ egress: strict });
  while ((await jobs.runOnce()) > 0);
  await strict.close();
  assert.deepEqual(w.pushed, []);
  assert.equal(w.mails.length, 1);
});

test("R-07 a push service that is busy (429, 503) gets the same message again, under the same topic and tag", async () => {
  await using w = await world();
  await w.device("phone");
  w.push.answer = (_, n) => [429, 503, 201][n - 1] ?? 201;
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.equal(w.pushed.length, 1, "not at once");
  for (const wait of [seconds(6), seconds(11)]) {
    w.clock.advance(wait);
    await w.run();
  }
  assert.equal(w.pushed.length, 3);
  assert.equal(new Set(w.pushed.map(({ topic, payload }) => topic + payload.tag)).size, 1);
  assert.deepEqual(
    (await w.kept()).map(({ channel, decision, sent }) => [channel, decision, sent]),
    [
      ["email", "drop", false],
      ["push", "send", true],
    ],
  );
  w.clock.advance(hours(1));
  await w.run();
  assert.equal(w.pushed.length, 3);
  assert.deepEqual(w.mails, []);
});

test("a push service that refuses for good keeps the subscription, and the e-mail says it", async () => {
  await using w = await world();
  await w.device("phone");
  w.push.answer = () => 403;
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(await w.endpoints(), ["phone"]);
  assert.equal(w.mails.length, 1);
});

test("a push service that stays away does not keep the news: after some tries the e-mail says it", async () => {
  await using w = await world();
  await w.device("phone");
  w.push.answer = () => 503;
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  for (let look = 0; look < 12; look += 1) {
    await w.run();
    w.clock.advance(minutes(22));
  }
  assert.deepEqual(await w.endpoints(), ["phone"]);
  assert.equal(w.mails.length, 1);
  assert.deepEqual(await w.due(), []);
});

test("a mail server that is away gets the mail when it is back, once", async () => {
  await using w = await world();
  const nowhere = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "parcels@example.org", log: w.log });
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  assert.equal(await w.create({ mailer: nowhere }).runOnce(), 1);
  await nowhere.close();
  assert.deepEqual(
    (await w.due()).map(({ attempts, error }) => [attempts, error]),
    [[1, "ESOCKET"]],
  );
  assert.deepEqual(
    (await w.kept()).map(({ sent, failed }) => [sent, failed]),
    [[false, false]],
  );
  w.clock.advance(minutes(1));
  await w.run();
  assert.equal(w.mails.length, 1);
  assert.deepEqual(
    (await w.kept()).map(({ failure }) => failure),
    [null],
  );
});

test("news that is overtaken while the mail server is away is not sent any more", async () => {
  await using w = await world();
  const nowhere = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "parcels@example.org", log: w.log });
  const parcel = await w.parcel();
  await parcel.scan("out_for_delivery.on_vehicle");
  await w.create({ mailer: nowhere }).runOnce();
  await nowhere.close();
  w.clock.advance(minutes(30));
  await parcel.scan("delivered.mailbox");
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: delivered"]);
});

test("R-07 ended between sending and noting, the mail comes again with the same Message-ID, and is one row", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  const { heal } = await w.endBetweenSendAndMark();
  assert.equal(await w.jobs.runOnce(), 1);
  assert.equal(w.mails.length, 1);
  await heal();
  w.clock.advance(seconds(10));
  await w.run();
  w.clock.advance(hours(1));
  await w.run();
  assert.equal(w.mails.length, 2, "one repetition for one kill");
  assert.equal(new Set(w.mails.map(({ messageId }) => messageId)).size, 1);
  assert.deepEqual(
    (await w.kept()).map(({ kind, sent }) => [kind, sent]),
    [["shipped", true]],
  );
});

test("R-07 ended between sending and noting, the push comes again under the same topic and tag", async () => {
  await using w = await world();
  await w.device("phone");
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  const { heal } = await w.endBetweenSendAndMark();
  assert.equal(await w.jobs.runOnce(), 1);
  await heal();
  w.clock.advance(seconds(10));
  await w.run();
  w.clock.advance(hours(1));
  await w.run();
  assert.equal(w.pushed.length, 2);
  assert.equal(new Set(w.pushed.map(({ topic, payload }) => topic + payload.tag)).size, 1);
});

test("R-05 what a dead worker held is done by another when its lease ends", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  const held = await w.database.forSystem("test", (tx) => claimWork(tx, "notify", w.clock.now(), 8));
  assert.equal(held.length, 1);
  await w.run();
  assert.deepEqual(w.mails, [], "held by the other");
  w.clock.advance(leaseMs);
  await w.run();
  assert.equal(w.mails.length, 1);
});

test("R-05 a worker that lost its lease while it sent sends nothing more; what it did send is not sent again", async () => {
  await using w = await world();
  await w.device("phone");
  await w.device("tablet");
  const parcel = await w.parcel();
  w.push.answer = async () => {
    if (w.pushed.length > 1) return 201;
    // The worker stands still for longer than its lease, and another one claims.
    w.clock.advance(leaseMs + 1);
    const taken = await w.database.forSystem("test", (tx) => claimWork(tx, "notify", w.clock.now(), 8));
    assert.equal(taken.length, 1);
    return 201;
  };
  await parcel.scan("attempt_failed.nobody_home");
  assert.equal(await w.jobs.runOnce(), 1);
  assert.deepEqual(
    w.pushed.map(({ device }) => device),
    ["phone"],
  );
  assert.deepEqual(w.mails, []);
  assert.match(w.lines.join(""), /work_lost/);
  w.clock.advance(leaseMs + 1);
  await w.run();
  assert.deepEqual(
    w.pushed.map(({ device }) => device),
    ["phone", "tablet"],
  );
  assert.equal(w.mails.length, 1);
});

test("R-05 two workers that look at the same moment send once", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  const others = [w.jobs, w.create(), w.create()];
  const claimed = await Promise.all(others.map((jobs) => jobs.runOnce()));
  assert.equal(
    claimed.reduce((sum, n) => sum + n, 0),
    1,
  );
  assert.equal(w.mails.length, 1);
});

test("two parcels of one order within the window are one mail, and it leads to the order", async () => {
  await using w = await world();
  const [first, second] = [await w.parcel("NUMBER1"), await w.parcel("NUMBER2")];
  const estimate = { from: "2026-11-26", through: null, kind: "date" } as const;
  await first.scan("in_transit.picked_up", { estimate });
  await w.run();
  assert.equal(w.mails.length, 0);
  w.clock.advance(minutes(40));
  await second.scan("in_transit.picked_up", { estimate });
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: 2 parcels on their way"]);
  assert.match(w.mails[0]?.html ?? "", new RegExp(`href="${base}/o/[\\w-]{24}"`));
  assert.doesNotMatch(`${w.mails[0]?.text}${w.mails[0]?.html}`, /arriv/i, "one parcel's date is not that of both");
  w.clock.advance(hours(3));
  await w.run();
  assert.equal(w.mails.length, 1);
  assert.equal((await w.due()).length, 2, "a look each, should the promised day pass in silence");
});

test("six parcels that are looked at side by side are one mail", async () => {
  await using w = await world();
  const parcels = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => w.parcel(`NUMBER${n}`)));
  await Promise.all(parcels.map((parcel) => parcel.scan("in_transit.picked_up")));
  await Promise.all([w.jobs.runOnce(), w.create().runOnce()]);
  w.clock.advance(hours(3));
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: 6 parcels on their way"]);
  assert.doesNotMatch(w.lines.join(""), /work_failed/, "they wait for each other and do not collide");
});

test("R-07 a message about two parcels speaks of two when it is sent again", async () => {
  await using w = await world();
  const [first, second] = [await w.parcel("NUMBER1"), await w.parcel("NUMBER2")];
  await first.scan("in_transit.picked_up");
  await second.scan("in_transit.picked_up");
  const { heal } = await w.endBetweenSendAndMark();
  await w.jobs.runOnce();
  await heal();
  w.clock.advance(seconds(10));
  await w.run();
  w.clock.advance(hours(3));
  await w.run();
  assert.equal(new Set(w.mails.map(({ messageId }) => messageId)).size, 1);
  assert.deepEqual(new Set(w.mails.map(headline)), new Set(["Lampenwelt: 2 parcels on their way"]));
});

test("two parcels that are reported at the same moment are both told", async () => {
  await using w = await world();
  const parcels = [await w.parcel("NUMBER1"), await w.parcel("NUMBER2"), await w.parcel("NUMBER3")];
  const others = [w.jobs, w.create()];
  await Promise.all([
    ...parcels.map((parcel) => parcel.scan("in_transit.picked_up")),
    ...others.map((jobs) => jobs.runOnce()),
  ]);
  for (let look = 0; look < 3; look += 1) {
    await w.run();
    w.clock.advance(hours(2));
  }
  const rows = (await w.kept()).filter(({ kind }) => kind === "shipped");
  assert.equal(rows.length, 3);
  const told = w.mails.map(({ subject }) => Number(/(\d) parcels/.exec(subject)?.[1] ?? 1));
  assert.equal(
    told.reduce((sum, n) => sum + n, 0),
    3,
  );
});

test("attempts on two days where the parcel is are told twice, though both lie within one day of UTC", async () => {
  await using w = await world({ more: { quietHours: false } });
  const parcel = await w.parcel();
  for (const local of ["2026-11-24T17:00:00", "2026-11-25T12:00:00"]) {
    const instant = new Date(`${local}-08:00`);
    w.clock.advance(instant.getTime() - w.clock.now().getTime());
    const time = { instant: instant.toISOString(), local, zone: "-08:00", zoneDerived: false } as const;
    await parcel.scan("attempt_failed.nobody_home", {}, { ...time, precision: "local_with_offset" });
    await w.run();
  }
  assert.equal(w.mails.length, 2);
});

test("delivered on a day that somewhere is not over yet is not taken for over before the shop told us", async () => {
  await using w = await world({ more: { quietHours: false } });
  w.clock.advance(hours(16)); // 01:00 in UTC, and still the 24th in America
  const parcel = await w.parcel();
  w.clock.advance(hours(1));
  const time = { instant: null, local: "2026-11-24", zone: null, zoneDerived: false } as const;
  await parcel.scan("delivered.mailbox", {}, { ...time, precision: "date_only" });
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: delivered"]);
});

test("news of the night comes in the morning, and only the newest", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  w.clock.advance(hours(14)); // midnight in Germany
  await parcel.scan("in_transit.picked_up");
  await w.run();
  w.clock.advance(hours(6));
  await parcel.scan("out_for_delivery.on_vehicle");
  await w.run();
  assert.deepEqual(w.mails, []);
  w.clock.advance(hours(2));
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: arrives today"]);
  assert.deepEqual(await w.due(), []);
});

test("a problem that only the shopper can solve is told at night", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  w.clock.advance(hours(14));
  await parcel.scan("exception.customs_hold", { actionRequired: true });
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: your help is needed"]);
});

test("nobody to tell is noted, and is done", async () => {
  await using w = await world({ email: null });
  const parcel = await w.parcel();
  await parcel.scan("delivered.mailbox");
  await w.run();
  assert.deepEqual(
    (await w.kept()).map(({ decision, reason }) => [decision, reason]),
    [["drop", "no_recipient"]],
  );
  assert.deepEqual(await w.due(), []);
});

test("asked to e-mail the shopper again, we send what is so now, once per request, with the reason kept", async () => {
  await using w = await world();
  await w.device("phone");
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(w.mails, []);
  await parcel.scan("out_for_delivery.on_vehicle");
  await w.run();
  await w.askAgain();
  await w.run();
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: arrives today"]);
  assert.deepEqual(await w.openRequests(), []);
  await w.askAgain();
  await w.run();
  assert.equal(w.mails.length, 2);
  assert.equal(new Set(w.mails.map(({ messageId }) => messageId)).size, 2, "two requests are two messages");
  const again = (await w.kept()).filter(({ kind }) => kind === "told_again");
  assert.deepEqual(
    again.map(({ reason, sent }) => [reason, sent]),
    [
      ["asked_again", true],
      ["asked_again", true],
    ],
  );
});

test("asked to e-mail the shopper again before there is news, we send the order's page", async () => {
  await using w = await world({ locale: "de-DE" });
  await w.askAgain();
  await w.run();
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: Ihre Bestellung"]);
  assert.match(w.mails[0]?.html ?? "", new RegExp(`href="${base}/o/[\\w-]{24}"`));
});

test("R-07 a request whose mail was sent and not noted is sent again with the same Message-ID", async () => {
  await using w = await world();
  await w.askAgain();
  const { heal } = await w.endBetweenSendAndMark();
  await w.jobs.runOnce();
  await heal();
  w.clock.advance(seconds(10));
  await w.run();
  assert.deepEqual([w.mails.length, new Set(w.mails.map(({ messageId }) => messageId)).size], [2, 1]);
  assert.deepEqual(await w.openRequests(), []);
});

test("N-04 a shop that asks on and on is stopped at eight mails, and that stands in the log", async () => {
  await using w = await world();
  for (let n = 1; n <= 10; n += 1) {
    await w.askAgain();
    if (n === 8) {
      // Its repetition is not a ninth.
      const { heal } = await w.endBetweenSendAndMark();
      await w.jobs.runOnce();
      await heal();
    }
    w.clock.advance(minutes(1));
    await w.run();
  }
  assert.deepEqual([w.mails.length, new Set(w.mails.map(({ messageId }) => messageId)).size], [9, 8]);
  assert.deepEqual([await w.openRequests(), await w.due()], [[], []]);
  assert.match(w.lines.join(""), /"notification_failed".*"over_cap"/);
});

test("a message that can never be sent ends as dead work, kept with its cause", async () => {
  await using w = await world();
  const nowhere = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "parcels@example.org", log: w.log });
  const jobs = w.create({ mailer: nowhere });
  const parcel = await w.parcel();
  await parcel.scan("exception.address_incorrect");
  for (let tries = 0; tries < 40; tries += 1) {
    await jobs.runOnce();
    w.clock.advance(hours(1));
  }
  await nowhere.close();
  assert.deepEqual(await w.due(), []);
  assert.equal((await w.dead()).length, 1);
});

/** The plain text is wrapped. */
const inOneLine = (text = ""): string => text.replace(/\s+/g, " ");

const promising = (from: string, through: string | null = null): EventFacts => ({
  estimate: { from, through, kind: "date" },
});

test("a changed date is told once, old and new, with the reason, though the status stays what it was", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up", promising("2026-11-26"));
  await w.run();
  assert.match(inOneLine(w.mails[0]?.text), /It should arrive Thursday/);
  await w.pass(hours(5));
  await parcel.scan("in_transit.arrived_at_facility", promising("2026-11-26"));
  await w.run();
  assert.equal(w.mails.length, 1, "the same date is no news");
  await parcel.scan("exception.delayed_weather");
  await parcel.scan("in_transit.moving", promising("2026-11-28"));
  await w.pass(hours(2));
  await parcel.scan("in_transit.departed_facility", promising("2026-11-28"));
  await w.pass(hours(20));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: on its way", "Lampenwelt: comes later"]);
  assert.match(
    inOneLine(w.mails[1]?.text),
    /should arrive Saturday,? 28 November\. Before, the date was Thursday,? 26 November\./,
  );
});

test("R-07 a changed date that was sent and not noted is the same message again", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up", promising("2026-11-26"));
  await w.pass(hours(3));
  await parcel.scan("in_transit.moving", promising("2026-11-28"));
  const { heal } = await w.endBetweenSendAndMark();
  await w.jobs.runOnce();
  await heal();
  w.clock.advance(seconds(10));
  await w.run();
  const changed = w.mails.filter(({ subject }) => /comes later/.test(subject));
  assert.deepEqual([changed.length, new Set(changed.map(({ messageId }) => messageId)).size], [2, 1]);
});

test("a parcel that waits is reminded of at half time and on its last day", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("available_for_pickup.at_pickup_point", { keepUntil: "2026-12-01" });
  await w.pass(hours(24 * 8));
  assert.deepEqual(w.mails.map(headline), [
    "Lampenwelt: ready to pick up",
    "Lampenwelt: still to pick up",
    "Lampenwelt: last day to pick up",
  ]);
  assert.match(inOneLine(w.mails[1]?.text), /kept until Tuesday,? 1 December/);
  assert.deepEqual(await w.due(), []);
});

test("a reminder of what was picked up is dropped when its time comes, with its reason", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("available_for_pickup.at_pickup_point", { keepUntil: "2026-12-01" });
  await w.pass(hours(24));
  await parcel.scan("delivered.collected");
  await w.pass(hours(24 * 8));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: ready to pick up", "Lampenwelt: delivered"]);
  assert.deepEqual(
    (await w.kept()).filter(({ kind }) => kind === "pickup_reminder").map(({ decision, reason }) => [decision, reason]),
    [["drop", "no_longer_true"]],
  );
  assert.deepEqual(await w.due(), []);
});

test("a last day that the carrier tells later, or puts off, is the one that is reminded of", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("available_for_pickup.at_pickup_point");
  await w.pass(hours(3));
  assert.deepEqual(await w.due(), [], "nothing is known to remind of");
  await parcel.scan("available_for_pickup.at_pickup_point", { keepUntil: "2026-11-27" });
  await w.pass(hours(3));
  await parcel.scan("available_for_pickup.at_pickup_point", { keepUntil: "2026-11-30" });
  await w.pass(hours(24 * 4));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: ready to pick up", "Lampenwelt: still to pick up"]);
  await w.pass(hours(24 * 2));
  assert.equal(w.mails.map(headline).at(-1), "Lampenwelt: last day to pick up");
  assert.equal(w.mails.length, 3);
});

test("what the shopper has to do is asked for once more after two days, and not when it was done", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("exception.customs_charges_due", { actionRequired: true });
  await w.pass(hours(50));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: your help is needed", "Lampenwelt: your help is still needed"]);
  await w.pass(hours(100));
  assert.equal(w.mails.length, 2);
});

test("a day after the carrier's own date has passed without a word the parcel is called late, once", async () => {
  await using w = await world();
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up", promising("2026-11-25"));
  await w.pass(hours(24 * 5));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: on its way", "Lampenwelt: your parcel is late"]);
  assert.match(inOneLine(w.mails[1]?.text), /should have come by yesterday/);
  assert.deepEqual(await w.due(), []);
});

test("a letter is asked after at the end of its usual range, once; what is digital is not", async () => {
  await using w = await world();
  await w.untracked("letter");
  await w.untracked("digital");
  await w.pass(hours(24 * 6));
  assert.deepEqual(w.mails, []);
  await w.pass(hours(24 * 4));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: has it arrived?"]);
  assert.deepEqual(await w.due(), []);
});

test("the person's own night and zone hold, and the person's language comes before the order's", async () => {
  await using w = await world({ locale: "en-GB" });
  await w.person({ from: 9, until: 17, zone: "Asia/Tokyo", locale: "de-DE" });
  const parcel = await w.parcel();
  w.clock.advance(hours(15)); // 09:00 in Tokyo: this person works at night
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.deepEqual(w.mails, []);
  await w.pass(hours(7));
  assert.deepEqual(w.mails, []);
  await w.pass(hours(1));
  assert.deepEqual(w.mails.map(headline), ["Lampenwelt: Paket ist unterwegs"]);
});

test("a zone that nobody knows is the order's country", async () => {
  await using w = await world();
  await w.person({ zone: "Mars/Olympus" });
  const parcel = await w.parcel();
  await parcel.scan("in_transit.picked_up");
  await w.run();
  assert.equal(w.mails.length, 1);
});

test("a muted parcel is silent, and support reads why", async () => {
  await using w = await world();
  await w.person({});
  const parcel = await w.parcel();
  await w.mute(parcel.id);
  await parcel.scan("exception.address_incorrect");
  await w.pass(hours(60));
  assert.deepEqual(w.mails, []);
  assert.deepEqual(
    (await w.kept()).map(({ kind, reason }) => [kind, reason]),
    [["problem_action", "muted"]],
  );
});

test("N-04 a carrier that flaps sends eight messages of one parcel, and the ninth stands in the log", async () => {
  await using w = await world({ more: { quietHours: false } });
  const parcel = await w.parcel();
  for (let day = 0; day < 10; day += 1) {
    await parcel.scan("attempt_failed.nobody_home");
    await w.pass(hours(24));
    await parcel.scan("in_transit.moving");
  }
  assert.equal(w.mails.length, 8);
  assert.match(w.lines.join(""), /"notification_failed".*"over_cap"/);
});

test("N-04 an address gets fifty messages a day of all shops together; what is more is held back and logged", async () => {
  await using w = await world();
  await w.sentByOthers(49);
  const [first, second] = [await w.parcel("NUMBER1"), await w.parcel("NUMBER2")];
  await first.scan("exception.damaged");
  await w.run();
  w.clock.advance(seconds(1));
  await second.scan("exception.damaged");
  await w.run();
  assert.equal(w.mails.length, 1);
  assert.match(w.lines.join(""), /"notification_failed".*"over_daily_cap"/);
  assert.deepEqual(
    (await w.kept()).map(({ decision, reason }) => [decision, reason]),
    [
      ["send", "news"],
      ["drop", "over_daily_cap"],
    ],
  );
  // A day later the address is free again, and the old counts are gone.
  w.clock.advance(hours(24));
  await first.scan("delivered.mailbox");
  await w.run();
  assert.equal(w.mails.length, 2);
  assert.equal(await w.countOfLate(), 1);
});

test("N-04 two orders of one address that are looked at side by side do not pass fifty together", async () => {
  await using w = await world();
  await w.sentByOthers(49);
  const parcels = await Promise.all([1, 2, 3].map((n) => w.parcel(`NUMBER${n}`)));
  await Promise.all(parcels.map((parcel) => parcel.scan("exception.damaged")));
  await Promise.all([w.jobs.runOnce(), w.create().runOnce()]);
  await w.run();
  assert.equal(w.mails.length, 1);
});
