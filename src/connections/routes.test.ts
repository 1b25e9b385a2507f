/** A merchant's connections as its program meets them, over a socket, with carriers that answer over HTTP. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { after, test } from "node:test";
import { request } from "undici";
import { ups } from "#carriers/ups/carrier.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createHealthRoutes } from "#platform/health.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { createLog } from "#platform/log.ts";
import type { Scope } from "#platform/merchant-api.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { createVault, type MasterKey } from "#platform/vault.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { dumpOf, formsOf, secretsIn } from "#test/dump.ts";
import { startLoopbackCarrier } from "#test/loopback-carrier.ts";
import { aMasterKey } from "#test/master-key.ts";
import { connectCarrier } from "./connect-carrier.ts";
import { createCredentials } from "./credential-source.ts";
import { createConnectionsRoutes } from "./routes.ts";
import { ShownConnection, TestAnswer } from "./schema.ts";

const world = await freshDatabase();
const { database } = world;
const carrier = await startLoopbackCarrier((_request, response) => response.end("{}"));
const lines: string[] = [];
const log = createLog({ destination: { write: (line) => void lines.push(line) } });
const clock = systemClock;
const master = aMasterKey();

const served: string[] = [];
async function serve(masterKeys: readonly MasterKey[]): Promise<{ port: number; close(): Promise<void> }> {
  const vault = createVault({ database, clock, masterKeys });
  const runner = { database, clock, log, vault, egress: carrier.egress, wait: async () => {} };
  const credentials = createCredentials({ database, clock, log, vault, installed: {} });
  const push = { publicBaseUrl: "https://track.example", linkSecret: "x".repeat(40) };
  const server = createHttpServer({ log, clock, trustedProxies: [], insecureHttp: false });
  server.addHook("onRoute", ({ method, url }) => {
    if (url.startsWith("/v1/connections")) for (const one of [method].flat()) served.push(`${one} ${url}`);
  });
  await server.register(createHealthRoutes({ database }));
  await registerOpenApi(server, push.publicBaseUrl);
  await server.register(
    createOrdersRoutes({
      database,
      clock,
      log,
      wakeups: localWakeups(),
      ...push,
      locationForm: "absolute",
      whatBecame: async () => null,
      more: [createConnectionsRoutes({ ...runner, credentials, push })],
    }),
  );
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  return { port: Number(new URL(address).port), close: () => server.close() };
}
const [open, closed] = [await serve([master]), await serve([])];
after(async () => {
  await open.close();
  await closed.close();
  await carrier[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

interface Key {
  readonly username: string;
  readonly password: string;
  readonly id: string;
}
const aMerchant = (scopes: readonly Scope[] = ["read", "admin"]): Promise<Key> =>
  database.forSystem("test", async (tx) => {
    const { id } = await createMerchant(tx, { name: "Shop", clock });
    return { id, ...(await createApiKey(tx, { merchantId: id, mode: "live", scopes, clock })) };
  });
const aKey = (id: string, scopes: readonly Scope[]): Promise<Key> =>
  database.forSystem("test", async (tx) => ({
    id,
    ...(await createApiKey(tx, { merchantId: id, mode: "live", scopes, clock })),
  }));

async function call(key: Key, method: string, path: string, sent?: unknown, { port } = open) {
  const body = typeof sent === "string" ? sent : sent === undefined ? null : JSON.stringify(sent);
  const answer = await request(`http://127.0.0.1:${port}${path}`, {
    method: method as "GET",
    headers: {
      authorization: `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body,
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    type: String(answer.headers["content-type"] ?? ""),
    headers: JSON.stringify(answer.headers),
    text,
    json: text === "" ? undefined : JSON.parse(text),
  };
}
const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** UPS as it answers a credential with this secret; it repeats what it was sent, as careless carriers do. */
const upsThatKnows = (secret: string) => {
  carrier.answer = ({ url, headers, body }, response) => {
    if (!url.includes("/oauth/"))
      return json(response, 404, { response: { errors: [{ code: "TW0001", message: body }] } });
    const isRight = headers.authorization === `Basic ${Buffer.from(`id:${secret}`).toString("base64")}`;
    return isRight
      ? json(response, 200, { access_token: `token-of-${secret}`, expires_in: "14399" })
      : json(response, 401, { response: { errors: [{ code: "10401", message: headers.authorization }] } });
  };
};
const withSecret = (secret: string) => ({ fields: { client_id: "id", client_secret: secret } });
const somethingSecret = (): string => `canary+${randomBytes(15).toString("base64")}`;

