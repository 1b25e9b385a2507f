/** What Correos Express is asked, by which connection first, and words that mean something else than they seem to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionsFor } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { correosExpress } from "./carrier.ts";

const number = "3230000000000017";

function eventOf(state: Readonly<Record<string, string>>) {
  const body = JSON.stringify({ error: 0, numEnvio: number, estadoEnvios: [state] });
  const reading = read(correosExpress, { status: 200, mediaType: "", body }, [{ number }]);
  const [first] = reading.kind === "events" ? reading.shipments : [];
  return first?.kind === "events" ? first.events[0] : undefined;
}

test("a contract is asked before the localizador, which knows some of the numbers", () => {
  assert.deepEqual(
    connectionsFor("correosexpress").flatMap(({ slug, kind }) => (kind === "aggregator" ? [] : [slug])),
    ["correos-express", "correos"],
  );
});

test("number and client's code stand in a JSON body", () => {
  const { body = "" } = correosExpress.request([{ number: '1","x":"' }], {
    id: "c",
    fields: { client_code: "555" },
    token: null,
  });
  assert.deepEqual(JSON.parse(body), { codigoCliente: "555", dato: '1","x":"', idioma: "ES" });
});

test("the text of an incident refines a failed round, and nothing else", () => {
  assert.equal(eventOf({ codEstado: "9", descIncEstado: "CERRADO" })?.code, "attempt_failed.business_closed");
  assert.equal(eventOf({ codEstado: "09", descIncEstado: "REHUSADO" })?.code, "exception.refused");
  assert.equal(eventOf({ codEstado: "12", descIncEstado: "AUSENTE" })?.code, "delivered.unspecified");
  assert.equal(eventOf({ codEstado: "77", descIncEstado: "AUSENTE" })?.code, "unmapped");
});

test("a point that says delivered waits for the receiver", () => {
  assert.equal(
    eventOf({ codEstado: "35", descEstado: "Entregado en punto concertado" })?.code,
    "available_for_pickup.at_pickup_point",
  );
});

test("what the module of Correos calls cancelled is called by what the carrier's own list says", () => {
  const codes = ["13", "14", "15", "16", "19", "31"].map((codEstado) => eventOf({ codEstado })?.code);
  assert.deepEqual(codes, [
    "exception.under_investigation",
    "in_transit.redirected",
    "exception.undeliverable",
    "exception.disposed",
    "exception.cancelled",
    "exception.under_investigation",
  ]);
});

test("days are written before months, with separators or without", () => {
  for (const [fechaEstado, horaEstado] of [
    ["03042026", "090501"],
    ["03/04/2026", "09:05:01"],
    ["03-04-2026", "09:05:01"],
  ] as const)
    assert.equal(eventOf({ codEstado: "8", fechaEstado, horaEstado })?.time.local, "2026-04-03T09:05:01");
  assert.equal(eventOf({ codEstado: "8", fechaEstado: "03042026" })?.time.precision, "date_only");
});
