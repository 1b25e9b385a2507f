/** The installation: its shops, carriers, queues, and the data of shoppers. Each look at a shop or a shopper is an act with a reason. */
import type { FastifyInstance } from "fastify";
import { recordDeed } from "#accounts/audit.ts";
import { setVisit } from "#accounts/store.ts";
import { createMerchant } from "#orders/keys.ts";
import { personalMerchantId } from "#orders/personal-merchant.ts";
import { hours, minutes } from "#platform/clock.ts";
import { readDeadWork, readQueues, reviveWork } from "#platform/due-work.ts";
import { parseEmail } from "#platform/email-address.ts";
import { field, parameter } from "#platform/html/request.ts";
import { isUuid } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";
import * as store from "./operator-store.ts";
import * as pages from "./pages/operator.ts";
import { type PersonHandler, type Site, typed } from "./site.ts";

const form = { config: { form: true } };
/** An operator's visit of a shop. */
const visitMs = minutes(60);

export function addOperatorRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  /** What matters, of the installation (M-06). */
  const careful =
    (handle: PersonHandler): PersonHandler =>
    async (request, reply, session) =>
      (await site.isProven(request, session))
        ? handle(request, reply, session)
        : site.refused(reply, undefined, {
            status: 403,
            sentences: ["The code of your app was missing or not right."],
          });

  server.get(
    "/portal/operator",
    site.operator(async (request, reply, session) => {
      const search = visibleText(parameter(request, "q", 100)).trim();
      const shops = await database.forSystem("the operator's shops", (tx) =>
        store.readShops(tx, personalMerchantId, search),
      );
      const content = pages.shopsContent({ shops, search, session, now: clock.now() });
      return site.page(reply, { title: "Shops", content, session, here: "operator" });
    }),
  );
  server.post(
    "/portal/operator/shops",
    form,
    site.operator(
      careful(async (request, reply, session) => {
        const [name, given] = [typed(request, "name", 100), typed(request, "email", 254)];
        const supportEmail = given === "" ? null : parseEmail(given);
        if (name === "" || (given !== "" && supportEmail === null))
          return site.refused(reply, undefined, {
            status: 422,
            sentences: ["A shop has a name, and its address for questions is one e-mail address, or none."],
          });
        await database.forSystem("a new shop", async (tx) => {
          const { id } = await createMerchant(tx, { name, clock, ...(supportEmail === null ? {} : { supportEmail }) });
          const deed = { merchantId: id, who: session.email, what: "merchant_made", subject: id } as const;
          await recordDeed(tx, { ...deed, details: { name } }, clock.now());
        });
        return reply.redirect("/portal/operator", 303);
      }),
    ),
  );
  server.post(
    "/portal/operator/shops/:merchant/enter",
    form,
    site.operator(
      careful(async (request, reply, session) => {
        const { merchant = "" } = request.params as { merchant?: string }; // the route's pattern names it
        const reason = typed(request, "reason", 300);
        if (!isUuid(merchant)) return site.missing(reply);
        if (reason.length < 5)
          return site.refused(reply, undefined, {
            status: 422,
            sentences: ["Say why, in a few words: the shop reads it in its log."],
          });
        const [merchantId, now] = [merchant.toLowerCase(), clock.now()];
        await database.forSystem("an operator's visit", async (tx) => {
          await setVisit(tx, session.id, merchantId, new Date(now.getTime() + visitMs));
          const deed = { merchantId, who: session.email, what: "shop_entered", subject: merchantId } as const;
          await recordDeed(tx, { ...deed, details: { reason } }, now);
        });
        return reply.redirect(`/portal/${merchantId}/live`, 303);
      }),
    ),
  );

  server.get(
    "/portal/operator/carriers",
    site.operator(async (_request, reply, session) => {
      const now = clock.now();
      const since = new Date(now.getTime() - hours(24));
      const [health, outcomes, unmapped] = await database.forSystem("carriers' health", async (tx) => [
        await store.readCarrierHealth(tx, now),
        await store.readOutcomes(tx, since),
        await store.readUnmapped(tx, since),
      ]);
      const content = pages.carriersContent({ health, outcomes, unmapped, now });
      return site.page(reply, { title: "Carriers’ health", content, session, here: "operator" });
    }),
  );

  server.get(
    "/portal/operator/settings",
    site.operator(async (_request, reply, session) =>
      site.page(reply, {
        ...{ title: "Settings", session, here: "operator" },
        content: pages.settingsContent(site.options.settings),
      }),
    ),
  );

  server.get(
    "/portal/operator/work",
    site.operator(async (_request, reply, session) => {
      const now = clock.now();
      const [queues, dead] = await database.forSystem("queues and dead work", async (tx) => [
        await readQueues(tx, now),
        await readDeadWork(tx, 200),
      ]);
      return site.page(reply, {
        ...{ title: "Work", session, here: "operator" },
        content: pages.workContent({ queues, dead, now }),
      });
    }),
  );
  server.post(
    "/portal/operator/work/revive",
    form,
    site.operator(async (request, reply, session) => {
      const [shard = "", kind = "", subject = ""] = field(request, "work", 80).split(" ");
      if (!/^\d{1,2}$/.test(shard) || !/^[a-z]{1,20}$/.test(kind) || !isUuid(subject)) return site.missing(reply);
      const now = clock.now();
      await database.forSystem("dead work is done again", async (tx) => {
        if (!(await reviveWork(tx, { shard: Number(shard), kind, subject }, now))) return;
        const deed = { merchantId: null, who: session.email, what: "work_replayed", subject } as const;
        await recordDeed(tx, { ...deed, details: { kind } }, now);
      });
      return reply.redirect("/portal/operator/work", 303);
    }),
  );
}
