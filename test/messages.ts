/** Messages that really leave: orders and parcels in a database, the job that tells of them, and a mail server that may refuse. */
import { SMTPServer } from "smtp-server";
import { type CaughtMail, startMailCatcher } from "#demo/mail-catcher.ts";
import { createNotifications, type NotificationsDeps } from "#notifications/jobs.ts";
import { createMessageRoutes, type MessageRoutesOptions } from "#notifications/routes.ts";
import { ManualClock, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId, sha256, shardOf } from "#platform/ids.ts";
import { createLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { openShipment } from "#shipments/open-shipment.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { freshDatabase } from "#test/database.ts";

export const publicBaseUrl = "https://parcels.example";
export const linkSecret = "a secret of this test";

const insertMerchant = sql(
  "test.messages.merchant",
  "insert into merchants (id, name, created_at) values ($1, $2, $3)",
);
const insertOrder = sql(
  "test.messages.order",
  `insert into orders (shard, id, merchant_id, mode, short_reference, merchant_reference1, status, order_amount, original_order_amount,
     purchase_country, purchase_currency, locale, order_lines, shipping_address, shopper_email, link_hash, change_id, created_at, expires_at)
   values ($1, $2, $3, 'live', 'ABC', 'LL-1', 'CAPTURED', 1, 1, 'DE', 'EUR', 'en-GB', '[]', $4, $5, $6, $2, $7, $7)`,
);
const kept = sql(
  "test.messages.kept",
  `select id, channel, kind, decision, reason, sent_at is not null as sent, failed_at is not null as failed, failure
   from notifications order by decided_at, channel, id`,
);

/** @param refuse answers RCPT TO by this, in place of taking the mail */
export async function startMessages(
  options: {
    readonly refuse?: { readonly code: number; readonly words: string };
    readonly routes?: Partial<MessageRoutesOptions>;
  } = {},
) {
  const fresh = await freshDatabase();
  const { database } = fresh;
  const clock = new ManualClock("2026-11-24T09:00:00Z");
  const lines: string[] = [];
  const log = createLog({ destination: { write: (line) => void lines.push(line) } });
  const catcher = await startMailCatcher({ smtpPort: 0, clock });
  let refusals = 0;
  const refusing = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 200,
    onRcptTo: (_address, _session, done) => {
      refusals += 1;
      done(Object.assign(new Error(options.refuse?.words ?? ""), { responseCode: options.refuse?.code ?? 550 }));
    },
  });
  refusing.on("error", () => {});
  await new Promise<void>((listening) => refusing.listen(0, "127.0.0.1", () => listening()));
  const address = refusing.server.address();
  const refusingUrl = `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const smtpUrl = options.refuse === undefined ? catcher.smtpUrl : refusingUrl;
  const mailer = createMailer({ smtpUrl, from: "Posthorn <parcels@example.org>", log });
  const egress = createEgress({ clock: systemClock, log, allowLoopback: true });
  const jobsWith = (more: Partial<NotificationsDeps> = {}) =>
    createNotifications({
      database,
      clock,
      log,
      mailer,
      egress,
      vapid: { publicKey: "", privateKey: "", subject: publicBaseUrl },
      publicBaseUrl,
      linkSecret,
      mergeWindowMs: 0,
      ...more,
    });
  const usualJobs = jobsWith();
  const server = createHttpServer({ log, clock, trustedProxies: [], insecureHttp: true });
  await server.register(
    createMessageRoutes({
      database,
      clock,
      log,
      publicBaseUrl,
      linkSecret,
      simulatedCarriers: false,
      mailgunSigningKey: null,
      twilioAuthToken: null,
      ...options.routes,
    }),
  );
  const merchantId = newId();
  await database.forSystem("test", (tx) => tx.execute(insertMerchant, [merchantId, "Lampenwelt", clock.now()]));

  async function anOrder(email: string | null = "ines@example.org"): Promise<string> {
    const id = newId();
    await database.forSystem("test", (tx) =>
      tx.execute(insertOrder, [shardOf(id), id, merchantId, '{"country":"DE"}', email, sha256(id), clock.now()]),
    );
    return id;
  }

  async function aParcel(orderId: string, jobs = usualJobs) {
    const at = { shard: shardOf(orderId), orderId, merchantId };
    const number = `JD${newId().replaceAll("-", "").slice(0, 16)}`;
    const { id } = await database.forMerchants([merchantId], (tx) =>
      openShipment(
        tx,
        {
          ...at,
          mode: "live",
          direction: "outbound",
          tracked: true,
          carrier: "dhl",
          trackingNumber: number,
          method: null,
          trackingUri: null,
          saidCompany: null,
          saidNumber: number,
          identifiedBy: null,
          firstAskAt: null,
        },
        clock.now(),
      ),
    );
    let order = 0;
    return {
      id,
      /** The carrier reports this, now; then all that is due is told. */
      async scan(code: EventCode): Promise<void> {
        clock.advance(60_000);
        const [instant, local] = [clock.now().toISOString(), clock.now().toISOString().slice(0, 19)];
        const time = { instant, local, precision: "instant", zone: "UTC", zoneDerived: false } as const;
        const raw = { rawCode: code, rawSubCode: null, rawText: "", place: null, piece: null, facts: {} };
        order += 1;
        await database.forMerchants([merchantId], (tx) =>
          recordScans(tx, {
            shipment: { ...at, id },
            reading: {
              kind: "events",
              number,
              events: [{ code, time, ...raw, order }],
              estimate: null,
              pickupPoint: null,
              pieces: [],
              pieceCount: null,
              service: null,
              isReturnLeg: false,
              proofAvailable: false,
              partnerNumbers: [],
            },
            source: "dhl",
            rawAnswerId: null,
            now: clock.now(),
          }),
        );
        while ((await jobs.runOnce()) > 0);
      },
    };
  }

  return {
    fresh,
    database,
    clock,
    log,
    lines,
    server,
    jobsWith,
    egress,
    mailer,
    merchantId,
    mails: catcher.mails,
    refusals: () => refusals,
    anOrder,
    aParcel,
    kept: () =>
      database.forSystem("test", (tx) =>
        tx.query<{
          id: string;
          channel: string;
          kind: string;
          decision: string;
          reason: string;
          sent: boolean;
          failed: boolean;
          failure: string | null;
        }>(kept),
      ),
    async [Symbol.asyncDispose]() {
      await server.close();
      await mailer.close();
      await catcher.close();
      await new Promise<void>((closed) => refusing.close(() => closed()));
      await egress.close();
      await fresh[Symbol.asyncDispose]();
    },
  };
}

export const headerOf = (mail: CaughtMail | undefined, name: string): string | undefined =>
  mail?.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value.replace(/\r?\n\s+/g, " ");
