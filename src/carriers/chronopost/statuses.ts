/**
 * Chronopost: event codes of trackSkybillV2. There is no official list.
 * Sources: a recorded answer of 2022 (karrioapi/karrio, connectors/chronopost) where no remark stands; a client author's live observations
 * (simonbrunou/parcel-tracker) where the remark says "observed". Read August 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `event`. */
const events = statusTable(
  "event",
  `
DC | info_received.label_created          | Shipment in preparation to be shipped
EP | in_transit.picked_up                 | Picked up at the sender | observed
RG | in_transit.accepted                  | Registered | observed
DB | in_transit.accepted                  | Shipment handed over by shipper
DY | in_transit.accepted                  | Parcel Registered by the post office
PH | in_transit.accepted                  | Received by Chronopost | observed
SC | in_transit.departed_facility         | Sorted at departure location
EC | in_transit.departed_facility         | Sorted at the hub of departure | observed
TS | in_transit.moving                    | Shipment in transit
TI | in_transit.moving                    | In transit | observed
SD | in_transit.arrived_at_delivery_depot | Sorted at delivery location
TA | out_for_delivery.on_vehicle          | Shipment in delivery to the consignee | one observer reads "arrived at hub"; the recorded label says otherwise
LT | out_for_delivery.on_vehicle          | On the round | observed
CR | out_for_delivery.on_vehicle          | Shipment on the delivery round | observed
MD | out_for_delivery.on_vehicle          | Colis en cours de livraison | observed
IS | in_transit.delivery_scheduled        | Delivery scheduled | observed
D  | delivered.unspecified                | Delivered
D1 | delivered.unspecified                | Delivered | observed
D2 | delivered.unspecified                | Delivered | observed
D3 | delivered.unspecified                | Delivered | observed
D4 | delivered.unspecified                | Delivered | observed
D5 | delivered.unspecified                | Delivered | observed
D6 | delivered.unspecified                | Delivered | observed
D7 | delivered.unspecified                | Delivered | observed
D8 | delivered.unspecified                | Delivered | observed
D9 | delivered.unspecified                | Delivered | observed
LV | delivered.unspecified                | Livré | observed
RM | delivered.to_recipient               | Remis au destinataire | observed
BL | delivered.mailbox                    | Delivered in the letterbox | observed
LP | available_for_pickup.at_pickup_point | Delivered at the pickup point | observed as "delivered": the receiver still has to collect it
LE | returning.initiated                  | Return to sender | observed
RE | returning.initiated                  | Shipment returned | observed
AR | exception.unspecified                | Anomaly | observed
`,
);

/** List `delivery`: what else is known of a delivery without a finer code. */
const deliveries = statusTable(
  "delivery",
  "named | delivered.to_recipient | Consignee's name | the answer names who took it",
);

/** Codes that stand for two things, by their label; without one of these phrases the code's own line counts. */
const twofold: readonly StatusLine[] = [
  ...statusTable(
    "TA phrases",
    `
*delivery*  | out_for_delivery.on_vehicle    | Shipment in delivery to the consignee
*livraison* | out_for_delivery.on_vehicle    | | inferred
*arrived*   | in_transit.arrived_at_facility | Shipment arrived at the hub | observed
*arrivé*    | in_transit.arrived_at_facility | | inferred
`,
  ),
  ...statusTable(
    "RE phrases",
    `
*refused* | exception.refused | | observed
*refusé*  | exception.refused | Colis refusé par le destinataire | observed
`,
  ),
];

/** A code that stands in no list, by what its label says; a delivery only where the label begins with it. From client code. */
const labels = statusTable(
  "label phrases",
  `
*en cours de livraison* | out_for_delivery.on_vehicle
*mis en livraison*      | out_for_delivery.on_vehicle
*in delivery*           | out_for_delivery.on_vehicle
*retour*                | returning.initiated
*return*                | returning.initiated
*refusé*                | exception.refused
*refused*               | exception.refused
*non distribué*         | exception.unspecified
*non livré*             | exception.unspecified
*not delivered*         | exception.unspecified
*anomalie*              | exception.unspecified
*anomaly*               | exception.unspecified
*absent*                | attempt_failed.nobody_home
*avis de passage*       | attempt_failed.nobody_home
*disponible*            | available_for_pickup.at_pickup_point
*à disposition*         | available_for_pickup.at_pickup_point
*point relais*          | available_for_pickup.at_pickup_point
*available*             | available_for_pickup.at_pickup_point
livré*                  | delivered.unspecified
colis livré*            | delivered.unspecified
*a été livré*           | delivered.unspecified
distribué*              | delivered.unspecified
remis au destinataire*  | delivered.unspecified
delivered*              | delivered.unspecified
`,
);

export const statuses: readonly StatusLine[] = [...events, ...twofold, ...deliveries, ...labels];
