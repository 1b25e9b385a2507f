/**
 * Event codes of PostNL's shipping status service.
 * Source: "T & T Status Codes" of PostNL's developer pages (English texts, each code with the status that it belongs to), read November 2026.
 * "status 99" marks codes whose status is "Not applicable". Where event and status disagree, the event's text was followed.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** Announced, collected, or not. */
const collection = statusTable(
  "event",
  `
A01 | info_received.label_created    | Shipment expected, but not yet arrived at PostNL
A10 | info_received.label_created    | Sender has generated return label
A71 | info_received.label_created    | Shipment registered
F01 | info_received.pickup_scheduled | Pick-up shipment will be collected
J56 | info_received.pickup_scheduled | We are en route to pickup address | status 99
X80 | info_received.pickup_scheduled | Collection order received
J93 | in_transit.information         | Pre-alerted shipment partially not found
M01 | exception.pickup_failed        | Shipment not physically presented to PostNL
M03 | exception.pickup_failed        | Period of validity label expired
Q02 | in_transit.information         | Transaction cancelled at PostNL outlet
B01 | in_transit.accepted            | Shipment received by PostNL
B06 | in_transit.accepted            | Shipment accepted by PostNL IMEC | status 99
C02 | in_transit.accepted            | Scanned at PostNL service point | status 99
X40 | in_transit.accepted            | Shipment received at PostNL outlet
V12 | in_transit.accepted            | Received by PostNL
V13 | in_transit.accepted            | Received by PostNL
V23 | in_transit.accepted            | Received by PostNL
V50 | in_transit.accepted            | Received by PostNL
A74 | in_transit.accepted            | Shipment received by partner in country of shipment
B04 | in_transit.picked_up           | Shipment collected by PostNL
C01 | in_transit.picked_up           | Shipment collected by PostNL | of a collection order; its phase is called Delivered
Z80 | in_transit.picked_up           | Your shipment has been picked up at a collection point | by PostNL: status Shipment collected
A73 | in_transit.picked_up           | Shipment has been collected by partner | status 99
D02 | exception.pickup_failed        | Shipment not collected; incorrect address
D03 | exception.pickup_failed        | Collection shipment not collected, no one present at address
D04 | exception.pickup_failed        | Shipment not collected; incorrect address
D05 | exception.pickup_failed        | There was no shipment to collect
D06 | exception.pickup_failed        | Collection shipment not collected, shipment incorrectly/not labelled
D07 | exception.pickup_failed        | Collection shipment not collected, shipment not properly packed
D08 | exception.pickup_failed        | We missed you; we'll try again | of a collection
D09 | exception.pickup_failed        | Collection shipment not collected, no answer
D40 | exception.pickup_failed        | Collection shipment not collected
Y80 | exception.pickup_failed        | We missed you; we'll try again | of a collection
Y81 | exception.pickup_failed        | Pick-up order unsuccessful, no new attempt
D41 | exception.cancelled            | Pick-up order cancelled
H30 | exception.cancelled            | Sender has cancelled the shipment order | status 99
H31 | exception.cancelled            | Sender has cancelled the shipment order
R06 | exception.cancelled            | Shipment has been cancelled. Please contact the sender
X42 | exception.rejected_by_carrier  | Shipment refused at PostNL outlet, too large/too heavy
X43 | exception.rejected_by_carrier  | Shipment refused at PostNL outlet, insufficient packaging
F03 | exception.rejected_by_carrier  | Shipment not processed because of missing shipment details
F04 | exception.rejected_by_carrier  | Shipment not processed because of missing shipment details
F05 | exception.rejected_by_carrier  | Shipment will not be processed. Collection contract missing
F06 | exception.rejected_by_carrier  | Shipment will not be processed. Collection address post code unknown
F07 | exception.rejected_by_carrier  | Shipment will not be processed. Delivery address post code unknown
F08 | exception.rejected_by_carrier  | Shipment not processed. Collection date is in the past
F10 | exception.rejected_by_carrier  | Shipment will not be processed. Collection date is not a working day
Y45 | exception.rejected_by_carrier  | Parcel permanently removed from process due to prohibited contents | status 99
`,
);