test("a merchant reads what a connection wants, enters it, tries it, and removes it", async () => {
  const key = await aMerchant();
  const secret = somethingSecret();
  const before = (await call(key, "GET", "/v1/connections/ups")).json;
  assert.deepEqual(
    before.fields.map(({ name, is_required, is_secret }: Record<string, unknown>) => [name, is_required, is_secret]),
    [
      ["client_id", true, true],
      ["client_secret", true, true],
      ["push_secret", false, true],
    ],
  );
  assert.deepEqual([before.credential, before.documentation], [null, ups.docs]);

  const put = await call(key, "PUT", "/v1/connections/ups", withSecret(secret));
  assert.equal(put.status, 200);
  const { credential } = put.json;
  assert.deepEqual(credential.fields, { client_id: "…", client_secret: `…${secret.slice(-4)}` });
  assert.deepEqual([credential.environment, credential.verdict, credential.verified_at], ["production", null, null]);

  upsThatKnows(secret);
  const tried = await call(key, "POST", "/v1/connections/ups/test");
  assert.deepEqual([tried.status, tried.json.verdict, tried.json.retry_at], [200, "works", null]);
  const listed = (await call(key, "GET", "/v1/connections")).json.connections.find(
    ({ connection }: { connection: string }) => connection === "ups",
  );
  for (const [shape, answer] of [
    [ShownConnection, before],
    [ShownConnection, put.json],
    [ShownConnection, listed],
    [TestAnswer, tried.json],
  ] as const)
    assert.deepEqual(shape.strict().parse(answer), answer, "as the API's document says");
  assert.match(listed.push_entered_at, /developer\.ups\.com/);
  assert.deepEqual([listed.credential.verdict, listed.credential.verdict_words], ["works", tried.json.verdict_words]);

  assert.deepEqual([(await call(key, "DELETE", "/v1/connections/ups")).status], [204]);
  const gone = await call(key, "DELETE", "/v1/connections/ups");
  assert.deepEqual([gone.status, gone.type], [404, "application/problem+json; charset=utf-8"]);
  assert.deepEqual((await call(key, "GET", "/v1/connections/ups")).json, before);
});

test("a secret that was mended is tried soon, although the last one was refused; the old verdict is gone", async () => {
  const key = await aMerchant();
  const secret = somethingSecret();
  upsThatKnows(secret);
  await call(key, "PUT", "/v1/connections/ups", withSecret(`${secret}-mistyped`));
  const refused = (await call(key, "POST", "/v1/connections/ups/test")).json;
  assert.equal(refused.verdict, "refused");
  assert.match(refused.verdict_words, /client_id and client_secret/);
  // The same secret again: the pause after a refused login holds.
  const paused = (await call(key, "POST", "/v1/connections/ups/test")).json;
  assert.equal(paused.verdict, "throttled");
  assert.ok(Date.parse(paused.retry_at) > clock.now().getTime() + 5_000);
  const mended = (await call(key, "PUT", "/v1/connections/ups", withSecret(secret))).json;
  assert.equal(mended.credential.verdict, null);
  const pause = sql(
    "test.routesPause",
    `select open_until as "openUntil", failures from carrier_limits where carrier = 'ups' and credential = $1`,
  );
  const [row] = await database.forSystem("test", (tx) =>
    tx.query<{ openUntil: Date; failures: number }>(pause, [`${key.id} main`]),
  );
  assert.ok(row !== undefined && row.openUntil.getTime() <= clock.now().getTime() + 3_000);
  assert.ok(row.failures > 0, "guessing through us becomes slower with each guess");
});

