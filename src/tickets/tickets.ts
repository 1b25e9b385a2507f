/**
 * What somebody in the shop should look at. A ticket follows from a shipment's events and the time: nobody opens it, and it is gone
 * when the parcel moves on. Pure. Kinds: the team's consumer UX, section 16, and two of our own (pickup_ends, no_news).
 */
import { days } from "#platform/clock.ts";
import type { Status } from "#shipments/event-codes.ts";
import type { Summary } from "#shipments/summary.ts";

/** In the order of their weight: of several only the first is told of a shipment. */
export const ticketKinds = {
  shopper_waits: {
    why: "The shopper says that something is wrong.",
    fix: "Read the words, and answer the shopper. The ticket ends after 14 days.",
  },
  undeliverable: {
    why: "The carrier gives up: the parcel cannot be delivered, was not collected, or is on its way back.",
    fix: "Ask the shopper for the right address, or refund when it is back.",
  },
  exception: {
    why: "The carrier reports a problem that it does not solve by itself.",
    fix: "Ask the carrier; lost or damaged parcels want a claim.",
  },
  invalid_number: {
    why: "This is no number of the carrier, so nothing can be followed.",
    fix: "Correct the number or the carrier on the shipment's page.",
  },
  failed_attempt: {
    why: "The carrier came, and could not deliver.",
    fix: "Nothing, if a new attempt is announced. Else tell the shopper what to do.",
  },
  pickup_ends: {
    why: "The parcel waits for pick-up, and goes back within two days.",
    fix: "Remind the shopper in your own words; we remind, too.",
  },
  never_scanned: {
    why: "It was announced five days ago or earlier, and the carrier has not had it.",
    fix: "Look whether it left your warehouse, or whether the number belongs to another parcel.",
  },
  delayed_dispatch: {
    why: "It was announced two days ago or earlier, and the carrier has not had it.",
    fix: "Hand it over, or tell the shopper when you will.",
  },
  no_news: {
    why: "It was on its way, and the carrier has said nothing for seven days.",
    fix: "Ask the carrier to look for it.",
  },
  delayed: {
    why: "The carrier is late, or the day that it named is over.",
    fix: "Nothing yet: the shopper has been told the new day, where there is one.",
  },
  slow: {
    why: "It was delivered later than the first day that was promised.",
    fix: "Nothing for the shopper; it counts in how the carrier does. The ticket ends after 14 days.",
  },
} as const;
export type TicketKind = keyof typeof ticketKinds;

export interface ShipmentFacts {
  readonly direction: "outbound" | "return";
  readonly tracked: boolean;
  readonly status: Status;
  readonly code: string;
  readonly statusAt: Date | null;
  readonly openedAt: Date;
  readonly firstEventAt: Date | null;
  readonly lastEventAt: Date | null;
  readonly summary: Pick<
    Summary,
    "delayed" | "estimate" | "estimateHistory" | "keepUntil" | "deliveredAt" | "returnLeg"
  >;
  /** When the shopper last reported something, or said that it did not arrive. */
  readonly shopperAt: Date | null;
}

export interface Ticket {
  readonly kind: TicketKind;
  /** Since when. */
  readonly since: Date;
}

/** Tickets about what is over stay so long. */
export const keptMs = days(14);
const scannedLateMs = days(2);
const neverScannedMs = days(5);
const silentMs = days(7);
const pickupMs = days(2);
/** A local day is over everywhere on earth this long after its midnight in UTC. */
const dayIsOverMs = days(1.5);

/** The one ticket of a shipment that matters most; null: all is well. */
export function ticketOf(facts: ShipmentFacts, now: Date): Ticket | null {
  for (const kind of Object.keys(ticketKinds) as TicketKind[]) {
    // its keys are the kinds
    const since = rules[kind](facts, now);
    if (since !== null) return { kind, since };
  }
  return null;
}

