/** The look of the shopper's pages where it is easily lost: right to left, on paper, in few colours, at four times the size, by keyboard. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import type { BrowserContextOptions, Page } from "playwright-core";
import { freePort } from "#platform/embedded-postgres.ts";
import { startShopper } from "#test/shopper.ts";
import { launchChromium } from "./chromium.ts";
import { type StateToShow, show, states } from "./states.ts";
import { inaccessible, isCutOff, phone, watchedPage } from "./watched-page.ts";

const pictures = join(import.meta.dirname, "../.out");
await mkdir(pictures, { recursive: true });
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const world = await startShopper({ publicBaseUrl: base, simulatedCarriers: true });
await world.server.listen({ host: "127.0.0.1", port });
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
});

const watched = (options: BrowserContextOptions = phone) => watchedPage(browser, base, options);
const stateNamed = (wanted: string): StateToShow => states.find(({ name }) => name === wanted) ?? assert.fail(wanted);
/** One of each tone, and of each shape of page. */
const several = ["ready", "out-for-delivery", "delayed", "announced", "delivered-to-neighbour", "returned", "letter"];

test("right to left: nothing is cut off, and the steps, the journey and the way back are mirrored", async () => {
  await using seen = await watched({ ...phone, reducedMotion: "reduce" });
  const { page } = seen;
  for (const name of several) {
    const { parcel, link } = await show(world, stateNamed(name));
    for (const address of [link, parcel]) {
      await page.goto(base + address);
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      for (const width of [320, 390, 1_280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await isCutOff(page), false, `${name} at ${width} px`);
        assert.deepEqual(await outside(page), [], `${name} at ${width} px`);
      }
    }
    await page.setViewportSize(phone.viewport);
    await page.screenshot({ path: join(pictures, `${name}-rtl.png`), fullPage: true });
    if (await page.locator(".steps").count()) {
      const lefts = await page
        .locator(".steps li")
        .evaluateAll((all) => all.map((li) => li.getBoundingClientRect().left));
      assert.deepEqual(
        lefts,
        lefts.toSorted((a, b) => b - a),
        `${name}: the first step is on the right`,
      );
    }
  }
  await page.goto(base + (await show(world, stateNamed("ready"))).parcel);
  await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  assert.equal(
    await page
      .locator(".number")
      .first()
      .evaluate((number) => getComputedStyle(number).direction),
    "ltr",
    "a number is read from left to right in every language",
  );
});

test("on paper: the whole journey on one sheet, with the carrier's address, without buttons", async () => {
  await using seen = await watched();
  const { page } = seen;
  await page.goto(base + (await show(world, stateNamed("returned"))).parcel);
  await page.emulateMedia({ media: "print" });
  const steps = await page.locator(".history li").all();
  assert.ok(steps.length > 5);
  for (const step of steps) assert.ok((await step.boundingBox())?.height, await step.innerText());
  assert.equal(await page.locator("button:visible, summary:visible, nav:visible, .skip:visible").count(), 0);
  const after = await page
    .locator("main a[href^=http]")
    .first()
    .evaluate((link) => getComputedStyle(link, "::after").content);
  assert.match(after, /https:\/\/www\.dhl\.com\//);
  await page.screenshot({ path: join(pictures, "print.png"), fullPage: true });
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1);
});

test("in the few colours of a contrast mode, steps, tones and fields are still told apart; with more contrast, axe finds nothing", async () => {
  await using seen = await watched();
  const { page } = seen;
  for (const name of several) {
    await page.goto(base + (await show(world, stateNamed(name))).parcel);
    await page.emulateMedia({ forcedColors: "active" });
    assert.deepEqual(await inaccessible(page), [], `${name}, forced colours`);
    await page.screenshot({ path: join(pictures, `${name}-forced.png`), fullPage: true });
    const [shape, ground] = await page
      .locator(".pill")
      .first()
      .evaluate((pill) => [getComputedStyle(pill, "::before").backgroundColor, getComputedStyle(pill).backgroundColor]);
    assert.notEqual(shape, ground, `${name}: the shape of its tone is seen`);
    await page.emulateMedia({ forcedColors: "none", contrast: "more" });
    assert.deepEqual(await inaccessible(page), [], `${name}, more contrast`);
    await page.emulateMedia({ contrast: "no-preference" });
  }
  await page.goto(base + (await show(world, stateNamed("in-transit"))).parcel);
  await page.emulateMedia({ forcedColors: "active" });
  const thick = await page
    .locator(".steps li")
    .evaluateAll((all) => all.map((li) => getComputedStyle(li, "::before").borderBlockStartWidth));
  assert.deepEqual(thick, ["6px", "6px", "6px", "2px", "2px"], "what is done is thick, what is to come is thin");
});

test("at four times the size of 1280 × 1024 everything is there, nothing has to be scrolled sideways", async () => {
  await using seen = await watched({ ...phone, viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
  const { page } = seen;
  for (const state of states) {
    await page.goto(base + (await show(world, state)).parcel);
    assert.equal(await isCutOff(page), false, state.name);
    assert.deepEqual(await outside(page), [], state.name);
    if (await page.locator(".steps").count())
      assert.match(await page.locator(".step-name").innerText(), /^Step \d of \d: ./, state.name);
  }
});

test("by keyboard: the first stop leads to the content, and every stop is seen", async () => {
  await using seen = await watched();
  const { page } = seen;
  await page.goto(base + (await show(world, stateNamed("ready"))).parcel);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  const stops = await page.locator("main :is(a, button, summary):visible").count();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return `${outlineStyle} ${outlineWidth}`;
    });
    assert.equal(outline, "solid 3px", await focused(page));
  }
});

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");

/** Texts that reach beyond the window's edges, or out of the box that they stand in. */
const outside = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, a, button, summary, .pill)")]
      .filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        if (own === 0 || element.closest(".hidden") !== null) return false;
        return (
          left < -0.5 ||
          right > width + 0.5 ||
          (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        );
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent?.trim().slice(0, 60)}`);
  });
