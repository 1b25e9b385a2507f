/** Access tokens that processes share: one for all of them, and sealed where they lie. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import { defineCarrier } from "#carriers/carrier.ts";
import { ask, type Credential, type RunnerDeps } from "#carriers/runner.ts";
import { ManualClock, systemClock } from "#platform/clock.ts";
import { openDatabase, sql } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { silentLog } from "#platform/log.ts";
import { createVault } from "#platform/vault.ts";
import { freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";

const carrier = defineCarrier({
  slug: "token-post",
  name: "Token Post",
  serves: ["token-post"],
  docs: "",
  baseUrls: { production: "https://carrier.example" },
  auth: oauth({ path: "/token", place: "form" }),
  limits: { perSecond: 1_000, perDay: null, concurrent: 10, batch: 1 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: true,
  statuses: [],
  numberPattern: /./,
  quality: "table",
  unproven: [],
  trackingPage: "",
  request: () => ({ method: "GET", path: "/track" }),
  answer: z.object({}),
  scans: () => [],
});

const storedTokens = sql("test.storedTokens", "select sealed from carrier_tokens");
const plainTokens = sql("test.plainTokens", "select count(*)::int as n from carrier_limits where token is not null");

async function world() {
  const db = await freshDatabase();
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === "/token") {
      tokens.push(`canary-token-${tokens.length}`);
      response.end(JSON.stringify({ access_token: tokens.at(-1), expires_in: 3_600 }));
    } else if (request.headers.authorization === "Bearer canary-token-0" && tokens.length > 1) {
      response.writeHead(401).end("{}");
    } else response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  const clock = new ManualClock();
  const egress = createEgress({ clock: systemClock, log: silentLog, allowLoopback: true });
  const master = aMasterKey();
  const closers: (() => Promise<void>)[] = [];
  return {
    tokens,
    clock,
    stored: () => db.database.forSystem("test", (tx) => tx.query<{ sealed: string }>(storedTokens)),
    plain: async () => (await db.database.forSystem("test", (tx) => tx.query<{ n: number }>(plainTokens)))[0]?.n,
    /** A worker of its own: its memory and its connections are not the others'. */
    process(masterKeys = [master]): (fields?: Credential["fields"]) => Promise<unknown> {
      const database = openDatabase({ url: db.url, connectionsMax: 2 });
      closers.push(() => database.close());
      const vault = createVault({ database, clock, masterKeys });
      const deps: RunnerDeps = { egress, database, clock, log: silentLog, vault, wait: async () => {} };
      return (fields = { client_id: "id", client_secret: "old" }) => {
        const credential = { name: "installation", fields, baseUrl: `http://127.0.0.1:${port}` };
        return ask(carrier, [{ number: "N1" }], credential, deps, async () => {});
      };
    },
    async [Symbol.asyncDispose]() {
      for (const close of closers) await close();
      await egress.close();
      server.close();
      await db[Symbol.asyncDispose]();
    },
  };
}

test("K-01 a token is shared by all processes, sealed: the database shows neither it nor what it was fetched with", async () => {
  await using w = await world();
  await w.process()();
  await w.process()();
  assert.deepEqual(w.tokens, ["canary-token-0"]);
  const [row, ...more] = await w.stored();
  assert.equal(more.length, 0);
  assert.match(row?.sealed ?? "", /^v1\./);
  assert.ok(!row?.sealed.includes(Buffer.from("canary-token").toString("base64url").slice(0, 12)));
  assert.equal(await w.plain(), 0);
});

test("a token that was fetched with another secret is none, and one that the carrier refuses is dropped for everyone", async () => {
  await using w = await world();
  const [first, second] = [w.process(), w.process()];
  await first();
  await second({ client_id: "id", client_secret: "new" });
  assert.deepEqual(w.tokens, ["canary-token-0", "canary-token-1"]);
  // From now on the carrier refuses the first token; who still holds it takes a third one, and another process shares that.
  await first();
  assert.equal(w.tokens.length, 3);
  await w.process()();
  assert.equal(w.tokens.length, 3);
});

test("K-01 without a master key, or with another, a token stays in the memory of its process", async () => {
  await using w = await world();
  await w.process([])();
  assert.deepEqual([w.tokens.length, (await w.stored()).length], [1, 0]);
  await w.process()();
  const sealed = await w.stored();
  assert.deepEqual([w.tokens.length, sealed.length], [2, 1]);
  await w.process([aMasterKey()])();
  await w.process([])();
  assert.equal(w.tokens.length, 4);
  assert.deepEqual(await w.stored(), sealed);
});
