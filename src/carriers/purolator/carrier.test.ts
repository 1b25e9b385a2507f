import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { childrenOf, elementAt, readXml, textAt, type XmlElement } from "#carriers/xml.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { purolator } from "./carrier.ts";

const number = "520127751300";

function requestFor(numbers: readonly string[], fields = {}): XmlElement {
  const asked = numbers.map((each) => ({ number: each, language: "fr" }));
  const { body = "" } = purolator.request(asked, { id: "0193-call", fields, token: null });
  const xml = readXml(body);
  assert.ok(xml.kind === "element", body);
  return xml.element;
}

async function eventsOf(situation: string, change: (body: string) => string = (body) => body) {
  const body = change(await readFile(new URL(`./samples/${situation}/200.xml`, import.meta.url), "utf8"));
  const reading = read(purolator, { status: 200, mediaType: "text/xml", body }, [{ number }]);
  assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
  return reading.shipments[0].events;
}

test("ten PINs are one request", () => {
  const pins = Array.from({ length: purolator.limits.batch }, (_, at) => `5201277513${String(at).padStart(2, "0")}`);
  const asked = childrenOf(elementAt(requestFor(pins), "Body", "TrackPackagesByPinRequest", "PINs"), "PIN");
  assert.deepEqual(
    asked.map((pin) => textAt(pin, "Value")),
    pins,
  );
});

test("whatever the number and the token are, they stay texts of the request", () => {
  const hostile = '</p:Value></p:PIN>&"<![CDATA[x]]>\u0000';
  const request = requestFor([hostile], { user_token: "<p:UserToken>" });
  const pins = elementAt(request, "Body", "TrackPackagesByPinRequest", "PINs");
  assert.equal(textAt(pins, "PIN", "Value"), '</p:Value></p:PIN>&"<![CDATA[x]]>');
  assert.equal(textAt(request, "Header", "RequestContext", "UserToken"), "<p:UserToken>");
});

test("it is asked in English, because descriptions decide, and without a user token where there is none", () => {
  const context = elementAt(requestFor([number]), "Header", "RequestContext");
  assert.equal(textAt(context, "Language"), "en");
  assert.equal(elementAt(context, "UserToken"), undefined);
});

test("a wall time stands in the zone of the depot's province", async () => {
  const events = await eventsOf("in-transit");
  assert.deepEqual(
    events.map(({ place, time }) => `${place?.region ?? "none"} ${time.zone}`),
    [
      "none America/Toronto",
      "BC America/Vancouver",
      "BC America/Vancouver",
      "AB America/Edmonton",
      "QC America/Toronto",
    ],
  );
});

test("two scans of type Other in one minute and at one depot are two events", async () => {
  const events = await eventsOf("announced", (body) =>
    body.replace(
      /( *<Scan>[\s\S]{1,2000}<\/Scan>\n)/,
      (scan) => scan + scan.replace("Shipment created", "Data received"),
    ),
  );
  assert.equal(events.length, 2);
  assert.equal(new Set(events.map((event) => eventIdOf("s", "purolator", event))).size, 2);
});
