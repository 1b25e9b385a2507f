/**
 * Event types of FedEx, alone and with an exception code. Status codes and event types are one list.
 * Source: FedEx page "Tracking status codes" (developer.fedex.com), read November 2026. FedEx publishes no list of exception codes:
 * those here stand in recorded answers, in canned answers of the sandbox and in its list of test numbers.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `event`. */
export const events = statusTable(
  "event",
  `
AA | in_transit.moving                        | At Airport
AC | in_transit.handed_to_partner             | At Canada Post facility
AD | out_for_delivery.on_vehicle              | At Delivery
AE | in_transit.delivery_scheduled            | Shipment arriving early | seen in recorded answers; an estimate, no scan
AF | in_transit.arrived_at_delivery_depot     | At local FedEx Facility
AO | in_transit.delivery_scheduled            | Shipment arriving On-time | an estimate, no scan
AP | in_transit.picked_up                     | At Pickup
AR | in_transit.arrived_at_facility           | Arrived at FedEx location
AX | in_transit.handed_to_partner             | At USPS facility
CA | exception.cancelled                      | Shipment Cancelled
CC | in_transit.customs_released              | Cleared Customs
CD | exception.customs_hold                   | Clearance Delay
CH | in_transit.redirected                    | Location Changed
CP | in_transit.customs_clearance             | Clearance in Progress
DD | exception.delayed                        | Delivery Delay
DE | attempt_failed.unspecified               | Delivery Exception
DL | delivered.unspecified                    | Delivered
DP | in_transit.departed_facility             | Departed
DR | in_transit.information                   | Vehicle furnished but not used
DS | in_transit.moving                        | Vehicle Dispatched
DY | exception.delayed                        | Delay
EA | in_transit.moving                        | Enroute to Airport (movement list), Export Approved (regulatory list) | stands twice in the carrier's list; moving is true of both
ED | out_for_delivery.on_vehicle              | Enroute to Delivery
EO | in_transit.moving                        | Enroute to Origin Airport
EP | info_received.pickup_scheduled           | Enroute to Pickup
FD | in_transit.arrived_at_delivery_depot     | At FedEx Destination
HA | in_transit.delivery_options_changed      | Hold at location request accepted | seen in answers
HL | available_for_pickup.at_pickup_point     | Hold at Location
HP | available_for_pickup.at_pickup_point     | Ready for Recipient Pickup
IN | info_received.label_created              | Initiated | only seen as derivedCode
IP | in_transit.accepted                      | In FedEx possession | seen in a recorded answer
IT | in_transit.moving                        | In Transit
IX | in_transit.moving                        | In transit (see Details)
LO | in_transit.departed_facility             | Left Origin
LP | exception.cancelled                      | Return label link cancelled by shipment originator
MD | info_received.label_created              | Manifest data | seen in answers
OC | info_received.label_created              | Order Created
OD | out_for_delivery.on_vehicle              | Out for Delivery
OF | in_transit.accepted                      | At FedEx origin facility
OW | in_transit.moving                        | On the way | the page prints "Ow"
OX | info_received.label_created              | Shipment information sent to USPS
PD | exception.pickup_failed                  | Pickup Delay
PF | in_transit.moving                        | Plane in Flight
PL | in_transit.moving                        | Plane Landed
PM | in_transit.moving                        | In Progress
PU | in_transit.picked_up                     | Picked Up
PX | in_transit.picked_up                     | Picked up (see Details)
PY | exception.delayed                        | Pickup / delivery delay | from client code
RC | in_transit.delivery_options_changed      | Customer delivery option cancelled
RD | exception.cancelled                      | Return label link expired
RG | in_transit.information                   | Return label link expiring soon
RL | exception.delayed                        | Running Late | only seen as derivedCode, in a recorded answer
RM | in_transit.delivery_options_changed      | Customer delivery option modified
RP | info_received.label_created              | Return label link emailed to return sender
RR | in_transit.delivery_options_changed      | Customer delivery option requested
RS | returning.initiated                      | Return to Shipper
RT | returning.initiated                      | Return to shipper requested | from client code
SE | exception.unspecified                    | Shipment Exception
SF | in_transit.arrived_at_facility           | At Sort Facility
SP | in_transit.information                   | Split Status | the pieces differ; each has its own number
TR | in_transit.handed_to_partner             | Transfer
`,
);

/** List `event`, the subcode is the exception code: two digits at Express, three at Ground. */
export const eventsWithReason = statusTable(
  "event",
  `
AF + A3   | in_transit.arrived_at_facility       | Tendered at FedEx Facility | in the answers seen FedEx itself brings the parcel there after a failed attempt: not the first acceptance
DE + 007  | attempt_failed.nobody_home           | Customer not available or business closed | recorded at Ground; sandbox number 377101283611590
DE + 03   | exception.address_incorrect          | Incorrect address | sandbox number 797615467620
DE + 039  | exception.damaged                    | Damaged, handling per shipper instructions | seen in one recorded answer
DE + 060G | returning.initiated                  | Unable to deliver shipment - Returning to shipper | sandbox number 076288115212522
DE + 07   | exception.refused                    | Refused by recipient | inferred
DE + 08   | attempt_failed.nobody_home           | Customer not available or business closed | recorded at Express
DE + 083  | attempt_failed.not_enough_time       | Local delivery restriction, delivery not attempted | sandbox number 852426136339213
DE + 14   | returning.initiated                  | Unable to deliver shipment, returned to shipper | seen in one recorded answer; the text names the number of the way back
DE + A13  | in_transit.to_pickup_point           | Redirecting to FedEx Office | recorded in an older answer
DE + A47  | in_transit.to_pickup_point           | FedEx redirected your package to a nearby FedEx location | seen in a recorded answer
DL + 005  | delivered.collected                  | Delivered to recipient at FedEx Office | recorded in an older answer
DL + 014  | delivered.safe_place                 | Left at front door. Signature Service not requested | recorded in an older answer
DL + 02   | delivered.safe_place                 | Left at front door, release authorized | recorded in an older answer
DY + A52  | exception.delayed                    | Package delayed | seen in a recorded answer
HA + A13  | in_transit.to_pickup_point           | Shipment is being redirected as requested to FedEx Office | canned answer of the sandbox
HP + 015A | available_for_pickup.at_pickup_point | Package available for pickup at FedEx Office | canned answer of the sandbox
IP + 084  | in_transit.accepted                  | Tendered at FedEx location | recorded in an older answer
IT + 72   | in_transit.customs_clearance         | Package available for clearance | recorded in an older answer
PU + A25  | in_transit.picked_up                 | Package available for clearance | documentation sample; the event counts
RR + A12  | in_transit.delivery_options_changed  | Hold at FedEx location request received | canned answer of the sandbox
RS + 060G | returning.initiated                  | Shipper requested shipment to be returned | canned answer of the sandbox, which calls it "Delivered" beside
SE + 099  | exception.undeliverable              | Unable to deliver | sandbox number 957794015041323
`,
);
