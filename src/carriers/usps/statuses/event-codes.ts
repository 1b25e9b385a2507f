/**
 * Event codes and status categories of USPS. The official list of codes (Publication 199, appendices G-4 and G-5) could not be read.
 * Source: the table of a Perl library, an aggregator's page and recorded answers, collected November 2026; the remark says which where
 * it is not the library. Categories: OpenAPI tracking 3.2.6 and the status page of usps.com.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `eventCode`. */
export const eventCodes = statusTable(
  "eventCode",
  `
01 | delivered.unspecified                | Delivered | the finer place stands in the words
02 | attempt_failed.unspecified           | Attempted / Notice Left
03 | in_transit.accepted                  | Acceptance
04 | exception.refused                    | Refused
05 | exception.address_incorrect          | Undeliverable as Addressed
06 | in_transit.redirected                | Forwarded
07 | in_transit.arrived_at_delivery_depot | Arrival at Unit
08 | exception.misrouted                  | Missent
09 | returning.initiated                  | Return to Sender
10 | in_transit.arrived_at_facility       | Processed
11 | exception.undeliverable              | Dead Letter
14 | in_transit.arrived_at_delivery_depot | Arrival at Pickup Point
15 | exception.misrouted                  | Mis-shipped
16 | available_for_pickup.at_pickup_point | Available for Pickup
17 | delivered.to_representative          | Picked Up By Agent
19 | in_transit.arrived_at_facility       | DC eVS Arrive
21 | exception.address_incorrect          | No Such Number
22 | exception.address_incorrect          | Insufficient Address
23 | exception.recipient_unknown          | Moved, Left No Address
24 | exception.recipient_unknown          | Forward Expired
25 | exception.recipient_unknown          | Addressee Unknown
26 | exception.recipient_unknown          | Vacant
27 | exception.not_collected              | Unclaimed
28 | exception.recipient_unknown          | Deceased
29 | returning.initiated                  | Other | a reason for a return
30 | attempt_failed.no_access             | Delivery Attempted - No Access to Delivery Location
31 | exception.not_collected              | Not Picked Up | a reason for a return
41 | in_transit.arrived_at_facility       | Received at Opening Unit
42 | in_transit.handed_to_partner         | USPS Handoff to Shipping Partner
43 | delivered.collected                  | Picked Up
44 | returning.initiated                  | Customer Recall
51 | attempt_failed.business_closed       | Business Closed
52 | attempt_failed.unspecified           | Notice Left
53 | attempt_failed.no_access             | Receptacle Blocked
54 | attempt_failed.no_access             | Receptacle Full / Item Oversized
55 | attempt_failed.no_access             | No Secure Location Available
56 | attempt_failed.nobody_home           | No Authorized Recipient Available
71 | attempt_failed.rescheduled           | Rescheduled to Next Delivery Day
80 | info_received.label_created          | Picked Up by Shipping Partner, USPS Awaiting Item
81 | info_received.label_created          | Arrived Shipping Partner Facility, USPS Awaiting Item
82 | info_received.label_created          | Departed Shipping Partner Facility, USPS Awaiting Item
83 | in_transit.accepted                  | Tendered to Postal Service | aggregator's page
89 | info_received.label_created          | Merchant Order Receipt Notification, USPS Awaiting Item | aggregator's page
A1 | in_transit.arrived_at_facility       | Arrived at USPS Regional Facility | seen in a recorded answer
AD | in_transit.accepted                  | Acceptance at Destination | aggregator's page
DX | in_transit.information               | Delivery Status Not Updated
EF | in_transit.departed_facility         | Departed Sort Facility
GC | in_transit.information               | Return Receipt Associated | aggregator's page
GX | info_received.label_created          | Shipping Label Created, USPS Awaiting Item | aggregator's page; seen in recorded answers
L1 | in_transit.departed_facility         | Departed USPS Regional Facility | inferred
MA | info_received.label_created          | Pre-Shipment Info Sent to USPS, USPS Awaiting Item
NP | info_received.label_created          | Origin Post is Preparing Shipment | seen in a recorded answer
NT | in_transit.moving                    | In Transit to Next Facility | inferred; computed by USPS, no scan
OA | in_transit.accepted                  | Accepted at USPS Origin Facility | aggregator's page
OF | out_for_delivery.on_vehicle          | Out for Delivery
PA | in_transit.accepted                  | Shipment Acceptance
PC | in_transit.arrived_at_delivery_depot | Sorting Complete
SF | in_transit.departed_facility         | Departed Post Office
T1 | in_transit.departed_facility         | Departed USPS Regional Facility | seen in a recorded answer
TL | in_transit.moving                    | In Transit to Next Facility | seen in a recorded answer; computed by USPS, no scan
TM | in_transit.accepted                  | Shipment Received, Package Acceptance Pending
U1 | in_transit.arrived_at_facility       | Arrived at USPS Regional Facility | inferred
UA | in_transit.accepted                  | Accepted at USPS Facility | aggregator's page
`,
);

/** List `statusCategory`: the coarse status of the parcel, for a newest event that neither its words nor its code explain. */
export const categories = statusTable(
  "statusCategory",
  `
Accepted                         | in_transit.accepted                  | Accepted
Alert                            | exception.unspecified                | Alert | covers attempts, holds and problems alike
Available for Pickup             | available_for_pickup.at_pickup_point | Available for Pickup
Delivered                        | delivered.unspecified                | Delivered
Delivered to Agent               | delivered.to_representative          | Delivered to Agent
Delivery Attempt: Action Needed  | attempt_failed.unspecified           | Delivery Attempt: Action Needed
In Transit                       | in_transit.moving                    | In Transit
Moving Through Network           | in_transit.moving                    | Moving Through Network
Out for Delivery                 | out_for_delivery.on_vehicle          | Out for Delivery
Pre-Shipment                     | info_received.label_created          | Pre-Shipment
Preparing for Delivery           | in_transit.arrived_at_delivery_depot | Preparing for Delivery
Return to Sender                 | returning.initiated                  | Return to Sender
`,
);
