/**
 * The 128 event codes of Hermes Germany in their short form (2x2 digits), all of the official list.
 * Source: "Hermes Germany Eventcodes" (list of Hermes, English texts), read November 2026. Words between # are filled in by Hermes.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `short`. */
export const short = statusTable(
  "short",
  `
0000 | info_received.label_created          | The shipment has been notified to Hermes electronically.
0600 | info_received.label_created          | Shipment has not arrived at the depot (1st notice after 1 day)
0700 | info_received.label_created          | Shipment has not arrived at the depot (2nd notice after 2 days)
0800 | info_received.label_created          | Shipment has not arrived at the depot (3rd notice after 7 days)
0900 | info_received.label_created          | Shipment has not arrived at the depot (4th notice after 28 days)
1000 | in_transit.picked_up                 | The shipment has left the clients warehouse.
1510 | in_transit.arrived_at_facility       | Shipment handled at Logistics Center
1520 | returning.in_transit                 | Return shipment processed/sorted
1610 | in_transit.moving                    | Shipment is in international transit and located in #ORT# #LAND#.
1710 | in_transit.customs_clearance         | Customs Export for the shipment was created.
1720 | in_transit.customs_released          | Customs clearance was successfully completed.
1730 | exception.customs_hold               | Shipment is held by customs #IN# #CITY#.
1751 | exception.customs_hold               | The shipment was rejected by customs. | rejected by customs: a return is to be expected
1810 | in_transit.handed_to_partner         | The shipment will be handed over to the Hermes partner carrier for international shipping.
1820 | in_transit.handed_to_partner         | The shipment will be handed over to the Hermes partner carrier for international shipping.
1900 | in_transit.picked_up                 | The shipment was accepted #AM# #ORT# after collection.
1901 | in_transit.accepted                  | Shipment arrived at branch by self-delivery.
1910 | in_transit.picked_up                 | Shipment received on tour.
2000 | in_transit.arrived_at_delivery_depot | The shipment has arrived #IM# #ORT# #CITY#.
2100 | exception.delayed_operational        | The shipment has arrived #IM# #ORT# #CITY# without advice data. The shipment must be checked manually and subsequently recorded.
2300 | in_transit.arrived_at_delivery_depot | Shipment received (automatic)
2400 | in_transit.accepted                  | The shipment has been handed in at the #PAKETSHOPNAME# ParcelShop.
3000 | out_for_delivery.on_vehicle          | The shipment has gone out on a delivery route. Delivery is expected today.
3010 | in_transit.departed_facility         | Outgoing SAT delivery tour
3300 | in_transit.arrived_at_facility       | Shipment on tour (automatic) | inferred: not the scan of a driver who sets out, that is 3000
3410 | available_for_pickup.at_pickup_point | The shipment is available for collection from the Hermes ParcelShop #PAKETSHOPNAME#.
3430 | in_transit.handed_to_partner         | The shipment has been handed over to the island carrier. Transport to the island and delivery may depend on the tides.
3500 | delivered.unspecified                | The shipment has been delivered.
3510 | delivered.unspecified                | Shipment delivered (with handheld scanner)
3511 | delivered.mailbox                    | The shipment has been delivered in the letterbox.
3520 | delivered.unspecified                | Shipment delivered (without handheld scanner)
3530 | delivered.collected                  | The shipment has been collected by the recipient from the Hermes ParcelShop #PAKETSHOPNAME#.
3710 | exception.refused                    | Shipment returned (customer refused to accept the shipment) | "returned" from the tour, no return to the sender
3715 | attempt_failed.payment_due           | Shipment returned (COD amount could not be paid)
3720 | exception.address_incorrect          | Shipment returned (address not found)
3731 | attempt_failed.nobody_home           | Shipment returned (1st delivery attempt not successful)
3732 | attempt_failed.nobody_home           | Shipment returned (2nd delivery attempt not successful)
3733 | attempt_failed.nobody_home           | Shipment returned (3rd delivery attempt not successful)
3734 | attempt_failed.nobody_home           | Shipment returned (4th delivery attempt not successful)
3740 | exception.damaged                    | Shipment returned (damage)
3750 | attempt_failed.not_enough_time       | Shipment returned (tour cancellation)
3751 | attempt_failed.identity_check        | Shipment returned (Incorrect TAN 1)
3752 | attempt_failed.identity_check        | Shipment returned (Incorrect TAN 2)
3753 | attempt_failed.identity_check        | Shipment returned (Incorrect TAN 3)
3754 | attempt_failed.identity_check        | Shipment returned (Incorrect TAN 4)
3760 | in_transit.picked_up                 | Return shipment received (pick-up) | a customer's return parcel
3761 | in_transit.picked_up                 | Return shipment received (take-away) | a customer's return parcel
3780 | exception.misrouted                  | Shipment returned (misdirected)
3782 | attempt_failed.identity_check        | Shipment returned (customer identification failed - picture)
3783 | attempt_failed.identity_check        | Shipment returned (customer identification failed - name)
3784 | attempt_failed.identity_check        | Shipment returned (customer identification failed - Date of Birth)
3785 | attempt_failed.identity_check        | Shipment returned (customer identification failed - ID card number)
3786 | attempt_failed.identity_check        | Shipment returned (customer identification failed - pin code)
3787 | attempt_failed.identity_check        | Shipment returned (customer identification failed - age verification)
3795 | exception.undeliverable              | Delivery of the shipment will not be continued. | stopped by the sender
4010 | exception.refused                    | Shipment returned (customer refused to accept the shipment) | "returned" from the tour, no return to the sender
4015 | attempt_failed.payment_due           | Shipment returned (COD amount could not be paid)
4020 | exception.address_incorrect          | Shipment returned (address not found)
4024 | exception.rejected_by_carrier        | The shipment is back #IM# #ORT# #CITY#, as it was too large/heavy for ParcelShop storage.
4025 | in_transit.moving                    | Shipment returned | "returned" without a reason: back from the tour, no return to the sender
4031 | in_transit.arrived_at_delivery_depot | Shipment returned (1st delivery attempt not successful) | back at the depot after a failed attempt
4032 | in_transit.arrived_at_delivery_depot | Shipment returned (2nd delivery attempt not successful) | back at the depot after a failed attempt
4033 | in_transit.arrived_at_delivery_depot | Shipment returned (3rd delivery attempt not successful) | back at the depot after a failed attempt
4034 | exception.undeliverable              | Shipment returned (4th delivery attempt not successful)
4035 | exception.not_collected              | Shipment returned (not collected from ParcelShop)
4040 | exception.damaged                    | Shipment returned (damage)
4050 | attempt_failed.not_enough_time       | Shipment returned (tour cancellation)
4051 | in_transit.arrived_at_delivery_depot | Shipment returned (Incorrect TAN 1) | back at the depot after a failed attempt
4052 | in_transit.arrived_at_delivery_depot | Shipment returned (Incorrect TAN 2) | back at the depot after a failed attempt
4053 | in_transit.arrived_at_delivery_depot | Shipment returned (Incorrect TAN 3) | back at the depot after a failed attempt
4054 | exception.undeliverable              | Shipment returned (Incorrect TAN 4)
4060 | in_transit.picked_up                 | Return shipment received (pick-up) | a customer's return parcel
4061 | in_transit.picked_up                 | Return shipment received (take-away) | a customer's return parcel
4062 | in_transit.accepted                  | Return shipment received (take-away) | a customer's return parcel
4070 | in_transit.information               | Shipment on tour cancelled | takes back the departure of the tour
4072 | in_transit.information               | Shipment will be returned cancelled | takes back the return
4080 | exception.misrouted                  | Shipment returned (misdirected)
4081 | in_transit.arrived_at_delivery_depot | Shipment returned (Customer identification failed) | back at the depot after a failed identity check
4082 | in_transit.arrived_at_delivery_depot | Shipment returned (customer identification failed - picture) | back at the depot after a failed identity check
4083 | in_transit.arrived_at_delivery_depot | Shipment returned (customer identification failed - name) | back at the depot after a failed identity check
4084 | in_transit.arrived_at_delivery_depot | Shipment returned (customer identification failed - Date of Birth) | back at the depot after a failed identity check
4085 | in_transit.arrived_at_delivery_depot | Shipment returned (customer identification failed - ID card number) | back at the depot after a failed identity check
4086 | in_transit.arrived_at_delivery_depot | Shipment returned (customer identification failed - pin code) | back at the depot after a failed identity check
4087 | in_transit.arrived_at_delivery_depot | Shipment returned (customer identification failed - age verification) | back at the depot after a failed identity check
4095 | exception.undeliverable              | The shipment is #IM# #ORT# #CITY# again, as delivery was stopped. | stopped by the sender
4100 | exception.delayed_operational        | Unfortunately Hermes is unable to deliver the parcel as planned. The shipment will be kept #AM# #ORT# and delivered at a later date. Possible reasons: capacity bots or delays in the transport of shipments. | nine-digit codes of preferred days are held at request
4500 | in_transit.arrived_at_delivery_depot | Shipment stored (stocktaking)
4610 | exception.delayed_operational        | The shipment was unable to be picked up by the driver at the Hermes ParcelShop due to the high volume of shipments. The shipment is scheduled to be collected on the following working day.
4620 | exception.pickup_failed              | The shipment was not available at the Hermes ParcelShop and was therefore unable to be picked up by the driver. Another collection attempt will be made.
4630 | exception.lost                       | The shipment was again unable to be found in the Hermes ParcelShop: the whereabouts of the shipment are unclear. Please submit a shipment search to Hermes. | a search is advised
4690 | in_transit.information               | The last status was cancelled/corrected at the Hermes ParcelShop. | takes back the scan before it
6080 | returning.initiated                  | Shipment will be returned
6081 | returning.initiated                  | Shipment will be returned (customer refused to accept the shipment)
6082 | returning.initiated                  | Shipment will be returned (address not readable)
6083 | returning.initiated                  | Shipment will be returned (address not found)
6084 | returning.initiated                  | Shipment will be returned (receiver not met)
6085 | exception.damaged                    | Shipment will be returned (damage) | the return begins
6086 | exception.misrouted                  | Shipment will be returned (sorting issue) | "returned" to be sorted anew
6087 | exception.misrouted                  | Shipment will be returned (technical issue) | "returned" to be sorted anew
6088 | in_transit.redirected                | The shipment will be redirected at the request of the recipient.
6089 | returning.in_transit                 | Shipment will be returned (Returns)
6090 | in_transit.arrived_at_facility       | Shipment forwarded to LC
6092 | returning.initiated                  | Shipment will be returned (customer identification failed)
6093 | returning.initiated                  | The shipment is on its way back to the client because it was not collected from the Hermes ParcelShop.
6094 | returning.initiated                  | Shipment will be returned (COD amount could not be paid)
6096 | returning.initiated                  | The shipment is on its way back to the client as it was too big/heavy and cannot be handed in at the Hermes ParcelShop.
6098 | returning.initiated                  | The shipment is on its way back to the client because it could not be delivered due to a missing or incorrect TAN.
6099 | returning.initiated                  | The shipment is on its way back to the client, as delivery was stopped.
7500 | returned.to_sender                   | The return/return shipment has arrived at the client.
9040 | in_transit.information               | Bulky good identified (manually)
9041 | in_transit.information               | Bulky good identified (automated)
9311 | in_transit.delivery_options_changed  | The recipient has chosen a permanent PreferredParcelShop for the delivery of their shipments.
9315 | in_transit.delivery_options_changed  | The recipient has chosen a permanent PreferredAddress for the delivery of their shipments.
9321 | in_transit.delivery_options_changed  | A PreferredParcelShop was chosen for delivery.
9322 | in_transit.delivery_options_changed  | A PreferredNeighbour has been chosen for delivery.
9323 | in_transit.delivery_options_changed  | A PreferredStoragePlace has been chosen for delivery.
9324 | in_transit.delivery_scheduled        | A PreferredDeliveryDate has been chosen for delivery.
9325 | in_transit.delivery_options_changed  | A PreferredAddress has been chosen for delivery.
9327 | in_transit.information               | Hermes Customer Service has issued a note about the delivery.
9328 | in_transit.delivery_options_changed  | At the request of the customer, an address correction was carried out by Hermes Customer Service.
9340 | exception.cancelled                  | The shipment has been cancelled.
9341 | exception.cancelled                  | The shipment has been cancelled by the client.
9381 | in_transit.delivery_options_changed  | The permanent PreferredParcelShop has been cancelled.
9385 | in_transit.delivery_options_changed  | The permanent PreferredAddress has been cancelled.
9391 | in_transit.delivery_options_changed  | The PreferredParcelShop has been cancelled.
9394 | in_transit.delivery_options_changed  | The PreferredDate has been cancelled.
9395 | in_transit.delivery_options_changed  | The PreferredAddress has been cancelled.
9399 | in_transit.information               | The cancellation of the shipment has been deleted. | takes back the cancellation
`,
);
