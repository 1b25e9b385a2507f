/** Sends the demo's orders through the public API, like any shop would; what is staged follows while you watch. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "undici";
import { makeNumber } from "#simulator/numbers.ts";
import { type DemoOrder, type DemoParcel, demoOrders } from "./orders.ts";

export interface SeedOptions {
  readonly apiBase: string;
  readonly shops: readonly { readonly name: string; readonly username: string; readonly password: string }[];
  readonly shopperEmail: string;
  readonly seed: number;
  /** What was sent, so that a second start sends nothing twice. */
  readonly stateFile: string;
}

interface SentOrder {
  readonly id: string;
  readonly trackingUrl: string;
  readonly reference: string;
}

export interface Seeded {
  /** The first order's page. */
  readonly trackingUrl: string;
  /** An order without shipping info, for a call of one's own. */
  readonly curlOrderId: string;
  /** Not sent yet: each with what it sends. */
  readonly staged: readonly { readonly afterSeconds: number; send(): Promise<void> }[];
}

export async function seedDemo(options: SeedOptions): Promise<Seeded> {
  const known = existsSync(options.stateFile)
    ? (JSON.parse(await readFile(options.stateFile, "utf8")) as SentOrder[])
    : []; // our own file
  const sent: SentOrder[] = [];
  const staged: Seeded["staged"][number][] = [];
  for (const [at, order] of demoOrders.entries()) {
    const post = caller(options, order);
    // The reference is the once-only key: the same order comes back at every start.
    const created = await post<{ order_id: string; tracking_url: string }>(
      "/v1/orders",
      orderBody(order, options.shopperEmail),
      `demo-${order.reference}`,
    );
    const one = { id: created.order_id, trackingUrl: created.tracking_url, reference: order.reference };
    sent.push(one);
    if (known.some(({ id }) => id === one.id)) continue;
    for (const [position, parcel] of order.parcels.entries()) {
      const send = () =>
        sendParcel(post, one.id, order, parcel, {
          serial: at * 10 + position,
          key: `demo-${order.reference}-${position}`,
          seed: options.seed,
        });
      if (parcel.afterSeconds === undefined) await send();
      else staged.push({ afterSeconds: parcel.afterSeconds, send });
    }
  }
  await writeFile(options.stateFile, JSON.stringify(sent, null, 2), { mode: 0o600 });
  const open = sent.find(({ reference }) => reference === "NK-7707") ?? sent[0];
  return { trackingUrl: sent[0]?.trackingUrl ?? "", curlOrderId: open?.id ?? "", staged };
}

/** Lets the staged steps happen. */
export function playDemo(seeded: Seeded): { stop(): void } {
  const timers = seeded.staged.map(({ afterSeconds, send }) =>
    setTimeout(() => void send().catch(() => {}), afterSeconds * 1_000),
  ); // the demo may be stopping; nothing depends on a staged step
  return { stop: () => timers.forEach(clearTimeout) };
}

type Post = <T>(path: string, body: unknown, key: string) => Promise<T>;

async function sendParcel(
  post: Post,
  orderId: string,
  order: DemoOrder,
  parcel: DemoParcel,
  as: { readonly serial: number; readonly key: string; readonly seed: number },
): Promise<void> {
  const number =
    parcel.number === null
      ? null
      : "text" in parcel.number
        ? parcel.number.text
        : makeNumber({ ...parcel.number, serial: as.serial, seed: as.seed });
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

function caller(options: SeedOptions, order: DemoOrder): Post {
  const shop = options.shops[order.shop];
  const authorization = `Basic ${Buffer.from(`${shop?.username}:${shop?.password}`).toString("base64")}`;
  return async <T>(path: string, body: unknown, key: string) => {
    const answer = await request(options.apiBase + path, {
      method: "POST",
      headers: { authorization, "content-type": "application/json", "klarna-idempotency-key": key },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`The demo's own call ${path} was answered ${answer.statusCode}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T; // our own API's answer, as its contract says
  };
}

const total = (order: DemoOrder): number =>
  order.lines.reduce((sum, { amount, quantity }) => sum + amount * quantity, 0);

const addresses = {
  DE: { street_address: "Lindenweg 12", postal_code: "10115", city: "Berlin", country: "DE" },
  US: { street_address: "118 W 22nd St", postal_code: "10011", city: "New York", region: "NY", country: "US" },
  GB: { street_address: "4 Mill Lane", postal_code: "BS1 4ST", city: "Bristol", country: "GB" },
  SE: { street_address: "Storgatan 3", postal_code: "111 51", city: "Stockholm", country: "SE" },
} as const;

function orderBody(order: DemoOrder, email: string): unknown {
  return {
    purchase_country: order.country,
    purchase_currency:
      order.country === "US" ? "USD" : order.country === "SE" ? "SEK" : order.country === "GB" ? "GBP" : "EUR",
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
