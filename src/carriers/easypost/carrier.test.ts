/** What EasyPost is told and asked, and how its answers to a registration and its messages are judged. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { basicHeader } from "#carriers/auth.ts";
import type { Asked, PushMessage } from "#carriers/carrier.ts";
import { easypost } from "./carrier.ts";

const call = { id: "call", fields: { key: "EZTK" }, token: null };
const ups: Asked = { number: "1Z5R89390357567127", carrierCode: "ups" };
const { registration, push } = easypost;
assert.ok(registration && push);
const outcomes = (body: unknown, status: number) => registration.outcomes(body, [ups], status);

test("the key is the user of HTTP Basic, without a password", () => {
  assert.deepEqual(easypost.auth.headers({ key: "EZTK" }, null), { authorization: basicHeader("EZTK", "") });
});

test("a tracker is made with EasyPost's name of the carrier, and read by its id; without an id by number", () => {
  const { body = "" } = registration.request([ups], { ...call, push: null });
  assert.deepEqual(JSON.parse(body), { tracker: { tracking_code: ups.number, carrier: "UPS" } });
  const path = (asked: Asked): string => easypost.request([asked], call).path;
  assert.equal(path({ ...ups, reference: "trk_9f8e7d6c5b4a3928" }), "/v2/trackers/trk_9f8e7d6c5b4a3928");
  assert.equal(path({ ...ups, reference: "../users" }), "/v2/trackers?tracking_code=1Z5R89390357567127&carrier=UPS");
  assert.equal(path({ number: "9400100000000000000000" }), "/v2/trackers?tracking_code=9400100000000000000000");
});

test("a second code of a carrier is asked under the first one's name", () => {
  const { body = "" } = registration.request([{ ...ups, carrierCode: "ups-api" }], { ...call, push: null });
  assert.deepEqual(JSON.parse(body), { tracker: { tracking_code: ups.number, carrier: "UPS" } });
});

test("a new tracker and one that was there are the same answer: registered, with its id", () => {
  const tracker = {
    id: "trk_1",
    object: "Tracker",
    tracking_code: ups.number,
    status: "unknown",
    tracking_details: [],
  };
  for (const status of [200, 201])
    assert.deepEqual(outcomes(tracker, status), [{ number: ups.number, kind: "registered", reference: "trk_1" }]);
});

for (const [code, status, why] of [
  ["TRACKER.CREATE.ERROR", 422, "bad_request"],
  ["PARAMETER.REQUIRED", 422, "bad_request"],
  ["APIKEY.INACTIVE", 401, "unauthorized"],
  ["PAYMENT_REQUIRED", 402, "forbidden"],
  ["RATE_LIMITED", 429, "throttled"],
  ["INTERNAL_SERVER_ERROR", 500, "unavailable"],
] as const)
  test(`a tracker refused with ${code} is ${why}`, () => {
    const body = { error: { code, message: "words", errors: ["plain text", { field: "f", message: "m" }] } };
    assert.deepEqual(outcomes(body, status), [{ number: ups.number, kind: "refused", why, detail: "words" }]);
  });

test("W-06 easypost: signed is genuine whatever form the secret is written in, another key or other bytes are forged", () => {
  const body = Buffer.from('{"id":"evt_1","description":"tracker.updated","result":{"tracking_code":"1"}}');
  const sign = (key: string): string =>
    `hmac-sha256-hex=${createHmac("sha256", key.normalize("NFKD")).update(body).digest("hex")}`;
  const message = (signature?: string, bytes = body): PushMessage => ({
    headers: signature === undefined ? {} : { "x-hmac-signature": signature },
    body: bytes,
  });
  const now = new Date("2026-11-24T10:00:00Z");
  assert.equal(push.prove(message(sign("s\u00e9cret")), "s\u00e9cret", now), "genuine");
  assert.equal(push.prove(message(sign("s\u00e9cret")), "se\u0301cret", now), "genuine");
  assert.equal(push.prove(message(sign("another")), "s\u00e9cret", now), "forged");
  assert.equal(push.prove(message(sign("s\u00e9cret"), Buffer.from(`${body} `)), "s\u00e9cret", now), "forged");
  assert.equal(push.prove(message(), "s\u00e9cret", now), "unproven");
  assert.equal(push.messageId?.(message()), "evt_1");
});
