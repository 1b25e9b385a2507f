/** The link that stops e-mails: what it is made of, the page, and what mail providers post. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ManualClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { freshDatabase } from "#test/database.ts";
import { Browser } from "#test/shopper.ts";
import { type Topic, topics } from "./preferences.ts";
import { createMessageRoutes } from "./routes.ts";
import { readUnsubscribeToken, unsubscribeToken } from "./unsubscribe.ts";
import { shopperIdOf } from "./unsubscribe-store.ts";

const fresh = await freshDatabase();
const { database } = fresh;
const clock = new ManualClock();
const linkSecret = "a secret of this test";
const crossSite: string[] = [];
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
server.addHook("onRoute", ({ method, url, config }) => {
  if (config?.fromAnywhere === true) crossSite.push(`${method} ${url}`);
});
await server.register(
  createMessageRoutes({
    database,
    clock,
    log: silentLog,
    publicBaseUrl: "https://parcels.example",
    linkSecret,
    simulatedCarriers: false,
    mailgunSigningKey: null,
    twilioAuthToken: null,
  }),
);
after(async () => {
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

const choices = sql(
  "test.choices",
  "select topic, channel, wanted from message_choices where shopper_id = $1 order by topic, channel",
);
const stopped = async (shopperId: string): Promise<readonly string[]> =>
  (
    await database.forSystem("test", (tx) =>
      tx.query<{ topic: string; channel: string; wanted: boolean }>(choices, [shopperId]),
    )
  ).map(({ topic, channel, wanted }) => `${topic} ${channel}${wanted ? " wanted" : ""}`);

async function aPerson(topic: Topic = "today") {
  const shopperId = await database.forSystem("test", (tx) => shopperIdOf(tx, `${newId()}@mail.example`, clock.now()));
  return { shopperId, link: `/u/${unsubscribeToken(linkSecret, { shopperId, topic })}` };
}
const oneClick = "List-Unsubscribe=One-Click";
const form = { "content-type": "application/x-www-form-urlencoded" };
/** As a mail provider sends it: from anywhere, without cookies. */
const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
  server.inject({ method: "POST", url, payload, headers: { ...form, ...headers } });
const elsewhere = { origin: "https://mail.provider.example", "sec-fetch-site": "cross-site" };

test("P-01 a link names its person and topic under a seal: nothing that was changed or guessed is one, and no address is in it", () => {
  const shopperId = newId();
  for (const topic of topics) {
    const token = unsubscribeToken(linkSecret, { shopperId, topic });
    assert.deepEqual(readUnsubscribeToken(linkSecret, token), { shopperId, topic });
    assert.equal(readUnsubscribeToken("another secret", token), null);
    for (let at = 0; at < token.length; at += 1) {
      const sign = token[at] === "A" ? "B" : "A";
      assert.equal(readUnsubscribeToken(linkSecret, token.slice(0, at) + sign + token.slice(at + 1)), null, String(at));
    }
  }
  for (const none of ["", "x", "a".repeat(24), "a".repeat(60), "é".repeat(60), "a".repeat(4_000)])
    assert.equal(readUnsubscribeToken(linkSecret, none), null);
});

test("N-05 one click stops this kind of e-mail at once, without cookie or origin, as a form or in parts (RFC 8058)", async () => {
  const { shopperId, link } = await aPerson();
  assert.equal((await post(link, oneClick, elsewhere)).statusCode, 200);
  assert.deepEqual(await stopped(shopperId), ["today email"]);
  assert.equal((await post(link, oneClick)).statusCode, 200, "a second one changes nothing");
  const other = await aPerson("pickup");
  const parts = `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`;
  const answer = await post(other.link, parts, { ...elsewhere, "content-type": "multipart/form-data; boundary=b" });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers["set-cookie"], undefined);
  assert.deepEqual(await stopped(other.shopperId), ["pickup email"]);
});

