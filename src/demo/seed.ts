/** Sends the demo's orders through the public API, like any shop would; what is staged follows while you watch. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { request } from "undici";
import { makeNumber } from "#simulator/contracts.ts";
import type { City } from "#simulator/routes.ts";
import { type DemoOrder, type DemoParcel, demoOrders } from "./orders.ts";

export interface SeedOptions {
  readonly apiBase: string;
  readonly shops: readonly { readonly name: string; readonly username: string; readonly password: string }[];
  readonly shopperEmail: string;
  readonly seed: number;
  /** What was sent, so that a second start sends nothing twice. */
  readonly stateFile: string;
}

export interface Seeded {
  /** The first order's page. */
  readonly trackingUrl: string;
  /** The same order, for a call of one's own: whoever sends a parcel sees it appear on the page that is open already. */
  readonly orderId: string;
  /** Not sent yet: each with what it sends. */
  readonly staged: readonly { readonly afterSeconds: number; send(): Promise<void> }[];
}

/** May be called at every start: orders come back by their once-only key, and each parcel is sent once. */
export async function seedDemo(options: SeedOptions): Promise<Seeded> {
  const journal = await openJournal(options.stateFile);
  const orders: { readonly id: string; readonly trackingUrl: string }[] = [];
  const staged: Seeded["staged"][number][] = [];
  for (const [at, order] of demoOrders.entries()) {
    const post = caller(options, order);
    const created = await post("/v1/orders", orderBody(order, options.shopperEmail), `demo-${order.reference}`);
    const { order_id: id, tracking_url: trackingUrl } = JSON.parse(created) as {
      order_id: string;
      tracking_url: string;
    }; // our own API's answer, as its contract says
    orders.push({ id, trackingUrl });
    for (const [position, parcel] of order.parcels.entries()) {
      const key = `demo-${order.reference}-${position}`;
      if (journal.has(id, key)) continue;
      const send = async (): Promise<void> => {
        await sendParcel(post, id, order, parcel, { serial: at * 10 + position, key, seed: options.seed });
        await journal.add(id, key);
      };
      if (parcel.afterSeconds === undefined) await send();
      else staged.push({ afterSeconds: parcel.afterSeconds, send });
    }
  }
  const [first] = orders;
  return { trackingUrl: first?.trackingUrl ?? "", orderId: first?.id ?? "", staged };
}

/** Lets the staged steps happen; one that fails is tried again, as a shop's own queue would. */
export function playDemo(seeded: Seeded, { retryMs = 5_000 } = {}): { stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  const plan = (send: () => Promise<void>, ms: number, tries: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      send().catch(() => {
        if (!isStopped && tries > 1) plan(send, retryMs, tries - 1);
      });
    }, ms);
    timers.add(timer);
  };
  for (const { afterSeconds, send } of seeded.staged) plan(send, afterSeconds * 1_000, 10);
  return {
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

interface Journal {
  has(orderId: string, key: string): boolean;
  add(orderId: string, key: string): Promise<void>;
}

/** Which parcels are sent, by order: a database that was emptied gives new order ids, and then all are sent again. */
async function openJournal(file: string): Promise<Journal> {
  const sent = new Set<string>(await readLines(file));
  let writing = Promise.resolve();
  return {
    has: (orderId, key) => sent.has(`${orderId} ${key}`),
    add(orderId, key) {
      sent.add(`${orderId} ${key}`);
      const lines = JSON.stringify([...sent], null, 2);
      writing = writing.then(async () => {
        await writeFile(`${file}.new`, `${lines}\n`, { mode: 0o600 });
        await rename(`${file}.new`, file);
      });
      return writing;
    },
  };
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, "utf8"));
    return Array.isArray(kept) ? kept.filter((line) => typeof line === "string") : [];
  } catch {
    // The first start. What was sent before a cut-off file is recognised by the API's own once-only keys.
    return [];
  }
}

/** Answers the body's text. */
type Post = (path: string, body: unknown, key: string) => Promise<string>;

async function sendParcel(
  post: Post,
  orderId: string,
  order: DemoOrder,
  parcel: DemoParcel,
  as: { readonly serial: number; readonly key: string; readonly seed: number },
): Promise<void> {
  const number = numberOf(parcel, order, as);
  const back = makeNumber({ carrier: "ups", journey: "stays_unknown", serial: 5_000 + as.serial, seed: as.seed });
  const entry = {
    ...(parcel.company === "" ? {} : { shipping_company: parcel.company }),
    ...(number === null ? {} : { tracking_number: number }),
    ...(parcel.method === undefined ? {} : { shipping_method: parcel.method }),
    ...(parcel.withReturn ? { return_shipping_company: "UPS", return_tracking_number: back } : {}),
  };
  const base = `/ordermanagement/v1/orders/${orderId}`;
  if (parcel.by !== "order")
    await post(`${base}/captures`, { captured_amount: total(order), shipping_info: [entry] }, `${as.key}-capture`);
  if (parcel.by !== "capture") await post(`${base}/shipping-info`, { shipping_info: [entry] }, `${as.key}-order`);
}

const cities: Readonly<Record<DemoOrder["country"], City>> = {
  DE: "berlin",
  US: "new york",
  GB: "london",
  SE: "stockholm",
};

function numberOf(
  { number }: DemoParcel,
  { country }: DemoOrder,
  { serial, seed }: { readonly serial: number; readonly seed: number },
): string | null {
  if (number === null) return null;
  return "text" in number ? number.text : makeNumber({ ...number, serial, seed, to: cities[country] });
}

function caller(options: SeedOptions, order: DemoOrder): Post {
  const shop = options.shops[order.shop];
  const authorization = `Basic ${Buffer.from(`${shop?.username}:${shop?.password}`).toString("base64")}`;
  return async (path, body, key) => {
    const answer = await request(options.apiBase + path, {
      method: "POST",
      headers: { authorization, "content-type": "application/json", "klarna-idempotency-key": key },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`The demo's own call ${path} was answered ${answer.statusCode}: ${text}`);
    return text;
  };
}

const total = (order: DemoOrder): number =>
  order.lines.reduce((sum, { amount, quantity }) => sum + amount * quantity, 0);

const addresses = {
  DE: { street_address: "Lindenweg 12", postal_code: "10115", city: "Berlin", country: "DE" },
  US: { street_address: "118 W 22nd St", postal_code: "10011", city: "New York", region: "NY", country: "US" },
  GB: { street_address: "4 Mill Lane", postal_code: "E2 8AA", city: "London", country: "GB" },
  SE: { street_address: "Storgatan 3", postal_code: "111 22", city: "Stockholm", country: "SE" },
} as const;
const currencies = { DE: "EUR", US: "USD", GB: "GBP", SE: "SEK" } as const;

function orderBody(order: DemoOrder, email: string): unknown {
  return {
    purchase_country: order.country,
    purchase_currency: currencies[order.country],
    locale: order.locale,
    merchant_reference1: order.reference,
    order_amount: total(order),
    order_lines: order.lines.map(({ name, amount, quantity, type = "physical" }) => ({
      type,
      name,
      quantity,
      unit_price: amount,
      total_amount: amount * quantity,
    })),
    shipping_address: { given_name: "Ines", family_name: "Vogelsang", email, ...addresses[order.country] },
  };
}
