/** What TrackingMore is told and asked, and how its answers to a registration and its messages are judged. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked, PushMessage } from "#carriers/carrier.ts";
import { hmacSha256 } from "#carriers/signatures.ts";
import { trackingmore } from "./carrier.ts";

const call = { id: "call", fields: { key: "k" }, token: null };
const express: Asked = { number: "9104000295", carrierCode: "dhl-express", postalCode: "53113" };
const belgian: Asked = { number: "RR123456785BE", carrierCode: "bpost" };
const { registration, push } = trackingmore;
assert.ok(registration && push);

test("numbers are created under TrackingMore's codes, which differ from ours, and read together", () => {
  const { body = "", path } = registration.request([express, belgian, { number: "X1234" }], { ...call, push: null });
  assert.equal(path, "/v4/trackings/batch");
  assert.deepEqual(JSON.parse(body), [
    { tracking_number: express.number, courier_code: "dhl", tracking_postal_code: "53113" },
    { tracking_number: belgian.number, courier_code: "belgium-post" },
    { tracking_number: "X1234" },
  ]);
  assert.equal(
    trackingmore.request([express, belgian], call).path,
    "/v4/trackings/get?tracking_numbers=9104000295%2CRR123456785BE",
  );
});

test("created numbers, those that are there already and those that are refused are told apart", () => {
  const body = {
    meta: { code: 200, message: "Success" },
    data: {
      success: [{ id: "id-1", tracking_number: express.number, courier_code: "dhl" }],
      error: [
        { id: "id-2", tracking_number: belgian.number, errorCode: 4101, errorMessage: "Tracking No. already exists." },
        { tracking_number: "1", errorCode: 4110, errorMessage: "The value of tracking_number is invalid." },
        { tracking_number: "RR2", errorCode: 4122, errorMessage: "Missing or invalid value of the special fields." },
        { tracking_number: "RR3", errorCode: 4190, errorMessage: "You are reaching the maximum quota limitation." },
        { tracking_number: "RR4", errorCode: 4999, errorMessage: "New." },
      ],
    },
  };
  assert.deepEqual(registration.outcomes(body, [express, belgian], 200), [
    { number: express.number, kind: "registered", reference: "id-1" },
    { number: belgian.number, kind: "registered", reference: "id-2" },
    { number: "1", kind: "refused", why: "invalid_number", detail: "The value of tracking_number is invalid." },
    { number: "RR2", kind: "refused", why: "needs_more", detail: "Missing or invalid value of the special fields." },
    { number: "RR3", kind: "refused", why: "throttled", detail: "You are reaching the maximum quota limitation." },
    { number: "RR4", kind: "refused", why: "bad_request", detail: "New." },
  ]);
});

test("an answer to all of them counts for each", () => {
  const all = (code: number, status: number) =>
    registration.outcomes({ meta: { code, message: "words" }, data: [] }, [express, belgian], status);
  assert.deepEqual(all(4101, 400), [
    { number: express.number, kind: "registered" },
    { number: belgian.number, kind: "registered" },
  ]);
  assert.deepEqual(
    all(401, 401).map((outcome) => outcome.kind === "refused" && outcome.why),
    ["unauthorized", "unauthorized"],
  );
  assert.deepEqual(all(200, 200), []);
});

test("W-06 trackingmore: time and body signed is genuine, the time alone a hint; neither is forged, and old ones are stale", () => {
  const secret = "2e55b9a3-0000-4416-9897-000000000000";
  const now = new Date("2026-11-24T10:00:00Z");
  const body = Buffer.from('{"code":200,"data":{"tracking_number":"1"}}');
  const message = (timestamp: string, signature: string, bytes = body): PushMessage => ({
    headers: { timestamp, signature },
    body: bytes,
  });
  const fresh = String(now.getTime() / 1_000 - 10);
  const old = String(now.getTime() / 1_000 - 600);
  const both = (timestamp: string): string => hmacSha256(secret, `${timestamp}${body}`, "base64");
  assert.equal(push.prove(message(fresh, both(fresh)), secret, now), "genuine");
  assert.equal(push.prove(message(fresh, hmacSha256(secret, `${fresh}${body}`, "hex")), secret, now), "genuine");
  assert.equal(push.prove(message(old, both(old)), secret, now), "stale");
  assert.equal(push.prove(message(fresh, hmacSha256(secret, fresh, "base64")), secret, now), "unproven");
  assert.equal(push.prove(message(fresh, both(fresh)), "another", now), "forged");
  assert.equal(push.prove(message(fresh, both(fresh), Buffer.from(`${body} `)), secret, now), "forged");
  assert.equal(push.prove({ headers: {}, body }, secret, now), "unproven");
});
