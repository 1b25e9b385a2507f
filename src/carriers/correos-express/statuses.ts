/**
 * Correos Express: states of a parcel (`codEstado`) and what the text of an incident tells.
 * Sources: a client's copy of the carrier's own list of states, with names and the sentences for its page; clients that met states 1, 2,
 * 4, 6, 8, 9, 11 and 12 in answers; the official shop module 3.0.0 of Correos, whose group is named where it says something else.
 * Read August 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `estado`. "Proveedor" is the partner that delivers for Correos Express. */
const states = statusTable(
  "estado",
  `
1  | info_received.label_created          | SIN RECEPCION
2  | in_transit.moving                    | EN ARRASTRE
3  | in_transit.moving                    | TRAMO ORIGEN
4  | in_transit.moving                    | TRANSITO
5  | exception.misrouted                  | MAL TRANSITADO
6  | in_transit.arrived_at_delivery_depot | DELEGACION DESTINO
7  | in_transit.arrived_at_delivery_depot | TRAMO DESTINO
8  | out_for_delivery.on_vehicle          | EN REPARTO
9  | attempt_failed.unspecified           | REPARTO FALLIDO                | the text of the incident tells why
10 | exception.unspecified                | ALMACEN ESTACIONADO            | not delivered, and somebody must decide; the text of the incident tells why
11 | in_transit.problem_resolved          | NUEVO REPARTO                  | will be put on the round again
12 | delivered.unspecified                | ENTREGADO
13 | exception.under_investigation        | NO LOCALIZADO                  | final; the module says cancelled
14 | in_transit.redirected                | REEXPEDIDO                     | final: it continues under a new number; the module says cancelled
15 | exception.undeliverable              | ALM. REGULADOR                 | final: neither receiver nor sender takes it; the module says cancelled
16 | exception.disposed                   | DESTRUIDO                      | final; the module says cancelled
17 | returned.to_sender                   | DEVUELTO                       | final: the way back has a number of its own
18 | in_transit.handed_to_partner         | TRANSFERIDO PROVEEDOR
19 | exception.cancelled                  | ANULADO
20 | in_transit.moving                    | PROVEEDOR/TRANSITO
21 | in_transit.arrived_at_delivery_depot | PROVEEDOR/DELEGACION
22 | exception.unspecified                | PROVEEDOR/ESTACIONADO          | the text of the incident tells why
23 | out_for_delivery.on_vehicle          | PROVEEDOR/EN REPARTO
24 | info_received.label_created          | PROVEEDOR/SIN RECEPCION
25 | in_transit.moving                    | PROVEEDOR/ARRASTRE
26 | exception.misrouted                  | PROVEEDOR/MAL TRANSITADO
27 | in_transit.moving                    | PROVEEDOR/DELEGACION ORIGEN
28 | in_transit.arrived_at_delivery_depot | PROVEEDOR/DELEGACION DESTINO
29 | attempt_failed.unspecified           | PROVEEDOR/REPARTO FALLIDO      | the text of the incident tells why
30 | in_transit.problem_resolved          | PROVEEDOR/NUEVO REPARTO
31 | exception.under_investigation        | PROVEEDOR/NO LOCALIZADO        | the module says cancelled
32 | returning.initiated                  | PROVEEDOR/INFORMADA DEVOLUCION | a state 17 shall follow
33 | in_transit.customs_clearance         | PROVEEDOR/CESION ALM. ADUANA
34 | delivered.unspecified                | ENTREGADO/PROVEEDOR
35 | available_for_pickup.at_pickup_point | DISPONIBLE EN PUNTO CONCERTADO | the sentence for the page says "entregado"
36 | in_transit.accepted                  | RECEPCIONADO EN OFICINA        | taken in at a post office, on its way to the receiver
37 | in_transit.held_at_request           | PARALIZADO
38 | in_transit.to_pickup_point           | DEPOSITADO PUNTO CONVENIENCIA  | instructions for collecting follow
39 | available_for_pickup.at_pickup_point | DISPONIBLE PUNTO CONVENIENCIA
40 | returning.initiated                  | DEVUELTO DESDE P. CONVENIENCIA
41 | in_transit.to_pickup_point           | TRANSITO ESTACIONADOS          | to a depot where it can be collected
42 | in_transit.picked_up                 | RECOGIDO
60 | in_transit.information               | PRUEBA                         | a test state
`,
);

/** What the text beside a failed round says; it is asked for no other state. */
const incidents = statusTable(
  "incidencia phrases",
  `
*ausente*     | attempt_failed.nobody_home     | AUSENTE                  | inferred
*cerrado*     | attempt_failed.business_closed | CERRADO                  | inferred
*dirección*   | exception.address_incorrect    | DIRECCION INCORRECTA     | inferred
*señas*       | exception.address_incorrect    | SEÑAS INCORRECTAS        | inferred
*desconocido* | exception.recipient_unknown    | DESTINATARIO DESCONOCIDO | inferred
*rehusado*    | exception.refused              | REHUSADO                 | inferred
*rehúsa*      | exception.refused              | REHUSA                   | inferred
*rechazado*   | exception.refused              | RECHAZADO                | inferred
*dañada*      | exception.damaged              | MERCANCIA DAÑADA         | inferred
*dañado*      | exception.damaged              | BULTO DAÑADO             | inferred
*rotura*      | exception.damaged              | ROTURA                   | inferred
`,
);

export const statuses: readonly StatusLine[] = [...states, ...incidents];
