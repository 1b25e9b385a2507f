import assert from "node:assert/strict";
import { test } from "node:test";
import type { Carrier, Push } from "#carriers/carrier.ts";
import { pushAddressOf } from "#carriers/push-address.ts";
import { hmacSha256, proofOfSignature, withinWindow } from "#carriers/signatures.ts";
import { days, hours, minutes, seconds } from "#platform/clock.ts";
import { DatabaseUnavailable, sql, type Tx } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { carrierNamed, fast, say, world } from "#test/polling.ts";
import { createPushRoutes } from "./routes.ts";

const secret = "the carrier's secret of 32 characters";
const signed: Push = {
  proof: "HMAC-SHA256 of time and body in x-signature",
  enteredAt: "In the carrier's portal.",
  prove: ({ headers, body }, key, now) => {
    const at = headers["x-time"] ?? "";
    return withinWindow(
      proofOfSignature(headers["x-signature"], hmacSha256(key, `${at}.${body.toString("utf8")}`, "hex")),
      Number(at),
      now,
    );
  },
};
const bodyOf = (number: string, code: string, at = "2026-11-24T08:00:00Z"): string =>
  JSON.stringify({ parcels: [{ number, code, at }] });

/** The world of polling, with an address that carriers push to. */
async function pushWorld(
  push: Push = signed,
  pushSecret: string | undefined = secret,
  carrier: Carrier = carrierNamed("test", undefined, fast, { push }),
) {
  const asked: string[] = [];
  const w = await world(
    (_request, response, number) => {
      asked.push(number);
      say(response, number);
    },
    [carrier],
  );
  const credential = {
    name: "installation",
    baseUrl: w.baseUrl,
    fields: { ...w.fields, ...(pushSecret === undefined ? {} : { push_secret: pushSecret }) },
  };
  w.credentials.set("test", [credential]);
  const database = {
    ...w.database,
    isRefusing: false,
    /** A merchant whose parcels cannot be recorded. */
    broken: "",
    forMerchants: <T>(ids: readonly string[], work: (tx: Tx) => Promise<T>): Promise<T> =>
      ids.includes(database.broken)
        ? Promise.reject(new Error("a bug"))
        : database.isRefusing
          ? Promise.reject(new DatabaseUnavailable("a test"))
          : w.database.forMerchants(ids, work),
  };
  const server = createHttpServer({ log: w.log, clock: w.clock, trustedProxies: [], insecureHttp: true });
  await server.register(
    createPushRoutes({
      ...w,
      database,
      credentials: w.credentialsOf,
      connectionBySlug: (slug) => (slug === "test" ? carrier : undefined),
    }),
  );
  const path = pushAddressOf("test", credential, w.push).url.slice(w.push.publicBaseUrl.length);
  async function send(body: string, more: { at?: Date; headers?: Record<string, string>; path?: string } = {}) {
    const time = String((more.at ?? w.clock.now()).getTime());
    const headers = more.headers ?? { "x-time": time, "x-signature": hmacSha256(secret, `${time}.${body}`, "hex") };
    const { statusCode } = await server.inject({
      method: "POST",
      url: more.path ?? path,
      headers: { "content-type": "application/json", ...headers },
      payload: body,
    });
    return statusCode;
  }
  return {
    ...w,
    database,
    asked,
    path,
    send,
    get: async (url: string) => (await server.inject({ method: "GET", url })).statusCode,
    async [Symbol.asyncDispose]() {
      await server.close();
      await w[Symbol.asyncDispose]();
    },
  };
}

async function polled(w: { polling: { runOnce(): Promise<number>; drain(): Promise<void> } }): Promise<void> {
  await w.polling.runOnce();
  await w.polling.drain();
}

test("W-06 a signed message counts as an answer; sent again it changes nothing, and neither does the poll that tells the same", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  const body = bodyOf("A1", "MOVE");
  assert.equal(await w.send(body), 200);
  assert.equal((await w.shipment(parcel)).status, "in_transit");
  assert.ok(w.heard.includes(parcel.orderId));
  w.clock.advance(seconds(5));
  assert.equal(await w.send(body), 200);
  await polled(w);
  assert.deepEqual(w.asked, ["A1"]);
  assert.deepEqual([await w.count("events"), await w.count("transitions"), await w.count("carrier_pushes")], [1, 1, 1]);
});

