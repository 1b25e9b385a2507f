import assert from "node:assert/strict";
import { test } from "node:test";
import { languages } from "#languages/languages.ts";
import { kinds } from "./catalogue.ts";
import { messageCommand } from "./message-command.ts";

function run(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = messageCommand(argv, { out: (line) => out.push(line), err: (line) => err.push(line) }, null);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** The plain text is wrapped; some languages keep words together by blanks of their own. */
const inOneLine = (text: string): string => text.replace(/\s+/g, " ");

test("N-05 every kind of mail in every language can be looked at, and says that we never ask for a payment", () => {
  for (const [code, { messages }] of languages)
    for (const kind of [...kinds, "order_known"]) {
      const { code: exit, out } = run("preview", "--kind", kind, "--language", code, "--text");
      assert.equal(exit, 0, `${code} ${kind}`);
      assert.ok(inOneLine(out).includes(inOneLine(messages.neverAsk)), `${code} ${kind}`);
      assert.doesNotMatch(out, /undefined|[{}]/, `${code} ${kind}`);
      for (const line of out.split("\n")) assert.ok(line.length <= 72 || !line.includes(" "), line);
    }
});

test("a part alone is the part alone, and both come with the subject", () => {
  assert.match(run("preview", "--kind", "delivered", "--html").out, /^<!doctype html>.*<\/html>$/s);
  assert.match(
    run("preview", "--kind", "delivered").out,
    /^Subject: Lantern & Loom: delivered\n\nLantern & Loom.*<\/html>/s,
  );
});

test("what cannot be shown is said in a sentence", () => {
  for (const [argv, says] of [
    [["preview"], /--kind is one of shipped, /],
    [["preview", "--kind", "delivered", "--language", "tlh"], /--language is one of .*de \(Deutsch\)/],
    [["preview", "--kind", "delivered", "--merchant", "lampenwelt"], /--merchant is the id/],
    [["preview", "--kind", "delivered", "--html", "--text"], /two wishes/],
    [["send"], /can be done with a message is: preview/],
    [["preview", "--kind", "delivered", "--loud"], /--loud/],
  ] as const) {
    const { code, err } = run(...argv);
    assert.equal(code, 2, argv.join(" "));
    assert.match(err, says);
  }
});
