/** What Bring is asked and told, how its webhooks are taken, and one status for two things. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PushMessage } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import { bring } from "./carrier.ts";
import { push, registration } from "./event-cast.ts";

const number = "370722150000000017";
const call = { id: "c", fields: {}, token: null };
const secret = "0123456789abcdef0123456789abcdef";

function codesOf(events: readonly object[], more: object = {}): readonly string[] {
  const body = JSON.stringify({
    consignmentSet: [{ packageSet: [{ packageNumber: number, eventSet: events, ...more }] }],
  });
  const reading = read(bring, { status: 200, mediaType: "", body }, [{ number }]);
  const [first] = reading.kind === "events" ? reading.shipments : [];
  return first?.kind === "events" ? first.events.map(({ code }) => code) : [];
}

test("a number is asked in a language that Bring speaks", () => {
  const path = (language: string) => bring.request([{ number, language }], call).path;
  assert.equal(path("nb"), `/tracking/api/v2/tracking.json?q=${number}&lang=no`);
  assert.equal(path("sv"), `/tracking/api/v2/tracking.json?q=${number}&lang=sv`);
  assert.equal(path("de"), `/tracking/api/v2/tracking.json?q=${number}&lang=en`);
});

test("INTERNATIONAL is an arrival only in the receiver's country", () => {
  const at = (countryCode: string) => [{ status: "INTERNATIONAL", countryCode, dateIso: "2026-11-20T11:00:00+01:00" }];
  const toSweden = { recipientAddress: { countryCode: "SE" } };
  assert.deepEqual(codesOf(at("NO"), toSweden), ["in_transit.departed_origin_country"]);
  assert.deepEqual(codesOf(at("SE"), toSweden), ["in_transit.arrived_in_destination_country"]);
  assert.deepEqual(codesOf(at("SE")), ["in_transit.departed_origin_country"]);
});

test("a cancelled home delivery is no cancelled parcel", () => {
  assert.deepEqual(codesOf([{ status: "DELIVERY_CANCELLED" }]), ["in_transit.delivery_options_changed"]);
});

test("W-06 a webhook with our secret is a hint, one without it a stranger's, and none is genuine", () => {
  const message = (headers: Readonly<Record<string, string>>): PushMessage => ({ headers, body: Buffer.from("{}") });
  const now = new Date("2026-11-24T12:00:00Z");
  assert.equal(push.prove(message({ "x-posthorn-secret": secret }), secret, now), "unproven");
  assert.equal(push.prove(message({ "x-posthorn-secret": `${secret}0` }), secret, now), "forged");
  assert.equal(push.prove(message({ "x-bring-application": "BMEC" }), secret, now), "forged");
});

test("a webhook is ordered for one number, every status, and with our secret in a header", () => {
  const address = { url: "https://shop.example/push", secret };
  const request = registration.request([{ number }], { ...call, push: address });
  const body: unknown = JSON.parse(request.body ?? "");
  const { event_groups: groups, ...rest } = body as { readonly event_groups: readonly string[] }; // we wrote it
  assert.deepEqual(rest, {
    trackingId: number,
    configuration: {
      url: address.url,
      content_type: "application/json",
      headers: [{ key: "x-posthorn-secret", value: secret }],
    },
  });
  assert.equal(groups.length, 18);
  assert.ok(!groups.includes("UNKNOWN"));
});

test("a webhook that exists already is there", () => {
  const outcome = (status: number, body: unknown) => registration.outcomes(body, [{ number }], status)[0];
  assert.deepEqual(outcome(201, { id: "w-1" }), { number, kind: "registered", reference: "w-1" });
  assert.deepEqual(outcome(409, {}), { number, kind: "registered" });
  assert.deepEqual(outcome(400, { message: "Webhook already exists" }), { number, kind: "registered" });
  assert.deepEqual(outcome(400, { message: "url is missing" }), {
    number,
    kind: "refused",
    why: "bad_request",
    detail: "url is missing",
  });
  assert.deepEqual(outcome(401, null), { number, kind: "refused", why: "unauthorized" });
});
