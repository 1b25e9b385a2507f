/**
 * What the simulator must know of a carrier to play it: one file in `contracts/`, one line in `contracts.ts`. The file stands on
 * the carrier's side: its addresses, shapes, codes, limits and refusals, from the carrier's documents and not from our reading.
 */

import type { HappeningName } from "./happenings.ts";
import type { Answer, Call } from "./http.ts";
import type { JourneyName } from "./journeys.ts";
import type { Limits } from "./limits.ts";
import type { Numbers } from "./numbers.ts";
import type { Play } from "./play.ts";
import type { Message, Pushes, Target } from "./push.ts";

export interface Contract {
  /** Slug of our connection, and the first path segment: `${simulator.url}/dhl` is its base address. */
  readonly carrier: string;
  /** For people. */
  readonly title: string;
  /** The real ones. At a speed above life's, calls per time are wider, so that a day's quota is not gone in minutes. */
  readonly limits: Limits;
  /** What proves who calls, by the field names of our connection. `random`: the simulator chooses; else the value itself (a region). */
  readonly credential: Readonly<Record<string, string>>;
  readonly numbers: Numbers;
  /** Registry code as whose parcels these numbers are asked; default: the connection's own. */
  readonly asks?: string;
  /** Is a call to this path (below the base address) none that the limits count, as one for a token? Default: all count. */
  readonly isUncounted?: (path: string) => boolean;
  /** How the carrier says no, in its own words; for calls over a limit and for faults that somebody sets. */
  readonly refusals: { readonly throttled: Answer; readonly down: Answer; readonly unauthorized: Answer };
  /** Journeys that make no sense with this carrier. */
  readonly omits?: readonly JourneyName[];
  /** Our status at the end of a journey, where the carrier's codes tell less than what happened. */
  readonly endsOtherwise?: Readonly<Partial<Record<JourneyName, string>>>;
  /** Opens the carrier's office; what it has to remember between calls (registered numbers) lives in there. */
  readonly open: (world: World) => Office;
}

export interface Office {
  answer(call: Call): Answer;
  /** Absent: the carrier tells nothing by itself. */
  readonly pushes?: Pushes;
}

/** What a contract may ask the simulator. */
export interface World {
  /** Those in force; compare with `numbersPerCall`, and mark the refusal with `isOverLimit`. */
  readonly limits: Limits;
  nowMs(): number;
  /** The value of a field of the contract's `credential`; compare it with `isSame` of `http.ts`. */
  credential(field: string): string;
  /**
   * What has happened to the parcel by now, whatever the case of its letters; the first question starts its journey.
   * Undefined: the carrier cannot have given out such a number. See `knowledge` for what it says of the others.
   */
  ask(number: string): Play | undefined;
  /** A new token. @param usualSeconds the carrier's lifetime; the one that counts comes back, a test may want a shorter one */
  issueToken(usualSeconds: number): { readonly token: string; readonly seconds: number };
  tokenState(token: string): "good" | "expired" | "unknown";
  /**
   * From now on what happens to the number is pushed: to the address that the caller named, or to the one that an operator entered.
   * The journey starts as with a first question; an impossible number is passed over.
   */
  subscribe(number: string, to?: Target): void;
  /** A message that is no news, as a handshake. It is sent after the answer to the call. */
  send(url: string, message: Message): void;
}

/** What a carrier says of each happening, in its codes and words. */
export type Sayings<Said> = Readonly<Record<HappeningName, Said>>;
