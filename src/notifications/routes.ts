/** What reaches messages from outside: links in e-mails, mail providers' events, what people text back. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type RoutePlugin, sendProblem } from "#platform/http-server.ts";
import type { Log } from "#platform/log.ts";
import { readMailgun } from "./channels/mailgun.ts";
import { isFromTwilio, wishIn } from "./channels/twilio.ts";
import { liftSuppression, suppress, suppressionKey } from "./suppression-store.ts";
import { takeMailReport } from "./take-mail-report.ts";
import { addUnsubscribePages, type UnsubscribeOptions } from "./unsubscribe-routes.ts";

export interface MessageRoutesOptions extends UnsubscribeOptions {
  readonly log: Log;
  /** Null: this installation does not send by Mailgun. */
  readonly mailgunSigningKey: string | null;
  /** Null: it sends no SMS by Twilio. */
  readonly twilioAuthToken: string | null;
}

export function createMessageRoutes(options: MessageRoutesOptions): RoutePlugin {
  return async (server) => {
    await server.register(async (pages) => addUnsubscribePages(pages, options));
    await server.register(async (calls) => {
      if (options.mailgunSigningKey !== null) addMailgun(calls, options, options.mailgunSigningKey);
      if (options.twilioAuthToken !== null) addTwilio(calls, options, options.twilioAuthToken);
    });
  };
}

/** A signature is used once while it is valid; more at a time than these are older than that. */
const tokensMax = 10_000;

function addMailgun(server: FastifyInstance, options: MessageRoutesOptions, signingKey: string): void {
  const seen = new Set<string>();
  server.post("/v1/mail-events/mailgun", { schema: { hide: true } }, async (request, reply) => {
    const event = readMailgun(signingKey, request.body, options.clock.now());
    // 406 tells Mailgun not to repeat it.
    if (event === null) return sendProblem(reply, 406, "This is no event of Mailgun.");
    if (event.kind === "forged" || seen.has(event.token)) {
      options.log.warn("push_refused", { kind: "mailgun", why: "signature" });
      return sendProblem(reply, 406, "The signature does not fit POSTHORN_MAILGUN_SIGNING_KEY, or is not fresh.");
    }
    await takeMailReport(options, event.report);
    // Only now: what could not be kept may come again.
    if (seen.size >= tokensMax) seen.clear();
    seen.add(event.token);
    return reply.code(200).send({ status: "ok" });
  });
}

/** STOP and START, as people text them back. Twilio itself answers them, and holds back what we would still send. */
function addTwilio(server: FastifyInstance, options: MessageRoutesOptions, authToken: string): void {
  const { database, clock, linkSecret, log } = options;
  const address = `${options.publicBaseUrl.replace(/\/$/, "")}/v1/sms-events/twilio`;
  server.post("/v1/sms-events/twilio", { schema: { hide: true }, config: { form: true } }, async (request, reply) => {
    const form = formOf(request);
    const signature = String(request.headers["x-twilio-signature"] ?? "");
    if (!isFromTwilio(authToken, address, form, signature)) {
      log.warn("push_refused", { kind: "twilio", why: "signature" });
      return sendProblem(reply, 403, "The signature does not fit the token of this installation's Twilio account.");
    }
    const [wish, from = ""] = [wishIn(form), form.From];
    if (wish !== null && /^\+[1-9]\d{5,14}$/.test(from)) {
      const key = suppressionKey(linkSecret, "sms", from);
      await database.forSystem("a text back", async (tx) => {
        if (wish === "start") await liftSuppression(tx, key, clock.now());
        else await suppress(tx, { key, channel: "sms", reason: "stop" }, clock.now());
      });
      if (wish === "stop") log.info("address_suppressed", { channel: "sms", reason: "stop" });
    }
    return reply.code(200).type("text/xml; charset=utf-8").send("<Response></Response>");
  });
}

function formOf({ body }: FastifyRequest): Readonly<Record<string, string>> {
  const fields = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(fields.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
