/** The shopper's pages as an app in a real browser: installed, without network, by themselves up to date, and with notifications. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import webPush from "web-push";
import { createPush } from "#notifications/channels/web-push.ts";
import { systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { makeDevice, startPushService } from "#test/push-service.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import { startShopper } from "#test/shopper.ts";
import { launchChromium } from "./chromium.ts";
import { show, states } from "./states.ts";
import { inaccessible, phone, watchedPage } from "./watched-page.ts";

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const wakeups = localWakeups();
const vapidKeys = webPush.generateVAPIDKeys();
const world = await startShopper({
  publicBaseUrl: base,
  wakeups,
  vapidPublicKey: vapidKeys.publicKey,
  allowLoopbackPush: true,
});
/** Pages of the server come so late. */
let delayMs = 0;
world.server.addHook("onRequest", async ({ url }) => {
  if (delayMs > 0 && url.startsWith("/o/")) await new Promise((next) => setTimeout(next, delayMs));
});
await world.server.listen({ host: "127.0.0.1", port });
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
});

const personal = {
  given_name: "Canarygiven",
  family_name: "Canaryfamily",
  street_address: "Canarystreet 12",
  city: "Berlin",
};
const stateNamed = (name: string) => states.find((state) => state.name === name) ?? assert.fail(name);

async function context(options: Parameters<typeof browser.newContext>[0] = phone) {
  const opened = await browser.newContext(options);
  return { context: opened, page: await opened.newPage(), [Symbol.asyncDispose]: () => opened.close() };
}

async function signIn(to: BrowserContext, email: string): Promise<void> {
  const person = await world.signedIn(email);
  await to.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: base })));
}

/** Opens a page and waits until it follows: what changes before that it hears at its next look. */
async function follow(page: Page, path: string): Promise<void> {
  const following = page.waitForResponse(/\/live$/);
  await page.goto(base + path);
  await following;
}

/** Addresses and texts of what the device holds of pages. */
const keptPages = (page: Page): Promise<readonly { readonly path: string; readonly text: string }[]> =>
  page.evaluate(async () => {
    const cache = await caches.open("posthorn-pages");
    return Promise.all(
      (await cache.keys()).map(async (key) => ({
        path: new URL(key.url).pathname,
        text: (await (await cache.match(key))?.text()) ?? "",
      })),
    );
  });

/** Waits until the device holds a page of this address and, where named, the offline page in this language. */
async function keptBy(page: Page, path: string, language = "en"): Promise<void> {
  await page.waitForFunction(
    async ([wanted, spoken]) => {
      const offline = await (await caches.match("/offline"))?.text();
      const cache = await caches.open("posthorn-pages");
      const kept = await (await cache.match(wanted ?? "", { ignoreSearch: true }))?.text();
      return kept?.includes("</html>") && offline?.includes(`<html lang="${spoken}"`);
    },
    [path, language],
  );
}

/** As if the page had been kept some time ago, or had said something else then. */
async function rewriteKept(page: Page, path: string, to: { readonly hoursAgo?: number; readonly headline?: string }) {
  const isDone = await page.evaluate(
    async ([address, { hoursAgo = 0, headline }]) => {
      const cache = await caches.open("posthorn-pages");
      // While the worker writes a page anew there is none for a moment.
      for (let turn = 0; turn < 50; turn += 1) {
        await new Promise((next) => setTimeout(next, 300));
        const kept = await cache.match(address);
        const text = (await kept?.text()) ?? "";
        if (kept === undefined || !text.includes("</html>")) continue;
        const headers = new Headers(kept.headers);
        headers.set("x-posthorn-kept", String(Date.now() - hoursAgo * 3_600_000));
        const changed = headline === undefined ? text : text.replace(/<h1>[^<]*/, `<h1>${headline}`);
        await cache.put(address, new Response(changed, { headers }));
        return true;
      }
      return false;
    },
    [path, to] as const,
  );
  assert.ok(isDone, `${path} is kept`);
}

