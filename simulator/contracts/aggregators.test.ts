/** The aggregators' side of a registration: once, for one credit, and no question before it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeNumber } from "#simulator/contracts.ts";
import type { Simulator } from "#simulator/server.ts";
import { type Answer, call, withSimulator } from "#simulator/testing.ts";

const numberOf = (serial: number): string => makeNumber({ carrier: "ups", journey: "normal", serial, seed: 7 });

interface Sending {
  readonly method?: "GET" | "POST";
  readonly body?: unknown;
}

function send(
  { connections }: Simulator,
  carrier: string,
  path: string,
  headers: (key: string) => Record<string, string>,
  { method = "POST", body }: Sending = {},
): Promise<Answer> {
  const { baseUrl, fields } = connections[carrier] ?? {};
  return call(`${baseUrl}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers(fields?.key ?? "") },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

test("AfterShip: a number is unknown until it is created, and there already the second time", async () => {
  await withSimulator({}, async (simulator) => {
    const ask = (path: string, sending?: Sending) =>
      send(simulator, "aftership", `/tracking/2026-07${path}`, (key) => ({ "as-api-key": key }), sending);
    assert.match((await ask("/trackings/0123456789abcdef", { method: "GET" })).text, /4004/);
    const body = { tracking_number: numberOf(1), slug: "ups" };
    const created = await ask("/trackings", { body });
    assert.equal(created.status, 201);
    const again = await ask("/trackings", { body });
    assert.equal(again.status, 400);
    assert.match(again.text, /4003/);
    const { id } = again.json.data as { readonly id: string }; // the contract's own answer
    assert.equal((await ask(`/trackings/${id}`, { method: "GET" })).status, 200);
  });
});

test("17TRACK: two registrations of a number cost one credit, and forty-one numbers are too many", async () => {
  await withSimulator({}, async (simulator) => {
    const ask = (path: string, body?: unknown) =>
      send(simulator, "seventeentrack", `/track/v2.4${path}`, (key) => ({ "17token": key }), { body });
    const item = { number: numberOf(1), carrier: 100_002 };
    assert.match((await ask("/gettrackinfo", [item])).text, /-18019902/);
    assert.match((await ask("/register", [item])).text, /"accepted":\[\{"origin"/);
    assert.match((await ask("/register", [item])).text, /-18019901/);
    assert.match((await ask("/getquota", [])).text, /"quota_used":1,/);
    assert.match((await ask("/gettrackinfo", [{ ...item, carrier: 7_041 }])).text, /-18019902/);
    const many = Array.from({ length: 41 }, (_, at) => ({ number: numberOf(at) }));
    assert.match((await ask("/register", many)).text, /-18010014/);
    assert.equal(simulator.counts().seventeentrack?.over, 1);
    assert.match((await ask("/gettrackinfo", { number: "x" })).text, /-18010013/);
  });
});

test("EasyPost: the second time the same tracker is given", async () => {
  await withSimulator({}, async (simulator) => {
    const login = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` });
    const ask = (path: string, sending?: Sending) => send(simulator, "easypost", `/v2${path}`, login, sending);
    const body = { tracker: { tracking_code: numberOf(1), carrier: "UPS" } };
    const [first, second] = [await ask("/trackers", { body }), await ask("/trackers", { body })];
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.equal(first.json.id, second.json.id);
    const none = await ask(`/trackers?tracking_code=${numberOf(2)}`, { method: "GET" });
    assert.deepEqual(none.json, { trackers: [], has_more: false });
  });
});

test("Shippo: an unknown carrier is refused by field, and a wrong address with a page", async () => {
  await withSimulator({}, async (simulator) => {
    const login = (key: string) => ({ authorization: `ShippoToken ${key}` });
    const body = { carrier: "nobody", tracking_number: numberOf(1) };
    const refused = await send(simulator, "shippo", "/tracks/", login, { body });
    assert.deepEqual(refused.json, { carrier: ["Invalid value specified for provider 'nobody'"] });
    const page = await send(simulator, "shippo", `/tracks/nobody/${numberOf(1)}`, login, { method: "GET" });
    assert.equal(page.status, 404);
    assert.equal(page.type, "text/html");
  });
});

test("TrackingMore: each number of a call has its own outcome", async () => {
  await withSimulator({}, async (simulator) => {
    const ask = (path: string, sending?: Sending) =>
      send(simulator, "trackingmore", `/v4/trackings${path}`, (key) => ({ "tracking-api-key": key }), sending);
    const one = { tracking_number: numberOf(1), courier_code: "ups" };
    const outcomes = await ask("/batch", {
      body: [one, one, { tracking_number: "1", courier_code: "ups" }, { tracking_number: numberOf(2) }],
    });
    assert.deepEqual(
      [...outcomes.text.matchAll(/"errorCode":(\d+)/g)].map(([, code]) => code),
      ["4101", "4110", "4120"],
    );
    assert.match((await ask(`/get?tracking_numbers=${numberOf(2)}`, { method: "GET" })).text, /"data":\[\]/);
  });
});
