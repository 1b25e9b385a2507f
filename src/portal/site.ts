/** What every page of the portal shares: who is here, in which shop, what they may do there, and the page around the content. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import type { z } from "zod";
import { type AuditAction, recordDeed } from "#accounts/audit.ts";
import { mayByRole, type Role, scopesOfRole } from "#accounts/roles.ts";
import { type AccountDeps, isFresh, proveSecondFactor, readWorkSession } from "#accounts/sessions.ts";
import { membershipsOf, membersOf, type SessionRow, shopName } from "#accounts/store.ts";
import type { Templates } from "#notifications/load-templates.ts";
import { networkOf } from "#platform/allowance.ts";
import { contentPolicy } from "#platform/html/guard.ts";
import { renderFrame } from "#platform/html/page.ts";
import { createCookies, field } from "#platform/html/request.ts";
import { derivedToken, isUuid, randomToken } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";
import type { ApiAnswer, AskApi, Scope } from "#platform/merchant-api.ts";
import { bar, type Place } from "./pages/bar.ts";
import type { Setting } from "./pages/operator.ts";
import { style } from "./pages/style.ts";

export interface PortalOptions extends AccountDeps {
  readonly linkSecret: string;
  readonly simulatedCarriers: boolean;
  /** What the process runs with, for the operator; no secrets. */
  readonly settings: readonly Setting[];
  /** Of merchants' mails, to be looked at. */
  readonly templates: Templates;
  /** The merchant's API: what the portal shows and does of a shop goes through it. */
  readonly ask: AskApi;
}

export type Mode = "live" | "test";

/** Somebody in a shop. */
export interface Visit {
  readonly session: SessionRow;
  readonly merchantId: string;
  readonly shop: string;
  readonly role: Role;
  /** An operator who has said why. */
  readonly isVisitor: boolean;
  readonly mode: Mode;
  /** The path of a page of this shop and mode. */
  readonly at: (page: string) => string;
  may(scope: Scope): boolean;
  /** Of the merchant's API, as this person. */
  ask(method: Parameters<AskApi>[1]["method"], path: string, body?: object | string): Promise<ApiAnswer>;
  /** What is read is of this shape: it is our own API. */
  read<Shape extends z.ZodType>(shape: Shape, path: string): Promise<z.infer<Shape> | Refused>;
}

/** What the API said instead of an answer. */
export class Refused {
  readonly status: number;
  readonly sentences: readonly string[];
  constructor({ status, body }: ApiAnswer) {
    this.status = status;
    const { title, errors = [] } = (body ?? {}) as { title?: string; errors?: readonly string[] }; // a problem document of ours
    this.sentences = [title ?? "That did not work.", ...errors];
  }
}

export interface Page {
  readonly title: string;
  readonly content: unknown;
  readonly status?: number;
  readonly visit?: Visit;
  /** Who is here, where that is no shop. */
  readonly session?: SessionRow;
  readonly here?: Place;
  readonly script?: string;
}

type CookieName = "browser" | "session";
export type ShopHandler = (request: FastifyRequest, reply: FastifyReply, visit: Visit) => Promise<FastifyReply>;
export type PersonHandler = (
  request: FastifyRequest,
  reply: FastifyReply,
  session: SessionRow,
) => Promise<FastifyReply>;

export interface Site {
  readonly options: PortalOptions;
  readonly cookies: ReturnType<typeof createCookies<CookieName>>;
  source(request: FastifyRequest): string;
  page(reply: FastifyReply, page: Page): FastifyReply;
  missing(reply: FastifyReply): FastifyReply;
  /** A page with sentences of what was wrong, and the way back. */
  refused(reply: FastifyReply, visit: Visit | undefined, refused: Pick<Refused, "status" | "sentences">): FastifyReply;
  session(request: FastifyRequest): Promise<SessionRow | null>;
  /** For whoever has proven both factors; the others are sent to where they do. */
  person(handle: PersonHandler): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  operator(handle: PersonHandler): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** For members of the shop in the address: for all others there is nothing at this address. */
  shop(scope: Scope, handle: ShopHandler): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** For owners. */
  owner(handle: ShopHandler): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** What matters: the second factor must have been proven within five minutes, or comes with the form (M-06). */
  careful(handle: ShopHandler): ShopHandler;
  isProven(request: FastifyRequest, session: SessionRow): Promise<boolean>;
  /** Into the shop's log, and by mail to its owners where it matters (M-06). */
  note(visit: Visit, what: AuditAction, subject: string, details?: Readonly<Record<string, string>>): Promise<void>;
  tellOwners(visit: Visit, sentence: string): Promise<void>;
}

/** What somebody typed, to be kept and shown: without control characters and direction overrides (X-05). */
export const typed = (request: FastifyRequest, name: string, most: number): string =>
  visibleText(field(request, name, most).toWellFormed()).trim();