/** Scans as the polling worker would record them, and its word to open pages. */
async function record(shipmentId: string, codes: readonly EventCode[], isTold = true): Promise<void> {
  const { database } = world.fresh;
  const [row] = await database.forSystem("test", (tx) =>
    tx.query<{ shard: number; orderId: string }>(
      sql("test.shipment", `select shard, order_id as "orderId" from shipments where id = $1`),
      [shipmentId],
    ),
  );
  assert.ok(row);
  world.clock.advance(60_000);
  const now = world.clock.now();
  await database.forMerchants([world.merchantId], (tx) =>
    recordScans(tx, {
      shipment: { ...row, id: shipmentId, merchantId: world.merchantId },
      reading: readingOf(codes.map((code, at) => scanAt(now, { code, order: 20 + at }))),
      source: "dhl",
      rawAnswerId: null,
      now,
    }),
  );
  if (isTold) wakeups.wake("order", row.orderId);
}

test("the pages can be installed as an app: Chromium finds nothing missing, icons are what they say, in both languages", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, faults } = seen;
  await page.goto(`${base}/find?lang=de`);
  const cdp = await page.context().newCDPSession(page);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  // A private window, as a test's is, installs nothing; that is the only reason.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
    [],
  );
  const { errors, data, url } = await cdp.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data ?? "");
  assert.equal(manifest.lang, "de");
  assert.match(manifest.description, /Alle Ihre Pakete/);
  assert.ok(new URL(manifest.start_url, url).href.startsWith(new URL(manifest.scope, url).href));
  assert.match(manifest.theme_color, /^#[0-9a-f]{6}$/);
  const themes = await page
    .locator('meta[name="theme-color"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("content")));
  assert.equal(new Set(themes).size, 2, "one by day and one by night");
  assert.deepEqual([manifest.display, manifest.name, manifest.short_name], ["standalone", "Posthorn", "Posthorn"]);
  const apple = await page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  const pictures = [...manifest.icons, { src: apple, sizes: "180x180" }];
  assert.ok(pictures.some(({ purpose }) => purpose === "maskable"));
  for (const { src, sizes } of pictures) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== "any") assert.equal(size, sizes, src);
    const { headers } = await world.browser().open(src);
    assert.match(String(headers["cache-control"]), /immutable/);
  }
  assert.deepEqual(faults, [], "P-04 B-04: nothing is asked of anybody else, and the policy has no complaint");
});

test("without network a parcel that was looked at stays readable and says how old it is; back online it is new again", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  const { parcel, shipmentId } = await show(world, stateNamed("in-transit"));
  await page.goto(base + parcel);
  await keptBy(page, parcel);
  await rewriteKept(page, parcel, { hoursAgo: 2 });
  await device.setOffline(true);
  await page.reload();
  assert.match(await page.locator("h1").innerText(), /on its way/);
  // Chromium 150 is cut off by this, and does not know it: to the page we are out of reach then.
  const knows = await page.evaluate(() => !navigator.onLine);
  const banner = `${knows ? "You are offline." : "We cannot be reached right now."} This is what we knew 2 hours ago.`;
  for (const place of ["aside.offline", "#news"])
    await page.locator(place, { hasText: banner }).waitFor({ state: "attached", timeout: 5_000 });
  assert.deepEqual(await inaccessible(page), []);
  await page.screenshot({ path: "test/.out/offline-parcel.png" });
  await record(shipmentId, ["delivered.to_recipient"]);
  await device.setOffline(false);
  await page.getByRole("heading", { name: /Delivered today/ }).waitFor();
  await page.locator("aside.offline").waitFor({ state: "detached" });
});

