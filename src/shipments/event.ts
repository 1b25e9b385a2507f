/** What a carrier said, in our words: one event of a shipment's history. Stored as JSON, so every field is plain data. */
import type { EventCode } from "#shipments/event-codes.ts";

/** How exactly the carrier told the time (canonical events §3.8). */
export type TimePrecision = "instant" | "local_with_offset" | "local_without_zone" | "date_only";

export interface EventTime {
  /** The instant in UTC, ISO 8601 with milliseconds and Z. For `date_only` it is null: there is no honest instant. */
  readonly instant: string | null;
  /** Wall time at the place as the carrier gave it: `2026-11-24T14:05:00`, or `2026-11-24`. For a bare instant: in `zone`, else in UTC. */
  readonly local: string;
  readonly precision: TimePrecision;
  /** IANA zone or offset (`+01:00`) in which `local` stands; null when nobody knows. */
  readonly zone: string | null;
  /** True when we concluded the zone (from the place or the carrier's home) and the carrier did not say it. */
  readonly zoneDerived: boolean;
}

export interface Place {
  readonly name?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
}

export interface PickupPoint {
  readonly name?: string;
  readonly street?: string;
  readonly city?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly url?: string;
  readonly openingHours?: string;
}

/** When the carrier expects to deliver. Local dates or date-times of the destination, or with offset where the carrier gives one. */
export interface Estimate {
  readonly from: string;
  readonly through: string | null;
  readonly kind: "date" | "window";
}

/** Side facts of one event; absent means that the carrier did not say. Names in `signedBy` and `neighbour` are tier 2. */
export interface EventFacts {
  readonly signedBy?: string;
  readonly neighbour?: string;
  readonly signatureAvailable?: boolean;
  readonly photoAvailable?: boolean;
  readonly codCollected?: boolean;
  readonly actionRequired?: boolean;
  readonly partnerCarrier?: string;
  readonly partnerNumber?: string;
  readonly pickupPoint?: PickupPoint;
  /** Local date until which the parcel is kept: `2026-11-30`. */
  readonly keepUntil?: string;
  readonly estimate?: Estimate;
  readonly isReturnLeg?: boolean;
  /** The carrier withdraws the scan before this one (DHL Parcel DE STORN). */
  readonly retractsPrevious?: boolean;
}

export interface ShipmentEvent {
  readonly code: EventCode | "unmapped";
  readonly time: EventTime;
  readonly rawCode: string;
  readonly rawSubCode: string | null;
  /** The carrier's own words, at most 1,000 characters. May hold personal data: it passes a presenter before anyone sees it. */
  readonly rawText: string;
  readonly place: Place | null;
  /** Piece number in a shipment of several; null for the shipment as a whole. */
  readonly piece: string | null;
  readonly facts: EventFacts;
  /** Place in the carrier's own order, oldest = 0: breaks ties within a minute (§3.2). */
  readonly order: number;
}
