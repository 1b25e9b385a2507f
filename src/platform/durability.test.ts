import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { freshDatabase } from "#test/database.ts";
import { openDatabase } from "./database.ts";
import { unsafeSettings } from "./durability.ts";

test("R-02 each setting that could lose a commit is seen at start", async () => {
  await using world = await freshDatabase();
  // The tests' own server has all three off on purpose.
  assert.deepEqual(await unsafeSettings(world.database), ["fsync", "full_page_writes", "synchronous_commit"]);
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  const name = new URL(world.url).pathname.slice(1);
  await owner.query(`alter database ${owner.escapeIdentifier(name)} set synchronous_commit = on`);
  await owner.end();
  const again = openDatabase({ url: world.url });
  assert.deepEqual(await unsafeSettings(again), ["fsync", "full_page_writes"]);
  await again.close();
});
