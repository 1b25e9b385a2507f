/** Every journey that the simulator plays, with both carriers, followed at once on the shopper's pages to where each ends. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeNumber } from "#simulator/contracts.ts";
import { type JourneyName, journeyNames } from "#simulator/journeys.ts";
import { type Answer, startWorld, until } from "./world.ts";

const world = await startWorld();
after(() => world[Symbol.asyncDispose]());

/** What the parcel's page says in the end, and the mails that came on the way, in any order: none twice, none that was overtaken. */
const ends: Readonly<Record<JourneyName, { readonly page: RegExp; readonly mails: readonly RegExp[] }>> = {
  normal: { page: /<h1>Delivered/, mails: [/delivered/i] },
  pickup_point: { page: /<h1>Delivered/, mails: [] },
  failed_attempt: { page: /<h1>Delivered/, mails: [/delivered/i] },
  failed_then_pickup: { page: /<h1>Delivered/, mails: [] },
  customs: { page: /<h1>Delivered/, mails: [/delivered/i] },
  delayed: { page: /<h1>Delivered/, mails: [/delivered/i] },
  returned: { page: /<h1>Your parcel is back at the shop/, mails: [/back at the shop/i] },
  // DHL's public answer says "exception" of a lost parcel; what became of it stands in its words.
  lost: { page: /Declared lost|could not be found; please contact the sender/, mails: [] },
  two_pieces: { page: /<h1>Delivered/, mails: [/delivered/i] },
  late_scans: { page: /<h1>Delivered/, mails: [/delivered/i] },
  damaged: { page: /Damage was reported|damaged on its way/, mails: [] },
  neighbour: { page: /<h1>Delivered/, mails: [/delivered/i] },
  safe_place: { page: /<h1>Delivered/, mails: [/delivered/i] },
  mailbox: { page: /<h1>Delivered/, mails: [/delivered/i] },
  slow_start: { page: /<h1>Delivered/, mails: [/delivered/i] },
  // A month of silence passes in two minutes here: a slow machine looks when we have stopped asking already.
  stays_unknown: { page: /does not know the parcel yet|No news for a long time/, mails: [] },
  long_round: { page: /<h1>Delivered/, mails: [/delivered/i] },
  invalid: { page: /<h1>We are waiting for the right number/, mails: [] },
};

interface Followed {
  readonly carrier: "dhl" | "ups";
  readonly journey: JourneyName;
  readonly email: string;
  readonly trackingUrl: string;
}

const followed: Followed[] = [];
let serial = 100;
for (const carrier of ["dhl", "ups"] as const) {
  for (const journey of journeyNames) {
    const email = `${journey}-${carrier}@example.org`.replaceAll("_", "-");
    const { id, trackingUrl } = await world.order({
      shipping_address: { email, postal_code: "10115", city: "Berlin", country: "DE" },
    });
    const number = makeNumber({ carrier, journey, serial: (serial += 1), seed: 1 });
    const entry = { shipping_company: carrier === "dhl" ? "DHL" : "UPS Ground (USD)", tracking_number: number };
    const sent = await world.merchant("POST", `/ordermanagement/v1/orders/${id}/shipping-info`, {
      shipping_info: [entry],
    });
    assert.equal(sent.status, 204);
    followed.push({ carrier, journey, email, trackingUrl });
  }
}

/** The page of the order's parcel, history included; the order's own as long as it has none. */
async function parcelPage(trackingUrl: string): Promise<Answer> {
  const order = await world.get(trackingUrl, { "accept-language": "en" });
  const parcel = /\/o\/[\w-]+\/p\/[0-9a-f-]{36}/.exec(order.text)?.[0];
  return parcel === undefined ? order : world.get(parcel, { "accept-language": "en" });
}

for (const { carrier, journey, email, trackingUrl } of followed) {
  test(`${carrier}: ${journey} ends on the page as it should, with at most six mails and none twice`, async () => {
    const { page, mails } = ends[journey];
    const seen = await until(
      () => parcelPage(trackingUrl),
      ({ text }) => page.test(text),
      `${carrier} ${journey}: ${page}`,
    );
    assert.match(seen.text, /Simulated carriers/);
    const subjects = (): readonly string[] =>
      world.catcher.mails.filter(({ to }) => to === email).map(({ subject }) => subject);
    for (const wanted of mails)
      await until(
        async () => subjects(),
        (all) => all.some((subject) => wanted.test(subject)),
        `${carrier} ${journey}: a mail ${wanted}`,
      );
    const all = subjects();
    assert.ok(all.length <= 6, all.join(" · "));
    const over = all.findIndex((subject) => /: delivered|back at the shop/i.test(subject));
    if (over !== -1) assert.equal(over, all.length - 1, `nothing comes after the end: ${all.join(" · ")}`);
    if (journey === "stays_unknown" || journey === "invalid") assert.deepEqual(all, []);
  });
}
