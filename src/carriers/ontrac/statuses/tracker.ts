/**
 * Event codes of OnTrac's public tracker: four letters of the LaserShip family beside the two letters of OnTrac.
 * Source: the script of the tracking page (ontrac.com), read November 2026. It shows a group for each code ("Arriving", "Delayed" …),
 * which is certain; the finer meaning is inferred from the letters, where no answer with its text was seen.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `tracker`, in the order of the page's groups. */
export const tracker = statusTable(
  "tracker",
  `
ALPK | in_transit.picked_up                | Already picked up | on the page: Arriving
DSPD | in_transit.moving                   | Arriving | inferred from the letters
OFPU | info_received.pickup_scheduled      | Arriving | inferred from the letters
OE   | info_received.label_created         | Arriving | inferred from the letters
PKUP | in_transit.picked_up                | Arriving | inferred from the letters
PU   | in_transit.picked_up                | The package was picked up | on the page: Arriving
LR   | in_transit.moving                   | Arriving | inferred from the letters
LM   | in_transit.moving                   | Arriving | inferred from the letters
OS   | in_transit.moving                   | Arriving | inferred from the letters
CUPT | in_transit.moving                   | Arriving | inferred from the letters
ARRD | in_transit.arrived_at_facility      | Arriving | inferred from the letters
ORIG | in_transit.accepted                 | Arriving | inferred from the letters
LW   | in_transit.moving                   | Arriving | inferred from the letters
CUDA | in_transit.delivery_options_changed | Arriving | inferred from the letters
CUDI | in_transit.delivery_options_changed | Arriving | inferred from the letters
CUDP | in_transit.delivery_options_changed | Arriving | inferred from the letters
CUDD | in_transit.delivery_options_changed | Arriving | inferred from the letters
CUED | in_transit.delivery_options_changed | Arriving | inferred from the letters
CURP | in_transit.delivery_options_changed | Arriving | inferred from the letters
FWDG | in_transit.redirected               | Arriving | inferred from the letters
RMOH | in_transit.problem_resolved         | Arriving | inferred from the letters
LOAD | in_transit.moving                   | Arriving | inferred: loaded, on a line-haul or for the round; OFDL is the round
FCTF | in_transit.moving                   | Arriving | inferred from the letters
RD   | in_transit.arrived_at_facility      | Arriving | inferred from the letters
SFCT | in_transit.arrived_at_facility      | Arriving | inferred from the letters
RCVD | in_transit.arrived_at_facility      | Arriving | inferred from the letters
CRRT | in_transit.information              | Arriving | inferred from the letters
CA   | in_transit.problem_resolved         | Arriving | inferred from the letters
OFDL | out_for_delivery.on_vehicle         | Arriving | inferred from the letters
OD   | out_for_delivery.on_vehicle         | Arriving | inferred from the letters
DI   | in_transit.delivery_scheduled       | Delayed | inferred from the letters
RL   | exception.delayed                   | Package received after cutoff | on the page: Delayed
EXFT | exception.delayed                   | Delayed | inferred from the letters
DLAY | exception.delayed                   | Delayed | inferred from the letters
LLNH | exception.delayed_operational       | Delayed | inferred from the letters
LODK | exception.delayed_operational       | Delayed | inferred from the letters
MBKD | exception.delayed_operational       | Delayed | inferred from the letters
RB   | exception.delayed                   | Delayed | inferred from the letters
FTCF | exception.delayed                   | Delayed | inferred from the letters
FWED | exception.delayed                   | Delayed | inferred from the letters
MSST | exception.misrouted                 | Delayed | inferred from the letters
MR   | exception.misrouted                 | Delayed | inferred from the letters
MS   | exception.misrouted                 | Delayed | inferred from the letters
WTDL | exception.delayed_weather           | Delayed | inferred from the letters
BW   | exception.delayed_weather           | Delayed | inferred from the letters
MC   | exception.address_incorrect         | Delayed | inferred from the letters
HO   | attempt_failed.business_closed      | Delayed | inferred from the letters
BCLD | attempt_failed.business_closed      | Delayed | inferred from the letters
CO   | attempt_failed.business_closed      | Delayed | inferred from the letters
UTLV | attempt_failed.unspecified          | Delayed | inferred from the letters
AN   | exception.delayed                   | Delayed | inferred from the letters
NH   | attempt_failed.nobody_home          | Delayed | inferred from the letters
RRDV | attempt_failed.rescheduled          | Delayed | inferred from the letters
AI   | exception.address_incorrect         | Delayed | inferred from the letters
NDMI | exception.address_incorrect         | Delayed | inferred from the letters
ACSS | attempt_failed.no_access            | Delayed | inferred from the letters
UG   | attempt_failed.no_access            | Delayed | inferred from the letters
DN   | delivered.to_neighbour              | Delivered | inferred from the letters
DLVD | delivered.unspecified               | Delivered | inferred from the letters
CL   | delivered.unspecified               | Delivered | inferred from the letters
DW   | delivered.unspecified               | Delivered | inferred from the letters
OK   | delivered.unspecified               | Delivered | inferred from the letters
FOTO | in_transit.information              | Delivered | a photograph of the delivery; inferred
DD   | delivered.unspecified               | Delivered | inferred from the letters
NFRP | in_transit.handed_to_partner        | Order has been transferred to another carrier | on the page: Delivered
XX   | info_received.label_created         | Expected | inferred from the letters
AUTO | info_received.label_created         | Expected | inferred from the letters
EXRL | info_received.label_created         | Expected | inferred from the letters
INRL | info_received.label_created         | Expected | inferred from the letters
OVRC | info_received.label_created         | Expected | inferred from the letters
XB   | info_received.label_created         | Expected | inferred from the letters
NS   | info_received.label_created         | Expected | inferred from the letters
HP   | available_for_pickup.at_depot       | Held | inferred from the letters
HW   | in_transit.held_at_request          | Held | inferred from the letters
AFPR | available_for_pickup.at_depot       | Held | inferred from the letters
ONHD | in_transit.held_at_request          | Held | inferred from the letters
RTNG | returning.initiated                 | Return Pending | inferred from the letters
CCLP | returning.initiated                 | Return Pending | inferred from the letters
RFDM | exception.damaged                   | Return Pending | inferred from the letters
WA   | exception.address_incorrect         | Return Pending | inferred from the letters
ER   | returning.initiated                 | Return Pending | inferred from the letters
UM   | returned.to_sender                  | Returned | inferred from the letters
CTRF | returned.to_sender                  | Returned | inferred from the letters
DR   | returned.to_sender                  | Returned | inferred from the letters
CR   | returned.to_sender                  | Returned | inferred from the letters
EMAR | returned.to_sender                  | Returned | inferred from the letters
EMOH | returned.to_sender                  | Returned | inferred from the letters
RETN | returned.to_sender                  | Returned | inferred from the letters
RETD | returned.to_sender                  | Returned | inferred from the letters
RS   | returned.to_sender                  | The package was returned to the sender | on the page: Returned
EMAD | exception.undeliverable             | Undeliverable | inferred from the letters
EMOD | exception.undeliverable             | Undeliverable | inferred from the letters
LOST | exception.lost                      | Undeliverable | inferred from the letters
LC   | exception.undeliverable             | Undeliverable | inferred from the letters
UD   | exception.damaged                   | The contents of the package are damaged | on the page: Undeliverable
MSPK | exception.lost                      | Undeliverable | inferred from the letters
PUKT | exception.undeliverable             | Undeliverable | inferred from the letters
PURU | exception.undeliverable             | Undeliverable | inferred from the letters
`,
);
