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
  /** Day on which we first heard of the parcel, `2026-11-24`: carriers use numbers again. */
  readonly since?: string;
  /** The carrier's own id of what we registered there (`Registration`). */
  readonly reference?: string;
}

export interface CarrierRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path and query below the carrier's base URL; of a token request below `baseUrls.token` where there is one. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Values of a credential by field name. A missing optional field is absent. */
export type Fields = Readonly<Record<string, string>>;

/** What is known of this one call. Credential and token are for carriers that want them inside the address or the body. */
export interface Call {
  readonly id: string;
  readonly fields: Fields;
  readonly token: string | null;
}

/** A field of a credential, named once: environment (`POSTHORN_CARRIER_<SLUG>_<NAME>`), CLI, API and form are made from it. */
export interface CredentialField {
  readonly name: string;
  /** What a person reads beside it, where the carrier's own name differs. */
  readonly label?: string;
  readonly isOptional?: boolean;
  /** No secret: an account number, a region. It may be shown. */
  readonly isPublic?: boolean;
  readonly oneOf?: readonly string[];
  /** A whole number from 1 up, in digits. */
  readonly isCount?: boolean;
}

/** How a carrier wants to be convinced. `auth.ts` makes the usual kinds. */
export interface Auth {
  /** For people: `api_key`, `basic`, `oauth_client_credentials` … */
  readonly kind: string;
  readonly fields: readonly CredentialField[];
  /** A token to fetch first, shared by all processes. */
  readonly token?: TokenService;
  headers(fields: Fields, token: string | null): Readonly<Record<string, string>>;
}

export interface TokenService {
  request(fields: Fields): CarrierRequest;
  /** Reads the decoded body. Absent: the answer of OAuth 2 (RFC 6749 §5.1). */
  read?(body: unknown): { readonly token: string; readonly seconds: number } | undefined;
  readonly refreshEarlyMs: number;
}

export interface Limits {
  readonly perSecond: number;
  readonly perDay: number | null;
  readonly concurrent: number;
  /** Numbers per call. */
  readonly batch: number;
  /** Questions about one and the same parcel a day; absent: as often as the plan wants. */
  readonly perParcelPerDay?: number;
}

/**
 * For carriers that must be told of a number before they can be asked (aggregators), or that push news of the numbers they were
 * told of (subscriptions). Told once per parcel; "already exists" is success.
 */
export interface Registration {
  /** true: nobody can be asked without it. false: it only brings push, and is made where the credential has `push_secret`. */
  readonly isNeeded: boolean;
  /** How long one holds, in milliseconds; null: as long as the parcel. It is renewed when a tenth of it is left. */
  readonly lastsMs: number | null;
  /** Numbers per call. */
  readonly batch: number;
  /** What one number costs of the credits that were bought; 0: nothing. */
  readonly credits: number;
  request(asked: readonly Asked[], call: Call & { readonly push: PushAddress | null }): CarrierRequest;
  /** Reads the decoded body (JSON value or XmlElement), whatever the status is. One outcome per number; a missing one was not understood. */
  outcomes(body: unknown, asked: readonly Asked[], status: number): readonly RegistrationOutcome[];
}

/** Where the carrier shall push to, and the secret with which it shall sign. */
export interface PushAddress {
  readonly url: string;
  readonly secret: string;
}

export type RegistrationOutcome =
  | { readonly number: string; readonly kind: "registered"; readonly reference?: string }
  | { readonly number: string; readonly kind: "refused"; readonly why: Refusal; readonly detail?: string };

/** A message that came in by push. Header names are in lower case. */
export interface PushMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * How a carrier's push is told from a stranger's. `genuine`: the message counts as an answer. `unproven`: a hint, we ask again
 * (W-06); so is `stale`, one that was signed more than five minutes ago or in the future: carriers repeat for days what we did not
 * take, and a stranger who repeats it makes us ask once. `forged` is refused.
 */
export type PushProof = "genuine" | "unproven" | "forged" | "stale";

