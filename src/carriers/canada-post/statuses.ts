/**
 * Event identifiers of Canada Post, without leading zeros, and what its sentences say where the number is unknown or doubtful.
 * Sources: answers that were seen, recorded (2015, 2016) or published by the developer program; below them client code (karrio,
 * active_shipping, a Home Assistant integration), read November 2026. The carrier's own table of scan events could not be read.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** Seen with their text: the number counts. */
const seen = statusTable(
  "event",
  `
20   | in_transit.information                    | Signature image recorded for Online viewing
100  | in_transit.arrived_at_facility            | Item processed
104  | in_transit.arrived_at_facility            | Item processed
105  | in_transit.arrived_at_facility            | Item processed
156  | available_for_pickup.reminder             | Final Notice; Item will be returned to sender if not collected within 10 days
170  | in_transit.arrived_at_delivery_depot      | Item processed | at the delivery depot: minutes before it goes out
173  | exception.address_incorrect               | Customer addressing error found; attempting to correct. Possible delay
174  | out_for_delivery.on_vehicle               | Item out for delivery
175  | in_transit.moving                         | Item in transit
405  | in_transit.arrived_at_facility            | Item arrived
410  | in_transit.departed_facility              | Item departed
500  | out_for_delivery.on_vehicle               | Out for delivery
1301 | in_transit.accepted                       | Item accepted at the Post Office
1302 | in_transit.accepted                       | Item accepted at the Post Office
1479 | attempt_failed.unspecified                | Attempted delivery. Notice card left indicating where item can be picked up
1496 | delivered.unspecified                     | Item successfully delivered
1498 | delivered.unspecified                     | Item successfully delivered
1701 | available_for_pickup.at_pickup_point      | Item available for pickup at Post Office
1703 | in_transit.to_pickup_point                | Item in transit to Post Office
2300 | in_transit.picked_up                      | Item picked up by Canada Post
3000 | info_received.label_created               | Electronic information submitted by shipper
4310 | in_transit.arrived_in_destination_country | International shipment has arrived in a foreign country
4311 | in_transit.arrived_in_destination_country | International item has arrived in a foreign country
4500 | in_transit.moving                         | International item is in transit to the delivery office
4600 | in_transit.arrived_at_delivery_depot      | Item has arrived at the delivery office in the destination country
8901 | in_transit.departed_origin_country        | International item being forwarded to destination country
`,
);