test("W-06 a forged message is refused and kept nowhere; so is one for an address that we never gave out", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  const body = bodyOf("A1", "DONE");
  const time = String(w.clock.now().getTime());
  const signature = hmacSha256("another secret", `${time}.${body}`, "hex");
  assert.equal(await w.send(body, { headers: { "x-time": time, "x-signature": signature } }), 401);
  for (const path of [
    `${w.path}x`,
    w.path.replace("/test/", "/other/"),
    w.path.replace("installation", "merchant"),
    "/v1/push/a/b/c",
  ])
    assert.equal(await w.send(body, { path }), 404);
  assert.equal((await w.shipment(parcel)).status, "pending");
  assert.equal(await w.count("carrier_pushes"), 0);
});

test("W-06 an address can be tried by whoever enters it: a right one answers, any other is not there, and nothing is kept", async () => {
  await using w = await pushWorld();
  assert.equal(await w.get(w.path), 200);
  for (const path of [`${w.path}x`, w.path.replace("/test/", "/other/"), w.path.replace("installation", "merchant")])
    assert.equal(await w.get(path), 404);
  assert.equal(await w.count("carrier_pushes"), 0);
});

test("W-06 a message that was signed more than five minutes ago, or ahead of our time, is no answer: we ask", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  for (const off of [-minutes(6), minutes(6)]) {
    const at = new Date(w.clock.now().getTime() + off);
    assert.equal(await w.send(bodyOf("A1", "DONE"), { at }), 200);
  }
  assert.equal((await w.shipment(parcel)).status, "pending");
  await polled(w);
  assert.deepEqual(w.asked, ["A1"]);
  assert.equal((await w.shipment(parcel)).status, "in_transit");
});

test("W-06 an aggregator says whose parcel it means: the same number of another carrier is left alone", async () => {
  const keys = new Map([
    ["first", "one"],
    ["second", "two"],
  ]);
  const carrier = carrierNamed("test", undefined, fast, {
    kind: "aggregator",
    serves: ["first", "second"],
    keys,
    push: signed,
  });
  await using w = await pushWorld(signed, secret, {
    ...carrier,
    scans: (answer, all) => carrier.scans(answer, all).map((one) => ({ ...one, carrierKey: "two" })),
  });
  const merchant = await w.merchant();
  const [first, second] = [await w.parcel(merchant, "A1", "first"), await w.parcel(merchant, "A1", "second")];
  assert.equal(await w.send(bodyOf("A1", "MOVE")), 200);
  assert.deepEqual([(await w.shipment(first)).status, (await w.shipment(second)).status], ["pending", "in_transit"]);
});

test("an aggregator that found out a parcel's carrier by itself means the parcel, under whatever key, unless another bears the key", async () => {
  const keys = new Map([["second", "two"]]);
  const carrier = carrierNamed("test", undefined, fast, {
    kind: "aggregator",
    serves: ["first", "second"],
    keys,
    push: signed,
  });
  await using w = await pushWorld(signed, secret, {
    ...carrier,
    scans: (answer, all) => carrier.scans(answer, all).map((one) => ({ ...one, carrierKey: "two" })),
  });
  const merchant = await w.merchant();
  const found = await w.parcel(merchant, "A1", "first");
  const [other, named] = [await w.parcel(merchant, "A2", "first"), await w.parcel(merchant, "A2", "second")];
  for (const number of ["A1", "A2"]) assert.equal(await w.send(bodyOf(number, "MOVE")), 200);
  const statuses = await Promise.all([found, other, named].map(async (one) => (await w.shipment(one)).status));
  assert.deepEqual(statuses, ["in_transit", "pending", "in_transit"]);
});

test("W-06 an unsigned message is a hint: the parcel is asked about at once, and not again for every further one", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  await polled(w);
  w.clock.advance(minutes(10));
  await polled(w);
  assert.deepEqual(w.asked, ["A1"], "nothing is due yet");
  for (let flood = 0; flood < 20; flood += 1)
    assert.equal(
      await w.send(bodyOf("A1", "DONE", `2026-11-24T08:00:${String(flood).padStart(2, "0")}Z`), { headers: {} }),
      200,
    );
  await polled(w);
  await polled(w);
  assert.deepEqual(w.asked, ["A1", "A1"]);
  assert.equal((await w.shipment(parcel)).status, "in_transit", "what the carrier answers counts, not the message");
});

