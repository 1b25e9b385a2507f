/**
 * 17TRACK's sub-statuses (30), main statuses (9) and stages (9), complete as of API v2.4. Source: the document of v2.4 as public clients
 * quote it, read August 2026. Departure and arrival are those of the country, not of each hub. 17TRACK gives codes without sentences: the
 * words say what the code's name says. What stands after a `+` follows from the event's own text, or from its place in the journey.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const subStatuses = statusTable(
  "sub_status",
  `
NotFound_Other                           | pending.no_information              | Not found
NotFound_InvalidCode                     | pending.invalid_number              | Not found, invalid number
InfoReceived                             | info_received.label_created         | Info received
InTransit_PickedUp                       | in_transit.picked_up                | In transit, picked up
InTransit_Other                          | in_transit.moving                   | In transit, other
InTransit_Departure                      | in_transit.departed_origin_country  | In transit, departed from the country
InTransit_Arrival                        | in_transit.arrived_in_destination_country | In transit, arrived in the country
InTransit_CustomsProcessing              | in_transit.customs_clearance        | In transit, customs processing
InTransit_CustomsReleased                | in_transit.customs_released         | In transit, customs released
InTransit_CustomsRequiringInformation    | exception.customs_documents_missing | In transit, customs require information
Expired_Other                            | expired.no_updates                  | Expired
AvailableForPickup_Other                 | available_for_pickup.at_pickup_point | Available for pickup
OutForDelivery_Other                     | out_for_delivery.on_vehicle         | Out for delivery
DeliveryFailure_Other                    | attempt_failed.unspecified          | Delivery failure
DeliveryFailure_NoBody                   | attempt_failed.nobody_home          | Delivery failure, nobody there
DeliveryFailure_Security                 | attempt_failed.identity_check       | Delivery failure, security (identity, clearance, payment)
DeliveryFailure_Security + payment       | attempt_failed.payment_due          | Delivery failure, security; the text speaks of payment | from the text
DeliveryFailure_Rejected                 | exception.refused                   | Delivery failure, rejected
DeliveryFailure_InvalidAddress           | exception.address_incorrect         | Delivery failure, invalid address
Delivered_Other                          | delivered.unspecified               | Delivered
Exception_Other                          | exception.unspecified               | Exception
Exception_Returning                      | returning.in_transit                | Exception, returning
Exception_Returning + first              | returning.initiated                 | Exception, returning; the first such event
Exception_Returned                       | returned.to_sender                  | Exception, returned
Exception_NoBody                         | exception.recipient_unknown         | Exception, nobody there
Exception_NoBody + uncollected           | exception.not_collected             | Exception, nobody there; the text speaks of a storage period | from the text
Exception_Security                       | exception.security_hold             | Exception, security
Exception_Security + customs             | exception.customs_hold              | Exception, security; the text speaks of customs | from the text
Exception_Security + payment             | exception.payment_required          | Exception, security; the text speaks of payment | from the text
Exception_Damage                         | exception.damaged                   | Exception, damage
Exception_Rejected                       | exception.refused                   | Exception, rejected
Exception_Delayed                        | exception.delayed                   | Exception, delayed
Exception_Lost                           | exception.lost                      | Exception, lost
Exception_Destroyed                      | exception.disposed                  | Exception, destroyed
Exception_Cancel                         | exception.cancelled                 | Exception, cancelled
`,
);

/** Of the parcel as a whole; counts where there is no event, and where 17TRACK has stopped asking. */
const mainStatuses = statusTable(
  "status",
  `
NotFound           | pending.no_information               | Not found
InfoReceived       | info_received.label_created          | Info received
InTransit          | in_transit.moving                    | In transit
Expired            | expired.no_updates                   | Expired
AvailableForPickup | available_for_pickup.at_pickup_point | Available for pickup
OutForDelivery     | out_for_delivery.on_vehicle          | Out for delivery
DeliveryFailure    | attempt_failed.unspecified           | Delivery failure
Delivered          | delivered.unspecified                | Delivered
Exception          | exception.unspecified                | Exception
`,
);

const stages = statusTable(
  "stage",
  `
InfoReceived       | info_received.label_created               | Info received
PickedUp           | in_transit.picked_up                      | Picked up
Departure          | in_transit.departed_origin_country        | Departure
Arrival            | in_transit.arrived_in_destination_country | Arrival
AvailableForPickup | available_for_pickup.at_pickup_point      | Available for pickup
OutForDelivery     | out_for_delivery.on_vehicle               | Out for delivery
Delivered          | delivered.unspecified                     | Delivered
Returning          | returning.in_transit                      | Returning
Returning + first  | returning.initiated                       | Returning; the first such event
Returned           | returned.to_sender                        | Returned
Exception          | exception.unspecified                     | Exception
`,
);

/** An event without stage and sub-status, by the main status of its parcel: a plain movement, once the carrier has the parcel. */
const movements = statusTable(
  "no stage",
  `
InfoReceived       | in_transit.information | an event without stage of a parcel that was only announced
InTransit          | in_transit.moving      | an event without stage
Expired            | in_transit.moving      | an event without stage
AvailableForPickup | in_transit.moving      | an event without stage
OutForDelivery     | in_transit.moving      | an event without stage
DeliveryFailure    | in_transit.moving      | an event without stage
Delivered          | in_transit.moving      | an event without stage
Exception          | in_transit.moving      | an event without stage
`,
);

export const statuses: readonly StatusLine[] = [...subStatuses, ...mainStatuses, ...stages, ...movements];
