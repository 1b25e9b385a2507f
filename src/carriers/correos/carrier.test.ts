/** What Correos is asked with and without a login, and words that mean something else than they seem to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#carriers/read.ts";
import { correos } from "./carrier.ts";

const number = "PQ00000000000000000000T";

interface Said {
  readonly code?: string;
  readonly short?: string;
  readonly long?: string;
  readonly fase?: string;
  readonly color?: string;
}

function codesOf(...events: readonly Said[]): readonly string[] {
  const eventos = events.map(({ code, short, long, fase, color }, at) => ({
    fecEvento: "20/11/2026",
    horEvento: `10:0${at}:00`,
    codEvento: code,
    desTextoResumen: short,
    desTextoAmpliado: long,
    fase,
    color,
  }));
  const body = JSON.stringify([{ codEnvio: number, eventos, error: { codError: "0" } }]);
  const reading = read(correos, { status: 200, mediaType: "text/html", body }, [{ number }]);
  const [first] = reading.kind === "events" ? reading.shipments : [];
  return first?.kind === "events" ? first.events.map((event) => event.code) : [];
}
const codeOf = (said: Said): string => codesOf(said)[0] ?? "";

test("a login chooses the path, and half a login is none", () => {
  const asked = [{ number, language: "en" }];
  const pathWith = (fields: Record<string, string>) => correos.request(asked, { id: "c", fields, token: null }).path;
  assert.match(pathWith({}), /^\/canonico\/eventos_envio_servicio\/PQ.*codIdioma=ES/);
  assert.match(pathWith({ user: "u" }), /^\/canonico\/eventos_envio_servicio\//);
  assert.match(pathWith({ user: "u", password: "p" }), /^\/canonico\/eventos_envio_servicio_auth\/PQ/);
  assert.deepEqual(correos.auth.headers({ user: "u" }, null), {});
  assert.deepEqual(correos.auth.headers({ user: "u", password: "p" }, null), { authorization: "Basic dTpw" });
});

test("entrega and entregado are deliveries only where the sentence says that it happened", () => {
  assert.equal(codeOf({ short: "Entregado" }), "delivered.unspecified");
  assert.equal(codeOf({ short: "Envío entregado al destinatario" }), "delivered.unspecified");
  assert.equal(codeOf({ short: "Realizado intento de entrega" }), "attempt_failed.nobody_home");
  assert.equal(codeOf({ short: "No entregado" }), "attempt_failed.unspecified");
  assert.equal(codeOf({ short: "No ha podido ser entregado" }), "attempt_failed.unspecified");
  assert.equal(codeOf({ short: "Envío entregado al remitente" }), "returned.to_sender");
  assert.equal(codeOf({ short: "Pendiente de ser entregado" }), "unmapped");
});

test("en reparto is a round, and the unidad de reparto is the depot", () => {
  assert.equal(codeOf({ short: "En reparto" }), "out_for_delivery.on_vehicle");
  assert.equal(codeOf({ short: "Alta en la unidad de reparto" }), "in_transit.arrived_at_delivery_depot");
});

test("devuelto has happened, devolución is under way", () => {
  assert.equal(codeOf({ short: "Devuelto" }), "returned.to_sender");
  assert.equal(codeOf({ short: "Devolución en curso" }), "returning.initiated");
});

test("a code of the group DEVUELTO ends the journey only when nothing follows and its phase is the last", () => {
  assert.equal(codeOf({ code: "L030000V", fase: "4" }), "returned.to_sender");
  assert.equal(codeOf({ code: "L030000V" }), "returned.to_sender");
  assert.equal(codeOf({ code: "L03D010R", fase: "3" }), "returning.in_transit");
  assert.deepEqual(codesOf({ code: "L03D010R", fase: "4" }, { code: "L030000V", fase: "4" }), [
    "returning.in_transit",
    "returned.to_sender",
  ]);
});

test("what looks like a failed round of Correos Express is one until a text says more", () => {
  assert.equal(codeOf({ code: "X090010R", short: "Incidencia" }), "attempt_failed.unspecified");
  assert.equal(
    codeOf({ code: "X090010R", short: "Incidencia", long: "Destinatario ausente" }),
    "attempt_failed.nobody_home",
  );
  assert.equal(codeOf({ code: "X290010R", short: "Devuelto" }), "returned.to_sender");
});

test("the text decides where sources disagree about a code", () => {
  assert.equal(codeOf({ code: "X380000V" }), "in_transit.to_pickup_point");
  assert.equal(
    codeOf({ code: "X380000V", short: "A disposición del destinatario" }),
    "available_for_pickup.at_pickup_point",
  );
  assert.equal(codeOf({ code: "X380000V", short: "Entregado" }), "delivered.unspecified");
  assert.equal(
    codeOf({ code: "L010000V", short: "A disposición del destinatario" }),
    "available_for_pickup.at_pickup_point",
  );
  assert.equal(codeOf({ code: "L010000V" }), "unmapped");
});

test("aduana is trouble only with the colour of an incident, which is also the code's last letter", () => {
  assert.equal(codeOf({ code: "N01Z000V", short: "En aduana" }), "in_transit.customs_clearance");
  assert.equal(codeOf({ code: "N01Z000R", short: "En aduana" }), "exception.customs_hold");
  assert.equal(codeOf({ short: "En aduana", color: "R" }), "exception.customs_hold");
});

test("a phase is the last resort, and phase 3 is no round", () => {
  assert.equal(codeOf({ code: "Q01Z000V", fase: "3" }), "in_transit.arrived_at_delivery_depot");
  assert.equal(codeOf({ code: "Q01Z000R", fase: "3" }), "exception.unspecified");
  assert.equal(codeOf({ code: "Q01Z000V", short: "En reparto", fase: "3" }), "out_for_delivery.on_vehicle");
  assert.equal(codeOf({ code: "Q01Z000V" }), "unmapped");
});

test("the 188 codes of the module's four groups and the 32 that clients saw are all in the table", () => {
  const codes = new Set(correos.statuses.filter(({ list }) => list === "codigo").map(({ code }) => code));
  assert.equal(codes.size, 220);
});
