/**
 * `npm run screens`: every state that a shopper can see, and the portal, as small pictures with captions in docs/screens/, from the pages themselves.
 * `-- --every` takes each in every look, `-- --to DIRECTORY` elsewhere, `-- ready order` only those whose name begins so.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { createCatalogueRoutes } from "#catalogue/routes.ts";
import { languages } from "#languages/languages.ts";
import { systemClock } from "#platform/clock.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { launchChromium } from "#test/browser/chromium.ts";
import { fillPortal } from "#test/browser/filled-portal.ts";
import { addParcel, type StateToShow, show, states } from "#test/browser/states.ts";
import { startPortal } from "#test/portal.ts";
import { startShopper } from "#test/shopper.ts";

interface Screen {
  readonly name: string;
  readonly caption: string;
  readonly address: string;
  /** Besides the phone by day, which all are shown on. */
  readonly looks: readonly LookName[];
  readonly cookies?: ReadonlyMap<string, string>;
  /** Before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const phone = { width: 390, height: 700 } as const;
const desktop = { width: 1_280, height: 800 } as const;
const looks = {
  light: { title: "on a phone", viewport: phone, colorScheme: "light", lang: "en" },
  dark: { title: "by night", viewport: phone, colorScheme: "dark", lang: "en" },
  desktop: { title: "on a desktop", viewport: desktop, colorScheme: "light", lang: "en" },
  de: { title: "in German", viewport: phone, colorScheme: "light", lang: "de" },
  ar: { title: "in Arabic", viewport: phone, colorScheme: "light", lang: "ar" },
  print: { title: "on paper", viewport: { width: 720, height: 900 }, colorScheme: "light", lang: "en" },
} as const;
type LookName = keyof typeof looks;

/** States that are shown in more than one look: the one with something to do, the one that all wait for, the bad one. */
const more: Readonly<Record<string, readonly LookName[]>> = {
  "out-for-delivery": ["dark", "desktop", "de", "ar"],
  ready: ["dark", "desktop", "ar"],
  delayed: ["dark", "de"],
  returned: ["print"],
};

const email = "mara@example.org";
const lamp = { name: "Reading lamp, brass", quantity: 1, type: "physical" } as const;

const { values, positionals } = parseArgs({
  options: { every: { type: "boolean", default: false }, to: { type: "string" } },
  allowPositionals: true,
});
const directory = values.to ?? join(import.meta.dirname, "../docs/screens");
const isWhole = positionals.length === 0;

const port = await freePort();
const cataloguePort = await freePort();
const portalPort = await freePort();
const origin = (at: number): string => `http://127.0.0.1:${at}`;
const vapidPublicKey = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM";
const sms = { send: async () => ({ kind: "sent" }) as const };
await using world = await startShopper({ publicBaseUrl: origin(port), vapidPublicKey, sms });
await world.server.listen({ host: "127.0.0.1", port });
const catalogue = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: true });
await catalogue.register(
  createCatalogueRoutes({
    clock: { ...systemClock, monotonicMs: () => 0 },
    publicBaseUrl: origin(cataloguePort),
    simulatedCarriers: false,
  }),
);
await catalogue.listen({ host: "127.0.0.1", port: cataloguePort });
await using portal = await startPortal({ publicBaseUrl: origin(portalPort), port: portalPort });
const browser = await launchChromium();

try {
  if (isWhole) await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const taken: string[] = [];
  for (const screen of await screens()) {
    if (!isWhole && !positionals.some((name) => screen.name.startsWith(name))) continue;
    const wanted = values.every ? (Object.keys(looks) as LookName[]) : (["light", ...screen.looks] as const); // keys of looks
    const shown: string[] = [];
    for (const name of wanted) {
      if (![...languages.keys()].some((spoken) => spoken === looks[name].lang)) continue;
      const file = name === "light" ? `${screen.name}.webp` : `${screen.name}-${name}.webp`;
      await writeFile(join(directory, file), await picture(browser, screen, looks[name]));
      const width = looks[name].viewport === desktop ? 500 : 260;
      shown.push(`<img src="${file}" width="${width}" alt="${screen.caption}, ${looks[name].title}">`);
    }
    taken.push(`## ${screen.caption}\n\n${shown.join(" ")}\n`);
  }
  if (isWhole) await writeFile(join(directory, "README.md"), index(taken));
} finally {
  await browser.close();
  await catalogue.close();
}

