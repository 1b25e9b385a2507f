import assert from "node:assert/strict";
import { after, test } from "node:test";
import { request } from "undici";
import { dhl } from "#carriers/dhl/carrier.ts";
import { fitsOf } from "#carriers/identify/formats.ts";
import { read } from "#carriers/read.ts";
import { ups } from "#carriers/ups/carrier.ts";
import { ManualClock } from "#platform/clock.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { lifecycle } from "#shipments/lifecycle.ts";
import { type JourneyName, journeyNames, journeyOf, lengthOf } from "./journeys.ts";
import { makeNumber, readNumber } from "./numbers.ts";
import { startSimulator } from "./server.ts";

const clock = new ManualClock("2026-11-24T08:00:00Z");
const keys = { dhlKey: "k1", upsClientId: "k2", upsClientSecret: "k3" };
const simulator = await startSimulator({ port: 0, clock, seed: 7, speed: 60, keys, tokenSeconds: 100 * 86_400 });
after(() => simulator.close());

async function upsBearer(): Promise<string> {
  const answer = await request(`${simulator.url}/ups/security/v1/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from("k2:k3").toString("base64")}` },
    body: "grant_type=client_credentials",
  });
  return ((await answer.body.json()) as { access_token: string }).access_token;
}
const token = await upsBearer();

async function ask(carrier: "dhl" | "ups", number: string) {
  const connection = carrier === "dhl" ? dhl : ups;
  const wanted = connection.request([{ number }], { id: "t1", fields: {}, token: null });
  const auth: Record<string, string> =
    carrier === "dhl" ? { "dhl-api-key": "k1" } : { authorization: `Bearer ${token}` };
  const answer = await request(`${simulator.url}/${carrier}${wanted.path}`, {
    headers: { ...wanted.headers, ...auth },
  });
  const body = await answer.body.text();
  return read(
    connection,
    { status: answer.statusCode, mediaType: String(answer.headers["content-type"] ?? "").split(";")[0] ?? "", body },
    [{ number }],
  );
}

test("every number is one of its carrier's own, different for each serial, and tells its journey", () => {
  const seen = new Set<string>();
  for (const carrier of ["dhl", "ups"] as const) {
    for (const journey of journeyNames) {
      for (const serial of [1, 2, 999, 123_456]) {
        const number = makeNumber({ carrier, journey, serial, seed: 42, headStart: 3 });
        assert.ok(
          fitsOf(number).some(
            ({ fit, format }) => fit === "right" && format.carriers[0] === (carrier === "dhl" ? "dhl-germany" : "ups"),
          ),
          number,
        );
        assert.deepEqual(readNumber(number), { journey, headStart: 3 });
        assert.ok(!seen.has(number), number);
        seen.add(number);
      }
    }
  }
});

const ends: Partial<Record<JourneyName, string>> = {
  normal: "delivered",
  safe_place: "delivered",
  pickup_point: "delivered",
  failed_attempt: "delivered",
  failed_then_pickup: "delivered",
  delayed: "delivered",
  customs: "delivered",
  returned: "returned",
  lost: "exception",
  damaged: "exception",
  two_pieces: "delivered",
  late_scans: "delivered",
  neighbour: "delivered",
};

for (const carrier of ["dhl", "ups"] as const) {
  for (const [journey, end] of Object.entries(ends)) {
    test(`${carrier} ${journey}: our reading of the last answer ends as ${end}, with every scan mapped`, async () => {
      const number = makeNumber({ carrier, journey: journey as JourneyName, serial: 31, seed: 7 }); // a key of the table above
      await ask(carrier, number);
      clock.advance(lengthOf(journeyOf(journey as JourneyName)) * 1_000 + 60_000); // a minute of the parcel is a second at speed 60
      const reading = await ask(carrier, number);
      assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events", JSON.stringify(reading));
      const [shipment] = reading.shipments;
      const events = shipment.events.map((event) => ({
        id: eventIdOf("s", carrier, event),
        event,
        source: carrier,
        seenAt: "2026-11-24T12:00:00.000Z",
      }));
      assert.deepEqual(
        shipment.events.filter(({ code }) => code === "unmapped"),
        [],
      );
      assert.equal(
        lifecycle(events, {
          pieceCount: shipment.pieceCount,
          pieces: shipment.pieces,
          isReturnLeg: shipment.isReturnLeg,
        }).status,
        end,
      );
    });
  }
}

test("unknown, invalid, wrong key and faults are told as the carriers tell them", async () => {
  assert.deepEqual(
    (await ask("dhl", makeNumber({ carrier: "dhl", journey: "stays_unknown", serial: 1, seed: 7 }))).kind,
    "refused",
  );
  const unknown = await ask("ups", makeNumber({ carrier: "ups", journey: "stays_unknown", serial: 1, seed: 7 }));
  assert.match(JSON.stringify(unknown), /not_found/);
  assert.match(
    JSON.stringify(await ask("ups", makeNumber({ carrier: "ups", journey: "invalid", serial: 1, seed: 7 }))),
    /invalid_number/,
  );
  assert.equal(
    (await request(`${simulator.url}/dhl/track/shipments?trackingNumber=00340434161094015902`)).statusCode,
    401,
  );
  const number = makeNumber({ carrier: "dhl", journey: "normal", serial: 77, seed: 7 });
  for (const [fault, words] of [
    ["down", /unavailable/],
    ["garbage", /unreadable/],
    ["maintenance", /unavailable/],
    ["throttle", /throttled/],
    ["unauthorized", /unauthorized/],
  ] as const) {
    simulator.setFault("dhl", fault);
    assert.match(JSON.stringify(await ask("dhl", number)), words, fault);
  }
  simulator.setFault("dhl", "none");
});
