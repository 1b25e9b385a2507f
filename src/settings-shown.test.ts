/** What the operator reads of the settings holds no secret, and says what is missing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AppOptions } from "#app.ts";
import { systemClock } from "#platform/clock.ts";
import { silentLog } from "#platform/log.ts";
import { aMasterKey } from "#test/master-key.ts";
import { settingsShown } from "./settings-shown.ts";

const options: AppOptions = {
  ...{ roles: ["api", "worker"], databaseUrl: "postgres://x:canary-database@db/x", host: "::", port: 1 },
  ...{ publicBaseUrl: "http://parcels.example", linkSecret: "canary-link", masterKeys: [], locationForm: "absolute" },
  ...{ smtpUrl: "smtp://x:canary-smtp@mail.example", mailFrom: "Parcels <parcels@example.org>" },
  vapid: { publicKey: "p", privateKey: "canary-vapid", subject: "mailto:x@example.org" },
  ...{
    pushHosts: ["push.example"],
    carriers: { ups: { name: "installation", fields: { client_secret: "canary-ups" } } },
  },
  ...{ trustedProxies: [], insecureHttp: true, allowUnsafeDurability: true, clock: systemClock, log: silentLog },
  twilio: { accountSid: "canary-sid", authToken: "canary-token", from: "+49", baseUrl: null } as never, // only that it is there is looked at
  ...{ mailgunSigningKey: "canary-mailgun", simulatedCarriers: false, speed: 1, quietHours: true },
};

test("K-04 no secret is among the settings that are shown, and what is missing comes with what to do", () => {
  const shown = settingsShown(options);
  assert.doesNotMatch(JSON.stringify(shown), /canary/);
  const advised = shown.filter(({ advice }) => advice !== null).map(({ name }) => name);
  assert.deepEqual(advised, ["Address", "Master keys", "Durability"]);
  assert.deepEqual(
    settingsShown({
      ...options,
      publicBaseUrl: "https://x.example",
      masterKeys: [aMasterKey()],
      allowUnsafeDurability: false,
    })
      .filter(({ advice }) => advice !== null)
      .map(({ name }) => name),
    [],
  );
});
