/** A developer with a test key sends a test number and watches: page, mails and API, within seconds. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startWorld, until } from "./world.ts";

const world = await startWorld({ mode: "test", speed: 1, isConnected: false });
after(() => world[Symbol.asyncDispose]());

test("a test key and POSTHORN-PICKUP: the page waits at the kiosk, and mails tell that it left and where it is", async () => {
  const { id, trackingUrl } = await world.order();
  const sent = await world.merchant("POST", `/ordermanagement/v1/orders/${id}/captures`, {
    captured_amount: 4_900,
    shipping_info: [{ shipping_company: "UPS", tracking_number: "POSTHORN-PICKUP-1" }],
  });
  assert.equal(sent.status, 201);
  const { text } = await until(
    () => world.get(trackingUrl, { "accept-language": "en" }),
    (page) => /Ready at Kiosk am Testplatz/.test(page.text),
    "the parcel at the kiosk",
  );
  assert.match(text, /Posthorn’s test carrier/);
  const subjects = await until(
    async () => world.catcher.mails.filter(({ to }) => to === "ines@example.org").map(({ subject }) => subject),
    (all) => all.length >= 2,
    "two mails",
  );
  assert.match(subjects[0] ?? "", /on its way/i);
  assert.match(subjects[1] ?? "", /ready/i);
  const report = await world.merchant("GET", `/v1/orders/${id}/deliveries`);
  assert.match(report.text, /available_for_pickup/);
});
