/** A merchant's own credential, from the command line to the shopper's page; and what becomes of it without its master key. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startApp } from "#app.ts";
import { ConfigError } from "#config.ts";
import { carriersCommand } from "#connections/carriers-command.ts";
import { systemClock } from "#platform/clock.ts";
import { randomToken } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { aMasterKey } from "#test/master-key.ts";
import { startWorld, until, type World } from "./world.ts";

const master = aMasterKey();

/** With what the simulated carrier knows us by. */
async function connect(world: World, slug: string): Promise<number> {
  const { fields = {}, baseUrl = "" } = world.simulator.connections[slug] ?? {};
  const said: string[] = [];
  const io = {
    stdin: (async function* () {
      yield JSON.stringify(fields);
    })(),
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(line),
  };
  const settings = { databaseUrl: world.databaseUrl, masterKeys: [master], carriers: {}, log: silentLog } as const;
  const argv = ["connect", slug, "--merchant", world.merchantId, "--base-url", baseUrl];
  return carriersCommand(argv, io, () => ({ ...settings, publicBaseUrl: null, linkSecret: null }));
}

test("K-01 a parcel is followed with the merchant's own credential, and neither secret nor token lies open", async () => {
  await using world = await startWorld({ masterKeys: [master], isConnected: false });
  const { id, trackingUrl } = await world.order();
  const number = makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 1 });
  assert.equal(await connect(world, "ups"), 0);
  const sent = await world.merchant("POST", `/ordermanagement/v1/orders/${id}/shipping-info`, {
    shipping_info: [{ shipping_company: "UPS", tracking_number: number }],
  });
  assert.equal(sent.status, 204);
  await until(
    () => world.get(trackingUrl, { "accept-language": "en" }),
    ({ text }) => /Delivered/.test(text),
    "delivered",
  );
  const dump = await dumpOf(world.databaseUrl);
  assert.match(dump, /^public\.carrier_tokens .*v1\./m);
  assert.deepEqual(secretsIn(dump, Object.values(world.simulator.connections.ups?.fields ?? {})), []);

  const start = (masterKeys: readonly (typeof master)[]) =>
    startApp({
      roles: ["worker"],
      databaseUrl: world.databaseUrl,
      host: "127.0.0.1",
      port: 0,
      publicBaseUrl: world.base,
      linkSecret: randomToken(32),
      masterKeys,
      smtpUrl: "smtp://127.0.0.1:9",
      mailFrom: "Posthorn <parcels@example.org>",
      vapid: { publicKey: world.vapidPublicKey, privateKey: "", subject: world.base },
      pushHosts: [],
      carriers: {},
      trustedProxies: [],
      insecureHttp: true,
      allowUnsafeDurability: true,
      locationForm: "absolute",
      clock: systemClock,
      log: silentLog,
      simulatedCarriers: true,
      speed: 1,
      quietHours: true,
    });
  await assert.rejects(start([]), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(
      error.message,
      new RegExp(`the master key ${master.id} is missing.*posthorn keys give-up ${master.id}`),
    );
    return true;
  });
});
