/**
 * TrackingMore's sub-statuses, then its nine statuses. Sources: trackingmore.com "logistics status" (the sub-statuses to transit005, of
 * delivered and of exception), the same lists in several public clients (those that the page lacks), read August 2026. What stands after
 * a `+` follows from the checkpoint's sentence, or from its place in the journey.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const substatuses = statusTable(
  "substatus",
  `
pending001      | pending.no_information       | No information yet                                              | from client code
pending002      | pending.no_information       | No information yet; the number may not be of this carrier's form | from client code
pending003      | pending.invalid_number       | The carrier says that the number is not one of its own          | from client code
pending004      | info_received.label_created  | Processed or packaged, not scanned at a facility yet            | from client code
pending005      | pending.no_information       | No information for days                                         | from client code
notfound001     | info_received.label_created  | Information received, the package is about to be picked up
notfound002     | pending.no_information       | No tracking information for this package
inforeceived001 | info_received.label_created  | The package is waiting for the carrier to pick it up            | from client code
transit001      | in_transit.moving            | Shipment on the way
transit002      | in_transit.arrived_at_facility | Arrival scan, arrived at a hub or sorting center
transit003      | in_transit.arrived_at_delivery_depot | Arrived at delivery facility
transit004      | in_transit.arrived_in_destination_country | Arrived at the destination country
transit005      | in_transit.customs_released  | Customs clearance completed
transit006      | in_transit.departed_facility | Item dispatched                                                 | from client code
transit007      | in_transit.departed_facility | Depart from airport                                             | from client code
pickup001       | out_for_delivery.on_vehicle  | The package is out for delivery                                 | from client code
pickup002       | available_for_pickup.at_pickup_point | The package is ready for collection                     | from client code
pickup003       | out_for_delivery.on_vehicle  | The addressee is contacted before the final delivery            | from client code; recorded for "out with courier for delivery"
delivered001    | delivered.unspecified        | Shipment delivered successfully
delivered002    | delivered.collected          | Package picked up by the customer
delivered003    | delivered.to_recipient       | Package delivered to and signed by the customer
delivered004    | delivered.safe_place         | Package left at the front door or with a neighbour
delivered004 + neighbour | delivered.to_neighbour | the same; the sentence names a neighbour                       | from the sentence
delivered004 + locker | delivered.parcel_locker | the same; the sentence names a locker                           | from the sentence
undelivered001  | exception.address_incorrect  | Address-related issues                                          | from client code
undelivered002  | attempt_failed.nobody_home   | Receiver not home                                               | from client code
undelivered003  | exception.recipient_unknown  | Impossible to locate the addressee                              | from client code
undelivered004  | attempt_failed.unspecified   | Undelivered for other reasons                                   | from client code
exception004    | exception.not_collected      | The package is unclaimed
exception005    | exception.unspecified        | Other exceptions
exception006    | exception.customs_hold       | Detained by customs
exception007    | exception.damaged            | Lost or damaged
exception007 + lost | exception.lost           | Lost or damaged; the sentence says that it is lost              | from the sentence
exception008    | exception.cancelled          | Cancelled before it was picked up
exception009    | exception.refused            | Refused by the addressee
exception010    | returned.to_sender           | Returned to the sender
exception011    | returning.in_transit         | On its way back to the sender
exception011 + first | returning.initiated     | On its way back to the sender; the first such checkpoint
expired001      | expired.no_updates           | Nothing for 30 days                                             | from client code
`,
);

/** `pickup` is called "out for delivery" by TrackingMore, and used for parcels that wait to be collected as well. */
const mainStatuses = statusTable(
  "status",
  `
pending        | pending.no_information               | New packages that are pending to track
notfound       | pending.no_information               | No tracking information yet
inforeceived   | info_received.label_created          | The carrier is about to pick it up
transit        | in_transit.moving                    | On its way to the recipient
pickup         | out_for_delivery.on_vehicle          | About to be delivered, or ready to be picked up
pickup + ready | available_for_pickup.at_pickup_point | the same; the sentence says that it can be collected | from the sentence
undelivered    | attempt_failed.unspecified           | Failed attempt
delivered      | delivered.unspecified                | Delivered successfully
exception      | exception.unspecified                | Returned, refused, damaged or other exceptions
expired        | expired.no_updates                   | Not delivered in 30 days (express) or 60 (post)
`,
);

export const statuses: readonly StatusLine[] = [...substatuses, ...mainStatuses];
