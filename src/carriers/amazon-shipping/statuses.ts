/**
 * Status codes of Amazon Shipping. The model gives names without sentences; the words are those names in plain English.
 * Source: shippingV2.json of amzn/selling-partner-api-models (getTracking), read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `eventCode`: what happened. On the way back (shipmentType RETURNS) the same codes are used. */
const eventCodes = statusTable(
  "eventCode",
  `
ArrivedAtCarrierFacility                  | in_transit.arrived_at_facility          | Arrived at carrier facility
AvailableForPickup                        | available_for_pickup.at_pickup_point    | Available for pickup
Delivered                                 | delivered.unspecified                   | Delivered | the detail code says where
DeliveryAttempted                         | attempt_failed.unspecified              | Delivery attempted | the detail code says why
Departed                                  | in_transit.departed_facility            | Departed
InTransit                                 | in_transit.moving                       | In transit | not in the model, but in its example
Lost                                      | exception.lost                          | Lost
OutForDelivery                            | out_for_delivery.on_vehicle             | Out for delivery
PickupCancelled                           | exception.cancelled                     | Pickup cancelled
PickupDone                                | in_transit.picked_up                    | Pickup done
ReadyForReceive                           | info_received.label_created             | Ready for receive
RecipientRequestedAlternateDeliveryTiming | in_transit.delivery_options_changed     | Recipient requested alternate delivery timing
Rejected                                  | exception.refused                       | Rejected
ReturnInitiated                           | returning.initiated                     | Return initiated
Undeliverable                             | exception.undeliverable                 | Undeliverable
`,
);

/** List `detail code`: why and where, of the newest event of its leg. */
const detailCodes = statusTable(
  "detail code",
  `
AddressNotFound                     | exception.address_incorrect          | Address not found
ArrivedAtLocalFacility              | in_transit.arrived_at_delivery_depot | Arrived at local facility
BusinessClosed                      | attempt_failed.business_closed       | Business closed
CancelledByRecipient                | exception.refused                    | Cancelled by recipient
CustomerUnavailable                 | attempt_failed.nobody_home           | Customer unavailable
Damaged                             | exception.damaged                    | Damaged | beside Rejected: refused because of it
DeliveredToBehindWheelieBin         | delivered.safe_place                 | Delivered to behind wheelie bin
DeliveredToGarage                   | delivered.safe_place                 | Delivered to garage
DeliveredToGarden                   | delivered.safe_place                 | Delivered to garden
DeliveredToGreenhouse               | delivered.safe_place                 | Delivered to greenhouse
DeliveredToMailRoom                 | delivered.to_representative          | Delivered to mail room
DeliveredToMailSlot                 | delivered.mailbox                    | Delivered to mail slot
DeliveredToNeighbor                 | delivered.to_neighbour               | Delivered to neighbor
DeliveredToPorch                    | delivered.safe_place                 | Delivered to porch
DeliveredToRearDoor                 | delivered.safe_place                 | Delivered to rear door
DeliveredToReceptionist             | delivered.to_representative          | Delivered to receptionist
DeliveredToShed                     | delivered.safe_place                 | Delivered to shed
DeliveredWithOTP                    | delivered.to_recipient               | Delivered with one-time password
DeliveryAttempted                   | attempt_failed.unspecified           | Delivery attempted
HazmatShipment                      | exception.rejected_by_carrier        | Hazmat shipment
IncorrectItems                      | exception.refused                    | Incorrect items
NotRequired                         | exception.refused                    | Not required
OtpNotAvailable                     | attempt_failed.identity_check        | One-time password not available
PaymentNotReady                     | attempt_failed.payment_due           | Payment not ready
Rejected                            | exception.refused                    | Rejected
RejectedByRecipientWithVerification | exception.refused                    | Rejected by recipient with verification
Signed                              | delivered.to_recipient               | Signed
UnableToAccess                      | attempt_failed.no_access             | Unable to access
UnableToContactRecipient            | attempt_failed.nobody_home           | Unable to contact recipient
Undeliverable                       | exception.undeliverable              | Undeliverable
`,
);

/** List `status`: the parcel as a whole, where no event is told. */
const summaries = statusTable(
  "status",
  `
AwaitingCustomerPickup | available_for_pickup.at_pickup_point | Awaiting customer pickup
Delivered              | delivered.unspecified                | Delivered
DeliveryAttempted      | attempt_failed.unspecified           | Delivery attempted
InTransit              | in_transit.moving                    | In transit
Lost                   | exception.lost                       | Lost
OutForDelivery         | out_for_delivery.on_vehicle          | Out for delivery
PickupCancelled        | exception.cancelled                  | Pickup cancelled
PreTransit             | info_received.label_created          | Pre-transit
Rejected               | exception.refused                    | Rejected
Undeliverable          | exception.undeliverable              | Undeliverable
`,
);

export const statuses: readonly StatusLine[] = [...eventCodes, ...detailCodes, ...summaries];
