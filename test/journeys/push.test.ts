/**
 * Carriers push, from their happening to the shopper's page: proven messages are answers, others are hints, and whatever goes wrong on the
 * way, each event and each notification is there once (W-06).
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeNumber } from "#simulator/contracts.ts";
import { type JourneyName, journeyOf } from "#simulator/journeys.ts";
import { startWorld, until, type World } from "./world.ts";

const pushing = ["aftership", "fedex", "ups", "usps"] as const;
type Pushing = (typeof pushing)[number];

/** 22 hours of a parcel are eleven seconds. */
const speed = 7_200;
/** Looks are rare in `rarely`: the first, and the next after a minute at the earliest. In `often` every other second. */
const [rarely, often] = await Promise.all([
  startWorld({ speed, lookSpeed: 60, aggregators: ["aftership"], pushing }),
  startWorld({ speed, aggregators: ["aftership"], pushing }),
]);
after(async () => {
  await Promise.all([rarely[Symbol.asyncDispose](), often[Symbol.asyncDispose]()]);
});

interface Followed {
  readonly world: World;
  readonly orderId: string;
  readonly trackingUrl: string;
  readonly email: string;
}

let serial = 0;

/** AfterShip has a parcel of a carrier that nobody else asks for us. */
const companies: Readonly<Record<Pushing, string>> = {
  aftership: "Poczta Polska",
  fedex: "FedEx",
  ups: "UPS",
  usps: "USPS",
};
const polishNumbers = ["RR123456785PL", "RR234567895PL", "RR345678909PL"];

async function follow(world: World, carrier: Pushing, journey: JourneyName = "normal"): Promise<Followed> {
  serial += 1;
  const email = `${carrier}-${serial}@example.org`;
  const { id, trackingUrl } = await world.order({
    shipping_address: { email, postal_code: "10115", city: "Berlin", country: "DE" },
  });
  const number =
    carrier === "aftership" ? (polishNumbers.shift() ?? "") : makeNumber({ carrier, journey, serial, seed: 1 });
  if (carrier === "aftership") world.simulator.addParcel({ carrier, number, journey });
  const sent = await world.merchant("POST", `/ordermanagement/v1/orders/${id}/shipping-info`, {
    shipping_info: [{ shipping_company: companies[carrier], tracking_number: number }],
  });
  assert.equal(sent.status, 204);
  return { world, orderId: id, trackingUrl, email };
}

interface Delivery {
  readonly status: string;
  readonly events: number;
}

async function deliveryOf({ world, orderId }: Followed): Promise<Delivery | undefined> {
  const { text } = await world.merchant("GET", `/v1/orders/${orderId}/deliveries`);
  return (JSON.parse(text) as { readonly deliveries: readonly Delivery[] }).deliveries[0]; // our own API's answer
}

const arrives = (parcel: Followed): Promise<Delivery | undefined> =>
  until(
    () => deliveryOf(parcel),
    (delivery) => delivery?.status === "delivered",
    `${parcel.email}: delivered`,
    45_000,
  );

/** What a journey tells, told once: as events, as lines of the page, and at most one message for each fact. */
async function isToldOnce(parcel: Followed, journey: JourneyName = "normal"): Promise<void> {
  const { steps } = journeyOf(journey);
  const { world, email } = parcel;
  const delivery = await until(
    () => deliveryOf(parcel),
    (found) => (found?.events ?? 0) >= steps.length,
    `${email}: all of ${journey}`,
  );
  assert.deepEqual(delivery, { ...delivery, status: "delivered", events: steps.length });
  const order = await world.get(parcel.trackingUrl, { "accept-language": "en" });
  const page = /\/o\/[\w-]+\/p\/[0-9a-f-]{36}/.exec(order.text)?.[0] ?? "";
  const { text } = await world.get(page, { "accept-language": "en" });
  assert.match(text, /<h1>Delivered/);
  assert.equal([...text.matchAll(/<span class="what">/g)].length, steps.length);
  const subjects = (): readonly string[] =>
    world.catcher.mails.filter(({ to }) => to === email).map(({ subject }) => subject);
  await until(
    async () => subjects(),
    (all) => all.some((subject) => /: delivered/.test(subject)),
    `${email}: a mail that says delivered`,
  );
  const all = subjects();
  assert.deepEqual(all, [...new Set(all)]);
  assert.match(all.at(-1) ?? "", /: delivered/, "nothing comes after the end");
}

const pushedBy = ({ simulator }: World, carrier: Pushing) =>
  simulator.counts()[carrier]?.pushed ?? { sent: 0, byStatus: {} };
const callsTo = ({ simulator }: World, carrier: Pushing): number => simulator.counts()[carrier]?.calls ?? 0;

/** Happenings of the ordinary journey after the first question. */
const news = journeyOf("normal").steps.filter(({ after }) => after > 0).length;