test("R-08 a pause that the carrier asked for does not end because another secret is entered", async () => {
  const key = await aMerchant();
  carrier.answer = (_request, response) => void response.writeHead(429, { "retry-after": "3600" }).end("{}");
  await call(key, "PUT", "/v1/connections/ups", withSecret("one"));
  assert.equal((await call(key, "POST", "/v1/connections/ups/test")).json.verdict, "throttled");
  await call(key, "PUT", "/v1/connections/ups", withSecret("two"));
  const asked = carrier.seen.length;
  const { verdict, retry_at } = (await call(key, "POST", "/v1/connections/ups/test")).json;
  assert.equal(verdict, "throttled");
  assert.ok(Date.parse(retry_at) > clock.now().getTime() + 3_000_000);
  assert.equal(carrier.seen.length, asked);
});

test("what cannot be taken is refused with a sentence for each fault, and nothing is stored", async () => {
  const key = await aMerchant();
  for (const [body, detail] of [
    [{ fields: {} }, "'client_id' is missing."],
    [{ fields: { client_id: "id", client_secret: 7 } }, undefined],
    [{ fields: { client_id: "id", client_secret: ["x"] } }, "Send {"],
    [{ fields: { client_id: "id", client_secret: "x", extra: "x" } }, "There is a field that UPS does not have."],
    [{ fields: { client_id: "id", client_secret: "x" }, environment: "custom" }, "Send {"],
    [[], "Send {"],
    [undefined, "Send {"],
  ] as const) {
    const answer = await call(key, "PUT", "/v1/connections/ups", body);
    if (detail === undefined) {
      // A number keeps its digits: account numbers are often sent so.
      assert.equal(answer.status, 200);
      await call(key, "DELETE", "/v1/connections/ups");
      continue;
    }
    assert.deepEqual([answer.status, answer.type], [422, "application/problem+json; charset=utf-8"]);
    assert.ok(
      answer.json.errors.some((error: string) => error.startsWith(detail)),
      answer.text,
    );
  }
  assert.equal((await call(key, "PUT", "/v1/connections/ups", "{")).status, 400);
  assert.equal((await call(key, "GET", "/v1/connections/ups")).json.credential, null);
  for (const slug of ["nothing", "UPS", "__proto__", "ups%2F..", "x".repeat(3_000)])
    assert.equal((await call(key, "GET", `/v1/connections/${slug}`)).status, 404, slug);
});

