/**
 * AfterShip's sub-tags, then its nine tags. Sources: "Delivery Sub-statuses" (API 2026-07), "Learn About Delivery Sub-Status" (new codes
 * from 2026-03-27), tags of npm @aftership/tracking-sdk 17.0.0; read August 2026. AfterShip says that both lists are open.
 * What stands after a `+` is said by the tracking beside the sub-tag: where it was delivered, a word of the message, or that it came before.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const subtags = statusTable(
  "subtag",
  `
Pending_001                | pending.no_information             | Pending: no data yet
Pending_002                | pending.no_information             | (words unknown)                             | exists, text not verified
Pending_003                | pending.no_information             | (words unknown)                             | exists, text not verified
Pending_004                | pending.no_information             | (words unknown)                             | exists, text not verified
Pending_005                | pending.no_information             | (words unknown)                             | exists, text not verified
Pending_006                | pending.no_information             | (words unknown)                             | exists, text not verified
InfoReceived_001           | info_received.label_created        | Info Received
InTransit_001              | in_transit.moving                  | In Transit
InTransit_002              | in_transit.accepted                | Acceptance scan
InTransit_003              | in_transit.arrived_at_facility     | Arrival scan
InTransit_004              | in_transit.arrived_in_destination_country | Arrived at the destination country
InTransit_005              | in_transit.customs_released        | Customs clearance completed
InTransit_006              | in_transit.customs_clearance       | Customs clearance started
InTransit_007              | in_transit.departed_facility       | Departure Scan
InTransit_008              | in_transit.problem_resolved        | Problem resolved
InTransit_009              | in_transit.redirected              | Forwarded to a different delivery address
OutForDelivery_001         | out_for_delivery.on_vehicle        | Out for Delivery
OutForDelivery_003         | out_for_delivery.recipient_contacted | Customer contacted
OutForDelivery_004         | in_transit.delivery_scheduled      | Delivery appointment scheduled              | says when, though its tag says that it is on the round
AttemptFail_001            | attempt_failed.unspecified         | Failed Attempt
AttemptFail_002            | attempt_failed.nobody_home         | Addressee not available
AttemptFail_003            | attempt_failed.business_closed     | Business Closed
AvailableForPickup_001     | available_for_pickup.at_pickup_point | Available for pickup
Delivered_001              | delivered.unspecified              | Delivered
Delivered_001 + locker     | delivered.parcel_locker            | delivered, delivery_location_type locker    | values of the field not verified
Delivered_001 + mailbox    | delivered.mailbox                  | delivered, delivery_location_type mailbox   | values of the field not verified
Delivered_001 + safe_place | delivered.safe_place               | delivered, delivery_location_type porch, front door, safe place | values of the field not verified
Delivered_002              | delivered.collected                | Picked up by the customer
Delivered_003              | delivered.to_recipient             | Sign by customer
Delivered_004              | delivered.unspecified              | Delivered and received cash on delivery
Delivered_005              | delivered.to_neighbour             | Delivered to neighbor
Exception_001              | exception.unspecified              | Exception
Exception_002              | exception.recipient_unknown        | Customer moved
Exception_003              | exception.refused                  | Customer refused delivery
Exception_004              | exception.customs_hold             | Delayed (Customs clearance)
Exception_005              | exception.delayed                  | Delayed (External factors)
Exception_006              | exception.payment_required         | Held for payment
Exception_006 + customs    | exception.customs_charges_due      | Held for payment; the message speaks of customs, duty or tax | from the message
Exception_007              | exception.address_incorrect        | Incorrect Address
Exception_008              | exception.not_collected            | Pick up missed
Exception_009              | exception.rejected_by_carrier      | Rejected by carrier
Exception_010              | returning.initiated                | Returning to sender
Exception_010 + again      | returning.in_transit               | Returning to sender; not the first such checkpoint
Exception_011              | returned.to_sender                 | Returned to sender
Exception_012              | exception.damaged                  | Shipment damage
Exception_013              | exception.lost                     | Shipment lost
Exception_014              | exception.unspecified              | (words unknown)                             | exists, text not verified
Exception_015              | exception.unspecified              | (words unknown)                             | exists, text not verified
Exception_016              | exception.delayed_operational      | Delayed (Processing issue)
Exception_017              | exception.delayed_weather          | Delayed (Extreme weather)
Exception_018              | exception.customs_documents_missing | Incorrect / missing documents
Exception_019              | exception.delayed_operational      | Delayed (Late flight)
Exception_020              | exception.cancelled                | Cancelled
Exception_021              | exception.disposed                 | Disposed / destroyed
Expired_001                | expired.no_updates                 | Expired: nothing for 30 days
`,
);

/** Where the sub-tag is new to us or missing. */
const tags = statusTable(
  "tag",
  `
Pending            | pending.no_information               | Pending
InfoReceived       | info_received.label_created          | Information Received
InTransit          | in_transit.moving                    | In Transit
OutForDelivery     | out_for_delivery.on_vehicle          | Out for Delivery
AttemptFail        | attempt_failed.unspecified           | Failed Attempt
AvailableForPickup | available_for_pickup.at_pickup_point | Available for Pickup
Delivered          | delivered.unspecified                | Delivered
Exception          | exception.unspecified                | Exception
Expired            | expired.no_updates                   | Expired
`,
);

/** Codes of a checkpoint's `events`, which say more than its tag. */
const events = statusTable(
  "event",
  `
handed_over_to_last_mile_carrier | in_transit.handed_to_partner | handed over to the last-mile carrier | the only code that the SDK names
`,
);

export const statuses: readonly StatusLine[] = [...subtags, ...tags, ...events];