/** On its way. */
const onItsWay = statusTable(
  "event",
  `
J01 | in_transit.arrived_at_facility            | Shipment has been sorted
J06 | in_transit.arrived_at_facility            | Shipment sorted in sorting centre
J10 | in_transit.arrived_at_facility            | Shipment has been sorted
J27 | in_transit.arrived_at_delivery_depot      | Shipment sorted by the depot
J61 | in_transit.arrived_at_facility            | Shipment has been sorted
R01 | in_transit.arrived_at_facility            | Shipment has been sorted
V22 | in_transit.arrived_at_facility            | Shipment is at PostNL
X07 | in_transit.arrived_at_facility            | Shipment sorted in country of destination
X08 | in_transit.arrived_at_facility            | Your parcel's at a sorting centre in the destination country
X14 | in_transit.arrived_at_facility            | Shipment in sorting centre in country of destination
X15 | in_transit.arrived_at_facility            | Shipment sorted at IMEC in destination country
X16 | in_transit.arrived_at_facility            | Shipment pre-alerted by PostNL and sorted at IMEC | status 99
X50 | in_transit.arrived_at_facility            | Shipment in sorting centre
X51 | in_transit.arrived_at_facility            | Shipment has been sorted
X52 | in_transit.arrived_at_delivery_depot      | Your parcel is awaiting delivery in the destination country | status 99
J28 | in_transit.moving                         | Due to size, shipment will be delivered by PostNL Extra@Home
J45 | in_transit.moving                         | On liner service to distribution depot | status Shipment out for delivery: not yet
Q13 | in_transit.moving                         | Parcel placed on transport
Q15 | in_transit.moving                         | Shipment is en route | status Shipment out for delivery: not yet
S05 | in_transit.moving                         | Shipment is en route | status Shipment out for delivery: not yet
Q16 | in_transit.moving                         | Package in depot, goes enroute to country of destination | status 99
Q17 | in_transit.moving                         | Your parcel is ready for shipment to Europe | status 99
Q18 | in_transit.moving                         | Your parcel is ready for shipment to The Netherlands | status 99
Q19 | in_transit.moving                         | Shipment still in transit | status 99
A72 | in_transit.moving                         | Shipment is ready for transport to the Netherlands
A75 | in_transit.departed_origin_country        | Shipment is en route to the Netherlands
Q12 | in_transit.departed_origin_country        | Shipment sent to country of destination
X01 | in_transit.departed_origin_country        | Your parcel has crossed the border
X19 | in_transit.departed_origin_country        | Shipment sent to country of destination
A76 | in_transit.arrived_in_destination_country | Shipment arrived in the Netherlands
X02 | in_transit.arrived_in_destination_country | Your shipment has arrived in the destination country
K02 | in_transit.redirected                     | Recipient has moved. Shipment forwarded to new address
K03 | in_transit.redirected                     | Shipment forwarded to address chosen by addressee
X68 | in_transit.problem_resolved               | Parcel back in PostNL process
Y23 | in_transit.problem_resolved               | Address corrected, new delivery attempt to follow
Y24 | in_transit.problem_resolved               | Address corrected, new delivery attempt to follow
X17 | in_transit.information                    | Shipment weighed and weight determined at IMEC
A41 | in_transit.information                    | Extra@Home Customer Service has made contact | status 99
A43 | in_transit.information                    | E-mail with invitation for 2nd delivery attempt sent
J80 | in_transit.information                    | No delivery scan for this shipment yet | status 99
K90 | in_transit.information                    | Status as yet unknown. Try again later
P20 | in_transit.information                    | Appointed place is not safe, prone to theft | status 99
P21 | in_transit.information                    | Appointed place is visible from the street, open area | status 99
P22 | in_transit.information                    | Appointed place is wet, not covered | status 99
P23 | in_transit.information                    | Appointed place is not accessible/available | status 99
P24 | in_transit.information                    | Appointed place is not sufficient, package dimensions too large | status 99
`,
);

