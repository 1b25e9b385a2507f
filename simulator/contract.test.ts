import assert from "node:assert/strict";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { request } from "undici";
import { dhl } from "#carriers/dhl/carrier.ts";
import { statuses as dhlStatuses } from "#carriers/dhl/statuses.ts";
import { read } from "#carriers/read.ts";
import { ups } from "#carriers/ups/carrier.ts";
import { statuses as upsStatuses } from "#carriers/ups/statuses.ts";
import { ManualClock } from "#platform/clock.ts";
import { happenings } from "./happenings.ts";
import { journeyNames, journeyOf, lengthOf } from "./journeys.ts";
import { isNumberOf, makeNumber, readNumber, siblingOf } from "./numbers.ts";
import { type Parcel, playOf, realTime } from "./play.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";

const keys = { dhlKey: "dhl-key", upsClientId: "ups-id", upsClientSecret: "ups-secret" };

async function withSimulator(
  options: Partial<SimulatorOptions>,
  work: (simulator: Simulator, clock: ManualClock) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock("2026-11-24T08:00:00Z");
  const simulator = await startSimulator({ port: 0, clock, seed: 7, speed: 60, keys, ...options });
  try {
    await work(simulator, clock);
  } finally {
    await simulator.close();
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: Record<string, never>;
}

async function call(url: string, init: Parameters<typeof request>[1] = {}): Promise<Answer> {
  const answer = await request(url, init);
  const text = await answer.body.text();
  const type = String(answer.headers["content-type"] ?? "");
  return { status: answer.statusCode, type, text, json: type.includes("json") ? JSON.parse(text) : {} };
}

const askDhl = (simulator: Simulator, number: string, more = ""): Promise<Answer> =>
  call(`${simulator.url}/dhl/track/shipments?trackingNumber=${number}${more}`, {
    headers: { "DHL-API-Key": keys.dhlKey },
  });

const askToken = (simulator: Simulator, secret = keys.upsClientSecret): Promise<Answer> =>
  call(`${simulator.url}/ups/security/v1/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${keys.upsClientId}:${secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });

const askUps = (simulator: Simulator, number: string, token: string, headers = {}): Promise<Answer> =>
  call(`${simulator.url}/ups/api/track/v1/details/${number}?locale=en_US`, {
    headers: { authorization: `Bearer ${token}`, transId: "t1", transactionSrc: "test", ...headers },
  });

/** `a.b[].c` of everything in a JSON text. */
function keyPaths(value: unknown, path = ""): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...keyPaths(each, `${path}[]`)]));
  if (typeof value !== "object" || value === null) return new Set([path]);
  return new Set(Object.entries(value).flatMap(([key, each]) => [...keyPaths(each, `${path}.${key}`)]));
}

/** Documented fields (developer.dhl.com, Unified 1.5.8) that no sample happens to have. */
const dhlKeysWithoutSample: readonly string[] = [
  ".shipments[].estimatedTimeOfDeliveryRemark",
  ".shipments[].details.weight.value",
  ".shipments[].details.weight.unitText",
  ".possibleAdditionalShipmentsUrl[]",
];
/** The same of UPS (Tracking.yaml). */
const upsKeysWithoutSample: readonly string[] = [
  ".trackResponse.shipment[].package[].activity[].location.slic",
  ".trackResponse.shipment[].package[].activity[].status.simplifiedTextDescription",
  ".trackResponse.shipment[].package[].currentStatus.simplifiedTextDescription",
  ".trackResponse.shipment[].package[].currentStatus.type",
  ".trackResponse.shipment[].package[].packageAddress[].type",
  ".trackResponse.shipment[].package[].packageAddress[].address.city",
  ".trackResponse.shipment[].package[].packageAddress[].address.stateProvince",
  ".trackResponse.shipment[].package[].packageAddress[].address.postalCode",
  ".trackResponse.shipment[].package[].packageAddress[].address.countryCode",
  ".trackResponse.shipment[].package[].packageAddress[].address.country",
  ".trackResponse.shipment[].package[].service.levelCode",
  ".trackResponse.shipment[].package[].weight.unitOfMeasurement",
  ".trackResponse.shipment[].package[].weight.weight",
  ".trackResponse.shipment[].userRelation[]",
];

async function documentedKeys(carrier: "dhl" | "ups", more: readonly string[]): Promise<ReadonlySet<string>> {
  const samples = join(import.meta.dirname, "../src/carriers", carrier, "samples");
  const keys = new Set(more);
  for await (const file of glob("*/200.json", { cwd: samples })) {
    const text = await readFile(join(samples, file), "utf8");
    if (/^\s*[{[]/.test(text) && isJson(text)) for (const path of keyPaths(JSON.parse(text))) keys.add(path);
  }
  return keys;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("every code that a journey uses stands in the carrier's table", () => {
  const known = new Set([...dhlStatuses, ...upsStatuses].map(({ list, code }) => `${list} ${code}`));
  for (const [name, { dhl: ofDhl, ups: ofUps }] of Object.entries(happenings)) {
    assert.ok(known.has(`parcel-de ${ofDhl.parcelDe[0]}`) || ofDhl.parcelDe[0] === "PO", name);
    assert.ok(known.has(`express ${ofDhl.express[0]}`), name);
    assert.ok(known.has(`${ofUps.type} ${ofUps.code}`), name);
    assert.ok(known.has(`statusCode ${ofUps.statusCode}`), name);
  }
});

const anyParcel = fc.record({
  number: fc.constantFrom("00340000000000000000", "1Z0000000000000000", "4234757294"),
  journey: fc.constantFrom(...journeyNames),
  route: fc.integer({ min: 0, max: 4 }),
  startedMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  jumps: fc
    .array(fc.record({ after: fc.integer({ min: 0, max: 3_600_000 }), minutes: fc.integer({ min: 1, max: 3_000 }) }), {
      maxLength: 4,
    })
    .map((jumps) => jumps.toSorted((a, b) => a.after - b.after)),
});
const parcelOf = ({ jumps, ...parcel }: typeof anyParcel extends fc.Arbitrary<infer T> ? T : never): Parcel => ({
  ...parcel,
  jumps: jumps.map(({ after, minutes }) => ({ atMs: parcel.startedMs + after, minutes })),
});

test("a journey's times never run backwards, nothing is told before it happened, and what was told stays told", () => {
  fc.assert(
    fc.property(
      anyParcel,
      fc.constantFrom(1, 60, 360, 20_000),
      fc.integer({ min: 0, max: 20_000_000 }),
      fc.integer({ min: 0, max: 20_000_000 }),
      (wish, speed, a, b) => {
        const parcel = parcelOf(wish);
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((ms) => parcel.startedMs + ms);
        const minutes = journeyOf(parcel.journey).steps.map(({ after }) => after);
        assert.deepEqual(
          minutes,
          minutes.toSorted((x, y) => x - y),
        );
        const times = minutes.map((minute) => realTime(parcel, minute, speed));
        assert.deepEqual(
          times,
          times.toSorted((x, y) => x - y),
        );
        const before = playOf(parcel, speed, sooner ?? 0).scans;
        const after = playOf(parcel, speed, later ?? 0).scans;
        assert.ok(after.every(({ atMs }) => atMs <= (later ?? 0)));
        for (const scan of before) assert.ok(after.some((each) => each.step === scan.step && each.atMs === scan.atMs));
      },
    ),
    { numRuns: 300 },
  );
});

test("every journey comes to its end, and everything is told by then", () => {
  for (const journey of journeyNames) {
    const parcel: Parcel = { number: "00340", journey, route: 0, startedMs: 1_790_000_000_000, jumps: [] };
    const endMs = parcel.startedMs + lengthOf(journeyOf(journey)) * 60_000;
    assert.equal(playOf(parcel, 1, endMs).scans.length, journeyOf(journey).steps.length, journey);
  }
});

test("numbers have right check digits in every form, and a sibling is another right number of the same journey", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...journeyNames),
      fc.integer({ min: 0, max: 999_999 }),
      fc.integer({ min: 0, max: 99_999 }),
      fc.integer({ min: 0, max: 9 }),
      (journey, serial, seed, headStart) => {
        for (const wish of [
          { carrier: "dhl", service: "parcel-de" },
          { carrier: "dhl", service: "express" },
          { carrier: "ups", to: "berlin" },
        ] as const) {
          const number = makeNumber({ ...wish, journey, serial, seed, headStart });
          assert.ok(isNumberOf(wish.carrier, number), number);
          assert.deepEqual(readNumber(number), { journey, headStart });
          if (number.length < 18) continue;
          const sibling = siblingOf(number);
          assert.ok(sibling !== number && isNumberOf(wish.carrier, sibling), sibling);
          assert.deepEqual(readNumber(sibling), { journey, headStart });
        }
      },
    ),
  );
  for (const real of ["00340434161094015902", "423475729485", "7777777770"]) assert.ok(isNumberOf("dhl", real), real);
  for (const real of ["1Z5R89390357567127", "1Z879E930346834440"]) assert.ok(isNumberOf("ups", real), real);
  assert.ok(!isNumberOf("dhl", "00340434161094015903") && !isNumberOf("ups", "1Z5R89390357567128"));
});

test("DHL: no key 401, no number 400, unknown 404, another division's service 404, each as problem JSON", async () => {
  await withSimulator({}, async (simulator) => {
    const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 7 });
    const noKey = await call(`${simulator.url}/dhl/track/shipments?trackingNumber=${number}`);
    assert.deepEqual(noKey.json, { status: 401, title: "Unauthorized", detail: "Unauthorized for given resource." });
    assert.match(noKey.type, /^application\/problem\+json/);
    assert.equal((await askDhl(simulator, "")).status, 400);
    const unknown = await askDhl(
      simulator,
      makeNumber({ carrier: "dhl", journey: "stays_unknown", serial: 1, seed: 7 }),
    );
    assert.equal(unknown.status, 404);
    assert.equal(unknown.json.title, "No result found");
    assert.equal((await askDhl(simulator, number, "&service=express")).status, 404);
    assert.equal((await askDhl(simulator, number, "&service=parcel-de")).status, 200);
  });
});

test("DHL: one number can belong to two shipments, and our reading takes the newer", async () => {
  await withSimulator({}, async (simulator) => {
    const answer = await askDhl(simulator, "423475729485");
    assert.equal(JSON.parse(answer.text).shipments.length, 2);
    const asked = [{ number: "423475729485", carrierCode: "dhl" }];
    const reading = read(dhl, { status: 200, mediaType: "application/json", body: answer.text }, asked);
    assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
    assert.ok(reading.shipments[0].events.every(({ rawCode }) => rawCode !== "DELIVERED"));
  });
});

test("UPS: token values are strings; wrong secret, wrong token, expired token and a missing header are refused by code", async () => {
  await withSimulator({ tokenSeconds: 60 }, async (simulator, clock) => {
    const number = makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 7 });
    const { json } = await askToken(simulator);
    assert.ok(Object.values(json).every((value) => typeof value === "string"));
    assert.equal((await askToken(simulator, "wrong")).status, 401);
    assert.match((await askUps(simulator, number, "wrong")).text, /250002/);
    assert.equal((await askUps(simulator, number, String(json.access_token))).status, 200);
    assert.equal((await askUps(simulator, number, String(json.access_token), { transId: "" })).status, 400);
    clock.advance(61_000);
    assert.match((await askUps(simulator, number, String(json.access_token))).text, /251004/);
  });
});

test("UPS: an unknown number is a warning inside 200, a wrong check digit is TV1002", async () => {
  await withSimulator({}, async (simulator) => {
    const token = String((await askToken(simulator)).json.access_token);
    const unknown = makeNumber({ carrier: "ups", journey: "stays_unknown", serial: 1, seed: 7 });
    const answer = await askUps(simulator, unknown, token);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /TW0001/);
    const wrong = await askUps(simulator, "1Z5R89390357567128", token);
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /TV1002/);
  });
});

test("answers have no key that the carriers' documented answers lack", async () => {
  const ofDhl = await documentedKeys("dhl", dhlKeysWithoutSample);
  const ofUps = await documentedKeys("ups", upsKeysWithoutSample);
  await withSimulator({ tokenSeconds: 100 * 86_400 }, async (simulator, clock) => {
    const token = String((await askToken(simulator)).json.access_token);
    const numbers = (["dhl", "ups"] as const).map((carrier) =>
      journeyNames
        .filter((journey) => journeyOf(journey).steps.length > 0)
        .map((journey) => makeNumber({ carrier, journey, serial: 3, seed: 7, headStart: 6 })),
    );
    clock.advance(60_000);
    const extraOfDhl = new Set<string>();
    const extraOfUps = new Set<string>();
    for (const number of numbers[0] ?? [])
      for (const path of keyPaths((await askDhl(simulator, number)).json)) if (!ofDhl.has(path)) extraOfDhl.add(path);
    for (const number of numbers[1] ?? [])
      for (const path of keyPaths((await askUps(simulator, number, token)).json))
        if (!ofUps.has(path)) extraOfUps.add(path);
    assert.deepEqual({ dhl: [...extraOfDhl], ups: [...extraOfUps] }, { dhl: [], ups: [] });
  });
});

test("R-08 requests over the declared limit are answered 429 and counted, those within are not", async () => {
  await withSimulator({ limits: { dhl: { perSecond: 2, perDay: 5, concurrent: 8 } } }, async (simulator, clock) => {
    const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 7 });
    const statuses: number[] = [];
    for (let second = 0; second < 3; second += 1) {
      for (let n = 0; n < 2; n += 1) statuses.push((await askDhl(simulator, number)).status);
      clock.advance(1_001);
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429], "the sixth is over the day's limit");
    clock.advance(86_400_000);
    for (let n = 0; n < 3; n += 1) statuses.push((await askDhl(simulator, number)).status);
    assert.deepEqual(statuses.slice(6), [200, 200, 429], "the third within a second is over the limit");
    const { calls, over } = simulator.counts().dhl;
    assert.deepEqual({ calls, over }, { calls: 9, over: 2 });
  });
});

test("a second start continues the journeys where they were", async () => {
  const directory = await mkdtemp(join(tmpdir(), "simulator-"));
  try {
    const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 7 });
    let before = "";
    await withSimulator({ dataDir: directory }, async (simulator) => {
      await askDhl(simulator, number);
      assert.equal(simulator.advance(12 * 60, number), 1);
      before = (await askDhl(simulator, number)).text;
    });
    assert.match(before, /"status":"EE"/);
    await withSimulator({ dataDir: directory }, async (simulator) => {
      assert.equal((await askDhl(simulator, number)).text, before);
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("the control takes JSON only, sets faults and lets time pass; the page shows numbers and escapes", async () => {
  await withSimulator({}, async (simulator) => {
    const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 1, seed: 7 });
    const control = (body: object, type = "application/json"): Promise<Answer> =>
      call(`${simulator.url}/control`, {
        method: "POST",
        headers: { "content-type": type },
        body: JSON.stringify(body),
      });
    assert.equal((await control({ carrier: "dhl", fault: "down" }, "text/plain")).status, 403);
    assert.equal((await control({ carrier: "dhl", fault: "down" })).status, 200);
    assert.equal((await askDhl(simulator, number)).status, 503);
    await control({ carrier: "dhl", fault: "none" });
    await askDhl(simulator, number);
    await control({ advance_minutes: 600, number });
    const page = await call(simulator.url);
    assert.match(page.text, new RegExp(number));
    assert.ok(!page.text.includes("undefined"));
  });
});

test("a slow carrier's waiting callers do not keep the simulator from closing", async () => {
  await withSimulator({ slowMs: 3_600_000 }, async (simulator) => {
    simulator.setFault("dhl", "slow");
    const waiting = askDhl(simulator, "00340434161094015902").then(
      () => "answered",
      () => "cut off",
    );
    while (simulator.counts().dhl.calls === 0) await new Promise((done) => setImmediate(done));
    await simulator.close();
    assert.match(await waiting, /answered|cut off/);
  });
});

test("places, zones and promises are those of the journey's end", async () => {
  await withSimulator({ tokenSeconds: 100 * 86_400 }, async (simulator) => {
    const token = String((await askToken(simulator)).json.access_token);
    const number = makeNumber({ carrier: "ups", journey: "normal", serial: 1, seed: 7, to: "stockholm", headStart: 8 });
    const body = (await askUps(simulator, number, token)).text;
    const reading = read(ups, { status: 200, mediaType: "application/json", body }, [{ number }]);
    assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
    const [shipment] = reading.shipments;
    assert.equal(shipment.events.at(-1)?.place?.country, "SE");
    assert.equal(shipment.events.at(-1)?.time.zone, "+01:00");
    assert.equal(shipment.estimate?.kind, "window");
  });
});
