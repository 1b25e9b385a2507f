/** A person's addresses: sign-in by mailed code or link, finding an order, the account, notifications on a device. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { deviceOf, field } from "#platform/html/request.ts";
import { isUuid, newId, randomToken, sha256 } from "#platform/ids.ts";
import { findOrder } from "./find-order.ts";
import { accountContent } from "./pages/account.ts";
import { codeForm, confirmForm, emailForm, findForm } from "./pages/sign-in.ts";
import { sessionOf, textsOfPerson } from "./request.ts";
import { idleMs, requestSignIn, sessionMs, signInByCode, signInByLink } from "./sign-in.ts";
import { linkTo, type ShopperOptions, type Site } from "./site.ts";
import * as store from "./store.ts";

/** The browser that asked is known by its cookie for as long as a code could be used, and a little more. */
const browserSeconds = 1_200;

export function addAccountRoutes(server: FastifyInstance, site: Site): void {
  const { options } = site;
  const form = { config: { form: true } };

  server.get("/sign-in", (request, reply) => signInPage(site, request, reply));
  server.post("/sign-in", form, (request, reply) => {
    const browser = site.cookie(request, "browser") ?? randomToken();
    const email = field(request, "email", 300);
    const texts = site.textsFor(request);
    const mail = requestSignIn(options, { email, browser, source: site.source(request), texts });
    if (mail === null) return signInPage(site, request, reply, { isWrong: true });
    site.setCookie(reply, "browser", browser, browserSeconds);
    // Only now, and without waiting: the answer is the same, as fast, whoever was asked for (C-01).
    void mail().catch((error: unknown) => {
      options.log.error("unexpected_error", {
        correlationId: request.correlationId,
        errorName: error instanceof Error ? error.name : "unknown",
      });
    });
    return reply.redirect("/sign-in/code", 303);
  });

  server.get("/sign-in/code", (request, reply) => codePage(site, request, reply));
  server.post("/sign-in/code", form, async (request, reply) => {
    const browser = site.cookie(request, "browser");
    const code = field(request, "code", 20);
    const session = browser === null ? null : await signInByCode(options, { browser, code, device: deviceOf(request) });
    return session === null ? codePage(site, request, reply, { isWrong: true }) : enter(site, request, reply, session);
  });

  server.get<{ Params: { token: string } }>("/sign-in/:token", (request, reply) => {
    const texts = site.textsFor(request);
    const content = confirmForm(texts, request.params.token, site.cookie(request, "browser") !== null);
    return isToken(request.params.token)
      ? site.page(reply, { texts, title: texts.t("signin.confirm.title"), content })
      : site.missing(request, reply);
  });
  server.post<{ Params: { token: string } }>("/sign-in/:token", form, async (request, reply) => {
    const [browser, { token }] = [site.cookie(request, "browser"), request.params];
    const session =
      browser === null || !isToken(token)
        ? null
        : await signInByLink(options, { browser, token, device: deviceOf(request) });
    return session === null ? codePage(site, request, reply, { isWrong: true }) : enter(site, request, reply, session);
  });

  server.get("/find", (request, reply) => findPage(site, request, reply));
  server.post("/find", form, async (request, reply) => {
    const [reference, contact] = [field(request, "reference", 255), field(request, "contact", 254)];
    const found = await findOrder(options, { reference, contact, source: site.source(request) });
    return found === null
      ? findPage(site, request, reply, { isWrong: true, reference })
      : reply.redirect(linkTo(options, found), 303);
  });

  server.get("/account", async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const now = options.clock.now();
    const sessions = await options.database.forSystem("a person's sessions", (tx) =>
      store.readSessions(tx, session.shopperId, now, new Date(now.getTime() - idleMs)),
    );
    const texts = textsOfPerson(site, request, session);
    const { vapidPublicKey } = options;
    const content = accountContent({
      email: session.email,
      sessionId: session.id,
      sessions,
      vapidPublicKey,
      texts,
      now,
    });
    return site.page(reply, { texts, title: texts.t("account.title"), content });
  });
  server.post("/account/sign-out", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session !== null) await end(options, session.shopperId, session.id);
    site.setCookie(reply, "session", "ended-by-the-person", 0);
    return reply.header("clear-site-data", '"cache", "cookies", "storage"').redirect("/sign-in", 303);
  });
  server.post<{ Params: { id: string } }>("/account/sessions/:id/end", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    if (isUuid(request.params.id)) await end(options, session.shopperId, request.params.id);
    return reply.redirect("/account", 303);
  });

  server.post("/account/push", async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return site.missing(request, reply);
    const subscription = Subscription.safeParse(request.body);
    if (!subscription.success || !isPushEndpoint(subscription.data.endpoint, options))
      return reply
        .code(422)
        .type("text/plain; charset=utf-8")
        .send("This is no subscription at a push service that we know.\n");
    const { endpoint, keys } = subscription.data;
    const isKept = await options.database.forSystem("a device", (tx) =>
      store.insertSubscription(tx, {
        id: newId(),
        endpointHash: sha256(endpoint),
        endpoint,
        ...keys,
        shopperId: session.shopperId,
        device: deviceOf(request),
        now: options.clock.now(),
      }),
    );
    return isKept
      ? reply.code(204).send()
      : reply
          .code(409)
          .type("text/plain; charset=utf-8")
          .send("There are twenty devices already. Switch one of them off first.\n");
  });
  server.post("/account/push/off", async (request, reply) => {
    const session = await sessionOf(site, request);
    const device = Subscription.pick({ endpoint: true }).safeParse(request.body);
    if (session !== null && device.success)
      await options.database.forSystem("a device", (tx) =>
        store.deleteSubscription(tx, sha256(device.data.endpoint), session.shopperId),
      );
    return reply.code(204).send();
  });
}

