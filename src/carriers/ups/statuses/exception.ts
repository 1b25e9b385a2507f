/**
 * UPS activities of type X: exceptions, notices and requests.
 * Source: UPS developer page "Tracking – appendix", read November 2026.
 * About half of the lines are mapped by hand, the rest by their words: a proposal that may be disputed line by line.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `X`. */
export const exception = statusTable(
  "X",
  `
01 | exception.delayed_operational             | The package was missed at the destination location.
02 | in_transit.delivery_scheduled             | Your delivery will be rescheduled.
03 | exception.delayed_operational             | We've missed the scheduled transfer time. This may cause a delay.
04 | exception.delayed_operational             | A UPS processing error has delayed delivery. We're adjusting plans as quickly as possible.
05 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
06 | exception.misrouted                       | We've misrouted the package. This may cause a delay.
07 | exception.misrouted                       | We've misrouted the package. This may cause a delay.
08 | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
11 | exception.delayed_operational             | The package did not arrive at the destination.
13 | exception.damaged                         | Damage Is Being Held At Transit Hub
14 | in_transit.delivery_options_changed       | The service has been changed and the delivery is being rescheduled.
15 | exception.delayed_operational             | A train derailment has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
16 | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
17 | exception.delayed_operational             | A late UPS trailer arrival has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
18 | exception.delayed_operational             | A late flight has caused a delay. We will update the delivery date as soon as possible.
19 | exception.delayed_operational             | A late UPS trailer arrival has caused a delay. We're adjusting plans to deliver your package as quickly as possible.
22 | exception.delayed_operational             | We were unable to dispatch the trailer on time. This may cause a delay.
23 | exception.delayed_operational             | A railroad mechanical failure has delayed delivery. We're working to deliver your package as soon as possible.
24 | exception.lost                            | Merchandise missing, balance being returned. UPS will notify the sender with details of the damage.
25 | exception.lost                            | Merchandise missing, balance is being delivered. UPS will notify the sender with details of the damage.
26 | exception.lost                            | All merchandise missing, empty carton was discarded. UPS will notify the sender with details of the damage.
27 | returning.initiated                       | All merchandise missing, empty carton is being returned. UPS will notify the sender with details of the damage.
29 | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
30 | exception.cancelled                       | The request for this package was cancelled.
31 | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
33 | exception.payment_required                | The billing option selected is not valid for this package.
34 | exception.misrouted                       | We've incorrectly sorted this package which may cause a delay.
37 | in_transit.delivery_options_changed       | Intercept request was successfully completed.
39 | available_for_pickup.at_depot             | The sender requested this package be held for pickup at a UPS facility.
40 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
43 | exception.customs_documents_missing       | UPS contacted the sender for additional details needed to clear customs. Please check back for updates.
45 | exception.damaged                         | Your package was damaged in transit. We will notify the sender with details.
46 | exception.delayed                         | The service selected is not available to this destination address. This has delayed delivery.
47 | exception.rejected_by_carrier             | We do not currently serve the destination address for this package.
48 | attempt_failed.nobody_home                | The receiver was not available for delivery. We'll make a second attempt the next business day.
49 | attempt_failed.nobody_home                | The receiver was not available at the time of the final delivery attempt.
51 | attempt_failed.payment_due                | We tried to deliver the package, but were unable to receive payment. A second attempt will be made the next business day
52 | attempt_failed.payment_due                | The driver was unable to collect funds on the final delivery attempt.
54 | in_transit.delivery_options_changed       | The receiver arranged to pick up the package at a UPS facility. Pickup must be made within 5 business days.
55 | attempt_failed.business_closed            | The receiving business was closed. We'll attempt to deliver the package the next business day.
56 | delivered.unspecified                     | This delivery was made after the UPS service commitment time of noon.
59 | delivered.unspecified                     | This delivery was made after the UPS service commitment time of 10:30 a.m.
60 | exception.rejected_by_carrier             | Your package contains hazardous materials. We will not transport this package by air.
63 | in_transit.information                    | UPS will follow-up with the Sender.
64 | exception.damaged                         | Merchandise has been delivered to the receiver. UPS will notify the sender with details of the damage.
65 | exception.damaged                         | Damaged merchandise discarded, remaining contents returned to the sender. UPS will notify the sender with the details.
66 | exception.damaged                         | Damaged merchandise returned, remaining content will be delivered. UPS will notify the sender with details of the damage
67 | exception.damaged                         | The damaged merchandise is being held at an agent's location. UPS will notify the sender with details of the damage.
68 | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
71 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
72 | exception.delayed                         | The package will be held until all packages associated with this shipment have arrived.
73 | exception.rejected_by_carrier             | The package contains articles that UPS prohibits for international shipping.
76 | in_transit.delivery_scheduled             | Scheduled for delivery today.
77 | in_transit.moving                         | The package will be forwarded to a UPS facility in the destination city.
78 | in_transit.delivery_options_changed       | The sender requested a delivery change for this package.
79 | in_transit.delivery_scheduled             | We updated the delivery information for your package.
84 | attempt_failed.pickup_point_unavailable   | Package cannot be delivered because it does not fit in locker.
87 | exception.delayed                         | The freight shipment is delayed.
89 | in_transit.to_pickup_point                | We were unable to deliver your package. It’s on the way to a secure UPS Access Point™ location for pick up.
90 | returning.initiated                       | There is an embargo on the destination country, and the package will be returned to the sender.
91 | exception.payment_required                | The C.O.D. tag is either illegible or invalid.
92 | in_transit.information                    | The receiver has agreed to accept the delivery charges.
93 | in_transit.information                    | Package could not be located for intercept.
95 | attempt_failed.no_access                  | We are trying to get the security access our driver needs for this delivery.
99 | exception.unspecified                     | Please contact UPS for additional information.
1A | exception.unspecified                     | UPS is working to resolve the issue.
1B | exception.delayed                         | Package is delayed in transit. Delivery will be rescheduled. Check back or signup for UPS My Choice® to receive updates.
1C | exception.customs_charges_due             | Import charges are due for this package. Select Pay Now (where available) or pay at delivery.
1D | in_transit.information                    | Import C.O.D. (ICOD) charges have been paid or billed.
1E | exception.delayed_weather                 | The post office indicates your UPS SurePost® package may be delayed due to a weather or emergency situation.
1F | exception.disposed                        | Per government agency instruction, UPS has destroyed the package.
1G | exception.delayed_operational             | The cargo-aircraft-only dangerous goods package is being held due to UPS aircraft capacity limitations.
1H | exception.delayed_operational             | The ADR dangerous goods package is being held due to regulatory limits for the vehicle.
1K | exception.delayed_operational             | A late flight has caused a delay. We will update the delivery date as soon as possible.
1L | exception.delayed                         | The package is delayed and will resume transit as soon as possible.
1M | in_transit.problem_resolved               | The hazard materials delay was resolved, and the package will resume transit as soon as possible.
1O | exception.delayed_operational             | A mechanical failure has caused a delay. We will update the delivery date as soon as possible.
1P | in_transit.delivery_scheduled             | Your package is in transit. We're updating plans to schedule your delivery.
1Q | exception.delayed_operational             | We were unable to load the package on the plane as scheduled.
1T | in_transit.information                    | The receiver requested/created a pre-authorized return label.
1U | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
1V | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
1W | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
1X | exception.delayed                         | Your package is delayed. Check back later for delivery updates.
2A | exception.delayed_weather                 | Recent weather has caused delivery delays. Recovery efforts are under way to deliver your package as soon as possible.
2B | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
2E | in_transit.information                    | UPS will contact the sender or receiver with updated information regarding your UPS® Premier package.
2G | in_transit.information                    | The package is not claim eligible because the liability period has passed.
2H | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
2N | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
2O | in_transit.departed_facility              | Departed from Facility
2R | in_transit.moving                         | UPS will deliver your UPS Surepost® package instead of the Post Office.
2S | in_transit.moving                         | SurePost® Package Sent To Consignee
2T | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
2U | in_transit.moving                         | We'll be in your area and will deliver your UPS SurePost® package instead of the post office.
2V | in_transit.handed_to_partner              | Your package was sent back to the post office for delivery.
2X | in_transit.to_pickup_point                | We were unable to deliver your package. It's on the way to a secure UPS Access Point™ location for pick up.
2Y | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
2Z | exception.delayed_operational             | We were unable to dispatch the trailer on time. This may cause a delay.
3A | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
3B | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
3C | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
3D | exception.delayed_weather                 | We're working to deliver your package as soon as possible, weather permitting.
3J | attempt_failed.pickup_point_unavailable   | UPS Access Point™ location closed and package not delivered. Another attempt will be made to UPS Access Point™ location.
3L | attempt_failed.pickup_point_unavailable   | UPS Access Point™ location unable to accept package. Another attempt will be made to UPS Access Point™ location.
3N | returning.initiated                       | The package was not picked up by the receiver at the UPS Access Point™ location and will be returned to sender.
3P | in_transit.moving                         | Package has been received from UPS Access Point™ location. UPS will process as necessary.
3Q | in_transit.delivery_options_changed       | The package upgrade has been processed.
3R | in_transit.redirected                     | Upgrade completed; deliver to another address.
3S | in_transit.delivery_options_changed       | As requested, package was upgraded and Hold-for-Pickup will be processed. Package not yet available for pickup.
3T | exception.delayed                         | Delivery will be delayed by one business day.
3U | in_transit.delivery_options_changed       | Upgrade completed; rescheduled delivery.
3V | in_transit.to_pickup_point                | Upgrade completed; deliver to UPS Access Point™ location.
3W | in_transit.delivery_options_changed       | The request for a service upgrade through UPS My Choice® was not completed.
3Z | in_transit.information                    | The package is not claim eligible because there is a contract or account restriction.
4B | in_transit.handed_to_partner              | The package was transferred to a postal provider for delivery.
4C | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
4F | in_transit.delivery_scheduled             | Package In Transit; Delivery Scheduled
4H | exception.recipient_unknown               | Your UPS SurePost® package was moved by the post office to a different facility for delivery.
4I | in_transit.held_at_request                | The package is in storage.
4J | exception.recipient_unknown               | Shipment removed from storage.
4K | exception.delayed_operational             | We were unable to dispatch the trailer on time. This may cause a delay.
4L | in_transit.information                    | We were required to use the lift gate in order to complete the delivery.
4M | in_transit.delivery_scheduled             | At the customer’s request, we will re-attempt delivery of the Worldwide Express Freight shipment.
4N | in_transit.delivery_options_changed       | Upgrade will not be processed, nor any UPS My Choice® delivery change, if requested.
4P | exception.rejected_by_carrier             | The package is either overweight or oversized. We require pre-authorization for delivery.
4Q | exception.unspecified                     | Requires Approval
4R | returning.initiated                       | The package is being returned to the sender or re-delivered by a freight forwarding service.
4S | returned.to_sender                        | The package was returned to the sender via freight forwarding.
4T | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
4Y | exception.delayed                         | Your shipment is scheduled to arrive today after the delivery commitment time.
4Z | exception.address_incorrect               | The address label became detached from the package. The sender will be notified.
5A | in_transit.information                    | This claim has been processed. Please reach out to the sender for details.
5B | in_transit.information                    | This claim requires additional documentation to complete the process.
5D | exception.cancelled                       | The customer cancelled the package dropoff; UPS does not have this package.
5G | available_for_pickup.reminder             | The package remains at the UPS Access Point™ location and is reaching the maximum days allowed to be held.
5R | in_transit.to_pickup_point                | We were unable to deliver your package. It's on the way to a secure UPS Access Point™ location for pick up.
5S | in_transit.to_pickup_point                | Reroute to an alternate UPS Access Point™ location for delivery and customer pickup
5T | exception.unspecified                     | Package held; UPS will contact customer for further instructions
5U | attempt_failed.pickup_point_unavailable   | The original UPS Access Point™ is not available for delivery. We'll contact receiver for an alternate delivery location.
5V | attempt_failed.pickup_point_unavailable   | Delivery could not be made to the original UPS Access Point™. Pkg will be delivered to another nearby UPS Access Point™.
5W | attempt_failed.pickup_point_unavailable   | The original UPS Access Point™ location is not available. Delivery to an alternate UPS Access Point™ location pending.
5Z | attempt_failed.pickup_point_unavailable   | Delivery to UPS Access Point™ location was unsuccessful. We will make a second attempt at the receiver's address.
6B | available_for_pickup.at_depot             | Packages are ready for pickup due to UPS Access Point™ location closing. Customer will be contacted for next steps.
6C | returning.initiated                       | The maximum days to hold the package at the UPS Access Point™ location expired. The package will be returned.
6D | exception.delayed_weather                 | We’re working to deliver your package as soon as possible weather permitting
6E | exception.delayed_operational             | Your package was not received at the UPS facility as originally scheduled. This may cause a delay.
6G | in_transit.delivery_options_changed       | Modification of the receiver's address
6H | in_transit.to_pickup_point                | The package will be delivered to the recipient's preferred UPS Access Point™ location.
6I | in_transit.redirected                     | The package will be delivered to the original receiver's address.
6J | in_transit.to_pickup_point                | Delivery to a UPS Access Point™ location is pending.
6K | in_transit.to_pickup_point                | The package will be delivered to the UPS Access Point™ location on the next business day.
6L | in_transit.delivery_scheduled             | Package not eligible for UPS Access Point™ delivery; will re-attempt delivery at the original address.
6P | in_transit.delivery_scheduled             | Package in transit and scheduled for UPS delivery attempt to recipient on next UPS business day.
6R | in_transit.to_pickup_point                | We were unable to deliver your package. It's on the way to a UPS Access Point™ location next business day for pick up.
6T | attempt_failed.payment_due                | The C.O.D. exceeds the amount allowed for UPS Access Point™ locations. We will contact the receiver.
6W | in_transit.information                    | This claim request has been voided. Please reach out to the sender for details.
6X | in_transit.information                    | The claim documentation is currently under review. Please reach out to the sender for details.
6Z | in_transit.information                    | UPS My Choice® member's chosen UPS Access Point™ preferences are not available.
7C | in_transit.to_pickup_point                | UPS SurePost® package was upgraded and sent to receiver's preferred UPS Access Point™ location.
7D | in_transit.to_pickup_point                | UPS SurePost® package was upgraded to UPS Ground; UPS will deliver package to UPS Access Point™ location.
7E | in_transit.delivery_options_changed       | UPS SurePost® package upgraded to UPS Ground. Preferred UPS Access Point™ is unavailable; UPS will contact customer.
7F | exception.customs_charges_due             | Import charges are due for this package. Select Pay Now (where available) or pay at delivery.
7G | exception.delayed                         | Disruption in network - tractor trailer
7H | returning.initiated                       | The package is missing duty information and will be returned to export location.
7I | in_transit.customs_clearance              | UPS is reviewing the shipment clearance information. We will notify you if additional information is needed.
7L | attempt_failed.nobody_home                | Receiver not available. UPS Access Point™ service canceled. Will make 2nd delivery attempt at the receiver's address.
7M | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
7N | exception.delayed                         | We're working to deliver your package as quickly as possible.
7P | exception.customs_documents_missing       | The importer has not assigned a broker. This may delay delivery.
7Q | in_transit.delivery_scheduled             | The receiver has requested that we make an appointment for delivery.
7R | exception.security_hold                   | UPS delayed the package during the aviation security screening.
7S | exception.security_hold                   | A government agency delayed the package during the aviation security screening.
7T | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
7U | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
7V | exception.delayed_weather                 | An emergency situation or severe weather condition has delayed delivery.
7W | exception.delayed_weather                 | Severe weather conditions have delayed delivery.
7X | exception.delayed_weather                 | Recent weather has caused delivery delays. Recovery efforts are under way to deliver your package as soon as possible.
7Y | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
7Z | exception.delayed                         | Delivery will be delayed by one business day.
8A | exception.delayed                         | Sender tendered the shipment to UPS after the latest pickup time for the requested service. A day delay is likely.
8C | in_transit.information                    | After further review, your package may not have arrived on-schedule. Visit ups.com/tariff for terms and conditions.
8D | exception.disposed                        | The package is undeliverable and is in the process of being disposed of according to the local guidelines.
8E | in_transit.information                    | After further review, your package may not have arrived on-schedule. Visit ups.com/tariff for terms and conditions.
8F | in_transit.information                    | After further review, your package may not have arrived on-schedule. Visit ups.com/tariff for terms and conditions.
8G | exception.misrouted                       | The UPS SurePost package was misrouted. It is currently being transferred to the correct USPS office for final delivery.
8H | returning.initiated                       | The receiver refused the package that requires a Package Release Code. The package will be returned to sender.
8I | available_for_pickup.at_pickup_point      | The package was incorrectly scanned as picked up. UPS Access Point™ corrected the status to available for pickup.
8K | exception.delayed_operational             | Due to operating conditions, the delivery date was rescheduled.
8L | exception.delayed_operational             | Due to operating conditions, the delivery date will be rescheduled. We are adjusting plans as quickly as possible.
8M | in_transit.moving                         | We'll be in your area and will deliver your UPS SurePost® package instead of the post office.
8R | in_transit.delivery_scheduled             | Your package is in transit. We're updating plans to schedule your delivery.
8Y | exception.delayed                         | Your package will be delivered one business day later than expected.
8Z | exception.delayed                         | Your package will be delivered one business day later than expected.
9C | in_transit.information                    | A UPS Mobile shipment was created and is linked to this tracking number.
9D | in_transit.accepted                       | UPS printed and applied the shipping label.
9F | exception.rejected_by_carrier             | This type of lithium battery is a restricted item prohibited by commercial airlines.
9I | in_transit.problem_resolved               | The address has been corrected.
9J | in_transit.accepted                       | The UPS Store® printed and applied the shipping label.
9K | in_transit.accepted                       | A UPS retail location printed and applied the shipping label.
9L | exception.delayed                         | The package is delayed due to a Eurotunnel traffic disruption. We are adjusting delivery plans as quickly as possible.
9M | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9N | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9O | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9P | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9Q | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9R | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9S | exception.delayed_operational             | We were unable to dispatch the trailer on time. This may cause a delay.
9T | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9U | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9V | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9X | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9Y | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
9Z | exception.delayed_operational             | Due to special operating conditions, delivery of your package may be delayed.
A1 | returning.initiated                       | All merchandise is being returned. UPS will notify the sender with details of the damage.
A2 | exception.lost                            | All merchandise was not recoverable and was discarded. UPS will notify the sender with details of the damage.
A3 | exception.damaged                         | Damaged merchandise discarded, remaining contents being delivered. UPS will notify the sender with details of the damage
A4 | exception.damaged                         | All merchandise is being delivered. UPS will notify the sender with details of the damage.
A5 | exception.address_incorrect               | The receiver's location was damaged by fire. We're attempting to determine an alternate delivery address.
A6 | exception.address_incorrect               | Your package cannot be delivered to a P.O. box. We're attempting to obtain an alternate delivery address.
A7 | exception.recipient_unknown               | The receiver has moved. We're attempting to obtain a new delivery address for this receiver.
A8 | exception.address_incorrect               | The apartment number is either missing or incorrect. This may delay delivery. We're attempting to update the address.
A9 | exception.address_incorrect               | Directions to the address are required to complete delivery. We are attempting to update this information.
AA | exception.address_incorrect               | The suite number is either missing or incorrect. This may delay delivery. We're attempting to update the address.
AB | exception.recipient_unknown               | The receiver is not listed in the building directory. We are attempting to update this information.
AC | exception.address_incorrect               | The city name in the address is incorrect. This may delay delivery. We're attempting to update the address.
AD | exception.address_incorrect               | The company or receiver name is incorrect. This will delay delivery. We're attempting to update this information.
AE | exception.address_incorrect               | The street number is incorrect. This may delay delivery. We're attempting to update the address.
AF | exception.address_incorrect               | The street name is incorrect. This may delay delivery. We're attempting to update the address.
AG | exception.address_incorrect               | The address is incomplete. This may delay delivery. We're attempting to update the address.
AH | in_transit.problem_resolved               | Address Corrected, Delivery Rescheduled
AJ | exception.lost                            | Merchandise is missing. UPS will notify the sender with additional details.
AK | exception.address_incorrect               | The state shown in the address is incorrect. This may delay delivery. We're attempting to update the address.
AL | exception.address_incorrect               | The postal code for the receiver is incorrect. We are attempting to obtain correct postal code to complete delivery.
AM | exception.refused                         | The receiver has canceled the product order and refused delivery.
AN | exception.refused                         | The receiver determined this is a duplicate product order and has refused the delivery.
AO | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
AP | exception.refused                         | The receiver had no invoice information for this package and has refused the delivery.
AQ | exception.refused                         | The receiver doesn't accept C.O.D.s and refused the delivery.
AS | exception.refused                         | The receiver determined this product order is late and has refused the delivery.
AT | attempt_failed.rescheduled                | The receiver has requested a delayed delivery.
AV | exception.address_incorrect               | Receiver's address is a rural route. A street has not been assigned. UPS is attempting to establish a delivery location.
AW | exception.address_incorrect               | Your package cannot be delivered to a rural route address. We're attempting to update the address.
AX | attempt_failed.nobody_home                | The receiver is on vacation.
AY | attempt_failed.business_closed            | The receiving business was closed at the time of the final delivery attempt.
AZ | attempt_failed.business_closed            | Delivery has been rescheduled due to holiday closures.
B1 | exception.delayed                         | Unfortunately, a labor strike (unrelated to UPS) has prevented delivery of your package.
B3 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
B4 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
B5 | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
B6 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
B8 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
B9 | exception.customs_documents_missing       | A missing commercial invoice is causing a delay. We are working to obtain this information.
BA | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
BB | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
BD | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
BE | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
BF | exception.unspecified                     | We're attempting to get further instructions and may return the shipment.
BG | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
BH | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
BJ | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
BK | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
BP | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
BQ | in_transit.information                    | We've attempted to contact the receiver regarding pickup arrangements.
BR | in_transit.information                    | We've left a message for the receiver to contact us.
BT | in_transit.information                    | We're attempting to contact the receiver to request additional information.
BV | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
BW | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
BX | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
BZ | exception.disposed                        | The package is undeliverable and is in the process of being disposed of according to the local guidelines.
C3 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
C4 | attempt_failed.nobody_home                | The receiver was not available at the time of the delivery attempt.
C5 | exception.delayed_weather                 | An emergency situation or severe weather condition has delayed delivery.
C6 | exception.delayed                         | Delivery will be delayed by one business day.
C7 | exception.payment_required                | The C.O.D. amount is missing from the label. We're attempting to update this information.
C8 | exception.recipient_unknown               | The receiver is no longer in business.
C9 | exception.rejected_by_carrier             | Your package exceeds the maximum length we can accept.
CA | exception.rejected_by_carrier             | Your package exceeds the maximum dimensions we can accept.
CC | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
CD | exception.delayed_operational             | We've left the package on one of our planes. This may cause a delay.
CE | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
CF | exception.customs_hold                    | We're awaiting Customs authorization before returning this package to the sender.
CG | in_transit.information                    | A new tracking number was assigned to this package. Use the new tracking number for status updates.
CH | in_transit.information                    | The package contains multiple, duplicate tracking numbers.
CJ | in_transit.information                    | The tracking number on this package has been altered/changed.
CK | exception.delayed_operational             | A rerouted flight has delayed delivery. We’re adjusting plans to deliver your package as quickly as possible.
CL | exception.delayed_operational             | We've missed the scheduled transfer time. This may cause a delay.
CM | exception.delayed_operational             | A flight cancelation has delayed delivery. We're updating plans to deliver your package as quickly as possible.
CN | exception.customs_hold                    | Your package has been delayed due to an export gateway hold.
CP | exception.customs_hold                    | Your package has been delayed due to an import gateway hold.
CQ | exception.delayed_operational             | A mechanical failure has caused a delay. We will update the delivery date as soon as possible.
CS | returning.initiated                       | Shipper Requested Return Of Package
CT | exception.customs_hold                    | Your shipment is being held under the General Order regulations and may be taken into Customs possession.
CV | exception.rejected_by_carrier             | Your package exceeds the maximum weight we can accept.
CW | exception.address_incorrect               | We cannot deliver to an APO or FPO address. We're attempting to determine an alternate delivery address.
CX | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
CY | exception.address_incorrect               | We were unable to obtain complete address information for your package.
CZ | exception.customs_documents_missing       | Hazardous materials labeling is missing and is required for clearance. We are working to obtain this information.
D0 | exception.customs_documents_missing       | Your pkg has been delayed due to missing clearance information. We are attempting to obtain information from the shipper
D1 | exception.misrouted                       | We've misrouted the package. This may cause a delay.
D2 | exception.rejected_by_carrier             | The commodity value of your package exceeds the limit we allow.
D4 | exception.delayed                         | The service selected is not available to this destination address. This has delayed delivery.
D5 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
D7 | exception.unspecified                     | We'll contact the sender or receiver about this delivery.
D9 | exception.customs_charges_due             | Value of Goods charges are due for this package.
DA | in_transit.customs_released               | Released By Clear Agency. Now In-Transit
DB | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
DC | exception.delayed_operational             | Your package arrived late to the destination city. You should expect at least one business day delay.
DD | exception.recipient_unknown               | We're unable to contact the receiver.
DE | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
DF | exception.delayed                         | A natural disaster has delayed delivery. We are ready to deliver as soon as conditions allow.
DG | exception.delayed                         | Civil demonstration has delayed your package in transit. Delivery will be rescheduled. Check back for updates.
DJ | exception.delayed_weather                 | Severe weather conditions have delayed delivery.
DL | returning.initiated                       | The package will be returned to the sender.
DN | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
DP | exception.rejected_by_carrier             | Your package contains a commodity that cannot be shipped internationally.
DQ | exception.delayed                         | This delivery address is in a remote area where deliveries are not made daily.
DR | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
DS | exception.address_incorrect               | The address label is illegible. This may delay delivery. We're attempting to update the address.
DT | in_transit.information                    | Fax/Email Has Been Sent to the receiver to request additional information.
DU | exception.delayed_operational             | We are experiencing transit delays. We will deliver your package as soon as possible.
DW | exception.recipient_unknown               | The delivery location is vacant.
DY | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
E0 | in_transit.redirected                     | An alternate delivery address has been provided by the sender for redelivery.
E1 | exception.address_incorrect               | The floor number is either missing or incorrect. This may delay delivery. We're attempting to update the address.
E2 | in_transit.delivery_options_changed       | Receiver Requested Special Delivery. Package must be picked up within 5 business days.
E3 | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
E4 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
E7 | in_transit.information                    | Value of Goods charges have been paid.
E8 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
E9 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
ED | exception.delayed_operational             | We've left the package in one of our containers. This may cause a delay.
EH | exception.delayed                         | Your package may be delayed. We are adjusting delivery plans as quickly as possible.
EN | exception.delayed                         | Your package may be delayed. We are adjusting delivery plans as quickly as possible.
EO | in_transit.information                    | We've arranged a special flight to complete your delivery.
ER | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
ES | exception.customs_hold                    | Your package entry was rejected by the clearing agency. We will process according to the sender's instructions.
EU | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
EV | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
EW | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
EX | exception.rejected_by_carrier             | Your package exceeds the maximum weight we can accept.
EY | exception.customs_charges_due             | Import C.O.D. (ICOD) charges are due for this shipment. Online payment required at UPS.com.
F0 | in_transit.arrived_at_facility            | Arrival Scan
F3 | in_transit.departed_facility              | Departure Scan
F4 | delivered.unspecified                     | Delivered
F5 | in_transit.information                    | A temperature control intercept has been issued for your UPS® Premier package.
F7 | in_transit.handed_to_partner              | Your UPS SurePost® package was delivered to an Agent for final delivery.
F8 | exception.under_investigation             | We're attempting to verify the package location.
FA | exception.address_incorrect               | We were unable to obtain additional address information.
FE | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
FF | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
FG | exception.delayed_operational             | Air Traffic Control resulted in a delay. We will update the delivery date as soon as possible.
FM | attempt_failed.identity_check             | We tried to deliver the package again, but need an adult signature. A final attempt will be made the next business day.
FN | in_transit.information                    | Receiver acknowledges receipt
FT | delivered.collected                       | The receiver has picked up their package.
FW | in_transit.information                    | A recovery intercept was requested for this package.
G1 | in_transit.delivery_options_changed       | As requested by the sender, the package will be delivered later than the normal delivery time for your area.
G3 | attempt_failed.business_closed            | We tried to deliver to the business, but it was closed. A second attempt will be made the next business day.
G4 | exception.pickup_failed                   | We tried to pickup the package, but it was not ready for pickup. A second attempt will be made the next business day.
G5 | exception.pickup_failed                   | The package was not ready for pickup at the time of the final attempt.
G6 | exception.security_hold                   | A required security check has delayed delivery.
G7 | attempt_failed.identity_check             | We tried to deliver the package, but need an adult signature. A second attempt will be made the next business day.
G8 | attempt_failed.identity_check             | UPS was not able to secure an adult signature for this delivery. Delivery was not made.
G9 | exception.security_hold                   | Your package may be delayed due to a required x-ray inspection.
GB | attempt_failed.unspecified                | Delivery Attempted
GC | exception.delayed                         | Your package has been delayed due to events beyond our control. We're adjusting delivery plans as quickly as possible.
GD | in_transit.arrived_at_facility            | Arrived At Facility
GF | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
GH | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
GI | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
GN | in_transit.information                    | Your investigation has been closed with a proof of delivery.
GO | in_transit.information                    | The investigation requires additional merchandise description. Visit ups.com/claims or contact UPS for support.
GQ | in_transit.information                    | The investigation has been closed. We were unable to contact the receiver.
GR | in_transit.information                    | This investigation has been closed and the claim was canceled.
GV | exception.delayed                         | Your UPS® Premier package will be delivered after the scheduled time.
GZ | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
H1 | exception.address_incorrect               | The street type shown in the address is incorrect. This may delay delivery. We're attempting to update the address.
H2 | exception.address_incorrect               | The street prefix is either missing or incorrect. This may delay delivery. We're attempting to update the address.
H3 | exception.address_incorrect               | The street suffix is incorrect. This may delay delivery. We're attempting to update the address.
H4 | exception.address_incorrect               | The borough or county shown in the address is incorrect and may delay delivery. We're attempting to update the address.
H5 | exception.address_incorrect               | Incomplete address information may delay delivery. We are attempting to update this information.
H6 | in_transit.delivery_options_changed       | We received a request to change delivery. The request will be processed once the package returns to our facility.
H7 | exception.delayed                         | The delivery area is inaccessible due to a special event. We're adjusting plans as quickly as possible.
H8 | returning.initiated                       | The package is being returned to the sender at a different service level.
H9 | exception.rejected_by_carrier             | A hazardous materials irregularity occurred with this package. We'll contact the sender with additional information.
HA | exception.delayed                         | Your package is delayed. Check back later for delivery updates.
HD | exception.damaged                         | After the delivery was made, the package was reported as damaged.
HE | exception.damaged                         | The receiver reported the package was damaged. We will notify the sender with details.
HF | in_transit.picked_up                      | Package reported picked up - pickup scan.
HG | exception.delayed_operational             | Your UPS® Premier package has encountered a flight cancelation.
HH | exception.delayed                         | Your package is delayed. Check back later for delivery updates.
HJ | in_transit.delivery_options_changed       | Your package was upgraded to a new service level.
HK | exception.rejected_by_carrier             | This package contains alcohol, and we are unable to deliver or return it to the sender. We'll contact the sender.
HL | in_transit.arrived_at_facility            | Your package was processed at our facility.
HM | in_transit.redirected                     | The package has been redirected and forwarded to the delivery center.
HN | exception.unspecified                     | Liability because of Unsecured Contents In unit load device.
HO | available_for_pickup.at_depot             | This package contains alcohol and will be held for pickup by the sender only.
HQ | attempt_failed.unspecified                | We've left a notice about the package.
HR | exception.damaged                         | The package was damaged in transit. We will notify the sender with details.
HW | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
I1 | returning.initiated                       | As requested by the sender, the package is being returned. Contact the sender for additional information.
I2 | exception.rejected_by_carrier             | This package contains alcohol and we are unable to deliver or return it to the sender. We'll contact the sender.
I3 | in_transit.information                    | You can make alternate delivery arrangements by calling 1-800-457-4022 and entering your tracking number.
I5 | available_for_pickup.at_pickup_point      | Your package is at a UPS Access Point™ location and awaiting customer collection
I8 | in_transit.delivery_scheduled             | Your package is in transit. We’re updating plans to schedule your delivery.
I9 | in_transit.information                    | There are instructions on your account that resulted in closing the claim.
IB | in_transit.delivery_scheduled             | The delivery has been rescheduled and linked to a new tracking number
IJ | in_transit.problem_resolved               | Directions Found, Delivery Rescheduled
IP | in_transit.arrived_in_destination_country | import scan (crossed an international border between two countries)
IQ | attempt_failed.identity_check             | The receiver was unable to provide a valid PIN. We'll make a third attempt the next business day.
IR | attempt_failed.identity_check             | The receiver was unable to provide a valid PIN at the time of the final delivery attempt
IY | exception.disposed                        | Your UPS Ground Saver® package was seized by the Post Office for counterfeit and will not be delivered.
J0 | exception.disposed                        | Your UPS Ground Saver® package was seized by the Post Office for unpaid postage and will not be delivered.
J8 | in_transit.delivery_scheduled             | Dispatch For One Additional Day
J9 | in_transit.information                    | Refrigerate.
JA | in_transit.delivery_options_changed       | As requested by the sender, the delivery change for this package was completed.
JB | in_transit.delivery_scheduled             | We have updated the delivery information for your package.
JC | in_transit.information                    | The recovery intercept was successfully completed.
JH | in_transit.delivery_options_changed       | The sender requested a modified intercept for this package.
JI | in_transit.delivery_options_changed       | We've requested a modified intercept for this package.
JJ | in_transit.delivery_options_changed       | There was a modification to the recovery intercept on this package.
K1 | exception.pickup_failed                   | We've missed the scheduled pickup time. This may cause a delay.
K2 | exception.delayed                         | Sender tendered the shipment to UPS after the latest pickup time for the requested service. A day delay is likely.
K5 | in_transit.information                    | A guaranteed service refund has been requested for this package.
K6 | in_transit.information                    | A guaranteed service refund has been voided for this package.
K7 | in_transit.information                    | The receiver has acknowledged receipt of this package.
K8 | in_transit.information                    | A UPS Proactive Response® intercept for this package has been completed.
KI | exception.refused                         | The receiver refused to pay the C.O.D. amount for this package.
KM | delivered.unspecified                     | The package was delivered at the receiver's location.
KN | in_transit.information                    | The receiver chose to keep the package.
KO | in_transit.information                    | UPS Contacted The Receiver
KP | returning.initiated                       | The package will be returned to the sender.
KQ | exception.damaged                         | The receiver refused, the package appeared to be damaged. UPS will notify the sender with the details.
KR | exception.refused                         | The receiver does not want the product and refused the delivery.
KS | exception.refused                         | The receiver states the product was not ordered and has refused the delivery.
KT | exception.refused                         | The receiver refused the delivery.
KX | attempt_failed.nobody_home                | We missed you again. A final attempt will be made the next business day.
KY | exception.pickup_failed                   | We tried to pick up the package again, but it was not ready. A final attempt will be made the next business day.
KZ | attempt_failed.payment_due                | The driver was not able to receive payment. A final attempt will be made the next business day.
L0 | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
L1 | attempt_failed.business_closed            | We tried to deliver to the business again, but it was closed. A final attempt will be made the next business day.
L2 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
L3 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
L5 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
L8 | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
LE | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
LF | exception.delayed_operational             | A mechanical failure has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.
LH | exception.delayed                         | Saturday guaranteed service is not available in the destination Zip code.
LI | in_transit.held_at_request                | The shipment is being held in the logistics location for a future delivery date.
LN | in_transit.information                    | The damage inspection request has been changed.
LO | in_transit.information                    | The damage inspection request has been reissued.
LQ | in_transit.information                    | We've scheduled an inspection of the damaged contents and packaging. We'll provide the sender with the results.
LU | in_transit.delivery_scheduled             | We updated the delivery information for your package.
LV | exception.customs_hold                    | Package Forwarded To Government Agency
LX | in_transit.handed_to_partner              | Package transferred to post office
LY | in_transit.delivery_scheduled             | The shipment is in transit for final delivery. Delivery is scheduled in approximately 1-2 days.
LZ | in_transit.delivery_scheduled             | At the sender's request, we'll make only one delivery attempt. The receiver must pick up the package at a UPS facility.
MF | in_transit.held_at_request                | This package is being held for a future delivery date.
MI | in_transit.customs_clearance              | Your package was returned to the import site and is awaiting clearance.
MT | exception.delayed_operational             | We've missed the scheduled transfer time. This may cause a delay.
NI | exception.disposed                        | The package was discarded at the sender's request. Please contact the sender for details.
NP | exception.delayed_operational             | Your UPS® Premier package has encountered a flight delay.
NW | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
O0 | returning.initiated                       | Due to regulatory issues your wine shipment is being returned to the sender.
O1 | in_transit.delivery_options_changed       | A delivery change for this package is in progress.
O2 | in_transit.delivery_options_changed       | We've modified the requested change of delivery for your package.
O3 | in_transit.delivery_options_changed       | We received an additional request to change the delivery of this package. The request is in progress.
O4 | returning.initiated                       | The package will be returned to the sender.
O5 | in_transit.delivery_options_changed       | The receiver will pick up the package at a UPS facility.
O6 | in_transit.delivery_scheduled             | We've rescheduled this delivery.
O7 | in_transit.redirected                     | Your package will be delivered to an alternate address.
O8 | in_transit.delivery_options_changed       | The receiver arranged to pick up this package at a UPS facility.
O9 | in_transit.delivery_options_changed       | A Same-day Will Call was arranged for this package.
OA | in_transit.handed_to_partner              | Transfer to freight forwarding service.
OB | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
OD | exception.delayed_operational             | Your UPS® Premier package has encountered an airport delay.
OH | attempt_failed.nobody_home                | No one was available to accept the delivery.
OI | exception.customs_hold                    | Your UPS® Premier package has encountered a customs delay.
OJ | exception.address_incorrect               | Your UPS® Premier package has incorrect address information.
OL | attempt_failed.rescheduled                | The receiver has requested a later delivery time.
OM | exception.customs_documents_missing       | Missing shipment data is causing a delay. We are awaiting electronic data upload from the Shipper.
OQ | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
OR | exception.rejected_by_carrier             | Your package is being held because it exceeds the regulatory limit for lithium battery capacity.
OS | exception.rejected_by_carrier             | Your package is being delayed due to the processing involved with handling lithium batteries.
OT | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
P4 | in_transit.picked_up                      | We Have Your Package
P6 | exception.delayed_operational             | Pkg Delay-Rail Check Beyond UPS Control
P7 | in_transit.moving                         | Apple volume at origin pending departure on Charter Aircraft as scheduled.
PG | in_transit.arrived_at_facility            | Processing at UPS Facility
PH | exception.address_incorrect               | Shipment Held To Verify Name Or Address
PI | attempt_failed.identity_check             | The receiver did not present proper identification containing the delivery address.
PP | returned.to_sender                        | We have returned the package to the sender using the package return label.
PZ | exception.delayed_weather                 | Severe weather conditions have delayed delivery
Q0 | exception.delayed                         | Previous local labor dispute has caused delays. Recovery efforts are under way to deliver your pkg as soon as possible.
Q1 | exception.delayed_operational             | We are experiencing transit delays. We will deliver your package as soon as possible.
R1 | exception.customs_hold                    | Your package is pending release from a non-UPS broker. Contact the non-UPS broker for additional information.
R3 | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
R4 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
R5 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
R6 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
R7 | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
R8 | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
RA | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
RB | in_transit.arrived_at_facility            | Processing At UPS Facility
RC | in_transit.handed_to_partner              | Received by the local post office
RD | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
RE | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
RF | in_transit.delivery_options_changed       | Saturday delivery has been requested.
RG | in_transit.information                    | The operating facility accepted the request.
RH | in_transit.information                    | The operating facility was not able to meet the request.
RI | in_transit.delivery_options_changed       | As requested, the UPS My Choice® package will be delivered to the customer's preferred UPS Access Point™ location.
RJ | exception.customs_hold                    | Your package is pending release from a non-UPS broker. Contact the non-UPS broker for additional information.
RK | out_for_delivery.on_vehicle               | Out for Delivery Today
RL | out_for_delivery.on_vehicle               | Out For Delivery
RM | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
RO | in_transit.delivery_scheduled             | Delivery will be rescheduled for Saturday.
RP | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
RR | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
RS | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
RU | exception.customs_hold                    | Your package is pending release from a non-UPS broker. Contact the non-UPS broker for additional information.
RV | returning.initiated                       | We will return the package to the sender on Saturday.
RW | in_transit.delivery_options_changed       | A second delivery attempt has been requested.
RX | exception.customs_documents_missing       | Exporter Power Of Attorney Required
RY | exception.delayed                         | A non-UPS labor dispute has delayed delivery. We're working to deliver your package as quickly as possible.
RZ | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
S0 | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
S1 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
S2 | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
S3 | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
S4 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
S5 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
S6 | attempt_failed.rescheduled                | The receiver will only accept delivery during certain hours. We're adjusting delivery plans as quickly as possible.
S7 | available_for_pickup.at_depot             | The receiver requested this package to be held for pickup at the UPS facility.
S8 | exception.delayed_operational             | A late UPS trailer arrival has caused a delay. We're adjusting plans to deliver your package as quickly as possible.
S9 | exception.undeliverable                   | We've sent the package to UPS lost and found.
SF | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
SI | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
SJ | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
SL | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
SN | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
SO | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
SP | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
SS | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
SU | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver.
SV | exception.customs_hold                    | Your package is pending release from a non-UPS broker. Contact the non-UPS broker for additional information.
SX | in_transit.delivery_scheduled             | Your package is in transit. We're updating plans to schedule your delivery.
SY | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
T3 | in_transit.held_at_request                | The sender requested that we hold this package.
T4 | in_transit.delivery_options_changed       | The sender requested a change to the service features.
T5 | in_transit.delivery_options_changed       | The customer has requested a change to the C.O.D. amount.
T6 | in_transit.delivery_options_changed       | The customer has requested that a signature no longer be required for the delivery of this package.
T7 | in_transit.information                    | Your package has been placed in a climate controlled environment.
T8 | in_transit.information                    | Your package has been removed from a climate controlled environment.
T9 | exception.customs_hold                    | Your package is pending release from a non-UPS broker. Contact the non-UPS broker for additional information.
TA | in_transit.information                    | We've contacted the sender.
TB | in_transit.delivery_options_changed       | The receiver requested a temporary change to the delivery address.
TC | exception.under_investigation             | Package not available.
TE | in_transit.customs_clearance              | As requested, the package is moving in-bond to an alternate location for regulatory clearance.
TF | exception.address_incorrect               | We require a phone number for the delivery address.
TG | exception.customs_hold                    | A sample of the shipment was taken by Clearing Agency.
TH | in_transit.delivery_scheduled             | Your delivery has been rescheduled for the next business day.
TI | exception.delayed                         | Service disruption occurred.
TJ | exception.undeliverable                   | We sent the package to UPS Lost and Found.
TK | in_transit.information                    | UPS Will Contact The Sender With Details
TL | in_transit.problem_resolved               | The delivery information was updated in error. We've corrected the mistake.
TN | exception.delayed                         | We're unable to deliver your package on schedule.
TO | in_transit.delivery_options_changed       | Same Day Will Call for courier pick up.
TR | info_received.pickup_scheduled            | Pickup is scheduled for the next business day.
TS | in_transit.information                    | Rs Label Has Been Discarded
TT | in_transit.customs_clearance              | Package resubmitted to Clearing Agency for clearance.
TU | returned.to_sender                        | Address information is incomplete. The package was returned to the sender.
TV | exception.damaged                         | Damaged in transit-chemical / liquid.
TX | exception.rejected_by_carrier             | Generally prohibited item identified in package contents that does not comply with UPS policies and procedures
U0 | exception.rejected_by_carrier             | Unauthorized animal identified in package contents
U3 | exception.rejected_by_carrier             | Unauthorized plant identified in package contents
UA | returned.to_sender                        | UPS has returned your package to the sender.
UD | in_transit.delivery_options_changed       | The receiver requested an alternate delivery address. The request is in progress and may result in a rescheduled delivery date
UE | available_for_pickup.at_depot             | A special account package is being held at the UPS facility for pickup. The pickup must be made within 5 business days.
UF | returning.initiated                       | We're in the process of returning this package to the sender.
UG | in_transit.held_at_request                | The package is being held for a future delivery date. We'll attempt to deliver on the date requested.
UI | in_transit.moving                         | Your package is in transit to the UPS facility.
UK | exception.delayed_operational             | Due to operating conditions, your package may be delayed.
UL | in_transit.information                    | Claim issued.
UN | exception.rejected_by_carrier             | The package contains an unauthorized tobacco commodity, and we are unable to complete the delivery.
UO | exception.under_investigation             | Lost package investigation
UP | exception.under_investigation             | We're attempting to verify the package location.
UR | exception.rejected_by_carrier             | Unauthorized hazardous material identified in package contents
US | exception.rejected_by_carrier             | Undeclared hazardous material identified in package contents
UT | in_transit.delivery_options_changed       | Delivery instructions have been provided by the receiver with an updated delivery date
UW | exception.under_investigation             | Unpaid Cod Investigation
UX | exception.under_investigation             | Investigation Only
UZ | in_transit.delivery_options_changed       | Same Day Will Call For Courier Pick Up
V9 | in_transit.information                    | Your UPS® Premier package has received Gel Pack Replenishment at Frozen Temperature Level (-20° C).
VA | in_transit.delivery_scheduled             | The receiver canceled the will call and we will attempt delivery.
VB | in_transit.delivery_options_changed       | Will-call pickup must be made within 5 business days.
VD | in_transit.delivery_scheduled             | UPS will redeliver to same address on day after Same Day Will Call request.
VE | in_transit.delivery_options_changed       | Cust Will Pick Up At Customer Counter this evening
VF | in_transit.delivery_options_changed       | Customer has made arrangements to meet the driver to pick up on area.
VG | in_transit.delivery_scheduled             | We'll attempt to redeliver today.
VH | in_transit.information                    | We've confirmed arrangements with customer.
VI | exception.recipient_unknown               | Unable to contact customer at primary number.
VJ | exception.recipient_unknown               | Unable to contact customer at alternate number.
VK | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
VL | attempt_failed.business_closed            | The business is closed for the weekend. There’s a Middle East weekend delivery delay due to different work practices.
VM | in_transit.delivery_options_changed       | The delivery change was completed.
VN | in_transit.delivery_options_changed       | The receiver arranged for same-day pickup at a UPS facility.
VP | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
VQ | in_transit.information                    | MRN (Movement Reference Number) provided by customer due to high customs value of shipment.
VR | in_transit.information                    | MRN (Movement Reference Number) provided by UPS due to high customs value of shipment.
VU | in_transit.information                    | Your UPS® Premier package has received Gel Pack Replenishment at Control Room Temperature level (15 - 25° C).
VV | in_transit.information                    | Your UPS® Premier package has received Gel Pack Replenishment at Refrigerate Temperature level (2 - 8° C).
VW | in_transit.information                    | Your UPS® Premier package was stored in a Controlled Room Temperature (15 - 25° C).
VX | in_transit.handed_to_partner              | UPS® Premier package has been tendered to UPS Express Critical® Partner for final delivery.
VZ | in_transit.moving                         | The package will be forwarded to a UPS facility in the destination city.
W8 | in_transit.moving                         | As requested, the package is now in transit to a free trade zone.
X0 | in_transit.problem_resolved               | The information requested has been obtained and the hold has been resolved.
X2 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
X3 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
X4 | in_transit.customs_clearance              | UPS is preparing your package for clearance. We will notify you if additional information is needed.
X5 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
X6 | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
X7 | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
X8 | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
X9 | exception.customs_documents_missing       | The customer requested UPS contact them for instruction before submitting for Customs clearance.
XA | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
XB | exception.customs_documents_missing       | UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.
XC | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
XD | in_transit.arrived_in_destination_country | Import Scan
XE | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received UPS will submit for clearance.
XG | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
XJ | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
XK | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
XL | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
XN | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
XO | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
XS | available_for_pickup.at_depot             | Will Call required for compliance reasons
XU | returning.initiated                       | Return to shipper required for compliance reasons
XV | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
XW | exception.customs_documents_missing       | UPS initiated contact with the sender to obtain clearance information. Once received, UPS will submit for clearance.
XY | exception.customs_hold                    | Your package is pending release from a Government Agency. Once they release it, your package will be on its way.
XZ | in_transit.customs_released               | Your package was cleared after the scheduled transport departure. We will reschedule for the next available departure.
Y1 | in_transit.customs_clearance              | The package is at the clearing agency awaiting final release.
Y2 | in_transit.information                    | We've requested that the receiver contact us.
Y3 | in_transit.information                    | Receiver Contacted. No Response Received
Y4 | exception.customs_hold                    | Shipment transferred to local Govt agency and is temporarily out of UPS control.
Y5 | in_transit.problem_resolved               | Documents or info requested from the customer were received and are being processed for clearance.
Y7 | in_transit.held_at_request                | The package is being held for a future delivery date.
Y9 | in_transit.handed_to_partner              | The package is scheduled for transfer to the post office by the next business day. Allow at least two days for delivery.
YA | exception.customs_hold                    | Your package is pending release from a non-UPS broker. Contact the non-UPS broker for additional information.
YD | attempt_failed.unspecified                | The post office attempted to deliver your UPS SurePost® package and left a delivery notice with instructions.
YE | exception.refused                         | The post office attempted to deliver the UPS SurePost® package, but the receiver refused delivery.
YF | exception.address_incorrect               | The post office was unable to deliver the UPS SurePost® package as addressed. Please contact the sender for assistance.
YG | in_transit.redirected                     | The post office forwarded the UPS SurePost® package to the receiver's address on file.
YI | exception.misrouted                       | Your UPS SurePost® package was transferred to the wrong post office. It is being corrected.
YJ | returning.initiated                       | The post office was unable to deliver the UPS SurePost® package as addressed and returned it to the sender.
YK | returning.initiated                       | The post office was unable to deliver the UPS SurePost® package and returned it to the sender.
YL | exception.disposed                        | The post office was unable to deliver your UPS SurePost® package. It is being sent to the postal disposal site.
YM | exception.undeliverable                   | The post office was unable to deliver your UPS SurePost® package. It is being sent to the postal recovery site.
YR | in_transit.delivery_scheduled             | Your package is at the UPS distribution facility and is scheduled for delivery on the next business day.
YS | in_transit.delivery_options_changed       | As requested by the sender, this package requires special handling.
YT | in_transit.arrived_at_facility            | Warehouse Scan
YU | in_transit.information                    | The contents of the package being returned do not match the description provided by the sender.
YV | exception.pickup_failed                   | The return label was missing. We're unable to return the package to the sender.
YW | exception.pickup_failed                   | A UPS Returns® Pack and Collect box was not requested by the sender. The goods cannot be picked up.
YX | in_transit.departed_origin_country        | Export Scan
Z1 | in_transit.customs_released               | Brokerage Released. Waiting For Clr Agy
Z3 | in_transit.customs_released               | Receiver's customs broker has been assigned. The shipment is now released to move in transit.
Z5 | in_transit.picked_up                      | Pickup Scan
Z7 | in_transit.information                    | Your UPS® Premier package was stored in a Refrigerator (2 - 8° C).
Z8 | in_transit.information                    | Your UPS® Premier package was stored in a Freezer (-20° C).
ZA | in_transit.delivery_options_changed       | A UPS My Choice® delivery change was requested for this package.
ZB | in_transit.delivery_options_changed       | At the receiver's request, the UPS My Choice® delivery change option was modified.
ZC | in_transit.delivery_options_changed       | As requested, the UPS My Choice® delivery change was completed.
ZD | in_transit.to_pickup_point                | Deliver to a UPS Access Point™ location.
ZK | in_transit.handed_to_partner              | At Local Post Office
ZL | in_transit.to_pickup_point                | Delivery to UPS Access Point™ location is pending.
ZM | attempt_failed.business_closed            | The post office attempted delivery of your UPS SurePost® package, but the receiving business was closed.
ZN | in_transit.departed_facility              | Package has been dispatched from the USPS International Service Center for final delivery to receiver.
ZO | returning.initiated                       | The UPS Access Point™ location has prepared the package for return to UPS or pickup by UPS.
ZP | available_for_pickup.at_pickup_point      | Delivered to UPS Access Point™ location and awaiting customer pickup.
ZS | in_transit.to_pickup_point                | Out for delivery to UPS Access Point™
ZU | in_transit.information                    | Your UPS® Premier package has received Dry Ice Replenishment (-80° C).
ZV | in_transit.handed_to_partner              | Received by Agent Export Processing Site. Preparing for final mile delivery.
ZW | in_transit.handed_to_partner              | Package moving to local post office
ZX | exception.delayed_operational             | Your package has been expedited to the receiver to facilitate delivery by end of day today.
ZY | exception.delayed_operational             | Your package has been expedited to the receiver to facilitate delivery by end of day today.
ZZ | exception.delayed_operational             | Your package has been expedited to the receiver to facilitate delivery by end of day today.
KB | in_transit.information                    | UPS internal activity code (seen with type X) | seen in bodies
`,
);
