/**
 * Correos: what texts and phases say, for codes that stand in no list. `events.ts` finds the words; an unknown text stays unmapped.
 * Source: summaries of recorded answers; rules of clients, read August 2026. Lines without a remark have been seen in an answer.
 * One line per rule: its name | our event | a summary of Correos that it reads | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `texto`: the subcode R holds when Correos marks the event as an incident. */
export const texts = statusTable(
  "texto",
  `
no entregado       | attempt_failed.unspecified           | No entregado                            | inferred
intento de entrega | attempt_failed.nobody_home           | Realizado intento de entrega
ausente            | attempt_failed.nobody_home           | Destinatario ausente                    | inferred
rehusado           | exception.refused                    | Rehusado por el destinatario            | inferred
devuelto           | returned.to_sender                   | Envío devuelto al remitente             | inferred
devolución         | returning.initiated                  | Devolución en curso
aduana             | in_transit.customs_clearance         | En aduana                               | inferred
aduana + R         | exception.customs_hold               | Retenido en aduana                      | inferred
extraviado         | exception.lost                       | Envío extraviado                        | inferred
dañado             | exception.damaged                    | Envío dañado                            | inferred
dirección + R      | exception.address_incorrect          | Dirección incorrecta                    | inferred
citypaq            | available_for_pickup.at_locker       | Disponible en Citypaq                   | inferred
disposición        | available_for_pickup.at_pickup_point | A disposición del destinatario
en reparto         | out_for_delivery.on_vehicle          | En reparto
alta en la unidad  | in_transit.arrived_at_delivery_depot | Alta en la unidad de reparto
entregado          | delivered.unspecified                | Entregado
clasificado        | in_transit.arrived_at_facility       | Clasificado
admitido           | in_transit.accepted                  | Admitido
prerregistrado     | info_received.label_created          | Prerregistrado
en tránsito        | in_transit.moving                    | En tránsito
salida             | in_transit.moving                    | Salida de la unidad                     | inferred
`,
);

/** List `entrega`: where a delivery without a finer code ended. */
export const deliveryTexts = statusTable(
  "entrega",
  `
oficina | delivered.collected    | Entregado en oficina | inferred
buzón   | delivered.mailbox      | Entregado en buzón   | inferred
vecino  | delivered.to_neighbour | Entregado a vecino   | inferred
`,
);

/** List `devuelto`: a code of the group DEVUELTO whose phase or text says that it is still under way, or that further events follow. */
export const underWay = statusTable("devuelto", "en curso | returning.in_transit | En devolución | inferred");

/** List `fase`: the last resort, by number or name of the phase; R is an incident in any phase. */
export const phases = statusTable(
  "fase",
  `
1            | info_received.label_created          | Pre-admisión
2            | in_transit.moving                    | En camino    | inferred
3            | in_transit.arrived_at_delivery_depot | En entrega   | inferred: at the delivery unit or already on the round
4            | delivered.unspecified                | Entregado    | inferred: also the end of a return, so texts are asked before
PRE-ADMISIÓN | info_received.label_created          | PRE-ADMISIÓN
ENTREGADO    | delivered.unspecified                | ENTREGADO
R            | exception.unspecified                | Incidencia   | inferred
`,
);
