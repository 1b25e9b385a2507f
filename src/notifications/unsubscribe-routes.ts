/** `/u/:token`: a page that changes nothing by itself, its forms, and the one-click stop that mail providers send (RFC 8058, N-05). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import { chooseLocale, textsOf } from "#languages/languages.ts";
import { addressInLanguage, languageLinks } from "#languages/links.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { contentPolicy, guardPages } from "#platform/html/guard.ts";
import { renderFrame } from "#platform/html/page.ts";
import { style } from "#platform/html/style.ts";
import { randomToken } from "#platform/ids.ts";
import { type Done, titleOf, unsubscribeContent } from "./pages/unsubscribe.ts";
import { topics, wants } from "./preferences.ts";
import { readPreferences } from "./preferences-store.ts";
import { readUnsubscribeToken, resumeMails, stopMails, type UnsubscribeLink } from "./unsubscribe.ts";
import { readShopper } from "./unsubscribe-store.ts";
import { type Says, saysIn } from "./words.ts";

export interface UnsubscribeOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
  readonly simulatedCarriers: boolean;
}

export function addUnsubscribePages(server: FastifyInstance, options: UnsubscribeOptions): void {
  const { database, clock, linkSecret } = options;
  guardPages(server, options);
  // Mail providers send a form, or the same in parts: either is read by the one thing that it may say.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

  const linkOf = (request: FastifyRequest): UnsubscribeLink | null => {
    const { token = "" } = request.params as { readonly token?: string }; // the routes' patterns name it
    return readUnsubscribeToken(linkSecret, token);
  };

  server.get<{ Params: { token: string } }>("/u/:token", async (request, reply) => {
    const link = linkOf(request);
    return link === null ? missing(request, reply) : show(request, reply, link, null);
  });

  server.post("/u/:token", { config: { fromAnywhere: true } }, async (request, reply) => {
    const link = linkOf(request);
    const say = (status: number, sentence: string): FastifyReply =>
      reply.code(status).type("text/plain; charset=utf-8").send(`${sentence}\n`);
    if (link === null) return say(404, "This link is not one of ours, or no longer.");
    if (!isOneClick(request)) return say(400, "Only List-Unsubscribe=One-Click may be sent here (RFC 8058).");
    const stopped = await database.forSystem("one-click unsubscribe", (tx) =>
      stopMails(tx, link.shopperId, [link.topic], clock.now()),
    );
    return stopped === null ? say(404, "This link is not one of ours, or no longer.") : say(200, "Done.");
  });

  server.post<{ Params: { token: string } }>("/u/:token/choice", async (request, reply) => {
    const link = linkOf(request);
    if (link === null) return missing(request, reply);
    const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");
    const action = form.get("action");
    const named = new Set((form.get("topics") ?? "").split(" "));
    const asked = topics.filter((topic) => named.has(topic));
    const isAll = action === "stop_all";
    const done = await database.forSystem("a choice about e-mails", async (tx): Promise<Done | null> => {
      const now = clock.now();
      if (action === "resume") return (await resumeMails(tx, link.shopperId, asked, now)) ? { kind: "resumed" } : null;
      if (action !== "stop" && !isAll) return null;
      const stopped = await stopMails(tx, link.shopperId, isAll ? topics : [link.topic], now);
      return stopped === null ? null : { kind: "stopped", topics: stopped, isAll };
    });
    return done === null ? missing(request, reply) : show(request, reply, link, done);
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    link: UnsubscribeLink,
    done: Done | null,
  ): Promise<FastifyReply> {
    const found = await database.forSystem("a person's e-mails", async (tx) => {
      const shopper = await readShopper(tx, link.shopperId);
      return shopper && { ...shopper, preferences: await readPreferences(tx, shopper.email) };
    });
    if (found === undefined) return missing(request, reply);
    const says = saysFor(request, found.locale);
    const isStopped = !wants(found.preferences, link.topic, "email");
    const { token = "" } = request.params as { readonly token?: string }; // as above
    const content = unsubscribeContent({ says, token, topic: link.topic, isStopped, done });
    return page(reply, says, titleOf(says, isStopped), content);
  }

  function missing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const says = saysFor(request, null);
    const title = says.t("unsubscribe.missing");
    return page(reply.code(404), says, title, html`<h1>${title}</h1><p>${says.t("unsubscribe.missing.body")}</p>`);
  }

  function page(reply: FastifyReply, says: Says, title: string, content: unknown): FastifyReply {
    const nonce = randomToken();
    const [language, { direction }] = [says.locale.slice(0, 2), says];
    const frame = textsOf("frame", says.locale);
    const [skip, notice] = [frame("skip"), options.simulatedCarriers ? frame("simulated") : null];
    const isPage = reply.request.method === "GET" && reply.statusCode === 200;
    const after = isPage ? languageLinks(says.locale, addressInLanguage(reply.request.url)) : null;
    reply.type("text/html; charset=utf-8").header("content-security-policy", contentPolicy(nonce));
    return reply.send(renderFrame({ language, direction, title, nonce, style, skip, notice, after }, html`${content}`));
  }
}

function saysFor(request: FastifyRequest, setting: string | null): Says {
  const parameter = URL.parse(request.url, "http://localhost")?.searchParams.get("lang") ?? null;
  const locale = chooseLocale({ parameter, setting, acceptLanguage: request.headers["accept-language"] });
  return saysIn(locale);
}

/** `List-Unsubscribe=One-Click`, as a form or as a part of one (RFC 8058 §3.2). */
function isOneClick({ body, headers }: FastifyRequest): boolean {
  if (typeof body !== "string") return false;
  if (/^multipart\/form-data\b/i.test(headers["content-type"] ?? ""))
    return /name="?List-Unsubscribe"?[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\nOne-Click\r?\n/i.test(body);
  return new URLSearchParams(body).get("List-Unsubscribe") === "One-Click";
}
