/** The wiring: the only file that sees every folder. Given settings, it starts the roles of one process and stops them again. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { createBrandingRoutes, createLogoRoutes } from "#branding/routes.ts";
import { connections, connectionsAmong } from "#carriers/connections.ts";
import type { RunnerDeps } from "#carriers/runner.ts";
import { createCatalogueRoutes } from "#catalogue/routes.ts";
import { type Config, ConfigError, type Role } from "#config.ts";
import { createCredentials } from "#connections/credential-source.ts";
import { createConnectionsRoutes } from "#connections/routes.ts";
import { createImportRoutes } from "#imports/routes.ts";
import { forecast } from "#intake/forecast.ts";
import { createIntake } from "#intake/jobs.ts";
import { WhatBecame } from "#intake/schema.ts";
import { whatBecame } from "#intake/what-became.ts";
import { startCheckSmtp } from "#integration/check-smtp.ts";
import { createCheckJob } from "#integration/jobs.ts";
import { recordFaults } from "#integration/record-faults.ts";
import { createReportPageRoutes } from "#integration/report-page-routes.ts";
import { createIntegrationRoutes } from "#integration/routes.ts";
import { TemplateFault } from "#notifications/channels/template.ts";
import { createTwilio } from "#notifications/channels/twilio.ts";
import { createNotifications } from "#notifications/jobs.ts";
import { loadTemplates, type Templates } from "#notifications/load-templates.ts";
import { createMessageWebhookRoutes } from "#notifications/merchant-routes.ts";
import { createMessageRoutes } from "#notifications/routes.ts";
import { createSupportRoutes } from "#notifications/support-routes.ts";
import { followByHandWith } from "#orders/follow-by-hand.ts";
import { askWith, createPasses } from "#orders/passes.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import type { Clock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import type { WorkKind } from "#platform/due-work.ts";
import { UnsafeDurability, unsafeSettings } from "#platform/durability.ts";
import { createEgress } from "#platform/egress.ts";
import { createHealthRoutes } from "#platform/health.ts";
import { createHttpServer } from "#platform/http-server.ts";
import type { Log } from "#platform/log.ts";
import { addressOf, createMailer } from "#platform/mail.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { createVault } from "#platform/vault.ts";
import { sharedWakeups } from "#platform/wakeups.ts";
import { type Job, startWorker } from "#platform/worker.ts";
import { createPolling } from "#polling/jobs.ts";
import { createPushRoutes } from "#polling/routes.ts";
import { createCarrierTries } from "#polling/try-carrier.ts";
import { createPortalRoutes } from "#portal/routes.ts";
import { createReferenceRoutes } from "#reference/routes.ts";
import { createShipmentRoutes } from "#shipments-api/routes.ts";
import { createReportsRoutes } from "#shopper/reports-routes.ts";
import { createShopperRoutes } from "#shopper/routes.ts";
import { createWidgetRoutes } from "#shopper/widget.ts";
import { createTicketJob } from "#tickets/jobs.ts";
import { createTicketRoutes } from "#tickets/routes.ts";
import { createWebhooks } from "#webhooks/jobs.ts";
import { createWebhookRoutes } from "#webhooks/routes.ts";
import { settingsShown } from "./settings-shown.ts";

type Optional = "templates" | "mailgunSigningKey" | "twilio" | "checkMail";

export interface AppOptions extends Omit<Config, "logLevel" | Optional>, Partial<Pick<Config, Optional>> {
  readonly clock: Clock;
  readonly log: Log;
  /** Pages say that the carriers are simulated. */
  readonly simulatedCarriers: boolean;
  /** How much faster than life parcels move: 1 in production; polling looks that much more often. */
  readonly speed: number;
  readonly quietHours: boolean;
  /** Push and carriers on this machine itself: demo and tests only. */
  readonly allowLoopbackEgress?: boolean;
}

/** Less than the ten seconds after which a process that is told to end is ended. */
const askedPatienceMs = 7_000;