function index(sections: readonly string[]): string {
  const head = `# What people see\n\nEvery state of a parcel for a shopper, and the pages around it; then the portal of a shop and of the operator. Made by \`npm run screens\` from the pages themselves.\n`;
  return [head, ...sections].join("\n");
}

async function screens(): Promise<readonly Screen[]> {
  const all: Screen[] = [];
  for (const state of states) {
    const { parcel } = await show(world, state);
    const name = state.name.replaceAll("-", " ");
    const caption = `A parcel: ${name}`;
    all.push({ name: state.name, caption, address: origin(port) + parcel, looks: more[state.name] ?? [] });
  }
  const several = await severalParcels();
  const waiting = await world.addOrder({ reference: "LL-20431", number: null, lines: [lamp] });
  const person = await world.signedIn(email);
  const pages: Screen[] = [
    { name: "order", caption: "An order of several parcels", address: several, looks: ["dark", "desktop", "ar"] },
    { name: "order-not-shipped", caption: "An order that has not left the shop", address: waiting.link, looks: [] },
    { name: "deliveries", caption: "All deliveries", address: "/deliveries", looks: ["dark", "desktop"] },
    { name: "deliveries-none", caption: "No delivery yet", address: "/deliveries", looks: [] },
    { name: "account", caption: "The account", address: "/account", looks: ["dark"] },
    { name: "settings", caption: "Which messages, when, in which language", address: "/settings", looks: ["de"] },
    { name: "add", caption: "Adding a parcel by hand", address: "/add", looks: [] },
    { name: "help", caption: "Help, and who is responsible for what", address: "/help", looks: [] },
    { name: "sign-in", caption: "Signing in", address: "/sign-in", looks: [] },
    {
      name: "sign-in-code",
      caption: "Signing in: a code that is not right",
      address: "/sign-in",
      looks: [],
      prepare: wrongCode,
    },
    { name: "find", caption: "Finding an order without its link", address: "/find", looks: [] },
    { name: "missing", caption: "A link that opens nothing", address: "/o/nobody-knows-this", looks: [] },
  ];
  const nobody = await world.signedIn("new@example.org");
  const ines = await world.signedIn("ines@example.org");
  const kiosk = all.find(({ name }) => name === "ready-with-hours");
  if (kiosk !== undefined)
    all.push({
      ...kiosk,
      name: "pickup-code",
      caption: "The code that a person keeps for the counter",
      looks: ["dark"],
      cookies: ines.cookies,
      prepare: keepCode,
    });
  const cookiesOf: Readonly<Record<string, ReadonlyMap<string, string>>> = {
    deliveries: person.cookies,
    account: person.cookies,
    settings: person.cookies,
    add: person.cookies,
    "deliveries-none": nobody.cookies,
  };
  for (const { address, ...page } of pages)
    all.push({ ...page, address: origin(port) + address, cookies: cookiesOf[page.name] });
  const carriers: Screen[] = [
    { name: "carriers", caption: "All carriers", address: "/carriers?q=dpd", looks: ["desktop"] },
    { name: "carrier", caption: "One carrier", address: "/carriers/dhl", looks: [] },
    {
      name: "whose-number",
      caption: "Whose number is this?",
      address: "/carriers/identify",
      looks: ["dark"],
      prepare: ask,
    },
  ];
  for (const { address, ...page } of carriers) all.push({ ...page, address: origin(cataloguePort) + address });
  return [...all, ...(await portalScreens())];
}

/** What the shop and the operator see. */
async function portalScreens(): Promise<readonly Screen[]> {
  const { email, ada, home, damaged } = await fillPortal(portal);
  const person = portal.person(email);
  await person.send(new URL(await portal.link(ada)).pathname, {});
  const pages = [
    ["overview", "The portal: a shop's numbers, and what waits for somebody", home],
    ["shipments", "The portal: shipments, found by whatever is in hand", `${home}/shipments`],
    ["shipment", "The portal: one shipment, why we say so, and what can be done", `${home}/shipments/${damaged}`],
    ["tickets", "The portal: tickets that open and close by themselves", `${home}/tickets`],
    ["integration", "The portal: is what the shop sends right?", `${home}/integration?since=30d`],
    ["carrier", "The portal: a carrier's credential", `${home}/carriers/ups`],
    ["keys", "The portal: keys", `${home}/keys`],
    ["team", "The portal: who may come in", `${home}/team`],
    ["operator", "The operator: shops", "/portal/operator"],
    ["operator-carriers", "The operator: how carriers do", "/portal/operator/carriers"],
  ] as const;
  return pages.map(([name, caption, path]) => ({
    ...{ name: `portal-${name}`, caption, address: origin(portalPort) + path, cookies: person.cookies },
    looks: ["desktop"],
  }));
}

