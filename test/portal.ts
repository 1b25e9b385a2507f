/** The portal over a real database and the merchant's API: people who work here, browsers with cookies, the mails that were sent. */
import type { FastifyInstance } from "fastify";
import type { Role } from "#accounts/roles.ts";
import { totpCode } from "#accounts/second-factor.ts";
import { printLink } from "#accounts/sessions.ts";
import { letIn } from "#accounts/team.ts";
import { createBrandingRoutes, createLogoRoutes } from "#branding/routes.ts";
import { createCredentials } from "#connections/credential-source.ts";
import { createConnectionsRoutes } from "#connections/routes.ts";
import { createImportRoutes } from "#imports/routes.ts";
import { forecast } from "#intake/forecast.ts";
import { createIntake } from "#intake/jobs.ts";
import { WhatBecame } from "#intake/schema.ts";
import { whatBecame } from "#intake/what-became.ts";
import { createReportPageRoutes } from "#integration/report-page-routes.ts";
import { createIntegrationRoutes } from "#integration/routes.ts";
import { loadTemplates } from "#notifications/load-templates.ts";
import { createSupportRoutes } from "#notifications/support-routes.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { askWith, createPasses } from "#orders/passes.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { ManualClock, minutes } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { createPortalRoutes } from "#portal/routes.ts";
import { createReferenceRoutes } from "#reference/routes.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { createShipmentRoutes } from "#shipments-api/routes.ts";
import { createReportsRoutes } from "#shopper/reports-routes.ts";
import { type FreshDatabase, freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";
import { readingOf } from "#test/readings.ts";
import { Browser } from "#test/shopper.ts";
import { createTicketRoutes } from "#tickets/routes.ts";
import { createWebhookRoutes } from "#webhooks/routes.ts";

export interface PortalMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Somebody with a browser, and the app that shows codes. */
export class Person extends Browser {
  readonly email: string;
  secret = "";
  constructor(server: FastifyInstance, email: string) {
    super(server);
    this.email = email;
  }
}

export type PortalWorld = Awaited<ReturnType<typeof startPortal>>;

const settings = [{ name: "Address", value: "https://parcels.example", advice: "Nothing to do." }];

/** @param publicBaseUrl where browsers find it; of its own where none does */
export async function startPortal({ publicBaseUrl = "https://parcels.example", port = 0 } = {}) {
  const fresh: FreshDatabase = await freshDatabase();
  const { database } = fresh;
  const clock = new ManualClock("2026-11-24T09:00:00Z");
  const mails: PortalMail[] = [];
  const linkSecret = "a secret of this test, long enough";
  const common = { database, clock, log: silentLog, wakeups: localWakeups(), linkSecret, publicBaseUrl };
  const egress = createEgress({ clock, log: silentLog, allowLoopback: true });
  const vault = createVault({ database, clock, masterKeys: [aMasterKey()] });
  const credentials = createCredentials({ ...common, vault, installed: {} });
  const passes = createPasses();
  const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
  await registerOpenApi(server, publicBaseUrl);
  const push = { publicBaseUrl, linkSecret };
  await server.register(
    createOrdersRoutes({
      ...{ ...common, passes, locationForm: "absolute", limits: { live: 10_000, test: 10_000 } },
      whatBecameAnswer: WhatBecame,
      whatBecame: (reader, orderId) => whatBecame(database, reader, orderId),
      more: [
        createConnectionsRoutes({ ...common, vault, credentials, egress, wait: async () => {}, push }),
        createBrandingRoutes(common),
        createReportsRoutes(common),
        createSupportRoutes(common),
        createImportRoutes({ ...common, forecast }),
        createWebhookRoutes({ ...common, vault, egress, allowLoopback: true }),
        createIntegrationRoutes(common),
        createShipmentRoutes(common),
        createTicketRoutes(common),
      ],
    }),
  );
  await server.register(createLogoRoutes({ database }));
  await server.register(createReportPageRoutes({ ...common, simulatedCarriers: false }));
  await server.register(
    createPortalRoutes({
      ...{
        ...common,
        vault,
        simulatedCarriers: false,
        templates: loadTemplates(null),
        settings,
        ask: askWith(server, passes),
      },
      sendMail: async (mail) => void mails.push(mail),
    }),
  );
  await server.register(createReferenceRoutes({ publicBaseUrl, document: () => server.swagger() }));
  if (port > 0) await server.listen({ host: "127.0.0.1", port });

  const intake = createIntake({ ...common, connectedFor: async () => () => true });
  const code = (person: Person): string => totpCode(person.secret, clock.now());

  return {
    ...{ fresh, database, clock, server, mails, vault, code },
    async addShop(name = "Lantern & Loom"): Promise<string> {
      return (await database.forSystem("test", (tx) => createMerchant(tx, { name, clock }))).id;
    },
    letIn: (email: string, shop: { merchantId: string; role: Role } | null, isOperator = false): Promise<string> =>
      letIn({ database, clock }, "test", { email, isOperator, shop }),
    person: (email: string): Person => new Person(server, email),
    link: (personId: string): Promise<string> => printLink({ database, clock, publicBaseUrl }, personId),
    /** By the mailed code, up to the second factor. */
    async halfIn(person: Person): Promise<void> {
      const before = mails.length;
      await person.send("/portal/sign-in", { email: person.email });
      for (let turn = 0; turn < 1_000 && mails.length === before; turn += 1)
        await new Promise((next) => setTimeout(next, 5));
      const [mailed = ""] = /\d{8}/.exec(mails.at(-1)?.text ?? "") ?? [];
      await person.send("/portal/sign-in/code", { code: mailed });
    },
    /** All the way; the first time with a new app. */
    async signIn(person: Person): Promise<Person> {
      clock.advance(minutes(1)); // each code of the app counts once
      await this.halfIn(person);
      if (person.secret !== "") {
        await person.send("/portal/second-factor", { code: code(person) });
        return person;
      }
      const page = await person.open("/portal/second-factor");
      person.secret = (/Key: <code>([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? "").replaceAll(" ", "");
      const offered = /name="offered" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
      await person.send("/portal/second-factor", { code: code(person), offered });
      return person;
    },
    /** An order with a parcel, as a merchant sends it, taken in. Its shipment's id, "" where it leads to none, and the order's. */
    async addParcel(
      merchantId: string,
      { reference = "LL-1", company = "UPS", number = "1Z999AA10123456784", mode = "live" as "live" | "test" } = {},
    ): Promise<{ readonly id: string; readonly orderId: string }> {
      const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode, clock }));
      const authorization = `Basic ${Buffer.from(`:${key.password}`).toString("base64")}`;
      const post = (url: string, body: object) =>
        server.inject({ method: "POST", url, headers: { authorization }, payload: body });
      const made = await post("/v1/orders", {
        ...{ purchase_country: "DE", purchase_currency: "EUR", order_amount: 4_900, merchant_reference1: reference },
        order_lines: [{ name: "Lamp", quantity: 1 }],
        shipping_address: { given_name: "Ines", family_name: "Prüfer", email: "ines@example.org", country: "DE" },
      });
      const orderId: string = made.json().order_id;
      await post(`/ordermanagement/v1/orders/${orderId}/captures`, {
        captured_amount: 4_900,
        shipping_info: [{ shipping_company: company, tracking_number: number }],
      });
      while ((await intake.runOnce()) > 0);
      const list = await server.inject({ url: `/v1/shipments?order_id=${orderId}`, headers: { authorization } });
      return { id: list.json().shipments[0]?.id ?? "", orderId };
    },
    takeIn: async (): Promise<void> => {
      while ((await intake.runOnce()) > 0);
    },
    /** What the carrier said of it. */
    async scan(
      merchantId: string,
      { id, orderId }: { readonly id: string; readonly orderId: string },
      ...scans: Parameters<typeof readingOf>[0]
    ): Promise<void> {
      const shipment = { shard: shardOf(orderId), id, orderId, merchantId };
      const told = { shipment, reading: readingOf(scans), source: "ups", rawAnswerId: null, now: clock.now() };
      await database.forMerchants([merchantId], (tx) => recordScans(tx, told));
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await server.close();
      await egress.close();
      await fresh[Symbol.asyncDispose]();
    },
  };
}