test("B-03 only this one post is taken from anywhere, and only for what it says; opening the page changes nothing", async () => {
  assert.deepEqual(crossSite, ["POST /u/:token"]);
  const { shopperId, link } = await aPerson();
  for (const body of [
    "",
    "action=stop",
    "List-Unsubscribe=",
    "list-unsubscribe=One-Click",
    "x=List-Unsubscribe=One-Click",
  ])
    assert.equal((await post(link, body, elsewhere)).statusCode, 400, body);
  for (const action of ["stop", "stop_all", "resume"])
    assert.equal((await post(`${link}/choice`, `action=${action}&topics=today`, elsewhere)).statusCode, 403, action);
  assert.equal((await post(`${link}x`, oneClick)).statusCode, 404);
  const seen = await new Browser(server).open(link);
  assert.equal(seen.status, 200);
  assert.equal((await server.inject({ method: "HEAD", url: link })).statusCode, 404);
  assert.deepEqual(await stopped(shopperId), []);
});

const formsOf = (text: string) =>
  [...text.matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/gs)].map(([, action = "", inner = ""]) => ({
    action: action.replaceAll("&amp;", "&"),
    fields: Object.fromEntries(
      [...inner.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ),
    label: /<button[^>]*>([^<]*)</.exec(inner)?.[1] ?? "",
  }));

test("the page says what would stop, stops it, and takes it back, in the mail's language", async () => {
  const { shopperId, link } = await aPerson("pickup");
  const browser = new Browser(server);
  const first = await browser.open(`${link}?lang=de`);
  assert.match(first.text, /<title>Diese E-Mails abbestellen\?<\/title>/);
  assert.match(first.text, /Ein Paket liegt zur Abholung bereit/);
  assert.match(first.text, /Ohne sie könnten Sie ein Paket verpassen/);
  assert.equal(first.headers["referrer-policy"], "no-referrer");
  assert.match(String(first.headers["content-security-policy"]), /default-src 'none'/);
  const [stop] = formsOf(first.text);
  assert.ok(stop);
  const then = await browser.send(stop.action, stop.fields);
  assert.match(
    then.text,
    /<title>Diese E-Mails sind abbestellt<\/title>.*Erledigt\. Sie bekommen keine E-Mails dieser Art mehr/s,
  );
  assert.deepEqual(await stopped(shopperId), ["pickup email"]);
  const undo = formsOf(then.text).find(({ label }) => label === "Rückgängig machen");
  assert.ok(undo);
  assert.match((await browser.send(undo.action, undo.fields)).text, /Sie bekommen diese E-Mails wieder/);
  assert.deepEqual(await stopped(shopperId), ["pickup email wanted"]);
});

test("all e-mails stop by one button; undone, only what it stopped comes again", async () => {
  const { shopperId, link } = await aPerson("delivered");
  const browser = new Browser(server);
  await post(link.replace(/.*/, `/u/${unsubscribeToken(linkSecret, { shopperId, topic: "date" })}`), oneClick);
  const all = formsOf((await browser.open(link)).text).find(({ fields }) => fields.action === "stop_all");
  assert.ok(all);
  const then = await browser.send(all.action, all.fields);
  assert.match(then.text, /no more e-mails about deliveries\. A code for signing in still comes/);
  // The eve of delivery was never wanted, so there was nothing to stop.
  const without = topics.filter((topic) => topic !== "tomorrow").map((topic) => `${topic} email`);
  assert.deepEqual(await stopped(shopperId), without.toSorted());
  const undo = formsOf(then.text).find(({ label }) => label === "Undo");
  assert.ok(undo);
  const twice = formsOf((await browser.send(all.action, all.fields)).text).map(({ fields }) => fields);
  assert.deepEqual(twice, [{ action: "resume", topics: "delivered" }], "there is always a way back");
  await browser.send(undo.action, undo.fields);
  const back = topics
    .filter((topic) => topic !== "tomorrow" && topic !== "date")
    .map((topic) => `${topic} email wanted`);
  assert.deepEqual(await stopped(shopperId), [...back, "date email"].toSorted());
});

test("a link that is none, or whose person is gone, has one answer", async () => {
  const nobody = `/u/${unsubscribeToken(linkSecret, { shopperId: newId(), topic: "today" })}`;
  const browser = new Browser(server);
  for (const url of ["/u/x", nobody]) {
    const seen = await browser.open(url);
    assert.deepEqual([seen.status, /This link leads nowhere/.test(seen.text)], [404, true]);
    assert.equal((await post(url, oneClick)).statusCode, 404);
    assert.equal((await browser.send(`${url}/choice`, { action: "stop" })).status, 404);
  }
});