/** The receiver's choice: a wish moves no parcel. */
const choices = statusTable(
  "event",
  `
A08 | in_transit.delivery_options_changed | Recipient's choice: deliver to neighbour
A09 | in_transit.delivery_options_changed | Recipient's choice: deliver to pick-up location
A11 | in_transit.delivery_options_changed | Recipient's choice: deliver to random neighbour
A12 | in_transit.delivery_options_changed | Recipient's choice: deliver on a different day
A13 | in_transit.delivery_options_changed | Recipient's choice: deliver on a different part of the day
A29 | in_transit.delivery_options_changed | Shipment will be delivered in the evening to another address
A30 | in_transit.delivery_options_changed | Shipment will be delivered to a different address
A31 | in_transit.delivery_options_changed | Shipment will be delivered in the evening to a neighbour
A32 | in_transit.delivery_options_changed | Shipment will be delivered in the evening on another day
A34 | in_transit.delivery_options_changed | Delivery changed to a PostNL outlet
A35 | in_transit.delivery_options_changed | Delivery changed to another day
A46 | in_transit.delivery_options_changed | Recipient request for pick-up location to return shipment | status 99
A94 | in_transit.delivery_options_changed | Delivery changed by customer | status 99
A42 | in_transit.delivery_scheduled       | Delivery date of shipment changed
J90 | in_transit.delivery_scheduled       | Shipment will be delivered on an indicated desired date
J17 | in_transit.held_at_request          | Delivery postponed due to 'closed' notification
A27 | in_transit.to_pickup_point          | Shipment will be delivered to the parcel locker
A28 | in_transit.to_pickup_point          | To be collected at PostNL outlet from 9:00am | not yet: status Shipment sorted
A99 | in_transit.to_pickup_point          | Shipment will be delivered to a PostNL outlet
J55 | in_transit.to_pickup_point          | Driver is en route to PostNL outlet
J47 | in_transit.to_pickup_point          | Pickup window closed; shipment moved to PostNL pickup point
K70 | in_transit.to_pickup_point          | Delivery unsuccessful, shipment will go to PostNL outlet
K71 | in_transit.to_pickup_point          | We missed you, shipment sent to PostNL retail point | status 99
`,
);

/** Late: PostNL tells the receiver "delivery time has been updated" for many reasons. */
const late = statusTable(
  "event",
  `
J09 | exception.delayed             | Sorry, delivery time has been updated
J14 | exception.delayed             | Sorry, delivery time has been updated
J22 | exception.delayed             | Delivery postponed because of incomplete multi-parcel shipment
J24 | exception.delayed             | Sorry, delivery time has been updated
J26 | exception.delayed             | Delivery postponed until the following working day
J36 | exception.delayed             | Sorry, delivery time has been updated
J39 | exception.delayed             | Delivery postponed until the following working day
J92 | exception.delayed             | Sorry, delivery time has been updated
J95 | exception.delayed             | Postponed, scanned at depot
Y33 | exception.delayed             | Delivery postponed until the following working day
Y35 | exception.delayed             | Sorry, delivery time has been updated
Y60 | exception.delayed             | Sorry, delivery time has been updated
Y61 | exception.delayed             | Sorry, delivery time has been updated
Y62 | exception.delayed             | Sorry, delivery time has been updated
K01 | exception.delayed             | Sorry, delivery time has been updated
V01 | exception.delayed             | Sorry, delivery time has been updated
Y07 | exception.delayed             | Sorry, delivery time has been updated
Y08 | exception.delayed             | Sorry, delivery time has been updated
H32 | exception.delayed             | Sorry, delivery time has been updated
T02 | exception.delayed             | Sorry, delivery time has been updated
G01 | exception.delayed             | Sorry, delivery time has been updated | status Missing in sorting
G02 | exception.delayed             | Sorry, delivery time has been updated | status Missing in sorting
G05 | exception.delayed             | Sorry, delivery time has been updated | status Missing in sorting
G03 | exception.delayed             | Sorry, delivery time has been updated | status Missing collection
V02 | exception.delayed             | Sorry, delivery time has been updated
V03 | exception.delayed             | Sorry, delivery time has been updated
V04 | exception.delayed             | Delivery delayed due to late delivery to PostNL
V11 | exception.delayed             | Sorry, delivery time has been updated
V21 | exception.delayed             | Sorry, delivery time has been updated
V31 | exception.delayed             | Received by PostNL, delayed
K25 | exception.delayed             | Shipment delayed, location unreachable for processing | status 99
K91 | exception.delayed             | In storage because of a calamity | its status is Shipment delivered: it is not
V06 | exception.delayed_operational | Your shipment has been delayed due to very high traffic
Y66 | exception.delayed_operational | Your shipment has been delayed due to IT issues | status 99
Y65 | exception.delayed_weather     | Shipment delayed due to extreme weather conditions | status 99
`,
);

