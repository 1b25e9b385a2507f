/** A PostgreSQL for a benchmark, as durable as production wants it, with our tables; gone afterwards, even after Ctrl-C. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "#platform/database.ts";
import { UnsafeDurability, unsafeSettings } from "#platform/durability.ts";
import { startEmbeddedPostgres } from "#platform/embedded-postgres.ts";
import { migrate } from "#platform/migrate.ts";

export interface DurableDatabase {
  readonly url: string;
  readonly database: Database;
  /** What the database does by itself each minute, and a benchmark is over before: see how large its tables have become. */
  analyze(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startDurableDatabase(): Promise<DurableDatabase> {
  const directory = await mkdtemp(join(tmpdir(), "posthorn-bench-"));
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rm(directory, { recursive: true, force: true }));
  const server = undo.use(await startEmbeddedPostgres({ directory }));
  const database = undo.adopt(openDatabase({ url: server.url }), (open) => open.close());
  await migrate(server.url, join(import.meta.dirname, "../src/migrations"));
  const unsafe = await unsafeSettings(database);
  if (unsafe.length > 0) throw new UnsafeDurability(unsafe);

  const all = undo.move();
  // The database runs in a process group of its own and would outlive us.
  const interrupted = (): void => void all.disposeAsync().finally(() => process.exit(130));
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, interrupted);
  all.defer(async () => {
    for (const signal of signals) process.off(signal, interrupted);
  });
  return {
    url: server.url,
    database,
    async analyze() {
      const owner = new pg.Client({ connectionString: server.url });
      await owner.connect();
      await owner.query("analyze");
      await owner.end();
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
