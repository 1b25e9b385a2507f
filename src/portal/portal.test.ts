/** The portal as people of a shop use it: what each may see and do, what is asked of them, and that it is done. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import type { Role } from "#accounts/roles.ts";
import { readAuditPage } from "#accounts/store.ts";
import { days, minutes } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { type Person, startPortal } from "#test/portal.ts";
import { scanAt } from "#test/readings.ts";

const world = await startPortal();
const { clock, database, mails } = world;
after(() => world[Symbol.asyncDispose]());

const another = makeNumber({ carrier: "ups", journey: "normal", serial: 7, seed: 1 });
const shop = await world.addShop("Lantern & Loom");
const other = await world.addShop("Nordkiste");
const home = `/portal/${shop}/live`;
const people = {} as Record<Role, Person>;
let parcel = { id: "", orderId: "" };
const ids = {} as Record<Role, string>;

before(async () => {
  for (const role of ["owner", "developer", "support", "viewer"] as const) {
    people[role] = world.person(`${role}@shop.example`);
    ids[role] = await world.letIn(people[role].email, { merchantId: shop, role });
  }
  parcel = await world.addParcel(shop);
  for (const person of Object.values(people)) await world.signIn(person);
});
/** Comes back where the session has ended meanwhile. */
async function as(role: Role): Promise<Person> {
  const person = people[role];
  if ((await person.open("/portal")).status !== 200) await world.signIn(person);
  return person;
}
const log = async (merchantId = shop) =>
  (await database.forMerchants([merchantId], (tx) => readAuditPage(tx, merchantId, null, 100))).map(
    ({ what, details }) => ({ what, details: JSON.parse(details) as Record<string, string> }), // written as an object
  );
/** With the app's code, as the page asks for it after five minutes. */
const proven = async (person: Person, url: string, form: Record<string, string> = {}) => {
  clock.advance(minutes(1));
  return person.send(url, { ...form, proof: world.code(person) });
};

const pages = [
  "",
  "/shipments",
  "/tickets",
  "/integration",
  "/carriers",
  "/webhooks",
  "/look",
  "/import",
  "/keys",
  "/team",
  "/log",
];

test("an owner reads every page, each names itself, and the bar leads to all of them", async () => {
  const owner = await as("owner");
  for (const page of pages) {
    const { status, text } = await owner.open(home + page);
    assert.equal(status, 200, page);
    assert.match(text, /<h1>/, page);
    assert.match(text, new RegExp(`href="${home}${page}" aria-current="page"`), page);
  }
  for (const page of [`/shipments/${parcel.id}`, `/shipments/${parcel.id}/proof`, "/carriers/ups"])
    assert.equal((await owner.open(home + page)).status, 200, page);
});

