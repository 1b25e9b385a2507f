/** What La Poste is asked, and labels that mean something else than their code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import { laPoste } from "./carrier.ts";

const call = { id: "call", fields: { key: "k" }, token: null };
const number = "6A00000000017";

/** What one event is understood as; `more` stands beside the events in the shipment. */
function codeOf(code: string, label: string, more = {}): string {
  const shipment = { idShip: number, event: [{ code, label, date: "2026-11-21T10:00:00+01:00" }], ...more };
  const body = JSON.stringify({ returnCode: 200, shipment });
  const reading = read(laPoste, { status: 200, mediaType: "application/json", body }, [{ number }]);
  assert.equal(reading.kind, "events");
  const [first] = reading.shipments;
  return first?.kind === "events" ? (first.events[0]?.code ?? "") : "";
}

test("ten numbers are asked in one call, always in French", () => {
  const asked: readonly Asked[] = Array.from({ length: 10 }, (_, at) => ({
    number: `6A0000000001${at}`,
    language: "en",
  }));
  const { path } = laPoste.request(asked, call);
  const address = new URL(path, laPoste.baseUrls.production);
  assert.deepEqual(
    address.pathname.split("/").at(-1)?.split(","),
    asked.map((each) => each.number),
  );
  assert.equal(address.searchParams.get("lang"), "fr_FR");
  assert.equal(laPoste.limits.batch, 10);
});

test("MD2 is a round only when its label does not say that the parcel is still prepared", () => {
  assert.equal(codeOf("MD2", "Mis en distribution"), "out_for_delivery.on_vehicle");
  assert.equal(codeOf("MD2", "Votre colis est en cours de livraison."), "out_for_delivery.on_vehicle");
  assert.equal(codeOf("MD2", "Nous le préparons pour le mettre en livraison."), "in_transit.arrived_at_delivery_depot");
  assert.equal(
    codeOf("MD2", "Votre colis est dans le site de livraison qui dessert votre adresse."),
    "in_transit.arrived_at_delivery_depot",
  );
});

test("ET1 is no round, whatever its label promises", () => {
  assert.equal(codeOf("ET1", "Votre colis est en transit pour vous être livré rapidement."), "in_transit.moving");
});

test("a problem is called by what its label says of it", () => {
  assert.equal(codeOf("PB1", "Un problème est survenu."), "exception.unspecified");
  assert.equal(codeOf("PB1", "L'adresse est incomplète."), "exception.address_incorrect");
  assert.equal(codeOf("PB1", "Le destinataire était absent à son adresse."), "attempt_failed.nobody_home");
  assert.equal(codeOf("PB1", "Votre colis est endommagé."), "exception.damaged");
  assert.equal(codeOf("ND1", "Le destinataire était absent."), "attempt_failed.nobody_home");
  assert.equal(codeOf("ND1", "Non distribuable"), "exception.undeliverable");
});

test("a delivery is called by where its label says that the parcel is", () => {
  assert.equal(codeOf("DI1", "Votre colis est livré."), "delivered.unspecified");
  assert.equal(codeOf("DI1", "Livré dans votre boîte aux lettres."), "delivered.mailbox");
  assert.equal(codeOf("DI1", "Remis à votre voisin."), "delivered.to_neighbour");
  assert.equal(codeOf("DI1", "Remis au gardien."), "delivered.to_representative");
  assert.equal(codeOf("DI1", "Votre colis a été retiré."), "delivered.collected");
});

test("a label never stands for a code that nobody knows", () => {
  assert.equal(codeOf("ZZ9", "Votre colis est livré dans votre boîte aux lettres."), "unmapped");
});

test("working days of keeping are counted from Monday to Saturday", () => {
  const label = "disponible pendant un délai de 10 jours ouvrables";
  const shipment = { idShip: number, event: [{ code: "AG1", label, date: "2026-11-27T14:00:00+01:00" }] };
  const body = JSON.stringify({ returnCode: 200, shipment });
  const reading = read(laPoste, { status: 200, mediaType: "application/json", body }, [{ number }]);
  const [first] = reading.kind === "events" ? reading.shipments : [];
  assert.equal(first?.kind === "events" && first.events[0]?.facts.keepUntil, "2026-12-09");
});

test("X-01 a code with the name of what every object has is a code like any other", () => {
  for (const code of ["constructor", "__proto__", "toString"]) assert.equal(codeOf(code, "x"), "unmapped");
  const body = JSON.stringify({ code: "constructor", message: "x" });
  const reading = read(laPoste, { status: 400, mediaType: "application/json", body }, [{ number }]);
  assert.equal(reading.kind === "refused" && reading.why, "bad_request");
});
