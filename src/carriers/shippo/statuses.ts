/**
 * Shippo's sub-statuses, then its statuses. Sources: npm shippo 2.18.0 (statuses) and the sub-statuses that public clients of API
 * 2018-02-08 list, read August 2026; Shippo's own page of them was only partly readable. `other` says nothing: there the status counts.
 * What stands after a `+` follows from the entry's sentence, or from its place in the journey.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const substatuses = statusTable(
  "substatus",
  `
information_received    | info_received.label_created        | information received          | from client code
package_accepted        | in_transit.accepted                | package accepted              | from client code
package_arrived         | in_transit.arrived_at_facility     | package arrived               | from client code
package_departed        | in_transit.departed_facility       | package departed              | from client code
package_processing      | in_transit.arrived_at_facility     | package processing            | from client code
package_processed       | in_transit.arrived_at_facility     | package processed             | from client code
package_forwarded       | in_transit.redirected              | package forwarded             | from client code
out_for_delivery        | out_for_delivery.on_vehicle        | out for delivery              | from client code
package_held            | in_transit.held_at_request         | package held                  | from client code
pickup_available        | available_for_pickup.at_pickup_point | pickup available            | from client code
delivery_scheduled      | in_transit.delivery_scheduled      | delivery scheduled            | from client code
delivery_rescheduled    | in_transit.delivery_scheduled      | delivery rescheduled          | from client code
delivery_attempted      | attempt_failed.unspecified         | delivery attempted            | from client code
reschedule_delivery     | attempt_failed.unspecified         | reschedule delivery           | from client code
contact_carrier         | attempt_failed.unspecified         | contact carrier               | from client code
location_inaccessible   | attempt_failed.no_access           | location inaccessible         | from client code
notice_left             | attempt_failed.nobody_home         | notice left                   | from client code
address_issue           | exception.address_incorrect        | address issue                 | from client code
delayed                 | exception.delayed                  | delayed                       | from client code
package_damaged         | exception.damaged                  | package damaged               | from client code
package_lost            | exception.lost                     | package lost                  | from client code
package_undeliverable   | exception.undeliverable            | package undeliverable         | from client code
package_unclaimed       | exception.not_collected            | package unclaimed             | from client code
package_disposed        | exception.disposed                 | package disposed              | from client code
return_to_sender        | returning.initiated                | return to sender              | from client code
return_to_sender + again | returning.in_transit              | return to sender; not the first such entry | from client code
return_to_sender + back | returned.to_sender                 | return to sender; the sentence says that the sender has it | from the sentence
delivered               | delivered.unspecified              | delivered                     | from client code
`,
);

const ofEntries = statusTable(
  "status",
  `
UNKNOWN             | pending.no_information      | unknown
UNKNOWN + announced | info_received.label_created | unknown; the sentence speaks of a label or of electronic information | answers of 2017 say the announcement so
PRE_TRANSIT         | info_received.label_created | pre-transit
TRANSIT             | in_transit.moving           | transit
DELIVERED           | delivered.unspecified       | delivered
RETURNED            | returning.in_transit        | returned: on its way back, or there
RETURNED + back     | returned.to_sender          | returned; the sentence says that the sender has it | from the sentence
FAILURE             | exception.unspecified       | failure
`,
);

export const statuses: readonly StatusLine[] = [...substatuses, ...ofEntries];
