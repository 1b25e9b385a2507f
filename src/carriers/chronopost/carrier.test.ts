/** What Chronopost is asked, by which connection first, and labels that mean something else than their code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionsFor } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { readXml } from "#carriers/xml.ts";
import { chronopost } from "./carrier.ts";

const number = "XY000000017FR";
const call = { id: "call", fields: {}, token: null };

function answerOf(events: string, errorCode = "0", message = ""): string {
  return `<s:Envelope xmlns:s="x"><s:Body><r:trackSkybillV2Response xmlns:r="y"><return><errorCode>${errorCode}</errorCode><errorMessage>${message}</errorMessage><listEventInfoComp>${events}<skybillNumber>${number}</skybillNumber></listEventInfoComp></return></r:trackSkybillV2Response></s:Body></s:Envelope>`;
}

const readingOf = (body: string) => read(chronopost, { status: 200, mediaType: "text/xml", body }, [{ number }]);

function codeOf(code: string, label: string, more = ""): string {
  const event = `<events><code>${code}</code><eventDate>2026-11-21T10:00:00+01:00</eventDate><eventLabel>${label}</eventLabel>${more}</events>`;
  const reading = readingOf(answerOf(event));
  const [first] = reading.kind === "events" ? reading.shipments : [];
  return first?.kind === "events" ? (first.events[0]?.code ?? "") : "";
}

test("Suivi v2 is asked before the SOAP service", () => {
  assert.deepEqual(
    connectionsFor("chronopost-france").flatMap(({ slug, kind }) => (kind === "aggregator" ? [] : [slug])),
    ["la-poste", "chronopost"],
  );
});

test("a number cannot leave its element in the request", () => {
  const { body = "" } = chronopost.request([{ number: "</skybillNumber><x>&" }], call);
  const request = readXml(body);
  assert.equal(request.kind, "element");
  assert.match(body, /<skybillNumber>&lt;\/skybillNumber&gt;&lt;x&gt;&amp;<\/skybillNumber>/);
});

test("a code padded with blanks is the code", () => {
  assert.equal(codeOf("TS  ", "Shipment in transit"), "in_transit.moving");
});

test("TA is a round unless its label speaks of an arrival only", () => {
  assert.equal(codeOf("TA", "Shipment in delivery to the consignee"), "out_for_delivery.on_vehicle");
  assert.equal(codeOf("TA", "Arrived at the hub"), "in_transit.arrived_at_facility");
  assert.equal(codeOf("TA", "Arrived, in delivery"), "out_for_delivery.on_vehicle");
});

test("what waits at a pickup point is not delivered, whatever the label says", () => {
  assert.equal(codeOf("LP", "Delivered at the pickup point"), "available_for_pickup.at_pickup_point");
});

test("RE is a refusal when its label says so, else a return", () => {
  assert.equal(codeOf("RE", "Colis refusé"), "exception.refused");
  assert.equal(codeOf("RE", "Retour"), "returning.initiated");
});

test("a delivery that names who took it is one to the recipient", () => {
  const name = "<infoCompList><name>Consignee's name</name><value>A</value></infoCompList>";
  assert.equal(codeOf("D", "Delivered"), "delivered.unspecified");
  assert.equal(codeOf("D", "Delivered", name), "delivered.to_recipient");
  assert.equal(codeOf("BL", "Letterbox", name), "delivered.mailbox");
});

test("a code that nobody knows is read by its label, and a promise is no delivery", () => {
  assert.equal(codeOf("QQ", "Colis livré"), "delivered.unspecified");
  assert.equal(codeOf("QQ", "Non livré"), "exception.unspecified");
  assert.equal(codeOf("QQ", "Le colis sera livré demain"), "unmapped");
  assert.equal(codeOf("QQ", "To be delivered"), "unmapped");
  assert.equal(codeOf("QQ", "Prêt pour la livraison"), "unmapped");
});

test("errorCode 1 means what its message says", () => {
  const why = (message: string) => {
    const reading = readingOf(answerOf("", "1", message));
    return reading.kind === "refused" ? reading.why : reading.kind;
  };
  assert.equal(why("Tracking number not found"), "not_found");
  assert.equal(why("System Error"), "unavailable");
  assert.equal(why(""), "unavailable");
});