/** Customs and money. */
const customs = statusTable(
  "event",
  `
X03 | in_transit.customs_clearance        | Customs in the destination country is checking your shipment | its status is Pre-alerted shipment
X11 | in_transit.customs_clearance        | Answer received with information for import declaration
X60 | in_transit.customs_clearance        | Import declaration submitted by PostNL
X62 | in_transit.customs_clearance        | Additional declaration has been submitted
Y25 | in_transit.customs_clearance        | The shipment is with the customs authorities in the destination country for further processing
X04 | in_transit.customs_released         | Customs in the destination country has approved your parcel
X61 | in_transit.customs_released         | Import declaration completed successfully
X65 | in_transit.customs_released         | Additional customs declaration completed successfully
X30 | exception.customs_hold              | Shipment delayed in destination country due to additional investigation at customs clearance
X63 | exception.customs_hold              | Shipment delayed due to sample check at customs clearance
X64 | exception.customs_hold              | Shipment delayed due to sample check at customs clearance
X66 | exception.customs_hold              | Shipment declaration process has been stopped
Y46 | exception.customs_hold              | Parcel exceeds customs value, transport is postponed | status 99
Y64 | exception.customs_hold              | Delay due to import controls in destination country | status 99
X10 | exception.customs_documents_missing | Parcel details missing. You will receive an information request from us
X67 | exception.customs_charges_due       | Awaiting payment of import costs
A20 | exception.payment_required          | Request for payment of shipment costs sent
A22 | exception.payment_required          | Request for payment refused
A21 | in_transit.problem_resolved         | Payment for shipment costs received
Q14 | exception.security_hold             | Shipment removed from transport for inspection | status 99
Y29 | exception.disposed                  | The shipment has been destroyed on behalf of customs in the destination country
K92 | exception.disposed                  | Shipment destroyed
`,
);

/** Out for delivery, and attempts. */
const delivery = statusTable(
  "event",
  `
J05 | out_for_delivery.on_vehicle             | Driver is en route
X55 | out_for_delivery.on_vehicle             | Driver is en route
X06 | out_for_delivery.on_vehicle             | Your shipment is on its way to the recipient
Y05 | out_for_delivery.on_vehicle             | Your shipment is on its way to the recipient
J59 | out_for_delivery.on_vehicle             | Parcel will be delivered to you today by courier | its status is Shipment at customs
J08 | attempt_failed.unspecified              | Delivery unsuccessful, we'll try again
H34 | attempt_failed.unspecified              | Shipment not delivered
Y37 | attempt_failed.unspecified              | Shipment not delivered: contact local deliverer
Y38 | attempt_failed.unspecified              | Shipment not delivered: parcel sent to depot in destination country
Y39 | attempt_failed.unspecified              | Contact recipient to arrange an appointment
J94 | attempt_failed.nobody_home              | Freight shipment not delivered; addressee absent
K14 | attempt_failed.nobody_home              | We missed you; we'll try again
Y02 | attempt_failed.nobody_home              | We missed you; shipment not delivered
Y10 | attempt_failed.nobody_home              | We missed you; we'll try again
Y42 | attempt_failed.nobody_home              | Shipment not delivered, addressee unavailable
J07 | attempt_failed.business_closed          | Closed: delivery postponed until the following working day
Y43 | attempt_failed.business_closed          | Shipment delayed as addressee location is closed
J16 | attempt_failed.no_access                | Delivery address inaccessible, new attempt to follow
J29 | attempt_failed.no_access                | Shipment does not fit through letterbox, we'll try again
K16 | attempt_failed.no_access                | Shipment not delivered, address long term unreachable
Y41 | attempt_failed.no_access                | Shipment not delivered. Location access code is missing
J41 | attempt_failed.pickup_point_unavailable | Shipment not allowed in the parcel locker
J42 | attempt_failed.pickup_point_unavailable | Insufficient space in the parcel locker
J48 | attempt_failed.pickup_point_unavailable | Parcel too large for delivery in the parcel locker
K41 | attempt_failed.payment_due              | Cash on Delivery shipment not delivered, recipient cannot pay
Y36 | attempt_failed.identity_check           | Shipment not delivered: recipient identification missing
`,
);

