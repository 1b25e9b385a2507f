/** When to ask a carrier again, and why then. Pure; every plan says its reason in words that a page can show. */
import type { Refusal } from "#carriers/carrier.ts";
import { days, hours, minutes } from "#platform/clock.ts";
import { sha256 } from "#platform/ids.ts";
import { type EventCode, eventCodes, type Status, statusOf } from "#shipments/event-codes.ts";

export interface Situation {
  readonly shipmentId: string;
  readonly code: EventCode;
  readonly now: Date;
  readonly openedAt: Date;
  /** When the carrier last told us something new. */
  readonly lastNewsAt: Date | null;
  readonly outcome: "events" | "unreadable" | Refusal;
  /** Start of the carrier's expected day or window. */
  readonly estimateFrom: string | null;
  readonly direction: "outbound" | "return";
  /** The shopper says that the prepared return is under way. */
  readonly isSentBack?: boolean;
  /** How much faster than life parcels move: 1, but for the demo. */
  readonly speed: number;
  /** Stretch when the open parcels together want more than the carrier allows: 1 or more. */
  readonly stretch: number;
  /** The carrier's terms allow no shorter interval for one parcel. Milliseconds. */
  readonly leastMs?: number;
}

export type Plan =
  | { readonly kind: "ask"; readonly at: Date; readonly why: string }
  | { readonly kind: "stop"; readonly why: string }
  | { readonly kind: "give_up"; readonly why: string };

/** Nothing new for this long: we stop asking, and say so. A new event, by push or another merchant's poll, opens it again. */
export const silenceMax = days(30);
/** A prepared return may lie with the shopper: the label comes with the parcel, and shops take things back for weeks. */
export const preparedReturnMax = days(90);
/** The carrier's own limit of memory for a delivered parcel's late scans (proof, a withdrawn delivery). */
const confirmFor = days(1);

export function nextAsk(situation: Situation): Plan {
  const status = statusOf(situation.code);
  const newsAt = Math.max(situation.lastNewsAt?.getTime() ?? 0, situation.openedAt.getTime());
  const sinceNews = (situation.now.getTime() - newsAt) * situation.speed;
  const sinceOpen = (situation.now.getTime() - situation.openedAt.getTime()) * situation.speed;

  if (situation.code === "pending.invalid_number" && isAnswer(situation.outcome))
    return { kind: "stop", why: "The carrier says that this is not one of its numbers." };
  if (status === "delivered" || status === "returned") {
    if (sinceNews >= confirmFor || !isEnd(situation.code)) return { kind: "stop", why: "The journey is over." };
    return ask(situation, hours(8), "Delivered; one more look for what the carrier adds afterwards.");
  }
  if (isEnd(situation.code)) return { kind: "stop", why: "The journey is over." };
  const isPrepared = isPreparedReturn(status, situation);
  if (sinceNews >= (isPrepared ? preparedReturnMax : silenceMax) && isAnswer(situation.outcome))
    return { kind: "give_up", why: `The carrier has said nothing new for ${isPrepared ? 90 : 30} days.` };

  const refusalPlan = afterRefusal(situation, sinceOpen);
  return refusalPlan ?? ask(situation, ...rhythm(status, situation, sinceNews));
}

const isPreparedReturn = (status: Status, { direction }: Situation): boolean =>
  direction === "return" && (status === "pending" || status === "info_received");

/** How often, by what could happen next. */
function rhythm(status: Status, situation: Situation, sinceNews: number): readonly [number, string] {
  if (isPreparedReturn(status, situation))
    return situation.isSentBack === true
      ? [hours(4), "The shopper has sent it back; the carrier's first scan is near."]
      : [hours(24), "A prepared return: a look once a day until it moves."];
  switch (status) {
    case "out_for_delivery":
      return [minutes(20), "Out for delivery: we look often."];
    case "attempt_failed":
      return [hours(2), "After a failed attempt the next step follows soon."];
    case "available_for_pickup":
      return [hours(4), "Waiting to be collected."];
    case "exception":
      return [hours(4), "There is a problem; we look for its end."];
    case "returning":
      return [hours(12), "On its way back."];
    case "pending":
    case "info_received":
      return sinceNews < days(2)
        ? [hours(2), "Waiting for the carrier's first scan."]
        : [hours(8), "Still no scan; we look less often."];
    default:
      if (isExpectedSoon(situation)) return [hours(1), "Expected today: we look every hour."];
      if (sinceNews > days(5)) return [hours(12), "No news for days; we look less often."];
      return [hours(3), "On its way."];
  }
}

