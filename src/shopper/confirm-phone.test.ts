/** A telephone number is a person's own once they typed what was sent to it: from the settings to the first SMS about a parcel. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { languages } from "#languages/languages.ts";
import type { Outcome } from "#notifications/channels/channel.ts";
import { parts } from "#notifications/channels/sms.ts";
import { suppress, suppressionKey } from "#notifications/suppression-store.ts";
import { minutes } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { startShopper } from "#test/shopper.ts";
import { parsePhone } from "./confirm-phone.ts";
import { createTexts } from "./texts.ts";

const sent: { to: string; text: string }[] = [];
let outcome: Outcome = { kind: "sent" };
const sms = {
  async send(to: string, text: string): Promise<Outcome> {
    sent.push({ to, text });
    return outcome;
  },
};
const world = await startShopper({ sms });
const { database, ownerUrl } = world.fresh;
after(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  sent.length = 0;
  outcome = { kind: "sent" };
});

let people = 0;
/** Each from a network of their own. */
const someone = () => {
  people += 1;
  return world.signedIn(`phone-${people}@example.org`, world.browser(`10.1.${people}.1`));
};
let numbers = 0;
const aNumber = (): string => `+4915100${String((numbers += 1)).padStart(5, "0")}`;
const codeIn = (text = ""): string => /\d{6}/.exec(text)?.[0] ?? assert.fail(`no code in "${text}"`);
const phoneOf = sql("test.phoneOf", "select phone from shoppers where email = $1");
const kept = async (person: number): Promise<string | null> => {
  const rows = await database.forSystem("test", (tx) =>
    tx.query<{ phone: string | null }>(phoneOf, [`phone-${person}@example.org`]),
  );
  return rows[0]?.phone ?? null;
};

test("a number is written by the person, confirmed by the code, and then SMS can be chosen; it is shown masked and can be taken away", async () => {
  const [person, number] = [await someone(), aNumber()];
  const before = (await person.open("/settings")).text;
  assert.match(before, /Text messages/);
  assert.doesNotMatch(before, /name="pickup-sms"/);
  const written = `0049 (${number.slice(3, 6)}) ${number.slice(6)}`;
  assert.equal((await person.send("/settings/phone", { number: written })).headers.location, "/settings#phone");
  assert.deepEqual(
    sent.map(({ to }) => to),
    [number],
  );
  assert.equal(await kept(people), null, "not before the code");
  const asked = (await person.open("/settings")).text;
  assert.match(asked, new RegExp(`We have sent a code to \\+49 ••• ${number.slice(-3)}`));
  const done = await person.send("/settings/phone/code", { code: ` ${codeIn(sent[0]?.text)} ` });
  assert.equal(done.status, 303);
  assert.equal(await kept(people), number);
  const page = (await person.open("/settings")).text;
  assert.match(page, new RegExp(`Text messages go to \\+49 ••• ${number.slice(-3)}`));
  assert.match(page, /name="pickup-sms" value="yes" checked/, "what cannot wait is on");
  assert.doesNotMatch(page, /name="delivered-sms" value="yes" checked/);
  assert.doesNotMatch(page, new RegExp(number.slice(4, 9)), "D-06 the whole number is on no page");
  assert.equal((await person.send("/settings/phone/remove", {})).status, 303);
  assert.equal(await kept(people), null);
});

test("C-02 a code works once, for ten minutes, with three tries, for who asked; a new one ends the old", async () => {
  const person = await someone();
  const ask = async (): Promise<string> => {
    await person.send("/settings/phone", { number: aNumber() });
    return codeIn(sent.at(-1)?.text);
  };
  const type = (code: string) => person.send("/settings/phone/code", { code });
  const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

  const first = await ask();
  const second = await ask();
  if (first !== second) assert.equal((await type(first)).status, 422);
  for (let tries = first === second ? 0 : 1; tries < 3; tries += 1)
    assert.equal((await type(other(second))).status, 422);
  assert.equal((await type(second)).status, 422, "three tries were used");

  const late = await ask();
  world.clock.advance(minutes(10));
  assert.equal((await type(late)).status, 422);

  const stranger = await someone();
  const right = await ask();
  assert.equal((await stranger.send("/settings/phone/code", { code: right })).status, 422, "another person");
  const copies = await Promise.all(Array.from({ length: 16 }, () => type(right)));
  assert.equal(copies.filter(({ status }) => status === 303).length, 1);
});

