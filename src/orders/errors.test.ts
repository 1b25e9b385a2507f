import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { errorsPage } from "./errors.ts";

test("E-09 docs/errors.md is the catalogue", async () => {
  assert.equal(await readFile(join(import.meta.dirname, "../../docs/errors.md"), "utf8"), errorsPage());
});
