/** A person's settings: looked at and kept by one plain form; devices that get notifications are removed one by one. */

import type { FastifyInstance, FastifyRequest } from "fastify";
import { languages } from "#languages/languages.ts";
import { topics, wants } from "#notifications/preferences.ts";
import { keepChoice, keepHabits, readPreferences } from "#notifications/preferences-store.ts";
import { isUuid } from "#platform/ids.ts";
import { isZone } from "#platform/local-time.ts";
import { offered, settingsContent } from "./pages/settings.ts";
import { field, parameter, sessionOf, textsOfPerson } from "./request.ts";
import type { Site } from "./site.ts";
import { deletePushDevice, readPushDevices } from "./store.ts";

export function addSettingsRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  const form = { config: { form: true } };

  server.get("/settings", async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const texts = textsOfPerson(site, request, session);
    const [preferences, devices] = await database.forSystem("a person's settings", async (tx) => [
      await readPreferences(tx, session.email),
      await readPushDevices(tx, session.shopperId),
    ]);
    const isSaved = parameter(request, "done", 10) === "saved";
    const content = settingsContent({ preferences, devices, isSaved, texts, now: clock.now() });
    return site.page(reply, { texts, title: texts.t("settings.title"), content });
  });

  server.post("/settings", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const now = clock.now();
    await database.forSystem("a person's settings", async (tx) => {
      const before = await readPreferences(tx, session.email);
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

  server.post<{ Params: { id: string } }>("/settings/devices/:id/remove", form, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const { id } = request.params;
    if (isUuid(id))
      await database.forSystem("a device", (tx) => deletePushDevice(tx, id.toLowerCase(), session.shopperId));
    return reply.redirect("/settings?done=saved", 303);
  });
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
