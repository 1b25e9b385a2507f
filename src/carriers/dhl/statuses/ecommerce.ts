/**
 * Status codes of DHL eCommerce (Americas, Asia).
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `ecommerce`. */
export const ecommerce = statusTable(
  "ecommerce",
  `
100 | in_transit.picked_up                      | PICKED UP FROM SENDER
101 | exception.cancelled                       | SHIPMENT CANCELED
104 | in_transit.arrived_at_facility            | ARRIVED AT ORIGIN PROCESSING FACILITY
106 | in_transit.arrived_at_facility            | PACKAGE SCREENED SUCCESSFULLY
107 | exception.rejected_by_carrier             | PACKAGE SCREENING EXCEPTION - CANNOT BE SHIPPED INTERNATIONAL
108 | returning.initiated                       | PACKAGE SCREENING EXCEPTION - RETURNING TO SHIPPER
109 | info_received.pickup_scheduled            | PICK UP BOOKED
110 | in_transit.departed_facility              | SHIPMENT DEPARTED SELLERS ORIGIN TERMINAL
113 | in_transit.handed_to_partner              | PARTNER EVENT - DEPARTED PARTNER FACILITY
114 | in_transit.departed_facility              | PACKAGE DEPARTED SCREENING FACILITY
115 | in_transit.accepted                       | RECEIVED BY CARRIER FOR TRANSPORT
116 | in_transit.accepted                       | ARRIVAL SERVICE POINT
120 | in_transit.departed_facility              | DEPARTURE DHL DISTRIBUTION CENTER
125 | in_transit.arrived_at_facility            | ARRIVAL SORT LOCATION
128 | info_received.pickup_scheduled            | APPROACHING PICK UP LOCATION
129 | info_received.pickup_scheduled            | OUT FOR PARCEL COLLECTION
130 | in_transit.picked_up                      | PICKED UP
132 | in_transit.moving                         | EN ROUTE TO DHL ECOMMERCE
134 | exception.pickup_failed                   | UNSUCCESSFUL COLLECTION ATTEMPT
135 | info_received.pickup_scheduled            | PICK UP RESCHEDULED
150 | in_transit.moving                         | AVAILABLE FOR DELIVERY TO DHL DISTRIBUTION CENTER
155 | in_transit.arrived_at_facility            | ARRIVAL DHL DISTRIBUTION CENTER
156 | in_transit.arrived_at_delivery_depot      | ARRIVED AT DEPOT
161 | in_transit.delivery_options_changed       | PARCEL AUTHORIZED TO LEAVE
162 | in_transit.to_pickup_point                | REDIRECTED TO PARCEL SHOP
163 | in_transit.information                    | SHIPMENT DATA UPDATED
164 | in_transit.information                    | THE SHIPMENT INFORMATION IS EDITED
200 | in_transit.accepted                       | PACKAGE RECEIVED AT DHL ECOMMERCE DISTRIBUTION CENTER
211 | in_transit.accepted                       | PARCEL ACCEPTED, NOT YET PROCESSED
220 | in_transit.information                    | ENCODED
229 | in_transit.information                    | PHYSICAL PACKAGE RECEIVED WITH NO ELECTRONIC DATA
235 | info_received.label_created               | SHIPMENT LABEL CREATED
238 | info_received.label_created               | LABEL CREATED
240 | exception.customs_charges_due             | DUTY/TAX ASSESSED FOR PACKAGE, AWAITING PAYMENT. PLEASE CHECK YOUR EMAIL FOR PAYMENT OPTIONS.
241 | in_transit.information                    | DUTY/TAX PAYMENT RECEIVED
242 | exception.customs_charges_due             | DUTY/TAX PAYMENT NOT COLLECTED. PACKAGE WILL BE SENT FOR PROCESSING AND CUSTOMS MAY REQUEST PAYMENT.
300 | in_transit.information                    | DN SEND
312 | exception.unspecified                     | PARCEL ON HOLD
313 | in_transit.problem_resolved               | SUCCESSFUL CUSTOMER SERVICE RESOLUTION
350 | in_transit.information                    | DN RECEIVED
358 | exception.unspecified                     | HELD IN FACILITY - AWAITING INSTRUCTIONS
359 | in_transit.problem_resolved               | SHIPMENT IS RELEASED FROM HOLD FOR PROCESSING
360 | in_transit.arrived_in_destination_country | ARRIVED AT DESTINATION COUNTRY
361 | in_transit.arrived_in_destination_country | ARRIVAL IN COUNTRY
365 | in_transit.arrived_at_facility            | PROCESSED SORT FACILITY
371 | in_transit.problem_resolved               | PARCEL RECOVER
399 | in_transit.departed_facility              | DEPARTED FROM FACILITY
400 | in_transit.moving                         | MANIFESTED
401 | in_transit.moving                         | MANIFESTED FOR OUTBOUND TRANSPORTATION
402 | in_transit.moving                         | IN TRANSIT
431 | in_transit.arrived_at_facility            | PROCESSING COMPLETED AT ORIGIN
441 | in_transit.customs_clearance              | ARRIVED AT CUSTOMS
442 | in_transit.customs_released               | CLEARED CUSTOMS
443 | exception.customs_hold                    | HELD AT CUSTOMS
445 | info_received.label_created               | ELECTRONIC SHIPPING INFO RECEIVED
447 | in_transit.customs_clearance              | ARRIVED AT CUSTOMS
448 | exception.customs_hold                    | CLEARANCE NOT POSSIBLE
449 | in_transit.customs_released               | CLEARED CUSTOMS
450 | exception.delayed                         | POSSIBLE TRANSIT DELAY
451 | in_transit.moving                         | MANIFESTED FOR OUTBOUND TRANSPORTATION
452 | in_transit.customs_released               | PARCEL CLEARED CUSTOMS - PARTNER
453 | exception.customs_hold                    | PARCEL HELD FOR EXAM - PARTNER
454 | in_transit.handed_to_partner              | ARRIVED AT FACILITY - PARTNER
456 | in_transit.handed_to_partner              | SHIPMENT DEPARTED SELLER ORIGINAL TERMINAL – PARTNER
461 | in_transit.handed_to_partner              | PARTNER EVENT - SHIPMENT PICKED UP BY SHIPPING PARTNER
462 | in_transit.handed_to_partner              | PARTNER EVENT - SHIPMENT HAS ARRIVED AT PARTNER FACILITY
463 | in_transit.customs_clearance              | PARTNER EVENT - ARRIVED AT CUSTOMS FACILITY
464 | in_transit.customs_released               | PARTNER EVENT - DEPARTED CUSTOMS FACILITY
468 | in_transit.arrived_at_delivery_depot      | ARRIVAL AT POST OFFICE
469 | available_for_pickup.at_pickup_point      | AWAITING COLLECTION AT DHL SERVICE POINT
470 | in_transit.arrived_at_facility            | ARRIVED AT TERMINAL LOCATION
472 | in_transit.arrived_at_facility            | ARRIVED AT TERMINAL LOCATION
473 | in_transit.arrived_at_delivery_depot      | AVAILABLE FOR DELIVERY
477 | in_transit.arrived_at_facility            | PROCESSED SORT FACILITY
478 | in_transit.handed_to_partner              | IN TRANSIT TO DELIVERY PROVIDER
479 | in_transit.handed_to_partner              | FORWARDED TO DELIVERY AGENT
480 | in_transit.handed_to_partner              | FORWARDED TO LOCAL POST OFFICE
481 | in_transit.departed_facility              | DEPARTED TERMINAL LOCATION
482 | in_transit.departed_facility              | DEPARTED FROM FACILITY
483 | in_transit.arrived_at_facility            | PROCESSED AT EXPORT FACILITY
494 | in_transit.arrived_at_delivery_depot      | ARRIVED AT DELIVERY FACILITY
499 | in_transit.handed_to_partner              | ARRIVED AT USPS FACILITY
50  | in_transit.handed_to_partner              | RECEIVED BY USPS
501 | in_transit.customs_clearance              | ARRIVED AT CUSTOMS
502 | in_transit.customs_released               | CLEARED CUSTOMS
503 | exception.customs_charges_due             | CONSIGNEE CONTACTED FOR PAYMENT
504 | in_transit.information                    | DUTIES PAYMENT RECEIVED
505 | in_transit.handed_to_partner              | SHIPMENT ACCEPTED BY USPS
506 | exception.customs_hold                    | HELD AT CUSTOMS
507 | exception.customs_hold                    | HELD AT CUSTOMS
508 | exception.customs_hold                    | CUSTOMS DELAY
509 | in_transit.customs_clearance              | IN CLEARANCE PROCESSING
51  | in_transit.moving                         | ENROUTE - ONI
510 | in_transit.handed_to_partner              | ITEM OR SACK SCANNED BY USPS
511 | in_transit.handed_to_partner              | SHIPMENT ACCEPTED BY USPS
513 | in_transit.information                    | PIECE BUT NO DATA
515 | in_transit.arrived_at_facility            | ARRIVED AT EXPORT FACILITY
517 | in_transit.moving                         | LOADED FOR TRANSPORT
518 | in_transit.departed_facility              | DEPARTED FROM EXPORT FACILITY
520 | in_transit.arrived_at_delivery_depot      | ARRIVAL AT POST OFFICE
521 | in_transit.arrived_at_facility            | ARRIVED AT TERMINAL LOCATION
522 | available_for_pickup.at_pickup_point      | AVAILABLE FOR PICKUP AT POST OFFICE
523 | in_transit.handed_to_partner              | HANDED OVER TO PARTNER CARRIER
524 | in_transit.handed_to_partner              | PROCESSED THROUGH USPS SORT FACILITY
525 | out_for_delivery.on_vehicle               | EN ROUTE TO DELIVERY LOCATION
526 | in_transit.handed_to_partner              | ARRIVED USPS SORT FACILITY
528 | in_transit.arrived_at_facility            | PROCESSED AT EXPORT FACILITY
529 | in_transit.arrived_at_facility            | PROCESSED SORT FACILITY
530 | in_transit.redirected                     | FORWARDED
531 | in_transit.departed_facility              | DEPARTED TERMINAL LOCATION
532 | in_transit.departed_origin_country        | IN TRANSIT TO DESTINATION COUNTRY
533 | in_transit.arrived_in_destination_country | ARRIVAL AT DESTINATION COUNTRY - TRACKING UPDATES MAY END HERE, DELIVERY SHORTLY
534 | in_transit.redirected                     | FORWARDED
535 | in_transit.handed_to_partner              | HANDED OVER TO PARTNER CARRIER
536 | in_transit.handed_to_partner              | SORTED THROUGH USPS FACILITY
537 | in_transit.arrived_at_facility            | SORTED LOCALLY TO 5 DIGIT DESTINATION
538 | in_transit.handed_to_partner              | DEPART USPS SORT FACILITY
539 | in_transit.arrived_at_delivery_depot      | SORTING COMPLETE
540 | in_transit.handed_to_partner              | PROCESSED THROUGH USPS SORT FACILITY
541 | out_for_delivery.on_vehicle               | EN ROUTE TO DELIVERY LOCATION
542 | in_transit.arrived_at_delivery_depot      | ARRIVED AT DELIVERY TERMINAL
543 | in_transit.arrived_at_facility            | SHIPMENT WAS PROCESSED AT DESTINATION SORTING HUB
544 | out_for_delivery.on_vehicle               | SHIPMENT WAS LOADED INTO DELIVERY VEHICLE
545 | in_transit.moving                         | ENROUTE
546 | exception.misrouted                       | MISROUTED
547 | in_transit.arrived_at_delivery_depot      | AVAILABLE FOR DELIVERY
548 | in_transit.arrived_at_delivery_depot      | AVAILABLE FOR DELIVERY
549 | in_transit.arrived_in_destination_country | ARRIVAL IN DESTINATION COUNTRY – END OF TRACKING, DELIVERY SHORTLY
550 | attempt_failed.unspecified                | NOTICE LEFT
551 | attempt_failed.nobody_home                | NO ONE HOME, CARD LEFT
552 | attempt_failed.nobody_home                | NO ONE TO RECEIVE, CARD LEFT
553 | attempt_failed.no_access                  | NOTICE LEFT (RECEPTACLE FULL/ITEM OVERSIZED)
554 | attempt_failed.no_access                  | NOTICE LEFT (NO SECURE LOCATION AVAILABLE)
555 | attempt_failed.business_closed            | NOTICE LEFT (BUSINESS CLOSED)
556 | attempt_failed.nobody_home                | NOTICE LEFT (NO AUTHORIZED RECIPIENT AVAILABLE)
557 | in_transit.arrived_at_facility            | SHIPMENT WAS PROCESSED AT DESTINATION SORTING HUB
558 | out_for_delivery.recipient_contacted      | RECIPIENT IS NEXT STOP ON ROUTE
560 | available_for_pickup.at_pickup_point      | ARRIVAL AT PICK-UP-POINT
561 | in_transit.moving                         | SHIPMENT UPLIFT SUCCESS
562 | in_transit.arrived_at_facility            | ARRIVAL AT FACILITY
563 | attempt_failed.unspecified                | ATTEMPTED DELIVERY
564 | attempt_failed.business_closed            | NOTICE LEFT (BUSINESS CLOSED)
565 | available_for_pickup.at_pickup_point      | ARRIVED AT PICKUP POINT
566 | in_transit.arrived_at_facility            | ARRIVED AT TRANSIT FACILITY
567 | in_transit.arrived_at_facility            | PROCESSED AT TRANSIT FACILITY
568 | in_transit.departed_facility              | DEPARTED FROM TRANSIT FACILITY
570 | available_for_pickup.at_pickup_point      | AVAILABLE FOR PICKUP
571 | attempt_failed.unspecified                | DELIVERY ATTEMPTED; RETURNED FOR RE-DELIVERY
572 | delivered.collected                       | PICKED UP BY CONSIGNEE FROM PICKUP LOCATION
573 | exception.unspecified                     | CONTACT LOCAL CUSTOMER SERVICE
574 | in_transit.delivery_scheduled             | EXPECTED DELIVERY
575 | in_transit.arrived_at_delivery_depot      | ARRIVED AT LOCAL DISTRIBUTION CENTER
576 | in_transit.arrived_at_delivery_depot      | PROCESSED AT LOCAL DISTRIBUTION CENTER
577 | in_transit.departed_facility              | DEPARTED FROM LOCAL DISTRIBUTION CENTER
579 | in_transit.arrived_at_delivery_depot      | PROCESSED AT DELIVERY TERMINAL
580 | out_for_delivery.on_vehicle               | OUT FOR SECOND DELIVERY ATTEMPT
581 | attempt_failed.rescheduled                | RESCHEDULED
582 | in_transit.redirected                     | CHANGE OF ADDRESS
583 | attempt_failed.unspecified                | FINAL DELIVERY ATTEMPT
585 | available_for_pickup.at_pickup_point      | AVAILABLE FOR PICKUP
588 | available_for_pickup.at_pickup_point      | SHIPMENT HANDED OVER TO LOCAL CUSTOMS OFFICE; CONSIGNEE CONTACTED FOR PICKUP
589 | delivered.to_representative               | PICKED UP BY AGENT
590 | delivered.to_representative               | PICKED UP BY AGENT
591 | in_transit.information                    | COD AMOUNT COLLECTED
592 | exception.delayed                         | POSSIBLE DELIVERY DELAY
593 | exception.delayed                         | POSSIBLE DELAY
594 | attempt_failed.nobody_home                | CONSIGNEE ON HOLIDAY
595 | attempt_failed.unspecified                | ATTEMPTED DELIVERY
596 | attempt_failed.unspecified                | ATTEMPTED DELIVERY
597 | out_for_delivery.on_vehicle               | OUT FOR DELIVERY
598 | out_for_delivery.on_vehicle               | OUT FOR DELIVERY
599 | available_for_pickup.at_pickup_point      | AVAILABLE FOR PICKUP FROM SERVICE POINT
600 | delivered.unspecified                     | DELIVERED
601 | available_for_pickup.at_pickup_point      | DELIVERED TO PICK-UP LOCATION – CUSTOMER NOTIFIED
602 | returned.to_sender                        | UNDELIVERABLE - RETURNED TO SENDER
603 | in_transit.arrived_at_facility            | RETURNED TO WAREHOUSE
604 | returning.initiated                       | SHIPMENT RECALLED BY SENDER
605 | attempt_failed.no_access                  | NO ACCESS
606 | delivered.to_neighbour                    | DELIVERED - LEFT WITH NEIGHBOR/FRONT DESK/OTHER
607 | delivered.unspecified                     | SECOND DELIVERY ATTEMPT SUCCESSFUL
608 | exception.refused                         | DUTIES AND TAX PAYMENT REFUSED BY CONSIGNEE
609 | attempt_failed.rescheduled                | RESCHEDULED BY REQUEST FROM CONSIGNEE
610 | exception.refused                         | REFUSED
611 | exception.refused                         | UNDELIVERABLE - CUSTOMER REFUSED SHIPMENT
612 | attempt_failed.business_closed            | CLOSED ON ARRIVAL
613 | attempt_failed.nobody_home                | NO ONE HOME
614 | attempt_failed.payment_due                | COD NOT READY
615 | attempt_failed.unspecified                | ATTEMPTED DELIVERY
616 | attempt_failed.rescheduled                | RESCHEDULED
617 | in_transit.information                    | COD AMOUNT REMITTED
618 | in_transit.information                    | COD AMOUNT DEPOSITED
619 | exception.refused                         | REJECTED AFTER OPENING
620 | exception.damaged                         | VISIBLE DAMAGE
621 | delivered.to_recipient                    | DELIVERED - BUSINESS ADDRESS
623 | exception.damaged                         | VISIBLE DAMAGE
624 | info_received.pickup_scheduled            | APPROACHING RETURN PICK UP LOCATION
625 | exception.undeliverable                   | UNDELIVERABLE
626 | exception.undeliverable                   | UNDELIVERABLE
627 | exception.pickup_failed                   | UNSUCCESSFUL RETURN PICKUP
628 | in_transit.picked_up                      | SUCCESSFUL RETURN PICKUP
629 | attempt_failed.unspecified                | REDELIVERY ATTEMPT UNSUCCESSFUL
630 | exception.address_incorrect               | UNDELIVERABLE AS ADDRESSED
631 | exception.address_incorrect               | UNDELIVERABLE - INCORRECT ADDRESS
632 | exception.recipient_unknown               | CHANGE OF ADDRESS
633 | exception.address_incorrect               | UNDELIVERABLE - UNIT/SUITE NOT PROVIDED
636 | exception.disposed                        | UNDELIVERED - PROCESSES FOR LOCAL DISPOSAL
637 | in_transit.arrived_at_delivery_depot      | RECEIVED BACK AT DESTINATION DEPOT
638 | attempt_failed.unspecified                | 1ST DELIVERY ATTEMPT
639 | attempt_failed.unspecified                | 3RD DELIVERY ATTEMPT
640 | exception.misrouted                       | MISSENT
641 | exception.misrouted                       | MISSENT
642 | in_transit.handed_to_partner              | DELIVERED TO AGENT FOR FINAL DELIVERY
644 | exception.unspecified                     | PARCEL IS HOLD BY DHL
650 | exception.undeliverable                   | DEAD LETTER
651 | attempt_failed.not_enough_time            | UNABLE TO ATTEMPT DELIVERY
652 | delivered.safe_place                      | DELIVERED AT BACK DOOR
653 | delivered.safe_place                      | DELIVERED AT BUILDING FOYER/ENTRANCE
654 | delivered.safe_place                      | DELIVERED AT CAR PORT
655 | delivered.safe_place                      | DELIVERED AT ENCLOSED PORCH
656 | delivered.to_representative               | DELIVERED AT RESIDENTIAL CONCIERGE
657 | delivered.mailbox                         | DELIVERED AT PARCEL BOX
658 | delivered.safe_place                      | DELIVERED AT OPEN PORCH
659 | delivered.safe_place                      | DELIVERED AT SAFE PLACE
665 | attempt_failed.pickup_point_unavailable   | HANDOVER TO SERVICE POINT FAILED
670 | exception.misrouted                       | MIS-SHIPPED
671 | exception.misrouted                       | MIS-SHIPPED
680 | in_transit.information                    | DELIVERY STATUS NOT UPDATED
683 | exception.address_incorrect               | INSUFFICIENT ADDRESS
686 | exception.recipient_unknown               | MOVED, LEFT NO ADDRESS
689 | exception.recipient_unknown               | ADDRESSEE UNKNOWN
690 | exception.lost                            | PACKAGE REPORTED MISSING
691 | exception.recipient_unknown               | VACANT
693 | exception.not_collected                   | UNCLAIMED
699 | in_transit.information                    | DELIVERY STATUS NOT UPDATED
700 | exception.address_incorrect               | NO SUCH NUMBER
710 | exception.address_incorrect               | INSUFFICIENT ADDRESS
720 | exception.recipient_unknown               | MOVED, LEFT NO ADDRESS
730 | exception.recipient_unknown               | FORWARD EXPIRED
740 | exception.recipient_unknown               | ADDRESSEE UNKNOWN
750 | exception.recipient_unknown               | VACANT
760 | exception.not_collected                   | UNCLAIMED
770 | exception.recipient_unknown               | DECEASED
780 | exception.disposed                        | ABANDONED
800 | returning.initiated                       | RETURN TO SENDER
802 | returning.initiated                       | RETURNED, SERVICE NOT AVAILABLE
804 | returning.initiated                       | RETURNED TO SENDER (NOT PICKED UP)
805 | in_transit.departed_facility              | DEPARTED FROM DEPOT
806 | returning.in_transit                      | RETURN DISPATCHED TO SERVICE POINT
807 | returning.initiated                       | RETURN LABEL PRINTED
808 | returning.initiated                       | RETURN INITIATED
809 | exception.undeliverable                   | UNDELIVERABLE
810 | returning.in_transit                      | RETURNED TO CENTRAL HUB
811 | returning.in_transit                      | ENROUTE TO ORIGIN RETURN FACILITY
813 | returning.in_transit                      | ARRIVED AT ORIGIN RETURN FACILITY
815 | returning.initiated                       | RETURNS PROCESS STARTED
816 | returning.in_transit                      | RETURN LOADED IN VEHICLE
817 | returning.in_transit                      | DEPARTED RETURN FACILITY
818 | returning.in_transit                      | RETURN PROCESSED IN FACILITY
820 | returning.in_transit                      | OUT FOR RETURN
821 | returning.in_transit                      | ATTEMPTED RETURN DELIVERY
825 | exception.disposed                        | DESTROYED
844 | exception.recipient_unknown               | UNCONTACTABLE
849 | returning.in_transit                      | RETURN PARCEL IS HOLD BY DHL
853 | returning.in_transit                      | RETURN ARRIVED AT SERVICE POINT
854 | returning.in_transit                      | RETURN PICKED UP
855 | returning.in_transit                      | RETURN ENCODED
856 | returning.in_transit                      | RETURN PROCESSED SORT FACILITY
857 | returning.in_transit                      | RETURN SCANNED INTO SACK/CONTAINER
858 | returning.in_transit                      | RETURN WAS PROCESSED AT DESTINATION SORTING HUB
859 | returning.in_transit                      | RETURN DELIVERY RESCHEDULED
860 | returned.to_sender                        | RETURNS DELIVERED
862 | returning.in_transit                      | RETURN ARRIVED AT PICKUP POINT
863 | returned.to_sender                        | RETURNED TO CUSTOMER
864 | returned.to_sender                        | RETURN HANDED OUT AT SERVICE POINT
867 | in_transit.information                    | PAPER POD HAS BEEN SUCCESSFULLY DELIVERED
868 | in_transit.information                    | PAPER POD RETURN SHIPMENT WAS NOT DELIVERED
869 | in_transit.information                    | PAPER POD RETURN PROCESSED TO FACILITY
870 | in_transit.information                    | PROOF OF DELIVERY DISPATCHED TO HUB
871 | in_transit.information                    | PROOF OF DELIVERY DISPATCHED TO CUSTOMER
872 | in_transit.information                    | PROOF OF DELIVERY DELIVERED TO CUSTOMER
880 | returning.in_transit                      | RETURN FAILED - INCORRECT ADDRESS
881 | returning.in_transit                      | RETURN FAILED - CUSTOMER REFUSED SHIPMENT
882 | returning.in_transit                      | RETURN DELIVERY FAILED
883 | returning.in_transit                      | RETURN FAILED - NO ACCESS
884 | returning.in_transit                      | RETURN FAILED - REJECTED
885 | returning.in_transit                      | RETURN FAILED - SHIPPER MOVED
886 | returning.in_transit                      | RETURN FAILED - NO ONE HOME
887 | returning.in_transit                      | RETURN FAILED - CLOSED ON ARRIVAL
99  | in_transit.information                    | CUSTOMER ALERT RECEIVED
`,
);
