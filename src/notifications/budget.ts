/** How much one parcel and one address may bring: a budget for good news, and caps that hold whatever happens. */
import { isKind, type Kind, kinds, rowOf } from "./catalogue.ts";
import { type Channel, messageOf, type PastDecision, wasTold } from "./parcel-log.ts";

/** A normal parcel: on its way, one change of the date, the van or the pick-up point, delivered. */
export const budget = 4;
/** However a carrier flaps: at most so many messages of one parcel by one channel (N-04). */
export const cap = 8;
/** However many shops and parcels: at most so many messages to one address or device within a day (N-04). */
export const dailyCap = 50;

const places: ReadonlySet<string> = new Set(kinds.filter((kind) => rowOf(kind).budget !== "free"));
const arrivals: ReadonlySet<string> = new Set<Kind>(["out_for_delivery", "ready_for_pickup"]);

/** Are the parcel's places taken, those aside that are kept for more important news? */
export function isOverBudget(
  past: readonly PastDecision[],
  parcelId: string,
  { kind, causeId }: { readonly kind: Kind; readonly causeId: string },
): boolean {
  const weight = rowOf(kind).budget;
  if (weight === "free" || weight === "takes") return false;
  const own = messageOf({ kind, causeId });
  const told = past.filter((p) => p.parcelId === parcelId && wasTold(p) && places.has(p.kind) && messageOf(p) !== own);
  const isArrivalTold = told.some(({ kind: of }) => arrivals.has(of));
  const kept = kind === "delivered" ? 0 : weight === "date" && !isArrivalTold ? 2 : 1;
  return new Set(told.map(messageOf)).size >= budget - kept;
}

/** Has this parcel used up what one parcel may send by this channel, whatever the news (N-04)? */
export const isOverCap = (past: readonly PastDecision[], parcelId: string, channel: Channel): boolean =>
  new Set(past.filter((p) => p.parcelId === parcelId && p.channel === channel && wasTold(p)).map(messageOf)).size >=
  cap;

/** For those who count: does a kept decision take one of the parcel's places? */
export const takesPlace = (kind: string): boolean => isKind(kind) && places.has(kind);
