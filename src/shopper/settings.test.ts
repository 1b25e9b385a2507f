/** What a person sets holds: messages, quiet hours, zone, language on every page; and only their own devices can be removed. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { languages } from "#languages/languages.ts";
import { topics, wants } from "#notifications/preferences.ts";
import { readPreferences } from "#notifications/preferences-store.ts";
import { startShopper } from "#test/shopper.ts";

const world = await startShopper();
const { database } = world.fresh;
after(() => world[Symbol.asyncDispose]());

let people = 0;
const someone = (): string => `settings-${(people += 1)}@example.org`;
const kept = (email: string) => database.forSystem("test", (tx) => readPreferences(tx, email));
/** The form as a browser sends it: ticked boxes and selects. */
function formOf(text: string): Record<string, string> {
  const form: Record<string, string> = {};
  for (const [tag] of text.matchAll(/<input type="checkbox"[^>]*>/g))
    if (/ checked/.test(tag)) form[/name="([^"]+)"/.exec(tag)?.[1] ?? ""] = "yes";
  for (const [, name = "", inside = ""] of text.matchAll(/<select [^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs))
    form[name] = /<option (?=[^>]* selected)[^>]*value="([^"]*)"/.exec(inside)?.[1] ?? "";
  return form;
}

test("saving what is shown changes nothing; each box, the hours, the zone and the language are kept and shown again", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  const before = await kept(email);
  const form = formOf((await person.open("/settings")).text);
  assert.equal(form["quiet-from"], "22");
  assert.equal((await person.send("/settings", form)).headers.location, "/settings?done=saved");
  assert.deepEqual(await kept(email), before);

  const { "today-email": _off, ...fewer } = form;
  await person.send("/settings", {
    ...fewer,
    "tomorrow-push": "yes",
    "quiet-from": "21",
    "quiet-until": "9",
    zone: "Europe/Lisbon",
    language: "de",
  });
  const after = await kept(email);
  const changed = topics.flatMap((topic) =>
    (["push", "email"] as const)
      .filter((channel) => wants(after, topic, channel) !== wants(before, topic, channel))
      .map((channel) => `${topic} ${channel}`),
  );
  assert.deepEqual(changed, ["tomorrow push", "today email"]);
  assert.deepEqual([after.quietFrom, after.quietUntil, after.zone, after.locale], [21, 9, "Europe/Lisbon", "de"]);
  const shown = await person.open("/settings?done=saved");
  assert.match(shown.text, /role="status">Gespeichert\./);
  assert.deepEqual(
    formOf(shown.text),
    Object.fromEntries(
      Object.entries({
        ...fewer,
        "tomorrow-push": "yes",
        "quiet-from": "21",
        "quiet-until": "9",
        zone: "Europe/Lisbon",
        language: "de",
      }),
    ),
  );
});

test("no quiet hours are none, and what is no choice is not kept", async () => {
  const email = someone();
  const person = await world.signedIn(email);
  await person.send("/settings", { "quiet-from": "none", "quiet-until": "8" });
  let now = await kept(email);
  assert.equal(now.quietFrom, now.quietUntil);
  assert.equal(formOf((await person.open("/settings")).text)["quiet-from"], "none");
  await person.send("/settings", { "quiet-from": "25", "quiet-until": "8", zone: "Mars/Olympus", language: "zz" });
  now = await kept(email);
  assert.deepEqual([now.zone, now.locale, now.quietFrom === now.quietUntil], [null, null, true]);
  assert.equal((await world.browser().send("/settings", {})).headers.location, "/sign-in");
});

test("the language of a page: the link's, the person's, the order's, the browser's", async () => {
  const email = someone();
  const order = await world.addOrder({ email, reference: "LANG-1" });
  const person = await world.signedIn(email);
  const languageOf = async (url: string, accept: string): Promise<string | undefined> =>
    /<html lang="([a-z]+)"/.exec((await person.open(url, { "accept-language": accept })).text)?.[1];
  assert.equal(await languageOf("/deliveries", "de"), "de", "the browser's, where nothing else is said");
  assert.equal(await languageOf(order.link, "de"), "en", "the order's before the browser's");
  await person.send("/settings", { language: "de" });
  for (const url of ["/deliveries", "/add", "/settings", "/account", "/help", order.link, order.parcel])
    assert.equal(await languageOf(url, "en"), "de", url);
  assert.equal(await languageOf(`${order.link}?lang=en`, "de"), "en", "the link's before all");
  const others = await world.browser().open(order.link, { "accept-language": "de" });
  assert.match(others.text, /<html lang="en"/, "a setting is its person's, not the link's");
});

test("devices with notifications are listed by name and removed one by one; nobody removes another's", async () => {
  const [ines, mallory] = [await world.signedIn(someone()), await world.signedIn(someone())];
  const keys = { p256dh: "B".repeat(87), auth: "a".repeat(22) };
  const subscribed = await ines.sendJson("/account/push", { endpoint: "https://push.example/1", keys });
  assert.equal(subscribed.status, 204);
  const page = await ines.open("/settings");
  const id = /\/settings\/devices\/([0-9a-f-]{36})\/remove/.exec(page.text)?.[1] ?? assert.fail("no device");
  await mallory.send(`/settings/devices/${id}/remove`, {});
  assert.match((await ines.open("/settings")).text, new RegExp(id));
  await ines.send(`/settings/devices/${id}/remove`, {});
  assert.match((await ines.open("/settings")).text, /None\. You can switch them on/);
});

test("help is there for everybody, in every language, and every page leads to it", async () => {
  const browser = world.browser();
  for (const [code, { name }] of languages) {
    const page = await browser.open(`/help?lang=${code}`);
    assert.equal(page.status, 200);
    assert.match(page.text, new RegExp(name));
  }
  const order = await world.addOrder({ email: someone() });
  for (const url of ["/sign-in", "/find", order.link, order.parcel, "/o/nothing-of-the-kind-there"])
    assert.match((await browser.open(url)).text, /href="\/help"/, url);
});
