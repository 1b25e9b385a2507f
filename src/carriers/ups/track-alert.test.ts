import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Asked, PushMessage } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import { days } from "#platform/clock.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { ups } from "./carrier.ts";
import { push, registration } from "./track-alert.ts";

const asked: readonly Asked[] = [{ number: "1Z5R89390357567127" }, { number: "1Z1234567$8" }];
const call = { id: "0193c0de-0000-7000-8000-000000000001", fields: {}, token: "token" };

test("a hundred numbers are one subscription of fourteen days, and the address of the webhook is not told", () => {
  const where = { url: "https://shop.example/push", secret: "s".repeat(32) };
  const request = registration.request(asked, { ...call, push: where });
  assert.equal(`${request.method} ${request.path}`, "POST /api/track/v2/subscription/standard/package");
  assert.deepEqual(JSON.parse(request.body ?? ""), {
    locale: "en_US",
    countryCode: "US",
    trackingNumberList: ["1Z5R89390357567127", "1Z1234567$8"],
  });
  assert.equal(request.headers?.transId, "0193c0de000070008000000000000001");
  assert.deepEqual([registration.batch, registration.lastsMs, registration.isNeeded], [100, days(14), false]);
});

/** Answers of UPSTrackAlert.yaml (UPS-API/api-documentation), with our numbers. */
for (const [what, status, body, expected] of [
  [
    "partly taken",
    200,
    { validTrackingNumbers: ["1Z5R89390357567127"], invalidTrackingNumbers: ["1Z1234567$8"] },
    ["registered", "invalid_number"],
  ],
  ["taken, the other not mentioned", 200, { validTrackingNumbers: "1Z5R89390357567127" }, ["registered"]],
  [
    "refused for our request, the numbers listed",
    400,
    {
      invalidTrackingNumbers: ["1Z1234567$8"],
      response: {
        errors: [{ code: "VSS300", message: "Locale is required. The Subscription request has been rejected." }],
      },
    },
    ["bad_request"],
  ],
  [
    "refused for its numbers",
    400,
    {
      invalidTrackingNumbers: ["1Z5R89390357567127", "1Z1234567$8"],
      response: { errors: [{ code: "VSS000", message: "All tracking numbers are invalid." }] },
    },
    ["invalid_number", "invalid_number"],
  ],
  ["not found", 404, { response: { errors: [{ code: "404", message: "The requested resource was not found." }] } }, []],
] as const)
  test(`a subscription that is ${what} is understood number by number`, () => {
    const outcomes = registration.outcomes(body, asked, status);
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === "registered" ? outcome.kind : outcome.why)),
      expected,
    );
  });

const secret = "0123456789abcdef0123456789abcdef";
const message = (headers: PushMessage["headers"]): PushMessage => ({ headers, body: Buffer.from("{}") });

for (const [what, headers, proof] of [
  ["the right credential", { credential: secret }, "unproven"],
  ["the right bearer token", { authorization: `Bearer ${secret}` }, "unproven"],
  ["neither", {}, "unproven"],
  ["a wrong credential", { credential: "wrong" }, "forged"],
  ["a wrong bearer token", { authorization: "Bearer wrong" }, "forged"],
] as const)
  test(`W-06 a message of UPS with ${what} is ${proof}: nothing signs its body`, () => {
    assert.equal(push.prove(message(headers), secret, new Date()), proof);
  });

function eventsOf(body: unknown) {
  const answer = { status: 200, mediaType: "application/json", body: JSON.stringify(body) };
  const reading = read(ups, answer, []);
  assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
  return reading.shipments[0].events;
}

/** The same scan as Track tells it. */
const polled = {
  trackResponse: {
    shipment: [
      {
        inquiryNumber: "1Z5R89390357567127",
        package: [
          {
            trackingNumber: "1Z5R89390357567127",
            packageCount: 1,
            activity: [
              {
                date: "20261123",
                time: "91519",
                gmtDate: "20261123",
                gmtTime: "14:15:19",
                gmtOffset: "-05:00",
                location: { address: { city: "Charlotte", stateProvince: "NC", countryCode: "US", country: "US" } },
                status: { type: "I", code: "OT", statusCode: "021", description: "Out For Delivery Today" },
              },
            ],
          },
        ],
      },
    ],
  },
};

test("push and poll together never double an event", async () => {
  const pushed = JSON.parse(await readFile(new URL("./samples/push-message/200.json", import.meta.url), "utf8"));
  const [poll] = eventsOf(polled);
  assert.ok(poll);
  const withoutDigits = { type: "I", code: "OT", description: "Out for Delivery" };
  for (const variant of [
    pushed,
    { ...pushed, gmtOffset: undefined },
    { ...pushed, gmtActivityDate: "", gmtActivityTime: "" },
    { ...pushed, activityStatus: withoutDigits },
    { ...pushed, activityStatus: { ...withoutDigits, descriptionCode: 21 } },
  ]) {
    const [event] = eventsOf(variant);
    assert.ok(event);
    assert.equal(eventIdOf("s", "ups", event), eventIdOf("s", "ups", poll));
    assert.equal(event.code, poll.code);
  }
});
