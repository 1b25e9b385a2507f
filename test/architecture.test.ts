/** ARCHITECTURE.md's code map is the import rule: this test reads the table and holds every import against it. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");
const document = await readFile(join(root, "ARCHITECTURE.md"), "utf8");

interface Room {
  readonly folder: string;
  readonly mayImport: ReadonlySet<string>;
}

/** Rows of the code map: `| folder | what it is | may import |`. */
export function readCodeMap(markdown: string): ReadonlyMap<string, Room> {
  const rooms = new Map<string, Room>();
  for (const [, folder, imports] of markdown.matchAll(/^\| `((?:src\/|simulator)[^`]*)` \|[^|]*\| ([^|]*) \|$/gm)) {
    if (folder === undefined || imports === undefined) continue;
    const name = folder.replace(/^src\//, "").replace(/\/$/, "");
    rooms.set(name, { folder, mayImport: new Set([...imports.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? "")) });
  }
  return rooms;
}

/** What is wrong with one file's imports; empty when nothing is. */
export function violations(rooms: ReadonlyMap<string, Room>, file: string, source: string): readonly string[] {
  const home = file.startsWith("simulator/") ? "simulator" : (/^src\/([^/]+)\//.exec(file)?.[1] ?? "");
  const room = rooms.get(home);
  const wrong: string[] = [];
  for (const [, specifier] of source.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
    if (specifier === undefined) continue;
    if (
      specifier.startsWith("../") &&
      !join(dirname(file), specifier).startsWith(room ? room.folder.replace(/\/$/, "") : "")
    ) {
      wrong.push(`${file} leaves its folder by ${specifier}: use the #name of the other folder`);
    }
    const target = /^#([a-z-]+)\//.exec(specifier)?.[1];
    if (target === undefined || room === undefined) continue;
    if (target !== home && !room.mayImport.has(target))
      wrong.push(`${file} imports ${specifier}, but ${home}/ may not import ${target}/ (ARCHITECTURE.md, code map)`);
  }
  return wrong;
}

const rooms = readCodeMap(document);
const sources = (await Array.fromAsync(glob("{src,simulator}/**/*.ts", { cwd: root }))).filter(
  (file) => !file.endsWith(".test.ts"),
);

test("every import follows the code map", async () => {
  const wrong: string[] = [];
  for (const file of sources) wrong.push(...violations(rooms, file, await readFile(join(root, file), "utf8")));
  assert.deepEqual(wrong, []);
});

test("a planted violation is seen", () => {
  assert.equal(
    violations(rooms, "src/platform/planted.ts", 'import { lifecycle } from "#shipments/lifecycle.ts";').length,
    1,
  );
  assert.equal(violations(rooms, "src/orders/planted.ts", 'import { x } from "../shipments/lifecycle.ts";').length, 1);
});

test("the map and the folders are the same", async () => {
  const real = [
    ...new Set(sources.map((file) => /^src\/([^/]+)\//.exec(file)?.[1]).filter((f) => f !== undefined)),
    "simulator",
  ];
  assert.deepEqual([...rooms.keys()].sort(), real.sort());
});

test("every file that the document names exists", () => {
  for (const [, name] of document.matchAll(/`([a-z-]+\/[a-z-]+(?:\/[a-z-]+)?\.ts)`/g)) {
    if (name === undefined) continue;
    assert.ok(
      existsSync(join(root, "src", name)) || existsSync(join(root, name)),
      `${name} is named in ARCHITECTURE.md but is not there`,
    );
  }
});

test("SQL stands only in store.ts, in a store of one topic (x-store.ts) and in platform/", async () => {
  const wrong: string[] = [];
  for (const file of sources) {
    if (/[/-]store\.ts$/.test(file) || file.startsWith("src/platform/")) continue;
    if (/\bsql\(\s*["'`]/.test(await readFile(join(root, file), "utf8"))) wrong.push(file);
  }
  assert.deepEqual(wrong, []);
});
