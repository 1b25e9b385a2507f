/**
 * Status words and event texts of Australia Post and StarTrack; neither has codes.
 * Sources: the pages "Track items" and "Shipment status" of the Shipping & Tracking API v1, as public clients quote them, and answers
 * that were seen, read November 2026. "inferred": no source says it.
 * One line per word: the carrier's word | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** `status` of an article of Australia Post. */
const article = statusTable(
  "status",
  `
Created             | info_received.label_created          | The shipment was created
Sealed              | info_received.label_created          | The shipment is sealed
Initiated           | info_received.label_created          | The shipment is initiated
In transit          | in_transit.moving                    | In transit | also while it is out for delivery: the texts are finer
Delivered           | delivered.unspecified                | Delivered
Awaiting collection | available_for_pickup.at_pickup_point | Awaiting collection
Possible delay      | exception.delayed                    | Possible delay
Unsuccessful pickup | exception.pickup_failed              | Unsuccessful pickup
Article damaged     | exception.damaged                    | Article damaged
Cancelled           | exception.cancelled                  | Cancelled
Held by courier     | in_transit.held_at_request           | Held by courier | inferred
Cannot be delivered | exception.undeliverable              | Cannot be delivered
Track items for detailed delivery information | in_transit.information | Track items for detailed delivery information | several articles that differ; the articles count
Unknown             | pending.no_information               | Unknown | the texts count, where there are any
`,
);

/** `status` of a consignment or item of StarTrack, which its event texts repeat. */
const startrack = statusTable(
  "startrack",
  `
Unconfirmed           | info_received.label_created          | Unconfirmed
Confirmed             | info_received.label_created          | Confirmed
Ready for Pickup      | info_received.pickup_scheduled       | Ready for Pickup | waits for the carrier to collect it, not for the receiver
Picked Up             | in_transit.picked_up                 | Picked Up
Partial Pickup        | in_transit.picked_up                 | Partial Pickup
In Transit            | in_transit.moving                    | In Transit
At Delivery Depot     | in_transit.arrived_at_delivery_depot | At Delivery Depot
Booked In             | in_transit.held_at_request           | Booked In | a later day was agreed
On Board for Delivery | out_for_delivery.on_vehicle          | On Board for Delivery
Unsuccessful Delivery | attempt_failed.unspecified           | Unsuccessful Delivery
To be Re-Delivered    | attempt_failed.rescheduled           | To be Re-Delivered
Re-Consigned          | in_transit.redirected                | Re-Consigned
Awaiting Collection   | available_for_pickup.at_depot        | Awaiting Collection
Partial Delivery      | in_transit.moving                    | Partial Delivery | some items are delivered: the items say which
Delivered             | delivered.unspecified                | Delivered
Delivered in Full     | delivered.unspecified                | Delivered in Full
Item Delivered        | delivered.unspecified                | Item Delivered
Incomplete            | exception.lost                       | Incomplete | inferred; of the items that are not delivered
Final Shortage        | exception.lost                       | Final Shortage | inferred; of the items that are not delivered
Deleted               | exception.cancelled                  | Deleted
`,
);

/** Event texts; the first line that fits counts. "Delivered" alone only: more words may say that it was not. */
const texts = statusTable(
  "text phrases",
  `
*left in a safe place*                  | delivered.safe_place                 | Left in a safe place
*collected by customer*                 | delivered.collected                  | Collected by customer | inferred
*picked up by customer*                 | delivered.collected                  | Picked up by customer | inferred
Item Delivered                          | delivered.unspecified                | Item Delivered
Delivered                               | delivered.unspecified                | Delivered
*onboard for delivery*                  | out_for_delivery.on_vehicle          | Onboard for delivery
*on board for delivery*                 | out_for_delivery.on_vehicle          | On Board for Delivery
*with Australia Post for delivery today* | out_for_delivery.on_vehicle         | With Australia Post for delivery today
*awaiting collection*                   | available_for_pickup.at_pickup_point | Awaiting collection
*attempted delivery*                    | attempt_failed.unspecified           | Attempted delivery | inferred
*carded*                                | attempt_failed.unspecified           | Carded | inferred
*return to sender*                      | returning.initiated                  | Return to sender | inferred
*cleared by customs*                    | in_transit.customs_released          | Item cleared by customs
*cleared and awaiting international departure* | in_transit.customs_released   | Cleared and awaiting international departure
*arrived awaiting clearance*            | in_transit.customs_clearance         | Arrived awaiting clearance
*item is in customs*                    | in_transit.customs_clearance         | Item is in customs
*arrived at facility in destination country* | in_transit.arrived_in_destination_country | Arrived at facility in destination country
*despatch*from export facility*         | in_transit.departed_origin_country   | Despatch … from export facility
*despatched*from export facility*       | in_transit.departed_origin_country   | Despatched … from export facility
*processed by air carrier*              | in_transit.departed_origin_country   | Processed by air carrier
*arrived at facility*                   | in_transit.arrived_at_facility       | Arrived at facility
*item processed at facility*            | in_transit.arrived_at_facility       | Item processed at facility
*processed through Australia Post facility* | in_transit.arrived_at_facility   | Processed through Australia Post facility
*processed at export facility*          | in_transit.arrived_at_facility       | Processed at export facility
*freight handling*                      | in_transit.arrived_at_facility       | Freight Handling
*scanned in transit*                    | in_transit.arrived_at_facility       | Scanned in transit
*departed facility*                     | in_transit.departed_facility         | Departed facility
*in transit to next facility*           | in_transit.departed_facility         | In transit to next facility in …
*received item from sender*             | in_transit.accepted                  | Received item from sender
*received*for transportation to processing facility* | in_transit.accepted     | Received … for transportation to processing facility
*shipping information received by Australia Post* | info_received.label_created | Shipping information received by Australia Post
*shipping information approved by Australia Post* | info_received.label_created | Shipping information approved by Australia Post
*received by Australia Post*            | in_transit.accepted                  | Received by Australia Post | stands below the shipping information, which is received, too
*picked up*                             | in_transit.picked_up                 | Picked Up
Arrived in *                            | in_transit.arrived_in_destination_country | Arrived in <country>
`,
);

export const statuses: readonly StatusLine[] = [...article, ...startrack, ...texts];
