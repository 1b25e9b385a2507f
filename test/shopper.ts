/** The shopper's side alone, over a real database: orders to look at, browsers with cookies, the mails that were sent. */
import type { FastifyInstance } from "fastify";
import { connections, connectionsAmong } from "#carriers/connections.ts";
import { type FollowByHand, followByHandWith } from "#orders/follow-by-hand.ts";
import { ManualClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { derivedToken, newId, sha256, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { createCarrierTries } from "#polling/try-carrier.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { createShopperRoutes } from "#shopper/routes.ts";
import type { ShopperMail, ShopperOptions } from "#shopper/site.ts";
import { type FreshDatabase, freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";

export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | number | undefined>>;
  readonly text: string;
}

/** Keeps cookies and says where a form comes from, as browsers do. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #server: FastifyInstance;
  readonly #address: string;
  constructor(server: FastifyInstance, address = "127.0.0.1") {
    this.#server = server;
    this.#address = address;
  }
  open(url: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#ask("GET", url, undefined, headers);
  }
  send(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    const body = new URLSearchParams(form).toString();
    return this.#ask("POST", url, body, { "content-type": "application/x-www-form-urlencoded", ...headers });
  }
  sendJson(url: string, body: unknown): Promise<Seen> {
    return this.#ask("POST", url, JSON.stringify(body), { "content-type": "application/json" });
  }
  async #ask(
    method: "GET" | "POST",
    url: string,
    payload: string | undefined,
    more: Record<string, string>,
  ): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { "accept-language": "en", "sec-fetch-site": "same-origin", ...(cookie && { cookie }), ...more };
    const answer = await this.#server.inject({ method, url, headers, payload, remoteAddress: this.#address });
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.statusCode, headers: answer.headers, text: answer.body };
  }
}

export interface OrderToAdd {
  readonly email?: string | null;
  readonly reference?: string;
  readonly address?: Readonly<Record<string, string>>;
  readonly lines?: readonly unknown[];
  readonly merchantId?: string;
  readonly number?: string | null;
}

export interface ShopperWorld {
  readonly fresh: FreshDatabase;
  readonly clock: ManualClock;
  readonly server: FastifyInstance;
  /** Oldest first. */
  readonly mails: readonly ShopperMail[];
  readonly merchantId: string;
  /** As the application wires it. */
  readonly followByHand: FollowByHand;
  browser(address?: string): Browser;
  addMerchant(name: string): Promise<string>;
  /** `link` is the path of its page; `parcel` that of its parcel, if it has one. */
  addOrder(order?: OrderToAdd): Promise<{ id: string; link: string; parcel: string; shipmentId: string }>;
  /** Signs in by the mailed code. */
  signedIn(email: string, browser?: Browser): Promise<Browser>;
  [Symbol.asyncDispose](): Promise<void>;
}

const merchant = sql(
  "test.shopper.merchant",
  "insert into merchants (id, name, support_email, created_at) values ($1, $2, 'help@shop.example', $3)",
);
const insertOrder = sql(
  "test.shopper.order",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, status, order_amount, original_order_amount, purchase_country,
     purchase_currency, locale, order_lines, shipping_address, shopper_email, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'ABC', $4, 'CAPTURED', 1, 1, 'DE', 'EUR', 'en-GB', $5, $6, $7, $8, $2, $9, $9)`,
);

export async function startShopper(options: Partial<ShopperOptions> = {}): Promise<ShopperWorld> {
  const fresh = await freshDatabase();
  const { database } = fresh;
  const clock = new ManualClock();
  const mails: ShopperMail[] = [];
  const linkSecret = "a secret of this test";
  const [wakeups, publicBaseUrl] = [localWakeups(), "https://parcels.example"];
  const followByHand = followByHandWith({ database, clock, log: silentLog, wakeups, linkSecret, publicBaseUrl });
  const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
  await server.register(
    createShopperRoutes({
      database,
      vault: createVault({ database, clock, masterKeys: [aMasterKey()] }),
      clock,
      log: silentLog,
      wakeups,
      publicBaseUrl,
      linkSecret,
      simulatedCarriers: false,
      vapidPublicKey: "",
      pushHosts: ["push.example", "*.wide.example"],
      allowLoopbackPush: false,
      sms: null,
      sendMail: async (mail) => {
        mails.push(mail);
        return { kind: "sent" };
      },
      followByHand,
      otherCarriers: createCarrierTries({
        database,
        clock,
        connectionsFor: connectionsAmong(connections),
        // As if somebody had entered a credential for every carrier.
        credentials: async () => [{ name: "test", fields: {} }],
      }),
      ...options,
    }),
  );
  const addMerchant = async (name: string): Promise<string> => {
    const id = newId();
    await database.forSystem("test", (tx) => tx.execute(merchant, [id, name, clock.now()]));
    return id;
  };
  const merchantId = await addMerchant("Lantern & Loom");
  const world: ShopperWorld = {
    fresh,
    clock,
    server,
    mails,
    merchantId,
    followByHand,
    browser: (address) => new Browser(server, address),
    addMerchant,
    async addOrder({ email = "ines@example.org", reference = "LL-1", address = {}, lines = [], ...order } = {}) {
      const [id, shop] = [newId(), order.merchantId ?? merchantId];
      const token = derivedToken(linkSecret, "order-link", id);
      const number = order.number === undefined ? "1Z999AA10123456784" : order.number;
      const shipment = await database.forMerchants([shop], async (tx) => {
        const at = clock.now();
        const texts = [JSON.stringify(lines), JSON.stringify({ country: "DE", ...address })];
        await tx.execute(insertOrder, [shardOf(id), id, shop, reference, ...texts, email, sha256(token), at]);
        return number === null
          ? null
          : openShipment(
              tx,
              {
                shard: shardOf(id),
                orderId: id,
                merchantId: shop,
                mode: "live",
                direction: "outbound",
                tracked: true,
                carrier: "ups",
                trackingNumber: number,
                method: null,
                trackingUri: null,
                saidCompany: "UPS",
                saidNumber: null,
                identifiedBy: [],
                firstAskAt: at,
              },
              at,
            );
      });
      return { id, link: `/o/${token}`, parcel: `/o/${token}/p/${shipment?.id}`, shipmentId: shipment?.id ?? "" };
    },
    async signedIn(email, browser = world.browser()) {
      const before = mails.length;
      await browser.send("/sign-in", { email });
      const mail = await mailAfter(world, before);
      await browser.send("/sign-in/code", { code: codeIn(mail) });
      return browser;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await fresh[Symbol.asyncDispose]();
    },
  };
  return world;
}

export const codeIn = (mail: ShopperMail): string => /\d{8}/.exec(mail.subject)?.[0] ?? "no code";
export const linkIn = (mail: ShopperMail): string => new URL(/https?:\S+/.exec(mail.text)?.[0] ?? "missing:").pathname;

/** The mail leaves after the answer: waits for it. */
export async function mailAfter(world: Pick<ShopperWorld, "mails">, count: number): Promise<ShopperMail> {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const mail = world.mails[count];
    if (mail !== undefined) return mail;
    await new Promise((next) => setTimeout(next, 5));
  }
  throw new Error("No mail was sent.");
}
