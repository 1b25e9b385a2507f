import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { PushMessage } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import { hmacSha256 } from "#carriers/signatures.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { fedex } from "./carrier.ts";

const number = "041441760228964";

async function sample(situation: string): Promise<string> {
  return readFile(new URL(`./samples/${situation}/200.json`, import.meta.url), "utf8");
}

function readingOf(body: string) {
  const reading = read(fedex, { status: 200, mediaType: "application/json", body }, []);
  assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
  return reading.shipments[0];
}

test("thirty numbers are one call", () => {
  const asked = Array.from({ length: 30 }, (_, at) => ({ number: String(100_000_000_000 + at) }));
  const { method, path, body } = fedex.request(asked, { id: "call", fields: {}, token: "token" });
  assert.equal(`${method} ${path}`, "POST /track/v1/trackingnumbers");
  const { includeDetailedScans, trackingInfo } = JSON.parse(body ?? "");
  assert.equal(includeDetailedScans, true);
  assert.equal(trackingInfo.length, fedex.limits.batch);
  assert.deepEqual(trackingInfo[29], { trackingNumberInfo: { trackingNumber: "100000000029" } });
});

test("the credential goes into the form of the token request, the secret of the push does not", () => {
  const request = fedex.auth.token?.request({ client_id: "id", client_secret: "secret", push_secret: "hidden" });
  assert.equal(request?.body, "grant_type=client_credentials&client_id=id&client_secret=secret");
  assert.equal(request?.headers?.authorization, undefined);
});

test("an answer that the sandbox made up is shown as one", async () => {
  assert.match(
    readingOf(await sample("ready-at-fedex-office-in-the-sandbox")).service ?? "",
    /^FedEx Ground \(canned answer/,
  );
  assert.equal(readingOf(await sample("in-transit")).service, "FedEx Ground");
});

test("numbers under which others carry on are partner numbers, references are not", async () => {
  const body = (await sample("in-transit")).replace(
    '"packageIdentifiers": []',
    `"packageIdentifiers": [
      { "type": "CUSTOMER_REFERENCE", "values": ["REF-1"] },
      { "type": "PARTNER_CARRIER_NUMBER", "value": "9261290100000000000007" },
      { "type": "REROUTE_TRACKING_NUMBER", "values": ["776094337676"] }
    ]`,
  );
  assert.deepEqual(readingOf(body).partnerNumbers, [
    { number: "9261290100000000000007" },
    { carrier: "fedex", number: "776094337676" },
  ]);
});

test("a promise of which only the end is said is the day of that end", async () => {
  const body = (await sample("on-time-notice-is-no-scan")).replace('"ESTIMATED_DELIVERY"', '"COMMITMENT"');
  assert.equal(readingOf(body).estimate?.from, "2026-11-24");
  const withEnd = body.replace(
    '"standardTransitTimeWindow": {\n              "window": {}',
    '"standardTransitTimeWindow": {\n              "window": { "ends": "2026-11-25T10:30:00-06:00" }',
  );
  assert.deepEqual(readingOf(withEnd).estimate, { from: "2026-11-25", through: null, kind: "date" });
});

const secret = "0123456789abcdef0123456789abcdef";
const now = new Date("2026-11-24T12:00:00Z");
const signed = (signature: string | undefined, body = "{}"): PushMessage => ({
  headers: signature === undefined ? {} : { "fdx-signature": signature },
  body: Buffer.from(body),
});

for (const [what, message, proof] of [
  ["signed in base64", signed(hmacSha256(secret, "{}", "base64")), "genuine"],
  ["signed in hex", signed(hmacSha256(secret, "{}", "hex")), "genuine"],
  ["signed with another secret", signed(hmacSha256("another", "{}", "base64")), "forged"],
  ["signed for another body", signed(hmacSha256(secret, "[]", "base64")), "forged"],
  ["not signed", signed(undefined), "unproven"],
] as const)
  test(`W-06 a pushed message that is ${what} is ${proof}`, () => {
    assert.equal(fedex.push?.prove(message, secret, now), proof);
  });

test("push and poll together never double an event", async () => {
  const polled = readingOf(await sample("out-for-delivery")).events.map((event) => eventIdOf("s", "fedex", event));
  for (const situation of ["push-message", "push-message-in-an-envelope"]) {
    const { number: pushedNumber, events } = readingOf(await sample(situation));
    assert.equal(pushedNumber, number);
    assert.equal(events.length, 1);
    for (const event of events) assert.ok(polled.includes(eventIdOf("s", "fedex", event)), situation);
  }
});