test("where nothing is kept a page says so in the person's language, and a form that did not arrive is not taken for sent", async () => {
  await using opened = await context({ ...phone, locale: "de-DE" });
  const { context: device, page } = opened;
  const { link } = await show(world, stateNamed("in-transit"));
  await page.goto(`${base}${link}?lang=de`);
  await keptBy(page, link, "de");
  await page.goto(`${base}/find?lang=de`);
  await device.setOffline(true);
  await page.getByText("Sie sind offline. Bis Sie wieder online sind, lässt sich nichts absenden.").first().waitFor();
  await page.locator("#reference").fill("LL-1");
  await page.locator("#contact").fill("ines@example.org");
  await page.locator("main form button").click();
  assert.match(await page.getByRole("alert").innerText(), /Das wurde nicht gesendet/);
  assert.equal(await page.locator("#reference").inputValue(), "LL-1", "what was typed is still there");
  // The browser believes to be online and is wrong: the worker meets the form.
  await page.evaluate(() => Object.defineProperty(navigator, "onLine", { get: () => true }));
  await page.locator("main form button").click();
  await page.getByRole("heading", { name: "Das wurde nicht gesendet" }).waitFor();
  await page.goto(`${base}/o/never-seen-on-this-device-here`);
  assert.equal(await page.locator("h1").innerText(), "Sie sind offline");
  assert.deepEqual(await inaccessible(page), []);
});

test("a network that is too slow shows after three seconds what was known, with its age, and then what is so", async () => {
  await using opened = await context();
  const { page } = opened;
  const { parcel, shipmentId } = await show(world, stateNamed("in-transit"));
  await page.goto(base + parcel);
  await keptBy(page, parcel);
  await record(shipmentId, ["delivered.to_recipient"]);
  await page.getByRole("heading", { name: /Delivered today/ }).waitFor();
  await rewriteKept(page, parcel, { headline: "As it was" });
  delayMs = 4_000;
  await page.reload();
  assert.equal(await page.locator("h1").innerText(), "As it was");
  assert.match(
    await page.locator("aside.offline").innerText(),
    /^We cannot be reached right now. This is what we knew/,
  );
  await page.getByRole("heading", { name: /Delivered today/ }).waitFor();
  assert.equal(await page.locator("aside.offline").count(), 0);
  delayMs = 0;
});

test("B-05 the device keeps nothing that only the signed-in person may see, and at signing out nothing at all", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  const email = "b05@example.org";
  const order = await world.addOrder({ email, reference: "B05-1", address: personal });
  await signIn(device, email);
  const secrets = /Canarygiven|Canaryfamily|Canarystreet|b05@example/;
  await page.goto(base + order.parcel);
  assert.match(await page.locator("main").innerText(), secrets, "the person sees the address");
  await keptBy(page, order.parcel);
  for (const path of [
    order.parcel,
    order.link,
    "/deliveries",
    "/deliveries?q=Canarystreet",
    "/account",
    order.parcel,
  ]) {
    await page.goto(base + path);
    if (!/q=|account/.test(path)) await keptBy(page, path);
  }
  const kept = await keptPages(page);
  assert.deepEqual(kept.map(({ path }) => path).toSorted(), ["/deliveries", order.link, order.parcel].toSorted());
  assert.deepEqual(
    kept.filter(({ text }) => secrets.test(text)),
    [],
  );
  await device.setOffline(true);
  await page.goto(base + order.parcel);
  assert.match(await page.locator("main").innerText(), /your address/);
  assert.doesNotMatch(await page.content(), secrets);
  await page.goto(`${base}/deliveries`);
  assert.equal(await page.locator("a.card").count(), 1);
  await device.setOffline(false);
  await page.goto(`${base}/account`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  assert.deepEqual(await keptPages(page), []);
});

test("B-05 a session that was ended from elsewhere empties the device at its next word with us", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  const email = "b05-lost@example.org";
  const order = await world.addOrder({ email, reference: "B05-2" });
  await signIn(device, email);
  await page.goto(base + order.link);
  await keptBy(page, order.link);
  await page.goto(`${base}/deliveries`);
  await keptBy(page, "/deliveries");
  await device.clearCookies();
  await page.goto(`${base}/deliveries`);
  await page.waitForURL(/sign-in/);
  await page.waitForFunction(async () => (await (await caches.open("posthorn-pages")).keys()).length === 0);
});

