/**
 * EasyPost's statuses and the finer `status_detail`. Source: docs.easypost.com (trackers) and the client libraries, read August 2026.
 * The details `unknown` and `status_update` say nothing: there the status counts. What stands after a `+` is the status beside the detail,
 * or follows from the carrier's sentence. EasyPost gives codes without sentences: the words say what the code's name says.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const details = statusTable(
  "status_detail",
  `
label_created                          | info_received.label_created         | label created
received_at_origin_facility            | in_transit.accepted                 | received at origin facility
received_at_origin_facility + arrived  | in_transit.arrived_at_facility      | received at origin facility; the sentence says "arrived", anywhere on the way | seen in a recorded webhook
departed_origin_facility               | in_transit.departed_facility        | departed origin facility
departed_facility                      | in_transit.departed_facility        | departed facility
arrived_at_facility                    | in_transit.arrived_at_facility      | arrived at facility
received_at_destination_facility       | in_transit.arrived_at_delivery_depot | received at destination facility
arrived_at_pickup_location             | available_for_pickup.at_pickup_point | arrived at pickup location
transferred_to_destination_carrier     | in_transit.handed_to_partner        | transferred to destination carrier
arrived_at_destination                 | in_transit.arrived_at_delivery_depot | arrived at destination
arrived_at_destination + delivered     | delivered.unspecified               | arrived at destination, status delivered
arrived_at_destination + return_to_sender | returned.to_sender               | arrived at destination, status return_to_sender | inferred
out_for_delivery                       | out_for_delivery.on_vehicle         | out for delivery
awaiting_information                   | exception.address_incorrect         | awaiting information
address_correction                     | exception.address_incorrect         | address correction
address_correction + in_transit        | in_transit.problem_resolved         | address correction, status in_transit
delayed                                | exception.delayed                   | delayed
delayed + nobody home                  | attempt_failed.nobody_home          | delayed; the sentence says "customer not available" | from the sentence
delayed + closed                       | attempt_failed.business_closed      | delayed; the sentence says "business closed"        | from the sentence
weather_delay                          | exception.delayed_weather           | weather delay
missorted                              | exception.misrouted                 | missorted
damaged                                | exception.damaged                   | damaged
lost                                   | exception.lost                      | lost
refused                                | exception.refused                   | refused
delivery_exception                     | attempt_failed.unspecified          | delivery exception
transit_exception                      | exception.unspecified               | transit exception
held                                   | in_transit.held_at_request          | held
return                                 | returning.initiated                 | return
return + again                         | returning.in_transit                | return; not the first such detail
expired                                | expired.no_updates                  | expired
cancelled                              | exception.cancelled                 | cancelled
failure                                | exception.undeliverable             | failure
in_transit                             | in_transit.moving                   | in transit
`,
);

/** Of a scan, and of a tracker without scans. `unknown` of one scan is a note beside the journey (FedEx: "arriving on time"). */
const statusOfScan = statusTable(
  "status",
  `
unknown              | in_transit.information               | unknown
pre_transit          | info_received.label_created          | pre-transit
in_transit           | in_transit.moving                    | in transit
out_for_delivery     | out_for_delivery.on_vehicle          | out for delivery
delivered            | delivered.unspecified                | delivered
available_for_pickup | available_for_pickup.at_pickup_point | available for pickup
return_to_sender     | returning.in_transit                 | return to sender
return_to_sender + back | returned.to_sender                | return to sender; the sentence says that the sender has it | from the sentence
failure              | exception.unspecified                | failure
cancelled            | exception.cancelled                  | cancelled
error                | pending.no_information               | error: the tracker, not the parcel
`,
);

/** Of a tracker without scans, where the list above says something else of a scan. */
const statusOfTracker = statusTable("tracker", "unknown | pending.no_information | unknown");

export const statuses: readonly StatusLine[] = [...details, ...statusOfScan, ...statusOfTracker];
