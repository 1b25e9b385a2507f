/**
 * bpost: state codes of trackingInfo. Three stand with words in the official sample; of the others only a client's grouping is known
 * (karrioapi/karrio, connectors/bpost, TrackingStatus and TrackingIncidentReason), named in the remark. Read August 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `state`. */
const states = statusTable(
  "state",
  `
T00 | in_transit.arrived_at_facility       | Sorted - sorted_out
L00 | out_for_delivery.on_vehicle          | BoundToRound - out_for_distribution | the client's group "on hold" is wrong
U00 | delivered.unspecified                |                                     | client: delivered
U01 | delivered.unspecified                | DistributedNormally - regular
U02 | delivered.unspecified                |                                     | client: delivered
U03 | delivered.unspecified                |                                     | client: delivered
U04 | delivered.unspecified                |                                     | client: delivered
U05 | delivered.unspecified                |                                     | client: delivered
U06 | delivered.unspecified                |                                     | client: delivered
U07 | delivered.unspecified                |                                     | client: delivered
U08 | delivered.unspecified                |                                     | client: delivered
R00 | in_transit.moving                    |                                     | client: in transit
R01 | in_transit.moving                    |                                     | client: in transit
R02 | in_transit.moving                    |                                     | client: in transit
R03 | in_transit.moving                    |                                     | client: in transit
R04 | in_transit.moving                    |                                     | client: in transit
R05 | in_transit.moving                    |                                     | client: in transit
N14 | in_transit.moving                    |                                     | client: in transit, the only N code that is
C00 | info_received.label_created          |                                     | inferred; client: on hold
I03 | info_received.label_created          |                                     | inferred; client: on hold
I10 | info_received.label_created          |                                     | inferred; client: on hold
I11 | info_received.label_created          |                                     | inferred; client: on hold
I12 | info_received.label_created          |                                     | inferred; client: on hold
I18 | info_received.label_created          |                                     | inferred; client: on hold
I19 | info_received.label_created          |                                     | inferred; client: on hold
I58 | info_received.label_created          |                                     | inferred; client: on hold
I61 | info_received.label_created          |                                     | inferred; client: on hold
I66 | info_received.label_created          |                                     | inferred; client: on hold
I67 | info_received.label_created          |                                     | inferred; client: on hold
I68 | info_received.label_created          |                                     | inferred; client: on hold
I72 | info_received.label_created          |                                     | inferred; client: on hold
I88 | info_received.label_created          |                                     | inferred; client: on hold
N74 | available_for_pickup.at_pickup_point |                                     | client: ready for pickup
R13 | available_for_pickup.at_pickup_point |                                     | client: ready for pickup
N74 + locker | available_for_pickup.at_locker |                                  | inferred: the pick-up point has no street
R13 + locker | available_for_pickup.at_locker |                                  | inferred: the pick-up point has no street
N01 | attempt_failed.nobody_home           |                                     | client: delayed, consignee not home
N02 | attempt_failed.nobody_home           |                                     | client: delayed, consignee not home
B04 | attempt_failed.nobody_home           |                                     | client: in transit and failed, consignee not home
N03 | attempt_failed.business_closed       |                                     | client: delayed, business closed
N04 | exception.delayed                    |                                     | client: delayed
N05 | exception.delayed                    |                                     | client: delayed
N06 | exception.delayed                    |                                     | client: delayed
N07 | exception.delayed                    |                                     | client: delayed
N08 | exception.delayed                    |                                     | client: delayed
N10 | exception.delayed                    |                                     | client: delayed
N11 | exception.delayed                    |                                     | client: delayed
N12 | exception.delayed                    |                                     | client: delayed
N13 | exception.delayed                    |                                     | client: delayed
N16 | exception.delayed                    |                                     | client: delayed
N28 | exception.delayed                    |                                     | client: delayed
N32 | exception.delayed                    |                                     | client: delayed
N91 | exception.delayed                    |                                     | client: delayed
N92 | exception.delayed                    |                                     | client: delayed
N93 | exception.delayed                    |                                     | client: delayed
N94 | exception.delayed                    |                                     | client: delayed
N95 | exception.delayed                    |                                     | client: delayed
N96 | exception.delayed                    |                                     | client: delayed
P00 | exception.delayed                    |                                     | client: delayed
B00 | exception.customs_hold               |                                     | client: on hold, customs delay
B01 | exception.customs_hold               |                                     | client: on hold, customs delay
B02 | exception.customs_hold               |                                     | client: on hold, customs delay
B03 | exception.refused                    |                                     | client: failed, refused
B23 | exception.refused                    |                                     | client: failed, refused
B05 | exception.damaged                    |                                     | client: failed, damaged
B08 | exception.damaged                    |                                     | client: failed, damaged
B06 | exception.address_incorrect          |                                     | client: failed, incorrect address
B07 | exception.address_incorrect          |                                     | client: failed, incorrect address
B09 | exception.address_incorrect          |                                     | client: failed, incorrect address
B10 | exception.address_incorrect          |                                     | client: failed, incorrect address
B11 | exception.undeliverable              |                                     | client: failed
B12 | exception.undeliverable              |                                     | client: failed
B13 | exception.undeliverable              |                                     | client: failed
B18 | exception.undeliverable              |                                     | client: failed
B24 | exception.undeliverable              |                                     | client: failed
B28 | exception.undeliverable              |                                     | client: failed
R11 | exception.undeliverable              |                                     | client: failed
R12 | exception.undeliverable              |                                     | client: failed
T03 | exception.undeliverable              |                                     | client: failed
S00 | exception.undeliverable              |                                     | client: failed
`,
);

/** List `word`: the word before " - " in stateDescription, for codes that stand in no list. */
const words = statusTable(
  "word",
  `
Sorted              | in_transit.arrived_at_facility | Sorted - sorted_out
BoundToRound        | out_for_delivery.on_vehicle    | BoundToRound - out_for_distribution
DistributedNormally | delivered.unspecified          | DistributedNormally - regular
`,
);

export const statuses: readonly StatusLine[] = [...states, ...words];
