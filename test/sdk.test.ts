/** The SDK as others install it: packed, put into an empty project, used from plain JavaScript and from TypeScript; and against the real API. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { Webhook } from "standardwebhooks";
import type { z } from "zod";
import { createImportRoutes } from "#imports/routes.ts";
import type { ImportReport as ImportReportShape } from "#imports/schema.ts";
import { forecast } from "#intake/forecast.ts";
import { createIntake } from "#intake/jobs.ts";
import { createIntegrationRoutes } from "#integration/routes.ts";
import type { CheckAnswer } from "#integration/schema.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { newWebhookSecret } from "#platform/standard-webhooks.ts";
import { createVault } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { createShipmentRoutes } from "#shipments-api/routes.ts";
import type { ShipmentInList, WholeShipment as WholeShipmentShape } from "#shipments-api/schema.ts";
import { freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";
import { createTicketRoutes } from "#tickets/routes.ts";
import type { Tickets } from "#tickets/schema.ts";
import { placeNews } from "#webhooks/place-news.ts";
import { createWebhookRoutes } from "#webhooks/routes.ts";
import type { ShownWebhook } from "#webhooks/schema.ts";
import {
  ApiError,
  createPosthorn,
  type ImportReport,
  type IntegrationCheck,
  type Shipment,
  type Ticket,
  Unreachable,
  verifyWebhook,
  WebhookRefused,
  type Webhook as WebhookType,
  type WholeShipment,
} from "../sdk/src/index.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const fresh = await freshDatabase();
const { database } = fresh;
const clock = systemClock;
const egress = createEgress({ clock, log: silentLog, allowLoopback: true });
const vault = createVault({ database, clock, masterKeys: [aMasterKey()] });
const common = {
  ...{ database, clock, log: silentLog, wakeups: localWakeups(), linkSecret: "x".repeat(40) },
  publicBaseUrl: "https://parcels.example",
};
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(
  createOrdersRoutes({
    ...common,
    locationForm: "absolute",
    whatBecame: async () => null,
    more: [
      createShipmentRoutes(common),
      createTicketRoutes(common),
      createWebhookRoutes({ ...common, vault, egress, allowLoopback: true }),
      createIntegrationRoutes(common),
      createImportRoutes({ ...common, forecast }),
    ],
  }),
);
await server.listen({ host: "127.0.0.1", port: 0 });
const baseUrl = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
const intake = createIntake({ ...common, connectedFor: async () => () => true });
const key = await database.forSystem("test", async (tx) => {
  const { id: merchantId } = await createMerchant(tx, { name: "Lampenwelt", clock });
  const scopes = ["shipments:write", "read", "webhooks"] as const;
  return { merchantId, ...(await createApiKey(tx, { merchantId, mode: "live", scopes, clock })) };
});
const folder = await mkdtemp(join(tmpdir(), "posthorn-sdk-"));
after(async () => {
  await server.close();
  await egress.close();
  await fresh[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
const posthorn = createPosthorn({ baseUrl, key: key.password });
const anOrder = {
  ...{ purchase_country: "DE", purchase_currency: "EUR", locale: "de-DE" },
  order_lines: [{ name: "Lamp", quantity: 1, total_amount: 4_900 }],
  shipping_address: { email: "ines@example.org", postal_code: "10115", country: "DE" },
};

test("the client makes an order, says what is shipped, finds the shipment, follows the feed and checks the integration", async () => {
  const reference = `SDK-${newId().slice(-6)}`;
  const { order_id, tracking_url } = await posthorn.orders.create({ ...anOrder, merchant_reference1: reference });
  assert.match(tracking_url, /^https:\/\/parcels\.example\/o\//);
  const { capture_id } = await posthorn.orders.capture(order_id, { captured_amount: 4_900 });
  await posthorn.orders.addShippingInfo(
    order_id,
    [{ shipping_company: "UPS", tracking_number: "1Z999AA10123456784" }],
    { captureId: capture_id },
  );
  await intake.runOnce();
  await placeNews({ database, clock });
  const found = await Array.fromAsync(posthorn.shipments.list({ reference }));
  assert.deepEqual(await Array.fromAsync(posthorn.tickets.list()), [], "a parcel of today is nobody's trouble");
  assert.deepEqual(
    found.map(({ carrier, status }) => [carrier, status]),
    [["ups", "pending"]],
  );
  const whole = await posthorn.shipments.get(found[0]?.id ?? "");
  assert.equal(whole.tracking_url, `${tracking_url}/p/${whole.id}`);
  const pages = await Array.fromAsync(posthorn.events.since(null));
  const opened = pages.flatMap(({ events }) => events).find(({ data }) => data.shipment_id === whole.id);
  assert.equal(opened?.type, "shipment.opened");
  assert.deepEqual(await Array.fromAsync(posthorn.events.since(pages.at(-1)?.next ?? "")), []);
  const check = await posthorn.integration.check({ order_id });
  assert.deepEqual([check.verdict, check.entries], ["validated", 1]);
});

test("webhooks are entered, changed and deleted; a file is imported with its progress", async () => {
  const webhook = await posthorn.webhooks.create({ url: "https://shop.example/hooks", types: ["shipment.opened"] });
  assert.match(webhook.secret ?? "", /^whsec_/);
  assert.equal((await posthorn.webhooks.pause(webhook.id)).state, "paused");
  assert.deepEqual((await posthorn.webhooks.change(webhook.id, { types: [] })).types, []);
  await posthorn.webhooks.delete(webhook.id);
  assert.deepEqual(await posthorn.webhooks.list(), []);
  const rows = Array.from({ length: 250 }, (_, at) => `IMP-${at},DE,1Z999AA10123456784`);
  const file = ["order_reference,country,tracking_number", ...rows].join("\n");
  const reports = await Array.fromAsync(posthorn.imports.csv(file, { dry_run: true }));
  assert.deepEqual(
    reports.map(({ done, rows }) => [done, rows]),
    [
      [false, 200],
      [true, 250],
    ],
  );
});

test("what is refused says status, code and faults; what is not there says so, too", async () => {
  const missing = await posthorn.shipments.get(newId()).catch((error: unknown) => error);
  assert.ok(missing instanceof ApiError);
  assert.deepEqual([missing.status, missing.message], [404, "404: You have no shipment of this id."]);
  const refused = await posthorn.orders.addShippingInfo(newId(), []).catch((error: unknown) => error);
  assert.ok(refused instanceof ApiError && refused.correlationId !== null);
  const wrongKey = await createPosthorn({ baseUrl, key: "posthorn_live_wrong" })
    .shipments.page()
    .catch((error: unknown) => error);
  assert.ok(wrongKey instanceof ApiError && wrongKey.status === 401);
});

test("what passes is repeated as one call under one key, as Retry-After says; what does not is told at once, and a signal ends it", async () => {
  const seen: { readonly key: string | null; readonly method: string }[] = [];
  const waits: number[] = [];
  const answers = [
    () => Promise.reject(new TypeError("connection reset")),
    () => Promise.resolve(new Response("", { status: 429, headers: { "retry-after": "7" } })),
    () => Promise.resolve(new Response("<html>", { status: 503 })),
    () => Promise.resolve(Response.json({ order_id: "x", tracking_url: "y" }, { status: 201 })),
  ];
  const flaky = createPosthorn({
    baseUrl,
    key: "k",
    fetch: (async (request: Request) => {
      seen.push({ key: request.headers.get("klarna-idempotency-key"), method: request.method });
      return (answers[seen.length - 1] ?? assert.fail("one call too many"))();
    }) as typeof fetch,
    sleep: async (ms) => void waits.push(ms),
  });
  await flaky.orders.create(anOrder);
  assert.equal(seen.length, 4);
  assert.equal(new Set(seen.map(({ key }) => key)).size, 1);
  assert.equal(waits[1], 7_000);
  assert.ok((waits[0] ?? 0) >= 250 && (waits[2] ?? 0) >= 1_000);

  const gone = createPosthorn({ baseUrl: "http://127.0.0.1:9", key: "k", retries: 1, sleep: async () => {} });
  const nobody = await gone.shipments.page().catch((error: unknown) => error);
  assert.ok(nobody instanceof Unreachable && nobody.attempts === 2);
  await assert.rejects(posthorn.shipments.page({}, { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
});

test("W-01 webhooks that the standard's own library signs are taken; forged, old, cut and foreign ones are not", async () => {
  const [secret, other] = [newWebhookSecret(), newWebhookSecret()];
  const body = JSON.stringify({ type: "shipment.opened", timestamp: "t", data: { shipment_id: "s", sequence: 1 } });
  const now = new Date();
  const headersWith = (own: string, at = now) => ({
    "Webhook-Id": "evt",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": `v1a,xyz ${new Webhook(own).sign("evt", at, body)}`,
  });
  const event = await verifyWebhook(body, headersWith(secret), [other, secret]);
  assert.deepEqual([event.id, event.type, event.data.sequence], ["evt", "shipment.opened", 1]);
  assert.equal((await verifyWebhook(Buffer.from(body), new Headers(headersWith(secret)), secret)).id, "evt");
  const old = new Date(now.getTime() - 301_000);
  const refused: readonly (readonly [string, Parameters<typeof verifyWebhook>[1], string])[] = [
    [body, headersWith(other), secret],
    [`${body} `, headersWith(secret), secret],
    [body, headersWith(secret, old), secret],
    [body, headersWith(secret, new Date(now.getTime() + 301_000)), secret],
    [body, { ...headersWith(secret), "webhook-signature": "v1,AAAA" }, secret],
    [body, { ...headersWith(secret), "webhook-signature": "" }, secret],
    [body, {}, secret],
    [body, headersWith(secret), "whsec_"],
  ];
  for (const [text, headers, own] of refused) await assert.rejects(verifyWebhook(text, headers, own), WebhookRefused);
});

/** Compiles only where both say the same. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;
const asServed: readonly [
  Same<Plain<Shipment>, Plain<z.infer<typeof ShipmentInList>>>,
  Same<Plain<WholeShipment>, Plain<z.infer<typeof WholeShipmentShape>>>,
  Same<Plain<WebhookType>, Plain<ShownWebhook>>,
  Same<Plain<ImportReport>, Plain<z.infer<typeof ImportReportShape>>>,
  Same<Plain<Ticket>, Plain<Tickets["tickets"][number]>>,
  [z.infer<typeof CheckAnswer>] extends [IntegrationCheck] ? true : never,
] = [true, true, true, true, true, true];

test("the SDK's types are those that the API serves", () => assert.ok(asServed.every((same) => same)));

test("packed and installed into an empty project it runs from plain JavaScript, type-checks from TypeScript, and its README's examples run", async () => {
  await cp(join(root, "sdk"), join(folder, "sdk"), { recursive: true });
  const tsc = join(root, "node_modules/.bin/tsc");
  await run(tsc, ["-p", join(folder, "sdk/tsconfig.json")]);
  const { stdout } = await run("npm", ["pack", "--json", "--offline", "--pack-destination", folder], {
    cwd: join(folder, "sdk"),
  });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  assert.deepEqual(
    packed?.files.filter(({ path }) => !/^(?:dist\/[\w]+\.(?:d\.ts|js)|README\.md|package\.json)$/.test(path)),
    [],
  );
  const installed = join(folder, "project/node_modules/@posthorn/sdk");
  await mkdir(installed, { recursive: true });
  await run("tar", ["-xzf", join(folder, packed?.filename ?? ""), "-C", installed, "--strip-components=1"]);
  await writeFile(join(folder, "project/package.json"), '{ "type": "module" }');
  await writeFile(
    join(folder, "project/use.ts"),
    `import { createPosthorn, type Shipment } from "@posthorn/sdk";
     import { verifyWebhook } from "@posthorn/sdk/webhooks";
     const client = createPosthorn({ baseUrl: "https://x.example", key: "k" });
     export const first = async (): Promise<Shipment | undefined> => (await client.shipments.page()).shipments[0];
     // @ts-expect-error: there is no such status
     export const none = client.shipments.list({ status: "lost" });
     export const verified = verifyWebhook("", {}, "");`,
  );
  const strict = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
    "--types",
    "",
    "use.ts",
  ];
  await run(tsc, strict, { cwd: join(folder, "project") });

  const readme = await readFile(join(root, "sdk/README.md"), "utf8");
  const examples = [...readme.matchAll(/```js\n([^`]+(?:`[^`]+)*?)```/g)].map(([, code = ""]) => code);
  assert.equal(examples.length, 3);
  const env = { ...process.env, POSTHORN_URL: baseUrl, POSTHORN_KEY: key.password, WEBHOOK_SECRET: newWebhookSecret() };
  for (const [at, code] of examples.entries()) {
    await writeFile(join(folder, `project/example-${at}.js`), code);
    await run(process.execPath, [`example-${at}.js`], { cwd: join(folder, "project"), env, timeout: 20_000 });
  }
});