/** `p256dh` is an uncompressed point of P-256 (65 bytes), `auth` 16 bytes, both base64url (RFC 8291 §3). */
const Subscription = z.object({
  // An address holds printable ASCII and nothing else.
  endpoint: z
    .string()
    .max(2_048)
    .regex(/^[\x21-\x7e]+$/),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{86,88}={0,2}$/),
    auth: z.string().regex(/^[\w-]{22,24}={0,2}$/),
  }),
});

/** S-07: we call push services, nothing else that a browser may name. */
export function isPushEndpoint(
  endpoint: string,
  { pushHosts, allowLoopbackPush }: Pick<ShopperOptions, "pushHosts" | "allowLoopbackPush">,
): boolean {
  const url = URL.parse(endpoint);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (allowLoopbackPush && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) return true;
  if (url.protocol !== "https:" || !["", "443", "8443"].includes(url.port)) return false;
  return pushHosts.some((host) =>
    host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host,
  );
}

const isToken = (text: string): boolean => /^[\w-]{16,64}$/.test(text);

/** A session that this browser had before ends with the new one. */
async function enter(site: Site, request: FastifyRequest, reply: FastifyReply, session: string): Promise<FastifyReply> {
  const before = await sessionOf(site, request);
  if (before !== null) await end(site.options, before.shopperId, before.id);
  site.setCookie(reply, "session", session, Math.floor(sessionMs / 1_000));
  return reply.redirect("/deliveries", 303);
}

async function end({ database, clock, log }: ShopperOptions, shopperId: string, sessionId: string): Promise<void> {
  await database.forSystem("a session's end", (tx) => store.endSession(tx, shopperId, sessionId, clock.now()));
  log.info("session_ended");
}

function signInPage(site: Site, request: FastifyRequest, reply: FastifyReply, { isWrong = false } = {}): FastifyReply {
  const texts = site.textsFor(request);
  const status = isWrong ? 422 : 200;
  return site.page(reply, { texts, title: texts.t("signin.title"), content: emailForm(texts, isWrong), status });
}

function codePage(site: Site, request: FastifyRequest, reply: FastifyReply, { isWrong = false } = {}): FastifyReply {
  const texts = site.textsFor(request);
  const status = isWrong ? 422 : 200;
  return site.page(reply, { texts, title: texts.t("signin.sent.title"), content: codeForm(texts, isWrong), status });
}

function findPage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { isWrong = false, reference = "" } = {},
): FastifyReply {
  const texts = site.textsFor(request);
  const content = findForm(texts, { isWrong, reference });
  return site.page(reply, { texts, title: texts.t("find.title"), content, status: isWrong ? 404 : 200 });
}
