/**
 * Status codes of DHL eCommerce Europe.
 * Source: "Shipment Tracking – Unified" status list of the developer portal (developer.dhl.com), read November 2026.
 * 43 to 46 carry statusCode "delivered" and mean: ready to be collected.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `ecommerce-europe`. */
export const ecommerceEurope = statusTable(
  "ecommerce-europe",
  `
1   | info_received.label_created               | Electronical shipment data has been provided to DHL | Pre-transit
2   | in_transit.picked_up                      | The shipment has been collected | Transit
3   | in_transit.accepted                       | The shipment has been dropped off at Parcelshop by sender | Transit
4   | in_transit.accepted                       | The shipment has been dropped off at Parcelstation by sender | Transit
5   | in_transit.accepted                       | The shipment has been dropped off at Postoffice by sender | Transit
6   | in_transit.accepted                       | The shipment has been dropped off at depot by sender | Transit
7   | in_transit.accepted                       | The shipment has been dropped off at sorting center by sender | Transit
8   | in_transit.accepted                       | The shipment has been dropped off at gateway by sender | Transit
9   | in_transit.picked_up                      | The shipment has been picked up at sender | Transit
14  | in_transit.picked_up                      | The shipment has been picked up at Parcelshop by courier | Transit
15  | in_transit.picked_up                      | The shipment has been picked up at Parcelstation by courier | Transit
16  | in_transit.picked_up                      | The shipment has been picked up at Access Point by courier | Transit
17  | in_transit.picked_up                      | The shipment has been picked up at Postoffice by courier | Transit
19  | in_transit.arrived_at_facility            | The shipment has been processed at terminal | Transit
20  | in_transit.departed_facility              | The shipment has departed from terminal | Transit
22  | in_transit.arrived_at_facility            | The shipment has been processed at depot | Transit
23  | in_transit.departed_facility              | The shipment has left the depot | Transit
25  | in_transit.arrived_at_facility            | The shipment has been processed at sorting center | Transit
26  | in_transit.departed_facility              | The shipment has been processed and left the sorting center | Transit
27  | in_transit.arrived_at_facility            | The shipment has arrived at gateway in origin country | Transit
28  | in_transit.arrived_at_facility            | The shipment has been processed at gateway in origin country | Transit
29  | in_transit.departed_origin_country        | The shipment has left origin country | Transit
30  | in_transit.arrived_at_facility            | The shipment has arrived in transit country | Transit
31  | in_transit.arrived_at_facility            | The shipment has been processed in transit country | Transit
32  | in_transit.departed_facility              | The shipment has left transit country | Transit
33  | in_transit.arrived_in_destination_country | The shipment has arrived in destination country | Transit
37  | in_transit.arrived_at_facility            | The shipment has arrived at sorting center | Transit
38  | in_transit.arrived_at_facility            | The shipment has been processed at sorting center | Transit
40  | in_transit.arrived_at_delivery_depot      | The shipment has arrived at depot | Transit
41  | in_transit.arrived_at_delivery_depot      | The shipment has been processed at depot | Transit
42  | out_for_delivery.on_vehicle               | The shipment has been loaded to the van | Transit
43  | available_for_pickup.at_pickup_point      | The shipment has been handed over to the Access Point | Delivered
44  | available_for_pickup.at_pickup_point      | The shipment has been handed over to the Parcelshop | Delivered
45  | available_for_pickup.at_locker            | The shipment has been handed over to the Parcelstation | Delivered
46  | available_for_pickup.at_pickup_point      | The shipment has been handed over to the Postoffice | Delivered
47  | in_transit.arrived_at_delivery_depot      | The shipment has been handed over to the depot | Transit
52  | in_transit.information                    | The recipient has been notified (e.g. via email) about delivery details and available services | Transit
53  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
56  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
57  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
58  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
59  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
60  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
61  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
62  | in_transit.delivery_options_changed       | The recipient has requested changes to the delivery process | Transit
63  | delivered.unspecified                     | The shipment has been successfully delivered | Delivered
64  | delivered.unspecified                     | The shipment has been successfully delivered | Delivered
65  | delivered.collected                       | The shipment has been picked up by the recipient from depot | Delivered
66  | delivered.collected                       | The shipment has been picked up by the recipient from Parcelshop | Delivered
67  | delivered.collected                       | The shipment has been picked up by the recipient from Parcelstation | Delivered
68  | delivered.collected                       | The shipment has been picked up by the recipient from Postoffice | Delivered
69  | delivered.unspecified                     | The shipment has been successfully delivered | Delivered
70  | delivered.unspecified                     | The shipment has been successfully delivered | Delivered
71  | delivered.unspecified                     | The shipment has been successfully delivered | Delivered
72  | attempt_failed.unspecified                | The shipment could not be delivered to the recipient | Failure
73  | attempt_failed.nobody_home                | The shipment could not be delivered to the recipient, because the recipient was not available | Failure
74  | attempt_failed.nobody_home                | The shipment could not be delivered to the recipient, because the recipient was not available | Failure
75  | attempt_failed.nobody_home                | The shipment could not be delivered to the recipient, because the recipient was not available | Failure
76  | exception.refused                         | The shipment could not be delivered to the recipient, because the recipient has refused the shipment | Failure
77  | attempt_failed.payment_due                | The shipment could not be delivered to the recipient, due to unsuccessful COD payment | Failure
78  | attempt_failed.payment_due                | The shipment could not be delivered to the recipient, due to unsuccessful COD payment | Failure
79  | exception.address_incorrect               | The shipment could not be delivered to the recipient, because of an incorrect delivery address | Failure
80  | exception.address_incorrect               | The shipment could not be delivered to the recipient, because of an incorrect delivery address | Failure
81  | exception.recipient_unknown               | The shipment could not be delivered to the recipient, because the recipient has moved away | Failure
82  | attempt_failed.identity_check             | The shipment could not be delivered to the recipient, because the recipient could not show the mandatory ID for personal identification | Failure
83  | exception.damaged                         | During the delivery, the shipment was damaged | Failure
85  | attempt_failed.nobody_home                | The shipment could not be delivered to the recipient, because the recipient was not available | Failure
86  | exception.payment_required                | The shipment could not be delivered to the recipient, because the payment of charges is missing | Failure
87  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because the Service point was closed | Failure
88  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because of capacity restraints in the Service Point | Failure
89  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because it exceeds the maximum weight or dimensions allowed in the Service Point | Failure
90  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because the Service point was closed | Failure
91  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because of capacity restraints in the Service Point | Failure
92  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because it exceeds the maximum weight or dimensions allowed in the Service Point | Failure
93  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Parcel Locker because of capacity restraints in the Parcel Locker | Failure
94  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Parcel Locker because the Parcel Locker is out of service | Failure
95  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Parcel Locker because it violates the GT&C of the Parcel Locker | Failure
96  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Post Office because the Post Office was closed | Failure
97  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Post Office because of capacity restraints in the Post Office | Failure
98  | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Post Office because it exceeds the maximum weight or dimensions allowed in the Post Office | Failure
99  | exception.not_collected                   | The shipment has no been picked up by the recipient within the defined time and will be sent back to the sender | Failure
100 | exception.not_collected                   | The shipment has no been picked up by the recipient within the defined time and will be sent back to the sender | Failure
101 | exception.not_collected                   | The shipment has no been picked up by the recipient within the defined time and will be sent back to the sender | Failure
102 | exception.not_collected                   | The shipment has no been picked up by the recipient within the defined time and will be sent back to the sender | Failure
130 | in_transit.customs_released               | The shipment has been released from export Customs | Transit
133 | in_transit.customs_released               | The shipment has been cleared at import Customs in destination country / region | Transit
141 | attempt_failed.nobody_home                | The shipment has been held until next working day because recipient is not available | Transit
142 | in_transit.held_at_request                | The shipment has been held because recipient requested later delivery | Transit
149 | returning.initiated                       | The shipment has been held and will be returned to sender | Failure
151 | exception.refused                         | The shipment has been stopped without delivery attempt because recipient has refused the shipment.The shipment will be returned to sender | Failure
152 | returning.initiated                       | The import of the shipment has been terminated. The shipment will be returned to sender | Failure
154 | attempt_failed.unspecified                | The delivery of the shipment failed | Transit
155 | exception.not_collected                   | The shipment has not been picked up within the defined time and will be sent back to the sender | Failure
156 | exception.delayed                         | The shipment could not be delivered because of an exceptional event | Failure
157 | exception.recipient_unknown               | The shipment could not be delivered because recipient moved. Shipment will be returned to sender | Failure
159 | in_transit.redirected                     | The shipment could not be delivered because recipient requested to forward/redirect parcel | Transit
160 | returning.initiated                       | The shipment could not be delivered and will be returned to the sender | Failure
161 | attempt_failed.unspecified                | The shipment could not be delivered | Transit
172 | in_transit.held_at_request                | The shipment has been held because recipient requested later delivery | Transit
194 | in_transit.held_at_request                | Shipment has been held according to recipient's request | Transit
200 | attempt_failed.pickup_point_unavailable   | The shipment could not be handed over to the Service Point because it exceeds the maximum weight or dimensions allowed in the Service Point | Failure
206 | exception.address_incorrect               | The shipment could not be delivered to the recipient, because of incorrect address | Transit
207 | exception.refused                         | Recipient has refused the shipment | Failure
208 | exception.refused                         | Recipient has refused the shipment during collection | Failure
209 | exception.refused                         | Recipient has refused the shipment during collection | Failure
210 | exception.refused                         | The shipment could not be delivered, because the recipient has refused it | Failure
211 | exception.refused                         | The shipment could not be delivered, because the recipient has refused it | Failure
214 | attempt_failed.payment_due                | The shipment could not be handed over because payment of charges is missing | Failure
215 | attempt_failed.payment_due                | The shipment could not be handed over because payment of charges is missing | Failure
217 | attempt_failed.not_enough_time            | The shipment could not be delivered and is scheduled for further processing on next working day | Transit
218 | attempt_failed.rescheduled                | The shipment could not be delivered because recipient requested later delivery | Transit
219 | in_transit.held_at_request                | The shipment could not be delivered and is being held because recipient requested later delivery | Transit
222 | exception.refused                         | The shipment could not be delivered due recipient's request | Failure
223 | exception.refused                         | The shipment could not be delivered due recipient's request | Failure
226 | in_transit.picked_up                      | The shipment has been collected | Transit
228 | in_transit.picked_up                      | The shipment has been picked up at access point by courier | Transit
230 | in_transit.arrived_at_facility            | The shipment has been processed at terminal in origin country | Transit
231 | in_transit.departed_facility              | The shipment has departed from terminal | Transit
232 | in_transit.arrived_at_facility            | The shipment has been processed in transit country | Transit
233 | in_transit.arrived_at_facility            | The shipment has been processed at terminal in destination country | Transit
234 | in_transit.arrived_at_facility            | The shipment has arrived at gateway in origin country | Transit
235 | in_transit.departed_origin_country        | The shipment has left origin country | Transit
236 | in_transit.arrived_at_facility            | The shipment has arrived in transit country | Transit
237 | in_transit.departed_facility              | The shipment has left transit country | Transit
238 | in_transit.arrived_in_destination_country | The shipment has arrived in destination country | Transit
240 | in_transit.arrived_at_facility            | The shipment has arrived at sorting center | Transit
242 | in_transit.arrived_at_delivery_depot      | The shipment has arrived at depot | Transit
248 | returning.initiated                       | The shipment is undeliverable and will be returned to destination under a new ID | Failure
249 | returning.initiated                       | The shipment is undeliverable and will be returned to the agreed return address in the destination country | Failure
253 | exception.delayed                         | The shipment couldn´t be delivered because of an exceptional event. Further attempt on next working day | Failure
254 | info_received.label_created               | The shipment has left the customer facility | Pre-transit
255 | in_transit.handed_to_partner              | The shipment was pre-sorted by 3rd party provider | Transit
258 | in_transit.customs_clearance              | The shipment was presented to import customs by 3rd party provider | Failure
259 | exception.customs_documents_missing       | The shipment has been held because of missing or inapproriate documentation and will be returned to the sender | Failure
264 | exception.delayed_weather                 | The shipment could not be delivered because of bad weather conditions. Further processing expected on next working day | Failure
265 | exception.delayed_operational             | The shipment could not be delivered because of capacity issues. Further processing expected on next working day | Failure
266 | exception.delayed_weather                 | The shipment has been held for bad weather conditions. Further processing expected next working day | Failure
267 | exception.delayed_operational             | The shipment has been held for capacity issues. Further processing expected next working day | Failure
268 | exception.payment_required                | The shipment has been held and is awaiting payment of charges | Failure
269 | exception.delayed                         | The shipment has been held. Further processing expected next working day | Failure
302 | in_transit.handed_to_partner              | The shipment has been handed over for final delivery | Delivered
306 | delivered.unspecified                     | Packaging of parcel was torn. Parcel has been successfully delivered | Delivered
330 | attempt_failed.identity_check             | The shipment could not be delivered to the recipient, because the recipient could not show the mandatory ID for personal identification | Failure
354 | in_transit.arrived_at_facility            | The shipment has been processed at terminal | Transit
355 | in_transit.arrived_at_facility            | The shipment has been processed in transit country | Transit
356 | in_transit.arrived_at_facility            | The shipment has been processed at terminal in destination country | Transit
358 | in_transit.information                    | The shipment has been identified as oversized | Transit
363 | returning.in_transit                      | The shipment is handled by a return consolidator | Transit
364 | returning.in_transit                      | The shipment is assigned to a transport container | Transit
365 | returning.in_transit                      | The shipment was assigned to a transport container and is ready for departure from return consolidator with new shipment ID | Transit
366 | returned.to_sender                        | The shipment has been delivered back to the business sender | Delivered
367 | info_received.label_created               | The shipment was pre-sorted by 3rd party provider | Pre-transit
368 | info_received.label_created               | The shipment was presented to export customs by 3rd party provider | Pre-transit
369 | info_received.label_created               | The shipment was handed over to transport provider | Pre-transit
370 | info_received.label_created               | The shipment was presented to import customs by 3rd party provider | Pre-transit
372 | attempt_failed.nobody_home                | The shipment could not be delivered to the recipient, because the recipient was not available | Failure
377 | in_transit.arrived_at_facility            | The shipment has been processed in transit country | Transit
378 | in_transit.arrived_at_facility            | The shipment has been processed in transit country | Transit
379 | in_transit.arrived_at_facility            | The shipment has been processed in transit country | Transit
380 | in_transit.information                    | The shipment has been processed according to the business customer's instructions | Transit
392 | exception.pickup_failed                   | The shipment could not be picked up due to a malfuntion of the Locker | Transit
395 | attempt_failed.pickup_point_unavailable   | The shipment couldn´t be handed over to the Service Point as it was closed | Transit
`,
);
