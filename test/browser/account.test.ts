/** A person's own pages in a real browser: list, adding by hand, settings, help; looked at in light and dark, by keyboard, without a script. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { createIntake } from "#intake/jobs.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { startShopper } from "#test/shopper.ts";
import { launchChromium } from "./chromium.ts";
import { inaccessible, isCutOff, phone, watchedPage } from "./watched-page.ts";

const pictures = join(import.meta.dirname, "../.out");
await mkdir(pictures, { recursive: true });

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const wakeups = localWakeups();
const sms = { send: async () => ({ kind: "sent" }) as const };
const world = await startShopper({ publicBaseUrl: base, wakeups, simulatedCarriers: true, sms });
const { database } = world.fresh;
const intake = createIntake({
  database,
  clock: world.clock,
  log: silentLog,
  wakeups,
  connectedFor: async () => () => true,
});
await world.server.listen({ host: "127.0.0.1", port });
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
});

async function scan(
  order: { readonly id: string; readonly merchantId?: string },
  shipmentId: string,
  codes: readonly EventCode[],
  more: Parameters<typeof readingOf>[1] = {},
): Promise<void> {
  const now = world.clock.now();
  const merchantId = order.merchantId ?? world.merchantId;
  const events = codes.map((code, at) =>
    scanAt(new Date(now.getTime() - (codes.length - at) * 3_600_000), { code, order: at }),
  );
  await database.forMerchants([merchantId], (tx) =>
    recordScans(tx, {
      shipment: { shard: shardOf(order.id), id: shipmentId, orderId: order.id, merchantId },
      reading: readingOf(events, more),
      source: "ups",
      rawAnswerId: null,
      now,
    }),
  );
}

/** Another parcel of the same order. */
async function addParcel(orderId: string, number: string): Promise<string> {
  const opened = await database.forMerchants([world.merchantId], (tx) =>
    openShipment(
      tx,
      {
        shard: shardOf(orderId),
        orderId,
        merchantId: world.merchantId,
        mode: "live",
        direction: "outbound",
        tracked: true,
        carrier: "dhl-germany",
        trackingNumber: number,
        method: null,
        trackingUri: null,
        saidCompany: "DHL",
        saidNumber: null,
        identifiedBy: [],
        firstAskAt: world.clock.now(),
      },
      world.clock.now(),
    ),
  );
  return opened.id;
}

/** A list as people have one: something of each kind. */
async function furnish(email: string): Promise<void> {
  const moving: readonly EventCode[] = ["info_received.label_created", "in_transit.picked_up"];
  const shop = await world.addMerchant("Nordlicht Versand");
  const add = (reference: string, name: string, number: string) =>
    world.addOrder({ email, reference, lines: [{ name, quantity: 1 }], number });
  const late = await world.addOrder({
    email,
    reference: "NV-7",
    lines: [{ name: "Wool blanket", quantity: 1 }],
    merchantId: shop,
  });
  await scan({ id: late.id, merchantId: shop }, late.shipmentId, [...moving, "exception.address_incorrect"]);
  const today = await add("LL-2", "Reading lamp, brass", "1Z999AA10123456702");
  await scan(today, today.shipmentId, [...moving, "out_for_delivery.on_vehicle"]);
  const two = await world.addOrder({
    email,
    reference: "LL-3",
    number: "1Z999AA10123456703",
    lines: [
      { name: "Armchair", quantity: 1 },
      { name: "Cushion", quantity: 2 },
    ],
  });
  const second = await addParcel(two.id, "00340434161094022115");
  await scan(two, two.shipmentId, moving, { estimate: { from: "2026-11-26", through: null, kind: "date" } });
  await scan(two, second, [...moving, "out_for_delivery.on_vehicle", "delivered.mailbox"]);
  await add("LL-4", "Desk calendar", "1Z999AA10123456704");
  const past = await add("LL-5", "Tea, 250 g", "1Z999AA10123456705");
  await scan(past, past.shipmentId, [...moving, "delivered.to_recipient"]);
  await world.addOrder({ email, reference: "LL-6", number: null, lines: [{ name: "Kettle", quantity: 1 }] });
}

async function signIn(context: BrowserContext, email: string): Promise<void> {
  const person = await world.signedIn(email, world.browser(`10.0.0.${(signIns += 1)}`));
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: base })));
}
let signIns = 0;

