/** `posthorn carriers …` and `posthorn keys …` as an operator uses them, with a database and a carrier on this machine. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { after, test } from "node:test";
import type { Credential } from "#carriers/runner.ts";
import { createMerchant } from "#orders/keys.ts";
import { systemClock } from "#platform/clock.ts";
import { newId } from "#platform/ids.ts";
import { keysCommand } from "#platform/keys-command.ts";
import { silentLog } from "#platform/log.ts";
import type { MasterKey } from "#platform/vault.ts";
import { freshDatabase } from "#test/database.ts";
import { dumpOf, secretsIn } from "#test/dump.ts";
import { startLoopbackCarrier } from "#test/loopback-carrier.ts";
import { aMasterKey } from "#test/master-key.ts";
import { carriersCommand } from "./carriers-command.ts";

const carrier = await startLoopbackCarrier((_request, response) => response.end("{}"));
after(() => carrier[Symbol.asyncDispose]());

async function installation() {
  const world = await freshDatabase();
  const master = aMasterKey();
  interface Run {
    readonly input?: string;
    /** A person at a terminal, who answers these questions. */
    readonly answers?: Readonly<Record<string, string>>;
    readonly masterKeys?: readonly MasterKey[];
    readonly publicBaseUrl?: string;
    readonly linkSecret?: string;
    readonly carriers?: Readonly<Record<string, Credential>>;
  }
  async function run(command: "carriers" | "keys", argv: string, { input = "", answers, ...given }: Run = {}) {
    const out: string[] = [];
    const err: string[] = [];
    const asked: { readonly question: string; readonly isSecret: boolean }[] = [];
    const settings = {
      databaseUrl: world.url,
      masterKeys: [master],
      carriers: {},
      publicBaseUrl: null,
      linkSecret: null,
      log: silentLog,
      ...given,
    };
    const io = {
      stdin: (async function* () {
        yield input;
      })(),
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
      ...(answers && {
        ask: async (question: string, isSecret: boolean) => {
          asked.push({ question, isSecret });
          return answers[question.split(/[ :]/)[0] ?? ""] ?? "";
        },
      }),
    };
    const perform = command === "carriers" ? carriersCommand : keysCommand;
    const code = await perform(argv.split(" "), io, () => settings);
    return { code, out: out.join("\n"), err: err.join("\n"), asked };
  }
  return {
    master,
    ownerUrl: world.ownerUrl,
    carriers: (argv: string, options?: Run) => run("carriers", argv, options),
    keys: (argv: string, options?: Run) => run("keys", argv, options),
    merchant: async () =>
      (await world.database.forSystem("test", (tx) => createMerchant(tx, { name: "Shop", clock: systemClock }))).id,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const dhlThatKnows = (key: string) => {
  carrier.answer = ({ headers }, response) =>
    headers["dhl-api-key"] === key
      ? json(response, 404, { status: 404, title: "No result found" })
      : json(response, 401, { status: 401, title: "Unauthorized" });
};
/** Five calls a second and not one in five: for tests that ask the same account more than once. */
const upsThatKnows = (secret: string) => {
  carrier.answer = ({ url, headers }, response) => {
    if (!url.endsWith("/token")) return json(response, 404, { response: { errors: [{ code: "TW0001" }] } });
    return headers.authorization === `Basic ${Buffer.from(`id:${secret}`).toString("base64")}`
      ? json(response, 200, { access_token: `token of ${secret}`, expires_in: 3_600 })
      : json(response, 401, {});
  };
};
const upsFields = (secret: string) => ({ client_id: "id", client_secret: secret });
const ups = `connect ups --base-url ${carrier.url}`;
const dhl = `connect dhl --base-url ${carrier.url}`;

test("an operator connects a carrier by standard input, sees it in the list, tests it and lets it go", async () => {
  await using w = await installation();
  assert.match((await w.carriers("list")).out, /^ups +UPS +not connected$/m);
  upsThatKnows("key-4711");
  const connected = await w.carriers(ups, { input: JSON.stringify(upsFields("key-4711")) });
  assert.equal(connected.code, 0, connected.err);
  assert.match(
    connected.out,
    /^Stored\. UPS is asked …\nworks: UPS answers with this credential\.\nUPS can push news\. /,
  );
  assert.match((await w.carriers("list")).out, /^ups +UPS +main {2}custom {2}works \(\d{4}-\d\d-\d\dT\d\d:\d\dZ\)$/m);
  const tested = await w.carriers("test ups");
  assert.equal(tested.code, 0);
  assert.match(tested.out, /^main:\nworks: /);
  assert.equal((await w.carriers("disconnect ups")).code, 0);
  assert.equal((await w.carriers("disconnect ups")).code, 1);
  assert.match((await w.carriers("list")).out, /^ups +UPS +not connected$/m);
});

test("a person at a terminal is asked for each field, and what is secret is typed unseen", async () => {
  await using w = await installation();
  upsThatKnows("secret");
  const { code, out, asked } = await w.carriers(ups, { answers: upsFields("secret") });
  assert.equal(code, 0, out);
  assert.match(out, /^UPS: https:\/\/developer\.ups\.com\S* \(documentation\)/);
  assert.deepEqual(asked, [
    { question: "client_id: ", isSecret: true },
    { question: "client_secret: ", isSecret: true },
    {
      question:
        "push_secret (Credential of the webhook (developer.ups.com, Manage Webhook Credentials); may be left out): ",
      isSecret: true,
    },
  ]);
});

test("a refused credential is stored, and the words say what to check; the exit code tells programs", async () => {
  await using w = await installation();
  dhlThatKnows("another");
  const { code, out } = await w.carriers(dhl, { input: '{"key":"mistyped"}' });
  assert.equal(code, 1);
  assert.match(out, /refused: DHL refuses this credential\. Check key/);
});

test("without input it says which fields are wanted and where the carrier's documentation is", async () => {
  await using w = await installation();
  const { code, err } = await w.carriers("connect ups");
  assert.equal(code, 2);
  assert.match(err, /^UPS wants \(documentation: https:\/\/developer\.ups\.com.*\n {2}client_id\n {2}client_secret\n/);
  assert.match((await w.carriers("connect nothing")).err, /^There is no such connection\.\n\nConnections: .*dhl.*ups/);
});

test("what is no connection's name gets the names that may be meant; help is an answer and no mistake", async () => {
  await using w = await installation();
  const meant = async (said: string) => /Did you mean ([^?]*)\?/.exec((await w.carriers(`test ${said}`)).err)?.[1];
  assert.equal(await meant("fedx"), '"fedex"');
  assert.equal(await meant("17TRACK"), '"seventeentrack"');
  assert.equal(await meant("dhl-germany"), '"dhl-parcel-de" or "dhl"');
  assert.equal(await meant("nobody-at-all"), undefined);
  for (const argv of ["--help", "connect --help", "help"]) {
    const { code, out } = await w.carriers(argv);
    assert.equal(code, 0, argv);
    assert.match(out, /^Usage: posthorn carriers list.*carriers push/s);
  }
});

test("the address for a carrier's push is shown for what was entered and for what the environment connects, with where to enter it", async () => {
  await using w = await installation();
  const at = { publicBaseUrl: "https://track.example", linkSecret: "x".repeat(40) };
  assert.match((await w.carriers("push ups", at)).err, /^Nothing is entered for UPS: posthorn carriers connect ups$/);
  assert.match((await w.carriers("push gls", at)).err, /^GLS does not push: it is asked\.$/);
  upsThatKnows("key");
  const fields = { ...upsFields("key"), push_secret: "chosen" };
  const connected = await w.carriers(ups, { ...at, input: JSON.stringify(fields) });
  const shown = await w.carriers("push ups", at);
  assert.equal(shown.code, 0);
  const address = /^https:\/\/track\.example\/v1\/push\/ups\/installation%20main\/[\w-]{43}$/m.exec(shown.out)?.[0];
  assert.ok(address !== undefined && connected.out.includes(address), shown.out);
  assert.match(shown.out, /^Where: At developer\.ups\.com/m);
  assert.doesNotMatch(shown.out, /is not entered|hardly reach|chosen/);

  const carriers = { aftership: { name: "installation", fields: { key: "k" } } };
  const inside = await w.carriers("push aftership", { ...at, publicBaseUrl: "http://10.0.0.7:8080", carriers });
  assert.match(inside.out, /^http:\/\/10\.0\.0\.7:8080\/v1\/push\/aftership\/installation\/[\w-]{43}$/m);
  assert.match(inside.out, /^push_secret is not entered/m);
  assert.match(inside.out, /^Carriers hardly reach http:\/\/10\.0\.0\.7: POSTHORN_PUBLIC_URL/m);
  const unset = await w.carriers("push ups");
  assert.equal(unset.code, 1);
  assert.match(unset.out, /set POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET/);
});

test("K-04 a secret among the arguments is refused without a word of it, wherever it stands", async () => {
  await using w = await installation();
  const canary = "canary-Zq8-secret";
  for (const argv of [
    `connect dhl --field key=${canary}`,
    `connect dhl --key=${canary}`,
    `connect dhl --field ${canary}`,
    `connect dhl --${canary}`,
    `connect dhl ${canary}`,
    `connect ${canary}`,
    `connect dhl --merchant ${canary}`,
    `connect dhl --base-url https://me:${canary}@carrier.example`,
    `${canary}`,
  ]) {
    const { code, out, err } = await w.carriers(argv);
    assert.equal(code, 2, argv);
    assert.ok(!`${out}${err}`.includes(canary), `${argv}: ${err}`);
  }
  assert.match(
    (await w.carriers(`connect dhl --field key=${canary}`)).err,
    /^key is a secret, .*change it at the carrier/,
  );
  for (const input of [`{"key":"${canary}"`, `"${canary}"`, `{"${canary}":"x","key":"y"}`, `{"key":["${canary}"]}`]) {
    const { code, out, err } = await w.carriers("connect dhl", { input });
    assert.equal(code, 2, input);
    assert.ok(!`${out}${err}`.includes(canary), `${input}: ${err}`);
  }
});

test("K-01 K-04 what was entered stands sealed in the database, and in no output", async () => {
  await using w = await installation();
  const canary = `canary+${randomBytes(15).toString("base64")}`;
  carrier.answer = (_request, response) => json(response, 401, { status: 401, title: canary });
  const said = [];
  said.push(await w.carriers(dhl, { input: JSON.stringify({ key: canary }) }));
  for (const argv of ["list", "test dhl"]) said.push(await w.carriers(argv));
  said.push(await w.keys("list"), await w.keys("rotate"));
  const secrets = [canary, w.master.key.toString("base64")];
  for (const { out, err } of said) assert.deepEqual(secretsIn(out + err, secrets), []);
  assert.deepEqual(secretsIn(await dumpOf(w.ownerUrl), secrets), []);
});

test("A-01 a merchant's credential is the merchant's, and one for nobody is not taken", async () => {
  await using w = await installation();
  const [mine, theirs] = [await w.merchant(), await w.merchant()];
  dhlThatKnows("mine");
  assert.equal((await w.carriers(`${dhl} --merchant ${mine}`, { input: '{"key":"mine"}' })).code, 0);
  assert.match((await w.carriers(`list --merchant ${mine}`)).out, /^dhl .*main {2}custom {2}works/m);
  for (const whose of ["", ` --merchant ${theirs}`]) {
    assert.match((await w.carriers(`list${whose}`)).out, /^dhl +DHL +not connected$/m);
    assert.equal((await w.carriers(`test dhl${whose}`)).code, 1);
    assert.equal((await w.carriers(`disconnect dhl${whose}`)).code, 1);
  }
  const nobody = await w.carriers(`${dhl} --merchant ${newId()}`, { input: '{"key":"x"}' });
  assert.deepEqual([nobody.code, nobody.err], [1, "There is no merchant with this id."]);
});

test("several accounts of one owner have names; what the environment connects is listed and tested beside them", async () => {
  await using w = await installation();
  upsThatKnows("right");
  await w.carriers(`${ups} --name first`, { input: JSON.stringify(upsFields("right")) });
  await w.carriers(`${ups} --name second`, { input: JSON.stringify(upsFields("wrong")) });
  const carriers = { ups: { name: "installation", fields: upsFields("right"), baseUrl: carrier.url } };
  assert.match((await w.carriers("list", { carriers })).out, /^ups .*first.*works.*; second.*refused.*; environment$/m);
  const all = await w.carriers("test ups", { carriers });
  assert.equal(all.code, 1);
  assert.match(all.out, /^first:\nworks.*\nsecond:\n(refused|throttled).*\nenvironment:\nworks/s);
  assert.equal((await w.carriers("test ups --name first", { carriers })).code, 0);
  assert.equal((await w.carriers("disconnect ups", { carriers })).code, 1);
  assert.equal((await w.carriers("disconnect ups --name second")).code, 0);
});

test("K-02 keys: a new master key before the old one, rotate, and the old one can go; a lost one is named and can be given up", async () => {
  await using w = await installation();
  upsThatKnows("key");
  await w.carriers(ups, { input: JSON.stringify(upsFields("key")) });
  const newer = aMasterKey();
  const both = { masterKeys: [newer, w.master] };
  assert.equal((await w.keys("list")).out, `${w.master.id}  seals and opens`);
  assert.equal((await w.keys("rotate", both)).out, "1 data keys are wrapped by the first master key now.");
  assert.equal((await w.keys("list", both)).code, 0);
  const lost = await w.keys("list");
  assert.equal(lost.code, 1);
  assert.match(lost.out, new RegExp(`^${newer.id} {2}MISSING`, "m"));
  assert.match((await w.carriers("list")).out, /^ups .*DOES NOT OPEN/m);
  assert.match((await w.carriers("list", { masterKeys: [newer] })).out, /^ups .*works/m);

  assert.equal((await w.keys(`give-up ${newer.id}`, { masterKeys: [newer] })).code, 2);
  assert.equal((await w.keys(`give-up ${newer.id}`)).code, 0);
  assert.equal((await w.keys("list")).code, 0);
  assert.match((await w.carriers("list")).out, /^ups .*DOES NOT OPEN/m);
  const again = await w.carriers(ups, { input: JSON.stringify(upsFields("key")) });
  assert.equal(again.code, 0, again.err);
});

test("K-01 without a master key nothing is stored, and it is said what to set", async () => {
  await using w = await installation();
  const { code, err } = await w.carriers(dhl, { input: '{"key":"x"}', masterKeys: [] });
  assert.equal(code, 1);
  assert.match(err, /Set POSTHORN_MASTER_KEY \(openssl rand -base64 32\)/);
  assert.match((await w.carriers("list")).out, /^dhl +DHL +not connected$/m);
  assert.equal((await w.keys("list", { masterKeys: [] })).out, "There is no master key, and nothing is sealed.");
  assert.match((await w.keys("rotate", { masterKeys: [] })).err, /POSTHORN_MASTER_KEY/);
});
