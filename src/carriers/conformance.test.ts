/** What every carrier's folder must keep: its samples, its table, and calm in front of any answer. New folders are found by themselves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type Asked,
  type Call,
  type Carrier,
  type HttpAnswer,
  type NumberReading,
  type Reading,
  refusals,
} from "#carriers/carrier.ts";
import {
  carrierFolders,
  hostileXml,
  type Json,
  jsonOf,
  samplesOf,
  timesASinglePass,
  withEachPlaceReplaced,
  withEachTextReplaced,
  withLongLists,
  withTexts,
  withUnknownCodes,
} from "#carriers/conformance.ts";
import { connections } from "#carriers/connections.ts";
import { printedReading } from "#carriers/printed-reading.ts";
import { read, tableKey } from "#carriers/read.ts";
import { carrierByCode } from "#carriers/registry.ts";
import { statusOfReading } from "#carriers/status-of-reading.ts";
import { isEventCode } from "#shipments/event-codes.ts";

const json = (body: string, status = 200): HttpAnswer => ({ status, mediaType: "application/json", body });
const eventsIn = (reading: Reading) =>
  reading.kind === "events" ? reading.shipments.flatMap((each) => (each.kind === "events" ? each.events : [])) : [];

test("every carrier folder is connected", async () => {
  assert.deepEqual((await carrierFolders()).toSorted(), connections.map(({ slug }) => slug).toSorted());
});

test("what a connection serves is in the registry", () => {
  for (const { slug, serves } of connections)
    assert.deepEqual(
      serves.filter((code) => carrierByCode(code) === undefined),
      [],
      `${slug}: let serves name codes of src/carriers/registry/carriers.tsv, or add a line there`,
    );
});

const allSamples = new Map(
  await Promise.all(connections.map(async ({ slug }) => [slug, await samplesOf(slug)] as const)),
);

for (const carrier of connections) {
  const samples = allSamples.get(carrier.slug) ?? [];
  const name = carrier.slug;

  test(`${name}: there is a sample of everything that happens to a parcel`, () => {
    const met = new Set(samples.flatMap(({ answer, asked }) => situationsIn(read(carrier, answer, asked))));
    const missing = ["info_received", "in_transit", "delivered", "trouble", "not_found", "error"].filter(
      (situation) => !met.has(situation),
    );
    const advice = `add src/carriers/${name}/samples/<situation>/200.json with expected.json and source.txt (docs/adding-a-carrier.md)`;
    assert.deepEqual(missing, [], advice);
  });

  for (const sample of samples) {
    test(`${name}: the sample ${sample.situation} is read as expected`, () => {
      assert.ok(sample.source, "source.txt says where the answer comes from");
      assert.ok(sample.expected, `node scripts/carriers-expected.ts ${name} writes what is understood; then read it`);
      const reading = printedReading(read(carrier, sample.answer, sample.asked));
      assert.deepEqual(JSON.parse(JSON.stringify(reading)), sample.expected);
    });
  }

  test(`${name}: each line of the table has one meaning from our vocabulary`, () => {
    assert.ok(carrier.statuses.length > 0);
    assert.deepEqual(
      carrier.statuses.filter(({ event }) => !isEventCode(event)),
      [],
    );
    const keys = carrier.statuses.map(tableKey);
    assert.deepEqual(
      keys.filter((key, at) => keys.indexOf(key) !== at),
      [],
    );
  });

  test(`X-04 ${name}: the number pattern is anchored and every repetition in it has an end`, () => {
    const { source } = carrier.numberPattern;
    assert.match(source, /^\^.*\$$/);
    assert.doesNotMatch(source, /[*+](?![^[]*\])|\{\d+,\}|\\s/);
  });

  test(`${name}: the number that its credentials are tried with is one that it may be asked about`, () => {
    if (carrier.trialNumber !== undefined) assert.match(carrier.trialNumber, carrier.numberPattern);
  });

  test(`${name}: a request stays on the carrier's host, whatever the number is`, () => {
    const hostile: readonly Asked[] = [{ number: "../../x?y=1&z#\r\nA: b", postalCode: "1&x=2", language: "en" }];
    const call = callOf(carrier);
    for (const asked of [hostile, [{ number: "1Z5R89390357567127", carrierCode: carrier.serves[0] }]]) {
      const request = carrier.request(asked, call);
      assert.match(request.path, /^\/[!-~]*$/);
      assert.equal(
        new URL(request.path, carrier.baseUrls.production).origin,
        new URL(carrier.baseUrls.production).origin,
      );
      assert.doesNotMatch(request.path, /\.\.\//);
      for (const value of Object.values(request.headers ?? {})) assert.match(value, /^[ -~]*$/);
    }
  });

  test(`${name}: what it wants to be told of a number stays on its host, and any answer to it is understood or not`, () => {
    const { registration } = carrier;
    if (registration === undefined) return;
    const asked: readonly Asked[] = [{ number: "../../x?y=1#\r\nA: b", carrierCode: carrier.serves[0], country: "DE" }];
    for (const push of [null, { url: "https://shop.example/push", secret: "s".repeat(32) }]) {
      const request = registration.request(asked, { ...callOf(carrier), push });
      assert.match(request.path, /^\/[!-~]*$/);
      assert.doesNotMatch(request.path, /\.\.\//);
      for (const value of Object.values(request.headers ?? {})) assert.match(value, /^[ -~]*$/);
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 100, max: 599 }), (value, status) => {
        for (const outcome of registration.outcomes(value, asked, status))
          assert.ok(outcome.kind === "registered" || outcome.kind === "refused");
      }),
      { numRuns: 300 },
    );
  });

  test(`${name}: what its credential may hold besides the login is declared, so that it can be entered`, () => {
    const optional = new Set(carrier.auth.fields.filter(({ isOptional }) => isOptional).map((field) => field.name));
    if (carrier.push !== undefined) assert.ok(optional.has("push_secret"), "push: declare the optional push_secret");
    if ((carrier.registration?.credits ?? 0) > 0)
      assert.ok(
        optional.has("credits_per_month"),
        "registration costs credits: declare the optional credits_per_month",
      );
    if (carrier.baseUrls.regions !== undefined) {
      const region = carrier.auth.fields.find((field) => field.name === "region");
      assert.deepEqual(region?.oneOf?.toSorted(), Object.keys(carrier.baseUrls.regions).toSorted());
    }
  });

  test(`W-06 ${name}: a pushed message that nobody signed, or a stranger did, is no genuine one`, () => {
    const { push } = carrier;
    if (push === undefined) return;
    const now = new Date("2026-11-24T12:00:00Z");
    const names = ["signature", "x-signature", "authorization", "timestamp", "sign", "credential", "x-hmac"];
    for (const body of ["", "{}", "null", "[]", '{"payload":1}', "<x/>", "ÿ"]) {
      for (const headers of [{}, Object.fromEntries(names.map((header) => [header, "x"]))]) {
        const message = { headers, body: Buffer.from(body) };
        assert.notEqual(push.prove(message, "0123456789abcdef0123456789abcdef", now), "genuine");
        const id: unknown = push.messageId?.(message);
        assert.ok(id === undefined || typeof id === "string");
        assert.equal(typeof (push.unwrap?.(body) ?? ""), "string");
        assert.ok((push.handshake?.(message)?.status ?? 200) < 500);
      }
    }
  });

  test(`X-01 ${name}: answers cut anywhere are read without an exception and without invented events`, () => {
    for (const { answer, asked } of samples) {
      const whole = eventsIn(read(carrier, answer, asked)).length;
      const step = Math.max(1, Math.floor(answer.body.length / 60));
      for (let end = 0; end < answer.body.length; end += step) {
        const cut = read(carrier, { ...answer, body: answer.body.slice(0, end) }, asked);
        assert.ok(eventsIn(cut).length <= whole);
      }
    }
  });

  test(`X-01 ${name}: a wrong type at any place costs at most what stands there`, () => {
    const replacements: readonly Json[] = [null, 0, -1, true, "x", "", [], {}, [[]], [null], 1e300];
    for (const { answer, asked } of samples) {
      const value = jsonOf(answer.body);
      if (value === undefined) continue;
      for (const shift of [0, 4, 8]) {
        for (const changed of withEachPlaceReplaced(value, replacements, shift)) {
          const reading = read(carrier, { ...answer, body: JSON.stringify(changed) }, asked);
          assertWithinCaps(reading);
          assertNothingInvented(reading, changed);
        }
      }
    }
  });

  test(`X-01 ${name}: a list of fifty thousand gives at most 500 events per parcel`, () => {
    for (const { answer, asked } of samples) {
      const value = jsonOf(answer.body);
      if (value === undefined) continue;
      const longest = mostListed(value);
      if (longest === 0) continue;
      assertWithinCaps(read(carrier, { ...answer, body: JSON.stringify(withLongLists(value, 50)) }, asked));
      const body = JSON.stringify(repeatEvents(value, 50_000)).slice(0, 4_900_000);
      assertWithinCaps(read(carrier, { ...answer, body }, asked));
    }
  });

  test(`X-01 ${name}: a text of a million characters costs no time, whatever it is made of`, () => {
    for (const { answer, asked } of samples) {
      const value = jsonOf(answer.body);
      if (value === undefined || eventsIn(read(carrier, answer, asked)).length === 0) continue;
      for (const unit of [".", " ", ", ", "-", "9", "(", "<!--"]) {
        const long = `x${unit.repeat(1_000_000 / unit.length)}x`;
        // One text of each kind, so that the body stays within its five megabytes.
        for (const places of textPlaces(value)) {
          const body = JSON.stringify(withTextsAt(value, places, long));
          const ratio = timesASinglePass(body, () => assertWithinCaps(read(carrier, { ...answer, body }, asked)));
          assert.ok(ratio < 500, `${[...places].join(", ")} of ${JSON.stringify(unit)}: ${Math.round(ratio)} times`);
        }
      }
      return;
    }
  });

  test(`X-01 ${name}: a code that is called like a part of every object is an unknown code`, () => {
    for (const { answer, asked, situation } of samples) {
      for (const body of withEachTextReplaced(answer.body, "constructor")) {
        const reading = read(carrier, { ...answer, body }, asked);
        for (const why of refusalsIn(reading)) assert.ok(Object.hasOwn(refusals, why), `${situation}: ${String(why)}`);
        assert.deepEqual(JSON.parse(JSON.stringify(reading)), reading, situation);
      }
    }
  });

  test(`X-07 ${name}: what is nested too deeply or too long is unreadable`, () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const deepObject = `${'{"shipments":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    for (const body of [deep, deepObject, `"${"x".repeat(5_000_001)}"`]) {
      assert.equal(read(carrier, json(body), []).kind, "unreadable");
    }
  });

  test(`${name}: unknown codes are kept and called unmapped`, () => {
    for (const { answer, asked, situation } of samples) {
      const before = eventsIn(read(carrier, answer, asked));
      const after = eventsIn(read(carrier, { ...answer, body: withUnknownCodes(carrier, answer.body) }, asked));
      for (const event of after) assert.equal(event.code, "unmapped", JSON.stringify(event));
      if (before.length > 0) assert.ok(after.length > 0, situation);
    }
  });

  test(`X-05 ${name}: control characters and direction overrides do not pass`, () => {
    for (const { answer, asked } of samples) {
      const value = jsonOf(answer.body);
      if (value === undefined) continue;
      const body = JSON.stringify(withTexts(value, (text) => `${text}\u202e\u0007\u2066\u0000`));
      const reading = JSON.stringify(read(carrier, { ...answer, body }, asked));
      assert.doesNotMatch(reading, /\\u00|[\u202a-\u202e\u2066-\u2069]/);
    }
  });

  test(`${name}: pages, empty bodies and garbage are no events`, () => {
    const bodies = [
      "",
      " ",
      "\n",
      "null",
      "[]",
      "{}",
      "0",
      '"text"',
      "<html></html>",
      "<!doctype html><h1>Hi</h1>",
      "ÿþ\u0000",
      "{'a':1}",
    ];
    for (const status of [200, 204, 302, 400, 401, 403, 404, 429, 500, 503]) {
      for (const body of bodies) {
        const reading = read(carrier, { status, mediaType: "", body }, [{ number: "1Z5R89390357567127" }]);
        assert.notEqual(reading.kind, "events", `${status} ${body}`);
      }
    }
    assert.equal(kindOf(read(carrier, json("<html>Scheduled maintenance</html>"), [])), "unavailable");
    assert.equal(kindOf(read(carrier, json("slow down", 429), [])), "throttled");
    assert.equal(kindOf(read(carrier, json("", 503), [])), "unavailable");
  });

  test(`X-03 ${name}: hostile XML is refused`, () => {
    for (const [attack, body] of Object.entries(hostileXml)) {
      const reading = read(carrier, { status: 200, mediaType: "application/xml", body }, []);
      assert.equal(reading.kind, "unreadable", attack);
    }
  });

  test(`${name}: answers of other carriers are not taken for its own`, () => {
    for (const [other, theirs] of allSamples) {
      if (other === name) continue;
      for (const { answer, asked, situation } of theirs) {
        assert.deepEqual(eventsIn(read(carrier, answer, asked)), [], `${other}/${situation}`);
      }
    }
  });

  test(`X-01 ${name}: no byte changed, lost or added makes reading throw`, () => {
    if (samples.length === 0) return;
    const bodies = samples.map(({ answer }) => answer);
    const cut = fc.record({
      sample: fc.nat(bodies.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      text: fc.string(),
      lost: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), ([first, ...more]) => {
        const answer = bodies[first?.sample ?? 0];
        if (answer === undefined || first === undefined) return;
        const body = [first, ...more].reduce((text, { at, text: added, lost }) => {
          const place = Math.floor(at * text.length);
          return text.slice(0, place) + added + text.slice(place + lost);
        }, answer.body);
        assertWithinCaps(read(carrier, { ...answer, body }, []));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 100, max: 599 }), (value, status) => {
        assertWithinCaps(read(carrier, json(JSON.stringify(value), status), []));
      }),
      { numRuns: 300 },
    );
  });
}

/** What a sample shows: the status of its parcel, trouble, a number that is unknown, or another refusal. */
function situationsIn(reading: Reading): readonly string[] {
  if (reading.kind === "unreadable") return ["error"];
  if (reading.kind === "refused") return [reading.why === "not_found" ? "not_found" : "error"];
  return reading.shipments.flatMap((shipment) => {
    if (shipment.kind === "refused") return [shipment.why === "not_found" ? "not_found" : "error"];
    const isTrouble = shipment.events.some(({ code }) => /^(exception|attempt_failed|returning|returned)\./.test(code));
    return [statusOfReading(shipment) ?? "", ...(isTrouble ? ["trouble"] : [])];
  });
}

