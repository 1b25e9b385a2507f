/**
 * Event types of LaserShip's tracker, before it became OnTrac's.
 * Source: answers that were recorded in 2014 and 2015, and client code, read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `LaserShip`: EventType. */
export const laserShip = statusTable(
  "LaserShip",
  `
OrderReceived     | info_received.label_created    | Ship Request Received
OrderCreated      | info_received.label_created    | Ship Request Received
Received          | in_transit.arrived_at_facility | Origin Scan
Arrived           | in_transit.arrived_at_facility | Arrived at Facility
OutForDelivery    | out_for_delivery.on_vehicle    | Out for Delivery
Delivered         | delivered.unspecified          | Delivered
Released          | delivered.safe_place           | Delivered | left without signature; Location says where
AttemptedDelivery | attempt_failed.unspecified     | Attempted delivery | from client code
Returned          | returned.to_sender             | Returned | from client code
`,
);

/** EventShortText, where EventType is empty. */
export const laserShipTexts = statusTable(
  "LaserShip phrases",
  `
Ship Request Received | info_received.label_created    | Ship Request Received
Origin Scan           | in_transit.accepted            | Origin Scan
Arrived at Facility   | in_transit.arrived_at_facility | Arrived at Facility
Out for Delivery*     | out_for_delivery.on_vehicle    | Out for Delivery: ETA 8pm or prior
Delivered             | delivered.unspecified          | Delivered
`,
);
