/**
 * Event codes of Royal Mail, and what its event names and categories say where a code is unknown.
 * Sources: the Tracking API v2's own example; code lists with the carrier's sentences in public clients (elliotjreed/royal-mail-tracking,
 * a list of codes met with the carrier's app), read November 2026. The carrier's own list could not be read and is longer.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const events = statusTable(
  "event",
  `
EVAIP | info_received.label_created          | The sender has advised they've despatched your item to us
EVAIE | info_received.label_created          | Sender despatching item
EVPPA | in_transit.accepted                  | Accepted at Parcelshop
EVOAC | in_transit.accepted                  | Item received at
EVBAH | in_transit.arrived_at_facility       | We have your item at National Parcel Hub and it's on its way
EVDAC | in_transit.arrived_at_facility       | We have your item at … and it's on its way
EVDAV | in_transit.arrived_at_facility       | We have your item at … and it's on its way
EVIAV | in_transit.arrived_at_facility       | Your item has reached … and will now be sent to your local delivery office
EVIMC | in_transit.arrived_at_facility       | Your item has reached … and will now be sent to your local delivery office
EVODO | in_transit.departed_facility         | Item despatched to the delivery office
EVORI | in_transit.arrived_at_delivery_depot | Arrived at the delivery office
EVOCO | in_transit.arrived_at_delivery_depot | We've received your item and it's now being processed for delivery | inferred: at the office that delivers it
EVNMI | exception.misrouted                  | Forwarded - Mis-sort
EVGMI | exception.misrouted                  | Sorry, your item went to … in error, so we re-routed it immediately
EVIPI | exception.misrouted                  | Sorry, your item went to … in error, so we re-routed it immediately
EVGPD | out_for_delivery.on_vehicle          | Due to be delivered today
EVKNA | attempt_failed.nobody_home           | Delivery attempted - no answer
EVKNR | attempt_failed.unspecified           | Delivery attempted
EVNDN | attempt_failed.unspecified           | Sorry, we were unable to deliver this item. We'll attempt to deliver it on the next working day
EVKAA | attempt_failed.no_access             | Unable to deliver as the address was inaccessible; again on the next working day
EVNAA | attempt_failed.no_access             | Unable to deliver as the address was inaccessible; again on the next working day
EVKSU | attempt_failed.no_access             | Unable to deliver your item to your nominated Safeplace today
EVNSR | attempt_failed.rescheduled           | Item prepared for redelivery
EVNAR | attempt_failed.rescheduled           | Due for redelivery the next working day
EVNDA | available_for_pickup.at_pickup_point | Available for redelivery or collection | its sentence to the receiver says that there was nobody in
EVKLC | available_for_pickup.at_pickup_point | Delivered to your nominated collection point and now ready for you to collect | not delivered: the receiver still has to collect it
EVNKS | in_transit.held_at_request           | As requested, we're holding this item as part of our Keepsafe service
EVNRT | in_transit.held_at_request           | We've received a request not to deliver to the property today
EVKSP | delivered.to_recipient               | Delivered and signed
EVKOP | delivered.unspecified                | Your item was delivered
EVKSF | delivered.safe_place                 | Delivered to your Safeplace
EVKDN | delivered.to_neighbour               | We delivered your item to your neighbour
EVNOC | delivered.collected                  | Your item was collected from the delivery office
EVPLC | delivered.collected                  | Collected by the customer from the Post Office
EVKAI | returning.initiated                  | Not possible to identify the delivery address; it will now be returned to the sender
EVKGA | returning.initiated                  | The recipient is no longer at that address; we're returning the item to the sender
EVNGA | returning.initiated                  | The recipient is no longer at that address; we're returning the item to the sender
EVKRF | returning.initiated                  | The recipient refused to accept it; it will now be returned to the sender
EVNRF | returning.initiated                  | The recipient refused to accept it; it will now be returned to the sender
EVRTS | returned.to_sender                   | Your item was delivered back to the sender
ASRXS | in_transit.delivery_options_changed  | As requested, redelivery, then your chosen Safeplace
RFRXS | in_transit.delivery_options_changed  | As requested, redelivery, then your chosen neighbour
RNRXS | in_transit.delivery_options_changed  | As requested, redelivery to your chosen address
RORXS | in_transit.delivery_options_changed  | As requested, we'll arrange a redelivery
RPRXS | in_transit.delivery_options_changed  | As requested, redelivery to your chosen Post Office
RSRXS | in_transit.delivery_options_changed  | Delivery request received: redelivery, then your chosen Safeplace
`,
);

/** `eventName`, for codes that the table lacks; the first line that fits counts. */
const names = statusTable(
  "name phrases",
  `
*mis-sort*                        | exception.misrouted                  | Forwarded - Mis-sort
Delivered and signed*             | delivered.to_recipient               | Delivered and Signed
Delivered to Safeplace*           | delivered.safe_place                 | Delivered to Safeplace by | inferred
Delivered to neighbour*           | delivered.to_neighbour               | Delivered to neighbour | inferred
Delivered by*                     | delivered.unspecified                | Delivered by
Delivered                         | delivered.unspecified                | Delivered | inferred
*delivery attempted*no answer*    | attempt_failed.nobody_home           | Delivery Attempted - No Answer
*delivery attempted*              | attempt_failed.unspecified           | Delivery Attempted
*due to be delivered today*       | out_for_delivery.on_vehicle          | Due to be delivered today
*prepared for redelivery*         | attempt_failed.rescheduled           | Item Prepared for Redelivery
*available for*collection*        | available_for_pickup.at_pickup_point | Available for Redelivery or Collection
*ready for collection*            | available_for_pickup.at_pickup_point | Ready for collection | inferred
*return to sender*                | returning.initiated                  | Return to sender | inferred
*returned to sender*              | returning.initiated                  | Returned to sender | inferred
*item retention*                  | in_transit.held_at_request           | Item Retention
*item despatched to*              | in_transit.departed_facility         | Item Despatched to DO
*accepted at*                     | in_transit.accepted                  | Accepted at Parcelshop
*item received*                   | in_transit.accepted                  | Item Received
*arrived at*                      | in_transit.arrived_at_facility       | Arrived at
*sender*despatching item*         | info_received.label_created          | Sender preparing/despatching item
`,
);

/** `statusCategory` of the summary: of the newest event, when nothing finer is known. */
const categories = statusTable(
  "statusCategory",
  `
PRE-ADVICE           | info_received.label_created          | PRE-ADVICE | inferred
INFORMED             | info_received.label_created          | INFORMED | inferred
SENDER DESPATCHED    | info_received.label_created          | SENDER DESPATCHED | inferred
IN TRANSIT           | in_transit.moving                    | IN TRANSIT
OUT FOR DELIVERY     | out_for_delivery.on_vehicle          | OUT FOR DELIVERY | inferred
DUE TODAY            | out_for_delivery.on_vehicle          | DUE TODAY | inferred
READY FOR COLLECTION | available_for_pickup.at_pickup_point | READY FOR COLLECTION | inferred
AVAILABLE            | available_for_pickup.at_pickup_point | AVAILABLE | inferred
DELIVERED            | delivered.unspecified                | DELIVERED | inferred
ATTEMPTED            | attempt_failed.unspecified           | ATTEMPTED | inferred
RETURN               | returning.initiated                  | RETURN | inferred
PROBLEM              | exception.unspecified                | PROBLEM | inferred
DELAYED              | exception.delayed                    | DELAYED | inferred
`,
);

export const statuses: readonly StatusLine[] = [...events, ...names, ...categories];
