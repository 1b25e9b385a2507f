/**
 * Statuses of DPD's SOAP service ParcelLifeCycleService V2.0.
 * Source: a body captured by a public client (karrio) with DPD's English sentences, read November 2026; the service's schema leaves the
 * list open. The steps that DPD Germany and the group's web service send instead stand in `_families/dpd.ts`.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { steps } from "#carriers/_families/dpd.ts";
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

const own = statusTable(
  "status",
  `
SHIPMENT              | info_received.label_created          | order data
ACCEPTED              | in_transit.accepted                  | accepted
PickedUp              | in_transit.picked_up                 | DPD has received your parcel. | DPD has it, also again after a failed attempt: never "collected by the receiver"
BetweenDepots         | in_transit.moving                    | The parcel is at the parcel dispatch centre.
Depot                 | in_transit.arrived_at_delivery_depot | At parcel delivery centre. | the name says "a depot", the sentence the one that delivers
Courier               | out_for_delivery.on_vehicle          | The parcel has left the parcel delivery centre and is on its way to the consignee.
DeliveryFailure       | attempt_failed.unspecified           | Unfortunately we have not been able to deliver your parcel.
ParcelShop            | available_for_pickup.at_pickup_point | Delivered by driver to Pickup parcelshop | delivered to the shop, not to the receiver
ReturningFromDelivery | attempt_failed.unspecified           | After an unsuccessful delivery attempt the parcel is back at the recipient depot. | returning to the depot, not to the sender
Delivered             | delivered.unspecified                | delivered
`,
);

export const statuses: readonly StatusLine[] = [...own, ...steps];
