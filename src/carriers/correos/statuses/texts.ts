/**
 * Correos: what texts and phases say, for codes that stand in no list and for those that leave open what happened.
 * Source: summaries of recorded answers; rules of clients, read August 2026. Lines without a remark have been seen in an answer.
 * One line per phrase or phase: it | our event | a text of Correos that it reads | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** What failed stands before what it would have been, and "entregado" counts only where the sentence begins with it. */
export const texts = statusTable(
  "texto phrases",
  `
*no entregado*                   | attempt_failed.unspecified           | No entregado                       | inferred
*no ha sido entregado*           | attempt_failed.unspecified           | No ha sido entregado               | inferred
*no ha podido ser entregado*     | attempt_failed.unspecified           | No ha podido ser entregado         | inferred
*no se ha podido entregar*       | attempt_failed.unspecified           | No se ha podido entregar           | inferred
*intento de entrega*             | attempt_failed.nobody_home           | Realizado intento de entrega
*ausente*                        | attempt_failed.nobody_home           | Destinatario ausente               | inferred
*rehusado*                       | exception.refused                    | Rehusado por el destinatario       | inferred
*rechazado*                      | exception.refused                    | Rechazado por el destinatario      | inferred
*entregado al remitente*         | returned.to_sender                   | Envío entregado al remitente       | inferred
*devuelto*                       | returned.to_sender                   | Envío devuelto al remitente        | inferred
*devolución*                     | returning.initiated                  | Devolución en curso
*aduana*                         | in_transit.customs_clearance         | En aduana                          | inferred
*extraviado*                     | exception.lost                       | Envío extraviado                   | inferred
*pérdida*                        | exception.lost                       | Pérdida del envío                  | inferred
*dañado*                         | exception.damaged                    | Envío dañado                       | inferred
*deteriorado*                    | exception.damaged                    | Envío deteriorado                  | inferred
*avería*                         | exception.damaged                    | Avería                             | inferred
*disponible en*citypaq*          | available_for_pickup.at_locker       | Disponible en Citypaq              | inferred
*a disposición del destinatario* | available_for_pickup.at_pickup_point | A disposición del destinatario
*disponible en*oficina*          | available_for_pickup.at_pickup_point | Disponible en oficina              | inferred
*disponible en punto*            | available_for_pickup.at_pickup_point | Disponible en punto de conveniencia
*en reparto*                     | out_for_delivery.on_vehicle          | En reparto
*alta en la unidad*              | in_transit.arrived_at_delivery_depot | Alta en la unidad de reparto
entregado*                       | delivered.unspecified                | Entregado
envío entregado*                 | delivered.unspecified                | Envío entregado al destinatario o autorizado
su envío está entregado*         | delivered.unspecified                | Su envío está entregado.
clasificado*                     | in_transit.arrived_at_facility       | Clasificado
admitido*                        | in_transit.accepted                  | Admitido.
prerregistrado*                  | info_received.label_created          | Prerregistrado
*en tránsito*                    | in_transit.moving                    | En tránsito
*en trànsit*                     | in_transit.moving                    | En trànsit                         | Catalan in a Spanish answer
*en camino*                      | in_transit.moving                    | En camino                          | inferred
salida*                          | in_transit.moving                    | Salida de la unidad                | inferred
`,
);

/** What the same words mean when Correos marks the event as an incident; asked before the others. */
export const incidentTexts = statusTable(
  "incidencia phrases",
  `
*aduana*    | exception.customs_hold      | Retenido en aduana   | inferred
*dirección* | exception.address_incorrect | Dirección incorrecta | inferred
*señas*     | exception.address_incorrect | Señas incorrectas    | inferred
`,
);

/** Where a delivery without a finer code ended. */
export const deliveryTexts = statusTable(
  "entrega phrases",
  `
*oficina*  | delivered.collected    | Entregado en oficina | inferred
*citypaq*  | delivered.collected    | Entregado en Citypaq | inferred
*recogido* | delivered.collected    | Recogido             | inferred
*buzón*    | delivered.mailbox      | Entregado en buzón   | inferred
*vecino*   | delivered.to_neighbour | Entregado a vecino   | inferred
*vecina*   | delivered.to_neighbour | Entregado a vecina   | inferred
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
