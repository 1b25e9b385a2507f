/**
 * The shorter code lists of DHL: freight, forwarding, Post, Supply Chain, PPL, and the coarse statusCode that all divisions share.
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026; lists ending in "text" were seen in real answers.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** DHL Freight. */
export const freight = statusTable(
  "freight",
  `
ACT-2   | info_received.label_created          | Consignment created
64-0    | info_received.pickup_scheduled       | Collection arranged - OK
48-0    | info_received.pickup_scheduled       | Loaded by customer ready for Collection
15-501  | info_received.pickup_scheduled       | Out for Collection
31-139  | info_received.pickup_scheduled       | Entered collection geofence area
55-211  | exception.pickup_failed              | Not Collected - consignor closed
55-68   | exception.pickup_failed              | Not Collected - customer not ready
55-21   | exception.pickup_failed              | Not Collected - customer refusal
55-126  | exception.pickup_failed              | Not Collected - customs issue
55-240  | exception.pickup_failed              | Not Collected - DHL refusal, goods not transportable
55-241  | exception.pickup_failed              | Not Collected - missing or wrong reference
55-265  | exception.pickup_failed              | Not Collected - other reasons
55-294  | exception.pickup_failed              | Not Collected - time issue
55-20   | exception.pickup_failed              | Not Collected - traffic jam
55-266  | exception.pickup_failed              | Not Collected - weather condition issue
55-234  | exception.pickup_failed              | Not Collected - wrong address
13-0    | in_transit.picked_up                 | Collected
31-140  | in_transit.moving                    | Exited collection geofence area
24-0    | in_transit.departed_facility         | Shipped from terminal
1-0     | in_transit.arrived_at_facility       | Received at terminal
20-126  | in_transit.customs_clearance         | On hold - in customs clearance.
12-0    | in_transit.customs_released          | Customs cleared
20-266  | exception.delayed_weather            | Delayed during transport - bad weather.
20-354  | exception.delayed                    | Delayed during transport - bank holiday.
20-270  | exception.delayed                    | Exception occurred - Strike.
7-0     | exception.cancelled                  | New shipping instruction - consignment cancelled by sender
56-222  | returning.initiated                  | New shipping instruction - shipment returned.
1-21    | in_transit.arrived_at_delivery_depot | Arrival at destination
20-208  | in_transit.arrived_at_delivery_depot | Shipment in warehouse – Awaiting delivery appointment
20-209  | in_transit.delivery_scheduled        | Shipment in warehouse – Delivery appointment booked
20-13   | available_for_pickup.at_depot        | Shipment in warehouse - ready for self collection by consignee
20-296  | exception.payment_required           | Shipment in warehouse - waiting for consignee payment.
24-628  | out_for_delivery.on_vehicle          | Direct delivery
24-501  | out_for_delivery.on_vehicle          | Out for Delivery
361-139 | out_for_delivery.recipient_contacted | Entered delivery geofence area
20-211  | attempt_failed.business_closed       | Attempted DHL delivery - consignee closed
56-211  | attempt_failed.nobody_home           | Attempted DHL delivery - consignee not met
56-292  | exception.refused                    | Attempted DHL delivery - refused by consignee, COD/DAD problem.
56-284  | exception.refused                    | Attempted DHL delivery - refused by consignee, wrong goods.
56-611  | exception.refused                    | Attempted DHL delivery - refused by consignee.
56-241  | exception.refused                    | Attempted DHL delivery - refused due to missing documents
20-234  | exception.address_incorrect          | Attempted DHL delivery - wrong consignee address
24-600  | delivered.unspecified                | Received by consignee
21-234  | delivered.unspecified                | Shipment delivered - new delivery address following consignee instruction
21-23   | delivered.unspecified                | Shipment delivered with exception - partly delivered
21-600  | delivered.unspecified                | Shipment delivered with exception.
21-0    | delivered.unspecified                | Delivered
361-140 | in_transit.information               | Exited delivery geofence area
`,
);

