/**
 * UPS activities of the types I (movement), M (manifest), U (updates of Track Alert) and P (pickup, older answers), and the types by themselves.
 * Source: UPS developer page "Tracking – appendix", read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `I`. */
export const movement = statusTable(
  "I",
  `
AG | in_transit.moving                         | Package is in transit to a UPS facility
AR | in_transit.arrived_at_facility            | Arrival scan (the package has arrived at a UPS building. I would expect to see 3 to 5 of these messages for each package)
AT | in_transit.moving                         | Air Transit Scan
CA | in_transit.information                    | Cancelled Arrival
CD | in_transit.information                    | Cancelled Departure
CL | in_transit.information                    | Cancel Unload
DL | out_for_delivery.on_vehicle               | Driver Load
DP | in_transit.departed_facility              | Departure scan (the package has departed from a UPS building)
DS | in_transit.arrived_at_delivery_depot      | Destination scan – the package is at the last UPS building before delivery
EP | in_transit.departed_origin_country        | Export scan (crossed an international border between two countries)
HU | in_transit.arrived_at_facility            | Hub Scan
IP | in_transit.arrived_in_destination_country | Import Scan
LC | in_transit.arrived_at_facility            | Location Scan
LM | in_transit.arrived_at_facility            | Location Scan
OC | in_transit.accepted                       | Shipper created a label, UPS has not received the package yet. Orgin scan (different than OR, this is usually a trailer load (hundreds of packages) from a large business)
OD | out_for_delivery.on_vehicle               | Loaded on delivery vehicle for delivery (delivery might not be today, sometimes you will see OD on Saturday morning for Monday delivery)
OF | out_for_delivery.on_vehicle               | Out for delivery (should be delivered today)
OR | in_transit.accepted                       | Origin scan or we have your package (normally, the first scan of the package or the first time UPS “sees” the package)
OT | out_for_delivery.on_vehicle               | Out for delivery (should be delivered today)
PC | in_transit.picked_up                      | Pickup by UPS Package Car
PL | info_received.label_created               | Shipper created a label, UPS has not received the package yet
PU | in_transit.picked_up                      | Pickup scan (UPS picked up the package, usually from a UPS Store or other retail location)
PT | in_transit.picked_up                      | Pickup by UPS trailer
SP | info_received.pickup_scheduled            | Scheduled for Pickup Today
UA | in_transit.information                    | Updated Arrival
UD | in_transit.information                    | Updated Departure
UL | in_transit.arrived_at_facility            | Unload Scan
VP | in_transit.information                    | Void Pickup
WH | in_transit.arrived_at_facility            | Warehouse Scan, package is residing in a UPS warehouse
XA | in_transit.handed_to_partner              | At Local Post Office
XD | in_transit.accepted                       | Drop off (usually dropped off at a UPS Store)
XR | in_transit.handed_to_partner              | Received by the local post office
YF | out_for_delivery.on_vehicle               | USPS Out for Delivery
YH | in_transit.handed_to_partner              | Received by the local post office
YI | in_transit.to_pickup_point                | Out For Delivery to UPS Access Point™
YM | in_transit.handed_to_partner              | Package moving to local post office
YN | in_transit.handed_to_partner              | Package received into postal network
YP | in_transit.arrived_at_delivery_depot      | Preparing for delivery (the package maybe be delivered today, but this message may also occur on Saturday morning for Monday delivery)
`,
);

/** List `M`. */
export const manifest = statusTable(
  "M",
  `
DP | info_received.label_created | Shipment ready for UPS, manifest processed.
MP | info_received.label_created | Shipment ready for UPS, billing information has been received.
RD | info_received.label_created | Shipper created a label, Roadie has not received the package yet
VP | exception.cancelled         | Manifest cancelled and shipment voided
`,
);

/** List `U`. */
export const updates = statusTable(
  "U",
  `
PX | in_transit.information        | Delivery Photo (enchanced users only)
UP | in_transit.delivery_scheduled | Updated Delivery Date
UT | in_transit.delivery_scheduled | Updated Delivery Time
`,
);

/** List `P`. */
export const pickup = statusTable(
  "P",
  `
PU | in_transit.picked_up | Pickup scan (type P, seen in real bodies; current documentation lists PU under I) | seen in bodies
`,
);

/** The type of an activity alone: the last resort. */
export const types = statusTable(
  "type",
  `
D  | delivered.unspecified          | Delivered
I  | in_transit.moving              | In Transit, Out for Delivery
M  | info_received.label_created    | Billing Information Received
MV | exception.cancelled            | Billing Information Voided
X  | exception.unspecified          | Exception
DO | in_transit.moving              | Delivered Origin CFS (Freight Only)
DD | delivered.unspecified          | Delivered Destination CFS (Freight Only)
W  | in_transit.arrived_at_facility | Warehousing (Freight Only)
NA | pending.no_information         | Not Available
U  | in_transit.information         | Updates (Track Alert API Only)
`,
);
