/** Coming in: a mailed code, a second factor, or a link from the operator's own machine; and one's own page. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as accounts from "#accounts/sessions.ts";
import { membershipsOf } from "#accounts/store.ts";
import { deviceOf, field } from "#platform/html/request.ts";
import { isUuid, randomToken } from "#platform/ids.ts";
import { VaultClosed } from "#platform/vault.ts";
import * as pages from "./pages/entry.ts";
import type { Site } from "./site.ts";

const browserSeconds = 1_200;
const isToken = (text: string): boolean => /^[\w-]{16,64}$/.test(text);

export function addEntryRoutes(server: FastifyInstance, site: Site): void {
  const { options, cookies } = site;
  const form = { config: { form: true } };
  const enter = (reply: FastifyReply, session: string): FastifyReply => {
    cookies.set(reply, "session", session, Math.floor(accounts.sessionMs / 1_000));
    return reply;
  };
  const signInPage = (reply: FastifyReply, isWrong = false): FastifyReply =>
    site.page(reply, { title: "Sign in", content: pages.emailForm(isWrong), status: isWrong ? 422 : 200 });
  const codePage = (reply: FastifyReply, isWrong = false): FastifyReply =>
    site.page(reply, { title: "Your code", content: pages.codeForm(isWrong), status: isWrong ? 422 : 200 });

  server.get("/portal/sign-in", (_request, reply) => signInPage(reply));
  server.post("/portal/sign-in", form, (request, reply) => {
    const browser = cookies.read(request, "browser") ?? randomToken();
    const email = field(request, "email", 300);
    const mail = accounts.requestEntry(options, { email, browser, source: site.source(request) });
    if (mail === null) return signInPage(reply, true);
    cookies.set(reply, "browser", browser, browserSeconds);
    // Only now, and without waiting: the answer is the same, as fast, whoever was asked for (C-01).
    void mail().catch((error: unknown) => {
      options.log.error("unexpected_error", {
        correlationId: request.correlationId,
        errorName: error instanceof Error ? error.name : "unknown",
      });
    });
    return reply.redirect("/portal/sign-in/code", 303);
  });
  server.get("/portal/sign-in/code", (_request, reply) => codePage(reply));
  server.post("/portal/sign-in/code", form, async (request, reply) => {
    const browser = cookies.read(request, "browser");
    const given = { code: field(request, "code", 20), device: deviceOf(request) };
    const session = browser === null ? null : await accounts.enterByCode(options, { browser, ...given });
    return session === null ? codePage(reply, true) : enter(reply, session).redirect("/portal/second-factor", 303);
  });

  // Opening the link changes nothing (C-03): a person's click does.
  server.get<{ Params: { token: string } }>("/portal/enter/:token", (request, reply) =>
    isToken(request.params.token)
      ? site.page(reply, { title: "Come in", content: pages.enterForm(request.params.token) })
      : site.missing(reply),
  );
  server.post<{ Params: { token: string } }>("/portal/enter/:token", form, async (request, reply) => {
    const { token } = request.params;
    const session = isToken(token) ? await accounts.enterByLink(options, { token, device: deviceOf(request) }) : null;
    return session === null
      ? site.page(reply, { title: "Come in", content: pages.linkIsOver(), status: 410 })
      : enter(reply, session).redirect("/portal", 303);
  });

  server.get("/portal/second-factor", async (request, reply) => {
    const session = await site.session(request);
    if (session === null) return reply.redirect("/portal/sign-in", 303);
    return secondFactorPage(request, reply, null);
  });
  server.post("/portal/second-factor", form, async (request, reply) => {
    const session = await site.session(request);
    if (session === null) return reply.redirect("/portal/sign-in", 303);
    const offered = field(request, "offered", 400);
    const given = { code: field(request, "code", 20), offered: offered === "" ? null : offered };
    const proof = await accounts.proveSecondFactor(options, session, given);
    return proof === "proven" ? reply.redirect("/portal", 303) : secondFactorPage(request, reply, proof);
  });

  /** The field for the code, or, where there is no app yet or a new one is wanted and may be, the picture for one. */
  async function secondFactorPage(
    request: FastifyRequest,
    reply: FastifyReply,
    wrong: "wrong" | "too_many" | null,
  ): Promise<FastifyReply> {
    const session = await site.session(request);
    if (session === null) return reply.redirect("/portal/sign-in", 303);
    const status = wrong === null ? 200 : wrong === "wrong" ? 422 : 429;
    const isFresh = accounts.isFresh(session, options.clock.now());
    const wantsNew = request.url.includes("?new") || field(request, "offered", 400) !== "";
    if (session.sealedTotp !== null && !(wantsNew && isFresh))
      return site.page(reply, { title: "Second factor", content: pages.appCodeForm(wrong), status, session });
    try {
      const offer = await accounts.offerSecondFactor(options, session);
      const content = pages.newAppForm({ ...offer, email: session.email, wrong });
      return site.page(reply, { title: "Second factor", content, status, session });
    } catch (error) {
      if (!(error instanceof VaultClosed)) throw error;
      const sentences = ["This installation keeps no secrets yet: its operator has to set a master key."];
      return site.refused(reply, undefined, { status: 501, sentences });
    }
  }

  server.post("/portal/sign-out", form, async (request, reply) => {
    const session = await site.session(request);
    if (session !== null) await accounts.endWorkSession(options, session.personId, session.id);
    cookies.set(reply, "session", "ended-by-the-person", 0);
    return reply.redirect("/portal/sign-in", 303);
  });
  server.post<{ Params: { id: string } }>(
    "/portal/sessions/:id/end",
    form,
    site.person(async (request, reply, session) => {
      const { id = "" } = request.params as { id?: string }; // the route's pattern names it
      if (isUuid(id)) await accounts.endWorkSession(options, session.personId, id);
      return reply.redirect("/portal", 303);
    }),
  );

  server.get(
    "/portal",
    site.person(async (_request, reply, session) => {
      const shops = await options.database.forSystem("where somebody may go", (tx) =>
        membershipsOf(tx, session.personId),
      );
      const sessions = await accounts.readWorkSessions(options, session.personId);
      return site.page(reply, { title: "Your shops", content: pages.start({ session, shops, sessions }), session });
    }),
  );
}