test("A-01 another shop, a shop that is not there and a test mode's parcel are the same nothing, on every page", async () => {
  const owner = await as("owner");
  const told = async (url: string) => {
    const { status, text } = await owner.open(url);
    return { status, text: text.replaceAll(/nonce="[^"]+"/g, "") };
  };
  for (const page of [...pages, `/shipments/${parcel.id}`, "/carriers/ups"]) {
    const never = await told(`/portal/${newId()}/live${page}`);
    assert.equal(never.status, 404, page);
    assert.deepEqual(await told(`/portal/${other}/live${page}`), never, page);
  }
  assert.equal((await told(`/portal/${shop}/test/shipments/${parcel.id}`)).status, 404);
  const foreign = await world.addParcel(other, { reference: "NK-1", number: another });
  assert.equal((await told(`${home}/shipments/${foreign.id}`)).status, 404);
  assert.equal((await owner.send(`${home}/shipments/${foreign.id}/retire`, {})).status, 404);
  assert.doesNotMatch((await owner.open(`${home}/shipments?q=${another}`)).text, new RegExp(foreign.id));
});

test("M-03 each role does what it may and reads why not: viewers change nothing, support no keys, developers no team", async () => {
  const may: Readonly<Record<string, readonly Role[]>> = {
    [`/shipments/${parcel.id}/notes`]: ["owner", "developer", "support"],
    [`/shipments/${parcel.id}/owner`]: ["owner", "developer", "support"],
    "/import": ["owner", "developer", "support"],
    "/webhooks": ["owner", "developer"],
    "/look": ["owner", "developer"],
    "/keys": ["owner", "developer"],
    "/team": ["owner"],
  };
  for (const [page, roles] of Object.entries(may))
    for (const role of ["owner", "developer", "support", "viewer"] as const) {
      const { status, text } = await proven(await as(role), home + page, { words: "Called her" });
      if (roles.includes(role)) assert.notEqual(status, 403, `${role} ${page}: ${text.slice(-600)}`);
      else {
        assert.equal(status, 403, `${role} ${page}`);
        assert.match(text, /Your role here is|Only owners/, `${role} ${page}`);
      }
    }
});

test("A-06 a role that is taken is gone with the next look", async () => {
  const [owner, support] = [await as("owner"), await as("support")];
  assert.equal((await support.open(`${home}/import`)).status, 200);
  assert.equal(
    (await proven(owner, `${home}/team/${ids.support}/role`, { [`role-${ids.support}`]: "viewer" })).status,
    303,
  );
  assert.equal((await support.open(`${home}/import`)).status, 403);
  assert.equal((await proven(owner, `${home}/team/${ids.support}/remove`)).status, 303);
  assert.equal((await support.open(home)).status, 404);
  await world.letIn(people.support.email, { merchantId: shop, role: "support" });
  assert.equal((await support.open(`${home}/import`)).status, 200);
});

test("M-06 five minutes after the last proof a new key wants the app's code; it is written down, and told to the owners", async () => {
  const developer = await as("developer");
  await proven(developer, `${home}/shipments/${parcel.id}/notes`, { words: "x" });
  clock.advance(minutes(6));
  const form = { "scope-read": "yes" };
  assert.match((await developer.open(`${home}/keys`)).text, /Code of your app/);
  const refused = await developer.send(`${home}/keys`, form);
  assert.equal(refused.status, 403);
  assert.match(refused.text, /code of your app was missing/);
  const told = mails.length;
  const made = await proven(developer, `${home}/keys`, form);
  assert.equal(made.status, 200);
  const [username = "", password = ""] = [...made.text.matchAll(/class="secret">([^<]+)</g)].map(
    ([, secret]) => secret ?? "",
  );
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const call = () => world.server.inject({ url: "/v1/shipments", headers: { authorization } });
  assert.equal((await call()).statusCode, 200);
  assert.deepEqual(
    mails
      .slice(told)
      .map(({ to, subject }) => `${to} ${subject}`)
      .sort(),
    [
      "developer@shop.example Lantern & Loom: A new API key was made (live)",
      "owner@shop.example Lantern & Loom: A new API key was made (live)",
    ],
  );
  assert.deepEqual((await log())[0], { what: "key_made", details: { mode: "live", scopes: "read" } });
  assert.match((await developer.open(`${home}/keys`)).text, new RegExp(username));
  assert.doesNotMatch((await developer.open(`${home}/keys`)).text, new RegExp(password), "shown once");
  const [, id = ""] = /keys\/([0-9a-f-]{36})\/disable/.exec((await developer.open(`${home}/keys`)).text) ?? [];
  await proven(developer, `${home}/keys/${id}/disable`);
  clock.advance(1_001);
  assert.equal((await call()).statusCode, 401, "M-03: within a second");
});

test("M-06 a webhook, a carrier's credential and a role want a fresh proof, too", async () => {
  const owner = await as("owner");
  await proven(owner, `${home}/shipments/${parcel.id}/notes`, { words: "x" });
  clock.advance(minutes(6));
  for (const [page, form] of [
    ["/webhooks", { url: "https://shop.example/hooks" }],
    ["/carriers/ups", { "field-client_id": "a", "field-client_secret": "b" }],
    ["/team", { email: "new@shop.example", role: "viewer" }],
    [`/team/${ids.viewer}/role`, { [`role-${ids.viewer}`]: "owner" }],
  ] as const)
    assert.equal((await owner.send(home + page, form)).status, 403, page);
  assert.equal(
    (await owner.send(`${home}/shipments/${parcel.id}/notes`, { words: "y" })).status,
    303,
    "a note does not",
  );
});

test("the last owner cannot go, and hears why", async () => {
  const owner = await as("owner");
  for (const [verb, form] of [
    ["role", { [`role-${ids.owner}`]: "viewer" }],
    ["remove", {}],
  ] as const) {
    const { status, text } = await proven(owner, `${home}/team/${ids.owner}/${verb}`, form);
    assert.equal(status, 409);
    assert.match(text, /last owner/);
  }
});

test("A-05 an operator sees no shop before saying why, for an hour, and the shop reads it in its log", async () => {
  const operator = world.person("operator@host.example");
  await world.letIn(operator.email, null, true);
  await world.signIn(operator);
  assert.match((await operator.open("/portal/operator")).text, /Lantern &amp; Loom/);
  assert.equal((await operator.open(home)).status, 404);
  const enter = `/portal/operator/shops/${shop}/enter`;
  assert.equal((await proven(operator, enter, { reason: "" })).status, 422);
  assert.equal((await operator.open(home)).status, 404);
  assert.equal((await proven(operator, enter, { reason: "Ticket 4711: parcel not found" })).headers.location, home);
  assert.match((await operator.open(`${home}/shipments/${parcel.id}`)).text, /visited as operator/);
  assert.equal((await operator.open(`${home}/keys`)).status, 403, "with the rights of support");
  const entry = (await log()).find(({ what }) => what === "shop_entered");
  assert.deepEqual(entry?.details, { reason: "Ticket 4711: parcel not found" });
  assert.match((await (await as("owner")).open(`${home}/log`)).text, /Ticket 4711/);
  clock.advance(minutes(60));
  assert.equal((await operator.open(home)).status, 404);
  assert.equal((await (await as("owner")).open("/portal/operator")).status, 404, "owners of shops are no operators");
});

test("a wrong number is corrected: the right parcel is followed, the wrong one retired, and what was said stays", async () => {
  const support = await as("support");
  const wrong = await world.addParcel(shop, { reference: "LL-2", number: "1Z999AA10123456784" });
  const form = { company: "UPS", number: another };
  assert.equal((await support.send(`${home}/shipments/${wrong.id}/correct`, form)).status, 303);
  await world.takeIn();
  assert.equal((await support.open(`${home}/shipments/${wrong.id}`)).status, 404);
  const list = (await support.open(`${home}/shipments?q=LL-2`)).text;
  assert.match(list, new RegExp(another));
  assert.doesNotMatch(list, /1Z999AA10123456784/);
  assert.equal((await log())[0]?.what, "shipment_corrected");
  const said = await database.forMerchants([shop], (tx) =>
    tx.query(sql("test.portal.said", "select 1 from shipping_info where order_id = $1"), [wrong.orderId]),
  );
  assert.equal(said.length, 2);
});

test("a parcel's page says why: the carrier's words, when we knew, what was told, notes, and the ticket that somebody takes", async () => {
  const support = await as("support");
  const late = await world.addParcel(shop, { reference: "LL-3", number: "1Z999AA10123456784" });
  await world.scan(
    shop,
    late,
    scanAt(clock.now(), { code: "exception.damaged", rawText: "Parcel <b>damaged</b> in hub" }),
  );
  const page = `${home}/shipments/${late.id}`;
  await support.send(`${page}/notes`, { words: "Rang the carrier <script>" });
  assert.equal((await support.send(`${page}/notes`, { words: "zero \u0000 in between" })).status, 303);
  await support.send(`${page}/owner`, { who: support.email });
  const { text } = await support.open(page);
  assert.match(text, /Exception: damaged/);
  assert.match(text, /Parcel &lt;b>damaged&lt;\/b> in hub|Parcel &lt;b&gt;damaged/);
  assert.match(text, /Rang the carrier &lt;script/);
  assert.match(text, /support@shop\.example looks after it/);
  assert.match((await support.open(`${home}/tickets?kind=exception`)).text, new RegExp(late.id));
  await world.scan(
    shop,
    late,
    scanAt(new Date(clock.now().getTime() + 60_000), { code: "in_transit.problem_resolved" }),
  );
  assert.doesNotMatch(
    (await support.open(`${home}/tickets`)).text,
    new RegExp(late.id),
    "it is gone when the parcel moves on",
  );
});

test("a delivery is proven on a sheet and as JSON, with who signed and the carrier's answers", async () => {
  const viewer = await as("viewer");
  const done = await world.addParcel(shop, { reference: "LL-4", number: "1Z999AA10123456784" });
  await world.scan(
    shop,
    done,
    scanAt(clock.now(), { code: "delivered.to_recipient", rawText: "DELIVERED", facts: { signedBy: "PRUEFER" } }),
  );
  const page = `${home}/shipments/${done.id}/proof`;
  assert.match((await viewer.open(page)).text, /Signed by<\/dt><dd>PRUEFER/);
  const proof = JSON.parse((await viewer.open(`${page}.json`)).text);
  assert.equal(proof.delivery.signed_by, "PRUEFER");
  assert.equal(proof.delivery.carrier_words, "DELIVERED");
  assert.equal(proof.reference, "LL-4");
});

test("the list is exported as a file that spreadsheets open and run nothing of, whole, and it is written down", async () => {
  const viewer = await as("viewer");
  await world.addParcel(shop, { reference: '=HYPERLINK("https://evil.example")', number: "1Z999AA10123456784" });
  const { headers, text } = await viewer.open(`${home}/shipments.csv`);
  assert.match(String(headers["content-disposition"]), /attachment; filename="shipments\.csv"/);
  const rows: Record<string, string>[] = parse(text, { columns: true });
  assert.ok(rows.length >= 4);
  assert.ok(rows.some(({ reference }) => reference === `'=HYPERLINK("https://evil.example")`));
  await viewer.open(`${home}/shipments.csv?q=Ines&status=pending`);
  const [deed] = await log();
  assert.equal(deed?.what, "shipments_exported");
  assert.match(
    deed?.details.filters ?? "",
    /^\?q=%E2%80%A6&status=pending/,
    "D-03: the log keeps no name that was looked for",
  );
});

test("a view is saved, opened and forgotten, each person's own", async () => {
  const [support, viewer] = [await as("support"), await as("viewer")];
  await support.send(`${home}/shipments/views`, { name: "Troubles", query: "?status=exception" });
  assert.match((await support.open(`${home}/shipments`)).text, /shipments\?status=exception">Troubles</);
  assert.doesNotMatch((await viewer.open(`${home}/shipments`)).text, /Troubles/);
  assert.equal((await support.send(`${home}/shipments/views`, { name: "Away", query: "//evil.example" })).status, 422);
  await support.send(`${home}/shipments/views/forget`, { name: "Troubles" });
  assert.doesNotMatch((await support.open(`${home}/shipments`)).text, /Troubles/);
});

test("a webhook is entered with its secret shown once, pinged for real, paused, rotated and deleted", async () => {
  const developer = await as("developer");
  const receiver = createServer((_request, answer) => answer.writeHead(204).end()).listen(0, "127.0.0.1");
  await new Promise((ready) => receiver.once("listening", ready));
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/hooks`;
  const entered = await proven(developer, `${home}/webhooks`, { url });
  assert.match(entered.text, /class="secret">whsec_/);
  const [, id = ""] = /webhooks\/([0-9a-f-]{36})/.exec(entered.text) ?? [];
  const page = `${home}/webhooks/${id}`;
  assert.match((await developer.send(`${page}/ping`, {})).text, /Sent a ping: delivered, HTTP 204/);
  await developer.send(`${page}/pause`, {});
  assert.match((await developer.open(page)).text, /class="pill attention">Paused/);
  const rotated = await proven(developer, `${page}/secret`);
  assert.match(rotated.text, /class="secret">whsec_/);
  assert.doesNotMatch((await developer.open(page)).text, /whsec_/);
  assert.equal((await proven(developer, `${page}/delete`)).status, 303);
  assert.equal((await developer.open(page)).status, 404);
  await new Promise((closed) => receiver.close(closed));
  const wrong = await proven(developer, `${home}/webhooks`, { url: "http://shop.example/x" });
  assert.equal(wrong.status, 422, "S-02");
  assert.match(wrong.text, /Nothing was changed/);
});

test("a file is looked at first, then imported; what is wrong is told by line", async () => {
  const support = await as("support");
  const file =
    "order_reference,carrier,tracking_number,country\nI-1,UPS,1Z999AA10123456784,DE\n,UPS,1Z999AA10123456784,DE\n";
  const looked = await support.send(`${home}/import`, { file, what: "look" });
  assert.match(looked.text, /Nothing was changed: 1 of 2 rows would be imported/);
  assert.match(looked.text, /<td>3<\/td>/);
  const count = async () => (await support.open(`${home}/shipments?q=I-1`)).text.includes("1Z999AA10123456784");
  assert.equal(await count(), false);
  assert.match((await support.send(`${home}/import`, { file, what: "import" })).text, /Imported: 1 of 2 rows/);
  await world.takeIn();
  assert.equal(await count(), true);
});

test("the integration check names what is wrong on its page, and of one order", async () => {
  const developer = await as("developer");
  const bad = await world.addParcel(shop, { reference: "LL-9", company: "DHL", number: "1Z999AA10123456784" });
  const { text } = await developer.open(`${home}/integration?order=${bad.orderId}`);
  assert.match(text, /pill (?:action|attention)[^>]*>(?:Broken|Doubtful)/);
  assert.match(text, /1Z999AA10123456784/);
  assert.match((await developer.open(`${home}/integration?order=${newId()}`)).text, /You have no order of this id/);
});

test("a colour is kept, and one that is none is refused in words", async () => {
  const developer = await as("developer");
  assert.equal(
    (await developer.send(`${home}/look`, { colour: "#aa3300", origins: "https://shop.example" })).status,
    303,
  );
  assert.match((await developer.open(`${home}/look`)).text, /value="#aa3300"/);
  assert.match(
    (await developer.send(`${home}/look`, { colour: "red" })).text,
    /write it as &quot;#rrggbb&quot;|write it as "#rrggbb"/,
  );
});

test("a mail to shoppers is looked at with sample data, in each language, and its HTML runs nothing", async () => {
  const developer = await as("developer");
  const page = await developer.open(`${home}/look/mail?kind=delivered&language=de`);
  assert.equal(page.status, 200);
  assert.match(page.text, /Lantern &amp; Loom/);
  assert.match(page.text, /zugestellt|angekommen|geliefert/i);
  const mail = await developer.open(`${home}/look/mail.html?kind=delivered&language=ar`);
  assert.match(
    String(mail.headers["content-security-policy"]),
    /^default-src 'none'; style-src 'unsafe-inline'; sandbox$/,
  );
  assert.match(mail.text, /dir="rtl"/);
  assert.equal((await developer.open(`${home}/look/mail?kind=none&language=de`)).status, 404);
});

test("the overview counts what came, and says how to begin where nothing did", async () => {
  const owner = await as("owner");
  assert.match((await owner.open(home)).text, /<strong>\d+<\/strong>/);
  assert.match((await owner.open(`/portal/${shop}/test`)).text, /POSTHORN-PICKUP/);
});

test("an operator sees queues and carriers, and what was given up is done again", async () => {
  const operator = world.person("second@host.example");
  await world.letIn(operator.email, null, true);
  await world.signIn(operator);
  const subject = newId();
  await database.forSystem("test", (tx) =>
    tx.execute(
      sql(
        "test.portal.dead",
        "insert into dead_work (shard, kind, subject, merchant_id, attempts, cause, died_at) values (3, 'poll', $1, $2, 9, 'The carrier <said> no', $3)",
      ),
      [subject, shop, clock.now()],
    ),
  );
  assert.match((await operator.open("/portal/operator/work")).text, /The carrier &lt;said/);
  assert.equal((await operator.open("/portal/operator/carriers")).status, 200);
  await operator.send("/portal/operator/work/revive", { work: `3 poll ${subject}` });
  const left = await database.forSystem("test", (tx) =>
    tx.query<{ kind: string }>(sql("test.portal.due", "select kind from due_work where subject = $1"), [subject]),
  );
  assert.deepEqual(left, [{ kind: "poll" }]);
  assert.doesNotMatch((await operator.open("/portal/operator/work")).text, new RegExp(subject));
  clock.advance(days(1));
});

test("E-06 X-02 hostile texts in every field and parameter of the portal are a wrong answer or are shown as text, never a fault", async () => {
  const operator = world.person("third@host.example");
  await world.letIn(operator.email, { merchantId: shop, role: "owner" }, true);
  await world.signIn(operator);
  const hostile = [
    "\u0000",
    "\ud800",
    "<script>alert(1)</script>",
    "'; drop table orders; --",
    "a".repeat(5_000),
    "../../etc",
  ];
  const posts: readonly (readonly [string, readonly string[]])[] = [
    [`${home}/shipments/views`, ["name", "query"]],
    [`${home}/shipments/${parcel.id}/notes`, ["words"]],
    [`${home}/shipments/${parcel.id}/owner`, ["who"]],
    [`${home}/webhooks`, ["url", "contact"]],
    [`${home}/carriers/ups`, ["field-client_id", "field-client_secret", "environment"]],
    [`${home}/look`, ["colour", "logo", "origins"]],
    [`${home}/import`, ["file", "country", "what"]],
    [`${home}/team`, ["email", "role"]],
    ["/portal/operator/shops", ["name", "email"]],
    [`/portal/operator/shops/${shop}/enter`, ["reason"]],
    ["/portal/operator/work/revive", ["work"]],
    ["/portal/sign-in", ["email"]],
    ["/portal/second-factor", ["code", "offered"]],
  ];
  for (const text of hostile) {
    for (const [url, names] of posts) {
      const { status, text: page } = await operator.send(url, Object.fromEntries(names.map((name) => [name, text])));
      assert.ok(status < 500, `${url} ${JSON.stringify(text).slice(0, 40)}: ${status}`);
      assert.doesNotMatch(page, /<script>alert/, url);
    }
    const value = encodeURIComponent(text.toWellFormed());
    for (const page of [
      `${home}/shipments?q=`,
      `${home}/shipments?status=`,
      `${home}/integration?order=`,
      `${home}/tickets?kind=`,
      `${home}/log?before=`,
      "/portal/operator?q=",
      `${home}/look/mail?kind=`,
    ]) {
      const { status, text: shown } = await operator.open(page + value);
      assert.ok(status < 500, `${page} ${JSON.stringify(text).slice(0, 40)}: ${status}`);
      assert.doesNotMatch(shown, /<script>alert/, page);
    }
  }
});

test("B-03 a form that another site sends changes nothing", async () => {
  const owner = await as("owner");
  const { status } = await owner.send(`${home}/shipments/${parcel.id}/retire`, {}, { "sec-fetch-site": "cross-site" });
  assert.equal(status, 403);
  assert.equal((await owner.open(`${home}/shipments/${parcel.id}`)).status, 200);
});
