/** The widget in a shop's own page, in a real browser: it shows the journey, fits, and neither page sees into the other. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { parseColour } from "#branding/colour.ts";
import { createLogoRoutes } from "#branding/routes.ts";
import { keepBrand } from "#branding/store.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { sha256 } from "#platform/ids.ts";
import { createWidgetRoutes } from "#shopper/widget.ts";
import { startShopper } from "#test/shopper.ts";
import { launchChromium } from "./chromium.ts";
import { show, states } from "./states.ts";
import { inaccessible, isCutOff, phone, watchedPage } from "./watched-page.ts";

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const world = await startShopper({ publicBaseUrl: base });
await world.server.register(createWidgetRoutes());
await world.server.register(createLogoRoutes({ database: world.fresh.database }));
await world.server.listen({ host: "127.0.0.1", port });

/** A shop's page; `localhost` and `127.0.0.1` are two origins. */
let link = "";
const shop = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><title>Shop</title><p id="secret">Cart</p>
    <posthorn-tracking src="${link}" lang="de" title="Sendung"></posthorn-tracking><script src="${base}/widget.js"></script>`);
}).listen(0, "127.0.0.1");
await new Promise((done) => shop.once("listening", done));
const shopPort = (shop.address() as AddressInfo).port; // listening on TCP
const browser = await launchChromium();
after(async () => {
  await browser.close();
  shop.close();
  await world[Symbol.asyncDispose]();
});

const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const logo = { mediaType: "image/png", bytes: pixel, hash: sha256(pixel) } as const;
await world.fresh.database.forSystem("test", (tx) =>
  keepBrand(tx, world.merchantId, {
    colour: parseColour("#ffd100"),
    logo,
    origins: [`http://localhost:${shopPort}`],
  }),
);
const state = states.find(({ name }) => name === "out-for-delivery") ?? assert.fail();

test("a shop's page shows the journey in a frame that is as high as it has to be", async () => {
  link = base + (await show(world, state)).link;
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`http://localhost:${shopPort}/`);
  const frame = page.frames().at(1) ?? assert.fail("no frame");
  await frame.getByRole("heading", { name: /heute, 14:10/ }).waitFor();
  const inner = await frame.evaluate(() => document.documentElement.scrollHeight);
  const outside = page.locator("posthorn-tracking");
  await page.waitForFunction(
    (wanted) => Math.abs((document.querySelector("posthorn-tracking")?.clientHeight ?? 0) - wanted) < 5,
    inner,
  );
  const outer = await outside.evaluate((element) => element.clientHeight);
  assert.ok(Math.abs(inner - outer) <= 4, `the frame is ${outer} px high, its page ${inner}`);
  assert.equal(await page.locator("posthorn-tracking").evaluate((element) => element.shadowRoot), null, "closed");
  assert.equal(
    await frame.evaluate(() => {
      try {
        return parent.document.title;
      } catch (error) {
        return (error as Error).name; // the browser throws errors only
      }
    }),
    "SecurityError",
  );
});

test("B-01 another site's page may not show it, and the whole page may be shown by nobody", async () => {
  link = base + (await show(world, state)).link;
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`http://127.0.0.1:${shopPort}/`);
  await page.frames().at(1)?.waitForLoadState();
  assert.doesNotMatch((await page.frames().at(1)?.content()) ?? "", /Lantern/, "refused by frame-ancestors");
  const whole = await world.browser().open(new URL(link).pathname);
  assert.match(String(whole.headers["content-security-policy"]), /frame-ancestors 'none'/);
});

test("P-02 the frame shows tier 1 at most, even to the person who is signed in", async () => {
  const email = "ines@example.org";
  const order = await world.addOrder({ email, address: { street_address: "Lindenweg 12", given_name: "Ines" } });
  const person = await world.signedIn(email);
  assert.match((await person.open(order.parcel)).text, /Lindenweg 12/);
  assert.doesNotMatch((await person.open(`${order.link}/embed`)).text, /Lindenweg|Ines/);
});

test("a page in the shop's colours and with its logo is as accessible as ours, by day and by night", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, faults } = seen;
  const { link: order, parcel } = await show(world, state);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const path of [order, parcel, `${order}/embed`]) {
      await page.goto(base + path);
      assert.deepEqual(await inaccessible(page), [], `${path}, ${colorScheme}`);
      assert.equal(await isCutOff(page), false);
    }
  }
  assert.equal(await page.getByAltText("Lantern & Loom").count(), 1);
  assert.deepEqual(faults, []);
});