/** DHL Global Forwarding. */
export const dgf = statusTable(
  "dgf",
  `
DATA_SUBMITTED               | info_received.label_created               | DATA SUBMITTED - AWAITING PARCEL HANDOVER TO DHL | pre-transit (dgf sbr only)
PICKUP_SUCCESSFUL            | in_transit.picked_up                      | PICKUP SUCCESSFUL | transit (dgf sbr only)
ARRIVED_AT_ORIGIN_FACILITY   | in_transit.arrived_at_facility            | ARRIVED AT ORIGIN FACILITY | transit (dgf sbr only)
PROCESSED_AT_ORIGIN_FACILITY | in_transit.arrived_at_facility            | PROCESSED AT FACILITY | transit (dgf sbr only)
DEPARTED_FROM_ORIGIN_FACILITY | in_transit.departed_facility              | DEPARTED FROM FACILITY | transit (dgf sbr only)
READY_FOR_DEPARTURE          | in_transit.moving                         | READY FOR DEPARTURE | transit (dgf sbr only)
DEPARTED                     | in_transit.departed_origin_country        | DEPARTED ON OUTBOUND FLIGHT | transit (dgf sbr only)
ARRIVED                      | in_transit.arrived_in_destination_country | FLIGHT LANDED | transit (dgf sbr only)
ARRIVED_AT_CUSTOMS           | in_transit.customs_clearance              | ARRIVED AT CUSTOMS | transit (dgf sbr only)
CLEARED_BY_CUSTOMS           | in_transit.customs_released               | CLEARED BY CUSTOMS | transit (dgf sbr only)
ARRIVED_PROCESSED_AT_FACILITY | in_transit.handed_to_partner              | ARRIVED AT FACILITY - PARTNER | transit (dgf sbr only)
OUT_FOR_DELIVERY             | out_for_delivery.on_vehicle               | OUT FOR DELIVERY | transit (dgf sbr only)
DELIVERED                    | delivered.unspecified                     | SUCCESSFULLY DELIVERED | delivered (dgf sbr only)
HELD_AT_CUSTOMS              | exception.customs_hold                    | HELD AT CUSTOMS | transit (dgf sbr only)
DELIVERY_EXCEPTION           | exception.unspecified                     | DELIVERY EXCEPTION | transit (dgf sbr only)
`,
);

/** Deutsche Post letters and goods mail; the words are the coarse status. */
export const svb = statusTable(
  "svb",
  `
AMBIGUOUS                    | in_transit.information                    | UNKNOWN
AMOUNT_TRANSFERRED           | in_transit.information                    | DELIVERED
ANNOUNCED                    | info_received.label_created               | PRE_TRANSIT
ARRIVAL_AT_OFFICE_OF_DELIVERY | in_transit.arrived_at_delivery_depot      | TRANSIT
ARRIVED_IN_DESTINATION_COUNTRY | in_transit.arrived_in_destination_country | TRANSIT
ARRIVED_TRANSIT              | in_transit.arrived_at_facility            | TRANSIT
BZ                           | in_transit.arrived_at_facility            | TRANSIT
BZA                          | in_transit.departed_facility              | TRANSIT
BZE                          | in_transit.arrived_at_delivery_depot      | TRANSIT
CONFIRMATION_PENDING         | delivered.unspecified                     | DELIVERED
CONFIRMED                    | delivered.unspecified                     | DELIVERED
CONFIRMED_BY_SENDER          | delivered.unspecified                     | DELIVERED
DELIVERED                    | delivered.unspecified                     | DELIVERED
DELIVERED_ZU_NOT_OK          | delivered.unspecified                     | DELIVERED
DELIVERED_ZU_OK              | delivered.unspecified                     | DELIVERED
DELIVERY_ATTEMPTED           | attempt_failed.unspecified                | TRANSIT
DEPARTURE_FROM_INWARD_OE     | in_transit.departed_facility              | TRANSIT
FETCHED                      | delivered.collected                       | DELIVERED
FETCHED_KEY_ACCOUNT_PENDING_DELIVERY_CONFIRMATION | delivered.collected                       | DELIVERED
FETCHED_NOTIFIED             | delivered.collected                       | DELIVERED
FETCHED_PACKSTATION          | delivered.collected                       | DELIVERED
FETCHED_PENDING_DELIVERY_CONFIRMATION | delivered.collected                       | DELIVERED
FETCHED_PO_BOX_PENDING_DELIVERY_CONFIRMATION | delivered.collected                       | DELIVERED
FORWARDED_ABROAD             | in_transit.departed_origin_country        | TRANSIT
HANDOVER_CUSTOMS             | in_transit.customs_clearance              | TRANSIT
HELD_BY_CUSTOMS              | exception.customs_hold                    | TRANSIT
IN_DELIVERY                  | out_for_delivery.on_vehicle               | TRANSIT
IP_CUSTOMS                   | in_transit.customs_clearance              | TRANSIT
ISSUE_OF_A_REPLACEMENT_CERTIFICATE_PZA | in_transit.information                    | TRANSIT
MARBURG                      | exception.undeliverable                   | TRANSIT
NO_INFO                      | pending.no_information                    | UNKNOWN
NOTIFIED                     | available_for_pickup.at_pickup_point      | TRANSIT
NOTIFIED_KEY_ACCOUNT         | available_for_pickup.at_depot             | TRANSIT
NOTIFIED_PACKSTATION         | available_for_pickup.at_locker            | TRANSIT
NOTIFIED_PO_BOX              | available_for_pickup.at_pickup_point      | TRANSIT
PAID_EPOS                    | delivered.collected                       | DELIVERED
PAID_MAILMAN                 | delivered.to_recipient                    | DELIVERED
PASSED_LETTER_CENTER         | in_transit.arrived_at_facility            | TRANSIT
POSTED                       | in_transit.accepted                       | TRANSIT
POSTED_ARRIVED               | in_transit.accepted                       | TRANSIT
POSTED_MAIL_TERMINAL         | in_transit.accepted                       | TRANSIT
REDIRECTED                   | in_transit.redirected                     | TRANSIT
RETURNED_TO_SENDER           | returned.to_sender                        | DELIVERED
SENT_BACK                    | returning.initiated                       | TRANSIT | return
SENT_BACK_ABROAD             | returning.in_transit                      | TRANSIT | return
TO_BE_SENT_ABROAD            | in_transit.moving                         | TRANSIT
`,
);

