/**
 * The contract of a carrier: facts and two pure functions, `request` and `scans`. Everything else (HTTP, tokens, limits, retries,
 * decoding, schema check, status look-up, archive) exists once, outside the folder.
 */
import type { z } from "zod";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import type { NumberReading, Refusal } from "#shipments/reading.ts";

export interface HttpAnswer {
  readonly status: number;
  /** Media type without parameters, lower case; "" when the carrier sent none. */
  readonly mediaType: string;
  readonly body: string;
}

/** What we ask about. The postcode is the receiver's, for carriers that want it as a second fact. */
export interface Asked {
  readonly number: string;
  readonly postalCode?: string;
  readonly country?: string;
  /** Registry code that the shipment was identified as: `dhl-germany`, `ups`. */
  readonly carrierCode?: string;
  readonly language?: string;
}

export interface CarrierRequest {
  readonly method: "GET" | "POST";
  /** Path and query below the carrier's base URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * How a carrier wants to be convinced. Credential fields are named here once: the CLI, the environment
 * (`POSTHORN_CARRIER_<SLUG>_<FIELD>`) and later the portal's form are made from them.
 */
export type Auth =
  | { readonly kind: "none" }
  | { readonly kind: "api_key"; readonly header: string; readonly fields: readonly ["key"] }
  | { readonly kind: "basic"; readonly fields: readonly ["username", "password"] }
  | {
      readonly kind: "oauth_client_credentials";
      /** Path below the base URL's origin. The client id and secret go as HTTP Basic. */
      readonly tokenPath: string;
      readonly fields: readonly ["client_id", "client_secret"];
      readonly refreshEarlyMs: number;
    };

export interface Limits {
  readonly perSecond: number;
  readonly perDay: number | null;
  readonly concurrent: number;
  /** Numbers per call. */
  readonly batch: number;
}

/** One line of a status table. `list` tells apart code lists of one carrier (a division, a status type). */
export interface StatusLine {
  readonly list: string;
  readonly code: string;
  readonly subcode: string;
  readonly event: EventCode;
  /** The carrier's own words, so that a colleague can disagree with the line. */
  readonly words: string;
  /** Where the line comes from, when it is not as good as the table's own source. */
  readonly evidence: string;
}

/** Codes to look up, finest first; the first that the table knows wins. */
export interface CodeLookup {
  readonly list: string;
  readonly code: string;
  readonly subcode?: string;
}

/** The carrier's time, unread: `read.ts` makes an EventTime of it with the place and the carrier's home zone. */
export interface RawTime {
  /** `2026-11-24T14:05:00`, with or without offset or Z, or `2026-11-24`. */
  readonly text: string;
  /** The instant, when the carrier gives it beside the wall time. */
  readonly instant?: string;
  readonly offset?: string;
}

/** A scan: what the carrier says, in its codes. */
export interface Scan {
  readonly time: RawTime | null;
  readonly lookups: readonly CodeLookup[];
  readonly rawCode: string;
  readonly rawSubCode?: string;
  readonly text: string;
  readonly place?: Place;
  readonly piece?: string;
  readonly facts?: EventFacts;
}

/** The outcome for one number; carriers answer "unknown" with 200 and mix outcomes in one batch. */
export type ScanOutcome =
  | {
      readonly kind: "scans";
      readonly number: string;
      /** As the carrier lists them; `order` of the carrier says which end is newest. */
      readonly scans: readonly Scan[];
      readonly estimate?: Estimate;
      readonly pickupPoint?: PickupPoint;
      /** All pieces the carrier names, when the shipment has several. */
      readonly pieces?: readonly string[];
      readonly pieceCount?: number;
      /** A service or product name, for people. */
      readonly service?: string;
      /** The whole shipment is on its way back (§3.5). */
      readonly isReturnLeg?: boolean;
      readonly proofAvailable?: boolean;
      /** Numbers under which other carriers continue the journey. */
      readonly partnerNumbers?: readonly { readonly carrier?: string; readonly number: string }[];
    }
  | { readonly kind: "refused"; readonly number: string; readonly why: Refusal; readonly detail?: string };

export interface Carrier<Answer = unknown> {
  readonly slug: string;
  readonly name: string;
  /** Registry codes that this connection serves; the first is the carrier itself. */
  readonly serves: readonly string[];
  readonly docs: string;
  readonly baseUrls: { readonly production: string; readonly test?: string };
  readonly auth: Auth;
  readonly limits: Limits;
  /** IANA zone in which the carrier's times without zone stand when the place does not tell (§3.8). */
  readonly homeZone: string;
  readonly format: "json" | "xml";
  readonly newestFirst: boolean;
  readonly statuses: readonly StatusLine[];
  /** May this number be asked here at all? Cheap shape check; identification is `identify/`'s work. */
  readonly numberPattern: RegExp;
  request(asked: readonly Asked[], call: { readonly id: string }): CarrierRequest;
  readonly answer: z.ZodType<Answer>;
  scans(answer: Answer, asked: readonly Asked[]): readonly ScanOutcome[];
  /** Reads an error body (any status ≥ 400, or an error inside a 200). Undefined, or without `why`: the HTTP status decides. */
  refusal?(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined;
  /** Page for people; `{number}` is replaced. */
  readonly trackingPage: string;
}

/** Says the type once and keeps the answer's type between schema and reader. */
export function defineCarrier<Answer>(carrier: Carrier<Answer>): Carrier {
  return carrier as unknown as Carrier; // `read.ts` checks the answer against the schema before it calls `scans`
}

export type { NumberReading, Refusal } from "#shipments/reading.ts";
export { refusals } from "#shipments/reading.ts";

/** What is understood of one answer. Total: reading never throws. */
export type Reading =
  | { readonly kind: "events"; readonly shipments: readonly NumberReading[] }
  | { readonly kind: "refused"; readonly why: Refusal; readonly detail: string }
  | { readonly kind: "unreadable"; readonly detail: string };