/** When time alone may next make or end a ticket; null: only events can. */
export function nextLook(
  { openedAt, statusAt, lastEventAt, summary, shopperAt }: ShipmentFacts,
  now: Date,
): Date | null {
  const plus = (at: Date | null, ms: number): number => (at === null ? Number.NaN : at.getTime() + ms);
  const { estimate, keepUntil } = summary;
  const times = [
    ...[plus(openedAt, scannedLateMs), plus(openedAt, neverScannedMs), plus(lastEventAt, silentMs)],
    ...[plus(statusAt, keptMs), plus(shopperAt, keptMs)],
    keepUntil === null ? Number.NaN : Date.parse(keepUntil.date) - pickupMs,
    estimate === null ? Number.NaN : dayOf(estimate).getTime() + dayIsOverMs,
  ].filter((ms) => ms > now.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

type Rule = (facts: ShipmentFacts, now: Date) => Date | null;

const after = (since: Date | null, ms: number, now: Date): Date | null =>
  since !== null && now.getTime() - since.getTime() >= ms ? new Date(since.getTime() + ms) : null;
const begun = ({ statusAt, openedAt }: ShipmentFacts): Date => statusAt ?? openedAt;
const isWith = (facts: ShipmentFacts, ...statuses: readonly Status[]): boolean => statuses.includes(facts.status);

const undeliverable: readonly string[] = [
  ...["exception.undeliverable", "exception.address_incorrect", "exception.recipient_unknown"],
  ...["exception.refused", "exception.not_collected"],
];
const late: readonly string[] = ["exception.delayed", "exception.delayed_weather", "exception.delayed_operational"];
const over: readonly Status[] = ["delivered", "returned", "expired"];

const rules: Readonly<Record<TicketKind, Rule>> = {
  shopper_waits: ({ shopperAt }, now) =>
    shopperAt !== null && now.getTime() - shopperAt.getTime() < keptMs ? shopperAt : null,
  undeliverable: (facts) =>
    facts.direction === "outbound" &&
    (undeliverable.includes(facts.code) || isWith(facts, "returning") || (facts.summary.returnLeg && !isOver(facts)))
      ? begun(facts)
      : null,
  exception: (facts) =>
    isWith(facts, "exception") &&
    !late.includes(facts.code) &&
    !["exception.cancelled", "exception.disposed"].includes(facts.code)
      ? begun(facts)
      : null,
  invalid_number: (facts) => (facts.code === "pending.invalid_number" ? begun(facts) : null),
  failed_attempt: (facts) => (isWith(facts, "attempt_failed") ? begun(facts) : null),
  pickup_ends: (facts, now) => {
    const until = facts.summary.keepUntil?.date;
    if (until === undefined || !isWith(facts, "available_for_pickup")) return null;
    const from = new Date(Date.parse(until) - pickupMs);
    return from <= now ? from : null;
  },
  never_scanned: (facts, now) => (isAnnounced(facts) ? after(facts.openedAt, neverScannedMs, now) : null),
  delayed_dispatch: (facts, now) => (isAnnounced(facts) ? after(facts.openedAt, scannedLateMs, now) : null),
  no_news: (facts, now) =>
    isWith(facts, "in_transit", "out_for_delivery") ? after(facts.lastEventAt, silentMs, now) : null,
  delayed: (facts, now) => {
    if (isOver(facts) || isWith(facts, "available_for_pickup")) return null;
    const estimate = facts.summary.estimate;
    const promised = estimate === null ? null : after(dayOf(estimate), dayIsOverMs, now);
    return promised ?? (facts.summary.delayed || late.includes(facts.code) ? begun(facts) : null);
  },
  slow: (facts, now) => {
    const [first] = facts.summary.estimateHistory;
    const delivered = facts.summary.deliveredAt;
    if (first === undefined || delivered === null || !isWith(facts, "delivered")) return null;
    const isLate = delivered.local.slice(0, 10) > lastDay(first.estimate);
    return isLate && now.getTime() - begun(facts).getTime() < keptMs ? begun(facts) : null;
  },
};

const isOver = ({ status }: ShipmentFacts): boolean => over.includes(status);
const isAnnounced = (facts: ShipmentFacts): boolean =>
  facts.tracked && facts.direction === "outbound" && isWith(facts, "pending", "info_received");

interface Span {
  readonly from: string;
  readonly through: string | null;
}
const lastDay = ({ from, through }: Span): string => (through ?? from).slice(0, 10);
const dayOf = (span: Span): Date => new Date(`${lastDay(span)}T00:00:00Z`);
