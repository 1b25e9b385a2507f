/** The pages about carriers in a real browser: looked at in light and dark, used without a script, attacked. Pictures land in test/.out. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { createCatalogueRoutes } from "#catalogue/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { launchChromium } from "./chromium.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { inaccessible, isCutOff, phone, watchedPage } from "./watched-page.ts";

const pictures = join(import.meta.dirname, "../.out");
await mkdir(pictures, { recursive: true });
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
/** Stands still, but for a second with each look: no test is told that it calls too often. */
const clock = { ...systemClock, monotonicMs: () => (ticks += 1_000) };
let ticks = 0;
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await server.register(createCatalogueRoutes({ clock, publicBaseUrl: base, simulatedCarriers: true }));
await server.listen({ host: "127.0.0.1", port });
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await server.close();
});

const number = "00340434161094015902";
const pages: Readonly<Record<string, string>> = {
  carriers: "/carriers",
  "carriers-found": "/carriers?q=dpd&country=DE",
  "carriers-nobody": "/carriers?q=zzzzzzzz&lang=de",
  "carriers-number": `/carriers?q=${number}`,
  "carrier-followed": "/carriers/dhl",
  "carrier-link-only": "/carriers/4px?lang=de",
  "carrier-missing": "/carriers/nobody",
  "whose-number": "/carriers/identify",
};

test("every page: axe finds nothing in light and dark, and nothing is cut off at 320 px or on a desktop", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, faults } = seen;
  const look = async (name: string): Promise<void> => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(phone.viewport);
      for (const details of await page.locator("details").all())
        await details.evaluate((element) => element.setAttribute("open", ""));
      assert.deepEqual(await inaccessible(page), [], `${name}, ${colorScheme}`);
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
    }
    for (const width of [320, 1_280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await isCutOff(page), false, `${name} at ${width} px`);
    }
  };
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(base + address);
    await look(name);
  }
  await page.goto(`${base}/carriers/identify`);
  await page.getByRole("button", { name: "Who carries it?" }).click();
  await look("whose-number-nothing-typed");
  await page.getByLabel("Tracking number or link").fill(number);
  await page.getByRole("button", { name: "Who carries it?" }).click();
  await page.getByRole("link", { name: "Deutsche Post DHL" }).waitFor();
  await look("whose-number-answered");
  assert.equal(page.url(), `${base}/carriers/identify`, "D-06: the number is in no address");
  assert.deepEqual(faults, [], "P-04: no request elsewhere, no error, no complaint of the policy");
});

test("without a script everything can be searched, opened and asked", async () => {
  await using seen = await watchedPage(browser, base, { ...phone, javaScriptEnabled: false });
  const { page } = seen;
  await page.goto(`${base}/carriers`);
  await page.fill("#q", "hermse");
  await page.selectOption("#country", "DE");
  await page.click("form[role=search] button");
  await page.click('a[href="/carriers/hermes-de"]');
  assert.match(await page.locator("h1").innerText(), /Hermes Germany/);
  await page.click("text=All carriers");
  await page.fill("#number", number);
  await page.click("form[method=post] button");
  assert.match(await page.locator(".list .name").first().innerText(), /Deutsche Post DHL/);
  await page.goto(`${base}/carriers`);
  await page.click("text=Next");
  assert.match(await page.locator(".pager").innerText(), /Page 2 of/);
  await page.click("footer summary");
  await page.click("text=Deutsch");
  assert.match(await page.locator(".pager").innerText(), /Seite 2 von/);
});

test("X-02 hostile texts in the search and in the form: shown as text, none runs, no complaint of the policy", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, faults } = seen;
  for (const text of hostileTexts.filter((_, at) => at % 25 < 2)) {
    const said = encodeURIComponent(text.toWellFormed());
    await page.goto(`${base}/carriers?q=${said}&country=${said}&can=${said}&lang=${said}`);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll("main *"))
        element.dispatchEvent(new Event("mouseover", { bubbles: true }));
    });
    assert.equal(await page.locator("main script, main iframe, main img, main object").count(), 0, text);
  }
  assert.deepEqual(faults, []);
});
