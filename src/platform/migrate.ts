/** Numbered, forward-only SQL migrations, each in its own transaction, one runner at a time. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** A key of our own for the advisory lock that keeps two starting processes from migrating at once. */
const lockKey = 0x706f7374;

/**
 * Brings the database up to date. `ownerUrl` is the role that owns the tables; the application's role is made by the first migration.
 * Throws when a migration that already ran has been changed since.
 */
export async function migrate(ownerUrl: string, directory: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(
      "create table if not exists migrations (name text primary key, sha256 text not null, ran_at timestamptz not null default now())",
    );
    const ran = await ranIn(client);
    const applied: string[] = [];
    for (const { name, text, sha256 } of await filesIn(directory)) {
      const before = ran.get(name);
      if (before === sha256) continue;
      if (before !== undefined)
        throw new Error(`Migration ${name} was changed after it ran. Migrations only go forward: write a new one.`);
      await client.query("begin");
      await client.query(text);
      await client.query("insert into migrations (name, sha256) values ($1, $2)", [name, sha256]);
      await client.query("commit");
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function filesIn(directory: string) {
  const names = (await readdir(directory)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(directory, name), "utf8");
      return { name, text, sha256: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/** Names and hashes of what has run. */
async function ranIn(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>("select name, sha256 from migrations");
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

export interface MigrationState {
  /** Not applied yet. */
  readonly pending: readonly string[];
  /** Applied as another text than the one that is here. */
  readonly changed: readonly string[];
  /** Applied, and not here: by a newer program. */
  readonly unknown: readonly string[];
}

/** How far the database is, without a change to it. @throws what `pg` says when the database cannot be asked within five seconds */
export async function migrationState(ownerUrl: string, directory: string): Promise<MigrationState> {
  const files = await filesIn(directory);
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on("error", () => {}); // the query that waits is told, too
  try {
    await client.connect();
    const { rows } = await client.query<{ there: boolean }>("select to_regclass('migrations') is not null as there");
    const ran = rows[0]?.there === true ? await ranIn(client) : new Map<string, string>();
    const names = new Set(files.map(({ name }) => name));
    return {
      pending: files.flatMap(({ name }) => (ran.has(name) ? [] : [name])),
      changed: files.flatMap(({ name, sha256 }) => (ran.has(name) && ran.get(name) !== sha256 ? [name] : [])),
      unknown: [...ran.keys()].filter((name) => !names.has(name)),
    };
  } finally {
    await client.end();
  }
}
