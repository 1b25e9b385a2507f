/**
 * UPS activities of type D. The list also holds what is no delivery to the shopper: access points, lockers, failed attempts.
 * Source: UPS developer page "Tracking – appendix", read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `D`. */
export const delivered = statusTable(
  "D",
  `
00 | exception.delayed_operational           | In-Transit Delay
09 | exception.delayed_operational           | In-Transit Delay
12 | exception.delayed_operational           | In-Transit Delay
1N | available_for_pickup.at_locker          | The package was delivered to a locker and is awaiting customer pickup.
1Z | in_transit.delivery_options_changed     | Customer requested earlier pickup
28 | exception.damaged                       | Damaged Package Held At Transit Location
2C | in_transit.delivery_options_changed     | Customer agreed to earlier pickup
2D | in_transit.handed_to_partner            | Package Arrived At USPS Sort Facility
2J | in_transit.handed_to_partner            | Package Departed From USPS Sort Facility
2K | out_for_delivery.on_vehicle             | Package Out For Delivery With The USPS
2Q | available_for_pickup.at_pickup_point    | Delivered To UPS Access Point™
2W | delivered.collected                     | Package Picked Up At UPS Access Point
32 | exception.delayed_operational           | In-transit delay at UPS facility. Delivery is rescheduled.
38 | in_transit.delivery_options_changed     | Customer special request.
3F | delivered.safe_place                    | Other Location At Address
3G | delivered.to_representative             | Left With Individual
3H | delivered.to_neighbour                  | Neighbor - By Request
41 | exception.delayed_operational           | Origin Delay - Special Flight Arranged
42 | exception.delayed_operational           | In-Transit Delay-Special Flight Arranged
44 | exception.delayed_operational           | In-Transit Delay-Special Flight Arranged
4X | in_transit.information                  | Delivery To UPS Facility See Alt Track #
50 | exception.address_incorrect             | Not Delivered - Incorrect Address
53 | exception.refused                       | Receiver Refused Package
57 | attempt_failed.not_enough_time          | No Delivery Attempt On Scheduled Day
5F | exception.not_collected                 | Recipient did not collect the package; UPS Access Point™ returned package to inventory.
61 | exception.rejected_by_carrier           | Hazardous Material Prohibited Via Air
62 | exception.rejected_by_carrier           | Hazardous Material Prohibited Via Air
70 | in_transit.customs_clearance            | Package Awaiting Customs Clearance
74 | exception.address_incorrect             | The package lacks the appropriate tracking label. The sender may be contacted for instructions.
7A | in_transit.to_pickup_point              | Delivery To UPS Ap Next Bus Day
7B | attempt_failed.pickup_point_unavailable | Non-Del To UPS Ap; Status Update Pending
7K | out_for_delivery.on_vehicle             | Delivery Attempt In Progress
83 | in_transit.customs_released             | The freight shipment has cleared customs.
85 | in_transit.arrived_at_facility          | The freight shipment has been processed to the warehouse.
86 | in_transit.handed_to_partner            | The freight shipment has been tendered to the designated broker.
8N | delivered.unspecified                   | None Selected
8O | delivered.to_representative             | Management Office
8Q | in_transit.delivery_options_changed     | Authorize Shipment Release Requested
98 | in_transit.information                  | The package was line flown for other reasons, contact UPS at 1-800-PICK-UPS.
9E | delivered.to_representative             | Commercial Inside Release
A0 | delivered.collected                     | Package Picked Up At USPS Facility
AI | delivered.to_recipient                  | Dock
AU | in_transit.delivery_options_changed     | Receiver Requests Hold For Pickup
B0 | returned.to_sender                      | Package Delivered To Original Sender
B2 | exception.customs_hold                  | Not Yet Released By Customs
BI | attempt_failed.business_closed          | Closed.
BL | exception.rejected_by_carrier           | International - Commodity Restricted
BM | exception.rejected_by_carrier           | Package Dimensions Exceed Size Limit
BN | in_transit.customs_released             | Package Has Cleared Customs
BO | exception.address_incorrect             | Incorrect address.
BS | exception.recipient_unknown             | Not Forwarded-Unable To Contact Receiver
CB | exception.delayed_operational           | In-Transit Delay-Special Flight Arranged
CI | attempt_failed.nobody_home              | Not in.
CO | attempt_failed.not_enough_time          | Not ready.
CR | exception.delayed_weather               | Delay - Local Weather
CU | exception.address_incorrect             | Not Delivered-Missing Or Illegible Label
DI | attempt_failed.payment_due              | No money.
DK | exception.customs_hold                  | Delay - Custom'S Pre-Inspection Required
DO | attempt_failed.unspecified              | Other non delivery.
DZ | exception.address_incorrect             | Not Delivered - Room Number Needed
EA | attempt_failed.unspecified              | Missed.
EB | exception.cancelled                     | Cancelled.
EC | in_transit.moving                       | Redispatched.
EE | in_transit.information                  | Already serviced.
EF | exception.delayed_operational           | Delay - Special Flight Arranged
EG | in_transit.problem_resolved             | Address corrected-a special flight is required to make the scheduled delivery.
EI | exception.delayed_operational           | Delay For Mechanical Or Technical Reason
EJ | exception.delayed_weather               | Delay - Local Weather
EK | exception.delayed_operational           | Package Missed Scheduled Connection
EL | exception.delayed_operational           | In-Transit Delay-Special Flight Arranged
EM | exception.delayed_operational           | In-Transit Delay-Special Flight Arranged
EP | available_for_pickup.at_pickup_point    | Your UPS SurePost® package was delivered to the Post Office and it is being held for pickup.
EQ | in_transit.information                  | Service Upgrade-Special Flight Arranged
ET | exception.customs_documents_missing     | Delay-More Government Documents Required
EZ | in_transit.customs_released             | Cleared Customs After Noon
F0 | in_transit.arrived_at_facility          | Arrival Scan
F3 | in_transit.departed_facility            | Departure Scan
F1 | in_transit.delivery_scheduled           | Delivery scheduled.
F2 | exception.address_incorrect             | Delivery information incomplete.
F7 | in_transit.handed_to_partner            | Your UPS SurePost® package was delivered to an Agent for final delivery.
FB | out_for_delivery.on_vehicle             | Being Delivered - Address Corrected
FC | exception.recipient_unknown             | Not Forwarded-Unable To Contact Receiver
FD | in_transit.problem_resolved             | Phone Number Obtained
FI | in_transit.information                  | Already picked up.
FO | attempt_failed.business_closed          | Closed early.
FV | delivered.unspecified                   | Successful.
FZ | attempt_failed.not_enough_time          | No attempt.
GK | exception.damaged                       | Contents shortage reported or fallout discovered by UPS.
GW | in_transit.delivery_options_changed     | Customer special request.
HI | in_transit.delivery_options_changed     | Package Intercepted
KU | in_transit.information                  | The entire shipment was not delivered.
L4 | exception.customs_hold                  | Package Requires Custom's Inspection
L6 | in_transit.information                  | The package information does not reside in ISPS.
LM | exception.delayed                       | Service level not available.
M1 | delivered.to_recipient                  | Residential
M2 | delivered.to_recipient                  | Commercial
M3 | delivered.to_representative             | Front Desk
M4 | delivered.to_representative             | Reception
M5 | delivered.to_representative             | Mail Room
M6 | delivered.to_representative             | Office
M7 | delivered.to_recipient                  | Receiver
M8 | delivered.to_representative             | Guard
M9 | delivered.to_representative             | Door Person
MA | delivered.to_representative             | Hostess
MB | delivered.to_representative             | Janitor
MC | delivered.to_representative             | Store
MD | delivered.to_representative             | Warehouse
ME | delivered.to_representative             | Receiving office
MG | delivered.to_recipient                  | Met Customer
MH | delivered.to_recipient                  | Met Customer
MJ | delivered.to_recipient                  | Met Customer
MK | delivered.to_recipient                  | Met Customer
ML | delivered.safe_place                    | Front Door
MM | delivered.safe_place                    | Rear Door
MN | delivered.safe_place                    | Side Door
MP | delivered.safe_place                    | Garage
MQ | delivered.safe_place                    | Porch
MR | delivered.safe_place                    | Deck
MS | delivered.safe_place                    | Patio
MU | delivered.mailbox                       | Mailbox
MV | exception.address_incorrect             | Missing Postal Code
MW | delivered.safe_place                    | Carport
MX | delivered.safe_place                    | Other - released
MY | in_transit.information                  | Return service shipping label was left with the shipment's receiver.
NL | delivered.safe_place                    | As requested by the receiver, the package was left in a delivery bag.
NS | attempt_failed.no_access                | Gate Code
NT | delivered.safe_place                    | As requested by the receiver, the package was delivered to a meter box.
NX | attempt_failed.no_access                | Security Code
OE | attempt_failed.no_access                | Security Code required to enter property
OO | delivered.unspecified                   | Your UPS Premier Package Was Delivered
OZ | delivered.to_representative             | As requested by the receiver, the package was delivered to a security office.
P5 | delivered.parcel_locker                 | Locker
PF | delivered.to_recipient                  | Inside Delivery
RN | exception.rejected_by_carrier           | Shipment Contains Restricted Commodities
RQ | exception.customs_hold                  | Hold pend clearance from Govt agency other than us customs.
SB | in_transit.information                  | Pull invoice/waybill.
SE | in_transit.information                  | Replace invoice/waybill.
SG | exception.customs_documents_missing     | Pre-Clearance Impossible Due To Inc Info
ST | exception.customs_hold                  | Customs Reject
TW | in_transit.information                  | Awaiting Supervisor Approval
UC | delivered.unspecified                   | Delivery completed.
UJ | in_transit.information                  | UPS Internal Activity
VS | in_transit.accepted                     | Shipment Tendered To UPS
YC | delivered.unspecified                   | Package Delivered By Local Post Office
YH | in_transit.handed_to_partner            | Post Office To Deliver In 1 To 2 Days
ZE | delivered.safe_place                    | Authorize Shipment Release Was Utilized
ZF | delivered.safe_place                    | Shed
ZG | delivered.to_representative             | Concierge
ZH | delivered.to_representative             | Superintendent
ZI | available_for_pickup.at_pickup_point    | Left At UPS Retail Location
ZQ | available_for_pickup.at_depot           | Your Pkg Is Being Held For Collection
ZP | available_for_pickup.at_pickup_point    | Delivered to UPS Access Point™ location and awaiting customer pickup. | listed under X; bodies also send it as type D
F4 | delivered.unspecified                   | DELIVERED (seen with type D; F4 is listed under X) | seen in bodies
FS | delivered.unspecified                   | DELIVERED (seen in real bodies, not in the published D list) | seen in bodies
KM | delivered.unspecified                   | DELIVERED (seen with type D; KM is listed under X) | seen in bodies
`,
);
