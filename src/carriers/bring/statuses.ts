/**
 * Bring and Posten Norge: statuses of events, the same in Tracking v2 and in Event Cast.
 * Source: developer.bring.com, Tracking API "Events Description" and Event Cast "Events" (bring/developer-site), read August 2026.
 * One line per status: the carrier's status | our event | the carrier's words | a remark, where there is one. The subcodes are ours.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

export const statuses: readonly StatusLine[] = statusTable(
  "status",
  `
PRE_NOTIFIED           | info_received.label_created                | EDI message for the package has been received by Bring.
HANDED_IN              | in_transit.accepted                        | Package has been handed in to Bring.
COLLECTED              | in_transit.picked_up                       | Package has been collected at pickup address.
IN_TRANSIT             | in_transit.moving                          | Package is in transit.
INTERNATIONAL          | in_transit.departed_origin_country         | Package has been sent from origin country or arrived at destination country.
INTERNATIONAL + arrived | in_transit.arrived_in_destination_country | Package has been sent from origin country or arrived at destination country. | the event stands in the receiver's country
CUSTOMS                | in_transit.customs_clearance               | Package is in customs clearance.
TERMINAL               | in_transit.arrived_at_facility             | Package is now registered/arrived at inbound/outbound storage terminal.
TRANSPORT_TO_RECIPIENT | out_for_delivery.on_vehicle                | Package has been loaded for delivery to the recipient.
ATTEMPTED_DELIVERY     | attempt_failed.unspecified                 | Package has been attempted delivered at the door.
READY_FOR_PICKUP       | available_for_pickup.at_pickup_point       | Package has arrived at pickup point.
NOTIFICATION_SENT      | in_transit.information                     | Notification for this package has been sent by sms, push and/or mail.
DELIVERY_ORDERED       | in_transit.delivery_scheduled              | Home delivery has been ordered.
DELIVERY_CHANGED       | in_transit.delivery_scheduled              | Date for Home delivery has been changed by customer.
DELIVERY_CANCELLED     | in_transit.delivery_options_changed        | Home delivery has been cancelled by the customer. | the parcel itself is not cancelled
DEVIATION              | exception.delayed                          | Something wrong has happened and there is a probability for delay.
RETURN                 | returning.initiated                        | Package is on its way back to the sender.
RETURN + again         | returning.in_transit                       | Package is on its way back to the sender. | a later one of the same package
DELIVERED_SENDER       | returned.to_sender                         | Package has been returned to the sender.
DELIVERED              | delivered.unspecified                      | Package has been delivered.
UNKNOWN                | in_transit.information                     | Represents unknown / undefined events
`,
);
