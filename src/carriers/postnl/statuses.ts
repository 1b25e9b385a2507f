/** What PostNL says of a shipment: events (statuses/events.ts), and the rougher status beside them. */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";
import { events } from "./statuses/events.ts";

/**
 * Of an event whose code is unknown, and of an answer without events. Source: the status codes of the same document as the events'.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
const status = statusTable(
  "status",
  `
1  | info_received.label_created           | Shipment pre-alerted
2  | in_transit.accepted                   | Shipment accepted
3  | in_transit.picked_up                  | Shipment collected
4  | exception.pickup_failed               | Shipment not collected
5  | in_transit.arrived_at_facility        | Shipment sorted
6  | exception.delayed                     | Shipment not sorted
7  | out_for_delivery.on_vehicle           | Shipment out for delivery | also of vans to the depot; the event tells more
8  | attempt_failed.unspecified            | Shipment not delivered
9  | in_transit.customs_clearance          | Shipment at customs
11 | delivered.unspecified                 | Shipment delivered | also of parcels in a locker or PO box; the event tells more
12 | available_for_pickup.at_pickup_point  | Shipment at pick-up location
13 | info_received.label_created           | Pre-alerted shipment
14 | exception.pickup_failed               | Missing collection
15 | exception.delayed                     | Missing
16 | exception.delayed                     | Missing in sorting
17 | exception.delayed                     | Missing in distribution
18 | exception.lost                        | Definitely missing
19 | exception.rejected_by_carrier         | Shipment rejected
20 | in_transit.customs_clearance          | Shipment in clearance process
21 | in_transit.arrived_at_facility        | Shipment in storage
22 | delivered.collected                   | Shipment picked up from post office
23 | in_transit.picked_up                  | Parcel collected | of a collection order; its phase is called Delivered
27 | returning.initiated                   | inferred from the events with this status
28 | returning.initiated                   | inferred from the events with this status
31 | in_transit.moving                     | inferred from the events with this status
99 | in_transit.information                | Not applicable
`,
);

export const statuses: readonly StatusLine[] = [...events, ...status];