/** An order with one parcel of each kind, and orders of two other shops for the list. */
async function severalParcels(): Promise<string> {
  const named = (wanted: string): StateToShow => {
    const state = states.find(({ name }) => name === wanted);
    if (state === undefined) throw new Error(`states.ts has no state "${wanted}".`);
    return state;
  };
  const lines = [lamp, { name: "Linen shade", quantity: 2, type: "physical" }, { name: "Care guide", type: "digital" }];
  const { id, link } = await world.addOrder({ email, reference: "LL-20417", number: null, lines });
  const add = async (order: { id: string; merchantId: string }, name: string, company: string): Promise<void> => {
    const carrier = company === "none" ? {} : { carrier: company, trackingNumber: `${company}-${order.id.slice(-12)}` };
    const state = named(name);
    await addParcel(world, order, { ...state, open: { ...state.open, ...carrier } });
  };
  const order = { id, merchantId: world.merchantId };
  await add(order, "ready", "dhl");
  await add(order, "out-for-delivery", "ups");
  await add(order, "delivered-in-the-letterbox", "gls");
  for (const [shop, thing, state, carrier] of [
    ["Nordlicht Bücher", "Atlas of the Alps", "in-transit-with-date", "swiss-post"],
    ["Werkhof", "Oak stool", "delayed", "dpd"],
    ["Käserei Alpenblick", "Cheese, half a wheel", "announced", "hermes-de"],
    ["teehaus", "Green tea", "letter", "none"],
  ] as const) {
    const merchantId = await world.addMerchant(shop);
    const added = await world.addOrder({ email, merchantId, number: null, lines: [{ name: thing, quantity: 1 }] });
    await add({ id: added.id, merchantId }, state, carrier);
  }
  return link;
}

async function wrongCode(page: Page): Promise<void> {
  await page.locator("#email").fill("someone@example.org");
  await page.locator("main button").click();
  await page.locator("#code").fill("00000000");
  await page.locator("main button").click();
  await page.locator("[role=alert]").waitFor();
}

/** Once kept, it stands there in each further look. */
async function keepCode(page: Page): Promise<void> {
  if ((await page.locator(".big-code").count()) > 0) return;
  await page.locator("details:has(#pickup-code) summary").click();
  await page.locator("#pickup-code").fill("482 913");
  await page.locator("[name=kind][value=qr]").check();
  await page.locator("details:has(#pickup-code) button").first().click();
  await page.locator(".big-code").waitFor();
}

async function ask(page: Page): Promise<void> {
  await page.locator("#number").fill("00340434161094015902");
  await page.locator("main form button").click();
  await page.locator(".share").first().waitFor();
}

/** WebP, because text in two colours takes a fifth of a PNG's room. */
async function picture(browser: Browser, screen: Screen, look: (typeof looks)[LookName]): Promise<Buffer> {
  const { viewport, colorScheme, lang } = look;
  const options: BrowserContextOptions = { viewport, colorScheme, reducedMotion: "reduce", deviceScaleFactor: 1.5 };
  const context = await browser.newContext({ ...options, locale: lang, timezoneId: "Europe/Berlin" });
  try {
    const cookies = [...(screen.cookies ?? [])];
    if (cookies.length > 0)
      await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: screen.address })));
    const page = await context.newPage();
    const address = new URL(screen.address);
    address.searchParams.set("lang", lang);
    await page.goto(address.href);
    await screen.prepare?.(page);
    if (look === looks.print) await page.emulateMedia({ media: "print" });
    const { width, height } = await page.evaluate(() => ({
      width: document.documentElement.clientWidth,
      height: Math.max(innerHeight, document.documentElement.scrollHeight),
    }));
    const cdp = await context.newCDPSession(page);
    const { data } = await cdp.send("Page.captureScreenshot", {
      format: "webp",
      quality: 60,
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height: Math.min(height, 2_400), scale: 1 },
    });
    return Buffer.from(data, "base64");
  } finally {
    await context.close();
  }
}