test("W-06 a message that was signed is still taken after somebody sent the same without a signature", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  assert.equal(await w.send(bodyOf("A1", "DONE"), { headers: {} }), 200);
  assert.equal((await w.shipment(parcel)).status, "pending");
  assert.equal(await w.send(bodyOf("A1", "DONE")), 200);
  assert.equal((await w.shipment(parcel)).status, "delivered");
});

test("W-06 the answer is 2xx only after what the message says is kept: while the database refuses it the carrier sends again", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  const body = bodyOf("A1", "MOVE");
  w.database.isRefusing = true;
  assert.equal(await w.send(body), 503);
  w.database.isRefusing = false;
  assert.equal(await w.send(body), 200);
  assert.equal((await w.shipment(parcel)).status, "in_transit");
  assert.deepEqual([await w.count("events"), await w.count("carrier_pushes")], [1, 1]);
});

test("one parcel that cannot be recorded keeps no other of the message from its news, and the carrier sends it again", async () => {
  await using w = await pushWorld();
  const merchants = [await w.merchant(), await w.merchant(), await w.merchant()];
  const parcels = await Promise.all(merchants.map((merchant) => w.parcel(merchant, "A1")));
  w.database.broken = merchants[1] ?? "";
  const body = bodyOf("A1", "MOVE");
  assert.equal(await w.send(body), 500);
  const statuses = () => Promise.all(parcels.map(async (parcel) => (await w.shipment(parcel)).status));
  assert.deepEqual(await statuses(), ["in_transit", "pending", "in_transit"]);
  w.database.broken = "";
  assert.equal(await w.send(body), 200);
  assert.deepEqual(await statuses(), ["in_transit", "in_transit", "in_transit"]);
});

test("A-01 a merchant's own connection moves no parcel of another merchant", async () => {
  await using w = await pushWorld();
  const [mine, theirs] = [await w.merchant(), await w.merchant()];
  const credential = { name: `${mine} main`, fields: { push_secret: secret }, baseUrl: w.baseUrl };
  w.credentials.set("test", [credential]);
  const [own, foreign] = [await w.parcel(mine, "A1"), await w.parcel(theirs, "A1")];
  const path = pushAddressOf("test", credential, w.push).url.slice(w.push.publicBaseUrl.length);
  assert.equal(await w.send(bodyOf("A1", "MOVE"), { path }), 200);
  assert.deepEqual([(await w.shipment(own)).status, (await w.shipment(foreign)).status], ["in_transit", "pending"]);
});

test("a pushed message of a parcel that was given up is taken, and the parcel is followed again", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  await polled(w);
  const forget = sql("test.forget", "delete from due_work where subject = $1");
  await w.database.forSystem("test", (tx) => tx.execute(forget, [parcel.id]));
  w.clock.advance(days(31));
  assert.equal(await w.send(bodyOf("A1", "DONE", "2026-12-25T08:00:00Z")), 200);
  assert.equal((await w.shipment(parcel)).status, "delivered");
  assert.ok(await w.due(parcel.id));
});

test("pushed messages are kept for thirty days", async () => {
  await using w = await pushWorld();
  assert.equal(await w.send(bodyOf("A1", "MOVE")), 200);
  w.clock.advance(days(31));
  assert.equal(await w.send(bodyOf("A1", "DONE")), 200);
  assert.equal(await w.count("carrier_pushes"), 1);
});

