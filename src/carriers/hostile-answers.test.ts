/** Answers of megabytes that want to cost time, for every field that a pattern or a loop looks at (X-01). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "#carriers/carrier.ts";
import { timesASinglePass } from "#carriers/conformance.ts";
import { dhl } from "#carriers/dhl/carrier.ts";
import { dhlExpress } from "#carriers/dhl-express/carrier.ts";
import { dhlParcelDe } from "#carriers/dhl-parcel-de/carrier.ts";
import { text } from "#carriers/lenient.ts";
import { read } from "#carriers/read.ts";
import { ups } from "#carriers/ups/carrier.ts";

function readQuickly(carrier: typeof dhl, body: string): Reading {
  const answer = { status: 200, mediaType: "", body: body.slice(0, 4_999_999) };
  let reading: Reading | undefined;
  const ratio = timesASinglePass(answer.body, () => {
    reading = read(carrier, answer, []);
  });
  assert.ok(ratio < 500, `${Math.round(ratio)} times a single pass`);
  return reading ?? assert.fail();
}

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const minute = (at: number): string => new Date(Date.UTC(2026, 10, 24) - at * 60_000).toISOString();

const unified = (event: object) => JSON.stringify({ shipments: [{ id: "1", service: "parcel-de", events: [event] }] });
const track = (activity: object) =>
  JSON.stringify({ trackResponse: { shipment: [{ package: [{ trackingNumber: "1Z", activity: [activity] }] }] } });

for (const [name, long] of Object.entries({
  blanks: `x${" ".repeat(2_400_000)}x`,
  "full stops": `${".".repeat(2_400_000)}x`,
  "hard blanks": `${"\u00a0".repeat(1_200_000)}x`,
  "combining accents": `e${"\u0301".repeat(1_200_000)}`,
  "direction overrides": "\u202e".repeat(1_200_000),
  "commas and dashes": ", - ".repeat(600_000),
}))
  test(`X-01 megabytes of ${name} in one field cost no time, and what is shown is short`, () => {
    const place = { address: { addressLocality: long, countryCode: "DE" }, servicePoint: { label: long, url: long } };
    const when = { timestamp: "2026-11-24T10:00:00" };
    for (const body of [
      unified({ ...when, status: "ZU", description: long }),
      unified({ ...when, status: long }),
      unified({ timestamp: long, status: "ZU" }),
      unified({ ...when, status: "ZU", location: place }),
      unified({ ...when, status: "ZU", nextSteps: long }),
      JSON.stringify({ status: 400, title: `tracking number ${long}`, detail: "" }),
    ])
      assertShort(readQuickly(dhl, body));
    const express = { shipmentTrackingNumber: "1", events: [{ serviceArea: [{ description: long }] }] };
    assertShort(readQuickly(dhlExpress, JSON.stringify({ shipments: [express] })));
    const attribute = long.slice(0, 1_800_000);
    assertShort(
      readQuickly(
        dhlParcelDe,
        `<data name="piece-shipment-list" code="0"><data name="piece-shipment" piece-code="1"><data name="piece-event-list"><data name="piece-event" event-text="${attribute}"/></data></data></data>`,
      ),
    );
    for (const body of [
      track({
        date: "20261124",
        time: "100000",
        status: { type: "I", code: long, description: long.slice(0, 1_000_000) },
      }),
      track({ date: long, time: "1", status: { type: "I", code: "AR" } }),
      track({ date: "20261124", time: "100000", location: { address: { city: long } }, status: { type: "I" } }),
      JSON.stringify({ response: { errors: [{ code: "x", message: long }] } }),
    ])
      assertShort(readQuickly(ups, body));
  });

function assertShort(reading: Reading): void {
  assert.ok(JSON.stringify(reading).length < 10_000);
}

test("X-01 masses of shipments, pieces, scans and keys cost no time", () => {
  const scan = (at: number) => ({ timestamp: minute(at), status: `Q${at}`, description: `t${at}` });
  const pieces = times(500, (at) => `P${at}`);
  const event = (at: number) => ({
    date: "2026-11-24",
    time: `10:${String(at % 60).padStart(2, "0")}:00`,
    typeCode: `X${at}`,
  });
  const activity = (at: number) => ({
    date: "20261124",
    time: String(100_000 + at),
    status: { type: "I", code: `Q${at}` },
  });
  for (const body of [
    { shipments: times(100_000, (at) => ({ id: String(at) })) },
    { shipments: [{ id: "1", service: "parcel-de", events: times(40_000, scan) }] },
    { shipments: times(20, (at) => ({ id: String(at), service: "parcel-de", events: times(1_000, scan) })) },
    {
      shipments: [
        {
          id: "1",
          details: { pieceIds: pieces },
          events: times(500, (at) => ({ ...scan(at), pieceIds: pieces.slice(0, 400) })),
        },
      ],
    },
    { shipments: [Object.fromEntries(times(300_000, (at) => [`k${at}`, 1]))] },
  ])
    readQuickly(dhl, JSON.stringify(body));
  for (const shipments of [
    times(200, (at) => ({ shipmentTrackingNumber: String(at), events: times(150, event) })),
    [{ shipmentTrackingNumber: "1", pieces: times(200, (at) => ({ number: `P${at}`, events: times(150, event) })) }],
  ])
    readQuickly(dhlExpress, JSON.stringify({ shipments }));
  const parcels = times(200, (at) => ({ trackingNumber: `1Z${at}`, activity: times(120, activity) }));
  readQuickly(ups, JSON.stringify({ trackResponse: { shipment: [{ package: parcels }] } }));
});

test("X-01 of five thousand scans the newest are read, whichever end the carrier begins with", () => {
  const day = (at: number): string => minute(at).slice(0, 10);
  const clock = (at: number): string => minute(at).slice(11, 19);
  const all = times(5_000, (at) => at);
  const oldestFirst = all.toReversed();
  const bare = (text: string): string => text.replaceAll(/[-:]/g, "");
  const bodies: readonly (readonly [typeof dhl, string])[] = [
    [
      dhl,
      JSON.stringify({
        shipments: [
          { id: "1", service: "parcel-de", events: all.map((at) => ({ timestamp: minute(at), status: "EE" })) },
        ],
      }),
    ],
    [
      dhlExpress,
      JSON.stringify({
        shipments: [
          {
            shipmentTrackingNumber: "1",
            events: oldestFirst.map((at) => ({ date: day(at), time: clock(at), GMTOffset: "+00:00", typeCode: "AF" })),
          },
        ],
      }),
    ],
    [
      dhlExpress,
      `<TrackingResponse><AWBInfo><AWBNumber>1</AWBNumber><ShipmentInfo>${oldestFirst.map((at) => `<ShipmentEvent><Date>${day(at)}</Date><Time>${clock(at)}</Time><ServiceEvent><EventCode>AF</EventCode></ServiceEvent><ServiceArea><Description>LONDON - UK</Description></ServiceArea></ShipmentEvent>`).join("")}</ShipmentInfo></AWBInfo></TrackingResponse>`,
    ],
    [
      ups,
      JSON.stringify({
        trackResponse: {
          shipment: [
            {
              package: [
                {
                  trackingNumber: "1Z",
                  activity: all.map((at) => ({
                    date: bare(day(at)),
                    time: bare(clock(at)),
                    gmtDate: bare(day(at)),
                    gmtTime: bare(clock(at)),
                    status: { type: "I", code: "AR" },
                  })),
                },
              ],
            },
          ],
        },
      }),
    ],
  ];
  for (const [carrier, body] of bodies) {
    const reading = readQuickly(carrier, body);
    const [shipment] = reading.kind === "events" ? reading.shipments : [];
    assert.ok(shipment?.kind === "events" && shipment.events.length <= 500 && shipment.events.length >= 400);
    assert.equal(shipment.events.at(-1)?.time.instant, minute(0));
  }
});

test("X-01 no more than four thousand characters of a field are looked at, and blanks at its ends are none of it", () => {
  assert.equal(text.parse(` ${"x".repeat(10_000)}`)?.length, 4_000);
  assert.equal(text.parse(`x${" ".repeat(10_000)}y`), "x");
});

test("X-01 in an answer about very many parcels each keeps its newest scans", () => {
  const events = times(150, (at) => ({ date: "2026-11-24", time: minute(150 - at).slice(11, 19), typeCode: "AF" }));
  const body = JSON.stringify({ shipments: times(200, (at) => ({ shipmentTrackingNumber: `N${at}`, events })) });
  const reading = readQuickly(dhlExpress, body);
  assert.ok(reading.kind === "events" && reading.shipments.length === 200);
  for (const shipment of reading.shipments) {
    assert.ok(shipment.kind === "events" && shipment.events.length >= 30);
    assert.equal(shipment.events.at(-1)?.time.local.slice(11), events.at(-1)?.time);
  }
  assert.ok(reading.shipments.flatMap((each) => (each.kind === "events" ? each.events : [])).length <= 6_000);
});

test("an entry among DHL's shipments that is none costs only itself", () => {
  const good = { id: "00340434161094015902", service: "parcel-de", events: [{ timestamp: minute(0), status: "ZU" }] };
  const reading = readQuickly(dhl, JSON.stringify({ shipments: [null, 7, "x", {}, good] }));
  assert.deepEqual(reading.kind === "events" && reading.shipments.map(({ number }) => number), [good.id]);
});