test("the device keeps thirty pages at most, and none for longer than thirty days", async () => {
  await using opened = await context();
  const { page } = opened;
  const { link, parcel } = await show(world, stateNamed("in-transit"));
  await page.goto(base + link);
  await keptBy(page, link);
  await page.evaluate(async () => {
    const cache = await caches.open("posthorn-pages");
    const yesterday = Date.now() - 86_400_000;
    for (let at = 0; at < 40; at += 1) {
      const headers = { "x-posthorn-kept": String(at === 0 ? yesterday - 30 * 86_400_000 : yesterday - at * 60_000) };
      await cache.put(`/o/older-${at}`, new Response("", { headers }));
    }
  });
  await page.goto(base + parcel);
  await page.waitForFunction(async () => (await (await caches.open("posthorn-pages")).keys()).length === 30);
  const paths = (await keptPages(page)).map(({ path }) => path);
  assert.ok(paths.includes(parcel) && paths.includes(link));
  assert.ok(!paths.includes("/o/older-0") && !paths.includes("/o/older-39"));
});

test("an open page moves by itself: focus, open details and what is in view stay, and it says politely how much is new", async () => {
  await using seen = await watchedPage(browser, base);
  const { page, faults } = seen;
  const { parcel, shipmentId } = await show(world, stateNamed("out-for-delivery"));
  await follow(page, parcel);
  await page.locator("details").last().locator("summary").click();
  // What a person reads is at the top of the window.
  const read = page.locator("section.card");
  await read.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 20));
  const before = await read.boundingBox();
  await record(shipmentId, ["attempt_failed.nobody_home", "delivered.to_recipient"]);
  await page.getByRole("heading", { name: /Delivered today/ }).waitFor();
  await page.waitForFunction(() => document.getElementById("news")?.textContent !== "");
  assert.equal(await page.locator("#news").textContent(), "There are 2 new updates.");
  assert.match(await page.title(), /Delivered today/);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SUMMARY");
  assert.equal(
    await page
      .locator("details")
      .last()
      .evaluate((details) => (details as HTMLDetailsElement).open),
    true,
  ); // a details element
  assert.equal(await page.locator("main.moved").count(), 1, "the steps glide to where it is now");
  const later = await read.boundingBox();
  assert.ok(Math.abs((later?.y ?? 0) - (before?.y ?? 0)) <= 1, `in view at ${before?.y}, then at ${later?.y}`);
  assert.deepEqual(faults, []);
});

test("what is typed stays when the page moves", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  const email = "typing@example.org";
  const order = await world.addOrder({ email, reference: "TYPED-1" });
  await signIn(device, email);
  await follow(page, "/deliveries");
  await page.locator("summary").filter({ hasText: "Search" }).first().click();
  await page.locator("#q").fill("half a wo");
  await record(order.shipmentId, ["out_for_delivery.on_vehicle"]);
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
  assert.equal(await page.locator("#q").inputValue(), "half a wo");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
});

test("what changed while the connection was broken is there as soon as it is back", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  const { parcel, shipmentId } = await show(world, stateNamed("in-transit"));
  await page.goto(base + parcel);
  await device.setOffline(true);
  await page.locator("aside.offline").waitFor();
  await record(shipmentId, ["out_for_delivery.on_vehicle"]);
  await device.setOffline(false);
  await page.getByRole("heading", { name: /Arrives today/ }).waitFor();
  await record(shipmentId, ["delivered.to_recipient"]);
  await page.getByRole("heading", { name: /Delivered today/ }).waitFor();
});

test("a session that has ended takes the open list to signing in, and does not show the form as if it were the list", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  await signIn(device, "ended@example.org");
  await page.goto(`${base}/deliveries`);
  await device.clearCookies();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.waitForURL(/sign-in/);
});

test("who saves data gets no stream, and the page looks again when it is looked at", async () => {
  await using opened = await context();
  const { page } = opened;
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true }),
  );
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/live")) streams.push(request.url());
  });
  const { parcel, shipmentId } = await show(world, stateNamed("in-transit"));
  await page.goto(base + parcel);
  await record(shipmentId, ["delivered.to_recipient"]);
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("heading", { name: /Delivered today/ }).waitFor();
  assert.deepEqual(streams, []);
});