test("the address that carriers push to, and what it is made of, stand in no log", async () => {
  await using w = await pushWorld();
  await w.send(bodyOf("SECRETNUMBER1", "MOVE"));
  await w.send(bodyOf("SECRETNUMBER1", "MOVE"), { headers: {} });
  assert.doesNotMatch(w.lines.join(""), /SECRETNUMBER1|the carrier's secret/);
  assert.ok(!w.lines.join("").includes(w.path.split("/").at(-1) ?? "-"));
});

const registering = (told: string[], more: { isNeeded: boolean; lastsMs: number | null; credits?: number }) =>
  carrierNamed(
    "test",
    undefined,
    { ...fast, batch: 10 },
    {
      push: signed,
      registration: {
        batch: 10,
        credits: 0,
        ...more,
        request: (asked, { push }) => ({
          method: "POST",
          path: `/register?r=${asked.map(({ number }) => number).join(",")}`,
          body: JSON.stringify({ url: push?.url }),
          headers: { "content-type": "application/json" },
        }),
        outcomes: (_body, asked) => {
          told.push(asked.map(({ number }) => number).join(","));
          return asked.map(({ number }) =>
            number.startsWith("BAD")
              ? { number, kind: "refused", why: "invalid_number" }
              : { number, kind: "registered", reference: `ref-${number}` },
          );
        },
      },
    },
  );

test("an aggregator is told of a parcel once, before it is asked; one that it refuses is not asked", async () => {
  const told: string[] = [];
  const calls: string[] = [];
  await using w = await world(
    (request, response, number) => {
      calls.push(request.url ?? "");
      if (request.url?.startsWith("/register"))
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      else say(response, number);
    },
    [registering(told, { isNeeded: true, lastsMs: null })],
  );
  const merchant = await w.merchant();
  const parcels = [await w.parcel(merchant, "A1"), await w.parcel(merchant, "A2")];
  const bad = await w.parcel(merchant, "BAD1");
  await polled(w);
  w.clock.advance(hours(5));
  await polled(w);
  for (const parcel of parcels) assert.equal((await w.shipment(parcel)).status, "in_transit");
  assert.equal((await w.shipment(bad)).code, "pending.invalid_number");
  assert.equal(
    told
      .join()
      .split(",")
      .filter((number) => number === "A1").length,
    1,
  );
  assert.ok(calls.every((url) => url.startsWith("/register") || !url.includes("BAD1")));
});

test("a subscription that ends is renewed before its end, and one that cannot be made keeps nobody from asking", async () => {
  const told: string[] = [];
  let isDown = false;
  await using w = await world(
    (request, response, number) => {
      if (!request.url?.startsWith("/register")) return say(response, number);
      response.writeHead(isDown ? 503 : 200, { "content-type": "application/json" }).end("{}");
    },
    [registering(told, { isNeeded: false, lastsMs: days(14) })],
  );
  w.credentials.set("test", [
    { name: "installation", fields: { ...w.fields, push_secret: secret }, baseUrl: w.baseUrl },
  ]);
  const parcel = await w.parcel(await w.merchant(), "A1");
  for (let hour = 0; hour < 24 * 15; hour += 6) {
    await polled(w);
    w.clock.advance(hours(6));
  }
  assert.deepEqual(told, ["A1", "A1"]);
  const unwanted = await w.parcel(await w.merchant(), "BAD1");
  for (let hour = 0; hour < 36; hour += 3) {
    await polled(w);
    w.clock.advance(hours(3));
  }
  assert.equal((await w.shipment(unwanted)).status, "in_transit");
  assert.equal(
    told.filter((number) => number === "BAD1").length,
    2,
    "what the carrier did not want is offered once a day",
  );
  isDown = true;
  const other = await w.parcel(await w.merchant(), "A2");
  await polled(w);
  assert.equal((await w.shipment(other)).status, "in_transit");
  assert.ok((await w.shipment(parcel)).lastAskedAt);
});

test("credits are money: a month's are never overspent, and who has no other way waits for the next month", async () => {
  const told: string[] = [];
  await using w = await world(
    (request, response, number) =>
      request.url?.startsWith("/register")
        ? void response.writeHead(200, { "content-type": "application/json" }).end("{}")
        : say(response, number),
    [registering(told, { isNeeded: true, lastsMs: null, credits: 2 })],
  );
  const fields = { ...w.fields, credits_per_month: "4" };
  w.credentials.set("test", [{ name: "installation", fields, baseUrl: w.baseUrl }]);
  const merchants = [await w.merchant(), await w.merchant(), await w.merchant()];
  const parcels = [];
  for (const [index, merchant] of merchants.entries()) parcels.push(await w.parcel(merchant, `A${index}`));
  await polled(w);
  assert.equal(told.length, 2);
  const rows = await Promise.all(parcels.map((parcel) => w.shipment(parcel)));
  assert.equal(rows.filter(({ status }) => status === "in_transit").length, 2);
  const waiting = parcels[rows.findIndex(({ status }) => status === "pending")];
  assert.ok(waiting);
  assert.equal((await w.due(waiting.id))?.dueAt.toISOString(), "2026-11-24T15:00:00.000Z", "somebody may buy more");
  w.clock.advance(hours(7));
  await polled(w);
  assert.equal(told.length, 2);
  w.clock.advance(days(7));
  await polled(w);
  assert.equal((await w.shipment(waiting)).status, "in_transit");
});

const spent = sql("test.credits", "select credits from carrier_limits where carrier = 'test'");
const brokerage = async (
  carrier: Carrier,
  answer: (number: string, response: Parameters<typeof say>[0]) => void = (number, response) => say(response, number),
  credits = "100",
) => {
  const w = await world(
    (request, response, number) =>
      request.url?.startsWith("/register")
        ? void response.writeHead(200, { "content-type": "application/json" }).end("{}")
        : answer(number, response),
    [carrier],
  );
  const fields = { ...w.fields, credits_per_month: credits };
  w.credentials.set("test", [{ name: "installation", fields, baseUrl: w.baseUrl }]);
  return w;
};
const notFound = (_number: string, response: Parameters<typeof say>[0]): void =>
  void response.writeHead(404, { "content-type": "application/json" }).end("{}");

test("credits are taken once for a parcel, however long it waits until the carrier may be told of it", async () => {
  const told: string[] = [];
  const carrier = registering(told, { isNeeded: true, lastsMs: null, credits: 1 });
  await using w = await brokerage({ ...carrier, limits: { ...fast, perDay: 1 } });
  await w.parcel(await w.merchant(), "A1");
  await w.parcel(await w.merchant(), "A2");
  for (let hour = 0; hour < 5 * 25; hour += 5) {
    await polled(w);
    w.clock.advance(hours(5));
  }
  assert.deepEqual(told.toSorted(), ["A1", "A2"]);
  assert.deepEqual(await w.database.forSystem("test", (tx) => tx.query(spent)), [{ credits: { "2026-11": 2 } }]);
});

test("a parcel that was paid for is asked about, though there is no money for another of its call", async () => {
  const told: string[] = [];
  await using w = await brokerage(registering(told, { isNeeded: true, lastsMs: null, credits: 2 }), undefined, "3");
  const merchant = await w.merchant();
  const paid = await w.parcel(merchant, "A1");
  await polled(w);
  w.clock.advance(hours(4));
  const unpaid = await w.parcel(merchant, "A2");
  await polled(w);
  assert.deepEqual(told, ["A1"]);
  assert.deepEqual((await w.shipment(paid)).lastAskedAt, w.clock.now());
  assert.equal((await w.shipment(unpaid)).lastAskedAt, null);
  assert.equal((await w.due(unpaid.id))?.dueAt.toISOString(), "2026-11-24T19:00:00.000Z");
});

test("a number that an aggregator does not take is told once, though its call is asked again in halves", async () => {
  const told: string[] = [];
  await using w = await brokerage(
    registering(told, { isNeeded: true, lastsMs: null, credits: 1 }),
    (numbers, response) =>
      numbers.split(",").length > 1
        ? void response.writeHead(400, { "content-type": "application/json" }).end("{}")
        : say(response, numbers),
  );
  const merchant = await w.merchant();
  const good = [await w.parcel(merchant, "A1"), await w.parcel(merchant, "A2")];
  const bad = await w.parcel(merchant, "BAD1");
  await polled(w);
  for (const one of good) assert.equal((await w.shipment(one)).status, "in_transit");
  assert.equal((await w.shipment(bad)).code, "pending.invalid_number");
  assert.deepEqual(
    told
      .join()
      .split(",")
      .filter((number) => number === "BAD1"),
    ["BAD1"],
  );
});

test("an aggregator that still does not know a parcel a day after it was told is told again, and not paid again", async () => {
  const told: string[] = [];
  await using w = await brokerage(registering(told, { isNeeded: true, lastsMs: null, credits: 1 }), notFound);
  await w.parcel(await w.merchant(), "A1");
  for (let hour = 0; hour < 60; hour += 3) {
    await polled(w);
    w.clock.advance(hours(3));
  }
  assert.deepEqual(told, ["A1", "A1"]);
  assert.deepEqual(await w.database.forSystem("test", (tx) => tx.query(spent)), [{ credits: { "2026-11": 1 } }]);
});

test("an aggregator that has just been told of a parcel may not know it yet: nobody else is asked meanwhile", async () => {
  const told: string[] = [];
  const asked: string[] = [];
  const broker = registering(told, { isNeeded: true, lastsMs: null });
  const second = { ...carrierNamed("second"), serves: ["test"] };
  await using w = await world(
    (request, response, number) => {
      if (request.url?.startsWith("/register"))
        return void response.writeHead(200, { "content-type": "application/json" }).end("{}");
      asked.push(String(request.headers["x-key"]));
      notFound(number, response);
    },
    [broker, second],
  );
  w.credentials.set("test", []);
  w.credentials.set("second", []);
  await w.parcel(await w.merchant(), "A1");
  await polled(w);
  w.clock.advance(hours(24));
  w.credentials.set("test", [{ name: "installation", fields: { key: "broker" }, baseUrl: w.baseUrl }]);
  w.credentials.set("second", [{ name: "installation", fields: { key: "second" }, baseUrl: w.baseUrl }]);
  await polled(w);
  await polled(w);
  assert.deepEqual([told, asked], [["A1"], ["broker"]]);
});

test("W-06 a hint about a parcel that was just asked about is not lost: it is asked again after a few minutes", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  await polled(w);
  w.clock.advance(minutes(2));
  for (const code of ["DONE", "MOVE"]) assert.equal(await w.send(bodyOf("A1", code), { headers: {} }), 200);
  await polled(w);
  assert.deepEqual(w.asked, ["A1"]);
  assert.equal((await w.shipment(parcel)).nextAskAt?.toISOString(), "2026-11-24T09:05:00.000Z");
  w.clock.advance(minutes(3));
  await polled(w);
  assert.deepEqual(w.asked, ["A1", "A1"]);
});

