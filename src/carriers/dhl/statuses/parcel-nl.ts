/**
 * Status codes of DHL Parcel in the Benelux.
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026.
 * Return codes carry statusCode transit or failure; RETURNED_TO_SHIPPER only starts the return.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `parcel-nl`. */
export const parcelNl = statusTable(
  "parcel-nl",
  `
ACCESSPOINT_FULL_REDELIVER   | attempt_failed.pickup_point_unavailable | Delivery at post office not possible, new delivery attempt on next delivery day
ADDRESS_CORRECTED_BY_DEPOT_MANAGER | in_transit.problem_resolved             | Address details corrected
ADDRESS_NOT_FOUND            | exception.address_incorrect             | Delivery interrupted, address not located
ADDRESS_UNKNOWN              | returning.initiated                     | Address details unknown or incorrect, return to sender
AGREED_COLLECTION            | info_received.pickup_scheduled          | Shipment will be picked up as scheduled
AGREED_DELIVERY              | in_transit.delivery_scheduled           | Delivery according to agreement
ANNOUNCED_AT_PARCELSHOP      | info_received.label_created             | Announced at DHL ServicePoint
ARRIVED_AT_DELIVERY_FACILITY | in_transit.arrived_at_delivery_depot    | Arrived in your region
ARRIVED_AT_INBOUND_GATEWAY   | in_transit.arrived_at_facility          | Arrived at inbound gateway
ARRIVED_AT_ORIGIN_DEPOT      | in_transit.arrived_at_facility          | Arrived at depot in country of origin
ARRIVED_AT_ORIGIN_GATEWAY    | in_transit.arrived_at_facility          | Arrived at international sorting center in country of origin
ARRIVED_AT_ORIGIN_HUB        | in_transit.arrived_at_facility          | Arrived at sorting center in country of origin
ARRIVED_AT_TERMINAL          | in_transit.arrived_at_facility          | Arrived at terminal
ARRIVED_DAMAGED              | exception.damaged                       | Arrived at the CityHub with damage
ARRIVED_FACILITY             | in_transit.arrived_at_facility          | Arrived at the international sorting center
AWAITING_PAYMENT_RECEIVER_NOTIFIED | exception.payment_required              | Awaiting payment, recipient has been notified
AWAITING_RECEIVER_COLLECTION | available_for_pickup.at_depot           | Ready for collection at sorting center
BACKLOG_COLLECTION_CANCELLED | exception.cancelled                     | Shipment(s) not picked up due to backlog, pick-up order cancelled
BACKLOG_NOT_COLLECTED        | exception.pickup_failed                 | No pick-up due to DHL backlog, new pick-up attempt next delivery day
BACKLOG_NOT_DELIVERED        | exception.delayed_operational           | Delivery interrupted, delivery date changed
BACKLOG_PICKUP_CANCELLED     | exception.cancelled                     | Shipment(s) not picked up due to backlog, pick-up order cancelled
BAD_ADDRESS                  | exception.address_incorrect             | Address details unknown or incorrect, we will contact the sender for instructions
BAD_ADDRESS_INTERNATIONAL    | exception.address_incorrect             | Incorrect address details, please contact the sender
BAD_ADDRESS_NOT_COLLECTED    | exception.cancelled                     | Incorrect pick-up address, pick-up order cancelled
BONDED_LOCATION              | in_transit.customs_clearance            | Stored in the customs area
BREAK_BULK_SHIPMENT_PROCESSED_BY_CUSTOMS | in_transit.customs_released             | Break bulk shipment processed by customs
BROKER_NOTIFIED              | in_transit.customs_clearance            | Broker informed
BROKER_RELEASED              | in_transit.customs_released             | Cleared by the broker and released at customs
CALAMITY_SYSTEM_INTERVENTION_DELIVERY_AT_PARCELSHOP | in_transit.to_pickup_point              | We deliver your shipment at a DHL ServicePoint.
CLEARANCE_DELAY              | exception.customs_hold                  | Delayed during clearance at customs
CLEARANCE_RELEASE            | in_transit.customs_released             | Released by customs
CLOSED                       | attempt_failed.business_closed          | Recipient is closed
CLOSED_AWAITING_COLLECTION   | available_for_pickup.at_depot           | We missed each other, ready for collection at sorting center on next business day
CLOSED_ON_ARRIVAL            | attempt_failed.business_closed          | Recipient is not present
CLOSED_SHIPMENT              | exception.unspecified                   | Delivery (partially) interrupted, please contact the sender
COD_AMOUNT_CHANGED           | in_transit.delivery_options_changed     | Cash on delivery amount changed on request of the sender
COLLECT_AGAIN_SAME_ADDRESS   | info_received.pickup_scheduled          | New pick-up attempt at the same address next delivery day
COLLECTED                    | in_transit.picked_up                    | Shipment(s) has/have been picked up
COLLECTED_AT_ACCESSPOINT     | delivered.collected                     | Collected at DHL ServicePoint by the recipient
COLLECTED_AT_NEIGHBOUR       | in_transit.picked_up                    | Picked up at neighbours by the courier
COLLECTED_AT_PARCELSHOP      | delivered.collected                     | Collected at DHL ServicePoint by the recipient
COLLECTED_AT_PARCELSTATION   | delivered.collected                     | Collected at DHL ServicePoint by the recipient
COLLECTION_ADDRESS_CLOSED    | exception.pickup_failed                 | Pick-up address closed
COLLECTION_DATA_RECEIVED     | info_received.pickup_scheduled          | Pickup order has been received by DHL
COLLECTION_HANDED_OVER_TO_DD | info_received.pickup_scheduled          | Pickup order handed over to another courier
COLLECTION_HANDED_OVER_TO_THIRD_PARTY | info_received.pickup_scheduled          | Pickup order handed over to another courier
COLLECTION_IMPORT_EXPRESS    | info_received.pickup_scheduled          | Pickup order received from Express
COLLECTION_ORDER_HANDED_OVER_TO_DRIVER | info_received.pickup_scheduled          | Pickup order handed over to the courier
COLLECTION_ORDER_OUT_FOR_DELIVERY | info_received.pickup_scheduled          | Courier on route for pickup order
COLLECTION_ORDER_REFUSED     | exception.pickup_failed                 | Pickup order refused by the courier
COLLECTION_ORDER_SCANNED     | info_received.pickup_scheduled          | Pickup order scanned by the courier
COLLECTION_PLANNED_IN_ROUTE  | info_received.pickup_scheduled          | Pickup planned in the route of the courier
CONFIRM_UPLIFT               | in_transit.departed_facility            | Ready for departure from the international sorting center
CONFIRMATION_OF_CLOSING_THE_SCAN-APPLICATION_AFTER_THE_SCAN_FOR_RETURN | in_transit.moving                       | Sorted to send to the sorting center
CS_ACTION_REQUIRED           | exception.unspecified                   | Sender will contact DHL
CUSTOMS_DATA_INCORRECT_RETURN_TO_SHIPPER | returning.initiated                     | Customs data incorrect, return to shipper
DAMAGE_RETURN                | exception.damaged                       | Damage found, return to sender
DANGEROUS_GOODS_OCCURRENCE   | exception.rejected_by_carrier           | Pending action or information
DATA_MISSING                 | exception.customs_documents_missing     | The shipment's data is missing
DATA_RECEIVED_WITH_PREFIX_LABEL | info_received.label_created             | Shipment not yet received or processed
DELIVERED                    | delivered.unspecified                   | Delivered
DELIVERED_AT_ACCESSPOINT     | available_for_pickup.at_pickup_point    | Delivered at DHL ServicePoint
DELIVERED_AT_DEPOT           | available_for_pickup.at_depot           | Delivered at depot
DELIVERED_AT_NEIGHBOURS      | delivered.to_neighbour                  | Delivered at the neighbours
DELIVERED_AT_PARCELSHOP      | in_transit.to_pickup_point              | INTERNAL EVENT - Parcel not ready for collection at DHL ServicePoint
DELIVERED_AT_PARCELSTATION   | available_for_pickup.at_locker          | Delivered at DHL ServicePoint, your shipment is ready for collection
DELIVERED_AT_PREFERED_NEIGHBOURS | delivered.to_neighbour                  | Delivered at the preferred neighbours
DELIVERED_AT_SAFEPLACE       | delivered.safe_place                    | Delivered at the preferred location
DELIVERED_AT_SHIPPER         | returned.to_sender                      | Delivered at the sender
DELIVERED_DAMAGED            | delivered.unspecified                   | Delivered with damage
DELIVERED_IN_MAILBOX         | delivered.mailbox                       | Delivered in mailbox
DELIVERED_NO_CODE_VALIDATION | delivered.unspecified                   | Delivered
DELIVERED_NOT_IN_TIME        | delivered.unspecified                   | Delivered
DELIVERY_CODE_MISSING_NEW_ATTEMPT | attempt_failed.identity_check           | The delivery code is missing or incorrect, new delivery attempt will follow
DELIVERY_CODE_MISSING_PICK_UP | attempt_failed.nobody_home              | The delivery code is missing or incorrect, available for pick-up the next business day
DELIVERY_CODE_MISSING_RETURN | returning.initiated                     | Returned to the sender due to missing or incorrect delivery code
DELIVERY_DATA_INCORRECT      | exception.address_incorrect             | Address details incorrect, delay due to manual address check
DELIVERY_DATA_INCORRECT_RETURN | returning.initiated                     | Incorrect address details, the shipment will return to the sender
DELIVERY_DATE_CHANGED_BY_DEPOT_MANAGER | exception.delayed                       | Delivery postponed, delivery date changed
DELIVERY_DATE_CHANGED_BY_DEPOT_MANAGER_REASON_CLOSED | attempt_failed.business_closed          | Delivery postponed, delivery date changed
DELIVERY_PLANNED_IN_ROUTE    | in_transit.delivery_scheduled           | Delivery planned in the route of the courier
DENIED_PARTIES               | exception.security_hold                 | Stopped because of sanctioned countries
DEPART_DESTINATION_GATEWAY   | in_transit.departed_facility            | Departed from international sorting center in destination country
DEPART_FACILITY              | in_transit.departed_facility            | Processed at the sorting center
DEPART_ORIGIN_GATEWAY        | in_transit.departed_facility            | Departed from international sorting center in country of origin
DEPART_SHIPPER_FACILITY      | info_received.label_created             | The shipment has departed the warehouse of the shipper
DEPARTURE                    | in_transit.departed_facility            | Departure from the sorting center
DEPOT_SCAN                   | in_transit.arrived_at_facility          | Scanned at the sorting center
DESTROYED                    | exception.disposed                      | Disposed of shipment as requested by the sender
DIFFERENT_STATUSES           | in_transit.information                  | Various
DUTY_INVOICE                 | exception.customs_charges_due           | Duty invoice prepared
ENTRY_SUBMITTED              | in_transit.customs_clearance            | Entry submitted
EXPECTED_RETURN_DELIVERED_AT_SHIPPER_CALCULATED | returned.to_sender                      | Returned to the sender
FACILITY_CHECK_IN            | in_transit.arrived_at_facility          | Arrived at the international sorting center
FACILITY_CHECK_OUT           | in_transit.departed_facility            | Ready for departure from the international sorting center
FAILED_TO_DELIVER_REDELIVER  | attempt_failed.unspecified              | Delivery delayed, new delivery attempt on next delivery day
FORCE_MAJEURE                | exception.delayed                       | Delivery interrupted, delivery date changed
FORWARD_DESTINATION          | in_transit.arrived_at_delivery_depot    | Forwarded to the CityHub
FORWARD_DESTINATION_TOO_LATE | exception.delayed_operational           | Forwarded to the CityHub too late
FORWARD_THIRD_PARTY          | in_transit.handed_to_partner            | Forwarded to local carrier
FORWARD_TO_DIFFERENT_PARCELSHOP | in_transit.to_pickup_point              | Selected DHL ServicePoint closed, redirected to other DHL ServicePoint
FORWARDED_TO_DIFFERENT_ADDRESS | in_transit.redirected                   | Will be forwarded to another address
FOUND_AT_DEPOT               | in_transit.problem_resolved             | Found at the CityHub
FOUND_DURING_INVENTORY       | in_transit.problem_resolved             | Found during stocktaking
GATEWAY_ARRIVED              | in_transit.arrived_at_facility          | Arrived at international sorting center in transit country
GATEWAY_DEPARTED             | in_transit.departed_facility            | Departed from international sorting center in transit country
HANDOVER                     | in_transit.handed_to_partner            | Handed over to local carrier
HELD_FOR_PAYMENT             | exception.payment_required              | Awaiting payment
HELD_IN_STORAGE              | in_transit.held_at_request              | Held in storage
HELD_IN_STORAGE_BACKLOG      | exception.delayed_operational           | In storage for later delivery
HELD_IN_STORAGE_CLOSED       | attempt_failed.business_closed          | Held in storage, receiver location closed
HELD_IN_STORAGE_DAMAGED      | exception.damaged                       | Held in storage due to damage
HELD_IN_STORAGE_HOLIDAY      | exception.delayed                       | In storage because of holiday
HELD_IN_STORAGE_INCOMPLETE   | exception.delayed                       | In storage because of incomplete
HELD_IN_STORAGE_REFUSED      | exception.refused                       | In storage because of refusal
HELD_OUT_DEPOT               | in_transit.problem_resolved             | Taken out of storage
ID_CHECK_UNSUCCESSFUL        | attempt_failed.identity_check           | Delivery unsuccessful, ID could not be verified
IMAGE_AVAILABLE              | in_transit.information                  | Image available at DHL
IN_CLEARANCE_PROCESS         | in_transit.customs_clearance            | In clearance at customs
IN_ROUTE_THIRD_PARTY         | in_transit.handed_to_partner            | On route to the CityHub
INCORRECT/UNKNOWN_PIN        | attempt_failed.identity_check           | Pincode incorrect or unknown
INFORMATION_ON_DELIVERY_TRANSMITTED | in_transit.delivery_scheduled           | Delivery planned at the CityHub
INSUFFICIENT_DOCUMENTATION   | exception.customs_documents_missing     | Incorrect or incomplete documentation
INTERVENTION                 | in_transit.delivery_options_changed     | Delivery instruction changed
INTERVENTION_DELIVERY_ADDRESS_CHANGED_INTO_PARCELSHOP | in_transit.delivery_options_changed     | Request by the recipient for delivery at DHL ServicePoint
INTERVENTION_DELIVERY_ADDRESS_CHANGED_INTO_PARCELSTATION | in_transit.delivery_options_changed     | Delivery address changed to DHL Locker
INTERVENTION_DELIVERY_SCHEDULED_AT_ANOTHER_TIME/DATE | in_transit.delivery_options_changed     | Delivery date changed successfully
INTERVENTION_PROCESSED_FOR_COLLECTION_AT_PARCELSHOP | in_transit.delivery_options_changed     | Delivery instruction changed to delivery at DHL ServicePoint
INTERVENTION_PROCESSED_FOR_DELIVERY_AT_NEIGHBOURS | in_transit.delivery_options_changed     | Delivery instruction changed to delivery at the neighbours
INTERVENTION_PROCESSED_FOR_DELIVERY_AT_SAFEPLACE | in_transit.delivery_options_changed     | We deliver your shipment at your preferred location
INTERVENTION_RECEIVER_REQUEST_DELIVERY_CANCELLED | returning.initiated                     | Returned to sender
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_ACCESSPOINT | in_transit.delivery_options_changed     | We deliver your parcel to a post office
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_ANOTHER_TIME/DATE | in_transit.delivery_options_changed     | We deliver your shipment at your preferred day and/or time
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_DIFFERENT_ADDRESS | in_transit.delivery_options_changed     | Request by the recipient for delivery to a different address
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_NEIGHBOURS | in_transit.delivery_options_changed     | We deliver your shipment at your neigbours
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_PARCELSHOP | in_transit.delivery_options_changed     | We deliver your shipment at a DHL ServicePoint
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_PARCELSTATION | in_transit.delivery_options_changed     | We deliver your parcel in a DHL Locker
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_PREFERRED_NEIGHBOURS | in_transit.delivery_options_changed     | We deliver your parcel to the preferred neighbours
INTERVENTION_RECEIVER_REQUESTS_DELIVERY_AT_SAFEPLACE | in_transit.delivery_options_changed     | We deliver your shipment at your preferred location
INTERVENTION_REQUEST_CANCEL_INTERVENTION | returning.initiated                     | Returned to sender
INTERVENTION_REQUEST_CANCEL_INTERVENTION_SUSPECTED_FRAUD | returning.initiated                     | Returned at the sender's request
INTERVENTION_SHIPPER_REQUEST_DELIVERY_CANCELLED | returning.initiated                     | Returned at the sender's request
INTERVENTION_SYSTEM_FAILED_DELIVERY_AT_PARCELSHOP | attempt_failed.unspecified              | Your delivery preference for this parcel is not possible
INTERVENTION_SYSTEM_FAILED_DELIVERY_AT_SAFEPLACE | attempt_failed.unspecified              | Your delivery preference for this parcel is not possible
INTERVENTION_SYSTEM_REQUESTS_DELIVERY_AT_PARCELSHOP | in_transit.to_pickup_point              | We'll deliver your parcel at the specified DHL ServicePoint
INTERVENTION_SYSTEM_REQUESTS_DELIVERY_AT_SAFEPLACE | in_transit.delivery_options_changed     | We'll deliver your parcel at the specified place near your house
INVALID_SHIPMENT_SPECIFICATION | exception.rejected_by_carrier           | Shipment does not meet the conditions
INVALID_SHIPMENT_SPECIFICATION_RETURN | returning.initiated                     | Shipment does not meet the conditions, return to sender
INVENTORY                    | in_transit.information                  | Inventory
LABEL_UNUSABLE               | exception.rejected_by_carrier           | Label issue, the shipment will be relabelled and forwarded
LEG_CREATED                  | info_received.label_created             | Registered in network
LEG_REFERENCE_ADDED          | in_transit.information                  | Reference added
LOAD_VEHICLE                 | out_for_delivery.on_vehicle             | Out for delivery with the courier
MANIFESTED                   | in_transit.customs_clearance            | Ready for final customs check
MIS_ROUTED                   | exception.misrouted                     | Sorted incorrectly, delayed because of resorting
MISCODE                      | exception.address_incorrect             | Address details incorrect due to wrong zip code
MISROUTED_RETURN_TO_SHIPPER  | returning.initiated                     | Sorted incorrectly, return to the sender
MISSED_DELIVERY_CYCLE        | exception.delayed_operational           | Missed delivery route
MISSING_AFTER_ROUTE          | exception.under_investigation           | Delivery interrupted
MISSORT                      | exception.misrouted                     | Sorted incorrectly, delayed because of resorting
MONEY_TRANSFERED_TO_SENDER   | in_transit.information                  | Payment transferred by the recipient
NEW_COLLECTION_ATTEMPT       | info_received.pickup_scheduled          | New pickup attempt by the courier
NEW_DELIVERY_ATTEMPT         | attempt_failed.unspecified              | New delivery attempt on the next delivery day
NO_MONEY_REDELIVER           | attempt_failed.payment_due              | No payment, new delivery attempt on the next delivery day
NO_MONEY_RETURN              | returning.initiated                     | No payment, return to sender
NOT_ARRIVED                  | exception.under_investigation           | Not arrived at the CityHub
NOT_HOME                     | attempt_failed.nobody_home              | We missed each other
NOT_HOME_NEW_DELIVERY        | attempt_failed.nobody_home              | We missed each other, new attempt on the next delivery day
NOT_HOME_RETURN_TO_SHIPPER   | returning.initiated                     | We missed each other, the parcel will return to the sender
NOT_HOME_SYSTEM_INTERVENTION_DELIVERY_AT_PARCELSHOP | in_transit.to_pickup_point              | We missed each other, we will forward your parcel to a DHL ServicePoint
NOT_HOME_TO_PARCELSHOP       | in_transit.to_pickup_point              | We missed each other
NOTHING_COLLECTED            | exception.pickup_failed                 | Nothing picked up by the courier
NOTHING_PICKED_UP            | exception.pickup_failed                 | No shipment(s) picked up
NOTHING_PICKED_UP_GOODS_ALREADY_COLLECTED | exception.pickup_failed                 | Nothing was picked up, shipment(s) already picked up previously
NOTHING_PICKED_UP_GOODS_ARE_NOT_READY_YET | exception.pickup_failed                 | Nothing was picked up, no shipment(s) prepared
NOTHING_PICKED_UP_NO_GOODS_FOR_TODAY | exception.pickup_failed                 | Nothing was picked up, no shipment(s) today
NOTHING_PICKED_UP_NO_ORDER_GIVEN | exception.pickup_failed                 | No shipment(s) picked up, no orders submitted
NOTHING_PICKED_UP_ORDER_CANCELLED | exception.cancelled                     | Nothing was picked up, order was cancelled
NOTHING_PICKED_UP_OTHER_REASON | exception.pickup_failed                 | No shipment(s) picked up
NOTIFICATION_FOR_PARCELSHOP_COLLECTION_HAS_BEEN_SENT | available_for_pickup.at_pickup_point    | Parcel delivered at DHL ServicePoint and is ready for collection
NOTIFICATION_FOR_PARCELSHOP_COLLECTION_HAS_FAILED | in_transit.information                  | Failed to send notification for collection at DHL ServicePoint by the recipient
NOTIFICATION_NOT_HOME_TO_PARCELSHOP | in_transit.to_pickup_point              | We missed you. We deliver your shipment at a DHL ServicePoint.
NOTIFICATION_OF_DELIVERY_TIME_HAS_BEEN_SENT | in_transit.delivery_scheduled           | Notification of delivery time frame sent to the recipient
NOTIFICATION_OF_TIME_FRAME_HAS_BEEN_SENT | in_transit.delivery_scheduled           | Notification of delivery time frame sent to the recipient
ON_HOLD                      | in_transit.held_at_request              | Temporarily in storage
ON_HOLD_ANNOUNCED            | in_transit.held_at_request              | Temporarily in storage
ON_HOLD_BAD_ADDRESS          | exception.address_incorrect             | Incorrect address details, pending correct details
ON_HOLD_FOR_COLLECTION       | available_for_pickup.at_depot           | Ready for collection at the sorting center by the recipient
ON_ROUTE_TO_SHIPPER          | returning.in_transit                    | On route to the sender
OUT_FOR_DELIVERY             | out_for_delivery.on_vehicle             | Out for delivery with the courier
PACKAGING_ISSUE              | exception.rejected_by_carrier           | The shipment's packaging is not suited for transport
PALLET_MATERIAL_NOT_AVAILABLE | exception.pickup_failed                 | No empty pallet material available at pick-up address
PALLET_MATERIAL_NOT_AVAILABLE_AT_PICKUP | exception.pickup_failed                 | No empty pallet material available at pick-up address
PALLET_NOT_EMPTY             | exception.pickup_failed                 | Euro-pallets at pick-up address still in use
PALLET_NOT_EMPTY_AT_PICKUP   | exception.pickup_failed                 | Euro-pallets at pick-up address still in use
PARCEL_ALREADY_RETURNED      | returned.to_sender                      | Already returned to the sender
PARCEL_ARRIVED_AT_LOCAL_DEPOT | in_transit.arrived_at_delivery_depot    | Arrived in your region
PARCEL_COLLECTED             | in_transit.picked_up                    | Picked up by the courier
PARCEL_COLLECTED_AT_PARCELSHOP_BY_COURIER | in_transit.picked_up                    | Picked up at DHL ServicePoint by the courier
PARCEL_COLLECTED_AT_SERVICEPOINT_BY_COURIER | in_transit.picked_up                    | Picked up at DHL ServicePoint by the courier
PARCEL_FOUND_AT_PARCELSHOP   | available_for_pickup.at_pickup_point    | Pickup at DHL ServicePoint possible again
PARCEL_HANDED_OVER_TO_COURIER | out_for_delivery.on_vehicle             | Handed over to the courier
PARCEL_HELD_FOR_COLLECTION_AT_LOCAL_DEPOT | available_for_pickup.at_depot           | Ready for collection by the recipient
PARCEL_INFORMATION_REMOVED_FROM_PARCELSHOP_APPLICATION | in_transit.information                  | Removed from the application of DHL ServicePoint
PARCEL_INTO_FALLBACK         | out_for_delivery.on_vehicle             | Out for delivery with the courier
PARCEL_MISSING               | exception.under_investigation           | Delivery interrupted, the parcel is delayed for one or two days
PARCEL_MISSING_AT_PARCELSHOP | exception.under_investigation           | Parcel missing, please contact the sender
PARCEL_MISSING_AT_PARCELSHOP_NOTICED_AT_STOCK_CHECK | exception.under_investigation           | Parcel collection at DHL ServicePoint temporarily not possible
PARCEL_MISSING_AT_PARCELSHOP_NOTICED_BY_COURIER | exception.under_investigation           | Pickup by the courier at DHL ServicePoint temporarily not possible
PARCEL_MISSING_AT_PARCELSHOP_NOTICED_BY_CUSTOMER | exception.under_investigation           | Collection at DHL ServicePoint temporarily not possible
PARCEL_MISSING_AT_PARCELSTATION_NOTICED_BY_COURIER | exception.pickup_failed                 | Nothing picked up, no parcel found in the DHL Locker
PARCEL_NO_DATA               | in_transit.information                  | No data
PARCEL_NOT_BROUGHT_IN        | exception.pickup_failed                 | Not dropped off by the sender
PARCEL_NOT_COLLECTED_AT_PARCELSHOP | exception.not_collected                 | Not collected at DHL ServicePoint
PARCEL_NOT_SORTED_AT_HUB_NO_INFO | in_transit.arrived_at_facility          | Received in sorting center, awaiting the data
PARCEL_OUT_OF_TIME_FOR_DROP_OFF | exception.pickup_failed                 | Period expired for drop off at DHL ServicePoint by the sender
PARCEL_PICKED_UP_AT_ACCESSPOINT | in_transit.picked_up                    | Picked up at post office by the courier
PARCEL_PICKED_UP_AT_PARCELSHOP | in_transit.picked_up                    | Picked up at DHL ServicePoint by the courier
PARCEL_PICKED_UP_AT_PARCELSTATION | in_transit.picked_up                    | Picked up from DHL Locker by the courier
PARCEL_READY_FOR_RETURN_TO_HUB | in_transit.moving                       | Ready to send to the sorting center
PARCEL_RECEIVED              | in_transit.accepted                     | Dropped off by the sender
PARCEL_RELABELED_FOR_RETURN_TO_SHIPPER | returning.initiated                     | Relabeled for return to sender
PARCEL_RESORTED_AT_HUB       | in_transit.arrived_at_facility          | Resorted at the sorting center
PARCEL_RETURNED_FROM_ROUTE   | attempt_failed.unspecified              | Returned from the route of the courier
PARCEL_SCANNED_AT_RETURN_HUB | returning.in_transit                    | Returned to sender
PARCEL_SCANNED_FOR_COLLECTION_AT_ACCESSPOINT_BY_COURIER | in_transit.picked_up                    | Picked up at DHL ServicePoint by the courier
PARCEL_SCANNED_FOR_COLLECTION_AT_PARCELSHOP_BY_COURIER | in_transit.picked_up                    | Pickup order scanned at DHL ServicePoint by the courier
PARCEL_SCANNED_FOR_COLLECTION_AT_PARCELSTATION_BY_COURIER | in_transit.picked_up                    | Picked up at DHL ServicePoint by the courier
PARCEL_SCANNED_FOR_COLLECTION_AT_SERVICEPOINT_BY_COURIER | in_transit.picked_up                    | Pickup order scanned at DHL ServicePoint by the courier
PARCEL_SCANNED_FOR_RETURN_TO_HUB | in_transit.moving                       | Scanned for return to sorting center
PARCEL_SCANNED_INTO_HAND-TERMINAL | out_for_delivery.on_vehicle             | Entered into handheld device of the courier
PARCEL_SORTED_AT_GATEWAY     | in_transit.arrived_at_facility          | Sorted at international sorting center in transit country
PARCEL_SORTED_AT_HUB         | in_transit.arrived_at_facility          | Processed at the sorting center
PARCEL_SORTED_TO_OVERFLOW    | in_transit.arrived_at_facility          | Sorted at the sorting center
PARCEL_TOO_HEAVY_RETURN      | returning.initiated                     | The shipment is too heavy, return to the sender
PARCEL_TOO_LARGE_RETURN      | returning.initiated                     | The shipment is too large, return to the sender
PARCEL_WILL_BE_BROUGHT_IN_BY_RECEIVER | info_received.label_created             | Ready for drop off by the sender
PARCEL_WILL_BE_DELIVERED_SOON | out_for_delivery.recipient_contacted    | We're almost there
PARCELSHOP_DELIVERY_DEVIATION | available_for_pickup.at_pickup_point    | The parcel has been delivered to a different DHL ServicePoint
PARCELSHOP_FULL_REDELIVER    | attempt_failed.pickup_point_unavailable | DHL ServicePoint full, new delivery attempt on the next delivery day
PARCELSTATION_DELIVERY_UNSUCCESFULL_RETURN | returning.initiated                     | Delivery in DHL Locker unsuccessful, return to the sender
PARCELSTATION_NOT_AVAILABLE_REDELIVER_TO_PARCELSHOP | attempt_failed.pickup_point_unavailable | DHL Locker not available, new delivery attempt to DHL ServicePoint on the next delivery day
PARTIAL_DELIVERY             | delivered.unspecified                   | Partially delivered
PASSED_GATEWAY               | in_transit.departed_facility            | Departure from the international sorting center
PICKED_UP                    | in_transit.picked_up                    | Picked up by the courier
PICKUP_DATA_RECEIVED         | info_received.pickup_scheduled          | Pick-up data received by DHL Parcel
PICTURE_TAKEN_OF_PARCEL      | in_transit.information                  | Photo taken of parcel
PIECE_MISSING                | exception.under_investigation           | Delivery (partially) interrupted, the parcel is delayed for one day
PO_BOX                       | returning.initiated                     | Delivery at post office box not possible, return to sender
POSTAL_CODE_INCORRECT        | returning.initiated                     | Incorrect address details, the shipment will return to the sender
POSTPROCESS_DELIVERED_AT_SHIPPER | returned.to_sender                      | Delivered to the sender by third party
POSTPROCESS_RETURN_CONSOLIDATION | returning.in_transit                    | Handed over to third party for return process
POSTPROCESS_RETURN_CONSOLIDATION_DEPART | returning.in_transit                    | Departed from third party for return under new shipment ID
POSTPROCESS_RETURN_CONSOLIDATION_LOAD | returning.in_transit                    | Loaded into a transport container for return
PRENOTIFICATION_RECEIVED     | info_received.label_created             | Shipment not yet received or processed
PREPROCESS_DEPART_SHIPPER    | info_received.label_created             | The shipment has departed the warehouse of the shipper
PREPROCESS_HANDOVER_TO_EXPORT_CUSTOMS | info_received.label_created             | Handed over from third party to export customs
PREPROCESS_HANDOVER_TO_IMPORT_CUSTOMS | info_received.label_created             | Handed over from third party to import customs
PREPROCESS_HANDOVER_TO_TRANSPORTER | info_received.label_created             | Handed over to third party for transport
PREPROCESS_SORT_BY_THIRD_PARTY | info_received.label_created             | Presorted by third party
PROCESSED_AT_LOCATION        | in_transit.arrived_at_facility          | Processed at the sorting center
PROCESSED_AT_ORIGIN          | in_transit.arrived_at_facility          | Processed at the sorting center
RECEIVER_CLOSED_ANNOUNCED    | attempt_failed.business_closed          | Recipient closed, delivery date changed
RECEIVER_CLOSED_COLLECTION_CANCELLED | exception.cancelled                     | Pick-up address is closed, pick-up order cancelled
RECEIVER_CLOSED_COLLECTION_RESCHEDULED | exception.pickup_failed                 | Pick-up address closed, new pick-up attempt next delivery day
RECEIVER_CLOSED_ON_HOLIDAY   | attempt_failed.business_closed          | Recipient is closed because of holiday
RECEIVER_CLOSED_ON_HOLIDAY_COLLECTION_CANCELLED | exception.cancelled                     | Pick-up address closed due to holiday, pick-up order cancelled
RECEIVER_CLOSED_ON_HOLIDAY_COLLECTION_RESCHEDULED | exception.pickup_failed                 | Pick-up address closed due to holiday
RECEIVER_CLOSED_ON_HOLIDAY_PICKUP_CANCELLED | exception.cancelled                     | Pick-up address closed due to holiday, pick-up order cancelled
RECEIVER_CLOSED_PASSED_TO_DEPOT | attempt_failed.business_closed          | Recipient is closed, will be forwarded to sorting center
RECEIVER_CLOSED_PASSED_TO_PARCELSHOP | in_transit.to_pickup_point              | Recipient is closed, will be forwarded to DHL ServicePoint
RECEIVER_CLOSED_PICKUP_CANCELLED | exception.cancelled                     | Pick-up address is closed, pick-up order cancelled
RECEIVER_MOVED_OR_UNKNOWN    | exception.recipient_unknown             | Recipient moved or unknown, we will contact sender for instructions
RECEIVER_MOVED_OR_UNKNOWN_NOT_COLLECTED | exception.pickup_failed                 | Pick-up address unknown
RECEIVER_ON_HOLIDAY_ANNOUNCED | attempt_failed.nobody_home              | Recipient on holiday, delivery date changed
RECEIVER_RETURN              | returning.initiated                     | Parcel is returned
RECEIVER_UNKNOWN_RETURN      | returning.initiated                     | Recipient moved or unknown, return to sender
RECORD_OF_TRANSIT            | in_transit.moving                       | On route to the international sorting center
REDELIVER                    | attempt_failed.unspecified              | New delivery attempt on the next delivery day
REDELIVER_AT_PARCELSHOP      | attempt_failed.pickup_point_unavailable | New delivery attempt at DHL ServicePoint on the next delivery day
REDELIVER_DIFFERENT_ADDRESS  | attempt_failed.unspecified              | New delivery attempt on another address the next delivery day
REDELIVER_SAME_ADDRESS       | attempt_failed.unspecified              | New delivery attempt on the same address next delivery day
REFUSED                      | exception.refused                       | Delivery interrupted
REFUSED_2ND_KIB              | exception.not_collected                 | Not collected by recipient, we will contact sender for instructions
REFUSED_AT_PARCELSHOP        | exception.refused                       | Refused at DHL ServicePoint by the recipient
REFUSED_BY_RECEIVER          | exception.refused                       | Refused by the recipient
REFUSED_DAMAGED              | exception.damaged                       | Damage found, we will contact sender for instructions
REFUSED_INCOMPLETE           | exception.refused                       | Refused because of incomplete
REFUSED_INVENTORY            | exception.refused                       | Refused because of inventory
REFUSED_NO_MONEY             | attempt_failed.payment_due              | Refused because of no money
REFUSED_NO_RECAP             | exception.refused                       | Refused because of missing delivery note
REFUSED_NOT_COLLECTED        | exception.not_collected                 | Not collected by the recipient, return to sender
REFUSED_NOT_ORDERED          | exception.refused                       | Refused by the recipient because of not ordered
REFUSED_NOT_ORDERED_CORONA   | exception.refused                       | Refused: not ordered OR Closed due to Coronavirus
REFUSED_NOT_SIGNED           | exception.refused                       | Refused, receiver refuses to sign
REFUSED_OTHER_REASON         | attempt_failed.unspecified              | Not delivered because of other reason
REFUSED_REQUESTS_WAYBILL     | exception.refused                       | Refused, receiver requests waybill
REFUSED_RETURN               | returning.initiated                     | Delivery interrupted, return to sender
REFUSED_RETURN_TO_DD         | exception.refused                       | Refused and return to sorting center
REFUSED_TOO_LATE             | exception.refused                       | Refused because of delivery too late
REFUSED_WILL_NOT_PAY         | attempt_failed.payment_due              | Not delivered because of no payment by the recipient
RELABELED                    | in_transit.problem_resolved             | Relabeled
REMINDER_FOR_COLLECTION_SENT_EMAIL | available_for_pickup.reminder           | The recipient has received a reminder via e-mail that the package is available for collection
REMINDER_FOR_COLLECTION_SENT_LETTER | available_for_pickup.reminder           | The recipient has received a reminder by post that the package is available for collection
REMINDER_FOR_COLLECTION_SENT_SMS | available_for_pickup.reminder           | The recipient has received a reminder via SMS that the package is available for collection
REPACKED_DELIVERY_DAMAGED    | exception.damaged                       | Repackaged due to damage
RESPONSE_RECEIVED            | in_transit.problem_resolved             | Response received
RETURN_DELIVERED_AT_SHIPPER_CALCULATED | returned.to_sender                      | Return delivered at the sender
RETURN_ORDER_CANCELLED       | exception.cancelled                     | Return order cancelled at DHL ServicePoint
RETURNED_NOT_COLLECTED       | exception.not_collected                 | Not collected at DHL ServicePoint by the recipient, return to sender
RETURNED_TO_SHIPPER          | returning.initiated                     | Returned to the sender | in a real history this came three days BEFORE ON_ROUTE_TO_SHIPPER and DELIVERED_AT_SHIPPER
REWEIGH                      | in_transit.information                  | Weighed and measured at the sorting center
ROUTE_IN_SCAN                | in_transit.arrived_at_delivery_depot    | Vehicle in scan
SAFEPLACE_DELIVERY_FAILED    | attempt_failed.unspecified              | Your shipment couldn't be delivered at your preferred location
SCAN_OK_GATEWAY              | in_transit.departed_facility            | Departure from the international sorting center
SCHEDULED_FOR_MOVEMENT       | in_transit.delivery_options_changed     | Delivery instruction changed to delivery at another day or time
SERVICE_CHANGED              | in_transit.delivery_options_changed     | Service changed
SHIPMENT_ACCEPTANCE          | in_transit.accepted                     | Dropped off at DHL by the sender
SHIPMENT_ACCEPTANCE_DEPOT    | in_transit.accepted                     | Dropped off at depot by the sender
SHIPMENT_ACCEPTANCE_PARCELSHOP | in_transit.accepted                     | Dropped off at DHL ServicePoint by the sender
SHIPMENT_ACCEPTANCE_PARCELSTATION | in_transit.accepted                     | Dropped off in DHL Locker by the sender
SHIPMENT_COLLECTED           | delivered.collected                     | Collected by the recipient
SHIPMENT_INSPECTION          | exception.customs_hold                  | Inspection by customs
SHIPMENT_INSPECTION_ON_HOLD  | exception.security_hold                 | Shipment is being screened, a delay may occur
SHIPMENT_INSPECTION_REJECTED | exception.security_hold                 | Shipment blocked, please contact the sender
SHIPMENT_INSPECTION_RELEASED | in_transit.problem_resolved             | Screening process is completed, the shipment continues towards the destination
SHIPMENT_INTERCEPT           | exception.customs_hold                  | Interception by customs
SHIPMENT_STOPPED             | exception.disposed                      | Shipment seized
SHIPMENT_TOO_LARGE_FOR_ACCESSPOINT | attempt_failed.pickup_point_unavailable | Too big for DHL ServicePoint delivery
SHIPMENT_TOO_LARGE_FOR_PARCELSHOP | attempt_failed.pickup_point_unavailable | To large for delivery at DHL ServicePoint, forwarded to CityHub
SHIPMENT_TOO_LARGE_FOR_PARCELSTATION | attempt_failed.pickup_point_unavailable | To large for delivery at DHL Locker, forwarded to depot
SIGNATURE_RECORDED           | in_transit.information                  | Signature received upon receipt
SORTED_AT_DESTINATION_DEPOT  | in_transit.arrived_at_delivery_depot    | Sorted at depot in destination country
SORTED_AT_DESTINATION_GATEWAY | in_transit.arrived_at_facility          | Sorted at international sorting center in destination country
SORTED_AT_DESTINATION_HUB    | in_transit.arrived_at_facility          | Sorted at sorting center in destination country
SORTED_AT_ORIGIN_DEPOT       | in_transit.arrived_at_facility          | Sorted at depot in country of origin
SORTED_AT_ORIGIN_GATEWAY     | in_transit.arrived_at_facility          | Sorted at international sorting center in country of origin
SORTED_AT_ORIGIN_HUB         | in_transit.arrived_at_facility          | Sorted at sorting center in country of origin
SPECIAL_HANDLING             | exception.unspecified                   | Special handling, more information soon
SPONTANEOUS_RETURN           | in_transit.picked_up                    | Unannounced return given to the courier
STORAGE_PERIOD_ENDED_AT_ACCESSPOINT | exception.not_collected                 | Not collected at DHL ServicePoint by the recipient, return to sender
STORAGE_PERIOD_ENDED_AT_PARCELSHOP | exception.not_collected                 | Not collected at DHL ServicePoint by the recipient, return to sender
STORAGE_PERIOD_ENDED_AT_PARCELSTATION | exception.not_collected                 | Not collected from DHL Locker, return to the sender
TRACE_INITIATED              | exception.under_investigation           | Customer service of DHL initiates action
TRACE_TERMINATED             | in_transit.information                  | Customer service of DHL terminates action
TRANSPORT_DELAY              | exception.delayed_operational           | Delayed during transport
UNCONTROLLABLE_CLEARANCE_DELAY | exception.customs_hold                  | Uncontrollable delay at customs
UNJUSTIFIED_SPONTANEOUS_RETURN | in_transit.picked_up                    | Unjustified return given to the courier
UNLOAD_VEHICLE               | in_transit.arrived_at_facility          | Vehicle is being unloaded
VAT_AND_DUTY_PAYMENT_RECEIVED_BY_RECEIVER | in_transit.information                  | Payment received
WILL_BE_COLLECTED            | info_received.pickup_scheduled          | Shipment(s) will be picked up
WILL_BE_TRANSFERRED_TO_THIRD_PARTY | in_transit.handed_to_partner            | will be transferred to third party
`,
);