interface Moving {
  /** One of each carrier where looks are rare. */
  readonly alone: ReadonlyMap<Pushing, Followed>;
  /** Where looks are frequent, by carrier and journey. */
  readonly together: readonly (readonly [JourneyName, Followed])[];
}

/** All parcels move at once, from the first test on; the tests then look at one after another. */
let moving: Promise<Moving> | undefined;
const started = (): Promise<Moving> => (moving ??= start());

async function start(): Promise<Moving> {
  rarely.simulator.setFault("fedex", "push_out_of_order");
  rarely.simulator.setFault("usps", "push_twice");
  const alone = new Map<Pushing, Followed>();
  const together: (readonly [JourneyName, Followed])[] = [];
  for (const carrier of pushing) alone.set(carrier, await follow(rarely, carrier));
  for (const carrier of pushing) together.push(["late_scans", await follow(often, carrier, "late_scans")]);
  for (const carrier of ["fedex", "ups", "usps"] as const)
    together.push(["normal", await follow(often, carrier, "normal")]);
  return { alone, together };
}

async function aloneOf(carrier: Pushing): Promise<Followed> {
  const parcel = (await started()).alone.get(carrier);
  assert.ok(parcel);
  return parcel;
}

test("W-06 aftership: the parcel of a carrier that only the aggregator serves hears of everything by push", async () => {
  const parcel = await aloneOf("aftership");
  await arrives(parcel);
  await isToldOnce(parcel);
  assert.equal(callsTo(rarely, "aftership"), 2, "told of it once, asked once");
  // Its journey had begun before we told of it, so the first happenings may have been in the answer.
  const { sent, byStatus } = pushedBy(rarely, "aftership");
  assert.ok(sent > 0);
  assert.deepEqual(byStatus, { 200: sent });
});

test("W-06 fedex: signed messages that overtake each other end as the same history", async () => {
  const parcel = await aloneOf("fedex");
  await arrives(parcel);
  await isToldOnce(parcel);
  assert.equal(callsTo(rarely, "fedex"), 1, "asked once");
});

test("W-06 usps: signed messages that come twice are one event and one notification each", async () => {
  const parcel = await aloneOf("usps");
  await arrives(parcel);
  await isToldOnce(parcel);
  assert.equal(callsTo(rarely, "usps"), 1, "asked once");
  await until(
    async () => pushedBy(rarely, "usps").byStatus,
    (byStatus) => byStatus[200] === 2 * news,
    "each message twice, each taken",
  );
});

test("W-06 ups: an unsigned message makes us ask, long before we would have looked", async () => {
  const parcel = await aloneOf("ups");
  await arrives(parcel);
  await isToldOnce(parcel);
  const { byStatus } = pushedBy(rarely, "ups");
  assert.deepEqual(byStatus, { 200: news });
  // One call subscribes.
  const questions = callsTo(rarely, "ups") - 1;
  assert.ok(questions > 1 && questions <= 1 + news, `${questions} questions for ${news} hints`);
});

test("push and poll together: no event, no line and no message is there twice, late scans and repeated ones included", async () => {
  for (const [journey, parcel] of (await started()).together) {
    await arrives(parcel);
    await isToldOnce(parcel, journey);
  }
  for (const carrier of pushing) {
    const { sent, byStatus } = pushedBy(often, carrier);
    assert.deepEqual(byStatus, { 200: sent }, carrier);
    assert.ok(sent > 0, carrier);
  }
});

test("W-06 messages with a wrong secret are refused as often as they come, and change nothing; late ones make us ask", async () => {
  const { simulator } = rarely;
  simulator.setFault("fedex", "push_forged");
  simulator.setFault("aftership", "push_late");
  simulator.setFault("usps", "none");
  const before = {
    fedex: pushedBy(rarely, "fedex").byStatus[401] ?? 0,
    aftership: callsTo(rarely, "aftership"),
    usps: callsTo(rarely, "usps"),
  };
  const [forged, late, usual] = await Promise.all([
    follow(rarely, "fedex"),
    follow(rarely, "aftership"),
    follow(rarely, "usps"),
  ]);
  await Promise.all([arrives(late), arrives(usual)]);
  await isToldOnce(late);
  await isToldOnce(usual);
  assert.ok(callsTo(rarely, "aftership") > before.aftership + 2, "what was signed long ago is a hint");
  assert.equal(callsTo(rarely, "usps"), before.usps + 1, "what was signed now is an answer");
  // Each is sent once and repeated twice.
  await until(
    async () => (pushedBy(rarely, "fedex").byStatus[401] ?? 0) - before.fedex,
    (refused) => refused === 3 * news,
    "all of them refused",
  );
  assert.deepEqual(await deliveryOf(forged), { ...(await deliveryOf(forged)), status: "info_received", events: 1 });
  assert.deepEqual(
    rarely.catcher.mails.filter(({ to }) => to === forged.email),
    [],
  );
});