/** From client code, without a text: where the sentence beside the number says something else, the sentence counts. */
const fromClients = statusTable(
  "event from clients",
  `
101  | in_transit.arrived_at_facility       | Item processed | from client code
102  | in_transit.arrived_at_facility       | Item processed | from client code
103  | in_transit.arrived_at_facility       | Item processed | from client code
106  | in_transit.arrived_at_facility       | Item processed | from client code
107  | in_transit.arrived_at_facility       | Item processed | from client code
117  | exception.customs_documents_missing  | Customs documents | from client code, a list of reasons made by ranges
118  | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code
119  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
120  | exception.customs_documents_missing  | Customs documents | from client code, a list of reasons made by ranges
121  | exception.customs_documents_missing  | Customs documents | from client code, a list of reasons made by ranges
122  | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
123  | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
124  | exception.lost                       | Lost | from client code, a list of reasons made by ranges
125  | exception.customs_charges_due        | Duties unpaid | from client code, a list of reasons made by ranges
126  | exception.lost                       | Lost | from client code, a list of reasons made by ranges
127  | exception.customs_charges_due        | Duties unpaid | from client code, a list of reasons made by ranges
128  | exception.misrouted                  | Sorting error | from client code, a list of reasons made by ranges
129  | exception.misrouted                  | Sorting error | from client code, a list of reasons made by ranges
130  | exception.misrouted                  | Sorting error | from client code, a list of reasons made by ranges
131  | exception.misrouted                  | Sorting error | from client code, a list of reasons made by ranges
132  | exception.misrouted                  | Sorting error | from client code, a list of reasons made by ranges
133  | exception.misrouted                  | Sorting error | from client code, a list of reasons made by ranges
134  | exception.delayed_operational        | Vehicle trouble | from client code, a list of reasons made by ranges
135  | exception.delayed_operational        | Vehicle trouble | from client code, a list of reasons made by ranges
136  | exception.delayed_operational        | Vehicle trouble | from client code, a list of reasons made by ranges
137  | exception.delayed_operational        | Vehicle trouble | from client code, a list of reasons made by ranges
138  | exception.delayed_operational        | Vehicle trouble | from client code, a list of reasons made by ranges
142  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
143  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
144  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
145  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
146  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
147  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
148  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
149  | exception.damaged                    | Damaged | from client code, a list of reasons made by ranges
150  | exception.refused                    | Refused | from client code
151  | exception.lost                       | Lost | from client code, a list of reasons made by ranges
152  | exception.lost                       | Lost | from client code, a list of reasons made by ranges
153  | exception.lost                       | Lost | from client code, a list of reasons made by ranges
154  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
155  | attempt_failed.not_enough_time       | Not enough time | from client code, a list of reasons made by ranges
157  | attempt_failed.not_enough_time       | Not enough time | from client code, a list of reasons made by ranges
158  | attempt_failed.not_enough_time       | Not enough time | from client code, a list of reasons made by ranges
159  | exception.delayed                    | Delayed | from client code
160  | exception.delayed                    | Delayed | from client code
161  | exception.delayed                    | Delayed | from client code
162  | exception.delayed                    | Delayed | from client code
163  | exception.delayed                    | Delayed | from client code
167  | attempt_failed.nobody_home           | Receiver not available | from client code
168  | attempt_failed.nobody_home           | Receiver not available | from client code
169  | attempt_failed.nobody_home           | Receiver not available | from client code
172  | exception.delayed                    | Delayed | from client code
179  | attempt_failed.business_closed       | Business closed | from client code
180  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
181  | attempt_failed.business_closed       | Business closed | from client code
182  | attempt_failed.business_closed       | Business closed | from client code
183  | attempt_failed.nobody_home           | Receiver not available | from client code
184  | attempt_failed.nobody_home           | Receiver not available | from client code
185  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
186  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
187  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
188  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
189  | attempt_failed.no_access             | No access | from client code, a list of reasons made by ranges
190  | attempt_failed.nobody_home           | Receiver not available | from client code
810  | exception.customs_hold               | Customs hold | from client code
1100 | exception.undeliverable              | Delivery failed | from client code
1303 | returning.in_transit                 | Going back to the sender | from client code
1400 | in_transit.accepted                  | Picked up | from client code
1401 | in_transit.accepted                  | Picked up | from client code
1402 | in_transit.accepted                  | Picked up | from client code
1403 | in_transit.accepted                  | Picked up | from client code
1404 | in_transit.accepted                  | Picked up | from client code
1405 | in_transit.accepted                  | Picked up | from client code
1407 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code
1408 | delivered.unspecified                | Delivered | from client code
1409 | delivered.unspecified                | Delivered | from client code
1410 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code; another client counts it as delivered: the text decides
1411 | in_transit.held_at_request           | On hold | from client code, inferred
1413 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1414 | in_transit.held_at_request           | On hold | from client code, inferred
1415 | exception.refused                    | Refused | from client code
1416 | exception.refused                    | Refused | from client code
1417 | attempt_failed.nobody_home           | Receiver not available | from client code
1418 | attempt_failed.nobody_home           | Receiver not available | from client code
1419 | attempt_failed.nobody_home           | Receiver not available | from client code; another client reads it as going back: the text decides
1420 | attempt_failed.nobody_home           | Receiver not available | from client code
1421 | delivered.unspecified                | Delivered | from client code
1422 | delivered.unspecified                | Delivered | from client code
1423 | delivered.unspecified                | Delivered | from client code
1424 | delivered.unspecified                | Delivered | from client code
1425 | delivered.unspecified                | Delivered | from client code
1426 | delivered.unspecified                | Delivered | from client code
1427 | delivered.unspecified                | Delivered | from client code
1428 | delivered.unspecified                | Delivered | from client code
1429 | delivered.unspecified                | Delivered | from client code
1430 | delivered.unspecified                | Delivered | from client code
1431 | delivered.unspecified                | Delivered | from client code
1432 | delivered.unspecified                | Delivered | from client code
1433 | delivered.unspecified                | Delivered | from client code
1434 | delivered.unspecified                | Delivered | from client code
1435 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code; another client counts it as delivered: the text decides
1436 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code; another client counts it as delivered: the text decides
1437 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code; another client counts it as delivered: the text decides
1438 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code; another client counts it as delivered: the text decides
1440 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1441 | delivered.unspecified                | Delivered | from client code
1442 | delivered.unspecified                | Delivered | from client code
1443 | exception.customs_hold               | Customs hold | from client code
1450 | exception.undeliverable              | Delivery failed | from client code
1466 | delivered.unspecified                | Delivered | from client code
1481 | returning.initiated                  | Going back to the sender | from client code
1482 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1483 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1484 | exception.customs_hold               | Customs hold | from client code
1485 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1486 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1487 | exception.customs_hold               | Customs hold | from client code
1488 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code
1489 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1490 | exception.address_incorrect          | Address incorrect or not found | from client code, a list of reasons made by ranges
1491 | exception.undeliverable              | Delivery failed | from client code
1492 | exception.undeliverable              | Delivery failed | from client code
1493 | exception.undeliverable              | Delivery failed | from client code
1494 | exception.customs_charges_due        | Duties unpaid | from client code, a list of reasons made by ranges
1497 | delivered.unspecified                | Delivered | from client code
1499 | delivered.unspecified                | Delivered | from client code
2407 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code
2410 | available_for_pickup.at_pickup_point | Notice left, available for pickup | from client code
2411 | in_transit.held_at_request           | On hold | from client code, inferred
2412 | exception.delayed                    | Delayed | from client code
2414 | in_transit.held_at_request           | On hold | from client code, inferred
2600 | returning.initiated                  | Going back to the sender | from client code
2802 | exception.undeliverable              | Delivery failed | from client code
3001 | returning.initiated                  | Going back to the sender | from client code
3002 | returning.in_transit                 | Going back to the sender | from client code
4650 | exception.undeliverable              | Delivery failed | from client code
4700 | in_transit.held_at_request           | On hold | from client code, inferred
5300 | delivered.unspecified                | Delivered | from client code, inferred: delivered abroad
`,
);

