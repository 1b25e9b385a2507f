/**
 * UPS Mail Innovations. The subcode is the source of the information (A4, IC, H6, VT).
 * Source: UPS developer page "Tracking – appendix", read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `MI`. */
export const mailInnovations = statusTable(
  "MI",
  `
00 + IC | exception.delayed_operational             | Processing Exception, Other Delay
1A + IC | out_for_delivery.on_vehicle               | Package out for post office delivery
1B + IC | in_transit.handed_to_partner              | Package sorted by post office
1C + IC | available_for_pickup.at_pickup_point      | Available for Pickup
1D + IC | available_for_pickup.at_pickup_point      | Package available for pick-up at post office
1E + IC | delivered.to_representative               | Package picked-up by agent at post office
1F + IC | returned.to_sender                        | Package returned to sender by post office. Contact sender for further assistance.
1G + IC | delivered.collected                       | Package picked-up by agent or addressee at post office.
2N + IC | info_received.label_created               | Electronic Shipment Information Received for Package by Post Office
2O + IC | in_transit.accepted                       | Shipment Acceptance at Post Office
AU + VT | available_for_pickup.at_depot             | Hold for Pickup at UPS Mail Innovations facility
DL + IC | delivered.to_recipient                    | Delivery with Signature
DM + IC | in_transit.delivery_scheduled             | Redelivery scheduled
DN + IC | attempt_failed.unspecified                | Available for Redelivery or Pickup
DO + IC | attempt_failed.no_access                  | Delivery Attempted: No Access to Delivery Location
DP + IC | available_for_pickup.reminder             | Reminder to Schedule Redelivery of your item
DQ + IC | in_transit.handed_to_partner              | Accepted at USPS Destination Sort Facility
DR + IC | in_transit.handed_to_partner              | Departed USPS Facility
DS + VT | in_transit.arrived_at_facility            | Sorted at UPS Facility
DU + IC | attempt_failed.no_access                  | Notice Left: Receptacle Blocked
DV + IC | attempt_failed.no_access                  | Notice Left: Receptacle Full/Item Oversized
DW + IC | attempt_failed.no_access                  | Notice Left: No Secure Location Available
DX + IC | attempt_failed.nobody_home                | Notice Left: No Authorized Recipient Available
DY + IC | in_transit.handed_to_partner              | Departed USPS Facility
DZ + IC | in_transit.handed_to_partner              | Arrived at USPS Facility
EA + IC | exception.delayed_weather                 | Delivery Exception, Local Weather Delay
EB + IC | in_transit.delivery_scheduled             | Rescheduled to Next Delivery Day
EC + IC | attempt_failed.no_access                  | Delivery Exception, Animal Interference
ED + IC | available_for_pickup.at_pickup_point      | Held at Post Office, At Customer Request
EE + IC | exception.address_incorrect               | Insufficient Address
EF + IC | exception.recipient_unknown               | Forward Expired
EG + IC | exception.recipient_unknown               | Addressee Unknown
EH + IC | exception.recipient_unknown               | Vacant
EI + IC | returning.initiated                       | Unclaimed/Being Returned to Sender
EJ + IC | returning.initiated                       | Return To Sender
EK + IC | returning.initiated                       | Return To Sender
EL + IC | out_for_delivery.on_vehicle               | Out for Delivery or Out for Redelivery
EM + IC | attempt_failed.unspecified                | Notice Left
EN + IC | in_transit.accepted                       | USPS in Possession of Item
F4 + VT | delivered.unspecified                     | Package Delivered to Customer
KP + IC | returned.to_sender                        | Package returned to sender/not picked up
ML + VT | info_received.label_created               | Order information received
MP + VT | info_received.label_created               | Order information received
MQ + VT | info_received.label_created               | Order Shipped
MR + VT | in_transit.departed_origin_country        | In Transit to United States
MS + VT | in_transit.arrived_in_destination_country | Arrival in United States; Pending Clearance
MT + IC | in_transit.delivery_scheduled             | Rescheduled to next delivery day
MU + IC | in_transit.moving                         | In Transit to Mail Innovations
MV + VT | in_transit.accepted                       | Shipment tendered to Mail Innovations
MW + VT | in_transit.departed_facility              | Departure from Origin Mail Innovations Facility
MX + VT | in_transit.moving                         | In Transit to International Processing Facility
MY + VT | in_transit.moving                         | In Transit
MZ + VT | in_transit.arrived_in_destination_country | Arrival in United States
OF + VT | in_transit.departed_facility              | Departure Scan: Enroute to customer
P0 + H6 | available_for_pickup.at_pickup_point      | Package Delivered to UPS Access Point™
P1 + H6 | delivered.unspecified                     | Delivered
P2 + H6 | in_transit.arrived_in_destination_country | Package Arrived in Destination Country
P3 + H6 | in_transit.arrived_at_delivery_depot      | Package in Local Delivery System
P4 + H6 | in_transit.customs_clearance              | Package with Customs for Clearance
P5 + H6 | in_transit.customs_released               | Package Cleared by Customs Office
P6 + H6 | attempt_failed.unspecified                | Delivery Attempted
P7 + H6 | in_transit.departed_origin_country        | Exported and In Transit to Country of Destination
P8 + H6 | in_transit.moving                         | In Transit
P9 + H6 | out_for_delivery.on_vehicle               | Out for Delivery
PA + H6 | in_transit.arrived_at_facility            | Package Received at Export Site
PB + H6 | in_transit.arrived_at_facility            | Processed Through a Transit Hub
PC + H6 | available_for_pickup.at_pickup_point      | Package is Awaiting Customer Pick Up from UPS Access Point™
PD + H6 | exception.customs_hold                    | Customs Clearance Delay
PE + H6 | available_for_pickup.reminder             | Package Remains at UPS Access Point™ and is Reaching Final Day for Retrieval by Customer
PF + H6 | info_received.label_created               | Export Site has received Package Details from UPS
PG + H6 | exception.refused                         | Package Refused by Customer
PH + H6 | exception.damaged                         | Package was Damaged at UPS Access Point™ and returned to UPS
PI + H6 | exception.address_incorrect               | Incorrect Address
PJ + H6 | returned.to_sender                        | Returned to Shipper - No Pickup from UPS Access Point™
PK + H6 | exception.customs_hold                    | Customs Hold for Inspection
PL + H6 | exception.refused                         | Package Refused by Receiver
PM + H6 | exception.delayed                         | Delivery Delay
PN + H6 | exception.address_incorrect               | Incorrect Address
PO + H6 | exception.customs_documents_missing       | Customs Requiring Information, contact UPS
PP + H6 | delivered.collected                       | Package Retrieved from UPS Access Point™
PQ + H6 | returned.to_sender                        | Returned to Shipper - No Tax ID
PR + H6 | returned.to_sender                        | Returned to Shipper - Banned Content
PS + H6 | returned.to_sender                        | Returned to Shipper - Incorrect Address
PT + H6 | returned.to_sender                        | Returned to Shipper - Undeliverable
PU + H6 | exception.refused                         | Package Refused
PV + H6 | returned.to_sender                        | Returned to Shipper
PW + H6 | returned.to_sender                        | Returned to Shipper
PX + H6 | exception.damaged                         | Package Damaged
PX + IC | exception.damaged                         | Package Damaged
PY + H6 | exception.delayed_weather                 | Delivery Delay due to Weather
Q0 + A4 | info_received.label_created               | Electronic Shipment Information Received for Package by international carrier
Q1 + A4 | in_transit.accepted                       | Shipment Acceptance at international carrier
Q2 + A4 | in_transit.handed_to_partner              | Package arrived at international carrier
Q3 + A4 | in_transit.handed_to_partner              | Package processed by international carrier
Q4 + A4 | in_transit.departed_facility              | Package departed international carrier facility
Q5 + A4 | exception.rejected_by_carrier             | Package rejected by international carrier
Q6 + A4 | in_transit.customs_clearance              | Package arrived at foreign customs office
Q7 + A4 | in_transit.customs_released               | Package cleared by foreign customs office
Q8 + A4 | exception.customs_hold                    | Package retained by foreign customs office because it contained prohibited items
Q9 + A4 | exception.customs_hold                    | Package retained by foreign customs office because it contain items subject to restrictions and requires a license
QA + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it did not contain an invoice
QB + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it contained an inappropriate invoice
QC + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it was missing a Certificate of Origin
QD + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it contained an inappropriate Certificate of Origin
QE + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it did not contain the customs documentation
QF + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it contained High Value Goods and lacked the correct declaration
QG + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because import information is required and consignee was unavailable
QH + A4 | exception.customs_documents_missing       | Package retained by foreign customs office due because broker item identification is required
QI + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because an import/VAT number is required
QJ + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because a certificate of returned goods is required
QK + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because the bank requested a Document of Transfer
QL + A4 | exception.customs_documents_missing       | Package retained by foreign customs office because it contained incomplete consignment
QM + A4 | exception.customs_hold                    | Package retained by foreign customs office because it was handed over to the customs authority
QN + A4 | exception.customs_hold                    | Package retained by foreign customs office for unspecified reasons
QP + A4 | exception.customs_documents_missing       | Package retained by foreign customs office for proof of purchase/value by addressee
QQ + A4 | exception.customs_hold                    | Package retained by foreign customs office for unspecified reasons
QR + A4 | exception.damaged                         | Package was found damaged by a international carrier
QS + A4 | attempt_failed.unspecified                | Package delivery was attempted
QT + A4 | attempt_failed.unspecified                | Package delivery was attempted and a message was left for the addressee
QU + A4 | attempt_failed.nobody_home                | Package delivery was attempted but the addressee was unavailable
QV + A4 | exception.damaged                         | Package delivery was attempted but the item was damaged
QW + A4 | attempt_failed.rescheduled                | Package delivery was attempted but the addressee requested a later delivery time
QX + A4 | exception.refused                         | Package delivery was attempted but was refused by the addressee
QY + A4 | in_transit.held_at_request                | Package being held by international carrier
QZ + A4 | exception.recipient_unknown               | Package being held by international carrier because the addressee has moved
R0 + A4 | exception.recipient_unknown               | Package being held by international carrier because the addressee could not be located
R1 + A4 | available_for_pickup.at_pickup_point      | Package being held by international carrier because addressee requested pickup
R2 + A4 | attempt_failed.nobody_home                | Package being held by international carrier because addressee was unavailable
R3 + A4 | exception.damaged                         | Package being held by international carrier because the item is damaged
R4 + A4 | exception.delayed                         | Package being held by international carrier because of extraordinary circumstances
R5 + A4 | exception.address_incorrect               | Package being held by international carrier because it has an incorrect address
R6 + A4 | in_transit.held_at_request                | Package being held by international carrier because addressee requested later delivery
R7 + A4 | exception.payment_required                | Package being held by international carrier because payment of charges are necessary
R8 + A4 | exception.rejected_by_carrier             | Package being held by international carrier because it contains prohibited contents
R9 + A4 | exception.lost                            | Package was lost
RA + A4 | exception.not_collected                   | Package was left unclaimed by the addressee
RB + A4 | out_for_delivery.on_vehicle               | Out for delivery
RC + A4 | out_for_delivery.on_vehicle               | Package is out for delivery but payment of charges is required
RD + A4 | exception.delayed                         | Package is out for delivery; Force Majeure
RE + A4 | out_for_delivery.on_vehicle               | Out for delivery
RF + A4 | attempt_failed.unspecified                | Package delivery was missed
RG + A4 | exception.delayed                         | Package delivery was missed due to extraordinary circumstances
RH + A4 | exception.address_incorrect               | Package delivery was missed due to an incorrect address
RI + A4 | attempt_failed.nobody_home                | Package delivery was missed due to unavailable addressee or closed office
RJ + A4 | exception.address_incorrect               | Package was not delivered due to an incomplete address
RK + A4 | exception.address_incorrect               | Package was not delivered due to an incorrect address
RL + A4 | exception.rejected_by_carrier             | Package was not delivered because it contained prohibited contents
RM + A4 | exception.recipient_unknown               | Package was not delivered because the addressee is unknown
RN + A4 | exception.misrouted                       | Package was incorrectly sorted to the wrong destination
RP + A4 | available_for_pickup.at_pickup_point      | Package requires pickup from post office
RQ + A4 | delivered.unspecified                     | Delivered
RR + A4 | exception.undeliverable                   | Package is undeliverable as addressed
RS + A4 | exception.disposed                        | Package was seized and/or destroyed
RT + A4 | exception.disposed                        | Package was seized and/or destroyed because the addressee moved
RU + A4 | exception.disposed                        | Package was seized and/or destroyed because the addressee was unavailable
RV + A4 | exception.disposed                        | Package was seized and/or destroyed because the customs taxes were refused
RW + A4 | exception.disposed                        | Package was seized and/or destroyed due to extraordinary circumstances
RX + A4 | exception.disposed                        | Package was seized and/or destroyed because the address was incomplete
RY + A4 | exception.disposed                        | Package was seized and/or destroyed because the address was incorrect
RZ + A4 | exception.disposed                        | Package was seized and/or destroyed because the item was damaged
S0 + A4 | exception.disposed                        | Package was seized and/or destroyed because the addressee refused it
S1 + A4 | exception.disposed                        | Package was seized and/or destroyed because it contained prohibited content
S2 + A4 | exception.disposed                        | Package was seized and/or destroyed because it was left unclaimed
S3 + A4 | exception.disposed                        | Package was seized and/or destroyed because the addressee is unknown
S4 + A4 | in_transit.redirected                     | Package was forwarded to the addressee's address that is on file with the post office
S5 + A4 | in_transit.redirected                     | Package was received with an incorrect address and was forwarded to the address that is on file with the post office
S6 + A4 | in_transit.redirected                     | Package was missorted and was forwarded to the addressee's address that is on file with the post office
S7 + A4 | in_transit.redirected                     | The addressee has moved and the package was forwarded to the addressee's address that is on file with the post office
S8 + A4 | in_transit.redirected                     | Package was forwarded to the addressee's address that is on file with the post office
S9 + A4 | returned.to_sender                        | Package returned to sender by international carrier
SA + A4 | returned.to_sender                        | Package returned to sender by international carrier because the addressee has moved. Contact Sender
SB + A4 | returned.to_sender                        | Package returned to sender by international carrier because the addressee was unavailable. Contact Sender for assistance
SC + A4 | returned.to_sender                        | Package returned to sender by international carrier because the addressee refused to pay the customs tax. Contact Sender
SD + A4 | returned.to_sender                        | Package returned to sender by international carrier because of extraordinary circumstances. Contact Sender
SE + A4 | returned.to_sender                        | Package returned to sender by international carrier because the addressee's address is incomplete. Contact Sender
SF + A4 | returned.to_sender                        | Package returned to sender by international carrier because the addressee's address is incorrect. Contact Sender
SG + A4 | returned.to_sender                        | Package returned to sender by international carrier because the item was damaged. Contact Sender for further assistance
SH + A4 | returned.to_sender                        | Package returned to sender by international carrier because the item was refused by the addressee. Contact Sender
SI + A4 | returned.to_sender                        | Package returned to sender by international carrier because it contained prohibited items. Contact Sender for assistance
SJ + A4 | returned.to_sender                        | Package returned to sender by international carrier because it remained unclaimed by addressee. Contact Sender
SK + A4 | returned.to_sender                        | Package returned to sender by international carrier because the address is unknown. Contact Sender
SL + A4 | returning.initiated                       | International carrier is preparing package return
SM + A4 | returning.in_transit                      | International carrier is processing package return
SN + A4 | exception.misrouted                       | Package en route; international carrier misrouted
SO + A4 | available_for_pickup.at_pickup_point      | Package has arrived at destination pick-up point
SP + A4 | returning.in_transit                      | Return is out for delivery by post office
SQ + A4 | returned.to_sender                        | Return delivered to sender
SR + A4 | attempt_failed.nobody_home                | No authorized addressee is available at destination
VS + VT | in_transit.accepted                       | Shipment tendered to UPS Mail Innovations
XA + IC | in_transit.accepted                       | Accepted by post office
XD + VT | returned.to_sender                        | Package Damaged: Returned to Sender
XO + VT | returned.to_sender                        | Package Returned to Sender
YC + IC | delivered.unspecified                     | Delivered
YD + IC | available_for_pickup.at_pickup_point      | Held at Post Office, At Customer Request
YE + IC | exception.refused                         | Refused
YF + IC | exception.address_incorrect               | Unable to deliver, problem with address
YG + IC | in_transit.redirected                     | Forwarded
YH + IC | in_transit.arrived_at_delivery_depot      | Arrived at Post Office
YI + IC | in_transit.handed_to_partner              | Arrived at USPS Facility
YJ + IC | exception.address_incorrect               | No Such Number
YK + IC | exception.recipient_unknown               | Moved, Left no Address
YL + IC | exception.disposed                        | Dead Mail: Disposed by Post Office
YM + IC | exception.undeliverable                   | Dead Mail: Sent to Mail Recovery Center
ZM + IC | attempt_failed.no_access                  | Delivery Attempted: No Access to Delivery Location
ZN + IC | in_transit.departed_facility              | Dispatched from USPS Intl Service Center
ZR + VT | in_transit.handed_to_partner              | Depature Scan: Enroute to USPS
ZS + VT | in_transit.arrived_at_facility            | Package received for processing
ZT + VT | in_transit.arrived_at_facility            | Package processed
ZU + VT | in_transit.departed_facility              | Departed UPS Facility
ZV + VT | in_transit.arrived_at_facility            | Arrived at UPS Facility
ZW + VT | in_transit.handed_to_partner              | Postage Paid/Ready for destination post office entry
ZX + VT | in_transit.handed_to_partner              | Package transferred to post office. No further tracking information will be available
ZY + VT | in_transit.handed_to_partner              | Shipment Delivered to USPS, Package Acceptance Pending
ZZ + IC | in_transit.handed_to_partner              | Arrived at USPS Facility
`,
);