/** Trouble. */
const trouble = statusTable(
  "event",
  `
J33 | exception.address_incorrect | Recovery procedure for incorrect address
H36 | exception.address_incorrect | Shipment not delivered; incorrect address
Y01 | exception.address_incorrect | Shipment not delivered; incorrect address
Y09 | exception.address_incorrect | Contact addressee due to incorrect delivery address
Y12 | exception.address_incorrect | Address incorrect, PostNL will contact sender
Y17 | exception.address_incorrect | Shipment not delivered; incorrect address
Y30 | exception.address_incorrect | Shipment not delivered due to incorrect postcode
Y31 | exception.address_incorrect | Shipment not delivered, missing postcode
Y32 | exception.address_incorrect | Shipment not delivered, address unknown
Y22 | exception.recipient_unknown | Shipment not delivered, addressee relocated
Y03 | exception.refused           | Shipment refused by addressee
Y13 | exception.refused           | Shipment refused, PostNL contacting sender
Y44 | exception.refused           | Shipment refused by recipient due to damage
Y50 | exception.refused           | Shipment refused, incomplete
Y04 | exception.damaged           | Shipment damaged
Y11 | exception.damaged           | Shipment damaged, attempt made to contact recipient
Y14 | exception.damaged           | Shipment damaged
Y71 | exception.lost              | Shipment missing
K15 | exception.unspecified       | Error during shipment delivery. More information to follow
K30 | exception.undeliverable     | Shipment cannot be delivered
H23 | exception.undeliverable     | Cancelled by PostNL, no delivery appointment could be made
Y15 | exception.undeliverable     | Shipment not delivered, sender contacted
Y48 | exception.undeliverable     | Parcel is undeliverable: incorrect export form and missing return address | status 99
`,
);

/** Delivered, or ready to be collected. */
const handedOver = statusTable(
  "event",
  `
I01 | delivered.unspecified                | Shipment delivered
I03 | delivered.unspecified                | Shipment delivered
I06 | delivered.unspecified                | Shipment sorted, will be transferred to addressee | the last scan of receivers of very many parcels
J91 | delivered.unspecified                | Partially-defective shipment delivered
I23 | delivered.to_recipient               | Shipment has been handed over to recipient
Z01 | delivered.to_recipient               | Your shipment has been delivered to the recipient
Z02 | delivered.to_recipient               | Your shipment has been delivered to the recipient
Z03 | delivered.to_recipient               | Your shipment has been delivered to the recipient
Z04 | delivered.to_recipient               | Your shipment has been delivered to the recipient
Z08 | delivered.to_recipient               | Your shipment has been delivered to the recipient
I10 | delivered.to_neighbour               | Shipment delivered to neighbour
Z05 | delivered.to_neighbour               | Parcel was delivered to neighbours in destination country
I12 | delivered.safe_place                 | Shipment delivered to indicated location
Z09 | delivered.safe_place                 | Your parcel has been delivered to recipient's safe location
I05 | delivered.mailbox                    | Shipment in letterbox
I11 | delivered.mailbox                    | Shipment in letterbox
I09 | delivered.parcel_locker              | Shipment delivered in personal parcel locker
I02 | delivered.collected                  | Shipment collected at PostNL outlet
I22 | delivered.collected                  | Shipment collected at PostNL outlet
Z06 | delivered.collected                  | Your shipment has been picked up at a collection point
I08 | available_for_pickup.at_pickup_point | Shipment available at PostNL outlet
J02 | available_for_pickup.at_pickup_point | Shipment to be collected at PostNL outlet
J12 | available_for_pickup.at_pickup_point | Shipment to be collected at PostNL outlet
J52 | available_for_pickup.at_pickup_point | Shipment to be collected at PO Box location
X05 | available_for_pickup.at_pickup_point | Shipment to be collected at pick-up location
Y26 | available_for_pickup.at_pickup_point | Shipment to be collected at PO Box | its status is Shipment delivered: the receiver still has to collect it
J23 | available_for_pickup.at_locker       | Shipment can be collected at the parcel locker | its status is Shipment delivered, or at pick-up location
`,
);

