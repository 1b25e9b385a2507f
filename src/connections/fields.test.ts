import assert from "node:assert/strict";
import { test } from "node:test";
import { apiKey, basic, oauth } from "#carriers/auth.ts";
import type { Auth } from "#carriers/carrier.ts";
import { connectionBySlug, connections } from "#carriers/connections.ts";
import { fieldNames, isAccount, masked, readFields, splitFields } from "./fields.ts";
import { trialNumber } from "./verify-credential.ts";

const [some] = connections;
assert.ok(some !== undefined);
const connection = (auth: Auth) => ({ ...some, name: "Acme", auth });
const acme = connection(
  apiKey("x-key", "", [
    { name: "account", isPublic: true, isOptional: true },
    { name: "region", isPublic: true, isOptional: true, oneOf: ["eu", "us"] },
  ]),
);
const sentencesOf = (auth: Auth, entered: Record<string, string>): readonly string[] => {
  const read = readFields(connection(auth), entered);
  return read.kind === "faults" ? read.sentences : [];
};

test("outer blanks are dropped, what is optional may be left out or empty", () => {
  assert.deepEqual(readFields(acme, { key: "  abc\n", account: " " }), { kind: "fields", fields: { key: "abc" } });
  assert.deepEqual(readFields(acme, { key: "abc", account: "7", region: "eu" }), {
    kind: "fields",
    fields: { key: "abc", account: "7", region: "eu" },
  });
});

test("K-04 each fault has a sentence, and none repeats what was entered", () => {
  const secret = "canary-secret";
  for (const [entered, sentence] of [
    [{}, /^'key' is missing\.$/],
    [{ key: " " }, /^'key' is missing\.$/],
    [{ key: secret, region: secret }, /^'region' must be one of eu, us\.$/],
    [{ key: `${secret}\n${secret}` }, /^'key' holds a control character/],
    [{ key: `${secret}\ud800` }, /^'key' holds a control character/],
    [{ key: secret.repeat(400) }, /^'key' is longer than 4096 characters\.$/],
    [{ key: "abc", [secret]: "x" }, /^There is a field that Acme does not have\. Its fields: key, account, region\.$/],
    [{ key: "abc", [secret]: "" }, /^There is a field that Acme does not have/],
    [{ key: "ключ" }, /^A field holds a character that cannot be sent/],
  ] as const) {
    const [first = "", ...more] = sentencesOf(acme.auth, entered);
    assert.match(first, sentence);
    assert.deepEqual(more, []);
    assert.ok(!first.includes(secret), first);
  }
});

test("a password of any letters can be sent in HTTP Basic, and a client's secret in a form", () => {
  const user = basic({ name: "user" }, { name: "password" });
  assert.deepEqual(sentencesOf(user, { user: "me", password: "Größe-ключ" }), []);
  const client = oauth({ path: "/token", place: "form" });
  assert.deepEqual(sentencesOf(client, { client_id: "id", client_secret: "ключ" }), []);
});

test("E-05 names from objects' prototypes are unknown fields like others", () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    const entered = JSON.parse(`{"key":"abc","${name}":"x"}`) as Record<string, string>; // its own key, as JSON makes it
    assert.match(sentencesOf(acme.auth, entered).join(), /does not have/, name);
  }
});

test("K-01 only what the carrier calls public lies open", () => {
  const { open, secret } = splitFields(acme, { key: "abc", account: "7" });
  assert.deepEqual([open, secret], [{ account: "7" }, { key: "abc" }]);
});

test("R-08 what names nobody is no account of its own", () => {
  assert.equal(isAccount({}), false);
  assert.equal(isAccount({ push_secret: "x" }), false);
  assert.equal(isAccount({ key: "x" }), true);
  assert.equal(isAccount({ account: "7", push_secret: "x" }), true);
});

test("K-04 a hint shows four characters of a long secret, and nothing of a short one", () => {
  assert.equal(masked("0123456789abcdefghij"), "…ghij");
  assert.equal(masked("0123456789abcdefghi"), "…");
  assert.equal(masked(""), "…");
});

test("fields are named for people by the carrier's own words, too", () => {
  assert.equal(
    fieldNames([{ name: "client_id", label: "API Key" }, { name: "client_secret" }]),
    "client_id (API Key) and client_secret",
  );
});

test("every connection can be tried with a number that it may be asked about", () => {
  for (const each of connections) assert.match(trialNumber(each), each.numberPattern, each.slug);
  const dhl = connectionBySlug("dhl");
  assert.ok(dhl);
  assert.equal(trialNumber(dhl), dhl.trialNumber);
  const { trialNumber: _given, ...withoutOne } = dhl;
  assert.equal(trialNumber({ ...withoutOne, numberPattern: /^\d{14}$/ }), "9".repeat(14));
});

test("a number of credits that cannot be read is a fault: it would be no limit at all", () => {
  const paid = connection(apiKey("x-key", "", [{ name: "credits_per_month", isOptional: true, isCount: true }]));
  const kindOf = (credits: string): string => readFields(paid, { key: "abc", credits_per_month: credits }).kind;
  for (const credits of ["10,000", "10.000", "1e4", "-1", "0", "many"])
    assert.equal(kindOf(credits), "faults", credits);
  for (const credits of ["", "1", "10000"]) assert.equal(kindOf(credits), "fields", credits);
});