function afterRefusal(situation: Situation, sinceOpen: number): Plan | null {
  switch (situation.outcome) {
    case "unauthorized":
    case "forbidden":
    case "bad_request":
      return ask(situation, hours(6), "Our access to the carrier needs attention.");
    case "throttled":
    case "unavailable":
    case "unreadable":
      return ask(situation, minutes(15), "The carrier is not answering; we try again.");
    case "needs_more":
      return ask(situation, hours(24), "The carrier wants a postcode that we do not have.");
    case "not_found":
      return sinceOpen < hours(12) ? ask(situation, minutes(45), "The carrier does not know the number yet.") : null;
    default:
      return null;
  }
}

function isExpectedSoon({ estimateFrom, now }: Situation): boolean {
  if (estimateFrom === null) return false;
  // The destination's time, whose zone we do not know: taken as UTC, hours off at worst.
  const hasZone = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(estimateFrom);
  const from = Date.parse(
    hasZone ? estimateFrom : `${estimateFrom.slice(0, 10)}T${estimateFrom.slice(11) || "00:00"}Z`,
  );
  return Number.isFinite(from) && now.getTime() >= from - hours(6) && now.getTime() < from + days(2);
}

/** Only a carrier that answers can be silent about a parcel; one that is down says nothing about anything. */
const isAnswer = (outcome: Situation["outcome"]): boolean =>
  outcome === "events" || outcome === "not_found" || outcome === "needs_more" || outcome === "invalid_number";

const isEnd = (code: EventCode): boolean => eventCodes[code] === "end";

/** Spread by up to a tenth, by the shipment's own id, so that what was opened together is not asked together. */
function ask(situation: Situation, everyMs: number, why: string): Plan {
  const spread = 0.95 + (sha256(situation.shipmentId).readUInt16BE(0) / 65_535) * 0.1;
  // In the demo an hour is seconds; never closer than a second and a half.
  const wantedMs = Math.max(everyMs * spread * Math.max(1, situation.stretch), situation.leastMs ?? 0);
  const inMs = Math.max(1_500, wantedMs / situation.speed);
  return { kind: "ask", at: new Date(situation.now.getTime() + inMs), why };
}

/** How often a parcel in this status is asked about, with nothing special going on. Milliseconds. */
export const usualMs: Readonly<Record<Status, number>> = {
  pending: hours(4),
  info_received: hours(4),
  in_transit: hours(3),
  out_for_delivery: minutes(20),
  attempt_failed: hours(2),
  available_for_pickup: hours(4),
  exception: hours(4),
  returning: hours(12),
  delivered: Number.POSITIVE_INFINITY,
  returned: Number.POSITIVE_INFINITY,
  expired: Number.POSITIVE_INFINITY,
};

/**
 * By how much all intervals stretch when the open parcels of a carrier together want more looks than it allows: 1 or more.
 * A tenth is left for repetitions.
 */
export function stretchFor(
  open: readonly { readonly count: number; readonly everyMs: number }[],
  limits: { readonly perSecond: number; readonly perDay: number | null; readonly batch: number },
): number {
  const wanted = open.reduce((sum, { count, everyMs }) => sum + (count * 1_000) / everyMs, 0);
  const calls = Math.min(limits.perSecond, limits.perDay === null ? Number.POSITIVE_INFINITY : limits.perDay / 86_400);
  return Math.max(1, wanted / (calls * limits.batch * 0.9));
}