export interface App {
  readonly port: number;
  /** Where mails come in; 0: nowhere. */
  readonly mailPort: number;
  /** Finishes what runs, then closes. */
  stop(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const { clock, log } = options;
  const templates = readTemplates(options.templates ?? null);
  const database = openDatabase({ url: options.databaseUrl });
  const unsafe = options.allowUnsafeDurability ? [] : await unsafeSettings(database);
  if (unsafe.length > 0) {
    await database.close();
    throw new UnsafeDurability(unsafe);
  }
  const vault = createVault({ database, clock, masterKeys: options.masterKeys });
  const missing = await vault.missingKeys();
  if (missing.length > 0) {
    await database.close();
    throw new ConfigError(missing.map(lacksMasterKey));
  }
  const wakeups = sharedWakeups(options.databaseUrl);
  const closers: (() => Promise<void>)[] = [() => wakeups.close(), () => database.close()];
  const plays = (role: Role): boolean => options.roles.includes(role);
  const mailer = createMailer({ smtpUrl: options.smtpUrl, from: options.mailFrom, log });
  closers.unshift(() => mailer.close());

  const egress = createEgress({ clock, log, allowLoopback: options.allowLoopbackEgress ?? false });
  closers.unshift(() => egress.close());
  const sms = options.twilio ? createTwilio({ egress, settings: options.twilio }) : null;

  const push = { publicBaseUrl: options.publicBaseUrl, linkSecret: options.linkSecret };
  const runner = { egress, database, clock, log, vault, wait: (ms) => sleep(ms) } satisfies RunnerDeps;
  const credentials = createCredentials({ database, clock, log, vault, installed: options.carriers });

  let server: FastifyInstance | undefined;
  if (plays("api")) {
    server = createHttpServer({
      log,
      clock,
      trustedProxies: options.trustedProxies,
      insecureHttp: options.insecureHttp,
    });
    await server.register(createHealthRoutes({ database }));
    await registerOpenApi(server, options.publicBaseUrl);
    const passes = createPasses();
    const faults = recordFaults({ database, clock, log });
    closers.unshift(() => faults.close());
    await server.register(
      createOrdersRoutes({
        database,
        clock,
        log,
        wakeups,
        publicBaseUrl: options.publicBaseUrl,
        locationForm: options.locationForm,
        linkSecret: options.linkSecret,
        faults,
        passes,
        whatBecameAnswer: WhatBecame,
        whatBecame: (reader, orderId) => whatBecame(database, reader, orderId),
        more: [
          createConnectionsRoutes({ ...runner, credentials, push }),
          createSupportRoutes({ database }),
          createBrandingRoutes({ database, publicBaseUrl: options.publicBaseUrl }),
          createMessageWebhookRoutes({ database, clock, vault, allowLoopback: options.allowLoopbackEgress ?? false }),
          createReportsRoutes({ database }),
          createWebhookRoutes({
            database,
            clock,
            vault,
            egress,
            linkSecret: options.linkSecret,
            allowLoopback: options.allowLoopbackEgress ?? false,
          }),
          createIntegrationRoutes({ database, clock }),
          createShipmentRoutes({ database, clock, ...push }),
          createTicketRoutes({ database, clock, linkSecret: options.linkSecret }),
          createImportRoutes({ ...options, database, wakeups, forecast }),
        ],
      }),
    );
    await server.register(createLogoRoutes({ database }));
    await server.register(createReportPageRoutes({ ...options, database }));
    await server.register(createWidgetRoutes());
    await server.register(
      createShopperRoutes({
        database,
        vault,
        clock,
        log,
        wakeups,
        publicBaseUrl: options.publicBaseUrl,
        linkSecret: options.linkSecret,
        simulatedCarriers: options.simulatedCarriers,
        vapidPublicKey: options.vapid.publicKey,
        pushHosts: options.pushHosts,
        allowLoopbackPush: options.allowLoopbackEgress ?? false,
        sms,
        sendMail: (mail) => mailer.send(mail),
        followByHand: followByHandWith({ ...options, database, wakeups }),
        otherCarriers: createCarrierTries({
          database,
          clock,
          connectionsFor: connectionsAmong(connections),
          credentials: credentials.source,
        }),
      }),
    );
    await server.register(
      createPortalRoutes({
        ...{ database, clock, log, vault, ask: askWith(server, passes), simulatedCarriers: options.simulatedCarriers },
        ...push,
        templates,
        settings: settingsShown(options),
        sendMail: (mail) => mailer.send(mail),
      }),
    );
    await server.register(
      createMessageRoutes({
        database,
        clock,
        log,
        ...push,
        simulatedCarriers: options.simulatedCarriers,
        mailgunSigningKey: options.mailgunSigningKey ?? null,
        twilioAuthToken: options.twilio?.authToken ?? null,
      }),
    );
    await server.register(
      createPushRoutes({ database, clock, log, wakeups, credentials: credentials.source, push, speed: options.speed }),
    );
    await server.register(
      createCatalogueRoutes({
        clock,
        publicBaseUrl: options.publicBaseUrl,
        simulatedCarriers: options.simulatedCarriers,
      }),
    );
    const serving = server;
    await server.register(
      createReferenceRoutes({ publicBaseUrl: options.publicBaseUrl, document: () => serving.swagger() }),
    );
    await server.listen({ host: options.host, port: options.port });
    const listening = server;
    closers.unshift(() => listening.close());
  }

  if (plays("worker")) {
    const poll = createPolling({
      ...runner,
      wakeups,
      connections,
      credentials: credentials.source,
      push,
      speed: options.speed,
    });
    const webhooks = createWebhooks({ database, clock, log, vault, egress, mailer });
    const jobs: Record<WorkKind, Job> = {
      webhook: webhooks,
      ticket: createTicketJob({ database, clock, log }),
      check: createCheckJob({
        ...{ database, clock, log, mailer, publicBaseUrl: options.publicBaseUrl },
        address: options.checkMail?.address ?? null,
      }),
      intake: createIntake({ database, clock, log, wakeups, connectedFor: credentials.connectedFor }),
      poll,
      notify: createNotifications({
        database,
        clock,
        log,
        mailer,
        egress,
        vapid: options.vapid,
        vault,
        templates,
        sms,
        publicBaseUrl: options.publicBaseUrl,
        linkSecret: options.linkSecret,
        quietHours: options.quietHours,
        mergeWindowMs: (2 * 3_600_000) / options.speed,
      }),
    };
    const worker = startWorker(jobs, { wakeups, log, clock });
    // Questions that are on their way are answered first: an answer that nobody waits for would count as the carrier's failure.
    closers.unshift(async () => {
      await worker.stop();
      const ended = Promise.all([poll.stop(), webhooks.drain()]);
      await Promise.race([ended, sleep(askedPatienceMs, undefined, { ref: false })]);
    });
  }

  let mailPort = 0;
  if (plays("mail") && options.checkMail?.smtp) {
    const { address, authservId, smtp } = options.checkMail;
    const ownAddresses = [address, addressOf(options.mailFrom)].filter((one) => one !== null);
    const taking = { database, clock, log, wakeups, authservId, ownAddresses };
    const intake = await startCheckSmtp(taking, { ...smtp, address });
    closers.unshift(() => intake.close());
    mailPort = intake.port;
  }

  const address = server?.server.address();
  return {
    mailPort,
    port: typeof address === "object" && address !== null ? address.port : 0,
    async stop() {
      for (const close of closers) await close();
    },
  };
}

function readTemplates(directory: string | null): Templates {
  try {
    return loadTemplates(directory);
  } catch (error) {
    throw error instanceof TemplateFault ? new ConfigError([`POSTHORN_TEMPLATES: ${error.message}`]) : error;
  }
}

const lacksMasterKey = (id: string): string =>
  `the master key ${id} is missing: carriers' credentials were sealed with it. Add it to POSTHORN_MASTER_KEY, which may hold several; if it is lost: posthorn keys give-up ${id}`;