test("the text of every state's page is the same with and without a script", async () => {
  await using scripted = await context();
  await using plain = await context({ ...phone, javaScriptEnabled: false });
  const read = (page: Page): Promise<string> =>
    page.locator("main").evaluate((main) => {
      // Copying needs the script, so its button is there only with one.
      const copy = main.cloneNode(true) as HTMLElement; // of an element
      for (const button of copy.querySelectorAll("[data-copy]")) button.remove();
      return copy.textContent ?? "";
    });
  for (const state of states) {
    const { parcel } = await show(world, state);
    for (const { page } of [scripted, plain]) await page.goto(base + parcel);
    const text = await read(plain.page);
    assert.ok(text.length > 40, state.name);
    assert.equal(await read(scripted.page), text, state.name);
    // A form's own button needs no script.
    const idle = plain.page.locator("button:not(form button):visible");
    assert.equal(await idle.count(), 0, `${state.name}: no button that does nothing`);
  }
});

/** A page of a signed-in person on which notifications are allowed, and the way a push service takes to its worker. */
async function pushable(email: string) {
  const opened = await context();
  const { context: device, page } = opened;
  await device.grantPermissions(["notifications"], { origin: base });
  await signIn(device, email);
  await page.goto(`${base}/account`);
  const cdp = await device.newCDPSession(page);
  const registered = new Promise<string>((found) =>
    cdp.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      const active = versions.find(({ status }) => status === "activated");
      if (active) found(active.registrationId);
    }),
  );
  await cdp.send("ServiceWorker.enable");
  const registrationId = await registered;
  const deliver = (data: string) =>
    cdp.send("ServiceWorker.deliverPushMessage", { origin: base, registrationId, data });
  const notifications = (count: number, title: RegExp) =>
    page
      .waitForFunction(
        async ([wanted, source]) => {
          const all = await (await navigator.serviceWorker.ready).getNotifications();
          return all.length === wanted && all.some((one) => one.title.includes(String(source)));
        },
        [count, title.source] as const,
      )
      .then(() =>
        page.evaluate(async () => {
          const all = await (await navigator.serviceWorker.ready).getNotifications();
          return all.map((one) => {
            const { title: said, body, tag, lang, dir, icon, data } = one;
            return { title: said, body, tag, lang, dir, icon, badge: Reflect.get(one, "badge"), data };
          });
        }),
      );
  return { ...opened, deliver, notifications };
}

test("R-07 B-05 what is encrypted for a device is what its worker shows; a repetition replaces it, and no page is kept", async () => {
  await using opened = await pushable("push@example.org");
  const { page, deliver, notifications } = opened;
  const receiver = await startPushService(vapidKeys.publicKey);
  const device = makeDevice("phone");
  receiver.service.devices.set("phone", device);
  const egress = createEgress({ clock: systemClock, log: silentLog, allowLoopback: true });
  const push = createPush({ egress, vapid: { ...vapidKeys, subject: "mailto:parcels@example.org" } });
  const to = {
    endpoint: `${receiver.service.url}/phone`,
    p256dh: device.publicKey.toString("base64url"),
    auth: device.auth.toString("base64url"),
  };
  const message = { id: newId(), body: "Nichts zu tun.", language: "de-DE", url: `${base}/deliveries`, urgent: false };
  for (const title of ["Lantern & Loom: kommt heute", "Lantern & Loom: zugestellt"]) {
    assert.deepEqual(await push.send(to, { ...message, title }), { kind: "sent" });
    // The receiver has opened it as a browser does (RFC 8291); from here on it is the browser's.
    await deliver(receiver.pushed.at(-1)?.text ?? "");
    // The worker handles each push by itself: a second one that comes at the same moment could be shown before the first.
    await notifications(1, new RegExp(title.slice(-10)));
  }
  receiver.assertHappy();
  const [shown, ...more] = await notifications(1, /zugestellt/);
  assert.deepEqual(more, []);
  assert.deepEqual(
    { ...shown, icon: undefined, badge: undefined },
    {
      title: "Lantern & Loom: zugestellt",
      body: "Nichts zu tun.",
      tag: message.id,
      lang: "de-DE",
      dir: "auto",
      icon: undefined,
      badge: undefined,
      data: { url: `${base}/deliveries` },
    },
  );
  for (const [picture, name] of [
    [shown?.icon, "icon-192"],
    [shown?.badge, "badge-96"],
  ]) {
    assert.match(String(picture), new RegExp(`^${base}/app/${name}\\.[\\w-]{12}\\.png$`));
    assert.equal((await page.request.get(String(picture))).status(), 200);
  }
  assert.deepEqual(await keptPages(page), [], "the account's page is the person's alone");
  await egress.close();
  await receiver.service.close();
});