export function createSite(options: PortalOptions): Site {
  const { database, clock, log } = options;
  const cookies = createCookies<CookieName>(options.publicBaseUrl, "posthorn-portal");

  const site: Site = {
    options,
    cookies,
    source: ({ ip }) => derivedToken(options.linkSecret, "source", networkOf(ip)),
    page(reply, { title, content, status = 200, visit, session, here, script }) {
      const nonce = randomToken();
      const frame = {
        ...{ language: "en", title: visit === undefined ? `${title} – Posthorn` : `${title} – ${visit.shop}`, nonce },
        ...{ style, skip: "Skip to content", script: script ?? "" },
        notice: options.simulatedCarriers ? "Demo: the carriers are simulated." : null,
        before: bar({ visit, session: session ?? visit?.session, here }),
      };
      return reply
        .code(status)
        .type("text/html; charset=utf-8")
        .header("content-security-policy", contentPolicy(nonce))
        .send(renderFrame(frame, html`${content}`));
    },
    missing: (reply) =>
      site.page(reply, {
        title: "Nothing here",
        status: 404,
        content: html`<h1>Nothing here</h1>
          <p>There is no such page, or it is not yours to see.</p>
          <p><a href="/portal">To your shops</a></p>`,
      }),
    refused: (reply, visit, { status, sentences }) =>
      site.page(reply, {
        title: "That did not work",
        status,
        ...(visit === undefined ? {} : { visit }),
        content: html`<h1>That did not work</h1>
          <div class="wrong" role="alert"><div>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div></div>
          <p>Nothing was changed. Go back, and send it again.</p>`,
      }),
    session: (request) => readWorkSession(options, cookies.read(request, "session")),
    person: (handle) => async (request, reply) => {
      const session = await site.session(request);
      if (session === null) return reply.redirect("/portal/sign-in", 303);
      if (session.confirmedAt === null) return reply.redirect("/portal/second-factor", 303);
      return handle(request, reply, session);
    },
    operator: (handle) =>
      site.person(async (request, reply, session) =>
        session.isOperator ? handle(request, reply, session) : site.missing(reply),
      ),
    shop: (scope, handle) =>
      site.person(async (request, reply, session) => {
        const visit = await visitOf(request, session);
        if (visit === null) return site.missing(reply);
        if (visit.may(scope)) return handle(request, reply, visit);
        log.warn("access_denied", { correlationId: request.correlationId, merchantId: visit.merchantId, why: scope });
        return site.refused(reply, visit, {
          status: 403,
          sentences: [
            `Your role here is ${visit.role}, which does not cover this. An owner of the shop changes roles.`,
          ],
        });
      }),
    owner: (handle) =>
      site.shop("admin", async (request, reply, visit) =>
        visit.role === "owner"
          ? handle(request, reply, visit)
          : site.refused(reply, visit, { status: 403, sentences: ["Only owners of the shop do this."] }),
      ),
    careful: (handle) => async (request, reply, visit) =>
      (await site.isProven(request, visit.session))
        ? handle(request, reply, visit)
        : site.refused(reply, visit, {
            status: 403,
            sentences: [
              visit.session.sealedTotp === null
                ? "This wants a second factor. Set one up first: on your own page, under your address."
                : "The code of your app was missing or not right. It changes every 30 seconds, and each counts once.",
            ],
          }),
    async isProven(request, session) {
      if (isFresh(session, clock.now())) return true;
      const code = field(request, "proof", 20);
      return code !== "" && (await proveSecondFactor(options, session, { code, offered: null })) === "proven";
    },
    note: ({ merchantId, session }, what, subject, details = {}) =>
      database.forMerchants([merchantId], (tx) =>
        recordDeed(tx, { merchantId, who: session.email, what, subject, details }, clock.now()),
      ),
    async tellOwners({ merchantId, shop, session }, sentence) {
      const members = await database.forMerchants([merchantId], (tx) => membersOf(tx, merchantId));
      const text = `${sentence}\n\nDone by ${session.email} in the Posthorn portal, ${clock.now().toISOString().slice(0, 16).replace("T", " ")} UTC.\nIf that should not be, switch it off there: ${options.publicBaseUrl}/portal\n`;
      for (const { email, role } of members)
        if (role === "owner" || email === session.email)
          await options.sendMail({ to: email, subject: `${shop}: ${sentence}`, text }).catch(() => undefined);
    },
  };

  /** Null: no such shop, or none of theirs. Read anew for each request: rights that are taken are gone at once (A-06). */
  async function visitOf(request: FastifyRequest, session: SessionRow): Promise<Visit | null> {
    const { merchant = "", mode = "" } = request.params as { merchant?: string; mode?: string }; // the route's pattern names them
    if (!isUuid(merchant) || (mode !== "live" && mode !== "test")) return null;
    const merchantId = merchant.toLowerCase();
    const isInvited = session.isOperator && session.visits === merchantId;
    const [member, visited] = await database.forSystem("where somebody may go", async (tx) => {
      const memberships = await membershipsOf(tx, session.personId);
      const own = memberships.find((one) => one.merchantId === merchantId);
      return [own, own === undefined && isInvited ? await shopName(tx, merchantId) : undefined];
    });
    if (member === undefined && visited === undefined) return null;
    const role = member?.role ?? "support";
    const caller = { keyId: session.personId, merchantId, mode, scopes: scopesOfRole(role) } as const;
    const ask: Visit["ask"] = (method, path, body) => options.ask(caller, { method, path, body });
    return {
      ...{ session, merchantId, shop: member?.shop ?? visited ?? "", role, isVisitor: member === undefined, mode, ask },
      at: (page) => `/portal/${merchantId}/${mode}${page === "" ? "" : `/${page}`}`,
      may: (scope) => mayByRole(role, scope),
      async read(shape, path) {
        const answer = await ask("GET", path);
        return answer.status === 200 ? shape.parse(answer.body) : new Refused(answer);
      },
    };
  }
  return site;
}
