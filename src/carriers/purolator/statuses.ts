/**
 * What Purolator says of a parcel. Five types of scan speak for themselves; the type "Other" is everything else, and its description decides.
 * Source: TrackingService.xsd of the E-Ship Web Services (types); descriptions of the official examples and of clients, collected November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const scanTypes = statusTable(
  "ScanType",
  `
Delivery              | delivered.unspecified              | Delivered to
Delivery + signed     | delivered.to_recipient             | Delivered to | with a DeliverySignature
InternationalOutbound | in_transit.departed_origin_country | International outbound | words inferred
OnDelivery            | out_for_delivery.on_vehicle        | On vehicle for delivery
Other                 | in_transit.information             | Other | a description that we do not know says nothing of where the parcel is
ProofOfPickUp         | in_transit.picked_up               | Picked up by Purolator
Undeliverable         | attempt_failed.unspecified         | Undeliverable | the description says why
`,
);

/** What the description of a scan of type "Other" says; the first line that fits counts. */
const others = statusTable(
  "Other phrases",
  `
*picked up*            | in_transit.picked_up           | Picked up by Purolator at
*shipment created*     | info_received.label_created    | Shipment created
*data received*        | info_received.label_created    | Shipment data received | inferred
*new tracking number*  | info_received.label_created    | New Tracking Number Assigned - | inferred
*available for pickup* | available_for_pickup.at_depot  | Available for pickup | inferred
*hold for pickup*      | available_for_pickup.at_depot  | Hold for pickup | inferred
*hold for pick up*     | available_for_pickup.at_depot  | Hold for pick up | inferred
*return*               | returning.initiated            | Return to sender | inferred
*returned*             | returning.initiated            | Returned to sender | inferred
*attempt*              | attempt_failed.unspecified     | Delivery attempt | inferred
*attempted*            | attempt_failed.unspecified     | Attempted delivery | inferred
*customs*              | in_transit.customs_clearance   | Customs | inferred
*departed*             | in_transit.departed_facility   | Departed sort facility
*arrived*              | in_transit.arrived_at_facility | Arrived at sort facility
*sort*                 | in_transit.arrived_at_facility | At sort facility | inferred
*sorted*               | in_transit.arrived_at_facility | Sorted | inferred
*in transit*           | in_transit.moving              | Shipment In Transit
`,
);

/** Likewise of type "Undeliverable". */
const undeliverables = statusTable(
  "Undeliverable phrases",
  `
*refused*       | exception.refused              | Refused | inferred
*refusal*       | exception.refused              | Refusal | inferred
*address*       | exception.address_incorrect    | Address incorrect | inferred
*damage*        | exception.damaged              | Damage | inferred
*damaged*       | exception.damaged              | Damaged | inferred
*closed*        | attempt_failed.business_closed | Business closed | inferred
*not home*      | attempt_failed.nobody_home     | Receiver not home | inferred
*not available* | attempt_failed.nobody_home     | Receiver not available | inferred
`,
);

export const statuses: readonly StatusLine[] = [...scanTypes, ...others, ...undeliverables];
