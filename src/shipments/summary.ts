/** What follows from all events of a shipment: the one shape that pages, notifications and the API read. Stored in `shipments.summary`. */

import type { Estimate, EventTime, PickupPoint, Place } from "#shipments/event.ts";
import type { EventCode, Status } from "#shipments/event-codes.ts";

/** A fact with its provenance: who said it, when the carrier said it, when we saw it. */
export interface Provenance {
  /** Slug of the connection that said it (`dhl`, `ups`), or `posthorn` for our own rules. */
  readonly source: string;
  readonly saidAt: EventTime | null;
  /** ISO instant at which we first had it. */
  readonly seenAt: string;
  /** Id of the event behind it; null when no event is. */
  readonly eventId: string | null;
}

export interface PieceStatus {
  readonly number: string;
  readonly status: Status;
  readonly code: EventCode;
}

export interface EstimateChange {
  readonly estimate: Estimate;
  readonly seenAt: string;
  readonly reason: EventCode | null;
}

export interface Summary {
  readonly status: Status;
  readonly code: EventCode;
  /** Null before the first event. */
  readonly statusFrom: Provenance | null;
  /** The newest event of any kind, for "the carrier's last news". */
  readonly lastEvent: {
    readonly code: EventCode | "unmapped";
    readonly time: EventTime;
    readonly place: Place | null;
    readonly text: string;
  } | null;
  /** The carrier's estimate that still holds; null once delivered, failed, waiting for pick-up or returning. */
  readonly estimate: (Estimate & Provenance) | null;
  /** Every estimate so far, oldest first: no promised date changes silently. */
  readonly estimateHistory: readonly EstimateChange[];
  readonly pickupPoint: (PickupPoint & Provenance) | null;
  /** Local date. */
  readonly keepUntil: (Provenance & { readonly date: string }) | null;
  readonly actionRequired: boolean;
  /** A modifier on any open status: the carrier said late. */
  readonly delayed: boolean;
  readonly returnLeg: boolean;
  /** More than one piece only. `pieceCount` may exceed the pieces whose scans we have; cancelled ones are not counted. */
  readonly pieces: readonly PieceStatus[];
  readonly pieceCount: number | null;
  readonly piecesDelivered: number;
  readonly attempts: number;
  readonly deliveredAt: EventTime | null;
  /** The carrier withdrew something that the shopper may have seen ("The carrier corrected its report"). */
  readonly corrected: boolean;
  readonly service: string | null;
  readonly proofAvailable: boolean;
  readonly partnerNumbers: readonly { readonly carrier?: string; readonly number: string }[];
  readonly eventCount: number;
  readonly unmappedCount: number;
}

/** What a shopper says of a parcel: kept beside its status, which follows from the carrier's events alone. */
export type ShopperWord = "arrived" | "not_arrived" | "sent_back";

/** A prepared return is a plan until the carrier has the parcel or the shopper says that it was sent back. Everything else is a journey. */
export const isShown = (shipment: {
  readonly direction: "outbound" | "return";
  readonly status: Status;
  readonly shopperSaid: ShopperWord | null;
}): boolean =>
  shipment.direction === "outbound" ||
  shipment.shopperSaid === "sent_back" ||
  !["pending", "info_received", "expired"].includes(shipment.status);
