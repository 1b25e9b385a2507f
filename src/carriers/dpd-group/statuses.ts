/**
 * Codes of DPD's public life-cycle page (unofficial JSON).
 * Sources: "Statusdata via SFTP" of DPD Netherlands, first fifteen scan codes; mock bodies and client code for the others, read
 * November 2026. The list of about 200 additional codes was not found.
 * One line per code: scan code without leading zeros + additional code | our event | the carrier's words | a remark, where there is one.
 */
import { steps } from "#carriers/_families/dpd.ts";
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `scan`. `4 + inbound` is what the page means by code 4 when its name or the history before it says so (carrier.ts). */
const scans = statusTable(
  "scan",
  `
1           | in_transit.arrived_at_facility       | consolidation
2           | in_transit.arrived_at_delivery_depot | inbound at destination depot
3           | out_for_delivery.on_vehicle          | out for delivery
4           | attempt_failed.unspecified           | driver's return (undelivered back at depot)
4 + inbound | in_transit.arrived_at_delivery_depot | Coletul a ajuns la depozitul de destinatie. | from client code, against the official list: SC_4_INBOUND
5           | in_transit.accepted                  | pick-up inbound (first depot)
6           | returning.in_transit                 | system return
8           | in_transit.held_at_request           | warehouse
9           | exception.delayed_operational        | inbound exception
10          | in_transit.arrived_at_facility       | hub scan
12          | in_transit.customs_clearance         | customs clearance process
13          | delivered.unspecified                | delivered
13 + 068    | delivered.unspecified                | delivered | seen in bodies, the detail is unknown
13 + DODEY  | delivered.collected                  | picked up by consignee at pickup point | seen in bodies
14          | attempt_failed.unspecified           | delivery attempt not successful
14 + 011    | attempt_failed.nobody_home           | attempt; nobody at home | inferred
14 + 091    | in_transit.to_pickup_point           | attempt; redirected to parcel shop | seen in bodies
15          | in_transit.picked_up                 | driver's pick-up
17          | in_transit.departed_facility         | export / loading | from client code
18          | in_transit.information               | additional information | from client code
20          | in_transit.departed_facility         | loading | from client code
23          | available_for_pickup.at_pickup_point | handed to pickup shop by driver | from client code: SC_23_STORE_DROPOFF
`,
);

/** List `ahead`: no step is reached yet, this is the first one. */
const ahead = statusTable(
  "ahead",
  `
ACCEPTED | info_received.label_created | Parcel handed to DPD | still ahead: announced only
SHIPMENT | info_received.label_created | Order information transmitted
`,
);

export const statuses: readonly StatusLine[] = [...scans, ...steps, ...ahead];
