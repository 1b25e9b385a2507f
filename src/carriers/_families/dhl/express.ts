/**
 * Checkpoint codes of DHL Express.
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026.
 * Lines marked "MyDHL reference data" come from the reference data of the MyDHL API 3.1.1.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `express`. */
export const express = statusTable(
  "express",
  `
101      | delivered.unspecified                | delivered | on shipment level
102      | in_transit.moving                    | transit | on shipment level
103      | exception.unspecified                | failure | on shipment level
104      | info_received.label_created          | pre-transit | on shipment level
AD       | in_transit.delivery_scheduled        | Agreed delivery
AF       | in_transit.arrived_at_facility       | Arrived facility
AR       | in_transit.arrived_at_delivery_depot | Arrival in delivery facility
BA       | exception.address_incorrect          | Bad address
BN       | in_transit.customs_clearance         | Customer broker notified
BR       | in_transit.customs_released          | Broker release | no EDD
CA       | attempt_failed.business_closed       | Closed on arrival | no EDD
CC       | available_for_pickup.at_depot        | Awaiting cnee collection | no EDD
CD       | exception.customs_hold               | Controllable clearance delay
CM       | exception.recipient_unknown          | Customer moved
CR       | in_transit.customs_released          | Clearance release
CS       | exception.undeliverable              | Closed shipment | no EDD
DD       | delivered.unspecified                | Delivered damaged | no EDD
DF       | in_transit.departed_facility         | Depart facility
DS       | exception.disposed                   | Destroyed / disposal | no EDD
FD       | in_transit.moving                    | Forward destination (DD's expected)
HP       | exception.payment_required           | Held for payment
IC       | in_transit.customs_clearance         | In clearance processing
MC       | exception.misrouted                  | Miscode
MD       | exception.delayed_operational        | Missed delivery cycle
MS       | exception.misrouted                  | Mis-sort
ND       | attempt_failed.unspecified           | Not delivered
NH       | attempt_failed.nobody_home           | Not home | no EDD
OH       | exception.unspecified                | On hold
OK       | delivered.unspecified                | Delivery | no EDD
PD       | delivered.unspecified                | Partial delivery | no EDD
PL       | in_transit.arrived_at_facility       | Processed at location
PU       | in_transit.picked_up                 | Shipment pick up
RD       | exception.refused                    | Refused delivery | no EDD
RR       | in_transit.problem_resolved          | Response received
RT       | returned.to_sender                   | Returned to consignor | no EDD / last checkpoint of this waybill; the return may travel under a new waybill
SA       | in_transit.accepted                  | Shipment acceptance
SC       | in_transit.delivery_options_changed  | Service changed
SS       | exception.unspecified                | Shipment stopped | no EDD
TP       | in_transit.handed_to_partner         | Forwarded to 3rd party - no DD's | no EDD
TR       | in_transit.moving                    | Record of transfer
UD       | exception.customs_hold               | Uncontrollable clearance delay
WC       | out_for_delivery.on_vehicle          | With delivering courier
PY       | in_transit.information               | Payment | new since 4th June 2024
SM       | in_transit.delivery_scheduled        | Scheduled for movement | new since 4th June 2024
PO       | in_transit.departed_facility         | Departing origin | seen in old XML-PI bodies, not in the list
RW       | in_transit.information               | Weigh & dimension | MyDHL reference data; seen in old XML-PI bodies
BL       | in_transit.customs_clearance         | Bond location | MyDHL reference data, visibleToCustomer=No
CI       | in_transit.arrived_at_facility       | Facility check-in | MyDHL reference data, visibleToCustomer=No
CU       | in_transit.moving                    | Confirm uplift | MyDHL reference data, visibleToCustomer=No
DI       | exception.customs_charges_due        | Duty invoice | MyDHL reference data, visibleToCustomer=No
DM       | exception.damaged                    | Damaged | MyDHL reference data, visibleToCustomer=No
DP       | exception.security_hold              | Denied parties | MyDHL reference data, visibleToCustomer=No
ES       | in_transit.customs_clearance         | Entry submitted | MyDHL reference data, visibleToCustomer=No
HI       | in_transit.held_at_request           | Lodged into hic | MyDHL reference data, visibleToCustomer=No
HN       | in_transit.handed_to_partner         | Handover | MyDHL reference data, visibleToCustomer=No
HO       | in_transit.problem_resolved          | Lodged out of held inventory control | MyDHL reference data, visibleToCustomer=No
IA       | in_transit.information               | Image available | MyDHL reference data, visibleToCustomer=No
IR       | exception.misrouted                  | Incorrect route | MyDHL reference data, visibleToCustomer=No
LV       | in_transit.moving                    | Load vehicle | MyDHL reference data, visibleToCustomer=No
NA       | exception.delayed_operational        | Not arrived | MyDHL reference data, visibleToCustomer=No
SI       | exception.customs_hold               | Shipment inspection | MyDHL reference data, visibleToCustomer=No
ST       | exception.customs_hold               | Shipment intercept | MyDHL reference data, visibleToCustomer=No
TD       | exception.delayed_operational        | Transport delay | MyDHL reference data, visibleToCustomer=No
TI       | exception.under_investigation        | Trace initiated | MyDHL reference data, visibleToCustomer=No
TT       | in_transit.information               | Trace terminated | MyDHL reference data, visibleToCustomer=No
UV       | in_transit.moving                    | Unload vehicle | MyDHL reference data, visibleToCustomer=No
DUMMY_PU | info_received.label_created          | Shipment information received | MyDHL reference data, visibleToCustomer=Yes
`,
);
