/**
 * PostNord: statuses of events, items and shipments, and the one event code that is known to say more.
 * Sources: enumerations of the Track & Trace OpenAPI (v7; v5 answers with the same objects) and clients of v5, read August 2026. None of
 * them explains a status in words, so the words are the names themselves.
 * One line per status: the carrier's status | our event | the carrier's words | a remark, where there is one. The subcodes are ours.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `eventCode`: asked before the status. */
const eventCodes = statusTable(
  "eventCode",
  "113 | out_for_delivery.on_vehicle | loaded for delivery | from client code; its status is EN_ROUTE",
);

/** List `status`. */
const byStatus = statusTable(
  "status",
  `
CREATED                        | info_received.label_created          | created
INFORMED                       | info_received.label_created          | informed
EN_ROUTE                       | in_transit.moving                    | en route
AVAILABLE_FOR_DELIVERY         | available_for_pickup.at_pickup_point | available for delivery               | at the service point: no delivery to the door
AVAILABLE_FOR_DELIVERY + locker | available_for_pickup.at_locker      | available for delivery               | inferred: the place is a locker
AVAILABLE_FOR_DELIVERY_PAR_LOC | available_for_pickup.at_locker       | available for delivery, parcel locker | from the enumeration of v7
DELIVERY_IMPOSSIBLE            | exception.undeliverable              | delivery impossible
DELIVERY_IMPOSSIBLE + first    | attempt_failed.unspecified           | delivery impossible                  | inferred: the first of an item is an attempt
DELIVERY_REFUSED               | exception.refused                    | delivery refused                     | inferred: the way back is told by RETURNED
EXPECTED_DELAY                 | exception.delayed                    | expected delay
DELAYED                        | exception.delayed                    | delayed                              | from the enumeration of v7
DELIVERED                      | delivered.unspecified                | delivered
DELIVERED + collected          | delivered.collected                  | delivered                            | after it was available at a service point
RETURNED                       | returning.initiated                  | returned                             | inferred: under way, until a delivery ends it
RETURNED + again               | returning.in_transit                 | returned                             | a later one of the same item
STOPPED                        | exception.unspecified                | stopped                              | inferred: by whom is not said, nor whether it is cancelled for good
SPLIT                          | in_transit.information               | split
OTHER                          | in_transit.information               | other
`,
);

export const statuses: readonly StatusLine[] = [...eventCodes, ...byStatus];