/** PPL, Czech Republic. */
export const ecommercePpl = statusTable(
  "ecommerce-ppl",
  `
150 | in_transit.picked_up                 | We received the parcel from the sender
300 | in_transit.arrived_at_delivery_depot | The parcel is located at the delivery depot
343 | available_for_pickup.at_pickup_point | Package is ready in pickup point
400 | out_for_delivery.on_vehicle          | The parcel is ready for delivery
450 | delivered.unspecified                | The parcel is delivered
460 | attempt_failed.rescheduled           | The parcel will be delivered on another day
464 | exception.refused                    | The recipient refused to accept the parcel
500 | in_transit.moving                    | The parcel is on the way to the delivery depot
900 | info_received.label_created          | Electronic data received
997 | exception.lost                       | Undelivered - Shipment lost
999 | exception.cancelled                  | Cancellation confirmed by sender - data only
`,
);

/** DHL Supply Chain: texts, it has no codes. */
export const dscText = statusTable(
  "dsc text",
  `
New                       | info_received.label_created
Created                   | info_received.label_created
Dispatched                | in_transit.picked_up
Delivered                 | delivered.unspecified
Estimated Time of Arrival | in_transit.delivery_scheduled
`,
);

/** Texts of DHL eCommerce instead of a code. */
export const ecommerceText = statusTable(
  "ecommerce text",
  `
ARRIVAL AT DHL ECOMMERCE DISTRIBUTION CENTER | in_transit.arrived_at_facility
ARRIVAL DESTINATION DHL ECOMMERCE FACILITY | in_transit.arrived_at_facility
DEPARTURE ORIGIN DHL ECOMMERCE FACILITY | in_transit.departed_facility
TENDERED TO DELIVERY SERVICE PROVIDER | in_transit.handed_to_partner
PROCESSED                    | in_transit.arrived_at_facility
ELECTRONIC NOTIFICATION RECEIVED: YOUR ORDER HAS BEEN PROCESSED AND TRACKING WILL BE UPDATED SOON | info_received.label_created
`,
);

/** The coarse status of every event: the last resort. */
export const statusCode = statusTable(
  "statusCode",
  `
pre-transit | info_received.label_created
transit     | in_transit.moving
delivered   | delivered.unspecified
failure     | exception.unspecified
unknown     | in_transit.information
`,
);
