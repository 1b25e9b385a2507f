/** An integration over time, and as it is shown to others: what is kept of each day, who reads it, and what nobody reads. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readAuditPage } from "#accounts/store.ts";
import { createApiKey } from "#orders/keys.ts";
import { days, hours, systemClock } from "#platform/clock.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import { type Person, startPortal } from "#test/portal.ts";
import { type CaseCause, openCase, readCases } from "./case-store.ts";
import { checkCommand } from "./command.ts";
import { createCheckJob } from "./jobs.ts";
import type { HistoryAnswer } from "./schema.ts";
import { putScore, readScores } from "./score-store.ts";

const world = await startPortal();
const { clock, database, fresh, server } = world;
const mailer = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "parcels@parcels.example", log: silentLog });
const job = createCheckJob({
  ...{ database, clock, log: silentLog, mailer },
  publicBaseUrl: "https://parcels.example",
  address: null,
});
after(async () => {
  await mailer.close();
  await world[Symbol.asyncDispose]();
});

const shop = await world.addShop("Lantern & Loom");
const other = await world.addShop("Nordkiste");
const home = `/portal/${shop}/live`;
let owner: Person;
let viewer: Person;
let parcel = { id: "", orderId: "" };
before(async () => {
  [owner, viewer] = [world.person("ada@loom.example"), world.person("vi@loom.example")];
  await world.letIn(owner.email, { merchantId: shop, role: "owner" }, true);
  await world.letIn(viewer.email, { merchantId: shop, role: "viewer" });
  parcel = await world.addParcel(shop, { reference: "LL-1001", number: "TBA" });
  for (const person of [owner, viewer]) await world.signIn(person);
});

async function work(): Promise<void> {
  while ((await job.runOnce()) > 0);
}
const scores = (merchantId: string, mode: "live" | "test" = "live") =>
  database.forMerchants([merchantId], (tx) => readScores(tx, { merchantId, mode }, new Date(0)));

test("each day the worker looks once at who sent something within seven days, and a check of seven days takes its place", async () => {
  await work();
  const today = clock.now().toISOString().slice(0, 10);
  assert.deepEqual(
    (await scores(shop)).map(({ day, verdict, orders }) => [day, verdict, orders]),
    [[today, "findings", 1]],
  );
  assert.deepEqual(await scores(other), [], "nothing came from there");
  await world.addParcel(shop, { reference: "LL-1002" });
  await owner.open(`${home}/integration?since=30d`);
  assert.equal((await scores(shop))[0]?.orders, 1, "thirty days are another measure");
  await owner.open(`${home}/integration`);
  assert.deepEqual(
    (await scores(shop)).map(({ day, orders }) => [day, orders]),
    [[today, 2]],
  );
  clock.advance(days(1));
  await work();
  assert.equal((await scores(shop)).length, 2);
  clock.advance(days(401));
  await work();
  assert.deepEqual(await scores(shop), [], "400 days are kept, and who stands still is not looked at");
});

test("two workers and a late one: the day keeps what was found last", async () => {
  const owned = { merchantId: other, mode: "test" } as const;
  const report = (orders: number) => ({
    ...{ verdict: "validated" as const, orders, entries: orders, findings: [] },
    score: { captures_with_info: 1, entries_resolved: 0.9, shipments_with_events: null, calls_taken: 1, whole: 0.9 },
  });
  const now = clock.now();
  await database.forMerchants([other], async (tx) => {
    await putScore(tx, owned, report(5), now);
    await putScore(tx, owned, report(4), new Date(now.getTime() - hours(1)));
  });
  const [kept] = await scores(other, "test");
  assert.deepEqual([kept?.orders, kept?.entries_resolved, kept?.shipments_with_events], [5, 0.9, null]);
});

/** Some weeks, good and bad. */
async function fill(): Promise<void> {
  for (let at = 0; at < 30; at += 1)
    await database.forMerchants([shop], (tx) =>
      putScore(
        tx,
        { merchantId: shop, mode: "live" },
        {
          ...{ verdict: at % 4 === 0 ? "findings" : "validated", orders: at, entries: at, findings: [] },
          score: {
            captures_with_info: 1,
            entries_resolved: 0.5,
            shipments_with_events: null,
            calls_taken: 1,
            whole: 0.5,
          },
        },
        new Date(clock.now().getTime() - days(at * 5)),
      ),
    );
}

