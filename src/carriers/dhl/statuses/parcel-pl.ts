/**
 * Status codes of DHL Parcel Poland.
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `parcel-pl`. */
export const parcelPl = statusTable(
  "parcel-pl",
  `
AN         | exception.address_incorrect               | Invalid address for delivery. Please contact DHL Parcel Customer Service Department at 42 6 345 345.
AN_BO      | exception.refused                         | Pick-up refused – incorrect address of recipient
AN_RA      | exception.address_incorrect               | Invalid or incomplete address for delivery
AN_SAS     | exception.address_incorrect               | Invalid address for alternative recipient (neighbour) was entered.It is incomplete or not in the direct neighbourhood of the recipient.
AWI        | attempt_failed.nobody_home                | Delivery failed.Recipient was absent upon delivery.
AWI_CZAS   | returning.initiated                       | Shipment returned to sender – waiting time for delivery
AWI_DP2    | attempt_failed.nobody_home                | DHL courier did not find the recipient under the entered delivery address.Delivery at the time agreed with recipient
AWI_NSP    | attempt_failed.unspecified                | We will attempt another delivery today or within the next two business days.
AWI_ONU    | attempt_failed.nobody_home                | Authorised recipient was absent upon delivery
AWI_OZ     | attempt_failed.no_access                  | No access to the premises or housing estate closed
AWI_ROD    | attempt_failed.unspecified                | No supporting document provided for ROD
AWI_SAS    | attempt_failed.nobody_home                | DHL courier did not find alternative recipient (neighbour) under the entered delivery address
AWI_SPCAP  | in_transit.to_pickup_point                | Shipment directed to another SP due to original overflow
BCZ        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
BRG        | exception.payment_required                | Delivery was suspended until fees are paid by recipient
BRG_SAS    | attempt_failed.payment_due                | Alternative recipient (neighbour) did not pay for transport and/or goods
CC         | exception.unspecified                     | There occurred difficulties in shipment processing.To get detailed information
DOR        | delivered.unspecified                     | Shipment was delivered to recipient
DOR_LOK    | delivered.safe_place                      | Shipment was delivered to entered location
DOR_OTH    | delivered.to_representative               | Shipment was delivered to another person
DOR_OWL    | delivered.collected                       | Shipment picked up by Recipient in person in Sorting Depot/Customer Service Point
DOR_POC    | available_for_pickup.at_pickup_point      | Shipment was delivered to post office
DOR_RDZ    | delivered.to_representative               | Shipment was delivered to family member
DOR_SAS    | delivered.to_neighbour                    | Shipment was delivered to the entered alternative recipient (neighbour)
DOR_SP     | available_for_pickup.at_pickup_point      | Shipment arrived to DHL POP
DWP        | in_transit.accepted                       | Shipment accepted at DHL shipping terminal
EDB        | in_transit.customs_clearance              | Shipment accepted for customs clearance in the country of delivery
EDC        | in_transit.customs_released               | Shipment has been cleared at customs
EDWP       | info_received.label_created               | DHL received electronic shipment data. Information will be updated after Sender hands out shipment for transport
EXA        | in_transit.customs_clearance              | Shipment entered customs clearance
EXC        | in_transit.customs_released               | Shipment released from customs
KWC        | in_transit.delivery_scheduled             | Shipment ready for delivery today
LIK        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
LK         | out_for_delivery.on_vehicle               | Shipment handed out to courier for delivery
LP         | in_transit.arrived_at_delivery_depot      | Shipment arrived in branch office
LW         | in_transit.moving                         | Shipment in transport
LW_PL      | in_transit.moving                         | Shipment on its way to Poland
OP         | exception.refused                         | Recipient refused to pick up shipment
OP_BWER    | exception.refused                         | Pick-up refused – content impossible to verify before signing or collecting COD
OP_COD     | exception.refused                         | Pick-up refused – invalid amount of COD
OP_DO      | returning.initiated                       | Return of shipment to Sender – invalid ID
OP_DOK     | returning.initiated                       | Return of shipment to Sender – no additional documents to pick up
OP_DUB     | exception.refused                         | Pick-up refused – order doubled
OP_OTH     | exception.refused                         | Recipient refused to pick up shipment
OP_PLA     | exception.refused                         | Pick-up refused – invalid payer
OP_PNK     | exception.refused                         | Recipient refused to pick up shipment
OP_REZ     | exception.refused                         | Pick-up refused – resignation
OP_ROD     | exception.refused                         | Pick-up refused – incomplete ROD
OP_SAS     | exception.refused                         | Alternative neighbour recipient refused to pick up shipment
OP_TNZ     | exception.refused                         | Pick-up refused – goods not ordered or incorrect
OP_UMO     | exception.refused                         | Pick-up refused – errors in contract
OP_USK     | exception.refused                         | Recipient refused to pick up shipment
OP_USP     | exception.refused                         | Recipient refused to pick up shipment
OWL        | available_for_pickup.at_depot             | Shipment to be picked up by customer in DHL terminal
OWL_KP     | available_for_pickup.at_depot             | Customer was notified about the date and place for picking up shipment
OWL_ONO    | available_for_pickup.at_depot             | Shipment to be picked up by customer
OWL_PS_KP  | available_for_pickup.at_locker            | Customer was notified about the date and place for picking up shipment
OWL_PS_ONO | available_for_pickup.at_locker            | Shipment to be picked up by customer – Packstation
OWL_SP_KP  | available_for_pickup.at_pickup_point      | Customer was notified about the date and place for picking up shipment/parcel locker filled/to be picked up in Service Point
OWL_SP_ONO | available_for_pickup.at_pickup_point      | Shipment to be picked up by customer – Service Point
PNK        | exception.delayed                         | Incomplete shipment
PNPT       | in_transit.delivery_options_changed       | Recipient’s decision: new date for shipment delivery
PO18       | in_transit.delivery_options_changed       | Recipient’s decision: changed hours for shipment delivery
POW        | in_transit.information                    | Notification has been sent to recipient
PPDOR      | delivered.collected                       | Shipment was picked up in DHL Customer Service Point
PSHOP      | in_transit.delivery_options_changed       | Recipient’s decision: shipment to be picked up in person in DHL POP
REZ        | returning.initiated                       | Recipient’s decision: shipment will be returned to Sender
SAS        | in_transit.delivery_options_changed       | Recipient’s decision: alternative delivery address for shipment in case there is no Addressee
SEC        | in_transit.customs_clearance              | Shipment in customs clearance
SOB        | in_transit.delivery_options_changed       | Recipient’s decision: new date for shipment delivery
SORT       | in_transit.arrived_at_facility            | Shipment under processing in sorting depot
SP_ATDSP   | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
SP_CAP     | attempt_failed.pickup_point_unavailable   | Delivery to DHL POP was not possible.There will be another delivery attempt
SP_CN      | exception.cancelled                       | Posting shipment from DHL POP was cancelled. Please contact the Sender
SP_DOR     | delivered.collected                       | Shipment has been collected from DHL POP
SP_DSP     | available_for_pickup.at_pickup_point      | Shipment is waiting to be collected from DHL POP
SP_DW      | in_transit.to_pickup_point                | Your shipment is on its way to DHL POP point
SP_DWP     | in_transit.accepted                       | Shipment sent from DHL POP is waiting to be collected by DHL courier
SP_KP      | available_for_pickup.at_pickup_point      | Customer was notified about the date and place for picking up shipment from DHL POP
SP_KZW     | exception.not_collected                   | Return of shipment to Sender – collection date from DHL POP has expired
SP_OP      | exception.refused                         | Shipment returned to sender – recipient refused to accept shipment from DHL POP
SP_PA      | available_for_pickup.at_pickup_point      | Shipment is waiting to be collected from DHL POP
SP_PU      | in_transit.picked_up                      | Shipment picked up by DHL courier from DHL POP
SP_TO      | exception.not_collected                   | Return of shipment to Sender – collection date from DHL POP has expired
SP_ZAM     | attempt_failed.pickup_point_unavailable   | Shipment delivery to DHL POP was suspended.Please contact DHL Parcel Customer Service Department at 42 6 345 345
SP_ZWR     | exception.refused                         | Shipment returned to sender – recipient refused to accept shipment
TRM        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
TRM_X      | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
TRM2       | in_transit.arrived_at_delivery_depot      | Shipment arrived at DHL Terminal.Delivery to the recipient is planned today at the time agreed with recipient
WEJPL      | in_transit.arrived_in_destination_country | Shipment arrived in Poland
WER        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
WYJPL      | in_transit.departed_origin_country        | Shipment left Poland
ZA         | in_transit.delivery_options_changed       | Recipient’s decision: new delivery address for shipment
ZAIT       | in_transit.delivery_options_changed       | Recipient’s decision: new delivery address for shipment
ZID        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
ZMA        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
ZOS        | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
ZWN        | returned.to_sender                        | Shipment returned to sender
ZWR        | returning.initiated                       | Shipment will be returned to sender
ZWR_AN     | returning.initiated                       | Shipment will be returned to sender
ZWR_OP     | returning.initiated                       | Shipment will be returned to sender.Delivery was not possible
ZWR_WER    | returning.initiated                       | Shipment will be returned to sender
ZWR_ZB     | returning.initiated                       | DHL courier made two delivery attempts. Time for shipment collection in DHL point has expired.Shipment will be returned to sender
ZWR_ZT     | returning.initiated                       | DHL courier made two delivery attempts. Time for shipment collection in DHL point has expired. Shipment was returned to sender after telephone confirmation
ZWW        | attempt_failed.unspecified                | Delivery failed. Shipment awaiting consecutive delivery cycle.
ZWW_KRYZ   | in_transit.delivery_scheduled             | Shipment ready to be delivered on the next working day
ZWW_NSP    | in_transit.to_pickup_point                | Delivery to DHL POP is planned on the next working day
`,
);