/** A call with every field of the credential, none of which may get out of its place. */
const callOf = ({ auth }: Carrier): Call => ({
  id: "0193-call",
  fields: Object.fromEntries(auth.fields.map(({ name, oneOf }) => [name, oneOf?.[0] ?? "../x?y&z#\r\nA: b"])),
  token: auth.token === undefined ? null : "token",
});

function refusalsIn(reading: Reading): readonly string[] {
  if (reading.kind === "refused") return [reading.why];
  if (reading.kind === "unreadable") return [];
  return reading.shipments.flatMap((each) => (each.kind === "refused" ? [each.why] : []));
}

const kindOf = (reading: Reading): string => (reading.kind === "refused" ? reading.why : reading.kind);

function assertWithinCaps(reading: Reading): void {
  if (reading.kind !== "events") return;
  for (const shipment of reading.shipments) assertShipmentWithinCaps(shipment);
}

function assertShipmentWithinCaps(shipment: NumberReading): void {
  assert.ok(shipment.number.length <= 100);
  if (shipment.kind !== "events") return;
  assert.ok(shipment.events.length <= 500);
  assert.ok(shipment.pieces.length <= 500);
  for (const { rawText, rawCode, place, time } of shipment.events) {
    assert.ok(rawText.length <= 1_000 && rawCode.length <= 100);
    for (const part of Object.values(place ?? {})) assert.ok(part.length <= 200);
    if (time.instant !== null) assert.ok(!Number.isNaN(Date.parse(time.instant)));
  }
}

