/** The whole program without its API: a mail comes in by SMTP, and the answer is at the mail server a moment later. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import nodemailer from "nodemailer";
import webPush from "web-push";
import { startApp } from "#app.ts";
import { startMailCatcher } from "#demo/mail-catcher.ts";
import { createMerchant } from "#orders/keys.ts";
import { systemClock } from "#platform/clock.ts";
import { randomToken } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { freshDatabase } from "#test/database.ts";

const address = "integration@parcels.example";

test("a mail that asks for a check is answered by the processes that take mail and do work, and a stop ends both", async () => {
  await using fresh = await freshDatabase();
  const catcher = await startMailCatcher({ smtpPort: 0, clock: systemClock });
  const supportEmail = "help@loom.example";
  await fresh.database.forSystem("test", (tx) =>
    createMerchant(tx, { name: "Loom", supportEmail, clock: systemClock }),
  );
  const app = await startApp({
    ...{ roles: ["worker", "mail"], databaseUrl: fresh.url, host: "127.0.0.1", port: 0, locationForm: "path" },
    ...{ publicBaseUrl: "https://parcels.example", linkSecret: randomToken(32), masterKeys: [], pushHosts: [] },
    ...{ smtpUrl: catcher.smtpUrl, mailFrom: "Posthorn <parcels@parcels.example>", carriers: {}, trustedProxies: [] },
    ...{ insecureHttp: false, allowUnsafeDurability: true, simulatedCarriers: false, speed: 1, quietHours: false },
    ...{
      vapid: { ...webPush.generateVAPIDKeys(), subject: "https://parcels.example" },
      clock: systemClock,
      log: silentLog,
    },
    checkMail: { address, authservId: "mx.example", smtp: { host: "127.0.0.1", port: 0, clients: ["127.0.0.1"] } },
  });
  try {
    const transport = nodemailer.createTransport({ host: "127.0.0.1", port: app.mailPort, ignoreTLS: true });
    const { response } = await transport.sendMail({
      ...{ from: supportEmail, to: address, subject: "Delivery tracking integration: Loom", text: "Hello" },
      headers: { "Authentication-Results": "mx.example; dkim=pass header.d=loom.example" },
    });
    transport.close();
    assert.match(response, /^250/);
    for (let turn = 0; turn < 3_000 && catcher.mails.length === 0; turn += 1) await sleep(10);
    assert.match(catcher.mails[0]?.text ?? "", /integration check of Loom.*Nothing to check/s);
    assert.equal(catcher.mails[0]?.to, supportEmail);
  } finally {
    await app.stop();
    await catcher.close();
  }
  assert.equal(catcher.mails.length, 1);
});
