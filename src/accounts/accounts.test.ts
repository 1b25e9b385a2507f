/** Who comes into the portal, and how; and a log that nobody rewrites. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import pg from "pg";
import { days, hours, minutes } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { type Person, startPortal } from "#test/portal.ts";
import { recordDeed, verifyAudit } from "./audit.ts";
import { auditCommand, peopleCommand } from "./people-command.ts";

const world = await startPortal();
const { clock, database, mails } = world;
after(() => world[Symbol.asyncDispose]());
beforeEach(() => clock.advance(days(1)));

let serial = 0;
const someone = (): Person => world.person(`person-${(serial += 1)}@shop.example`);
const shopOf = (page: { status: number }): boolean => page.status === 200;
async function owner(): Promise<{ person: Person; merchantId: string; personId: string; home: string }> {
  const [person, merchantId] = [someone(), await world.addShop()];
  const personId = await world.letIn(person.email, { merchantId, role: "owner" });
  return { person, merchantId, personId, home: `/portal/${merchantId}/live` };
}

test("M-05 an installation has no account before somebody makes one", async () => {
  const fresh = await startPortal();
  const rows = await fresh.database.forSystem("test", (tx) =>
    tx.query(
      sql(
        "test.accounts.none",
        "select 1 from people union all select 1 from memberships union all select 1 from printed_links",
      ),
    ),
  );
  assert.deepEqual(rows, []);
  const nobody = fresh.person("admin@example.org");
  await nobody.send("/portal/sign-in", { email: nobody.email });
  await new Promise((later) => setTimeout(later, 100));
  assert.equal(fresh.mails.length, 0, "nobody is there to be mailed");
  assert.equal((await nobody.open("/portal")).headers.location, "/portal/sign-in");
  await fresh[Symbol.asyncDispose]();
});

test("M-05 a mailed code alone shows nothing; with the app's code the shop is there, and a new app cannot be set up in between", async () => {
  const { person, home } = await owner();
  await world.signIn(person);
  assert.ok(shopOf(await person.open(home)));
  const [thief, page] = [world.person(person.email), await person.open("/portal")];
  assert.match(page.text, /with a second factor/);
  await world.halfIn(thief);
  for (const path of [home, "/portal", "/portal/operator"])
    assert.equal((await thief.open(path)).headers.location, "/portal/second-factor", path);
  const asked = await thief.open("/portal/second-factor?new");
  assert.doesNotMatch(asked.text, /name="offered"/, "whoever reads the mail gets no app of his own");
  const own = await world.vault.seal({ table: "people", column: "sealed_totp", row: "x", merchantId: null }, "AAAA");
  assert.equal((await thief.send("/portal/second-factor", { code: "000000", offered: own })).status, 422);
});

test("M-05 a code of the app counts once, the ones around it by half a minute, and five wrong ones end the guessing for a while", async () => {
  const { person } = await owner();
  await world.signIn(person);
  const again = world.person(person.email);
  again.secret = person.secret;
  await world.halfIn(again);
  assert.equal((await again.send("/portal/second-factor", { code: world.code(person) })).status, 422, "used");
  clock.advance(minutes(1));
  const right = world.code(person);
  clock.advance(29_000);
  assert.equal((await again.send("/portal/second-factor", { code: right })).status, 303);
  clock.advance(minutes(1));
  const third = world.person(person.email);
  await world.halfIn(third);
  const wrong = String((Number(world.code(person)) + 500_000) % 1_000_000).padStart(6, "0");
  for (let guess = 0; guess < 5; guess += 1)
    assert.equal((await third.send("/portal/second-factor", { code: wrong })).status, 422);
  assert.equal((await third.send("/portal/second-factor", { code: world.code(person) })).status, 429);
  clock.advance(minutes(16));
  assert.equal((await third.send("/portal/second-factor", { code: world.code(person) })).status, 303);
});

test("M-05 a printed link opens once, within an hour, by a click and not by being looked at", async () => {
  const { person, personId, home } = await owner();
  const address = new URL(await world.link(personId)).pathname;
  assert.match((await person.open(address)).text, /<form method="post"/);
  assert.equal((await person.open(home)).headers.location, "/portal/sign-in");
  assert.equal((await person.send(address, {})).headers.location, "/portal");
  assert.ok(shopOf(await person.open(home)));
  assert.equal((await world.person(person.email).send(address, {})).status, 410, "once");
  const late = new URL(await world.link(personId)).pathname;
  clock.advance(hours(1));
  assert.equal((await world.person(person.email).send(late, {})).status, 410, "within an hour");
});

test("M-05 C-01 unknown addresses get the same answer and no mail; a code of shoppers opens no portal", async () => {
  const { person } = await owner();
  const known = await world.person("x@x.example").send("/portal/sign-in", { email: person.email });
  const before = mails.length;
  const unknown = await world.person("x@x.example").send("/portal/sign-in", { email: "nobody@shop.example" });
  assert.deepEqual([unknown.status, unknown.text], [known.status, known.text]);
  await new Promise((later) => setTimeout(later, 150));
  assert.ok(mails.slice(before).every(({ to }) => to !== "nobody@shop.example"));
  const realms = await database.forSystem("test", (tx) =>
    tx.query<{ realm: string }>(sql("test.accounts.realms", "select distinct realm from sign_ins")),
  );
  assert.deepEqual(realms, [{ realm: "portal" }]);
});

test("C-05 a session ends after two idle hours, after twelve in any case, and at the server when somebody signs out", async () => {
  const { person, home } = await owner();
  await world.signIn(person);
  clock.advance(hours(2) + 60_000);
  assert.equal((await person.open(home)).headers.location, "/portal/sign-in");
  await world.signIn(person);
  for (let hour = 0; hour < 12; hour += 1) {
    assert.ok(shopOf(await person.open(home)), `hour ${hour}`);
    clock.advance(hours(1));
  }
  assert.equal((await person.open(home)).headers.location, "/portal/sign-in");
  await world.signIn(person);
  const kept = new Map(person.cookies);
  await person.send("/portal/sign-out", {});
  for (const [name, value] of kept) person.cookies.set(name, value);
  assert.equal((await person.open(home)).headers.location, "/portal/sign-in");
});

test("L-03 who did what is written in a chain: the application can neither change nor delete a row, and a changed one shows", async () => {
  const { person, merchantId } = await owner();
  await world.signIn(person);
  const chain = { merchantId, who: "Ada", subject: "x" } as const;
  await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      database.forMerchants([merchantId], (tx) =>
        recordDeed(tx, { ...chain, what: "key_made", details: { at } }, clock.now()),
      ),
    ),
  );
  const whole = await verifyAudit(database);
  assert.deepEqual(whole.broken, []);
  assert.ok(whole.rows >= 13);
  for (const text of ["update audit_log set who = 'Eve'", "delete from audit_log"])
    await assert.rejects(
      database.forSystem("test", (tx) => tx.execute({ name: `test.${text}`, text })),
      /permission denied/,
    );
  const client = new pg.Client({ connectionString: world.fresh.ownerUrl });
  await client.connect();
  // As whoever owns the database: row-level security is forced on the owner, too, so he names a scope.
  await client.query("set posthorn.scope = '*'");
  const tampered = await client.query("update audit_log set who = 'Eve' where chain = $1 and sequence = 5", [
    merchantId,
  ]);
  assert.equal(tampered.rowCount, 1);
  assert.deepEqual(
    (await verifyAudit(database)).broken.map(({ chain, sequence }) => [chain, sequence]),
    [[merchantId, 5]],
  );
  await client.query("update audit_log set who = 'Ada' where chain = $1 and sequence = 5", [merchantId]);
  await client.query("delete from audit_log where chain = $1 and sequence = 7", [merchantId]);
  assert.deepEqual(
    (await verifyAudit(database)).broken.map(({ sequence }) => sequence),
    [8],
  );
  const said: string[] = [];
  const io = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) };
  assert.equal(await auditCommand(io, { databaseUrl: world.fresh.url, publicBaseUrl: null }), 1);
  assert.match(said.join("\n"), /row 8/);
  await client.query("delete from audit_log where chain = $1", [merchantId]);
  await client.end();
});

test("the command lets somebody in, prints a link that works, and lets them out; what is wrong is said", async () => {
  const merchantId = await world.addShop();
  const settings = { databaseUrl: world.fresh.url, publicBaseUrl: "https://parcels.example" };
  const say = async (...argv: string[]) => {
    const lines: string[] = [];
    const io = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line) };
    return { code: await peopleCommand(argv, io, settings), text: lines.join("\n") };
  };
  const added = await say("add", "--email", "Grace@shop.example", "--merchant", merchantId, "--role", "developer");
  assert.equal(added.code, 0, added.text);
  assert.match(added.text, /https:\/\/parcels\.example\/portal\/enter\/[\w-]{24}$/);
  assert.match((await say("list")).text, /grace@shop\.example {2}Lantern & Loom: developer/);
  assert.equal((await say("remove", "--email", "grace@shop.example")).code, 0);
  assert.doesNotMatch((await say("list")).text, /grace/);
  for (const [argv, why] of [
    [["add", "--email", "x"], /not one e-mail address/],
    [["add", "--email", "x@x.example"], /--operator, or --merchant/],
    [["add", "--email", "x@x.example", "--merchant", merchantId, "--role", "king"], /--role is one of/],
    [["dance"], /no command/],
  ] as const) {
    const { code, text } = await say(...argv);
    assert.equal(code, 2, text);
    assert.match(text, why);
  }
  assert.equal((await say("link", "--email", "nobody@x.example")).code, 1);
  assert.equal((await say("add", "--email", "x@x.example", "--merchant", crypto.randomUUID())).code, 1);
});
