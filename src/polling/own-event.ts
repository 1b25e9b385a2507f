/** What we say ourselves of a parcel, where its carrier says nothing: an event in our own words and of our own time. */
import type { ShipmentEvent } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";

export function ownEvent(code: EventCode, now: Date): ShipmentEvent {
  const instant = now.toISOString();
  return {
    code,
    time: { instant, local: instant.slice(0, 19), precision: "instant", zone: "UTC", zoneDerived: false },
    rawCode: code,
    rawSubCode: null,
    rawText: "",
    place: null,
    piece: null,
    facts: {},
    order: 0,
  };
}
