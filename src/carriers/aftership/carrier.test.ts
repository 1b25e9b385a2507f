/** What AfterShip is told and asked, and how its answers to a registration and its messages are judged. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import type { Asked } from "#carriers/carrier.ts";
import { aftership } from "./carrier.ts";

const call = { id: "call", fields: { key: "k" }, token: null };
const one: Asked = { number: "00340434161094015902", carrierCode: "dhl-germany", country: "DE", postalCode: "53113" };
const { registration, push } = aftership;
assert.ok(registration && push);

const outcomes = (body: unknown, status: number) => registration.outcomes(body, [one], status);
const created = { id: "5f0c1a2b3c4d4e5f9a8b7c6d5e4f3a2b", tracking_number: one.number, tag: "Pending" };

test("a number is created under the carrier's slug, with the country in three letters and nobody's name", () => {
  const request = registration.request([one], { ...call, push: null });
  assert.equal(request.path, "/tracking/2026-07/trackings");
  assert.deepEqual(JSON.parse(request.body ?? ""), {
    tracking_number: one.number,
    slug: "dhl-germany",
    destination_country_region: "DEU",
    destination_postal_code: "53113",
  });
  const guessed = registration.request([{ number: "X1234" }], { ...call, push: null });
  assert.deepEqual(JSON.parse(guessed.body ?? ""), { tracking_number: "X1234" });
});

for (const [words, body, status] of [
  ["created", { meta: { code: 201 }, data: created }, 201],
  ["created, as API v4 says it", { meta: { code: 201 }, data: { tracking: created } }, 201],
  ["there already", { meta: { code: 4003, message: "Tracking already exists." }, data: { tracking: created } }, 400],
] as const)
  test(`a number that is ${words} is registered, with the id to read it by`, () => {
    assert.deepEqual(outcomes(body, status), [{ number: one.number, kind: "registered", reference: created.id }]);
  });

for (const [code, status, why] of [
  [4005, 400, "invalid_number"],
  [4017, 400, "invalid_number"],
  [4011, 400, "needs_more"],
  [4012, 400, "bad_request"],
  [401, 401, "unauthorized"],
  [429, 429, "throttled"],
  [500, 500, "unavailable"],
] as const)
  test(`a creation refused with ${code} is ${why}`, () => {
    const [outcome] = outcomes({ meta: { code, message: "words", type: "t" }, data: {} }, status);
    assert.deepEqual(outcome, { number: one.number, kind: "refused", why, detail: "words" });
  });

test("one number is read by its id, several by number, and an id that is none goes into no address", () => {
  const path = (asked: readonly Asked[]): string => aftership.request(asked, call).path;
  assert.equal(path([{ ...one, reference: created.id }]), `/tracking/2026-07/trackings/${created.id}`);
  assert.match(path([{ ...one, reference: "../couriers" }]), /^\/tracking\/2026-07\/trackings\?tracking_numbers=0034/);
  assert.match(path([one, { number: "1Z5R89390357567127" }]), /tracking_numbers=\d{20}%2C1Z5R89390357567127&/);
});

const secret = "an-account-secret-of-aftership";
const now = new Date("2026-11-24T10:00:30Z");
const body = (ts: string) =>
  Buffer.from(JSON.stringify({ event: "tracking_update", event_id: "e-1", msg: created, ts: Date.parse(ts) / 1_000 }));
const signed = (bytes: Buffer, key = secret) => ({
  headers: { "aftership-hmac-sha256": createHmac("sha256", key).update(bytes).digest("base64") },
  body: bytes,
});

test("W-06 aftership: signed and fresh is genuine, another key is forged, an old message is stale, an unsigned one a hint", () => {
  const fresh = body("2026-11-24T10:00:00Z");
  assert.equal(push.prove(signed(fresh), secret, now), "genuine");
  assert.equal(push.prove(signed(fresh, "another"), secret, now), "forged");
  assert.equal(push.prove({ ...signed(fresh), body: Buffer.from(`${fresh} `) }, secret, now), "forged");
  assert.equal(push.prove(signed(body("2026-11-24T09:50:00Z")), secret, now), "stale");
  assert.equal(push.prove(signed(Buffer.from('{"msg":{}}')), secret, now), "stale");
  assert.equal(push.prove({ headers: {}, body: fresh }, secret, now), "unproven");
  assert.equal(push.messageId?.(signed(fresh)), "e-1");
});