/** How it was delivered, for numbers that say only that. */
const deliveries = statusTable(
  "delivery phrases",
  `
*front door*             | delivered.safe_place | Left at the front door | inferred
*side door*              | delivered.safe_place | Left at the side door | inferred
*back door*              | delivered.safe_place | Left at the back door | inferred
*garage*                 | delivered.safe_place | Left in the garage | inferred
*safe drop*              | delivered.safe_place | Left by safe drop | inferred
*safe place*             | delivered.safe_place | Left in a safe place | inferred
*community mailbox*      | delivered.mailbox    | Delivered to the community mailbox | inferred
*parcel compartment*     | delivered.mailbox    | Delivered to a parcel compartment | inferred
`,
);

/** Sentences in English and French; the first line that fits counts. */
const texts = statusTable(
  "text phrases",
  `
*will be returned to sender*      | available_for_pickup.reminder        | Item will be returned to sender if not collected
*successfully delivered*          | delivered.unspecified                | Item successfully delivered
*livré avec succès*               | delivered.unspecified                | Article livré avec succès
Delivered                         | delivered.unspecified                | Delivered
Livré                             | delivered.unspecified                | Livré
*sorti pour livraison*            | out_for_delivery.on_vehicle          | Article sorti pour livraison
*out for delivery*                | out_for_delivery.on_vehicle          | Item out for delivery
*en cours de livraison*           | out_for_delivery.on_vehicle          | Article en cours de livraison
*available for pickup*            | available_for_pickup.at_pickup_point | Item available for pickup at Post Office
*peut être ramassé*               | available_for_pickup.at_pickup_point | L'article peut être ramassé
*attempted delivery*              | attempt_failed.unspecified           | Attempted delivery
*tentative de livraison*          | attempt_failed.unspecified           | Tentative de livraison
*notice card*                     | attempt_failed.unspecified           | Notice card left
*carte d'avis*                    | attempt_failed.unspecified           | Carte d'avis laissée
*return to sender*                | returning.initiated                  | Return to sender
*returned to sender*              | returning.initiated                  | Item returned to sender | that the sender has it would be said of the parcel back
*returning to sender*             | returning.initiated                  | Item returning to sender
*retourné à l'expéditeur*         | returning.initiated                  | Article retourné à l'expéditeur
*electronic information submitted* | info_received.label_created         | Electronic information submitted by shipper
*order information received*      | info_received.label_created          | Order information received by Canada Post
*reçu l'information*              | info_received.label_created          | Postes Canada a reçu l'information concernant la commande
*picked up by Canada Post*        | in_transit.picked_up                 | Item picked up by Canada Post
*ramassé par Postes Canada*       | in_transit.picked_up                 | Article ramassé par Postes Canada
*processed*                       | in_transit.arrived_at_facility       | Item processed at postal facility
*traité*                          | in_transit.arrived_at_facility       | Article traité à l'installation postale
*in transit*                      | in_transit.moving                    | Item in transit
*en transit*                      | in_transit.moving                    | Article en transit
`,
);

/** The last resort: it says less than any number. */
const customs = statusTable(
  "customs phrases",
  `
*customs* | in_transit.customs_clearance | Customs
*douane*  | in_transit.customs_clearance | Douane
`,
);

/** The coarse event type of the summary. */
const types = statusTable(
  "event-type",
  `
INFO            | in_transit.information                    | Information | the announcement, when its sentence says so
INDUCTION       | in_transit.accepted                       | Induction
FROMCUST        | in_transit.accepted                       | From the customer
CONTAINER       | in_transit.moving                         | Container
VEHICLEINFO     | in_transit.moving                         | Vehicle
INCOMING        | in_transit.arrived_in_destination_country | Incoming
ARRIVALINCANADA | in_transit.arrived_in_destination_country | Arrival in Canada
DETENTION       | exception.customs_hold                    | Detention
FORREVIEW       | exception.under_investigation             | For review
TORETAIL        | in_transit.to_pickup_point                | To the post office
OUT             | out_for_delivery.on_vehicle               | Out for delivery
TOCUST          | out_for_delivery.on_vehicle               | To the customer | inferred
ATTEMPTED       | attempt_failed.unspecified                | Attempted delivery
DELIVERED       | delivered.unspecified                     | Delivered
SIGNATURE       | in_transit.information                    | Signature | never a status
RTSLABELPROC    | returning.initiated                       | Label for the return to sender processed
`,
);

export const statuses: readonly StatusLine[] = [...seen, ...fromClients, ...deliveries, ...texts, ...customs, ...types];
