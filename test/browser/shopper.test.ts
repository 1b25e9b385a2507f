/** The shopper's pages in a real browser: looked at, listened to as assistive technology does, and attacked. Pictures land in test/.out. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import type { BrowserContextOptions } from "playwright-core";
import { sql } from "#platform/database.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { codeIn, mailAfter, startShopper } from "#test/shopper.ts";
import { launchChromium } from "./chromium.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { type StateToShow, show, showSplitOrder, states } from "./states.ts";
import { inaccessible, isCutOff, phone, watchedPage } from "./watched-page.ts";

const pictures = join(import.meta.dirname, "../.out");
await mkdir(pictures, { recursive: true });

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const wakeups = localWakeups();
const vapidPublicKey = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM";
const world = await startShopper({ publicBaseUrl: base, wakeups, vapidPublicKey, simulatedCarriers: true });
await world.server.listen({ host: "127.0.0.1", port });
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
});

const watched = (options: BrowserContextOptions = phone) => watchedPage(browser, base, options);

/** In parts, each well within what a test may take. */
const partSize = 12;
for (let part = 0; part * partSize < states.length; part += 1)
  test(`every state (${part + 1}): the headline says it, axe finds nothing in light and dark, and nothing is cut off at 320 px or on a desktop`, () =>
    lookAt(states.slice(part * partSize, (part + 1) * partSize)));

async function lookAt(some: readonly StateToShow[]): Promise<void> {
  await using seen = await watched();
  const { page, faults } = seen;
  for (const state of some) {
    const { parcel, link } = await show(world, state);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(phone.viewport);
      await page.goto(base + parcel);
      assert.match((await page.locator("h1").textContent()) ?? "", state.headline, state.name);
      assert.match(await page.title(), state.headline, state.name);
      assert.deepEqual(await inaccessible(page), [], `${state.name}, ${colorScheme}`);
      await page.screenshot({ path: join(pictures, `${state.name}-${colorScheme}.png`), fullPage: true });
    }
    for (const width of [320, 1_280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await isCutOff(page), false, `${state.name} at ${width} px`);
    }
    await page.goto(base + link);
    assert.deepEqual(await inaccessible(page), [], `${state.name}, its order`);
  }
  assert.deepEqual(faults, [], "P-04: no request elsewhere, no error, no complaint of the policy");
}

