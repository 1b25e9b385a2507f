/** A person's settings: looked at and kept by one plain form; devices that get notifications are removed one by one. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { languages } from "#languages/languages.ts";
import { topics, wants } from "#notifications/preferences.ts";
import { keepChoice, keepHabits, readPreferences } from "#notifications/preferences-store.ts";
import type { Tx } from "#platform/database.ts";
import { field, parameter } from "#platform/html/request.ts";
import { isUuid } from "#platform/ids.ts";
import { isZone } from "#platform/local-time.ts";
import { confirmPhone, maskedPhone, type PhoneFault, requestPhoneCode } from "./confirm-phone.ts";
import { offeredWith, type PhoneState, settingsContent } from "./pages/settings.ts";
import { keepPhone, readPendingPhone, readPhone } from "./phone-store.ts";
import { sessionOf, textsOfPerson } from "./request.ts";
import type { Site } from "./site.ts";
import { deletePushDevice, readPushDevices, type SessionRow } from "./store.ts";

export function addSettingsRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  const form = { config: { form: true } };

  server.get("/settings", async (request, reply) => {
    const session = await sessionOf(site, request);
    return session === null ? reply.redirect("/sign-in", 303) : showSettings(site, request, reply, session, null);
  });

  server.post("/settings", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const now = clock.now();
    await database.forSystem("a person's settings", async (tx) => {
      const before = await readPreferences(tx, session.email);
      const offered = offeredWith(await phoneState(site, tx, session, null));
      for (const topic of topics)
        for (const channel of offered) {
          const wanted = field(request, `${topic}-${channel}`, 3) === "yes";
          if (wanted !== wants(before, topic, channel))
            await keepChoice(tx, session.shopperId, { topic, channel, wanted }, now);
        }
      await keepHabits(tx, session.shopperId, habitsOf(request));
    });
    return reply.redirect("/settings?done=saved", 303);
  });

  server.post("/settings/phone", form, async (request, reply) => {
    const [session, { sms }] = [await sessionOf(site, request), site.options];
    if (session === null) return reply.redirect("/sign-in", 303);
    if (sms === null) return site.missing(request, reply);
    const texts = textsOfPerson(site, request, session);
    const asked = {
      shopperId: session.shopperId,
      said: field(request, "number", 40),
      source: site.source(request),
      texts,
    };
    const fault = await requestPhoneCode({ ...site.options, sms }, asked);
    return fault === null ? reply.redirect("/settings#phone", 303) : showSettings(site, request, reply, session, fault);
  });
  server.post("/settings/phone/code", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    return (await confirmPhone(site.options, session.shopperId, field(request, "code", 20)))
      ? reply.redirect("/settings?done=saved#phone", 303)
      : showSettings(site, request, reply, session, "code");
  });
  server.post("/settings/phone/remove", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    await database.forSystem("a person's number", (tx) => keepPhone(tx, session.shopperId, null));
    return reply.redirect("/settings?done=saved", 303);
  });

  server.post<{ Params: { id: string } }>("/settings/devices/:id/remove", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const { id } = request.params;
    if (isUuid(id))
      await database.forSystem("a device", (tx) => deletePushDevice(tx, id.toLowerCase(), session.shopperId));
    return reply.redirect("/settings?done=saved", 303);
  });
}

async function showSettings(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  session: SessionRow,
  fault: PhoneFault | null,
): Promise<FastifyReply> {
  const texts = textsOfPerson(site, request, session);
  const [preferences, devices, phone] = await site.options.database.forSystem("a person's settings", async (tx) => [
    await readPreferences(tx, session.email),
    await readPushDevices(tx, session.shopperId),
    await phoneState(site, tx, session, fault),
  ]);
  const isSaved = fault === null && parameter(request, "done", 10) === "saved";
  const content = settingsContent({ preferences, phone, devices, isSaved, texts, now: site.options.clock.now() });
  const status = fault === null ? 200 : fault === "budget" ? 429 : 422;
  return site.page(reply, { texts, title: texts.t("settings.title"), content, status });
}

/** Null: this installation sends no SMS. */
async function phoneState(
  { options: { sms, clock } }: Site,
  tx: Tx,
  { shopperId }: SessionRow,
  fault: PhoneFault | null,
): Promise<PhoneState | null> {
  if (sms === null) return null;
  const [kept, pending] = [await readPhone(tx, shopperId), await readPendingPhone(tx, shopperId, clock.now())];
  const masked = (phone: string | null): string | null => (phone === null ? null : maskedPhone(phone));
  return { kept: masked(kept), pending: masked(pending), fault };
}

/** What is no choice of ours is no wish: the order's place and language decide, and no hour is quiet. */
function habitsOf(request: FastifyRequest) {
  const from = hourOf(field(request, "quiet-from", 4));
  const until = hourOf(field(request, "quiet-until", 4));
  const zone = field(request, "zone", 64);
  const language = field(request, "language", 2);
  return {
    quietFrom: from === null || until === null ? 0 : from,
    quietUntil: from === null || until === null ? 0 : until,
    zone: isZone(zone) ? zone : null,
    locale: [...languages.keys()].find((code) => code === language) ?? null,
  };
}

const hourOf = (text: string): number | null => (/^(?:1?\d|2[0-3])$/.test(text) ? Number(text) : null);