test("the test environment of a carrier is where its credential is tried", async () => {
  const key = await aMerchant();
  const put = await call(key, "PUT", "/v1/connections/ups", { ...withSecret("x"), environment: "test" });
  assert.equal(put.json.credential.environment, "test");
  carrier.answer = (_request, response) => json(response, 401, {});
  const { verdict_words } = (await call(key, "POST", "/v1/connections/ups/test")).json;
  assert.match(carrier.seen.at(-1)?.url ?? "", /^https:\/\/wwwcie\.ups\.com\//);
  assert.match(verdict_words, /another address than its usual one/);
});

test("M-03 entering, trying and removing need a key with the scope admin, reading one with read", async () => {
  const owner = await aMerchant();
  await call(owner, "PUT", "/v1/connections/ups", withSecret("x"));
  const reader = await aKey(owner.id, ["shipments:write", "read"]);
  const writer = await aKey(owner.id, ["shipments:write"]);
  const attempts = [
    ["PUT", "/v1/connections/ups", withSecret("y")],
    ["DELETE", "/v1/connections/ups", undefined],
    ["POST", "/v1/connections/ups/test", undefined],
  ] as const;
  for (const [method, path, body] of attempts) {
    const { status, json: said } = await call(reader, method, path, body);
    assert.equal(status, 403, path);
    assert.match(said.title, /lacks the scope admin/);
  }
  assert.equal((await call(reader, "GET", "/v1/connections/ups")).json.credential.environment, "production");
  for (const path of ["/v1/connections", "/v1/connections/ups"])
    assert.equal((await call(writer, "GET", path)).status, 403);
  assert.equal((await call(owner, "GET", "/v1/connections/ups")).json.credential.verdict, null);
});

test("A-01 another merchant's credential answers like none: byte for byte, for every operation; the installation's, too", async () => {
  const [owner, stranger, nobody] = [await aMerchant(), await aMerchant(), await aMerchant()];
  await call(owner, "PUT", "/v1/connections/ups", withSecret("of the owner"));
  const vault = createVault({ database, clock, masterKeys: [master] });
  await connectCarrier(
    { connection: ups, merchantId: null, name: "main", fields: withSecret("shared").fields, environment: "production" },
    { database, clock, log, vault, egress: carrier.egress, wait: async () => {} },
  );
  const plain = ({ status, text }: { status: number; text: string }): string =>
    `${status} ${text.replace(/"correlation_id":"[^"]*"/, "")}`;
  const asked = carrier.seen.length;
  for (const [method, path] of [
    ["GET", "/v1/connections"],
    ["GET", "/v1/connections/ups"],
    ["POST", "/v1/connections/ups/test"],
    ["DELETE", "/v1/connections/ups"],
  ] as const)
    assert.equal(
      plain(await call(stranger, method, path)),
      plain(await call(nobody, method, path)),
      `${method} ${path}`,
    );
  assert.equal(carrier.seen.length, asked);
  await call(stranger, "PUT", "/v1/connections/ups", withSecret("of the stranger, and long enough"));
  await call(stranger, "DELETE", "/v1/connections/ups");
  assert.notEqual((await call(owner, "GET", "/v1/connections/ups")).json.credential, null);
  const shared = sql(
    "test.routesShared",
    "select count(*)::int as n from carrier_credentials where merchant_id is null",
  );
  assert.deepEqual(await database.forSystem("test", (tx) => tx.query(shared)), [{ n: 1 }]);
});

test("K-01 without a master key the API says that none is set; what is stored is seen, and not opened", async () => {
  const key = await aMerchant();
  await call(key, "PUT", "/v1/connections/ups", withSecret("stored before, and long enough"));
  for (const [method, path, body] of [
    ["PUT", "/v1/connections/ups", withSecret("x")],
    ["POST", "/v1/connections/ups/test", undefined],
  ] as const) {
    const answer = await call(key, method, path, body, closed);
    assert.deepEqual([answer.status, answer.type], [501, "application/problem+json; charset=utf-8"], path);
    assert.match(answer.json.title, /operator has to set a master key/);
  }
  const { credential } = (await call(key, "GET", "/v1/connections/ups", undefined, closed)).json;
  assert.deepEqual(credential.fields, {});
});

test("K-01 a credential that does not open any more is to be entered again", async () => {
  const key = await aMerchant();
  await call(key, "PUT", "/v1/connections/ups", withSecret("whatever it is"));
  const spoil = sql(
    "test.routesSpoil",
    "update carrier_credentials set sealed_fields = 'v1.spoiled' where merchant_id = $1",
  );
  await database.forSystem("test", (tx) => tx.execute(spoil, [key.id]));
  const { status, json: said } = await call(key, "POST", "/v1/connections/ups/test");
  assert.deepEqual([status, said.title], [422, "What you entered cannot be opened any more. Enter it again."]);
  assert.deepEqual((await call(key, "GET", "/v1/connections/ups")).json.credential.fields, {});
  assert.equal((await call(key, "PUT", "/v1/connections/ups", withSecret("entered again"))).status, 200);
});

test("E-08 the routes that are served stand in the OpenAPI document", async () => {
  const document = await (await request(`http://127.0.0.1:${open.port}/openapi.json`)).body.json();
  const { paths } = document as { paths: Record<string, object> }; // an OpenAPI document has paths
  const described = Object.entries(paths)
    .filter(([path]) => path.startsWith("/v1/connections"))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/{(\w+)}/g, ":$1")}`),
    );
  assert.deepEqual(described.sort(), [...new Set(served)].sort());
  assert.equal(described.length, 5);
});

test("K-01 K-04 canary secrets are in no table, log line, answer or header, neither plain nor in base64 nor in hex", async () => {
  const key = await aMerchant();
  const stored = somethingSecret();
  const last = somethingSecret();
  const [refused, unread, misplaced] = [somethingSecret(), somethingSecret(), somethingSecret()];
  const answers: { readonly text: string; readonly headers: string }[] = [];
  const heard = async (...args: Parameters<typeof call>) => answers.push(await call(...args));
  upsThatKnows(stored);
  await heard(key, "PUT", "/v1/connections/ups", withSecret(stored));
  await heard(key, "POST", "/v1/connections/ups/test");
  await heard(key, "PUT", "/v1/connections/dhl", { fields: { key: refused } });
  carrier.answer = (_request, response) =>
    json(response, 401, { status: 401, title: refused, detail: `no ${refused}` });
  await heard(key, "POST", "/v1/connections/dhl/test");
  for (const body of [
    `{"fields":{"client_secret":"${unread}"`,
    `{"fields":{"client_id":"${unread}\u0007","client_secret":"x"}}`,
    `"${unread}"`,
    { fields: { client_secret: unread } },
    { fields: { client_id: "id", client_secret: "x", [misplaced]: "x" } },
    { fields: { client_id: "id", client_secret: [unread] } },
    { fields: { client_id: "id", client_secret: "x" }, environment: unread },
    { ...withSecret("x"), [misplaced]: 1 },
  ])
    await heard(key, "PUT", "/v1/connections/ups", body);
  upsThatKnows(last);
  await heard(key, "PUT", "/v1/connections/ups", withSecret(last));
  await heard(key, "POST", "/v1/connections/ups/test");
  assert.match(answers.at(-1)?.text ?? "", /"verdict":"works"/);
  await heard(key, "PUT", `/v1/connections/${encodeURIComponent(misplaced)}`, withSecret("x"));
  for (const path of ["/v1/connections", "/v1/connections/ups", "/v1/connections/dhl", "/openapi.json"])
    await heard(key, "GET", path);
  for (const path of ["/health", "/ready"]) await heard(key, "GET", path);

  const secrets = [stored, last, refused, unread, misplaced, `token-of-${last}`, master.key.toString("base64")];
  const dump = await dumpOf(world.ownerUrl);
  assert.ok(dump.includes("carrier_tokens") && dump.includes("data_keys"), "what should be looked at is there");
  assert.deepEqual(secretsIn(dump, secrets), [], "database");
  assert.deepEqual(secretsIn(lines.join("\n"), secrets), [], "log");
  for (const { text, headers } of answers) assert.deepEqual(secretsIn(text + headers, secrets), [], text);
  assert.ok(
    carrier.seen.some(({ headers }) => headers["dhl-api-key"] === refused),
    "the carrier did get it",
  );
});

test("K-01 the search for secrets finds them in each of its forms", () => {
  const secret = somethingSecret();
  for (const before of ["", "a", "ab", "abc"])
    for (const encoding of ["utf8", "base64", "base64url", "hex"] as const) {
      const text = Buffer.from(`${before}${secret}:after`).toString(encoding);
      assert.deepEqual(secretsIn(`… ${text} …`, [secret, newId()]), [secret], `${before} ${encoding}`);
    }
  assert.ok(formsOf(secret).every((form) => form.length >= 20));
});

test("K-04 the address that a carrier pushes to is told to a key with the scope admin, not to one that only reads", async () => {
  const key = await aMerchant();
  const reader = await aKey(key.id, ["read"]);
  const entered = await call(key, "PUT", "/v1/connections/ups", {
    fields: { client_id: "id", client_secret: "secret" },
  });
  const address = entered.json.credential.push_url;
  assert.match(address, /^https:\/\/track\.example\/v1\/push\/ups\//);
  assert.equal((await call(key, "GET", "/v1/connections/ups")).json.credential.push_url, address);
  for (const path of ["/v1/connections/ups", "/v1/connections"]) {
    const { status, text } = await call(reader, "GET", path);
    assert.equal(status, 200);
    assert.ok(!text.includes("/v1/push/"));
  }
});
