/**
 * Status codes of DHL Parcel Germany that both of its interfaces use: the two-letter codes (ttpro), and sentences.
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `parcel-de`: two-letter codes. */
export const parcelDe = statusTable(
  "parcel-de",
  `
AA | in_transit.departed_facility         | Departed from … (initial scan at inbound hub or departure from intransit-hub) | Departure from a DHL location; e.g. the outbound parcel hub.
AE | in_transit.picked_up                 | Pickup successful at customer site
AN | exception.pickup_failed              | Pickup not successful at customer site
BV | exception.unspecified                | Exception occured, e.g. damaged parcel or delay in delivery
DD | in_transit.delivery_options_changed  | Data service, e.g. a delivery day was booked by receiver
EE | in_transit.arrived_at_facility       | Arrived at … (arrival scan at delivery hub or intransit-hub)
ES | in_transit.accepted                  | First processed by DHL, e.g. handover by customer to a DHL facility
GT | in_transit.information               | Money transfer
LA | available_for_pickup.at_pickup_point | In storage, e.g. waiting for pickup by receiver | ambiguous alone: only storage for pickup if the text / ICE says so; INFCL = held, use in_transit.held_at_request
NB | in_transit.moving                    | Normal processing during transit
PO | out_for_delivery.on_vehicle          | In delivery process | ambiguous alone: delivery base or on the vehicle; ICE LDTMV = vehicle
VA | info_received.label_created          | Electronic pre advise of a shipment
ZF | available_for_pickup.at_pickup_point | Delivery to agency / postal office / Packstation | statusCode stays transit
ZN | attempt_failed.unspecified           | Delivery attempt not successful
ZO | in_transit.customs_clearance         | Customs clearance
ZU | delivered.unspecified                | Delivery successful
`,
);

/** Older answers carry these sentences instead of a code. */
export const parcelDeText = statusTable(
  "parcel-de text",
  `
The instruction data for this shipment have been provided by the sender to DHL electronically | info_received.label_created
The shipment has been processed in the parcel center of origin | in_transit.arrived_at_facility
The shipment has been processed in the parcel center | in_transit.arrived_at_facility
The shipment has been processed in the destination parcel center | in_transit.arrived_at_delivery_depot
The shipment has been loaded onto the delivery vehicle | out_for_delivery.on_vehicle
The shipment has been successfully delivered | delivered.unspecified
`,
);
