/**
 * Codes of GLS Group's Track And Trace V1.
 * Sources: the OpenAPI document 1.0.7 of GLS (status list and examples), read November 2026. The list of event codes is only given by
 * `GET /tracking/events/codes`; lines marked "client code" were seen in public clients that call it, with GLS's own English words.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `status`: where the parcel stands now. `FINAL + history`: the events beside it say how the history ended. */
const parcelStatus = statusTable(
  "status",
  `
PLANNEDPICKUP   | info_received.pickup_scheduled         | Parcel is planned to be picked up
INPICKUP        | info_received.pickup_scheduled         | Parcel will be picked up by a driver
NOTPICKEDUP     | exception.pickup_failed                | Parcel was not picked up
PREADVICE       | info_received.label_created            | GLS has received the parceldata but not the physical parcel
INTRANSIT       | in_transit.moving                      | Parcel is on its way to the final depot
INDELIVERY      | out_for_delivery.on_vehicle            | Parcel is in delivery by a driver
DELIVEREDPS     | available_for_pickup.at_pickup_point   | Parcel delivered to a parcel shop | delivered to the shop, not to the receiver
DELIVERED       | delivered.unspecified                  | Parcel was delivered
INWAREHOUSE     | in_transit.arrived_at_delivery_depot   | Parcel is in warehouse
NOTDELIVERED    | attempt_failed.unspecified             | Parcel was not delivered
CANCELED        | exception.cancelled                    | Parcel was cancelled
FINAL           | delivered.unspecified                  | Parcel history closed | inferred, for a parcel without events
FINAL + history | in_transit.information                 | Parcel history closed | the events say how it ended
`,
);

/** List `event`: what happened, `GROUP.REASON`. "INTIAL" is GLS's spelling. */
const events = statusTable(
  "event",
  `
INTIAL.PREADVICE    | info_received.label_created            | The parcel data was entered into the GLS IT system; the parcel was not yet handed over to GLS.
INTIAL.E48_DATA     | info_received.pickup_scheduled         | The parcel was provided by the sender for collection by GLS.
INTIAL.NORMAL       | in_transit.accepted                    | The parcel was handed over to GLS.
INBOUD.NORMAL       | in_transit.arrived_at_facility         | The parcel has reached the parcel center. | client code
OUTBOD.NORMAL       | in_transit.departed_facility           | The parcel has left the parcel center. | client code
OUTDEL.NORMAL       | out_for_delivery.on_vehicle            | The parcel is expected to be delivered during the day. | client code
DELIVD.PARCELSHOP   | available_for_pickup.at_pickup_point   | The parcel has been delivered at the ParcelShop (see ParcelShop information).
DELIVD.NORMAL       | delivered.unspecified                  | The parcel has been delivered. | client code
DELIVD.DEL_BY_PSAPP | delivered.collected                    |  | client code: handed out by the ParcelShop's app
CANCEL.NORMAL       | exception.cancelled                    | The parcel data have been deleted from the GLS IT system. | words: client code
CHANGD.MONEWADDR    | in_transit.redirected                  |
CHANGD.PARCELBOX    | in_transit.delivery_options_changed    |
`,
);

/** List `group`: the first part of an event code that the list above lacks. */
const groups = statusTable(
  "group",
  `
INTIAL | in_transit.information              |  | before or at the hand-over: only its exact code says which
INBOUD | in_transit.arrived_at_facility      |  | inferred
OUTBOD | in_transit.departed_facility        |  | inferred
OUTDEL | out_for_delivery.on_vehicle         |  | inferred
DELIVD | delivered.unspecified               |  | inferred
NOTDEL | attempt_failed.unspecified          |  | inferred, the group's name is from memory
CANCEL | exception.cancelled                 |  | inferred
CHANGD | in_transit.delivery_options_changed |  | inferred
`,
);

export const statuses: readonly StatusLine[] = [...parcelStatus, ...events, ...groups];