test("a subscription that the browser has replaced is replaced with us, too", async () => {
  await using opened = await pushable("renewed@example.org");
  const { context: device, page } = opened;
  const worker = device.serviceWorkers()[0] ?? (await device.waitForEvent("serviceworker"));
  const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
  const [before, later] = [`${base}/before`, `${base}/later`];
  const kept = await page.request.post(`${base}/account/push`, { data: { endpoint: before, keys } });
  assert.equal(kept.status(), 204);
  await worker.evaluate(
    ([old, made]) => {
      const event = Object.assign(new Event("pushsubscriptionchange"), {
        oldSubscription: old,
        newSubscription: made,
        waitUntil: () => {},
      });
      dispatchEvent(event);
    },
    [{ endpoint: before }, { endpoint: later, keys }] as const,
  );
  const endpoints = () =>
    world.fresh.database.forSystem("test", (tx) =>
      tx.query<{ endpoint: string }>(sql("test.endpoints", "select endpoint from push_subscriptions")),
    );
  for (let turn = 0; turn < 100 && (await endpoints())[0]?.endpoint !== later; turn += 1) await page.waitForTimeout(20);
  assert.deepEqual(
    (await endpoints()).map(({ endpoint }) => endpoint),
    [later],
  );
});

test("the app's icon bears the number of parcels that need the person, and none when there are none", async () => {
  await using opened = await context();
  const { context: device, page } = opened;
  const badges: (number | null)[] = [];
  await device.exposeBinding("reportBadge", (_source, count: number | null) => void badges.push(count));
  await device.addInitScript(() => {
    const report = (count: number | null) =>
      (globalThis as unknown as { reportBadge(count: number | null): Promise<void> }).reportBadge(count); // put there above
    Object.assign(Navigator.prototype, { setAppBadge: report, clearAppBadge: () => report(null) });
  });
  const email = "badge@example.org";
  const { shipmentId } = await world.addOrder({ email, reference: "BADGE-1" });
  await signIn(device, email);
  await follow(page, "/deliveries");
  await record(shipmentId, ["available_for_pickup.at_pickup_point"]);
  await page.getByRole("heading", { name: "Needs you" }).waitFor();
  await page.waitForTimeout(100);
  assert.deepEqual(badges, [null, 1]);
});

test("who cannot have notifications yet is told what to do: install first on an iPhone, allow them where they were blocked", async () => {
  for (const [prepare, wanted] of [
    [
      () => {
        Reflect.deleteProperty(globalThis, "PushManager");
        Object.defineProperty(Navigator.prototype, "standalone", { value: false });
      },
      /Add to Home Screen/,
    ],
    [
      () => {
        Object.defineProperty(Notification, "permission", { get: () => "denied" });
        Notification.requestPermission = async () => "denied";
      },
      /blocked for this page/,
    ],
  ] as const) {
    await using opened = await context();
    const { context: device, page } = opened;
    await page.addInitScript(prepare);
    await signIn(device, "notyet@example.org");
    await page.goto(`${base}/account`);
    await page.locator("#push-state").filter({ hasText: wanted }).waitFor();
    assert.deepEqual(await inaccessible(page), []);
  }
});
