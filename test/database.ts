/** A fresh, migrated database for a test file: a clone of a template, a few milliseconds. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "#platform/database.ts";
import { createDatabase, type EmbeddedPostgres, startEmbeddedPostgres } from "#platform/embedded-postgres.ts";
import { newId } from "#platform/ids.ts";
import { migrate } from "#platform/migrate.ts";

const migrations = join(import.meta.dirname, "../src/migrations");

export interface FreshDatabase {
  readonly database: Database;
  /** The role that owns the tables; row-level security binds it too, because it is forced. */
  readonly ownerUrl: string;
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server with a migrated template, to be shared by all files of a run through POSTHORN_TEST_DATABASE. */
export async function startTestServer(): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), "posthorn-test-"));
  // Losing a test's data in a power cut is fine; the crash test runs its own server with durability on.
  const server: EmbeddedPostgres = await startEmbeddedPostgres({
    directory,
    settings: ["fsync=off", "full_page_writes=off", "synchronous_commit=off"],
  });
  await createDatabase(server.url, "template_posthorn");
  await migrate(withDatabase(server.url, "template_posthorn"), migrations);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

let ownServer: Promise<TestServer> | undefined;
let users = 0;

export async function freshDatabase(): Promise<FreshDatabase> {
  users += 1;
  const shared = process.env.POSTHORN_TEST_DATABASE;
  const serverUrl = shared ?? (await (ownServer ??= startTestServer())).url;
  const name = `test_${newId().replaceAll("-", "")}`;
  await createDatabase(serverUrl, name, "template_posthorn");
  const url = withDatabase(serverUrl, name);
  const database = openDatabase({ url });
  return {
    database,
    ownerUrl: url,
    url,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await dropDatabase(serverUrl, name);
      users -= 1;
      if (users === 0 && ownServer !== undefined) {
        const server = await ownServer;
        ownServer = undefined;
        await server.stop();
      }
    },
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  await client.end();
}
