/** The list of commands is what the commands themselves say: usage, dispatch and options; and shells complete by it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { connections } from "#carriers/connections.ts";
import { commands, usage } from "./commands.ts";
import { runCommand } from "./run-command.ts";

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    stdin: (async function* () {})(),
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    drained: async () => {},
    interruption: () => new AbortController().signal,
  };
  const code = await runCommand(argv, io, {});
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const flagsIn = (text: string): ReadonlySet<string> => new Set(text.match(/--[a-z][a-z-]*/g));

test("each command of the list is there, and takes the options that its own usage names, no more and no less", async () => {
  const firsts = Map.groupBy(commands(), ({ words }) => words.split(" ")[0] ?? "");
  for (const [first, all] of firsts) {
    if (["vapid", "audit", "completion"].includes(first)) continue; // they have no options
    const listed = new Set(all.flatMap(({ options }) => [...options.keys()]));
    const said = await Promise.all(all.map(({ words }) => run(...words.split(" "), "--no-such-option")));
    for (const { code, err } of said) {
      assert.ok(code === 2 || code === 64, `${first} ends with ${code}`);
      assert.doesNotMatch(err, /There is no command/);
    }
    const named = flagsIn(said.map(({ err }) => err.slice(err.indexOf("Usage:"))).join("\n"));
    assert.deepEqual([...named].toSorted(), [...listed].toSorted(), first);
  }
});

test("an option takes a value in the list where its command wants one", async () => {
  const wrong: string[] = [];
  for (const { words, options } of commands())
    for (const [name, value] of options) {
      const { err } = await run(...words.split(" "), name);
      const wants = err.includes(`'${name} <value>' argument missing`);
      const isSilent = words.startsWith("carriers "); // a fault there could quote a secret
      if (!isSilent && wants !== (value !== null)) wrong.push(`${words} ${name}`);
    }
  assert.deepEqual(wrong, []);
});

test("the usage has a line of at most 118 letters for each command, and help prints it", async () => {
  const help = await run("help");
  assert.deepEqual([help.code, help.out], [0, usage()]);
  for (const line of usage().split("\n")) assert.ok(line.length <= 120, line);
  for (const { words } of commands()) assert.ok(usage().includes(`\n  ${words.split(" ")[0]}`), words);
  const unknown = await run("who");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /^There is no command "who"/);
});

/** What each shell offers after these words. `""` last: after a blank. */
interface Shell {
  readonly name: "bash" | "zsh" | "fish";
  readonly run: (script: string, words: readonly string[]) => readonly string[];
}

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(" ");
function linesOf(shell: string, script: string): readonly string[] {
  const { stdout, stderr, status } = spawnSync(shell, ["-c", script], { encoding: "utf8" });
  assert.deepEqual([stderr, status], ["", 0], script);
  return stdout.split("\n").filter((line) => line !== "");
}

const shells: readonly Shell[] = [
  {
    name: "bash",
    run: (script, words) =>
      linesOf(
        "bash",
        `source '${script}'; COMP_WORDS=(posthorn ${quoted(words)}); COMP_CWORD=${words.length}; _posthorn; printf '%s\\n' "\${COMPREPLY[@]}"`,
      ),
  },
  {
    name: "zsh",
    // What its completion system would be given.
    run: (script, words) =>
      linesOf(
        "zsh",
        `compdef() { : }; compadd() { shift; for one; do [[ $one == \${words[CURRENT]}* ]] && print -r -- $one; done; : }
         _files() { print -rl -- \${words[CURRENT]}*(N) }
         source '${script}'; words=(posthorn ${quoted(words)}); CURRENT=${words.length + 1}; _posthorn; :`,
      ),
  },
  {
    name: "fish",
    run: (script, words) =>
      linesOf("fish", `source '${script}'; complete -C '${["posthorn", ...words].join(" ")}'`).map(
        (line) => line.split("\t")[0] ?? "",
      ),
  },
];

for (const { name, run: complete } of shells) {
  const isHere = spawnSync(name, ["-c", "true"]).status === 0;
  test(`${name} completes commands, options, values and files by the script that is printed`, {
    skip: !isHere,
  }, async () => {
    const directory = await mkdtemp(join(tmpdir(), "posthorn-shell-"));
    try {
      const script = join(directory, "script");
      await writeFile(script, `${(await run("completion", name)).out}\n`);
      const file = join(directory, "two words.csv");
      await writeFile(file, "");
      const offers = (...words: string[]): readonly string[] => complete(script, words).toSorted();
      const firsts = new Set(commands().map(({ words }) => words.split(" ")[0] ?? ""));
      assert.deepEqual(offers(""), [...firsts].toSorted());
      assert.deepEqual(offers("ex"), ["export"]);
      assert.deepEqual(offers("carriers", ""), ["connect", "disconnect", "list", "push", "read", "test"]);
      assert.deepEqual(offers("carriers", "connect", ""), connections.map(({ slug }) => slug).toSorted());
      assert.deepEqual(offers("carriers", "connect", "dhl-e"), ["dhl-express"]);
      assert.deepEqual(offers("export", "--format", ""), ["csv", "ndjson"]);
      assert.deepEqual(offers("export", "--test", "--status", "in_t"), ["in_transit"]);
      assert.deepEqual(offers("export", "--fo"), ["--format"]);
      assert.deepEqual(offers("carriers", "connect", "ups", "--test"), ["--test-environment"]);
      assert.deepEqual(offers("export", "--merchant", ""), [], "nobody can guess it");
      assert.deepEqual(offers("nothing", "--"), []);
      assert.match(offers("import", join(directory, "two")).join(), /two\\? words\.csv$/);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
}

test("a shell that we do not know is told how to ask", async () => {
  for (const argv of [[], ["tcsh"], ["bash", "zsh"]]) {
    const { code, err } = await run("completion", ...argv);
    assert.equal(code, 2);
    assert.match(err, /source <\(posthorn completion bash\)/);
  }
});
