/**
 * Correos: codes that clients have seen with a text.
 * Sources: kelmer44/correos-tracker (recorded answers), ha-parcel-integrations/ha-correos (checked live in July 2026), tests of an Odoo
 * module and of a TypeScript client; read August 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const observed = statusTable(
  "codigo",
  `
A090000V | info_received.label_created          | Prerregistrado
X010000V | info_received.label_created          | Prerregistrado
A010000V | in_transit.accepted                  | Admitido
P040000V | in_transit.arrived_at_facility       | Clasificado
P090000V | in_transit.moving                    | En tránsito
P100000V | in_transit.moving                    | En tránsito
P101110V | in_transit.moving                    | En tránsito
P101120V | in_transit.moving                    | En tránsito
P110000V | in_transit.moving                    | En tránsito
X020000V | in_transit.moving                    | En tránsito
X040000V | in_transit.moving                    | En tránsito
X070000V | in_transit.moving                    | En tránsito
X110100V | in_transit.moving                    | En tránsito
H01I360V | in_transit.moving                    | En tránsito
G01L010V | in_transit.arrived_at_delivery_depot | Alta en la unidad de reparto
X060000V | in_transit.arrived_at_delivery_depot | Alta en la unidad de reparto
H020000V | out_for_delivery.on_vehicle          | En reparto
X080000V | out_for_delivery.on_vehicle          | En reparto
H010930R | attempt_failed.nobody_home           | Realizado intento de entrega
H01I350V | available_for_pickup.at_pickup_point | A disposición del destinatario
X390000V | available_for_pickup.at_pickup_point | Disponible en punto de conveniencia
I010000V | delivered.unspecified                | Entregado
X120000V | delivered.unspecified                | Entregado
I01H210V | delivered.collected                  | Entregado
O140000V | returning.initiated                  | Devolución en curso | the module counts it as returned
M01E020R | exception.unspecified                | Incidencia | the text decides first
H06P010V | exception.unspecified                | Incidencia | the text decides first
X090060R | exception.unspecified                | Incidencia | the text decides first
X090100R | exception.unspecified                | Incidencia | the text decides first
X130000R | exception.unspecified                | Incidencia | the text decides first
EOL.9001 | expired.no_updates                   | End of life | inferred: the record has been archived
X380000V | in_transit.to_pickup_point           | Depositado en punto de conveniencia | state 38 of Correos Express: instructions for collecting follow; sources disagree (pickup, delivered), so a text is believed first
`,
);
