/** A merchant's look as its program sets it, and what a stranger gets of it. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { createBrandingRoutes, createLogoRoutes } from "./routes.ts";

const fresh = await freshDatabase();
const { database } = fresh;
const publicBaseUrl = "https://parcels.example";
const clock = systemClock;
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, publicBaseUrl);
await server.register(
  createOrdersRoutes({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    publicBaseUrl,
    linkSecret: "x".repeat(40),
    locationForm: "absolute",
    whatBecame: async () => null,
    more: [createBrandingRoutes({ database, publicBaseUrl })],
  }),
);
await server.register(createLogoRoutes({ database }));
after(async () => {
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

/** The smallest PNG: one transparent pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

async function addShop(name: string, scopes: readonly ("read" | "admin")[] = ["read", "admin"]) {
  const key = await database.forSystem("test", async (tx) => {
    const { id: merchantId } = await createMerchant(tx, { name, clock });
    return createApiKey(tx, { merchantId, mode: "live", scopes, clock });
  });
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  return async (method: "GET" | "PUT", body?: unknown) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization, "content-type": "application/json" };
    const answer = await server.inject({ method, url: "/v1/branding", headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };
}

test("a shop sets its look, reads what is shown of it, and takes it back", async () => {
  const ask = await addShop("Lampenwelt");
  assert.deepEqual((await ask("GET")).body, {
    shop: "Lampenwelt",
    colour: null,
    shown: null,
    logo_url: null,
    website_origins: [],
    notes: [],
  });
  const look = {
    colour: "#FFD100",
    logo: { media_type: "image/png", data: pixel },
    website_origins: ["https://shop.example/", "https://shop.example"],
  };
  const { status, body } = await ask("PUT", look);
  assert.equal(status, 200);
  assert.deepEqual([body.colour, body.website_origins], ["#ffd100", ["https://shop.example"]]);
  assert.match(body.notes[0], /On light pages #ffd100 would be hard to read; #[0-9a-f]{6} is shown instead/);
  const logo = await server.inject({ url: new URL(body.logo_url).pathname });
  assert.deepEqual(logo.rawPayload, Buffer.from(pixel, "base64"));
  assert.equal(logo.headers["content-type"], "image/png");
  assert.match(String(logo.headers["content-security-policy"]), /default-src 'none'; sandbox/);
  assert.match(String(logo.headers["cache-control"]), /immutable/);
  assert.equal((await ask("PUT", {})).body.logo_url, null);
  assert.equal((await server.inject({ url: new URL(body.logo_url).pathname })).statusCode, 404);
});

test("what cannot be shown is refused, each fault with what to do", async () => {
  const ask = await addShop("Nordkiste");
  const svg = Buffer.from("<svg onload='alert(1)'/>").toString("base64");
  const wrong = {
    colour: "teal; } body { display: none",
    logo: { media_type: "image/svg+xml", data: svg },
    website_origins: ["https://shop.example/cart", "http://shop.example", "'self' *", "https://a:b@shop.example"],
  };
  const { status, body } = await ask("PUT", wrong);
  assert.equal(status, 422);
  const messages: readonly string[] = body.errors;
  assert.equal(messages.length, 2 + 4);
  assert.match(messages.join("\n"), /write it as "#rrggbb"[\s\S]*SVG can hold scripts[\s\S]*"'self' \*" is no origin/);
  const lie = await ask("PUT", { logo: { media_type: "image/png", data: svg } });
  assert.match(lie.body.errors.join("\n"), /not image\/png/);
  const large = await ask("PUT", { logo: { media_type: "image/png", data: "A".repeat(56_000) } });
  assert.match(large.body.errors.join("\n"), /at most 40000/);
  assert.equal((await ask("PUT", { colour: 5 })).status, 422);
  assert.equal((await ask("GET")).body.colour, null);
});

test("A-01 a look is its merchant's own, and a key without the scope changes none", async () => {
  const [one, other, reader] = [await addShop("One"), await addShop("Other"), await addShop("Reader", ["read"])];
  await one("PUT", { colour: "#0b5d4e" });
  assert.equal((await other("GET")).body.colour, null);
  assert.equal((await reader("PUT", { colour: "#0b5d4e" })).status, 403);
});

test("an address of a logo that never was, or of nothing, is answered like one that is gone", async () => {
  for (const path of ["/brand/x/y", `/brand/01890000-0000-7000-8000-000000000000/${"A".repeat(43)}`])
    assert.equal((await server.inject({ url: path })).statusCode, 404);
});
