/** What Shippo is told and asked, and how its answers to a registration and its messages are judged. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import type { Asked, PushMessage } from "#carriers/carrier.ts";
import { shippo } from "./carrier.ts";

const call = { id: "call", fields: { key: "shippo_live_x" }, token: null };
const evri: Asked = { number: "H00AAA0000000001", carrierCode: "myhermes-uk" };
const { registration, push } = shippo;
assert.ok(registration && push);
const outcomes = (body: unknown, status: number) => registration.outcomes(body, [evri], status);

test("Evri still has the token of Hermes UK, in the post and in the address", () => {
  const { body = "" } = registration.request([evri], { ...call, push: null });
  assert.deepEqual(JSON.parse(body), { carrier: "hermes_uk", tracking_number: evri.number });
  assert.equal(shippo.request([evri], call).path, `/tracks/hermes_uk/${evri.number}`);
  assert.deepEqual(shippo.auth.headers(call.fields, null), { authorization: "ShippoToken shippo_live_x" });
});

test("a post is registered the first time and again; one that is refused says why", () => {
  const track = { carrier: "hermes_uk", tracking_number: evri.number, tracking_status: null, tracking_history: [] };
  for (const status of [200, 201])
    assert.deepEqual(outcomes(track, status), [{ number: evri.number, kind: "registered" }]);
  const refused = (body: unknown, status: number) => outcomes(body, status)[0];
  assert.deepEqual(refused({ carrier: ["Invalid value specified for provider 'x'"] }, 400), {
    number: evri.number,
    kind: "refused",
    why: "bad_request",
    detail: "Invalid value specified for provider 'x'",
  });
  for (const [status, why] of [
    [401, "unauthorized"],
    [402, "forbidden"],
    [429, "throttled"],
    [500, "unavailable"],
  ] as const)
    assert.deepEqual(refused({ detail: "words" }, status), {
      number: evri.number,
      kind: "refused",
      why,
      detail: "words",
    });
});

test("W-06 shippo: an unsigned message is a hint; a signature is genuine, forged or stale", () => {
  const secret = "a-secret-that-shippo-gave";
  const now = new Date("2026-11-24T10:00:00Z");
  const body = Buffer.from('{"event":"track_updated","data":{}}');
  const message = (seconds: number, key = secret, bytes = body): PushMessage => ({
    headers: {
      "shippo-auth-signature": `t=${seconds},v1=${createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex")}`,
    },
    body: bytes,
  });
  const at = now.getTime() / 1_000;
  assert.equal(push.prove({ headers: {}, body }, secret, now), "unproven");
  assert.equal(push.prove(message(at - 10), secret, now), "genuine");
  assert.equal(push.prove(message(at - 10, "another"), secret, now), "forged");
  assert.equal(push.prove(message(at - 10, secret, Buffer.from(`${body} `)), secret, now), "forged");
  assert.equal(push.prove(message(at - 600), secret, now), "stale");
  assert.equal(push.prove({ headers: { "shippo-auth-signature": "v1=00" }, body }, secret, now), "forged");
});
