/** What the doctor says, from what was looked at. */
import assert from "node:assert/strict";
import { test } from "node:test";
import webPush from "web-push";
import { minutes } from "#platform/clock.ts";
import * as say from "./findings.ts";

const levels = (findings: readonly say.Finding[]): readonly string[] => findings.map(({ level }) => level);

test("the worst of all decides, and what is not well says what to do", () => {
  const well = say.aboutClock(0);
  const off = say.aboutClock(-3_000);
  const wrong = say.aboutClock(60_000);
  assert.deepEqual(
    [say.worst([well]), say.worst([off, well]), say.worst([off, wrong, well])],
    ["ok", "warning", "problem"],
  );
  assert.equal(well.advice, null);
  assert.match(off.says, /3\.0 s behind/);
  assert.match(wrong.says, /60\.0 s ahead of/);
  for (const { advice } of [off, wrong]) assert.ok(advice);
});

test("Web Push keys are a pair, or they are not: halves of two pairs, a half that is none", () => {
  const [one, other] = [webPush.generateVAPIDKeys(), webPush.generateVAPIDKeys()];
  assert.deepEqual(levels(say.aboutVapid(one)), ["ok"]);
  const wrong = [
    { ...one, privateKey: other.privateKey },
    { ...one, privateKey: "private" },
    { ...one, publicKey: "public" },
    { ...one, privateKey: Buffer.alloc(32).toString("base64url") },
  ];
  for (const pair of wrong) assert.deepEqual(levels(say.aboutVapid(pair)), ["problem"]);
  assert.deepEqual(say.aboutVapid({ publicKey: "", privateKey: "" }), [], "the settings say that they are missing");
});

test("links are https, and a mail server elsewhere is encrypted", () => {
  assert.deepEqual(levels(say.aboutAddress("https://parcels.example")), ["ok"]);
  assert.deepEqual(levels(say.aboutAddress("http://parcels.example")), ["warning"]);
  assert.deepEqual(say.aboutAddress(""), []);
  const plain = { kind: "works", isEncrypted: false } as const;
  assert.equal(say.aboutMail("mail.example", plain).level, "warning");
  assert.equal(say.aboutMail("localhost", plain).level, "ok");
  assert.equal(say.aboutMail("mail.example", { kind: "works", isEncrypted: true }).level, "ok");
});

test("migrations: missing, changed and newer ones are told apart", () => {
  const none = { pending: [], changed: [], unknown: [] };
  assert.deepEqual(levels(say.aboutMigrations(none)), ["ok"]);
  assert.match(say.aboutMigrations({ ...none, pending: ["0002-b.sql"] })[0]?.says ?? "", /1 are not applied.*0002-b/);
  assert.deepEqual(levels(say.aboutMigrations({ ...none, changed: ["0001-a.sql"] })), ["problem"]);
  assert.deepEqual(levels(say.aboutMigrations({ ...none, unknown: ["0099-z.sql"] })), ["warning"]);
});

test("work that is late is a warning, and a problem when nobody has been at it for ten minutes", () => {
  const now = new Date("2026-11-24T09:00:00Z");
  const late = (ms: number) => [{ kind: "poll", overdue: 3, oldestDueAt: new Date(now.getTime() - ms) }];
  assert.deepEqual(levels(say.aboutWork([], now)), ["ok"]);
  assert.deepEqual(levels(say.aboutWork([{ kind: "poll", overdue: 0, oldestDueAt: null }], now)), ["ok"]);
  assert.deepEqual(levels(say.aboutWork(late(minutes(2)), now)), ["warning"]);
  assert.deepEqual(levels(say.aboutWork(late(minutes(11)), now)), ["problem"]);
  assert.deepEqual(say.aboutDead([]), []);
});

test("carriers: connected ones by name, once; a credential that failed is the installation's problem, or a merchant's", () => {
  const entered = [
    { connection: "ups", isInstalled: true, verdict: "works", count: 1 },
    { connection: "dhl", isInstalled: true, verdict: "refused", count: 1 },
    { connection: "dhl", isInstalled: false, verdict: "not_allowed", count: 2 },
    { connection: "gls", isInstalled: false, verdict: null, count: 1 },
  ];
  const [all, ...failed] = say.aboutCarriers(["fedex"], entered, ["bring"]);
  assert.equal(
    all?.says,
    "Connected: dhl (installation), dhl (merchants: 2), fedex (environment), gls (merchants: 1), ups (installation)",
  );
  assert.deepEqual(levels(failed), ["problem", "warning", "problem"]);
  assert.match(failed[2]?.says ?? "", /^bring refused a login/);
  assert.deepEqual(levels(say.aboutCarriers([], [], [])), ["warning"]);
});