/** Back to the sender. */
const back = statusTable(
  "event",
  `
H01 | returning.initiated  | Refused at delivery; return shipment to sender
H02 | returning.initiated  | Incorrect address; return shipment to sender
H03 | returning.initiated  | Shipment not collected, return to sender
H04 | returning.initiated  | Shipment is damaged, return to sender
H05 | returning.initiated  | We missed you; shipment returned to sender
H07 | returning.initiated  | We missed you; shipment returned to sender
H08 | returning.initiated  | Incorrect delivery code or ID, return shipment to sender
H09 | returning.initiated  | Shipment incomplete, return to sender
H10 | returning.initiated  | Return, content not permitted
H12 | returning.initiated  | Shipment returned to sender, addressee incorrect
H15 | returning.initiated  | Shipment too large or too heavy, return to sender | status 99
H16 | returning.initiated  | Shipment not delivered, address long unavailable. Return
H17 | returning.initiated  | Value exceeds maximum customs value. Return to sender | status 99
H18 | returning.initiated  | Delivery failed, package goes back to sender | status 99
H20 | returning.initiated  | Shipment returned to sender
H22 | returning.initiated  | Shipment returned on request of sender
H24 | returning.initiated  | Returned by pick-up location on recipient's request
H25 | returning.initiated  | Shipment not delivered, location long term unreachable | in Dutch: goes back to the sender
H35 | returning.initiated  | Shipment is damaged, return to sender
H38 | returning.initiated  | Refused at delivery; return shipment to sender
H51 | returning.initiated  | Shipment not delivered, no letterbox. Return to sender
H52 | returning.initiated  | Shipment not delivered, does not fit. Return to sender
K43 | returning.initiated  | Shipment will be returned
X22 | returning.initiated  | International shipment returned
Y16 | returning.initiated  | Address incorrect, return shipment to sender
Y18 | returning.initiated  | Shipment is damaged, return shipment to sender
Y19 | returning.initiated  | Shipment contains prohibited item, return shipment to sender
Y20 | returning.initiated  | Shipment not collected, return to sender
Y21 | returning.initiated  | Shipment returned to sender
Y40 | returning.initiated  | We missed you; shipment returned to sender
Y47 | returning.initiated  | Return to sender because of a missing/incorrect export form | status 99
X20 | returning.in_transit | Return shipment received in distribution centre abroad
X21 | returning.in_transit | Return shipment received in distribution centre
X81 | returning.in_transit | Return shipment received in country of destination
I07 | returned.to_sender   | Return shipment sorted, will be transferred to sender | the last scan of receivers of very many parcels
J63 | returned.to_sender   | Return shipment delivered
X24 | returned.to_sender   | Shipment returned to business PO Box holder abroad
`,
);

export const events: readonly StatusLine[] = [
  ...collection,
  ...onItsWay,
  ...choices,
  ...late,
  ...customs,
  ...delivery,
  ...trouble,
  ...handedOver,
  ...back,
];
