/** `npm run serve` as an operator runs it: a process, a database, an environment. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { request } from "undici";
import webPush from "web-push";
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from "#platform/embedded-postgres.ts";
import { randomToken } from "#platform/ids.ts";
import { until } from "#test/journeys/world.ts";

const root = join(import.meta.dirname, "../..");
const directory = await mkdtemp(join(tmpdir(), "posthorn-serve-"));
after(() => rm(directory, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

function run(environment: Record<string, string>, ...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [join(root, "src/main.ts"), "serve", ...args], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, "close").then(([code]): Ended => ({ code: code as number | null, text }));
  return { child, ended, text: () => text };
}

async function settings(databaseUrl: string): Promise<Record<string, string>> {
  const vapid = webPush.generateVAPIDKeys();
  const port = await freePort();
  return {
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: String(port),
    POSTHORN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    POSTHORN_LINK_SECRET: randomToken(32),
    POSTHORN_SMTP_URL: "smtp://127.0.0.1:9",
    POSTHORN_MAIL_FROM: "Parcels <parcels@example.org>",
    POSTHORN_VAPID_PUBLIC_KEY: vapid.publicKey,
    POSTHORN_VAPID_PRIVATE_KEY: vapid.privateKey,
  };
}

async function withDatabase(
  options: readonly string[],
  use: (database: EmbeddedPostgres) => Promise<void>,
): Promise<void> {
  const database = await startEmbeddedPostgres({ directory: join(directory, "postgres"), settings: options });
  try {
    await use(database);
  } finally {
    await database.stop();
  }
}

test("without settings it ends with a list of what is missing and what to do, and no stack", async () => {
  const { code, text } = await run({}).ended;
  assert.equal(code, 1);
  for (const name of [
    "DATABASE_URL",
    "POSTHORN_PUBLIC_URL",
    "POSTHORN_LINK_SECRET",
    "POSTHORN_SMTP_URL",
    "POSTHORN_VAPID_PRIVATE_KEY",
  ])
    assert.match(text, new RegExp(`- ${name} is missing: `));
  assert.doesNotMatch(text, /\n {4}at /);
});

for (const setting of ["fsync", "full_page_writes", "synchronous_commit"]) {
  test(`R-02 with ${setting} off neither server nor worker runs`, async () => {
    await withDatabase([`${setting}=off`], async ({ url }) => {
      for (const role of ["api", "worker"]) {
        const { code, text } = await run(await settings(url), "--insecure-http", "--roles", role).ended;
        assert.equal(code, 1, text);
        assert.match(text, new RegExp(`${setting} = off`));
        assert.match(text, /--allow-unsafe-durability/);
      }
    });
  });
}

test("R-02 with --allow-unsafe-durability it runs, and readiness says so", async () => {
  await withDatabase(["synchronous_commit=off"], async ({ url }) => {
    const environment = await settings(url);
    const { child, ended } = run(environment, "--insecure-http", "--allow-unsafe-durability");
    const ready = await readyAt(environment);
    assert.deepEqual(ready, { status: "ready", database: "ok", unsafe_durability: ["synchronous_commit"] });
    child.kill("SIGTERM");
    assert.equal((await ended).code, 0);
  });
});

test("it serves, says when the database is gone, is ready again by itself, and ends cleanly on SIGTERM", async () => {
  const port = await freePort();
  const start = () => startEmbeddedPostgres({ directory: join(directory, "postgres"), port });
  let database = await start();
  try {
    const environment = await settings(database.url);
    const { child, ended, text } = run(environment, "--insecure-http");
    assert.deepEqual(await readyAt(environment), { status: "ready", database: "ok", unsafe_durability: [] });
    await database.stop();
    const { statusCode, headers, body } = await request(`${environment.POSTHORN_PUBLIC_URL}/ready`);
    assert.equal(statusCode, 503);
    assert.equal(headers["retry-after"], "2");
    await body.dump();
    for (const open of ["/health", "/carriers", "/v1/carriers?q=dpd"])
      assert.equal((await request(environment.POSTHORN_PUBLIC_URL + open)).statusCode, 200, open);
    database = await start();
    await readyAt(environment);
    child.kill("SIGTERM");
    assert.equal((await ended).code, 0);
    for (const line of text().trim().split("\n")) assert.doesNotThrow(() => JSON.parse(line), line);
  } finally {
    await database.stop();
  }
});

test("a merchant that the command creates has a key that opens", async () => {
  await withDatabase([], async ({ url }) => {
    const environment = await settings(url);
    const { child, ended } = run(environment, "--insecure-http");
    await readyAt(environment);
    const command = spawn(process.execPath, [join(root, "bin/posthorn.mjs"), "merchant", "create", "Lantern & Loom"], {
      env: { PATH: process.env.PATH ?? "", DATABASE_URL: url },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    command.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    assert.equal((await once(command, "close"))[0], 0);
    const [, username = "", password = ""] = /username\s+(\S+)\npassword\s+(\S+)/.exec(printed) ?? [];
    assert.match(password, /^posthorn_live_api_/);
    const answer = await request(
      `${environment.POSTHORN_PUBLIC_URL}/ordermanagement/v1/orders/${crypto.randomUUID()}`,
      {
        headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
      },
    );
    assert.equal(answer.statusCode, 404, "the key opens, and the order is unknown");
    await answer.body.dump();
    child.kill("SIGTERM");
    await ended;
  });
});

const readyAt = (environment: Record<string, string>): Promise<unknown> =>
  until(
    async () => {
      try {
        const answer = await request(`${environment.POSTHORN_PUBLIC_URL}/ready`);
        const text = await answer.body.text();
        return answer.statusCode === 200 ? (JSON.parse(text) as unknown) : null;
      } catch {
        return null;
      }
    },
    (answer) => answer !== null,
    "readiness",
    20_000,
  );
