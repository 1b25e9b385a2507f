/** Trying a credential against carriers that answer over HTTP in every way there is. */
import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { after, test } from "node:test";
import { connectionBySlug } from "#carriers/connections.ts";
import type { Credential } from "#carriers/runner.ts";
import { systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createLog } from "#platform/log.ts";
import { freshDatabase } from "#test/database.ts";
import { startLoopbackCarrier } from "#test/loopback-carrier.ts";
import { verifyCredential } from "./verify-credential.ts";

const world = await freshDatabase();
const carrier = await startLoopbackCarrier((_request, response) => response.end("{}"));
after(async () => {
  await carrier[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
const lines: string[] = [];
const deps = {
  database: world.database,
  egress: carrier.egress,
  clock: systemClock,
  log: createLog({ destination: { write: (line) => void lines.push(line) } }),
  wait: async () => {},
};
const connection = (slug: string) => {
  const found = connectionBySlug(slug);
  assert.ok(found);
  return found;
};
const [dhl, ups] = [connection("dhl"), connection("ups")];

/** Another account each time: the limits and pauses of one are nobody else's. */
let accounts = 0;
const anAccount = (fields: Credential["fields"]): Credential => ({
  name: `installation account-${(accounts += 1)}`,
  fields,
});
const canary = "canary-Zq8-secret";
const aDhlKey = () => anAccount({ key: canary });
const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

test("works: the carrier knows nothing of the number, or does not like it, but it answers us", async () => {
  for (const [status, title] of [
    [404, "No result found"],
    [400, "Invalid tracking number format"],
  ] as const) {
    carrier.answer = (_request, response) => json(response, status, { status, title, detail: title });
    const verdict = await verifyCredential(dhl, aDhlKey(), deps);
    assert.deepEqual(verdict, { kind: "works", words: "DHL answers with this credential." });
  }
  const last = carrier.seen.at(-1);
  assert.match(last?.url ?? "", /^https:\/\/api-eu\.dhl\.com\/track\/shipments\?trackingNumber=00340434161094015902&/);
  assert.equal(last?.headers["dhl-api-key"], canary);
});

test("works: a token, then an answer about a number that nobody has", async () => {
  carrier.answer = ({ url }, response) =>
    url.includes("/oauth/")
      ? json(response, 200, { access_token: "token", expires_in: "14399" })
      : json(response, 404, { response: { errors: [{ code: "TW0001", message: "Tracking Information Not Found" }] } });
  const { kind } = await verifyCredential(ups, anAccount({ client_id: "id", client_secret: canary }), deps);
  assert.equal(kind, "works");
  assert.match(carrier.seen.at(-1)?.url ?? "", /\/details\/999999999999\?/);
});

test("refused: the key, or the login at the token service; the words name the fields and the documentation", async () => {
  carrier.answer = (_request, response) => json(response, 401, { status: 401, title: "Unauthorized" });
  const dhlVerdict = await verifyCredential(dhl, aDhlKey(), deps);
  assert.equal(dhlVerdict.kind, "refused");
  assert.match(
    dhlVerdict.words,
    /^DHL refuses this credential\. Check key, .*documentation: https:\/\/developer\.dhl\.com/,
  );
  carrier.answer = (_request, response) => json(response, 401, { response: { errors: [{ code: "10401" }] } });
  const upsVerdict = await verifyCredential(ups, anAccount({ client_id: "id", client_secret: canary }), deps);
  assert.equal(upsVerdict.kind, "refused");
  assert.match(upsVerdict.words, /Check client_id and client_secret,.* Keys of a test environment do not work here\.$/);
  assert.match(
    (await verifyCredential(dhl, { ...aDhlKey(), baseUrl: "https://api-sandbox.dhl.com" }, deps)).words,
    /another address than its usual one/,
  );
});

test("not allowed: the carrier knows the account and does not let it ask", async () => {
  carrier.answer = (_request, response) => json(response, 403, { status: 403, title: "Forbidden" });
  const { kind, words } = await verifyCredential(dhl, aDhlKey(), deps);
  assert.equal(kind, "not_allowed");
  assert.match(words, /allowed for tracking/);
});

test("S-06 unreachable: broken off, silent, down and a page of maintenance give the same words", async () => {
  const said = new Set<string>();
  for (const answer of [
    (response: ServerResponse) => void response.destroy(),
    () => {},
    (response: ServerResponse) => void response.writeHead(503, { "content-type": "text/html" }).end("<h1>down</h1>"),
    (response: ServerResponse) => void response.writeHead(500).end(canary),
  ]) {
    carrier.answer = (_request, response) => answer(response);
    const { kind, words } = await verifyCredential(dhl, aDhlKey(), deps, { withinMs: 400 });
    assert.equal(kind, "unreachable");
    said.add(words);
  }
  assert.equal(said.size, 1);
});

test("throttled: by the carrier, and by a pause of ours, with the time when it is worth trying again", async () => {
  carrier.answer = (_request, response) => void response.writeHead(429, { "retry-after": "3600" }).end("{}");
  const account = aDhlKey();
  assert.equal((await verifyCredential(dhl, account, deps)).kind, "throttled");
  const asked = carrier.seen.length;
  const again = await verifyCredential(dhl, account, deps);
  assert.equal(again.kind, "throttled");
  assert.ok((again.retryAt?.getTime() ?? 0) > systemClock.now().getTime() + 3_000_000);
  assert.equal(carrier.seen.length, asked, "R-08 within the pause nobody is asked");
});

test("a slot that is free in a moment is waited for", async () => {
  carrier.answer = (_request, response) => json(response, 404, { status: 404, title: "No result found" });
  const account = aDhlKey();
  const often = { ...dhl, limits: { ...dhl.limits, perSecond: 5 } };
  const waits: number[] = [];
  const patient = {
    ...deps,
    wait: async (ms: number) => {
      waits.push(ms);
      await new Promise((done) => setTimeout(done, ms));
    },
  };
  for (let turn = 0; turn < 7; turn += 1) assert.equal((await verifyCredential(often, account, patient)).kind, "works");
  assert.ok(waits.length > 0);
});

test("unclear: an answer that nobody can read, or a question that the carrier does not understand", async () => {
  carrier.answer = (_request, response) =>
    void response.writeHead(200, { "content-type": "application/json" }).end("[[[");
  assert.equal((await verifyCredential(dhl, aDhlKey(), deps)).kind, "unclear");
  carrier.answer = (_request, response) => json(response, 400, { status: 400, title: "Bad request" });
  assert.equal((await verifyCredential(dhl, aDhlKey(), deps)).kind, "unclear");
});

test("K-04 S-06 neither secret nor answer is in words or log, also when the carrier repeats the secret; nothing of it is kept", async () => {
  const kinds = [];
  for (const status of [200, 400, 401, 403, 404, 422, 429, 500]) {
    carrier.answer = (_request, response) =>
      json(response, status, { status, title: canary, detail: `bad key ${canary}` });
    const verdict = await verifyCredential(dhl, aDhlKey(), deps);
    kinds.push(verdict.kind);
    assert.ok(!JSON.stringify(verdict).includes("canary"), String(status));
  }
  assert.ok(new Set(kinds).size >= 5, kinds.join());
  assert.ok(lines.length > 10);
  assert.ok(!lines.join("").includes("canary"));
  const raw = sql("test.raw", "select count(*)::int as n from raw_answers");
  assert.deepEqual(await world.database.forSystem("test", (tx) => tx.query(raw)), [{ n: 0 }]);
});
