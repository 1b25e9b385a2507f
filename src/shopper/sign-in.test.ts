/** Signing in, as browsers and mail scanners do it; the mails are those that would leave. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { days, hours, minutes } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { codeIn, linkIn, mailAfter, type Seen, startShopper } from "#test/shopper.ts";

const world = await startShopper();
after(() => world[Symbol.asyncDispose]());
// Budgets of the tests before do not reach into the next.
beforeEach(() => world.clock.advance(days(1)));

let person = 0;
/** An address that no other test uses. */
const someone = (): string => `person-${(person += 1)}@example.org`;
const mailFor = async (ask: () => Promise<unknown>) => {
  const before = world.mails.length;
  await ask();
  return mailAfter(world, before);
};
const isIn = async (browser: { open(url: string): Promise<Seen> }): Promise<boolean> =>
  (await browser.open("/deliveries")).status === 200;
/** What differs from page to page although nothing was said: the nonce. */
const told = ({ status, headers, text }: Seen) => ({
  status,
  text: text.replaceAll(/nonce="[^"]+"/g, ""),
  location: headers.location,
  length: headers["content-length"],
});

test("C-01 the answer is the same whether the address is known, and comes before anything is looked up", async () => {
  const known = someone();
  await world.addOrder({ email: known });
  await world.signedIn(known);
  const before = world.mails.length;
  const answers = [];
  for (const email of [known, someone()]) answers.push(told(await world.browser().send("/sign-in", { email })));
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(world.mails.length, before, "the mail is made after the answer");
  await mailAfter(world, before + 1);
  assert.equal(world.mails.length, before + 2, "both get one mail");
});

/** The chance that one of the first takes longer than one of the second: one half where the time says nothing. */
function aucOf(first: readonly number[], second: readonly number[]): number {
  let above = 0;
  for (const a of first) for (const b of second) above += a > b ? 1 : a === b ? 0.5 : 0;
  return above / (first.length * second.length);
}

test("C-01 the time of the answer does not tell known addresses from unknown ones: AUC within 0.02 of a half, and chance", async () => {
  const each = 150;
  const times = { known: [] as number[], unknown: [] as number[], shifted: [] as number[] };
  const known = Array.from({ length: each }, someone);
  for (const email of known) await world.addOrder({ email });
  // Budgets count by network: each asks from its own. The kinds take turns, in both orders.
  for (const [n, email] of known.entries())
    for (const kind of n % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const)) {
      const browser = world.browser(`10.${n % 200}.${kind === "known" ? 7 : 8}.${Math.floor(n / 200)}`);
      const before = world.mails.length;
      const start = performance.now();
      await browser.send("/sign-in", { email: kind === "known" ? email : someone() });
      times[kind].push(performance.now() - start);
      // The work of one must not slow the next.
      await mailAfter(world, before);
    }
  const lower = [...times.unknown].sort((a, b) => a - b)[Math.floor(each / 2)] ?? 0;
  times.shifted = times.unknown.map((ms) => ms + lower);
  /** Three standard errors of an AUC of so few. */
  const chance = 3 * Math.sqrt((2 * each + 1) / (12 * each * each));
  const auc = aucOf(times.known, times.unknown);
  assert.ok(Math.abs(auc - 0.5) <= 0.02 + chance, `AUC ${auc}, allowed 0.5 ± ${0.02 + chance}`);
  assert.ok(
    aucOf(times.shifted, times.unknown) > 0.5 + 0.02 + chance,
    "an answer that took twice as long would have been seen",
  );
});

test("C-01 known and unknown addresses get as many mails, and of the same length and words", async () => {
  const known = someone();
  await world.addOrder({ email: known });
  await world.signedIn(known);
  const unknown = someone();
  const mails = [];
  for (const email of [known, unknown]) {
    const before = world.mails.length;
    for (let n = 0; n < 3; n += 1) await world.browser(`10.3.${n}.1`).send("/sign-in", { email });
    await mailAfter(world, before + 2);
    assert.equal(world.mails.length, before + 3, email);
    const { subject, text, html } = world.mails[before] ?? assert.fail();
    mails.push(
      [subject, text, html].map((part) => part.replaceAll(/\d{8}/g, "CODE").replaceAll(/sign-in\/[\w-]+/g, "LINK")),
    );
  }
  assert.deepEqual(mails[0], mails[1]);
});

test("C-02 a code opens once, within ten minutes, in at most three tries", async () => {
  const browser = world.browser();
  const ask = () => mailFor(() => browser.send("/sign-in", { email: someone() }));

  let code = codeIn(await ask());
  const wrong = code === "00000000" ? "11111111" : "00000000";
  for (let attempt = 0; attempt < 3; attempt += 1)
    assert.equal((await browser.send("/sign-in/code", { code: wrong })).status, 422);
  assert.equal((await browser.send("/sign-in/code", { code })).status, 422, "the fourth try is not looked at");

  code = codeIn(await ask());
  world.clock.advance(minutes(10));
  assert.equal((await browser.send("/sign-in/code", { code })).status, 422, "too late");

  code = codeIn(await ask());
  world.clock.advance(minutes(9));
  assert.equal((await browser.send("/sign-in/code", { code: `${code.slice(0, 4)} ${code.slice(4)}` })).status, 303);
  assert.equal((await browser.send("/sign-in/code", { code })).status, 422, "used");
});

