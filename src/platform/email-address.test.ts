/** What counts as one address, and that nothing else gets through. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseEmail } from "./email-address.ts";

test("an address is kept, its domain and ASCII letters in lower case", () => {
  assert.equal(parseEmail("Ines.Vogelsang+shop@Example.ORG"), "ines.vogelsang+shop@example.org");
  assert.equal(parseEmail("  ines@example.org "), "ines@example.org");
  assert.equal(parseEmail("o'neil@example.org"), "o'neil@example.org");
  assert.equal(parseEmail("ines@müller.example"), "ines@xn--mller-kva.example");
  assert.equal(parseEmail("zoe\u0308@example.org"), "zoë@example.org");
});

test("C-07 look-alikes and aliases are never another account", () => {
  assert.equal(parseEmail("\u212Aim@example.org"), null, "the Kelvin sign would become k");
  assert.equal(parseEmail("kim@\u212Ale.example"), null);
  assert.equal(parseEmail("kim@ｅxample.org"), null, "full-width letters would become another domain");
  assert.notEqual(parseEmail("\u0131nes@example.org"), parseEmail("ines@example.org"));
  assert.notEqual(parseEmail("\u0130nes@example.org"), parseEmail("ines@example.org"));
  assert.notEqual(parseEmail("ines+a@example.org"), parseEmail("ines@example.org"));
  assert.notEqual(parseEmail("i.nes@example.org"), parseEmail("ines@example.org"));
});

test("N-02 lists, quotes, comments, control characters and the overlong are no address", () => {
  const refused = [
    "",
    "@",
    "a",
    "a@",
    "@b.example",
    "a@b",
    "a@b.example, c@d.example",
    "a@b.example;c@d.example",
    "a@b.example\r\nRCPT TO:<c@d.example>",
    "a@b.example\n",
    "\ta@b.example",
    "a\0@b.example",
    '"a b"@c.example',
    "a(comment)@b.example",
    "Ines <a@b.example>",
    "<a@b.example>",
    "a@b@c.example",
    "a b@c.example",
    "a\u00a0b@c.example",
    "a\u202e@c.example",
    "a\ud800@c.example",
    ".a@b.example",
    "a.@b.example",
    "a..b@c.example",
    "a@.example",
    "a@b..example",
    "a@-b.example",
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    `${"a".repeat(65)}@b.example`,
    `a@${"b.".repeat(126)}example`,
    "a@b.example:25",
    "group:a@b.example;",
  ];
  for (const text of refused) assert.equal(parseEmail(text), null, JSON.stringify(text));
});

test("C-07 what was parsed parses to itself, and holds one at-sign and nothing invisible", () => {
  const piece = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.stringMatching(/^[a-zA-Z.+-]{1,12}$/));
  fc.assert(
    fc.property(piece, piece, (local, domain) => {
      const parsed = parseEmail(`${local}@${domain}.example`);
      if (parsed === null) return;
      assert.equal(parseEmail(parsed), parsed);
      assert.equal(parsed.split("@").length, 2);
      assert.doesNotMatch(parsed, /[\p{C}\p{Z},;<>"()]/u);
    }),
    { numRuns: 3_000 },
  );
});