export interface Push {
  /** What proves a message, for people: "HMAC-SHA256 of the body in fdx-signature". */
  readonly proof: string;
  /** Where the carrier is told our address, and what `push_secret` is there: sentences for whoever does it. */
  readonly enteredAt: string;
  /** `secret` is the credential's `push_secret`. Compare in constant time (`signatures.ts`). */
  prove(message: PushMessage, secret: string, now: Date): PushProof;
  /** The answer inside the message, when it is not the body itself (a text in a field, an envelope). */
  unwrap?(body: string): string;
  /** The carrier's own id of the message, in the headers or the body; absent: the body's hash is its id. */
  messageId?(message: PushMessage): string | undefined;
  /** A message that only wants an answer (a handshake): what to answer. */
  handshake?(message: PushMessage): { readonly status: number; readonly body: string } | undefined;
}

/**
 * How far this connection can be trusted, shown to operators. table: codes from documents, answers written by us after them.
 * reads: also answers that somebody recorded or the carrier published. proved: both, and recorded answers for every situation.
 * lived: it has followed real parcels.
 */
export type Quality = "table" | "reads" | "proved" | "lived";

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
  /** IANA zone, where the carrier names the zone by a word of its own (Canada Post's CSTNO). */
  readonly zone?: string;
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
      /** Whose parcel it is, in an aggregator's own key (`Carrier.keys`): the same number may be two carriers'. */
      readonly carrierKey?: string;
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
  /** aggregator: asks many carriers for us, for money; taken when no carrier's own API can be. */
  readonly kind?: "carrier" | "aggregator";
  /** An aggregator's own key for each registry code. */
  readonly keys?: ReadonlyMap<string, string>;
  readonly docs: string;
  readonly baseUrls: {
    readonly production: string;
    readonly test?: string;
    /** Host of the token service, where it is another one. */
    readonly token?: string;
    /** By the value of the credential's field `region`, instead of `production`. */
    readonly regions?: Readonly<Record<string, string>>;
  };
  readonly auth: Auth;
  readonly limits: Limits;
  /** IANA zone in which the carrier's times without zone stand when the place does not tell (§3.8). */
  readonly homeZone: string;
  readonly format: "json" | "xml";
  readonly newestFirst: boolean;
  readonly statuses: readonly StatusLine[];
  /** May this number be asked here at all? Cheap shape check; identification is `identify/`'s work. */
  readonly numberPattern: RegExp;
  /** A number that the carrier gives for trying its API: a credential is tested with it. Absent: one that nobody has. */
  readonly trialNumber?: string;
  readonly quality: Quality;
  /** What nobody could verify, one sentence each; shown on the carrier's page. */
  readonly unproven: readonly string[];
  request(asked: readonly Asked[], call: Call): CarrierRequest;
  /** Numbers with different lots are never asked in one call (StarTrack and Australia Post). */
  lot?(asked: Asked): string;
  /** Mends what a carrier is known to break in its text (double keys), before it is decoded. One pass, no pattern that backtracks. */
  repair?(body: string): string;
  readonly answer: z.ZodType<Answer>;
  scans(answer: Answer, asked: readonly Asked[]): readonly ScanOutcome[];
  /**
   * Reads an error body (any status ≥ 400, or an error inside a 200). Undefined, or without `why`: the HTTP status decides.
   * `waitMs`: how long nobody may ask, where the carrier's documents say it and its headers do not.
   * `asked`: one wrong number is that number's fault when it was asked alone, and the request's among others.
   */
  refusal?(
    body: unknown,
    status: number,
    asked: readonly Asked[],
  ): { readonly why?: Refusal; readonly detail?: string; readonly waitMs?: number } | undefined;
  readonly registration?: Registration;
  readonly push?: Push;
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
  | { readonly kind: "refused"; readonly why: Refusal; readonly detail: string; readonly waitMs?: number }
  | { readonly kind: "unreadable"; readonly detail: string };
