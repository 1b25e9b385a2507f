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
    const ran = new Map(
      (await client.query<{ name: string; sha256: string }>("select name, sha256 from migrations")).rows.map((r) => [
        r.name,
        r.sha256,
      ]),
    );
    const applied: string[] = [];
    for (const name of (await readdir(directory)).filter((file) => file.endsWith(".sql")).sort()) {
      const text = await readFile(join(directory, name), "utf8");
      const sha256 = createHash("sha256").update(text).digest("hex");
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