test("A-01 the history is the caller's own, of its mode, of as many days as are asked for; the portal shows it as chart and table", async () => {
  await fill();
  await world.signIn(owner);
  const historyOf = async (merchantId: string, mode: "live" | "test", query: string) => {
    const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode, clock }));
    const authorization = `Basic ${Buffer.from(`:${key.password}`).toString("base64")}`;
    const answer = await server.inject({ url: `/v1/integration-check/history${query}`, headers: { authorization } });
    return { status: answer.statusCode, days: (answer.json() as HistoryAnswer).days }; // of our own API
  };
  const own = await historyOf(shop, "live", "");
  assert.equal(own.days.length, 18, "of 90 days each fifth");
  assert.ok((own.days[0]?.day ?? "") < (own.days[1]?.day ?? ""), "the oldest first");
  assert.equal(own.days[0]?.score.whole, 0.5);
  assert.equal((await historyOf(shop, "live", "?days=5")).days.length, 1);
  assert.deepEqual((await historyOf(shop, "test", "")).days, []);
  assert.deepEqual((await historyOf(other, "live", "")).days, []);
  for (const query of ["?days=0", "?days=x", "?days=1.5", "?days=400"])
    assert.equal((await historyOf(shop, "live", query)).status, 400, query);
  const { text } = await owner.open(`${home}/integration`);
  assert.equal(text.match(/<rect /g)?.length, 18);
  assert.match(text, /Per day \(UTC\)/);
});

const linkIn = (text: string): string =>
  /href="https:\/\/parcels\.example(\/integration-report\/[\w-]+)"/.exec(text)?.[1] ?? "";

test("P-01 P-04 a report is shown to whoever has its address, for two weeks or until there is a new one, and names no order, no number and nobody", async () => {
  assert.equal(linkIn((await owner.open(`${home}/integration`)).text), "");
  await world.addParcel(shop, { reference: "LL-2001", number: "undefined" });
  assert.equal((await owner.send(`${home}/integration/share`, {})).status, 303);
  const first = linkIn((await owner.open(`${home}/integration`)).text);
  assert.match(first, /\/[\w-]{24}$/);
  const seen = await server.inject({ url: first });
  assert.equal(seen.statusCode, 200);
  assert.match(String(seen.headers["x-robots-tag"]), /noindex/);
  assert.match(String(seen.headers["cache-control"]), /no-store/);
  assert.equal(seen.headers["referrer-policy"], "no-referrer");
  assert.match(seen.body, /Lantern &amp; Loom/);
  assert.match(seen.body, /Template unfilled/);
  assert.match(seen.body, /the variable has another name/);
  assert.doesNotMatch(seen.body, /LL-\d|undefined|ines@|Prüfer|TBA|[0-9a-f]{8}-[0-9a-f]{4}-/);
  assert.doesNotMatch(seen.body, new RegExp(`${shop}|${parcel.orderId}`));

  await owner.send(`${home}/integration/share`, {});
  const second = linkIn((await owner.open(`${home}/integration`)).text);
  assert.notEqual(second, first);
  const [old, fresher] = [await server.inject({ url: first }), await server.inject({ url: second })];
  assert.deepEqual([old.statusCode, fresher.statusCode], [404, 200]);
  const never = await server.inject({ url: `/integration-report/${"a".repeat(24)}` });
  const bare = (text: string) => text.replaceAll(/nonce="[^"]+"/g, "");
  assert.equal(bare(old.body), bare(never.body), "ended, and never there: the same nothing");
  clock.advance(days(14));
  assert.equal((await server.inject({ url: second })).statusCode, 404);
  const log = await database.forMerchants([shop], (tx) => readAuditPage(tx, shop, null, 10));
  assert.deepEqual(
    log.filter(({ what }) => what === "report_shared").map(({ who }) => who),
    [owner.email, owner.email],
  );
});