/** Light and dark, phone, desk and the narrowest; a picture of each. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [390, 1_280]) {
      await page.setViewportSize({ width, height: 844 });
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
    assert.deepEqual(await inaccessible(page), [], `${name}, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  assert.equal(await isCutOff(page), false, `${name} at 320 px`);
  await page.setViewportSize(phone.viewport);
}

const mail = `Dear Ines,
your order 2026-114477 has left us. It travels with DHL: 00340434161094015902. Or was it UPS? 1Z999AA10123456784.`;

test("list, add, settings, help and account: axe finds nothing in light and dark, nothing is cut off at 320 px", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, context, faults } = seen;
  const email = "looks@example.org";
  await furnish(email);
  await signIn(context, email);
  await page.goto(`${base}/deliveries`);
  await look(page, "list");
  await page.locator("details.more summary").first().click();
  await look(page, "list-open");
  await page.goto(`${base}/add`);
  await look(page, "add");
  await page.getByLabel("Number, link or mail").fill(mail);
  await page.getByRole("button", { name: "Find the number" }).click();
  await look(page, "add-which");
  await page.getByRole("button", { name: /Take this one 0034/ }).click();
  await look(page, "add-whose");
  await page.getByLabel("Another carrier? Write its name").fill("no such carrier");
  await page.getByRole("button", { name: "Follow this parcel" }).click();
  await look(page, "add-wrong");
  await page.getByLabel("Another carrier? Write its name").fill("");
  await page.getByLabel("DHL", { exact: true }).check();
  await page.getByLabel("Your own name for it").fill("Present for Lena");
  await page.getByRole("button", { name: "Follow this parcel" }).click();
  await intake.runOnce();
  await page.goto(`${base}/deliveries?q=lena`);
  await page.locator("details.more summary").click();
  await look(page, "list-own");
  await page.locator("article .card").click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await look(page, "own-parcel");
  for (const name of ["settings", "account", "help"]) {
    await page.goto(`${base}/${name}`);
    await look(page, name);
  }
  await signIn(context, "nothing-yet@example.org");
  await page.goto(`${base}/deliveries`);
  await look(page, "list-empty");
  assert.deepEqual(faults, []);
});

test("without a script: a parcel is added, named, archived, found again and removed; settings are kept", async () => {
  await using seen = await watchedPage(browser, base, { ...phone, javaScriptEnabled: false });
  const { page, context } = seen;
  await signIn(context, "plain@example.org");
  await page.goto(`${base}/deliveries`);
  await page.getByRole("main").getByRole("link", { name: "Add a parcel" }).last().click();
  await page.getByLabel("Number, link or mail").fill("00340434161094015902");
  await page.getByRole("button", { name: "Find the number" }).click();
  await page.getByLabel("Your own name for it").fill("Present for Lena");
  await page.getByRole("button", { name: "Follow this parcel" }).click();
  assert.match(await page.getByRole("status").first().innerText(), /We follow it now/);
  await intake.runOnce();
  await page.goto(`${base}/deliveries`);
  await page.locator("article .card").click();
  assert.match(await page.locator("main").innerText(), /Added by you/);
  await page.goto(`${base}/deliveries`);
  await page.locator("details.more summary").click();
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByText("Search and filter").click();
  await page.getByLabel(/Search by/).fill("lena");
  await page.getByRole("button", { name: "Search" }).click();
  assert.match(await page.locator("article").innerText(), /Present for Lena.*Archived/s);
  await page.locator("details.more summary").click();
  await page.getByRole("button", { name: "Remove from my list" }).click();
  assert.match(await page.locator("main").innerText(), /no longer in your list/);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("It comes tomorrow: E-mail").check();
  await page.getByLabel("From").selectOption("none");
  await page.getByRole("button", { name: "Save" }).click();
  assert.equal(await page.getByRole("status").first().innerText(), "Saved.");
  assert.ok(await page.getByLabel("It comes tomorrow: E-mail").isChecked());
  assert.equal(await page.getByLabel("From").inputValue(), "none");
});

test("the keyboard alone goes from the list to a new parcel: the focus is seen, in the order of reading", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, context, faults } = seen;
  await signIn(context, "keys@example.org");
  await page.goto(`${base}/deliveries`);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  const order: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    await page.keyboard.press("Tab");
    order.push(await focused());
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    assert.equal(outline, "solid");
  }
  assert.deepEqual(order, ["Skip to content", "Deliveries", "Add a parcel", "Settings", "Account", "Add a parcel"]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/add$/);
  for (let n = 0; n < 6; n += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("1Z999AA10123456784");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Who brings it?" }).waitFor();
  assert.ok(await page.getByLabel("UPS", { exact: true }).isChecked());
  const isFollow = () => page.evaluate(() => document.activeElement?.textContent === "Follow this parcel");
  for (let n = 0; n < 15 && !(await isFollow()); n += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=added/);
  assert.match(await page.title(), /Your deliveries/);
  assert.deepEqual(faults, []);
});

test("an open list shows a parcel that was added as soon as it is taken in", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, context, faults } = seen;
  await signIn(context, "live@example.org");
  await page.goto(`${base}/add`);
  await page.getByLabel("Number, link or mail").fill("1Z999AA10123456784");
  await page.getByRole("button", { name: "Find the number" }).click();
  await page.getByRole("button", { name: "Follow this parcel" }).click();
  await page.getByRole("heading", { name: "We are looking for your parcel" }).waitFor();
  await intake.runOnce();
  await page.getByRole("heading", { name: "UPS does not know the parcel yet" }).waitFor();
  assert.deepEqual(faults, []);
});

test("the pages in German, on a phone", async () => {
  await using seen = await watchedPage(browser, base, { ...phone, locale: "de-DE" });
  const { page, context, faults } = seen;
  const email = "deutsch@example.org";
  await furnish(email);
  await signIn(context, email);
  for (const name of ["deliveries", "add", "settings", "help"]) {
    await page.goto(`${base}/${name}`);
    await page.screenshot({ path: join(pictures, `${name}-de.png`), fullPage: true });
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await isCutOff(page), false, name);
    await page.setViewportSize(phone.viewport);
  }
  assert.deepEqual(faults, []);
});