test("C-04 a person gets five codes a day, a number three whoever asks, a network ten", async () => {
  const person = await someone();
  for (let asked = 0; asked < 5; asked += 1) await person.send("/settings/phone", { number: aNumber() });
  const refused = await person.send("/settings/phone", { number: aNumber() });
  assert.equal(refused.status, 429);
  assert.match(refused.text, /role="alert">Enough codes were asked for today/);
  assert.equal(sent.length, 5);

  const victim = aNumber();
  for (let asked = 0; asked < 5; asked += 1) await (await someone()).send("/settings/phone", { number: victim });
  assert.equal(sent.filter(({ to }) => to === victim).length, 3);

  sent.length = 0;
  for (let asked = 0; asked < 12; asked += 1) {
    const one = await world.signedIn(`crowd-${asked}@example.org`, world.browser("10.9.9.9"));
    await one.send("/settings/phone", { number: aNumber() });
  }
  assert.equal(sent.length, 10);
  world.clock.advance(24 * 60 * 60_000);
  assert.equal((await person.send("/settings/phone", { number: aNumber() })).status, 303);
});

test("what cannot be done is said, each in its own words", async () => {
  const person = await someone();
  const say = async (number: string): Promise<string> => (await person.send("/settings/phone", { number })).text;
  assert.match(await say("0151 23456789"), /Begin with \+ and the country code/);
  outcome = { kind: "failed", temporary: true, detail: "sms HTTP 503" };
  assert.match(await say(aNumber()), /could not be sent/);
  outcome = { kind: "gone", detail: "sms HTTP 400 21614" };
  const landline = await say(aNumber());
  assert.match(landline, /We cannot write to this number/);
  assert.doesNotMatch(landline, /name="code"/, "no code is waited for that was never sent");
  const number = aNumber();
  const key = suppressionKey("a secret of this test", "sms", number);
  await database.forSystem("test", (tx) => suppress(tx, { key, channel: "sms", reason: "stop" }, world.clock.now()));
  sent.length = 0;
  assert.match(await say(number), /wants no messages any more. Text START/);
  assert.deepEqual(sent, []);
  assert.match((await person.send("/settings/phone/code", { code: "123456" })).text, /This code is not right/);
});

test("C-04 neither the database nor a page shows a code, and nobody asks from another site or signed out", async () => {
  const person = await someone();
  await person.send("/settings/phone", { number: aNumber() });
  const code = codeIn(sent[0]?.text);
  assert.deepEqual(secretsIn(await dumpOf(ownerUrl), [`code ${code}`, `"${code}"`]), []);
  assert.doesNotMatch((await person.open("/settings")).text, new RegExp(code));
  const forged = await person.send("/settings/phone", { number: aNumber() }, { "sec-fetch-site": "cross-site" });
  assert.equal(forged.status, 403);
  assert.equal((await world.browser().send("/settings/phone", { number: aNumber() })).headers.location, "/sign-in");
  assert.equal(sent.length, 1);
});

test("where no SMS are sent nothing is asked for", async () => {
  await using without = await startShopper();
  const person = await without.signedIn("nobody@example.org");
  assert.doesNotMatch((await person.open("/settings")).text, /Text messages|type="tel"/);
  assert.equal((await person.send("/settings/phone", { number: aNumber() })).status, 404);
});

test("the code's message is one SMS in every language", () => {
  for (const language of languages.keys())
    assert.equal(parts(createTexts(language).t("settings.phone.message", { code: "123456" })), 1, language);
});

test("a number is taken as people write it, and nothing else is", () => {
  for (const text of ["+49 151 2345678", "0049-151-2345678", " +49 (151) 234.56/78 "])
    assert.equal(parsePhone(text), "+491512345678", text);
  for (const text of [
    "",
    "0151 2345678",
    "+0 151 2345678",
    "+49",
    "+49151234567812345",
    "+49 151 CALL ME",
    "+49151\u202e2345678",
  ])
    assert.equal(parsePhone(text), null, text);
});
