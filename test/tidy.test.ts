/** Taste as an ordinary test: each rule names what to use instead. An exemption is a line beside its rule, with the reason. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");
const files = (await Array.fromAsync(glob("{src,simulator,test,bench,scripts}/**/*.{ts,mjs}", { cwd: root }))).sort();
const sources = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), "utf8")] as const)),
);
const isTest = (file: string): boolean => /\.test\.ts$|^test\/|^bench\//.test(file);

interface Ban {
  readonly pattern: RegExp;
  readonly instead: string;
  readonly unless?: (file: string) => boolean;
}

const bans: Readonly<Record<string, Ban>> = {
  environment: {
    pattern: /process\.env\b/,
    instead: "take configuration as an argument; src/config.ts reads the environment",
    // setup runs before the program exists; main and cli hand the environment to config.ts and to nobody else
    unless: (file) => isTest(file) || /^scripts\/|^src\/(main|cli)\.ts$|embedded-postgres\.ts$/.test(file),
  },
  "S-01 outgoing HTTP": {
    pattern: /\bfetch\(|from "(?:node:)?(?:undici|https?|net|tls|dns)(?:\/promises)?"/,
    instead: "#platform/egress.ts, the one module for outgoing HTTP",
    // http-server receives; embedded-postgres listens to find a free port; the demo and the simulator play the outside world; a browser's script fetches its own page
    unless: (file) =>
      isTest(file) ||
      /platform\/(egress|http-server|embedded-postgres)\.ts$|^src\/demo\/|^simulator\/|^src\/shopper\//.test(file),
  },
  clock: {
    pattern: /\bnew Date\(\)|\bDate\.now\(\)/,
    instead: "the clock that is passed in (#platform/clock.ts)",
    // clock is the clock; ids needs the machine's time for UUIDv7; demo and simulator wire the real one
    unless: (file) =>
      isTest(file) || /platform\/(clock|ids|log)\.ts$|^src\/demo\/|^simulator\/main\.ts$|^scripts\//.test(file),
  },
  "insecure random": {
    pattern: /Math\.random/,
    instead: "randomToken of #platform/ids.ts for secrets; a passed-in random for jitter",
    // jitter and a process's own name need no secrecy
    unless: (file) =>
      isTest(file) || /platform\/(due-work|wakeups)\.ts$|carriers\/runner\.ts$|webhooks\/deliver\.ts$/.test(file),
  },
  "K-03 weak hash": { pattern: /createHash\("(md5|sha1)"\)/, instead: "sha256 of #platform/ids.ts" },
  "K-03 weak cipher": {
    pattern: /["'`](des|rc4|bf|aes)-?[a-z0-9-]*(ecb|cbc|ctr|cfb|ofb)["'`]/i,
    instead: "#platform/vault.ts, which seals by AES-256-GCM",
  },
  "K-03 unchecked TLS": {
    pattern: /rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED/,
    instead: "a certificate that can be checked",
  },
  "K-03 cipher of one's own": {
    pattern: /\bcreateCipheriv\(/,
    instead: "#platform/vault.ts: one place for nonces, places and keys",
    unless: (file) => file === "src/platform/vault.ts",
  },
  "B-06 code from text": { pattern: /\beval\(|new Function\(|\.innerHTML\s*=/, instead: "data, or a template" },
  "B-06 a pattern that is put together": {
    pattern: /\bRegExp\((?!")/,
    instead: "a literal, or plain string functions",
    // tests and the simulator play the outside world
    unless: (file) => isTest(file) || /^simulator\//.test(file),
  },
  leftover: {
    // in a comment: merchants write "XXX" where a number should be, and that is data
    pattern: /(\/\/|^\s*\/?\*).*\b(TODO|FIXME|XXX|HACK)\b/m,
    instead: "finish it, or write an issue",
  },
  "another word": {
    pattern: /\b(courier|tracking provider)\b/i,
    instead: "carrier: one word per thing",
    // what carriers, merchants and aggregators themselves say is kept as it is
    unless: (file) =>
      isTest(file) ||
      /imports\/columns|integration\/check-order|carriers\/(registry|identify|_families|[a-z-]+\/statuses|australia-post|dhl|ups)|^simulator\/|event-codes/.test(
        file,
      ),
  },
};

for (const [name, { pattern, instead, unless }] of Object.entries(bans)) {
  test(`tidy: ${name} → ${instead}`, () => {
    const found = [...sources]
      .filter(([file, text]) => file !== "test/tidy.test.ts" && !unless?.(file) && pattern.test(text))
      .map(([file]) => file);
    assert.deepEqual(found, []);
  });
}

test("tidy: the bans catch what they name", () => {
  assert.match('const x = process.env["A"];', bans.environment?.pattern ?? /never/);
  for (const way of ['fetch("https://x.example")', 'import net from "node:net";', 'import { Agent } from "undici";'])
    assert.match(way, bans["S-01 outgoing HTTP"]?.pattern ?? /never/);
  assert.match('createHash("md5")', bans["K-03 weak hash"]?.pattern ?? /never/);
  for (const weak of ['"aes-256-cbc"', "'aes-128-ecb'", '"des-ede3-cbc"'])
    assert.match(weak, bans["K-03 weak cipher"]?.pattern ?? /never/);
  assert.doesNotMatch('"aes-256-gcm"', bans["K-03 weak cipher"]?.pattern ?? /./);
  assert.match("{ rejectUnauthorized: false }", bans["K-03 unchecked TLS"]?.pattern ?? /never/);
});

test("B-04 a new page gets no hold of ours, and a form leads only to paths of our own", () => {
  const own = [...sources].filter(([file]) => /^src\/(?!demo\/)/.test(file) && !isTest(file));
  const tags = own.flatMap(([, text]) => text.match(/<a\b[^>]*target="_blank"[^>]*>/g) ?? []);
  assert.ok(tags.length > 0);
  assert.deepEqual(
    tags.filter((tag) => !/rel="[^"]*noopener/.test(tag)),
    [],
  );
  const redirects = own.flatMap(([, text]) => [...text.matchAll(/\.redirect\((.*)/g)].map((match) => match[1] ?? ""));
  assert.ok(redirects.length > 10);
  // These paths are made by functions, which write "/o/" and "/portal/" themselves.
  const made = ["linkTo(options, found)", "visit.at(", "`${visit.at("];
  assert.deepEqual(
    redirects.filter((target) => !/^["`]\/[a-z]/.test(target) && !made.some((start) => target.startsWith(start))),
    [],
  );
});

test("B-06 every way to start the program closes the way to an object's prototype", async () => {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const command = await readFile(join(root, "bin/posthorn.mjs"), "utf8");
  for (const start of [scripts.start, scripts.serve, command]) assert.match(start, /--disable-proto=throw/);
  const reach = [
    "--disable-proto=throw",
    "--eval",
    'try { ({})["__proto__"] } catch (error) { console.log(error.code) }',
  ];
  assert.equal(spawnSync(process.execPath, reach, { encoding: "utf8" }).stdout.trim(), "ERR_PROTO_ACCESS");
});

test("tidy: every file says on its first line what it is for", () => {
  const silent = [...sources]
    .filter(([file, text]) => !isTest(file) && !/^(#!.*\n)?\s*\/\*\*|^\/\//.test(text))
    .map(([file]) => file);
  assert.deepEqual(silent, []);
});

test("tidy: no file that nobody imports", () => {
  const all = [...sources.values()].join("\n");
  // a language is read because it is there
  const entries = /^src\/languages\/[a-z]{2}\.ts$|main\.ts$|cli\.ts$|\.test\.ts$|^scripts\/|^test\/run\.ts$|^bench\//;
  const dead = files.filter((file) => {
    if (entries.test(file)) return false;
    const name = file.split("/").at(-1) ?? file;
    return !all.includes(`/${name}"`) && !all.includes(`"#${name}"`);
  });
  assert.deepEqual(dead, []);
});

test("tidy: no path of a machine, no host of a registry", () => {
  const found = [...sources]
    .filter(([file, text]) => file !== "test/tidy.test.ts" && /(?<![\w-])\/(home|root|work)\/[a-z]/.test(text))
    .map(([file]) => file);
  assert.deepEqual(found, []);
});

test("U-01 every package in the lock file has an integrity and comes from a registry", async () => {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
  };
  const loose = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== "" && (!entry.integrity || /^(git|http)/.test(entry.resolved ?? "")),
  );
  assert.deepEqual(
    loose.map(([path]) => path),
    [],
  );
});

test("U-01 every version in package.json is exact, and every package has its line in docs/dependencies.md", async () => {
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Record<
    string,
    Record<string, string>
  >;
  const reasons = await readFile(join(root, "docs/dependencies.md"), "utf8");
  for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
      assert.match(version, /^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/, `${name} ${version}`);
      assert.ok(reasons.includes(`\`${name}\``), `docs/dependencies.md says nothing about ${name}`);
    }
  }
});
