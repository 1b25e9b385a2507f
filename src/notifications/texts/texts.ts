/** What a language has to say: data only, as ICU messages. A new language is one file of this shape and one line in `index.ts`. */
import type { Kind } from "#notifications/decide.ts";
import type { EventCode } from "#shipments/event-codes.ts";

/** `{shop}` the shop's name, `{count}` parcels of this message, `{when}` a date in words, `{eta}` one of the `eta` sentences or nothing. */
export interface Texts {
  /** BCP 47. */
  readonly locale: string;
  /** Three to six words with the shop; no number, street, code or item. */
  readonly titles: Readonly<Record<Kind, string>>;
  /** The answer to "when", then what to do. */
  readonly bodies: Readonly<Record<Kind, string>>;
  /** Instead of the kind's body, by event code. */
  readonly bodiesByCode: Readonly<Partial<Record<EventCode, string>>>;
  readonly eta: {
    readonly day: string;
    readonly window: string;
    readonly days: string;
    readonly unknown: string;
  };
  readonly keepUntil: string;
  readonly orderKnown: { readonly title: string; readonly body: string };
  readonly button: string;
  readonly greeting: string;
  /** Why this mail came, and what we never ask. */
  readonly why: string;
  readonly neverAsk: string;
}