test("C-02 of sixteen uses of one code at once, one succeeds", async () => {
  const browser = world.browser();
  const code = codeIn(await mailFor(() => browser.send("/sign-in", { email: someone() })));
  const answers = await Promise.all(Array.from({ length: 16 }, () => browser.send("/sign-in/code", { code })));
  assert.equal(answers.filter(({ status }) => status === 303).length, 1);
});

test("C-02 a new code ends the one before, and code and link are bound to the browser that asked", async () => {
  const [browser, other, email] = [world.browser(), world.browser(), someone()];
  const first = await mailFor(() => browser.send("/sign-in", { email }));
  const second = await mailFor(() => browser.send("/sign-in", { email }));
  assert.equal((await browser.send("/sign-in/code", { code: codeIn(first) })).status, 422);
  assert.equal((await browser.send(linkIn(first), {})).status, 422);
  await mailFor(() => other.send("/sign-in", { email: someone() }));
  assert.equal((await other.send("/sign-in/code", { code: codeIn(second) })).status, 422);
  assert.equal((await other.send(linkIn(second), {})).status, 422);
  assert.match((await world.browser().open(linkIn(second))).text, /another browser/);
  assert.equal((await browser.send(linkIn(second), {})).status, 303);
  assert.ok(await isIn(browser));
});

test("C-02 links hold 144 random bits, and the database holds hashes only", async () => {
  const browser = world.browser();
  const mail = await mailFor(() => browser.send("/sign-in", { email: someone() }));
  await browser.send("/sign-in/code", { code: codeIn(mail) });
  const token = linkIn(mail).split("/").at(-1) ?? "";
  assert.match(token, /^[\w-]{24}$/);
  const everything = await world.fresh.database.forSystem("test", (tx) =>
    tx.query<{ row: string }>(
      sql(
        "test.signIn.dump",
        `select row_to_json(s)::text as row from sign_ins s union all select row_to_json(s)::text from sessions s`,
      ),
    ),
  );
  const dump = everything.map(({ row }) => row).join("\n");
  for (const secret of [token, codeIn(mail), ...browser.cookies.values()])
    for (const form of [secret, Buffer.from(secret).toString("hex")])
      assert.ok(!dump.includes(form), "a secret is stored");
});

test("C-03 what opens the mailed link changes nothing; a person's click signs in", async () => {
  const browser = world.browser();
  const mail = await mailFor(() => browser.send("/sign-in", { email: someone() }));
  for (let scanner = 0; scanner < 3; scanner += 1) await world.browser("10.9.9.9").open(linkIn(mail));
  assert.equal(await isIn(browser), false);
  const page = await browser.open(linkIn(mail));
  assert.match(page.text, /<form method="post"/);
  assert.equal(await isIn(browser), false);
  assert.equal((await browser.send(linkIn(mail), {})).status, 303);
  assert.ok(await isIn(browser));
});

/** Waits until so many have left, and then for one more from elsewhere, so that a mail too many would have been seen. */
async function mailsSince(before: number, expected: number): Promise<number> {
  for (let turn = 0; turn < 1_000 && world.mails.length < before + expected; turn += 1)
    await new Promise((next) => setTimeout(next, 5));
  await new Promise((later) => setTimeout(later, 100));
  const already = world.mails.length;
  await mailFor(() => world.browser(`10.1.${person}.1`).send("/sign-in", { email: someone() }));
  return already - before;
}

test("C-04 five mails in fifteen minutes for an address, twenty an hour from a network", async () => {
  const email = someone();
  let before = world.mails.length;
  for (let n = 0; n < 7; n += 1) await world.browser(`10.0.0.${n}`).send("/sign-in", { email });
  assert.equal(await mailsSince(before, 5), 5);
  world.clock.advance(minutes(15));
  before = world.mails.length;
  for (let n = 0; n < 25; n += 1) await world.browser("10.0.1.1").send("/sign-in", { email: someone() });
  assert.equal(await mailsSince(before, 20), 20);
});

