/**
 * Posthorn's own vocabulary: 71 event codes, each with what it does to a shipment's status.
 * Source: the team's canonical events, section 2. The status is the part of the code before the dot.
 *
 * move: advances the shipment to its status. inform: listed in the history, never changes the status. end: like move, and polling ends.
 */
export const eventCodes = {
  "pending.no_information": "move",
  "pending.invalid_number": "move",
  "info_received.label_created": "move",
  "info_received.pickup_scheduled": "move",
  "in_transit.picked_up": "move",
  "in_transit.accepted": "move",
  "in_transit.moving": "move",
  "in_transit.arrived_at_facility": "move",
  "in_transit.departed_facility": "move",
  "in_transit.departed_origin_country": "move",
  "in_transit.arrived_in_destination_country": "move",
  "in_transit.customs_clearance": "move",
  "in_transit.customs_released": "move",
  "in_transit.handed_to_partner": "move",
  "in_transit.arrived_at_delivery_depot": "move",
  "in_transit.redirected": "move",
  "in_transit.to_pickup_point": "move",
  "in_transit.delivery_scheduled": "inform",
  "in_transit.delivery_options_changed": "inform",
  "in_transit.held_at_request": "move",
  "in_transit.problem_resolved": "move",
  "in_transit.information": "inform",
  "out_for_delivery.on_vehicle": "move",
  "out_for_delivery.recipient_contacted": "move",
  "available_for_pickup.at_pickup_point": "move",
  "available_for_pickup.at_locker": "move",
  "available_for_pickup.at_depot": "move",
  "available_for_pickup.reminder": "move",
  "attempt_failed.unspecified": "move",
  "attempt_failed.nobody_home": "move",
  "attempt_failed.business_closed": "move",
  "attempt_failed.no_access": "move",
  "attempt_failed.payment_due": "move",
  "attempt_failed.identity_check": "move",
  "attempt_failed.not_enough_time": "move",
  "attempt_failed.rescheduled": "move",
  "attempt_failed.pickup_point_unavailable": "move",
  "exception.unspecified": "move",
  "exception.delayed": "move",
  "exception.delayed_weather": "move",
  "exception.delayed_operational": "move",
  "exception.misrouted": "move",
  "exception.customs_hold": "move",
  "exception.customs_documents_missing": "move",
  "exception.customs_charges_due": "move",
  "exception.payment_required": "move",
  "exception.address_incorrect": "move",
  "exception.recipient_unknown": "move",
  "exception.refused": "move",
  "exception.not_collected": "move",
  "exception.rejected_by_carrier": "move",
  "exception.damaged": "move",
  "exception.lost": "move",
  "exception.under_investigation": "move",
  "exception.security_hold": "move",
  "exception.undeliverable": "move",
  "exception.pickup_failed": "move",
  "exception.disposed": "end",
  "exception.cancelled": "end",
  "delivered.unspecified": "end",
  "delivered.to_recipient": "end",
  "delivered.to_representative": "end",
  "delivered.to_neighbour": "end",
  "delivered.safe_place": "end",
  "delivered.mailbox": "end",
  "delivered.parcel_locker": "end",
  "delivered.collected": "end",
  "returning.initiated": "move",
  "returning.in_transit": "move",
  "returned.to_sender": "end",
  "expired.no_updates": "end",
} as const satisfies Record<string, "move" | "inform" | "end">;

export type EventCode = keyof typeof eventCodes;
export type Status = EventCode extends `${infer S}.${string}` ? S : never;

/** In the order in which codes name them. */
export const statuses: readonly Status[] = [
  ...new Set(Object.keys(eventCodes).map((code) => code.slice(0, code.indexOf(".")) as Status)), // what stands before the dot is one
];

export const statusOf = (code: EventCode): Status => code.slice(0, code.indexOf(".")) as Status; // every key is "status.reason"

export const isEventCode = (text: string): text is EventCode => Object.hasOwn(eventCodes, text);
