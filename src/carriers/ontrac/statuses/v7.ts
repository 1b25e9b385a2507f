/**
 * Status codes of OnTrac's web service V7.
 * Source: "OnTrac Web Service Integration Specifications", revision 09-20-23, chapter "OnTrac Status Codes", read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `V7`. */
export const v7 = statusTable(
  "V7",
  `
AI | exception.address_incorrect          | Details needed. Please contact us
AN | exception.delayed                    | Delayed. Delivery date updated
BW | exception.delayed_weather            | Weather delay. See service alerts
CA | in_transit.problem_resolved          | Delivery address updated by sender
CL | delivered.unspecified                | Delivered
CO | attempt_failed.business_closed       | Business closed. Please provide hours
CR | exception.refused                    | Refused or returned. Contact sender
DC | exception.damaged                    | Damaged. Contact sender
DD | delivered.unspecified                | Received damaged but delivered | delivered, though damaged
DI | in_transit.delivery_scheduled        | Delivery date updated by request
DN | delivered.to_neighbour               | Delivered to neighbor
DR | exception.undeliverable              | Delivery not possible. Contact sender
DW | delivered.unspecified                | Delivered
ER | in_transit.information               | Wrong delivery status. Update pending | takes back the delivery before it; inferred
HO | attempt_failed.business_closed       | Attempted; recipient closed for holiday
HP | available_for_pickup.at_depot        | Held for pickup at the local facility
HW | exception.address_incorrect          | Details needed. Please contact us
LC | exception.undeliverable              | Cannot deliver. Contact sender
LM | exception.delayed                    | Delayed. Delivery date updated
LR | exception.delayed                    | Delayed by road closure
LW | exception.delayed_weather            | Weather delay. Delivery date updated
MC | in_transit.problem_resolved          | Wrong ZIP Code. Corrected; re-shipped
MR | exception.misrouted                  | Misrouted. Delivery date updated
MS | exception.misrouted                  | Misrouted. Delivery date updated
NH | attempt_failed.unspecified           | Delayed. Delivery date updated | inferred from the letters: nobody home
OD | out_for_delivery.on_vehicle          | Out for delivery
OE | info_received.label_created          | Shipping information transmitted
OK | delivered.unspecified                | Delivered
OS | in_transit.moving                    | Package en route
PS | in_transit.arrived_at_delivery_depot | Package scanned at delivery facility
PU | in_transit.picked_up                 | The package was picked up
RB | exception.delayed                    | Delayed. Delivery date updated
RD | in_transit.arrived_at_facility       | Package received at the facility
RS | returned.to_sender                   | Returned. Contact sender
SD | in_transit.arrived_at_delivery_depot | Out for delivery soon | at the delivery facility, not yet on the vehicle
UD | exception.damaged                    | Damaged. Contact sender
UG | attempt_failed.no_access             | Need gate code. Please contact us
UM | returned.to_sender                   | Returned. Contact sender
WA | exception.address_incorrect          | Wrong address. Please contact us
XX | info_received.label_created          | Order information created
`,
);

/** `Delivered` of a shipment, for answers whose events do not say it (requestType=details has none). */
export const v7Delivered = statusTable("V7 Delivered", "true | delivered.unspecified | Delivered: true");

/** POD: who took it, or where it lies. Where it says a place, that is how it was delivered. */
export const pod = statusTable(
  "POD phrases",
  `
*front door*     | delivered.safe_place        | Front door | inferred
*back door*      | delivered.safe_place        | Back door | inferred
*side door*      | delivered.safe_place        | Side door | inferred
*porch*          | delivered.safe_place        | Porch | inferred
*patio*          | delivered.safe_place        | Patio | inferred
*garage*         | delivered.safe_place        | Garage | inferred
*front desk*     | delivered.to_representative | Front desk | inferred
*reception*      | delivered.to_representative | Reception | inferred
*mail room*      | delivered.to_representative | Mail room | inferred
*mailroom*       | delivered.to_representative | Mailroom | inferred
*mailbox*        | delivered.mailbox           | Mailbox | inferred
*mail box*       | delivered.mailbox           | Mail box | inferred
*leasing office* | delivered.to_representative | Leasing office | inferred
`,
);