test("C-04 a day of guessing gets at most 1,440 tries at eight digits: under one chance in ten thousand", async () => {
  const email = someone();
  let looked = 0;
  let mails = 0;
  for (let quarter = 0; quarter < 96; quarter += 8) {
    // Each eighth quarter of an hour stands for eight: the budget of one does not reach into the next.
    for (let n = 0; n < 6; n += 1) {
      const browser = world.browser(`10.${quarter}.2.${n}`);
      const before = world.mails.length;
      await browser.send("/sign-in", { email });
      for (let turn = 0; turn < 20 && world.mails.length === before; turn += 1)
        await new Promise((next) => setTimeout(next, 5));
      if (world.mails.length === before) continue;
      mails += 1;
      const right = codeIn(world.mails.at(-1) ?? assert.fail());
      for (let guess = 0; guess < 5; guess += 1)
        await browser.send("/sign-in/code", { code: String((Number(right) + 1 + guess) % 1e8).padStart(8, "0") });
      const tries = await world.fresh.database.forSystem("test", (tx) =>
        tx.query<{ tries: number }>(
          sql(
            "test.signIn.tries",
            "select tries from sign_ins where email = $1 order by created_at desc, id desc limit 1",
          ),
          [email],
        ),
      );
      looked += tries[0]?.tries ?? 0;
    }
    world.clock.advance(minutes(15) * 8);
  }
  assert.ok(mails >= 12, `the attack was real (${mails} mails)`);
  assert.ok(looked <= mails * 3, `${looked} guesses were compared with ${mails} codes`);
  assert.ok(looked * 8 <= 1_440);
  assert.ok((looked * 8) / 1e8 <= 1e-4);
});

test("C-05 a session has a __Host- cookie that scripts and other sites do not get, and a new reference at each sign-in", async () => {
  const email = someone();
  const browser = world.browser();
  const mail = await mailFor(() => browser.send("/sign-in", { email }));
  const entered = await browser.send("/sign-in/code", { code: codeIn(mail) });
  const cookie = String(entered.headers["set-cookie"]);
  assert.match(cookie, /^__Host-posthorn-session=[\w-]{24}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
  const first = browser.cookies.get("__Host-posthorn-session");
  await world.signedIn(email, browser);
  assert.notEqual(browser.cookies.get("__Host-posthorn-session"), first);
});

test("C-05 signing out ends the session at the server; others can be seen and ended", async () => {
  const email = someone();
  const [phone, laptop] = [await world.signedIn(email), await world.signedIn(email)];
  const stolen = new Map(phone.cookies);
  const page = await laptop.open("/account");
  const others = [...page.text.matchAll(/\/account\/sessions\/([0-9a-f-]{36})\/end/g)].map((match) => match[1]);
  assert.equal(others.length, 1, "this device has no such button, the other has");
  await laptop.send(`/account/sessions/${others[0]}/end`, {});
  assert.equal(await isIn(phone), false);

  const kept = new Map(laptop.cookies);
  const out = await laptop.send("/account/sign-out", {});
  assert.equal(out.headers["clear-site-data"], '"cache", "cookies", "storage"');
  for (const cookies of [stolen, kept]) {
    const thief = world.browser();
    for (const [name, value] of cookies) thief.cookies.set(name, value);
    assert.equal(await isIn(thief), false);
  }
});

test("C-05 nobody ends another person's session", async () => {
  const [ines, mallory] = [await world.signedIn(someone()), await world.signedIn(someone())];
  const sessions = await world.fresh.database.forSystem("test", (tx) =>
    tx.query<{ id: string }>(sql("test.signIn.sessions", "select id from sessions where ended_at is null")),
  );
  for (const { id } of sessions) await mallory.send(`/account/sessions/${id}/end`, {});
  assert.ok(await isIn(ines));
});

test("C-05 a session ends after 30 idle days, and after 180 in any case", async () => {
  const idle = await world.signedIn(someone());
  world.clock.advance(days(30) + hours(1));
  assert.equal(await isIn(idle), false);
  const busy = await world.signedIn(someone());
  for (let day = 0; day < 180; day += 20) {
    assert.ok(await isIn(busy), `day ${day}`);
    world.clock.advance(days(20));
  }
  assert.equal(await isIn(busy), false);
});

test("C-07 a look-alike address is another account, or none", async () => {
  const email = "kelvin-ines@example.org";
  const order = await world.addOrder({ email, reference: "C07-1" });
  for (const alike of ["\u212aelvin-ines@example.org", "kelvin-\u0131nes@example.org", "kelvin-ines+1@example.org"]) {
    const browser = world.browser();
    const answer = await browser.send("/sign-in", { email: alike });
    if (answer.status === 422) continue;
    const mail = await mailAfter(world, world.mails.length - (world.mails.at(-1)?.to === alike ? 1 : 0));
    await browser.send("/sign-in/code", { code: codeIn(mail) });
    assert.doesNotMatch((await browser.open("/deliveries")).text, new RegExp(order.link));
  }
  const same = await world.signedIn(" KELVIN-Ines@EXAMPLE.org ");
  assert.match((await same.open("/deliveries")).text, new RegExp(order.link));
});

test("B-03 a form that another site sends changes nothing", async () => {
  const browser = await world.signedIn(someone());
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
  ])
    assert.equal((await browser.send("/account/sign-out", {}, headers)).status, 403);
  assert.ok(await isIn(browser));
});

test("what is not exactly one address is told so, and nothing is sent", async () => {
  const before = world.mails.length;
  for (const email of ["", "ines", "a@b.example, c@d.example", "a@x\nBcc: b@x.example"]) {
    const answer = await world.browser().send("/sign-in", { email });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /does not look like one e-mail address/);
  }
  assert.equal(world.mails.length, before);
});
