/** The portal in a real browser: come in by hand, look at every page in light and dark, use it without a script. Pictures land in test/.out. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { totpCode } from "#accounts/second-factor.ts";
import { openCase } from "#integration/case-store.ts";
import { shareReport } from "#integration/share-report.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { newId } from "#platform/ids.ts";
import { startPortal } from "#test/portal.ts";
import { launchChromium } from "./chromium.ts";
import { fillPortal } from "./filled-portal.ts";
import { inaccessible, isCutOff, phone, watchedPage } from "./watched-page.ts";

const pictures = join(import.meta.dirname, "../.out");
await mkdir(pictures, { recursive: true });
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const world = await startPortal({ publicBaseUrl: base, port });
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
});

const { email, ada, home, damaged, merchantId } = await fillPortal(world);
await world.addParcel(merchantId, { reference: "LL-2000", number: "undefined" });
const deps = { ...world, publicBaseUrl: base, linkSecret: "a secret of this test, long enough" };
const shared = await shareReport(deps, { merchantId, mode: "live" }, "test");
await world.database.forSystem("test", (tx) =>
  openCase(tx, {
    ...{ id: newId(), merchantId: null, sender: "eve@evil.example", subject: "Delivery tracking integration: Lantern" },
    ...{ why: "not_verified", openedAt: world.clock.now() },
  }),
);

test("M-05 somebody comes in by the printed link, sets up an app by its key, signs out, and comes back by mail and app", async () => {
  await using seen = await watchedPage(browser, base, { ...phone, javaScriptEnabled: false });
  const { page, faults } = seen;
  await page.goto(await world.link(ada));
  await page.getByRole("button", { name: "Come in" }).click();
  await page.getByRole("link", { name: "Set one up" }).click();
  const secret = ((await page.locator("code").first().textContent()) ?? "").replaceAll(" ", "");
  await page.screenshot({ path: join(pictures, "portal-second-factor.png"), fullPage: true });
  await page.getByLabel("Code of your app").fill(totpCode(secret, world.clock.now()));
  await page.getByRole("button", { name: "That is my code" }).click();
  await page.getByText("with a second factor").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  world.clock.advance(60_000);
  const before = world.mails.length;
  await page.getByLabel("Your e-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  for (let turn = 0; turn < 500 && world.mails.length === before; turn += 1)
    await new Promise((next) => setTimeout(next, 10));
  await page.getByLabel("Code of eight digits").fill(/\d{8}/.exec(world.mails.at(-1)?.text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Code of your app").fill(totpCode(secret, world.clock.now()));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("link", { name: "Lantern & Loom" }).click();
  await page.getByRole("heading", { name: "What waits for somebody" }).waitFor();
  assert.deepEqual(faults, []);
});

const pages: Readonly<Record<string, string>> = {
  start: "/portal",
  overview: home,
  shipments: `${home}/shipments`,
  shipment: `${home}/shipments/${damaged}`,
  proof: `${home}/shipments/${damaged}/proof`,
  tickets: `${home}/tickets`,
  integration: `${home}/integration?since=30d`,
  "integration-report": new URL(shared.address).pathname,
  "integration-report-ended": "/integration-report/none",
  carriers: `${home}/carriers`,
  carrier: `${home}/carriers/ups`,
  webhooks: `${home}/webhooks`,
  look: `${home}/look`,
  import: `${home}/import`,
  keys: `${home}/keys`,
  team: `${home}/team`,
  log: `${home}/log`,
  reference: "/api",
  operator: "/portal/operator",
  "operator-carriers": "/portal/operator/carriers",
  "operator-work": "/portal/operator/work",
  "operator-settings": "/portal/operator/settings",
  "operator-shoppers": "/portal/operator/shoppers",
  "operator-cases": "/portal/operator/cases",
};

test("every page of the portal: axe finds nothing in light and dark, nothing is cut off at 320 px or on a desktop, nothing is asked elsewhere", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, faults } = seen;
  await page.goto(await world.link(ada));
  await page.getByRole("button", { name: "Come in" }).click();
  const wrong: string[] = [];
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(base + address);
    assert.equal(await page.locator("h1").count(), 1, name);
    for (const details of await page.locator("details").all())
      await details.evaluate((element) => element.setAttribute("open", ""));
    await page.setViewportSize({ width: 1_280, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      wrong.push(...(await inaccessible(page)).map((fault) => `${name}, ${colorScheme}: ${fault}`));
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.screenshot({ path: join(pictures, `portal-${name}.png`), fullPage: true });
    for (const width of [320, 1_280]) {
      await page.setViewportSize({ width, height: 900 });
      if (await isCutOff(page)) wrong.push(`${name}: cut off at ${width} px`);
    }
    await page.setViewportSize({ width: 390, height: 900 });
    await page.screenshot({ path: join(pictures, `portal-${name}-phone.png`), fullPage: true });
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(faults, [], "no request elsewhere, no error, no complaint of the policy");
});

test("D-03 D-04 a shopper's data is looked at by hand: without a script, readable in light and dark, on a phone too", async () => {
  await using seen = await watchedPage(browser, base, { ...phone, javaScriptEnabled: false });
  const { page, faults } = seen;
  await page.goto(await world.link(ada));
  await page.getByRole("button", { name: "Come in" }).click();
  await page.goto(`${base}/portal/operator/shoppers`);
  await page.getByLabel("The shopper’s address").fill("ines@example.org");
  await page.getByLabel("Why?").fill("Ticket 4711, from their own mailbox");
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByRole("heading", { name: "Erase it" }).waitFor();
  assert.equal(new URL(page.url()).search, "", "D-06: no address in an address");
  assert.equal(await isCutOff(page), false);
  await page.screenshot({ path: join(pictures, "portal-operator-shopper-phone.png"), fullPage: true });
  await page.setViewportSize({ width: 1_280, height: 900 });
  await page.screenshot({ path: join(pictures, "portal-operator-shopper.png"), fullPage: true });
  assert.deepEqual(faults, []);
});
