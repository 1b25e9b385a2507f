/** The catalogue of messages: what each is about, by which ways it goes, and what it weighs. One row per kind. */
import type { EventCode, Status } from "#shipments/event-codes.ts";
import type { ParcelFacts } from "./parcel-log.ts";
import type { Topic } from "./preferences.ts";

interface Row {
  /** What makes somebody look: a change of status, of the estimate, or nothing but time. */
  readonly trigger: "transition" | "estimate" | "time";
  readonly topic: Topic;
  /**
   * richest: one way, push before the others. both: push and e-mail. all: SMS, too. push, email: nothing else.
   * Which of them are possible and wanted is another matter.
   */
  readonly ways: "richest" | "both" | "all" | "push" | "email";
  /**
   * counted: takes one of the parcel's four places, and is left to the page when they are taken. date: the same, and leaves a place for
   * the van or the pick-up point. takes: takes a place and is told all the same, because the shopper can act on it. free: is always told.
   */
  readonly budget: "counted" | "date" | "takes" | "free";
  /** Parcels of one order with this news within a short time make one message. */
  readonly merges?: true;
  /** Still worth saying a day later, because the shopper can act on it. */
  readonly lasts?: true;
  /** Also at night. */
  readonly wakes?: true;
  /** An alarm that mostly has nothing to say when it goes off: then nothing is kept. */
  readonly alarm?: true;
  /** Says when the parcel comes: a message about the date alone would repeat it. */
  readonly saysDate?: true;
  /** Still news after the parcel was delivered. */
  readonly afterwards?: true;
}

export const catalogue = {
  shipped: {
    trigger: "transition",
    topic: "on_the_way",
    ways: "richest",
    budget: "counted",
    merges: true,
    saysDate: true,
  },
  date_changed: { trigger: "estimate", topic: "date", ways: "push", budget: "date", saysDate: true },
  date_later: { trigger: "estimate", topic: "date", ways: "richest", budget: "date", saysDate: true },
  tomorrow: { trigger: "time", topic: "tomorrow", ways: "richest", budget: "free", alarm: true, saysDate: true },
  out_for_delivery: { trigger: "transition", topic: "today", ways: "richest", budget: "counted", saysDate: true },
  ready_for_pickup: { trigger: "transition", topic: "pickup", ways: "both", budget: "takes", lasts: true },
  pickup_reminder: { trigger: "time", topic: "pickup", ways: "both", budget: "free" },
  pickup_last_day: { trigger: "time", topic: "pickup", ways: "both", budget: "free" },
  failed_attempt: { trigger: "transition", topic: "trouble", ways: "both", budget: "free" },
  problem_action: {
    trigger: "transition",
    topic: "trouble",
    ways: "all",
    budget: "free",
    lasts: true,
    wakes: true,
    afterwards: true,
  },
  action_reminder: { trigger: "time", topic: "trouble", ways: "all", budget: "free", lasts: true, afterwards: true },
  problem: { trigger: "transition", topic: "trouble", ways: "both", budget: "free", afterwards: true },
  delayed: { trigger: "transition", topic: "date", ways: "richest", budget: "date", saysDate: true },
  silent: { trigger: "time", topic: "date", ways: "richest", budget: "date", alarm: true },
  delivered: {
    trigger: "transition",
    topic: "delivered",
    ways: "richest",
    budget: "counted",
    merges: true,
    afterwards: true,
  },
  returning: { trigger: "transition", topic: "returns", ways: "both", budget: "free", afterwards: true },
  returned: { trigger: "transition", topic: "returns", ways: "both", budget: "free", afterwards: true },
  lost: { trigger: "transition", topic: "trouble", ways: "both", budget: "free", afterwards: true },
  has_it_arrived: { trigger: "time", topic: "delivered", ways: "email", budget: "free" },
} as const satisfies Record<string, Row>;

/** What a message is about. `problem_action`: the shopper has to do something; `problem`: somebody else has. */
export type Kind = keyof typeof catalogue;
export const kinds = Object.keys(catalogue) as readonly Kind[]; // the keys of the table above

export const isKind = (text: string): text is Kind => Object.hasOwn(catalogue, text);
export const rowOf = (kind: Kind): Row => catalogue[kind];

/** The kind of message that a standing calls for; null where none. The label alone is no news: the first scan is. */
export function kindOf(
  { status, code, actionRequired }: Pick<ParcelFacts, "status" | "code" | "actionRequired">,
  direction: ParcelFacts["direction"],
): Kind | null {
  if (direction === "return") return status === "delivered" || status === "returned" ? "returned" : null;
  switch (status) {
    case "in_transit":
      return "shipped";
    case "out_for_delivery":
    case "delivered":
    case "returning":
    case "returned":
      return status;
    case "available_for_pickup":
      return "ready_for_pickup";
    case "attempt_failed":
      return code === "attempt_failed.payment_due" || code === "attempt_failed.identity_check"
        ? "problem_action"
        : "failed_attempt";
    case "exception":
      // Where the page says "needs you", the shopper has to hear of it, whatever the carrier calls it.
      return exceptionKinds[code] ?? (actionRequired ? "problem_action" : null);
    default:
      return null;
  }
}

const exceptionKinds: Readonly<Partial<Record<EventCode, Kind>>> = {
  "exception.delayed": "delayed",
  "exception.delayed_weather": "delayed",
  "exception.delayed_operational": "delayed",
  "exception.misrouted": "delayed",
  "exception.customs_documents_missing": "problem_action",
  "exception.customs_charges_due": "problem_action",
  "exception.payment_required": "problem_action",
  "exception.address_incorrect": "problem_action",
  "exception.damaged": "problem",
  "exception.lost": "lost",
  "exception.refused": "problem",
  "exception.disposed": "problem",
};

/** After one of these, "it is on its way" is no news. */
export const furthered: ReadonlySet<Status> = new Set<Status>([
  "out_for_delivery",
  "attempt_failed",
  "available_for_pickup",
  "delivered",
  "returning",
  "returned",
]);
