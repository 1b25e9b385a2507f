/** What every address of the shopper's side shares: language, cookies, and the page around the content. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import type { Brand } from "#branding/brand.ts";
import { chooseLocale } from "#languages/languages.ts";
import { addressInLanguage } from "#languages/links.ts";
import type { Sms } from "#notifications/channels/sms.ts";
import { networkOf } from "#platform/allowance.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { contentPolicy } from "#platform/html/guard.ts";
import { createCookies } from "#platform/html/request.ts";
import { derivedToken, randomToken } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { MailResult } from "#platform/mail.ts";
import type { Vault } from "#platform/vault.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { renderPage } from "./pages/page.ts";
import type { OtherCarrier } from "./pages/parcel.ts";
import type { Tier } from "./presenter.ts";
import { createTexts, type Texts } from "./texts.ts";

export interface ShopperMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface ShopperOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
  readonly simulatedCarriers: boolean;
  readonly vapidPublicKey: string;
  /** Push services that a browser may name, `*.` for any name below. */
  readonly pushHosts: readonly string[];
  readonly allowLoopbackPush: boolean;
  /** Null: this installation sends no SMS. */
  readonly sms: Sms | null;
  readonly sendMail: (mail: ShopperMail) => Promise<MailResult>;
  readonly followByHand: FollowByHand;
  readonly otherCarriers: OtherCarriers;
}

/** A parcel that a person follows by hand, made an order like any other; `orders/` gives it. */
export interface FollowByHand {
  follow(parcel: {
    /** The same id again is the same order. */
    readonly id: string;
    readonly email: string;
    readonly locale: string;
    readonly country: string;
    readonly postalCode: string | null;
    readonly entry: {
      readonly shipping_company: string;
      readonly tracking_number: string;
      readonly tracking_uri?: string;
    };
  }): Promise<{ readonly orderId: string }>;
  forget(orderId: string): Promise<void>;
}

/** Who else may have a parcel that its carrier does not know, and asking one of them. */
export interface OtherCarriers {
  candidates(parcel: FoundParcel): Promise<readonly OtherCarrier[]>;
  /** False: it is none of the candidates. */
  ask(parcel: FoundParcel, code: string): Promise<boolean>;
}

export interface FoundParcel {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
}

export interface Page {
  readonly texts: Texts;
  readonly title: string;
  readonly content: unknown;
  readonly status?: number;
  /** Address of the stream that says when to look again. */
  readonly live?: string;
  readonly script?: string;
  /** What the page is about, for machines: JSON-LD. */
  readonly about?: string;
  /** The shop's colours. */
  readonly brand?: Brand;
  /** Origins that may show it in a frame; left out: none. */
  readonly frames?: readonly string[];
  /** The most that the content shows; left out: it is never kept on a device. */
  readonly tier?: Tier;
}

/**
 * In an answer: when what the page shows was so; the service worker may keep it. `ask`: it shows more than may be kept, and less is to be
 * had by asking with `keep`. Absent: never kept.
 */
const keepHeader = "x-posthorn-offline";

/** The session, and the browser that asked for a code. */
export type CookieName = "session" | "browser";

export interface Site {
  readonly options: ShopperOptions;
  /** The query's `lang`, the setting of who is signed in, the order's language, the browser's: the first that we speak. */
  textsFor(request: FastifyRequest, order?: string | null, setting?: string | null): Texts;
  page(reply: FastifyReply, page: Page): FastifyReply;
  /** The service worker asks for what it may keep: nothing beyond tier 1, whoever is signed in (decision 0012). */
  isToBeKept(request: FastifyRequest): boolean;
  /** Unknown, revoked and ended links have one answer (P-03). */
  missing(request: FastifyRequest, reply: FastifyReply): FastifyReply;
  cookie(request: FastifyRequest, name: CookieName): string | null;
  /** Stands for the network that asks (an IPv6 host is one of 2^64), for counting; never the address itself. */
  source(request: FastifyRequest): string;
  setCookie(reply: FastifyReply, name: CookieName, value: string, seconds: number): void;
}

export function createSite(options: ShopperOptions): Site {
  const cookies = createCookies<CookieName>(options.publicBaseUrl, "posthorn");
  const site: Site = {
    options,
    textsFor(request, order = null, setting = null) {
      const parameter = URL.parse(request.url, "http://localhost")?.searchParams.get("lang") ?? null;
      return createTexts(
        chooseLocale({ parameter, setting, order, acceptLanguage: request.headers["accept-language"] }),
      );
    },
    page(reply, { texts, title, content, status = 200, live, script, about, brand, frames, tier }) {
      const nonce = randomToken();
      reply
        .code(status)
        .type("text/html; charset=utf-8")
        .header("content-security-policy", contentPolicy(nonce, frames));
      if (tier !== undefined) reply.header(keepHeader, tier === 2 ? "ask" : options.clock.now().toISOString());
      // What there is not, has one answer, whatever was asked for (P-03); the answer to a form has no address.
      const here =
        reply.request.method === "GET" && status === 200 && frames === undefined
          ? addressInLanguage(reply.request.url)
          : undefined;
      const frame = {
        texts,
        title,
        nonce,
        simulated: options.simulatedCarriers,
        live,
        script,
        about,
        here,
        brand,
        isEmbedded: frames !== undefined,
      };
      return reply.send(renderPage(frame, html`${content}`));
    },
    isToBeKept: ({ headers }) => headers[keepHeader] === "keep",
    missing(request, reply) {
      const texts = site.textsFor(request);
      const title = texts.t("missing.title");
      const content = html`<h1>${title}</h1>
        <p>${texts.t("missing.body")}</p>
        <p><a href="/find">${texts.t("find.title")}</a></p>
        <p><a href="/sign-in">${texts.t("signin.title")}</a></p>`;
      return site.page(reply, { texts, title, content, status: 404 });
    },
    cookie: (request, name) => cookies.read(request, name),
    source: ({ ip }) => derivedToken(options.linkSecret, "source", networkOf(ip)),
    setCookie: (reply, name, value, seconds) => cookies.set(reply, name, value, seconds),
  };
  return site;
}

/** The path of an order's page. */
export const linkTo = ({ linkSecret }: Pick<ShopperOptions, "linkSecret">, orderId: string): string =>
  `/o/${derivedToken(linkSecret, "order-link", orderId)}`;