test("a person signs in with the mailed code, finds all deliveries, and signs out; axe finds nothing on the way", async () => {
  await using seen = await watched();
  const { page, faults } = seen;
  const email = "browser@example.org";
  await world.addOrder({ email, reference: "LL-20417", lines: [{ name: "Reading lamp, brass", quantity: 1 }] });
  await world.addOrder({ email, reference: "LL-20418", number: null });
  const check = async (name: string): Promise<void> => {
    assert.deepEqual(await inaccessible(page), [], name);
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${base}/deliveries`);
  await check("sign-in");
  const before = world.mails.length;
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await check("code");
  await page.getByLabel("Code").fill("0000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await check("code-wrong");
  assert.match(await page.getByRole("alert").innerText(), /not right/);
  await page.getByLabel("Code").fill(codeIn(await mailAfter(world, before)));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Your deliveries" }).waitFor();
  await check("deliveries");
  assert.equal(await page.locator("a.card").count(), 2);
  await page.getByText("Search and filter").click();
  await page.getByLabel(/Search/).fill("brass");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=brass/);
  assert.equal(await page.locator("a.card").count(), 1);
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("heading", { name: "Account" }).waitFor();
  await check("account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await page.goto(`${base}/find`);
  await check("find");
  assert.deepEqual(faults, []);
});

test("without a script everything can be read and every form used", async () => {
  await using seen = await watched({ ...phone, javaScriptEnabled: false });
  const { page } = seen;
  const email = "no-script@example.org";
  const { link } = await world.addOrder({ email, reference: "LL-20419" });
  await page.goto(base + link);
  await page.locator("a.card").first().click();
  assert.match(await page.locator("h1").innerText(), /UPS/);
  await page.goto(`${base}/sign-in`);
  const before = world.mails.length;
  await page.fill("#email", email);
  await page.click("button");
  await page.fill("#code", codeIn(await mailAfter(world, before)));
  await page.click("button");
  assert.match(await page.locator("h1").innerText(), /Your deliveries/);
});

test("the keyboard alone opens an order's parcel and its whole history", async () => {
  await using seen = await watched();
  const { page } = seen;
  const state = states.find(({ name }) => name === "returned") ?? assert.fail();
  await page.goto(base + (await show(world, state)).link);
  await page.keyboard.press("Tab"); // the way past what stands above the content
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/p\//);
  const opened = () =>
    page.evaluate(
      () => document.activeElement?.tagName === "SUMMARY" && /all/.test(document.activeElement.textContent ?? ""),
    );
  for (let presses = 0; presses < 20 && !(await opened()); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.ok(await page.getByText("Announced by the shop", { exact: true }).isVisible());
});

test("X-02 five hundred hostile texts in every field that a shop or a carrier fills: shown as text, none runs, no complaint of the policy", async () => {
  assert.ok(hostileTexts.length >= 500, `${hostileTexts.length} texts`);
  await using seen = await watched();
  const { page, faults } = seen;
  const state = states.find(({ name }) => name === "ready") ?? assert.fail();
  let shown = 0;
  for (let at = 0; at < hostileTexts.length; at += 100) {
    const texts = hostileTexts.slice(at, at + 100);
    let next = 0;
    const text = (): string => texts[(next += 1) % texts.length] ?? "";
    const lines = texts.map((name) => ({ name, quantity: 1, type: "physical" }));
    const many = {
      ...state,
      events: [...Array.from({ length: 100 }, () => "in_transit.moving" as const), ...state.events],
    };
    const hostile = await show(
      world,
      { ...many, open: { saidCompany: text(), trackingUri: text(), trackingNumber: text().slice(0, 100) } },
      (event) => ({
        ...event,
        rawText: text(),
        rawCode: text(),
        place: { name: text(), city: text(), country: "DE" },
        facts: { ...event.facts, pickupPoint: { name: text(), street: text() } },
      }),
      lines,
    );
    for (const url of [hostile.link, hostile.parcel]) {
      await page.goto(base + url);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        for (const element of document.querySelectorAll("main *"))
          element.dispatchEvent(new Event("mouseover", { bubbles: true }));
      });
      shown += await page.locator("li").count();
      const links = await page.locator("a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol)); // "a" elements
      assert.deepEqual(
        [...new Set(links)].filter((protocol) => !["http:", "https:", "mailto:"].includes(protocol)),
        [],
      );
      assert.equal(await page.locator("main script, main iframe, main svg, main img, main object").count(), 0);
      // Only our own forms, and they send to this very order.
      assert.equal(await page.locator(`main form:not([action^="${hostile.link}/"])`).count(), 0);
    }
  }
  assert.ok(shown > 500, `${shown} texts were on the pages`);
  assert.deepEqual(faults, []);
});

test("an order of several parcels: one headline, who needs you first, what is in which, what is not sent; and one without any", async () => {
  await using seen = await watched();
  const { page, faults } = seen;
  const split = await showSplitOrder(world);
  const promised = await world.addOrder({ number: null, reference: "LL-promised" });
  await world.fresh.database.forSystem("test", (tx) =>
    tx.execute(sql("test.promise", "update orders set selected_shipping_option = $2 where id = $1"), [
      promised.id,
      JSON.stringify({ timeslot: { start: "2026-11-20" } }),
    ]),
  );
  for (const [name, link, headline] of [
    ["order-of-several", split.link, /^1 of 2 parcels is here\. The last one comes Thu 26 November\.$/],
    ["order-not-sent", promised.link, /has not sent it yet/],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [390, 1_280]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(base + link);
        assert.match((await page.locator("h1").textContent()) ?? "", headline);
        assert.deepEqual(await inaccessible(page), [], name);
        assert.equal(await isCutOff(page), false, `${name} at ${width} px`);
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
  await page.goto(base + split.link);
  const sections = await page.locator("main h2").allTextContents();
  assert.deepEqual(sections.slice(0, 5), [
    "On the way",
    "Arrived",
    "Not sent yet",
    "Delivered digitally",
    "A return is prepared",
  ]);
  assert.match((await page.locator("a.card").first().textContent()) ?? "", /2 × Bulb/);
  await page.getByRole("button", { name: "I sent it back" }).click();
  assert.match((await page.locator("h1").textContent()) ?? "", /You have sent it back/);
  assert.deepEqual(faults, []);
});

test("signed in, a person keeps the pick-up code: it stands there large, and as a picture for a scanner; by the link it does not", async () => {
  await using seen = await watched();
  const { page, context, faults } = seen;
  const state = states.find(({ name }) => name === "ready-with-hours") ?? assert.fail();
  const { parcel } = await show(world, state);
  const person = await world.signedIn("ines@example.org");
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: base })));
  await page.goto(base + parcel);
  await page.getByText("Did the carrier send you a code?").click();
  await page.getByLabel("The code from the carrier’s message").fill("482 913");
  await page.getByLabel("also as a QR code").check();
  await page.getByRole("button", { name: "Keep the code" }).click();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(base + parcel);
    assert.equal(await page.locator(".big-code .number").textContent(), "482 913");
    assert.equal(await page.locator(".picture svg").count(), 1);
    assert.deepEqual(await inaccessible(page), [], colorScheme);
    await page.screenshot({ path: join(pictures, `pick-up-code-${colorScheme}.png`), fullPage: true });
  }
  await context.clearCookies();
  await page.goto(base + parcel);
  assert.doesNotMatch((await page.locator("main").textContent()) ?? "", /482 913/);
  assert.equal(await page.locator(".picture svg").count(), 0);
  assert.deepEqual(faults, []);
});

test("without a script a person says that a letter did not arrive, and reports it", async () => {
  await using seen = await watched({ ...phone, javaScriptEnabled: false });
  const { page } = seen;
  const state = states.find(({ name }) => name === "letter-due") ?? assert.fail();
  const { parcel } = await show(world, state);
  await page.goto(base + parcel);
  await page.getByRole("button", { name: "It did not arrive" }).click();
  assert.match((await page.locator("main").textContent()) ?? "", /You said that it did not arrive: today/);
  await page.getByLabel("It did not arrive").check();
  const before = world.mails.length;
  await page.getByRole("button", { name: /Send it to/ }).click();
  assert.match((await page.getByRole("status").first().textContent()) ?? "", /has your report: It did not arrive/);
  assert.equal((await mailAfter(world, before)).to, "help@shop.example");
});
