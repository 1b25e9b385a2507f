/** `posthorn privacy …` on a real database: what is said, written to a file, asked, and written down. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readAuditPage } from "#accounts/store.ts";
import { sql } from "#platform/database.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { startShopper } from "#test/shopper.ts";
import { privacyCommand } from "./command.ts";
import { shopperSubject } from "./request.ts";

const world = await startShopper();
const { database, ownerUrl, url } = world.fresh;
const directory = await mkdtemp(join(tmpdir(), "posthorn-privacy-"));
after(async () => {
  await world[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});
const email = "zaunkoenig@example.org";
const address = { given_name: "Zaunkoenig", street_address: "Hecke 1" };
await world.addOrder({ email, reference: "Z-1", address });
await world.signedIn(email);

async function run(argv: readonly string[], answer?: string) {
  const [out, err, asked]: [string[], string[], string[]] = [[], [], []];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answer ?? "";
  };
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    ...(answer === undefined ? {} : { ask }),
  };
  const code = await privacyCommand(argv, io, { databaseUrl: url, linkSecret: null });
  return { code, out: out.join("\n"), err: err.join("\n"), asked };
}
const deeds = async () =>
  (await database.forSystem("test", (tx) => readAuditPage(tx, "00000000-0000-0000-0000-000000000000", null, 20))).map(
    ({ what, who, subject }) => `${what} ${who} ${subject === shopperSubject(email)}`,
  );
const of = (...more: readonly string[]): readonly string[] => [
  "--email",
  email,
  "--reason",
  "By letter, 12 March",
  ...more,
];

test("A-05 nothing is looked at without a reason, nor with one that holds an address", async () => {
  for (const argv of [
    ["find", "--email", email],
    ["find", "--email", email, "--reason", "why"],
    ["erase", "--email", email, "--reason", `asked by ${email}`, "--yes"],
    ["export", "--email", "no address", "--reason", "By letter"],
    ["forget", ...of()],
    ["find", ...of("--yes")],
  ])
    assert.equal((await run(argv)).code, 2, argv.join(" "));
  assert.deepEqual(await deeds(), []);
});

test("D-04 found in a few lines, exported to a file that only its owner reads and that is not written over", async () => {
  const found = await run(["find", ...of()]);
  assert.equal(found.code, 0);
  assert.match(found.out, /^An account, 1 orders, 1 parcels\.\n.* {2}Lantern & Loom {2}Z-1 {2}/);
  assert.deepEqual(secretsIn(found.out, ["Hecke"]), []);
  const out = join(directory, "export.json");
  assert.deepEqual(await run(["export", ...of("--out", out)]), { code: 0, out: "", err: "", asked: [] });
  assert.match(await readFile(out, "utf8"), /Hecke 1/);
  assert.equal((await stat(out)).mode & 0o777, 0o600);
  const again = await run(["export", ...of("--out", out)]);
  assert.deepEqual([again.code, again.err.includes("EEXIST")], [2, true]);
  assert.match((await run(["export", ...of()])).out, /Hecke 1/);
});

test("D-03 erased only after the address was typed once more, or with --yes; then there is nobody", async () => {
  assert.equal((await run(["erase", ...of()])).code, 2);
  const wrong = await run(["erase", ...of()], "amsel@example.org");
  assert.deepEqual([wrong.code, wrong.err, wrong.asked.length], [2, "That is not the address. Nothing was erased.", 1]);
  assert.ok(secretsIn(await dumpOf(ownerUrl), ["Hecke"]).length > 0);
  const erased = await run(["erase", ...of()], email);
  assert.deepEqual(
    [erased.code, erased.out.split("\n").at(-1)],
    [0, "Erased: the account, 1 orders, 0 addresses in others' orders."],
  );
  assert.deepEqual(secretsIn(await dumpOf(ownerUrl), ["Hecke", "Zaunkoenig"]), []);
  assert.equal((await run(["find", ...of()])).code, 1);
  assert.equal((await run(["erase", ...of("--yes")])).code, 1);
});

test("L-02 each use stands in the audit log, by the command and about an id", async () => {
  const written = await deeds();
  assert.deepEqual([...new Set(written)].toSorted(), [
    "person_erased posthorn privacy true",
    "person_exported posthorn privacy true",
    "person_searched posthorn privacy true",
  ]);
});

test("docs/privacy.md: its examples run as they stand, and every table that it names is there", async () => {
  const text = await readFile(new URL("../../docs/privacy.md", import.meta.url), "utf8");
  await world.addOrder({ email: "ines@example.org", reference: "LL-9" });
  const [, script = ""] = /```sh\n([^`]+)```/.exec(text) ?? [];
  for (const line of script.trim().split("\n")) {
    const [npx, posthorn, privacy, ...argv] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, a, b]) => a ?? b ?? "");
    assert.deepEqual([npx, posthorn, privacy], ["npx", "posthorn", "privacy"]);
    const here = argv.map((word) => (word === "ines.json" ? join(directory, word) : word));
    assert.equal((await run(here, "ines@example.org")).code, 0, line);
  }
  assert.match(await readFile(join(directory, "ines.json"), "utf8"), /LL-9/);
  const named = sql("test.privacy.tables", "select tablename as name from pg_tables where schemaname = 'public'");
  const tables = (await database.forSystem("test", (tx) => tx.query<{ name: string }>(named))).map(({ name }) => name);
  for (const [row] of text.matchAll(/^\| [^|]+ \| (?:`[a-z_]+`(?:, )?)+ \|/gm))
    for (const [, table = ""] of row.matchAll(/`([a-z_]+)`/g)) assert.ok(tables.includes(table), table);
});
