/** What 17TRACK is told and asked, and how its answers to a registration and its messages are judged. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Asked } from "#carriers/carrier.ts";
import { seventeentrack } from "./carrier.ts";

const call = { id: "call", fields: { key: "k" }, token: null };
const paket: Asked = { number: "00340434161094015902", carrierCode: "dhl-germany", postalCode: "53113" };
const ups: Asked = { number: "1Z5R89390357567127", carrierCode: "ups" };
const { registration, push } = seventeentrack;
assert.ok(registration && push);

const bodyOf = ({ body = "" }: { readonly body?: string }): unknown => JSON.parse(body);

test("a number is asked and registered with the carrier's key, and without one when we know none", () => {
  assert.deepEqual(bodyOf(seventeentrack.request([paket, ups, { number: "AB123456" }], call)), [
    { number: paket.number, carrier: 7041 },
    { number: ups.number, carrier: 100002 },
    { number: "AB123456" },
  ]);
  assert.deepEqual(bodyOf(registration.request([paket, ups], { ...call, push: null })), [
    { number: paket.number, carrier: 7041 },
    { number: ups.number, carrier: 100002 },
  ]);
});

test("the key that 17TRACK answered is the one that is asked for", () => {
  assert.deepEqual(bodyOf(seventeentrack.request([{ number: "AB123456", reference: "3011" }], call)), [
    { number: "AB123456", carrier: 3011 },
  ]);
  assert.deepEqual(bodyOf(seventeentrack.request([{ ...ups, reference: "../x" }], call)), [
    { number: ups.number, carrier: 100002 },
  ]);
});

test("the receiver's postcode goes to carriers that want it, and to no other", () => {
  const wanted = registration.request(
    [
      { ...paket, carrierCode: "gls" },
      { ...paket, carrierCode: "postnl" },
    ],
    {
      ...call,
      push: null,
    },
  );
  assert.deepEqual(
    (bodyOf(wanted) as readonly { readonly param?: string }[]).map(({ param }) => param), // our own body, made above
    [undefined, "53113"],
  );
});

test("registered numbers, those that were registered already and those that are refused are told apart, in any spelling", () => {
  const body = {
    code: 0,
    data: {
      accepted: [{ origin: 1, number: ups.number, carrier: 100002, email: null, tag: null, lang: null }],
      rejected: [
        { number: paket.number, error: { code: -18019901, message: "It has been registered." } },
        { number: "1234", error: { code: -18010012, message: "The format of '1234' is invalid." } },
        { number: "RR1", error: { code: -18010019, message: "A postal code is required." } },
        { number: "RR2", error: { code: -18019903, message: "Carrier cannot be detected." } },
        { number: "RR3", error: { code: -18019908, message: "Quota is not enough for use." } },
      ],
    },
  };
  const asked = [{ ...ups, number: ups.number.toLowerCase() }, paket, { number: "1234" }];
  assert.deepEqual(registration.outcomes(body, asked, 200), [
    { number: ups.number.toLowerCase(), kind: "registered", reference: "100002" },
    { number: paket.number, kind: "registered" },
    { number: "1234", kind: "refused", why: "invalid_number", detail: "The format of '1234' is invalid." },
    { number: "RR1", kind: "refused", why: "needs_more", detail: "A postal code is required." },
    { number: "RR2", kind: "refused", why: "bad_request", detail: "Carrier cannot be detected." },
    { number: "RR3", kind: "refused", why: "throttled", detail: "Quota is not enough for use." },
  ]);
});

test("a registration that fails as a whole is refused for every number", () => {
  const body = { code: -18010002, data: { errors: [{ code: -18010002, message: "Invalid security key." }] } };
  assert.deepEqual(registration.outcomes(body, [ups, paket], 200), [
    { number: ups.number, kind: "refused", why: "unauthorized", detail: "Invalid security key." },
    { number: paket.number, kind: "refused", why: "unauthorized", detail: "Invalid security key." },
  ]);
  assert.deepEqual(registration.outcomes("<html>", [ups], 502), []);
});

test("W-06 seventeentrack: signed with the key is genuine, with another or over other bytes forged, an unsigned one a hint", () => {
  const secret = "the-api-key-of-17track";
  const body = Buffer.from('{"event":"TRACKING_UPDATED","data":{"number":"RR123456785CN"}}');
  const sign = createHash("sha256").update(`${body}/${secret}`).digest("hex");
  const now = new Date("2026-11-24T10:00:00Z");
  assert.equal(push.prove({ headers: { sign }, body }, secret, now), "genuine");
  assert.equal(push.prove({ headers: { sign: sign.toUpperCase() }, body }, secret, now), "genuine");
  assert.equal(push.prove({ headers: { sign }, body }, "another", now), "forged");
  assert.equal(push.prove({ headers: { sign }, body: Buffer.from(`${body} `) }, secret, now), "forged");
  assert.equal(push.prove({ headers: {}, body }, secret, now), "unproven");
});
