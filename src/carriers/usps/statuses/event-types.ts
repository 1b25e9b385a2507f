/**
 * What USPS says in words (`eventType`). One code stands for many of them: 01 is a delivery to a porch, to a locker, and back to the sender.
 * Source: the tracking-status page of usps.com and the map of a client, collected November 2026; the remark says where a line is from elsewhere.
 * One line per text: the carrier's text | our event | the same text | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `eventType`: texts that say more than the code beside them, or that stand without one (events of foreign posts). */
export const eventTypes = statusTable(
  "eventType",
  `
Arrived at Hub                                             | in_transit.arrived_at_facility       | Arrived at Hub
Arrived at Military Post Office                            | in_transit.arrived_at_facility       | Arrived at Military Post Office
Arrived at Post Office                                     | in_transit.arrived_at_delivery_depot | Arrived at Post Office
Arrived at USPS Regional Facility                          | in_transit.arrived_at_facility       | Arrived at USPS Regional Facility | seen in a recorded answer
Arrived at USPS Regional Origin Facility                   | in_transit.arrived_at_facility       | Arrived at USPS Regional Origin Facility | seen in a recorded answer
Attempted Delivery Abroad                                  | attempt_failed.unspecified           | Attempted Delivery Abroad
Available for Pickup                                       | available_for_pickup.at_pickup_point | Available for Pickup
Available for Redelivery or Pickup                         | attempt_failed.unspecified           | Available for Redelivery or Pickup
Customs Clearance                                          | in_transit.customs_clearance         | Customs Clearance
Customs Clearance Processing Complete                      | in_transit.customs_released          | Customs Clearance Processing Complete
Dead Mail/Disposed by Post Office                          | exception.disposed                   | Dead Mail/Disposed by Post Office
Dead Mail/Sent to Recovery Center                          | exception.undeliverable              | Dead Mail/Sent to Recovery Center
Delivered to Agent for Final Delivery                      | in_transit.handed_to_partner         | Delivered to Agent for Final Delivery
Delivered, Front Desk/Reception/Mail Room                  | delivered.to_representative          | Delivered, Front Desk/Reception/Mail Room
Delivered, Front Door/Porch                                | delivered.safe_place                 | Delivered, Front Door/Porch
Delivered, Garage / Other Door / Other Location at Address | delivered.safe_place                 | Delivered, Garage / Other Door / Other Location at Address
Delivered, Garage or Other Location at Address             | delivered.safe_place                 | Delivered, Garage or Other Location at Address
Delivered, In/At Mailbox                                   | delivered.mailbox                    | Delivered, In/At Mailbox
Delivered, Individual Picked Up at Post Office             | delivered.collected                  | Delivered, Individual Picked Up at Post Office
Delivered, Individual Picked Up at Postal Facility         | delivered.collected                  | Delivered, Individual Picked Up at Postal Facility
Delivered, Left with Individual                            | delivered.to_recipient               | Delivered, Left with Individual
Delivered, Neighbor as Requested                           | delivered.to_neighbour               | Delivered, Neighbor as Requested
Delivered, Parcel Locker                                   | delivered.parcel_locker              | Delivered, Parcel Locker | the box of the own house or estate: nobody waits for it any more
Delivered, PO Box                                          | delivered.mailbox                    | Delivered, PO Box
Delivered, To Agent                                        | delivered.to_representative          | Delivered, To Agent
Delivered, To Original Sender                              | returned.to_sender                   | Delivered, To Original Sender
Delivery Exception, Animal Interference                    | attempt_failed.no_access             | Delivery Exception, Animal Interference
Delivery Exception, Local Weather Delay                    | exception.delayed_weather            | Delivery Exception, Local Weather Delay
Depart from Transit Office of Exchange                     | in_transit.departed_facility         | Depart from Transit Office of Exchange
Departed Post Office                                       | in_transit.departed_facility         | Departed Post Office | seen in recorded answers
Departed USPS Regional Facility                            | in_transit.departed_facility         | Departed USPS Regional Facility | seen in a recorded answer
Dispatched from USPS International Service Center          | in_transit.departed_origin_country   | Dispatched from USPS International Service Center
Disposed by Post Office                                    | exception.disposed                   | Disposed by Post Office
Forward Processed                                          | in_transit.redirected                | Forward Processed
Held at Post Office, At Customer Request                   | in_transit.held_at_request           | Held at Post Office, At Customer Request
Held in Customs                                            | exception.customs_hold               | Held in Customs
In Transit to Next Facility                                | in_transit.moving                    | In Transit to Next Facility | seen in a recorded answer; computed by USPS, no scan
In Transit, Arriving Late                                  | exception.delayed                    | In Transit, Arriving Late
In Transit, Arriving On Time                               | in_transit.delivery_scheduled        | In Transit, Arriving On Time
Inbound Into Customs                                       | in_transit.customs_clearance         | Inbound Into Customs
Inbound Out of Customs                                     | in_transit.customs_released          | Inbound Out of Customs
Label Cancelled                                            | exception.cancelled                  | Label Cancelled
Notice Left (Business Closed)                              | attempt_failed.business_closed       | Notice Left (Business Closed) | the words of code 51 in the form of the tracking page
Notice Left (No Authorized Recipient Available)            | attempt_failed.nobody_home           | Notice Left (No Authorized Recipient Available) | a client's test has these words beside code 53
Notice Left (No Secure Location Available)                 | attempt_failed.no_access             | Notice Left (No Secure Location Available) | the words of code 55 in the form of the tracking page
Notice Left (Receptacle Blocked)                           | attempt_failed.no_access             | Notice Left (Receptacle Blocked) | the words of code 53 in the form of the tracking page
Notice Left (Receptacle Full/Item Oversized)               | attempt_failed.no_access             | Notice Left (Receptacle Full/Item Oversized) | the words of code 54 in the form of the tracking page
Origin Post is Preparing Shipment                          | info_received.label_created          | Origin Post is Preparing Shipment
Out for Delivery                                           | out_for_delivery.on_vehicle          | Out for Delivery | seen in recorded answers
Out for Delivery, Expected Delivery by 9:00pm              | out_for_delivery.on_vehicle          | Out for Delivery, Expected Delivery by 9:00pm
Processed through Facility                                 | in_transit.arrived_at_facility       | Processed through Facility
Processing Exception                                       | exception.unspecified                | Processing Exception
Processing Exception, Other Delay                          | exception.delayed_operational        | Processing Exception, Other Delay
Redelivery Scheduled                                       | in_transit.delivery_scheduled        | Redelivery Scheduled
Released from US Customs                                   | in_transit.customs_released          | Released from US Customs
Reminder to Schedule Redelivery of your item               | available_for_pickup.reminder        | Reminder to Schedule Redelivery of your item
Rescheduled to Next Delivery Day                           | attempt_failed.rescheduled           | Rescheduled to Next Delivery Day
Return to Sender Processed                                 | returning.in_transit                 | Return to Sender Processed
Shipping Label Created, USPS Awaiting Item                 | info_received.label_created          | Shipping Label Created, USPS Awaiting Item | seen in recorded answers
Tendered to Agent for Final Delivery                       | in_transit.handed_to_partner         | Tendered to Agent for Final Delivery
Tendered to Returns Agent                                  | returning.in_transit                 | Tendered to Returns Agent
Unclaimed/Being Returned to Sender                         | exception.not_collected              | Unclaimed/Being Returned to Sender
USPS Expects Item for Mailing (SSK)                        | info_received.label_created          | USPS Expects Item for Mailing (SSK)
USPS in possession of item                                 | in_transit.accepted                  | USPS in possession of item
USPS picked up item                                        | in_transit.accepted                  | USPS picked up item | from a client's test
`,
);

/** List `eventType, vague`: texts that say less than most codes beside them (43 "Picked Up", 25 "Addressee Unknown"). */
export const vagueEventTypes = statusTable(
  "eventType, vague",
  `
Delivered        | delivered.unspecified | Delivered
Return to Sender | returning.initiated   | Return to Sender
`,
);