test("M-03 who only reads makes no address, and another shop's people find no page", async () => {
  await world.signIn(viewer);
  assert.equal((await viewer.send(`${home}/integration/share`, {})).status, 403);
  assert.doesNotMatch((await viewer.open(`${home}/integration`)).text, /Show it to others/);
  await world.signIn(owner);
  assert.equal((await owner.send(`/portal/${other}/live/integration/share`, {})).status, 404);
});

test("A-05 only operators see cases; one is closed once, which is written down, and forgotten a month later", async () => {
  const open = (why: CaseCause, sender: string, subject = "Delivery <b>tracking</b>") =>
    database.forSystem("test", (tx) =>
      openCase(tx, { id: newId(), merchantId: null, sender, subject, why, openedAt: clock.now() }),
    );
  await open("forged", "eve@evil.example");
  await open("forged", "eve@evil.example");
  await open("undeliverable", "ada@loom.example");
  await world.signIn(owner);
  await world.signIn(viewer);
  const page = await owner.open("/portal/operator/cases");
  assert.equal(page.status, 200);
  assert.match(page.text, /eve@evil\.example/);
  assert.match(page.text, /Delivery &lt;b(>|&gt;)tracking/);
  assert.match(page.text, /href="\/portal\/operator\/cases" aria-current="page"/);
  assert.equal((await viewer.open("/portal/operator/cases")).status, 404);
  const [, close = ""] = /action="(\/portal\/operator\/cases\/[^"]+\/close)"/.exec(page.text) ?? [];
  assert.equal((await viewer.send(close, {})).status, 404);
  assert.equal((await owner.send(close, {})).status, 303);
  assert.equal((await owner.send(close, {})).status, 404);
  const cases = () => database.forSystem("test", (tx) => readCases(tx, 10));
  assert.deepEqual((await cases()).map(({ closedAt }) => closedAt === null).sort(), [false, true]);
  clock.advance(days(31));
  await work();
  assert.equal((await cases()).length, 1, "open ones stay");
  const log = await database.forSystem("test", (tx) =>
    readAuditPage(tx, "00000000-0000-0000-0000-000000000000", null, 20),
  );
  assert.equal(log.filter(({ what }) => what === "case_closed").length, 1);
});

test("posthorn check --share prints an address that opens, and writes it down", async () => {
  const run = async (...argv: string[]) => {
    const lines: string[] = [];
    const io = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line) };
    const settings = {
      databaseUrl: fresh.url,
      publicBaseUrl: "https://parcels.example",
      linkSecret: "a secret of this test, long enough",
    };
    return { code: await checkCommand(["--merchant", shop, ...argv], io, settings), text: lines.join("\n") };
  };
  const { code, text } = await run("--share");
  assert.equal(code, 1, text);
  clock.advance(systemClock.now().getTime() - clock.now().getTime()); // the command's clock is the machine's
  const path = /https:\/\/parcels\.example(\/\S+)/.exec(text)?.[1] ?? "";
  assert.equal((await server.inject({ url: path })).statusCode, 200, text);
  assert.match(JSON.parse((await run("--share", "--json")).text).shared.address, /integration-report/);
  assert.equal((await run("--share", "--since", "1d")).code, 2);
  const [last] = await database.forMerchants([shop], (tx) => readAuditPage(tx, shop, null, 1));
  assert.deepEqual([last?.what, last?.who], ["report_shared", "posthorn check"]);
});
