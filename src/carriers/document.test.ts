/** The generated pages are what the code says: run `node scripts/carriers-docs.ts` when this test is red. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { connections } from "./connections.ts";
import { carrierPage, carriersPage } from "./document.ts";

const docs = join(import.meta.dirname, "../../docs");
const cure = "run: node scripts/carriers-docs.ts";

test("docs/carriers.md is the table of the connections", async () => {
  assert.equal(await readFile(join(docs, "carriers.md"), "utf8"), carriersPage(connections), cure);
});

test("docs/carriers/ holds a page of each connection, and no other", async () => {
  for (const carrier of connections)
    assert.equal(await readFile(join(docs, `carriers/${carrier.slug}.md`), "utf8"), await carrierPage(carrier), cure);
  assert.deepEqual((await readdir(join(docs, "carriers"))).sort(), connections.map(({ slug }) => `${slug}.md`).sort());
});

test("what a reader must know stands on the page: fields with their secrecy, limits, quality with its meaning, what is unproven", async () => {
  for (const carrier of connections) {
    const page = await carrierPage(carrier);
    for (const { name } of carrier.auth.fields) assert.match(page, new RegExp(`\`${name}\` .*(secret|no secret)`));
    for (const sentence of carrier.unproven) assert.ok(page.includes(`- ${sentence}\n`), sentence);
    assert.match(page, new RegExp(`\\*\\*${carrier.quality}\\*\\*: `));
    assert.equal(page.includes("## Where it pushes to"), carrier.push !== undefined);
    assert.ok(page.includes(carrier.push?.enteredAt ?? ""), carrier.slug);
  }
});