/** Every code and text of an event stands in the answer. */
function assertNothingInvented(reading: Reading, answer: Json): void {
  const said = new Set([""]);
  collectTexts(answer, said);
  for (const { rawCode, rawText } of eventsIn(reading)) {
    assert.ok(said.has(rawCode), `the code ${rawCode} is not in the answer`);
    assert.ok(said.has(rawText), `the text ${rawText} is not in the answer`);
  }
}

function collectTexts(value: Json, into: Set<string>): void {
  if (typeof value === "string") into.add(value.replace(/\s+/g, " ").trim().slice(0, 1_000));
  else if (typeof value === "number") into.add(String(value).slice(0, 100));
  else if (value !== null && typeof value === "object")
    for (const item of Object.values(value)) collectTexts(item, into);
}

/** The names under which texts stand, three at a time. */
function textPlaces(value: Json): readonly ReadonlySet<string>[] {
  const names = new Set<string>();
  const collect = (at: Json): void => {
    if (at === null || typeof at !== "object") return;
    for (const [name, item] of Object.entries(at)) {
      if (typeof item === "string") names.add(name);
      collect(item);
    }
  };
  collect(value);
  const all = [...names];
  return Array.from({ length: Math.ceil(all.length / 3) }, (_, at) => new Set(all.slice(at * 3, at * 3 + 3)));
}

/** The same value with the first text under each of the names replaced. */
function withTextsAt(value: Json, names: ReadonlySet<string>, text: string): Json {
  const open = new Set(names);
  const change = (at: Json): Json => {
    if (Array.isArray(at)) return at.map(change);
    if (at === null || typeof at !== "object") return at;
    return Object.fromEntries(
      Object.entries(at).map(([name, item]: [string, Json]) => {
        if (typeof item === "string" && open.delete(name)) return [name, text];
        return [name, change(item)];
      }),
    );
  };
  return change(value);
}

/** How many items the longest list holds. */
function mostListed(value: Json): number {
  if (value === null || typeof value !== "object") return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Math.max(own, ...Object.values(value).map((item: Json) => mostListed(item)));
}

/** The innermost lists become long: those whose items hold no list themselves. */
function repeatEvents(value: Json, length: number): Json {
  if (Array.isArray(value)) {
    return value.some((item: Json) => mostListed(item) > 1)
      ? value.map((item: Json) => repeatEvents(item, length))
      : withLongLists(value, length);
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, Json]) => [key, repeatEvents(item, length)]),
  );
}
