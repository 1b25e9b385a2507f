/** "Accepted" is a promise only as strong as the database's settings: they are read at start, not assumed (R-02). */
import { type Database, sql } from "#platform/database.ts";

const settings = ["fsync", "full_page_writes", "synchronous_commit"] as const;

const read = sql(
  "durability.read",
  "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')",
);

/** The settings under which a commit could be lost; empty when all is well. */
export async function unsafeSettings(database: Database): Promise<readonly string[]> {
  const rows = await database.forSystem("durability check at start", (tx) =>
    tx.query<{ name: string; setting: string }>(read),
  );
  const value = new Map(rows.map((row) => [row.name, row.setting]));
  // synchronous_commit = local, remote_write, on and remote_apply all wait for our own disk; only "off" does not.
  return settings.filter((name) => (value.get(name) ?? "off") === "off");
}

export class UnsafeDurability extends Error {
  constructor(unsafe: readonly string[]) {
    super(
      `The database has ${unsafe.map((name) => `${name} = off`).join(", ")}: it could lose what we told a merchant we have. ` +
        "Switch it on, or start with --allow-unsafe-durability if losing data is fine.",
    );
    this.name = "UnsafeDurability";
  }
}
