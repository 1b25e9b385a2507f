/** What was understood of a carrier's answer: the door through which carriers' news comes into the core. */
import type { Estimate, PickupPoint, ShipmentEvent } from "./event.ts";

/** Why a carrier gave no events. A closed list: each has one reaction in polling/plan.ts. */
export const refusals = {
  not_found: "The carrier knows nothing of this number (yet).",
  invalid_number: "The carrier says that this cannot be one of its numbers.",
  unauthorized: "The credential is missing, wrong or expired.",
  forbidden: "The credential may not ask for this.",
  needs_more: "The carrier wants a postcode or another second fact.",
  throttled: "The carrier asks us to slow down.",
  unavailable: "The carrier is down, too slow or in maintenance.",
  bad_request: "The carrier did not understand our request.",
} as const;
export type Refusal = keyof typeof refusals;

/** What is understood of one number. */
export type NumberReading =
  | {
      readonly kind: "events";
      readonly number: string;
      /** Oldest first. */
      readonly events: readonly ShipmentEvent[];
      readonly estimate: Estimate | null;
      readonly pickupPoint: PickupPoint | null;
      readonly pieces: readonly string[];
      readonly pieceCount: number | null;
      readonly service: string | null;
      readonly isReturnLeg: boolean;
      readonly proofAvailable: boolean;
      /** Whose parcel it is, in an aggregator's own key. */
      readonly carrierKey?: string;
      readonly partnerNumbers: readonly { readonly carrier?: string; readonly number: string }[];
    }
  | { readonly kind: "refused"; readonly number: string; readonly why: Refusal; readonly detail: string };
