/** `posthorn carriers read`: one JSON per call, exit codes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { readCommand } from "#carriers/read-command.ts";
import { ups } from "#carriers/ups/carrier.ts";

async function run(argv: readonly string[], body: string) {
  const out: string[] = [];
  const err: string[] = [];
  async function* stdin() {
    yield Buffer.from(body);
  }
  const code = await readCommand(argv, {
    stdin: stdin(),
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out, err };
}

test("a carrier that nobody connects is named in the answer, and the exit code is 2", async () => {
  const { code, err } = await run(["acme-post"], "{}");
  assert.equal(code, 2);
  assert.match(err.join(), /"acme-post"/);
});

test("an answer in which every number is refused for one reason is printed as refused", async () => {
  const body = JSON.stringify({
    trackResponse: { shipment: [{ warnings: [{ code: "TW0001", message: "Not Found" }] }] },
  });
  const { code, out } = await run(["ups-mi", "--http-status", "200", "--number", "1Z5R89390357567127"], body);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out.join()), { kind: "refused", why: "not_found", detail: "Not Found" });
});

test("what cannot be read is a reading too", async () => {
  const { code, out } = await run(["dhl", "--http-status", "200"], "not an answer");
  assert.equal(code, 0);
  assert.equal(JSON.parse(out.join()).kind, "unreadable");
});

test("a status that is no HTTP status is refused with a sentence", async () => {
  assert.equal((await run(["dhl", "--http-status", "ok"], "")).code, 2);
});

test("a wrong carrier is told with what was meant, or why it cannot be read", async () => {
  assert.match((await run(["Deutsche Post DHL"], "{}")).err.join(), /Did you mean "dhl-germany"\?/);
  assert.match(
    (await run(["007ex"], "{}")).err.join(),
    /"007ex" \(007EX\) is in the registry, but no connection reads its answers yet\. It is followed through aftership/,
  );
  const slip = (await run(["fedx"], "{}")).err.join();
  assert.match(slip, /Did you mean "fedex"\?\nThere are: .*aftership/);
  assert.ok(slip.length < 700, "a screenful, not the registry");
  assert.match((await run([], "{}")).err.join(), /^Usage: posthorn carriers read/);
  assert.equal((await run([" DHL "], "not an answer")).code, 0);
});

test("one question and one answer belong together, though the carrier names the parcel otherwise", async () => {
  const scan = { timestamp: "2026-11-24T10:00:00", statusCode: "transit", status: "EE" };
  const body = JSON.stringify({
    shipments: [{ id: "340434161094015902", service: "parcel-de", status: scan, events: [scan] }],
  });
  const { out } = await run(["dhl-germany", "--number", "00340434161094015902"], body);
  assert.equal(JSON.parse(out.join()).shipments[0].number, "00340434161094015902");
});

test("the number is the one that was asked for, though it is a piece of what DHL Express names", async () => {
  const event = { date: "2026-11-24", time: "10:00:00", typeCode: "PU" };
  const body = JSON.stringify({ shipments: [{ shipmentTrackingNumber: "1234567890", events: [event] }] });
  const { out } = await run(["dhl-express", "--number", "JD014600006281230704"], body);
  assert.deepEqual(
    JSON.parse(out.join()).shipments.map(({ number }: { number: string }) => number),
    ["JD014600006281230704"],
  );
});

test("of a house with several interfaces each one's answer is read, whichever of its codes is named", async () => {
  const express = { shipmentTrackingNumber: "9356579890", events: [{ date: "2026-11-24", typeCode: "PU" }] };
  const parcel =
    '<data name="piece-shipment-list" code="0"><data name="piece-shipment" piece-code="00340434161094015902" ice="DLVRD" ric="RCPNT" standard-event-code="ZU"/></data>';
  for (const [body, number] of [
    [JSON.stringify({ shipments: [express] }), "9356579890"],
    [parcel, "00340434161094015902"],
  ] as const) {
    const { out } = await run(["dhl"], body);
    assert.equal(JSON.parse(out.join()).shipments[0].number, number);
  }
});

test("one question, one answer of another number: that is somebody else's parcel", async () => {
  const activity = [{ status: { type: "D", code: "FS", description: "DELIVERED" }, date: "20261124", time: "100000" }];
  const shipment = [{ package: [{ trackingNumber: "1Z879E930346834440", activity }] }];
  const { out } = await run(["ups", "--number", "1Z5R89390357567127"], JSON.stringify({ trackResponse: { shipment } }));
  const { shipments } = JSON.parse(out.join());
  assert.deepEqual(
    shipments.map(({ number, refused }: { number: string; refused?: string }) => [number, refused]),
    [
      ["1Z879E930346834440", undefined],
      ["1Z5R89390357567127", "not_found"],
    ],
  );
});

test("a package without a count of its shipment says nothing of other pieces", () => {
  const pieceCount = (more: object): unknown => {
    const activity = [{ status: { type: "I", code: "DP" }, date: "20261124", time: "100000" }];
    const shipment = [{ package: [{ trackingNumber: "1Z5R89390357567127", activity, ...more }] }];
    const body = JSON.stringify({ trackResponse: { shipment } });
    const reading = read(ups, { status: 200, mediaType: "", body }, [{ number: "1Z5R89390357567127" }]);
    const [one] = reading.kind === "events" ? reading.shipments : [];
    return one?.kind === "events" ? one.pieceCount : "no reading";
  };
  assert.equal(pieceCount({}), null);
  assert.equal(pieceCount({ packageCount: 1 }), 1);
  assert.equal(pieceCount({ packageCount: 3 }), 3);
});

test("X-07 an answer without end is not waited for", async () => {
  let megabytes = 0;
  async function* endless() {
    for (; megabytes < 1_000; megabytes += 1) yield Buffer.alloc(1_000_000, "[");
  }
  const out: string[] = [];
  await readCommand(["dhl"], { stdin: endless(), out: (line) => out.push(line), err: () => {} });
  assert.equal(JSON.parse(out.join()).kind, "unreadable");
  assert.ok(megabytes < 30);
});

test("a refusal that the table lacks is told by its status, in the carrier's words", async () => {
  const body = JSON.stringify({ response: { errors: [{ code: "999999", message: "Something new" }] } });
  const { out } = await run(["ups", "--http-status", "503"], body);
  assert.deepEqual(JSON.parse(out.join()), { kind: "refused", why: "unavailable", detail: "HTTP 503: Something new" });
});

test("an entry that is no shipment costs only itself", async () => {
  const good = {
    shipmentTrackingNumber: "1234567890",
    events: [{ date: "2026-11-24", time: "10:00:00", typeCode: "PU" }],
  };
  const { out } = await run(["dhl-express"], JSON.stringify({ shipments: [null, 7, {}, good] }));
  assert.deepEqual(
    JSON.parse(out.join()).shipments.map(({ number }: { number: string }) => number),
    ["1234567890"],
  );
});

test("X-01 of a shipment with very many scans the newest are read", async () => {
  const events = Array.from({ length: 5_000 }, (_, at) => ({
    timestamp: new Date(Date.UTC(2026, 10, 24) - at * 60_000).toISOString(),
    statusCode: "transit",
    status: "EE",
  }));
  const { out } = await run(
    ["dhl"],
    JSON.stringify({ shipments: [{ id: "1", service: "parcel-de", status: events[0], events }] }),
  );
  const [shipment] = JSON.parse(out.join()).shipments;
  assert.ok(shipment.events.length <= 500);
  assert.equal(shipment.events.at(-1).at, "2026-11-24T00:00:00.000Z");
});
