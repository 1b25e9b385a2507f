/**
 * What says more of a FedEx scan than its event type: the reason alone, the kind of delay, where it was delivered or scanned, the words.
 * Source: enumerations of FedEx OpenAPI "Basic Integrated Visibility" 1.0.0; scan places and words from recorded answers. Read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `exceptionCode`: reasons that say the same of every event that says little by itself. */
export const reasons = statusTable(
  "exceptionCode",
  "84 | exception.delayed | Delay beyond our control | from client code",
);

/** List `delayDetail.type`. */
export const delays = statusTable(
  "delayDetail.type",
  `
CLEARANCE   | exception.customs_hold        | Clearance delay
GENERAL     | exception.delayed             | General delay
LOCAL       | exception.delayed             | Local delay
OPERATIONAL | exception.delayed_operational | Operational delay
WEATHER     | exception.delayed_weather     | Weather delay
`,
);

/** List `deliveryDetails.locationType`. */
export const deliveryPlaces = statusTable(
  "deliveryDetails.locationType",
  `
APARTMENT_OFFICE           | delivered.to_representative | Apartment office
FEDEX_LOCATION             | delivered.collected         | FedEx location
GATE_HOUSE                 | delivered.to_representative | Gate house
GUARD_OR_SECURITY_STATION  | delivered.to_representative | Guard/Security station
IN_BOND_OR_CAGE            | delivered.unspecified       | In bond/Cage
LEASING_OFFICE             | delivered.to_representative | Leasing office
MAILROOM                   | delivered.to_representative | Mailroom
MAIN_OFFICE                | delivered.to_representative | Main office
MANAGER_OFFICE             | delivered.to_representative | Manager's office
OTHER                      | delivered.unspecified       | Other
PHARMACY                   | delivered.to_representative | Pharmacy
RECEPTIONIST_OR_FRONT_DESK | delivered.to_representative | Receptionist/Front Desk
RENTAL_OFFICE              | delivered.to_representative | Rental office
RESIDENCE                  | delivered.to_recipient      | Residence | a place, no person: counts only where somebody signed
SHIPPING_RECEIVING         | delivered.to_representative | Shipping/Receiving
`,
);

/** List `scanEvents.locationType`: the event with the kind of place, where the place changes what it means. */
export const scanPlaces = statusTable(
  "scanEvents.locationType",
  "AR + DESTINATION_FEDEX_FACILITY | in_transit.arrived_at_delivery_depot | At local FedEx facility | seen in recorded answers",
);

/** List `eventDescription`: the words of recorded answers, for an event whose code is missing or new. */
export const texts = statusTable(
  "eventDescription",
  `
Arrived at FedEx hub               | in_transit.arrived_at_facility       | Arrived at FedEx hub
Arrived at FedEx location          | in_transit.arrived_at_facility       | Arrived at FedEx location
At FedEx destination facility      | in_transit.arrived_at_delivery_depot | At FedEx destination facility
At local FedEx facility            | in_transit.arrived_at_delivery_depot | At local FedEx facility
Delay                              | exception.delayed                    | Delay
Delivered                          | delivered.unspecified                | Delivered
Delivery exception                 | attempt_failed.unspecified           | Delivery exception
Departed FedEx hub                 | in_transit.departed_facility         | Departed FedEx hub
Departed FedEx location            | in_transit.departed_facility         | Departed FedEx location
Hold at location request accepted  | in_transit.delivery_options_changed  | Hold at location request accepted
In transit                         | in_transit.moving                    | In transit
Left FedEx origin facility         | in_transit.departed_facility         | Left FedEx origin facility
On FedEx vehicle for delivery      | out_for_delivery.on_vehicle          | On FedEx vehicle for delivery
On the way                         | in_transit.moving                    | On the way
Picked up                          | in_transit.picked_up                 | Picked up
Ready for recipient pickup         | available_for_pickup.at_pickup_point | Ready for recipient pickup
Returning package to shipper       | returning.initiated                  | Returning package to shipper
Shipment arriving early            | in_transit.delivery_scheduled        | Shipment arriving early
Shipment arriving On-Time          | in_transit.delivery_scheduled        | Shipment arriving On-Time
Shipment exception                 | exception.unspecified                | Shipment exception
Shipment information sent to FedEx | info_received.label_created          | Shipment information sent to FedEx
`,
);