test("a pushed message moves no parcel that ended long ago: the number is another parcel's by now", async () => {
  await using w = await pushWorld();
  const merchant = await w.merchant();
  const old = await w.parcel(merchant, "A1");
  assert.equal(await w.send(bodyOf("A1", "DONE")), 200);
  w.clock.advance(days(90));
  const young = await w.parcel(merchant, "A1");
  assert.equal(await w.send(bodyOf("A1", "MOVE", "2027-02-22T08:00:00Z")), 200);
  assert.deepEqual([(await w.shipment(old)).status, (await w.shipment(young)).status], ["delivered", "in_transit"]);
  assert.equal(await w.count("events"), 2);
});

test("D-03 of a message that speaks of nobody's parcel here only that it came is kept, and it is not taken twice", async () => {
  await using w = await pushWorld();
  await w.parcel(await w.merchant(), "A1");
  assert.equal(await w.send(bodyOf("B2", "DONE")), 200);
  assert.deepEqual(await w.database.forSystem("test", (tx) => tx.query(keptBytes)), [{ n: 0 }]);
  assert.equal(await w.send(bodyOf("B2", "DONE")), 200);
  assert.equal(await w.count("carrier_pushes"), 1);
  assert.equal(await w.send(bodyOf("A1", "DONE")), 200);
  assert.notDeepEqual(await w.database.forSystem("test", (tx) => tx.query(keptBytes)), [{ n: 0 }]);
});

const keptBytes = sql("test.keptBytes", "select max(length(body))::int as n from carrier_pushes");

test("W-06 a flood of unsigned messages is turned away, and little of each is kept; signed ones still count", async () => {
  await using w = await pushWorld();
  const parcel = await w.parcel(await w.merchant(), "A1");
  const long = (at: number): string => JSON.stringify({ parcels: [], at, more: "x".repeat(100_000) });
  assert.equal(await w.send(long(-1), { headers: {} }), 200);
  assert.deepEqual(await w.database.forSystem("test", (tx) => tx.query(keptBytes)), [{ n: 16 * 1_024 }]);
  const answers = new Set<number>();
  for (let at = 0; at < 600; at += 1) answers.add(await w.send(`{"parcels":[],"at":${at}}`, { headers: {} }));
  assert.deepEqual([...answers], [200, 429]);
  assert.equal(await w.count("carrier_pushes"), 600);
  assert.equal(await w.send(bodyOf("A1", "DONE")), 200);
  assert.equal((await w.shipment(parcel)).status, "delivered");
  w.clock.advance(minutes(1));
  assert.equal(await w.send(bodyOf("A1", "MOVE"), { headers: {} }), 200);
});
