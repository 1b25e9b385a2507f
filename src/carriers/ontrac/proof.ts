/** Proof of delivery, one text for two things: where the parcel was left, or who took it. */
import type { CodeLookup } from "#carriers/carrier.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import type { EventFacts } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

/** The codes of a list that say that it was delivered. */
export const deliveryCodes = (list: string): ReadonlySet<string> =>
  new Set(statuses.filter((line) => line.list === list && line.event.startsWith("delivered.")).map(({ code }) => code));

const placesIn = phraseLookups("POD phrases", statuses);

/** After "delivered to neighbor" the name is the neighbour's. */
export function proofOf(
  code: string,
  pod: string | undefined,
): { readonly lookups: readonly CodeLookup[]; readonly facts: EventFacts } {
  if (pod === undefined) return { lookups: [], facts: {} };
  if (code === "DN") return { lookups: [], facts: { neighbour: pod } };
  const places = placesIn(pod);
  return { lookups: places, facts: places.length > 0 ? {} : { signedBy: pod } };
}
