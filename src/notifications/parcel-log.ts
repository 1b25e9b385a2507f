/** What a decision is made of: what is known of the parcels, what was decided before, and who may be told. Data only. */
import type { EventCode, Status } from "#shipments/event-codes.ts";
import type { Preferences } from "./preferences.ts";
import type { Reason } from "./reasons.ts";

export interface TransitionFacts {
  readonly id: string;
  readonly sequence: number;
  readonly to: Status;
  readonly code: EventCode;
  /** The carrier says that the shopper has to do something. */
  readonly actionRequired: boolean;
  /** When it happened, by the carrier; at the latest, where only the day is known; null where nothing is. */
  readonly happenedAt: Date | null;
  /** The same as a local date there: `2026-11-24`. Two attempts on two days may lie within one day of UTC. */
  readonly day: string;
  readonly recordedAt: Date;
  /** Local date until which the parcel waits, as the carrier said with this change. */
  readonly keepUntil?: string | null;
}

/** The days within which a parcel should come; the same twice: one day. Local dates of the destination. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** The carrier's estimate became this. */
export interface EstimateFacts extends Days {
  readonly id: string;
  /** The event behind it, where one is. */
  readonly reason: EventCode | null;
  readonly recordedAt: Date;
}

export interface ParcelFacts {
  readonly id: string;
  readonly direction: "outbound" | "return";
  readonly tracked: boolean;
  /** Of a delivery with nothing to follow: what it is. */
  readonly method: string | null;
  /** Where it stands now. */
  readonly status: Status;
  readonly code: EventCode;
  readonly actionRequired: boolean;
  /** The estimate that holds; null where none does. */
  readonly estimate: Days | null;
  /** Local date until which it waits to be picked up. */
  readonly keepUntil: string | null;
  readonly openedAt: Date;
  /** Oldest first, as are the estimates. */
  readonly transitions: readonly TransitionFacts[];
  readonly estimates: readonly EstimateFacts[];
}

/** `webhook`: the shop's own server, which then tells the shopper itself, in place of our e-mail and SMS. */
export type Channel = "email" | "push" | "sms" | "webhook";

export interface Recipient {
  readonly channel: Channel;
  /** An id that stands for the address or the device; never the address itself. */
  readonly id: string;
}

export type Verdict = "send" | "drop" | "wait" | "merge";

/** A decision that is already kept. */
export interface PastDecision {
  readonly id: string;
  readonly parcelId: string;
  readonly causeId: string;
  readonly kind: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly decision: Verdict;
  readonly reason: Reason;
  readonly decidedAt: Date;
  /** The message has left. */
  readonly sent: boolean;
  /** Given up for good. */
  readonly failed: boolean;
}

export interface DecideInput {
  readonly now: Date;
  /** What is asked about: one of the parcel's transitions or estimates, or, with nothing to follow, the parcel itself. */
  readonly causeId: string;
  readonly parcel: ParcelFacts;
  /** The order's other parcels. */
  readonly siblings: readonly ParcelFacts[];
  /** All decisions of the order so far. */
  readonly past: readonly PastDecision[];
  readonly recipients: readonly Recipient[];
  /** The order's e-mail address is one that nothing is sent to any more. */
  readonly isSuppressed?: boolean;
  readonly preferences: Preferences;
  /** How many messages each recipient had within a day, of whatever shop; who is not in it had none. */
  readonly sentToday: ReadonlyMap<string, number>;
  /** IANA zone of the recipient. */
  readonly zone: string;
  readonly quietHours: boolean;
  readonly mergeWindowMs: number;
}

/** Messages, not rows: what several devices or two channels say of one thing is one. */
export const messageOf = ({ kind, causeId }: Pick<PastDecision, "kind" | "causeId">): string => `${kind} ${causeId}`;

export const wasTold = ({ decision }: Pick<PastDecision, "decision">): boolean =>
  decision === "send" || decision === "merge";
